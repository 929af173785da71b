"""Spreading answers with values that hold exactly, or not at all."""

from __future__ import annotations

import pytest

from sgc.compiler import load
from sgc.graph.linear import holds
from sgc.layout import solve
from sgc.layout.problem import Problem
from sgc.layout.questions import LUMPED, Questions
from sgc.layout.rules import Budget
from sgc.layout.types import Conflict
from sgc.measure.measure import measure

STEPS = 120_000_000


def asked(text: str, *without: str) -> tuple[Questions, str, dict[str, int]]:
    """What is said of a figure with all its statements and defaults, but for some."""
    (scene,) = load(text)
    questions = Questions(Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene)))
    check = questions.ask([guard for guard in questions.guards if guard not in without], Budget(STEPS))
    return questions, check.answer, dict(check.values)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("scene { a: 40 apple }", ""),
        ("scene { shelf: shelf { width: 100 }; a: 40 apple; a on shelf }", "default least size"),
        ("scene { shelf: shelf { width: 100 }; a: 40 apple; a on shelf }", "0 "),
    ],
)
def test_many_things_alike_are_spread_exactly(text: str, without: str) -> None:
    questions, answer, values = asked(text, without)
    assert answer == "sat"
    assert LUMPED < 40 * 39 // 2
    assert questions.geometry.separations.hold(values)
    for one in questions.geometry.stated:
        name = f"default {one.owner.name}" if one.owner.index is None else f"{one.owner.index} {one.owner.name}"
        assert name == without or holds(one.formula, values), one.owner


def test_what_cannot_be_is_not_spread() -> None:
    _, answer, _ = asked("scene { shelf: shelf { width: 100 }; a: 40 apple; a on shelf }")
    assert answer == "unsat"


def test_more_than_fit_are_packed_as_closely_as_they_can_be() -> None:
    """The least that helps is known of hundreds of things too: a lattice says what cannot be, rows say what can."""
    (scene,) = load("scene 240x240 { spacing 0\nmargin 0\na: 150 square { size: 20 } }")
    result = solve(scene)
    assert isinstance(result, Conflict)
    fixes = {(fix.action, fix.statement.partition(" ")[0]): fix.by for fix in result.cores[0].fixes}
    assert fixes["set", "a:"] == 12 * 12
    assert fixes["shrink", "a:"] == 2  # 13 by 13 of 18 px, where 12 by 12 of 19 px would be too few
