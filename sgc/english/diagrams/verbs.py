"""Verbs of processes and systems in all their forms, and the predicate of a clause: who does what, or has it done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.lexis import table
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import trim
from sgc.english.diagrams.words import Verb
from sgc.source import Span


@dataclass(frozen=True, slots=True)
class Predicate:
    """The finite verb of a clause: its ``base`` form, its ``place``, and the words before and behind it.

    ``passive`` says that it is done to the subject. A clause that goes on with the subject of another, or tells
    somebody to do something, has an empty ``subject``.
    """

    base: str
    place: Span
    subject: Span
    rest: Span
    passive: bool = False
    negated: bool = False


def is_doing(base: str) -> bool:
    """Whether a base form is a verb of diagrams."""
    return base in table("doing") or base in table("done") or base in table("action")


def predicate(span: Span, elided: bool = False) -> Predicate | None:
    """What the first clause says that has a verb, of all words around it.

    Where subject and "is" may be ``elided``, a participle at the beginning is one, too: "(is built) and stored in a
    registry".
    """
    for one in clauses(span):
        found = said_by(one) if one.mark is None or one.around is not None or not one.subject else None
        is_short = found is not None and found.passive and not any(word.tag is Tag.BE for word in one.verb)
        if found is None or (is_short and not (elided and one.rest and one.rest[0].tag in (Tag.PREP, Tag.TO))):
            continue
        subject = trim(Span(span.source, span.start, found.place.start), ",")
        return replace(found, subject=subject, rest=trim(Span(span.source, found.place.end, span.end)))
    return None


def said_by(clause: Clause) -> Predicate | None:
    """What a clause says; None if it has no verb."""
    if not clause.verb:
        return None
    return Predicate(clause.main.base, clause.place, clause.who, clause.what, clause.passive, clause.negated)


def joining(span: Span, elided: bool = False) -> Verb | None:
    """The predicate of a clause as what joins two things, with the preposition behind it: "are assigned to"."""
    found = predicate(span, elided)
    if found is None or found.base in ("be", "have") or found.negated:
        return None
    behind = _BEHIND.match(found.rest.text)
    end = found.rest.start + behind.end() if behind is not None else found.place.end
    if not trim(Span(span.source, end, span.end)).text:
        return None
    place = trim(Span(span.source, found.place.start, end))
    return Verb("to", " ".join(place.text.casefold().split()), place)


def statements(span: Span) -> list[Span]:
    """A sentence cut where something is said of another subject, or something else of the same: lists stay whole."""
    found: list[Span] = []
    for one in clauses(span):
        if found and (not one.verb or one.around is not None):
            found[-1] = found[-1].to(one.span)
        else:
            found.append(one.span)
    return found


_BEHIND = re.compile(r"(?:to|in|at|on|by|for|with|into|onto|from|as|of|about|through|against)\s+", re.IGNORECASE)
