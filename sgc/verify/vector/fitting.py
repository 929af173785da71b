"""Whether one outline is another one moved, scaled, turned or stretched: the affine map that fits best.

Outlines with the same commands are compared point by point, control points included, after a least-squares fit. An
outline that a program wrote anew with other commands is compared by where its edge runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan2, degrees, hypot
from typing import cast

from sgc.measure.affine import Point, Transform, transformed
from sgc.measure.outlines import Polygon, flatten
from sgc.measure.paths import Bounds, Command, Commands, bounds, union

#: How far a point may be from where it should be: pixels that rounding costs, and a part of the larger side.
ROUNDING, DEVIATION = 0.12, 0.006
#: The signature of four corners.
BOX = "MLLLZ"
#: A corner that is no further than this part of an outline's larger side from a straight line is none.
STRAIGHT = 0.001


def signature(commands: Commands) -> str:
    """The commands without their numbers."""
    return "".join(str(command[0]) for command in commands)


def points(commands: Commands) -> list[Point]:
    """All points of the commands, control points among them."""
    found: list[Point] = []
    for command in commands:
        numbers = cast("tuple[float, ...]", command[1:])
        found += zip(numbers[::2], numbers[1::2], strict=True)
    return found


def canonical(commands: Commands) -> Commands:
    """The same outline without what programs add and drop at will: lines of no length, lines that go on straight,
    and the line back to the start, since every outline that is filled is closed."""
    found: list[Command] = []
    for contour in contours(commands):
        box = bounds(contour)
        limit = STRAIGHT * max(box[2] - box[0], box[3] - box[1]) if box is not None else 0.0
        kept: list[Command] = [contour[0]]
        for command in contour[1:]:
            if command[0] == "Z":
                continue
            if command[0] == "L" and len(kept) > 1 and kept[-1][0] == "L" and _straight(kept[-2:], command, limit):
                kept[-1] = command
            elif command[0] != "L" or _apart(kept[-1], command) > limit:
                kept.append(command)
        if len(kept) > 2 and kept[-1][0] == "L" and _apart(kept[-1], kept[0]) <= limit:
            kept.pop()
        found += [*kept, ("Z",)]
    return tuple(found)


def contours(commands: Commands) -> tuple[Commands, ...]:
    """Each closed outline of a path by itself; those of which nothing is drawn are left out."""
    found: list[list[Command]] = []
    for command in commands:
        if command[0] == "M":
            found.append([])
        if found:
            found[-1].append(command)
    return tuple(tuple(contour) for contour in found if len(contour) > 1)


def boxes_of(commands: Commands) -> tuple[Bounds, ...]:
    """The tight box of each closed outline of a path."""
    return tuple(bounds(one) or (0.0, 0.0, 0.0, 0.0) for one in contours(commands))


def _end(command: Command) -> Point:
    x, y = cast("tuple[float, float]", command[-2:])
    return x, y


def _apart(one: Command, other: Command) -> float:
    (x, y), (u, v) = _end(one), _end(other)
    return max(abs(x - u), abs(y - v))


def _straight(before: Sequence[Command], command: Command, limit: float) -> bool:
    """Whether a line goes on in the direction of the one before it."""
    (ax, ay), (bx, by), (cx, cy) = (_end(one) for one in (*before, command))
    ux, uy, vx, vy = bx - ax, by - ay, cx - bx, cy - by
    return ux * vx + uy * vy > 0 and abs(ux * vy - uy * vx) <= limit * hypot(ux + vx, uy + vy)


@dataclass(frozen=True)
class Figure:
    """Canonical outlines that belong together, farthest first, ready to be looked for."""

    layers: tuple[Commands, ...]

    @cached_property
    def signature(self) -> tuple[str, ...]:
        return tuple(signature(layer) for layer in self.layers)

    @cached_property
    def points(self) -> list[Point]:
        return [point for layer in self.layers for point in points(layer)]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        return union(bounds(layer) for layer in self.layers) or (0.0, 0.0, 0.0, 0.0)

    @cached_property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """The tight box of each layer."""
        return tuple(bounds(layer) or (0.0, 0.0, 0.0, 0.0) for layer in self.layers)

    def moved(self, matrix: Transform) -> tuple[Commands, ...]:
        return tuple(transformed(layer, matrix) for layer in self.layers)

    @cached_property
    def moments(self) -> tuple[Point, float, float, float]:
        """The mean of the points, and their summed squares about it: xx, xy, yy."""
        return moments(self.points)


def moments(points: Sequence[Point]) -> tuple[Point, float, float, float]:
    count = len(points) or 1
    cx, cy = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    xx = sum((x - cx) ** 2 for x, _ in points)
    xy = sum((x - cx) * (y - cy) for x, y in points)
    yy = sum((y - cy) ** 2 for _, y in points)
    return (cx, cy), xx, xy, yy


def tolerance(box: tuple[float, float, float, float]) -> float:
    """How far points of an outline that fills the box may be off, in the box's own pixels."""
    return max(ROUNDING, DEVIATION * max(box[2] - box[0], box[3] - box[1]))


