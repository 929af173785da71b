"""Worksheets: tasks for whoever looks at the picture, halves of a number, and lines of grids."""

import pytest
from picture_reading import lines

from sgc.compiler import prompt
from sgc.english import read_prompt

_STARS = "stars[1] stars[2] stars[3] stars[4]"
_OTHERS = " ".join(f"stars_2[{k}]" for k in range(1, 9))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which tree is taller? A tall pine tree next to a short apple tree.",
         {"pine_tree: tall pine tree", "apple_tree: short apple tree", "pine_tree beside apple_tree"}),
        ("Count the apples: a basket with seven red apples inside", {"basket: basket", "apples: 7 red apple",
         "apples inside basket"}),
        ("Circle the odd one out: four apples and a pear in a row.", {"apples: 4 apple", "pear: pear",
         "row apples pear"}),
        ("There are four cats and three dogs. How many animals are there?", {"cats: 4 cat", "dogs: 3 dog"}),
        ("Half of the eight balloons are red and half are blue.",
         {"balloons: 4 red balloon", "balloons_2: 4 blue balloon"}),
        ("Eight balloons. Half of them are red and the other half are blue.",
         {"balloons: 4 red balloon", "balloons_2: 4 blue balloon"}),
        ("six balloons, half red and half blue", {"balloons: 3 red balloon", "balloons_2: 3 blue balloon"}),
        ("a display of nine red dots arranged in three columns", {"dots: 9 red dot", "grid dots 3x3"}),
        ("A 3 by 4 array of stars. The stars in the top row are yellow, the others are blue.",
         {"stars: 4 yellow star", "stars_2: 8 blue star", f"grid {_STARS} {_OTHERS} 3x4"}),
        ("12 stars in a 3 by 4 grid, those in the bottom row blue",
         {"stars: 4 blue star", "stars_2: 8 star", f"grid {_OTHERS} {_STARS} 3x4"}),
        ("a grid of 4 squares. The squares in the first column are red, the rest are white.",
         {"squares: 2 red square", "squares_2: 2 white square",
          "grid squares[1] squares_2[1] squares[2] squares_2[2] 2x2"}),
        ("four squares in a 2x2 grid. The squares in the second row are red.",
         {"squares: 2 red square", "squares_2: 2 square",
          "grid squares_2[1] squares_2[2] squares[1] squares[2] 2x2"}),
        ("Two circles and three triangles in a row. The triangles are alternately blue and green.",
         {"circles: 2 circle", "triangles: 2 blue triangle", "triangle: green triangle",
          "row circles[1] circles[2] triangles[1] triangle triangles[2]"}),
        ("a grid of 3 rows and 4 columns of stars", {"stars: 12 star", "grid stars 3x4"}),
        ("a grid of red stars with two columns and three rows", {"stars: 6 red star", "grid stars 3x2"}),
        ("stars arranged in 3 rows and 4 columns", {"stars: 12 star", "grid stars 3x4"}),
        ("2 rows by 3 columns of cups next to a dog", {"cups: 6 cup", "dog: dog", "cups beside dog", "grid cups 2x3"}),
        ("7 red apples and 5 green pears in two rows",
         {"apples: 7 red apple", "pears: 5 green pear", "apples above pears", "row apples", "row pears"}),
        ("4 cats and 2 dogs in three rows", {"cats: 4 cat", "dogs: 2 dog", "grid cats dogs 3x2"}),
        ("a cat and a dog in two rows", {"cat: cat", "dog: dog", "grid cat dog 2x1"}),
        ("two dots on a black screen, one above the other", {"background black", "dots: 2 dot", "column dots"}),
        ("a red circle in the centre of a white canvas",
         {"background white", "circle: red circle", "circle at center of canvas"}),
        ("a family of four: mother, father and two children", {"mother: 'family of' mother",
         "father: 'family of' father", "children: 2 'family of' child"}),
        ("Three triangles and two circles. Color the triangles red and the circles blue.",
         {"triangles: 3 red triangle", "circles: 2 blue circle"}),
        ("Four apples in a row. Colour the first two green.",
         {"apples: 2 green apple", "apples_2: 2 apple", "row apples[1] apples[2] apples_2[1] apples_2[2]"}),
        ("The last two in a row of five cups are red",
         {"cups: 2 red cup", "cups_2: 3 cup", "row cups_2[1] cups_2[2] cups_2[3] cups[1] cups[2]"}),
        ("a row of five cups; the last two in the row are red",
         {"cups: 2 red cup", "cups_2: 3 cup", "row cups_2[1] cups_2[2] cups_2[3] cups[1] cups[2]"}),
    ],
)  # fmt: skip
def test_worksheets(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


def test_a_task_that_names_something_of_its_own_is_no_frame() -> None:
    reading = read_prompt(prompt("Find the cat: a room with a sofa"))
    assert not reading.framing
    assert reading.not_understood


def test_a_question_alone_is_what_there_is_to_read() -> None:
    assert not read_prompt(prompt("Is there a cat on the mat?")).framing
