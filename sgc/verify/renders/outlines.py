"""Where the line around a shape ends: at pointed corners it reaches farther than it is thick."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.glyphs import rgb
from sgc.verify.renders.hypotheses import Explained
from sgc.verify.renders.neighbours import highest
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
    where anything but ``ground`` (height, width) is near."""
    outer = one.ink.inner
    for _ in range(min(FARTHEST, 3 * (one.thick or 0) + 3)):
        outer = highest(outer)
    rim = highest(outer) & ~outer
    if not rim.any() or one.ink.of(ground)[rim].mean() < FREE:  # it fills all that is seen, or is near something
        return one.outer
    around = outer & ~one.ink.inner
    seen = one.ink.of(picture).astype(np.float64)
    beyond = np.median(seen[rim], axis=0)
    way = np.rint(255 * np.array(rgb(color))) - beyond
    share = ((seen - beyond) @ way / max(1.0, float(way @ way))).clip(0, 1)
    share[(np.abs(seen - beyond - share[..., None] * way).max(2) > OFF) | ~around] = 0.0
    left, top = one.ink.corner
    across, down = (_ends(share.max(axis)) for axis in (0, 1))
    x0, y0, x1, y1 = one.outer
    if across is None or down is None:
        return one.outer
    return (
        min(x0, left + across[0]), min(y0, top + down[0]), max(x1, left + across[1]), max(y1, top + down[1])
    )  # fmt: skip


def _ends(most: NDArray[np.float64]) -> tuple[float, float] | None:
    """Where what is most of each line begins and ends."""
    shown = np.flatnonzero(most > LEAST)
    if not len(shown):
        return None
    first, last = int(shown[0]), int(shown[-1])
    return first + 1 - float(most[first]), last + float(most[last])
