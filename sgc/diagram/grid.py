"""Ways for links along a grid of the lines beside things: few bends, short, few crossings, and around everything.

The grid is that of M. Wybrow, K. Marriott, P. Stuckey, "Orthogonal Connector Routing" (2009); ways are found by A*.
Lengths are layout units.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeVar

_N = TypeVar("_N", int, float)
#: left, top, right, bottom; y down.
Edges = tuple[int, int, int, int]
Point = tuple[int, int]

#: What a bend costs, a crossing with another link, and a unit of way inside a stranger's frame or along another link.
BEND, CROSSING, STRANGER, SHARED = 600, 480, 4.0, 0.6
#: A way is looked for no farther than this from its ends, and only then anywhere.
NEARBY, EVERYWHERE = 3600, 10**7
#: On boards of more crossings than this what is left counts so many times: the way found first is nearly the cheapest.
LARGE, HASTE = 20_000, 2
#: Nothing runs along the edge of a frame nearer than this.
FRAME_ROOM = 96
#: A way arrives at a goal from so far away at least, where it can.
FROM = 120
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
    """What stands where, and the ways that were found; each new way is looked for on a board of its own.

    ``things`` are what no link crosses, from which ways keep the ``clearance``, and from those in ``texts`` no more
    than ``beside``; ``frames`` may be crossed at their price.
    """

    def __init__(
        self,
        things: Mapping[str, Edges],
        frames: Mapping[str, Edges],
        clearance: int,
        texts: Collection[str],
        beside: int,
    ) -> None:
        self.things, self.frames, self.clearance = things, frames, clearance
        self.room = {id: min(beside, clearance) if id in texts else clearance for id in things}
        self.used: list[tuple[Point, Point]] = []

    def use(self, points: Sequence[Point]) -> None:
        """Remember a link's way."""
        self.used += [(min(a, b), max(a, b)) for a, b in pairwise(points)]

    def way(
        self, starts: Sequence[Stop], goals: Sequence[Stop], free: Collection[str], frames: Collection[str],
        lines: tuple[Iterable[int], Iterable[int]],
    ) -> tuple[list[Point], Stop, Stop] | None:  # fmt: skip
        """The cheapest way from a start to a goal, with the two; None where there is none.

        A way arrives at a goal in its heading. The things in ``free`` are not in the way, and the ``frames`` may be
        crossed for nothing. ``lines``, across and down, may be taken beside those of things.
        """
        if not starts or not goals:
            return None
        stops = [stop.at for stop in (*starts, *goals)]
        for goal in goals:  # a way has to come from there, where nothing else may have a line
            (x, y), (dx, dy) = goal.at, STEPS[goal.heading]
            stops.append((x - dx * FROM, y - dy * FROM))
        xs, ys = [x for x, _ in stops], [y for _, y in stops]
        for around in (NEARBY, EVERYWHERE):
            window = min(xs) - around, min(ys) - around, max(xs) + around, max(ys) + around
            board = self._board(window, free, frames, ({*lines[0], *xs}, {*lines[1], *ys}))
            found = board.way(starts, goals)
            if found is not None:
                return found
        return None

    def _board(
        self, window: Edges, free: Collection[str], frames: Collection[str], lines: tuple[set[int], set[int]]
    ) -> _Board:
        boxes = [wider(box, self.room[id]) for id, box in self.things.items() if id not in free and _meet(box, window)]
        strangers = [box for id, box in self.frames.items() if _meet(box, window)]
        xs, ys = lines
        room = max(self.clearance, FRAME_ROOM)
        edges = [*boxes, *(wider(box, off) for box in strangers for off in (room, -room))]
        xs |= {x for left, _, right, _ in edges for x in (left, right)}
        ys |= {y for _, top, _, bottom in edges for y in (top, bottom)}
        foreign = [box for id, box in self.frames.items() if id not in frames and _meet(box, window)]
        return _Board(sorted(xs), sorted(ys), boxes, foreign, self.used)


