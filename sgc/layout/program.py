"""Linear programs over layout variables, solved by HiGHS: proposals of where things could go.

Nothing that comes from here is trusted: floating-point answers are rounded and confirmed exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from sgc.graph.linear import Rational, Term, plain

#: Below so many rows, making a program smaller first takes longer than it saves.
SMALL = 600
#: From so many rows on, an interior-point method is sooner than the simplex method.
LARGE = 1500


class Program:
    """Minimise a weighted sum of linear forms and absolute values, subject to ``form <= 0``."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._costs: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        # The rows one after another: where each begins among the entries, and what it may come to.
        self._starts: list[int] = [0]
        self._at: list[int] = []
        self._coefficients: list[float] = []
        self._least: list[float] = []
        self._most: list[float] = []

    def bound(self, name: str, lower: float, upper: float) -> None:
        column = self._column(name)
        self._lower[column], self._upper[column] = lower, upper

    def require(self, form: Term, violation_cost: float | None = None) -> None:
        """``form <= 0``; with a cost it may be violated at that price a unit."""
        linear = plain(form)
        self.limit(linear.coefficients, -float(linear.constant), violation_cost)

    def limit(
        self, terms: Iterable[tuple[str, Rational | float]], most: float, violation_cost: float | None = None
    ) -> None:
        """``sum of coefficient * variable <= most``, the same for terms that are made by the thousand."""
        self._entries(terms)
        if violation_cost is not None:
            self._entry(self._slack(violation_cost), -1.0)
        self._end_row(-inf, most)

    def minimise(self, form: Term, weight: float = 1.0) -> None:
        for name, coefficient in plain(form).coefficients:
            self._costs[self._column(name)] += weight * float(coefficient)

    def minimise_distance(self, form: Term, weight: float = 1.0) -> None:
        """Adds ``weight * |form|`` to what is minimised."""
        linear = plain(form)
        if linear.is_constant:
            return
        self._entries(linear.coefficients)
        self._entry(self._slack(weight), -1.0)
        self._entry(self._slack(weight), 1.0)
        self._end_row(-float(linear.constant), -float(linear.constant))

    def minimise_excess(self, form: Term, weight: float = 1.0) -> None:
        """Adds ``weight * max(0, form)`` to what is minimised."""
        self.require(form, weight)

    def solve(self) -> Mapping[str, float] | None:
        """The values of the named variables, or None when the program has no solution."""
        import highspy
        import numpy as np

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        if len(self._most) < SMALL:
            solver.setOptionValue("presolve", "off")
        if len(self._most) > LARGE:
            solver.setOptionValue("solver", "ipm")
        model = highspy.HighsLp()
        model.num_col_ = len(self._costs)
        model.num_row_ = len(self._most)
        model.col_cost_ = np.array(self._costs)
        model.col_lower_ = np.array(self._lower)
        model.col_upper_ = np.array(self._upper)
        model.row_lower_ = np.array(self._least)
        model.row_upper_ = np.array(self._most)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self._at, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self._coefficients)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = solver.getSolution().col_value
        return {name: values[column] for name, column in self._columns.items()}

    def _entries(self, terms: Iterable[tuple[str, Rational | float]]) -> None:
        """Entries of the row that is being made."""
        columns = self._columns
        for name, coefficient in terms:
            column = columns.get(name)
            self._at.append(self._column(name) if column is None else column)
            self._coefficients.append(float(coefficient))

    def _entry(self, column: int, coefficient: float) -> None:
        self._at.append(column)
        self._coefficients.append(coefficient)

    def _end_row(self, least: float, most: float) -> None:
        self._starts.append(len(self._at))
        self._least.append(least)
        self._most.append(most)

    def _column(self, name: str) -> int:
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = self._new(0.0, -1e7, 1e7)
        return column

    def _slack(self, cost: float) -> int:
        return self._new(cost, 0.0, 1e9)

    def _new(self, cost: float, lower: float, upper: float) -> int:
        self._costs.append(cost)
        self._lower.append(lower)
        self._upper.append(upper)
        return len(self._costs) - 1
