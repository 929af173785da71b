"""The search for a layout with given counts: near sketches, then anywhere, unless it is known to be impossible."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property
from itertools import product

from sgc.graph.linear import conjunction
from sgc.graph.scene import SceneGraph, SceneObject
from sgc.layout.blocks import Composition
from sgc.layout.bodies import with_bodies, without_bodies
from sgc.layout.composition import compose
from sgc.layout.depth import in_depth
from sgc.layout.fit import fit
from sgc.layout.geometry import Geometry
from sgc.layout.making_room import DOUBT, SOON, SUSPICION
from sgc.layout.natural import naturalness
from sgc.layout.place import place
from sgc.layout.placement import Placement, demanded
from sgc.layout.preferences import compatible
from sgc.layout.problem import Problem, Sizes
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget, Rules
from sgc.layout.shelving import shelved, wrapped
from sgc.layout.sizes import propose
from sgc.layout.smt import Check
from sgc.layout.stay import Before, stay
from sgc.layout.support import floating, supports
from sgc.layout.taste import SHELVE, SHELVE_MORE
from sgc.layout.variation import Variation

#: Wishes for sizes shrink by these factors until the figure fits.
SCALES = (1.0, 0.85, 0.72, 0.6, 0.48, 0.36, 0.26)
#: A few things are so much larger where all of them go where they were sketched.
GENEROUS, A_FEW = 1.18, 24
#: So many of them are tried near the sketch before Z3 is asked about the whole canvas.
COMPOSED = 4
#: What can stand does so as long as it is as natural as this.
STANDING = 0.4
#: Sizes that follow from positions are taken before others that are less natural than they, but for this share.
FITTED = 0.85
#: Below this naturalness other sizes are looked for everywhere.
SHRUNKEN = 0.22
#: Up to so many things, everything is asked about until it is proved or found; of more, only what is soon said.
COMPLETE = 60
#: Resource units for the last word on whether a figure is possible.
DECISION = 36_000_000


class Search:
    """The search for a layout with given counts.

    ``check`` is what is known without searching: whether everything can hold together with free sizes, or the names
    of what cannot.
    """

    def __init__(
        self, problem: Problem, variation: Variation, budget: Budget, places: Mapping[str, float] | None = None,
        original: Search | None = None,
    ) -> None:  # fmt: skip
        """``places`` are proposed for the variables instead of those that a sketch would have. The ``original`` is that
        for the figure of which this is a stricter one: what is known to be impossible is known of that."""
        self.problem = problem
        self.places = places
        self.variation = variation
        self.budget = budget
        self._original = original
        self.check = Check("unknown", {}, frozenset(), 0)
        self._asked = 0  # what that question might have spent, in resource units

    @cached_property
    def questions(self) -> Questions:
        return Questions(self.problem)

    @cached_property
    def free(self) -> Geometry:
        return Geometry(self.problem, None)

    @cached_property
    def sized(self) -> Geometry | None:
        """With the sizes that are stated, if all are."""
        return Geometry(self.problem, self.problem.sizes) if self.problem.sizes is not None else None

    @cached_property
    def compositions(self) -> Sequence[Composition]:
        """The compositions; in rows where things would be too far below their natural sizes on one line."""
        if self.places is not None:
            return ()
        usual = self._of_canvas
        rows = (usual[0], *(shelved(self.problem, one, self.variation) or one for one in usual[1:]))
        if self.problem.sizes is not None or rows == tuple(usual):
            return usual
        return rows if self._naturalness(rows) >= self._naturalness(usual) + SHELVE else usual

    @cached_property
    def _of_canvas(self) -> Sequence[Composition]:
        """The same, but that all of a frame is on one line."""
        usual = compose(self.problem, self.variation)
        usual = (in_depth(self.problem, usual[0]), *usual[1:])
        if usual[0].shelved:
            return usual
        other = shelved(self.problem, usual[0], self.variation)
        if other is None:
            return usual
        rows = (other, *usual[1:])
        if wrapped(self.problem, usual[0]):  # collections in rows anyway: then each row by itself
            return rows
        least = SHELVE_MORE if any(block.row for block in usual[0].blocks) else SHELVE
        if self.problem.sizes is not None or self._naturalness(usual) >= 1 - least:
            return usual
        return rows if self._naturalness(rows) >= self._naturalness(usual) + least else usual

    def _naturalness(self, compositions: Sequence[Composition]) -> float:
        sizes = propose(self.problem, self.free, compositions, 1.0)
        return naturalness(self.problem, sizes) if sizes else 0.0

    @cached_property
    def firm(self) -> list[int]:
        """The preferences that could hold together, lightest first."""
        return list(compatible(self.free, self.budget)) if _prefers(self.problem.scene) else []

    def near(self, before: Before) -> Placement | None:
        """Near the layout before, with as many preferences as can hold together."""
        for firm in (self.firm, ()) if self.firm else ((),):
            found = stay(self.problem, before, firm, self.variation, self.budget)
            if found is not None:
                return found
        return None

    def composed(self) -> Placement | None:
        """Near the sketches alone, and soon."""
        return self._in_bodies(()) or self._generous(()) or self._shrinking(SCALES[:COMPOSED], (), thorough=False)

    def anywhere(self) -> Placement | None:
        """With as many preferences as can hold together; each failure gives up the lightest.

        First near the sketches alone: a somewhat smaller picture that is composed, or one of other sizes, is better
        than a larger one in which Z3 put things anywhere, and found sooner. Before that is asked, it must be possible.
        """
        firm = list(self.firm)
        if (found := self._in_bodies(firm) or self._generous(firm)) is not None or self.check.answer == "unsat":
            return found
        while True:
            scales = SCALES[:3] if firm else SCALES
            found = None
            if self.problem.sizes is None:
                found = self._shrinking(scales[:COMPOSED], firm, thorough=False)
            if found is None and (self.problem.sizes is not None or self.hopeful()):
                found = self._fitted(firm)
                if found is None and self.problem.sizes is None and not firm and self.known(DOUBT):
                    found = self._fitted((), self.check.values)  # the question found values: no need to search
                if found is None or (len(self.problem.members) <= SOON and self._shrunken(found)):
                    other = self._shrinking(scales, firm, thorough=True)
                    found = other if found is None or (other and not self._shrunken(other)) else found
            if found is not None:
                return found
            if not firm or self.budget.left == 0 or not self.hopeful():
                break
            firm.pop(0)
        if not self.known(DECISION if len(self.problem.members) <= COMPLETE else DOUBT):
            return None
        return self._fitted((), self.check.values) or Placement(self.questions.geometry, self.check.values)

    def _in_bodies(self, firm: Collection[int]) -> Placement | None:
        """With each arrangement of many things as a whole."""
        if len(self.problem.members) <= COMPLETE:
            return None
        geometry = self.sized or self.free
        whole = with_bodies(geometry)
        if whole is None:
            return None
        search = Search(whole, self.variation, self.budget, original=self)
        found = search._shrinking(SCALES[:COMPOSED], firm, thorough=True)
        if found is None:
            return None
        if geometry.sizes is None:
            sizes = found.geometry.sizes or {}
            geometry = Geometry(self.problem, {m.id: sizes[m.id] for m in self.problem.members if not m.is_frame})
        values = without_bodies(geometry, found)
        rules = Rules([f for f in demanded(geometry.stated, firm) if f is not True], geometry.separations)
        return Placement(geometry, values) if rules.hold(values) else None

    def floating(self, found: Placement) -> Sequence[SceneObject]:
        """What would stand on the ground, but does not."""
        return floating(found.geometry, lambda: self.compositions, found.values)

    def _fitted(
        self, firm: Collection[int], found: Mapping[str, int] | None = None, *, stands: bool = False
    ) -> Placement | None:
        """With sizes that follow from the positions, near the sketch, or in the order of values found anywhere."""
        if self.problem.sizes is not None:
            return None
        sizes = propose(self.problem, self.free, self.compositions, self.variation.size)
        if sizes is None:
            return None
        return fit(self.free, self.compositions, sizes, firm, self.variation, self.budget, found, stands=stands)

    def hopeful(self, most: int = DOUBT) -> bool:
        """Whether it is not known to be impossible, after a question of at most so many resource units."""
        return self.known(most) is not False

    def known(self, most: int) -> bool | None:
        """Whether it is possible, as far as a question of at most so many resource units tells."""
        if self._original is not None:
            return self._original.known(most)
        if self.check.answer == "unknown" and most > self._asked:
            self._asked = most
            self.check = self.questions.ask(self.questions.guards, self.budget, most, spreading=most > SUSPICION)
        return {"sat": True, "unsat": False, "unknown": None}[self.check.answer]

    def _shrunken(self, found: Placement) -> bool:
        """Whether something is much smaller than it would be beside the others."""
        return self._naturalness_of(found) < SHRUNKEN

    def _naturalness_of(self, found: Placement) -> float:
        sizes = found.geometry.sizes or {
            m.id: (2 * found.values[f"{m.id}.w"], 2 * found.values[f"{m.id}.h"])
            for m in self.problem.members if not m.is_frame
        }  # fmt: skip
        return naturalness(self.problem, sizes)

    @cached_property
    def can_stand(self) -> bool:
        """Whether a few things can all stand where support would have them, as far as is soon known."""
        rules = supports(self.problem, self.questions.geometry, self.compositions)
        if len(self.problem.members) > SOON or len(rules) < 2:
            return False
        return self.questions.allows("support", conjunction(*rules.values()), self.budget, SUSPICION)

    def _generous(self, firm: Collection[int]) -> Placement | None:
        """A few things of no stated sizes somewhat larger than usual."""
        problem, compositions = self.problem, self.compositions
        if problem.sizes is not None or len(problem.members) > A_FEW:
            return None
        sizes = propose(problem, self.free, compositions, GENEROUS * self.variation.size)
        if sizes is None:
            return None
        geometry = Geometry(problem, sizes)
        grounds = list(supports(problem, geometry, compositions))
        return place(
            geometry, compositions, sizes, firm, grounds, self.variation, self.budget,
            hopeful=self.hopeful, thorough=False, places=self.places, settled=True,
        )  # fmt: skip

    def _shrinking(self, scales: Sequence[float], firm: Collection[int], *, thorough: bool) -> Placement | None:
        """Tries sizes from natural to small, and first after the natural ones those that follow from positions.

        What can stand shrinks rather than float; where it cannot, support is dropped before anything shrinks.
        """
        problem, compositions = self.problem, self.compositions
        tried: list[tuple[Sizes, bool]] = []
        fitted: Placement | None = None
        geometry: Geometry | None = None

        @cache  # with and without support
        def proposed(scale: float) -> Sizes | None:
            return propose(problem, self.free, compositions, scale)

        for scale, stands in product(scales, (True, False)):
            sizes = problem.sizes or proposed(scale * self.variation.size)
            if sizes is None:
                return None
            if (sizes, stands) in tried:  # they are stated, or as small as they can be
                continue
            if fitted is not None and self._naturalness_of(fitted) >= FITTED * naturalness(problem, sizes):
                return fitted
            tried.append((sizes, stands))
            if geometry is None or geometry.sizes is not sizes:
                geometry = self.sized or Geometry(problem, sizes)
            grounds = list(supports(problem, geometry, compositions)) if stands else []
            if stands and not grounds:
                continue
            found = place(
                geometry, compositions, sizes, firm, grounds if stands else (), self.variation, self.budget,
                hopeful=self.hopeful, thorough=thorough, places=self.places,
            )  # fmt: skip
            if found is not None:
                return found
            if self.budget.left == 0 or not self.hopeful(SUSPICION):
                return None
            if len(tried) == 1 and not thorough:
                if stands and self.can_stand:
                    found = self._fitted(firm, stands=True)
                    if found is not None and self._naturalness_of(found) >= STANDING:
                        return found
                fitted = self._fitted(firm)
        return None


def solvable(problem: Problem, budget: Budget) -> bool:
    """Whether a figure was found to have a layout, with little effort."""
    search = Search(problem, Variation(0), budget)
    # With given sizes there is one sketch to try, else there are many.
    search.known(SUSPICION if problem.sizes is not None else DOUBT)
    tried = problem.sizes is not None or len(problem.members) <= SOON
    if search.check.answer == "unknown" and tried and search.composed() is not None:
        return True
    return bool(search.known(DOUBT))


def _prefers(scene: SceneGraph) -> bool:
    """Whether it states any preference."""
    return any(one.weight is not None for one in (*scene.relations, *scene.arrangements, *scene.requirements))
