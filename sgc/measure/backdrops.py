"""The motifs of backdrops: calm marks over a full fill, so that a sky is not a blue rectangle and still only a ground.

Every motif stays within its box and is the same at every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import cast

from sgc.measure.basic_shapes import ellipse
from sgc.measure.paths import Bounds, Command, Commands

#: Narrower boxes have no room for a motif.
LEAST_SIDE = 10.0
#: How far down the floor of a room begins, which is as deep as land is.
FLOOR = 0.57

Motif = Callable[[float, float, float], Iterator[Commands]]


def motif_marks(motif: str, box: Bounds) -> Commands:
    """The marks of a motif over a box, in its coordinates; nothing where there is no room, or for "plain"."""
    left, top, right, bottom = box
    return tuple(
        (command[0], *(round(n + (top if i % 2 else left), 3) for i, n in enumerate(_numbers(command))))
        for command in motif_steps(motif, right - left, bottom - top)
    )


def motif_steps(motif: str, width: float, height: float) -> Iterator[Command]:
    """The same over a box of that size whose upper left corner is at 0, 0, with every decimal."""
    if min(width, height) >= LEAST_SIDE:
        for part in MOTIFS[motif](width, height, max(10.0, min(width, height) / 9)):
            yield from part


def _numbers(command: Command) -> tuple[float, ...]:
    return cast("tuple[float, ...]", command[1:])


def _bar(x: float, y: float, width: float, height: float) -> Commands:
    return (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))


def _plain(width: float, height: float, unit: float) -> Iterator[Commands]:
    yield from ()


def _horizon(width: float, height: float, unit: float) -> Iterator[Commands]:
    """A paler band where sky and land meet, its edge a slow wave."""
    y, swell = height * 0.66, height * 0.05
    yield (
        ("M", 0.0, y), ("C", width / 3, y - 2 * swell, width * 2 / 3, y + 2 * swell, width, y - swell / 2),
        ("L", width, height), ("L", 0.0, height), ("Z",),
    )  # fmt: skip


def _dunes(width: float, height: float, unit: float) -> Iterator[Commands]:
    y, swell = height * 0.45, height * 0.22
    yield (
        ("M", 0.0, y + swell), ("C", width * 0.25, y - swell, width * 0.4, y + swell, width * 0.62, y + swell),
        ("C", width * 0.8, y + swell, width * 0.9, y, width, y), ("L", width, height), ("L", 0.0, height), ("Z",),
    )  # fmt: skip


def _places(width: float, height: float, dx: float, dy: float) -> Iterator[tuple[float, float, int]]:
    """Staggered places (x, y, number) that keep half a step from the edges."""
    number = 0
    for row in range(max(1, int(height / dy))):
        y = dy * (row + 0.5) if height >= dy else height / 2
        x = dx * (0.5 if row % 2 else 1.0)
        while x <= width - dx / 2:
            yield x, y, number
            number += 1
            x += dx


def _waves(width: float, height: float, unit: float) -> Iterator[Commands]:
    long, thick = unit * 0.5, unit * 0.09
    for x, y, _ in _places(width, height, unit * 2.2, unit * 1.1):
        a, b = x - long, x + long
        yield (
            ("M", a, y), ("C", a + long / 2, y - 4 * thick, b - long / 2, y - 4 * thick, b, y),
            ("C", b - long / 2, y - 2.4 * thick, a + long / 2, y - 2.4 * thick, a, y), ("Z",),
        )  # fmt: skip


def _tufts(width: float, height: float, unit: float) -> Iterator[Commands]:
    high = min(unit * 0.32, height / 3)
    for x, y, number in _places(width, height, unit * 1.7, unit * 1.05):
        lean = high * (0.18 if number % 3 else -0.15)
        for blade in (-0.5, 0.0, 0.5):
            root, tip = x + blade * high * 0.5, x + blade * high * 1.5 + lean
            up = y + high / 2 - high * (1 if blade == 0 else 0.75)
            yield (
                ("M", root - high * 0.1, y + high / 2), ("L", tip, up), ("L", root + high * 0.1, y + high / 2), ("Z",)
            )  # fmt: skip


def _specks(width: float, height: float, unit: float) -> Iterator[Commands]:
    for x, y, number in _places(width, height, unit * 0.9, unit * 0.6):
        if number % 3 != 1:
            yield ellipse(x, y, unit * 0.07, unit * 0.045)


def _furrows(width: float, height: float, unit: float) -> Iterator[Commands]:
    count = max(2, ceil(height / (unit * 0.9)))
    for i in range(count):
        yield _bar(0, height * (i + 0.55) / count, width, height * 0.3 / count)


def _lane(width: float, height: float, unit: float) -> Iterator[Commands]:
    """A broken line along the middle, in the direction in which the street runs."""
    along, across = max(width, height), min(width, height)
    dash, thick = min(along / 7, across * 0.45), max(2.0, across * 0.035)
    count = max(2, int(along / (dash * 2)))
    for i in range(count):
        start = along * (i + 0.5) / count - dash / 2
        if width >= height:
            yield _bar(start, (height - thick) / 2, dash, thick)
        else:
            yield _bar((width - thick) / 2, start, thick, dash)


def _bricks(width: float, height: float, unit: float) -> Iterator[Commands]:
    """Single bricks here and there: a whole grid would be louder than what stands before it."""
    long, high = unit * 0.8, unit * 0.3
    for x, y, number in _places(width, height, unit * 2.4, unit * 1.3):
        if number % 2 == 0:
            yield _bar(x - long / 2, y - high / 2, long, high)
            if number % 4 == 0 and x + long <= width:
                yield _bar(x, y + high * 0.65, min(long, width - x), min(high, height - y - high * 0.65))


def _boards(width: float, height: float, unit: float) -> Iterator[Commands]:
    rows, line = max(2, round(height / (unit * 0.8))), max(1.0, unit * 0.045)
    step = height / rows
    for i in range(rows):
        if i:
            yield _bar(0, i * step - line / 2, width, line)
        x = unit * (2.0 if i % 2 else 3.4)
        while x < width - line:
            yield _bar(x, i * step, line, step)
            x += unit * 4.2


def _interior(width: float, height: float, unit: float) -> Iterator[Commands]:
    """A floor, and the skirting board above it."""
    top = height * FLOOR
    yield _bar(0, top, width, height - top)
    yield _bar(0, top - unit * 0.22, width, unit * 0.1)


def _woods(width: float, height: float, unit: float) -> Iterator[Commands]:
    """Firs of three heights along the far edge, and the shade at their feet."""
    foot = height * 0.42
    broad = max(unit * 1.1, width / 14)
    count = max(1, round(width / broad))
    broad = width / count
    for i in range(count):
        x, top = broad * (i + 0.5), foot * (0.02, 0.28, 0.14, 0.36, 0.08)[i * 2 % 5]
        for tier in range(3):
            tip = top + (foot * 0.88 - top) * tier / 4
            base = top + (foot * 0.88 - top) * (tier + 2) / 4
            half = broad * (0.28, 0.38, 0.48)[tier]
            yield (("M", x, tip), ("L", x + half, base), ("L", x - half, base), ("Z",))
        yield _bar(x - broad * 0.06, foot * 0.86, broad * 0.12, foot * 0.14)
    swell = height * 0.02
    yield (
        ("M", 0.0, foot), ("C", width / 3, foot - swell, width * 2 / 3, foot + swell, width, foot),
        ("L", width, foot + 2 * swell), ("C", width * 2 / 3, foot + 3 * swell, width / 3, foot, 0.0, foot + swell),
        ("Z",),
    )  # fmt: skip


def _seabed(width: float, height: float, unit: float) -> Iterator[Commands]:
    """Sand at the bottom of the water, its edge a slow wave."""
    y, swell = height * 0.86, height * 0.03
    yield (
        ("M", 0.0, y), ("C", width * 0.3, y - 2 * swell, width * 0.6, y + 2 * swell, width, y - swell),
        ("L", width, height), ("L", 0.0, height), ("Z",),
    )  # fmt: skip


def _stars(width: float, height: float, unit: float) -> Iterator[Commands]:
    for x, y, number in _places(width, height, unit * 1.3, unit * 0.9):
        if number % 5 in (0, 2, 3):
            size = unit * (0.06 if number % 3 else 0.1)
            drift = unit * 0.25 * ((number * 7) % 5 - 2) / 2
            yield ellipse(min(width - size, max(size, x + drift)), min(height - size, max(size, y)), size, size)


MOTIFS: Mapping[str, Motif] = {
    "plain": _plain, "horizon": _horizon, "dunes": _dunes, "waves": _waves, "tufts": _tufts, "specks": _specks,
    "furrows": _furrows, "lane": _lane, "bricks": _bricks, "boards": _boards, "stars": _stars,
    "interior": _interior, "seabed": _seabed, "woods": _woods,
}  # fmt: skip
