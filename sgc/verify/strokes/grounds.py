"""The plain colours of a picture: its ground, and the surfaces that things may stand on."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.renders.regions import Flat, Region
from sgc.verify.strokes.masks import filled, half_width

#: Half the width, in pixels, of the narrowest surface: the ends of links are narrower.
NARROWEST = 4.2
#: The shorter and the longer side of a bar at least, in pixels, and how much of its box it fills.
BAR, FULL = (4, 24), 0.98
#: The largest side of a dot, in pixels, and by how much it stands out at least (0 to 255).
DOT, DARK = 30, 100
#: Other things may stand on a surface of so many pixels.
ROOMY = 3000


def grounds(picture: NDArray[np.uint8], flat: Flat, theirs: Collection[int] = ()) -> NDArray[np.int16]:
    """For every pixel the colour of the nearest that is of the ground or of a surface, (height, width, 3). What has the
    colour of the ground, or of a surface that others may stand on, is of it, however small. The regions
    with ``theirs`` numbers are left out: what is around a thing is nothing of it."""
    plain = flat.ground.copy()
    below = {region.color for region in flat.regions if region.area >= ROOMY and is_wide(region)}
    for region in flat.regions:
        wide = is_wide(region) and not _is_dot(region, flat)
        if region.number not in theirs and (region.like_ground or region.color in below or wide):
            left, top, right, bottom = region.box
            plain[top:bottom, left:right] |= region.mask
    if not plain.any():
        return picture.astype(np.int16)
    _, (rows, columns) = ndimage.distance_transform_edt(~plain, return_indices=True)
    nearest: NDArray[np.int16] = picture[rows, columns].astype(np.int16)
    return nearest


def _is_dot(region: Region, flat: Flat) -> bool:
    """Whether a region is small and stands out: a dot, which may have a ring close around it."""
    apart = [max(abs(a - b) for a, b in zip(region.color, one, strict=True)) for one in flat.ground_colors]
    return max(region.mask.shape) <= DOT and min(apart, default=0) >= DARK


def is_wide(region: Region) -> bool:
    """Whether a region is a surface, not a stroke, a letter, or the end of a link."""
    height, width = region.mask.shape
    is_bar = BAR[0] <= min(width, height) and max(width, height) >= BAR[1] and region.mask.mean() >= FULL
    return is_bar or (min(width, height) >= 2 * NARROWEST and half_width(filled(region.mask)) >= NARROWEST)
