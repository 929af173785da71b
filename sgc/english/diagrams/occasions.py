"""When steps are done: behind what has happened, and for each of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sgc.english import lexicon
from sgc.english.diagrams.actions import condition_of
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.parts_of_speech import MEASURES, Tag, words
from sgc.english.diagrams.pieces import fullmatch, named, past, search, trim
from sgc.english.diagrams.words import forms
from sgc.source import Span

_EACH_ENDS = re.compile(r"\s*(?:[,:]|\bdo\b)\s*", re.IGNORECASE)
EVERY_ONE = re.compile(r"(?:each|every|all)\s+(?:of\s+)?(?:the\s+)?", re.IGNORECASE)
#: Prepositions of what has happened before: "after the consultation the doctor …", "on every push we run …".
AFTER = frozenset(("after", "upon", "following"))
_EACH_TIME = frozenset(("every", "each"))
#: Something that has happened when the process goes on, and no question: "after the contract is signed, …".
_EVENT = re.compile(
    r"(?:and\s+|then\s+)?(?P<word>after(?!\s+(?:that|this)\b)|once|when|whenever|as soon as|upon|following)\s+"
    r"(?P<what>[^,]+?)"
    r"(?:\s*,\s*|\s+(?=(?:it|they|he|she|we|you|i)\s))(?:then\s+)?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)

#: "on push, …"
_ON = re.compile(r"on\s+(?P<what>(?!(?:the|this|that)\s)(?:[\w-]+\s+){0,2}[\w-]+)\s*,\s*(?P<rest>.+)", re.IGNORECASE)
#: "after an approval to production", of which the verb is said before.
AFTER_IT = re.compile(
    r"after\s+(?P<what>(?:(?:the|an?|its|their)\s)?[\w-]+(?:\s.+?)??)\s+(?P<rest>(?:to|into)\s.+)", re.IGNORECASE
)
#: "a fine is charged before the book is reshelved"
_BEFORE_THAT = re.compile(
    r"(?P<first>(?:(?!\b(?:can|may|could|might|must|should)\b).)+?)\s*,?\s+before\s+(?P<second>.+)", re.IGNORECASE
)
#: Words that say nothing of what is done.
AT_ONCE = re.compile(
    r"\s+(?:right|straight) (?:away|after)|\s+(?:immediately|directly|at once|instantly|anyway)$", re.IGNORECASE
)


def done_before(span: Span) -> tuple[Span, Span] | None:
    """What is done and what is done behind that, which a clause says the other way: "it is paid before it is sent"."""
    match = fullmatch(span, _BEFORE_THAT)
    second = named(span, match, "second") if match is not None else None
    one = next(iter(clauses(second)), None) if second is not None else None
    if match is None or second is None or one is None or one.mark is not None or not one.verb or one.negated:
        return None
    return (named(span, match, "first"), second) if one.subject or lexicon.ING in forms(one.main.lower) else None


def with_loops(found: Sequence[Span]) -> Iterator[Span]:
    """Sentences, where what is done for each, or while something is so, goes on over semicolons."""
    loop: Span | None = None
    for one in found:
        goes_on = loop is not None and one.source.text[loop.end : one.start].strip() == ";"
        if loop is not None and goes_on and _BEHIND_LOOP.match(one.text) is None:
            loop = loop.to(one)
            continue
        if loop is not None:
            yield loop
        loop = one if for_each(one) is not None or _WHILE.match(one.text) is not None else None
        if loop is None:
            yield one
    if loop is not None:
        yield loop


_BEHIND_LOOP = re.compile(r"(?:and\s+)?(?:finally|lastly|afterwards|after that|at the end|in the end)\b", re.IGNORECASE)
_WHILE = re.compile(r"(?:while|as long as)\s[^,]+,\s", re.IGNORECASE)


def for_each(span: Span) -> tuple[Span, Span] | None:
    """Of what each is taken, and what is done with it: "for each file, open it", "for i from 1 to n add i to sum"."""
    one = next(iter(clauses(span)), None)
    if one is None:
        return None
    before = one.lead or one.subject
    every = (
        len(before) > 2
        and before[0].lower in ("for", "with")
        and (
            before[1].lower in ("each", "every", "all")
            or (before[0].lower == "for" and before[2].lower in ("from", "in"))
        )
    )
    mark = search(span, _EACH_ENDS)
    end = before[-1].end if before else span.start
    end = min(end, mark.start()) if mark is not None else end
    if not every or end >= span.end or (mark is None and not one.verb):
        return None
    action = past(Span(span.source, end, span.end), _EACH_ENDS)
    return trim(Span(span.source, before[1].start, end), ",: "), trim(action)


def is_measured(what: Span) -> bool:
    """Whether words only say how long something takes: "ten minutes", "a week"."""
    said = words(what)
    measure = [one for one in said if one.lower in MEASURES]
    return len(measure) == 1 and all(one in measure or one.tag in (Tag.NUM, Tag.DET) for one in said)


def event(span: Span) -> tuple[str, Span, Span] | None:
    """What a sentence says has happened before, by which word, and what happens then."""
    if (event := fullmatch(span, _EVENT)) is not None:
        what, rest = condition_of(Span(span.source, event.start("what"), span.end))
        if rest is None or what.end > event.end("what"):
            what, rest = named(span, event, "what"), named(span, event, "rest")
        return event["word"].casefold(), what, rest
    if (on := fullmatch(span, _ON)) is not None:
        return "on", named(span, on, "what"), named(span, on, "rest")
    found = clauses(span)
    one = found[0] if found else None
    if one is None or one.joined:
        return None
    is_this = bool(one.subject) and one.subject[0].lower in ("that", "this")  # "after that" says only the order
    if one.mark is not None and one.mark.lower in AFTER and one.subject and not one.verb and found[1:] and not is_this:
        return one.mark.lower, one.who, trim(Span(span.source, one.who.end, span.end), ",")
    orders = one.mark is not None and one.mark.lower in AFTER and one.subject and one.verb and one.main.tag is Tag.VI
    if orders and one.subject[-1].tag is Tag.NOUN and not is_this:  # "after the trial day make an offer"
        return one.mark.lower, one.who, Span(span.source, one.place.start, span.end)  # type: ignore[union-attr]
    if len(one.lead) < 2 or not one.verb:
        return None
    word, behind = one.lead[0].lower, one.lead[1]
    if word not in AFTER and not (word == "on" and behind.lower in _EACH_TIME):
        return None
    rest = trim(Span(span.source, one.lead[-1].end, span.end), ",")
    return word, trim(Span(span.source, behind.start, one.lead[-1].end), ","), rest
