"""One look at a diagram in pixels: its things and frames, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import basic_color
from sgc.verify.renders.regions import Flat, regions_of
from sgc.verify.strokes.following import Strokes
from sgc.verify.strokes.forms import NAMES, nouns_of
from sgc.verify.strokes.lines import find_lines
from sgc.verify.strokes.surfaces import Surface, grounds, is_wide, surfaces
from sgc.verify.types import Detection, Line, Pixels

#: A pixel that differs less from the plain colour around (0 to 255) is not painted.
FAINT = 14
#: The sides, in pixels, of the squares in which the strongest pixel is wholly painted.
PEAKS = (5, 25)
#: The largest hole of a hollow end, in pixels.
HOLLOW = 150
#: A piece of ink is lettering when so much of its box is in that of a text.
LETTERING = 0.8


def look(
    picture: NDArray[np.uint8], texts: Sequence[Pixels], pictures: Sequence[Detection]
) -> tuple[list[Detection], list[Detection], list[Line] | None]:
    """The things that are sure, those that are not, and the lines; None for these where no thing is seen. ``texts`` are
    the boxes of what was read, ``pictures`` are things already seen that are no shapes."""
    flat = regions_of(picture)
    nearest = grounds(picture, flat)
    strength = np.abs(picture.astype(np.int16) - nearest).max(2).astype(np.float32)
    strength[strength < FAINT] = 0
    taken = [one.box for one in pictures]
    things = [one for one in surfaces(flat, strength) if not any(_is_in(one.box, box) for box in taken)]
    sure: list[Detection] = []
    unsure: list[Detection] = []
    for order, thing in enumerate(things):
        nouns = nouns_of(thing)
        found = _detection(thing, nouns or NAMES, order)
        (sure if nouns else unsure).append(found)
    if not things and not pictures:
        return sure, unsure, None
    return sure, unsure, find_lines(*_strokes(flat, strength, things, texts, taken))


def _detection(thing: Surface, nouns: Sequence[str], order: int) -> Detection:
    attributes = {"color": basic_color(thing.color)}
    return Detection(nouns[0], thing.box, 1.0, tuple(nouns[1:]), attributes, ((thing.color, 1.0),), 1.0, order)


def _strokes(
    flat: Flat, strength: NDArray[np.float32], things: Sequence[Surface], texts: Sequence[Pixels],
    pictures: Sequence[Pixels],
) -> tuple[Strokes, NDArray[np.float32]]:  # fmt: skip
    """What is painted between things, and the same with what is hollow left so, as parts of the strongest there is in
    so many pixels around: a thin line's own colour is only in what stands at its ends."""
    height, width = strength.shape
    number = np.full((height, width), -1, np.int32)
    rims = np.zeros((height, width), bool)
    for index, thing in enumerate(things):
        left, top, right, bottom = thing.inner
        reach = int(np.ceil(thing.outline)) + 1
        mask = np.zeros((height + 2 * reach, width + 2 * reach), bool)
        mask[top + reach : bottom + reach, left + reach : right + reach] = thing.mask | ("note" in nouns_of(thing))
        near = ndimage.distance_transform_edt(~mask)[reach:-reach, reach:-reach]
        if thing.is_frame:
            rims |= (near > 0) & (near <= thing.outline + 0.5)
        else:
            number[near <= thing.outline + 1.2] = index
    for index, box in enumerate(pictures, len(things)):
        left, top, right, bottom = (round(edge) for edge in box)
        number[top:bottom, left:right] = index
    peak, wide_peak = (np.maximum(ndimage.maximum_filter(strength, side), 40) for side in PEAKS)
    strength = np.where(rims | (number >= 0), 0, strength)
    hidden = np.zeros((height, width), bool)
    for box in texts:
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        hidden[top:bottom, left:right] = True
    labels, _ = ndimage.label(strength > 0, np.ones((3, 3)))
    for piece, place in enumerate(ndimage.find_objects(labels), 1):
        inside = hidden[place].mean() >= LETTERING
        if inside and not _is_dash(place):
            strength[place][labels[place] == piece] = 0
    cover, raw = (strength / peak).astype(np.float32), (strength / wide_peak).astype(np.float32)
    solid = ndimage.grey_closing(cover, 4)  # the dots of a line are a line
    for region in flat.regions:
        if not is_wide(region) and region.area <= HOLLOW and region.like_ground:
            left, top, right, bottom = region.box
            solid[top - 1 : bottom + 1, left - 1 : right + 1][
                ndimage.binary_dilation(np.pad(region.mask, 1), np.ones((3, 3)))
            ] = 1
    return Strokes(solid, number, hidden), raw


def _is_dash(place: tuple[slice, slice]) -> bool:
    high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
    return bool(min(high, wide) <= 4 and 5 <= max(high, wide) <= 12)


def _is_in(a: Pixels, b: Pixels) -> bool:
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return b[0] <= x <= b[2] and b[1] <= y <= b[3]

