"""A hypothesis beside the picture: painted at full size where it says, and compared pixel by pixel.

All four channels of a pixel lie beside each other and are looked at at once; what is said of a pixel is read from the
four bytes as one number, whose highest byte is the opacity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes
from sgc.verify.renders.atlas import Atlas
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.hypotheses import FEW, OFF, PART, SOLID, SOLID_SHARE, Check, Hypothesis, Patch, exactness
from sgc.verify.renders.inks import Ink
from sgc.verify.renders.neighbours import grown, highest, lowest
from sgc.verify.renders.regions import Flat, filled

#: What has so many pixels is glanced at first; less than this part of those that are asked as it should be is nothing:
#: of a picture of one region, of which much may be hidden by what is in its holes, and of one of several. Of those of
#: several regions that held, measured on 2,000 of them, none had less than 0.6.
GLANCE, GLANCED, COULD_HOLD = 1600, (0.12, 0.3), (0.12, 0.5)
#: A shape that has so much of its ink deep inside is not thin: all that is right of it counts.
THICK = 0.25
#: A region is seen through a clear part of a picture when more of it than this is there, and the part leaves at least
#: so much of what is behind it.
THROUGH, LEFT = 0.6, 0.2
#: How far around a hypothesis's box pixels are compared: the thickest outline, and what is beside it.
AROUND = 9
#: How far the mixed colours reach around what is in front of something, in pixels.
EDGE = 2
#: Opacities (0 to 255) of what is whole, of what is rather ink than none, and of what is clear, as the first byte of
#: four; and four bytes that all say yes.
WHOLE, INK, CLEAR, ALL = 251 << 24, 128 << 24, 5 << 24, 0x01010101


@dataclass(frozen=True, slots=True, eq=False)
class _Glance:
    """A few pixels of the picture, by their ``places`` in it row by row, and which of them are ``alike``."""

    places: NDArray[np.int64]
    alike: NDArray[np.bool_]


class Comparison:
    """Nothing is asked of the pixels that are ``covered`` (height, width), and of the regions that are ``taken`` by
    number; both change as things are found. ``inks`` gives a look by its number, as it is in a box of that aspect where
    it is free; None where there is no such picture any more."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, atlas: Atlas, catalogue: Catalogue,
        inks: Callable[[int, float], Ink | None], covered: NDArray[np.bool_],
    ) -> None:  # fmt: skip
        self.picture, self.regions, self.owner, self.ground = picture, flat.regions, flat.owner, flat.ground
        self.ground_colors = flat.ground_colors
        self.atlas, self.looks, self.catalogue, self.inks = atlas, atlas.looks, catalogue, inks
        self.covered = covered
        self.taken: set[int] = set()
        opaque = np.concatenate((picture, np.full((*picture.shape[:2], 1), 255, np.uint8)), axis=2)
        #: The darkest and the brightest that a pixel may be where the picture has what it has; any opacity will do.
        self._dark = np.maximum(opaque, OFF) - np.uint8(OFF)
        self._bright = np.minimum(opaque, 255 - OFF) + np.uint8(OFF)
        self._dark[..., 3] = 0
        #: The number of each pixel's region and one, 0 where it has none.
        self._numbers = (flat.owner + 1).astype(np.uint16)
        self._glances: dict[Hypothesis, _Glance | None] = {}
        self._in_holes: dict[int, Patch] = {}
        self._within: dict[int, frozenset[int]] = {}

    @cached_property
    def areas(self) -> NDArray[np.int64]:
        """How many pixels each region has."""
        return np.array([one.area for one in self.regions], np.int64)

    def could_hold(self, one: Hypothesis) -> bool:
        """Whether it is worth a closer look for one who wants nothing but what holds."""
        return self.seems(one) >= COULD_HOLD[len(self.catalogue.of(one.look)) > 1]

    def check(self, one: Hypothesis, better_than: float = -np.inf) -> Check | None:
        """What of a hypothesis is as it would be; None where there is nothing to it, or it is no more exact than
        that (see Check)."""
        height, width = self.picture.shape[:2]
        left, top = max(0, int(one.box[0]) - AROUND), max(0, int(one.box[1]) - AROUND)
        right, bottom = min(width, int(one.box[2]) + AROUND + 1), min(height, int(one.box[3]) + AROUND + 1)
        if right - left < 4 or bottom - top < 4:
            return None
        if self.seems(one) < GLANCED[len(self.catalogue.of(one.look)) > 1]:
            return None
        if self.inks(one.look, (one.box[2] - one.box[0]) / (one.box[3] - one.box[1])) is None:
            return None
        place = np.s_[top:bottom, left:right]
        painted = self.painted(one, (left, top), (bottom - top, right - left))
        least, most = lowest(painted), highest(painted)
        ink, solid = _packed(painted) >= INK, _packed(least) >= WHOLE
        solids = _count(solid)
        is_shape = self.looks[one.look].is_shape
        if solids < max(SOLID[is_shape], SOLID_SHARE * _count(ink)):
            return None
        alike = _packed((least <= self._bright[place]) & (most >= self._dark[place])) == ALL
        alike &= ink
        whole = _packed(painted) >= WHOLE
        numbers, uncovered = self._numbers[place], ~self.covered[place]
        asked = solid & uncovered
        if len(self.catalogue.of(one.look)) == 1 and (holes := self.holes(one.seed)).inner.any():
            # what is in its holes is in front of it
            for inner in self.enclosed(one.seed):
                alike &= numbers != inner + 1
            whole &= alike | ~holes.cut((left, top), alike.shape)
            asked &= alike | ~holes.cut((left, top), alike.shape)
        match = asked & alike
        asked_for, matched = _count(asked), _count(match)
        if exactness(matched, asked_for) <= better_than:
            return None
        shown = _count(whole & alike & uncovered)
        patches = (Patch((left, top), match), Patch((left, top), alike), Patch((left, top), ink))
        if matched < PART * asked_for:  # whatever its regions are
            return Check(one, *patches, 0.0, solids, asked_for, matched, 0, _count(whole) - shown, 0)
        is_sure = matched >= FEW or (is_shape and solids >= THICK * _count(whole))
        right = whole & alike & uncovered if is_sure else match
        regions, own, leaked = self._regions(Patch((left, top), match), right, _packed(most) >= CLEAR)
        return Check(
            one, *patches, shown / max(1, _count(whole & uncovered)), solids, asked_for, matched, leaked,
            _count(whole) - shown, own, regions,
        )  # fmt: skip

    def _regions(
        self, match: Patch, right: NDArray[np.bool_], inked: NDArray[np.bool_]
    ) -> tuple[frozenset[int], int, int]:
        """The regions that are mostly ``right``, how many pixels of a match are theirs, and how many they have beyond
        what is ``inked``. Of what is thin everything may be right, and little solid enough to match."""
        numbers, area = match.of(self._numbers), self.areas
        here, matched, within = (
            np.bincount(numbers[some], minlength=len(area) + 1)[1:] for some in (right, match.inner, inked)
        )
        found = [one for one in np.flatnonzero((here > 0) & (here >= 0.5 * area)).tolist() if one not in self.taken]
        return frozenset(found), int(matched[found].sum()), int((area[found] - within[found]).sum())

    def visible(self, check: Check) -> float:
        """The share of what is solid that is seen, or of its edge where that is more: what lies within a thing hides
        nothing of what it is."""
        match = check.seen.inner
        solid = _packed(lowest(self.painted(check.hypothesis, check.ink.corner, match.shape))) >= WHOLE
        edge = solid & ~lowest(solid)
        along = _count(match & edge) / max(1, _count(edge))
        return max(check.matched / check.solid, along)

    def clear(self, check: Check) -> list[int]:
        """The regions where something is seen through a clear part of a picture: they have the colour that this makes
        of the ground, or of a larger region, of the scene."""
        one = check.hypothesis
        left, top, right, bottom = one.box
        ink = self.inks(one.look, (right - left) / (bottom - top))
        if ink is None or all(layer.opacity == 1 for layer, _ in ink.layers):
            return []
        painted = self.painted(one, check.ink.corner, check.ink.inner.shape)
        numbers = check.ink.of(self._numbers) * ((painted[..., 3] >= CLEAR >> 24) & (painted[..., 3] < WHOLE >> 24))
        counts = np.bincount(numbers.ravel(), minlength=len(self.regions) + 1)[1:]
        found = []
        for number in np.flatnonzero(counts > THROUGH * self.areas).tolist():
            *color, alpha = np.median(painted[numbers == number + 1], axis=0).tolist()
            share = 1 - alpha / 255
            behind = (np.array(self.regions[number].color) - color) / share
            colors = [*self.ground_colors, *(one.color for one in self.regions[:number])]
            if colors and share >= LEFT and (np.abs(np.array(colors) - behind).max(1) <= OFF / share).any():
                found.append(number)
        return found

    def wrong(self, check: Check, front: NDArray[np.bool_]) -> int:
        """How many pixels that should have exactly one colour have another, and how many that should be mixed are
        not. Nothing is asked of what is in ``front``."""
        patch = check.ink
        painted = self.painted(check.hypothesis, patch.corner, patch.inner.shape)
        whole = _packed(painted) >= WHOLE + (3 << 24)
        right = (painted <= patch.of(self._bright)) & (painted >= patch.of(self._dark))
        owner, free = patch.of(self.owner), ~(patch.of(self.covered) | front)
        own = np.zeros(free.shape, bool)
        for number in check.regions | {check.hypothesis.seed}:
            own |= owner == number
        asked = whole & ((owner < 0) | own) & free
        off = _count(asked & (_packed(right) != ALL))
        return off + _count(own & free & ~whole)

    def in_front(self, check: Check, rivals: Sequence[Check]) -> NDArray[np.bool_]:
        """Where, in its patch, something is in front of a thing of one region, with the mixed colours around that:
        what is in the region's holes and is no ink of any rival."""
        corner, shape = check.ink.corner, check.ink.inner.shape
        if len(self.catalogue.of(check.hypothesis.look)) > 1:
            return np.zeros(shape, bool)
        front = self.holes(check.hypothesis.seed).cut(corner, shape)
        if not front.any():
            return front
        for one in rivals:
            front &= ~one.alike.cut(corner, shape)
        return grown(front, EDGE)

    def holes(self, number: int) -> Patch:
        """What is seen in the holes of a region, and is neither ground nor what is around the region."""
        if number not in self._in_holes:
            region = self.regions[number]
            left, top, _, _ = region.box
            found = Patch((left, top), filled(region.mask) & ~region.mask)
            found.inner[found.of(self.ground) | self.like_ground[found.of(self.owner)]] = False
            self._in_holes[number] = found
        return self._in_holes[number]

    def enclosed(self, number: int) -> frozenset[int]:
        """The regions of a region's colour that are in a hole of it: they are in front of what else is there, or are
        seen through it."""
        if number not in self._within:
            color = self.regions[number].color
            self._within[number] = frozenset(one for one in self._inside(number) if self.regions[one].color == color)
        return self._within[number]

    def _inside(self, number: int) -> list[int]:
        """The regions of which some is in the holes of one."""
        holes = self.holes(number)
        seen = np.flatnonzero(np.bincount(holes.of(self._numbers)[holes.inner]))
        return [int(one) - 1 for one in seen if one]

    @cached_property
    def like_ground(self) -> NDArray[np.bool_]:
        """Of each region whether it has the colour of the ground; at the end, as of number -1, of none: no."""
        return np.array([one.like_ground for one in self.regions] + [False])

    def painted(self, one: Hypothesis, corner: tuple[int, int], shape: tuple[int, ...]) -> NDArray[np.uint8]:
        """The hypothesis as it would look on nothing, in a patch of that shape: red, green, blue and alpha,
        premultiplied."""
        x0, y0, x1, y1 = one.box
        ink = self.inks(one.look, (x1 - x0) / (y1 - y0))
        assert ink is not None, "candidates have one"
        place = (x0 - corner[0], y0 - corner[1], x1 - x0, y1 - y0)
        return ink.painted(place, shape[1], shape[0], from_bytes(one.tint))

    # ------------------------------------------------------------ a glance first

    def seems(self, one: Hypothesis) -> float:
        """How much of a hypothesis is as it should be where its picture in the atlas is compared with single pixels; 1
        where too few are asked to tell. Free shapes have too few parts to be glanced at."""
        if one not in self._glances:
            self._glances[one] = self._glance(one)
        glance = self._glances[one]
        if glance is None:
            return 1.0
        asked = ~self.covered.ravel()[glance.places]
        few = _count(asked)
        return _count(asked & glance.alike) / few if few >= FEW else 1.0

    def _glance(self, one: Hypothesis) -> _Glance | None:
        x0, y0, x1, y1 = one.box
        if self.looks[one.look].free or (x1 - x0) * (y1 - y0) < GLANCE:
            return None
        parts = self.atlas.inner(one.look)
        rows, columns = parts.shape[:2]
        height, width = self.picture.shape[:2]
        across = np.floor(x0 + _middles(columns) * (x1 - x0)).astype(np.int64)
        down = np.floor(y0 + _middles(rows) * (y1 - y0)).astype(np.int64)
        inside = ((across >= 0) & (across < width)) & ((down >= 0) & (down < height))[:, None]
        asked = (parts[..., 4] == 255) & inside
        places = (down[:, None] * width + across)[asked]
        solid = parts[asked].astype(np.float32)
        wanted = solid[:, 1:4] + solid[:, :1] * (np.array(one.tint, np.float32) / np.float32(255))
        off = np.abs(wanted - self.picture.reshape(-1, 3)[places]) <= OFF
        return _Glance(places, off[:, 0] & off[:, 1] & off[:, 2])


def _packed(bytes_: NDArray[np.uint8] | NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Four bytes of each pixel (height, width, 4) as one number, the last one highest."""
    packed: NDArray[np.uint32] = bytes_.view("<u4")[..., 0]
    return packed


def _count(mask: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(mask))


@cache
def _middles(count: int) -> NDArray[np.float64]:
    """The middles of so many equal parts of 1."""
    middles: NDArray[np.float64] = (np.arange(count) + 0.5) / count
    return middles
