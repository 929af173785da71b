"""Verbs of processes and systems in all their forms, and the predicate of a clause: who does what, or has it done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from sgc.english.diagrams.grammar import PARTICLES, Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag, Word, is_adverbial
from sgc.english.diagrams.pieces import trim
from sgc.english.diagrams.words import ALL_SENSES, Verb, table
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


def verb_of(one: Clause, senses: Sequence[str] = ALL_SENSES, opened: bool = True) -> Verb | None:
    """The verb of a clause with the words behind it that belong to it, as the table has them ("be connected to"), in
    the first of these ``senses`` that it has; if ``opened``, one that no table has leads to what stands behind it."""
    if not one.verb:
        return _participle(one, senses)
    group = [word for word in one.verb if word.tag not in (Tag.ADV, Tag.NOT)]
    head = ["be", one.main.lower] if one.passive else [one.main.base]
    start = group[-2].start if one.passive and len(group) > 1 and group[-2].tag is Tag.BE else one.main.start
    start = group[0].start if any(word.tag is Tag.TO for word in group) else start  # "cools to form"
    heads = [[one.main.lower], head] if one.main.tag in (Tag.VN, Tag.VD) else [head]
    heads += [[one.main.base]] if one.passive else []  # "is merged back into"
    if (known := _known(one, heads, start, one.main.end, one.rest, senses)) is not None or not opened:
        return known
    if one.main.base in ("be", "do") or all(word.tag is Tag.ADV for word in one.rest):
        return None
    if [word.lower for word in one.rest[:2]] == ["up", "to"] and one.rest[2:3] and one.rest[2].tag is Tag.NUM:
        return Verb("to", " ".join(head), Span(one.source.source, start, one.place.end))  # "takes up to six courses"
    if [word.lower for word in one.rest[:2]] in (["at", "least"], ["at", "most"]):
        return Verb("to", " ".join(head), Span(one.source.source, start, one.place.end))  # "takes at most two courses"
    particle = one.rest[:1] if one.rest[0].tag is Tag.ADV and one.rest[0].lower in PARTICLES else []
    bound = [word for word in one.rest[len(particle) :][:1] if word.tag in (Tag.PREP, Tag.SUB)]
    bound = [*particle, *bound] if bound and (one.passive or particle or bound[0].lower in _BOUND) else []
    base = " ".join([*head, *(word.lower for word in bound)])
    is_by_others = one.passive and [word.lower for word in bound] == ["by"] and one.main.base not in FEEDING
    sense = "from" if is_by_others and "from" in senses else "to"
    return Verb(sense, base, Span(one.source.source, start, bound[-1].end if bound else one.place.end))


def _known(
    one: Clause, heads: Sequence[Sequence[str]], start: int, end: int, rest: Sequence[Word], senses: Sequence[str]
) -> Verb | None:
    """The longest phrase of the table that begins with one of the ``heads`` and goes on with words behind."""
    is_adverb = len(rest) > 1 and is_adverbial(rest[0].text, rest[1].text)  # "run in parallel" is in nothing
    plain = [word for word in rest[:4] if word.tag is not Tag.ADV or not word.lower.endswith("ly")]  # "directly to"
    behind = [] if is_adverb else [word for word in plain[:3] if word.text.replace("-", "").isalpha()]
    known = table("verb")
    for length, first in product(range(len(behind), -1, -1), heads):
        base = " ".join([*first, *(word.lower for word in behind[:length])])
        sense = next((sense for sense in senses if sense in known.get(base, ())), None)
        if one.passive and list(first) == [one.main.base] != [one.main.lower] and not base.endswith(_WHITHER):
            continue
        if sense is not None:
            return Verb(sense, base, Span(one.source.source, start, behind[length - 1].end if length else end))
    return None


def _participle(one: Clause, senses: Sequence[str]) -> Verb | None:
    """What a phrase without a verb says by a participle or a preposition: "a laptop connected to a router"."""
    words = [*one.subject, *one.rest]
    for i, word in enumerate(words):
        if word.tag in (Tag.VN, Tag.VG, Tag.PREP):
            found = _known(one, [[word.lower]], word.start, word.end, words[i + 1 :], senses)
            if found is not None:
                return found
    return None


def find_verb(span: Span, senses: Sequence[str] = ALL_SENSES, opened: bool = True) -> Verb | None:
    """The first verb of a sentence that joins what stands before it with what stands behind, as ``verb_of`` has it."""
    found = (verb_of(one, senses, opened) for one in clauses(span))
    return next((one for one in found if one is not None), None)


#: What is eaten leads to who eats it, as in a food chain.
FEEDING = frozenset(("eat", "hunt", "catch"))
_WHITHER = (" to", " into", " onto", " from")
#: Prepositions that belong to the verb before them.
_BOUND = frozenset(("in", "at", "on", "by", "for", "with", "about", "through", "against", "into", "onto", "to", "from"))


def statements(span: Span) -> list[Span]:
    """A sentence cut where something is said of another subject, or something else of the same: lists and relative
    clauses stay with what they stand in."""
    return [piece.to(more[-1].span) if more else piece for piece, more in with_relatives(span)]


def with_relatives(span: Span) -> list[tuple[Span, list[Clause]]]:
    """A sentence cut where something is said of another subject, or something else of the same, each piece with the
    relative clauses behind it: lists stay whole."""
    found: list[tuple[Span, list[Clause]]] = []
    for one in clauses(span):
        if found and one.around is not None and one.verb and not one.subject:
            found[-1][1].append(one)
        elif found and (not one.verb or one.around is not None):
            found[-1] = (found[-1][0].to(one.span), found[-1][1])
        else:
            found.append((one.unmarked if one.mark is not None and one.mark.lower in APART else one.span, []))
    return found


#: Words that begin a clause of its own, and say nothing of when or why.
APART = frozenset(("while", "whereas", "although"))


def is_apart(one: Clause) -> bool:
    """Whether a clause says something by itself, and not when or why another holds."""
    return one.mark is None or one.mark.lower in APART


def goes_on(span: Span) -> bool:
    """Whether something is done all the while, and nothing is asked: "the dough rises"."""
    found = predicate(span)
    return found is not None and bool(found.subject.text) and not found.negated and found.base not in ("be", "have")


_BEHIND = re.compile(
    r"(?!at (?:least|most)\b)(?:to|in|at|on|by|for|with|into|onto|from|as|of|about|through|against)\s+", re.IGNORECASE
)
