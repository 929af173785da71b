"""What fills a diagram in pixels: its ground, and upon it the surfaces of nodes and of frames around them.

A surface is a flat region that is no mere stroke. What shares an outline with another beside it (a title's band
with the rows below it, a cylinder's lid with its body) is one thing with it; what holds other things is a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import from_bytes
from sgc.graph.nodes import RECORD
from sgc.verify.boxes import holds
from sgc.verify.renders.neighbours import lowest
from sgc.verify.renders.regions import Flat, Region, filled
from sgc.verify.strokes.backs import with_backs
from sgc.verify.strokes.boxing import boxes
from sgc.verify.strokes.forms import DOUBLE, shapes_of
from sgc.verify.strokes.masks import spanned, without_bumps
from sgc.verify.strokes.outlining import outline_of
from sgc.verify.strokes.ovals import SeenOval, parts_of
from sgc.verify.strokes.pieces import (
    BEFORE,
    SHARED,
    Piece,
    holder,
    is_band,
    is_bar_at,
    is_beside,
    is_cut,
    is_same,
    joined,
    piece_of,
    shared,
    together,
    touches,
    wide_of,
    with_pockets,
)
from sgc.verify.strokes.runs import Run, Runs
from sgc.verify.types import FRAME, Pixels

#: What a thing has within itself, such as the ring of a double circle, is so near to its edge on every side, in pixels.
RING = 10
#: Between the rings of a double circle is so much of its width at most, or so many pixels where it is small, and so
#: many more on one side.
AROUND, CLOSE, EVEN = 0.1, 4, 2
#: The largest side of a sign in a text, in pixels.
SIGN = 24
#: Strokes of this length within a box, from so near to its edge, are lines (pixels).
WITHIN, EDGE = 16, 6
#: A stroke that is so near to the edge beside it is of the thing: of its outline, or from side to side, which a
#: subroutine has (pixels).
OUTLINE, SIDES = 3, 14
#: What has sides along rows and columns.
STRAIGHT_SIDED = frozenset((FRAME, RECORD, "rectangle", "rounded"))
#: How much of the rim of a frame's box, so many pixels wide, is within the frame; lines that lead into it cover some,
#: and so do the dashes of its outline.
RIM, DASHED = 0.8, 3
#: A bold outline fills no more of what is within it.
OUTLINED = 0.4
#: A region that fills less of its box is no band of a table: an outline that is of one colour fills little.
BAND = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A thing: ``box`` up to the outer edge of its outline, which is ``outline`` wide; ``mask`` (height, width) of all
    within the box ``inner``; its regions, the largest first; whether it holds others; the nouns that it may be called
    by, the likeliest first, none where it is like no shape; whether lines are within it; the oval that it is, if it
    is one that other things are seen through; and whether it is a frame with a dashed outline."""

    box: Pixels
    inner: tuple[int, int, int, int]
    mask: NDArray[np.bool_]
    outline: float
    regions: tuple[Region, ...]
    is_frame: bool
    nouns: tuple[str, ...]
    is_open: bool = False
    oval: SeenOval | None = None
    is_dashed: bool = False

    @property
    def bold(self) -> str | None:
        """The colour of an outline that is so wide that it is flat itself."""
        for one in self.regions[1:]:
            if one.box == self.inner and one.area <= OUTLINED * self.mask.sum() and one.color != self.regions[0].color:
                return from_bytes(one.color)
        return None

    @property
    def color(self) -> str:
        if self.oval is not None:
            return from_bytes(self.oval.layer.color)
        areas: dict[tuple[int, int, int], int] = {}
        top = min(one.box[1] for one in self.regions)
        rows = [one for one in self.regions if RECORD in self.nouns and one.box[1] > top + RING]  # below the title
        for one in rows or self.regions:  # lines cut what has one colour
            areas[one.color] = areas.get(one.color, 0) + one.area
        largest = max(areas, key=lambda color: areas[color])
        return from_bytes(largest)


def surfaces(flat: Flat, strength: NDArray[np.float32], ovals: Sequence[SeenOval] = ()) -> list[Surface]:
    """The things of a picture, the largest first; ``strength`` (height, width) says how much each of its pixels differs
    from the plain colour around, 0 to 255. Those ``ovals`` that are seen through one another are painted first."""
    of = parts_of(flat.regions, ovals, strength.shape)
    things = _opaque([one for one in flat.regions if one not in of], strength)
    return [*(_oval_surface(one, [region for region, within in of.items() if one in within], strength.shape)
              for one in ovals), *things]  # fmt: skip


