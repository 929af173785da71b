"""Labels without quotes are texts on things, one for each of several; the words of names stay names."""

from __future__ import annotations

import pytest
from picture_reading import lines

from sgc.compiler import prompt
from sgc.english import read_prompt


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a red circle labelled A and a blue one labelled B", ['circle: red circle "A"', 'circle_2: blue circle "B"']),
        ("a box labelled Main Street next to a tree", ['box: box "Main Street"', "tree: tree", "box beside tree"]),
        ("a bottle marked with the number 5", ['bottle: bottle "5"']),
        ("a circle labelled A and 3 squares", ['circle: circle "A"', "squares: 3 square"]),
        ("a doll named A", ['doll: doll "A"']),
        ("a cat named Tom", ["tom: cat named 'tom'"]),
        ("five numbered balls", ["balls: 5 numbered 'ball'"]),
        ('The box is labelled "X" and the circle is labelled Y.', ['box: box "X"', 'circle: circle "Y"']),
        ('a cup with "tea" and a box with "milk"', ['cup: cup "tea"', 'box: box "milk"']),
        ('a poster that says "SALE" above a mug', ['poster: poster "SALE"', "mug: mug", "poster above mug"]),
    ],
)  # fmt: skip
def test_a_label_without_quotes_is_a_text(prompt: str, expected: list[str]) -> None:
    assert lines(prompt) == expected


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("three circles labelled 1, 2 and 3", "123"),
        ("circles marked X, Y and Z", "XYZ"),
        ("four boxes numbered 1 to 4", "1234"),
        ("three boxes numbered from one to three", "123"),
        ("three squares lettered A-C", "ABC"),
        ("4 boxes labelled 1–4", "1234"),
        ("three points called P, Q and R", "PQR"),
        ("circles labelled a, b and c", "abc"),
        ("three cards marked with the letters A through C", "ABC"),
        ('three boxes labeled "A", "B" and "C"', "ABC"),
        ("three circles on a table labelled A, B and C", "ABC"),
        ("three circles are labelled A, B and C", "ABC"),
    ],
)
def test_each_of_several_has_its_label(said: str, labels: str) -> None:
    written = [line for line in lines(said) if '"' in line]
    assert [line.split('"')[1] for line in written] == list(labels)


def test_labels_in_a_row_stand_in_their_order() -> None:
    row = ['circle: circle "A"', 'circle_2: circle "B"', 'circle_3: circle "C"', "row circle circle_2 circle_3"]
    assert lines("three circles labelled A to C in a row") == lines("a row of three circles labelled A to C") == row
    assert lines("three circles labelled A to C in a row. The second circle is red.") == [
        'circle: circle "A"', 'circle_2: red circle "B"', 'circle_3: circle "C"', "row circle circle_2 circle_3",
    ]  # fmt: skip
    assert lines("three circles labelled 1 to 3 in a row. A dog is above the circle labelled 2.") == [
        'circle: circle "1"', 'circle_2: circle "2"', 'circle_3: circle "3"', "dog: dog", "dog above circle_2",
        "row circle circle_2 circle_3",
    ]  # fmt: skip


def test_a_label_tells_one_from_the_others() -> None:
    assert lines("three boxes labelled A, B and C. A cat sits on the box labelled B.") == [
        'box: box "A"', 'box_2: box "B"', 'box_3: box "C"', "cat: cat", "cat sitting on box_2",
    ]  # fmt: skip
    assert lines("a red circle labelled A and a blue circle labelled B. The circle labelled B is above a dog.") == [
        'circle: red circle "A"', 'circle_2: blue circle "B"', "dog: dog", "circle_2 above dog",
    ]  # fmt: skip


def test_what_holds_of_several_together_holds_of_those_with_labels() -> None:
    cats = ['cat: cat "A"', 'cat_2: cat "B"', "mat: mat", "mat_2: mat", "cat on mat", "cat_2 on mat_2"]
    assert lines("two cats labelled A and B on two mats") == cats
    assert lines("two dogs to the left of two boxes labelled A and B") == [
        "dogs: 2 dog", 'box: box "A"', 'box_2: box "B"', "dogs left of box", "dogs left of box_2",
    ]  # fmt: skip
    assert lines("three circles labelled A to C surround a square")[-1] == "ring circle circle_2 circle_3 around square"


def test_things_of_two_facts_are_dealt_once() -> None:
    said = "two cats are on two mats labelled A and B. The cats are in front of the mats."
    assert [line for line in lines(said) if "front" in line] == ["cat in front of mat", "cat_2 in front of mat_2"]


@pytest.mark.parametrize(
    "said",
    ["three circles labelled A and B", "a circle labelled A and B", "six cats on two mats labelled A and B"],
)
def test_labels_that_do_not_agree_with_the_number_are_told(said: str) -> None:
    assert [one.text for one in read_prompt(prompt(said)).not_understood] == ["A", "B"]


def test_a_label_that_is_denied_is_none() -> None:
    reading = read_prompt(prompt('the box is not labelled "A"'))
    assert [one.text for one in reading.not_understood] == ['labelled "A"']


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a sign with "STOP" written on it', 'sign: sign "STOP"'),
        ('a box on which "FRAGILE" is printed', 'box: box "FRAGILE"'),
        ('a mug with "5 + 5" on it', 'mug: mug "5 + 5"'),
        ("a blackboard with 2 + 3 = 5 written on it", 'blackboard: blackboard "2 + 3 = 5"'),
        ('a cake with the words "Ann is 6" written on it in blue', 'cake: cake "Ann is 6" { ink: blue }'),
        ('a sign that says "SALE" in red', 'sign: sign "SALE" { ink: red }'),
    ],
)
def test_that_a_text_is_written_is_all_that_its_words_say(text: str, line: str) -> None:
    assert lines(text) == [line]
