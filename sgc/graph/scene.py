"""The scene graph: what a figure demands, with every name, count, loop and word resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sgc.graph.linear import Formula, Term
from sgc.source import NOWHERE, Diagnostic, Span

if TYPE_CHECKING:
    from sgc.graph.vocabulary import Noun

CANVAS = "canvas"


class Kind(StrEnum):
    """What an object is to layout and drawing."""

    PICTURE = "picture"  # a noun with a picture, or an unknown noun: a labelled placeholder
    SHAPE = "shape"  # a basic shape
    TEXT = "text"  # the noun ``text``: its label is all there is
    IMAGE = "image"  # the noun ``image``: a raster file of the project
    GROUP = "group"  # a container with members; its box is drawn when it has a title, fill or stroke
    PART = "part"  # one instance of a part: exactly the joint box of its members, never drawn itself
    MARK = "mark"  # a line or a field that a figure's own order draws, as its ``noun`` says: a lifeline, an axis


@dataclass(frozen=True, slots=True)
class Attributes:
    """Adjectives sorted by what they speak of; ``color`` is the word as written, joined ("dark red")."""

    color: str | None = None
    size: str | None = None
    material: str | None = None
    texture: str | None = None
    pattern: str | None = None
    shape: str | None = None
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """A length in pixels, or in per cent of the enclosing figure or group along its axis."""

    value: Fraction
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A pinned centre: horizontal and vertical."""

    x: Length
    y: Length


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point of time in ``seconds`` since the year 1 began; a day or a year (``is_whole``) is meant from its
    beginning to its end, which is ``until``."""

    seconds: int
    until: int

    @property
    def is_whole(self) -> bool:
        return self.until > self.seconds


#: A property's value after typing: colours are ``#rrggbb`` or ``#rrggbbaa`` in lower case.
Value = str | bool | Fraction | Length | Position | Moment


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table or class: its texts from left to right; none for a rule across."""

    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneObject:
    """One declaration. A *counted* object is a collection with members ``id[1]`` … ``id[n]``;
    an object without a count is its own only member.

    ``count`` is (least, most); ``most`` None is open. ``container`` is the id of the enclosing
    group or part instance. ``properties`` are the typed properties after styles and themes. Tables and classes of
    diagrams have ``rows``. What is ``derived`` was not declared: it follows from a link or from the figure's own order.
    """

    id: str
    kind: Kind
    noun: str
    entry: Noun | None = None
    count: tuple[int, int | None] = (1, 1)
    counted: bool = False
    attributes: Attributes = Attributes()
    label: str | None = None
    caption: str | None = None
    classes: tuple[str, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=dict)
    container: str | None = None
    statement: str = ""
    span: Span = NOWHERE
    rows: tuple[Row, ...] = ()
    derived: bool = False

    @property
    def concept(self) -> str | None:
        return self.entry.concept if self.entry else None

    @property
    def meaning(self) -> str:
        """The concept of the vocabulary that its noun stands for, or the noun itself where that has none."""
        return self.concept or self.noun

    @property
    def is_backdrop(self) -> bool:
        """Whether its noun is sky, sea, grass and the like, on or before which others are."""
        return self.entry is not None and self.entry.role == "backdrop"

    def members(self, count: int) -> tuple[str, ...]:
        """The ids of its members when there are ``count`` of them."""
        return tuple(f"{self.id}[{i}]" for i in range(1, count + 1)) if self.counted else (self.id,)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a constraint is about: the ids of objects, members, groups, part instances, or ``canvas``.

    An object's id stands for all its members. ``text`` is how the person wrote it.
    """

    targets: tuple[str, ...]
    quantifier: Literal["every", "each", "some", "exactly", "at least", "at most", "none"] = "every"
    number: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What every constraint has: its own words, where they stand, and how strong it is.

    ``weight`` None is required; a number makes it a preference.
    """

    statement: str = ""
    span: Span = NOWHERE
    weight: Fraction | None = None
    negated: bool = False

    @property
    def is_required(self) -> bool:
        """Whether what it says has to hold, as it says it: it is no wish and no denial."""
        return self.weight is None and not self.negated


@dataclass(frozen=True, slots=True)
class Relation(Statement):
    """A predicate of the table of relations (``sgc.graph.relations``), or a free one.

    ``arguments`` are subject and object, or three for "between". ``distance`` is in pixels.
    ``kept_level`` says whether a direction carries its second literal (relations.md). A free
    relation has ``checked`` False and its words as predicate.
    """

    predicate: str = ""
    arguments: tuple[Reference, ...] = ()
    distance: Fraction | None = None
    exactly: bool = False
    kept_level: bool = False
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Arrangement(Statement):
    """``row``, ``column``, ``grid``, ``ring``, ``stack``, ``align``, ``distribute`` or ``mirror``.

    ``gap`` and ``radius`` in pixels; ``size`` is (rows, columns); ``axis`` is the word after align
    (left, right, top, bottom, center, middle) or distribute (horizontally, vertically), and for
    mirror "vertical" or "horizontal" (the axis' own direction) with ``about``, the axis' place as a term
    over variables ``id.edge`` in layout units.
    """

    kind: str = ""
    references: tuple[Reference, ...] = ()
    axis: str | None = None
    size: tuple[int, int] | None = None
    gap: Fraction | None = None
    radius: Fraction | None = None
    around: Reference | None = None
    about: Term | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        """All that its references name, in their order."""
        return tuple(target for reference in self.references for target in reference.targets)


