"""What an instruction asks for: operations on a scene, and the phrases that say on what."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sgc.source import Span


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation is about. ``nouns`` is empty for "it" and "everything" (``pronoun`` says which).

    ``picks`` are words that choose by the picture ("left", "second", "largest"), ``place`` a place of the canvas
    ("at left of"), ``relation`` and ``other`` what it stands to ("above", the plate); ``also`` is meant as well, and
    ``without`` ("all but the first") is not, or that many of them are not.
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
    without: Target | int | None = None


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
    """``axis`` is "width" or "height", or empty for both."""

    target: Target
    factor: Fraction
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Measure(Operation):
    """Sets ``name``, a property that is a length ("width", "size"), to a number of pixels or per cent."""

    target: Target
    name: str
    length: str


@dataclass(frozen=True, slots=True)
class Replace(Operation):
    """Puts something else in its place: the words of a noun phrase without its article; ``count`` when it says one."""

    target: Target
    adjectives: tuple[str, ...]
    noun: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Recount(Operation):
    """``how`` is "to", "at least", "at most", "times", or "by" for so many more (fewer when negative)."""

    target: Target
    count: int
    how: str = "to"


@dataclass(frozen=True, slots=True)
class Remove(Operation):
    target: Target


@dataclass(frozen=True, slots=True)
class Add(Operation):
    """``clause`` is the English of what is new, read like a prompt."""

    clause: Span


@dataclass(frozen=True, slots=True)
class Move(Operation):
    """To where ``predicate`` holds of it and the ``others`` (none: the canvas), or, ``negated``, does not.

    ``distance`` is written behind it: "by 20".
    """

    target: Target
    predicate: str
    others: tuple[Target, ...]
    negated: bool = False
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Release(Operation):
    """Takes back what is said of it: a relation to the ``others``, or the arrangement that ``predicate`` names."""

    target: Target | None
    predicate: str
    others: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrange(Operation):
    """In a row, column, grid, ring (``around`` something) or stack; "align middle" and its like are kinds, too."""

    target: Target
    kind: str
    around: Target | None = None


@dataclass(frozen=True, slots=True)
class Layer(Operation):
    """Drawn after everything else (``front``), or before."""

    target: Target
    front: bool


@dataclass(frozen=True, slots=True)
class Allow(Operation):
    """Takes back that there is none of a noun."""

    noun: str


@dataclass(frozen=True, slots=True)
class Canvas(Operation):
    """The picture itself: ``size`` in pixels, or its present one times ``scale``; "square" for both alike."""

    size: tuple[int, int] | None = None
    scale: tuple[Fraction, Fraction] = (Fraction(1), Fraction(1))
    square: bool = False


@dataclass(frozen=True, slots=True)
class Setting(Operation):
    """A setting of the figure, as it is written in a scene file; None takes it away."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Title(Operation):
    text: str | None


@dataclass(frozen=True, slots=True)
class Shift(Operation):
    """By so much to the right and down: pixels, or shares of the canvas when ``percent``."""

    target: Target
    right: Fraction
    down: Fraction
    percent: bool


@dataclass(frozen=True, slots=True)
class Swap(Operation):
    """Each takes the place of the other (it is ``places`` that are spoken of), or only the other's colour."""

    one: Target
    other: Target
    colors: bool = False
    places: bool = False


@dataclass(frozen=True, slots=True)
class Rename(Operation):
    """Gives it a label, or takes it away (None)."""

    target: Target
    text: str | None


@dataclass(frozen=True, slots=True)
class Rotate(Operation):
    target: Target
    degrees: Fraction


# ---------------------------------------------------------------- of diagrams


@dataclass(frozen=True, slots=True)
class Ends:
    """The link that is meant, by what it joins: from ``tail`` to ``head``, or, ``either``, whichever way it leads."""

    span: Span
    tail: Target
    head: Target
    either: bool = False


@dataclass(frozen=True, slots=True)
class Connect(Operation):
    """Links each of the one to each of the other. ``looks`` are words for how a link looks ("dashed", "red")."""

    tail: Target
    head: Target
    arrow: str = "->"
    text: str | None = None
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disconnect(Operation):
    ends: Ends


@dataclass(frozen=True, slots=True)
class Reverse(Operation):
    ends: Ends


@dataclass(frozen=True, slots=True)
class Caption(Operation):
    """Gives a link a label, or takes it away (None)."""

    ends: Ends
    text: str | None


@dataclass(frozen=True, slots=True)
class Restyle(Operation):
    ends: Ends
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Insert(Operation):
    """Puts a new node, called ``text``, into the links "between" two, right "after" or "before" one, "under" one
    of a tree, "at" one, or "alone". ``shape`` is what the words say it is, if they do."""

    text: str
    shape: str
    where: str
    one: Target | None = None
    other: Target | None = None


@dataclass(frozen=True, slots=True)
class Gather(Operation):
    """Puts nodes into a group: one with this title, new where there is none."""

    target: Target
    title: str


@dataclass(frozen=True, slots=True)
class Scatter(Operation):
    """Takes a group away, and leaves what is in it."""

    title: str
