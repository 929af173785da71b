"""Whether a statement can, must or cannot hold, and what decides it."""

from __future__ import annotations

import pytest

from sgc.entailment import Verdict, entailed
from sgc.source import SgcError

CHAIN = "scene { a: circle; b: square; c: star; a left of b; b left of c }"


def verdict(source: str, statement: str) -> Verdict:
    (found,) = entailed(source, statement)
    return found


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("a left of c", "must"),
        ("c left of a", "cannot"),
        ("not (c left of a)", "must"),
        ("not (a left of c)", "cannot"),
        ("a near c", "can"),
        ("require a.right < c.left", "must"),
    ],
)
def test_what_follows_must_hold_and_what_contradicts_cannot(statement: str, answer: str) -> None:
    assert verdict(CHAIN, statement).answer == answer


def test_the_statements_that_decide_it_are_named() -> None:
    for statement in ("a left of c", "c left of a"):
        assert [text for text, _ in verdict(CHAIN, statement).because] == ["a left of b", "b left of c"]


def test_of_an_impossible_figure_nothing_is_said_but_that() -> None:
    found = verdict("scene { a: circle; b: square; c: star; a left of b; b left of a }", "a left of c")
    assert found.answer == "impossible"
    assert found.conflict is not None


def test_defaults_decide_too() -> None:
    found = verdict("scene 100x100 { a: square { size: 60 }; b: square { size: 60 } }", "a left of b")
    assert found.answer in ("cannot", "impossible")
    wide = verdict("scene 100x300 { a: square { size: 60 }; b: square { size: 60 } }", "a left of b")
    assert (wide.answer, "canvas" in wide.defaults) == ("cannot", True)


@pytest.mark.parametrize("statement", ["a left of", "d left of a", "a: circle", "a left of b; b left of c"])
def test_what_is_no_statement_about_the_figure_is_an_error(statement: str) -> None:
    with pytest.raises(SgcError):
        entailed(CHAIN, statement)


def test_no_ways_out_are_looked_for_where_nobody_is_told_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("sgc.layout.explain.fixes_of")
    (found,) = entailed("scene { a: cat; b: dog; c: cup; a left of b; b left of c }", "c left of a")
    assert found.answer == "cannot"
