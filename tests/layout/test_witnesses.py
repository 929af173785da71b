"""What an impossible figure can do without is shown by layouts, and only where there is one."""

from __future__ import annotations

from functools import partial

from sgc.compiler import load
from sgc.layout.explain import explain
from sgc.layout.making_room import DOUBT
from sgc.layout.problem import Problem
from sgc.layout.rules import Budget
from sgc.layout.search import Search, solvable
from sgc.layout.variation import Variation
from sgc.layout.witnesses import Witnesses
from sgc.measure.measure import measure

STEPS = 50_000_000
RING = "a left of b; b left of c; c left of d; d left of a"


def refuted(text: str, budget: Budget) -> Search:
    (scene,) = load(f"scene 300x300 {{ {text} }}")
    search = Search(
        Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene)), Variation(0), budget
    )
    assert search.known(DOUBT) is False
    return search


def things(names: str, size: int = 20) -> str:
    return "; ".join(f"{name}: square {{ size: {size} }}" for name in names)


def test_each_statement_of_a_ring_can_be_left_out_and_no_other_one() -> None:
    budget = Budget(STEPS)
    witnesses = Witnesses(refuted(f"{things('abcdef')}; {RING}; e above f", budget), budget)
    assert [witnesses.known_without({number}) for number in range(5)] == [True, True, True, True, False]


def test_what_follows_of_a_statement_besides_is_not_asked_of_layouts() -> None:
    """Without ``a inside b`` the two have to keep apart, which they need not as long as it is only set aside."""
    budget = Budget(STEPS)
    search = refuted(f"{things('ab')}; a inside b; a right of b", budget)
    assert Witnesses(search, budget).known_without({0}) is None
    assert Witnesses(search, budget).known_without({1}) is not None


def test_many_things_with_one_contradiction_are_explained_with_few_steps() -> None:
    """Z3 takes ten times as many to find again where all the others could be, for each way out."""
    names = "abcdefghijklmnopqrst"
    others = "; ".join(f"{a} above {b}" for a, b in zip(names[4::2], names[5::2], strict=True))
    budget = Budget(STEPS)
    search = refuted(f"{things(names, 45)}; {RING}; {others}", budget)
    before = budget.left
    (core,) = explain(search, partial(solvable, budget=budget), budget).conflict.cores
    assert [fix.action for fix in core.fixes].count("remove") == 4
    assert before - budget.left < 50_000
