"""One thing rests in one place: what English says of two, in which the whole picture has to find room."""

from __future__ import annotations

import pytest
from picture_reading import drawn, lines

import sgc
from sgc.compiler import prompt


def test_one_thing_is_on_the_first_of_two_and_there_is_a_picture_of_it() -> None:
    text = "The shiny ball rested atop the rough cube and the smooth cylinder."
    written = lines(text)
    assert "ball on cube" in written
    assert 'ball "resting on" cylinder' in written  # said, and checked by nothing
    assert not sgc.compile(prompt(text)).explanation


def test_of_several_there_are_some_on_each() -> None:
    written = lines("Three birds sit on the bench and the fence.")
    assert "some birds sitting on bench" in written
    assert "some birds sitting on fence" in written
    assert "some raindrops falling on roof" in lines("The heavy raindrops fell on the glass and the roof.")


def test_grounds_lie_beside_each_other_so_that_one_thing_is_on_both() -> None:
    written = lines("A sports car raced on the road and the desert.")
    assert {"sports_car racing on road", "sports_car racing on desert"} <= set(written)


def test_what_is_in_a_vessel_on_a_table_is_said_to_be_in_the_vessel_alone() -> None:
    written = lines("a spoon in a bowl on a table")
    assert "spoon inside bowl" in written
    assert "spoon on table" not in written


def test_who_is_in_a_pool_is_not_above_it() -> None:
    text = "A swimmer is diving into a pool, feeling the cool water rush over them."
    assert "swimmer above pool" not in lines(text)
    assert not sgc.compile(prompt(text)).explanation


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The sun shines on the sea", "sun shining above sea"),
        ("Clouds cast shadows on the lake", "clouds above lake"),
        ("The rain pours on a red umbrella", "rain pouring above umbrella"),
    ],
)
def test_what_is_in_the_air_shines_from_above(text: str, line: str) -> None:
    assert line in lines(text)


def test_what_casts_shadows_on_the_ground_does_not_lie_on_them() -> None:
    assert not [line for line in lines("A campfire casts shadows on a rock") if line.startswith("campfire on")]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("a woman talking on the phone", "woman", "phone"),
        ("a man on the phone", "man", "phone"),
        ("A student is working on a laptop", "student", "laptop"),
    ],
)
def test_who_is_on_the_phone_holds_it(text: str, who: str, what: str) -> None:
    written = lines(text)
    assert f"{what} held by {who}" in written
    assert f"{who} on {what}" not in written


def test_a_fly_is_on_a_phone_all_the_same() -> None:
    assert "fly on phone" in lines("a fly on a phone")


def test_a_vessel_with_what_is_in_it_is_beside_what_was_named_before() -> None:
    written = lines("a squirrel on a branch, a nest with three eggs beside it")
    assert {"eggs inside nest", "nest beside squirrel"} <= set(written)
    assert "eggs beside nest" in lines("a nest with three eggs beside it")  # where nothing was named before


def test_who_does_something_is_on_their_own_thing() -> None:
    assert "surfer on board" in lines("The surfer is riding a wave on their board.")
    assert "couple on cliff" in lines("A couple is watching the sunset from a cliff.")


def test_what_was_hung_hangs() -> None:
    assert "painting hanging above bed" in lines("The painting was hung above the bed.")


def test_a_verb_before_words_for_nothing_to_be_seen_is_kept() -> None:
    assert "person: 'frowning in disappointment' person" in lines("A person is frowning in disappointment.")


def test_an_edge_is_that_of_what_holds_things() -> None:
    assert "duck inside bathtub" in lines("A bathtub full of bubbles and a duck on the edge")
    assert "cup on table" in lines("a table with a plate, and a cup on the edge")


def test_a_map_on_the_wall_hangs_above_the_furniture() -> None:
    assert "map above desks" in drawn("A teacher points at a map on the wall, and four pupils sit at their desks")


def test_whose_picture_has_a_hat_wears_that() -> None:
    assert not [line for line in lines("A wizard with a pointed hat") if "worn by" in line]
    assert "hat worn by cowboy" in lines("a cowboy wearing a red hat")
    assert "hat worn by boy" in lines("a boy with a hat")


def test_what_belongs_on_water_is_there_on_a_worksheet_as_well() -> None:
    assert "lily_pads on pond" in drawn("A counting page: eight fish in a pond, three frogs on lily pads")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a man sitting in a chair", "man sitting on chair"),
        ("A grandmother knits a sweater in an armchair", "grandmother on armchair"),
        ("The dentist examines the teeth of a boy who sits in a dentist's chair", "boy sitting on chair"),
    ],
)
def test_who_is_in_a_chair_sits_on_it(text: str, line: str) -> None:
    assert line in lines(text)


def test_two_clauses_joined_by_and_have_a_verb_each() -> None:
    written = lines("The girl sits on a bench and her dog waits next to it, and two birds look at a tree.")
    assert {"girl sitting on bench", "dog beside bench", 'birds "looking at" tree'} <= set(written)


def test_what_stands_in_a_barn_stands_on_its_floor() -> None:
    boxes = sgc.compile("scene { barn: barn; cow: cow; hen: chicken; cow inside barn; hen inside barn }").boxes
    (_, _, _, floor), feet = boxes["barn"], [boxes[name][3] for name in ("cow", "hen")]
    assert all(floor - 12 <= foot <= floor for foot in feet)


def test_no_furniture_stands_on_a_seat() -> None:
    assert not any(line.startswith("lamp on") for line in lines("a cat on a sofa next to a lamp"))
    assert "pillow on bed" in lines("a cat on a bed next to a pillow")


def test_what_space_has_is_in_it() -> None:
    assert "planets inside solar_system" in lines("a solar system with three planets")
    assert "rocket inside universe" in lines("the universe with a rocket")


def test_parts_that_their_picture_shows_are_in_no_row() -> None:
    assert not any(line.startswith("row") for line in lines("a house with three windows in a row"))
    text = "A bookshelf with three shelves and a plant on the middle one."
    assert "plant inside bookshelf" in lines(text)
    assert not sgc.compile(prompt(text)).explanation


def test_what_is_in_an_open_boat_is_on_its_benches() -> None:
    written = lines("three people in a boat on a lake with mountains in the background")
    assert {"people on boat", "mountains behind boat"} <= set(written)
