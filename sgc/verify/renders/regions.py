"""The flat regions of a picture: connected pixels of exactly one colour, as programs that draw fill their outlines.

What shows through or was compressed has none; everything that is drawn plainly has one for each visible piece of each
of its layers, and these say what it is, where it is and how large, whatever is beside it or in front of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.neighbours import lowest
from sgc.verify.types import Pixels

#: Cells along each side of a region's grid.
GRID = 8
#: The smallest region: its pixels and its longer side; and the most of them.
SMALLEST, SHORTEST, MOST = 16, 5, 500
#: A colour is no region when it fills this share of the picture's rim: it is ground.
RIM = 0.25
#: The share of the ink whose pixels may have mixed colours with all their neighbours. Measured on our own pictures: at
#: most 4 % in PNG, 7 % and more in JPEG of quality 95.
MIXED = 0.055
#: And the share of them among all pixels that are of no region: 11 to 29 % in PNG files of diagrams, 67 % and more in
#: JPEG files of the same.
EDGES = 0.4
#: Around edges of what was made smaller or larger, colours swing by up to so much (0 to 255), so many pixels far; and
#: the shorter side of what is rather an area than one such wave.
SWING, REACH, AREA = 12, 4, 4


@dataclass(frozen=True, eq=False)
class Region:
    """One of a ``picture`` (height, width, 3). ``box`` is of whole pixels. ``mask`` (height, width) is within it.
    ``like_ground``: it has the colour of the ground, which it may be."""

    picture: NDArray[np.uint8]
    number: int
    color: tuple[int, int, int]
    box: tuple[int, int, int, int]
    mask: NDArray[np.bool_]
    area: int
    like_ground: bool = False

    @cached_property
    def grids(self) -> NDArray[np.float32]:
        """How much of each cell of the box is of the region, without and with what is in its holes, 0 to 1, (2, GRID *
        GRID)."""
        return grids_of(self.mask)

    @cached_property
    def place(self) -> Pixels:
        """Where its outline is: pixels through which that runs have mixed colours, which say how far."""
        return place_of(self.picture, self.box, self.mask, self.color)


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """``regions``, the largest first; for each pixel the number of its region in ``owner``, -1 where it has none;
    ``ground`` where the picture has one of the ``ground_colors``, which much of its rim has, up to the rim: no region.
    Both are (height, width)."""

    regions: tuple[Region, ...]
    owner: NDArray[np.int32]
    ground: NDArray[np.bool_]
    ground_colors: tuple[tuple[int, int, int], ...]

    @property
    def is_plain(self) -> bool:
        """Whether colours are mixed only along edges, as where programs draw, and not all around, as in JPEG. Where
        there is little else than thin lines and letters, their edges are most of what is painted."""
        inked = ~self.ground
        uneven = inked & (self.owner < 0)
        mixed = float(lowest(uneven).sum())
        return mixed <= max(MIXED * float(inked.sum()), EDGES * float(uneven.sum()))


def regions_of(picture: NDArray[np.uint8]) -> Flat:
    """What is flat in a picture (height, width, 3)."""
    colored = packed(picture)
    colors = frozenset(common_at_rim(colored, RIM))
    height, width = colored.shape
    owner = np.full(colored.shape, -1, np.int32)
    ground = np.zeros(colored.shape, bool)
    regions: list[Region] = []
    for color, box, mask in sorted(pieces(colored), key=lambda one: (-one[2].sum(), one[1])):
        left, top, right, bottom = box
        at_rim = left == 0 or top == 0 or right == width or bottom == height
        if color in colors and at_rim:
            ground[top:bottom, left:right] |= mask
        elif len(regions) < MOST:
            owner[top:bottom, left:right][mask] = len(regions)
            rgb, area = channels(color), int(mask.sum())
            regions.append(Region(picture, len(regions), rgb, box, mask, area, color in colors))
    return Flat(tuple(regions), owner, ground, tuple(map(channels, sorted(colors))))


def calmed(picture: NDArray[np.uint8], flat: Flat) -> NDArray[np.uint8]:
    """The picture without the waves that resampling leaves beside edges: what hardly differs from an area near it has
    its colour."""
    from scipy import ndimage

    wide = np.array([min(one.mask.shape) >= AREA for one in flat.regions] + [False])
    sure = flat.ground | wide[flat.owner]
    if not sure.any():
        return picture
    far, (rows, columns) = ndimage.distance_transform_edt(~sure, return_indices=True)
    near = picture[rows, columns]
    swings = (far <= REACH) & (np.abs(near.astype(np.int16) - picture).max(2) <= SWING)
    return np.where(swings[..., None], near, picture)


def place_of(
    picture: NDArray[np.uint8], box: tuple[int, int, int, int], mask: NDArray[np.bool_], color: tuple[int, int, int]
) -> Pixels:
    """The box with each edge moved by as much of the next pixel as is of the region's colour, the rest being of that
    of the pixel after the next."""
    left, top, right, bottom = box
    height, width = picture.shape[:2]
    own = np.array(color, np.float64)
    down, across = np.arange(top, bottom), np.arange(left, right)
    sides = (
        (down[mask[:, 0]], left - 1, left - 2, width, False), (across[mask[0]], top - 1, top - 2, height, True),
        (down[mask[:, -1]], right, right + 1, width, False), (across[mask[-1]], bottom, bottom + 1, height, True),
    )  # fmt: skip
    by = []
    for along, near, far, end, is_row in sides:
        if not (0 <= near < end):
            by.append(0.0)
            continue
        far = far if 0 <= far < end else near
        mixed, beyond = (
            (picture[at, along] if is_row else picture[along, at]).astype(np.float64) for at in (near, far)
        )
        way = own - beyond
        share = np.sort(((mixed - beyond) * way).sum(1) / np.maximum((way**2).sum(1), 1.0))
        middle = float(share[(len(share) - 1) // 2] + share[len(share) // 2]) / 2
        by.append(min(1.0, max(0.0, middle)))
    return left - by[0], top - by[1], right + by[2], bottom + by[3]


def pieces(
    plane: NDArray[np.int32], asked: NDArray[np.bool_] | None = None
) -> Iterator[tuple[int, tuple[int, int, int, int], NDArray[np.bool_]]]:
    """Connected pixels of one number of a plane (height, width): the number, the box, and which pixels of it they are.
    ``asked`` are those that are looked at; without it, all."""
    from scipy import ndimage

    asked = np.ones(plane.shape, bool) if asked is None else asked
    labels = connected(plane[1:] == plane[:-1], plane[:, 1:] == plane[:, :-1], asked)
    counts = np.bincount(labels.ravel())
    counts[0] = 0
    large = np.flatnonzero(counts >= SMALLEST)
    numbers = np.zeros(len(counts), np.int32)
    numbers[large] = np.arange(1, len(large) + 1)
    labels = numbers[labels]
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        mask = labels[place] == number
        if max(mask.shape) >= SHORTEST:
            top, left = place[0].start, place[1].start
            at = np.unravel_index(int(mask.argmax()), mask.shape)
            box = (left, top, left + mask.shape[1], top + mask.shape[0])
            yield int(plane[place][at]), box, mask


def connected(
    down: NDArray[np.bool_], across: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> NDArray[np.int32]:  # fmt: skip
    """The number of the piece that each pixel (height, width) is in, from 1; 0 for those that are not ``asked``.
    Neighbours are joined ``down`` (height - 1, width) and ``across`` (height, width - 1); by edges only, because
    squares of a board meet at their corners."""
    from scipy import ndimage

    # all are told apart at once, in a plane with a place between any two neighbours
    height, width = asked.shape
    joints = np.zeros((2 * height - 1, 2 * width - 1), bool)
    joints[::2, ::2] = asked
    joints[::2, 1::2] = across & asked[:, 1:] & asked[:, :-1]
    joints[1::2, ::2] = down & asked[1:] & asked[:-1]
    labels: NDArray[np.int32] = ndimage.label(joints)[0][::2, ::2]
    return labels


def grids_of(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A region's grids, see Region."""
    return np.stack([_grid(mask), _grid(filled(mask))])


def filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with what is in its holes."""
    from scipy import ndimage

    beyond = np.ones((mask.shape[0] + 2, mask.shape[1] + 2), bool)
    np.logical_not(mask, out=beyond[1:-1, 1:-1])
    labels, count = ndimage.label(beyond)
    return mask if count == 1 else labels[1:-1, 1:-1] != labels[0, 0]


def _grid(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    rows, columns = mask.shape
    return (_cells(rows) @ mask.astype(np.float32) @ _cells(columns).T).reshape(-1)


@lru_cache(maxsize=1024)
def _cells(side: int) -> NDArray[np.float32]:
    """How much each of so many pixels counts in each cell of a grid, (GRID, side): all whose middles are in it count
    alike, and where a cell has none, the one that the cell is in."""
    middles = (np.arange(GRID)[:, None] + 0.5) * (side / GRID)
    reach = max(side / GRID, 1.0) / 2
    number = np.arange(side) + 0.5
    within = (number > middles - reach) & (number <= middles + reach)
    cells: NDArray[np.float32] = (within / within.sum(1, keepdims=True)).astype(np.float32)
    return cells


def packed(picture: NDArray[np.uint8] | NDArray[np.int16]) -> NDArray[np.int32]:
    """The colour of each pixel of a picture (height, width, 3 or more) in one number; -1 where all channels are so."""
    red, green, blue = (picture[..., channel].astype(np.int32) for channel in range(3))
    found: NDArray[np.int32] = (red << 16) | (green << 8) | blue
    return found


def channels(color: int) -> tuple[int, int, int]:
    """Red, green and blue of a colour packed into one number."""
    return color >> 16 & 255, color >> 8 & 255, color & 255


def common_at_rim(plane: NDArray[np.int32], share: float) -> list[int]:
    """The numbers of a plane (height, width) that have at least this share of its rim."""
    rim = np.concatenate((plane[0], plane[-1], plane[:, 0], plane[:, -1]))
    numbers, counts = np.unique(rim, return_counts=True)
    found: list[int] = numbers[counts >= share * len(rim)].tolist()
    return found
