"""What can be asked of a filled outline beside its box: its polygons, and how much of each layer is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, hypot, sqrt
from typing import cast

from sgc.measure.paths import Command, Commands

#: One closed polygon; the last point is joined to the first.
Polygon = list[tuple[float, float]]


def flatten(commands: Iterable[Command], tolerance: float) -> list[Polygon]:
    """The subpaths as polygons that stay within ``tolerance`` of the curves."""
    polygons: list[Polygon] = []
    for command in commands:
        name, numbers = command[0], cast("tuple[float, ...]", command[1:])
        if name == "M":
            polygons.append([(numbers[0], numbers[1])])
        elif name == "L":
            polygons[-1].append((numbers[0], numbers[1]))
        elif name == "C":
            polygons[-1] += _points(polygons[-1][-1], numbers, tolerance)
        else:  # a path may go on after Z from where the subpath began
            polygons.append([polygons[-1][0]])
    return [polygon for polygon in polygons if len(polygon) > 2]


def _points(start: tuple[float, float], numbers: Sequence[float], tolerance: float) -> Polygon:
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    # The distance between a cubic curve and its chords is bounded by its second differences.
    bend = max(hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    count = max(1, ceil(sqrt(0.75 * bend / tolerance)))
    points = []
    for i in range(1, count):
        t = i / count
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    points.append((x3, y3))
    return points


def visible_shares(layers: Sequence[tuple[Commands, str]], width: float, height: float, rows: int = 24) -> list[float]:
    """How large a part of the joint ink each layer (outline and fill rule) shows, later layers being nearer.

    Sampled on ``rows`` lines over the box (0, 0, width, height): good to a few per cent.
    """
    shares = [0.0] * len(layers)
    for stack, share in stacks(layers, width, height, rows).items():
        shares[stack[-1]] += share
    return shares


def stacks(
    layers: Sequence[tuple[Commands, str]], width: float, height: float, rows: int = 24
) -> dict[tuple[int, ...], float]:
    """The layers that lie on each other somewhere, by their numbers from the lowest up, and how large a part of the
    joint ink that is; sampled as in ``visible_shares``."""
    columns = max(1, round(rows * width / height))
    there: list[tuple[int, ...]] = [()] * (rows * columns)
    for index, (commands, rule) in enumerate(layers):
        for row, filled in enumerate(spans(flatten(commands, height / rows / 3), rule, height / rows, rows)):
            for left, right in filled:
                first = max(0, ceil(left / width * columns - 0.5))
                last = min(columns, ceil(right / width * columns - 0.5))
                for place in range(row * columns + first, row * columns + last):
                    there[place] += (index,)
    counts = Counter(stack for stack in there if stack)
    inked = counts.total()
    return {stack: count / inked for stack, count in counts.items()}


def spans(
    polygons: Sequence[Polygon], rule: str, step: float, rows: int, top: float = 0.0
) -> list[list[tuple[float, float]]]:
    """The filled stretches of each line ``y = top + (row + 1/2) * step``."""
    crossings: list[list[tuple[float, int]]] = [[] for _ in range(rows)]
    for polygon in polygons:
        x0, y0 = polygon[-1]
        for x1, y1 in polygon:
            direction, low, high = (1, y0 - top, y1 - top) if y1 > y0 else (-1, y1 - top, y0 - top)
            for row in range(max(0, ceil(low / step - 0.5)), min(rows, ceil(high / step - 0.5))):
                y = top + (row + 0.5) * step
                crossings[row].append((x0 + (x1 - x0) * (y - y0) / (y1 - y0), direction))
            x0, y0 = x1, y1
    stretches: list[list[tuple[float, float]]] = []
    for found in crossings:
        found.sort()
        filled = []
        winding = 0
        for (x, direction), (following, _) in pairwise(found):
            winding += direction if rule == "nonzero" else 1
            if winding if rule == "nonzero" else winding % 2:
                filled.append((x, following))
        stretches.append(filled)
    return stretches
