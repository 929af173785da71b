"""The assignment is the cheapest there is, beside trying all of them."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sgc.verify.assignment import cheapest


@st.composite
def tables(draw: st.DrawFn) -> list[list[float]]:
    rows = draw(st.integers(1, 5))
    columns = draw(st.integers(rows, 6))
    cost = st.sampled_from([0.0, 1.0, 2.0, 5.0, 1000.0]) | st.floats(0, 10)
    return draw(st.lists(st.lists(cost, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


@given(tables())
def test_no_other_assignment_is_cheaper(costs: list[list[float]]) -> None:
    found = cheapest(costs)
    assert len(set(found)) == len(costs)
    total = sum(row[column] for row, column in zip(costs, found, strict=True))
    ways = permutations(range(len(costs[0])), len(costs))
    least = min(sum(row[column] for row, column in zip(costs, way, strict=True)) for way in ways)
    assert total <= least + 1e-9


def test_nothing_to_assign() -> None:
    assert cheapest([]) == []
