"""Pieces of surfaces: flat regions that are no mere strokes, with those that lines cut from them, and how they lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.boxes import holds, meet
from sgc.verify.renders.regions import Region
from sgc.verify.strokes.grounds import FULL, NARROWEST, is_wide
from sgc.verify.strokes.masks import BETWEEN, closed

Item = TypeVar("Item")

#: What share of the shorter one's side two surfaces of one thing have in common.
SHARED = 0.45
#: A piece is around another when so much of a rim so far outside of that one's box is within it.
NEAR, AROUND = 6, 0.6
#: What goes across the outline of a box may hide so many pixels of it.
BEFORE = 16
#: The outlines of two things that touch are so wide together, in pixels.
DOUBLED = 4
#: What is smaller than this, in pixels, may be all that is left between two lines.
SMALL = 24


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Regions of one colour that lines cut from each other, as one: ``mask`` (height, width) of all that is within."""

    regions: tuple[Region, ...]
    box: tuple[int, int, int, int]
    mask: NDArray[np.bool_]


def wide_of(regions: Sequence[Region]) -> list[Region]:
    """The regions that are surfaces, and what lines cut of them that is no wide one: short pieces of bars, and what is
    left of a frame around what is in it."""
    wide = [one for one in regions if is_wide(one)]
    wide = [one for one in wide if not _is_left_between(one, wide)]
    whole = [one for one in wide if not one.like_ground]
    others = [one for one in regions if not is_wide(one)]
    while cut := [one for one in others if _is_rest(one, whole)]:
        wide, whole, others = wide + cut, whole + cut, [one for one in others if one not in cut]
    return wide


def _is_rest(one: Region, whole: Sequence[Region]) -> bool:
    """Whether a region that is not wide is what lines cut of another, as wide or as high as that: of a bar right beside
    it, or of something larger, with other parts of that between perhaps."""
    alike = [other for other in whole if other.color == one.color]
    level = [other for other in alike if _is_level(one.box, other.box)]
    if one.mask.mean() >= FULL and any(_is_bar(other.box) and is_cut(one, other) for other in level):
        return True
    is_large = max(one.mask.shape) >= SMALL and any(not _is_bar(other.box) for other in level)
    return is_large and any(is_cut(one, other) for other in alike)


def _is_left_between(one: Region, wide: Sequence[Region]) -> bool:
    """Whether a small bar is only what lines leave of a larger region between them: it has its colour."""
    return (
        max(one.mask.shape) < SMALL
        and min(one.mask.shape) < 2 * NARROWEST
        and any(
            other.color == one.color and min(other.mask.shape) >= SMALL and meet(one.box, other.box, NEAR)
            for other in wide
        )
    )


def _is_bar(box: tuple[int, int, int, int]) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= BEFORE


