"""What has the ground's colour and is a thing or not: bands and holes.

Bands are rectangles that reach the picture's edge, as headers and the stripes of flags do; holes have the form of a
shape within something else, as a white dot on a red one on white paper. Each may be a thing as well as no more than
ground: pixels do not tell, and what is declared decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes
from sgc.verify.boxes import overlap, share_within
from sgc.verify.colors import main_color
from sgc.verify.renders.backdrops import Backdrop
from sgc.verify.renders.forms import form_of, hull_of
from sgc.verify.renders.hypotheses import Explained
from sgc.verify.renders.regions import Flat, channels, filled, packed, pieces, place_of
from sgc.verify.types import Detection, Pixels

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
    if {"rectangle", "square"}.isdisjoint(nouns):
        return
    for number, (left, top, right, bottom), mask in pieces(packed(picture), flat.ground):
        here = flat.ground[top:bottom, left:right]
        is_whole = not (here & ~mask).any()  # but for what is before it
        if not is_whole or mask.mean() < LEAST or here.size > MOST * flat.ground.size:
            continue
        place = place_of(picture, (left, top, right, bottom), mask, channels(number))
        if any(overlap(place, ground.box) >= SAME for ground in grounds):
            continue
        sides = place[2] - place[0], place[3] - place[1]
        names = ("square", "rectangle") if abs(sides[0] - sides[1]) <= EVEN else ("rectangle",)
        yield _in_ground(names, place, channels(number))


def holes(flat: Flat, nouns: Collection[str], things: Sequence[Explained]) -> Iterator[Detection]:
    """What of a picture has its ground's colour, is not seen as one of the ``things``, and has the form of a shape of
    which such ``nouns`` are asked for; holes in pictures are theirs."""
    known = frozenset().union(*(one.regions for one in things))
    pictures = [one for one in things if not one.looks[0].is_shape]
    for region in flat.regions:
        if not region.like_ground or region.number in known:
            continue
        if any(share_within(region.place, one.outer) > SAME for one in pictures):
            continue
        whole = filled(region.mask)
        form = form_of(whole) or form_of(hull_of(whole))  # soft edges are ragged
        names = (*form.nouns, *(("rectangle",) if "square" in form.nouns else ())) if form is not None else ()
        if not frozenset(nouns).isdisjoint(names):
            yield _in_ground(names, region.place, region.color)


def _in_ground(names: tuple[str, ...], place: Pixels, color: tuple[int, int, int]) -> Detection:
    """What may be a thing of the ground's colour, by all its names."""
    colors = ((from_bytes(color), 1.0),)
    return Detection(names[0], place, 1.0, names[1:], {"color": main_color(colors)}, colors)
