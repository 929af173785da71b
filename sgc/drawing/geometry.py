"""Outlines under affine transforms, basic outlines as path commands, and rules of filling."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin

from sgc.drawing.primitives import Command, Commands, Transform

Points = list[tuple[float, float]]

#: How far a control point stands off for a quarter of a circle of radius 1.
QUARTER = 0.5522847498


def transformed(commands: Iterable[Command], transform: Transform, digits: int | None = 3) -> Commands:
    """The commands in the transform's target frame, rounded unless ``digits`` is None."""
    a, b, c, d, e, f = transform
    moved = []
    for command in commands:
        numbers = (n for x, y in _points(command) for n in (a * x + c * y + e, b * x + d * y + f))
        moved.append((command[0], *(n if digits is None else round(n, digits) for n in numbers)))
    return tuple(moved)


def rotation(degrees: float) -> Transform:
    """The clockwise turn (y down) about the origin, exact for right angles."""
    turn = radians(degrees)
    c, s = cos(turn), sin(turn)
    if degrees % 90 == 0:
        c, s = float(round(c)), float(round(s))
    return c, s, -s, c, 0.0, 0.0


def rotated(commands: Iterable[Command], degrees: float) -> Commands:
    """The commands turned clockwise (y down) about the origin, not rounded."""
    return transformed(commands, rotation(degrees), None)


def composed(outer: Transform, inner: Transform) -> Transform:
    """First the inner transform, then the outer one."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def onto(source: tuple[float, float, float, float], target: tuple[float, float, float, float]) -> Transform:
    """The transform that takes one (left, top, right, bottom) to another, without turning."""
    sx = (target[2] - target[0]) / ((source[2] - source[0]) or 1)
    sy = (target[3] - target[1]) / ((source[3] - source[1]) or 1)
    return (sx, 0.0, 0.0, sy, target[0] - sx * source[0], target[1] - sy * source[1])


def ellipse_path(cx: float, cy: float, rx: float, ry: float) -> Commands:
    kx, ky = QUARTER * rx, QUARTER * ry
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry), ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry), ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    )  # fmt: skip


def rectangle_path(x: float, y: float, width: float, height: float) -> Commands:
    return (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))


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


def contains(polygon: Points, point: tuple[float, float]) -> bool:
    """Whether the point is inside, by the even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def _area(polygon: Points) -> float:
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


def _points(command: Command) -> Points:
    numbers = [n for n in command[1:] if not isinstance(n, str)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
