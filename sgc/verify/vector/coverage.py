"""How much of a thing is seen and in which colours, when all that is painted over it is taken away.

Sampled on a grid over the thing's own box: good to a few per cent, and the same at every run.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil

from sgc.graph.colors import mix
from sgc.measure.outlines import flatten, spans
from sgc.measure.paths import Bounds, Commands
from sgc.verify.boxes import around, meet
from sgc.verify.colors import difference
from sgc.verify.vector.page import Ink

#: Lines of the grid over a thing.
ROWS = 20
#: A difference of colours (CIELAB) that can just be seen.
JUST_SEEN = 2.3
#: Opaque enough to hide what is under it.
HIDES = 0.75


def seen(own: Sequence[Ink], over: Sequence[Ink], ground: str) -> tuple[float, tuple[tuple[str, float], ...]]:
    """How much of ``own`` is seen below ``over`` (both farthest first), and its colours with their shares of
    that, the largest first. ``ground`` shows through what is translucent.

    Seen is the share of the area or of the outline, whichever is more: what lies within a thing hides some of
    its area and nothing of what it is.
    """
    box = around(*(ink.outline for ink in own))
    filled = [ink for ink in own if ink.fill is not None] or list(own)
    grid = _Grid(box, round(ROWS * max(0.2, min(5.0, (box[2] - box[0]) / ((box[3] - box[1]) or 1)))))
    colors: dict[int, str] = {}
    for ink in filled:
        color = ink.color or ground
        for cell in grid.cells(ink):
            colors[cell] = color if ink.opacity > 0.99 else mix(colors.get(cell, ground), color, ink.opacity)
    if not colors:  # a hairline: its colour is all that can be said
        return 1.0, ((filled[-1].color or ground, 1.0),)
    hidden: set[int] = set()
    for ink in over:
        if ink.fill is not None and ink.opacity >= HIDES and meet(ink.box, box):
            hidden |= grid.cells(ink)
    visible = 1.0
    if not hidden.isdisjoint(colors):
        edge = grid.edge(colors.keys())
        visible = max(1 - len(cells & hidden) / len(cells) for cells in (set(colors), edge))
        colors = {cell: color for cell, color in colors.items() if cell not in hidden}
    shares: dict[str, int] = {}
    for color in colors.values():
        shares[color] = shares.get(color, 0) + 1
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return visible, tuple((color, count / (len(colors) or 1)) for color, count in ordered)


def blends_in(own: Sequence[Ink], under: Sequence[Ink], ground: str) -> bool:
    """Whether no colour of ``own``, fills and outlines, stands out from what is painted ``under`` it (farthest
    first), or from the ``ground`` where that is nothing."""
    box = around(*(ink.outline for ink in own))
    below = [ink for ink in under if ink.fill is not None and meet(ink.box, box)]
    colors = {color for ink in own for color in (ink.color, ink.stroke) if color is not None}
    near = {ground, *(color for ink in below if (color := ink.color) is not None)}
    if not all(any(difference(color, other) < JUST_SEEN for other in near) for color in colors):
        return False
    grid = _Grid(box, ROWS)
    beneath: dict[int, str] = {}
    for ink in below:
        for cell in grid.cells(ink):
            beneath[cell] = mix(beneath.get(cell, ground), ink.color or ground, ink.opacity)
    for ink in own:
        area = grid.cells(ink)
        edge = grid.edge(area)
        for color, cells in ((ink.color, area), (ink.stroke, edge)):
            grounds = {beneath.get(cell, ground) for cell in cells} or {ground}
            if color is not None and any(difference(color, other) >= JUST_SEEN for other in grounds):
                return False
    return True


class _Grid:
    """The cells of a box, numbered row by row; an ink owns those whose middle is in its outline and its clips."""

    def __init__(self, box: Bounds, columns: int) -> None:
        self.left, self.top, right, bottom = box
        self.columns = max(4, columns)
        self.across = (right - self.left) / self.columns or 1.0
        self.down = (bottom - self.top) / ROWS or 1.0

    def cells(self, ink: Ink) -> set[int]:
        found = self._inside(ink.commands, ink.rule)
        for clip in ink.clips:
            found &= self._inside(clip, "nonzero")
        return found

    def edge(self, cells: Collection[int]) -> set[int]:
        """Those of the cells that have a neighbour which is none of them."""
        last = self.columns - 1
        return {
            cell
            for cell in cells
            if cell % self.columns in (0, last)
            or any(cell + step not in cells for step in (-1, 1, -self.columns, self.columns))
        }

    def _inside(self, commands: Commands, rule: str) -> set[int]:
        found: set[int] = set()
        tolerance = min(self.across, self.down) / 4
        for row, stretches in enumerate(spans(flatten(commands, tolerance), rule, self.down, ROWS, self.top)):
            for start, end in stretches:
                first = max(0, ceil((start - self.left) / self.across - 0.5))
                last = min(self.columns, ceil((end - self.left) / self.across - 0.5))
                found.update(range(row * self.columns + first, row * self.columns + last))
        return found
