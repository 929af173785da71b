"""Which of many pictures a piece of ink is most like, at a glance: all of them, a few pixels large, are compared at
once, whatever tint they may have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.inks import Ink

#: Cells along each side of what is glanced at.
CELLS = 12

Floats = NDArray[np.float32]


class Glances:
    """The ``inks`` as they are at a glance."""

    def __init__(self, inks: Sequence[Ink]) -> None:
        shown = [_glance(one) for one in inks]
        self._fixed, self._weight, self._alpha = (np.stack([one[i] for one in shown]) for i in range(3))

    def off(self, apart: Floats, ground: Floats, numbers: Sequence[int]) -> Floats:
        """How far the inks with these ``numbers`` are off a piece of which each pixel is so much ``apart`` (3, rows,
        columns; 0 to 255) from the ``ground``, as means over its box, were they as large."""
        rows, columns = apart.shape[1:]
        seen = (_averages(rows) @ apart @ _averages(columns).T).reshape(3, -1)
        weight = self._weight[numbers]
        left = seen - self._fixed[numbers] + self._alpha[numbers, None] * ground[:, None]
        power = (weight**2).sum(1)
        tint = (left @ weight[..., None])[..., 0] / np.maximum(power, 1e-3)[:, None]
        left -= weight[:, None] * tint.clip(0, 255)[..., None]
        found: Floats = np.abs(left).max(1).mean(1)
        return found


@lru_cache(maxsize=4096)
def _glance(ink: Ink) -> tuple[Floats, Floats, Floats]:
    """What an ink paints with a black tint (3, cells; 0 to 255), how much of the tint each cell takes, and how much of
    the ground it hides (both 0 to 1)."""
    black, white = (
        ink.painted((0, 0, CELLS, CELLS), CELLS, CELLS, tint).reshape(-1, 4).T.astype(np.float32, order="C")
        for tint in ("#000000", "#ffffff")
    )
    return black[:3], (white[0] - black[0]) / np.float32(255), black[3] / np.float32(255)


@lru_cache(maxsize=1024)
def _averages(length: int) -> Floats:
    """The weights (cells, length) by which so many pixels in a row become cells."""
    edges = np.linspace(0, length, CELLS + 1)
    pixels = np.arange(length)
    shares = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    found: Floats = (shares.clip(0) * (CELLS / length)).astype(np.float32)
    return found
