"""Affine transforms of path commands."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin
from typing import cast

from sgc.measure.paths import Bounds, Command, Commands

#: (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f, as in SVG.
Transform = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def composed(outer: Transform, inner: Transform) -> Transform:
    """First the inner transform, then the outer one."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def rotation(degrees: float, x: float = 0.0, y: float = 0.0) -> Transform:
    """The clockwise turn (y down) about (x, y); exact for right angles."""
    quarter, rest = divmod(degrees % 360, 90)
    c, s = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarter)]
    if rest:
        c, s = cos(radians(degrees)), sin(radians(degrees))
    return c, s, -s, c, x - c * x + s * y, y - s * x - c * y


def onto(source: Bounds, target: Bounds) -> Transform:
    """The transform that takes one box to another, without turning; a source without width or height counts as 1."""
    sx = (target[2] - target[0]) / ((source[2] - source[0]) or 1)
    sy = (target[3] - target[1]) / ((source[3] - source[1]) or 1)
    return sx, 0.0, 0.0, sy, target[0] - sx * source[0], target[1] - sy * source[1]


def transformed(commands: Iterable[Command], transform: Transform) -> Commands:
    """The commands in the transform's target frame."""
    a, b, c, d, e, f = transform
    moved: list[Command] = []
    for command in commands:
        numbers = cast("tuple[float, ...]", command[1:])
        points = zip(numbers[::2], numbers[1::2], strict=True)
        moved.append((command[0], *(n for x, y in points for n in (a * x + c * y + e, b * x + d * y + f))))
    return tuple(moved)


def rotated(commands: Iterable[Command], degrees: float, x: float = 0.0, y: float = 0.0) -> Commands:
    """The commands turned clockwise (y down) about (x, y)."""
    return transformed(commands, rotation(degrees, x, y))
