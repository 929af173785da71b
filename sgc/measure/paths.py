"""Geometry of path commands: moving and scaling outlines, and the exact box of their ink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt
from typing import cast

#: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",), absolute.
Command = tuple[str | float, ...]
Commands = tuple[Command, ...]
#: left, top, right, bottom; y down.
Bounds = tuple[float, float, float, float]


def placed(commands: Iterable[Command], scale: float, x: float, y: float) -> Iterator[Command]:
    """The commands scaled about the origin and then moved by (x, y)."""
    for command in commands:
        numbers = cast("tuple[float, ...]", command[1:])
        moved = [n * scale + (y if i % 2 else x) for i, n in enumerate(numbers)]
        yield (command[0], *moved)


def bounds(commands: Iterable[Command]) -> Bounds | None:
    """The tight box of the outline itself, not of its control points; None when nothing is drawn."""
    xs: list[float] = []
    ys: list[float] = []
    here = start = (0.0, 0.0)
    for command in commands:
        name, numbers = command[0], cast("tuple[float, ...]", command[1:])
        if name == "Z":
            here = start
            continue
        end = (numbers[-2], numbers[-1])
        if name == "M":  # ink begins only when something is drawn from here
            here = start = end
            continue
        xs += (here[0], end[0])
        ys += (here[1], end[1])
        if name == "C":
            xs += _turns(here[0], numbers[0], numbers[2], end[0])
            ys += _turns(here[1], numbers[1], numbers[3], end[1])
        here = end
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def union(boxes: Iterable[Bounds | None]) -> Bounds | None:
    """The smallest box over all boxes that are not None; None when there are none."""
    solid = [box for box in boxes if box is not None]
    if not solid:
        return None
    lefts, tops, rights, bottoms = zip(*solid, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _turns(a: float, b: float, c: float, d: float) -> list[float]:
    """The values at which one coordinate of a cubic Bézier curve turns back, if it leaves [a, d] at all."""
    low, high = min(a, d), max(a, d)
    if low <= b <= high and low <= c <= high:
        return []
    # The derivative is 3 (p t² + q t + r).
    p, q, r = d - a + 3 * (b - c), 2 * (a - 2 * b + c), b - a
    if abs(p) < 1e-12:
        roots = [-r / q] if q else []
    else:
        discriminant = q * q - 4 * p * r
        if discriminant < 0:
            return []
        root = sqrt(discriminant)
        roots = [(-q - root) / (2 * p), (-q + root) / (2 * p)]
    return [
        (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d for t in roots if 0 < t < 1
    ]
