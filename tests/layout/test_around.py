"""What surrounds something stands on all its sides, left as right, and a backdrop among things is a patch."""

from __future__ import annotations

from itertools import combinations
from math import atan2, cos, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placing import placed

from sgc.layout.around import directions, in_order, mirrored, offsets

SIDES = st.integers(20, 400)


@given(st.integers(2, 14), st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), st.booleans())
def test_whoever_surrounds_is_clear_of_the_middle(
    count: int, size: tuple[int, int], middle: tuple[int, int], stands: bool
) -> None:
    places = offsets(count, size, middle, 10, 80, stands=stands)
    assert len(places) == count
    for x, y in places:
        across = abs(x) - (size[0] + middle[0]) / 2
        down = abs(y) - (size[1] + middle[1]) / 2
        assert max(across, down) >= 10 - 1e-6


@given(st.integers(2, 14))
def test_the_right_is_the_image_of_the_left(count: int) -> None:
    angles = directions(count)
    pairs = list(mirrored(count, 0))
    assert sorted({place for pair in pairs for place in pair}) == list(range(count))
    assert all(cos(pi - angles[a] - angles[b]) > 1 - 1e-9 for a, b in pairs)


@given(st.integers(3, 14), st.integers(0, 13), st.floats(-0.1, 0.1))
def test_a_ring_is_known_again_wherever_it_begins(count: int, turn: int, off: float) -> None:
    centres = [(cos(angle + off), cos(angle + off - pi / 2)) for angle in directions(count)]
    turn %= count
    order = in_order(centres[turn:] + centres[:turn])
    assert [(index + turn) % count for index in order] == list(range(count))


@pytest.mark.parametrize("count", [4, 5, 6, 8])
def test_chairs_stand_around_a_table_left_as_right(count: int) -> None:
    found = placed(f"t: table; c: {count} chair; c surrounding t")
    middle = sum(found["t"].box[::2])
    chairs = [one.box for one in found.values() if one.object == "c"]
    mirrored = sorted((middle - right, top, middle - left, bottom) for left, top, right, bottom in chairs)
    for a, b in zip(mirrored, sorted(chairs), strict=True):
        assert all(abs(x - y) <= 6 * 12 for x, y in zip(a, b, strict=True))


def test_two_around_a_tree_stand_on_its_ground() -> None:
    found = placed("t: tree; f: 2 flower; f surrounding t")
    assert len({one.box[3] for one in found.values()}) == 1


def test_where_any_number_may_be_around_there_is_one_on_each_side() -> None:
    assert len(placed("t: tree; f: 2.. flower; f surrounding t")) == 5
    assert len(placed("t: tree; f: 2..3 flower; f surrounding t")) == 3
    assert len(placed("t: tree; f: 2.. flower; f beside t")) == 3


def test_around_a_backdrop_things_stand_on_its_sides_and_apart() -> None:
    found = placed("field: field; people: 4 person; people surrounding field")
    left, top, right, bottom = found["field"].box
    assert right - left > 100 * 12 < 2 * (bottom - top)
    people = [one.box for one in found.values() if one.object == "people"]
    for a, b in combinations(people, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    sides = {round(atan2(p[1] + p[3] - top - bottom, p[0] + p[2] - left - right) / (pi / 2)) % 4 for p in people}
    assert sides == {0, 1, 2, 3}


def test_what_is_on_land_stands_there_and_rises_above_its_far_edge() -> None:
    found = placed("park: park; m: man; m inside park")
    _, top, _, bottom = found["park"].box
    assert bottom == 512 * 12
    assert found["m"].box[1] < top < found["m"].box[3] < bottom


@pytest.mark.parametrize("said", ["on", "inside"])
def test_what_fits_beside_each_other_on_land_stands_on_one_line(said: str) -> None:
    found = placed(f"land: field; d: dog; c: cat; d {said} land; c {said} land")
    assert found["d"].box[3] == found["c"].box[3]


def test_what_is_in_water_does_not_rise_above_it() -> None:
    found = placed("sea: sea; f: fish; f inside sea")
    assert found["sea"].box[1] < found["f"].box[1]


def test_rows_on_land_use_its_depth() -> None:
    found = placed("land: meadow; h: 3 horse; t: tractor; c: 2 cow; h inside land; t inside land; c inside land")
    _, top, _, bottom = found["land"].box
    depths = [(found[id].box[3] - top) / (bottom - top) for id in ("t", "c[1]")]  # the tractor is farther than the cows
    assert 1 / 8 <= depths[0] < depths[1] <= 0.95


def test_what_stands_under_a_sky_stands_on_one_ground_line() -> None:
    found = placed("m: snowman; t: 2 'pine tree'; s: sky; m between t; t under s")
    assert len({one.box[3] for one in found.values() if one.object != "s"}) == 1


def test_what_is_in_the_air_flanks_what_is_above_something() -> None:
    found = placed("sun: sun; c: 2 cloud; r: rainbow; h: house; r above h")
    assert found["sun"].box[2] <= found["r"].box[0]
    assert found["r"].box[2] <= found["c[1]"].box[0]
    assert abs(sum(found["r"].box[::2]) - sum(found["h"].box[::2])) <= 12


def test_what_is_in_the_air_is_above_the_ground() -> None:
    found = placed("park: park; d: dog; b: bird; d inside park")
    assert found["b"].box[3] <= found["park"].box[1]


def test_a_road_among_things_is_as_wide_as_what_stands_on_it() -> None:
    found = placed("r: road; c: 2 car; l: 'traffic light'; c on r; l right of r")
    assert found["r"].box[0] <= found["c[1]"].box[0]
    assert found["c[2]"].box[2] <= found["r"].box[2]


def test_what_is_low_stands_behind_the_foot_of_what_is_tall() -> None:
    found = placed("d: dog; t: tree; d behind t")
    (_, top, _, bottom), (_, _, _, foot) = found["t"].box, found["d"].box
    assert bottom - (bottom - top) / 3 <= foot < bottom


def test_a_room_goes_on_to_the_edges_though_room_is_short() -> None:
    found = placed("k: kitchen; t: table; c: cat; t inside k; c under t")
    assert found["k"].box == (0, 0, 512 * 12, 512 * 12)
