"""The ticks of an axis in pixels: strokes too short to be lines, three at least, alike, at one straight stroke."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sgc.verify.strokes.runs import WHOLE, Run
from sgc.verify.types import Line

#: An axis is at least so long; its ticks are so long, by so much of the same length, and no wider (pixels).
LONG, SHORTEST, LONGEST, UNEQUAL, WIDEST = 60, 3, 12, 1, 3
#: So many ticks make an axis.
FEWEST = 3
#: Half the width of the stroke itself, in pixels.
HALF = 2


def ticks(strength: NDArray[np.float32], runs: list[Run]) -> Iterator[Line]:
    """The ticks at these straight strokes; ``strength`` (height, width) says what is painted. None leads
    anywhere: they are of an axis, and no links."""
    for run in runs:
        if run.length < LONG or run.painted < WHOLE:
            continue
        plane = strength if run.axis == 0 else strength.T
        for side in (1, -1):
            found = list(_beside(plane, run, side))
            usual = float(np.median([length for _, length in found])) if found else 0.0
            alike = [(at, length) for at, length in found if abs(length - usual) <= UNEQUAL]
            if len(alike) < FEWEST:
                continue
            for at, length in alike:
                way = ((at, run.place), (at, run.place + side * (HALF + length)))
                yield Line(way if run.axis == 0 else tuple((x, y) for y, x in way), leads=False)


def _beside(plane: NDArray[np.float32], run: Run, side: int) -> Iterator[tuple[float, int]]:
    """Where short strokes leave a stroke along rows at one side, and how long each of them is."""
    row = int(run.place) + side * HALF
    rows = np.arange(row, row + side * (LONGEST + 1), side)
    if rows.min() < 0 or rows.max() >= len(plane):
        return
    part = plane[rows, max(0, int(run.first) - HALF) : int(run.last) + HALF]
    inked = part > 0
    columns = np.flatnonzero(inked[0])
    for group in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        if not 0 < len(group) <= WIDEST:
            continue
        own = np.flatnonzero(~inked[:, group].any(1))
        length = int(own[0]) if len(own) else len(inked)
        beside = inked[1:length, max(0, group[0] - 1) : group[-1] + 2].sum(1).max(initial=0)
        if SHORTEST <= length <= LONGEST and beside <= WIDEST:
            weight = part[:length, group].sum(0)
            at = float((weight * (group + 0.5)).sum() / weight.sum())
            yield at + max(0, int(run.first) - HALF), length
