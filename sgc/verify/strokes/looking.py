"""One look at a diagram in pixels: its things and frames, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import basic_color
from sgc.measure.heads import head_box
from sgc.verify.renders.looking import places
from sgc.verify.renders.regions import Flat, regions_of
from sgc.verify.strokes.following import Strokes
from sgc.verify.strokes.forms import NAMES
from sgc.verify.strokes.lines import find_lines, inked_by, loose_lines
from sgc.verify.strokes.surfaces import Surface, grounds, is_wide, surfaces
from sgc.verify.types import Detection, Line, Pixels

#: A pixel that differs less from the plain colour around (0 to 255) is not painted.
FAINT = 14
#: The sides, in pixels, of the squares in which the strongest pixel is wholly painted.
PEAKS = (5, 25)
#: The strongest is at least so strong (0 to 255), and as such a part of what outlines of things have there.
LEAST, RIMMED = 40, 0.5
#: Half of what is no line but part of a picture at least, what is so near to it belongs to it, and the shorter and the
#: longer side of a picture at least (pixels).
THICK, TOGETHER, PICTURE = 2, 2, (12, 24)
#: The largest hole of a hollow end, in pixels.
HOLLOW = 150
#: A piece of ink is lettering when so much of its box is in that of a text.
LETTERING = 0.8
#: The least side of a letter that is no bare stroke, and the largest, in pixels.
LETTERS = (4, 40)


@dataclass(frozen=True, slots=True)
class View:
    """What a diagram shows: the things that are ``sure``, those that are not, the lines (None where no thing is seen),
    and the boxes around ink that could be letters."""

    sure: tuple[Detection, ...]
    unsure: tuple[Detection, ...]
    lines: tuple[Line, ...] | None
    left: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What fills a picture (height, width, 3): its flat regions, the things among them, and how much each pixel differs
    from the plain colour around, 0 to 255."""

    picture: NDArray[np.uint8]
    flat: Flat
    strength: NDArray[np.float32]
    things: tuple[Surface, ...]

    def pictures(self) -> list[Pixels]:
        """Boxes of what is painted that is neither a thing nor lines, nor what stands at their ends."""
        inked = self.strength > 0
        for thing in self.things:
            reach = ceil(thing.outline) + 2
            left, top, right, bottom = (max(0, edge) for edge in thing.inner)
            if not thing.is_frame:
                inked[max(0, top - reach) : bottom + reach, max(0, left - reach) : right + reach] = False
        thick = ndimage.binary_opening(inked, iterations=THICK)
        near = ndimage.binary_dilation(thick, np.ones((3, 3)), iterations=TOGETHER)
        labels, _ = ndimage.label(near)
        found = []
        for place in ndimage.find_objects(labels):
            rows, columns = np.nonzero(inked[place] & ndimage.binary_dilation(thick[place], iterations=TOGETHER))
            box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            high, wide = int(box[3] - box[1]), int(box[2] - box[0])
            if min(high, wide) >= PICTURE[0] and max(high, wide) >= PICTURE[1]:
                x, y = place[1].start, place[0].start
                found.append((float(box[0] + x), float(box[1] + y), float(box[2] + x), float(box[3] + y)))
        return found

    def only(self, boxes: Sequence[Pixels]) -> NDArray[np.uint8]:
        """The picture with nothing but these boxes on its ground."""
        found = np.empty_like(self.picture)
        found[:] = self.flat.ground_colors[0] if self.flat.ground_colors else (255, 255, 255)
        for box in boxes:
            left, top, right, bottom = (max(0, round(edge)) for edge in box)
            found[top:bottom, left:right] = self.picture[top:bottom, left:right]
        return found


def grounded(picture: NDArray[np.uint8]) -> Ground:
    """A picture without the words that were found by painting them, and what fills it."""
    flat = regions_of(picture)
    nearest = grounds(picture, flat)
    strength = np.abs(picture.astype(np.int16) - nearest).max(2).astype(np.float32)
    strength[strength < FAINT] = 0
    return Ground(picture, flat, strength, tuple(surfaces(flat, strength)))


