"""What a seed changes: one scene has many good layouts, and each seed proposes another.

Only proposals differ; what was stated holds in all of them. Seed 0 is the plain layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

#: Everything may be this much smaller than it could be, and the whole this far from the middle (shares of the canvas).
SIZES = (1.0, 0.9, 0.8, 0.7)
ASIDE, UP_OR_DOWN = 0.13, 0.08


@dataclass(frozen=True, slots=True)
class Variation:
    """The choices of one seed, the same whenever they are asked for."""

    seed: int

    def _random(self, purpose: str) -> Random:
        return Random(f"{self.seed} {purpose}")

    @property
    def size(self) -> float:
        """The factor of every wish for a size."""
        return self._random("size").choice(SIZES) if self.seed else 1.0

    @property
    def aim(self) -> tuple[float, float]:
        """How far right and down of the canvas' middle the composition is centred, in shares of its extents."""
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
