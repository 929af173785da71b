"""What a person says of drawing order and of gaps takes the place of the defaults."""

from __future__ import annotations

import pytest

import sgc
from sgc.layout.types import Layout


def layout(body: str) -> Layout:
    found = sgc.compile(f"scene 400x400 {{ {body} }}").layout
    assert isinstance(found, Layout)
    return found


@pytest.mark.parametrize(("a", "b", "above"), [(3, 0, "a"), (0, 3, "b"), (-1, 0, "b"), (2, 5, "b")])
def test_the_greater_z_is_drawn_later(a: int, b: int, above: str) -> None:
    order = [
        one.id for one in layout(
            f"a: red square {{ size: 100, z: {a} }}; b: blue square {{ size: 100, z: {b} }}; a overlapping b"
        ).objects
    ]  # fmt: skip
    assert order[-1] == above


def test_a_z_that_contradicts_a_statement_is_named() -> None:
    picture = sgc.compile("scene { a: red square { z: 1 }; b: blue square; a behind b }")
    assert not picture.satisfied
    assert {text for core in picture.layout.cores for text, _ in core.statements} >= {"a behind b"}  # type: ignore[union-attr]


def test_a_grid_may_be_closer_than_the_spacing() -> None:
    boxes = {one.id: one.box for one in layout("for i in 1..9 { c[i]: circle { size: 60 } }; grid c 3x3 gap 4").objects}
    assert boxes["c[2]"][0] - boxes["c[1]"][2] == 4 * 12
    assert boxes["c[5]"][1] - boxes["c[1]"][3] == 4 * 12


def test_what_a_thing_is_centred_in_is_seen_though_it_lies_in_that_thing() -> None:
    found = layout("a: red square { size: 40 }; b: blue square { size: 100 }; a inside b; b centered in a")
    assert [one.id for one in found.objects] == ["b", "a"]


@pytest.mark.parametrize(
    "body", ["a: small red circle; b: large blue circle", "b: large blue circle; a: small red circle"]
)
def test_what_would_be_hidden_is_drawn_over_what_it_overlaps(body: str) -> None:
    found = layout(f"{body}; b overlapping a")
    assert [one.id for one in found.objects] == ["b", "a"]


def test_a_stated_order_hides_what_it_hides() -> None:
    found = layout("a: red circle { size: 40; z: 1 }; b: blue circle { size: 200; z: 2 }; a overlapping b")
    assert [one.id for one in found.objects] == ["a", "b"]
