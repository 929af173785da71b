"""What is on land, on water or on a wall is within what is seen of it, and not upon its upper edge."""

from __future__ import annotations

import pytest

import sgc
from sgc.layout.types import Layout
from sgc.measure.backdrops import FLOOR


@pytest.mark.parametrize(
    ("thing", "ground"),
    [("boy", "beach"), ("boat", "lake"), ("clock", "wall"), ("cow", "grass"), ("bus", "street"), ("bear", "snow")],
)
def test_what_is_on_a_backdrop_stands_within_it(thing: str, ground: str) -> None:
    layout = sgc.compile(f"scene {{ one: {thing}; ground: {ground}; one on ground }}").layout
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    _, top, _, bottom = boxes["ground"]
    assert top + 0.1 * (bottom - top) <= boxes["one"][3] <= top + 0.93 * (bottom - top)
    assert boxes["one"][3] - boxes["one"][1] >= 512 * 12 / 6  # it is no dot on a large wall


def test_what_flies_is_above_the_horizon_all_the_same() -> None:
    layout = sgc.compile("scene { bird: bird; boy: boy; sand: beach; boy on sand }").layout
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    assert boxes["bird"][3] <= boxes["sand"][1] + 12


def test_walls_in_a_room_end_where_its_floor_begins_and_are_not_behind_it() -> None:
    picture = sgc.compile("""
        scene 512x512 {
          room: room; wall: blue wall; sofa: sofa
          wall inside room; sofa inside room; sofa in front of wall
        }
    """)
    assert picture.verify().verified
    wall = next(one.box for one in picture.layout.objects if one.id == "wall")
    assert abs(wall[3] / 12 - FLOOR * 512) < 10
