"""Positions on a line, near wishes and at least so far from each other, by blocks that move together.

T. Dwyer, K. Marriott, P. Stuckey, "Fast Node Overlap Removal" (2005): what would come too near its neighbour is joined
with it, and then both are where their wishes are in the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

#: The weight of what cannot be moved.
FIXED = 1e9


@dataclass(frozen=True, slots=True)
class Wish:
    """Where something would best be, and how much that weighs; it has to be in ``low`` to ``high``."""

    at: float
    weight: float
    low: float
    high: float


@dataclass(slots=True)
class _Block:
    members: dict[int, float] = field(default_factory=dict)  # how far each is from the block's own place
    weight: float = 0.0
    sum: float = 0.0

    @property
    def place(self) -> float:
        return self.sum / self.weight


def _worst(
    block: _Block, home: Sequence[_Block], into: Sequence[Sequence[tuple[int, float]]]
) -> tuple[int, int, float] | None:
    """Of what has to be before a block's members by so much the one that lacks most of that, that member, and how much
    it is; None where all are far enough before it."""
    worst, most = None, 1e-6
    for member, offset in block.members.items():
        for first, least in into[member]:
            before = home[first]
            if before is not block:
                lack = before.place + before.members[first] + least - block.place - offset
                if lack > most:
                    worst, most = (first, member, least), lack
    return worst


def spread(wishes: Sequence[Wish], apart: Sequence[tuple[int, int, float]]) -> list[float] | None:
    """The places; ``apart`` are pairs of which the second is beyond the first by so much at least.

    None where there is no room for all within their bounds, or the pairs go in a circle.
    """
    count = len(wishes)
    wanted = [(wish.at, wish.weight) for wish in wishes]
    pairs = list(apart)
    bounds: dict[float, int] = {}

    def fixed(value: float) -> int:
        if value not in bounds:
            bounds[value] = len(wanted)
            wanted.append((value, FIXED))
        return bounds[value]

    for number, wish in enumerate(wishes):
        pairs += [(fixed(wish.low), number, 0.0), (number, fixed(wish.high), 0.0)]
    into: list[list[tuple[int, float]]] = [[] for _ in wanted]
    for first, second, least in pairs:
        into[second].append((first, least))
    try:
        order = list(TopologicalSorter({i: [a for a, _ in into[i]] for i in range(len(wanted))}).static_order())
    except CycleError:
        return None
    home: list[_Block] = []
    for at, weight in wanted:
        home.append(_Block({len(home): 0.0}, weight, weight * at))
    for number in order:
        while (worst := _worst(home[number], home, into)) is not None:
            first, member, least = worst
            block, other = home[number], home[first]
            shift = other.members[first] + least - block.members[member]
            for moved, offset in block.members.items():
                other.members[moved] = offset + shift
                home[moved] = other
            other.sum += block.sum - shift * block.weight
            other.weight += block.weight
    places = [home[i].place + home[i].members[i] for i in range(len(wanted))]
    slack = 0.5
    held = all(places[b] - places[a] >= least - slack for a, b, least in apart)
    held = held and all(w.low - slack <= x <= w.high + slack for w, x in zip(wishes, places, strict=False))
    return places[:count] if held else None
