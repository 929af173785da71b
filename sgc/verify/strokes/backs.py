"""Boxes with something behind them: the top and the side of a cuboid, the edges of the next box of a collection."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.verify.renders.regions import Region
from sgc.verify.strokes.forms import shapes_of
from sgc.verify.strokes.pieces import Piece, piece_of

#: The shapes that are a box and what is seen behind it.
BACKED = frozenset(("cuboid", "collection"))
#: What is behind a box is as long as so much of its side, and stands out by so much of the shorter side at most.
LONG, OUT = 0.8, 0.3
#: The width in pixels of outlines, by which shapes are told.
OUTLINE = 1.5


def with_backs(pieces: Sequence[Piece], regions: Sequence[Region]) -> list[Piece]:
    """The pieces, those that are boxes with the regions of their colour right behind them, above and to the right."""
    taken = {region for piece in pieces for region in piece.regions}
    free = [one for one in regions if one not in taken and min(one.mask.shape) > 1]
    return [_with_back(one, free) for one in pieces]


def _with_back(one: Piece, free: Sequence[Region]) -> Piece:
    behind = [region for region in free if region.color == one.regions[0].color and _is_behind(region.box, one.box)]
    if not behind:
        return one
    whole = piece_of([*one.regions, *behind])
    return whole if BACKED & {*shapes_of(whole.mask, OUTLINE, False)} else one


def _is_behind(back: tuple[int, int, int, int], box: tuple[int, int, int, int]) -> bool:
    """Whether something lies along the upper or the right edge of a box, and stands out there only."""
    left, top, right, bottom = box
    out = OUT * min(right - left, bottom - top)
    if not (left < back[0] and back[3] < bottom and top - out <= back[1] and back[2] <= right + out):
        return False
    above = back[1] < top and back[2] - back[0] >= LONG * (right - left)
    beside = back[2] > right and back[3] - back[1] >= LONG * (bottom - top)
    return above or beside
