"""One of several things is told from the others by its place, its size or its number, and none is drawn twice."""

from __future__ import annotations

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "A grid of 3 by 3 blue squares, with the center square red.",
            ["square: red square", "squares: 8 blue square",
             "grid squares[1] squares[2] squares[3] squares[4] square squares[5] squares[6] squares[7] squares[8] 3x3"],
        ),
        (
            "Nine blue squares in a 3x3 grid. The center one is red.",
            ["square: red square", "squares: 8 blue square",
             "grid squares[1] squares[2] squares[3] squares[4] square squares[5] squares[6] squares[7] squares[8] 3x3"],
        ),
        (
            "a 2x2 grid of circles; the top left circle is yellow and the bottom-right circle is black",
            ["circle: yellow circle", "circle_2: black circle", "circles: 2 circle",
             "grid circle circles[1] circles[2] circle_2 2x2"],
        ),
        (
            "three squares in a row; the middle square is red",
            ["square: red square", "squares: 2 square", "row squares[1] square squares[2]"],
        ),
        (
            "three penguins. The tallest penguin wears a scarf. The tallest penguin is black.",
            ["penguin: black penguin", "penguins: 2 penguin", "scarf: scarf", "penguin taller than penguins",
             "scarf worn by penguin"],
        ),
        (
            "two cups on a table. The left cup is red and the right cup is blue.",
            ["cup: red cup", "cup_2: blue cup", "table: table", "cup_2 on table", "cup on table", "cup left of cup_2"],
        ),
        (
            "three balloons, the one in the middle is green",
            ["balloon: green balloon", "balloons: 2 balloon", "row balloons[1] balloon balloons[2]"],
        ),
        (
            "three balloons, and the balloon on the left is green",
            ["balloon: green balloon", "balloons: 2 balloon", "balloon left of balloons"],
        ),
        (
            "A cat on the left and a cat on the right. The left cat is black.",
            ["cat: black 'cat'", "cat_2: cat", "cat at left of canvas", "cat_2 at right of canvas"],
        ),
    ],
)  # fmt: skip
def test_one_of_several_is_told_by_its_place_or_size(prompt: str, expected: list[str]) -> None:
    assert lines(prompt) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "A stack of three blocks: red at the bottom, then blue, and green on top",
        "Three blocks in a stack, green on top, then blue, then red",
        "A tower of blocks: red at the bottom, blue in the middle and green on top",
        "A stack of three blocks with a red one at the bottom, a blue one in the middle and a green one on top",
        "Three blocks in a stack: a red block at the bottom, a blue block in the middle and a green block on top",
        "A stack of three blocks: the bottom one is red, the middle one is blue and the top one is green",
    ],
)
def test_colors_at_their_places_are_those_of_one_each(prompt: str) -> None:
    reds = [line.partition(":")[0] for line in lines(prompt) if line.endswith("red block")]
    blues = [line.partition(":")[0] for line in lines(prompt) if line.endswith("blue block")]
    greens = [line.partition(":")[0] for line in lines(prompt) if line.endswith("green block")]
    assert lines(prompt)[-1] == f"stack {reds[0]} {blues[0]} {greens[0]}"
    assert len(lines(prompt)) == 4


def test_colors_of_a_row_go_on_where_no_place_is_said() -> None:
    assert lines("Three bottles on a shelf, green on the right, then brown, then blue") == [
        "bottle: green bottle", "bottle_2: brown bottle", "bottle_3: blue bottle", "shelf: shelf",
        "bottle_3 on shelf", "bottle on shelf", "bottle_2 on shelf", "row bottle_3 bottle_2 bottle",
    ]  # fmt: skip


def test_a_tower_of_things_is_a_stack_and_one_of_a_castle_is_none() -> None:
    assert lines("a tower of three red blocks") == ["blocks: 3 red block", "stack blocks"]
    assert 'towers "part of" castle' in lines("the tower of a castle")


def test_a_color_that_is_a_fruit_as_well_is_a_color_after_a_number() -> None:
    assert lines("five fish: two orange, two blue, and a striped one") == [
        "fish: 2 orange fish", "fish_2: 2 blue fish", "fish_3: striped fish",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Count the stars: two blue stars and four yellow stars.", ["stars: 2 blue star", "stars_2: 4 yellow star"]),
        (
            "four shapes: a circle, a square, a triangle and a star",
            ["circle: circle", "square: square", "triangle: triangle", "star: star"],
        ),
        (
            "three objects on a table: a cup, a plate and a spoon",
            ["table: table", "cup: cup", "plate: plate", "spoon: spoon", "cup on table", "plate on table",
             "spoon on table"],
        ),
        (
            "a line of animals: an elephant followed by a lion, followed by a monkey",
            ["elephant: elephant", "lion: lion", "monkey: monkey", "row elephant lion monkey"],
        ),
        (
            "Seven bananas, four of which are green and the rest yellow.",
            ["bananas: 4 green banana", "bananas_2: 3 yellow banana"],
        ),
        ("six apples; two are green and the rest are red", ["apples: 2 green apple", "apples_2: 4 red apple"]),
        (
            "three palm trees and a chest between two of them",
            ["palm_trees: 2 palm tree", "palm_tree: palm tree", "chest: chest", "chest between palm_trees"],
        ),
    ],
)  # fmt: skip
def test_those_that_are_named_are_those_that_were_counted(prompt: str, expected: list[str]) -> None:
    assert lines(prompt) == expected


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (
            "four circles in a row: red, green, blue and white from right to left",
            "row circle_4 circle_3 circle_2 circle",
        ),
        ("a tower of three blocks: red, green and blue from top to bottom", "stack block_3 block_2 block"),
        ("a tower of three blocks: red, green and blue from bottom to top", "stack block block_2 block_3"),
    ],
)
def test_an_order_said_behind_the_colours_is_theirs(text: str, order: str) -> None:
    assert lines(text)[-1] == order
