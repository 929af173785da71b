"""The assignment is the cheapest there is, beside trying all of them."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.verify.assignment import cheapest

Costs = list[dict[int, float]]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Costs, list[int], dict[int, int]]:
    """Costs of few rows, of which each column is open to some; the last column takes whatever comes."""
    rows = draw(st.integers(1, 4))
    columns = draw(st.integers(1, 4))
    cost = st.sampled_from([0.0, 1.0, 2.0, 5.0, 1000.0]) | st.floats(0, 10)
    costs = [
        {column: draw(cost) for column in range(columns) if draw(st.booleans())} | {columns: draw(cost)}
        for _ in range(rows)
    ]
    amounts = [draw(st.integers(0, 2)) for _ in range(rows)]
    return costs, amounts, {column: draw(st.integers(0, 3)) for column in range(columns)}


@given(tables())
def test_no_other_assignment_is_cheaper(table: tuple[Costs, list[int], dict[int, int]]) -> None:
    costs, amounts, rooms = table
    found = cheapest(costs, amounts, rooms)
    assert [sum(flow.values()) for flow in found] == amounts
    for column, room in rooms.items():
        assert sum(flow.get(column, 0) for flow in found) <= room
    total = sum(costs[row][column] * amount for row, flow in enumerate(found) for column, amount in flow.items())
    assert total <= _least(costs, amounts, rooms) + 1e-9


def _least(costs: Costs, amounts: list[int], rooms: dict[int, int]) -> float:
    """The least sum, by trying: one unit after the other goes to each column that has room for it."""
    units = [row for row, amount in enumerate(amounts) for _ in range(amount)]

    def best(rest: list[int], room: dict[int, int]) -> float:
        if not rest:
            return 0.0
        sums = [float("inf")]
        for column, cost in costs[rest[0]].items():
            if room.get(column, 1):
                less = {**room, column: room[column] - 1} if column in room else room
                sums.append(cost + best(rest[1:], less))
        return min(sums)

    return best(units, rooms)


def test_rows_of_one_find_columns_of_one() -> None:
    prices = [[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]]
    costs = [dict(enumerate(row)) for row in prices]
    chosen = [next(iter(flow)) for flow in cheapest(costs, [1] * 3, dict.fromkeys(range(3), 1))]
    least = min(sum(row[i] for row, i in zip(prices, way, strict=True)) for way in permutations(range(3)))
    assert sum(row[i] for row, i in zip(prices, chosen, strict=True)) == least


def test_nothing_to_assign_and_nowhere_to_go() -> None:
    assert cheapest([], [], {}) == []
    with pytest.raises(ValueError, match="room"):
        cheapest([{0: 1.0}], [2], {0: 1})
