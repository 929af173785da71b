"""The colour behind everything in a picture of pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes
from sgc.verify.renders.neighbours import is_near
from sgc.verify.renders.regions import Flat
from sgc.verify.renders.segments import ink

#: Of less than this share of a picture nobody says which colour it has.
LEAST = 0.01


def ground_color(picture: NDArray[np.uint8], flat: Flat, others: NDArray[np.bool_] | None = None) -> str | None:
    """The colour ``#rrggbb`` of what reaches the rim of a picture (height, width, 3) and is none of the ``others``
    (height, width): the one that most of it has where colours are plain, else the median. None where hardly anything
    of it is seen."""
    behind = flat.ground if flat.is_plain else ~ink(picture, rim_only=True)
    if others is not None:
        behind = behind & ~others
    if behind.mean() < LEAST:
        return None
    if flat.is_plain:
        color = max(flat.ground_colors, key=lambda color: (behind & is_near(picture, color, 0)).sum())
    else:
        color = np.rint(np.median(picture[behind], axis=0)).astype(int).tolist()
    return from_bytes(color)