def same_points(one: Commands, other: Commands, limit: float) -> bool:
    """Whether two outlines are written in the same commands, each point within ``limit`` of the other's."""
    return signature(one) == signature(other) and all(
        abs(x - u) <= limit and abs(y - v) <= limit for (x, y), (u, v) in zip(points(one), points(other), strict=True)
    )


def is_box(commands: Commands, limit: float) -> bool:
    """Whether every point of an outline is within ``limit`` of a corner of its own box."""
    box = bounds(commands)
    return box is not None and all(
        min(abs(x - box[0]), abs(x - box[2])) <= limit and min(abs(y - box[1]), abs(y - box[3])) <= limit
        for x, y in points(commands)
    )


def fit(figure: Figure, seen: Sequence[Point], limit: float) -> Transform | None:
    """The affine map that takes the figure's points to those that are seen, one by one, each within ``limit``;
    None where there is none. Linear least squares over the two rows of the map."""
    (px, py), xx, xy, yy = figure.moments
    known = figure.points
    determinant = xx * yy - xy * xy
    if len(known) != len(seen) or determinant <= 1e-12 * (xx + yy) ** 2:
        return None
    count = len(seen)
    qx, qy = sum(x for x, _ in seen) / count, sum(y for _, y in seen) / count
    ux = uy = vx = vy = 0.0
    for (x, y), (u, v) in zip(known, seen, strict=True):
        dx, dy = x - px, y - py
        ux += dx * (u - qx)
        uy += dy * (u - qx)
        vx += dx * (v - qy)
        vy += dy * (v - qy)
    a, c = (ux * yy - uy * xy) / determinant, (uy * xx - ux * xy) / determinant
    b, d = (vx * yy - vy * xy) / determinant, (vy * xx - vx * xy) / determinant
    if abs(a * d - b * c) < 1e-9:
        return None
    e, f = qx - a * px - c * py, qy - b * px - d * py
    for (x, y), (u, v) in zip(known, seen, strict=True):
        if abs(a * x + c * y + e - u) > limit or abs(b * x + d * y + f - v) > limit:
            return None
    return a, b, c, d, e, f


def turn_of(matrix: Transform) -> float:
    """The clockwise turn, in degrees from 0 to 360, of a map that turns first and then stretches."""
    a, b, c, d, _, _ = matrix
    across, down = atan2(-c, a), atan2(b, d)
    better = across if hypot(a, c) >= hypot(b, d) else down
    return degrees(better) % 360


def same_edge(one: Commands, other: Commands, limit: float) -> bool:
    """Whether two outlines run along the same edge within ``limit``, whatever commands they are written in."""
    a, b = (union([bounds(commands)]) for commands in (one, other))
    if a is None or b is None or any(abs(p - q) > limit for p, q in zip(a, b, strict=True)):
        return False
    first, second = flatten(one, limit / 2), flatten(other, limit / 2)
    return _along(first, second, limit) and _along(second, first, limit)


def _along(polygons: Sequence[Polygon], others: Sequence[Polygon], limit: float) -> bool:
    """Whether every corner of the polygons lies on an edge of the others."""
    edges = [(p, q) for polygon in others for p, q in zip(polygon, [*polygon[1:], polygon[0]], strict=True)]
    return all(any(_near(point, p, q, limit) for p, q in edges) for polygon in polygons for point in polygon)


def _near(point: Point, p: Point, q: Point, limit: float) -> bool:
    (x, y), (px, py), (qx, qy) = point, p, q
    if not (min(px, qx) - limit <= x <= max(px, qx) + limit and min(py, qy) - limit <= y <= max(py, qy) + limit):
        return False
    dx, dy = qx - px, qy - py
    length = dx * dx + dy * dy
    t = 0.0 if not length else min(1.0, max(0.0, ((x - px) * dx + (y - py) * dy) / length))
    return hypot(x - px - t * dx, y - py - t * dy) <= 1.5 * limit
