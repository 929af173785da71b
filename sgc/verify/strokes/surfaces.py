"""What fills a diagram in pixels: its ground, and upon it the surfaces of nodes and of frames around them.

A surface is a flat region that is no mere stroke. What shares an outline with another beside it (a title's band
with the rows below it, a cylinder's lid with its body) is one thing with it; what holds other things is a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.nodes import RECORD
from sgc.verify.renders.regions import Flat, Region
from sgc.verify.strokes.forms import shapes_of
from sgc.verify.types import FRAME, Pixels

Item = TypeVar("Item")

#: Half the width, in pixels, of the narrowest surface: the ends of links are narrower.
NARROWEST = 4.2
#: How wide outlines between two surfaces of one thing are at most, and what share of the shorter one's side they share.
BETWEEN, SHARED = 4, 0.45
#: What a thing has within itself, such as the ring of a double circle, is so near to its edge on every side, in pixels.
RING = 10
#: A piece is around another when so much of a rim so far outside of that one's box is within it.
NEAR, AROUND = 6, 0.6
#: The widest outline; and of two rings, one around the other, how much is painted between them at most, as a part of
#: what is painted of either.
WIDEST, DIP = 8, 0.7
#: The shorter and the longer side of a bar at least, in pixels, and how much of its box it fills.
BAR, FULL = (4, 24), 0.98
#: How long the straight strokes of a box are at least, how far from its corners they begin at most, and how far from
#: each other those are, at corners that are alike.
STRAIGHT, CORNER, ROUGHLY = 12, 24, 5
#: How much of the rim of a frame's box is within the frame; lines that lead into it cover some.
RIM = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A thing: ``box`` up to the outer edge of its outline, which is ``outline`` wide; ``mask`` (height, width) of all
    within the box ``inner``; its regions, the largest first; whether it holds others; and the nouns that it may be
    called by, the likeliest first, none where it is like no shape."""

    box: Pixels
    inner: tuple[int, int, int, int]
    mask: NDArray[np.bool_]
    outline: float
    regions: tuple[Region, ...]
    is_frame: bool
    nouns: tuple[str, ...]

    @property
    def color(self) -> str:
        return "#{:02x}{:02x}{:02x}".format(*self.regions[0].color)


def grounds(picture: NDArray[np.uint8], flat: Flat) -> NDArray[np.int16]:
    """For every pixel the colour of the nearest that is of the ground or of a surface, (height, width, 3)."""
    plain = flat.ground.copy()
    for region in flat.regions:
        if is_wide(region):
            left, top, right, bottom = region.box
            plain[top:bottom, left:right] |= region.mask
    _, (rows, columns) = ndimage.distance_transform_edt(~plain, return_indices=True)
    nearest: NDArray[np.int16] = picture[rows, columns].astype(np.int16)
    return nearest


def is_wide(region: Region) -> bool:
    """Whether a region is a surface, not a stroke, a letter, or the end of a link."""
    height, width = region.mask.shape
    is_bar = BAR[0] <= min(width, height) and max(width, height) >= BAR[1] and region.mask.mean() >= FULL
    return is_bar or (min(width, height) >= 2 * NARROWEST and _half_width(_filled(region.mask)) >= NARROWEST)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Regions of one colour that lines cut from each other, as one: ``mask`` (height, width) of all that is within."""

    regions: tuple[Region, ...]
    box: tuple[int, int, int, int]
    mask: NDArray[np.bool_]


def surfaces(flat: Flat, strength: NDArray[np.float32]) -> list[Surface]:
    """The things of a picture, the largest first; ``strength`` (height, width) says how much each of its pixels differs
    from the plain colour around, 0 to 255."""
    wide = [one for one in flat.regions if is_wide(one)]
    pieces = [_piece(group) for group in _joined([one for one in wide if not one.like_ground], _is_cut)]
    pieces = [one for one in pieces if not _is_pocket(one, pieces)]
    pieces += [one for one in map(_piece, ([one] for one in wide)) if _is_hollow(strength, one, pieces)]
    boxes = [one for one in _boxes(wide, strength) if not any(_is_same(one, other) for other in pieces)]
    pieces += [one for one in boxes if not _is_beside(one, pieces)]
    holders = [_holder(one, pieces) for one in pieces]

    def is_one(i: int, j: int) -> bool:
        """Whether two pieces are of one thing: beside each other, or one within the other's outline."""
        if _is_band(pieces[i], pieces[j]) or _is_band(pieces[j], pieces[i]):
            return True
        if holders[j] == i or holders[i] == j:
            return max(abs(a - b) for a, b in zip(pieces[i].box, pieces[j].box, strict=True)) <= RING
        return holders[i] == holders[j] and _shared(pieces[i], pieces[j]) >= SHARED

    groups = _joined(range(len(pieces)), is_one)
    of = {piece: number for number, group in enumerate(groups) for piece in group}
    frames = {of[holder] for piece, holder in enumerate(holders) if holder is not None and of[holder] != of[piece]}
    found = [
        _surface(strength, [pieces[piece] for piece in group], number in frames)
        for number, group in enumerate(groups)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -(one.box[2] - one.box[0]) * (one.box[3] - one.box[1]))


