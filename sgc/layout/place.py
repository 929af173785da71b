"""Placing with given sizes: a sketch, Z3 near the sketch, settling, and an exact confirmation.

The sketch proposes; Z3 decides. When nothing is possible near the sketch, Z3 is asked about the whole
canvas, so a failure here says only that these sizes do not work, or that the budget ran out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from sgc.graph.box import UNITS
from sgc.graph.linear import Formula
from sgc.layout.blocks import Composition
from sgc.layout.clauses import label_sides
from sgc.layout.geometry import Geometry
from sgc.layout.groups import solved_apart
from sgc.layout.making_room import DOUBT, SOON, SUSPICION, Hopeful, made_room
from sgc.layout.placement import Placement, demanded, label_places, start, usual_side, wishes
from sgc.layout.problem import Sizes
from sgc.layout.rules import Budget, Rules
from sgc.layout.settle import Settling
from sgc.layout.sketch import Sketch
from sgc.layout.support import supports
from sgc.layout.taste import CROWDED
from sgc.layout.variation import Variation

#: How often a linear program is asked again, about what the last one's answer shows.
ROUNDS = 3
#: Of more things than this the sketch is not settled before they make room for each other, which takes too long, unless
#: it lacks little: for this share of them a pair in each other's way, or something said that does not hold.
MANY, NEARLY_HOLDING = 80, 0.1
#: Of more things than this a sketch in which all holds is the layout: settling would take seconds, and change little.
SETTLED = 500
#: Groups are solved apart in figures of more things than this.
APART = 60


def place(
    geometry: Geometry,
    compositions: Sequence[Composition],
    sizes: Sizes,
    firm: Collection[int],
    supported: Collection[str],
    variation: Variation,
    budget: Budget,
    *,
    hopeful: Hopeful,
    thorough: bool,
    places: Mapping[str, float] | None = None,
    settled: bool = False,
) -> Placement | None:
    """A layout with these sizes, or None. ``firm`` preferences are demands for now; ``supported`` members stand
    on the ground. Where nothing is found near the sketch, a ``thorough`` search looks anywhere, which takes long, as
    long as it is ``hopeful``; where it has to be ``settled``, nothing but settling the sketch is tried. In a figure of
    many things groups are solved apart first.

    ``places`` take the sketch's place; when they satisfy everything they are the layout.
    """
    problem = geometry.problem
    careful = len(problem.members) <= MANY

    def attempt(
        geometry: Geometry, compositions: Sequence[Composition],
        firm: Collection[int], thorough: bool, hopeful: Hopeful,
    ) -> Placement | None:  # fmt: skip
        grounds = supports(geometry.problem, geometry, compositions)
        standing = [rule for id, rule in grounds.items() if id in supported]
        hard = [*demanded(geometry.stated, firm), *standing]
        if any(formula is False for formula in hard):
            return None
        hard = [formula for formula in hard if formula is not True]
        # All labels on their usual side look best; where that does not fit, Z3 chooses the sides.
        labels = geometry.open_labels.items()
        usual = [label_sides(geometry.box(id), box)[usual_side(geometry, id)] for id, box in labels]
        for sides in [usual, []] if usual else [[]]:
            rules = Rules([*hard, *sides], geometry.separations)
            soft = wishes(geometry)
            assert geometry.sizes is not None
            sketch = (
                places if places is not None
                else Sketch(geometry.problem, compositions, geometry.sizes, variation.seed).run()
            )  # fmt: skip
            if places is not None and not soft:
                as_proposed = rules.rounded(label_places(geometry, start(geometry, places)))
                if as_proposed is not None:
                    return Placement(geometry, as_proposed)
            found = _place(
                geometry, compositions, rules, soft, variation, budget, sketch,
                careful=careful, thorough=thorough, hopeful=hopeful, settled=settled,
            )  # fmt: skip
            if found is not None:
                return found
        return None

    if len(problem.members) > APART and places is None:
        by_itself = partial(attempt, firm=(), thorough=True, hopeful=_not_for_long)

        def soon_hopeful(most: int) -> bool:
            return hopeful(min(most, SUSPICION))

        for made in solved_apart(problem, compositions, sizes, by_itself):
            done = made.finished | made.closed.keys()
            rest = [one for one in compositions if one.frame not in done]
            # Few groups are placed anywhere sooner than it is known whether there is a layout of all that is in them.
            few = len(made.open_members) <= SOON
            found = attempt(made, rest, firm, thorough or few, soon_hopeful if few else hopeful)
            if found is not None or not hopeful(0):
                return found
    return attempt(geometry, compositions, firm, thorough, hopeful)


def _not_for_long(most: int) -> bool:
    return most < DOUBT


def _place(
    geometry: Geometry, compositions: Sequence[Composition], rules: Rules, soft: Sequence[tuple[Formula, float]],
    variation: Variation, budget: Budget, sketch: Mapping[str, float],
    *, careful: bool, thorough: bool, hopeful: Hopeful, settled: bool,
) -> Placement | None:  # fmt: skip
    """With these rules. It is ``careful`` to settle the sketch before things make room, and twice afterwards."""
    problem = geometry.problem
    values: Mapping[str, float] = label_places(geometry, start(geometry, sketch))
    if not soft and len(rules.separations.boxes) > SETTLED and (held := rules.rounded(values)) is not None:
        return Placement(geometry, held)
    settling = Settling(
        problem, geometry, compositions, hard=rules.hard, soft=soft, home=sketch, aim=variation.aim
    )  # fmt: skip
    solved: Mapping[str, int] | None = None
    meeting = len(rules.separations.pairs(values, -1))
    boxes = len(rules.separations.boxes)
    nearly = careful or (boxes > MANY and meeting + rules.broken(values) <= NEARLY_HOLDING * boxes)
    for _ in range(ROUNDS if nearly and meeting <= boxes else 0):
        found = settling.near(values, orders=rules.orders(values).values(), elastic=True)
        if found is None:
            break
        values = found
        if (solved := rules.rounded(values)) is not None:
            break
        before, meeting = meeting, len(rules.separations.pairs(values, -1))
        if meeting > before / 2:  # they only push each other about
            break
    # The settled sketch itself, where Z3 confirms it: it keeps every order that looked best.
    solved = solved or rules.confirmed(values, budget)
    if solved is None and not settled:
        solved = made_room(problem, rules, values, variation, budget, thorough=thorough, hopeful=hopeful)
    if solved is None:
        return None
    final = polished(rules, settling, solved, budget, careful=careful)
    assert rules.hold(final), "the solver's own model does not satisfy its constraints"
    return Placement(geometry, final)


def polished(
    rules: Rules, settling: Settling, values: Mapping[str, int], budget: Budget, *, careful: bool = True,
) -> Mapping[str, int]:  # fmt: skip
    """Settles values that satisfy everything, again and again: what is at whose side shows only when it has moved."""
    rounds = (ROUNDS if len(rules.separations.ids) <= CROWDED else 2) if careful else 1
    for _ in range(rounds):
        settled = _settled(rules, settling, values)
        better = None if settled is None else rules.confirmed(settled, budget)
        if better is None:
            break
        moved = max((abs(value - values.get(name, value)) for name, value in better.items()), default=0)
        values = better
        if moved < UNITS:  # less than a pixel
            break
    return values


def _settled(rules: Rules, settling: Settling, values: Mapping[str, float]) -> Mapping[str, float] | None:
    """The best-looking positions under the orders of the values; pairs that then meet get their order too."""
    orders = dict(rules.orders(values))
    for _ in range(ROUNDS):
        settled = settling.near(values, orders=orders.values())
        if settled is None:
            return None
        met = rules.separations.pairs(settled, -1)
        fresh = {pair: order for pair, order in rules.separations.ways(values, met).items() if pair not in orders}
        if not fresh:
            return settled
        orders |= fresh
    return None
