"""The layout phase: a scene graph to exact boxes, to the conflict that forbids them, or to "unknown"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sgc.graph.box import UNITS
from sgc.graph.ordered import completed
from sgc.graph.scene import SceneGraph
from sgc.layout.beauty import beauty
from sgc.layout.best import best_known
from sgc.layout.counts import Refutations, combinations
from sgc.layout.cropping import is_cropped
from sgc.layout.diagrams import attempts
from sgc.layout.explain import Explanation, explain
from sgc.layout.interrupts import TimeIsUp, time_limit
from sgc.layout.making_room import DOUBT, SUSPICION
from sgc.layout.ordered import has_order, with_rules
from sgc.layout.problem import Problem
from sgc.layout.relaxed import relax
from sgc.layout.result import layout_of
from sgc.layout.rules import Budget
from sgc.layout.search import Search, solvable
from sgc.layout.stay import Before
from sgc.layout.types import Interrupted, Layout, LayoutResult, Unknown
from sgc.layout.variation import Variation, difference, farthest
from sgc.measure.measure import measure

#: Solver resource units for one figure: some seconds on an ordinary machine.
STEPS = 120_000_000
#: The room for what is new around a diagram that stays, in layout units.
ROOM = 240 * UNITS
#: So many seeds are tried for each variant. Layouts differ plainly from such a ``difference`` on, and are told apart
#: with the same orders when something moved by such a share of the figure.
TRIES, PLAIN, SEEN = 3, 0.15, 1 / 15


def solve(
    scene: SceneGraph, *, seed: int | None = None, relaxed: bool = False, before: Before | None = None,
    seconds: float | None = None, fixes: bool = True,
) -> LayoutResult:  # fmt: skip
    """Lays the scene out.

    ``seed`` picks one of many good layouts (0 the plainest; None: the figure's own, else 0). With ``before``
    everything stays where it was, as far as it can. An impossible figure gives a ``Conflict`` whose cores are
    irreducible; without ``fixes`` no ways out of them are looked for, which takes longest. ``relaxed`` gives up
    statements that cannot hold, and says which. ``Unknown`` means that the budget ran out: then nothing is claimed.
    Boxes are exact and confirmed by integer arithmetic.

    After so many ``seconds`` the best layout that is known comes back at once, as one that is not ``reproducible``,
    with what does not hold in it as ``violated``. Ctrl-C raises Interrupted, a KeyboardInterrupt that has it.
    """
    scene = with_rules(completed(scene))
    variation = Variation(seed if seed is not None else scene.figure.seed or 0)
    budget = Budget(STEPS)
    searches: list[Search] = []
    try:
        with time_limit(seconds):
            found = _solved(scene, variation, budget, before, searches, fixes=fixes)
            if isinstance(found, Explanation) and relaxed:
                return relax(scene, found, partial(_solved, variation=variation, budget=budget))
            return found.conflict if isinstance(found, Explanation) else found
    except TimeIsUp:
        return (best_known(searches[-1]) if searches else None) or Unknown(STEPS - budget.left)
    except KeyboardInterrupt as interrupt:
        raise Interrupted(best_known(searches[-1]) if searches else None) from interrupt


def _solved(
    scene: SceneGraph, variation: Variation, budget: Budget, before: Before | None = None,
    searches: list[Search] | None = None, fixes: bool = True,
) -> Layout | Explanation | Unknown:  # fmt: skip
    """The layout with the first counts that have one, or why the first have none when all are refuted.

    ``searches`` gets every search that is begun.
    """
    searches = searches if searches is not None else []
    refuted: Search | None = None
    refutations = Refutations(scene, budget)
    for counts in combinations(scene, before):
        if refutations.imply(counts):
            continue
        held, least = (None if has_order(scene) else before), (0, 0)
        if held is not None and is_cropped(scene):
            held = held.within(ROOM)
            least = held.extent(ROOM)
        for search in _searches(scene, counts, variation, budget, least):
            searches.append(search)
            if refuted is not None and search.known(SUSPICION) is False:
                continue  # as those before it, and sooner known than by trying
            # What has an order of its own stays by that order: its proposal is the same but for what was changed.
            found = search.near(held) if held is not None else None
            found = found or search.anywhere()
            if found is not None:
                return layout_of(found, reproducible=True, floating=search.floating(found))
        if search.check.answer != "unsat":
            return Unknown(STEPS - budget.left)
        refuted = refuted or search
        refutations.add(search)
    if refuted is None:  # the requirements allow no combination
        (refuted, *_) = _searches(scene, {one.id: one.count[0] for one in scene.objects}, variation, budget)
        refuted.known(DOUBT)
    proves = partial(solvable, budget=budget) if fixes else None
    return explain(refuted, proves, budget)


def _searches(
    scene: SceneGraph, counts: Mapping[str, int], variation: Variation, budget: Budget, least: tuple[int, int] = (0, 0)
) -> Iterator[Search]:
    """One search for a scene; for a diagram one after another, as its letters or its canvas change, which is of the
    ``least`` size."""
    if scene.figure.kind == "diagram":
        for attempt in attempts(scene, counts, least):
            yield Search(attempt.problem, variation, budget, attempt.places)
    else:
        yield Search(Problem(scene, counts, measure(scene)), variation, budget)


def variants(scene: SceneGraph, count: int, *, seed: int | None = None) -> tuple[LayoutResult, ...]:
    """``count`` layouts that look different, from seeds that follow each other: the plain one, then the others as
    ``beauty`` has them, best first.

    ``difference`` measures how much. A seed is taken at once when its layout differs plainly from all that were
    taken; where few do, those that differ most are. Fewer come back when a figure has no more that a person could
    tell apart, and a single conflict when it is impossible. Ctrl-C raises Interrupted, as ``solve`` does.
    """
    start = seed if seed is not None else scene.figure.seed or 0
    taken: list[Layout] = []
    others: list[Layout] = []
    for step in range(TRIES * count):
        try:
            result = solve(scene, seed=start + step)
        except Interrupted as interrupt:
            raise Interrupted(taken[0] if taken else interrupt.best) from interrupt
        if not isinstance(result, Layout):
            if not taken:
                return (result,)
            continue
        plainly = all(difference(result, other) >= PLAIN for other in taken)
        (taken if plainly else others).append(result)
        if len(taken) == count:
            break
    while others and len(taken) < count:
        best = max(others, key=lambda one: min(_differ(one, other) for other in taken))
        others.remove(best)
        if min(_differ(best, other) for other in taken) >= (0, SEEN):
            taken.append(best)
    extents = measure(scene)

    def total(layout: Layout) -> float:
        return beauty(Problem(scene, layout.counts, extents), layout).total

    return (*taken[:1], *sorted(taken[1:], key=total, reverse=True))


def _differ(a: Layout, b: Layout) -> tuple[float, float]:
    """The orders that differ, and the farthest move, as a share of the figure's shorter side."""
    return difference(a, b), farthest(a, b)
