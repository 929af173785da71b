"""The plain colours of a picture: its ground, and the surfaces that things may stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.boxes import meet
from sgc.verify.renders.neighbours import grown, mixed
from sgc.verify.renders.regions import Flat, Region, filled
from sgc.verify.renders.writing import Written
from sgc.verify.strokes.masks import half_width, usual_depth
from sgc.verify.types import Pixels

#: Half the width, in pixels, of the narrowest surface: the ends of links are narrower.
NARROWEST = 4.2
#: The shorter and the longer side of a bar at least, in pixels, and how much of its box it fills.
BAR, FULL = (4, 11), 0.98
#: Half the width of the boldest line with its end, in pixels, how much of its box that fills at most, and how many
#: times it is as large as the square of its width.
BOLDEST, SPARSE, LONG = 10.0, 0.6, 3.0
#: What fills no more of what it is around, and is no deeper than that for the most part, is an outline; half the width
#: of the narrowest end that belongs to one (pixels).
AROUND, OUTLINE, HEAD = 0.4, 2.0, 3.0
#: The largest side of a dot, in pixels, and by how much it stands out at least (0 to 255).
DOT, DARK = 30, 100
#: Other things may stand on a surface of so many pixels; what they cut off is so near to it.
ROOMY, CUT_OFF = 3000, 12
#: A plate behind words leaves so much room around them, and its edge is so wide, in pixels; so much of what is around
#: it has one colour, and mixtures of that with its own are off by no more (0 to 255).
PLATE, EDGE, PLAIN, MIXED = 6, 3, 0.5, 10.0


def grounds(picture: NDArray[np.uint8], flat: Flat, theirs: Collection[int]) -> NDArray[np.int16]:
    """For every pixel the colour of the nearest that is of the ground or of a surface, (height, width, 3). What has the
    colour of the ground, or that of a surface around or beside it, is of it, however small. The regions
    with ``theirs`` numbers are left out: what is around a thing is nothing of it."""
    plain = flat.ground.copy()
    surfaces = [region for region in flat.regions if is_wide(region)]
    areas: Counter[tuple[int, int, int]] = Counter()
    for region in surfaces:
        areas[region.color] += region.area  # lines may cut a surface into many
    below = [region for region in surfaces if areas[region.color] >= ROOMY]
    for region in flat.regions:
        wide = is_wide(region) and not _is_dot(region, flat)
        if region.number not in theirs and (region.like_ground or wide or _is_of(region, below)):
            left, top, right, bottom = region.box
            plain[top:bottom, left:right] |= region.mask
    if not plain.any():
        return picture.astype(np.int16)
    _, (rows, columns) = ndimage.distance_transform_edt(~plain, return_indices=True)
    nearest: NDArray[np.int16] = picture[rows, columns].astype(np.int16)
    return nearest


def without_plates(picture: NDArray[np.uint8], flat: Flat, words: Sequence[Written]) -> NDArray[np.uint8]:
    """A picture (height, width, 3) without the plates right behind words, which make them stand out and are no
    things: what has one colour for the most part around a plate is behind it."""
    found = picture.copy()
    for word in words:
        for region in flat.regions:
            if region.color == word.ground and _is_plate(region.box, word.box):
                _take_off(found, region)
    return found


def _take_off(picture: NDArray[np.uint8], plate: Region) -> None:
    """Paint over a plate, up to where its edge is mixed with what is around it."""
    left, top, right, bottom = (edge + by for edge, by in zip(plate.box, (-EDGE, -EDGE, EDGE, EDGE), strict=True))
    if left < 0 or top < 0 or right > picture.shape[1] or bottom > picture.shape[0]:
        return
    part = picture[top:bottom, left:right]
    own = np.pad(filled(plate.mask), EDGE)
    near = grown(own, EDGE - 1)
    rim = part[grown(near, 1) & ~near]
    colors, counts = np.unique(rim, axis=0, return_counts=True)
    if counts.max() >= PLAIN * len(rim):
        behind = colors[counts.argmax()]
        _, off = mixed(part.astype(np.float64), np.array(plate.color, np.float64), behind.astype(np.float64))
        part[near & ((off <= MIXED) | own)] = behind


def _is_plate(box: Pixels, words: Pixels) -> bool:
    """Whether a box is that of words with hardly any room around them."""
    room = (words[0] - box[0], words[1] - box[1], box[2] - words[2], box[3] - words[3])
    return all(-1 <= side <= PLATE for side in room)


def _is_of(region: Region, surfaces: Iterable[Region]) -> bool:
    """Whether a region has the colour of a surface within whose box it is, or, unless it is a stroke as a line of a
    link is, beside it."""
    height, width = region.mask.shape
    is_stroke = min(width, height) < BAR[0] and max(width, height) >= BAR[1] and region.mask.mean() >= FULL
    near = -min(width, height) / 2 if is_stroke else CUT_OFF
    return any(region.color == one.color and meet(region.box, one.box, near) for one in surfaces)


def _is_dot(region: Region, flat: Flat) -> bool:
    """Whether a region is small and stands out: a dot, which may have a ring close around it."""
    apart = [max(abs(a - b) for a, b in zip(region.color, one, strict=True)) for one in flat.ground_colors]
    return max(region.mask.shape) <= DOT and min(apart, default=0) >= DARK


def is_wide(region: Region) -> bool:
    """Whether a region is a surface, not a stroke, a letter, or the end of a link."""
    height, width = region.mask.shape
    is_bar = bool(BAR[0] <= min(width, height) and max(width, height) >= BAR[1] and region.mask.mean() >= FULL)
    if is_bar or min(width, height) < 2 * NARROWEST:
        return is_bar
    mask = filled(region.mask)
    if region.area <= AROUND * mask.sum() and usual_depth(region.mask) < OUTLINE and half_width(region.mask) > HEAD:
        return False  # an outline with a link that ends at it
    half = half_width(mask)
    is_line = half <= BOLDEST and mask.mean() <= SPARSE and mask.sum() >= LONG * (2 * half) ** 2
    return bool(half >= NARROWEST and not is_line)
