"""Spreading: an answer to what can hold together, found by making things small and letting them push each other apart.

Z3 puts things that nothing tells apart into one place, and is slow to find another for each of many. So sizes are
chosen that leave room, things are relaxed, and exact arithmetic says whether all holds. Where it does not, nothing is
known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor

from sgc.graph.linear import Formula, holds, variable
from sgc.layout.choice import chosen, edges
from sgc.layout.composition import compose
from sgc.layout.geometry import Geometry, Owner
from sgc.layout.making_room import EVERY_PAIR
from sgc.layout.placement import label_places, start
from sgc.layout.problem import Sizes
from sgc.layout.program import Program
from sgc.layout.relax import BRIEF, COLD, relax
from sgc.layout.rules import Budget, Rules, nearby
from sgc.layout.sketch import Sketch
from sgc.layout.variation import Variation

#: A holder is made so large that a unit of it is worth this share of a unit of what it holds.
HOLDING = 0.1
#: Resource units for Z3 where things have not come apart by themselves.
STEPS = 150_000
#: What a linear program leaves over a whole number.
ALMOST = 1e-6


def spread(
    free: Geometry, said: Sequence[Formula], is_said: Callable[[Owner], bool], values: Mapping[str, int], budget: Budget
) -> Mapping[str, int] | None:
    """Values under which everything ``said`` of the ``free`` geometry holds and all pairs are apart; None: not found.

    ``is_said`` tells whether an owner's constraints are among that; ``values`` satisfy it but for the pairs.
    """
    sizes = free.problem.sizes or _sizes(free, said, values)
    if sizes is None:
        return None
    geometry = Geometry(free.problem, sizes)
    hard = [one.formula for one in geometry.stated if one.weight is None and is_said(one.owner)]
    if False in hard:
        return None
    rules = Rules([formula for formula in hard if formula is not True], geometry.separations)
    found = _packed(rules, geometry, sizes) or _relaxed(rules, geometry, sizes, values, budget)
    if found is None:
        return None
    halves = {f"{id}.{axis}": size[number] // 2 for id, size in sizes.items() for number, axis in enumerate("wh")}
    everything = {**values, **found, **halves}
    holding = all(holds(formula, everything) for formula in said) and free.separations.hold(everything)
    return everything if holding else None


def _packed(rules: Rules, geometry: Geometry, sizes: Sizes) -> Mapping[str, int] | None:
    """Things of which only their size is said, in rows across the canvas, highest first: nothing packs those that are
    alike more closely. None where that is not all there is, or they do not fit."""
    problem = geometry.problem
    members = problem.members
    if geometry.grounded or any(one.is_frame or one.is_backdrop or one.outside_label for one in members):
        return None
    gap, margin, right = problem.measures.spacing, problem.margin, problem.canvas[0] - problem.margin
    places: dict[str, int] = {}
    left, top, below = margin, margin, margin
    for one in sorted(members, key=lambda one: -sizes[one.id][1]):
        width, height = sizes[one.id]
        if left > margin and left + width > right:
            left, top = margin, below
        places |= {f"{one.id}.left": left, f"{one.id}.top": top, f"{one.id}.order": 0}
        left, below = left + width + gap, max(below, top + height + gap)
    return places if rules.hold(places) else None


def _relaxed(
    rules: Rules, geometry: Geometry, sizes: Sizes, values: Mapping[str, int], budget: Budget
) -> Mapping[str, int] | None:
    """Where things come apart by pushing each other, or by Z3 near there."""
    problem = geometry.problem
    sketch = Sketch(problem, compose(problem, Variation(0)), sizes, 0).run()
    places = label_places(geometry, start(geometry, {**sketch, **_in_rows(geometry, sizes, sketch)}))
    for rounds, hot in ((COLD, False), (BRIEF, True)):  # rows may do as they are
        proposed, _ = relax(rules.hard, rules.separations, {**values, **places}, rounds, hot=hot)
        found = rules.confirmed(proposed, budget)
        if found is not None:
            return found
    if len(problem.members) > EVERY_PAIR:
        return None
    return nearby(rules, proposed, max(problem.canvas), budget, STEPS)


def _in_rows(geometry: Geometry, sizes: Sizes, sketch: Mapping[str, float]) -> Mapping[str, float]:
    """What stands on a thing in as many rows as its face has to have for all of it."""
    standing: dict[str, list[str]] = {}
    for id, holders in geometry.overlaps.holders.items():
        for holder in holders:
            if holder in sizes and geometry.box(holder).face is not None:
                standing.setdefault(holder, []).append(id)
    places = {}
    for holder, ids in standing.items():
        left, top, right, bottom = edges(geometry.box(holder).face or geometry.box(holder), sketch)
        widest = max(sizes[id][0] for id in ids) + geometry.problem.measures.spacing + 2
        columns = max(1, (right - left + widest) // widest)
        rows = ceil(len(ids) / columns)
        for number, id in enumerate(ids):
            row, column = divmod(number, columns)
            places[f"{id}.left"] = left + (right - left) * (column + 0.5) / columns - sizes[id][0] / 2
            places[f"{id}.top"] = top + (bottom - top) * (row + 0.5) / rows - sizes[id][1]
    return places


def _sizes(free: Geometry, said: Sequence[Formula], values: Mapping[str, int]) -> Sizes | None:
    """Extents that leave the most room, as far as the values' choices allow: small things, large holders."""
    program = Program()
    for formula in said:
        for atom in chosen(formula, values):
            program.require(atom.linear)
    holders = {holder for held in free.overlaps.holders.values() for holder in held}
    ids = [member.id for member in free.problem.members if not member.is_frame]
    for id in ids:
        for axis, whole in zip("wh", free.problem.canvas, strict=True):
            program.bound(f"{id}.{axis}", 1, max(whole // 2, values[f"{id}.{axis}"]))
            program.minimise(variable(f"{id}.{axis}"), -HOLDING if id in holders else 1.0)
    found = program.solve()
    if found is None:
        return None

    def even(id: str, axis: str) -> int:
        half = found[f"{id}.{axis}"]
        return 2 * (floor(half + ALMOST) if id in holders else ceil(half - ALMOST))

    return {id: (even(id, "w"), even(id, "h")) for id in ids}
