"""Which sentences speak of links, moves and systems, where a prompt does not say which diagram it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.phrasing import DESTINATION, SENTENCE, passing
from sgc.english.diagrams.pieces import bare, fullmatch, named, split, trim
from sgc.english.diagrams.verbs import find_verb, verb_of
from sgc.english.diagrams.ways import FROM_TO, NEXT_FROM, is_way, stops
from sgc.english.diagrams.words import Verb, is_technical, may_join_technical, table
from sgc.source import Span

_JOINING = ("put", "send", "get", "with", "from", "to")
_LINKING = ("both", "chain", *_JOINING)
_STANDING = frozenset(("it", "they", "he", "she", "which", "that", "who", "both", "these"))


def says_moves(span: Span) -> bool:
    """Whether words say where something goes, and then where it goes on to."""
    sentences = split(span, SENTENCE)
    if not sentences:
        return False
    first = split(sentences[0], NEXT_FROM)[0]
    if is_way(first):
        return True
    if travels(first):
        return True
    verb = find_verb(first, ("chain", "to"), opened=False)
    goes_on = sum(len(clauses(one)) for one in sentences) > 1
    return verb is not None and goes_on and verb.base in table("silent")


def travels(span: Span) -> bool:
    """Whether something goes from one place to several, one after the other."""
    moved = fullmatch(span, FROM_TO)
    return moved is not None and len(stops(named(span, moved, "second"))) > 1


def _joins(span: Span, senses: tuple[str, ...] = _LINKING, opened: bool = True) -> Iterator[tuple[Clause, Verb | None]]:
    """The clauses of which somebody or something is the subject, each with the verb by which it leads to something."""
    for sentence in split(span, SENTENCE):
        acts = False  # whether there is a subject that clauses without one go on with
        for one in clauses(sentence):
            acts = acts or bool(one.subject) or one.around is not None
            if acts or one.passive:
                verb = verb_of(one, senses, opened) if not one.negated else None
                yield one, verb if verb is not None and trim(_behind(one, verb), ",").text else None


def _behind(one: Clause, verb: Verb) -> Span:
    return Span(one.source.source, verb.span.end, max(one.span.end, verb.span.end))


def count_links(span: Span) -> int:
    """How many clauses of the sentences say what leads to what."""
    return sum(verb is not None or passing(one.span) is not None for one, verb in _joins(span))


def says_links(span: Span) -> bool:
    """Whether at least two clauses say what leads to what."""
    return count_links(span) > 1


def is_all_links(span: Span) -> bool:
    """Whether every sentence says what leads to what, by a verb of the table: no step of a process is told so."""
    told = [(one, verb) for one, verb in _joins(span, opened=False) if one.verb]
    said = sum(bool(one.verb) for sentence in split(span, SENTENCE) for one in clauses(sentence))
    return len(told) > 1 and len(told) == said and all(verb is not None for _, verb in told)


def holds(span: Span) -> bool:
    """Whether a clause says what is in what."""
    return any(verb is not None for _, verb in _joins(span, ("hold", "inside"), opened=False))


def ranks(span: Span) -> bool:
    """Whether a clause says who or what is over or under another."""
    senses = ("over", "under", "to", "from")  # what "leads to" another is not over it
    return any(verb is not None and verb.sense in senses[:2] for _, verb in _joins(span, senses, opened=False))


def is_of_systems(span: Span) -> bool:
    """Whether sentences without the name of a diagram speak of one: a verb that joins two technical things."""
    heard = False  # whether something technical is spoken of, which pronouns point to
    for sentence in split(span, SENTENCE):
        if not heard and not may_join_technical(sentence):
            heard = _is_heard(sentence)
            continue
        for one, verb in _joins(sentence, _JOINING):
            goes_on = not one.who.text or one.who.text.casefold() in _STANDING
            does = any(is_technical(bare(name).text) for name in split(one.who, LIST)) or (heard and goes_on)
            heard = heard or _is_heard(one.span)
            rest = _behind(one, verb) if verb is not None else one.who
            places = (rest, *split(rest, DESTINATION))
            ends = [bare(name) for place in places for name in (place, *split(place, LIST))]
            if verb is not None and does and any(is_technical(name.text) for name in ends):
                return True
    return False


def _is_heard(span: Span) -> bool:
    """Whether something technical is spoken of."""
    return any(map(is_technical, re.findall(r"\w+", span.text)))
