"""A heading stands in the middle, over everything or below it, whatever it is said to be above."""

from __future__ import annotations

import pytest
from placing import placed

from sgc.layout.types import Edges

CANVAS = 480 * 12


def boxes(text: str) -> dict[str, Edges]:
    return {id: one.box for id, one in placed(text, "480x480").items()}


@pytest.mark.parametrize("said", ["title above cake", "title at top of canvas", "cake below title"])
def test_a_title_is_in_the_middle_and_over_everything(said: str) -> None:
    found = boxes(f'title: text "Happy birthday"; cake: cake; gift: gift; gift right of cake; {said}')
    left, _, right, bottom = found["title"]
    assert abs(left + right - CANVAS) <= 24
    assert all(box[1] >= bottom for id, box in found.items() if id != "title")


def test_a_line_at_the_bottom_is_below_everything() -> None:
    found = boxes('apples: 5 apple; pear: pear; line: text "Fruit"; line at bottom of canvas')
    left, top, right, _ = found["line"]
    assert abs(left + right - CANVAS) <= 24
    assert all(box[3] <= top for id, box in found.items() if id != "line")


def test_things_under_a_title_stand_in_rows_and_not_about_it() -> None:
    found = boxes('title: text "Fruit"; apple: apple; pear: pear; kiwi: kiwi; plum: plum; title at top of canvas')
    assert len({found[id][3] for id in ("apple", "pear", "kiwi", "plum")}) <= 2


def test_texts_that_name_single_things_are_at_those() -> None:
    found = boxes('a: text "One"; b: text "Two"; cup: cup; plate: plate; cup left of plate; a above cup; b above plate')
    for text, thing in (("a", "cup"), ("b", "plate")):
        assert abs(sum(found[text][::2]) - sum(found[thing][::2])) <= 24
