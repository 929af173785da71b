"""Solving again after a change keeps what it can where it was."""

from __future__ import annotations

from random import Random

import pytest

from sgc.compiler import load, solve
from sgc.layout.stay import Before, _Staying
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


def test_what_many_have_to_make_room_for_is_a_push_and_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of one row have to pass all of another: more than move one after another."""
    lines = [f"r{k}_{i}: square {{ size: 20 }}" for k in range(8) for i in range(8)]
    lines += [f"r{k}_{i} left of r{k}_{i + 1}" for k in range(8) for i in range(7)]
    before = solve(load("\n".join(["scene 520x300 {", *lines, "}"]))[0])
    assert isinstance(before, Layout)
    first = boxes(before)
    monkeypatch.delattr(_Staying, "_release")  # which asks Z3
    edited = load("\n".join(["scene 520x300 {", *lines, "r0_7 left of r1_0", "}"]))[0]
    found = solve(edited, before=Before(first))
    assert isinstance(found, Layout)
    after = boxes(found)
    assert after["r0_7"][2] < after["r1_0"][0]
    assert sum(after[id] != first[id] for id in first) <= 24  # of the two rows, and a few that they push


def test_counts_stay_where_they_are_open() -> None:
    many = load("scene { stars: 3..9 star }")[0]
    five = boxes(solved("stars: 5 star"))
    kept = solve(many, before=Before(five))
    assert isinstance(kept, Layout)
    assert boxes(kept) == five


ROWS = [
    ("a: man; b: dog; c: tree; ", "d: cat; "),
    ("a: man; b: dog; c: tree; d: cat; ", "d left of a; "),
    ("h: house; c: car; t: tree; c right of h; ", "p: person; p right of c; "),
    ("a: 4 person; ", "b: dog; b left of a[1]; "),
    ("a: cat; b: dog; c: horse; a left of b; b left of c; ", "d: cow; d between a and b; "),
    ("a: elephant; b: horse; c: cow; ", "d: house; "),
]


@pytest.mark.parametrize(("body", "more"), ROWS)
def test_those_on_the_ground_make_room_along_it_so_that_nothing_floats(body: str, more: str) -> None:
    first = boxes(solved(body))
    after = boxes(solved(body + more, Before(first)))
    feet = [bottom for *_, bottom in after.values()]
    assert max(feet) - min(feet) <= 12
    order = [sorted(first, key=lambda id: where[id][0] + where[id][2]) for where in (first, after)]
    said = {word.split("[")[0] for word in more.replace(";", "").split()}
    stayed = [[id for id in one if id.split("[")[0] not in said] for one in order]
    assert stayed[0] == stayed[1]


def test_members_of_a_collection_that_grows_stay_as_large_as_each_other() -> None:
    first = boxes(solved("t: table; a: 3 cup; a on t; "))
    after = boxes(solved("t: table; a: 5 cup; a on t; ", Before(first)))
    sizes = [(right - left, bottom - top) for id, (left, top, right, bottom) in after.items() if id != "t"]
    assert max(width for width, _ in sizes) - min(width for width, _ in sizes) <= 4


def test_a_thing_that_grows_pushes_the_others_along_the_ground() -> None:
    first = boxes(solved("d: dog; c: cat; t: tree; "))
    after = boxes(solved("d: dog; c: cat { width: 200 }; t: tree; ", Before(first)))
    assert len({bottom for *_, bottom in after.values()}) == 1
    assert after["d"][2] < after["c"][0] < after["c"][2] < after["t"][0]


def test_another_word_for_a_size_changes_it() -> None:
    first = boxes(solved("d: dog; c: cat; t: tree; "))
    for word, factor in (("tiny", 0.4), ("small", 0.65), ("large", 1.5)):
        after = boxes(solved(f"d: {word} dog; c: cat; t: tree; ", Before(first)))
        widths = [where["d"][2] - where["d"][0] for where in (first, after)]
        assert abs(widths[1] / widths[0] - factor) < 0.1 * factor


@pytest.mark.parametrize("seed", range(4))
def test_a_node_more_moves_no_other_node_of_a_diagram(seed: int) -> None:
    chance = Random(seed)
    lines = [f'n{i}: box "Node {i}"' for i in range(30)]
    lines += [f"n{chance.randrange(i)} -> n{i}" for i in range(1, 30) for _ in range(chance.choice((1, 1, 2)))]

    def laid(more: str = "", before: Before | None = None) -> dict[str, tuple[int, int, int, int]]:
        found = solve(load("diagram {\n" + "\n".join(lines) + f"\n{more}}}")[0], before=before)
        assert isinstance(found, Layout)
        return boxes(found)

    was = laid()
    now = laid(f'extra: box "Extra"\nn{chance.randrange(30)} -> extra\n', Before(was))
    assert len({(now[id][0] - box[0], now[id][1] - box[1]) for id, box in was.items()}) == 1  # the picture may grow
