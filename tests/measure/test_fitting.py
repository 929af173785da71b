"""Labels that would need too much room have more lines, then smaller letters, then stand beside their things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sgc
from sgc.compiler import load, solve
from sgc.layout.types import Layout, PlacedLabel
from sgc.measure.fitting import LEAST, fitted, in_a_room

LONG = "A label of some length"


def labels(body: str) -> list[PlacedLabel]:
    found = sgc.compile(f"scene {{ {body} }}").layout
    assert isinstance(found, Layout)
    return [one.label for one in found.objects if one.label is not None]


@pytest.mark.parametrize("noun", ["box", "cup", "square", "cat", "circle", "sign", "book", "rectangle"])
@pytest.mark.parametrize("number", [2, 4, 6])
def test_so_many_with_a_long_label_have_room_in_a_row(noun: str, number: int) -> None:
    found = labels(f'a: {number} {noun} "{LONG}"; row a')
    assert len(found) == number
    assert len({one.font_size for one in found}) == 1
    assert found[0].font_size >= LEAST


def test_what_fits_has_the_usual_letters_and_a_stated_size_is_kept() -> None:
    (scene,) = load('scene { a: square "Tom"; b: cat "Tom" { font: 20 } }')
    from sgc.measure.measure import measure
    from sgc.measure.things import label_size

    a, b = (one.label for one in measure(scene).values())
    assert a is not None
    assert b is not None
    assert (a.font_size, b.font_size) == (label_size(scene), 20)


def test_a_label_stands_beside_what_is_too_small_for_it() -> None:
    assert all(one.inside for one in labels(f'a: 2 box "{LONG}"; row a'))
    assert not any(one.inside for one in labels(f'a: 6 cup "{LONG}"; row a'))


@given(st.text("abc d", min_size=1, max_size=40), st.integers(40, 300), st.integers(40, 300), st.booleans())
def test_letters_are_never_smaller_than_needed(text: str, across: int, down: int, free: bool) -> None:
    needed = in_a_room((0.1, 0.2, 0.9, 0.8), None if free else 1.5)
    block, size, _ = fitted(text, 16.0, False, 11, needed, (across, down))
    fits = all(need <= have for need, have in zip(needed(block), (across, down), strict=True))
    assert LEAST <= size <= 16
    assert fits or size < 10.5


@pytest.mark.parametrize("size", ["", " { size: 120 }"])
def test_a_label_is_not_where_what_overlaps_its_thing_covers_it(size: str) -> None:
    picture = sgc.compile(f'scene 500x300 {{ a: circle "A"{size}\n b: circle "B"{size}\n a overlapping b }}')
    assert isinstance(picture.layout, Layout)
    a, b = picture.layout.objects
    assert a.label is not None
    assert a.label.box[1] >= a.box[3]
    assert b.label is not None
    assert b.label.box[3] <= b.box[3]


LYING = ['a: circle "A" {{ size: {} }}; b: square "B" {{ size: 200 }}', 'a: apple "A"; b: house "B"']


@pytest.mark.parametrize("declared", LYING)
def test_a_label_is_not_where_what_lies_in_its_thing_covers_it(declared: str) -> None:
    """What would be hidden is drawn over what it lies in, though that was declared after it."""
    (scene,) = load(f"scene {{ {declared.format(40)}; a overlapping b; require a.cx == b.cx; require a.cy == b.cy }}")
    found = solve(scene)
    assert isinstance(found, Layout)
    b, a = found.objects
    assert (a.id, b.id) == ("a", "b")
    assert b.label is not None
    assert b.label.box[1] >= a.box[3] or b.label.box[3] <= a.box[1] or b.label.box[0] >= a.box[2]


def test_the_label_of_what_nothing_can_lie_in_stays_in_it() -> None:
    (scene,) = load('scene { b: square "B" { size: 200 }; a: circle "A" { size: 40 }; a overlapping b }')
    found = solve(scene)
    assert isinstance(found, Layout)
    assert [one.label is not None and one.label.inside for one in found.objects] == [False, True]