def _is_level(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether two boxes are as wide as each other and one below the other, or as high and beside each other."""
    return any(abs(a[i] - b[i]) <= 1 and abs(a[i + 2] - b[i + 2]) <= 1 for i in (0, 1))


def joined(items: Sequence[Item], is_one: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """The items in groups: those that are one, directly or by others."""
    groups: list[list[Item]] = []
    for item in items:
        near = [group for group in groups if any(is_one(other, item) for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([one for group in near for one in group] + [item])
    return groups


def is_cut(one: Region, other: Region) -> bool:
    """Whether two regions are what a line has cut."""
    a, b = one.box, other.box
    if one.color != other.color or _inner_of(a, b) or _inner_of(b, a) or _is_far(a, b) or touches(a, b):
        return False
    return shared(piece_of([one]), piece_of([other]), min(8, *one.mask.shape, *other.mask.shape)) > 0


def touches(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether what has these boxes stands side by side, as high as each other, or likewise one below the other, with
    the outlines of both between: a line that cuts leaves less."""
    for along, across in ((0, 1), (1, 0)):
        gap = max(a[along], b[along]) - min(a[along + 2], b[along + 2])
        is_level = abs(a[across] - b[across]) <= 1 and abs(a[across + 2] - b[across + 2]) <= 1
        if is_level and DOUBLED <= gap <= BETWEEN and min(one[along + 2] - one[along] for one in (a, b)) > BEFORE:
            return True
    return False


def _inner_of(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether a box is in another, away from all of its edges."""
    return b[0] + 6 < a[0] and b[1] + 6 < a[1] and a[2] < b[2] - 6 and a[3] < b[3] - 6


def _is_far(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether more than an outline is between two boxes."""
    return a[0] - BETWEEN > b[2] or b[0] - BETWEEN > a[2] or a[1] - BETWEEN > b[3] or b[1] - BETWEEN > a[3]


def piece_of(regions: Sequence[Region]) -> Piece:
    return Piece(tuple(regions), *together(regions))


def together(parts: Sequence[Region | Piece]) -> tuple[tuple[int, int, int, int], NDArray[np.bool_]]:
    """The box around parts, and all that is within them in it, closed."""
    left, top = min(one.box[0] for one in parts), min(one.box[1] for one in parts)
    right, bottom = max(one.box[2] for one in parts), max(one.box[3] for one in parts)
    mask = np.zeros((bottom - top, right - left), bool)
    for one in parts:
        mask[one.box[1] - top : one.box[3] - top, one.box[0] - left : one.box[2] - left] |= one.mask
    return (left, top, right, bottom), closed(mask)


def holder(one: Piece, pieces: Sequence[Piece]) -> int | None:
    """The number of the smallest piece around one: most of what is just outside its box is within that."""
    left, top, right, bottom = one.box[0] - NEAR, one.box[1] - NEAR, one.box[2] + NEAR, one.box[3] + NEAR
    rim = [(x, y) for x in range(left, right) for y in (top, bottom - 1)]
    rim += [(x, y) for y in range(top, bottom) for x in (left, right - 1)]
    around = [
        number for number, other in enumerate(pieces)
        if other is not one and holds(other.box, one.box) and other.box != one.box
        and sum(_has(other, x, y) for x, y in rim) >= AROUND * len(rim)
    ]  # fmt: skip
    return min(around, key=lambda number: int(pieces[number].mask.sum()), default=None)


def is_band(one: Piece, other: Piece) -> bool:
    """Whether a piece is in another and goes through all of it, as a title does, or a row."""
    a, b = one.box, other.box
    level, upright = (
        abs(a[i] - b[i]) <= BETWEEN and abs(a[i + 2] - b[i + 2]) <= BETWEEN and b[1 - i] - 1 <= a[1 - i]
        and a[3 - i] <= b[3 - i] + 1 for i in (0, 1)
    )  # fmt: skip
    return level or upright


def is_beside(one: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a piece has an outline together with another that is neither around it nor within it."""
    return any(
        shared(one, other) > 0 for other in pieces
        if (other.regions[0].like_ground or not _is_bar(other.box))
        and not holds(other.box, one.box) and not holds(_grown(one.box), other.box)
    )  # fmt: skip


def is_bar_at(one: Piece, other: Piece) -> bool:
    """Whether a piece of a bar ends at another piece, which is wider or higher than the bar: it goes on behind it."""
    return _is_bar(one.box) and not _is_level(one.box, other.box) and not meet(one.box, other.box, 0)


def _grown(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return box[0] - BETWEEN, box[1] - BETWEEN, box[2] + BETWEEN, box[3] + BETWEEN


def is_same(one: Piece, other: Piece) -> bool:
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True)) <= BETWEEN


def with_pockets(pieces: Sequence[Piece], regions: Sequence[Region]) -> list[Piece]:
    """The pieces, each with its pockets: the regions of its colour, however thin, that lines cut off from within it;
    what letters leave of it is smaller."""
    outer = [one for one in pieces if not _is_pocket(one, pieces)]
    taken = {region for one in outer for region in one.regions}
    pockets: dict[Piece, list[Region]] = {}
    for region in regions:
        if max(region.mask.shape) < SMALL or region in taken:
            continue
        around = [one for one in outer if one.regions[0].color == region.color and holds(one.box, region.box)]
        if around:
            pockets.setdefault(min(around, key=lambda one: one.mask.size), []).append(region)
    return [piece_of([*one.regions, *pockets[one]]) if one in pockets else one for one in outer]


def _is_pocket(one: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a piece is only a part of the thing around it that lines cut off: it has its colour, and may be at its
    edge where it is small."""
    around = holder(one, pieces)
    if around is not None:
        return pieces[around].regions[0].color == one.regions[0].color
    return max(one.mask.shape) <= SMALL and any(
        other.regions[0].color == one.regions[0].color and other is not one and holds(other.box, one.box)
        for other in pieces
    )


def _has(piece: Piece, x: int, y: int) -> bool:
    left, top, right, bottom = piece.box
    return left <= x < right and top <= y < bottom and bool(piece.mask[y - top, x - left])


def shared(one: Piece, other: Piece, least: int = 0) -> float:
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
