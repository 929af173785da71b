"""The cheapest assignment of rows to columns, exactly, where equal rows and equal columns are given once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf


def cheapest(
    costs: Sequence[Mapping[int, float]], amounts: Sequence[int], rooms: Mapping[int, int]
) -> list[dict[int, int]]:
    """How much of each row goes to which column such that the sum of costs is least.

    A row goes only to the columns of its ``costs``, and all of its ``amounts`` has to go somewhere; ``rooms`` says
    how much each column takes, and a column that is not in it takes as much as comes. Of equal sums always the same
    one is given. Shortest augmenting paths with potentials (R. Jonker and A. Volgenant, "A shortest augmenting path
    algorithm for dense and sparse linear assignment problems", Computing 38, 1987), a bottleneck's amount at a time.
    Raises ValueError when the columns have too little room.
    """
    return _Transport(costs, rooms).solve(amounts)


class _Transport:
    def __init__(self, costs: Sequence[Mapping[int, float]], rooms: Mapping[int, int]) -> None:
        self.costs = costs
        columns = {column for row in costs for column in row}
        self.left: dict[int, float] = {column: rooms.get(column, inf) for column in columns}
        self.flow: list[dict[int, int]] = [{} for _ in costs]
        self.users: dict[int, list[int]] = {column: [] for column in columns}
        self.row_price = [0.0] * len(costs)
        self.column_price = dict.fromkeys(columns, 0.0)

    def solve(self, amounts: Sequence[int]) -> list[dict[int, int]]:
        for row, amount in enumerate(amounts):
            while amount:
                amount -= self._send(row, amount)
        return self.flow

    def _send(self, start: int, amount: int) -> int:
        """Send as much of a row as one shortest path takes; gives how much that was."""
        distance: dict[int, float] = {}
        came_from: dict[int, int] = {}  # the row from which a column was reached
        reached_by: dict[int, int] = {}  # the column over which a row was reached
        row_distance = {start: 0.0}
        closed: set[int] = set()
        waiting: list[tuple[float, bool, int]] = []
        fresh = [start]
        while True:
            for row in fresh:
                base = row_distance[row] - self.row_price[row]
                for column, cost in self.costs[row].items():
                    length = base + cost - self.column_price[column]
                    if column not in closed and length < distance.get(column, inf):
                        distance[column], came_from[column] = length, row
                        heappush(waiting, (length, not self.left[column], column))
            while waiting and waiting[0][2] in closed:
                heappop(waiting)
            if not waiting:
                raise ValueError("there is too little room for all rows")
            length, full, end = heappop(waiting)
            closed.add(end)
            if not full:
                break
            fresh = [row for row in self.users[end] if row not in row_distance]
            for row in fresh:
                row_distance[row], reached_by[row] = length, end
        for column in closed:
            self.column_price[column] += distance[column] - length
        for row, own in row_distance.items():
            self.row_price[row] += length - own
        path = [(came_from[end], end)]
        while (row := path[-1][0]) != start:
            path.append((came_from[reached_by[row]], reached_by[row]))
        moved = min(amount, self.left[end], *(self.flow[row][reached_by[row]] for row, _ in path[:-1]))
        for row, column in path:
            self._change(row, column, int(moved))
        for row, _ in path[:-1]:
            self._change(row, reached_by[row], -int(moved))
        self.left[end] -= moved
        return int(moved)

    def _change(self, row: int, column: int, by: int) -> None:
        now = self.flow[row].get(column, 0) + by
        if now == by:
            self.users[column].append(row)
        if now:
            self.flow[row][column] = now
        else:
            del self.flow[row][column]
            self.users[column].remove(row)