def _joined(items: Sequence[Item], is_one: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """The items in groups: those that are one, directly or by others."""
    groups: list[list[Item]] = []
    for item in items:
        near = [group for group in groups if any(is_one(other, item) for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([one for group in near for one in group] + [item])
    return groups


def _is_cut(one: Region, other: Region) -> bool:
    """Whether two regions are what a line has cut."""
    a, b = one.box, other.box
    if one.color != other.color or _inner_of(a, b) or _inner_of(b, a) or _is_far(a, b):
        return False
    return _shared(_piece([one]), _piece([other]), 8) > 0


def _inner_of(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether a box is in another, away from all of its edges."""
    return b[0] + 6 < a[0] and b[1] + 6 < a[1] and a[2] < b[2] - 6 and a[3] < b[3] - 6


def _is_far(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether more than an outline is between two boxes."""
    return a[0] - BETWEEN > b[2] or b[0] - BETWEEN > a[2] or a[1] - BETWEEN > b[3] or b[1] - BETWEEN > a[3]


def _piece(regions: Sequence[Region]) -> _Piece:
    left, top = min(one.box[0] for one in regions), min(one.box[1] for one in regions)
    right, bottom = max(one.box[2] for one in regions), max(one.box[3] for one in regions)
    mask = np.zeros((bottom - top, right - left), bool)
    for one in regions:
        mask[one.box[1] - top : one.box[3] - top, one.box[0] - left : one.box[2] - left] |= one.mask
    return _Piece(tuple(regions), (left, top, right, bottom), closed(mask))


def _holder(one: _Piece, pieces: Sequence[_Piece]) -> int | None:
    """The number of the smallest piece around one: most of what is just outside its box is within that."""
    left, top, right, bottom = one.box[0] - NEAR, one.box[1] - NEAR, one.box[2] + NEAR, one.box[3] + NEAR
    rim = [(x, y) for x in range(left, right) for y in (top, bottom - 1)]
    rim += [(x, y) for y in range(top, bottom) for x in (left, right - 1)]
    around = [
        number for number, other in enumerate(pieces)
        if other is not one and _holds(other.box, one.box) and other.box != one.box
        and sum(_has(other, x, y) for x, y in rim) >= AROUND * len(rim)
    ]  # fmt: skip
    return min(around, key=lambda number: int(pieces[number].mask.sum()), default=None)


def _is_band(one: _Piece, other: _Piece) -> bool:
    """Whether a piece is in another and goes through all of it, as a title does, or a row."""
    a, b = one.box, other.box
    level, upright = (
        abs(a[i] - b[i]) <= BETWEEN and abs(a[i + 2] - b[i + 2]) <= BETWEEN and b[1 - i] - 1 <= a[1 - i]
        and a[3 - i] <= b[3 - i] + 1 for i in (0, 1)
    )  # fmt: skip
    return level or upright


def _is_beside(one: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Whether a piece has an outline together with another that is neither around it nor within it."""
    return any(
        _shared(one, other) > 0 for other in pieces
        if not _holds(other.box, one.box) and not _holds(_grown(one.box), other.box)
    )  # fmt: skip


def _grown(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return box[0] - BETWEEN, box[1] - BETWEEN, box[2] + BETWEEN, box[3] + BETWEEN


def _is_same(one: _Piece, other: _Piece) -> bool:
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True)) <= BETWEEN


def _is_hollow(strength: NDArray[np.float32], one: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Whether what has the colour that is around it is a thing with an outline of its own, which has no corners like
    those of a box; pockets between lines and boxes have."""
    holder = _holder(one, pieces)
    around = one.regions[0].like_ground if holder is None else pieces[holder].regions[0].color == one.regions[0].color
    if not around or _is_beside(one, pieces):
        return False
    nouns = shapes_of(one.mask, *_outline(strength, one.box, one.mask))
    return bool(nouns) and not {*nouns} & {"rectangle", "rounded"}


def _boxes(wide: Sequence[Region], strength: NDArray[np.float32]) -> list[_Piece]:
    """Boxes, rounded or not, by the straight strokes around them: none of these goes on beyond a corner. What such a
    box holds may have its colour, and that may be the colour of all around."""
    level = _runs(strength > 0)
    upright = [(at, first, last) for at, first, last in _runs(strength.T > 0)]
    found = []
    for top, left, right in level:
        for bottom, other_left, other_right in level:
            if bottom - top < 2 * NARROWEST or max(abs(left - other_left), abs(right - other_right)) > ROUGHLY:
                continue
            sides = [
                [at for at, first, last in upright
                 if 0 <= sign * (end - at) + 2 <= CORNER and abs(abs(end - at) - (first - top)) <= ROUGHLY
                 and abs(first - top - (bottom - last)) <= ROUGHLY]
                for end, sign in ((left, 1), (right, -1))
            ]  # fmt: skip
            if not all(sides):
                continue
            box = (max(sides[0]) + 1, top + 1, min(sides[1]), bottom)
            within = [one for one in wide if _holds(box, one.box)]
            if within and box[2] - box[0] >= 2 * NARROWEST:
                own = max(within, key=lambda one: one.area)
                radius = max(0, left - box[0])
                found.append(_Piece((own,), box, _rounded(box[2] - box[0], box[3] - box[1], radius)))
    unique: list[_Piece] = []
    for one in sorted(found, key=lambda one: int(one.mask.sum())):
        if not any(_is_same(one, other) for other in unique):
            unique.append(one)
    return unique


def _runs(inked: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Straight strokes along rows: the row, where each begins and where it ends. Of rows beside each other, one."""
    steps = np.diff(np.pad(inked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, firsts = np.nonzero(steps == 1)
    _, lasts = np.nonzero(steps == -1)
    long = lasts - firsts >= STRAIGHT
    found: list[tuple[int, int, int]] = []
    for row, first, last in zip(rows[long].tolist(), firsts[long].tolist(), lasts[long].tolist(), strict=True):
        if not any(row - at <= 3 and abs(first - a) <= 3 and abs(last - b) <= 3 for at, a, b in found[-40:]):
            found.append((row, first, last))
    return found


def _rounded(width: int, height: int, radius: int) -> NDArray[np.bool_]:
    """The pixels within a box with rounded corners."""
    found = np.ones((height, width), bool)
    r = min(radius, width // 2, height // 2)
    if r > 0:
        y, x = np.mgrid[:r, :r]
        corner = (x - r + 0.5) ** 2 + (y - r + 0.5) ** 2 <= r * r
        found[:r, :r], found[:r, -r:] = corner, corner[:, ::-1]
        found[-r:, :r], found[-r:, -r:] = corner[::-1], corner[::-1, ::-1]
    return found


def _is_pocket(one: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Whether a piece is only a part of the thing around it that lines cut off: it has its colour."""
    holder = _holder(one, pieces)
    return holder is not None and pieces[holder].regions[0].color == one.regions[0].color


def _has(piece: _Piece, x: int, y: int) -> bool:
    left, top, right, bottom = piece.box
    return left <= x < right and top <= y < bottom and bool(piece.mask[y - top, x - left])


def _shared(one: _Piece, other: _Piece, least: int = 0) -> float:
    """How far two pieces lie along each other with no more than an outline between, as a part of the shorter one's
    side; 0 where that is less than so many pixels."""
    a, b = one.box, other.box
    if _is_far(a, b):
        return 0.0
    left, top, right, bottom = min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
    away = []
    for piece in (one, other):
        mask = np.zeros((bottom - top, right - left), bool)
        x, y = piece.box[0] - left, piece.box[1] - top
        mask[y : y + piece.mask.shape[0], x : x + piece.mask.shape[1]] = piece.mask
        away.append(ndimage.distance_transform_edt(~mask))
    near = (away[0] > 0) & (away[1] > 0) & (away[0] + away[1] <= BETWEEN + 0.5)
    along = max(int(near.any(axis=0).sum()), int(near.any(axis=1).sum()))
    side = min(max(one.mask.shape), max(other.mask.shape))
    return along / side if along >= least else 0.0


def _surface(strength: NDArray[np.float32], group: Sequence[_Piece], is_frame: bool) -> Surface:
    left, top = min(one.box[0] for one in group), min(one.box[1] for one in group)
    right, bottom = max(one.box[2] for one in group), max(one.box[3] for one in group)
    mask = np.zeros((bottom - top, right - left), bool)
    for one in group:
        mask[one.box[1] - top : one.box[3] - top, one.box[0] - left : one.box[2] - left] |= one.mask
    mask = closed(mask)
    outline, is_double = _outline(strength, (left, top, right, bottom), mask)
    box = left - outline, top - outline, right + outline, bottom + outline
    regions = tuple(sorted({region for one in group for region in one.regions}, key=lambda one: (-one.area, one.box)))
    if is_frame:
        rim = np.concatenate((mask[0], mask[-1], mask[:, 0], mask[:, -1]))
        nouns: tuple[str, ...] = (FRAME,) if rim.mean() >= RIM else ()
    else:
        nouns = shapes_of(mask, outline, is_double)
        if "rectangle" in nouns and _is_record(regions, (left, top, right, bottom)):
            nouns = (RECORD,)
    return Surface(box, (left, top, right, bottom), mask, outline, regions, is_frame, nouns)


def _is_record(regions: Sequence[Region], box: tuple[int, int, int, int]) -> bool:
    """Whether a box is a table or class: its first region is a band along its upper end."""
    first = min(regions, key=lambda one: one.box[1])
    spans = [one.box[2] - one.box[0] for one in regions]
    return len(regions) > 1 and first.box[1] <= box[1] + 1 and min(spans) >= 0.95 * (box[2] - box[0])


def _outline(
    strength: NDArray[np.float32], box: tuple[int, int, int, int], mask: NDArray[np.bool_]
) -> tuple[float, bool]:
    """How wide the outline around a surface is: how much of each ring of pixels around it is painted, in sum; and
    whether that is two rings with something between."""
    left, top, right, bottom = box
    height, width = strength.shape
    padded = np.zeros((height + 2 * WIDEST, width + 2 * WIDEST), np.float32)
    padded[WIDEST:-WIDEST, WIDEST:-WIDEST] = strength
    around = padded[top : bottom + 2 * WIDEST, left : right + 2 * WIDEST]
    away = np.rint(ndimage.distance_transform_edt(~np.pad(mask, WIDEST))).astype(int)
    means = [float(around[away == ring].mean()) for ring in range(1, WIDEST)]
    strong = max(means[:3])
    if strong < 16:
        return 0.0, False
    rings = list(takewhile(lambda mean: mean >= 0.12 * strong, means))
    is_double = any(
        mean < DIP * min(max(rings[:number]), max(rings[number + 1 :])) for number, mean in enumerate(rings[1:-1], 1)
    )
    return sum(min(1.0, mean / strong) for mean in rings), is_double


def closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with what is in its holes, with lines that lead in from its edge, and with outlines between its parts."""
    rim = 2 * BETWEEN
    found = ndimage.binary_closing(np.pad(mask, rim), iterations=BETWEEN // 2 + 1)
    return _filled(found)[rim:-rim, rim:-rim]


def _filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = ndimage.binary_fill_holes(mask)
    return found


def _half_width(mask: NDArray[np.bool_]) -> float:
    """The radius of the largest disc in a mask."""
    return float(ndimage.distance_transform_edt(np.pad(mask, 1)).max())


def _holds(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and b[2] <= a[2] and b[3] <= a[3]
