"""Things stand in the openings of vessels and on the floors of rooms, drinks fill cups, and words are on signs."""

from __future__ import annotations

import pytest
from placing import placed

import sgc
from sgc.graph.vocabulary import CLEAR, DRAUGHT, FILLINGS, POOL, all_nouns, lookup
from sgc.layout.types import Layout, PlacedObject


def at(one: PlacedObject, x: float, y: float) -> tuple[float, float]:
    """A place in fractions of a box."""
    left, top, right, bottom = one.box
    return left + x * (right - left), top + y * (bottom - top)


@pytest.mark.parametrize(
    ("vessel", "thing"), [("bowl", "orange"), ("vase", "flower"), ("basket", "egg"), ("box", "dog")]
)
def test_things_stand_in_an_opening_and_rise_from_it(vessel: str, thing: str) -> None:
    entry = lookup(vessel)
    assert entry is not None
    assert entry.face is not None
    found = placed(f"content: 2 {thing}; holder: {vessel}; holder contains content")
    holder = found["holder"]
    for id in ("content[1]", "content[2]"):
        left, top, right, bottom = found[id].box
        assert at(holder, 0, entry.face[1])[1] - 12 <= bottom <= at(holder, 0, entry.face[3])[1] + 12
        assert holder.box[0] <= left < right <= holder.box[2]
        assert top < at(holder, 0, entry.face[1])[1]


@pytest.mark.parametrize(
    ("vessel", "drawing", "least"),
    [
        ("cup", "pool", 0.5), ("bowl", "pool", 0.6), ("glass", "glassfilling", 0.83), ("jug", "jugfilling", 0.7),
        ("wine glass", "wineglassfilling", 0.94), ("bottle", "bottlefilling", 0.82), ("fishbowl", "draught", 0.2),
    ],
)  # fmt: skip
def test_what_is_poured_fills_its_vessel(vessel: str, drawing: str, least: float) -> None:
    picture = sgc.compile(f"scene {{ content: coffee; holder: {vessel}; content inside holder }}")
    assert drawing in (POOL, DRAUGHT, *FILLINGS)
    assert {one.id: one.entry.drawing for one in picture.scene.objects if one.entry}["content"] == drawing
    assert isinstance(picture.layout, Layout)
    found = {one.id: one.box for one in picture.layout.objects}
    wide, whole = (found[id][2] - found[id][0] for id in ("content", "holder"))
    assert wide >= least * whole


@pytest.mark.parametrize("vessel", CLEAR)
def test_what_is_poured_has_the_form_of_its_vessel(vessel: str) -> None:
    """It fills the hollow, so that no glass of milk shows a box of milk in a glass."""
    (noun,) = (one.concept for one in all_nouns() if one.drawing == vessel)
    found = placed(f"drinks: 2 milk; holders: 2 '{noun}'; drinks inside holders; row holders")
    hollow = (lookup(noun) or pytest.fail(noun)).hollow
    assert hollow is not None
    for number in (1, 2):
        room = at(found[f"holders[{number}]"], *hollow[:2]) + at(found[f"holders[{number}]"], *hollow[2:])
        assert found[f"drinks[{number}]"].box == pytest.approx(room, abs=36)


def test_a_drink_that_stands_alone_has_its_own_picture() -> None:
    picture = sgc.compile("scene { coffee: coffee; plate: plate; coffee left of plate }")
    (coffee,) = (one for one in picture.scene.objects if one.id == "coffee")
    assert coffee.entry == lookup("coffee")


def test_furniture_stands_on_the_floor_of_its_room() -> None:
    found = placed("room: kitchen; stove: stove; chairs: 2 chair; clock: clock; chairs inside room; stove inside room")
    room = lookup("kitchen")
    assert room is not None
    assert room.face is not None
    assert found["room"].box == (0, 0, 512 * 12, 512 * 12)
    for id in ("stove", "chairs[1]", "chairs[2]"):
        assert found[id].box[3] >= at(found["room"], 0, room.face[1])[1]


@pytest.mark.parametrize("noun", ["sign", "t shirt", "blackboard", "box"])
def test_words_stand_on_what_shows_them(noun: str) -> None:
    found = placed(f'one: {noun} "Open on Mondays"; two: dog')
    label, box = found["one"].label, found["one"].box
    assert label is not None
    assert label.inside
    assert box[0] <= label.box[0] < label.box[2] <= box[2]
    assert box[1] <= label.box[1] < label.box[3] <= box[3]


def test_a_sign_of_no_words_and_a_box_of_things_keep_their_room() -> None:
    assert placed("one: sign")["one"].label is None
    label = placed('one: box "Toys"; two: ball; two inside one')["one"].label
    assert label is not None
    assert not label.inside


def test_things_of_several_kinds_share_the_room_of_a_thing() -> None:
    found = placed(
        "tank: aquarium; fish: fish; turtle: turtle; weed: seaweed; "
        "fish inside tank; turtle inside tank; weed inside tank"
    )
    high = found["tank"].box[3] - found["tank"].box[1]
    assert all(found[id].box[3] - found[id].box[1] > high / 10 for id in ("fish", "turtle", "weed"))
    assert found["fish"].box[3] < found["weed"].box[3]  # which stands at the bottom


def test_what_is_below_another_thing_on_a_card_is_centred_there() -> None:
    boxes = {
        id: one.box
        for id, one in placed("""
      cards: 3 rounded
      row cards
      icons[1]: sun; icons[2]: cloud; icons[3]: snowflake
      names[1]: text "Mon"; names[2]: text "Tue"; names[3]: text "Wed"
      for i in 1..3 { icons[i] inside cards[i]; names[i] inside cards[i]; names[i] below icons[i] }
    """).items()
    }
    for i in (1, 2, 3):
        card, *inner = (boxes[f"{name}[{i}]"] for name in ("cards", "icons", "names"))
        for box in inner:
            assert abs(box[0] + box[2] - card[0] - card[2]) <= 24
        assert inner[0][2] - inner[0][0] > (card[2] - card[0]) / 3, "large enough to fill its card"
