"""Masks made whole: their holes, what leads into them, and outlines between their parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.renders.regions import filled

#: How wide outlines between two surfaces of one thing are at most, in pixels.
BETWEEN = 4
#: Where so many pieces of a thing's fill reach farther than the rest, they are between dashes.
BUMPS = 3
#: So much of an edge is between dashes at most; where more of it is filled, lines that end there cut it.
GAPS = 0.75


def closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with what is in its holes, with lines that lead in from its edge, and with outlines between its parts."""
    rim = 2 * BETWEEN
    found = ndimage.binary_closing(np.pad(mask, rim), iterations=BETWEEN // 2 + 1)
    return filled(found)[rim:-rim, rim:-rim]


def spanned(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with all between the first and the last pixel of each row."""
    found: NDArray[np.bool_] = np.logical_or.accumulate(mask, 1) & np.logical_or.accumulate(mask[:, ::-1], 1)[:, ::-1]
    return found


def without_bumps(
    box: tuple[int, int, int, int], mask: NDArray[np.bool_]
) -> tuple[tuple[int, int, int, int], NDArray[np.bool_]]:
    """A mask within a box without the rows and columns at its ends that are of many pieces: what fills a thing reaches
    farther between the dashes of its outline."""
    left, top, right, bottom = box
    while any(cut := [_is_bumpy(edge) for edge in (mask[:, 0], mask[0], mask[:, -1], mask[-1])]):
        left, top, right, bottom = left + cut[0], top + cut[1], right - cut[2], bottom - cut[3]
        mask = mask[cut[1] : len(mask) - cut[3], cut[0] : mask.shape[1] - cut[2]]
    return (left, top, right, bottom), mask


def _is_bumpy(edge: NDArray[np.bool_]) -> bool:
    """Whether what is in a row is of many pieces, along much of it, with gaps as between dashes: that of a curve is
    short."""
    starts = np.flatnonzero(np.diff(edge.astype(np.int8), prepend=0) == 1)
    return len(starts) >= BUMPS and bool(starts[-1] - starts[0] >= len(edge) / 3 and edge.mean() <= GAPS)


def half_width(mask: NDArray[np.bool_]) -> float:
    """The radius of the largest disc in a mask."""
    return float(ndimage.distance_transform_edt(np.pad(mask, 1)).max())


def usual_depth(mask: NDArray[np.bool_]) -> float:
    """How far the pixels of a mask are from its edge, in pixels, as a median."""
    return float(np.median(ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1][mask]))
