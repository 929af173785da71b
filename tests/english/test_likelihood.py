"""Where English leaves open what belongs to what, what is likely decides; and what is said of what is not there."""

from __future__ import annotations

import pytest
from picture_reading import lines

_SHELVES = "The top shelf holds a cup, the middle shelf holds a vase, and the bottom shelf is blue."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("An aquarium with three fish and a snail on the glass.", "snail on glass"),
        ("A sphere lies on the floor to the left.", "sphere at left of canvas"),
        ("A room with a couch, a rug in front of it and a picture on the wall above it.", "picture above couch"),
        ("A table with six plates around it and a gift next to each plate.", "gifts: 6 gift"),
        ("A park bench and a lamp behind the bench.", "lamp behind park_bench"),
        ("A parrot on a table. The bird is green.", "parrot: green parrot"),
        ("The goalkeeper in yellow stands in the goal.", "goalkeeper standing inside goal"),
        ("On the top shelf are three books.", "books on shelf"),
        ("A cup on a plate, and under the table a dog.", "dog under table"),
        ("A boy with an owl in a tree, and a ball in front of him.", "ball in front of boy"),
        ("Two pebbles at the bottom of an aquarium.", "pebbles inside aquarium"),
        ("An old man feeds four pigeons at his feet.", "pigeons near old_man"),
        ("A desk with a laptop, a cup on the left of the laptop, a plant, and a lamp.", "lamp on desk"),
        ("An aquarium with fish, a snail on the glass, and a chest at the bottom.", "chest at bottom of aquarium"),
        ("A boy holding a balloon in each hand.", "balloons held by boy"),
    ],
)
def test_what_is_likely_decides_what_belongs_to_what(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A girl and a boy, neither wearing a hat.", "no hat"),
        ("A man not holding an umbrella.", "no umbrella"),
        ("A cat and a dog, and neither looks at a mouse.", 'not (cat "looking at" mouse)'),
        ("A lamp next to a kettle with nothing to its right.", "not (lamp right of kettle)"),
    ],
)
def test_what_is_denied_is_not_shown(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The second car from the left is red, the other two cars are white.", "row cars[1] car cars[2]"),
        ("Three children build a castle while a fourth one flies a kite.", "child flying kite"),
        (_SHELVES, "shelf above shelf_2"),
        (_SHELVES, "shelf_2 above shelf_3"),
    ],
)
def test_members_are_told_by_their_place(text: str, told: str) -> None:
    assert told in lines(text)
