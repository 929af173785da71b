"""What the clauses of a text say, counted: by whom something is done, and of what more than one clause speaks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, key, split
from sgc.english.diagrams.verbs import Predicate, is_doing, said_by
from sgc.source import Span

#: Orders that say what a picture is to have.
SHOWN = frozenset((
    "add", "put", "place", "draw", "paint", "make", "set", "show", "give", "hang", "remove", "include", "use", "color",
    "colour", "create", "sketch", "move", "keep", "let", "have", "take",
))  # fmt: skip
_LISTED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Told:
    """What the clauses of a text say: their predicates, and by whom and of what."""

    whole: Span
    clauses: list[Predicate] = field(default_factory=list)
    doings: int = 0  # clauses that say what is done
    orders: int = 0
    changes: int = 0  # orders that say more than what a picture is to have
    sentences: int = 0
    subjects: Counter[str] = field(default_factory=Counter)
    objects: Counter[str] = field(default_factory=Counter)

    @property
    def is_of_parts(self) -> bool:
        """Whether most clauses say what something is or has."""
        return 2 * sum(one.base in ("be", "have") and not one.passive for one in self.clauses) > len(self.clauses)

    @property
    def shared(self) -> int:
        """How many things are spoken of in two clauses, in one of them as what something is done to."""
        return sum(n > 1 or any(is_same(one, other) for other in self.subjects) for one, n in self.objects.items())


def is_same(one: str, other: str) -> bool:
    """Whether two names may be of the same: "pressure", "high pressure"."""
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


@lru_cache(maxsize=4)  # one prompt is looked at from several sides
def told_by(whole: Span) -> Told:
    told = Told(whole)
    for sentence in split(whole, SENTENCE):
        told.sentences += 1
        goes_on = False  # whether somebody acts in the sentence, of whom a verb in its base form may be
        for one in clauses(sentence):
            found = said_by(one)
            if found is None:
                continue
            told.clauses.append(found)
            is_order = not found.subject.text and one.main.tag in (Tag.VI, Tag.VP) and not goes_on
            goes_on = goes_on or bool(found.subject.text)
            told.doings += not is_order and (is_doing(found.base) or found.passive)
            if not found.subject.text:
                orders = is_order and found.base != "be"
                told.orders += orders
                is_act = found.base not in SHOWN or found.rest.text.partition(" ")[0].endswith("ing")
                told.changes += orders and is_act
            for place, counted in ((found.subject, told.subjects), (_without_preposition(found.rest), told.objects)):
                counted.update(key(bare(piece).text) for piece in split(place, _LISTED))
    del told.objects[""], told.subjects[""]
    for pronoun in ("it", "they", "them", "he", "she", "which", "who"):
        del told.objects[pronoun], told.subjects[pronoun]
    return told


_PREPOSITION = re.compile(r"(?:to|into|in|on|from|by|with|at|of|for)\s+", re.IGNORECASE)


def _without_preposition(span: Span) -> Span:
    match = _PREPOSITION.match(span.source.text, span.start, span.end)
    return span if match is None else Span(span.source, match.end(), span.end)
