"""Placing with given sizes: a sketch, Z3 near the sketch, settling, and an exact confirmation.

The sketch proposes; Z3 decides. When nothing is possible near the sketch, Z3 is asked about the whole
canvas, so a failure here says only that these sizes do not work, or that the budget ran out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import floor, sqrt

from sgc.graph.box import UNITS
from sgc.graph.linear import (
    Atom,
    Formula,
    Linear,
    Rational,
    at_most,
    conjunction,
    holds,
    plain,
    variable,
)
from sgc.graph.linear import variables as variables_of
from sgc.layout.choice import amount, chosen, simplified, violation
from sgc.layout.clauses import LABEL_GAP, label_sides
from sgc.layout.composition import Composition
from sgc.layout.geometry import Constraint, Geometry
from sgc.layout.groups import solved_apart
from sgc.layout.problem import Problem, Sizes
from sgc.layout.relax import BRIEF, COLD, HOT, relax
from sgc.layout.separations import Separations
from sgc.layout.settle import Settling
from sgc.layout.sketch import Sketch
from sgc.layout.smt import Check, Session
from sgc.layout.support import supports
from sgc.layout.taste import CROWDED
from sgc.layout.variation import Variation

#: How far from the sketch Z3 looks first, as a share of the longer side; and how far from where relaxation came to, as
#: a share of the side of a square for each thing.
TRUST, AROUND = 0.09, 0.6
#: Up to so many things have little composition to lose, so that they keep their sizes and Z3 looks farther.
SIMPLE, WIDE_TRUST = 8, 0.3
#: Pairs further apart than this share of the longer side (of more than so many things: than some of them are long)
#: are not watched while things move a little.
FAR, CROWD = 0.12, 60
#: How often a linear program is asked again, about what the last one's answer shows.
ROUNDS = 3
#: Of more things than this the sketch is not settled before they make room for each other, which takes too long, unless
#: it lacks little: for this share of them a pair in each other's way, or something said that does not hold.
MANY, NEARLY_HOLDING = 80, 0.1
#: Of more things than this a sketch in which all holds is the layout: settling would take seconds, and change little.
SETTLED = 500
#: Groups are solved apart in figures of more things than this.
APART = 60
#: Up to so many things, Z3 is asked about every pair.
EVERY_PAIR = 100
#: Of so many, it is asked before things are shaken.
SOON = 40
#: How often relaxation starts anew with heat: of many things, and of few, of which Z3 soon knows.
ANNEALED, ANNEALED_SOON = 10, 3
#: Of many things so often before it is asked whether they are soon known to be impossible, and after that.
HASTY, PATIENT = 2, 4
#: Rounding to whole units may move an edge by this much.
ROUNDING = 24
#: What a linear program leaves under a whole number.
ALMOST = 1e-4
#: Resource units for asking whether a figure is possible at all: after a first failure, and before it is searched
#: for everywhere.
SUSPICION, DOUBT = 200_000, 2_000_000

#: Whether a figure is not known to be impossible, after a question of at most so many resource units.
Hopeful = Callable[[int], bool]


@dataclass
class Budget:
    """Solver resource units left; spending is deterministic, unlike time."""

    left: int

    def spend(self, steps: int) -> None:
        self.left = max(0, self.left - steps)

    def share(self, most: int) -> int:
        return min(self.left, most)


@dataclass(frozen=True, slots=True)
class Placement:
    """Whole values for every variable, under which all required constraints hold exactly."""

    geometry: Geometry
    values: Mapping[str, int]


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
) -> Placement | None:
    """A layout with these sizes, or None. ``firm`` preferences are demands for now; ``supported`` members stand
    on the ground. Where nothing is found near the sketch, a ``thorough`` search looks anywhere, which takes long, as
    long as it is ``hopeful``. In a figure of many things groups are solved apart first.

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
                careful=careful, thorough=thorough, hopeful=hopeful,
            )  # fmt: skip
            if found is not None:
                return found
        return None

    if len(problem.members) > APART and places is None:
        by_itself = partial(attempt, firm=(), thorough=True, hopeful=_not_for_long)
        for made in solved_apart(problem, compositions, sizes, by_itself):
            done = made.finished | made.closed.keys()
            rest = [one for one in compositions if one.frame not in done]
            # Few groups are placed anywhere sooner than it is known whether there is a layout of all that is in them.
            few = len(made.open_members) <= SOON
            found = attempt(made, rest, firm, thorough or few, _always if few else hopeful)
            if found is not None:
                return found
    return attempt(geometry, compositions, firm, thorough, hopeful)


