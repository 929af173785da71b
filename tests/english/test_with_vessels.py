"""What is "with" a vessel, and what piles of things are: no diagram, and nothing in a full bottle."""

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a bottle of wine with two glasses",
         {"bottle: bottle", "wine: wine", "glasses: 2 glass", "bottle contains wine", "glasses beside bottle"}),
        ("a glass of water with three ice cubes",
         {"glass: glass", "water: water", "ice_cubes: 3 ice cube", "glass contains water", "ice_cubes inside glass"}),
        ("a shelf with three jars and a plant",
         {"shelf: shelf", "jars: 3 jar", "plant: plant", "jars on shelf", "plant on shelf"}),
        ("a stack of three books with an apple on top",
         {"books: 3 book", "apple: apple", "apple on books", "stack books"}),
        ("a stack of plates with a cup and a spoon on top",
         {"plates: 2.. plate", "cup: cup", "spoon: spoon", "cup on plates", "spoon on plates", "stack plates"}),
    ],
)  # fmt: skip
def test_vessels_and_piles(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said
