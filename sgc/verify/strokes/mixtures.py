"""Layers of paint that are seen through: which is upon which, and how much of what is behind shows through each.

A layer changes every colour behind it alike: to so much of it, and its own for the rest. What is painted upon it later
changes both colours, so that this holds only of the uppermost of those that are left, which are taken off one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: How far a colour may be from what a layer makes of that behind it (0 to 255): each layer is rounded by itself.
ROUNDED = 3.0
#: How far off a colour usually is, when all is as it should be (0 to 255).
USUAL = 0.7
#: A layer lets so much through at least, and at most.
LEAST, MOST = 0.02, 0.98

Changes = Mapping[frozenset[int], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Layer:
    """``color`` is how a layer looks upon what is ``behind`` it alone (0 to 255); ``opacity`` is how much of it is its
    own, which may be wrong by ``error``, None where it is over one colour only, which tells nothing of that. ``order``
    is its place in the order of painting."""

    color: tuple[int, int, int]
    behind: tuple[int, int, int]
    opacity: float | None
    error: float
    order: int


def mixture(layers: Iterable[Layer]) -> NDArray[np.float64]:
    """The colour (0 to 255) that these layers have together, of which the undermost is upon what it is upon alone."""
    found: NDArray[np.float64] | None = None
    for one in sorted(layers, key=lambda one: one.order):
        own, behind = np.array(one.color, np.float64), np.array(one.behind, np.float64)
        found = own if found is None or one.opacity is None else (1 - one.opacity) * (found - behind) + own
    assert found is not None
    return found


def layers_of(changes: Sequence[Changes]) -> list[Layer]:
    """The layers that make such changes, each from what is beyond its edge to what is within (2, 3), by the numbers of
    the other layers that are there; empty where no layers do."""
    found: dict[int, Layer] = {}
    left = set(range(len(changes)))
    while left:
        fits = [(fit, number) for number in sorted(left) if (fit := _fit(changes[number], left - {number})) is not None]
        if not fits:
            return []
        (_, opacity, error), number = min(fits, key=lambda one: (one[0][0], one[1]))
        left.remove(number)
        alone = changes[number].get(frozenset())
        if alone is None:
            return []
        behind, color = (tuple(round(part) for part in one) for one in alone.tolist())
        found[number] = Layer(color, behind, opacity, error, len(left))
    return [found[number] for number in range(len(changes))]


def _fit(changes: Changes, left: set[int]) -> tuple[float, float | None, float] | None:
    """How far changes where only layers that are ``left`` are there are off those of an uppermost one, the opacity of
    that, and how far that may be wrong; None where they are too far off."""
    known = np.stack([pair for numbers, pair in sorted(changes.items(), key=lambda one: sorted(one[0]))
                      if numbers <= left] or [np.zeros((2, 3))])  # fmt: skip
    beyond, within = known[:, 0] - known[:, 0].mean(0), known[:, 1] - known[:, 1].mean(0)
    spread = float((beyond**2).sum())
    if len(known) == 1 or spread == 0:
        return 0.0 if len(known) > 1 else ROUNDED, None, 1.0
    through = float((beyond * within).sum()) / spread
    off = float(np.abs(within - through * beyond).max())
    if off > ROUNDED or not LEAST <= through <= MOST:
        return None
    return off, 1 - through, 2 * USUAL / spread**0.5
