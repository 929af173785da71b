"""Surfaces: in how many rows, each before the other, things stand on one of which much of the top is seen, as of a
pond, a rug or a raft."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from sgc.layout.blocks import Block
from sgc.layout.natural import natural_extents
from sgc.layout.problem import Problem
from sgc.layout.taste import GAP_IN_ROW

#: Up to so many rows are tried, and one more is taken where things are by this factor larger in it.
MOST, WORTH = 3, 1.25


def rows_on(problem: Problem, block: Block) -> int:
    """The number of rows in which all that is on each of a root may be largest, naturally sized as all are."""
    root = problem.by_id[block.name]
    face, heights = root.extent.face, _heights(problem, block)
    if face is None or root.is_backdrop or len(heights) < 3:
        return 1
    width, height = natural_extents(root)
    broad, deep = (face[2] - face[0]) * width, (face[3] - face[1]) * height
    row = (1 + GAP_IN_ROW) * sum(
        natural_extents(problem.by_id[child.name])[0] * ceil(len(child.ids) / len(block.ids))
        for how, child in block.attached if how == "on"
    )  # fmt: skip

    def scale(rows: int) -> float:
        behind = deep / (rows - 1) / front_height(problem, block, rows) if rows > 1 else 1.0
        return min(1.0, broad * rows / row, behind)

    best = 1
    for rows in range(2, min(MOST, len(heights) - 1) + 1):
        best = rows if scale(rows) >= WORTH * scale(best) else best
    return best


def rows_inside(problem: Problem, parts: Sequence[Block]) -> Sequence[Sequence[Block]]:
    """The rows, from the highest, in which things of several kinds are in a thing: as statements rank them, else about
    as many as there are in a row, with what stands in the lowest, which is full."""
    if any(part.ranked for part in parts):
        ranks = sorted({part.row for part in parts})
        return [[part for part in parts if part.row == rank] for rank in ranks]
    parts = sorted(parts, key=lambda part: problem.by_id[part.name].stance == "ground")
    each = ceil(len(parts) / max(1, round(sqrt(len(parts)))))
    return [parts[max(0, last - each) : last] for last in range(len(parts), 0, -each)][::-1]


def front_height(problem: Problem, block: Block, rows: int) -> float:
    """How high the highest before the farthest of so many rows naturally is, where the highest of all are behind."""
    heights = _heights(problem, block)
    return heights[ceil(len(heights) / rows)]


def _heights(problem: Problem, block: Block) -> list[float]:
    """The natural heights of all that is on one of a root, the highest first."""
    return sorted((
        natural_extents(problem.by_id[child.name])[1]
        for how, child in block.attached if how == "on" for _ in range(ceil(len(child.ids) / len(block.ids)))
    ), reverse=True)  # fmt: skip
