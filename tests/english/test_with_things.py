"""What is "with" things that bear or hold others, what piles are, and rows that are named by where they are."""

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a bottle of wine with two glasses",
         {"bottle: bottle", "wine: wine", "glasses: 2 glass", "bottle contains wine", "glasses beside bottle"}),
        ("a glass of water with three ice cubes",
         {"glass: glass", "water: water", "ice_cubes: 3 ice cube", "glass contains water", "ice_cubes inside glass"}),
        ("a lemonade stand with two children",
         {"lemonade_stand: lemonade stand", "children: 2 child", "children behind lemonade_stand"}),
        ("a shelf with three jars and a plant",
         {"shelf: shelf", "jars: 3 jar", "plant: plant", "jars on shelf", "plant on shelf"}),
        ("a stack of three books with an apple on top",
         {"books: 3 book", "apple: apple", "apple on books", "stack books"}),
        ("a stack of plates with a cup and a spoon on top",
         {"plates: 2.. plate", "cup: cup", "spoon: spoon", "cup on plates", "spoon on plates", "stack plates"}),
        ("a bench with two people", {"bench: bench", "people: 2 person", "people on bench"}),
        ("Halloween: a pumpkin and a witch", {"pumpkin: pumpkin", "witch: witch"}),
        ("the fluffy snow falls on the boots", {"snow: fluffy snow", "boots: boots", "snow falling on boots"}),
        ("a castle with two flags", {"castle: castle", "flags: 2 flag", "flags on castle"}),
        ("three students at their desks",
         {"students: 3 student", "desks: 3 desk", 'students "at" desks', "students behind desks"}),
        ("a cat, a dog and a bird in the top row, and three fish in the bottom row",
         {"cat: cat", "dog: dog", "bird: bird", "fish: 3 fish", "cat at top of canvas", "dog at top of canvas",
          "bird at top of canvas", "fish at bottom of canvas", "row cat dog bird", "row fish"}),
        ("two red squares in the left column and two blue circles in the right column",
         {"squares: 2 red square", "circles: 2 blue circle", "squares at left of canvas",
          "circles at right of canvas", "column squares", "column circles"}),
    ],
)  # fmt: skip
def test_with_and_rows(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said
