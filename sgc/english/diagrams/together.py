"""What is done at the same time: the branches that a clause tells, by whatever words it says that they are.

"In parallel: make coffee and toast bread", "build and lint run in parallel", "authenticate in parallel with the check".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.actions import actions, without_order
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, split, trim
from sgc.english.diagrams.verbs import predicate
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

#: Steps of one branch, each with the text that it shows, or nothing where that is read from it.
Branch = Sequence[tuple[Span, str]]

_BESIDE = "in parallel|at the same time|simultaneously|concurrently"
_AT_ONCE = rf"(?:{_BESIDE}|at once)"
_COUNTED = (
    rf"(?:the\s+following|these|several|\d+|{SEVERAL})\s+(?:\w+\s+)?(?:things|tasks|jobs|steps|checks|activities)"
)
#: "do three things at once: …", "three jobs run in parallel: …"
_ANNOUNCED = re.compile(
    rf"(?:(?:there\s+)?(?:we\s+|they\s+)?[a-z]+\s+)?{_COUNTED}\s+(?:(?:\w+\s+){{0,2}}?{_AT_ONCE})\s*[:,]\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "in parallel, …"
_AHEAD = re.compile(rf"(?:(?:and|then|do)\s+)*(?:{_BESIDE})\s*[,:]?\s*(?P<rest>(?!with\b|to\b).+)", re.IGNORECASE)
#: "authenticate in parallel with the rate limit check"
_WITH = re.compile(rf"(?P<first>.+?)\s+(?:{_BESIDE})\s+(?:with|to|as)\s+(?P<second>.+)", re.IGNORECASE)
#: "starts the linter and the tests, which run in parallel"
_WHICH = re.compile(
    r"(?P<rest>.+?)\s*,?\s+(?:both of\s+|all of\s+)?(?:which|that)\s+(?:both\s+|all\s+)?(?:(?:are|can be|get)\s+)?"
    rf"\w+\s+(?:{_BESIDE})",
    re.IGNORECASE,
)
#: "… in parallel"
_BEHIND = re.compile(rf"(?P<rest>.+?)\s+(?:{_BESIDE})", re.IGNORECASE)
#: "reviews the terms and, at the same time, finance prepares the invoice"
_WITHIN = re.compile(
    rf"(?P<first>.+?)(?:\s*,\s*(?:and|while)?|\s+(?:and|while))\s*,?\s*(?:{_AT_ONCE}|meanwhile)\s*,?\s+(?P<second>.+)",
    re.IGNORECASE,
)
#: "build and lint run"
_RUN = re.compile(r"(?P<what>[^,]+?(?:,|\sand\s).+?)\s+(?:run|happen|start|proceed|take place)", re.IGNORECASE)
#: Verbs that say no more than that something is done.
_TAKING_PLACE = frozenset(("run", "happen", "occur", "proceed", "start", "do", "execute"))
_CARRIED_OUT = frozenset(("carry", "perform", "conduct", "make", "do"))
#: What waits for all branches: "both have passed", "everything is done".
_ALL = re.compile(
    r"(?:both|all|each|everything|the (?:two|three))(?:\s+of\s+(?:them|these))?(?:\s+(?:the\s+)?\w+)??\s+"
    r"(?:is|are|have|has)\s+(?:been\s+)?\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Together:
    """``before`` is done first, then the ``branches`` at the same time, which the words ``heard`` only announce. Where
    a clause says that something is done ``beside`` what was told before, there are no branches."""

    branches: Sequence[Branch]
    before: Sequence[Span] = ()
    beside: Span | None = None
    heard: Span | None = None


def together(span: Span) -> Together | None:
    """What a clause says is done at the same time; None if it says nothing of that."""
    if (announced := fullmatch(span, _ANNOUNCED)) is not None:
        rest = named(span, announced, "rest")
        found = actions(rest) if len(actions(rest)) > 1 else split(rest, LIST)
        return Together([[(one, "")] for one in found], heard=Span(span.source, span.start, rest.start))
    if (ahead := fullmatch(span, _AHEAD)) is not None:
        rest = named(span, ahead, "rest")
        return _listed(rest) or Together((), beside=rest)
    if (which := fullmatch(span, _WHICH)) is not None and (of := distributed(named(span, which, "rest"))):
        return Together([[one] for one in of], heard=Span(span.source, which.end("rest"), span.end))
    if (behind := fullmatch(span, _BEHIND)) is not None:
        rest = named(span, behind, "rest")
        found = actions(without_order(rest))
        if len(found) > 1 and (last := distributed(found[-1])):  # "installs it, and runs lint and tests in parallel"
            return Together([[one] for one in last], found[:-1])
        return _listed(rest)
    within = fullmatch(span, _WITHIN)
    if within is not None and predicate(named(span, within, "second")) is not None:
        sides = (actions(without_order(named(span, within, one))) for one in ("first", "second"))
        return Together([[(one, "") for one in side] for side in sides])
    if (with_ := fullmatch(span, _WITH)) is not None:
        *before, first = split(named(span, with_, "first"), LIST)
        return Together([[(first, "")], [(named(span, with_, "second"), "")]], before)
    return None


def either(span: Span) -> Sequence[Branch]:
    """The two things, as branches, of which a clause says that "either" is done, where no question parts them: "the
    owner either signs it and goes, or returns it"; none of other clauses."""
    found = [one for one in clauses(span) if one.verb]
    k = next((k for k, one in enumerate(found) if one.joined.endswith("or")), 0)
    if k == 0 or any(one.subject for one in found[1:]) or all(word.lower != "either" for word in found[0].adverbs):
        return []
    who = f"{bare(found[0].who).text} " if found[0].subject else ""
    first = [Span(span.source, found[0].place.start, found[0].span.end), *(one.span for one in found[1:k])]
    sides = (first, [one.span for one in found[k:]])
    return [[(one, caption(f"{who}{trim(one, ', ').text}")) for one in side] for side in sides]


