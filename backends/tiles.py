"""Which tiles of a fill pattern cover a box: for printers that repeat one tile in a loop."""

from __future__ import annotations

from math import ceil, cos, floor, radians, sin

from sgc.drawing.primitives import Pattern
from sgc.measure.motifs import MOTIFS
from sgc.measure.paths import Bounds


def tile_range(pattern: Pattern, box: Bounds) -> tuple[int, int, int, int]:
    """Half-open ranges left, top, right, bottom of tiles, in the motif's own turned frame; never empty."""
    turn, side = radians(MOTIFS[pattern.name].angle), pattern.scale
    corners = [(x - pattern.x, y - pattern.y) for x in box[::2] for y in box[1::2]]
    us = [(cos(turn) * x + sin(turn) * y) / side for x, y in corners]
    vs = [(cos(turn) * y - sin(turn) * x) / side for x, y in corners]
    left, top = floor(min(us)), floor(min(vs))
    return left, top, max(left + 1, ceil(max(us))), max(top + 1, ceil(max(vs)))
