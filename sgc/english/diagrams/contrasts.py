"""Conditions said by whom or what they are of: "damaged items get …, undamaged items get …", "for everyone else …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.conditions import is_opposite
from sgc.english.diagrams.pieces import caption, fullmatch, named, split, trim
from sgc.source import Span

_BREAK = re.compile(
    r"\s*[,;]\s*(?:(?:and|but|while|whereas)\s+)?|\s+(?:while|whereas|but|and)\s+|[.;]\s+", re.IGNORECASE
)
#: "premium customers are …", "claims below 100 euros are …", "orders with errors go …"
_CLASS = re.compile(
    r"(?:the\s+|all\s+)?(?:(?P<kind>[\w-]+)\s+(?P<noun>[a-z]+s)|(?P<noun2>[a-z]+s)\s+(?P<side>below|above|under|over"
    r"|with|without|within|in|of|from|that are|who are|which are)\s+(?P<of>[^,]+?))\s+(?:(?:are|is|will be|must be"
    r"|can be)\s+|(?=(?:get|go|have|need|pay|receive|must|may|can|will|see|use|take|require)s?\s|goes\s|has\s))"
    r"(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "for premium users the request goes …"
_FOR = re.compile(
    r"(?:for|in case of)\s+(?P<who>(?:(?!the\s|it\s|they\s|we\s)[\w-]+\s+){1,4}?[\w-]+)\s*"
    r"(?:,\s*|\s+(?=(?:the|an?|it|they|we|you)\s))(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: Those that are in no class that was named.
ELSE = re.compile(
    r"(?:for\s+)?(?:(?:everyone|everybody|everything) else|all (?:the )?others?|(?:the )?others|the rest"
    r"|(?:all )?other \w+s|(?:the )?remaining \w+s)\s*,?\s+(?:(?:are|is)\s+)?(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)


#: So many pieces, parted by commas and "and", a clause may have.
_FURTHER = 3


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question, and what is done by its answers: "yes" and "no", or the kinds of things that clauses name.

    ``others`` are the words for those of whom the clauses behind the first are said.
    """

    span: Span
    question: str
    answers: tuple[tuple[str, Span], ...]
    others: tuple[Span, ...]


def contrast(span: Span) -> tuple[Span, Contrast, Span] | None:
    """The first clauses in a text that say what is done with a class and with those that are not in it, with the words
    before and behind them; None if no two do."""
    pieces = split(span, _BREAK)
    for i, piece in enumerate(pieces):
        for k in range(i + 1, min(i + 1 + _FURTHER, len(pieces))):
            first = Span(span.source, piece.start, pieces[k - 1].end)
            found = _answers(first, pieces[k:])
            if found is not None:
                before = Span(span.source, span.start, first.start)
                end = found.answers[-1][1].end
                return trim(before, ",;. "), found, trim(Span(span.source, end, span.end), ",;. ")
    return None


def _answers(first: Span, further: Sequence[Span]) -> Contrast | None:
    """The contrast of a clause and the next ones, if they are one."""
    one = fullmatch(first, _CLASS) or fullmatch(first, _FOR)
    if one is None:
        return None
    place, does = Span(first.source, first.start, one.start("action")), named(first, one, "action")
    second = further[0]
    other, again = fullmatch(second, ELSE), fullmatch(second, _CLASS)
    if again is not None and one.re is _CLASS and _noun(one) == _noun(again) and _are_opposite(one, again):
        other = again
    if other is not None:
        answers = (("yes", does), ("no", named(second, other, "action")))
        others = [trim(Span(second.source, second.start, other.start("action")))]
        return Contrast(place, _question(one), answers, tuple(others))
    if one.re is not _CLASS or one["kind"] is None:
        return None
    kinds = [(one["kind"].casefold(), does)]
    others = []
    for clause in further:
        other = fullmatch(clause, _CLASS)
        if other is None or other["kind"] is None or _noun(other) != _noun(one):
            break
        kinds.append((other["kind"].casefold(), named(clause, other, "action")))
        others.append(trim(Span(clause.source, clause.start, other.start("action"))))
    is_one = len({kind for kind, _ in kinds}) == len(kinds) > 1
    return Contrast(place, f"{caption(_noun(one))}?", tuple(kinds), tuple(others)) if is_one else None


def _question(clause: re.Match[str]) -> str:
    """The class of a clause as a decision asks for it."""
    if clause.re is _FOR:
        asked = clause["who"]
    elif clause["kind"] is not None:
        asked = f"{clause['kind']} {_noun(clause)}"
    else:
        asked = f"{_noun(clause)} {clause['side']} {clause['of']}"
    return caption(" ".join(asked.split())) + "?"


def _noun(clause: re.Match[str]) -> str:
    return lexicon.one_of((clause["noun"] or clause["noun2"]).casefold())


def _are_opposite(one: re.Match[str], other: re.Match[str]) -> bool:
    return is_opposite(*((found["kind"] or found["side"]).casefold() for found in (one, other)))
