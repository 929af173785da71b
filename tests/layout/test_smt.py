"""The solver's interface: answers, cores, budgets, and names that cannot escape into its language."""

from __future__ import annotations

import pytest

from sgc.graph.linear import Atom, Linear, at_most, conjunction, disjunction, equal, variable
from sgc.layout.choice import chosen, violation
from sgc.layout.program import Program
from sgc.layout.smt import Session, is_difference, minimal_core

STEPS = 1_000_000
X, Y = variable("x"), variable("y")


def test_models_satisfy_and_use_the_given_names() -> None:
    session = Session()
    name = variable('a) (assert false) | "')
    session.add(equal(name, 7))
    session.add(at_most(name + 1, X))
    check = session.check((), STEPS)
    assert check.answer == "sat"
    assert check.values['a) (assert false) | "'] == 7
    assert check.values["x"] >= 8
    untold = session.check((), STEPS, told=False)
    assert (untold.answer, untold.values) == ("sat", {})


def test_cores_are_minimal_and_keep_the_first() -> None:
    session = Session()
    session.guard("low", at_most(X, 1))
    session.guard("other", at_most(Y, 5))
    session.guard("high", at_most(3, X))
    session.guard("higher", at_most(4, X))
    check = session.check(["low", "other", "high", "higher"], STEPS)
    assert check.answer == "unsat"
    kept, proved = minimal_core(lambda names: session.check(names, STEPS), ["low", "other", "high", "higher"])
    assert proved
    assert len(kept) == 2
    assert kept[0] == "low"
    assert session.check(["low", "other"], STEPS).answer == "sat"


def test_a_spent_budget_is_unknown_never_impossible() -> None:
    session = Session()
    names = [variable(f"v{i}") for i in range(12)]
    for i, a in enumerate(names):
        session.add(conjunction(at_most(0, a), at_most(a, 10)))
        for b in names[:i]:
            session.add(disjunction(at_most(a + 1, b), at_most(b + 1, a)))
    assert session.check((), 200).answer == "unknown"


@pytest.mark.parametrize(
    ("atom", "expected"),
    [
        (at_most(X, Y), True),
        (at_most(X * 2 + 4, Y * 2), True),
        (at_most(X, 5), True),
        (at_most(X + Y, 5), False),
        (at_most(X * 2, Y), False),
    ],
)
def test_difference_logic_is_recognised(atom: Atom, expected: bool) -> None:
    assert is_difference(atom) is expected


def test_programs_minimise_and_say_when_there_is_no_solution() -> None:
    program = Program()
    program.bound("x", 0, 10)
    program.minimise_distance(X - 7)
    program.require(X - 4)
    assert program.solve() == {"x": pytest.approx(4)}
    program.require(11 - X)
    assert program.solve() is None


def test_the_least_violated_branch_is_chosen() -> None:
    formula = disjunction(at_most(X, 0), at_most(100, X))
    assert violation(formula, {"x": 90.0}) == 10
    assert list(chosen(formula, {"x": 90.0})) == [Atom(Linear((("x", -1),), 100))]
