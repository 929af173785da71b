"""What people write who describe pictures: lists of ones, sides, texts on things, rooms full of things."""

from __future__ import annotations

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "two cars in a row in front of a shop: a red one and a blue one",
            {"car: red car", "car_2: blue car", "row car car_2", "car in front of shop", "car_2 in front of shop"},
        ),
        (
            "three nested circles: a small red one inside a yellow one inside a large blue one",
            {"circle: nested small red circle", "circle inside circle_2", "circle_2 inside circle_3"},
        ),
        (
            "four squares in a grid, alternating black and white",
            {"squares: 2 black square", "squares_2: 2 white square",
             "grid squares[1] squares_2[1] squares[2] squares_2[2]"},
        ),
        ("three cups of different colours", {"cup: red cup", "cup_2: blue cup", "cup_3: yellow cup"}),
        (
            "a cube on a cylinder, with a small sphere to the right of the cylinder",
            {"cube on cylinder", "sphere right of cylinder"},
        ),
        (
            "a clock above a fireplace, with a vase on each side of the clock",
            {"vases: 2 vase", "clock above fireplace", "row vases[1] clock vases[2]"},
        ),
        (
            "a desk with a laptop in the middle and a mug on its right",
            {"laptop on desk", "mug on desk", "mug right of laptop"},
        ),
        ("a plate with a fork on the left", {"fork left of plate"}),
        ('a green door with the number "42" on it', {'door: green door "42"'}),
        ("a rug in a meadow with a basket on it", {"rug inside meadow", "basket on rug"}),
        ("a ship on the sea with the sun setting behind it", {"sun behind ship"}),
        ("a bus left of a bench, both taller than a cat", {"bus taller than cat", "bench taller than cat"}),
        ("a triangle half hidden behind a square", {"triangle behind square"}),
        ("a stove, and a cat sleeps under a table", {"cat sleeping under table"}),
        ("five ducklings following their mother across a pond", {"duck: mother 'duck'", "duck inside pond"}),
        ("six pupils sitting at desks", {"desks: 6 desk", "pupils behind desks"}),
        (
            "a classroom with a teacher and six pupils sitting at desks",
            {"teacher inside classroom", "desks inside classroom"},
        ),
        ("a castle under a cloudy sky", {"clouds inside sky", "castle under sky"}),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, said: set[str]) -> None:
    assert said <= set(lines(text))


def test_a_verb_in_the_singular_is_said_of_the_last_thing_only() -> None:
    assert not any("stove" in line and "table" in line for line in lines("a stove, and a cat sleeps under a table"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a cat looking at a fishbowl with two goldfish in it", "goldfish inside fishbowl"),
        ("a house with a brown door, and a garden with flowers in front of it", "flowers in front of house"),
    ],
)
def test_what_it_is_and_what_parts_are(text: str, said: str) -> None:
    assert said in lines(text)


def test_what_is_named_behind_a_colon_are_the_things_before_it() -> None:
    said = set(lines("three people: a man with a briefcase, a woman and a boy"))
    assert not any("person" in line for line in said)
    assert {"man: man", "woman: woman", "boy: boy"} <= said
    assert "row cat dog pig" in lines("three animals in a row: a cat, a dog and a pig")


def test_a_room_before_a_colon_is_no_diagram() -> None:
    said = set(lines("a living room: a couch against a wall, a coffee table in front of it, and a plant in the corner"))
    assert {"living_room: living room", "coffee_table in front of couch", "plant: 'in the corner' plant"} <= said
