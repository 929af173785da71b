"""Linear programs over layout variables, solved by HiGHS: proposals of where things could go.

Nothing that comes from here is trusted: floating-point answers are rounded and confirmed exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sgc.graph.linear import Term, plain

#: From so many rows on, an interior-point method is sooner than the simplex method.
LARGE = 1500


class Program:
    """Minimise a weighted sum of linear forms and absolute values, subject to ``form <= 0``."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._costs: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._rows: list[tuple[tuple[tuple[int, float], ...], float]] = []
        self._slacks = 0

    def bound(self, name: str, lower: float, upper: float) -> None:
        column = self._column(name)
        self._lower[column], self._upper[column] = lower, upper

    def require(self, form: Term, violation_cost: float | None = None) -> None:
        """``form <= 0``; with a cost it may be violated at that price a unit."""
        self.limit([(v, float(c)) for v, c in plain(form).coefficients], -float(plain(form).constant), violation_cost)

    def limit(self, terms: Iterable[tuple[str, float]], most: float, violation_cost: float | None = None) -> None:
        """``sum of coefficient * variable <= most``, the same for terms that are made by the thousand."""
        row = [(self._column(name), coefficient) for name, coefficient in terms]
        if violation_cost is not None:
            row.append((self._slack(violation_cost), -1.0))
        self._rows.append((tuple(row), most))

    def minimise(self, form: Term, weight: float = 1.0) -> None:
        for name, coefficient in plain(form).coefficients:
            self._costs[self._column(name)] += weight * float(coefficient)

    def minimise_distance(self, form: Term, weight: float = 1.0) -> None:
        """Adds ``weight * |form|`` to what is minimised."""
        if plain(form).is_constant:
            return
        slack = self._slack(weight)
        terms = tuple((self._column(v), float(c)) for v, c in plain(form).coefficients)
        self._rows.append(((*terms, (slack, -1.0)), -float(plain(form).constant)))
        self._rows.append(((*((v, -c) for v, c in terms), (slack, -1.0)), float(plain(form).constant)))

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
        if len(self._rows) > LARGE:
            solver.setOptionValue("solver", "ipm")
        model = highspy.HighsLp()
        model.num_col_ = len(self._costs)
        model.num_row_ = len(self._rows)
        model.col_cost_ = np.array(self._costs)
        model.col_lower_ = np.array(self._lower)
        model.col_upper_ = np.array(self._upper)
        model.row_lower_ = np.full(len(self._rows), -highspy.kHighsInf)
        model.row_upper_ = np.array([bound for _, bound in self._rows])
        starts = np.zeros(len(self._rows) + 1, dtype=np.int32)
        starts[1:] = np.cumsum([len(terms) for terms, _ in self._rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts
        model.a_matrix_.index_ = np.array([c for terms, _ in self._rows for c, _ in terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([v for terms, _ in self._rows for _, v in terms])
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = solver.getSolution().col_value
        return {name: values[column] for name, column in self._columns.items()}

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
