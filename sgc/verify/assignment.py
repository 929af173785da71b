"""The cheapest assignment of rows to columns, exactly: few of either, so that no library need be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row a column of its own such that the sum of their costs is least. At least as many columns as rows.

    Shortest augmenting paths with potentials (R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for
    dense and sparse linear assignment problems", Computing 38, 1987). Of equal sums always the same one is given.
    """
    if not costs:
        return []
    columns = len(costs[0])
    row_price, column_price = [0.0] * len(costs), [0.0] * columns
    row_of: list[int] = [-1] * columns
    for start in range(len(costs)):
        distance, before = [inf] * columns, [-1] * columns
        open_columns = set(range(columns))
        row, end = start, -1
        reached = 0.0
        while True:
            prices, price = costs[row], row_price[row]
            for column in open_columns:
                length = reached + prices[column] - price - column_price[column]
                if length < distance[column]:
                    distance[column], before[column] = length, end
            nearest = min(open_columns, key=lambda column: (distance[column], row_of[column] >= 0, column))
            open_columns.remove(nearest)
            reached, end = distance[nearest], nearest
            if row_of[nearest] < 0:
                break
            row = row_of[nearest]
        closed = [column for column in range(columns) if column not in open_columns]
        row_price[start] += reached
        for column in closed:
            if row_of[column] >= 0:
                row_price[row_of[column]] += reached - distance[column]
            column_price[column] -= reached - distance[column]
        while end >= 0:
            previous = before[end]
            row_of[end] = row_of[previous] if previous >= 0 else start
            end = previous
    found = [-1] * len(costs)
    for column, row in enumerate(row_of):
        if row >= 0:
            found[row] = column
    return found
