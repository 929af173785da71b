"""Figures of many things: what heat alone does not find, and what nothing has to be done for."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks" / "layout"))

from checking import faults
from families import impossible, surroundings

from sgc.compiler import load
from sgc.graph.linear import at_most, disjunction, holds, variable
from sgc.layout import making_room, place, solve
from sgc.layout.relax import relax
from sgc.layout.rules import Budget, nearest
from sgc.layout.types import Conflict, Layout

X = variable("x")


@pytest.mark.parametrize(("things", "seed"), [(100, 9002), (200, 9009)])
def test_who_is_at_which_side_is_decided_before_many_things_make_room(things: int, seed: int) -> None:
    """One in ten things is surrounded by four, some of which surround several."""
    scene = surroundings(things, 0.4, seed)
    found = solve(scene)
    assert isinstance(found, Layout)
    assert faults(scene, {one.id: one.box for one in found.objects}, found.counts) == []


def test_what_is_said_is_decided_as_near_as_it_can_be() -> None:
    low, high = at_most(X, 100), at_most(900, X)
    apart = disjunction(low, high)
    for start, branch in ((130, low), (870, high)):
        said = nearest([apart], {"x": start, "y": 1000}, 10, Budget(1_000_000), 100_000)
        assert said.found is not None
        assert holds(branch, said.found)
    far = nearest([apart, high], {"x": 130, "y": 1000}, 10, Budget(1_000_000), 100_000)
    assert far.found is not None
    assert far.found["x"] >= 900
    assert nearest([low, high], {"x": 130, "y": 1000}, 10, Budget(1_000_000), 100_000).answer == "unsat"


def test_nothing_is_shaken_where_what_is_said_cannot_hold_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    heats: list[bool] = []

    def pushed(*arguments: Any, hot: bool, **more: Any) -> Any:
        heats.append(hot)
        return relax(*arguments, hot=hot, **more)

    monkeypatch.setattr(making_room, "relax", pushed)
    assert isinstance(solve(impossible(20, 0.4, 9000), fixes=False), Conflict)
    assert heats == [False], "they pushed each other once, and a linear program told the rest"


def test_what_holds_of_very_many_things_as_they_are_sketched_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    def settling(*_: object, **__: object) -> None:
        raise AssertionError("settling thousands of things takes long")

    monkeypatch.setattr(place, "Settling", settling)
    (scene,) = load("scene 800x800 { stars: 600 star; hearts: 5 heart; hearts above stars }")
    found = solve(scene)
    assert isinstance(found, Layout)
    lefts = sorted({one.box[0] for one in found.objects if one.object == "stars"})
    steps = [second - first for first, second in pairwise(lefts)]
    assert len(found.objects) == 605
    assert max(steps) - min(steps) <= 2, "the stars stand evenly"


def test_very_many_small_things_stand_closer_rather_than_beyond_the_canvas(monkeypatch: pytest.MonkeyPatch) -> None:
    def making_room(*_: object, **__: object) -> None:
        raise AssertionError("the sketch is as wide as the canvas, so that nothing has to make room")

    monkeypatch.setattr(place, "made_room", making_room)
    monkeypatch.setattr(place, "SETTLED", 0)
    (scene,) = load("scene 200x200 { apples: 700 apple }")
    found = solve(scene)
    assert isinstance(found, Layout)
    assert {one.box[2] - one.box[0] for one in found.objects} == {72}, "they are as small as they may be"
    assert len({one.box[0] for one in found.objects}) == 32, "the columns of the sketch"