@dataclass(frozen=True, slots=True)
class Requirement(Statement):
    """``require``: a formula over variables ``id.edge`` (layout units) and ``count(id)`` (things).

    ``id`` may be an object, a member, a group, a part instance or ``canvas``; ``edge`` one of left,
    top, right, bottom, width, height, cx, cy. A collection's edges are those of its joint box.
    """

    formula: Formula = True


@dataclass(frozen=True, slots=True)
class Port:
    """Where on a thing a link ends: at the row of this number, from 0, and on this side; None where it may choose."""

    row: int | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A connection of a diagram between two members or groups; ``arrow`` is ``->``, ``<->`` or ``--``.

    ``id`` is unique in the figure. ``properties`` are typed, and after styles. ``ports`` and ``texts`` (multiplicities
    and the like) are those of the source and of the target.
    """

    id: str
    source: str
    target: str
    arrow: str = "->"
    label: str | None = None
    classes: tuple[str, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=dict)
    statement: str = ""
    span: Span = NOWHERE
    ports: tuple[Port, Port] = (Port(), Port())
    texts: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Absence:
    """``no red knife``; ``open`` for ``open knife``, a noun that the closed-world check leaves out."""

    noun: str
    entry: Noun | None = None
    attributes: Attributes = Attributes()
    open: bool = False
    statement: str = ""
    span: Span = NOWHERE

    @property
    def meaning(self) -> str:
        """As of a SceneObject."""
        return self.entry.concept if self.entry is not None else self.noun


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a block: its words, and its steps."""

    text: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a figure that has an order of its own, in the order of writing.

    An ``object`` is declared (or named again) here, and ``link``s are drawn: ``ids`` are theirs. A ``block`` has a
    ``word`` ("loop") or is of the object in ``ids``, and has the ``properties`` that styles give to its classes;
    ``words`` are a text with its word alone ("divider"); the bars of ``ids`` begin at an ``activate`` and end at a
    ``deactivate``.
    """

    kind: Literal["object", "link", "block", "words", "activate", "deactivate"]
    ids: tuple[str, ...] = ()
    word: str = ""
    parts: tuple[Part, ...] = ()
    statement: str = ""
    span: Span = NOWHERE
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure's head and settings; lengths in pixels. None means the default (relations.md).

    A ``fitted`` figure (a diagram of no stated size) is as large as what is in it; then ``size`` is what its
    lengths are measured by. Links run in the ``direction`` of a diagram and are drawn as ``routing`` says. A diagram
    with an order of its own is of a ``sort`` (``sgc.graph.ordered``); ``axis`` is the form of the dates on its axis.
    Where its things would stand is a ``proposal`` of
    the layout (``sgc.diagram.proposals``), which whoever compiles it chooses, not its source.
    """

    kind: str = "scene"
    name: str | None = None
    title: str | None = None
    size: tuple[int, int] = (512, 512)
    spacing: Fraction | None = None
    margin: Fraction | None = None
    background: str | None = None
    theme: str = "default"
    seed: int | None = None
    direction: str = "down"
    routing: str = "orthogonal"
    fitted: bool = False
    span: Span = NOWHERE
    sort: str | None = None
    axis: str | None = None
    proposal: str = "layers"


@dataclass(frozen=True, slots=True, repr=False)
class SceneGraph:
    """A resolved figure. ``collections`` name sets of ids that loops and parts made (``cell`` → all
    ``cell[i,j]``); every other id is an object's. Objects stand in the order of declaration. ``steps`` are those of
    a figure with an order of its own."""

    figure: Figure
    objects: tuple[SceneObject, ...] = ()
    collections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    links: tuple[Link, ...] = ()
    absences: tuple[Absence, ...] = ()
    not_understood: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    steps: tuple[Step, ...] = ()

    def __repr__(self) -> str:
        return f"<SceneGraph {self.figure.kind}: {', '.join(one.id for one in self.objects) or 'nothing'}>"

    def object(self, id: str) -> SceneObject:
        """The object with this id. Raises KeyError."""
        for one in self.objects:
            if one.id == id:
                return one
        raise KeyError(id)

    def children(self, id: str) -> tuple[SceneObject, ...]:
        """The objects directly inside a group or part instance."""
        return tuple(one for one in self.objects if one.container == id)
