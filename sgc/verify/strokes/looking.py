"""One look at a diagram in pixels: its things and frames, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import basic_color, from_bytes
from sgc.graph.nodes import RECORD
from sgc.measure.heads import head_box
from sgc.verify.boxes import is_at, meet, middle
from sgc.verify.renders.looking import places
from sgc.verify.renders.neighbours import grown
from sgc.verify.renders.regions import Flat, Region, regions_of
from sgc.verify.strokes.following import HALO, Strokes
from sgc.verify.strokes.forms import DOT, DOUBLE, NAMES
from sgc.verify.strokes.grounds import grounds, is_wide
from sgc.verify.strokes.lines import find_lines, inked_by, loose_lines, straight_lines
from sgc.verify.strokes.outlining import BLURRED, THINNEST, line_color
from sgc.verify.strokes.ovals import ovals_of
from sgc.verify.strokes.runs import Runs
from sgc.verify.strokes.surfaces import Surface, surfaces
from sgc.verify.strokes.ticks import ticks
from sgc.verify.types import UNKNOWN_COLOR, Detection, Line, Pixels

#: What is wholly painted is rounded where it is mixed with nothing, by so much (0 to 255).
ROUNDED = 2
#: A pixel that differs less from the plain colour around (0 to 255) is not painted.
FAINT = 14
#: The sides, in pixels, of the squares in which the strongest pixel is wholly painted.
PEAKS = (5, 25)
#: The strongest is at least so strong (0 to 255), and as such a part of what outlines of things have there.
LEAST, RIMMED = 40, 0.5
#: Half of what is no line but part of a picture at least, what is so near to it belongs to it, and the shorter and the
#: longer side of a picture at least (pixels).
THICK, TOGETHER, PICTURE = 2, 2, (12, 16)
#: A picture of thin strokes is no larger than this, no more times as long as wide, and so much of its box is painted.
LARGEST, LENGTHY, DENSE = 120, 3, 0.08
#: What is painted is of lines when they explain so much of it, and wholly of them when they explain so much.
LINED, WHOLLY = 0.7, 0.9
#: What is so near to a box is of it, in pixels.
NEAR = 6
#: The largest hole of a hollow end, in pixels.
HOLLOW = 150
#: A piece of ink is lettering when so much of its box is in that of a text.
LETTERING = 0.8
#: What is straight for so long, in pixels, is of no letter.
LINE = 30
#: The least side of a letter that is no bare stroke, and the largest, in pixels.
LETTERS = (4, 40)
#: Letters that touch are so many times as wide as high at most, and so much of their box is painted.
TOUCHING, PAINTED = 10, (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class View:
    """What a diagram shows: the things that are ``sure``, those that are not, the lines and the straight ones by
    themselves (None where no thing is seen), and the boxes around ink that could be letters."""

    sure: tuple[Detection, ...]
    unsure: tuple[Detection, ...]
    lines: tuple[Line, ...] | None
    straight: tuple[Line, ...] | None
    left: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What fills a picture (height, width, 3): its flat regions, the things among them, and how much each pixel differs
    from the plain colour around, 0 to 255; that colour is what is ``behind``."""

    picture: NDArray[np.uint8]
    flat: Flat
    strength: NDArray[np.float32]
    behind: NDArray[np.int16]
    things: tuple[Surface, ...]

    def pictures(self) -> tuple[list[Pixels], list[Pixels]]:
        """Boxes of what is painted that is no thing and may be a picture: what has parts that are wider than lines and
        what stands at their ends; and what has none, and may be of lines."""
        inked = self.strength > 0
        for thing in self.things:
            reach = ceil(thing.outline) + 2
            left, top, right, bottom = (max(0, edge) for edge in thing.inner)
            if not thing.is_open:
                inked[max(0, top - reach) : bottom + reach, max(0, left - reach) : right + reach] = False
        thick, thin = self._thick(inked), []
        for run in Runs(np.where(inked, self.strength, 0), np.full(inked.shape, -1, np.int32)).all:
            if run.length >= 2 * LINE:
                inked[run.band] = False
        labels, _ = ndimage.label(inked, np.ones((3, 3)))
        for number, place in enumerate(ndimage.find_objects(labels), 1):
            high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
            box = (float(place[1].start), float(place[0].start), float(place[1].stop), float(place[0].stop))
            is_thin = max(high, wide) <= min(LARGEST, LENGTHY * min(high, wide))
            if is_thin and _is_picture(box) and (labels[place] == number).mean() >= DENSE:
                thin += [] if any(meet(box, other) for other in thick) else [box]
        return thick, thin

    def is_bare(self, box: Pixels) -> bool:
        """Whether a box is within no thing."""
        return not any(_is_in(box, thing.box) and not thing.is_open for thing in self.things)

    def share(self, box: Pixels) -> float:
        """How much of a box is painted."""
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        part = self.strength[top:bottom, left:right]
        return float((part > 0).mean()) if part.size else 0.0

    def is_of(self, lines: Sequence[Line], box: Pixels) -> bool:
        """Whether what is painted in a box is of lines that come from elsewhere; or wholly of those and of lines that
        join two things, all of which may be in it: a picture's own strokes do neither."""
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        inked = self.strength[top:bottom, left:right] > 0

        def explain(some: Sequence[Line], least: float) -> bool:
            own = inked_by(some, self.strength.shape)[top:bottom, left:right][inked]
            return bool(own.size) and bool(own.mean() >= least)

        from_elsewhere = [line for line in lines if any(not is_at(at, box, NEAR) for at in line.way)]
        if from_elsewhere and explain(from_elsewhere, LINED):
            return True
        joining = [line for line in lines if line not in from_elsewhere and self._joins(line)]
        return bool(joining) and explain([*from_elsewhere, *joining], WHOLLY)

    def _joins(self, line: Line) -> bool:
        """Whether a line leads from one thing to another."""
        first, last = ({number for number, thing in enumerate(self.things) if is_at(at, thing.box, NEAR)}
                       for at in (line.way[0], line.way[-1]))  # fmt: skip
        return bool(first - last and last - first)

    def _thick(self, inked: NDArray[np.bool_]) -> list[Pixels]:
        """Boxes of what has parts that are wider than lines."""
        thick = ndimage.binary_opening(inked, iterations=THICK)
        near = grown(thick, TOGETHER)
        labels, _ = ndimage.label(near)
        found = []
        for place in ndimage.find_objects(labels):
            rows, columns = np.nonzero(inked[place] & ndimage.binary_dilation(thick[place], iterations=TOGETHER))
            box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            x, y = place[1].start, place[0].start
            there = (float(box[0] + x), float(box[1] + y), float(box[2] + x), float(box[3] + y))
            if _is_picture(there):
                found.append(there)
        return found