class _Board:
    """The lines beside some things; between which of their crossings nothing stands, and by whom they are used."""

    def __init__(
        self, xs: Sequence[int], ys: Sequence[int], boxes: Iterable[Edges], foreign: Iterable[Edges],
        used: Iterable[tuple[Point, Point]],
    ) -> None:  # fmt: skip
        import numpy as np

        shape = len(xs), len(ys)
        self.xs, self.ys = xs, ys
        across, down = (np.zeros(shape, dtype=bool) for _ in range(2))  # whether the next crossing is out of reach
        for left, top, right, bottom in boxes:
            across[_over(xs, left, right), _within(ys, top, bottom)] = True
            down[_within(xs, left, right), _over(ys, top, bottom)] = True
        strange = np.zeros(shape, dtype=bool)
        for left, top, right, bottom in foreign:
            strange[_within(xs, left - 1, right + 1), _within(ys, top - 1, bottom + 1)] = True
        lies, stands = (np.zeros(shape, dtype=bool) for _ in range(2))  # whether a link passes that way
        for (x0, y0), (x1, y1) in used:
            marked = lies if y0 == y1 else stands
            marked[_within(xs, x0 - 1, x1 + 1), _within(ys, y0 - 1, y1 + 1)] = True
        self.across, self.down, self.strange = across.tolist(), down.tolist(), strange.tolist()
        self.lies, self.stands = lies.tolist(), stands.tolist()

    def _index(self, point: Point) -> Point:
        return bisect_left(self.xs, point[0]), bisect_left(self.ys, point[1])

    def way(self, starts: Sequence[Stop], goals: Sequence[Stop]) -> tuple[list[Point], Stop, Stop] | None:
        xs, ys = self.xs, self.ys
        wanted = {(*self._index(goal.at), goal.heading): goal for goal in goals}
        ends = [(xs[i], ys[j]) for i, j, _ in wanted]
        left, right = min(x for x, _ in ends), max(x for x, _ in ends)
        top, bottom = min(y for _, y in ends), max(y for _, y in ends)
        aside = [max(0, left - x, x - right) for x in xs]
        below = [max(0, top - y, y - bottom) for y in ys]

        haste = HASTE if len(xs) * len(ys) > LARGE else 1

        def rest(i: int, j: int, heading: int) -> int:
            """What the way to the goals costs at least from here: its length, and a bend where it has to turn."""
            dx, dy = aside[i], below[j]
            return haste * (dx + dy + (BEND if (dx if heading % 2 else dy) else 0))

        best: dict[tuple[int, int, int], float] = {}
        came: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
        heap: list[tuple[float, float, tuple[int, int, int]]] = []  # of equal estimates the one that is nearer first
        begins: dict[tuple[int, int, int], Stop] = {}
        for stop in starts:
            state = (*self._index(stop.at), stop.heading)
            if best.get(state, float("inf")) > stop.cost:
                best[state], came[state], begins[state] = stop.cost, None, stop
                heappush(heap, (stop.cost + rest(*state), -stop.cost, state))
        arrived: tuple[float, tuple[int, int, int]] | None = None
        while heap:
            estimate, _, state = heappop(heap)
            if arrived is not None and estimate >= arrived[0]:
                break
            i, j, heading = state
            cost = best[state]
            if cost + rest(*state) < estimate:
                continue
            if state in wanted:
                total = cost + wanted[state].cost
                if arrived is None or total < arrived[0]:
                    arrived = total, state
            for turn in (0, 1, 3):
                way = (heading + turn) % 4
                di, dj = STEPS[way]
                a, b = i + di, j + dj
                if not (0 <= a < len(xs) and 0 <= b < len(ys)):
                    continue
                if self.across[min(a, i)][j] if di else self.down[i][min(b, j)]:
                    continue
                length = abs(xs[a] - xs[i]) + abs(ys[b] - ys[j])
                more: float = length + (BEND if turn else 0)
                if self.strange[a][b] or self.strange[i][j]:
                    more += STRANGER * length
                along, over = (self.lies, self.stands) if di else (self.stands, self.lies)
                if along[a][b] and along[i][j]:
                    more += SHARED * length
                elif over[a][b]:
                    more += CROSSING
                following = a, b, way
                if cost + more < best.get(following, float("inf")):
                    best[following], came[following] = cost + more, state
                    heappush(heap, (cost + more + rest(*following), -cost - more, following))
        if arrived is None:
            return None
        points: list[Point] = []
        at: tuple[int, int, int] | None = arrived[1]
        begun = arrived[1]
        while at is not None:
            points.append((xs[at[0]], ys[at[1]]))
            begun, at = at, came[at]
        return points[::-1], begins[begun], wanted[arrived[1]]


def wider(box: tuple[_N, _N, _N, _N], by: _N) -> tuple[_N, _N, _N, _N]:
    """A box with so much room around it."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _meet(a: Edges, b: Edges) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _within(lines: Sequence[int], low: int, high: int) -> slice:
    """The lines strictly between two places."""
    return slice(bisect_right(lines, low), bisect_left(lines, high))


def _over(lines: Sequence[int], low: int, high: int) -> slice:
    """The lines from which the step to the next one leads over something between two places."""
    return slice(max(0, bisect_right(lines, low) - 1), bisect_left(lines, high))


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
