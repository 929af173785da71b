"""Outlines in the frame of a drawing, and as the nonzero rule wants them."""

from __future__ import annotations

from collections.abc import Iterable

from sgc.measure.affine import Point, Transform, transformed
from sgc.measure.paths import Command, Commands


def drawn(commands: Iterable[Command], transform: Transform) -> Commands:
    """The commands in the transform's target frame, rounded as all of a drawing is, to 1/1000 px."""
    moved = transformed(commands, transform)
    return tuple((command[0], *(round(n, 3) for n in command[1:] if not isinstance(n, str))) for command in moved)


def as_nonzero(commands: Commands) -> Commands:
    """The same area for the nonzero rule as these closed outlines give under the even-odd rule.

    Outlines are turned to run clockwise at even depths of nesting and counterclockwise at odd ones;
    none of them may cross itself or another.
    """
    outlines = _outlines(commands)
    polygons = [[points[-1] for command in outline if (points := _points(command))] for outline in outlines]
    result: list[Command] = []
    for i, (outline, polygon) in enumerate(zip(outlines, polygons, strict=True)):
        depth = sum(contains(other, polygon[0]) for j, other in enumerate(polygons) if j != i)
        result += outline if (_area(polygon) > 0) == (depth % 2 == 0) else _reversed(outline)
    return tuple(result)


def contains(polygon: list[Point], point: Point) -> bool:
    """Whether the point is inside, by the even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def _area(polygon: list[Point]) -> float:
    """Twice the signed area: positive when it runs clockwise, y down."""
    pairs = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


def _outlines(commands: Commands) -> list[list[Command]]:
    """The closed outlines of a path, each from its M to its Z."""
    found: list[list[Command]] = []
    for command in commands:
        if command[0] == "M":
            found.append([])
        if found:
            found[-1].append(command)
    return [outline if outline[-1][0] == "Z" else [*outline, ("Z",)] for outline in found if len(outline) > 1]


def _reversed(outline: list[Command]) -> list[Command]:
    """The same closed outline, run the other way round."""
    segments = [(command[0], _points(command)) for command in outline if command[0] != "Z"]
    ends = [points[-1] for _, points in segments]
    back: list[Command] = [("M", *ends[-1])]
    for i in range(len(segments) - 1, 0, -1):
        name, points = segments[i]
        handles = (n for point in reversed(points[:-1]) for n in point)
        back.append((name, *handles, *ends[i - 1]))
    return [*back, ("Z",)]


def _points(command: Command) -> list[Point]:
    numbers = [n for n in command[1:] if not isinstance(n, str)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
