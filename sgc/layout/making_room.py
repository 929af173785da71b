"""Making room: things push each other apart, are shaken where they are jammed, and Z3 decides where that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from math import sqrt

from sgc.graph.linear import Formula
from sgc.layout.choice import chosen, simplified, violation
from sgc.layout.problem import Problem
from sgc.layout.relax import AGAIN, BRIEF, COLD, HOT, SELDOM, relax
from sgc.layout.rules import Budget, Rules, anywhere, nearby, nearest
from sgc.layout.variation import Variation

#: How far from the sketch Z3 looks first, as a share of the longer side; and how far from where relaxation came to, as
#: a share of the side of a square for each thing.
TRUST, AROUND = 0.09, 0.6
#: Up to so many things have little composition to lose, so that they keep their sizes and Z3 looks farther.
SIMPLE, WIDE_TRUST = 8, 0.3
#: Up to so many things, Z3 is asked about every pair.
EVERY_PAIR = 100
#: Of so many, it is asked before things are shaken.
SOON = 40
#: How often relaxation starts anew with heat: of many things, and of few, of which Z3 soon knows.
ANNEALED, ANNEALED_SOON = 10, 3
#: Of many things so often before it is asked whether there is any layout.
PATIENT = 4
#: Resource units for asking whether a figure is possible at all: after a first failure, and before it is searched
#: for everywhere.
SUSPICION, DOUBT = 200_000, 2_000_000

#: Whether a figure is not known to be impossible, after a question of at most so many resource units.
Hopeful = Callable[[int], bool]


def made_room(
    problem: Problem, rules: Rules, values: Mapping[str, float], variation: Variation, budget: Budget,
    *, thorough: bool, hopeful: Hopeful,
) -> Mapping[str, int] | None:  # fmt: skip
    """What the values come to when things make room for each other, or Z3 near them; then (``thorough``) anything.

    Relaxation comes first because it is sooner; where it ends, or is jammed, Z3 decides. Whether there is hope is
    asked before there is more heat than a little (where there is a choice, of all but few things: than once), as far
    as the answer comes soon; of many things most heat is tried before the question that takes long. By then Z3 has
    decided what the statements leave open, as who of many is at which side of what they surround, near what came
    nearest to a layout: without the pairs that is soon known, and heat alone goes round in circles.
    """
    return _MakingRoom(problem, rules, values, variation, budget, thorough, hopeful).run()


class _MakingRoom:
    """``decided`` is what has to hold, as far as Z3 has decided what the statements leave open; ``proposals`` are what
    came of heat."""

    def __init__(
        self, problem: Problem, rules: Rules, values: Mapping[str, float], variation: Variation, budget: Budget,
        thorough: bool, hopeful: Hopeful,
    ) -> None:  # fmt: skip
        self.problem, self.rules, self.values, self.budget = problem, rules, values, budget
        self.thorough, self.hopeful = thorough, hopeful
        self.things = len(rules.separations.boxes)
        self.longer = max(problem.canvas)
        self.reach = max(1, round(AROUND * self.longer / sqrt(max(1, self.things))))
        turns = range(ANNEALED if self.things > SOON else ANNEALED_SOON)
        self.seeds = [ANNEALED * variation.seed + turn for turn in turns]
        self.left = iter(self.seeds)
        self.decided: Sequence[Formula] = rules.hard
        self.proposals: list[Mapping[str, float]] = []

    def run(self) -> Mapping[str, int] | None:
        rules, thorough = self.rules, self.thorough
        proposed, settled = relax(rules.hard, rules.separations, self.values, COLD, hot=False)
        if not settled and thorough and rules.broken(proposed) and not rules.are_possible():
            return None
        found = rules.confirmed(proposed, self.budget) if settled or not thorough else None
        if found is not None or (self.things > SOON and not thorough):  # somewhat smaller is found sooner
            return found
        # Where it has not settled, a little heat is sooner than Z3 next to what it came to.
        if thorough and not settled:
            found = self._heated(BRIEF, self.seeds[0])
        if found is None and thorough and self.things > SIMPLE and not self.is_simple:
            found = self._heated_again(1)
        if found is not None:
            return found
        if thorough and not self.hopeful(SUSPICION):
            return None
        # Of few things Z3 has the answer sooner, where difference logic is all that there is to say.
        if self.things <= SOON and thorough:
            found = self._heated_again(int(not self.is_simple))
        elif self.things > SOON:
            if not self._decide(proposed):
                return None
            found = self._heated_again(PATIENT)
        return found if found is not None else self._asked()

    @cached_property
    def simple(self) -> list[Formula]:
        """What has to hold, with the branches of disjunctions that are closest to the values."""
        return [simplified(formula, self.values) for formula in self.rules.hard]

    @cached_property
    def is_simple(self) -> bool:
        return all(a is b for a, b in zip(self.simple, self.rules.hard, strict=True))

    # ------------------------------------------------------------ heat

    def _heated(self, rounds: int, seed: int) -> Mapping[str, int] | None:
        """What relaxation with heat ends in, or Z3 near that."""
        rules, in_a_hurry = self.rules, rounds < HOT and not self.is_simple  # if it fails, more heat is sooner than Z3
        again = SELDOM if in_a_hurry and self.things <= SOON else AGAIN
        proposed, _ = relax(self.decided, rules.separations, self.values, rounds, hot=True, seed=seed, again=again)
        self.proposals.append(proposed)
        found = rules.confirmed(proposed, self.budget)
        if found is not None or in_a_hurry or any(violation(one, proposed) > self.reach for one in rules.hard):
            return found
        as_proposed = [atom for formula in rules.hard for atom in chosen(formula, proposed)]
        return nearby(Rules(as_proposed, rules.separations), proposed, self.reach, self.budget)

    def _heated_again(self, times: int) -> Mapping[str, int] | None:
        """So many more tries, each with a seed of its own."""
        return next((found for one in islice(self.left, times) if (found := self._heated(HOT, one)) is not None), None)

    # ------------------------------------------------------------ Z3

    def _decide(self, proposed: Mapping[str, float]) -> bool:
        """Have Z3 decide what is open, near what came nearest to a layout; False where nothing can hold."""
        said = nearest(
            self.rules.hard, min([proposed, *self.proposals], key=self._lacking), self.reach, self.budget, SUSPICION
        )
        if said.found is not None:
            self.decided = [atom for formula in self.rules.hard for atom in chosen(formula, said.found)]
        return said.answer != "unsat"

    def _lacking(self, values: Mapping[str, float]) -> int:
        return self.rules.broken(values) + len(self.rules.separations.pairs(values, -1))

    def _asked(self) -> Mapping[str, int] | None:
        """Z3 near the values, then anywhere, and all the heat that is left between."""
        rules, budget, thorough, few = self.rules, self.budget, self.thorough, self.things <= EVERY_PAIR
        soon = self.things <= SOON and thorough
        # Few things of sizes that nothing can change: whether they fit is soon known, and whether there is any layout.
        if few and not (soon and self.problem.sizes is not None):
            found = None
            for trust in (TRUST, WIDE_TRUST) if self.things <= SIMPLE else (TRUST,):
                found = found or nearby(rules, self.values, round(trust * self.longer), budget)
            if found is not None or not thorough or not self.hopeful(DOUBT):
                return found
        if soon:
            check = anywhere(rules, self.simple, budget, 3_000_000)
            if check.answer == "sat" or (check.answer == "unsat" and self.is_simple):
                return check.found
        if not thorough or not self.hopeful(DOUBT):
            return None
        found = self._heated_again(len(self.seeds))
        if found is None and few:
            found = anywhere(rules, self.simple, budget, 20_000_000).found
            if found is None and not self.is_simple:
                found = anywhere(rules, rules.hard, budget, 10_000_000).found
        return found
