"""The nearest allowed move of some things that move together.

Whatever else there is stays, so a rule is a bound on the move, or a choice between bounds, and who must not be met
forbids an open rectangle of moves. The nearest allowed move, by the sum of its parts across and down, is where some
of these bounds meet. All such places are looked at together, as arrays. Whole numbers of layout units throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from sgc.graph.immutable import immutable
from sgc.graph.linear import And, AtLeast, Atom, Formula, Linear, Or, atoms

#: The move across and down; more than any move.
ACROSS, DOWN, FARTHEST = "across", "down", 10**9
#: The length of what is no move.
ENDLESS = 4 * FARTHEST


@immutable
class Bound:
    """``p * across + q * down + c <= 0``."""

    p: int
    q: int
    c: int

    @staticmethod
    def of(linear: Linear) -> Bound:
        """Of a form over ACROSS and DOWN."""
        known = dict(linear.coefficients)
        return Bound(int(known.get(ACROSS, 0)), int(known.get(DOWN, 0)), int(linear.constant))

    def holds(self, across: Any, down: Any) -> Any:
        """Of numbers, or of arrays of them."""
        return self.p * across + self.q * down <= -self.c


class Room:
    """Where some things may move to together.

    The bounds that ``always`` hold; the ``choices`` between bounds; those of each rule that is ``yielding`` since it
    speaks of something else that can give way; and the ``forbidden`` rectangles: arrays of where they begin and end,
    across and down, and what they weigh.
    """

    def __init__(
        self, always: Sequence[Bound], choices: Sequence[Formula], yielding: Sequence[Sequence[Bound]],
        forbidden: tuple[Any, Any, Any, Any, Any],
    ) -> None:  # fmt: skip
        self._always, self._choices, self._yielding, self._forbidden = always, choices, yielding, forbidden
        bounds = [*always, *(bound for rule in yielding for bound in rule)]
        bounds += [Bound.of(atom.linear) for choice in choices for atom in atoms(choice)]
        left, right, top, bottom, _ = forbidden
        xs = _places([(one.p, one.c) for one in bounds if one.p], (left, right), self._limits(0))
        ys = _places([(one.q, one.c) for one in bounds if one.q and not one.p], (top, bottom), self._limits(1))
        grid = self._looked_at(xs[:, None], ys[None, :], self._weights(xs, ys))
        met = [_last(one.q, one.p * xs + one.c) for one in bounds if one.p and one.q]  # at each place across
        self._moves = [grid, *(self._looked_at(xs, down, self._weights_at(xs, down)) for down in met)]

    def _looked_at(self, across: Any, down: Any, weight: Any) -> tuple[Any, Any, Any, Any]:
        """The moves across and down, which are broadcast, what each weighs, and how long it is: endless where it is not
        allowed."""
        import numpy as np

        for rule in self._yielding:
            weight = weight + ~_all(bound.holds(across, down) for bound in rule)
        length = abs(across) + abs(down)
        # A grid ends where the bounds of one axis alone do.
        always = self._always if across.ndim == 1 else [bound for bound in self._always if bound.p and bound.q]
        demanded = [bound.holds(across, down) for bound in always]
        demanded += [_holds(choice, across, down) for choice in self._choices]
        if demanded:
            length = np.where(_all(demanded), length, ENDLESS)
        return across, down, weight, length

    def nearest(self, pushed: int) -> tuple[int, int] | None:
        """The smallest allowed move that leads into rectangles of no more weight than this, where a yielding rule that
        does not hold weighs 1; None: there is none."""
        import numpy as np

        found: list[tuple[int, int, tuple[int, int]]] = []
        for across, down, weight, length in self._moves:
            lengths = np.where(weight <= pushed, length, ENDLESS)
            least = lengths.min(initial=ENDLESS)
            if least < ENDLESS:
                at = lengths == least
                moves = (np.broadcast_to(one, at.shape)[at].tolist() for one in (across, down))
                found += [(int(least), abs(x), (x, y)) for x, y in zip(*moves, strict=True)]
        return min(found)[2] if found else None

    def _limits(self, axis: int) -> tuple[int, int]:
        """The numbers that the bounds of one axis alone always allow."""
        low, high = -FARTHEST, FARTHEST
        for one in self._always:
            factor, other = (one.p, one.q) if axis == 0 else (one.q, one.p)
            if factor and not other:
                end = _last(factor, one.c)
                low, high = (low, min(high, end)) if factor > 0 else (max(low, end), high)
        return low, high

    def _weights(self, xs: Any, ys: Any) -> Any:
        """What the rectangles weigh into which each place of a grid leads: an array of shape (across, down).

        Each rectangle adds its weight where it begins, and takes it away where it ends, along both axes.
        """
        import numpy as np

        left, right, top, bottom, weight = self._forbidden
        a, b = xs.searchsorted(left, "right"), xs.searchsorted(right, "left")
        c, d = ys.searchsorted(top, "right"), ys.searchsorted(bottom, "left")
        grid = np.zeros((len(xs) + 1, len(ys) + 1), dtype=np.int64)
        for row, column, sign in ((a, c, 1), (b, d, 1), (a, d, -1), (b, c, -1)):
            np.add.at(grid, (row, column), sign * weight)
        return grid.cumsum(axis=0).cumsum(axis=1)[:-1, :-1]

    def _weights_at(self, across: Any, down: Any) -> Any:
        """The same at places that are no grid."""
        left, right, top, bottom, weight = self._forbidden
        x, y = across[:, None], down[:, None]
        return ((left < x) & (x < right) & (top < y) & (y < bottom)) @ weight


def _places(ends: Iterable[tuple[int, int]], forbidden: Iterable[Any], limits: tuple[int, int]) -> Any:
    """Where to look along one axis: at 0, where bounds end, and where rectangles begin and end; in order."""
    import numpy as np

    ours = np.array([0, *(_last(factor, constant) for factor, constant in ends)], dtype=np.int64)
    found = np.concatenate([ours, *forbidden])
    found = found[(limits[0] <= found) & (found <= limits[1])]
    found.sort()
    return found


def _last(factor: int, constant: Any) -> Any:
    """The whole number up to which, or from which on, ``factor * number + constant <= 0`` holds."""
    return -constant // factor if factor > 0 else -(constant // factor)


def _holds(formula: Formula, across: Any, down: Any) -> Any:
    """Whether a formula over ACROSS and DOWN holds at each place."""
    import numpy as np

    match formula:
        case bool():
            return np.bool_(formula)
        case Atom(linear):
            return Bound.of(linear).holds(across, down)
        case And(parts):
            return _all(_holds(part, across, down) for part in parts)
        case Or(parts):
            return reduce(np.logical_or, (_holds(part, across, down) for part in parts))
        case AtLeast(number, parts):
            return sum(_holds(part, across, down).astype(int) for part in parts) >= number


def _all(found: Iterable[Any]) -> Any:
    import numpy as np

    return reduce(np.logical_and, found)
