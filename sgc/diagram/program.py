"""Linear programs over places on a line, solved by HiGHS: the core of what layers and straight links are found by."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from math import inf
from typing import Any

#: HiGHS's numbers for simplex methods: the primal one is the faster here, the dual one where rows were added to what
#: is solved.
PRIMAL, DUAL = 4, 1
#: How often all places of a program that is not solved are moved in turn.
TURNS = 8


class Program:
    """Places on a line: some so far apart at least, sums of others as near to a number as can be. From ``least`` on
    all of them, where that is not infinite."""

    def __init__(self, count: int, least: float = -inf) -> None:
        self.start = least
        self.pulls = [0.0] * count
        self.costs: list[float] = []
        self.starts: list[int] = []
        self.at: list[int] = []  # a place, or of those that a sum misses its number by: -1, -2, …
        self.coefficients: list[float] = []
        self.least: list[float] = []
        self.most: list[float] = []
        self.sums: list[int] = []  # the rows of sums
        self.begins: dict[int, tuple[int, float]] = {}  # of places: the row that says where, and where
        self.solver: Any = None  # with what was solved, which is its first rows
        self.rows = 0
        self.pairs: list[tuple[int, int, float]] = []  # the second so far behind the first
        self.wishes: list[tuple[Sequence[tuple[int, float]], float, float]] = []  # terms, their sum, and its weight

    def place(self) -> int:
        """The number of one more place."""
        self.pulls.append(0.0)
        return len(self.pulls) - 1

    def apart(self, first: int, second: int, by: float) -> None:
        """Asks the second place to be so far behind the first at least."""
        self.pairs.append((first, second, by))
        self._row((second, first), (1.0, -1.0), by, inf)

    def pull(self, place: int, weight: float) -> None:
        """Adds ``weight`` times a place to what is minimised."""
        self.pulls[place] += weight

    def same(
        self, terms: Sequence[tuple[int, float]], value: float, weight: float, beyond: float | None = None
    ) -> None:
        """Adds ``weight * |sum of terms - value|`` to what is minimised; where the sum is more, ``beyond`` times it."""
        self.wishes.append((terms, value, weight))
        slack = -1 - len(self.costs)
        self.costs += (weight if beyond is None else beyond, weight)
        row: dict[int, float] = {}
        for column, coefficient in terms:  # each column once: links may be several between the same two
            row[column] = row.get(column, 0.0) + coefficient
        self.sums.append(len(self.starts))
        self._row((*row, slack, slack - 1), (*row.values(), -1.0, 1.0), value, value)

    def near(self, place: int, value: float, weight: float) -> None:
        """Adds ``weight * |place - value|`` to what is minimised. The search begins there."""
        self.begins[place] = len(self.starts), value
        self.same([(place, 1.0)], value, weight)

    def _row(self, columns: Sequence[int], coefficients: Sequence[float], least: float, most: float) -> None:
        self.starts.append(len(self.at))
        self.at += columns
        self.coefficients += coefficients
        self.least.append(least)
        self.most.append(most)

    def solved(self) -> list[float] | None:
        """The best places; None where none hold all of it."""
        import highspy
        import numpy as np

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        solver.setOptionValue("simplex_strategy", PRIMAL)
        model = highspy.HighsLp()
        count, slacks = len(self.pulls), len(self.costs)
        columns = np.array(self.at, dtype=np.int32)
        model.num_col_, model.num_row_ = count + slacks, len(self.least)
        model.col_cost_ = np.array(self.pulls + self.costs)
        model.col_lower_ = np.array([self.start] * count + [0.0] * slacks)
        model.col_upper_ = np.array([inf] * (count + slacks))
        model.row_lower_, model.row_upper_ = np.array(self.least), np.array(self.most)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([*self.starts, len(self.at)], dtype=np.int32)
        model.a_matrix_.index_ = np.where(columns < 0, count - 1 - columns, columns)
        model.a_matrix_.value_ = np.array(self.coefficients)
        solver.passModel(model)
        if len(self.begins) == count:
            solver.setBasis(self._basis(columns))
        self.solver = solver
        return self._run()

    def solved_on(self) -> list[float] | None:
        """The best places of what was solved and has got more ``apart`` since; None where none hold all of it."""
        import numpy as np

        self.solver.setOptionValue("simplex_strategy", DUAL)
        for row in range(self.rows, len(self.least)):
            part = slice(self.starts[row], self.starts[row + 1] if row + 1 < len(self.starts) else None)
            columns = np.array(self.at[part], dtype=np.int32)
            self.solver.addRow(
                self.least[row], self.most[row], len(columns), columns, np.array(self.coefficients[part])
            )
        return self._run()

    def _run(self) -> list[float] | None:
        import highspy

        self.rows = len(self.least)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(self.solver.getSolution().col_value[: len(self.pulls)])

    def nearly(self) -> list[float] | None:
        """Good places that hold all of it, of a program too large to be solved, whose places may be anywhere: one after
        another goes where it is asked to be, as far as the others let it. None where places go in a circle."""
        before: list[list[tuple[int, float]]] = [[] for _ in self.pulls]
        behind: list[list[tuple[int, float]]] = [[] for _ in self.pulls]
        for first, second, by in self.pairs:
            before[second].append((first, by))
            behind[first].append((second, by))
        follows = {at: [one for one, _ in near] for at, near in enumerate(before)}
        try:
            order = list(TopologicalSorter(follows).static_order())
        except CycleError:
            return None
        pushed = [self.begins[at][1] if at in self.begins else 0.0 for at in range(len(self.pulls))]
        drawn = list(pushed)
        for at in order:
            pushed[at] = max([pushed[at], *(pushed[one] + by for one, by in before[at])])
        for at in reversed(order):
            drawn[at] = min([drawn[at], *(drawn[one] - by for one, by in behind[at])])
        places = [(one + other) / 2 for one, other in zip(pushed, drawn, strict=True)]
        asked = self._asked()
        for turn in range(TURNS):
            for at in order if turn % 2 == 0 else reversed(order):
                low = max([-inf, *(places[one] + by for one, by in before[at])])
                high = min([inf, *(places[one] - by for one, by in behind[at])])
                there = min(max(self._wish(at, asked[at], places), low), high)
                places[at] = there if abs(there) < inf else places[at]
        return places

    def _asked(self) -> list[list[int]]:
        """For each place the sums that it is the first in, or one of two."""
        found: list[list[int]] = [[] for _ in self.pulls]
        for number, (terms, _, _) in enumerate(self.wishes):
            for place, _ in terms if len(terms) == 2 else terms[:1]:
                found[place].append(number)
        return found

    def _wish(self, at: int, asked: Sequence[int], places: Sequence[float]) -> float:
        """Where a place would best be while the others stay: the weighted median of where each sum asks it to be."""
        if self.pulls[at]:
            return -inf if self.pulls[at] > 0 else inf
        wishes: list[tuple[float, float]] = []
        for number in asked:
            terms, value, weight = self.wishes[number]
            own = sum(coefficient for place, coefficient in terms if place == at)
            rest = sum(coefficient * places[place] for place, coefficient in terms if place != at)
            if own:
                wishes.append(((value - rest) / own, weight * abs(own)))
        wishes.sort()
        half, done = sum(weight for _, weight in wishes) / 2, 0.0
        for wish, weight in wishes:
            done += weight
            if done >= half:
                return wish
        return places[at]

    def _basis(self, columns: Any) -> Any:
        """The corner of what is allowed at which every place is where it begins: a good one saves most of the way."""
        import highspy
        import numpy as np

        status = highspy.HighsBasisStatus
        values = np.zeros(len(self.pulls))
        rows = [status.kBasic] * len(self.least)
        for place, (_, value) in self.begins.items():
            values[place] = value
        terms = np.where(columns < 0, 0.0, np.array(self.coefficients) * values[np.maximum(columns, 0)])
        beyond = np.add.reduceat(terms, self.starts) >= np.array(self.least)
        slacks = [status.kLower] * len(self.costs)
        exact = {row for row, _ in self.begins.values()}
        for number, row in enumerate(self.sums):
            rows[row] = status.kLower
            if row not in exact:
                slacks[2 * number + (not beyond[row])] = status.kBasic
        basis: Any = highspy.HighsBasis()
        basis.col_status, basis.row_status = [status.kBasic] * len(self.pulls) + slacks, rows
        basis.valid, basis.alien = True, False
        return basis
