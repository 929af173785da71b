"""What is asked for in other words is the same diagram."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.syntax import to_source


def scene(text: str) -> str:
    return to_source(read_prompt(prompt(text)).tree)


@pytest.mark.parametrize(
    "text",
    [
        "The OSI model as seven layers stacked on each other",
        "Show the seven layers of the OSI model as a stack.",
        "OSI model, stack of 7 layers",
        "Draw the OSI model as a stack with seven layers, please",
    ],
)
def test_known_layers_are_asked_for_in_other_words(text: str) -> None:
    assert scene(text).splitlines()[1:] == scene("the OSI model as a stack of seven layers").splitlines()[1:]
    assert read(text)[2] == []


@pytest.mark.parametrize(
    "text",
    [
        "Venn diagram: A and B, x is in both",
        "Draw a Venn diagram with two circles A and B; put x where they overlap.",
        "Draw a Venn diagram with two circles A and B; where they overlap write x.",
        "A Venn diagram with the sets A and B and x in the intersection",
        "a Venn diagram of A and B, x in the middle",
    ],
)
def test_what_is_in_both_is_said_in_other_words(text: str) -> None:
    assert scene(text).splitlines()[1:] == scene("a Venn diagram of A and B with x in both").splitlines()[1:]
    assert read(text)[2] == []
