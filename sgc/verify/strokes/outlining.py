"""Outlines around surfaces, by the rings of pixels around them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

#: The widest outline; and of two rings, one around the other, how much is painted between them at most, as a part of
#: what is painted of either.
WIDEST, DIP = 8, 0.7
#: Of a ring that is of an outline so much is painted; lines that end at a thing paint less.
AROUND_IT = 0.25
#: A ring is painted when so much of it is, as a part of what is of the strongest.
THIN = 0.12


@dataclass(frozen=True, slots=True)
class Outline:
    """How wide an outline is; how far it reaches from a surface with straight sides, which has some of what is mixed
    with it; and whether it is two rings with something between."""

    width: float
    reach: float
    is_double: bool


def outline_of(strength: NDArray[np.float32], box: tuple[int, int, int, int], mask: NDArray[np.bool_]) -> Outline:
    """The outline around a surface, by how much is painted of most of each ring of pixels around it."""
    left, top, right, bottom = box
    height, width = strength.shape
    padded = np.zeros((height + 2 * WIDEST, width + 2 * WIDEST), np.float32)
    padded[WIDEST:-WIDEST, WIDEST:-WIDEST] = strength
    around = padded[top : bottom + 2 * WIDEST, left : right + 2 * WIDEST]
    away = np.rint(ndimage.distance_transform_edt(~np.pad(mask, WIDEST))).astype(int)
    rings = [around[away == ring] for ring in range(1, WIDEST)]
    means = [float(ring.mean()) if (ring > 0).mean() >= AROUND_IT else 0.0 for ring in rings]
    strong = max(means[:3])
    if strong < 16:
        return Outline(0.0, 0.0, False)
    first = next(number for number, mean in enumerate(means) if mean >= THIN * strong)
    painted = means[:first] + list(takewhile(lambda mean: mean >= THIN * strong, means[first:]))
    inside = strength[top:bottom, left:right][mask]  # of a dot, which is no ground
    painted_from = [float(inside.mean()) if inside.size else 0.0, *painted]
    is_double = any(
        mean < DIP * min(max(painted_from[:at]), max(painted_from[at + 1 :]))
        for at, mean in enumerate(painted_from[1:-1], 1)
    )
    parts = [min(1.0, mean / strong) for mean in painted]
    return Outline(sum(parts), len(painted) - 1 + parts[-1], is_double)
