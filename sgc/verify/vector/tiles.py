"""Which motif a repeating fill has: its tile beside those that patterns are made of."""

from __future__ import annotations

from functools import cache

from sgc.measure.motifs import MOTIFS, tile_marks
from sgc.measure.paths import Commands
from sgc.verify.types import UNKNOWN_PATTERN
from sgc.verify.vector.fitting import letters, points
from sgc.verify.vector.page import Tile

#: How far the points of a tile of side 1 may be off: tiles are small, and written with two decimals.
LIMIT = 0.01


def motif_of(tile: Tile) -> str:
    """The name of the motif; UNKNOWN_PATTERN for a pattern of somebody else's, or one that is written mark by mark."""
    written, seen = letters(tile.marks), points(tile.marks)
    for name, (marks, angle) in _motifs().items():
        if letters(marks) == written and abs((angle - tile.angle + 180) % 360 - 180) < 1:
            pairs = zip(points(marks), seen, strict=True)
            if all(abs(x - u) <= LIMIT and abs(y - v) <= LIMIT for (x, y), (u, v) in pairs):
                return name
    return UNKNOWN_PATTERN


@cache
def _motifs() -> dict[str, tuple[Commands, float]]:
    return {
        name: (tuple(command for part in tile_marks(motif) for command in part), float(motif.angle))
        for name, motif in MOTIFS.items()
    }
