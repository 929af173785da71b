"""Where a scene is when no word says so: on grass, in a room, in space; and what is said has no part in it."""

from __future__ import annotations

import pytest
from picture_reading import drawn

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "backdrop"),
    [
        ("a farmer, two cows and a dog", "grass: grass"),
        ("three children building a snowman next to a dog", "snow: snow"),
        ("a robot and a comet near a planet", "night: night"),
        ("three ducks and a frog on a pond", "grass: grass"),
        ("a doctor beside a bed, a lamp and a teddy bear", "room: room"),
        ("a grandmother in an armchair, a cat and a fireplace", "room: room"),
        ("an owl on a bookshelf, a candle and a christmas tree", "room: room"),
        ("a whale, a ship and a seagull sitting on the whale", "sea: sea"),
        ("a lighthouse on an island with a sailing boat in the foreground", "sea: sea"),
    ],
)
def test_things_tell_where_a_scene_is(text: str, backdrop: str) -> None:
    assert backdrop in drawn(text)
    assert backdrop not in to_source(read_prompt(prompt(text)).said)


@pytest.mark.parametrize(
    "text",
    [
        "a tree to the left of a house",  # a picture of two things is asked for
        "a cake with a castle and two candles on it",  # which is no castle of the scene
        "a poster with a tree, a bird and a cow",
        "a cow, a dog and a cat on a beach",
        "a spoon, a fork and a plate",
        "the sun and eight planets in space",  # the sky is where they are
        "three apples, a cup and a plate on a table",  # a picture of a table
        "two televisions, three bags and one ship",  # of which the ship alone is at sea
        "a toy boat, a rubber duck and a dolphin",
        "a vase, a spoon and a kitchen island",
    ],
)
def test_nothing_is_added_where_nothing_tells_of_a_place(text: str) -> None:
    assert not {"grass: grass", "room: room", "night: night", "sea: sea"} & drawn(text)


def test_all_that_stands_in_a_room_that_is_added_is_in_it() -> None:
    assert {"cat inside room", "fireplace inside room"} <= drawn("a cat, a rug and a fireplace")


def test_who_is_in_a_building_is_in_a_room_of_it() -> None:
    found = drawn("a nurse helps a boy who sits on a bed in a hospital")
    assert {"hospital_room: hospital room", "bed inside hospital_room", "nurse inside hospital_room"} <= found
    assert "hospital: hospital" in drawn("a bus in front of a hospital")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a village with five houses and many stars", {"night: night", "grass: grass", "houses: 5 house"}),
        ("a snowy village at night with three houses", {"night: night", "snow: snow"}),
        ("three houses at night, a moon and many stars in the sky", {"night: night", "moon inside night"}),
        ("a living room with a sofa and a painting on the wall", {"painting inside living_room"}),
        ("a living room with a sofa and a rug on the floor", {"rug inside living_room"}),
        ("a classroom with children sitting on the floor", {"children sitting inside classroom"}),
        ("the moon above a barn and two trees", {"night: night", "moon above barn"}),
        ("a calendar on the wall above a sofa, and a dog on the sofa", {"room: room", "calendar inside room"}),
    ],
)
def test_what_is_said_is_shown_by_its_surroundings(text: str, found: set[str]) -> None:
    assert found <= drawn(text)
    assert not {line for line in drawn(text) if line.startswith(("village:", "wall:", "sky:", "floor:"))}


def test_what_is_in_a_village_of_houses_stands_among_them() -> None:
    assert drawn("12 houses, 15 trees and 6 dogs in a village") == {
        "grass: grass", "houses: 12 house", "trees: 15 tree", "dogs: 6 dog",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["an astronaut on the moon with a flag and a tent", "a sun, a moon and three trees"])
def test_it_is_not_night_on_the_moon_or_in_the_sun(text: str) -> None:
    assert "night: night" not in drawn(text)


def test_a_house_with_a_door_of_its_own_is_seen_from_outside() -> None:
    assert "house: house" in to_source(read_prompt(prompt("a house with a red door")).tree)


# ---------------------------------------------------------------- company


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a kitchen with a stove, a table, two plates and a teapot", {"plates on table", "teapot on table"}),
        ("a table set for two with plates and forks", {"plates on table", "forks on table"}),
        ("a picnic on a blanket with sandwiches and apples",
         {"picnic_blanket: picnic blanket", "sandwiches on picnic_blanket", "apples on picnic_blanket"}),
        ("a park with a pond, two ducks and a bench", {"ducks on pond", "bench inside park"}),
        ("a beach with two deck chairs and a boat on the sea", {"boat on sea", "deck_chairs inside beach"}),
    ],
)  # fmt: skip
def test_what_else_there_is_tells_where_things_are(text: str, found: set[str]) -> None:
    assert found <= drawn(text)
    assert "boat inside beach" not in drawn(text)


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        ("a table, a shelf and two plates on the shelf", "plates on table"),  # said otherwise
        ("two tables, a vase and a chair", "vase on tables"),  # on which of them?
        ("three cups on a table, and more cups than plates", "plates on table"),  # who are only counted
        ("a table, a chair and a dog", "dog on table"),
        ("a harbor with two boats", "boats on harbor"),  # in which they are already
        ("a dining table left of a bowl", "bowl on dining_table"),
        ("a cake with five candles on a table", "candles on table"),
        ("a bowl left of a dining table", "bowl on dining_table"),
        ("a frog croaking by a pond", "frog on pond"),
    ],
)
def test_nothing_is_put_where_words_or_sense_speak_against_it(text: str, not_said: str) -> None:
    assert not_said not in drawn(text)
