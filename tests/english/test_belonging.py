"""What words belong to where several things are named: texts, pronouns, parts, and the clauses of a list."""

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a blackboard on a wall that says 'Welcome'", {'blackboard: blackboard "Welcome"', "wall: wall"}),
        ("a fox and a hare on either side of a pond", {"fox left of pond", "hare right of pond"}),
        ("a fireplace and an armchair on either side of the fireplace", {"armchairs: 2 armchair"}),
        ("a sign above a door saying 'OPEN'", {'sign: sign "OPEN"', "door: door"}),
        ("a sign in front of a house says 'For sale'", {'sign: sign "For sale"', "house: house"}),
        ("two lions and three monkeys, each monkey holding a banana", {"bananas: 3 banana", "bananas held by monkeys"}),
        ("a pizza cut in eight slices", {'slices "part of" pizza'}),
        ("A black cat is on the sofa, and a white cat is under it.", {"cat on sofa", "cat_2 under sofa"}),
        ("A red ball is on a table. A blue ball is to the left of it.", {"ball_2 left of ball"}),
        ("Beneath the stairs there is a small door, and a key hangs on a hook.",
         {"door below stairs", "key hanging on hook"}),
        ("a penguin on an iceberg, and a whale in the water below", {"whale inside water", "whale below iceberg"}),
        ("a cake surrounded by four presents and some balloons above",
         {"presents surrounding cake", "balloons above cake"}),
        ("a pirate ship on the sea with a flag", {"pirate_ship on sea", "flag on pirate_ship"}),
        ("a house in a field with a red door", {"house inside field", 'door "part of" house'}),
        ("A kitchen counter with a toaster between a kettle and a cup.",
         {"toaster between kettle and cup", "toaster on kitchen_counter", "kettle on kitchen_counter",
          "cup on kitchen_counter"}),
        ("a desk with a lamp next to a laptop", {"lamp beside laptop", "lamp on desk", "laptop on desk"}),
        ("There is a vase in the middle of the table.", {"vase on table", "vase aligned center with table"}),
        ("a red ball inside a box, and a blue ball outside the box on its right",
         {"ball_2 outside box", "ball_2 right of box"}),
        ("a giraffe taller than a house, with a bird perched on its head", {"bird on giraffe"}),
        ("The little mouse stood on top of a cheese and waved a flag.", {"mouse on cheese"}),
        ("A cross with eight circles arranged in a ring around it.", {"ring circles around cross"}),
        ("a fort on a hill with trees around it", {"trees surrounding fort"}),
        ("a bookcase with a globe on the top shelf and books on the bottom shelf",
         {"globe inside bookcase", "books inside bookcase", "globe above books"}),
        ("a bookshelf with a clock on the upper shelf and books on the lower one", {"clock above books"}),
        ("a mountain with a skier", {"skier on mountain"}),
        ("a hill with a truck", {'hill "with" truck'}),
        ("a parking sign with a white P on a blue background", {'parking_sign: blue parking sign "P" { ink: white }'}),
        ("a sign with white letters on a red background", {"sign: red sign"}),
        ("a cat on a blue background", {"background blue"}),
        ("a square to the left of a circle, both vertically centred",
         {"square left of circle", "square aligned middle with circle"}),
    ],
)  # fmt: skip
def test_belonging(text: str, said: set[str]) -> None:
    found = lines(text)
    assert said <= set(found)


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("two lions and three monkeys, each monkey holding a banana", "lions"),
        ("Beneath the stairs there is a small door, and a key hangs on a hook.", "key below"),
        ("a cake surrounded by four presents and some balloons above", "balloons surrounding"),
    ],
)
def test_nothing_belongs_to_what_it_was_not_said_of(text: str, unsaid: str) -> None:
    assert not any(unsaid in line and ":" not in line for line in lines(text))
