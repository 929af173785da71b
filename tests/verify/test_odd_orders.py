"""Figures of their own order that are empty, tiny, counted, grouped or of stated size are drawn and verified, too."""

from __future__ import annotations

import pytest

import sgc

ODD = (
    "diagram sequence {}", "diagram tree {}", "diagram gantt {}", "diagram timeline {}",
    "diagram sequence { a: 3 box\na[1] -> a[3] \"x\" }",
    "diagram sequence { a: box\nalt \"x\" { } else { } }",
    "diagram sequence { a: box\ndivider \"x\"\nn: note \"y\"\nn over a }",
    "diagram sequence { group g \"G\" { a: box; b: box }\nc: box\na -> b \"x\"\nb -> c }",
    "diagram sequence { a: box; b: box\nactivate a\ndeactivate a\nactivate b\na -> b }",
    "diagram tree { a: 2 box; b: box\nb -> a }",
    "diagram mindmap 400x300 { \"A\" { \"B\"; \"C\"; \"D\"; \"E\" } }",
    "diagram sets 300x200 { a { \"x\" }\nb { \"y\" } }",
    "diagram gantt { a: rocket { start: 2026-01-01 }\nb: task { start: 2026-01-02T10:00, hours: 3 } }",
    "diagram timeline { a: period { start: 1, end: 9998 } }",
    "diagram sets { theme \"print\"\na { \"x\" }\nb { \"x\" } }",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_figures_are_drawn_and_verified(text: str) -> None:
    picture = sgc.compile(text)
    assert picture.satisfied
    found = picture.verify("svg")
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]
