"""The layout phase: a scene graph to exact boxes, to the conflict that forbids them, or to "unknown"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from sgc.graph.box import UNITS
from sgc.graph.linear import holds, substitute, variable, variables
from sgc.graph.scene import SceneGraph
from sgc.layout.composition import Composition, compose
from sgc.layout.explain import Explanation, explain
from sgc.layout.place import Budget, Placement, place
from sgc.layout.preferences import compatible
from sgc.layout.problem import Geometry, Problem, Sizes
from sgc.layout.result import layout_of
from sgc.layout.sizes import propose
from sgc.layout.stay import Before, stay
from sgc.layout.support import supports
from sgc.layout.types import Conflict, Layout, LayoutResult, Unknown
from sgc.layout.variation import Variation
from sgc.measure.extents import measure

#: Solver resource units for one figure: some seconds on an ordinary machine.
STEPS = 120_000_000
#: Wishes for sizes shrink by these factors until the figure fits.
SCALES = (1.0, 0.85, 0.72, 0.6, 0.48, 0.36, 0.26)
#: So many of them are tried near the sketch before Z3 is asked about the whole canvas.
COMPOSED = 4
#: At most so many combinations of counts are tried, fewest things first.
COUNT_TRIES, OPEN_COUNT = 64, 40


def solve(
    scene: SceneGraph, *, seed: int | None = None, relaxed: bool = False, before: Before | None = None
) -> LayoutResult:
    """Lays the scene out.

    ``seed`` picks one of many good layouts (0 the plainest; None: the figure's own, else 0).
    With ``before`` everything stays where it was, as far as it can. ``relaxed`` drops statements that cannot
    hold and says which; otherwise an impossible figure
    gives a ``Conflict`` whose cores are proved irreducible. ``Unknown`` means that the budget ran
    out: then nothing is claimed. Boxes are exact and confirmed by integer arithmetic.
    """
    variation = Variation(seed if seed is not None else scene.figure.seed or 0)
    extents = measure(scene)
    budget = Budget(STEPS)
    first: Problem | None = None
    tried = 0
    for counts in _counts(scene, before):
        problem = Problem(scene, counts, extents)
        first = first or problem
        found = _stay(problem, before, variation, budget) if before is not None else None
        found = found or _attempt(problem, variation, (), budget)
        if found is not None:
            return layout_of(found, reproducible=True)
        tried += 1
        if budget.left == 0:
            return Unknown(STEPS)
    if first is None:
        least = {one.id: one.count[0] for one in scene.objects}
        first = Problem(scene, least, extents)
    explanation = explain(first, budget)
    if relaxed:
        return _relaxed(first, explanation, variation, budget)
    if isinstance(explanation.answer, Placement):
        return layout_of(explanation.answer, reproducible=True)
    if isinstance(explanation.answer, Conflict) and tried > 1 and not explanation.names_counts:
        # Every combination of counts failed; the core of the least one stands for them.
        return explanation.answer
    return explanation.answer


def _stay(problem: Problem, before: Before, variation: Variation, budget: Budget) -> Placement | None:
    """Near the layout before, with as many preferences as can hold together."""
    free = Geometry(problem, None)
    firm = list(compatible(free, budget)) if _prefers(problem.scene) else []
    return (stay(problem, before, (), firm, variation, budget) if firm else None) or stay(
        problem, before, (), (), variation, budget
    )


def variants(scene: SceneGraph, count: int, *, seed: int | None = None) -> tuple[LayoutResult, ...]:
    """``count`` layouts from seeds that follow each other, those that look alike left out.

    Fewer come back when a figure has no more that differ, and a single conflict when it is
    impossible.
    """
    start = seed if seed is not None else scene.figure.seed or 0
    found: list[LayoutResult] = []
    for step in range(4 * count):
        result = solve(scene, seed=start + step)
        if not isinstance(result, Layout):
            return (result,) if not found else tuple(found)
        if all(isinstance(other, Layout) and _differ(result, other) for other in found):
            found.append(result)
        if len(found) == count:
            break
    return tuple(found)


def _differ(a: Layout, b: Layout) -> bool:
    """Whether a person would see the difference: something moved by a fifteenth of the figure."""
    reach = min(a.size) * UNITS / 15
    boxes = {one.id: one.box for one in b.objects}
    return any(
        one.id not in boxes or max(abs(x - y) for x, y in zip(one.box[:2], boxes[one.id][:2], strict=True)) > reach
        for one in a.objects
    )


def _attempt(problem: Problem, variation: Variation, softened: Collection[int], budget: Budget) -> Placement | None:
    """Tries with as many preferences as can hold together; each failure gives up the lightest."""
    free = Geometry(problem, None)
    compositions = compose(problem, variation)
    firm = list(compatible(free, budget)) if _prefers(problem.scene) else []
    while firm:
        found = _shrinking(problem, free, compositions, SCALES[:3], softened, firm, variation, budget)
        if found is not None:
            return found
        firm.pop(0)
    return _shrinking(problem, free, compositions, SCALES, softened, (), variation, budget)


def _prefers(scene: SceneGraph) -> bool:
    """Whether it states any preference."""
    return any(one.weight is not None for one in (*scene.relations, *scene.arrangements, *scene.requirements))


def _shrinking(
    problem: Problem, free: Geometry, compositions: Sequence[Composition], scales: Sequence[float],
    softened: Collection[int], firm: Collection[int], variation: Variation, budget: Budget,
) -> Placement | None:  # fmt: skip
    """Tries sizes from natural to small, with support as long as it can be kept.

    First near the sketches alone: a somewhat smaller picture that is composed is better than a larger
    one in which Z3 put things anywhere, and it is found sooner.
    """
    for thorough in (False, True) if problem.sizes is None else (True,):
        tried: Sizes | None = None
        for scale in scales if thorough else scales[:COMPOSED]:
            sizes = problem.sizes or propose(problem, free, compositions, scale * variation.size)
            if sizes is None:
                return None
            if sizes == tried:  # they are stated, or as small as they can be
                continue
            tried = sizes
            geometry = Geometry(problem, sizes)
            grounds = list(supports(problem, geometry))
            # Dropping support is tried before shrinking: a smaller picture is the greater change.
            for supported in [grounds, []] if grounds else [[]]:
                found = place(
                    geometry, compositions, sizes, softened, firm, supported, variation, budget, thorough=thorough
                )
                if found is not None:
                    return found
                if budget.left == 0:
                    return None
    return None


def _relaxed(problem: Problem, explanation: Explanation, variation: Variation, budget: Budget) -> LayoutResult:
    """Softens one statement of every core until the rest can be drawn; marks what does not hold."""
    softened: set[int] = set(explanation.drop)
    found = _attempt(problem, variation, softened, budget)
    if found is None:
        return Unknown(STEPS - budget.left)
    violated = []
    for constraint in found.geometry.stated:
        if constraint.owner.index in softened and not holds(constraint.formula, found.values):
            statement = explanation.statements[constraint.owner.index]
            if statement not in violated:
                violated.append(statement)
    return layout_of(found, reproducible=True, violated=tuple(violated))


def _counts(scene: SceneGraph, before: Before | None = None) -> Iterator[Mapping[str, int]]:
    """Combinations of counts that the requirements allow, fewest things first; those of the layout before if any."""
    if before is not None and (same := before.counts(scene)) and _allowed(scene, same):
        yield same
    fixed = {one.id: one.count[0] for one in scene.objects if one.count[0] == one.count[1]}
    open_ = [one for one in scene.objects if one.id not in fixed]
    ranges = [
        range(one.count[0], min(one.count[1] or OPEN_COUNT, OPEN_COUNT, one.count[0] + OPEN_COUNT) + 1) for one in open_
    ]
    if len(open_) <= 2:
        combinations = sorted(product(*ranges), key=sum)
    else:  # a little above the least everywhere, so that the list stays short
        combinations = sorted(product(*(r[:4] for r in ranges)), key=sum)
    given = 0
    for combination in combinations:
        counts = {**fixed, **{one.id: n for one, n in zip(open_, combination, strict=True)}}
        if _allowed(scene, counts):
            yield counts
            given += 1
            if given >= COUNT_TRIES:
                return


def _allowed(scene: SceneGraph, counts: Mapping[str, int]) -> bool:
    """Whether no required formula fails by the counts alone."""
    for one in scene.requirements:
        if one.weight is not None or one.negated:
            continue
        names = variables(one.formula)
        if not any(name.startswith("count(") for name in names):
            continue
        value = substitute(one.formula, lambda n: counts.get(n[6:-1], 1) if n.startswith("count(") else variable(n))
        if value is False:
            return False
    return True
