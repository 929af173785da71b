"""Settled positions are near whole ones that hold, so that Z3 need not be asked for them."""

from __future__ import annotations

import pytest

from sgc.compiler import load
from sgc.layout import rules, solve
from sgc.layout.smt import Session
from sgc.layout.types import Layout


def rings(number: int, edge: int) -> str:
    """So many rings of eight circles, each around a square."""
    each = [
        f"m{k}: square {{ size: {edge} }}\n c{k}: 8 circle {{ size: {edge} }}\n ring c{k} around m{k}"
        for k in range(number)
    ]  # fmt: skip
    return "\n".join(["scene 1000x1000 {", *each, "}"])


@pytest.mark.parametrize(("number", "edge"), [(2, 57), (5, 49), (5, 53), (6, 41), (6, 45)])
def test_what_the_gaps_of_a_ring_leave_is_there_for_rounding(
    number: int, edge: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Session] = []

    class Asked(Session):
        def __init__(self, *, growing: bool = False) -> None:
            super().__init__(growing=growing)
            asked.append(self)

    monkeypatch.setattr(rules, "Session", Asked)
    (scene,) = load(rings(number, edge))
    assert isinstance(solve(scene), Layout)
    assert not asked
