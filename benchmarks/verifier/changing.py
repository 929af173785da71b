"""A finished drawing that can be changed, and what comes of it: one in which something is not as the scene says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from sgc.drawing.primitives import Drawing, Group, Primitive
from sgc.graph.box import UNITS
from sgc.graph.scene import Kind, SceneObject
from sgc.graph.vocabulary import Noun
from sgc.layout.types import Layout, PlacedRoute
from sgc.measure.boxes import meet
from sgc.picture import Picture as Compiled
from sgc.source import Span
from sgc.verify import Report

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Planted:
    """A drawing with a fault. ``spans`` and ``kinds`` say which facts it makes false: such ones of these statements;
    ``side`` is the longer side in pixels of what was changed, and ``noun`` what it is."""

    fault: str
    drawing: Drawing
    what: str
    spans: Collection[Span]
    kinds: Collection[str]
    side: float
    noun: Noun | None

    def is_blamed(self, report: Report) -> bool:
        """Whether a fact fails that the fault made false; one that nobody could check is a miss."""
        return any(fact.span in self.spans and fact.kind in self.kinds for fact in report.failed)


class Scene:
    """A compiled picture whose drawing can be changed: one group for each member."""

    def __init__(self, compiled: Compiled, random: Random) -> None:
        assert isinstance(compiled.layout, Layout)
        assert compiled.drawing is not None
        self.graph, self.layout, self.drawing, self.random = compiled.scene, compiled.layout, compiled.drawing, random
        self.objects = {one.id: one for one in self.graph.objects}
        self.owner = {  # labels of links have places of their own and are no objects
            placed.id: self.objects[placed.object] for placed in self.layout.objects if placed.object in self.objects
        }
        self.boxes: dict[str, Box] = {placed.id: _pixels(placed.box) for placed in self.layout.objects}
        self.groups = {one.id: one for one in self.drawing.children if isinstance(one, Group) and one.id is not None}

    def things(self) -> list[str]:
        """The members that are things by themselves: no backdrops, groups or parts."""
        return [id for id, one in self.owner.items() if is_thing(one) and id in self.groups]

    def with_group(self, id: str, change: Callable[[Group], Primitive | None]) -> Drawing:
        """The drawing with a member's group changed, or left out."""
        children = (change(one) if one is self.groups[id] else one for one in self.drawing.children)
        return replace(self.drawing, children=tuple(one for one in children if one is not None))

    def with_more(self, one: Primitive) -> Drawing:
        return replace(self.drawing, children=(*self.drawing.children, one))

    def planted(self, fault: str, drawing: Drawing, id: str, *kinds: str, what: str = "") -> Planted:
        one, box = self.owner[id], self.boxes[id]
        side = max(box[2] - box[0], box[3] - box[1])
        return Planted(fault, drawing, what or id, (one.span,), kinds, side, one.entry)

    def lines(self) -> list[Box]:
        """The boxes of the pieces of all links."""
        return _pieces(self.layout.routes)

    def free_place(self, width: float, height: float, more: Sequence[Box] = ()) -> tuple[float, float] | None:
        """Where a box of that size overlaps nothing, nor any of the boxes ``more``, found on a grid."""
        across, down = self.layout.size
        taken = [*more, *self.lines()]
        taken += [box for id, box in self.boxes.items() if id not in self.owner or is_thing(self.owner[id])]
        places = [
            (x, y) for x in range(4, int(across - width) - 4, 8) for y in range(4, int(down - height) - 4, 8)
            if not any(meet((x, y, x + width, y + height), box, 4) for box in taken)
        ]  # fmt: skip
        return self.random.choice(places) if places else None


def is_thing(one: SceneObject) -> bool:
    """Whether it is a thing by itself: no backdrop, group or part."""
    if one.kind in (Kind.PART, Kind.GROUP):
        return False
    return one.entry is None or one.entry.role != "backdrop"


def _pieces(routes: Sequence[PlacedRoute]) -> list[Box]:
    """The boxes of the pieces of links, a little wider than their lines."""
    found = []
    for route in routes:
        points = [(float(one[-2]), float(one[-1])) for one in route.path if len(one) > 2]
        for (x1, y1), (x2, y2) in pairwise(points):
            found.append((min(x1, x2) - 2, min(y1, y2) - 2, max(x1, x2) + 2, max(y1, y2) + 2))
    return found


def _pixels(box: Sequence[int]) -> Box:
    left, top, right, bottom = (edge / UNITS for edge in box)
    return left, top, right, bottom
