"""Outlines with holes for printers that know only the nonzero rule: subpaths turned to alternate by depth."""

from __future__ import annotations

from itertools import pairwise

from sgc.measure.paths import Command, Commands

Point = tuple[float, float]

#: Straight pieces that stand for a curve when it is asked what lies inside it.
PIECES = 8


def nonzero(commands: Commands) -> Commands:
    """The outline, for the nonzero rule, of what the commands enclose by the even-odd rule.

    Exact when no subpath crosses another or itself, as in all shapes with holes.
    """
    parts = _subpaths(commands)
    polygons = [_polygon(part) for part in parts]
    turned: list[Command] = []
    for part, polygon in zip(parts, polygons, strict=True):
        depth = sum(_contains(other, polygon) for other in polygons if other is not polygon)
        clockwise = _area(polygon) > 0
        turned += part if clockwise == (depth % 2 == 0) else _reversed(part)
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
    numbers = [float(n) for n in command[1:]]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _reversed(part: list[Command]) -> list[Command]:
    """The subpath from its end to its start."""
    drawn = [command for command in part if command[0] != "Z"]
    back: list[Command] = [("M", *_points(drawn[-1])[-1])]
    for before, command in reversed(list(pairwise(drawn))):
        *controls, _ = _points(command)
        points = [*reversed(controls), _points(before)[-1]]
        back.append((command[0], *(n for point in points for n in point)))
    return back if part[-1][0] != "Z" else [*back, ("Z",)]


def _polygon(part: list[Command]) -> list[Point]:
    polygon: list[Point] = []
    for command in part:
        points = _points(command)
        if command[0] == "C":
            start, (p1, p2, p3) = polygon[-1], points
            for i in range(1, PIECES + 1):
                t = i / PIECES
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                x, y = (sum(w * p[k] for w, p in zip(weights, (start, p1, p2, p3), strict=True)) for k in (0, 1))
                polygon.append((x, y))
        else:
            polygon += points
    return polygon


def _area(polygon: list[Point]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]))


def _contains(outer: list[Point], inner: list[Point]) -> bool:
    """Whether most of one outline's corners lie in the other: borders may touch, but do not cross."""
    return 2 * sum(_inside(outer, point) for point in inner) > len(inner)


def _inside(polygon: list[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside
