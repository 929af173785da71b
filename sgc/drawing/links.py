"""Links as primitives: the line, and what stands at its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import hypot

from sgc.drawing.appearance import breaks
from sgc.drawing.primitives import End, Group, Joint, Paint, Path, Primitive, Stroke
from sgc.graph.links import heads
from sgc.graph.scene import Link
from sgc.layout.types import PlacedRoute
from sgc.measure.basic_shapes import ellipse
from sgc.measure.heads import (
    HEAD_CORNERS,
    HEAD_LINES,
    HEAD_RING,
    HEAD_RINGS,
    HOLLOW_HEADS,
    SOLID_HEADS,
    head_size,
    line_width,
)
from sgc.measure.paths import Commands
from sgc.measure.themes import Theme

Point = tuple[float, float]


def drawn_link(link: Link, route: PlacedRoute, theme: Theme, background: str) -> Group:
    """One link: its line and its ends, in canvas pixels."""
    stated = link.properties.get("stroke")
    color = theme.link if theme.monochrome or not isinstance(stated, str) else stated[:7]
    opacity = _number(link.properties.get("opacity"), 1.0)
    wide = line_width(link)
    stroke = Stroke(color, round(wide, 2), tuple(round(part * wide, 2) for part in breaks(link.properties)))
    kinds = heads(link)
    ends = _ends(route.path)
    line = route.path
    children: list[Primitive] = []
    drawn: list[End] = []
    for number, (kind, (tip, way, room)) in enumerate(zip(kinds, ends, strict=True)):
        if kind == "none":
            drawn.append(End(kind, 0.0, 0.0, 0))
            continue
        length, half = head_size(kind, wide)
        length = min(length, room)
        if kind in SOLID_HEADS:
            line = _shortened(line, 0.85 * length if kind == "arrow" else length, first=number == 0)
        head = list(_head(kind, tip, way, length, half, Stroke(color, round(wide, 2)), background, opacity))
        drawn.append(End(kind, length, 2 * half, len(head)))
        children += head
    paint = Paint(None, stroke, opacity)
    words = " ".join((link.source, link.arrow, link.target)) + (f" “{link.label}”" if link.label else "")
    joint = Joint(route.source, route.target, route.path, (drawn[0], drawn[1]))
    return Group((Path(_rounded(line), paint), *children), link.id, ("link", *link.classes), "img", words, joint)


def _number(value: object, usual: float) -> float:
    return float(value) if isinstance(value, Fraction) else usual


def _ends(path: Commands) -> tuple[tuple[Point, Point, float], tuple[Point, Point, float]]:
    """Both ends: where the line ends, the direction in which it arrives there, and how long it is straight."""
    points = [(float(command[-2]), float(command[-1])) for command in path]
    return _end(points[1], points[0]), _end(points[-2], points[-1])


def _end(before: Point, tip: Point) -> tuple[Point, Point, float]:
    length = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    return tip, ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length), length


def _shortened(path: Commands, by: float, *, first: bool) -> Commands:
    """The path without so much of its first or last piece."""
    (tip, way, length) = _ends(path)[0 if first else 1]
    by = min(by, 0.98 * length)
    end = (tip[0] - way[0] * by, tip[1] - way[1] * by)
    if first:
        return (("M", *end), *path[1:])
    return (*path[:-1], ("L", *end))


def _head(
    kind: str, tip: Point, way: Point, length: float, half: float, stroke: Stroke, background: str, opacity: float
) -> Iterator[Primitive]:
    (x, y), (dx, dy) = tip, way

    def at(back: float, side: float) -> Point:
        return x - dx * back - dy * side, y - dy * back + dx * side

    if kind in HEAD_LINES:
        lines = tuple(
            ("L" if i else "M", *at(length * back, half * aside))
            for line in HEAD_LINES[kind] for i, (back, aside) in enumerate(line)
        )  # fmt: skip
        yield Path(_rounded(lines), Paint(None, stroke, opacity))
        if kind in HEAD_RINGS:
            ring = ellipse(*at(length * HEAD_RINGS[kind], 0), HEAD_RING, HEAD_RING)
            yield Path(_rounded(ring), Paint(background, stroke, opacity))
        return
    if kind in HEAD_CORNERS:
        outline = _closed([at(length * back, half * aside) for back, aside in HEAD_CORNERS[kind]])
    else:
        outline = ellipse(*at(half, 0), half, half)
    if kind in HOLLOW_HEADS:
        thin = Stroke(stroke.color, stroke.width)
        yield Path(_rounded(_inset(outline, stroke.width / 2)), Paint(background, thin, opacity))
    else:
        yield Path(_rounded(outline), Paint(stroke.color, None, opacity))


def _closed(points: Sequence[Point]) -> Commands:
    return (*(("L" if i else "M", *point) for i, point in enumerate(points)), ("Z",))


def _inset(outline: Commands, by: float) -> Commands:
    """The outline drawn in towards its middle, so that its stroke ends where it did."""
    points = [(float(command[-2]), float(command[-1])) for command in outline if len(command) > 1]
    cx, cy = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    reach = max(hypot(x - cx, y - cy) for x, y in points) or 1.0
    share = max(0.0, 1 - 1.6 * by / reach)
    moved: list[tuple[str | float, ...]] = []
    for name, *numbers in outline:
        values = [float(number) for number in numbers]
        moved.append((name, *((cx if i % 2 == 0 else cy) + (v - (cx if i % 2 == 0 else cy)) * share
                              for i, v in enumerate(values))))  # fmt: skip
    return tuple(moved)


def _rounded(path: Commands) -> Commands:
    return tuple((name, *(round(float(number), 3) for number in numbers)) for name, *numbers in path)
