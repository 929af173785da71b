"""A figure in which most things stay: for the solver their edges are numbers, until they are released.

A formula in which something is a number holds only while that stays, so it is guarded by the name of what keeps it
there. Formulas of which everything stays, and that hold so, are never said: a large figure makes a small question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sgc.graph.linear import Formula, Linear, conjuncts, holds, substitute, variable
from sgc.graph.linear import variables as variables_of
from sgc.layout.rules import Budget
from sgc.layout.smt import Check, Session

#: Resource units for one question.
STEPS = 10_000_000


class Held:
    """``where`` are whole values of the variables; ``holders`` name what keeps a variable there (all of them do).

    Variables without a holder are free.
    """

    def __init__(self, where: Mapping[str, int], holders: Mapping[str, tuple[str, ...]]) -> None:
        self._where, self._holders = where, holders
        self._kept_by: dict[str, list[str]] = {}
        for name, keepers in holders.items():
            for keeper in keepers:
                self._kept_by.setdefault(keeper, []).append(name)
        self._rules: list[tuple[Formula, str | None]] = []
        self._speaking_of: dict[str, list[int]] = {}
        self._released: set[str] = set()
        self._said: list[tuple[frozenset[str], Formula]] = []
        self._guards: set[str] = set()
        self._session = Session(growing=True)

    def add(self, formula: Formula, name: str | None = None) -> None:
        """The formula has to hold; with a name only until that is released."""
        for part in conjuncts(formula):
            number, names = len(self._rules), variables_of(part)
            self._rules.append((part, name))
            for one in names:
                self._speaking_of.setdefault(one, []).append(number)
            if not (all(map(self._stays, names)) and holds(part, self._where)):
                self._say(number)

    def release(self, name: str) -> None:
        """Gives up what is so named: a rule, or the place of everything that it keeps."""
        freed = [one for one in self._kept_by.get(name, ()) if self._stays(one)]
        self._released.add(name)
        for number in dict.fromkeys(number for one in freed for number in self._speaking_of.get(one, ())):
            self._say(number)

    def check(self, names: Iterable[str], budget: Budget) -> Check:
        """What Z3 says of everything, given the named rules and places as far as they are not released."""
        assumed = [name for name in names if name in self._guards and name not in self._released]
        check = self._session.check(assumed, budget.share(STEPS))
        budget.spend(check.steps)
        return check

    @property
    def said(self) -> Sequence[Formula]:
        """What has to hold of the variables that are free by now."""
        return [formula for keepers, formula in self._said if self._released.isdisjoint(keepers)]

    def substituted(self, formula: Formula) -> Formula:
        """With numbers for what stays."""
        return substitute(formula, lambda name: self._where[name] if self._stays(name) else variable(name))

    def _stays(self, variable_name: str) -> bool:
        holders = self._holders.get(variable_name)
        return holders is not None and self._released.isdisjoint(holders)

    def _say(self, number: int) -> None:
        formula, name = self._rules[number]
        keepers = set() if name is None else {name}
        if not self._released.isdisjoint(keepers):
            return

        def value(variable_name: str) -> int | Linear:
            if not self._stays(variable_name):
                return variable(variable_name)
            keepers.update(self._holders[variable_name])
            return self._where[variable_name]

        said = substitute(formula, value)
        if said is not True:
            names = tuple(sorted(keepers))
            self._guards.update(names)
            self._session.imply(names, said)
            self._said.append((frozenset(names), said))
