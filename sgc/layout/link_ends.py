"""The texts at the ends of links (multiplicities, roles): each beside its own line, on a place of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

from sgc.diagram.forms import At, points_of
from sgc.diagram.grid import Edges
from sgc.diagram.plane import is_level
from sgc.diagram.routes import Place, crossed
from sgc.graph.box import UNITS
from sgc.graph.links import heads
from sgc.graph.scene import Link, SceneGraph
from sgc.layout.types import PlacedLabel, PlacedRoute
from sgc.measure.extents import even
from sgc.measure.heads import head_box, head_size, line_width
from sgc.measure.nodes import LINK_FONT
from sgc.measure.text import typeset

#: From a line without anything at its end, and from one with a head; from the thing; from everything else; in units.
BESIDE, BESIDE_HEAD, BEFORE, APART = 48, 108, 48, 24
#: Between what stands at the ends of links beside each other, in pixels.
BETWEEN_HEADS = 6
#: Where there is no room beside the line, a text may be so much farther from it.
FARTHER = 60
#: Steps away from the thing in which a place is looked for, and how many.
STEP, STEPS = 48, 30


def text_size(text: str, scale: float) -> tuple[int, int]:
    """Width and height of a text at an end of a link, in layout units."""
    block = typeset(text, LINK_FONT * scale)
    return even(block.width), even(block.height)


def beside_texts(scene: SceneGraph, scale: float) -> float:
    """How far from each other links beside each other are, so that the texts at their ends find room between them."""
    axis = 1 if is_level(scene.figure.direction) else 0
    sizes = (text_size(text, scale)[axis] for link in scene.links for text in link.texts if text is not None)
    return max((size + 2 * BESIDE + APART for size in sizes), default=0.0)


def beside_heads(scene: SceneGraph) -> float:
    """How far from each other links beside each other are, so that what stands at their ends does not touch."""
    widths = (2 * head_size(kind, line_width(link))[1] for link in scene.links for kind in heads(link))
    return UNITS * (max(widths, default=0.0) + BETWEEN_HEADS)


def with_texts(
    routes: Sequence[PlacedRoute], links: Mapping[str, Link], place: Place, scale: float
) -> tuple[list[PlacedRoute], list[str]]:
    """The routes with the texts at their ends, and the links for whose texts there was no free place."""
    if not any(any(link.texts) for link in links.values()):
        return list(routes), []
    board = _Board(routes, place, links)
    found, crowded = [], []
    for route in routes:
        labels: list[PlacedLabel | None] = []
        for end, text in enumerate(links[route.id].texts):
            if text is None:
                labels.append(None)
                continue
            aside = BESIDE if heads(links[route.id])[end] == "none" else BESIDE_HEAD
            box, is_free = board.placed(route.id, end, text_size(text, scale), aside)
            labels.append(PlacedLabel(text, box, LINK_FONT * scale))
            if not is_free:
                crowded.append(route.id)
        found.append(replace(route, texts=(labels[0], labels[1])))
    return found, crowded


class _Board:
    """What stands where: things, the edges of frames, lines, their ends, and the texts that have their place."""

    def __init__(self, routes: Sequence[PlacedRoute], place: Place, links: Mapping[str, Link]) -> None:
        self.place = place
        self.ways = {route.id: _in_units(route) for route in routes}
        self.taken: list[tuple[float, float, float, float]] = []
        for id, way in self.ways.items():
            for kind, (tip, inner) in zip(heads(links[id]), ((way[0], way[1]), (way[-1], way[-2])), strict=True):
                if kind != "none":
                    self.taken.append(head_box(kind, tip, inner, UNITS))

    def placed(self, link: str, end: int, size: tuple[int, int], aside: int) -> tuple[Edges, bool]:
        """The first free place along the link from its end on, else the one where least is in the way."""
        best: tuple[float, Edges] | None = None
        for box, off in _candidates(self.ways[link][:: -1 if end else 1], size, aside):
            trouble = self._trouble(box) + self._doubt(box, link, off)
            if best is None or trouble < best[0]:
                best = trouble, box
            if not trouble:
                break
        assert best is not None
        self.taken.append(best[1])
        return best[1], best[0] < 1

    def _doubt(self, box: Edges, link: str, off: int) -> float:
        """Whether a text there would be nearer to another line than to its own."""
        around = (box[0] - off, box[1] - off, box[2] + off, box[3] + off)
        return 0.5 * any(crossed(way, around) for other, way in self.ways.items() if other != link)

    def _trouble(self, box: Edges) -> float:
        """How much a text there would meet; the edge of a frame, over which it can be read, is less than anything."""
        left, top, right, bottom = box[0] - APART, box[1] - APART, box[2] + APART, box[3] + APART
        around = (left, top, right, bottom)
        found: float = len(self.place.meeting(around))
        found += sum(a < right and left < c and b < bottom and top < d for a, b, c, d in self.taken)
        found += sum(crossed(way, around) for way in self.ways.values())
        for frame in self.place.frames.values():
            meets = frame[0] < right and left < frame[2] and frame[1] < bottom and top < frame[3]
            inside = frame[0] <= left and right <= frame[2] and frame[1] <= top and bottom <= frame[3]
            found += 0.1 * (meets and not inside)
        return found


def _in_units(route: PlacedRoute) -> list[At]:
    return [(x * UNITS, y * UNITS) for x, y in points_of(route.path)]


def _candidates(way: Sequence[At], size: tuple[int, int], aside: int) -> Iterator[tuple[Edges, int]]:
    """Boxes beside a way from its beginning on, and how far from it: right of what stands and above what lies first."""
    wide, high = size
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way))
    for step in range(STEPS):
        found = _along(way, min(BEFORE, length / 2) + step * STEP)
        if found is None:
            return
        (x, y), (dx, dy) = found
        for off in (aside, aside + FARTHER):
            if abs(dx) >= abs(dy):  # it lies: the text begins where the way is, on its far side
                left = x if dx > 0 else x - wide
                boxes = [(left, y - off - high), (left, y + off)]
            else:
                top = y if dy > 0 else y - high
                boxes = [(x + off, top), (x - off - wide, top)]
            for a, b in boxes:
                yield (round(a), round(b), round(a) + wide, round(b) + high), off


def _along(way: Sequence[At], far: float) -> tuple[At, At] | None:
    """The point so far along a way, and the direction there; None beyond its end."""
    for a, b in pairwise(way):
        length = hypot(b[0] - a[0], b[1] - a[1])
        if length and far <= length:
            dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
            return (a[0] + dx * far, a[1] + dy * far), (dx, dy)
        far -= length
    return None
