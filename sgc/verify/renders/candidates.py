"""What a flat region may be a region of, and where: looked up in the catalogue, with a few points of each compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.atlas import Atlas, Look
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.hypotheses import OFF, Hypothesis
from sgc.verify.renders.regions import Flat, Region
from sgc.verify.types import Pixels

#: Regions that are looked up: pixels, and their shorter and longer side. Smaller ones are only for what is asked for,
#: since a sliver of something else may look like anything.
AREA, SIDES = 24, (3, 8)
AREA_ASKED, SIDES_ASKED = 16, (3, 6)
#: How far grids may be apart (mean over cells, 0 to 1) and proportions (natural logarithm), besides what a pixel does.
GRIDS, ASPECT = 0.05, 0.04
#: By so much are grids said to be nearer where the colour is one that only few have.
BY_COLOR = 0.02
#: Candidates of one region, beside shapes; and the share of a candidate's points that have to be as they should.
CANDIDATES, POINTS = 24, 0.25
#: Edges of a region that is where it would be are this near (in pixels, and as a part of its side).
NEAR, NEARLY = 2.0, 0.06
#: What has more of the tint than this takes one.
TAKES = 0.05


class Candidates:
    """What the flat regions of a picture may be regions of: small ones only of ``nouns`` that are asked for."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, atlas: Atlas, catalogue: Catalogue, nouns: Collection[str]
    ) -> None:
        self.picture, self.regions, self.owner = picture, flat.regions, flat.owner
        self.looks, self.catalogue = atlas.looks, catalogue
        asked = frozenset(nouns)
        self.hinted = [i for i, look in enumerate(atlas.looks) if not asked.isdisjoint(look.nouns)]
        self._aspects, self._free, self._simple = _known(atlas, catalogue)
        self._colored: dict[tuple[int, int, int], NDArray[np.bool_]] = {}

    @cached_property
    def _small(self) -> list[int]:
        """The looks that small regions are looked up for: what is asked for, and with a shape all that it may be taken
        for."""
        shapes = [i for i, look in enumerate(self.looks) if look.is_shape]
        return [*self.hinted, *(shapes if any(self.looks[i].is_shape for i in self.hinted) else ())]

    @cached_property
    def _asked(self) -> NDArray[np.bool_]:
        """Which of the catalogue's entries are of what is asked for, (n,)."""
        return np.isin(self.catalogue.looks, self.hinted)

    def of(self, region: Region) -> list[Hypothesis]:
        """What the region may be a region of, with nothing hidden of it."""
        left, top, right, bottom = region.place
        width, height = right - left, bottom - top
        sides = sorted((width, height))
        if region.area < AREA_ASKED or sides[0] < SIDES_ASKED[0] or sides[1] < SIDES_ASKED[1]:
            return []
        is_small = region.area < AREA or sides[0] < SIDES[0] or sides[1] < SIDES[1]
        blur = 1 / min(width, height)
        near = self._free | (np.abs(self._aspects - np.log(width / height)) < ASPECT + 1.5 * blur)
        near &= self._has_color(region)
        if is_small:
            near &= np.isin(self.catalogue.looks, self._small)
        # grids are at least as far apart as how much of the box they fill
        off = np.minimum(*np.abs(self.catalogue.fills - region.grids.mean(1)[:, None]))
        seeds = np.flatnonzero(near & (off <= GRIDS + blur + 2 * BY_COLOR))
        apart = np.minimum(*np.abs(self.catalogue.grids[seeds] - region.grids).mean(2).T)
        simple = self._simple[seeds]
        # its very colour says something, too
        apart = apart - BY_COLOR * ((self.catalogue.tinted[seeds] < 0.02) | simple)
        order = np.argsort(apart, kind="stable")
        order = order[apart[order] <= GRIDS + blur]
        # many clocks have one rim: the one that is asked for is always compared
        kept = (np.cumsum(~simple[order]) <= CANDIDATES) | simple[order] | self._asked[seeds[order]]
        seeds = seeds[order[kept]]
        if not len(seeds):
            return []
        parts = self.catalogue.boxes[seeds]
        scales = np.array((width, height)) / (parts[:, 2:] - parts[:, :2])
        corners = np.array((left, top)) - parts[:, :2] * scales
        boxes = np.concatenate((corners, corners + scales), axis=1)
        return list(self._seen(self.catalogue.looks[seeds], boxes, seeds, region))

    def half_hidden(self, region: Region, covered: NDArray[np.bool_]) -> Iterator[Hypothesis]:
        """What is asked for, as it would be if the region went on under what was found in front of it (``covered``,
        height, width): the edges that nothing hides say where it is, and its proportions the rest. What is in front of
        its middle hides no edge, and leaves it another form all the same."""
        if region.area < AREA_ASKED or region.like_ground:
            return
        sure = self._sure_edges(region, covered)
        left, top, right, bottom = region.box
        is_whole = all(sure) and not covered[top:bottom, left:right].any()
        if is_whole or not (any(sure[::2]) and any(sure[1::2])):
            return
        seeds = np.flatnonzero(self._has_color(region) & self._asked)
        looks = self.catalogue.looks[seeds]
        boxes = [
            _whole(region.place, sure, part, self.looks[look])
            for look, part in zip(looks, self.catalogue.boxes[seeds].tolist(), strict=True)
        ]
        yield from self._seen(looks, np.array(boxes).reshape(-1, 4), seeds, region)

    def _has_color(self, region: Region) -> NDArray[np.bool_]:
        """Which of the catalogue's entries may have the region's colour."""
        if region.color not in self._colored:
            more = np.array(region.color, np.float32)[:, None] - self.catalogue.colors
            room = 255 * self.catalogue.tinted + OFF
            self._colored[region.color] = np.logical_and.reduce((more >= -OFF) & (more <= room))
        return self._colored[region.color]

    def _sure_edges(self, region: Region, covered: NDArray[np.bool_]) -> tuple[bool, bool, bool, bool]:
        """Whether the left, upper, right and lower edge of a region's box are its own: most of the region's pixels
        there have nothing that was explained beside them."""
        left, top, right, bottom = region.box
        height, width = self.picture.shape[:2]
        padded = np.pad(covered, 2)
        around = padded[top : bottom + 4, left : right + 4]
        own = np.pad(region.mask, 2)
        sure = []
        for turn in range(4):  # each edge is turned to be the first column
            mask, cover = np.rot90(own, turn), np.rot90(around, turn)
            beside = (cover[:, 0] | cover[:, 1])[mask[:, 2]]
            sure.append(bool(beside.mean() < 0.5))
        return (
            sure[0] and left > 0, sure[1] and top > 0, sure[2] and right < width, sure[3] and bottom < height
        )  # fmt: skip

    def _seen(
        self, looks: NDArray[np.int64], boxes: NDArray[np.float64], seeds: NDArray[np.int64], region: Region
    ) -> Iterator[Hypothesis]:
        """The hypotheses of looks in boxes (n, 4), by the catalogue's entries with the numbers ``seeds``, where enough
        of the look's regions have their colour where their thickest part would be."""
        sides = boxes[:, 2:] - boxes[:, :2]
        small = np.flatnonzero(sides.max(1, initial=0.0) <= 2 * max(self.picture.shape))
        looks, boxes, seeds, sides = looks[small], boxes[small], seeds[small], sides[small]
        if not len(looks):
            return
        starts, ends = self.catalogue.starts[looks], self.catalogue.starts[looks + 1]
        first = np.concatenate(([0], np.cumsum(ends - starts)[:-1]))
        which = np.repeat(np.arange(len(looks)), ends - starts)
        rows = starts[which] + np.arange(len(which)) - first[which]
        areas = self.catalogue.areas[rows]
        x, y = np.floor(boxes[which, :2] + self.catalogue.points[rows] * sides[which]).astype(int).T
        inside = (x >= 0) & (y >= 0) & (x < self.picture.shape[1]) & (y < self.picture.shape[0])
        seen = np.zeros((len(rows), 3), np.float32)
        seen[inside] = self.picture[y[inside], x[inside]]
        tints = self._tints(rows, which, first, seen, seeds, region)
        wanted = self.catalogue.colors.T[rows] + self.catalogue.tinted[rows, None] * tints[which]
        right = inside & (np.abs(seen - wanted) <= OFF).all(1) | (areas == self.catalogue.areas[seeds][which])
        shown = np.add.reduceat(areas * right, first)
        enough = shown >= POINTS * np.add.reduceat(areas, first)
        owner = np.where(right & inside, self.owner[np.where(inside, y, 0), np.where(inside, x, 0)], -1)
        fitted = self._fitted(boxes, self.catalogue.boxes[rows], owner, which)
        for i in np.flatnonzero(enough):
            left, top, right_, bottom = fitted[i].tolist()
            width, height = right_ - left, bottom - top
            r, g, b = (int(channel) for channel in tints[i])
            area = round(float(shown[i]) * width * height, 1)
            yield Hypothesis(int(looks[i]), (left, top, right_, bottom), (r, g, b), region.number, area)

    def _tints(
        self, rows: NDArray[np.int64], which: NDArray[np.int64], first: NDArray[np.int64], seen: NDArray[np.float32],
        seeds: NDArray[np.int64], region: Region,
    ) -> NDArray[np.float32]:  # fmt: skip
        """The tint of each candidate, whose entries are ``rows``: by the region itself where that takes one, else by
        the largest that does."""
        colors, tinted = self.catalogue.colors.T, self.catalogue.tinted
        order = np.lexsort((-self.catalogue.areas[rows] * (tinted[rows] > TAKES), which))[first]
        by_itself = tinted[seeds] > TAKES
        asked = np.where(by_itself[:, None], np.array(region.color, np.float32), seen[order])
        base = np.where(by_itself[:, None], colors[seeds], colors[rows[order]])
        power = np.where(by_itself, tinted[seeds], tinted[rows[order]])[:, None]
        tints = np.where(power > TAKES, (asked - base) / np.maximum(power, TAKES), 0)
        return np.clip(np.rint(tints), 0, 255).astype(np.float32)

    def _fitted(
        self, boxes: NDArray[np.float64], parts: NDArray[np.float64], owner: NDArray[np.int32], which: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The boxes (n, 4) that suit, by least squares, the edges of all the regions that are seen where they would be.
        ``parts`` (m, 4) are of the box with the number ``which``, and the region seen there has the number ``owner``,
        -1 where there is none."""
        fitted = boxes.copy()
        numbers, order = np.unique(owner, return_inverse=True)
        places = np.array([self.regions[one].place for one in numbers.tolist()], np.float64)[order]
        count = len(boxes)
        for axis in (0, 1):
            start = boxes[:, axis]
            side = boxes[:, axis + 2] - start
            part, place = parts[:, axis::2], places[:, axis::2]
            wanted = start[which, None] + part * side[which, None]
            near = np.maximum(NEARLY * (wanted[:, 1] - wanted[:, 0]), np.maximum(NEAR, NEARLY * side[which] / 2))
            kept = np.flatnonzero((owner >= 0) & (np.abs(place - wanted) <= near[:, None]).all(1))
            whose = np.repeat(which[kept], 2)
            p, at = part[kept].ravel(), place[kept].ravel()
            number, ps, ats, squares, products = (
                np.bincount(whose, weights, count) for weights in (None, p, at, p * p, p * at)
            )
            low, high = np.full(count, np.inf), np.full(count, -np.inf)
            np.minimum.at(low, whose, p)
            np.maximum.at(high, whose, p)
            good = np.flatnonzero((number > 2) & (high - low > 0.2))
            n, sum_p, sum_at = number[good], ps[good], ats[good]
            slope = (n * products[good] - sum_p * sum_at) / (n * squares[good] - sum_p**2)
            fitted[good, axis] = (sum_at - slope * sum_p) / n
            fitted[good, axis + 2] = fitted[good, axis] + slope
        return fitted


@lru_cache(maxsize=8)
def _known(atlas: Atlas, catalogue: Catalogue) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """The logarithm of each entry's proportions on the canvas, whether it may have any, and whether it is of a
    shape."""
    aspects, free, simple = (
        np.array(column)[catalogue.looks]
        for column in zip(*((look.aspect, look.free, look.is_shape) for look in atlas.looks), strict=True)
    )
    left, top, right, bottom = catalogue.boxes.T
    return np.log((right - left) * aspects / (bottom - top)), free, simple


def _whole(place: Pixels, sure: Sequence[bool], part: Sequence[float], look: Look) -> Pixels:
    """The box of the whole of which a region is the ``part``, when only some edges of its place are its own."""
    left, top, right, bottom = place
    x0, y0, x1, y1 = part
    width, height = (right - left) / (x1 - x0), (bottom - top) / (y1 - y0)
    across, down = sure[0] and sure[2], sure[1] and sure[3]
    if not look.free and down and not across:
        width = height * look.aspect
    elif not look.free and across and not down:
        height = width / look.aspect
    elif not look.free:
        width, height = max(width, height * look.aspect), max(height, width / look.aspect)
    x = left - x0 * width if sure[0] else right - x1 * width
    y = top - y0 * height if sure[1] else bottom - y1 * height
    return x, y, x + width, y + height
