"""What flat regions are regions of: pictures of the vocabulary, painted where a region says and compared by pixels.

Nothing here is learned. A region is looked up in the catalogue, which gives candidates with their places; a few
points of each are compared first, then the best are painted at full size. What explains most is taken, and its pixels
are asked of nobody else; what is behind it is asked only for what can be seen of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sgc.verify.boxes import area, gap, holds, meet, overlap
from sgc.verify.renders.atlas import Atlas, Look
from sgc.verify.renders.candidates import Candidates
from sgc.verify.renders.catalogue import Catalogue
from sgc.verify.renders.comparing import AROUND, EDGE, Comparison
from sgc.verify.renders.forms import NEARER, USUAL, Form, form_of, hull_of, is_frame
from sgc.verify.renders.hypotheses import EXPLAINED, Check, Explained, Hypothesis, Patch
from sgc.verify.renders.inks import Ink
from sgc.verify.renders.neighbours import grown, highest, lowest, mixed
from sgc.verify.renders.regions import Flat, filled
from sgc.verify.types import Pixels

#: A region is a part of a picture that shows just so much of it.
PART = 0.9
#: A region that is hidden by so much of its area is not asked about again.
GONE = 0.6
#: Explanations of one place that explain less by this part than the best are compared by their edges as well; they
#: are equally good when hardly more pixels are wrong there (as a part of those along the edge of that one).
CLOSE, EQUAL = 0.12, 0.06
#: So are those that explain less by this part of the pixels along its edge: of small things these are most.
DOUBTED = 0.6
#: By so many pixels is the box of a small thing made smaller on each side, to see whether it fits better so: where a
#: line is around it, nobody knows how far its edge reaches under that.
INSETS = (-0.25, 0.25, 0.5)
#: What two boxes share of their union when they are of one thing.
SAME = 0.9
#: So many hypotheses of what is asked for are moved, by so many pixels, and what is taken, where less than this is as
#: it should be.
SETTLED, MOVES, EXACT = 8, (6.0, 3.0, 1.5, 0.8, 0.4), 0.985
#: What is moved may seem to be less as it should be by this share, as a glance is coarse.
BLURRED = 0.04
#: An explanation is as exact as another whose exactness is no less than this share of it.
AS_EXACT = 0.94
#: How left, upper, right and lower edge are moved: alone, both of a pair one way, and apart.
WAYS = (
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 0, 1, 0), (0, 1, 0, 1),
    (-1, 0, 1, 0), (0, -1, 0, 1), (-0.5, 0, 1, 0), (0, -0.5, 0, 1), (-1, 0, 0.5, 0), (0, -1, 0, 0.5),
)  # fmt: skip
#: What is open by more than this part is a frame, or a letter and no form.
OPEN = 0.25
#: The thickest outline, in pixels.
THICKEST = 6
#: How much a line differs from all mixtures of the ink with what is beyond (0 to 255); on how much of a ring where one
#: begins, as much of a thin one is mixed itself, and on how much where it goes on.
LINE, BEGUN, LINED = 24, 0.4, 0.7
#: From this thickness on, in pixels, a line has pixels that are not mixed at all.
PURE = 3


class Explainer:
    """Explains the flat regions of a picture; ``nouns`` are what is asked for. ``inks`` gives a look by its number, as
    it is in a box of that aspect where it is free; None where there is no such picture any more. Nothing is asked of
    the pixels that are ``taken`` (height, width)."""

    def __init__(
        self, picture: NDArray[np.uint8], flat: Flat, atlas: Atlas, catalogue: Catalogue,
        inks: Callable[[int, float], Ink | None], nouns: Collection[str] = (), taken: NDArray[np.bool_] | None = None,
    ) -> None:  # fmt: skip
        self.picture, self.regions, self.looks = picture, flat.regions, atlas.looks
        self._shapes = [look for look in atlas.looks if look.is_shape]
        self.owner, self.ground = flat.owner, flat.ground
        self.candidates = Candidates(picture, flat, atlas, catalogue, nouns)
        self.covered = np.zeros(flat.owner.shape, bool) if taken is None else taken.copy()
        self.comparison = Comparison(picture, flat, atlas, catalogue, inks, self.covered)
        self.explained: list[Explained] = []
        #: How much of each region is covered, and the numbers of those of which hardly anything is left.
        self._hidden = np.bincount(self.owner[self.covered & (self.owner >= 0)], minlength=len(self.regions))
        self._taken = self.comparison.taken
        self._taken |= self._gone()
        #: Of each region whether it is a part of a picture that was found, or seen through it; at the end, of none: no.
        self._within = np.zeros(len(self.regions) + 1, bool)
        self._checked: dict[Hypothesis, Check | None] = {}
        self._spared: dict[Hypothesis, int] = {}
        self._settled: set[tuple[int, Pixels]] = set()

    def explain(self) -> list[Explained]:
        """Everything that flat regions explain, what is in front mostly before what is behind it."""
        asked = [one for one in self.regions if one.number not in self._taken]
        self._take([one for region in asked for one in self.candidates.of(region)])
        if self.explained:
            left = [one for one in self.regions if one.number not in self._taken]
            self._take([one for region in left for one in self.candidates.half_hidden(region, self.covered)])
        found = self._seen_through()
        found = [self._reformed(one) for one in found] + self._formed()
        return [self._edged(one) for one in _evenly_outlined(found)]

    def _take(self, hypotheses: list[Hypothesis]) -> None:
        """Take what holds, until nothing does."""
        hypotheses.sort(key=lambda one: (self.regions[one.seed].like_ground, -one.area, one.look, one.box))
        while (found := self._next(hypotheses)) is not None:
            first = self._check(found)
            regions = first.regions if first is not None else frozenset()
            least = (1 - CLOSE) * first.worth if first is not None else 0.0  # no thing explains more than its box
            rivals = [found] + [
                one for one in hypotheses
                if (one.seed in regions or overlap(one.box, found.box) > 0.8) and area(one.box) >= least
                and one != found and self.comparison.could_hold(one)
            ]  # fmt: skip
            more = self._accept([check for one in rivals if (check := self._check(one)) is not None and check.holds])
            self._forget(found.box, more)
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
        """Whether a picture that is asked for is moved to where it may hold: each place is tried once, as hypotheses
        that hardly differ are moved to the same."""
        look, box = check.hypothesis.look, check.hypothesis.box
        if not check.is_near or look not in self.candidates.hinted or self.looks[look].is_shape:
            return False
        is_known = any(other == look and overlap(box, place) > SAME for other, place in self._settled)
        return not is_known and len(self._settled) < 2 * SETTLED

    def _moved(self, check: Check) -> Check:
        """The best of what is found when the edges of the box are moved one by one, and opposite ones together and
        apart, by less each time."""
        for by in MOVES:
            for ways in WAYS:
                for step in (by, -by):
                    left, top, right, bottom = (
                        edge + step * way for edge, way in zip(check.hypothesis.box, ways, strict=True)
                    )
                    if min(right - left, bottom - top) < 1:
                        continue
                    moved = replace(check.hypothesis, box=(left, top, right, bottom))
                    if self.comparison.seems(moved) < self.comparison.seems(check.hypothesis) - BLURRED:
                        continue
                    other = self._better(moved, check.exactness)
                    if other is not None:
                        check = other
                        break
        return check

    def _fitted(self, check: Check) -> Check:
        """The same, or where its regions end, if that explains nearly as much: a glyph that is stretched over large
        regions explains them as well, and more of their outline."""
        if not check.regions:
            return check
        boxes = [self.regions[number].box for number in check.regions]
        ends = [min(box[i] for box in boxes) for i in (0, 1)] + [max(box[i] for box in boxes) for i in (2, 3)]
        left, top, right, bottom = (
            end if abs(end - edge) <= MOVES[0] else edge for end, edge in zip(ends, check.hypothesis.box, strict=True)
        )
        other = self._check(replace(check.hypothesis, box=(left, top, right, bottom)))
        return other if other is not None and other.exactness >= AS_EXACT * check.exactness else check

    def _better(self, one: Hypothesis, than: float) -> Check | None:
        """What is found of a hypothesis, if it is more exact than that."""
        check = self._checked[one] if one in self._checked else self._compared(one, than)
        if check is None or check.exactness <= than:
            return None
        self._checked[one] = check
        return check

    # ------------------------------------------------------------ pixel by pixel

    def _check(self, one: Hypothesis) -> Check | None:
        if one not in self._checked:
            self._checked[one] = self._compared(one)
        return self._checked[one]

    def _compared(self, one: Hypothesis, better_than: float = -np.inf) -> Check | None:
        of_ground = self.regions[one.seed].like_ground
        if of_ground and not self.looks[one.look].is_shape:
            return None  # a hole of something, or nothing
        check = self.comparison.check(one, better_than)
        if check is not None and of_ground and check.is_near:  # a hole of something has no outline
            return check if self._outline(check.ink, check.ink.of(self.covered)) else None
        return check

    # ------------------------------------------------------------ what is taken

    def _accept(self, checks: Sequence[Check]) -> int:
        """Take the best of several explanations of one place, and all that are as good. Those that explain nearly as
        much as the one that explains most are told apart by the mixed colours of their edges. Gives how many pixels
        more are covered."""
        most = max(checks, key=lambda one: one.worth)
        along = (most.ink.inner & ~lowest(most.ink.inner)).sum()
        is_small = DOUBTED * along > CLOSE * most.worth
        least = most.worth - (DOUBTED * along if is_small else CLOSE * most.worth)
        near = [
            one for one in checks
            if one is most or (one.worth >= least and (
                one.regions == most.regions or overlap(one.hypothesis.box, most.hypothesis.box) > SAME
            ))
        ]  # fmt: skip
        errors = [self._wrong(one, near, is_small) for one in near] if len(near) > 1 else [0]
        for one in self._as_placed(near, near[errors.index(min(errors))]):
            near.append(one)
            errors.append(self._wrong(one, near, is_small))
        order = [i for i, error in enumerate(errors) if error <= min(errors) + EQUAL * along]
        order.sort(key=lambda i: (not self.looks[near[i].hypothesis.look].is_shape, errors[i], -near[i].worth))
        best = near[order[0]]
        looks = tuple(dict.fromkeys(self.looks[near[i].hypothesis.look] for i in order))
        if best.matched < EXACT * best.asked:
            best = self._fitted(self._moved(best))
        box = best.hypothesis.box
        behind = [one for one in self.explained if meet(one.box, box, 2 * THICKEST) and not holds(one.box, box)]
        thick = self._outline(best.ink, _covered_by(behind, best.ink))
        visible, covered, owner = self.comparison.visible(best), best.ink.of(self.covered), best.ink.of(self.owner)
        inside = best.alike.inner | covered | (owner < 0)
        inside &= best.ink.inner & ~self.comparison.in_front(best, near)
        clear = self.comparison.clear(best)
        self._within[[*clear, *self._parts(best)]] = True
        inside |= np.isin(owner, clear)
        covers = self._covers(best.ink, inside, thick or 0)
        new = covers & ~covered
        covered |= covers
        self._hidden += np.bincount(owner[new & (owner >= 0)], minlength=len(self.regions))
        self._taken |= self._gone() | best.regions | {best.hypothesis.seed, *clear}
        self.explained.append(Explained(
            looks, best.hypothesis.box, thick, best.hypothesis.tint, best.seen, Patch(best.ink.corner, covers),
            best.ink, visible, best.matched / best.asked, best.regions, best.hypothesis.seed,
        ))  # fmt: skip
        return int(np.count_nonzero(new))

    def _as_placed(self, near: Sequence[Check], best: Check) -> list[Check]:
        """What explains more than the one whose edges are best, but may be placed a little worse, where that one is: a
        clock whose hands are as seen, and not another one with something in front."""
        more = dict.fromkeys(
            replace(one.hypothesis, box=best.hypothesis.box) for one in near
            if one.worth > best.worth and one.hypothesis.look != best.hypothesis.look
            and overlap(one.hypothesis.box, best.hypothesis.box) > SAME
        )  # fmt: skip
        return [check for one in more if (check := self.comparison.check(one)) is not None and check.worth > best.worth]

    def _wrong(self, one: Check, near: Sequence[Check], is_small: bool) -> int:
        """How many pixels of one of several explanations are wrong: of what ``is_small`` in the box, or in one of
        hardly another size, where that fits better."""
        wrong = self.comparison.wrong(one, self.comparison.in_front(one, near))
        for by in INSETS if is_small else ():
            left, top, right, bottom = one.hypothesis.box
            inner = replace(one.hypothesis, box=(left + by, top + by, right - by, bottom - by))
            check = self.comparison.check(inner) if wrong else None
            if check is not None:
                wrong = min(wrong, self.comparison.wrong(check, self.comparison.in_front(check, near)))
        return wrong

    def _parts(self, found: Check) -> list[int]:
        """The regions that were taken for things by themselves and are just what a picture shows there."""
        if self.looks[found.hypothesis.look].is_shape:
            return []
        owner, alike = found.ink.of(self.owner), found.alike.inner
        return [
            one.seed for one in self.explained if one.regions == {one.seed} and meet(one.box, found.hypothesis.box)
            and np.count_nonzero(alike & (owner == one.seed)) >= PART * self.regions[one.seed].area
        ]  # fmt: skip

    def _gone(self) -> set[int]:
        """The regions of which hardly anything is left to be explained."""
        return set(np.flatnonzero(self._hidden >= GONE * self.comparison.areas).tolist())

    def _covers(self, ink: Patch, inside: NDArray[np.bool_], thick: int) -> NDArray[np.bool_]:
        """Where nothing else can be seen in the patch: the ink that is ``inside``, as far as it is seen or hidden by
        what was explained before, the mixed colours at its edges, and the line around it."""
        owner = ink.of(self.owner)
        mixed = owner < 0
        ring = grown(ink.inner, thick + 1) & ~ink.inner
        edge = (ring | ink.inner) & ~lowest(ink.inner)  # mixed colours as well, where they are the same all along
        within = np.bincount(owner[edge & ~mixed], minlength=len(self.regions))
        lines = np.append(within >= GONE * self.comparison.areas, False)  # of number -1, of none: no
        found: NDArray[np.bool_] = inside | (highest(inside) & mixed) | (ring & mixed) | (edge & lines[owner])
        return found

    def _edged(self, one: Explained) -> Explained:
        """The thing covering its outline, where that was found out from others."""
        inside = one.covers.inner & (one.ink.inner | self._within[one.ink.of(self.owner)])
        return replace(one, covers=Patch(one.ink.corner, self._covers(one.ink, inside, one.thick or 0)))

    def _seen_through(self) -> list[Explained]:
        """The things, without what was taken for a thing and is only something of one region, a part of a picture or
        seen through it or the hole of another thing before it: what has a line of its own around it is a thing."""
        found = [one for one in self.explained if one.thick or not self._within[[*one.regions]].all()]
        for behind in self.explained:
            if len(behind.regions) == 1 and behind.looks[0].is_shape:
                for number in self.comparison.enclosed(behind.seed):
                    region = self.regions[number]
                    here = self.owner == number
                    if not any(
                        one is not behind and number not in one.regions
                        and one.ink.of(here)[one.ink.inner].sum() >= GONE * region.area for one in found
                    ):  # fmt: skip
                        found = [one for one in found if one.regions != {number} or one.thick]
                        behind.covers.inner[behind.covers.of(here)] = True
        return found

    # ------------------------------------------------------------ by their forms

    def _reformed(self, one: Explained) -> Explained:
        """What was explained by one region, as another shape where its outline has that form rather than its own. Of
        what others cut off it, the outline says nothing."""
        crossed = any(
            meet(one.box, other.box) and not holds(one.box, other.box) and not holds(other.box, one.box)
            for other in self.explained
            if other is not one
        )
        if len(one.regions) != 1 or crossed:
            return one
        region = self.regions[one.seed]
        whole = filled(region.mask)
        form, off = form_of(whole), self._off(one, Patch((region.box[0], region.box[1]), whole))
        known = {noun for look in one.looks for noun in look.nouns}
        if form is None or form.off > NEARER * off or not known.isdisjoint(form.nouns):
            return one
        if off <= USUAL[0] and "rounded" not in form.nouns:  # corners are little of an outline
            return one
        return replace(one, looks=self._looks_of(form), box=region.place)

    def _off(self, one: Explained, own: Patch) -> float:
        """How far the outline of a region is from being everywhere as far from a thing's, see Form."""
        from scipy import ndimage

        ink = np.pad(one.ink.inner, 1)
        depth = ndimage.distance_transform_edt(ink) - ndimage.distance_transform_edt(~ink)
        whole = own.cut((one.ink.corner[0] - 1, one.ink.corner[1] - 1), ink.shape)
        return float(depth[whole & ~lowest(whole)].std())

    def _formed(self) -> list[Explained]:
        """What has the form of a shape in any proportions or turned, where all that it touches has: other things may
        be made of such forms, too, and are told as wholes."""
        from scipy import ndimage

        thin = np.array([not lowest(np.pad(one.mask, 1)).any() for one in self.regions] + [True])  # lines
        loose = ~(thin[self.owner] | self.comparison.like_ground[self.owner] | self.covered)
        labels, _ = ndimage.label(grown(loose, EDGE), np.ones((3, 3)))
        found: list[Explained] = []
        for number, place in enumerate(ndimage.find_objects(labels), 1):
            here = (labels[place] == number) & loose[place]
            counts = np.bincount(self.owner[place][here], minlength=len(self.regions))
            own = [one for one in np.flatnonzero(2 * counts > self.comparison.areas).tolist() if one not in self._taken]
            forms = [one for one in map(self._of_form, own) if one is not None]
            rest = here.copy()
            for one in forms:
                rest &= ~one.ink.cut((place[1].start, place[0].start), rest.shape)
            if not rest.any():  # whatever else there is, is upon them
                found += forms
        hollow = [one.number for one in self.regions if one.like_ground and one.number not in self._taken]
        return found + [one for one in map(self._of_form, hollow) if one is not None and one.thick]

    def _of_form(self, number: int) -> Explained | None:
        """The region by its form, if that has a name; what is seen in its holes and notches is in front of it."""
        region = self.regions[number]
        left, top, right, bottom = region.box
        whole = filled(region.mask)
        form = form_of(whole)
        if form is None:
            hull = hull_of(whole)
            if not (hull & ~whole & self.ground[top:bottom, left:right]).any():
                whole, form = hull, form_of(hull)
        beyond = (self.ground | self.comparison.like_ground[self.owner])[top:bottom, left:right] & whole & ~region.mask
        if form is None or (beyond.sum() > OPEN * whole.sum() and not is_frame(whole, whole & ~region.mask)):
            return None
        height, width = self.owner.shape
        corner = max(0, left - AROUND), max(0, top - AROUND)
        shape = min(height, bottom + AROUND) - corner[1], min(width, right + AROUND) - corner[0]
        ink = Patch(corner, Patch((left, top), whole).cut(corner, shape))
        owner, covered = ink.of(self.owner), ink.of(self.covered)
        thick = self._outline(ink, covered)
        inside = ink.inner & ((owner == number) | (owner < 0) | covered)
        covers = Patch(corner, self._covers(ink, inside, thick or 0))
        own = Patch(corner, owner == number)
        return Explained(self._looks_of(form), region.place, thick, region.color, own, covers, ink, 1.0, 1.0,
                         frozenset((number,)), number)  # fmt: skip

    def _looks_of(self, form: Form) -> tuple[Look, ...]:
        return tuple(look for noun in form.nouns for look in self._shapes if look.nouns[0] == noun)

    def _behind(self, ink: Patch) -> NDArray[np.bool_]:
        """Where in a patch the smallest shape of one colour is seen that is around its ink."""
        rows, columns = np.flatnonzero(ink.inner.any(1)), np.flatnonzero(ink.inner.any(0))
        left, top = ink.corner
        box = (left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1)
        around = [one for one in self.explained if one.looks[0].is_shape and len(one.regions) == 1
                  and one.box != box and holds(one.box, box)]  # fmt: skip
        if not around:
            return np.zeros(ink.inner.shape, bool)
        seen: NDArray[np.bool_] = ink.of(self.owner) == min(around, key=lambda one: area(one.box)).seed
        return seen

    def _outline(self, ink: Patch, covered: NDArray[np.bool_]) -> int | None:
        """How many pixels thick a line of one colour is around the ink, apart from what is ``covered`` in its patch; 0
        where there is none, None where that cannot be seen."""
        picture = ink.of(self.picture)
        ground = ink.of(self.ground) | self._behind(ink)
        rings: list[NDArray[np.float64]] = []
        grounds: list[NDArray[np.bool_]] = []
        inner = ink.inner
        for _ in range(THICKEST + 2):
            outer = highest(inner)
            ring = outer & ~inner
            band = picture[ring & ~covered].astype(np.float64)
            if len(band) < 0.5 * ring.sum() or not len(band):
                if len(rings) < 2 or grounds[-1].mean() <= 0.5:  # what is around everything is no line
                    return None
                break
            rings.append(band)
            grounds.append(ground[ring & ~covered])
            inner = outer
        deeper = lowest(ink.inner)
        within = deeper & ~lowest(deeper)
        if not within.any():  # too thin for an outline and something in it
            return 0
        own = np.median(picture[within], axis=0)
        beyond = np.median(rings[-1], axis=0)

        def lined(number: int) -> float:
            _, off = mixed(rings[number], own, beyond)
            return float(((off > LINE) & ~grounds[number]).mean())

        first = next((number for number in (0, 1) if lined(number) > BEGUN), None)
        if first is None:
            return 0
        thick = next((number for number in range(first + 1, len(rings)) if lined(number) <= LINED), 0)
        if thick < PURE:
            return thick
        middle = rings[(first + thick) // 2]
        alike = np.abs(middle - np.median(middle, axis=0)).max(1) <= LINE
        return thick if alike.mean() > LINED else None  # things of several colours are no line


def _covered_by(things: Sequence[Explained], place: Patch) -> NDArray[np.bool_]:
    """Which pixels of a patch are covered by things."""
    covered = np.zeros(place.inner.shape, bool)
    for one in things:
        covered |= one.covers.cut(place.corner, covered.shape)
    return covered


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
