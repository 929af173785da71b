"""Everything that has to hold, exactly: whole numbers next to values, and what Z3 finds near them or anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt

from sgc.graph.linear import Atom, Formula, Linear, Rational, at_most, conjunction, conjuncts, holds, variable
from sgc.graph.linear import variables as variables_of
from sgc.layout.choice import chosen, simplified, violation
from sgc.layout.program import Program
from sgc.layout.separations import Separations
from sgc.layout.smt import Check, Session

#: Pairs further apart than this share of the longer side (of more than so many things: than some of them are long)
#: are not watched while things move a little.
FAR, CROWD = 0.12, 60
#: Rounding to whole units may move an edge by this much.
ROUNDING = 24
#: What a linear program leaves under a whole number.
ALMOST = 1e-4


@dataclass
class Budget:
    """Solver resource units left; spending is deterministic, unlike time."""

    left: int

    def spend(self, steps: int) -> None:
        self.left = max(0, self.left - steps)

    def share(self, most: int) -> int:
        return min(self.left, most)


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

    def are_possible(self) -> bool:
        """Whether a linear program finds values for what leaves no choice; if not, nothing has to be tried."""
        program = Program()
        for formula in self.hard:
            for part in conjuncts(formula):
                if isinstance(part, Atom):
                    program.require(part.linear)
        return program.solve() is not None

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
        return self._put_back(found, values) if found is not None and self.separations.hold(found) else None

    def _put_back(self, found: Mapping[str, int], values: Mapping[str, float]) -> Mapping[str, int]:
        """What Z3 moved by some units for no reason is where it was: a ground goes on to the edge of the figure."""
        owners: dict[str, dict[str, int]] = {}
        for name, value in values.items():
            if name in found and found[name] != round(value):
                owners.setdefault(name.rpartition(".")[0], {})[name] = round(value)
        for names in owners.values() if len(owners) <= CROWD else ():
            back = {**found, **names}
            if self.hold(back):
                found = back
        return found


def _below(value: float) -> int:
    """The whole number below, but for what a linear program leaves under it."""
    return floor(value + ALMOST)


def anywhere(rules: Rules, hard: Sequence[Formula], budget: Budget, steps: int) -> Check:
    """What Z3 says of the whole canvas, asked about every pair."""
    return ask([*hard, *(formula for _, formula in rules.separations.everything())], budget, steps)


def nearby(
    rules: Rules, values: Mapping[str, float], reach: int, budget: Budget, steps: int = 600_000
) -> Mapping[str, int] | None:
    """What Z3 finds so near the values, with level directions made simple and without pairs that cannot meet there."""
    simple = [simplified(formula, values) for formula in rules.hard]
    bounds = _within(rules.hard, values, reach)
    return ask([*simple, *bounds, *rules.separations.near(values, 2 * reach)], budget, steps).found


def nearest(hard: Sequence[Formula], values: Mapping[str, float], reach: int, budget: Budget, steps: int) -> Check:
    """What Z3 says of formulas alone so near the values, or twice as far, and so on, or anywhere."""
    farthest = max(values.values(), default=0)
    while reach < farthest:
        check = ask([*hard, *_within(hard, values, reach)], budget, steps)
        if check.answer == "sat":
            return check
        reach *= 2
    return ask(hard, budget, steps)


def _within(hard: Iterable[Formula], values: Mapping[str, float], reach: int) -> list[Formula]:
    """That no variable of the formulas is farther from its value, but drawing orders, which are not places."""
    return [
        conjunction(at_most(variable(name), round(value) + reach), at_most(round(value) - reach, variable(name)))
        for name in sorted(set().union(*map(variables_of, hard))) if not name.endswith(".order")
        for value in [values.get(name)] if value is not None
    ]  # fmt: skip


def ask(formulas: Iterable[Formula], budget: Budget, steps: int) -> Check:
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
