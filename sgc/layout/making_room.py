"""Making room: things push each other apart, are shaken where they are jammed, and Z3 decides where that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from math import sqrt

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
    things = len(rules.separations.boxes)
    longer = max(problem.canvas)
    reach = max(1, round(AROUND * longer / sqrt(max(1, things))))
    proposals: list[Mapping[str, float]] = []

    def heated(rounds: int, seed: int) -> Mapping[str, int] | None:
        in_a_hurry = rounds < HOT and not is_simple  # if it fails, more heat is sooner than Z3
        again = SELDOM if in_a_hurry and things <= SOON else AGAIN
        proposed, _ = relax(decided, rules.separations, values, rounds, hot=True, seed=seed, again=again)
        proposals.append(proposed)
        found = rules.confirmed(proposed, budget)
        if found is not None or in_a_hurry or any(violation(formula, proposed) > reach for formula in rules.hard):
            return found
        as_proposed = [atom for formula in rules.hard for atom in chosen(formula, proposed)]
        return nearby(Rules(as_proposed, rules.separations), proposed, reach, budget)

    def lacking(values: Mapping[str, float]) -> int:
        return rules.broken(values) + len(rules.separations.pairs(values, -1))

    seeds = [ANNEALED * variation.seed + turn for turn in range(ANNEALED if things > SOON else ANNEALED_SOON)]
    left = iter(seeds)
    decided = rules.hard

    def heated_again(times: int) -> Mapping[str, int] | None:
        return next((found for seed in islice(left, times) if (found := heated(HOT, seed)) is not None), None)

    proposed, settled = relax(rules.hard, rules.separations, values, COLD, hot=False)
    if not settled and thorough and rules.broken(proposed) and not rules.are_possible():
        return None
    found = rules.confirmed(proposed, budget) if settled or not thorough else None
    if found is not None or (things > SOON and not thorough):  # somewhat smaller is found sooner
        return found
    simple = [simplified(formula, values) for formula in rules.hard]
    is_simple = all(a is b for a, b in zip(simple, rules.hard, strict=True))
    # Where it has not settled, a little heat is sooner than Z3 next to what it came to.
    if thorough and not settled:
        found = heated(BRIEF, seeds[0])
    if found is None and thorough and things > SIMPLE and not is_simple:
        found = heated_again(1)
    if found is not None:
        return found
    if thorough and not hopeful(SUSPICION):
        return None
    # Of few things Z3 has the answer sooner, where difference logic is all that there is to say.
    if things <= SOON and thorough:
        found = heated_again(int(not is_simple))
    elif things > SOON:
        said = nearest(rules.hard, min([proposed, *proposals], key=lacking), reach, budget, SUSPICION)
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
        check = anywhere(rules, simple, budget, 3_000_000)
        if check.answer == "sat" or (check.answer == "unsat" and is_simple):
            return check.found
    if not thorough or not hopeful(DOUBT):
        return None
    found = heated_again(len(seeds))
    if found is None and things <= EVERY_PAIR:
        found = anywhere(rules, simple, budget, 20_000_000).found
        if found is None and not is_simple:
            found = anywhere(rules, rules.hard, budget, 10_000_000).found
    return found
