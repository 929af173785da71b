"""What an instruction asks for: operations on a scene, and the phrases that say on what."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sgc.source import Span


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation is about. ``nouns`` is empty for "it" and "everything" (``pronoun`` says which).

    ``picks`` are words that choose by the picture ("left", "second", "largest"), ``place`` a place of the canvas
    ("at left of"), ``relation`` and ``other`` what it stands to ("above", the plate); ``also`` is meant as well.
    """

    span: Span
    nouns: str = ""
    plural: bool = False
    pronoun: str = ""
    article: str = ""
    count: int | None = None
    adjectives: tuple[str, ...] = ()
    picks: tuple[str, ...] = ()
    place: str = ""
    relation: str = ""
    other: Target | None = None
    also: Target | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """``span`` is the operation's own text in the instruction."""

    span: Span


@dataclass(frozen=True, slots=True)
class Describe(Operation):
    """Gives attributes; ``shades`` are changes of colour by degree ("more blue", "darker")."""

    target: Target
    adjectives: tuple[str, ...]
    shades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resize(Operation):
    target: Target
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Replace(Operation):
    """Puts something else in its place: the words of a noun phrase without its article."""

    target: Target
    adjectives: tuple[str, ...]
    noun: str


@dataclass(frozen=True, slots=True)
class Recount(Operation):
    target: Target
    count: int


@dataclass(frozen=True, slots=True)
class Remove(Operation):
    target: Target


@dataclass(frozen=True, slots=True)
class Add(Operation):
    """``clause`` is the English of what is new, read like a prompt."""

    clause: Span


@dataclass(frozen=True, slots=True)
class Move(Operation):
    """To where ``predicate`` holds of it and the ``others`` (none: the canvas)."""

    target: Target
    predicate: str
    others: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Shift(Operation):
    """By so much to the right and down: pixels, or shares of the canvas when ``percent``."""

    target: Target
    right: Fraction
    down: Fraction
    percent: bool


@dataclass(frozen=True, slots=True)
class Swap(Operation):
    one: Target
    other: Target


@dataclass(frozen=True, slots=True)
class Rename(Operation):
    """Gives it a label, or takes it away (None)."""

    target: Target
    text: str | None


@dataclass(frozen=True, slots=True)
class Rotate(Operation):
    target: Target
    degrees: Fraction