def _oval_surface(one: SeenOval, regions: Sequence[Region], shape: tuple[int, ...]) -> Surface:
    mask = one.mask(shape)
    place = ndimage.find_objects(mask.astype(np.int8))[0]
    inner = place[1].start, place[0].start, place[1].stop, place[0].stop
    wide, high = one.oval.half
    box = one.oval.x - wide, one.oval.y - high, one.oval.x + wide, one.oval.y + high
    nouns = ("circle", "ellipse") if one.oval.a == one.oval.b else ("ellipse",)
    return Surface(box, inner, mask[place], 0.0, tuple(regions), False, nouns, True, one)


def _opaque(regions: Sequence[Region], strength: NDArray[np.float32]) -> list[Surface]:
    """The things that nothing is seen through, of which these regions are."""
    wide = wide_of(regions)
    pieces = [piece_of(group) for group in joined([one for one in wide if not one.like_ground], is_cut)]
    pieces = with_backs(with_pockets(pieces, regions), regions)
    pieces += [one for one in map(piece_of, ([one] for one in wide)) if _is_hollow(strength, one, pieces)]
    boxed = [one for one in boxes(wide, strength) if not any(_is_known(one, other) for other in pieces)]
    side_by_side = [(one, other) for one, other in combinations(pieces, 2) if touches(one.box, other.box)]
    pieces += [
        one for one in boxed if not is_beside(one, pieces)
        and not any(holds(one.box, a.box) and holds(one.box, b.box) for a, b in side_by_side)
    ]  # fmt: skip
    holders = [holder(one, pieces) for one in pieces]

    def is_one(i: int, j: int) -> bool:
        """Whether two pieces are of one thing: beside each other, or one within the other's outline."""
        if is_band(pieces[i], pieces[j]) or is_band(pieces[j], pieces[i]):
            return True
        if _is_outline(pieces[i], pieces[j]) or _is_outline(pieces[j], pieces[i]):
            return True
        if holders[j] == i or holders[i] == j:
            return max(abs(a - b) for a, b in zip(pieces[i].box, pieces[j].box, strict=True)) <= RING
        if is_bar_at(pieces[i], pieces[j]) or is_bar_at(pieces[j], pieces[i]) or touches(pieces[i].box, pieces[j].box):
            return False
        return holders[i] == holders[j] and shared(pieces[i], pieces[j]) >= SHARED

    groups = joined(range(len(pieces)), is_one)
    of = {piece: number for number, group in enumerate(groups) for piece in group}
    frames = {of[holder] for piece, holder in enumerate(holders)
              if holder is not None and of[holder] != of[piece] and not _is_sign(pieces[piece])}  # fmt: skip
    own = {region for piece in pieces for region in piece.regions}
    dots = [one for one in wide if one not in own]  # they have the colour of what is around them
    found = [
        _surface(strength, [pieces[piece] for piece in group], number in frames, dots)
        for number, group in enumerate(groups)
    ]  # fmt: skip
    found = [replace(one, is_open=True) if _is_open(one, strength) else one for one in _doubled(found)]
    return sorted(found, key=lambda one: -(one.box[2] - one.box[0]) * (one.box[3] - one.box[1]))


def _is_sign(one: Piece) -> bool:
    """Whether a piece is so small that it may be a sign in the text of a thing, as no thing in a frame alone is."""
    return bool(max(one.mask.shape) <= SIGN)


def _is_outline(one: Piece, other: Piece) -> bool:
    """Whether a piece is only a bold outline around another."""
    own = one.regions[0]
    is_thin = len(one.regions) == 1 and own.area <= OUTLINED * one.mask.sum()
    if not is_thin or own.color == other.regions[0].color or not holds(one.box, other.box):
        return False
    within = one.mask[_within(other.box, one.box)]
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True)) <= RING and bool(within[other.mask].all())


def _is_known(box: Piece, other: Piece) -> bool:
    """Whether the box by its strokes is a piece that is known, or only what strokes leave of that."""
    return is_same(box, other) or (box.regions[0] is other.regions[0] and holds(other.box, box.box))


def _doubled(things: Sequence[Surface]) -> list[Surface]:
    """The things, of which a circle that is close around another, about the same middle, is a double circle with it."""
    circles = [one for one in things if {"circle", *DOUBLE} & {*one.nouns}]
    rings: dict[Surface, Surface] = {}
    for outer, inner in permutations(circles, 2):
        gaps = [sign * (a - b) for a, b, sign in zip(inner.box, outer.box, (1, 1, -1, -1), strict=True)]
        most = max(CLOSE, AROUND * (outer.box[2] - outer.box[0]))
        if min(gaps) > 0 and max(gaps) - min(gaps) <= EVEN and max(gaps) <= most:
            rings[outer] = inner
    within = {*rings.values()}
    return [
        replace(one, nouns=shapes_of(one.mask, one.outline, True), regions=(*one.regions, *rings[one].regions))
        if one in rings else one for one in things if one not in within
    ]  # fmt: skip


