"""Outlines in the frame of a drawing, and told for the nonzero rule of filling where a printer knows no other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import cast

from sgc.measure.affine import Point, Transform, transformed
from sgc.measure.outlines import flatten
from sgc.measure.paths import Command, Commands

#: How far the straight pieces that stand for curves may be from them when it is asked what lies inside, as a share of
#: an outline's own size.
PIECE = 0.02


def drawn(commands: Iterable[Command], transform: Transform) -> Commands:
    """The commands in the transform's target frame, rounded as all of a drawing is, to 1/1000 px."""
    moved = transformed(commands, transform)
    return tuple((command[0], *(round(n, 3) for n in command[1:] if not isinstance(n, str))) for command in moved)


def nonzero(commands: Commands) -> Commands:
    """The outline that encloses by the nonzero rule what the commands do by the even-odd rule.

    Subpaths run clockwise (y down) at even depths of nesting and counterclockwise at odd ones. Exact where no subpath
    crosses another or itself, as in all shapes with holes; borders may touch.
    """
    parts = _subpaths(commands)
    polygons = [_polygon(part) for part in parts]
    turned: list[Command] = []
    for part, polygon in zip(parts, polygons, strict=True):
        depth = sum(_contains(other, polygon) for other in polygons if other is not polygon)
        turned += part if (_area(polygon) > 0) == (depth % 2 == 0) else _reversed(part)
    return tuple(turned)


def _subpaths(commands: Commands) -> list[list[Command]]:
    parts: list[list[Command]] = []
    for command in commands:
        if command[0] == "M":
            parts.append([])
        elif parts[-1] and parts[-1][-1][0] == "Z":  # what follows a closed subpath begins where that began
            parts.append([parts[-1][0]])
        parts[-1].append(command)
    return parts


def _points(command: Command) -> list[Point]:
    numbers = cast("tuple[float, ...]", command[1:])
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _reversed(part: list[Command]) -> list[Command]:
    """The subpath from its end to its start."""
    lines = [command for command in part if command[0] != "Z"]
    back: list[Command] = [("M", *_points(lines[-1])[-1])]
    for before, command in reversed(list(pairwise(lines))):
        *controls, _ = _points(command)
        points = [*reversed(controls), _points(before)[-1]]
        back.append((command[0], *(n for point in points for n in point)))
    return back if part[-1][0] != "Z" else [*back, ("Z",)]


def _polygon(part: list[Command]) -> list[Point]:
    """The subpath in straight pieces; empty where it encloses nothing."""
    xs, ys = zip(*(point for command in part for point in _points(command)), strict=True)
    (polygon,) = flatten(part, PIECE * max(max(xs) - min(xs), max(ys) - min(ys), 1e-9)) or [[]]
    return polygon


def _area(polygon: list[Point]) -> float:
    """Twice the signed area: positive where the polygon runs clockwise, y down."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*polygon, *polygon[:1]]))


def _contains(outer: list[Point], inner: list[Point]) -> bool:
    """Whether most of one outline's corners lie in the other: borders may touch, but do not cross."""
    return 2 * sum(_inside(outer, point) for point in inner) > len(inner)


def _inside(polygon: list[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*polygon, *polygon[:1]]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside
