"""Classes and entities: each statement is of the class that it names, whatever stands in parentheses."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Class diagram with Vehicle (speed, move()), Car and Bike extend Vehicle, a Car has four Wheels.",
            {'car "1" -- "4" wheel', "car -> vehicle { head: triangle }", "bike -> vehicle { head: triangle }"},
        ),
        (
            "Class diagram: Shape is abstract with a method area(), and Circle and Square inherit from it.",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }"},
        ),
        (
            "Class diagram showing that a Board has 64 Squares, a Square may hold one Piece, and King and Pawn are "
            "kinds of Piece.",
            {'board "1" -- "64" square', "king -> piece { head: triangle }", "pawn -> piece { head: triangle }",
             'square "1" -> "1" piece { tail: diamond, head: none }'},
        ),
        (
            "ER diagram for a cinema where customers buy tickets for screenings, and each screening takes place in a "
            "hall.",
            {'ticket -- screening "for" { head: zero or many }', 'customer -- ticket "buy" { head: zero or many }',
             "screening -- hall { tail: zero or many, head: one }"},
        ),
        (
            "ER diagram: an account belongs to one or two customers and can use at most one branch.",
            {"account -- customer { tail: zero or many, head: one or many }",
             'account -- branch "use" { head: zero or one }'},
        ),
    ],
)  # fmt: skip
def test_each_statement_is_of_the_class_that_it_names(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert found == joins


def test_what_is_said_of_a_subclass_is_no_row_of_its_parent() -> None:
    nodes, joins, missed = read(
        "Class diagram with two classes. Person has a name and a birthday, Student is a Person with a number."
    )
    assert missed == []
    assert nodes == {'class "Person" {', 'class "Student" {'}
    assert joins == {"student -> person { head: triangle }"}
