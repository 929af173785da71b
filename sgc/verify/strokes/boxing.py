"""Boxes by the straight strokes around them, where what fills them says nothing: it may have the colour around."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sgc.verify.boxes import holds
from sgc.verify.renders.regions import Region, filled
from sgc.verify.strokes.grounds import NARROWEST
from sgc.verify.strokes.pieces import BEFORE, Piece, is_same

#: How long the straight strokes of a box are at least, how far from its corners they begin at most, and how far from
#: each other those are, at corners that are alike.
STRAIGHT, CORNER, ROUGHLY = 12, 24, 5
#: Bars are along a side when they are beside so much of it.
ALONG = 0.8


def boxes(wide: Sequence[Region], strength: NDArray[np.float32]) -> list[Piece]:
    """Boxes, rounded or not, by the straight strokes around them: none of these goes on beyond a corner. What such a
    box holds may have its colour, and that may be the colour of all around."""
    inked = strength > 0
    bars = [one for one in wide if min(one.mask.shape) <= BEFORE and not one.like_ground]
    for one in bars:  # what is in front of an outline
        left, top, right, bottom = one.box
        inked[top:bottom, left:right] |= one.mask
    level, upright = _runs(inked), _runs(inked.T)
    found: list[Piece] = []
    for (over, top), left, right in level:
        for (bottom, _), other_left, other_right in level:
            if bottom - top < 2 * NARROWEST or max(abs(left - other_left), abs(right - other_right)) > ROUGHLY:
                continue
            sides = [
                [at for at, first, last in upright
                 if 0 <= sign * (end - at[0]) + 2 <= CORNER and abs(abs(end - at[0]) - (first - over)) <= ROUGHLY
                 and abs(first - over - (bottom - last)) <= ROUGHLY]
                for end, sign in ((left, 1), (right, -1))
            ]  # fmt: skip
            if not all(sides):
                continue
            box = (max(at[1] for at in sides[0]), top, min(at[0] for at in sides[1]), bottom)
            within = [one for one in wide if holds(box, one.box)]
            if within and box[2] - box[0] >= 2 * NARROWEST and not _is_between(box, bars):
                own = max(within, key=lambda one: one.area)
                mask = filled(own.mask)  # which tells the corners better than the strokes around, if nothing cuts it
                if own.box != box or not _is_alike_at_corners(mask):
                    mask = _rounded(box[2] - box[0], box[3] - box[1], max(0, left - box[0]))
                found.append(Piece((own,), box, mask))
    unique: list[Piece] = []
    for piece in sorted(found, key=lambda one: int(one.mask.sum())):
        if not any(is_same(piece, other) for other in unique):
            unique.append(piece)
    return unique


def _is_alike_at_corners(mask: NDArray[np.bool_]) -> bool:
    """Whether a mask lacks about as many pixels of its box in each quarter of it."""
    height, width = (side // 2 for side in mask.shape)
    lacking = [int((~mask[y][:, x]).sum()) for y in (slice(height), slice(-height, None))
               for x in (slice(width), slice(-width, None))]  # fmt: skip
    return max(lacking) - min(lacking) <= ROUGHLY


def _is_between(box: tuple[int, int, int, int], bars: Sequence[Region]) -> bool:
    """Whether bars are along both sides of a box, which lines may cut: lines from the one to the other close no box."""
    high = box[3] - box[1]
    along = [
        sum(max(0, min(box[3], bar.box[3]) - max(box[1], bar.box[1])) for bar in bars
            if min(abs(box[side] - edge) for edge in bar.box[::2]) <= ROUGHLY)
        for side in (0, 2)
    ]  # fmt: skip
    return min(along) >= ALONG * high


def _runs(inked: NDArray[np.bool_]) -> list[tuple[tuple[int, int], int, int]]:
    """Straight strokes along rows: the rows of each, where it begins and where it ends."""
    steps = np.diff(np.pad(inked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, firsts = np.nonzero(steps == 1)
    _, lasts = np.nonzero(steps == -1)
    long = lasts - firsts >= STRAIGHT
    found: list[tuple[tuple[int, int], int, int]] = []
    for row, first, last in zip(rows[long].tolist(), firsts[long].tolist(), lasts[long].tolist(), strict=True):
        for number, ((top, bottom), a, b) in list(enumerate(found))[-40:]:
            if row - bottom == 0 and row - top <= 3 and abs(first - a) <= 3 and abs(last - b) <= 3:
                found[number] = (top, row + 1), a, b
                break
        else:
            found.append(((row, row + 1), first, last))
    return found


def _rounded(width: int, height: int, radius: int) -> NDArray[np.bool_]:
    """The pixels within a box with rounded corners."""
    found = np.ones((height, width), bool)
    r = min(radius, width // 2, height // 2)
    if r > 0:
        y, x = np.mgrid[:r, :r]
        corner = (x - r + 0.5) ** 2 + (y - r + 0.5) ** 2 <= r * r
        found[:r, :r], found[:r, -r:] = corner, corner[:, ::-1]
        found[-r:, :r], found[-r:, -r:] = corner[::-1], corner[::-1, ::-1]
    return found
