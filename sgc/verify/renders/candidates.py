"""What a flat region may be a region of, and where: looked up in the catalogue, with a few points of each compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sgc.measure.pictures import Layer
from sgc.verify.renders.atlas import Look
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.hypotheses import OFF, Hypothesis
from sgc.verify.renders.regions import Flat, Region
from sgc.verify.types import Pixels

#: Regions that are looked up: pixels, and their shorter and longer side.
AREA, SIDES = 24, (3, 8)
#: How far grids may be apart (mean over cells, 0 to 1) and proportions (natural logarithm), besides what a pixel does.
GRIDS, ASPECT = 0.05, 0.04
#: Candidates of one region, beside shapes; and the share of a candidate's points that have to be as they should.
CANDIDATES, POINTS = 24, 0.25
#: Edges of a region that is where it would be are this near (in pixels, and as a part of its side).
NEAR, NEARLY = 2.0, 0.06


class Candidates:
    """``outlines`` gives the layers of a look by its number, in a box of that aspect where it is free; ``nouns`` are
    words that are asked for."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, looks: Sequence[Look], catalogue: Catalogue,
        outlines: Callable[[int, float], tuple[Layer, ...]], nouns: Collection[str],
    ) -> None:  # fmt: skip
        self.picture, self.regions, self.owner = picture, flat.regions, flat.owner
        self.looks, self.catalogue, self.outlines = looks, catalogue, outlines
        self.hinted = [i for i, look in enumerate(looks) if not {*look.nouns}.isdisjoint(nouns)]

    @cached_property
    def _known(self) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """The logarithm of each entry's proportions on the canvas, whether it may have any, and whether it is of a
        shape."""
        entries = self.catalogue.entries
        aspects = np.array([look.aspect for look in self.looks])[entries["look"]]
        free = np.array([look.free for look in self.looks])[entries["look"]]
        box = entries["box"].astype(np.float64)
        simple = np.array([look.is_shape for look in self.looks])[entries["look"]]
        return np.log((box[:, 2] - box[:, 0]) * aspects / (box[:, 3] - box[:, 1])), free, simple

    def of(self, region: Region) -> list[Hypothesis]:
        """What the region may be a region of, with nothing hidden of it."""
        left, top, right, bottom = region.place
        width, height = right - left, bottom - top
        if region.area < AREA or min(width, height) < SIDES[0] or max(width, height) < SIDES[1]:
            return []
        entries = self.catalogue.entries
        aspects, free, simple = self._known
        blur = 1 / min(width, height)
        near = np.flatnonzero(free | (np.abs(aspects - np.log(width / height)) < ASPECT + 1.5 * blur))
        color = np.array(region.color, np.float32)
        base = entries["color"][near].astype(np.float32)
        room = 255 * entries["tinted"][near][:, None]
        fitting = ((color >= base - OFF) & (color <= base + room + OFF)).all(1)
        near = near[fitting]
        if not len(near):
            return []
        apart = np.abs(self.catalogue.grids[near] - region.grids[None]).mean(2).min(1)
        apart = apart - 0.02 * ((entries["tinted"][near] < 0.02) | simple[near])  # its very colour says something, too
        order = np.argsort(apart, kind="stable")
        order = order[apart[order] <= GRIDS + blur]
        kept = np.cumsum(~simple[near[order]]) <= CANDIDATES
        found = []
        for i in order[kept | simple[near[order]]]:
            entry = entries[near[i]]
            x0, y0, x1, y1 = (float(edge) for edge in entry["box"])
            w, h = width / (x1 - x0), height / (y1 - y0)
            box = (left - x0 * w, top - y0 * h, left - x0 * w + w, top - y0 * h + h)
            one = self._seen(int(entry["look"]), box, entry, region)
            if one is not None:
                found.append(one)
        return found

    def half_hidden(self, region: Region, covered: NDArray[np.bool_]) -> Iterator[Hypothesis]:
        """What is asked for, as it would be if the region went on under what was found in front of it (``covered``,
        height, width): the edges that nothing hides say where it is, and its proportions the rest."""
        if region.area < AREA or region.like_ground:
            return
        sure = self._sure_edges(region, covered)
        if all(sure) or not (any(sure[::2]) and any(sure[1::2])):
            return
        color = np.array(region.color, np.float32)
        for look in self.hinted:
            for entry in self.catalogue.of(look):
                base, room = entry["color"].astype(np.float32), 255 * float(entry["tinted"])
                if ((color >= base - OFF) & (color <= base + room + OFF)).all():
                    box = _whole(region.place, sure, entry["box"].tolist(), self.looks[look])
                    one = self._seen(look, box, entry, region)
                    if one is not None:
                        yield one

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

    def _seen(self, look: int, box: Pixels, seed: np.void, region: Region) -> Hypothesis | None:
        """The hypothesis, when enough of the look's regions have their colour where their thickest part would be."""
        entries = self.catalogue.of(look)
        width, height = box[2] - box[0], box[3] - box[1]
        if max(width, height) > 2 * max(self.picture.shape) or not self.outlines(look, width / height):
            return None  # larger than the picture, or no longer of the vocabulary
        x = np.floor(box[0] + entries["point"][:, 0] * width).astype(int)
        y = np.floor(box[1] + entries["point"][:, 1] * height).astype(int)
        inside = (x >= 0) & (y >= 0) & (x < self.picture.shape[1]) & (y < self.picture.shape[0])
        seen = np.zeros((len(entries), 3), np.float32)
        seen[inside] = self.picture[y[inside], x[inside]]
        tint = np.zeros(3, np.float32)
        if seed["tinted"] > 0.05:
            tint = (np.array(region.color, np.float32) - seed["color"]) / seed["tinted"]
        elif (entries["tinted"] > 0.05).any():
            most = int(np.argmax(entries["area"] * (entries["tinted"] > 0.05)))
            tint = (seen[most] - entries["color"][most]) / entries["tinted"][most]
        tint = np.clip(np.rint(tint), 0, 255)
        wanted = entries["color"] + entries["tinted"][:, None] * tint
        right = (inside & (np.abs(seen - wanted).max(1) <= OFF)) | (entries["area"] == seed["area"])
        box = self._fitted(box, entries, right, x, y)
        width, height = box[2] - box[0], box[3] - box[1]
        share = float((entries["area"] * right).sum() / entries["area"].sum())
        if share < POINTS:
            return None
        area = float((entries["area"] * right).sum()) * width * height
        return Hypothesis(look, box, (int(tint[0]), int(tint[1]), int(tint[2])), region.number, round(area, 1))

    def _fitted(
        self, box: Pixels, entries: NDArray[np.void], right: NDArray[np.bool_], x: NDArray[np.int64],
        y: NDArray[np.int64],
    ) -> Pixels:  # fmt: skip
        """The box that suits, by least squares, the edges of all its regions that are seen where they would be."""
        rows: list[list[tuple[float, float]]] = [[], []]
        sides = (box[2] - box[0], box[3] - box[1])
        for entry, px, py in zip(entries[right], x[right], y[right], strict=True):
            number = self.owner[py, px] if 0 <= py < self.owner.shape[0] and 0 <= px < self.owner.shape[1] else -1
            if number < 0:
                continue
            place, part = self.regions[number].place, entry["box"]
            for axis in (0, 1):
                seen = (place[axis], place[axis + 2])
                wanted = [box[axis] + float(part[i]) * sides[axis] for i in (axis, axis + 2)]
                near = max(NEAR, NEARLY * (wanted[1] - wanted[0]), NEARLY * sides[axis] / 2)
                if all(abs(a - b) <= near for a, b in zip(seen, wanted, strict=True)):
                    rows[axis].extend((float(part[i]), at) for i, at in zip((axis, axis + 2), seen, strict=True))
        edges = []
        for axis in (0, 1):
            start, side = box[axis], sides[axis]
            parts = np.array([part for part, _ in rows[axis]])
            if len(parts) > 2 and np.ptp(parts) > 0.2:
                side, start = np.polyfit(parts, np.array([at for _, at in rows[axis]]), 1).tolist()
            edges.append((start, start + side))
        return edges[0][0], edges[1][0], edges[0][1], edges[1][1]


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
