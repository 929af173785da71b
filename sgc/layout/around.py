"""Around: where things stand that surround another, as one would draw them: on all its sides, left as right.

Every side is taken that the statement asks for (``surrounding`` of ``sgc.graph.formulas``): two stand left and right,
three in front as well, and more in a ring, of which each is level with the side that it is on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from math import atan2, cos, pi, sin

#: So many and more stand in eight directions, not on four sides.
ALL_ROUND = 8
#: The ring is made larger in so many steps, until its members have room between them.
STEPS = 12
#: Neighbours in a circle are so many times as far from each other as they have to be.
LOOSE = 1.2


def directions(count: int) -> Sequence[float]:
    """The angle of each of several around a thing, clockwise from the right (y is down)."""
    if count <= 3:
        return (0.0, pi, pi / 2)[:count]
    first = 0.0 if count % 2 == 0 else -pi / 2
    return [first + 2 * pi * index / count for index in range(count)]


def ring_radius(count: int, pitch: float) -> float:
    """Of the circle of the centres of so many, of which neighbours have to be a ``pitch`` apart, or of one."""
    return LOOSE * pitch / (2 * sin(pi / count)) if count > 1 else 0.0


def offsets(
    count: int,
    size: tuple[float, float],
    middle: tuple[float, float],
    spacing: float,
    reach: float,
    *,
    stands: bool,
) -> Sequence[tuple[float, float]]:
    """How far right and down of a thing of extents ``middle`` the centres of so many of ``size`` stand around it.

    ``reach`` is the most that may be between them and it; up to three that can ``stand`` do so on its ground.
    """
    found: list[tuple[float, float]] = []
    for step in range(STEPS + 1):
        gap = spacing + (reach - spacing) * step / STEPS
        across, down = ((a + b) / 2 + gap for a, b in zip(size, middle, strict=True))
        found = [_at(angle, across, down, count) for angle in directions(count)]
        if not any(_meet(a, b, size, spacing) for a, b in combinations(found, 2)):
            break
    if count <= 3 and stands:
        level = min((middle[1] - size[1]) / 2, 0.9 * across)
        found = [(x, level if abs(x) > abs(y) else y) for x, y in found]
    return found


def _at(angle: float, across: float, down: float, count: int) -> tuple[float, float]:
    """In a direction, so far out that it is clear of the middle on the side that it is on."""
    x, y = cos(angle), sin(angle)
    by_x, by_y = across / max(abs(x), 1e-9), down / max(abs(y), 1e-9)
    out = min(by_x, by_y) if count >= ALL_ROUND else by_x if abs(x) >= abs(y) else by_y
    return out * x, out * y


def _meet(a: tuple[float, float], b: tuple[float, float], size: tuple[float, float], spacing: float) -> bool:
    return all(abs(p - q) < extent + spacing - 1 for p, q, extent in zip(a, b, size, strict=True))


def in_order(centres: Sequence[tuple[float, float]]) -> Sequence[int]:
    """Which of the things with these centres, as seen from the middle, is nearest to each of the ``directions``.

    The ring is taken as it is, but for where it begins.
    """
    wanted = directions(len(centres))
    places = sorted(range(len(wanted)), key=lambda place: wanted[place] % (2 * pi))
    seen = sorted(range(len(centres)), key=lambda index: atan2(centres[index][1], centres[index][0]) % (2 * pi))

    def apart(turn: int) -> float:
        pairs = zip(places, seen[turn:] + seen[:turn], strict=True)
        return sum(1 - cos(wanted[place] - atan2(centres[index][1], centres[index][0])) for place, index in pairs)

    turn = min(range(len(seen)), key=apart)
    at = dict(zip(places, seen[turn:] + seen[:turn], strict=True))
    return [at[place] for place in range(len(wanted))]


def mirrored(count: int, axis: int) -> Iterator[tuple[int, int]]:
    """The pairs of places that are each other's image, left and right (axis 0) or above and below (1); a place that is
    its own image with itself. Up to three are not above each other."""
    angles = directions(count)
    for a, b in combinations_with_replacement(range(count), 2):
        image = pi - angles[a] if axis == 0 else -angles[a]
        if cos(image - angles[b]) > 1 - 1e-9 and (axis == 0 or count > 3):
            yield a, b
