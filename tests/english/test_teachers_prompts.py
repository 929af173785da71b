"""Prompts of teachers and of who makes stimuli: orders, exceptions, totals, texts of their own, turned things."""

import pytest
from picture_reading import drawn, lines

from sgc.compiler import prompt
from sgc.english import read_prompt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Four balls: one red, one blue, one green and one pink, in that order from left to right",
         {"ball: red ball", "ball_2: blue ball", "ball_3: green ball", "ball_4: pink ball",
          "row ball ball_2 ball_3 ball_4"}),
        ("three trees, each a bit taller than the one before",
         {"tree: tree", "tree_2: tree", "tree_3: tree", "tree smaller than tree_2", "tree_2 smaller than tree_3",
          "row tree tree_2 tree_3"}),
        ("Three ladders, each slightly shorter than the previous one",
         {"ladder: ladder", "ladder_2: ladder", "ladder_3: ladder", "ladder_3 smaller than ladder_2",
          "ladder_2 smaller than ladder", "row ladder ladder_2 ladder_3"}),
        ("three dogs from the smallest to the largest",
         {"dog: dog", "dog_2: dog", "dog_3: dog", "dog smaller than dog_2", "dog_2 smaller than dog_3",
          "row dog dog_2 dog_3"}),
        ("The left apple is red, the middle one is yellow, and the right one is green.",
         {"apple: red apple", "apple_2: yellow apple", "apple_3: green apple", "apple left of apple_2",
          "apple_2 left of apple_3"}),
        ("7 plums in a row and 4 pears in a row underneath, so that the children can compare them",
         {"plums: 7 plum", "pears: 4 pear", "pears below plums", "row plums", "row pears"}),
        ("a shop sign above a door, with a window on each side of the door",
         {"sign: shop 'sign'", "door: door", "windows: 2 window", "sign above door", "some windows left of door",
          "some windows right of door", "row windows[1] door windows[2]"}),
        ("There are three bowls. In the first bowl there are 2 eggs, in the second 3 eggs and in the third 4 eggs.",
         {"bowl: bowl", "bowl_2: bowl", "bowl_3: bowl", "eggs: 2 egg", "eggs_2: 3 egg", "eggs_3: 4 egg",
          "eggs inside bowl", "eggs_2 inside bowl_2", "eggs_3 inside bowl_3", "row bowl bowl_2 bowl_3"}),
        ("a butterfly that is as large as the house beside it",
         {"butterfly: butterfly", "house: house", "butterfly same height as house", "house beside butterfly"}),
        ("a circle and a square, both with a star inside",
         {"circle: circle", "square: square", "star: star", "star_2: star", "star inside circle",
          "star_2 inside square"}),
        ("two faces, one happy and one sad, side by side",
         {"slightly_smiling_face: 'slightly smiling face'", "slightly_frowning_face: 'slightly frowning face'",
          "slightly_smiling_face beside slightly_frowning_face"}),
        ("Half as many spoons as forks. There are six forks.",
         {"forks: 6 fork", "spoons: 2.. spoon", "require count(fork) == 2 * count(spoon)"}),
        ("Two rows of four chairs each, facing a desk",
         {"chairs: 8 chair", "desk: desk", "chairs facing desk", "grid chairs 2x4"}),
        ("a boat on the sea, with a fish under the water and a seagull above the boat",
         {"boat: boat", "sea: sea", "fish: fish", "seagull: seagull", "boat on sea", "fish inside sea",
          "seagull above boat"}),
        ("three cards showing a heart, a star and a cross",
         {"card: card", "card_2: card", "card_3: card", "heart: heart", "star: star", "cross: cross",
          "heart inside card", "star inside card_2", "cross inside card_3"}),
        ("two cards showing a heart, a cross and three stars",
         {"cards: 2 card", "heart: heart", "cross: cross", "stars: 3 star", "cards showing heart",
          "cards showing cross", "cards showing stars", "heart inside cards", "cross inside cards",
          "stars inside cards"}),
        ("a star next to the letter K, both inside a circle",
         {"star: star", 'letter: text "K" { font: 96 }', "circle: circle", "star beside letter", "star inside circle",
          "letter inside circle"}),
        ("a horse riding an astronaut", {"horse: horse", "astronaut: astronaut", "horse riding astronaut"}),
    ],
)  # fmt: skip
def test_orders_and_places(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A 2x3 grid of circles in which exactly one circle is red and the others are grey",
         {"circle: red circle", "circles: 5 grey circle", "grid circle circles 2x3"}),
        ("five circles, all red except the middle one, which is blue",
         {"circle: blue circle", "circles: 4 red circle", "row circles[1] circles[2] circle circles[3] circles[4]"}),
        ("A row of three arrows all pointing right except the middle one which points left",
         {"arrow: arrow { rotate: 180 }", "arrows: 2 arrow { rotate: 0 }", "row arrows[1] arrow arrows[2]"}),
        ("There are more cats than dogs, exactly 8 animals in all",
         {"cats: 2.. cat", "dogs: 2.. dog", "require count(cat) > count(dog)",
          "require count(cats) + count(dogs) == 8"}),
        ("3 red balls and 4 blue balls, 7 balls in all",
         {"balls: 3 red ball", "balls_2: 4 blue ball", "require count(balls) + count(balls_2) == 7"}),
    ],
)  # fmt: skip
def test_exceptions_and_totals(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


def test_an_exception_of_which_nothing_is_told_is_not_understood() -> None:
    assert read_prompt(prompt("five circles, all red except the middle one")).not_understood


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a sun in the middle and "Saturday" at the bottom',
         {"sun: sun", 'text: text "Saturday" { font: 70 }', "sun at center of canvas", "text at bottom of canvas"}),
        ('a star with the word "NOVA" beneath',
         {"star: star", 'text: text "NOVA" { font: 96 }', "text below star"}),
        ('a business card with the name "Ada" and below it "Baker"',
         {'name: text "Ada" { font: 96 }', 'text: text "Baker" { font: 48 }', "text below name"}),
        ('a sign, "EXIT", above a door', {'sign: sign "EXIT"', "door: door", "sign above door"}),
        ('A blackboard with "Hello" written on it in white chalk', {'blackboard: blackboard "Hello" { ink: white }'}),
        ('The word "BLUE" written in red, with a black cross above it in the centre',
         {'word: red text "BLUE" { font: 96 }', "cross: black cross", "cross above word",
          "cross at center of canvas"}),
        ("Eight T letters and one L among them",
         {'letters: 8 text "T" { font: 48 }', 'letter: text "L" { font: 48 }', "letters surrounding letter"}),
        ("a red T among twelve black Ls",
         {'letter: red text "T" { font: 48 }', 'letters: 12 black text "L" { font: 48 }',
          "letters surrounding letter"}),
        ('red word "GREEN" and below it green word "RED"',
         {'word: red text "GREEN" { font: 96 }', 'word_2: green text "RED" { font: 96 }', "word_2 below word"}),
    ],
)  # fmt: skip
def test_texts_that_are_things(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


def test_turned_things() -> None:
    assert "cup: cup { rotate: 180 }" in lines("three cups; the middle cup is upside down")
    assert "triangle: triangle { rotate: 180 }" in lines("a triangle pointing down")
    assert "arrow: red arrow { rotate: 180 }" in lines("a red left-pointing arrow")
    both = lines("a square and a circle, both with an arrow pointing up")
    assert {"arrow: arrow { rotate: -90 }", "arrow_2: arrow { rotate: -90 }"} <= set(both)


def test_what_a_picture_shows_anyway_is_not_said_to_be_absent() -> None:
    tree = read_prompt(prompt("a bookshelf with no books")).tree
    assert [one.message for one in tree.diagnostics] == [
        "'with no books' is not drawn, and not checked: the picture of 'bookshelf' shows it"
    ]
    assert "no book" in lines("a table with no books")


def test_a_landscape_of_some_weather_is_where_things_are() -> None:
    assert not any("landscape" in line for line in drawn("A rainy landscape with a girl"))


def test_a_sum_is_shown_with_things() -> None:
    assert set(lines("4 + 3 = 7 shown with green apples")) == {
        'text: text "4 + 3 = 7" { font: 62 }', "apples: 4 green apple", "apples_2: 3 green apple", "row apples",
        "row apples_2", "apples left of apples_2", "text above apples", "text above apples_2",
    }  # fmt: skip
    assert lines("a blackboard with 4 + 3 = 7") == ['blackboard: blackboard "4 + 3 = 7"']


def test_what_is_empty_has_nothing_in_it() -> None:
    assert lines("an empty plate") == ["plate: plate"]
    assert "bookshelf: empty 'bookshelf'" in lines("an empty bookshelf")
    assert set(lines("a table with no books, just a vase")) >= {"table: table", "no book"}


def test_an_unknown_word_is_the_noun_of_the_prompt_that_it_nearly_is() -> None:
    said = set(lines("a stool and a wooden chiar, the stool is left of the chair"))
    assert said == {"stool: stool", "chair: wooden chair", "stool left of chair"}
    assert "zorgle: zorgle" in lines("a zorgle and a chair")


def test_of_several_behind_what_is_small_a_row_is_seen() -> None:
    assert "row firs" in lines("a snowman, behind it three firs")
    assert "row cows" not in lines("three cows behind a fence")


def test_an_iceberg_is_in_the_sea() -> None:
    assert "sea: sea" in drawn("two penguins on an iceberg with the moon and some stars")
