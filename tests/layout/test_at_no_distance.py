"""What touches, stands on another or is a stated distance away may also be said to be left of, above or beside it."""

from __future__ import annotations

import pytest

import sgc
from sgc.graph.box import Box, units
from sgc.layout.types import Layout


def layout(statements: str) -> dict[str, Box]:
    found = sgc.compile(f"scene {{ a: red square; b: square; spacing 20; {statements} }}").layout
    assert isinstance(found, Layout), found
    return {one.id: Box(*one.box) for one in found.objects}


@pytest.mark.parametrize(
    "statements",
    [
        "a touching b; a left of b",
        "a touching b; b beside a; a left of b",
        "row a b gap 0; a left of b",
        "row a b gap 3; b beside a; a left of b",
        "a left of b by exactly 1; a beside b",
    ],
)
def test_a_stated_distance_decides_beside_directions(statements: str) -> None:
    placed = layout(statements)
    assert 0 <= placed["b"].left - placed["a"].right < units(20)


@pytest.mark.parametrize(
    "statements", ["a on b; a above b", "a on b; b under a", "a on b; b below a", "stack b a; a above b"]
)
def test_what_stands_on_something_is_above_it(statements: str) -> None:
    placed = layout(statements)
    assert placed["a"].bottom == placed["b"].top


def test_what_stands_within_the_face_of_a_table_is_above_it_and_verified() -> None:
    picture = sgc.compile("scene { table: table; cups: 3 cup; cups on table; cups above table; table below cups }")
    assert all(fact.verdict == "holds" for fact in picture.verify().facts)


@pytest.mark.parametrize(
    "statements",
    [
        "a on b; a below b",
        "a touching b; a left of b; a right of b",
        "a touching b; a left of b by 1",
        "a on b; b above a",
    ],
)
def test_what_contact_does_not_allow_is_impossible_still(statements: str) -> None:
    found = sgc.compile(f"scene {{ a: red square; b: square; {statements} }}").layout
    assert not isinstance(found, Layout)


@pytest.mark.parametrize("statements", ["prefer (a touching b)", "not (a touching b)", ""])
def test_what_need_not_touch_keeps_its_spacing(statements: str) -> None:
    placed = layout(f"a left of b; {statements}")
    assert placed["b"].left - placed["a"].right >= units(20)
