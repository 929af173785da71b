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


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (  # circles that overlap, by no other name
            "Draw two overlapping circles, one labeled Mammals and the other Sea animals, with whales in the overlap.",
            {"whales inside mammals", "whales inside sea_animals"},
        ),
        (  # what several share, each pair by itself
            "Venn diagram with three sets A, B and C. A and B share 3, A and C share 5, and all three share 7.",
            {"n3 inside a", "n3 inside b", "n5 inside a", "n5 inside c", "n7 inside a", "n7 inside b", "n7 inside c"},
        ),
        (  # the verb is said once
            "Venn diagram of three skills: coding, design and business. Coding and design overlap in UX, design and "
            "business in branding.",
            {"ux inside coding", "ux inside design", "branding inside design", "branding inside business"},
        ),
        (  # a name that has an "and"
            "Venn diagram: even numbers and primes between 1 and 10. Even: 4. Both: 2.",
            {"n4 inside even_numbers", "n2 inside even_numbers", "n2 inside primes_between_1"},
        ),
        (  # sides of the picture
            "Show the multiples of 2 and the multiples of 3 in a Venn diagram: 2, 4 only on the left, 3 and 9 only on "
            "the right, 6 in the middle.",
            {
                "n2 inside multiples_of_2",
                "n4 inside multiples_of_2",
                "n3 inside multiples_of_3",
                "n9 inside multiples_of_3",
                "n6 inside multiples_of_2",
                "n6 inside multiples_of_3",
            },
        ),
    ],
)
def test_what_is_in_which_set(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert found == joins
