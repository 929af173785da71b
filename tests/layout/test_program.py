"""Linear programs: what they ask for, and that one begins where another ended."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sgc.graph.linear import variable
from sgc.layout.program import Program

NAMES = [f"x{number}" for number in range(40)]


def chain(like: Program, gap: int) -> Program:
    """Places as near to ten each as gaps between neighbours allow, of which each is asked for twice: what has to be,
    and what is wished for."""
    program = Program(like)
    for wish in (None, 1.0):
        for one, other in pairwise(NAMES):
            room = gap if wish is None else 3 * gap
            program.limit(((one, 1), (other, -1)), -float(room), wish)
    return program


def steps(program: Program) -> int:
    return int(program._solver.getInfo().simplex_iteration_count)


def test_a_program_begins_where_the_same_one_ended() -> None:
    like = Program()
    for name in NAMES:
        like.minimise_distance(variable(name) - 10, 0.3)
    first = chain(like, 4)
    values = first.solve()
    assert values is not None
    assert steps(first) > len(NAMES) / 2
    again = chain(like, 4)
    assert again.solve(first) == pytest.approx(values)
    assert steps(again) == 0  # though rows of the same terms have to be told apart
    assert chain(like, 4).solve() == pytest.approx(values)


def test_wishes_give_way_and_demands_do_not() -> None:
    program = Program()
    x = variable("x")
    program.require(x - 5)
    program.require(7 - x, 0.5)
    program.minimise_distance(x - 1, 1.0)
    assert program.solve() == pytest.approx({"x": 1})
    program.require(3 - x)
    assert program.solve() == pytest.approx({"x": 3})
    program.require(6 - x)
    assert program.solve() is None
