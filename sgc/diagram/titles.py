"""Links that pass the edge of a frame at which its title stands: the title has its room on one side of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sgc.diagram.layers import Block
from sgc.diagram.plan import Plan
from sgc.diagram.plane import is_level


class Titles:
    """The titles of a plan's frames, whose blocks stand in ``rows``; ``joints`` are the links between these that may
    pass the edges of frames. How far a link is to run behind the beginning of a frame is said as ``Layered`` has it."""

    def __init__(self, plan: Plan, rows: Mapping[int, Sequence[Block]], joints: Sequence[tuple[str, str]]) -> None:
        self.plan, self.rows = plan, rows
        self.passing: dict[str, list[str]] = {}
        around = {block.id: block.around for row in rows.values() for block in row}
        for one in joints if not is_level(plan.direction) else ():
            outer, inner = one if plan.direction == "down" else one[::-1]
            for frame in around[inner]:
                if frame not in around[outer]:
                    self.passing.setdefault(frame, []).append(inner)
        #: The frames whose links were told to pass behind their title.
        self.told: set[str] = set()

    def of_narrow(self, frames: Iterable[str]) -> Iterator[tuple[str, str, float]]:
        """For narrow frames, whose titles have no room on either side of what passes."""
        gaps = self.plan.gaps
        for frame in frames:
            head = self.plan.heads[frame][0]
            inside = [[block for block in row if frame in block.around] for row in self.rows.values()]
            widest = max(sum(block.before + block.after + gaps.between for block in row) for row in inside)
            if head and widest - gaps.between < 2 * (head + gaps.lane):
                yield from self._behind(frame)

    def crowded(
        self, edges: Mapping[str, tuple[float, float]], middles: Mapping[str, float]
    ) -> Iterator[tuple[str, str, float]]:
        """For frames whose titles have room between no two of the links that pass, when these are in their places."""
        gaps = self.plan.gaps
        for frame, (low, high) in edges.items():
            head, at = self.plan.heads[frame][0], sorted(middles[id] for id in self.passing.get(frame, ()))
            ends = [low + gaps.padding - gaps.lane, *at, high - gaps.padding + gaps.lane]
            if head and frame not in self.told and max(b - a for a, b in pairwise(ends)) < head + 2 * gaps.lane:
                yield from self._behind(frame)

    def _behind(self, frame: str) -> Iterator[tuple[str, str, float]]:
        self.told.add(frame)
        room = self.plan.gaps.padding + self.plan.heads[frame][0] + self.plan.gaps.lane
        return ((frame, id, room) for id in self.passing.get(frame, ()))
