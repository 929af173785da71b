"""Geometry of fill patterns, in one place, so that stripes look the same from every back end.

A back end with fill patterns of its own prints ``tile``; any other fills with the background colour and then,
clipped to the outline, with the foreground over ``covering``.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, cos, floor, radians, sin

from sgc.drawing.primitives import Pattern
from sgc.measure.motifs import MOTIFS, Motif, bar, tile_marks
from sgc.measure.paths import Command, Commands


def tile(pattern: Pattern) -> Commands:
    """The foreground of one tile, in pixels from the tile's own corner and before the motif's turn."""
    parts = tile_marks(MOTIFS[pattern.name])
    return tuple(_moved(command, pattern.scale, 0, 0) for part in parts for command in part)


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
            yield from bar(i + a, top, i + b, bottom)
    for j in range(top, bottom):
        for a, b in motif.horizontal:
            yield from bar(left, j + a, right, j + b)
    if motif.marks:
        for j in range(top, bottom):
            for i in range(left, right):
                for command in motif.marks:
                    yield _moved(command, 1, i, j)


def _moved(command: Command, scale: float, dx: float, dy: float) -> Command:
    numbers = [n for n in command[1:] if not isinstance(n, str)]
    return (command[0], *(round(n * scale + (dy if i % 2 else dx), 4) for i, n in enumerate(numbers)))
