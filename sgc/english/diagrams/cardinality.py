"""How many of each entity belong to one of the other, in the notations of data models: "1-n", "(many to many)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sgc.english.diagrams.members import CROW
from sgc.english.diagrams.pieces import fullmatch, named
from sgc.source import Span

_SIDES = r"0\.\.1|1\.\.\*|1\.\.n|0\.\.\*|1|n|m|\*|one|many"
_BETWEEN = re.compile(
    rf"(?P<first>[^,]+?)\s+\(?(?P<left>{_SIDES})\s*(?:-+|–|:|\s*to[\s-]|-to-)\s*"
    rf"(?P<right>{_SIDES})\)?\s+(?:with\s+)?(?P<second>[^,]+)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?P<clause>[^()]+?)\s*[(,]\s*(?P<left>{_SIDES})\s*(?:-|–|:|/)?\s*(?:to)?\s*(?:-|–|:|/)?\s*(?P<right>{_SIDES})\)?",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:(?:between\s+)?(?P<first>[^,]+?)\s+and\s+(?P<second>[^,]+?)\s+(?:there\s+)?"
    r"(?:are\s+in|have|has|is|are(?:\s+related)?(?:\s+by)?)\s+)?"
    r"an?\s+(?P<left>one|many|n|m)[- ]to[- ](?P<right>one|many|n|m)(?:\s+relation(?:ship)?)?"
    r"(?:\s+(?:is|exists)?\s*between\s+(?P<first2>[^,]+?)\s+and\s+(?P<second2>[^,]+))?",
    re.IGNORECASE,
)
_CROW = {
    "0..1": CROW["maybe"], "1..*": CROW["some"], "1..n": CROW["some"], "0..*": CROW["many"], "1": CROW["one"],
    "n": CROW["many"], "m": CROW["many"], "*": CROW["many"], "one": CROW["one"], "many": CROW["many"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cardinality:
    """How many of the ``first`` belong to one of the ``second`` (``tail``) and the other way round (``head``), as the
    ends of a link in crow's-foot notation (G. Everest, 1976); ``place`` is where that stands."""

    first: Span
    second: Span
    tail: str
    head: str
    place: Span


def between(span: Span) -> Cardinality | None:
    """ "User 1-n Post" """
    match = fullmatch(span, _BETWEEN) if fullmatch(span, _RELATED) is None else None
    if match is None:
        return None
    return Cardinality(named(span, match, "first"), named(span, match, "second"), *_ends(match), _place(span, match))


def related(span: Span) -> Cardinality | None:
    """ "flights and passengers are in a many-to-many relationship", "a one-to-many relationship is between A and B" """
    match = fullmatch(span, _RELATED)
    pair = ("first", "second") if match is not None and match["first"] else ("first2", "second2")
    if match is None or not match[pair[0]]:
        return None
    return Cardinality(named(span, match, pair[0]), named(span, match, pair[1]), *_ends(match), _place(span, match))


def behind(span: Span) -> tuple[Span, str, str, Span] | None:
    """ "Student enrolls in Course (many to many)", "…, one to many": the clause, its link's ends, and their place."""
    match = fullmatch(span, _BEHIND)
    if match is None:
        return None
    clause = named(span, match, "clause")
    return clause, *_ends(match), Span(span.source, match.end("clause"), span.end)


def _ends(match: re.Match[str]) -> tuple[str, str]:
    return _CROW[match["left"].casefold()], _CROW[match["right"].casefold()]


def _place(span: Span, match: re.Match[str]) -> Span:
    return Span(span.source, match.start("left"), match.end("right"))
