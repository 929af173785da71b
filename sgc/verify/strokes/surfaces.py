"""What fills a diagram in pixels: its ground, and upon it the surfaces of nodes and of frames around them.

A surface is a flat region that is no mere stroke. What shares an outline with another beside it (a title's band
with the rows below it, a cylinder's lid with its body) is one thing with it; what holds other things is a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.verify.renders.regions import Flat, Region
from sgc.verify.types import Pixels

Item = TypeVar("Item")

#: Half the width, in pixels, of the narrowest surface: the ends of links are narrower.
NARROWEST = 4.6
#: How wide outlines between two surfaces of one thing are at most, and what share of the shorter one's side they share.
BETWEEN, SHARED = 4, 0.45
#: What a thing has within itself, such as the ring of a double circle, has so much of its area at least.
WITHIN = 0.55
#: A piece is around another when so much of a rim so far outside of that one's box is within it.
NEAR, AROUND = 6, 0.6
#: The widest outline.
WIDEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A thing: ``box`` up to the outer edge of its outline, which is ``outline`` wide; ``mask`` (height, width) of all
    within the box ``inner``; its regions, the largest first; whether it holds others."""

    box: Pixels
    inner: tuple[int, int, int, int]
    mask: NDArray[np.bool_]
    outline: float
    regions: tuple[Region, ...]
    is_frame: bool

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
    return min(width, height) >= 2 * NARROWEST and _half_width(_filled(region.mask)) >= NARROWEST


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Regions of one colour that lines cut from each other, as one: ``mask`` (height, width) of all that is within."""

    regions: tuple[Region, ...]
    box: tuple[int, int, int, int]
    mask: NDArray[np.bool_]


def surfaces(flat: Flat, strength: NDArray[np.float32]) -> list[Surface]:
    """The things of a picture, the largest first; ``strength`` (height, width) says how much each of its pixels differs
    from the plain colour around, 0 to 255."""
    wide = [one for one in flat.regions if not one.like_ground and is_wide(one)]
    pieces = [_piece(group) for group in _joined(wide, _is_cut)]
    pieces = [one for one in pieces if not _is_pocket(one, pieces)]
    holders = [_holder(one, pieces) for one in pieces]

    def is_one(i: int, j: int) -> bool:
        """Whether two pieces are of one thing: beside each other, or one within the other's outline."""
        if holders[j] == i or holders[i] == j:
            inner, outer = (j, i) if holders[j] == i else (i, j)
            return float(pieces[inner].mask.sum()) >= WITHIN * float(pieces[outer].mask.sum())
        return holders[i] == holders[j] and _shared(pieces[i], pieces[j]) >= SHARED

    groups = _joined(range(len(pieces)), is_one)
    of = {piece: number for number, group in enumerate(groups) for piece in group}
    frames = {of[holder] for piece, holder in enumerate(holders) if holder is not None and of[holder] != of[piece]}
    found = [
        _surface(strength, [region for piece in group for region in pieces[piece].regions], number in frames)
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
    apart = _inner_of(a, b) or _inner_of(b, a)
    return one.color == other.color and not apart and _shared(_piece([one]), _piece([other]), 8) > 0


def _inner_of(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    """Whether a box is in another, away from all of its edges."""
    return b[0] + 6 < a[0] and b[1] + 6 < a[1] and a[2] < b[2] - 6 and a[3] < b[3] - 6


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
    if a[0] - BETWEEN > b[2] or b[0] - BETWEEN > a[2] or a[1] - BETWEEN > b[3] or b[1] - BETWEEN > a[3]:
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


def _surface(strength: NDArray[np.float32], regions: Sequence[Region], is_frame: bool) -> Surface:
    whole = _piece(regions)
    left, top, right, bottom = whole.box
    outline = _outline(strength, whole.box, whole.mask)
    box = left - outline, top - outline, right + outline, bottom + outline
    largest_first = tuple(sorted(regions, key=lambda region: -region.area))
    return Surface(box, whole.box, whole.mask, outline, largest_first, is_frame)


def _outline(strength: NDArray[np.float32], box: tuple[int, int, int, int], mask: NDArray[np.bool_]) -> float:
    """How wide the outline around a surface is: how much of each ring of pixels around it is painted, in sum."""
    left, top, right, bottom = box
    height, width = strength.shape
    padded = np.zeros((height + 2 * WIDEST, width + 2 * WIDEST), np.float32)
    padded[WIDEST:-WIDEST, WIDEST:-WIDEST] = strength
    around = padded[top : bottom + 2 * WIDEST, left : right + 2 * WIDEST]
    rings = np.rint(ndimage.distance_transform_edt(~np.pad(mask, WIDEST))).astype(int)
    means = [float(around[rings == ring].mean()) for ring in range(1, WIDEST)]
    strong = max(means[:3])
    if strong < 16:
        return 0.0
    total = 0.0
    for mean in means:
        if mean < 0.12 * strong:
            break
        total += min(1.0, mean / strong)
    return total


def closed(mask: NDArray[np.bool_], fine: int = 1) -> NDArray[np.bool_]:
    """A mask, so many times as fine as pixels, with what is in its holes, with lines that lead in from its edge, and
    with outlines between its parts."""
    rim = 2 * BETWEEN * fine
    found = ndimage.binary_closing(np.pad(mask, rim), iterations=fine * (BETWEEN // 2 + 1))
    return _filled(found)[rim:-rim, rim:-rim]


def _filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = ndimage.binary_fill_holes(mask)
    return found


def _half_width(mask: NDArray[np.bool_]) -> float:
    """The radius of the largest disc in a mask."""
    return float(ndimage.distance_transform_edt(np.pad(mask, 1)).max())


def _holds(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and b[2] <= a[2] and b[3] <= a[3]