def _is_picture(box: Pixels) -> bool:
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return sides[0] >= PICTURE[0] and sides[1] >= PICTURE[1]


def grounded(picture: NDArray[np.uint8]) -> Ground:
    """A picture without the words that were found by painting them, and what fills it."""
    flat = regions_of(picture)
    if dots := [one for one in flat.regions if max(one.mask.shape) <= DOT and is_wide(one)]:
        picture = _evened(picture, dots)
        flat = regions_of(picture)
    strength, _ = _inked(picture, flat)
    ovals = ovals_of(picture, flat)
    edges = np.zeros(strength.shape, bool)
    for one in ovals:
        edges |= one.edge(strength.shape)
    strength[edges] = 0
    things = tuple(surfaces(flat, strength, ovals))
    number, _, _ = _numbered(strength.shape, things, ())
    around, behind = _inked(picture, flat, [thing for thing in things if not thing.is_open])
    return Ground(picture, flat, np.where(number >= 0, strength, np.where(edges, 0, around)), behind, things)


def _evened(picture: NDArray[np.uint8], dots: Sequence[Region]) -> NDArray[np.uint8]:
    """A picture whose small dots have one colour up to their edges, as they are painted."""
    found = picture.copy()
    for dot in dots:
        left, top, right, bottom = (edge + by for edge, by in zip(dot.box, (-1, -1, 1, 1), strict=True))
        part = found[max(0, top) : bottom, max(0, left) : right]
        part[np.abs(part.astype(np.int16) - dot.color).max(2) <= ROUNDED] = dot.color
    return found


def _inked(
    picture: NDArray[np.uint8], flat: Flat, closed: Sequence[Surface] = ()
) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
    """How much each pixel differs from the plain colour around, which is not that of ``closed`` things, and that
    colour."""
    nearest = grounds(picture, flat, {region.number for thing in closed for region in thing.regions})
    strength = np.abs(picture.astype(np.int16) - nearest).max(2).astype(np.float32)
    strength[strength < FAINT] = 0
    return strength, nearest