def _is_hollow(strength: NDArray[np.float32], one: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether what has the colour that is around it is a thing with an outline of its own, which has no corners like
    those of a box; pockets between lines and boxes have."""
    own, number = one.regions[0], holder(one, pieces)
    is_like = own.like_ground if number is None else pieces[number].regions[0].color == own.color
    if not is_like or is_beside(one, pieces):
        return False
    outline = outline_of(strength, one.box, one.mask)
    nouns = shapes_of(one.mask, outline.width, outline.is_double)
    return bool(nouns) and not {*nouns} & {"rectangle", "rounded"}


def _surface(
    strength: NDArray[np.float32], group: Sequence[Piece], is_frame: bool, dots: Sequence[Region]
) -> Surface:  # fmt: skip
    around = together(group)
    inner, mask = without_bumps(*around)
    if is_frame:  # what leads from its edge to what is in it cuts it
        mask = spanned(mask) | spanned(mask.T).T
    outline = outline_of(strength, inner, mask)
    regions = tuple(sorted({region for one in group for region in one.regions}, key=lambda one: (-one.area, one.box)))
    if is_frame:
        sides = mask[:DASHED], mask[-DASHED:], mask[:, :DASHED].T, mask[:, -DASHED:].T
        rim = np.concatenate([side.any(0) for side in sides])
        nouns: tuple[str, ...] = (FRAME,) if rim.mean() >= RIM else ()
    else:
        nouns = shapes_of(mask, outline.width, outline.is_double or _is_ring(regions[0], [*dots, *regions[1:]]))
        if "rectangle" in nouns and _is_record(regions, inner):
            nouns = (RECORD,)
    wide = outline.reach if {*nouns} & STRAIGHT_SIDED else outline.width
    box = inner[0] - wide, inner[1] - wide, inner[2] + wide, inner[3] + wide
    return Surface(box, inner, mask, wide, regions, is_frame, nouns, is_dashed=is_frame and inner != around[0])


def _is_ring(one: Region, dots: Sequence[Region]) -> bool:
    """Whether a region is a ring around a dot of its colour: where pixels are fine, some of a ring has that alone."""
    return any(
        one.color == other.color and one.box != other.box and holds(one.box, other.box)
        and filled(one.mask)[_within(other.box, one.box)][other.mask].all() for other in dots
    )  # fmt: skip


def _within(box: tuple[int, int, int, int], around: tuple[int, int, int, int]) -> tuple[slice, slice]:
    """The rows and the columns of a box in one around it."""
    return slice(box[1] - around[1], box[3] - around[1]), slice(box[0] - around[0], box[2] - around[0])


def _is_open(thing: Surface, strength: NDArray[np.float32]) -> bool:
    """Whether lines go on within a thing: it holds others, or is a box with strokes in it that come from its edge."""
    if thing.is_frame or not {"rectangle", "rounded"} & {*thing.nouns}:
        return thing.is_frame
    left, top, right, bottom = thing.inner
    inside = np.where(lowest(np.pad(thing.mask, 1))[1:-1, 1:-1], strength[top:bottom, left:right], 0)
    sides = right - left, bottom - top

    def is_of_thing(run: Run) -> bool:
        """Whether a stroke is the thing's outline, where that has one flat colour, or a side of a subroutine."""
        beside = min(run.place, sides[1 - run.axis] - run.place)
        return beside <= OUTLINE or (run.axis == 1 and beside <= SIDES and run.length >= sides[1] - 2 * EDGE)

    return any(
        run.length >= WITHIN and (run.first <= EDGE or run.last >= sides[run.axis] - EDGE) and not is_of_thing(run)
        for run in Runs(inside.astype(np.float32), np.full(inside.shape, -1, np.int32)).all
    )


def _is_record(regions: Sequence[Region], box: tuple[int, int, int, int]) -> bool:
    """Whether a box is a table or class: its first region is a band along its upper end."""
    regions = [one for one in regions if one.mask.mean() >= BAND]
    if not regions:
        return False
    first = min(regions, key=lambda one: one.box[1])
    spans = [one.box[2] - one.box[0] for one in regions]
    if box[2] - box[0] <= BEFORE:  # that is a bar
        return False
    return len(regions) > 1 and first.box[1] <= box[1] + 1 and min(spans) >= 0.95 * (box[2] - box[0])
