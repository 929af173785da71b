"""That a figure can be without some of its statements, shown by a layout of the rest.

Of an impossible figure this is asked again and again, each time of what is left without other statements. Each layout
is looked for near the last one that was found: there most things stay, and a few push each other to where the others
want them. What counts is that everything holds, exactly; nobody looks at these layouts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from sgc.layout.geometry import Geometry
from sgc.layout.placement import label_places, start
from sgc.layout.relax import BRIEF, COLD, relax
from sgc.layout.rules import Budget, Rules
from sgc.layout.search import Search
from sgc.layout.sizes import propose
from sgc.layout.sketch import Sketch

#: Where sizes are free, wishes for them shrink by this factor.
ROOMY = 0.5


class Witnesses:
    """Layouts of parts of the figure that was searched for in vain."""

    def __init__(self, search: Search, budget: Budget) -> None:
        self._search, self._budget = search, budget
        self._places: Mapping[str, float] | None = None

    @cached_property
    def _geometry(self) -> Geometry | None:
        """With the sizes that are stated, or such as leave room."""
        search, problem = self._search, self._search.problem
        if search.sized is not None:
            return search.sized
        sizes = propose(problem, search.free, search.compositions, ROOMY)
        return Geometry(problem, sizes) if sizes is not None else None

    def known_without(self, aside: Collection[int]) -> bool | None:
        """Whether there is a layout of all but the statements of these numbers, as far as that is soon known."""
        questions = self._search.questions
        if not aside or not questions.can_leave_out(aside):
            return None
        if self._found_without(aside, hot=False):
            return True
        if questions.refutes(questions.without(aside), self._budget):
            return False
        return True if self._found_without(aside, hot=True) else None

    def _found_without(self, aside: Collection[int], *, hot: bool) -> bool:
        geometry = self._geometry
        if geometry is None:
            return False
        hard = [one.formula for one in geometry.stated if one.weight is None and one.owner.index not in aside]
        if False in hard:
            return False
        rules = Rules([formula for formula in hard if formula is not True], geometry.separations)
        places = self._places or self._sketched(geometry)
        proposed, _ = relax(rules.hard, rules.separations, places, BRIEF if hot else COLD, hot=hot)
        found = rules.confirmed(proposed, self._budget)
        self._places = {**places, **(found or {})}
        return found is not None

    def _sketched(self, geometry: Geometry) -> Mapping[str, float]:
        search, sizes = self._search, geometry.sizes
        assert sizes is not None
        sketch = search.places or Sketch(search.problem, search.compositions, sizes, search.variation.seed).run()
        return label_places(geometry, start(geometry, sketch))
