"""What layout hands on: exact boxes with labels and drawing order, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sgc.graph.immutable import immutable
from sgc.measure.paths import Commands
from sgc.source import Span

#: left, top, right, bottom in layout units (1/12 px), origin top-left, y down.
Edges = tuple[int, int, int, int]
#: What the edges are called, in their order.
EDGES = ("left", "top", "right", "bottom")


def shifted(box: Edges, x: int, y: int) -> Edges:
    """The box so much farther right and down."""
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label's room: ``box`` holds the typeset block exactly; ``font_size`` in pixels.

    ``text`` is as the person wrote it; ``wrap`` the width in pixels it was wrapped to, or None.
    """

    text: str
    box: Edges
    font_size: float
    bold: bool = False
    wrap: float | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a table or class from edge to edge, and its texts; a rule across has none, and no height."""

    box: Edges
    cells: tuple[PlacedLabel, ...] = ()


@immutable
class PlacedObject:
    """One member: the tight box of its visible ink, its drawing layer (larger is nearer) and label.

    ``rotation`` is in degrees clockwise and already inside the box. Tables and classes have ``rows``.
    """

    id: str
    object: str
    box: Edges
    layer: int
    rotation: int = 0
    label: PlacedLabel | None = None
    rows: tuple[PlacedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedRoute:
    """Where a link runs: its corners from border to border, in layout units, and the ``path`` through them as it is
    drawn, in canvas pixels. ``source`` and ``target`` are members; ``texts`` stand at their ends."""

    id: str
    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    path: Commands
    texts: tuple[PlacedLabel | None, PlacedLabel | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout in which every required statement holds, checked exactly.

    ``objects`` stand in drawing order, farthest first; groups and part instances are among them.
    ``counts`` are the chosen counts of declared objects. ``violated`` is empty unless the layout
    was relaxed, or its search cut short: then it lists the statements it does not satisfy, with their spans. Only a
    search that was cut short is not ``reproducible``. ``unmet`` are the preferences that gave way, and ``floating`` the
    declarations of things that would stand on the ground, but do not here. ``routes`` are those of a diagram's links,
    in their order.
    """

    size: tuple[int, int]
    objects: tuple[PlacedObject, ...]
    title: PlacedLabel | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    spacing: int = 0
    tolerance: int = 0
    reproducible: bool = True
    violated: tuple[tuple[str, Span], ...] = ()
    unmet: tuple[tuple[str, Span], ...] = ()
    floating: tuple[tuple[str, Span], ...] = ()
    routes: tuple[PlacedRoute, ...] = ()

    def box(self, id: str) -> Edges:
        """The box of a member by id. Raises KeyError."""
        for one in self.objects:
            if one.id == id:
                return one.box
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Fix:
    """One way out of a conflict, ``proved`` by solving again.

    ``by`` is in pixels for enlarge and shrink, and for move, whose statement is the new one; for set it is the new
    number, where there ``was`` another. The statement of say is written instead of the old one. ``owner`` is the name
    of the declaration of which the statement is a part.
    """

    action: Literal["remove", "soften", "enlarge", "shrink", "set", "move", "say"]
    statement: str
    by: int | None = None
    proved: bool = False
    span: Span | None = None
    was: int | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Core:
    """An irreducible set of statements that cannot hold together, with the named defaults among them.

    ``members`` tells exactly what it is made of: the number of a statement (relations, arrangements, requirements,
    declarations) with the name of its literal ("" the main one, "kept level", …), or None with that of a default.
    """

    statements: tuple[tuple[str, Span], ...]
    defaults: tuple[str, ...]
    fixes: tuple[Fix, ...]
    members: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The figure is impossible: disjoint irreducible cores, in the order of the source."""

    cores: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The budget ran out before an answer; nothing is claimed. ``steps`` were spent."""

    steps: int


LayoutResult = Layout | Conflict | Unknown


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a search. ``best`` is the best layout that was known, if any was."""

    def __init__(self, best: Layout | None) -> None:
        super().__init__("interrupted")
        self.best = best
