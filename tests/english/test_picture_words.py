"""Words of picture prompts that are measured, or shown by every picture: postures, shared nouns, variety, emptiness."""

from __future__ import annotations

import pytest
from picture_reading import lines

import sgc
from sgc.compiler import prompt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a lamp standing on a nightstand", ["lamp: lamp", "nightstand: nightstand", "lamp on nightstand"]),
        ("a flying bird above a parked car", ["bird: bird", "car: car", "bird above car"]),
        ("a duck swimming in a pond", ["duck: duck", "pond: pond", "duck inside pond"]),
        ("a cat sitting on a sofa", ["cat: cat", "sofa: sofa", "cat sitting on sofa"]),
        ("the sun setting behind a hill", ["sun: sun", "hill: hill", "sun setting behind hill"]),
    ],
)
def test_a_posture_that_the_picture_shows_is_only_its_place(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "one red, two yellow and three green peppers",
            ["pepper: red pepper", "peppers: 2 yellow pepper", "peppers_2: 3 green pepper"],
        ),
        (
            "three red, two green and one yellow apple and a dog",
            ["apples: 3 red apple", "apples_2: 2 green apple", "apple: yellow apple", "dog: dog"],
        ),
        ("three balls, one red, one blue and one green",
         ["ball: red ball", "ball_2: blue ball", "ball_3: green ball"]),
    ],
)  # fmt: skip
def test_a_list_of_numbers_and_looks_shares_the_noun_at_its_end(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two balloons in two different colours", ["balloon: red balloon", "balloon_2: blue balloon"]),
        ("two pencils of different lengths", ["pencil: pencil", "pencil_2: pencil", "pencil smaller than pencil_2"]),
        ("an empty beach", ["beach: beach"]),
        ("a cup next to an empty bowl", ["cup: cup", "bowl: bowl", "cup beside bowl"]),
        ("a very large dog beside a very small cat", ["dog: huge dog", "cat: tiny cat", "dog beside cat"]),
        ("a car, half as long as the bus beside it",
         ["car: car", "bus: bus", "car narrower than bus", "require bus.width == 2 * car.width", "bus beside car"]),
        ("six cupcakes arranged in a triangle", ["cupcakes: 6 cupcake", "pyramid cupcakes"]),
        ("five stars arranged in a heart", ["stars: 5 'arranged in a heart' star"]),  # and in no heart that is drawn
        ("two cats, a collar is not needed", ["cats: 2 cat", "no collar"]),
    ],
)  # fmt: skip
def test_what_is_said_is_what_is_measured(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_a_street_with_a_car_is_not_called_empty() -> None:
    assert "street: empty 'street'" in lines("an empty street with a car")


def test_what_is_large_is_held_against_what_is_small_beside_it() -> None:
    facts = sgc.compile(prompt("a big elephant next to a small mouse")).verify().facts
    sizes = {fact.statement: fact.verdict for fact in facts if fact.kind == "attribute"}
    assert sizes == {"elephant: large": "holds", "mouse: small": "holds"}
    facts = sgc.compile(prompt("a big mouse next to a small elephant")).verify().facts
    assert {fact.verdict for fact in facts if fact.kind == "attribute"} != {"fails"}
