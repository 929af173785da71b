"""What frames that links lead into take along the direction of links, before, behind and between layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sgc.diagram.flow import padding
from sgc.diagram.layers import Across, Block
from sgc.diagram.nesting import Nesting
from sgc.diagram.plan import Plan
from sgc.diagram.plane import is_level


class Rooms:
    """What open frames take along: before the layer where each begins, and behind the one where it ends, from the
    longest of its blocks there on; nested ones together."""

    def __init__(self, plan: Plan, nesting: Nesting, layers: Mapping[int, Sequence[Block]], found: Across) -> None:
        self.lengths = {number: max((b.length for b in row), default=0.0) for number, row in layers.items()}
        self.before = dict.fromkeys(layers, 0.0)
        self.behind = dict.fromkeys(layers, 0.0)
        self.tops: dict[int, float] = {}
        self.least: dict[str, float] = {}  # how long its title asks it to be
        self.ends: dict[str, tuple[int, float, int, float]] = {}  # first layer and room before its middle; last, behind
        reach: dict[str, dict[int, float]] = {frame: {} for frame in found.edges}
        for number, row in layers.items():
            for block in row:
                for frame in block.around:
                    reach[frame][number] = max(reach[frame].get(number, 0.0), block.length / 2)
        for frame in sorted(reach, key=lambda id: -len(nesting.around[id])):
            first, last = min(reach[frame]), max(reach[frame])
            _, _, top, bottom = padding(plan, frame)
            inner = [self.ends[id] for id in self.ends if frame in nesting.around[id]]
            over = top + max([reach[frame][first], *(one[1] for one in inner if one[0] == first)])
            under = bottom + max([reach[frame][last], *(one[3] for one in inner if one[2] == last)])
            self.least[frame] = plan.heads[frame][0] + top + bottom if is_level(plan.direction) else 0.0
            if first == last:  # what it holds is in the middle below its title
                more = max(0.0, self.least[frame] - over - under) / 2
                over, under = over + more, under + more
            self.ends[frame] = first, over, last, under
            self.before[first] = max(self.before[first], over - self.lengths[first] / 2)
            self.behind[last] = max(self.behind[last], under - self.lengths[last] / 2)

    def place(self, number: int, y: float) -> None:
        """Tells where a layer begins."""
        self.tops[number] = y

    def along(self, frame: str) -> tuple[float, float]:
        """Where a frame begins and ends."""
        first, over, last, under = self.ends[frame]
        begin = self.tops[first] + self.lengths[first] / 2 - over
        end = self.tops[last] + self.lengths[last] / 2 + under
        return begin, max(end, begin + self.least[frame])
