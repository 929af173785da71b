"""First sentences that only ask for the steps of something: "I need a flowchart that my pupils can follow. …"."""

from __future__ import annotations

import re

from sgc.english.diagrams.asking import Asked, called
from sgc.source import Source, Span

#: A first sentence that only asks, by whatever it says of the diagram: "I need a flowchart that my pupils can follow."
_ASKS_FOR = re.compile(
    r"\s*(?:please\s+)?(?:(?:(?:can|could|would)\s+you\s+(?:please\s+)?|i\s+(?:need|want|(?:would|['’]d)\s+like)(?:\s+(?:you\s+)?to)?\s+)?"
    r"(?:draw|show|sketch|make|create|map|illustrate|visuali[sz]e|diagram|give\s+(?:me|us))(?:\s+(?:me|us))?\s+"
    r"|i\s+(?:need|want|(?:would|['’]d)\s+like)\s+)"
    r"(?P<what>(?:(?:a|an|the|our|my|this)\s+)?(?:(?!\b(?:with|where|from|begins?|starts?)\b)[^.:;,!?\n]){3,120}?)[.!?]\s+(?=\S)",
    re.IGNORECASE,
)
#: Words in such a sentence for what is done in steps.
_OF_STEPS = re.compile(r"\b(?:flow\s?charts?|steps|process|procedure|workflow|routine)\b", re.IGNORECASE)


#: Words that leave it to what is said behind them.
_OF_HOW = re.compile(r"\bdiagram\s+(?:of|for|about|showing|that\s+shows)\s+how\s", re.IGNORECASE)


def asks_for_steps(source: Source) -> Asked | None:
    """A process, or a diagram of how something happens, where the first sentence asks for one and says nothing of what
    is done in it."""
    asks = _ASKS_FOR.match(source.text)
    of_steps = asks is not None and _OF_STEPS.search(asks["what"]) is not None
    if asks is None or not (of_steps or _OF_HOW.search(asks["what"])):
        return None
    rest = Span(source, asks.end(), source.span().end)
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
