"""What stands off from a plain ground: boxes that may hold a thing, found without any network.

Where a ground is plain this is exact, so that it helps wherever the proposer's boxes are rough; where it is not,
nothing much comes of it. What is in a box is decided elsewhere in either case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.neighbours import is_near
from sgc.verify.types import Pixels

#: A colour is ground when it has this share of the picture's rim, or that share of all pixels.
RIM, COMMON = 0.08, 0.12
#: Colours are rounded to steps of this many to be counted; ink is farther from every ground (0 to 255),
#: by the one measure where pictures are clean, and by the other where they are not.
STEP, APART = 8, (5, 14)
#: How much of a ground's light the darkest shadow on it leaves.
DARKEST = 0.5
#: How far apart, as parts of the shorter side, the pieces of one thing may be.
GAPS = (0.0, 0.012, 0.03)
#: The smallest thing, and the most of them.
SMALLEST, MOST = 14, 80
#: Boxes whose edges are nowhere farther apart than this (in pixels) are one.
ALIKE = 2.0
#: How far an edge is moved to that of a segment, as a part of its box's side.
SNAP = 0.12
#: A line that changes at least so often is broken, when its periods differ by no more than this part of their mean.
DASHES, UNEVEN = 5, 0.25


def segments(picture: NDArray[np.uint8]) -> list[Pixels]:
    """Boxes of connected ink in a picture (height, width, 3), the largest first."""
    outer, common = _grounds(picture)
    grounds = [outer, np.unique(np.concatenate((outer, common)), axis=0)]
    found: dict[Pixels, None] = {}
    for ground in grounds if len(grounds[1]) > len(outer) else grounds[:1]:
        if not len(ground):
            continue
        inks = [_off(picture, ground, apart) for apart in APART]
        for ink in (*inks, _lit(picture, ground, inks[1])):
            if 0 < ink.mean() < 0.9:
                for gap in GAPS:
                    found |= dict.fromkeys(_pieces(ink, round(gap * min(ink.shape))))
    boxes = sorted(found, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))
    kept: list[Pixels] = []
    for box in boxes:
        if all(max(abs(a - b) for a, b in zip(box, other, strict=True)) > ALIKE for other in kept):
            kept.append(box)
    return kept[:MOST]


def _common(pixels: NDArray[np.uint8], least: float) -> NDArray[np.int16]:
    """The colours that at least so many of the pixels have, each the mean of what was rounded to it."""
    steps = (pixels.astype(np.int32) + STEP // 2) // STEP
    keys = (steps[:, 0] * 64 + steps[:, 1]) * 64 + steps[:, 2]
    common = np.flatnonzero(np.bincount(keys) >= least)
    means = [pixels[keys == key].mean(0) for key in common]
    found: NDArray[np.int16] = np.rint(np.array(means).reshape(-1, 3)).astype(np.int16)
    return found


def snapped(box: Pixels, edges: Sequence[Pixels]) -> Pixels:
    """The box with each of its edges moved to the nearest edge of a segment, where one is near."""
    found = []
    for i, edge in enumerate(box):
        near = SNAP * (box[2] - box[0] if i % 2 == 0 else box[3] - box[1])
        nearest = min((other[i] for other in edges), key=lambda value: abs(value - edge), default=edge)
        found.append(nearest if abs(nearest - edge) <= near else edge)
    return found[0], found[1], found[2], found[3]


def is_dashed(picture: NDArray[np.uint8], box: Pixels) -> bool:
    """Whether all four edges of a box are broken lines."""
    return _has_dashes(picture, box) and _has_dashes(picture.transpose(1, 0, 2), (box[1], box[0], box[3], box[2]))


def _has_dashes(picture: NDArray[np.uint8], box: Pixels) -> bool:
    """Whether the upper and the lower edge are broken lines."""
    left, right = round(0.8 * box[0] + 0.2 * box[2]), round(0.2 * box[0] + 0.8 * box[2])
    edges = [[round(edge) + way * i for i in range(4)] for edge, way in ((box[1], 1), (box[3] - 1, -1))]
    return right - left >= 12 and all(
        any(_is_broken(picture[row, max(0, left) : right]) for row in rows if 0 <= row < len(picture)) for rows in edges
    )


def _is_broken(line: NDArray[np.uint8]) -> bool:
    """Whether a line of pixels goes from dark to bright and back at one distance throughout."""
    gray = line.astype(np.float32).mean(1)
    if np.ptp(gray) < 20:
        return False
    bright = gray > (gray.min() + gray.max()) / 2
    changes = np.flatnonzero(bright[1:] != bright[:-1])
    if len(changes) < DASHES:
        return False
    periods = changes[2:] - changes[:-2]
    return float(periods.std()) < UNEVEN * float(periods.mean()) and float(periods.mean()) < len(line) / 2


def ink(
    picture: NDArray[np.uint8], rim_only: bool = False, things: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """The pixels that are no ground, (height, width); all of them where there is no plain ground. With ``rim_only``
    what is common is ground only where the picture's rim has it. What is known to be of ``things`` (height, width)
    makes no colour common."""
    rim, common = _grounds(picture, things)
    ground = rim if rim_only else np.concatenate((rim, common))
    if not len(ground):
        return np.ones(picture.shape[:2], bool)
    return _off(picture, ground, APART[1])


def firm(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The ink that cannot be a shadow on the ground either, (height, width)."""
    ground = np.concatenate(_grounds(picture))
    return _lit(picture, ground, _off(picture, ground, APART[1]))


