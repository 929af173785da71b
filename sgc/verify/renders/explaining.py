"""What flat regions are regions of: pictures of the vocabulary, painted where a region says and compared by pixels.

Nothing here is learned. A region is looked up in the catalogue, which gives candidates with their places; a few
points of each are compared first, then the best are painted at full size. What explains most is taken, and its pixels
are asked of nobody else; what is behind it is asked only for what can be seen of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sgc.measure.pictures import Layer
from sgc.verify.boxes import gap
from sgc.verify.renders.atlas import Look
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.glyphs import bytes_of, paint, placed, surface
from sgc.verify.renders.hypotheses import SOLID, SOLID_SHARE, Check, Explained, Hypothesis, Patch
from sgc.verify.renders.neighbours import highest, lowest
from sgc.verify.renders.regions import Flat, Region
from sgc.verify.types import Pixels

#: Regions that are looked up: pixels, and their shorter and longer side.
AREA, SIDES = 24, (3, 8)
#: How far grids may be apart (mean over cells, 0 to 1) and proportions (natural logarithm), besides what a pixel does.
GRIDS, ASPECT = 0.05, 0.04
#: Candidates of one region; and the share of a candidate's points that have to be as they should.
CANDIDATES, POINTS = 24, 0.25
#: How far a channel may be off (0 to 255).
OFF = 4
#: A region that is hidden by so much of its area is not asked about again.
GONE = 0.6
#: Explanations of one place that explain less by this part than the best are compared by their edges as well; they
#: are equally good when hardly more pixels are wrong there (as a part of those along the edge).
CLOSE, EQUAL = 0.12, 0.06
#: What two boxes share of their union when they are of one thing.
SAME = 0.9
#: Edges of a region that is where it would be are this near (in pixels, and as a part of its side).
NEAR, NEARLY = 2.0, 0.06
#: The thickest outline, in pixels.
THICKEST = 6
#: How much a line differs from all mixtures of the ink with what is beyond (0 to 255), and on how much of a ring.
LINE, LINED = 24, 0.7


class Explainer:
    """``outlines`` gives the layers of a look by its number, in a box of that aspect where it is free."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, looks: Sequence[Look], catalogue: Catalogue,
        outlines: Callable[[int, float], tuple[Layer, ...]], nouns: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.picture, self.regions, self.owner, self.ground = picture, flat.regions, flat.owner, flat.ground
        self.looks, self.catalogue, self.outlines = looks, catalogue, outlines
        self._hinted = [i for i, look in enumerate(looks) if not {*look.nouns}.isdisjoint(nouns)]
        self.covered = np.zeros(flat.owner.shape, bool)
        self.explained: list[Explained] = []
        self._taken: set[int] = set()
        self._checked: dict[Hypothesis, Check | None] = {}

    def explain(self) -> list[Explained]:
        """Everything that flat regions explain, what is in front mostly before what is behind it."""
        self._take([one for region in self.regions for one in self._hypotheses(region)])
        if self.explained:
            self._take([one for region in self.regions for one in self._half_hidden(region)])
        return _evenly_outlined(self.explained)

    def _take(self, hypotheses: list[Hypothesis]) -> None:
        """Take what holds, until nothing does."""
        hypotheses.sort(key=lambda one: (self.regions[one.seed].like_ground, -one.area, one.look, one.box))
        while (found := self._next(hypotheses)) is not None:
            first = self._check(found)
            regions = first.regions if first is not None else frozenset()
            rivals = [one for one in hypotheses if one.seed in regions or _shared(one.box, found.box) > 0.8]
            self._accept([check for one in rivals if (check := self._check(one)) is not None and check.holds])
            self._checked = {one: check for one, check in self._checked.items() if not _meet(one.box, found.box)}
            hypotheses = [one for one in hypotheses if one.seed not in self._taken]

    def _next(self, hypotheses: Sequence[Hypothesis]) -> Hypothesis | None:
        """The largest that holds. What may be a part of something larger, of which much is as it should be and
        the rest may be hidden by what is not found yet, has to wait."""
        waiting: Hypothesis | None = None
        larger: dict[int, int] = {}
        for one in hypotheses:
            check = self._check(one)
            if check is None:
                continue
            if check.holds and check.matched >= larger.get(one.seed, 0):
                return one
            if check.holds:
                waiting = waiting or one
            elif check.is_promising:
                larger |= {number: max(check.matched, larger.get(number, 0)) for number in check.regions}
        return waiting

    # ------------------------------------------------------------ candidates

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

    def _hypotheses(self, region: Region) -> list[Hypothesis]:
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
        order = np.argsort(apart, kind="stable")[:CANDIDATES]
        found = []
        for i in order:
            if apart[i] > GRIDS + 0.6 * blur:
                break
            entry = entries[near[i]]
            x0, y0, x1, y1 = (float(edge) for edge in entry["box"])
            w, h = width / (x1 - x0), height / (y1 - y0)
            box = (left - x0 * w, top - y0 * h, left - x0 * w + w, top - y0 * h + h)
            one = self._seen(int(entry["look"]), box, entry, region)
            if one is not None:
                found.append(one)
        return found

    def _half_hidden(self, region: Region) -> Iterator[Hypothesis]:
        """What is asked for, as it would be if a region of it went on under what was found in front of it: the edges
        that nothing hides say where it is, and its proportions the rest."""
        if region.number in self._taken or region.area < AREA or region.like_ground:
            return
        sure = self._sure_edges(region)
        if all(sure) or not (any(sure[::2]) and any(sure[1::2])):
            return
        color = np.array(region.color, np.float32)
        for look in self._hinted:
            for entry in self.catalogue.of(look):
                base, room = entry["color"].astype(np.float32), 255 * float(entry["tinted"])
                if ((color >= base - OFF) & (color <= base + room + OFF)).all():
                    box = _whole(region.place, sure, entry["box"].tolist(), self.looks[look])
                    one = self._seen(look, box, entry, region)
                    if one is not None:
                        yield one

    def _sure_edges(self, region: Region) -> tuple[bool, bool, bool, bool]:
        """Whether the left, upper, right and lower edge of a region's box are its own: most of the region's pixels
        there have nothing that was explained beside them."""
        left, top, right, bottom = region.box
        height, width = self.picture.shape[:2]
        padded = np.pad(self.covered, 2)
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

    # ------------------------------------------------------------ pixel by pixel

    def _check(self, one: Hypothesis) -> Check | None:
        if one not in self._checked:
            self._checked[one] = self._compared(one)
        return self._checked[one]

    def _compared(self, one: Hypothesis) -> Check | None:
        height, width = self.picture.shape[:2]
        around = THICKEST + 3
        left, top = max(0, int(one.box[0]) - around), max(0, int(one.box[1]) - around)
        right, bottom = min(width, int(one.box[2]) + around + 1), min(height, int(one.box[3]) + around + 1)
        if right - left < 4 or bottom - top < 4:
            return None
        painted = self._painted(one, Patch((left, top), np.zeros((bottom - top, right - left), bool)))
        alpha = painted[..., 3]
        solid = lowest(alpha) > 250
        ink = alpha > 127
        if solid.sum() < max(SOLID, SOLID_SHARE * ink.sum()):
            return None
        match = solid.copy()
        for channel in range(3):
            wanted, seen = painted[..., channel], self.picture[top:bottom, left:right, channel]
            low, high = np.maximum(lowest(wanted), OFF) - OFF, np.minimum(highest(wanted), 255 - OFF) + OFF
            match &= (seen >= low) & (seen <= high)
        owner = self.owner[top:bottom, left:right]
        excused = np.zeros(solid.shape, bool)
        seed = self.regions[one.seed]
        if len(self.catalogue.of(one.look)) == 1:  # what is in its holes is in front of it
            excused = self._holes(seed)[top:bottom, left:right]
        free = solid & ~self.covered[top:bottom, left:right]
        match &= free
        asked = free & ~(excused & ~match)
        clear = highest(alpha) < 5
        own = np.bincount(owner[match & (owner >= 0)], minlength=len(self.regions))
        inked = np.bincount(owner[~clear & (owner >= 0)], minlength=len(self.regions))
        regions = [int(i) for i in np.flatnonzero(own) if own[i] >= 0.5 * self.regions[i].area and i not in self._taken]
        leaked = sum(self.regions[i].area - int(inked[i]) for i in regions)
        if seed.like_ground and not (self.looks[one.look].is_shape and self._outline(Patch((left, top), ink))):
            return None  # a hole of something
        edge = solid & ~lowest(solid)
        visible = max(float(match.sum()) / int(solid.sum()), float(match[edge].sum()) / max(1, int(edge.sum())))
        return Check(
            one, Patch((left, top), match), Patch((left, top), ink), int(solid.sum()), int(asked.sum()),
            int(match.sum()), leaked, int(own[regions].sum()), visible, frozenset(regions),
        )  # fmt: skip

    @cached_property
    def _like_ground(self) -> NDArray[np.bool_]:
        """Of each region whether it has the colour of the ground; at the end, as of number -1, of none: no."""
        return np.array([one.like_ground for one in self.regions] + [False])

    def _holes(self, region: Region) -> NDArray[np.bool_]:
        """What is seen in the holes of a region and is no ground."""
        from scipy import ndimage

        left, top, right, bottom = region.box
        holes = np.zeros(self.covered.shape, bool)
        holes[top:bottom, left:right] = ndimage.binary_fill_holes(region.mask) & ~region.mask
        holes &= ~self.ground & ~self._like_ground[self.owner]
        return holes

    # ------------------------------------------------------------ what is taken

    def _accept(self, checks: Sequence[Check]) -> None:
        """The best of several explanations of one place, and all that are as good. Those that explain nearly as much
        as the one that explains most are told apart by the mixed colours of their edges."""
        most = max(checks, key=lambda one: one.worth)
        near = [
            one for one in checks
            if one.worth >= (1 - CLOSE) * most.worth and _shared(one.hypothesis.box, most.hypothesis.box) > SAME
        ]  # fmt: skip
        errors = [self._edge_error(one) for one in near] if len(near) > 1 else [0.0]
        least = min(errors)
        equal = [one for one, error in zip(near, errors, strict=True) if error <= least + EQUAL]
        equal.sort(key=lambda one: (not self.looks[one.hypothesis.look].is_shape, -one.worth))
        best = equal[0]
        looks = tuple(dict.fromkeys(self.looks[one.hypothesis.look] for one in equal))
        box, ink = best.hypothesis.box, best.ink
        thick = self._outline(ink)
        covers = self._covers(best, thick or 0)
        ink.of(self.covered)[covers] = True
        hidden = np.bincount(self.owner[self.covered & (self.owner >= 0)], minlength=len(self.regions))
        self._taken |= {one.number for one in self.regions if hidden[one.number] >= GONE * one.area}
        self._taken |= best.regions | {best.hypothesis.seed}
        self.explained.append(Explained(
            looks, box, thick, best.hypothesis.tint, best.seen, Patch(ink.corner, covers), best.visible,
            best.matched / best.asked, best.regions,
        ))  # fmt: skip

    def _edge_error(self, check: Check) -> float:
        """How many pixels that should have exactly one colour have another, and how many that should be mixed are
        not, beside the number of pixels along the ink's edge."""
        patch = check.ink
        painted = self._painted(check.hypothesis, patch)
        whole = painted[..., 3] > 253
        off = np.abs(painted[..., :3].astype(np.int16) - patch.of(self.picture)).max(2)
        owner = patch.of(self.owner)
        own = np.isin(owner, list(check.regions)) & ~patch.of(self.covered)
        asked = whole & ((owner < 0) | own) & ~patch.of(self.covered)
        wrong = (asked & (off > OFF)).sum() + (own & ~whole).sum()
        edge = patch.inner & ~lowest(patch.inner)
        return float(wrong) / max(1, int(edge.sum()))

    def _painted(self, one: Hypothesis, patch: Patch) -> NDArray[np.uint8]:
        """The hypothesis as it would look on nothing, in the patch: red, green, blue and alpha, premultiplied."""
        (left, top), (rows, columns) = patch.corner, patch.inner.shape
        width, height = one.box[2] - one.box[0], one.box[3] - one.box[1]
        made, context = surface(columns, rows)
        layers = placed(self.outlines(one.look, width / height), (one.box[0] - left, one.box[1] - top, width, height))
        paint(context, layers, "#{:02x}{:02x}{:02x}".format(*one.tint))
        return bytes_of(made)

    def _covers(self, check: Check, thick: int) -> NDArray[np.bool_]:
        """Where nothing else can be seen in the patch: its ink, as far as it is seen or hidden by what was explained
        before, the mixed colours at its edges, and the line around it."""
        owner, ink = check.ink.of(self.owner), check.ink.inner
        mixed = owner < 0
        inside = ink & (check.seen.inner | check.ink.of(self.covered) | mixed)
        ring = _grown(ink, thick + 1) & ~ink
        within = np.bincount(owner[ring & ~mixed], minlength=len(self.regions))
        lines = [one.number for one in self.regions if within[one.number] >= GONE * one.area]
        found: NDArray[np.bool_] = inside | (highest(inside) & mixed) | (ring & (mixed | np.isin(owner, lines)))
        return found

    def _outline(self, ink: Patch) -> int | None:
        """How many pixels thick a line of one colour is around the ink, which nothing that was explained has; 0 where
        there is none, None where that cannot be seen."""
        picture, covered = ink.of(self.picture), ink.of(self.covered)
        rings: list[NDArray[np.float64]] = []
        inner = ink.inner
        for _ in range(THICKEST + 2):
            outer = highest(inner)
            ring = outer & ~inner
            band = picture[ring & ~covered].astype(np.float64)
            if len(band) < 0.5 * ring.sum() or not len(band):
                return None
            rings.append(band)
            inner = outer
        deeper = lowest(ink.inner)
        own = np.median(picture[deeper & ~lowest(deeper)], axis=0)
        beyond = np.median(rings[-1], axis=0)
        lines = [float((_off_line(ring, own, beyond) > LINE).mean()) > LINED for ring in rings]
        first = lines.index(True) if True in lines[:2] else 0
        return lines.index(False, first) if lines[first] and False in lines[first:] else 0


