"""What a clock or a traffic light shows is a noun with its own picture; other times are told and not drawn."""

from __future__ import annotations

import pytest
from picture_reading import lines

from sgc.compiler import load, prompt


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("a clock showing three o'clock", "clock: clock showing three"),
        ("a red wall clock that shows 3:30", "clock: red clock showing half past three"),
        ("a clock at quarter past nine", "clock: 'clock showing quarter past nine'"),
        ("a clock that shows ten to four", "clock: 'clock showing ten to four'"),
        ("a clock, which reads 12:55", "clock: 'clock showing five to one'"),
        ("two clocks set to half past twelve", "clocks: 2 clock showing half past twelve"),
        ("a traffic light showing green", "traffic_light: traffic light showing green"),
        ("a traffic light with the yellow light on", "traffic_light: traffic light showing amber"),
        ("a green traffic light", "traffic_light: green traffic light"),
    ],
)
def test_what_is_shown_is_part_of_the_noun(said: str, line: str) -> None:
    assert lines(said) == [line]


@pytest.mark.parametrize(
    "said", ["a clock showing 2:07", "an alarm clock showing three o'clock", "a traffic light with a red car"]
)
def test_what_no_picture_shows_is_not_claimed(said: str) -> None:
    (scene,) = load(prompt(said))
    assert not any("showing" in (one.concept or "") for one in scene.objects)
