"""Linear programs over layout variables, solved by HiGHS: proposals of where things could go.

Nothing that comes from here is trusted: floating-point answers are rounded and confirmed exactly.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, nan
from typing import Any

from sgc.graph.linear import Rational, Term, plain

#: What a row sums up.
Terms = tuple[tuple[str, Rational | float], ...]
#: No variable goes farther than this, nor is any row violated by more.
FARTHEST, WORST = 1e7, 1e9


class Program:
    """Minimise a weighted sum of linear forms and absolute values, subject to ``form <= 0``.

    It may be made longer after ``like``, a program that is copied.
    """

    def __init__(self, like: Program | None = None) -> None:
        self._like = like
        self._columns: defaultdict[str, int] = defaultdict(None, like._columns if like else ())
        self._columns.default_factory = self._columns.__len__
        self._bounds: dict[int, tuple[float, float]] = dict(like._bounds) if like else {}
        self._costs: defaultdict[int, float] = defaultdict(float, like._costs if like else ())
        # The rows one after another: what each is about, where it begins among the entries, what it may come to, and
        # what a unit more or less costs (nan: it may not).
        self._rows: list[Terms] = list(like._rows) if like else []
        self._starts: array[int] = array("i", like._starts if like else (0,))
        self._at: array[int] = array("i", like._at if like else ())
        self._coefficients: array[float] = array("d", like._coefficients if like else ())
        self._least: array[float] = array("d", like._least if like else ())
        self._most: array[float] = array("d", like._most if like else ())
        self._more: array[float] = array("d", like._more if like else ())
        self._less: array[float] = array("d", like._less if like else ())
        self._solver: Any = None
        self._end: _End | None = None

    def bound(self, name: str, lower: float, upper: float) -> None:
        self._bounds[self._columns[name]] = lower, upper

    def require(self, form: Term, violation_cost: float | None = None) -> None:
        """``form <= 0``; with a cost it may be violated at that price a unit."""
        linear = plain(form)
        self.limit(linear.coefficients, -float(linear.constant), violation_cost)

    def limit(self, terms: Terms, most: float, violation_cost: float | None = None) -> None:
        """``sum of coefficient * variable <= most``, the same for terms that are made by the thousand."""
        self._row(terms, -inf, most, nan if violation_cost is None else violation_cost, nan)

    def require_equal(self, form: Term, other: Term) -> None:
        linear = plain(form - other)
        self.between(-float(linear.constant), linear.coefficients, -float(linear.constant))

    def between(self, least: float, terms: Terms, most: float, violation_cost: float | None = None) -> None:
        """``least <= sum of coefficient * variable <= most``; either end may be infinite."""
        cost = nan if violation_cost is None else violation_cost
        self._row(terms, least, most, cost if most < inf else nan, cost if least > -inf else nan)

    def minimise(self, form: Term, weight: float = 1.0) -> None:
        for name, coefficient in plain(form).coefficients:
            self._costs[self._columns[name]] += weight * float(coefficient)

    def minimise_distance(self, form: Term, weight: float = 1.0) -> None:
        """Adds ``weight * |form|`` to what is minimised."""
        linear = plain(form)
        if not linear.is_constant:
            self.draw_to(linear.coefficients, -float(linear.constant), weight)

    def draw_to(self, terms: Terms, place: float, weight: float) -> None:
        """Adds ``weight * |sum of coefficient * variable - place|``."""
        self._row(terms, place, place, weight, weight)

    def minimise_excess(self, form: Term, weight: float = 1.0) -> None:
        """Adds ``weight * max(0, form)`` to what is minimised."""
        self.require(form, weight)

    def forbid(self, rows: int) -> None:
        """None of the first ``rows`` may be violated any more."""
        self._more[:rows] = self._less[:rows] = array("d", [nan]) * rows

    def __len__(self) -> int:
        return len(self._rows)

    def _row(self, terms: Terms, least: float, most: float, more: float, less: float) -> None:
        columns = self._columns
        self._rows.append(terms)
        for name, coefficient in terms:
            self._at.append(columns[name])
            self._coefficients.append(float(coefficient))
        self._starts.append(len(self._at))
        self._least.append(least)
        self._most.append(most)
        self._more.append(more)
        self._less.append(less)

    def solve(self, after: Program | None = None, *, whole: bool = False) -> Mapping[str, float] | None:
        """The values of the named variables, or None when the program has no solution.

        The search begins where that of another program ended, which is sooner the more rows they share. With ``whole``
        the variables are whole numbers.
        """
        import highspy
        import numpy as np

        self._solver = solver = _solver() if after is None or after._solver is None else after._solver
        named, rows = len(self._columns), len(self._rows)
        lower, upper, costs = np.full(named, -FARTHEST), np.full(named, FARTHEST), np.zeros(named)
        for column, (low, high) in self._bounds.items():
            lower[column], upper[column] = low, high
        for column, cost in self._costs.items():
            costs[column] = cost
        # After the named columns come those of what a row may have more (0) or less (1).
        prices = np.array([self._more, self._less])
        side, of = np.nonzero(~np.isnan(prices))
        slack, more = np.zeros(len(of)), np.where(side == 0, -1.0, 1.0)
        row = np.concatenate([np.repeat(np.arange(rows), np.diff(self._starts)), of])
        by_row = np.argsort(row, kind="stable")
        at = np.concatenate([self._at, np.arange(named, named + len(of))])
        solver.passModel(
            named + len(of), rows, len(at), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
            np.concatenate([costs, prices[side, of]]), np.concatenate([lower, slack]),
            np.concatenate([upper, slack + WORST]), np.asarray(self._least), np.asarray(self._most),
            np.searchsorted(row[by_row], np.arange(rows + 1)).astype(np.int32), at[by_row].astype(np.int32),
            np.concatenate([self._coefficients, more])[by_row],
            np.repeat(np.array([whole, False], dtype=np.int32), (named, len(of))),
        )  # fmt: skip
        slacks = list(zip(side.tolist(), of.tolist(), strict=True))
        if after is not None and after._end is not None:
            solver.setBasis(self._begun(after, after._end, slacks))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = dict(zip(self._columns, solver.getSolution().col_value, strict=False))
        if not whole:  # which ends at no vertex
            basis = solver.getBasis()
            self._end = _End(basis.row_status, basis.col_status, slacks)
        return values

    def _kinds(self, first: int) -> Iterator[tuple[Terms, bool, bool, int]]:
        """What tells each row from the others of its program: its terms, which of its ends are open, and how many there
        were before that are like it."""
        seen: dict[tuple[Terms, bool, bool], int] = {}
        for row in range(first, len(self._rows)):
            kind = (self._rows[row], self._least[row] == -inf, self._most[row] == inf)
            seen[kind] = number = seen.get(kind, -1) + 1
            yield (*kind, number)

    def _begun(self, after: Program, end: _End, own: Sequence[tuple[int, int]]) -> Any:
        """The vertex at which another program ended, as far as rows and variables are the same."""
        import highspy

        kinds = highspy.HighsBasisStatus
        common = len(self._like._rows) if self._like is not None and self._like is after._like else 0
        known = {key: row for row, key in enumerate(after._kinds(common), common)}
        there = [*range(common), *map(known.get, self._kinds(common))]
        were = dict(zip(after._columns, end.columns, strict=False))
        slacks = dict(zip(end.slacks, end.columns[len(were) :], strict=True))
        basis = highspy.HighsBasis()
        basis.valid = basis.alien = True  # the solver mends what does not fit together
        basis.row_status = [kinds.kBasic if row is None else end.rows[row] for row in there]
        basis.col_status = [
            *(were.get(name, kinds.kLower) for name in self._columns),
            *(slacks.get((side, there[row]), kinds.kLower) for side, row in own),
        ]
        return basis


@dataclass(frozen=True, slots=True)
class _End:
    """Which bound each row and column is at, or that it is basic, at the optimum: a vertex.

    After the named columns come the ``slacks``: what a row may have more (0) or less (1), and which row it is.
    """

    rows: Sequence[Any]
    columns: Sequence[Any]
    slacks: Sequence[tuple[int, int]]


def _solver() -> Any:
    """A solver that answers the same each time. It takes a while to make, so programs hand it on."""
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("presolve", "off")  # which takes longer than it saves
    solver.setOptionValue("simplex_dual_edge_weight_strategy", 1)  # Devex: steeper edges are not worth their time
    return solver
