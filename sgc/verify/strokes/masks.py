"""Masks made whole: their holes, what leads into them, and outlines between their parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.renders.regions import filled

#: How wide outlines between two surfaces of one thing are at most, in pixels.
BETWEEN = 4


def closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with what is in its holes, with lines that lead in from its edge, and with outlines between its parts."""
    rim = 2 * BETWEEN
    found = ndimage.binary_closing(np.pad(mask, rim), iterations=BETWEEN // 2 + 1)
    return filled(found)[rim:-rim, rim:-rim]


def spanned(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with all between the first and the last pixel of each row."""
    found: NDArray[np.bool_] = np.logical_or.accumulate(mask, 1) & np.logical_or.accumulate(mask[:, ::-1], 1)[:, ::-1]
    return found


def half_width(mask: NDArray[np.bool_]) -> float:
    """The radius of the largest disc in a mask."""
    return float(ndimage.distance_transform_edt(np.pad(mask, 1)).max())


def usual_depth(mask: NDArray[np.bool_]) -> float:
    """How far the pixels of a mask are from its edge, in pixels, as a median."""
    return float(np.median(ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1][mask]))
