"""Bands: rectangles of one colour that reach the picture's edge, as headers and the stripes of flags do.

Their colour is that of much of the picture's rim, so that each may be a thing as well as no more than ground: pixels
do not tell, and what is declared decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from sgc.verify.boxes import overlap
from sgc.verify.colors import main_color
from sgc.verify.renders.backdrops import Backdrop
from sgc.verify.renders.regions import Flat, channels, pieces, place_of
from sgc.verify.types import Detection

#: What takes more of the picture is what everything stands on; what shows less of its own box is no band, and what is
#: so much as a backdrop is that one.
MOST, LEAST, SAME = 0.55, 0.25, 0.8
#: How far the sides of a square may differ, in pixels.
EVEN = 2.0


def bands(
    picture: NDArray[np.uint8], flat: Flat, nouns: Collection[str], grounds: Collection[Backdrop]
) -> Iterator[Detection]:
    """What of the ground of a picture (height, width, 3) may be a rectangle, where such ``nouns`` are asked for and it
    is none of the backdrops that are its ``grounds``."""
    if not flat.is_plain or {"rectangle", "square"}.isdisjoint(nouns):
        return
    whole = picture.astype(np.int32)
    packed = (whole[..., 0] << 16) | (whole[..., 1] << 8) | whole[..., 2]
    for number, (left, top, right, bottom), mask in pieces(packed, flat.ground):
        here = flat.ground[top:bottom, left:right]
        is_whole = not (here & ~mask).any()  # but for what is before it
        if not is_whole or mask.mean() < LEAST or here.size > MOST * flat.ground.size:
            continue
        place = place_of(whole, (left, top, right, bottom), mask, channels(number))
        if any(overlap(place, ground.box) >= SAME for ground in grounds):
            continue
        sides = place[2] - place[0], place[3] - place[1]
        names = ("square", "rectangle") if abs(sides[0] - sides[1]) <= EVEN else ("rectangle",)
        colors = ((f"#{number:06x}", 1.0),)
        yield Detection(names[0], place, 1.0, names[1:], {"color": main_color(colors)}, colors)
