"""Sizes and positions together, by linear programs: where no proposed sizes could be placed, both give way.

This is slower than placing things of known sizes, and it is what saves a composition whose statements tie sizes to
positions: something huge in something small, or above it and within something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import geometric_mean

from sgc.graph.linear import Formula, at_most, variable
from sgc.layout.blocks import Composition
from sgc.layout.geometry import Geometry
from sgc.layout.natural import likeness
from sgc.layout.place import MANY, ROUNDS, polished
from sgc.layout.placement import Placement, demanded, label_places, start, wishes
from sgc.layout.problem import Problem, Sizes
from sgc.layout.rules import Budget, Rules
from sgc.layout.settle import Settling
from sgc.layout.sketch import Sketch
from sgc.layout.support import supports
from sgc.layout.taste import ALIGN, ALIKE, SHRINK_ALIKE, SHRINK_ALONE, SIZE, TO_THE_EDGE
from sgc.layout.variation import Variation


def fit(
    free: Geometry, compositions: Sequence[Composition], sizes: Sizes, firm: Collection[int],
    variation: Variation, budget: Budget, found: Mapping[str, int] | None = None, *, stands: bool = False,
) -> Placement | None:  # fmt: skip
    """A layout near the sketch of these sizes, which may change; with ``found`` one in the order that it has.

    ``free`` is the geometry without sizes; ``found`` are values that satisfy everything. What rests ``stands`` on the
    ground, or would rather. None when nothing near the sketch was confirmed, or there are too many things to try; never
    where ``found`` is given.
    """
    problem = free.problem
    grounds = supports(problem, free, compositions).values()
    hard = [*demanded(free.stated, firm), *(grounds if stands else ())]
    rules = Rules(hard, free.separations)
    sketch = Sketch(problem, compositions, sizes, variation.seed).run()
    soft = [*wishes(free), *((rule, ALIGN) for rule in grounds), *_size_wishes(problem, sizes)]
    settling = Settling(problem, free, compositions, hard=hard, soft=soft, home=sketch, aim=variation.aim)
    final = found
    if final is None and len(problem.members) > MANY:
        return None
    if final is None:
        halves = {f"{id}.{axis}": half / 2 for id, size in sizes.items() for axis, half in zip("wh", size, strict=True)}
        values = label_places(free, start(free, {**sketch, **halves}))
        for _ in range(ROUNDS):
            better = settling.near(values, orders=rules.orders(values).values(), elastic=True)
            if better is None:
                return None
            values = better
        final = rules.confirmed(values, budget)
        if final is None:
            return None
    return Placement(free, polished(rules, settling, final, budget))


def _size_wishes(problem: Problem, sizes: Sizes) -> Iterator[tuple[Formula, float]]:
    """Everything as large as proposed, what is of one kind as each other; where room is short, everything shrinks
    alike."""
    total = 0
    drawn = [side for member in problem.members if not member.is_backdrop for side in sizes.get(member.id, ())]
    usual = geometric_mean(drawn) if drawn else 1.0
    first: dict[str, str] = {}
    for member in problem.members:
        if member.id not in sizes:
            continue
        like = first.setdefault(likeness(member), member.id)
        if like != member.id and sizes[like] == sizes[member.id]:
            for axis in "wh":
                one, other = variable(f"{member.id}.{axis}"), variable(f"{like}.{axis}")
                yield at_most(one, other), ALIKE
                yield at_most(other, one), ALIKE
        for axis, wanted in zip("wh", sizes[member.id], strict=True):
            half = variable(f"{member.id}.{axis}")
            weight = TO_THE_EDGE if member.is_backdrop else SIZE
            yield at_most(half * 2, wanted), weight
            yield at_most(wanted, half * 2), weight
            if not member.is_backdrop:
                total += wanted
                yield at_most(wanted - half * 2, variable("shrinking") * wanted), SHRINK_ALONE * usual / wanted
    yield at_most(variable("shrinking"), 0), SHRINK_ALIKE * total