def _evenly_outlined(things: Sequence[Explained]) -> list[Explained]:
    """The things with the outlines that they have in common, as figures have: where two shapes touch, their lines look
    like one of twice the thickness, or that of the second cannot be seen."""
    shapes = [one for one in things if one.looks[0].is_shape]
    limits = {id(one): min((gap(one.box, other.box) / 2 for other in shapes if other is not one
                            and gap(one.box, other.box) > 1), default=np.inf) for one in shapes}  # fmt: skip
    thick = [round(min(one.thick, limits[id(one)])) for one in shapes if one.thick]
    if not thick:
        return list(things)
    common = min(sorted(set(thick)), key=lambda value: (-thick.count(value), value))
    return [
        replace(one, thick=common)
        if id(one) in limits and (one.thick is None or one.thick > common) else one
        for one in things
    ]  # fmt: skip


def _off_line(colors: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each colour is from every mixture of two others."""
    way = other - one
    share = np.clip((colors - one) @ way / max(1e-6, float(way @ way)), 0, 1)
    far: NDArray[np.float64] = np.abs(colors - one - share[:, None] * way).max(1)
    return far


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


def _grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    for _ in range(by):
        mask = highest(mask)
    return mask


def _meet(a: Pixels, b: Pixels) -> bool:
    around = 2 * THICKEST
    return (
        a[0] < b[2] + around and b[0] < a[2] + around and a[1] < b[3] + around and b[1] < a[3] + around
    )  # fmt: skip


def _shared(a: Pixels, b: Pixels) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, across) * max(0.0, down)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)
