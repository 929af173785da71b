"""What of a figure can hold together: one solver in which every statement and every default has a name.

All sizes are free here, so that "impossible" is a proof. Pairs of things are kept apart only as far as an answer
needs it: where a solution puts two of them into each other's way, their pair is added and the solver is asked again.
Where it puts most things into one place they are spread by relaxation first: if all then holds, that is the answer.
Members that no statement tells apart stand in the order of their left edges, which loses no answer and spares the
solver to try every permutation of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from sgc.graph.grounding import interchangeable
from sgc.graph.linear import Formula, at_most, conjunction
from sgc.layout.crowding import crowding
from sgc.layout.following import following
from sgc.layout.geometry import Geometry, Owner, owner_of
from sgc.layout.problem import Problem
from sgc.layout.rules import Budget
from sgc.layout.separations import Pair
from sgc.layout.smt import Check, Session, minimal_core
from sgc.layout.spread import spread

#: Resource units for one question: a second or two.
QUESTION = 12_000_000
#: For one that says no more than whether there is a contradiction.
SOON_KNOWN = 200_000
#: What a pair counts for among them: it slows down all that follows, which Z3 does not count.
PAIR = 5000
#: More of them are not added at once: no question of so many is answered, and all that follow would take seconds.
MOST_PAIRS = 12_000
#: From so many pairs in each other's way, things are spread.
LUMPED = 200


class Questions:
    """``guards`` are the names: those of statements in the order of the source, then those of the defaults.

    ``owner`` tells of each name the number of its statement (None: a default) and which literal of it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.geometry = Geometry(problem, None)
        self.owner: dict[str, tuple[int | None, str]] = {}
        self._session = Session(growing=True)
        self._said: list[tuple[Sequence[str], Formula]] = []  # all that it is about, but the pairs, with its guards
        self._apart: set[tuple[int, int, int]] = set()
        self._keepers: set[str] = set()  # the names of whoever keeps pairs apart
        parts: dict[str, list[Formula]] = {}
        for constraint in self.geometry.stated:
            if constraint.weight is not None:
                continue
            index, name = constraint.owner.index, constraint.owner.name
            if name == "definition":
                self._say((), constraint.formula)
            else:
                parts.setdefault(self._named(index, name), []).append(constraint.formula)
        for keeper in self.geometry.separations.keepers:
            owner = owner_of(keeper)
            if owner.index is None or self._required(owner.index):
                guard = self._named(owner.index, owner.name)
                self._keepers.add(guard)
                parts.setdefault(guard, [])
        for guard, formulas in parts.items():
            self._say((guard,), conjunction(*formulas))
        for formula in self._in_order():
            self._session.add(formula)
        for owners, formula in (*crowding(self.geometry), *following(self.geometry)):
            names = [self._named(*owner) for owner in owners]
            if all(name in parts for name in names):
                self._session.imply(names, formula)
        # Defaults stand last: minimising leaves them out first.
        self.guards = tuple(sorted(parts, key=lambda guard: self.owner[guard][0] is None))

    def _say(self, names: Sequence[str], formula: Formula) -> None:
        self._session.imply(names, formula)
        self._said.append((names, formula))

    def _named(self, index: int | None, name: str) -> str:
        guard = f"default {name}" if index is None else f"{index} {name}"
        self.owner[guard] = (index, name)
        return guard

    def _required(self, index: int) -> bool:
        return self.geometry.grounded[index].statement.weight is None

    def _in_order(self) -> Iterator[Formula]:
        alike = interchangeable(self.problem.scene, self.problem.counts)
        for one in self.problem.scene.objects:
            if one.id in alike:
                boxes = [self.geometry.box(id) for id in self.problem.expand([one.id])]
                yield from (at_most(a.left, b.left) for a, b in pairwise(boxes))

    def ask(
        self, guards: Collection[str], budget: Budget, most: int = QUESTION, *,
        spreading: bool = True, told: bool = True,
    ) -> Check:  # fmt: skip
        """Whether what is named can hold together, within ``most`` resource units.

        When it can, the values keep every pair apart that the named defaults keep apart; when it cannot, the core
        is a part of ``guards`` that cannot. Unless it is worth ``spreading`` things, nothing is known of many that
        Z3 puts into one place. Values that nobody asked to be ``told`` are not read.
        """
        spent, spread = 0, False
        told = told or not self._keepers.isdisjoint(guards)
        while spent < most and budget.left:
            check = self._session.check(guards, budget.share(most - spent), told=told)
            budget.spend(check.steps)
            spent += check.steps
            found = self._meeting(check, guards) if check.answer == "sat" else iter(())
            meeting = list(islice(found, LUMPED + 1))
            if not meeting:
                return check
            if len(meeting) > LUMPED and not spread:
                if not spreading:
                    break
                spread = True
                if (values := self._spread(check, guards, budget)) is not None:
                    return replace(check, values=values)
            meeting += found
            if len(meeting) > MOST_PAIRS:
                break
            self._keep_apart(meeting)
            spent += PAIR * len(meeting)
        return Check("unknown", {}, frozenset(), spent)

    def refutes(self, guards: Collection[str], budget: Budget) -> bool:
        """Whether it is soon known that what is named cannot hold together, by no more pairs than were kept apart in
        earlier questions."""
        check = self._session.check(guards, budget.share(SOON_KNOWN), told=False)
        budget.spend(check.steps)
        return check.answer == "unsat"

    def ask_also(self, name: str, formula: Formula, budget: Budget, most: int) -> Check:
        """Whether the formula, by a name of its own, can hold together with everything."""
        self._session.guard(name, formula)
        return self.ask([*self.guards, name], budget, most)

    def allows(self, name: str, formula: Formula, budget: Budget, most: int) -> bool:
        """Whether that was found."""
        return self.ask_also(name, formula, budget, most).answer == "sat"

    def _meeting(self, check: Check, guards: Collection[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
        """The pairs that the values put into each other's way though a guard keeps them apart, with the guard."""
        if self._keepers.isdisjoint(guards):
            return
        separations = self.geometry.separations
        for pair in separations.pairs(check.values, 0):
            owner = owner_of(separations.keeper(Pair(*pair)))
            guard = self._named(owner.index, owner.name)
            if guard in guards and pair not in self._apart:
                yield guard, pair

    def _keep_apart(self, pairs: Sequence[tuple[str, tuple[int, int, int]]]) -> None:
        for guard, pair in pairs:
            self._apart.add(pair)
            self._session.guard(guard, self.geometry.separations.formula(Pair(*pair)))

    def _spread(self, check: Check, guards: Collection[str], budget: Budget) -> Mapping[str, int] | None:
        """Values that keep every pair apart; None where they were not found, or not all pairs have to be."""

        def is_said(owner: Owner) -> bool:
            return owner.name == "definition" or self._named(owner.index, owner.name) in guards

        if not all(is_said(owner_of(keeper)) for keeper in self.geometry.separations.keepers):
            return None
        said = [formula for names, formula in self._said if set(names) <= set(guards)]
        return spread(self.geometry, said, is_said, check.values, budget)

    def can_leave_out(self, numbers: Collection[int]) -> bool:
        """Whether what is asked without these statements is asked of the figure without them.

        It is not where one of them says which pairs need not keep apart: without it, those do.
        """
        grounded = self.geometry.grounded
        return not any(index >= len(grounded) or grounded[index].pairs for index in numbers)

    def without(self, numbers: Collection[int]) -> list[str]:
        """All names but those of these statements."""
        return [guard for guard in self.guards if self.owner[guard][0] not in numbers]

    def numbers(self, guards: Collection[str]) -> list[int]:
        """The numbers of the statements that some names are of, in order."""
        return sorted({index for index, _ in map(self.owner.__getitem__, guards) if index is not None})

    def minimal(self, core: Collection[str], budget: Budget) -> tuple[list[str], bool]:
        """A part of a core from which nothing can be left out, and whether that is proved of every member.

        Where what its statements say in so many words is enough, no default is in it.
        """
        indices = self.numbers(core)
        words = [guard for guard in self.guards if self.owner[guard][0] in indices and self.owner[guard][1] == ""]
        if words and (check := self.ask(words, budget, told=False)).answer == "unsat":
            core = check.core
        named = [guard for guard in self.guards if guard in core]
        return minimal_core(lambda guards: self.ask(guards, budget, told=False), named)
