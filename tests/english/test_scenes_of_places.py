"""What people write who want a picture: settings, posters and cards, sizes and rows told apart, who holds hands."""

from __future__ import annotations

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("an underwater scene with a whale", {"underwater: underwater", "whale: whale", "whale inside underwater"}),
        ("in a winter scene, a boy builds a snowman with snow falling",
         {"snow: snow", "snowflakes: 9.. snowflake", "boy: boy", "snowman: snowman", "boy building snowman"}),
        ("an oak tree", {"oak: oak"}),
        ("a living room with a sofa and two cushions on it",
         {"living_room: living room", "sofa: sofa", "cushions: 2 cushion", "sofa inside living_room",
          "cushions on sofa", "cushions inside living_room"}),
        ("a house with a car in front", {"house: house", "car: car", "car in front of house"}),
        ("three balls of different sizes",
         {"ball: ball", "ball_2: ball", "ball_3: ball", "ball smaller than ball_2", "ball_2 smaller than ball_3"}),
        ("two boxes of different sizes and colors",
         {"box: red box", "box_2: blue box", "box smaller than box_2"}),
        ("a cat and a mouse standing in a line from largest to smallest",
         {"cat: cat", "mouse: mouse", "mouse smaller than cat", "row cat mouse"}),
        ("two rows of two stars, the top row red and the bottom row blue",
         {"stars: 2 red star", "stars_2: 2 blue star", "grid stars[1] stars[2] stars_2[1] stars_2[2] 2x2"}),
        ("a boy and a girl holding hands",
         {"boy: boy", "girl: girl", "hands: 0.. hand", "boy holding hands", 'hands "part of" boy', "row boy girl"}),
        ("a nest with three eggs on a branch of a tree",
         {"nest: nest", "eggs: 3 egg", "branches: 0.. branch", "tree: tree", 'branches "part of" tree',
          "eggs inside nest", "nest inside tree"}),
        ("a street with two cars and a bus, with tall buildings behind them",
         {"street: street", "cars: 2 car", "bus: bus", "buildings: 2.. tall building", "cars inside street",
          "bus inside street", "buildings behind street"}),
        ("a cow between two barns, with a farmer in a blue shirt to its left",
         {"cow: cow", "barns: 2 barn", "farmer: farmer", "shirt: blue shirt", "cow between barns",
          "farmer left of cow", "shirt worn by farmer"}),
        ("a man and a woman with a doll on the chair next to them",
         {"man: man", "woman: woman", "doll: doll", "chair: chair", "doll on chair", "chair beside man",
          "chair beside woman", 'woman "with" doll'}),
        ("a knight at the gate", {"knight: knight", "gate: gate", 'knight "at" gate', "knight beside gate"}),
    ],
)  # fmt: skip
def test_scenes_say_what_prompts_say(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a poster with the title "Fair" at the top and a rocket in the middle',
         {'title: text "Fair" { font: 96 }', "rocket: rocket", "title at top of canvas", "rocket at center of canvas"}),
        ('a poster that says "Recycle" with three bins below the text',
         {'title: text "Recycle" { font: 80 }', "bins: 3 bin", "bins below title"}),
        ('a birthday card with a cake and the words "Happy Birthday"',
         {"cake: cake", 'word: text "Happy Birthday" { font: 40 }', "word at top of canvas"}),
        ('Worksheet: five cats under the title "How many?"',
         {"cats: 5 cat", 'title: text "How many?" { font: 62 }', "cats below title"}),
        ("a poster with a sun on it", {"sun: sun"}),
        ("a poster on a wall", {"poster: poster", "wall: wall", "poster on wall"}),
        ("a red card with a heart on it", {"card: red card", "heart: heart", "heart on card"}),
        ('a book with the title "Dune"', {'book: book "Dune"'}),
        ("a worksheet for counting: four ducks in a row", {"ducks: 4 duck", "row ducks"}),
        ("a flashcard for the letter A: an apple and an ant", {"apple: apple", "ant: ant"}),
        ("a poster about the sea with a whale", {"whale: whale"}),
        ("a birthday card showing a cake and a gift", {"cake: cake", "gift: gift"}),
        ("an illustration for a children's book: a fox and a hen", {"fox: fox", "hen: hen"}),
        ("a drawing for mum with a red heart", {"heart: red heart"}),
    ],
)  # fmt: skip
def test_a_poster_is_the_picture_and_no_thing_in_it(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a man wearing a hat and a scarf beside a car", {"hat worn by man", "scarf worn by man", "man beside car"}),
        ("a boy holding a cup and a spoon near a car", {"cup held by boy", "spoon held by boy", "boy near car"}),
        ("a girl wearing a hat and a coat on a hook", {"hat worn by girl", "coat on hook"}),
        ("a boy holding a ball and a dog next to a tent", {"ball held by boy", "dog beside tent"}),
    ],
)  # fmt: skip
def test_who_has_something_on_stands_where_the_last_of_it_seems_to_stand(text: str, said: set[str]) -> None:
    assert {one for one in lines(text) if ":" not in one} == said


def test_nothing_is_in_front_of_who_lies_on_it() -> None:
    said = set(lines("a living room with a red sofa, and a cat sleeping on a rug in front of it"))
    assert "rug in front of sofa" in said
    assert "rug in front of cat" not in said


def test_what_is_on_the_left_of_a_desk_is_left_of_what_else_lies_there() -> None:
    said = set(lines("a desk with a laptop, a lamp on the left and a mug on the right"))
    assert {"lamp left of laptop", "mug right of laptop", "lamp on desk", "mug on desk"} <= said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("three balls on a plain white background", {"background white", "balls: 3 ball"}),
        ("two dogs against a light blue background", {"background light blue", "dogs: 2 dog"}),
        ("The background is gray. A red ball.", {"background gray", "ball: red ball"}),
        ("a ball on a black backdrop with two stars", {"background black", "ball: ball", "stars: 2 star"}),
        ("three cups and a tree on a plain background", {"cups: 3 cup", "tree: tree"}),
        ("a horse with a tree in the background", {"horse: horse", "tree: tree", "tree behind horse"}),
    ],
)  # fmt: skip
def test_a_background_of_a_colour_is_the_figures_and_no_thing(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a farmer in front of a barn, mountains in the background", "mountains behind barn"),
        ("ten people in front of a castle with mountains in the background", "mountains behind castle"),
    ],
)
def test_the_background_is_behind_what_is_farthest(text: str, said: str) -> None:
    assert said in lines(text)
