"""What flat regions are regions of: pictures of the vocabulary, painted where a region says and compared by pixels.

Nothing here is learned. A region is looked up in the catalogue, which gives candidates with their places; a few
points of each are compared first, then the best are painted at full size. What explains most is taken, and its pixels
are asked of nobody else; what is behind it is asked only for what can be seen of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sgc.verify.boxes import area, gap, meet, overlap
from sgc.verify.renders.atlas import Atlas
from sgc.verify.renders.candidates import Candidates
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.glyphs import Place
from sgc.verify.renders.hypotheses import EXPLAINED, FEW, OFF, SOLID, SOLID_SHARE, Check, Explained, Hypothesis, Patch
from sgc.verify.renders.inks import Ink
from sgc.verify.renders.neighbours import highest, lowest
from sgc.verify.renders.regions import Flat, filled
from sgc.verify.types import Pixels

#: A region that is hidden by so much of its area is not asked about again.
GONE = 0.6
#: Explanations of one place that explain less by this part than the best are compared by their edges as well; they
#: are equally good when hardly more pixels are wrong there (as a part of those along the edge of that one).
CLOSE, EQUAL = 0.12, 0.06
#: What two boxes share of their union when they are of one thing.
SAME = 0.9
#: What has so many pixels is glanced at first; less than this part of those that are asked as it should be is nothing:
#: of a picture of one region, of which much may be hidden by what is in its holes, and of one of several.
GLANCE, GLANCED = 1600, (0.12, 0.3)
#: So many hypotheses of what is asked for are moved, by so many pixels, and what is taken, where less than this is as
#: it should be.
SETTLED, MOVES, EXACT = 8, (6.0, 3.0, 1.5, 0.8, 0.4), 0.985
#: Left, upper, right, lower edge, and what moves both ways.
EDGES = ((0,), (1,), (2,), (3,), (0, 2), (1, 3))
#: How far the mixed colours reach around what is in front of something, in pixels.
EDGE = 2
#: The thickest outline, in pixels.
THICKEST = 6
#: How much a line differs from all mixtures of the ink with what is beyond (0 to 255), and on how much of a ring.
LINE, LINED = 24, 0.7


class Explainer:
    """``inks`` gives a look by its number, as it is in a box of that aspect where it is free; None where there is no
    such picture any more. Nothing is asked of the pixels that are ``taken`` (height, width)."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, atlas: Atlas, catalogue: Catalogue,
        inks: Callable[[int, float], Ink | None], nouns: Collection[str] = (), taken: NDArray[np.bool_] | None = None,
    ) -> None:  # fmt: skip
        self.picture, self.regions, self.owner, self.ground = picture, flat.regions, flat.owner, flat.ground
        self.atlas, self.looks, self.catalogue, self.inks = atlas, atlas.looks, catalogue, inks
        self.candidates = Candidates(picture, flat, atlas.looks, catalogue, nouns)
        self.covered = np.zeros(flat.owner.shape, bool) if taken is None else taken.copy()
        self.explained: list[Explained] = []
        self._taken = self._gone()
        self._checked: dict[Hypothesis, Check | None] = {}
        self._spared: dict[Hypothesis, int] = {}
        self._settled: set[tuple[int, Pixels]] = set()
        self._in_holes: dict[int, NDArray[np.bool_]] = {}

    def explain(self) -> list[Explained]:
        """Everything that flat regions explain, what is in front mostly before what is behind it."""
        asked = [one for one in self.regions if one.number not in self._taken]
        self._take([one for region in asked for one in self.candidates.of(region)])
        if self.explained:
            left = [one for one in self.regions if one.number not in self._taken]
            self._take([one for region in left for one in self.candidates.half_hidden(region, self.covered)])
        return [self._edged(one) for one in _evenly_outlined(self._seen_through())]

    def _take(self, hypotheses: list[Hypothesis]) -> None:
        """Take what holds, until nothing does."""
        hypotheses.sort(key=lambda one: (self.regions[one.seed].like_ground, -one.area, one.look, one.box))
        while (found := self._next(hypotheses)) is not None:
            first = self._check(found)
            regions = first.regions if first is not None else frozenset()
            least = (1 - CLOSE) * first.worth if first is not None else 0.0  # no thing explains more than its box
            rivals = [
                one for one in hypotheses
                if area(one.box) >= least and (one.seed in regions or overlap(one.box, found.box) > 0.8)
            ]  # fmt: skip
            before = int(self.covered.sum())
            self._accept([check for one in rivals if (check := self._check(one)) is not None and check.holds])
            self._forget(found.box, int(self.covered.sum()) - before)
            hypotheses = [one for one in hypotheses if one.seed not in self._taken]

    def _forget(self, box: Pixels, covered: int) -> None:
        """Forget what was checked where a box and so many pixels are covered now, unless it could not hold even if
        nobody asked for any of them."""
        kept: dict[Hypothesis, Check | None] = {}
        for one, check in self._checked.items():
            if not meet(one.box, box, EDGE):
                kept[one] = check
            elif check is not None and not check.holds:
                spared = self._spared.get(one, 0) + covered
                if check.asked - spared > check.matched / EXPLAINED:
                    kept[one] = check
                    self._spared[one] = spared
                else:
                    self._spared.pop(one, None)
        self._checked = kept

    def _next(self, hypotheses: list[Hypothesis]) -> Hypothesis | None:
        """The largest that holds. What may be a part of something larger, of which much is as it should be and the
        rest may be hidden by what is not found yet, has to wait; that is tried a little to each side first."""
        waiting: Hypothesis | None = None
        #: Of each region how much is explained by what it may be a part of, and the look of that.
        larger: dict[int, tuple[int, int]] = {}
        for one in tuple(hypotheses):
            check = self._check(one)
            if check is None:
                continue
            most, look = larger.get(one.seed, (0, one.look))
            if check.holds and (check.matched >= most or look == one.look):
                return one
            if check.holds:
                waiting = waiting or one
            elif check.is_promising:
                if self._may_be_settled(check):
                    check = self._moved(check)
                    self._settled |= {(one.look, one.box), (one.look, check.hypothesis.box)}
                    hypotheses.insert(hypotheses.index(one), check.hypothesis)
                    if check.holds:
                        return check.hypothesis
                found = check.matched, one.look
                larger |= {number: max(found, larger.get(number, found)) for number in check.regions}
        return waiting

    def _may_be_settled(self, check: Check) -> bool:
        """Whether a picture that is asked for is moved to where it may hold: each place is tried once."""
        look, box = check.hypothesis.look, check.hypothesis.box
        is_new = (look, box) not in self._settled and len(self._settled) < 2 * SETTLED
        return is_new and check.is_near and look in self.candidates.hinted and not self.looks[look].is_shape

    def _moved(self, check: Check) -> Check:
        """The best of what is found when the edges of the box are moved one by one, and opposite ones together, by less
        each time."""
        for by in MOVES:
            for edges in EDGES:
                for way in (by, -by):
                    box = [*check.hypothesis.box]
                    for edge in edges:
                        box[edge] += way
                    other = self._check(replace(check.hypothesis, box=(box[0], box[1], box[2], box[3])))
                    if other is not None and other.worth > check.worth:
                        check = other
                        break
        return check

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
        seed, is_shape = self.regions[one.seed], self.looks[one.look].is_shape
        if (seed.like_ground and not is_shape) or not self._is_worth_a_look(one):
            return None  # a hole of something, or nothing
        if self.inks(one.look, (one.box[2] - one.box[0]) / (one.box[3] - one.box[1])) is None:
            return None
        painted = self._painted(one, Patch((left, top), np.zeros((bottom - top, right - left), bool)))
        alpha = painted[..., 3]
        solid = lowest(alpha) > 250
        ink = alpha > 127
        if solid.sum() < max(SOLID, SOLID_SHARE * ink.sum()):
            return None
        alike = ink.copy()
        for channel in range(3):
            wanted, seen = painted[..., channel], self.picture[top:bottom, left:right, channel]
            low, high = np.maximum(lowest(wanted), OFF) - OFF, np.minimum(highest(wanted), 255 - OFF) + OFF
            alike &= (seen >= low) & (seen <= high)
        owner = self.owner[top:bottom, left:right]
        excused = np.zeros(solid.shape, bool)
        if len(self.catalogue.of(one.look)) == 1:  # what is in its holes is in front of it
            excused = self._holes(one.seed)[top:bottom, left:right]
            alike &= ~np.isin(owner, list(self._enclosed(one.seed)))
        uncovered = ~self.covered[top:bottom, left:right]
        free = solid & uncovered
        match = alike & free
        whole = (alpha > 250) & ~(excused & ~alike)
        bare = whole & uncovered
        asked = free & ~(excused & ~match)
        clear = highest(alpha) < 5
        own = np.bincount(owner[match & (owner >= 0)], minlength=len(self.regions))
        inked = np.bincount(owner[~clear & (owner >= 0)], minlength=len(self.regions))
        regions = [int(i) for i in np.flatnonzero(own) if own[i] >= 0.5 * self.regions[i].area and i not in self._taken]
        leaked = sum(self.regions[i].area - int(inked[i]) for i in regions)
        if seed.like_ground and not self._outline(Patch((left, top), ink), ~uncovered):
            return None  # a hole of something
        edge = solid & ~lowest(solid)
        visible = max(float(match.sum()) / int(solid.sum()), float(match[edge].sum()) / max(1, int(edge.sum())))
        return Check(
            one, Patch((left, top), match), Patch((left, top), alike), Patch((left, top), ink),
            float((bare & alike).sum()) / max(1, int(bare.sum())), int(solid.sum()), int(asked.sum()),
            int(match.sum()), leaked, int((whole & ~(alike & uncovered)).sum()), int(own[regions].sum()),
            visible, frozenset(regions),
        )  # fmt: skip

    @cached_property
    def _like_ground(self) -> NDArray[np.bool_]:
        """Of each region whether it has the colour of the ground; at the end, as of number -1, of none: no."""
        return np.array([one.like_ground for one in self.regions] + [False])

    def _is_worth_a_look(self, one: Hypothesis) -> bool:
        """Whether some of a hypothesis is as it should be, where its picture in the atlas is compared with single
        pixels. Free shapes have too few parts to be glanced at."""
        x0, y0, x1, y1 = one.box
        if self.looks[one.look].free or (x1 - x0) * (y1 - y0) < GLANCE:
            return True
        parts = self.atlas.inner(one.look)
        rows, columns = parts.shape[:2]
        across = np.floor(x0 + (np.arange(columns) + 0.5) * (x1 - x0) / columns).astype(int)
        down = np.floor(y0 + (np.arange(rows) + 0.5) * (y1 - y0) / rows).astype(int)
        height, width = self.picture.shape[:2]
        inside = ((across >= 0) & (across < width))[None] & ((down >= 0) & (down < height))[:, None]
        place = np.ix_(down.clip(0, height - 1), across.clip(0, width - 1))
        asked = (parts[..., 4] == 255) & inside & ~self.covered[place]
        wanted = parts[..., 1:4] + parts[..., :1] * (np.array(one.tint, np.float32) / np.float32(255))
        alike = asked & (np.abs(wanted - self.picture[place]).max(2) <= OFF)
        least = GLANCED[len(self.catalogue.of(one.look)) > 1]
        return bool(asked.sum() < FEW or alike.sum() >= least * asked.sum())

    def _holes(self, number: int) -> NDArray[np.bool_]:
        """What is seen in the holes of a region, and is neither ground nor what is around the region."""
        if number not in self._in_holes:
            region = self.regions[number]
            left, top, right, bottom = region.box
            holes = np.zeros(self.covered.shape, bool)
            holes[top:bottom, left:right] = filled(region.mask) & ~region.mask
            holes &= ~self.ground & ~self._like_ground[self.owner]
            self._in_holes[number] = holes
        return self._in_holes[number]

    def _enclosed(self, number: int) -> frozenset[int]:
        """The regions of a region's colour that are in a hole of another one which is in a hole of it: they are in
        front of that, or are seen through it."""
        found: set[int] = set()
        color = self.regions[number].color
        for inner in np.unique(self.owner[self._holes(number)]):
            if inner >= 0 and self.regions[inner].color != color:
                within = np.unique(self.owner[self._holes(int(inner))])
                found |= {int(i) for i in within if i >= 0 and self.regions[i].color == color}
        return frozenset(found)

    # ------------------------------------------------------------ what is taken

    def _accept(self, checks: Sequence[Check]) -> None:
        """The best of several explanations of one place, and all that are as good. Those that explain nearly as much
        as the one that explains most are told apart by the mixed colours of their edges."""
        most = max(checks, key=lambda one: one.worth)
        near = [
            one for one in checks
            if one is most
            or (one.worth >= (1 - CLOSE) * most.worth and overlap(one.hypothesis.box, most.hypothesis.box) > SAME)
        ]  # fmt: skip
        front = [self._in_front(one, near) for one in near]
        errors = [self._wrong(*one) for one in zip(near, front, strict=True)] if len(near) > 1 else [0]
        along = (most.ink.inner & ~lowest(most.ink.inner)).sum()
        order = [i for i, error in enumerate(errors) if error <= min(errors) + EQUAL * along]
        order.sort(key=lambda i: (not self.looks[near[i].hypothesis.look].is_shape, errors[i], -near[i].worth))
        best = near[order[0]]
        looks = tuple(dict.fromkeys(self.looks[near[i].hypothesis.look] for i in order))
        if best.matched < EXACT * best.asked:
            best = self._moved(best)
        box = best.hypothesis.box
        behind = [one for one in self.explained if meet(one.box, box, 2 * THICKEST) and not _holds(one.box, box)]
        thick = self._outline(best.ink, best.ink.of(self._covered_by(behind)))
        inside = best.alike.inner | best.ink.of(self.covered) | (best.ink.of(self.owner) < 0)
        inside &= best.ink.inner & ~self._in_front(best, near)
        covers = self._covers(best.ink, inside, thick or 0)
        best.ink.of(self.covered)[covers] = True
        self._taken |= self._gone() | best.regions | {best.hypothesis.seed}
        self.explained.append(Explained(
            looks, best.hypothesis.box, thick, best.hypothesis.tint, best.seen, Patch(best.ink.corner, covers),
            best.ink, best.visible, best.matched / best.asked, best.regions, best.hypothesis.seed,
        ))  # fmt: skip

    def _gone(self) -> set[int]:
        """The regions of which hardly anything is left to be explained."""
        hidden = np.bincount(self.owner[self.covered & (self.owner >= 0)], minlength=len(self.regions))
        return {one.number for one in self.regions if hidden[one.number] >= GONE * one.area}

    def _in_front(self, check: Check, rivals: Sequence[Check]) -> NDArray[np.bool_]:
        """Where, in its patch, something is in front of a thing of one region, with the mixed colours around that:
        what is in the region's holes and is no ink of any rival."""
        front = check.ink.of(self._holes(check.hypothesis.seed))
        if len(self.catalogue.of(check.hypothesis.look)) > 1 or not front.any():
            return np.zeros(front.shape, bool)
        front = front.copy()
        for one in rivals:
            front &= ~check.ink.of(one.alike.on(self.covered.shape))
        return _grown(front, EDGE)

    def _wrong(self, check: Check, front: NDArray[np.bool_]) -> int:
        """How many pixels that should have exactly one colour have another, and how many that should be mixed are
        not. Nothing is asked of what is in ``front``."""
        patch = check.ink
        painted = self._painted(check.hypothesis, patch)
        whole = painted[..., 3] > 253
        off = np.abs(painted[..., :3].astype(np.int16) - patch.of(self.picture)).max(2)
        owner = patch.of(self.owner)
        free = ~patch.of(self.covered) & ~front
        own = np.isin(owner, list(check.regions)) & free
        asked = whole & ((owner < 0) | own) & free
        return int((asked & (off > OFF)).sum() + (own & ~whole).sum())

    def _painted(self, one: Hypothesis, patch: Patch) -> NDArray[np.uint8]:
        """The hypothesis as it would look on nothing, in the patch: red, green, blue and alpha, premultiplied."""
        (left, top), (rows, columns) = patch.corner, patch.inner.shape
        x0, y0, x1, y1 = one.box
        return self._in_box(one, (x0 - left, y0 - top, x1 - x0, y1 - y0), columns, rows)

    def _in_box(self, one: Hypothesis, place: Place, columns: int, rows: int) -> NDArray[np.uint8]:
        width, height = one.box[2] - one.box[0], one.box[3] - one.box[1]
        ink = self.inks(one.look, width / height)
        assert ink is not None, "candidates have one"
        return ink.painted(place, columns, rows, "#{:02x}{:02x}{:02x}".format(*one.tint))

    def _covers(self, ink: Patch, inside: NDArray[np.bool_], thick: int) -> NDArray[np.bool_]:
        """Where nothing else can be seen in the patch: the ink that is ``inside``, as far as it is seen or hidden by
        what was explained before, the mixed colours at its edges, and the line around it."""
        owner = ink.of(self.owner)
        mixed = owner < 0
        ring = _grown(ink.inner, thick + 1) & ~ink.inner
        edge = (ring | ink.inner) & ~lowest(ink.inner)  # mixed colours as well, where they are the same all along
        within = np.bincount(owner[edge & ~mixed], minlength=len(self.regions))
        lines = [one.number for one in self.regions if within[one.number] >= GONE * one.area]
        found: NDArray[np.bool_] = inside | (highest(inside) & mixed) | (ring & mixed) | (edge & np.isin(owner, lines))
        return found

    def _edged(self, one: Explained) -> Explained:
        """The thing covering its outline, where that was found out from others."""
        inside = one.covers.inner & one.ink.inner
        return replace(one, covers=Patch(one.ink.corner, self._covers(one.ink, inside, one.thick or 0)))

    def _seen_through(self) -> list[Explained]:
        """The things, without what was taken for a thing and is only something of one region, seen through the hole
        of another thing before it."""
        found = list(self.explained)
        for behind in self.explained:
            if len(behind.regions) == 1 and behind.looks[0].is_shape:
                for number in self._enclosed(behind.seed):
                    region = self.regions[number]
                    here = self.owner == number
                    if not any(
                        one is not behind and number not in one.regions
                        and one.ink.of(here)[one.ink.inner].sum() >= GONE * region.area for one in found
                    ):  # fmt: skip
                        found = [one for one in found if one.regions != {number}]
                        behind.covers.inner[behind.covers.of(here)] = True
        return found

    def _covered_by(self, things: Sequence[Explained]) -> NDArray[np.bool_]:
        covered = np.zeros(self.covered.shape, bool)
        for one in things:
            one.covers.of(covered)[one.covers.inner] = True
        return covered

    def _outline(self, ink: Patch, covered: NDArray[np.bool_]) -> int | None:
        """How many pixels thick a line of one colour is around the ink, apart from what is ``covered`` in its patch; 0
        where there is none, None where that cannot be seen."""
        picture = ink.of(self.picture)
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


def _grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    for _ in range(by):
        mask = highest(mask)
    return mask


def _holds(a: Pixels, b: Pixels) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and a[2] >= b[2] and a[3] >= b[3]
