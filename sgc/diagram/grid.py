"""Ways for links along a grid of the lines beside things: few bends, short, few crossings, and around everything.

The grid is that of M. Wybrow, K. Marriott, P. Stuckey, "Orthogonal Connector Routing" (2009), taken whole; ways are
found by A*. Lengths are layout units.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

#: left, top, right, bottom; y down.
Edges = tuple[int, int, int, int]
Point = tuple[int, int]

#: What a bend costs, a crossing with another link, and a unit of way inside a stranger's frame or along another link.
BEND, CROSSING, STRANGER, SHARED = 600, 480, 4.0, 0.6
#: A way is looked for no farther than this from its ends, and only then anywhere.
NEARBY = 3600
#: Nothing runs along the edge of a frame nearer than this.
FRAME_ROOM = 96
#: Directions: right, down, left, up, as steps of indices.
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of the grid where a way may begin or end, heading in a direction (an index of ``STEPS``); ``cost`` is
    what it costs to use it."""

    at: Point
    heading: int
    cost: int = 0


class Grid:
    """The lines ``clearance`` away from things, and through the middle of each; where they are blocked, and by whom
    they are used.

    ``things`` are what no link crosses, and those in ``texts`` are passed as near as ``beside``; ``frames`` may be
    crossed at their price. ``also`` are more lines, across and down, that ways may take.
    """

    def __init__(
        self, things: Mapping[str, Edges], frames: Mapping[str, Edges], clearance: int, texts: Collection[str] = (),
        beside: int = 0, also: tuple[Iterable[int], Iterable[int]] = ((), ()),
    ) -> None:  # fmt: skip
        import numpy as np

        self.things, self.frames, self.clearance = things, frames, clearance
        self.room = {id: min(beside, clearance) if id in texts else clearance for id in things}
        xs, ys = set(also[0]), set(also[1])
        for id, (left, top, right, bottom) in things.items():
            room = self.room[id]
            xs |= {left - room, (left + right) // 2, right + room}
            ys |= {top - room, (top + bottom) // 2, bottom + room}
        room = max(clearance, FRAME_ROOM)
        for left, top, right, bottom in frames.values():
            xs |= {left - room, left + room, right - room, right + room}
            ys |= {top - room, top + room, bottom - room, bottom + room}
        self.xs, self.ys = sorted(xs), sorted(ys)
        shape = len(self.xs), len(self.ys)
        self.blocks: Any = np.zeros(shape, dtype=np.int16)  # how many things are in the way at each point
        self.inside: Any = np.zeros(shape, dtype=np.int16)  # how many frames a point is in
        for id, box in things.items():
            self.blocks[self._within(box, self.room[id])] += 1
        for box in frames.values():
            self.inside[self._within(box, -1)] += 1
        self.lies: Any = np.zeros(shape, dtype=np.int16)  # links that pass a point across, and down
        self.stands: Any = np.zeros(shape, dtype=np.int16)

    def _within(self, box: Edges, by: int) -> tuple[slice, slice]:
        """The grid's points that are nearer to a box than ``by``."""
        left, top, right, bottom = box[0] - by, box[1] - by, box[2] + by, box[3] + by
        return (
            slice(bisect_left(self.xs, left + 1), bisect_left(self.xs, right)),
            slice(bisect_left(self.ys, top + 1), bisect_left(self.ys, bottom)),
        )

    def index(self, point: Point) -> Point:
        """The place of a point of the grid."""
        return bisect_left(self.xs, point[0]), bisect_left(self.ys, point[1])

    def use(self, points: Sequence[Point]) -> None:
        """Remember a link's way."""
        for (x0, y0), (x1, y1) in pairwise(points):
            (i0, j0), (i1, j1) = self.index((min(x0, x1), min(y0, y1))), self.index((max(x0, x1), max(y0, y1)))
            if y0 == y1 and j0 < len(self.ys):  # a loop may reach farther than any way
                self.lies[i0 : i1 + 1, j0] += 1
            elif x0 == x1 and i0 < len(self.xs):
                self.stands[i0, j0 : j1 + 1] += 1

    def way(
        self, starts: Sequence[Stop], goals: Sequence[Stop], free: Iterable[str], frames: Iterable[str]
    ) -> tuple[list[Point], Stop, Stop] | None:
        """The cheapest way from a start to a goal, with the two; None where there is none.

        A way arrives at a goal in its heading. The things in ``free`` are not in the way, and the ``frames`` may be
        crossed for nothing.
        """
        free, frames = list(free), list(frames)
        found = self._way(starts, goals, free, frames, NEARBY)
        return found or self._way(starts, goals, free, frames, 10**8)

    def _way(
        self, starts: Sequence[Stop], goals: Sequence[Stop], free: Sequence[str], frames: Sequence[str], around: int
    ) -> tuple[list[Point], Stop, Stop] | None:
        """The same, no farther from all starts and goals than ``around``."""
        stops = [stop.at for stop in (*starts, *goals)]
        if not starts or not goals:
            return None
        first = bisect_left(self.xs, min(x for x, _ in stops) - around), bisect_left(
            self.ys, min(y for _, y in stops) - around)  # fmt: skip
        last = bisect_left(self.xs, max(x for x, _ in stops) + around), bisect_left(
            self.ys, max(y for _, y in stops) + around)  # fmt: skip
        window = slice(first[0], last[0] + 1), slice(first[1], last[1] + 1)
        blocks, inside = self.blocks[window].copy(), self.inside[window].copy()

        def shifted(where: tuple[slice, slice]) -> tuple[slice, slice]:
            a, b = (slice(max(0, s.start - f), max(0, s.stop - f)) for s, f in zip(where, first, strict=True))
            return a, b

        for id in free:
            if id in self.things:
                blocks[shifted(self._within(self.things[id], self.room[id]))] -= 1
        for id in frames:
            inside[shifted(self._within(self.frames[id], -1))] -= 1
        blocked, strange = (blocks > 0).tolist(), (inside > 0).tolist()
        lies, stands = self.lies[window].tolist(), self.stands[window].tolist()
        xs, ys = self.xs[window[0]], self.ys[window[1]]

        def index(point: Point) -> Point:
            return bisect_left(xs, point[0]), bisect_left(ys, point[1])

        wanted = {(*index(goal.at), goal.heading): goal for goal in goals}
        ends = [(xs[i], ys[j]) for i, j, _ in wanted]
        left, right = min(x for x, _ in ends), max(x for x, _ in ends)
        top, bottom = min(y for _, y in ends), max(y for _, y in ends)

        def rest(i: int, j: int) -> int:
            x, y = xs[i], ys[j]
            return max(0, left - x, x - right) + max(0, top - y, y - bottom)

        best: dict[tuple[int, int, int], float] = {}
        came: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
        heap: list[tuple[float, int, tuple[int, int, int]]] = []
        begins: dict[tuple[int, int, int], Stop] = {}
        for stop in starts:
            i, j = index(stop.at)
            state = i, j, stop.heading
            if blocked[i][j] or best.get(state, float("inf")) <= stop.cost:
                continue
            best[state], came[state], begins[state] = stop.cost, None, stop
            heappush(heap, (stop.cost + rest(i, j), len(heap), state))
        number = len(heap)
        arrived: tuple[float, tuple[int, int, int]] | None = None
        while heap:
            estimate, _, state = heappop(heap)
            if arrived is not None and estimate >= arrived[0]:
                break
            i, j, heading = state
            cost = best[state]
            if cost + rest(i, j) < estimate:
                continue
            if state in wanted:
                total = cost + wanted[state].cost
                if arrived is None or total < arrived[0]:
                    arrived = total, state
            for turn in (0, 1, 3):
                way = (heading + turn) % 4
                di, dj = STEPS[way]
                a, b = i + di, j + dj
                if not (0 <= a < len(xs) and 0 <= b < len(ys)) or blocked[a][b]:
                    continue
                length = abs(xs[a] - xs[i]) + abs(ys[b] - ys[j])
                more: float = length + (BEND if turn else 0)
                if strange[a][b] or strange[i][j]:
                    more += STRANGER * length
                along, over = (lies, stands) if di else (stands, lies)
                if along[a][b] and along[i][j]:
                    more += SHARED * length
                elif over[a][b]:
                    more += CROSSING
                following = a, b, way
                if cost + more < best.get(following, float("inf")):
                    best[following], came[following] = cost + more, state
                    number += 1
                    heappush(heap, (cost + more + rest(a, b), number, following))
        if arrived is None:
            return None
        points: list[Point] = []
        at: tuple[int, int, int] | None = arrived[1]
        begun = arrived[1]
        while at is not None:
            points.append((xs[at[0]], ys[at[1]]))
            begun, at = at, came[at]
        return points[::-1], begins[begun], wanted[arrived[1]]


def plain(points: Iterable[Point]) -> list[Point]:
    """The corners alone: points that are passed straight on are left out."""
    made: list[Point] = []
    for point in points:
        if made and made[-1] == point:
            continue
        if len(made) > 1 and (
            (made[-2][0] == made[-1][0] == point[0] and (made[-1][1] - made[-2][1]) * (point[1] - made[-1][1]) >= 0)
            or (made[-2][1] == made[-1][1] == point[1] and (made[-1][0] - made[-2][0]) * (point[0] - made[-1][0]) >= 0)
        ):
            made[-1] = point
        else:
            made.append(point)
    return made