def without_lines(picture: NDArray[np.uint8], flat: Flat) -> NDArray[np.uint8] | None:
    """A picture without its straight lines along rows and columns, whole or dashed; None where there are none."""
    strength, nearest = _inked(picture, flat)
    lined = straight(strength)
    return np.where(lined[..., None], nearest, picture).astype(np.uint8) if lined.any() else None


def straight(strength: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where in what is painted (height, width) straight lines run along rows and columns, whole or dashed."""
    found = np.zeros(strength.shape, bool)
    for run in Runs(strength, np.full(strength.shape, -1, np.int32)).all:
        if run.length >= LINE:
            found[run.band] = True
    return found


def look(ground: Ground, texts: Sequence[Pixels], pictures: Sequence[Pixels]) -> View:
    """What is in a picture. ``texts`` are the boxes of all that are known, ``pictures`` those of things already seen
    that are no shapes."""
    strength = ground.strength
    things = [one for one in ground.things if not any(_is_in(one.box, box) for box in pictures)]
    sure = tuple(_detection(ground, thing, thing.nouns, order) for order, thing in enumerate(things) if thing.nouns)
    unsure = tuple(_detection(ground, thing, NAMES, order) for order, thing in enumerate(things) if not thing.nouns)
    if not things and not pictures:
        return View(sure, unsure, None, None, _left(strength, (), texts))
    strokes = _strokes(strength, things, texts, pictures)
    touching = find_lines(strokes)
    rims = (strokes.things >= 0) & ~_insides(things, strength.shape)
    rings = [one.box for one in things if max(one.mask.shape) <= DOT and {*DOUBLE} & {*one.nouns}]
    left = _left(np.where(rims, 0, strength), touching, [*texts, *pictures, *rings])
    known = [*touching, *loose_lines(strokes, touching)]
    taken = inked_by(known, strength.shape)
    marks = [one for one in ticks(strength, strokes.runs.all) if not _is_at(taken, one.way[-1])]
    lines, dots = with_dots([*known, *marks], strokes)
    return View((*sure, *dots), unsure, lines, tuple(straight_lines(strokes)), left)


def _is_at(plane: NDArray[np.bool_], at: tuple[float, float]) -> bool:
    column, row = (min(max(0, int(edge)), side - 1) for edge, side in zip(at, plane.shape[::-1], strict=True))
    return bool(plane[row, column])


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
                if any(meet(box, other.box) for other in dots):
                    continue  # where several lines end
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
        own = labels[place] == number
        if LETTERS[0] <= min(high, wide) and high <= LETTERS[1] and (wide <= LETTERS[1] or _is_word(own)):
            letters[place] |= own
    return places(letters) if letters.any() else ()


def _is_word(own: NDArray[np.bool_]) -> bool:
    """Whether a piece of ink may be several letters that touch."""
    high, wide = own.shape
    return wide <= TOUCHING * high and PAINTED[0] <= float(own.mean()) <= PAINTED[1]


def _detection(ground: Ground, thing: Surface, nouns: Sequence[str], order: int) -> Detection:
    attributes = {"color": basic_color(thing.color)}
    if thing.oval is not None:
        return _oval(thing, nouns, attributes, order)
    left, top, right, bottom = thing.inner
    if not thing.is_frame:
        behind = np.median(ground.behind[top:bottom, left:right][thing.mask], axis=0)
        attributes["behind"] = from_bytes(behind.tolist())
    stroke = thing.bold
    if stroke is None and thing.outline:
        stroke = line_color(ground.picture, thing.inner, thing.mask, thing.regions[0].color)
        if stroke is not None and (thing.outline < THINNEST or thing.is_dashed):
            stroke = UNKNOWN_COLOR
    if stroke is not None:
        attributes |= {"stroke": stroke, "stroke_error": str(BLURRED)}
    return Detection(nouns[0], thing.box, 1.0, tuple(nouns[1:]), attributes, ((thing.color, 1.0),), 1.0, order)


def _oval(thing: Surface, nouns: Sequence[str], attributes: dict[str, str], order: int) -> Detection:
    """An oval that things are seen through, with what that tells of its paint."""
    assert thing.oval is not None
    seen, layer = thing.oval, thing.oval.layer
    attributes["behind"] = from_bytes(layer.behind)
    if layer.opacity is not None:
        attributes |= {"opacity": str(layer.opacity), "opacity_error": str(layer.error)}
    if seen.stroke is not None:
        attributes |= {"stroke": seen.stroke, "stroke_error": str(BLURRED)}
    turn = None if seen.oval.a == seen.oval.b else seen.oval.turn
    return Detection(nouns[0], thing.box, 1.0, tuple(nouns[1:]), attributes, ((thing.color, 1.0),), 1.0, order, turn)


def _strokes(
    strength: NDArray[np.float32], things: Sequence[Surface], texts: Sequence[Pixels], pictures: Sequence[Pixels]
) -> Strokes:
    """What is painted between things, also with what is hollow left so, as parts of the strongest there is in so many
    pixels around: a thin line's own colour is only in what stands at its ends."""
    number, rims, closed = _numbered(strength.shape, things, pictures)
    hidden = np.zeros(strength.shape, bool)
    for box in texts:
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        hidden[top:bottom, left:right] = True
    runs = Runs(_without_letters(np.where(closed, 0, strength), hidden), number)
    lines = _without_letters(np.where(rims | (number >= 0), 0, strength), hidden)
    peak, wide_peak = (
        np.maximum.reduce([ndimage.maximum_filter(lines, side), ndimage.maximum_filter(strength, side) * RIMMED,
                           np.full_like(lines, LEAST)]) for side in PEAKS
    )  # fmt: skip
    cover, raw = (lines / peak).astype(np.float32), (lines / wide_peak).astype(np.float32)
    solid = ndimage.grey_closing(cover, 4)  # the dots of a line are a line
    _fill(solid, number >= 0)
    return Strokes(solid, raw, (lines / 255).astype(np.float32), number, hidden, rims, runs)


def _fill(solid: NDArray[np.float32], things: NDArray[np.bool_]) -> None:
    """Fill what is hollow and so small that it is of the end of a line; what is left beside a thing is not."""
    labels, _ = ndimage.label(solid < 0.5)
    areas = np.bincount(labels.ravel())
    hollow = areas <= HOLLOW
    hollow[0] = False
    hollow[labels[things]] = False
    solid[hollow[labels]] = 1


def _numbered(
    shape: tuple[int, ...], things: Sequence[Surface], pictures: Sequence[Pixels]
) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which thing is where with its outline (-1 for none; frames are none), where the outlines of frames are, and where
    no line is seen: outlines of things, and things with strokes of their own."""
    height, width = shape[:2]
    number = np.full((height, width), -1, np.int32)
    rims, closed = np.zeros((height, width), bool), np.zeros((height, width), bool)
    for index, thing in enumerate(things):
        left, top, right, bottom = thing.inner
        reach = ceil(thing.outline) + 1
        mask = np.zeros((height + 2 * reach, width + 2 * reach), bool)
        mask[top + reach : bottom + reach, left + reach : right + reach] = thing.mask | ("note" in thing.nouns)
        near = ndimage.distance_transform_edt(~mask)[reach:-reach, reach:-reach]
        if thing.is_open:
            rims |= (near > 0) & (near <= ceil(thing.outline) + 0.5)
            closed |= (near > 0) & (near <= thing.outline + HALO)
        else:
            around = near <= thing.outline + HALO
            number[around] = index
            closed |= around & ((near > 0) | (RECORD in thing.nouns))
    for index, box in enumerate(pictures, len(things)):
        left, top, right, bottom = (max(0, round(edge) + by) for edge, by in zip(box, (-1, -1, 1, 1), strict=True))
        number[top:bottom, left:right] = index
        closed[top:bottom, left:right] = True
    return number, rims, closed


def _without_letters(lines: NDArray[np.float32], hidden: NDArray[np.bool_]) -> NDArray[np.float32]:
    """What is painted, without the pieces that are of texts."""
    found = lines.copy()
    labels, _ = ndimage.label(lines > 0, np.ones((3, 3)))
    for piece, place in enumerate(ndimage.find_objects(labels), 1):
        if hidden[place].mean() >= LETTERING and not _is_dash(place):
            found[place][labels[place] == piece] = 0
    return found


def _is_dash(place: tuple[slice, slice]) -> bool:
    high, wide = place[0].stop - place[0].start, place[1].stop - place[1].start
    return bool(min(high, wide) <= 4 and 5 <= max(high, wide) <= 12)


def _is_in(a: Pixels, b: Pixels) -> bool:
    return is_at(middle(a), b)
