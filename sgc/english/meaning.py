"""What a prompt says, before it is written as a scene: things, and what is stated of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from sgc.english import lexicon
from sgc.english.phrases import Count, NounPhrase, Phrase
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word
from sgc.graph.vocabulary import Noun, is_a, lookup

#: So many things at least are in a vessel of things, and in a full one.
SEVERAL, MANY = 3, 5
#: So many things at most have a size each: every one is larger by a seventh than the one before.
MOST_SIZES = 6


#: What is no more than what is written.
WRITTEN = frozenset((
    "text", "word", "number", "digit", "numeral", "letter", "lettering", "inscription", "title", "subtitle", "heading",
    "headline", "caption", "slogan", "tagline", "message", "greeting", "date", "phrase", "quote", "sentence", "name",
    "address", "price",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """Words kept as an attribute of a thing, because they relate it to nothing: "sleeping", "in the background"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """The value of a property, and the place of the words that say it."""

    value: int | bool
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Thing:
    """Something to be seen: one declaration of the scene. ``count`` None is one thing, not counted.

    ``start`` and ``end`` are the place of its noun phrase in the prompt; ``nouns`` as written, without attributes.
    So many as the ``share`` belong to each of several things, where it is ``of_each`` of those.
    """

    nouns: tuple[Token, ...]
    start: int
    end: int
    count: Count | None = None
    adjectives: list[tuple[Token, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    label: Token | None = None
    labels: tuple[Token, ...] = ()  # one for each of several
    ink: Token | None = None  # the colour of what is written on it
    article: str = ""
    properties: dict[str, Look] = field(default_factory=dict)  # of the scene language, as the words for them say
    of_each: Thing | None = None
    share: int = 1

    def like_it(self, count: Count | None) -> Thing:
        """Another, of which all is said that was said of this one so far; what is said later is of one of them."""
        return replace(
            self, count=count, adjectives=list(self.adjectives), notes=list(self.notes),
            properties=dict(self.properties),
        )  # fmt: skip

    def give_each(self, whole: Thing, share: int) -> None:
        """Be so many for each of several things, which are a number or more."""
        number = (whole.count or (1, 1))[0]
        exactly = whole.count is not None and whole.count[0] == whole.count[1]
        self.count = (number * share, number * share if exactly else None)
        if exactly:
            self.of_each, self.share = whole, share

    @property
    def noun(self) -> str:
        """The noun in the singular: "wine glass"."""
        return lexicon.one_of(" ".join(token.lower for token in self.nouns))

    @property
    def head(self) -> str:
        return lexicon.one_of(self.nouns[-1].lower) if self.nouns else ""

    @property
    def is_written(self) -> bool:
        """Whether it is no more than what is written: "the word 'HELLO'", "the letter A", "eight letters T"."""
        if self.label is None or self.noun not in WRITTEN or (self.count is not None and not is_counted(self)):
            return False
        one_letter = len(self.label.lower) == 1
        return one_letter if self.noun == "letter" else one_letter or self.count is None

    @property
    def is_several(self) -> bool:
        return self.count is not None and self.count[1] != 1

    @property
    def is_living(self) -> bool:
        """Whether it wears clothes and does what verbs say."""
        return self.is_kind("person", "animal") or self.listed("person")

    @property
    def has_body(self) -> bool:
        """Whether it has a head and hands to be seen: somebody, a snowman, a doll."""
        return self.is_living or (self.entry is not None and self.entry.head is not None)

    def is_kind(self, *concepts: str) -> bool:
        return any(kind_of(self.noun, concept) or kind_of(self.head, concept) for concept in concepts)

    @property
    def is_part(self) -> bool:
        """Whether it is a part of its whole alone: a slice has no picture without the pizza."""
        return self.listed("part") or (self.listed("portion") and self.entry is None)

    @property
    def is_colored(self) -> bool:
        """Whether a colour is said of it."""
        return any(is_color_word(words[-1].lower) for words in self.adjectives)

    @property
    def is_backdrop(self) -> bool:
        return self.entry is not None and self.entry.role == "backdrop"

    @property
    def is_ground(self) -> bool:
        """Whether it is a stretch of land or water, and no room."""
        return self.entry is not None and self.entry.stance == "ground" and not self.is_kind("room")

    @property
    def entry(self) -> Noun | None:
        """The vocabulary's, where it knows the noun as one."""
        return lookup(self.noun) if lexicon.is_known_noun(self.noun) else None

    def fill(self, vessel: Thing, full: bool = False) -> None:
        """Be as many as one expects in a vessel, where the words leave it open: of drinks one in each at least, of
        eggs and of fruit several, and more of them where it is full."""
        entry = self.entry
        if self.count is None and entry is not None and entry.poured is not None:
            self.count = vessel.count if vessel.count is None else (vessel.count[0], None)
        elif self.count == (2, None) and vessel.is_several and not full:
            self.count = vessel.count  # "two nightstands with lamps" have one each
        elif self.count == (2, None) or (self.count is None and not self.article and self.listed("mass")):
            self.count = (MANY if full or vessel.is_backdrop else SEVERAL), None

    def listed(self, kind: str) -> bool:
        """Whether the lexicon has its noun in a class."""
        return bool(self.nouns) and (lexicon.listed(kind, self.noun) or lexicon.listed(kind, self.nouns[-1].lower))


@lru_cache(maxsize=8192)
def kind_of(noun: str, concept: str) -> bool:
    """Whether the vocabulary knows the noun as a kind of the concept."""
    if not lexicon.is_known_noun(noun):
        return False
    entry = lookup(noun)
    return entry is not None and is_a(entry.concept, concept)


def named_by(phrase: Phrase | None) -> Thing | None:
    """What a phrase names, as far as its noun tells, before it is declared; None where it names nothing."""
    if not isinstance(phrase, NounPhrase) or not phrase.nouns:
        return None
    return Thing(phrase.nouns, phrase.start, phrase.end)


def is_counted(thing: Thing) -> bool:
    """Whether it is several things of which the number is known."""
    return thing.count is not None and thing.count[0] == thing.count[1] and thing.count[0] > 1


@dataclass(slots=True, eq=False)
class Fact:
    """A relation of things. ``predicate`` is one of the table of relations, with an -ing word before it where a verb
    says how ("sitting on"), or the words of a free relation. ``objects`` is empty for the canvas. A ``weak`` fact
    says only that two things belong together, and gives way to any other about both. ``which`` of the subject's
    members it is said of: "" all, "some", "2 of", or the number of one. ``times`` as high, or as wide, is the subject.
    """

    subjects: tuple[Thing, ...]
    predicate: str
    objects: tuple[Thing, ...]
    start: int
    end: int
    free: bool = False
    negated: bool = False
    weak: bool = False
    which: str = ""
    times: Fraction | None = None


@dataclass(slots=True, eq=False)
class Row:
    """Things in an arrangement: "row", "column", "ring", "stack", "pyramid" or "grid"; ``size`` is (rows, columns).

    ``placed`` are things at their places among them, counted from 1: "the second is blue".
    """

    kind: str
    things: tuple[Thing, ...]
    start: int
    end: int
    size: tuple[int, int] | None = None
    around: Thing | None = None
    gap: int | None = None
    placed: dict[int, Thing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proportion:
    """The first thing's side is so many ``times`` the second's; ``side`` and ``other`` are "width" or "height"."""

    thing: Thing
    side: str
    times: Fraction
    than: Thing
    other: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class CountComparison:
    """There are more of one than of the other; ``times`` as many when it is not 0. Of the two things themselves if
    ``named``, else of all that can be called so."""

    more: Thing
    than: Thing
    times: int
    start: int
    end: int
    named: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """So many of all these together: "8 animals in all"."""

    things: tuple[Thing, ...]
    number: int
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Choice:
    """A place where English leaves open what belongs to what. ``options`` say the readings, the chosen one first."""

    options: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class Meaning:
    """All that was understood of a prompt, and the tokens that no rule took."""

    things: list[Thing] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    comparisons: list[CountComparison] = field(default_factory=list)
    proportions: list[Proportion] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    absences: list[NounPhrase] = field(default_factory=list)
    framing: list[Token] = field(default_factory=list)
    not_understood: list[Token] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    undrawn: dict[Thing, Thing] = field(default_factory=dict)  # parts that are left to the pictures of these wholes
    is_sheet: bool = False  # the picture is a poster, or another sheet, and no thing in it
    background: tuple[Token, ...] | None = None  # the words for the colour behind all; none of a plain one
    told: list[tuple[int, int]] = field(default_factory=list)  # places of words that point to things: "each", "one red"

    def take_back(self, fact: Fact) -> None:
        """Drops a fact that another one says as well; its words are understood."""
        self.facts.remove(fact)
        self.told.append((fact.start, fact.end))

    def drop_weak(self) -> None:
        """ "with" says nothing more where another fact relates the two; and what is in water is on no boat."""
        wet = {
            id(fact.subjects[0]) for fact in self.facts
            if fact.predicate == "inside" and not (fact.weak or fact.negated)
            and any(one.is_kind("water", "sea", "lake", "river", "pond") for one in fact.objects)
        }  # fmt: skip
        self.facts = [fact for fact in self.facts if not (fact.weak and id(fact.subjects[0]) in wet)]
        strong = {
            frozenset((id(a), id(b))) for fact in self.facts if not fact.weak for a in fact.subjects
            for b in fact.objects
        }  # fmt: skip
        self.facts = [
            fact for fact in self.facts
            if not fact.weak or frozenset(map(id, (*fact.subjects, *fact.objects))) not in strong
        ]  # fmt: skip

    def places(self) -> list[tuple[int, int]]:
        """Where in the prompt stands what was understood, and what is listed as not understood.

        What is said of a thing that was forgotten is not written, and its words are not understood.
        """
        there = set(self.things)
        facts = (one for one in self.facts if there.issuperset((*one.subjects, *one.objects)))
        rows = (one for one in self.rows if there.issuperset(one.things))
        groups: tuple[Iterable[_Placed], ...] = (
            self.things, facts, rows, self.comparisons, self.proportions, self.totals, self.absences,
            self.framing, self.not_understood,
            (note for thing in self.things for note in thing.notes),
            (look for thing in self.things for look in thing.properties.values()),
            (word for thing in self.things for words in thing.adjectives for word in words),
            (thing.label for thing in self.things if thing.label is not None),
        )  # fmt: skip
        return [*((one.start, one.end) for group in groups for one in group), *self.told]


class _Placed(Protocol):
    """What has a place in the prompt."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...
