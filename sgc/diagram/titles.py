"""Links that pass the edge of a frame at which its title stands: the title has its room on one side of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from sgc.diagram.layers import Across, Block
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
        #: What is asked so far, as ``Layered`` has it.
        self.asked: tuple[tuple[str, str, float], ...] = ()

    def ask_of_narrow(self, frames: Iterable[str]) -> None:
        """Asks links to pass behind the titles of narrow frames, which have no room on either side of them."""
        gaps = self.plan.gaps
        for frame in frames:
            head = self.plan.heads[frame][0]
            inside = [[block for block in row if frame in block.around] for row in self.rows.values()]
            widest = max(sum(block.before + block.after + gaps.between for block in row) for row in inside)
            if head and widest - gaps.between < 2 * (head + gaps.lane):
                self._ask(frame)

    def crowded(self, found: Across) -> Sequence[tuple[str, str, float]]:
        """Asks the same of frames whose titles have room between no two of the links that pass, where these are then;
        gives what is asked besides."""
        gaps, before, told = self.plan.gaps, len(self.asked), {frame for frame, *_ in self.asked}
        for frame, (low, high) in found.edges.items():
            head, at = self.plan.heads[frame][0], sorted(found.middles[id] for id in self.passing.get(frame, ()))
            ends = [low + gaps.padding - gaps.lane, *at, high - gaps.padding + gaps.lane]
            if head and frame not in told and max(b - a for a, b in pairwise(ends)) < head + 2 * gaps.lane:
                self._ask(frame)
        return self.asked[before:]

    def _ask(self, frame: str) -> None:
        room = self.plan.gaps.padding + self.plan.heads[frame][0] + self.plan.gaps.lane
        self.asked += tuple((frame, id, room) for id in self.passing.get(frame, ()))
