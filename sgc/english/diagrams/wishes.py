"""Sentences that ask: first ones that only do so ("I need a flowchart that my pupils can follow."), and diagrams that
others name."""

from __future__ import annotations

import re
from functools import cache

from sgc.english.diagrams.asking import Asked, called
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import split
from sgc.english.diagrams.views import BY_COLON, COMMON
from sgc.english.diagrams.words import table
from sgc.source import Source, Span

#: A first sentence that only asks, by whatever it says of the diagram: "I need a flowchart that my pupils can follow."
_ASKS_FOR = re.compile(
    r"\s*(?:please\s+)?(?:[^.:;!?\n]{3,90}?\s(?:and|so|but)\s+(?=i\s*(?:need|want|would|['’]d)\b))?"
    r"(?:(?:(?:can|could|would)\s+you\s+(?:please\s+)?"
    r"|i\s*(?:need|want|(?:would|['’]d)\s+like)(?:\s+(?:you\s+)?to)?\s+)?"
    r"(?:draw|show|sketch|make|create|map|illustrate|visuali[sz]e|diagram|give\s+(?:me|us))(?:\s+(?:me|us))?\s+"
    r"|i\s*(?:need|want|(?:would|['’]d)\s+like)\s+)"
    r"(?P<what>how\s[^.:;!?\n]{3,90}?"
    r"|(?:(?:a|an|the|our|my|this)\s+)?(?:(?!\b(?:with|where|from|begins?|starts?)\b)[^.:;,!?\n]){3,120}?)[.!?]\s+(?=\S)",
    re.IGNORECASE,
)
#: Words in such a sentence for what is done in steps.
_OF_STEPS = re.compile(r"\b(?:flow\s?charts?|steps|process|procedure|workflow|routine)\b", re.IGNORECASE)


#: Words that leave it to what is said behind them.
_OF_HOW = re.compile(
    r"\A(?P<title>how\s.{3,70})$|\bdiagram\s+(?:of|for|about|showing|that\s+shows)\s+how\s", re.IGNORECASE
)
#: A first sentence that only says that steps are told: "A quick guide on what to do when somebody is unwell."
_GUIDE = re.compile(
    r"\s*(?:here(?:['’]s| is)\s+|this is\s+)?(?:an?|the|our|my)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:(?:flow\s?charts?|process (?:map|diagram))\s+(?:is|are)\s+(?:requested|needed|required|wanted)"
    r"|guide|instructions|checklist|procedure|routine|walk-?through|how-?to)\b"
    r"(?!\s+(?:is|are|starts?|begins?|has|goes|consists|works|takes|tells|says|covers)\b)[^.:;?!\n]{0,90}[.:]\s+(?=\S)",
    re.IGNORECASE,
)


_CYCLE = re.compile(
    r"(?:(?:the|a|an|our|my)\s+)?(?:[\w-]+\s+){0,3}?(?:life\s?)?cycle(?:\s+of\s+.{2,50})?", re.IGNORECASE
)


_STAGES = re.compile(
    r"(?:it|they|this|that)\s+(?:goes|go|runs?|passes|pass)\s|(?:the|its)\s+(?:stages|steps|phases)\s", re.IGNORECASE
)


def asks_for_steps(source: Source) -> Asked | None:
    """A process, a cycle, or a diagram of how something happens, where the first sentence asks for one and says nothing
    of what is done in it."""
    if (guide := _GUIDE.match(source.text)) is not None:
        return Asked("flow", "", Span(source, guide.end(), source.span().end), Span(source, 0, guide.end()))
    asks = _ASKS_FOR.match(source.text)
    is_listed = asks is not None and _STAGES.match(source.text, asks.end()) is not None
    if asks is not None and is_listed and (cycle := _CYCLE.fullmatch(asks["what"])) is not None:
        rest = Span(source, asks.end(), source.span().end)
        return Asked("cycle", called(cycle.group()), rest, Span(source, 0, asks.end()))
    of_steps = asks is not None and _OF_STEPS.search(asks["what"]) is not None
    if asks is None or not (of_steps or _OF_HOW.search(asks["what"])):
        return None
    rest = Span(source, asks.end(), source.span().end)
    if not of_steps and (how := _OF_HOW.search(asks["what"])) is not None and how["title"] is not None:
        return Asked("", called(how["title"]), rest, Span(source, 0, asks.end()))
    return Asked("flow" if of_steps else "", _title(asks["what"]), rest, Span(source, 0, asks.end()))


def _title(words: str) -> str:
    """What the steps are of that are asked for: "a flowchart of how we hire people", "our hiring process"."""
    of = _STEPS_OF.search(words)
    if of is not None:
        return called(of["title"])
    return called(words) if _OURS.fullmatch(words) is not None else ""


_STEPS_OF = re.compile(
    r"\b(?:flow\s?charts?|steps)\s+(?:of|for|about|showing)\s+(?P<title>(?:how\s+)?.{3,60})$", re.IGNORECASE
)
_OURS = re.compile(r"(?:the|our|my)\s+(?:[\w-]+\s+){1,3}(?:process|procedure|workflow|routine)", re.IGNORECASE)


@cache
def _within() -> re.Pattern[str]:
    """The name of a diagram that means nothing else, behind an article: "sketch a state diagram of …"."""
    names = sorted((one for one in table("sort") if one not in BY_COLON | COMMON), key=len, reverse=True)
    return re.compile(
        r"\b(?:an?|the|my|our|this)\s+(?:[\w-]+\s+){0,2}?(?P<name>" + "|".join(map(re.escape, names)) + r")s?\b",
        re.IGNORECASE,
    )


def named_within(source: Source) -> str:
    """The sort of the only diagram that the first or the last sentence names somewhere; empty if none does."""
    sentences = split(source.span(), SENTENCE)
    found = {
        table("sort")[match["name"].casefold()][0]
        for sentence in (*sentences[:1], *sentences[-1:])
        for match in _within().finditer(sentence.text)
    }
    return found.pop() if len(found) == 1 else ""