def _always(most: int) -> bool:
    return True


def _not_for_long(most: int) -> bool:
    return most < DOUBT


def _place(
    geometry: Geometry, compositions: Sequence[Composition], rules: Rules, soft: Sequence[tuple[Formula, float]],
    variation: Variation, budget: Budget, sketch: Mapping[str, float],
    *, careful: bool, thorough: bool, hopeful: Hopeful,
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
    solved = solved or _solve(problem, rules, values, variation, budget, thorough=thorough, hopeful=hopeful)
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


@dataclass(frozen=True)
class Rules:
    """Everything that has to hold: formulas, and who is kept apart."""

    hard: Sequence[Formula]
    separations: Separations

    def hold(self, values: Mapping[str, int]) -> bool:
        """Exactly, in whole numbers."""
        return all(holds(formula, values) for formula in self.hard) and self.separations.hold(values)

    def broken(self, values: Mapping[str, float]) -> int:
        """How many of the formulas do not hold, to the nearest whole numbers."""
        rounded = {name: round(value) for name, value in values.items()}
        return sum(not holds(formula, rounded) for formula in self.hard)

    def orders(self, values: Mapping[str, float]) -> dict[tuple[int, int], Formula]:
        """How each pair is apart that is not far apart anyway."""
        return self.separations.ways(values, self.separations.pairs(values, self._far))

    @property
    def _far(self) -> float:
        crowd = max(1.0, len(self.separations.boxes) / CROWD)
        return FAR * max(self.separations.canvas) / sqrt(crowd)

    def rounded(self, values: Mapping[str, float]) -> Mapping[str, int] | None:
        """Whole numbers next to the values, if they satisfy everything: those below, which keep every difference that
        the values keep, or the nearest."""
        for whole in (_below, round):
            rounded = {name: whole(value) for name, value in values.items()}
            if self.hold(rounded):
                return rounded
        return None

    def confirmed(self, values: Mapping[str, float], budget: Budget) -> Mapping[str, int] | None:
        """Whole numbers next to the values that satisfy everything exactly: rounded, or by Z3."""
        rounded = self.rounded(values)
        if rounded is not None:
            return rounded
        if any(violation(formula, values) > 2 * ROUNDING for formula in self.hard):
            return None
        if self.separations.pairs(values, -2 * ROUNDING):
            return None
        pairs = self.separations.ways(values, self.separations.pairs(values, 2 * ROUNDING))
        found = confirm([*self.hard, *pairs.values()], values, budget)
        return found if found is not None and self.separations.hold(found) else None


def _below(value: float) -> int:
    """The whole number below, but for what a linear program leaves under it."""
    return floor(value + ALMOST)


def demanded(constraints: Iterable[Constraint], firm: Collection[int]) -> list[Formula]:
    return [
        c.formula for c in constraints
        if c.weight is None or c.owner.index in firm
    ]  # fmt: skip


def wishes(geometry: Geometry) -> list[tuple[Formula, float]]:
    """Preferences with their weights."""
    return [
        (c.formula, c.weight) for c in geometry.stated if c.weight is not None and not isinstance(c.formula, bool)
    ]  # fmt: skip


def start(geometry: Geometry, sketch: Mapping[str, float]) -> Mapping[str, float]:
    """Values for the variables that the sketch does not place: drawing orders, joint boxes and the ground line."""
    values = dict(sketch)
    is_diagram = geometry.problem.scene.figure.kind == "diagram"
    for member in geometry.open_members:  # what is in a frame is drawn after it
        around = geometry.holders[member.id] if is_diagram else geometry.frames_of(member)[1:]
        values[f"{member.id}.order"] = float(len(around))
    for ids, joint in geometry.joints.items():
        boxes = [geometry.box(id) for id in ids]
        for edge, pick in (("left", min), ("top", min), ("right", max), ("bottom", max)):
            ((name, _),) = plain(joint.edge(edge)).coefficients
            values[name] = pick(amount(plain(b.edge(edge)), values) for b in boxes)
    bottoms = [
        amount(plain(geometry.box(m.id).bottom), values)
        for m in geometry.problem.members
        if m.rests and m.object.container is None and not m.is_backdrop
    ]
    if bottoms:
        values["ground line"] = max(bottoms)
    return values


def usual_side(geometry: Geometry, id: str) -> str:
    """Labels are below nodes and what stands free, and above what stands on something or lies in it."""
    if geometry.problem.scene.figure.kind == "diagram":
        return "below"
    return "above" if any(id == a for one in geometry.grounded for a, _ in one.rests) else "below"


def label_places(geometry: Geometry, values: Mapping[str, float]) -> Mapping[str, float]:
    """Labels start on their usual side."""
    places = dict(values)
    for id, label in geometry.open_labels.items():
        box = geometry.box(id)
        left, top, right, bottom = (amount(plain(e), values) for e in (box.left, box.top, box.right, box.bottom))
        width, height = amount(plain(label.width), {}), amount(plain(label.height), {})
        places[f"{id}.label.left"] = (left + right - width) / 2
        above = usual_side(geometry, id) == "above"
        places[f"{id}.label.top"] = top - height - LABEL_GAP if above else bottom + LABEL_GAP
    return places


def _solve(
    problem: Problem, rules: Rules, values: Mapping[str, float], variation: Variation, budget: Budget,
    *, thorough: bool, hopeful: Hopeful,
) -> Mapping[str, int] | None:  # fmt: skip
    """What the values come to when things make room for each other, or Z3 near them; then (``thorough``) anything.

    Relaxation comes first because it is sooner; where it ends, or is jammed, Z3 decides. Whether there is hope is
    asked when more has failed the more things there are, because the answer then takes longer; of many things most
    heat is tried between the question that is soon answered and the one that takes long. By then Z3 has decided what
    the statements leave open, as who of many is at which side of what they surround: without the pairs that is soon
    known, and heat alone goes round in circles.
    """
    things = len(rules.separations.boxes)
    longer = max(problem.canvas)

    def heated(rounds: int, seed: int) -> Mapping[str, int] | None:
        proposed, _ = relax(decided, rules.separations, values, rounds, hot=True, seed=seed)
        found, reach = rules.confirmed(proposed, budget), round(AROUND * longer / sqrt(things))
        jammed = found is None and all(violation(formula, proposed) <= reach for formula in rules.hard)
        return nearby(rules, proposed, reach, budget) if jammed else found

    seeds = [ANNEALED * variation.seed + turn for turn in range(ANNEALED if things > SOON else ANNEALED_SOON)]
    left = iter(seeds)
    decided = rules.hard

    def heated_again(times: int) -> Mapping[str, int] | None:
        return next((found for seed in islice(left, times) if (found := heated(HOT, seed)) is not None), None)

    proposed, settled = relax(rules.hard, rules.separations, values, COLD, hot=False)
    # Where it has not settled, a little heat is sooner than Z3 next to what it came to.
    found = rules.confirmed(proposed, budget) if settled or not thorough else heated(BRIEF, seeds[0])
    if found is not None or (things > SOON and not thorough):  # somewhat smaller is found sooner
        return found
    simple = [simplified(formula, values) for formula in rules.hard]
    is_simple = all(a is b for a, b in zip(simple, rules.hard, strict=True))
    # Of few things Z3 has the answer sooner, where difference logic is all that there is to say.
    if thorough:
        found = heated_again(HASTY if things > SOON else int(not is_simple))
    if found is None and things > SOON:
        if not hopeful(SUSPICION):
            return None
        said = _ask(rules.hard, budget, SUSPICION)
        if said.answer == "unsat":
            return None
        if said.found is not None:
            decided = [atom for formula in rules.hard for atom in chosen(formula, said.found)]
        found = heated_again(PATIENT)
    if found is not None:
        return found
    soon = things <= SOON and thorough
    # Few things of sizes that nothing can change: whether they fit is soon known, and whether there is any layout.
    if things <= EVERY_PAIR and not (soon and problem.sizes is not None):
        for trust in (TRUST, WIDE_TRUST) if things <= SIMPLE else (TRUST,):
            found = found or nearby(rules, values, round(trust * longer), budget)
        if found is not None or not thorough or not hopeful(DOUBT):
            return found
    if soon:
        check = _anywhere(rules, simple, budget, 3_000_000)
        if check.answer == "sat" or (check.answer == "unsat" and is_simple):
            return check.found
    if not thorough or not hopeful(DOUBT):
        return None
    found = heated_again(len(seeds))
    if found is None and things <= EVERY_PAIR:
        found = _anywhere(rules, simple, budget, 20_000_000).found
        if found is None and not is_simple:
            found = _anywhere(rules, rules.hard, budget, 10_000_000).found
    return found


def _anywhere(rules: Rules, hard: Sequence[Formula], budget: Budget, steps: int) -> Check:
    """What Z3 says of the whole canvas, asked about every pair."""
    return _ask([*hard, *(formula for _, formula in rules.separations.everything())], budget, steps)


def nearby(
    rules: Rules, values: Mapping[str, float], reach: int, budget: Budget, steps: int = 600_000
) -> Mapping[str, int] | None:
    """What Z3 finds so near the values, with level directions made simple and without pairs that cannot meet there."""
    bounds = [
        conjunction(at_most(variable(name), round(value) + reach), at_most(round(value) - reach, variable(name)))
        for name in sorted(set().union(*map(variables_of, rules.hard))) if not name.endswith(".order")
        for value in [values.get(name)] if value is not None
    ]  # fmt: skip
    simple = [simplified(formula, values) for formula in rules.hard]
    return _ask([*simple, *bounds, *rules.separations.near(values, 2 * reach)], budget, steps).found


def _ask(formulas: Iterable[Formula], budget: Budget, steps: int) -> Check:
    session = Session()
    for formula in formulas:
        session.add(formula)
    check = session.check((), budget.share(steps))
    budget.spend(check.steps)
    return check


def confirm(hard: Sequence[Formula], values: Mapping[str, float], budget: Budget) -> Mapping[str, int] | None:
    """Whole numbers next to the values that satisfy everything exactly: rounded, nudged, or by Z3."""
    rounded = {name: round(value) for name, value in values.items()}
    if all(holds(formula, rounded) for formula in hard):
        return rounded
    picked = [atom for formula in hard for atom in chosen(formula, values)]
    names = sorted({name for atom in picked for name, _ in atom.linear.coefficients})
    nudged = _nudged(picked, {**dict.fromkeys(names, 0), **rounded})
    if nudged is not None:
        return nudged
    session = Session()
    for atom in picked:
        session.add(atom)
    for name in names:
        form, value = variable(name), rounded.get(name, 0)
        session.add(conjunction(at_most(form, value + ROUNDING), at_most(value - ROUNDING, form)))
    check = session.check((), budget.share(5_000_000))
    budget.spend(check.steps)
    return {**rounded, **check.values} if check.answer == "sat" else None


def _nudged(atoms: Sequence[Atom], values: Mapping[str, int]) -> Mapping[str, int] | None:
    """The values with some moved by a unit or a few, so that all atoms hold; None where no single step is for the
    better."""
    nudged = dict(values)
    speaking: dict[str, list[Linear]] = {}
    for atom in atoms:
        for name, _ in atom.linear.coefficients:
            speaking.setdefault(name, []).append(atom.linear)

    def excess(forms: Iterable[Linear]) -> Rational:
        return sum(max(0, one.constant + sum(c * nudged[name] for name, c in one.coefficients)) for one in forms)

    lacking = [atom.linear for atom in atoms if excess([atom.linear])]
    while lacking:
        form = lacking[-1]
        if not excess([form]):
            lacking.pop()
            continue
        steps = [(name, -1 if coefficient > 0 else 1) for name, coefficient in form.coefficients]
        gains = []
        for name, step in steps:
            was = excess(speaking[name])
            nudged[name] += step
            gains.append(was - excess(speaking[name]))
            nudged[name] -= step
        best = gains.index(max(gains))
        if gains[best] <= 0:
            return None
        nudged[steps[best][0]] += steps[best][1]
        lacking += [one for one in speaking[steps[best][0]] if one is not form and excess([one])]
    return nudged
