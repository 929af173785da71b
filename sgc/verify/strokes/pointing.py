"""Filled arrowheads of any size, and ends with nothing: told by how wide the ink is along a link's end.

Our own ends are known in their sizes (``ends``); other programs draw theirs larger, smaller, more pointed. Whatever its
size, a filled arrowhead widens evenly from its tip, is as wide on either side, and ends where only the line goes on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sgc.measure.affine import Point
from sgc.verify.strokes.following import bilinear, padded

#: What is looked at: from before the tip, and so far behind it and aside (pixels); and samples of a pixel.
BEFORE, BEHIND, ASIDE, FINE = 3.0, 36.0, 16.0, 2
#: The shortest and the longest arrowhead, and half the width of the narrowest beside half of the line's, in pixels.
LENGTHS, NARROWEST = (6.5, 26.0), 1.6
#: So many samples of its sides have to be seen.
FEWEST = 8
#: By how much its sides may be off a straight line, or one side from the other (pixels), and by how much a line may be
#: wider than it is elsewhere; other ink beside it may be so much (pixels of a row), and is looked for so far aside.
STRAIGHT, SLIM, OTHER, BESIDE = 1.1, 0.9, 0.7, 6.0
#: By how much half of an arrowhead widens as one goes along it.
POINTED = (0.18, 1.0)
#: What ends with nothing is a bare line for so many pixels; behind the very tip (pixels) so much around it is in sight.
BARE, TIP, IN_SIGHT = 16.0, 3.0, 0.9


def pointed(cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, width: float) -> str | None:
    """``arrow`` or ``none`` where that is what a straight stroke of this width (pixels) has at its tip, to which it
    comes by ``way``; None where that is not clear. ``cover`` and ``outside`` (height, width) as in ``end_at``."""
    back = np.arange(-BEFORE, BEHIND, 1 / FINE)
    aside = np.arange(-ASIDE, ASIDE + 0.1, 1 / FINE)[:, None]
    xs, ys = tip[0] - way[0] * back - way[1] * aside, tip[1] - way[1] * back + way[0] * aside
    seen = bilinear(padded(np.where(outside, cover, 0)), xs, ys)
    middle = len(aside) // 2
    strong = float(np.quantile(seen[middle], 0.8))
    if strong <= 0:
        return None
    painted = seen > strong / 2
    bare = np.flatnonzero(~painted[middle, : round(2 * BEFORE * FINE)])
    first = int(bare[-1]) + 1 if len(bare) else 0  # what is before it is of the thing's own outline
    sides = np.stack([_run(painted[middle:]), _run(painted[middle::-1])]) / FINE
    half, slim = sides.mean(0), width / 2 + SLIM
    beside = np.abs(aside[:, 0]) <= BESIDE
    whole, close = (np.minimum(ink / strong, 1).sum(0) / FINE for ink in (seen, seen[beside]))
    loose, near = whole - 2 * half, close - 2 * half
    last = first + round(BARE * FINE)
    if (half[first:last] <= slim).all() and (half[first:last] > 0).all() and (near[first:last] <= OTHER).all():
        # of an end right beside a thing's slanted side all but the line may be taken for that
        past_tip = slice(first + round(TIP * FINE), last)
        in_sight = bilinear(padded(outside), xs[beside, past_tip], ys[beside, past_tip]) > 0.5
        return "none" if in_sight.mean() >= IN_SIGHT else None
    end = first + round(LENGTHS[1] * FINE)
    widest = first + int(half[first:end].argmax())
    rising = np.arange(first, widest)
    if len(rising) < FEWEST or half[widest] < width / 2 + NARROWEST:
        return None
    slope, start = np.polyfit(rising / FINE, half[rising], 1)  # things may hide the very tip
    length = half[widest] / slope if slope > 0 else np.inf
    off = np.abs(sides[:, first:widest] - np.maximum(start + slope * rising / FINE, width / 2))
    behind = slice(widest + 3 * FINE, widest + 6 * FINE)
    is_head = (
        POINTED[0] <= slope <= POINTED[1] and LENGTHS[0] <= length <= LENGTHS[1] and off.max() <= STRAIGHT
        and painted[middle, first:widest].all() and loose[first : widest - 1].max() <= 2 * OTHER
        # the line may have bent away behind it
        and (close[behind] >= width / 2).all() and (whole[behind] - 2 * slim).max() <= 2 * OTHER
    )  # fmt: skip
    return "arrow" if is_head else None


def _run(painted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many samples are painted one after the other in each column, from the first row on."""
    found: NDArray[np.int64] = np.logical_and.accumulate(painted, 0).sum(0)
    return found