def all_are_done(what: Span) -> bool:
    """Whether words say of all branches that they are over: "both have passed"."""
    return fullmatch(what, _ALL) is not None


def _listed(rest: Span) -> Together | None:
    """Branches that a clause lists."""
    rest = without_order(rest)
    if (run := fullmatch(rest, _RUN)) is not None:  # "build" and "lint" may be verbs, too
        return Together([[(one, "")] for one in split(named(rest, run, "what"), LIST)])
    found = actions(rest)
    if len(found) > 1:
        return Together([[(one, "")] for one in found])
    if shared := distributed(rest):
        return Together([[one] for one in shared])
    listed = split(rest, LIST)
    is_told = any(one.verb and one.subject for one in clauses(rest))
    return Together([[(one, "")] for one in listed]) if len(listed) > 1 and not is_told else None


def distributed(span: Span) -> list[tuple[Span, str]]:
    """Each of several things with what is done with it, of a clause that says this once: "run the linter and the
    tests", "design and printing happen", "read from the file and the queue"; empty if it speaks of one."""
    found = [one for one in clauses(span) if one.verb]
    if len(found) != 1 or found[0].mark is not None:
        return []
    one = found[0]
    is_done = one.main.base in _TAKING_PLACE or (one.passive and one.main.base in _CARRIED_OUT)
    if len(listed := split(one.who, LIST)) > 1 and (not one.rest or (is_done and one.what.text == "out")):
        does = "" if is_done else f" {one.place.text}"
        return [(piece.to(one.place), caption(f"{bare(piece).text}{does}")) for piece in listed]
    begins = _begins_with_preposition(one)
    listed = split(one.what, LIST)
    if len(listed) < 2 or (begins and not all(map(_is_named, listed[1:]))):
        return []
    start = one.who.start if one.subject else one.place.start
    before = bare(Span(span.source, start, one.rest[0].end if begins else one.place.end)).text
    first = Span(span.source, one.rest[1].start, listed[0].end) if begins else listed[0]
    return [(one.place.to(piece), caption(f"{before} {piece.text}")) for piece in (first, *listed[1:])]


def _begins_with_preposition(one: Clause) -> bool:
    return len(one.rest) > 1 and one.rest[0].tag in (Tag.PREP, Tag.TO)


def _is_named(span: Span) -> bool:
    """Whether words name a thing, with an article or as a name."""
    return bare(span) != span or span.text[:1].isupper() or not lexicon.classes(span.text.split()[0].casefold())
