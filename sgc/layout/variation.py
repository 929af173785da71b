"""What a seed changes: one scene has many good layouts, and each seed proposes another.

Only proposals differ; what was stated holds in all of them. Seed 0 is the plain layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from sgc.graph.box import UNITS
from sgc.layout.types import Layout

Item = TypeVar("Item")

#: Everything may be this much smaller than it could be, and a single thing, with all that is joined to it, this far
#: from the middle (shares of the canvas).
SIZES = (1.0, 0.95, 0.9, 0.85)
ASIDE, UP_OR_DOWN = 0.13, 0.08


@dataclass(frozen=True, slots=True)
class Variation:
    """The choices of one seed, the same whenever they are asked for. Raises ValueError for one below 0."""

    seed: int

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise ValueError(f"a seed is a whole number from 0 on, not {self.seed}")

    def _random(self, purpose: str) -> Random:
        return Random(f"{self.seed} {purpose}")

    @property
    def size(self) -> float:
        """The factor of every wish for a size."""
        return self._random("size").choice(SIZES) if self.seed else 1.0

    @property
    def aim(self) -> tuple[float, float]:
        """How far right and down of the canvas' middle a single thing is, in shares of its extents; several are as much
        less off the middle as there are."""
        if not self.seed:
            return 0.0, 0.0
        random = self._random("aim")
        return random.uniform(-ASIDE, ASIDE), random.uniform(-UP_OR_DOWN, UP_OR_DOWN)

    def shuffled(self, items: Sequence[Item], purpose: str) -> list[Item]:
        """The order in which things that no statement orders are put down."""
        return self._random(purpose).sample(items, len(items)) if self.seed else list(items)

    def columns(self, usual: int, count: int, purpose: str) -> int:
        """Columns for ``count`` members of a collection that no statement arranges."""
        if not self.seed:
            return usual
        some = [n for n in range(1, count + 1) if n <= 2 * usual and count <= n * 2 * usual]
        return self._random(purpose).choice(some)


def difference(a: Layout, b: Layout) -> float:
    """How different two layouts of one figure look: the share of pairs of things that stand otherwise to each other.

    A pair does when its left-to-right or its top-to-bottom order is another one. Things are ordered on an axis when
    their centres are further apart than a quarter of both their extents together, else they are level. Members of a
    collection look alike, so they are taken from left to right. 0: the same orders; 1: no pair kept both of its own.
    """
    import numpy as np

    first, second = (_orders(_centres(layout)) for layout in (a, b))
    if len(first) != len(second) or len(first) < 2:
        return float(len(first) != len(second))
    above = np.triu_indices(len(first), 1)
    return float((first != second).any(axis=2)[above].mean())


def farthest(a: Layout, b: Layout) -> float:
    """How far an edge of anything is from where it is in the other layout, as a share of the figure's shorter side."""
    boxes = {one.id: one.box for one in b.objects}
    moves = [
        max(abs(x - y) for x, y in zip(one.box, boxes[one.id], strict=True)) if one.id in boxes else UNITS * max(a.size)
        for one in a.objects
    ]
    return max(moves, default=0) / (UNITS * min(a.size))


def _centres(layout: Layout) -> Any:
    """Centre x and y and extents of everything, by object and from left to right."""
    import numpy as np

    ordered = sorted(layout.objects, key=lambda one: (one.object, one.box))
    boxes = np.array([one.box for one in ordered], dtype=float).reshape(-1, 2, 2)
    return np.concatenate([boxes.mean(axis=1), boxes[:, 1] - boxes[:, 0]], axis=1)


def _orders(things: Any) -> Any:
    """-1, 0 or 1 for every two things and both axes: an array of shape (things, things, 2)."""
    import numpy as np

    offsets = things[:, None, :2] - things[None, :, :2]
    enough = (things[:, None, 2:] + things[None, :, 2:]) / 4
    return np.where(np.abs(offsets) > enough, np.sign(offsets), 0)
