"""Relaxation: things push each other apart, and pull where statements want them, until all is nearly in place.

Positions are corrected again and again by what each constraint that does not hold asks for (Jacobi's projections,
as in position-based dynamics, Müller et al. 2007), with arrays, so that a thousand things take a second.
Things start small and grow, which lets them pass each other. The outcome is a proposal: what it gives Z3 is an order
for most pairs and a neighbourhood in which to look. Lengths are in layout units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sgc.graph.linear import And, Atom, Formula
from sgc.layout.choice import chosen
from sgc.layout.separations import Separations, apart

#: Pairs that could meet, and which branch each disjunction takes, are looked at anew after so many rounds.
REFRESH = 10
#: What a pair may come nearer between two looks, as a share of the canvas.
WATCHED = 0.04
#: Things start at this share of their size, and have all of it after this share of the rounds.
SMALL, GROWN = 0.3, 0.6
#: Corrections are averaged where several meet, and taken this much too far, which is sooner there.
OVER = 1.4
#: Near enough for a linear program, in units.
ENOUGH = 1.0


def relax(
    hard: Sequence[Formula], separations: Separations, values: Mapping[str, float], rounds: int, *, room: int = 2
) -> Mapping[str, float]:
    """Values near which most formulas hold and most pairs are apart; ``room`` is asked for besides each gap."""
    import numpy as np

    if not separations.boxes:
        return values
    state = _State(hard, separations, values)
    for turn in range(rounds):
        if turn % REFRESH == 0:
            state.look(room)
        grown = min(1.0, SMALL + (1 - SMALL) * turn / max(1.0, GROWN * rounds))
        worst = state.correct(grown)
        if worst < ENOUGH and grown == 1.0:
            state.look(room)
            if state.correct(grown) < ENOUGH:
                break
    assert np.isfinite(state.at).all(), "the relaxation diverged"
    return {**values, **dict(zip(state.names, state.at.tolist(), strict=True))}


class _State:
    """The values as an array, the linear constraints as a sparse matrix, and the pairs to watch."""

    def __init__(self, hard: Sequence[Formula], separations: Separations, values: Mapping[str, float]) -> None:
        import numpy as np

        self.separations = separations
        number: dict[str, int] = {}
        for edges in separations.edges:
            for edge in edges:
                number.setdefault(edge.coefficients[0][0], len(number))
        self.plain: list[Atom] = []
        self.open: list[Formula] = []
        for formula in hard:
            parts = formula.parts if isinstance(formula, And) else (formula,)
            for part in parts:
                if isinstance(part, Atom):
                    self.plain.append(part)
                elif not isinstance(part, bool):
                    self.open.append(part)
        self.number = number
        self.fixed = self._rows(self.plain)
        self._rows([atom for formula in self.open for atom in chosen(formula, values)])
        self.variable = np.array([[number[e.coefficients[0][0]] for e in edges] for edges in separations.edges])
        self.offset = np.array([[float(e.constant) for e in edges] for edges in separations.edges])
        self.at = np.zeros(0)
        self._grow(values)
        boxes = self._boxes()
        self.extent = np.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]])
        self.watched = WATCHED * max(separations.canvas)

    @property
    def names(self) -> list[str]:
        return list(self.number)

    def _grow(self, values: Mapping[str, float]) -> None:
        import numpy as np

        new = [values.get(name, 0.0) for name in self.names[len(self.at) :]]
        self.at = np.concatenate([self.at, np.array(new, dtype=float)])

    def _rows(self, atoms: Sequence[Atom]) -> tuple[Any, Any, Any, Any, Any]:
        """Row numbers, columns, coefficients; constants and squared norms of the rows."""
        import numpy as np

        rows: list[int] = []
        columns: list[int] = []
        coefficients: list[float] = []
        for row, atom in enumerate(atoms):
            for name, coefficient in atom.linear.coefficients:
                rows.append(row)
                columns.append(self.number.setdefault(name, len(self.number)))
                coefficients.append(float(coefficient))
        numbers = np.array(coefficients)
        index = np.array(rows, dtype=np.int64)
        squares = np.bincount(index, numbers**2, len(atoms)) if atoms else np.zeros(0)
        return index, np.array(columns, dtype=np.int64), numbers, _constants(atoms), squares

    def _boxes(self) -> Any:
        return self.at[self.variable] + self.offset

    def look(self, room: int) -> None:
        """Which pairs to watch, and which way each disjunction is best met, from here on."""
        values = dict(zip(self.names, self.at.tolist(), strict=True)) if self.open else {}
        picked = self._rows([atom for formula in self.open for atom in chosen(formula, values)])
        self._grow({})
        shift = len(self.fixed[3])
        import numpy as np

        self.rows = np.concatenate([self.fixed[0], picked[0] + shift])
        self.columns, self.coefficients, self.constants, self.squares = (
            np.concatenate([self.fixed[k], picked[k]]) for k in range(1, 5)
        )
        self.a, self.b, gap = self.separations.meeting(self._boxes(), self.watched)
        self.gap = gap + room

    def correct(self, grown: float) -> float:
        """One round: every constraint that does not hold moves what it is about; how far the worst was off."""
        import numpy as np

        size = len(self.at)
        forms = np.bincount(self.rows, self.coefficients * self.at[self.columns], len(self.constants)) + self.constants
        lack = np.maximum(forms, 0.0)
        active = (lack > 0)[self.rows]
        push = -(lack / self.squares)[self.rows] * self.coefficients
        moved = np.bincount(self.columns, push, size)
        times = np.bincount(self.columns[active], minlength=size).astype(float)
        worst = float(lack.max(initial=0.0))
        if len(self.a):
            boxes = self._boxes()
            spared = (1 - grown) * (self.extent[:, self.a] + self.extent[:, self.b]) / 2
            away = apart(boxes, self.a, self.b)
            away[:2] += spared[0]
            away[2:] += spared[1]
            way = away.argmax(axis=0)
            lack = self.gap * grown - away[way, np.arange(len(way))]
            meets = np.nonzero(lack > 0)[0]
            if len(meets):
                way, half = way[meets], lack[meets] / 2
                a, b = self.a[meets], self.b[meets]
                first, second = np.where(way % 2 == 0, a, b), np.where(way % 2 == 0, b, a)
                axis = way // 2
                low, high = self.variable[first, axis + 2], self.variable[second, axis]
                moved += np.bincount(high, half, size) - np.bincount(low, half, size)
                times += np.bincount(low, minlength=size) + np.bincount(high, minlength=size)
                worst = max(worst, 2 * float(half.max()))
        self.at = self.at + OVER * moved / np.maximum(times, 1.0)
        return worst


def _constants(atoms: Sequence[Atom]) -> Any:
    import numpy as np

    return np.array([float(atom.linear.constant) for atom in atoms])
