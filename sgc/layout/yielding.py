"""Which pairs have to be kept apart once something leaves the place where it was: formulas for those alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sgc.graph.linear import Formula
from sgc.layout.geometry import Geometry
from sgc.layout.separations import Pair, apart


class Yielding:
    """The pairs that can get into each other's way, because one of the two may leave its place. Each is given once."""

    def __init__(self, geometry: Geometry) -> None:
        import numpy as np

        self._separations = geometry.separations
        self._pairs = self._separations.every
        self._given = np.zeros(len(self._pairs), dtype=bool)
        self._numbers = self._separations.own()
        names = {number: id for id, numbers in self._numbers.items() for number in numbers}
        for number, ends in enumerate(self._separations.rooms, len(self._separations.boxes)):
            for id in {names[end] for end in ends}:  # the room between two moves with either
                self._numbers[id].append(number)

    def of(self, ids: Iterable[str]) -> list[Formula]:
        """The formulas of all pairs of some things and their labels that were not given before."""
        return self._give(self._with(ids))

    def near(self, ids: Iterable[str], values: Mapping[str, float], reach: float) -> list[Formula]:
        """Of those, the ones that lack their gap once each of the two has moved by ``reach`` from the values."""
        return self._give(self._with(ids) & (self._room(values) < 2 * reach))

    def at(self, values: Mapping[str, float]) -> list[Formula]:
        """The pairs that are in each other's way where the values have them."""
        return self._give(self._room(values) < 0)

    def _with(self, ids: Iterable[str]) -> Any:
        import numpy as np

        them = np.zeros(len(self._separations.boxes) + len(self._separations.rooms), dtype=bool)
        them[[number for id in ids for number in self._numbers.get(id, ())]] = True
        return them[self._pairs[:, :2]].any(axis=1)

    def _room(self, values: Mapping[str, float]) -> Any:
        """How much more than its gap each pair has, or less."""
        a, b, gap = self._pairs.T
        return apart(self._separations.numbers(values), a, b).max(axis=0) - gap

    def _give(self, wanted: Any) -> list[Formula]:
        import numpy as np

        fresh = np.nonzero(wanted & ~self._given)[0]
        self._given[fresh] = True
        return [self._separations.formula(Pair(*pair)) for pair in self._pairs[fresh].tolist()]
