"""Which motif a repeating fill has: its tile, or all of its marks, beside those that patterns are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sgc.measure.affine import rotated, transformed
from sgc.measure.motifs import MOTIFS, Motif, tile_marks
from sgc.measure.paths import Bounds, Commands, bounds
from sgc.verify.types import UNKNOWN_PATTERN
from sgc.verify.vector.fitting import contours, is_box, same_edge, same_points
from sgc.verify.vector.page import Tile

#: How far the points of a tile of side 1 may be off: tiles are small, and written with two decimals.
LIMIT = 0.01
#: The same for marks that are drawn one by one, and read from what another program made of them.
DRAWN = 0.06


def motif_of(tile: Tile) -> str:
    """The name of the motif; UNKNOWN_PATTERN for a pattern of somebody else's."""
    if tile.drawn:
        return _motif_of_drawn(tile.drawn)
    for name, (marks, angle) in _motifs().items():
        if abs((angle - tile.angle + 180) % 360 - 180) < 1 and same_points(marks, tile.marks, LIMIT):
            return name
    return UNKNOWN_PATTERN


@cache
def _motifs() -> dict[str, tuple[Commands, float]]:
    return {
        name: (tuple(command for part in tile_marks(motif) for command in part), float(motif.angle))
        for name, motif in MOTIFS.items()
    }


# ---------------------------------------------------------------- marks drawn one by one


def _motif_of_drawn(commands: Commands) -> str:
    outlines = contours(commands)
    for name, motif in MOTIFS.items():
        level = [rotated(outline, -motif.angle) for outline in outlines]
        boxes = [box for outline in level if (box := bounds(outline)) is not None]
        if len(boxes) == len(level) and (
            _has_marks(motif, level, boxes) if motif.marks else _has_bars(motif, level, boxes)
        ):
            return name
    return UNKNOWN_PATTERN


def _has_bars(motif: Motif, level: Sequence[Commands], boxes: Sequence[Bounds]) -> bool:
    """Whether the outlines are the motif's bars and nothing else, at one distance throughout."""
    upright = sorted((left, right) for left, top, right, bottom in boxes if bottom - top > right - left)
    flat = sorted((top, bottom) for left, top, right, bottom in boxes if bottom - top <= right - left)
    sides = [_side(upright, motif.vertical), _side(flat, motif.horizontal)]
    side = next((side for side in sides if side), None)
    if side is None or any(found is None for found in sides) or any(s and abs(s - side) > DRAWN * side for s in sides):
        return False
    return all(is_box(outline, DRAWN * side) for outline in level)


def _side(found: Sequence[tuple[float, float]], bars: Sequence[tuple[float, float]]) -> float | None:
    """The side of the tile whose bars these stretches are; 0 where there are none of either, None where they differ."""
    count = len(bars)
    if not bars or not found:
        return 0.0 if not bars and not found else None
    if len(found) <= count:
        return None
    side = found[count][0] - found[0][0]
    widths = [(b - a) * side for a, b in bars]
    steps = [later[0] - earlier[0] for earlier, later in zip(found, found[count:], strict=False)]
    even = side > 0 and all(abs(step - side) <= DRAWN * side for step in steps)
    pairs = [[abs(end - start - width) <= DRAWN * side / 2 for width in widths] for start, end in found]
    alike = all(map(any, pairs)) and all(map(any, zip(*pairs, strict=True)))
    return side if even and alike else None


def _has_marks(motif: Motif, level: Sequence[Commands], boxes: Sequence[Bounds]) -> bool:
    """Whether every outline is a mark of the motif, and those of one line are a tile's side apart."""
    mark = contours(motif.marks)[0]
    own = bounds(mark)
    assert own is not None
    width, height = boxes[0][2] - boxes[0][0], boxes[0][3] - boxes[0][1]
    side = width / (own[2] - own[0])
    if side <= 0 or abs(height - side * (own[3] - own[1])) > DRAWN * side:
        return False
    if any(abs(b[2] - b[0] - width) > DRAWN * side or abs(b[3] - b[1] - height) > DRAWN * side for b in boxes):
        return False
    x, y = boxes[0][0] - own[0] * side, boxes[0][1] - own[1] * side
    if not same_edge(transformed(mark, (side, 0.0, 0.0, side, x, y)), level[0], DRAWN * side):
        return False
    line = sorted(box[0] for box in boxes if abs(box[1] - boxes[0][1]) <= DRAWN * side)
    return len(line) > 1 and all(abs(b - a - side) <= DRAWN * side for a, b in pairwise(line))
