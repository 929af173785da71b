"""Geometry of fill patterns, in one place, so that stripes look the same from every back end.

A motif is a square tile of side 1, possibly turned. A back end with fill patterns of its own prints
``tile``; any other fills with the background colour and then, clipped to the outline, with the
foreground over ``covering``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, cos, floor, pi, radians, sin

from sgc.drawing.geometry import ellipse_path
from sgc.drawing.primitives import Command, Commands, Pattern


@dataclass(frozen=True, slots=True)
class Motif:
    """One tile, in a frame turned clockwise by ``angle`` degrees: bars across the whole tile, which
    join into stripes, and closed ``marks`` that stay within it. All are wound clockwise (y down)."""

    angle: int = 0
    vertical: tuple[tuple[float, float], ...] = ()
    horizontal: tuple[tuple[float, float], ...] = ()
    marks: Commands = ()


def _polygon(*points: tuple[float, float]) -> Commands:
    (x, y), *rest = points
    return (("M", x, y), *(("L", *point) for point in rest), ("Z",))


def _bar(left: float, top: float, right: float, bottom: float) -> Commands:
    return _polygon((left, top), (right, top), (right, bottom), (left, bottom))


def _star(cx: float, cy: float, r: float) -> Commands:
    turns = [(pi * i / 5 - pi / 2, r if i % 2 == 0 else 0.42 * r) for i in range(10)]
    return _polygon(*((cx + length * cos(turn), cy + length * sin(turn)) for turn, length in turns))


_WAVE: Commands = (
    ("M", 0.0, 0.3), ("C", 0.2, 0.3, 0.3, 0.6, 0.5, 0.6), ("C", 0.7, 0.6, 0.8, 0.3, 1.0, 0.3), ("L", 1.0, 0.62),
    ("C", 0.8, 0.62, 0.7, 0.92, 0.5, 0.92), ("C", 0.3, 0.92, 0.2, 0.62, 0.0, 0.62), ("Z",),
)  # fmt: skip

MOTIFS: Mapping[str, Motif] = {
    "stripes": Motif(angle=45, vertical=((0.28, 0.72),)),
    "vertical": Motif(vertical=((0.28, 0.72),)),
    "horizontal": Motif(horizontal=((0.28, 0.72),)),
    "rising": Motif(angle=45, vertical=((0.37, 0.63),)),
    "falling": Motif(angle=-45, vertical=((0.37, 0.63),)),
    "upright": Motif(vertical=((0.37, 0.63),)),
    "level": Motif(horizontal=((0.37, 0.63),)),
    "plaid": Motif(vertical=((0.1, 0.4), (0.55, 0.62)), horizontal=((0.1, 0.4), (0.55, 0.62))),
    "grid": Motif(vertical=((0.43, 0.57),), horizontal=((0.43, 0.57),)),
    "crosshatch": Motif(angle=45, vertical=((0.43, 0.57),), horizontal=((0.43, 0.57),)),
    "dots": Motif(angle=45, marks=ellipse_path(0.5, 0.5, 0.27, 0.27)),
    "specks": Motif(angle=45, marks=ellipse_path(0.5, 0.5, 0.15, 0.15)),
    "checks": Motif(marks=_bar(0, 0, 0.5, 0.5) + _bar(0.5, 0.5, 1, 1)),
    "diamonds": Motif(marks=_polygon((0.5, 0.08), (0.84, 0.5), (0.5, 0.92), (0.16, 0.5))),
    "zigzag": Motif(marks=_polygon((0, 0.45), (0.5, 0), (1, 0.45), (1, 0.9), (0.5, 0.45), (0, 0.9))),
    "waves": Motif(marks=_WAVE),
    "stars": Motif(angle=20, marks=_star(0.5, 0.5, 0.32)),
}  # fmt: skip

#: The motif of each pattern word of the vocabulary, in its canonical form.
WORDS: Mapping[str, str] = {
    "striped": "stripes", "banded": "horizontal", "pinstriped": "upright", "dotted": "dots", "speckled": "specks",
    "checkered": "checks", "plaid": "plaid", "gridded": "grid", "hatched": "rising", "crosshatched": "crosshatch",
    "zigzag": "zigzag", "chevron": "zigzag", "wavy": "waves", "starry": "stars", "argyle": "diamonds",
}  # fmt: skip


def tile(pattern: Pattern) -> Commands:
    """The foreground of one tile, in pixels from the tile's own corner and before the motif's turn."""
    motif, side = MOTIFS[pattern.name], pattern.scale
    bars = [_bar(a, 0, b, 1) for a, b in motif.vertical] + [_bar(0, a, 1, b) for a, b in motif.horizontal]
    commands = (command for part in (*bars, motif.marks) for command in part)
    return tuple(_moved(command, side, 0, 0) for command in commands)


def covering(pattern: Pattern, box: tuple[float, float, float, float]) -> Commands:
    """The foreground over (left, top, right, bottom), all in canvas pixels, as one path for the
    nonzero rule. It reaches a little beyond the box: clip it to the outline that it fills."""
    motif, side = MOTIFS[pattern.name], pattern.scale
    turn = radians(motif.angle)
    c, s = cos(turn), sin(turn)
    corners = [(x - pattern.x, y - pattern.y) for x in box[::2] for y in box[1::2]]
    us, vs = [(c * x + s * y) / side for x, y in corners], [(c * y - s * x) / side for x, y in corners]
    frame = (floor(min(us)), floor(min(vs)), ceil(max(us)), ceil(max(vs)))

    def turned(command: Command) -> Command:
        """From the tiles' frame to the canvas."""
        numbers = [n * side for n in command[1:] if not isinstance(n, str)]
        points = zip(numbers[::2], numbers[1::2], strict=True)
        placed = (n for x, y in points for n in (c * x - s * y + pattern.x, s * x + c * y + pattern.y))
        return (command[0], *(round(n, 3) for n in placed))

    return tuple(turned(command) for command in _cover(motif, frame))


def _cover(motif: Motif, frame: tuple[int, int, int, int]) -> Iterator[Command]:
    left, top, right, bottom = frame
    for i in range(left, right):
        for a, b in motif.vertical:
            yield from _bar(i + a, top, i + b, bottom)
    for j in range(top, bottom):
        for a, b in motif.horizontal:
            yield from _bar(left, j + a, right, j + b)
    if motif.marks:
        for j in range(top, bottom):
            for i in range(left, right):
                for command in motif.marks:
                    yield _moved(command, 1, i, j)


def _moved(command: Command, scale: float, dx: float, dy: float) -> Command:
    numbers = [n for n in command[1:] if not isinstance(n, str)]
    return (command[0], *(round(n * scale + (dy if i % 2 else dx), 4) for i, n in enumerate(numbers)))
