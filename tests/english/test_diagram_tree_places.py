"""Trees told by where things stand, and by what is a kind of what."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A binary search tree with 8 at the root, 3 and 10 below it, 1 and 6 under 3, and 14 under 10.",
            {"n8 -- n3", "n8 -- n10", "n3 -- n1", "n3 -- n6", "n10 -- n14"},
        ),
        ("Draw a tree: A at the top, below it B and C, and D and E under C.", {"a -- b", "a -- c", "c -- d", "c -- e"}),
        (
            "Binary search tree with 50 at the root, 30 on the left and 70 on the right. Under 30 put 20 and 40.",
            {"n50 -- n30", "n50 -- n70", "n30 -- n20", "n30 -- n40"},
        ),
        (
            "Tree diagram: the root is 8, its children are 3 and 10, and 10 has a right child 14.",
            {"n8 -- n3", "n8 -- n10", "n10 -- n14"},
        ),
        (
            "A binary tree with the root 1, whose left child is 2 and whose right child is 3. 2 has the children 4 and "
            "5.",
            {"n1 -- n2", "n1 -- n3", "n2 -- n4", "n2 -- n5"},
        ),
        (
            "Make an org-chart-like tree of animals: birds and mammals are animals; bats are mammals.",
            {"animals -- birds", "animals -- mammals", "mammals -- bats"},
        ),
    ],
)
def test_each_stands_under_what_is_said(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert found == joins


def test_things_that_stand_below_a_tree_are_a_picture() -> None:
    nodes, _, _ = read("A tree: a bird at the top, a cat below it.")
    assert not any(one.startswith("box") for one in nodes)