def look(ground: Ground, texts: Sequence[Pixels], pictures: Sequence[Pixels]) -> View:
    """What is in a picture. ``texts`` are the boxes of all that are known, ``pictures`` those of things already seen
    that are no shapes."""
    strength = ground.strength
    things = [one for one in ground.things if not any(_is_in(one.box, box) for box in pictures)]
    sure = tuple(_detection(thing, thing.nouns, order) for order, thing in enumerate(things) if thing.nouns)
    unsure = tuple(_detection(thing, NAMES, order) for order, thing in enumerate(things) if not thing.nouns)
    if not things and not pictures:
        return View(sure, unsure, None, _left(strength, (), texts))
    strokes, raw = _strokes(ground.flat, strength, things, texts, pictures)
    touching = find_lines(strokes, raw)
    rims = (strokes.things >= 0) & ~_insides(things, strength.shape)
    left = _left(np.where(rims, 0, strength), touching, [*texts, *pictures])
    lines, dots = with_dots([*touching, *loose_lines(strokes, raw, touching)], strokes)
    return View((*sure, *dots), unsure, lines, left)


def with_dots(lines: Sequence[Line], strokes: Strokes) -> tuple[tuple[Line, ...], tuple[Detection, ...]]:
    """The lines, and the small filled circles where some of them end at nothing else: these are things."""
    found: list[Line] = []
    dots: list[Detection] = []
    for line in lines:
        ends = list(line.ends)
        for end, (tip, inner) in enumerate((line.way[:2], line.way[-1:-3:-1])):
            if ends[end] == "circle" and strokes.is_free(tip):
                ends[end] = "none"
                box = head_box("circle", tip, inner)
                dots.append(Detection("circle", box, 1.0, ("start dot", "ellipse"), order=len(dots)))
        found.append(replace(line, ends=(ends[0], ends[1])))
    return tuple(found), tuple(dots)


def _insides(things: Sequence[Surface], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where things are, without their outlines."""
    found = np.zeros(shape, bool)
    for thing in things:
        left, top, right, bottom = thing.inner
        found[top:bottom, left:right] |= thing.mask
    return found


def _left(strength: NDArray[np.float32], lines: Sequence[Line], known: Sequence[Pixels]) -> tuple[Pixels, ...]:
    """Boxes around what is painted, could be letters, and is neither of lines nor of what is known."""
    inked = strength > 0
    for box in known:
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        inked[top:bottom, left:right] = False
    inked &= ~inked_by(lines, inked.shape)
    labels, _ = ndimage.label(inked, np.ones((3, 3)))
    letters = np.zeros(inked.shape, bool)
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
        if LETTERS[0] <= min(high, wide) and max(high, wide) <= LETTERS[1]:
            letters[place] |= labels[place] == number
    return tuple(places(letters)) if letters.any() else ()


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
        mask[top + reach : bottom + reach, left + reach : right + reach] = thing.mask | ("note" in thing.nouns)
        near = ndimage.distance_transform_edt(~mask)[reach:-reach, reach:-reach]
        if thing.is_frame:
            rims |= (near > 0) & (near <= thing.outline + 0.5)
        else:
            number[near <= thing.outline + 1.6] = index
    for index, box in enumerate(pictures, len(things)):
        left, top, right, bottom = (round(edge) for edge in box)
        number[top:bottom, left:right] = index
    lines = np.where(rims | (number >= 0), 0, strength)
    peak, wide_peak = (
        np.maximum.reduce([ndimage.maximum_filter(lines, side), ndimage.maximum_filter(strength, side) * RIMMED,
                           np.full_like(lines, LEAST)]) for side in PEAKS
    )  # fmt: skip
    hidden = np.zeros((height, width), bool)
    for box in texts:
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        hidden[top:bottom, left:right] = True
    labels, _ = ndimage.label(lines > 0, np.ones((3, 3)))
    for piece, place in enumerate(ndimage.find_objects(labels), 1):
        inside = hidden[place].mean() >= LETTERING
        if inside and not _is_dash(place):
            lines[place][labels[place] == piece] = 0
    cover, raw = (lines / peak).astype(np.float32), (lines / wide_peak).astype(np.float32)
    solid = ndimage.grey_closing(cover, 4)  # the dots of a line are a line
    for region in flat.regions:
        if not is_wide(region) and region.area <= HOLLOW and region.like_ground:
            left, top, right, bottom = region.box
            solid[top - 1 : bottom + 1, left - 1 : right + 1][
                ndimage.binary_dilation(np.pad(region.mask, 1), np.ones((3, 3)))
            ] = 1
    return Strokes(solid, (lines / 255).astype(np.float32), number, hidden, rims), raw


def _is_dash(place: tuple[slice, slice]) -> bool:
    high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
    return bool(min(high, wide) <= 4 and 5 <= max(high, wide) <= 12)


def _is_in(a: Pixels, b: Pixels) -> bool:
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return b[0] <= x <= b[2] and b[1] <= y <= b[3]

