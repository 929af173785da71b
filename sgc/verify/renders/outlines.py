"""Where the line around a shape ends: at pointed corners it reaches farther than it is thick."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import rgb
from sgc.verify.renders.hypotheses import Explained
from sgc.verify.renders.neighbours import highest, mixed
from sgc.verify.types import Pixels

#: How far from the ink a line is looked for, in pixels: a corner of 60° reaches twice as far as the line is thick.
FARTHEST = 7
#: How far a colour may be off the mixtures of the line and what is beyond (0 to 255), and the least share of the line.
OFF, LEAST = 24, 0.2
#: How much of what is beyond has to be ground.
FREE = 0.98


def with_line(picture: NDArray[np.uint8], ground: NDArray[np.bool_], one: Explained, color: str) -> Pixels:
    """The box of a shape in a picture (height, width, 3) with its line of that color: edges are where the last row or
    column that shows some of the line is covered by it. Never less than the box with the line's thickness, and no more
    on a side where anything but ``ground`` (height, width) is near."""
    outer = one.ink.inner
    for _ in range(min(FARTHEST, 3 * (one.thick or 0) + 3)):
        outer = highest(outer)
    rim = highest(outer) & ~outer
    bare = one.ink.of(ground)
    if not (rim & bare).any():  # it fills all that is seen
        return one.outer
    seen = one.ink.of(picture).astype(np.float64)
    beyond = np.median(seen[rim & bare], axis=0)
    share, off = mixed(seen, beyond, np.rint(255 * np.array(rgb(color))))
    share[(off > OFF) | ~outer | one.ink.inner] = 0.0
    ends = []
    for turn in range(4):  # each side is turned to be the left one
        ink, edge, free = (np.rot90(plane, turn) for plane in (one.ink.inner, rim, bare))
        ends.append(_end(ink, edge, free, np.rot90(share, turn)))
    left, top = one.ink.corner
    height, width = one.ink.inner.shape
    x0, y0, x1, y1 = one.outer
    return (
        min(x0, left + ends[0]), min(y0, top + ends[1]),
        max(x1, left + width - ends[2]), max(y1, top + height - ends[3]),
    )  # fmt: skip


def _end(ink: NDArray[np.bool_], rim: NDArray[np.bool_], bare: NDArray[np.bool_], share: NDArray[np.float64]) -> float:
    """Where the line left of the ink ends, which has that ``share`` of each pixel; infinity where there is none, or
    more than bare ground."""
    first = int(np.flatnonzero(ink.any(0))[0])
    free, most = bare[:, :first][rim[:, :first]], share[:, :first].max(0)
    shown = np.flatnonzero(most > LEAST)
    if not len(free) or free.mean() < FREE or not len(shown):
        return np.inf
    return int(shown[0]) + 1 - float(most[shown[0]])
