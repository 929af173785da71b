"""Where English leaves open what belongs to what, what is likely decides; and what is said of what is not there."""

from __future__ import annotations

import pytest
from picture_reading import lines

_SHELVES = "The top shelf holds a cup, the middle shelf holds a vase, and the bottom shelf is blue."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("An aquarium with three fish and a snail on the glass.", "snail on glass"),
        ("A sphere lies on the floor to the left.", "sphere at left of canvas"),
        ("A room with a couch, a rug in front of it and a picture on the wall above it.", "picture above couch"),
        ("A table with six plates around it and a gift next to each plate.", "gifts: 6 gift"),
        ("A park bench and a lamp behind the bench.", "lamp behind park_bench"),
        ("A parrot on a table. The bird is green.", "parrot: green parrot"),
        ("The goalkeeper in yellow stands in the goal.", "goalkeeper inside goal"),
        ("On the top shelf are three books.", "books on shelf"),
        ("A cup on a plate, and under the table a dog.", "dog under table"),
        ("A boy with an owl in a tree, and a ball in front of him.", "ball in front of boy"),
        ("Two pebbles at the bottom of an aquarium.", "pebbles inside aquarium"),
        ("An old man feeds four pigeons at his feet.", "pigeons near old_man"),
        ("A desk with a laptop, a cup on the left of the laptop, a plant, and a lamp.", "lamp on desk"),
        ("An aquarium with fish, a snail on the glass, and a chest at the bottom.", "chest at bottom of aquarium"),
        ("A boy holding a balloon in each hand.", "balloons held by boy"),
    ],
)
def test_what_is_likely_decides_what_belongs_to_what(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A girl and a boy, neither wearing a hat.", "no hat"),
        ("A man not holding an umbrella.", "no umbrella"),
        ("A cat and a dog, and neither looks at a mouse.", 'not (cat "looking at" mouse)'),
        ("A lamp next to a kettle with nothing to its right.", "not (lamp right of kettle)"),
    ],
)
def test_what_is_denied_is_not_shown(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The second car from the left is red, the other two cars are white.", "row cars[1] car cars[2]"),
        ("Three children build a castle while a fourth one flies a kite.", "child flying kite"),
        (_SHELVES, "shelf above shelf_2"),
        (_SHELVES, "shelf_2 above shelf_3"),
    ],
)
def test_members_are_told_by_their_place(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A vase holding five tulips stands on a table.", "vase on table"),
        ("A bicycle between two cars, one red and one blue.", "bicycle between car and car_2"),
        ("A bicycle between two cars, neither car has a driver.", "no driver"),
        ("A farmer with a pig on his left and a hen on his right.", "hen right of farmer"),
        ("The child on the left holds a kite, the child on the right holds a ball.", "child_2 at right of canvas"),
        ("A bridge over a river, with a boat passing under it and two people.", "boat under bridge"),
        ("A white cat to the left of a black dog, both wearing red collars.", "dog wearing collar_2"),
        ("Behind the counter stands a baker with a tray, and in front of it a girl.", "girl in front of counter"),
        ("A sign showing a bicycle.", "bicycle inside sign"),
        ("A polar bear on ice.", "ice_floe: ice floe"),
        ("A waiter with a tray with two glasses of wine and a bottle.", "bottle on tray"),
        ("Four sheep, each with a different color, graze behind a fence.", "sheep_3 grazing behind fence"),
        ("A barn on the left, a tractor in front of it, hens scattered about.", "tractor: tractor"),
        ("A girl stands between her two brothers, who are both taller than her.", "brothers taller than girl"),
        ("A dog watching a duck in the water of a lake.", "dog watching duck"),
        ("A shelf of toys.", "toys on shelf"),
        ("Two penguins, the smaller penguin on a rock.", "penguin smaller than penguin_2"),
        ("A get well soon card with a teddy bear.", 'title: text "Get well soon" { font: 43 }'),
        ('A poster with the title "Fair" and a ferris wheel below.', "ferris_wheel below title"),
    ],
)
def test_people_say_it_so(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three lights: the first red, the second yellow and the third green.", "row light light_2 light_3"),
        ("A map with a house in the north and a river in the south.", "river at bottom of canvas"),
        ("The right box holds two yellow balls.", "balls inside box"),
        ("A frog on a lily pad and another frog under the water.", "frog_2 inside water"),
        ("A cage with its door open and a canary on top of it.", "canary on cage"),
        ("A tent between two trees with a fire in front and the moon above.", "moon above trees"),
        ("A tree with a basket at its foot.", "basket in front of tree"),
        ("A circle with a small square in it.", "square inside circle"),
    ],
)
def test_places_are_those_of_what_they_are_said_of(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A desk with papers, three pens in a mug and a lamp.", "lamp on desk"),
        ("A cowboy on a horse with a lasso in his hand.", "lasso held by cowboy"),
        ("A man with an umbrella over a woman.", "umbrella above woman"),
        ("A cat on the roof of a car parked in front of a garage.", "car in front of garage"),
        ("A boy looking at a bird through a window.", 'boy "through" window'),
        ("A fox looks at its reflection in a lake.", "reflection inside lake"),
        ("A ball under the chair, not on it.", "not (ball on chair)"),
        ("A girl on a swing, her shoes lie in the grass.", "shoes lying inside grass"),
        ("Four friends around a campfire, one of them plays the guitar.", "friend near campfire"),
        ("A family at a table with a turkey in the middle.", "turkey at center of table"),
        ("Three boats: the middle one has a red flag, the others have white flags.", "row boats[1] boat boats[2]"),
    ],
)
def test_who_holds_and_bears_what_is_likely(text: str, told: str) -> None:
    assert told in lines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Six cars in a row: the first two are red and the last four are blue.",
         "row cars[1] cars[2] cars_2[1] cars_2[2] cars_2[3] cars_2[4]"),
        ("There are twice as many bananas as apples, and there are two apples.", "apples: 2 apple"),
        ("Every child holds a cup; there are three boys and two girls.", "cups_2 held by girls"),
        ("A queue of five people behind a bus, none of them wearing a hat.", "no hat"),
        ("A bookshelf with two shelves, the upper one with a clock and the lower one with a vase.", "clock above vase"),
        ("A woman in a chair, with a ball on the floor.", "ball on floor"),
        ("A man in a boat, mountains with a castle on top.", "castle on mountains"),
    ],
)  # fmt: skip
def test_numbers_and_parts_are_those_that_are_meant(text: str, told: str) -> None:
    assert told in lines(text)