def _off(picture: NDArray[np.uint8], ground: NDArray[np.int16], by: int) -> NDArray[np.bool_]:
    """The pixels that are farther than that from every colour of the ground."""
    found = np.ones(picture.shape[:2], bool)
    for color in ground.tolist():
        found &= ~is_near(picture, color, by)
    return found


def _lit(picture: NDArray[np.uint8], ground: NDArray[np.int16], ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The ink that cannot be one of the ground's colours in a shadow: as they are, but for how bright."""
    seen = picture[ink].astype(np.float32)
    shaded = np.zeros(len(seen), bool)
    for color in ground.astype(np.float32):
        light = np.clip(seen @ color / max(float(color @ color), 1.0), DARKEST, 1.0)
        shaded |= np.logical_and.reduce([np.abs(seen[:, i] - light * color[i]) <= APART[0] for i in range(3)])
    lit = ink.copy()
    lit[ink] = ~shaded
    return lit


def _grounds(
    picture: NDArray[np.uint8], things: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """The colours of the picture's rim, and those that much of it has, beside ``things``."""
    rim = np.concatenate((picture[:2].reshape(-1, 3), picture[-2:].reshape(-1, 3), picture[:, :2].reshape(-1, 3),
                          picture[:, -2:].reshape(-1, 3)))  # fmt: skip
    whole = picture.reshape(-1, 3) if things is None else picture[~things]
    return _common(rim, RIM * len(rim)), _common(whole, COMMON * picture[..., 0].size)


def _pieces(ink: NDArray[np.bool_], gap: int) -> Iterator[Pixels]:
    """The boxes of pieces of ink, joined over gaps of that many pixels."""
    from scipy import ndimage

    joined = ndimage.maximum_filter(ink, 2 * (gap // 2) + 1) if gap > 1 else ink
    labels, _ = ndimage.label(joined, np.ones((3, 3)))
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        if max(side.stop - side.start for side in place) < SMALLEST:
            continue
        rows, columns = np.nonzero(ink[place] & (labels[place] == number))
        if len(rows):
            top, left = place[0].start, place[1].start
            box = (left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1)
            if max(box[2] - box[0], box[3] - box[1]) >= SMALLEST:
                yield float(box[0]), float(box[1]), float(box[2]), float(box[3])
