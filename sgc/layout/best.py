"""The best that is known when a search is cut short: whatever holds already, or what soon comes near to holding."""

from __future__ import annotations

from sgc.graph.linear import holds
from sgc.layout.geometry import IN_CANVAS, LABELS, SPACING, Geometry
from sgc.layout.placement import Placement, demanded, label_places, start
from sgc.layout.relax import COLD, relax
from sgc.layout.result import layout_of
from sgc.layout.search import SCALES, Search
from sgc.layout.sizes import propose
from sgc.layout.sketch import Sketch
from sgc.layout.types import Layout
from sgc.source import Span


def best_known(search: Search) -> Layout | None:
    """A layout that is not reproducible, because the clock chose it; ``violated`` names what does not hold in it.

    Where the solver has found that everything can hold, it is what it found, if not composed; else the sketch, in
    which things have made some room for each other.
    """
    if search.check.answer == "sat":
        return layout_of(Placement(search.questions.geometry, search.check.values), reproducible=False)
    problem = search.problem
    sizes = problem.sizes or propose(problem, search.free, search.compositions, SCALES[len(SCALES) // 2])
    if sizes is None:
        return None
    geometry = Geometry(problem, sizes)
    sketch = search.places or Sketch(problem, search.compositions, sizes, search.variation.seed).run()
    places = label_places(geometry, start(geometry, sketch))
    hard = [formula for formula in demanded(geometry.stated, ()) if not isinstance(formula, bool)]
    nearly, _ = relax(hard, geometry.separations, places, COLD, hot=False)
    placement = Placement(geometry, {name: round(value) for name, value in nearly.items()})
    return layout_of(placement, reproducible=False, violated=_violated(placement))


def _violated(placement: Placement) -> tuple[tuple[str, Span], ...]:
    """The statements and defaults that do not hold, in the order of the source."""
    geometry, values = placement.geometry, placement.values
    scene = geometry.problem.scene
    failed = {
        (c.owner.index, c.owner.name) for c in geometry.stated if c.weight is None and not holds(c.formula, values)
    }
    indices = {index for index, _ in failed}
    parts = (scene.relations, scene.arrangements, scene.requirements, scene.objects)
    said = [(one.statement, one.span) for part in parts for one in part]
    found = [words for index, words in enumerate(said) if index in indices]
    if not geometry.separations.hold(values):
        failed.add((None, SPACING))
    defaults = [name for name in (IN_CANVAS, SPACING, LABELS) if (None, name) in failed]
    return (*found, *((name, scene.figure.span) for name in defaults))
