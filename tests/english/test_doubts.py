"""Doubts: readings in which every word has a part, and perhaps not its own, are told with their place."""

from __future__ import annotations

import pytest

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.source.codes import DOUBTFUL


def doubts(text: str) -> list[tuple[str, str]]:
    source = prompt(text)
    told = read_prompt(source).tree.diagnostics
    return [(text[one.span.start : one.span.end], one.message) for one in told if one.code == DOUBTFUL and one.span]


def test_a_negation_of_which_nothing_came_is_told() -> None:
    ((place, message),) = doubts("A cat and a dog, none of the animals on a sofa.")
    assert (place, message) == ("none", "what “none” denies is not in the scene")


def test_a_place_that_is_stitched_over_other_things_and_hardly_one_is_told() -> None:
    ((place, message),) = doubts("A writer is typing away at their keyboard, lost in the world.")
    assert place == "lost in the world"
    assert "“writer losing inside world”" in message


@pytest.mark.parametrize(
    "text",
    [
        "a red apple to the left of a blue cup",
        "a cat on a mat and a dog under a table",
        "a dog without a collar and no cat",
        "The cat is not on the sofa.",
        "a jar full of marbles on a shelf next to a plant",
        "a girl with a hat in a garden with two trees",
        "The sun shines on a house.",
        "The flag waved in the strong wind and the gentle breeze.",
        "a bird in a tree beside a house",
    ],
)
def test_what_is_read_plainly_is_not_doubted(text: str) -> None:
    assert doubts(text) == []
