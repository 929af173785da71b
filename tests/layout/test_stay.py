"""Solving again after a change keeps what it can where it was."""

from __future__ import annotations

import pytest

from sgc.compiler import load, solve
from sgc.layout.stay import Before
from sgc.layout.types import Layout

TABLE = "apples: 3 red apple; plate: blue plate; table: wooden table; cup: cup; apples left of plate; "
ON_IT = TABLE + "apples on table; plate on table; "


def solved(body: str, before: Before | None = None) -> Layout:
    found = solve(load("scene { " + body.replace("; ", "\n") + " }")[0], before=before)
    assert isinstance(found, Layout)
    return found


def boxes(layout: Layout) -> dict[str, tuple[int, int, int, int]]:
    return {one.id: one.box for one in layout.objects}


def test_nothing_moves_when_nothing_changes() -> None:
    first = solved(ON_IT)
    assert boxes(solved(ON_IT, Before(boxes(first)))) == boxes(first)


@pytest.mark.parametrize("seed", [1, 5])
def test_it_is_the_layout_before_and_not_the_plain_one_that_is_kept(seed: int) -> None:
    scene = load("scene { a: cat\n b: dog\n c: bird }")[0]
    other = solve(scene, seed=seed)
    assert isinstance(other, Layout)
    assert boxes(other) != boxes(solved("a: cat; b: dog; c: bird"))
    kept = solve(scene, before=Before(boxes(other)))
    assert isinstance(kept, Layout)
    assert boxes(kept) == boxes(other)


def test_something_new_finds_a_free_place_and_moves_nothing() -> None:
    first = boxes(solved(ON_IT))
    after = boxes(solved(ON_IT + "bird: bird; bird above table; ", Before(first)))
    assert {id: after[id] for id in first} == first
    assert after["bird"][3] <= first["table"][1]


def test_only_what_has_to_move_moves() -> None:
    first = boxes(solved("a: cat; b: dog; c: bird; d: cup; a left of b; "))
    after = boxes(solved("a: cat; b: dog; c: bird; d: cup; a right of b; ", Before(first, frozenset(["a"]))))
    assert after["a"][0] >= first["b"][2] or after["b"] != first["b"]
    assert sum(after[id] != first[id] for id in first) < len(first)
    assert after["d"] == first["d"]


def test_counts_stay_where_they_are_open() -> None:
    many = load("scene { stars: 3..9 star }")[0]
    five = boxes(solved("stars: 5 star"))
    kept = solve(many, before=Before(five))
    assert isinstance(kept, Layout)
    assert boxes(kept) == five
