"""Ways of links: around every thing, from border to border, beside each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.diagram.forms import crosses_nothing, drawn, on_borders, points_of
from sgc.diagram.routes import LANE, Place, Spot, Wanted, crossed, in_the_way, lead
from sgc.diagram.spreading import Wish, spread

SIZE, STEP = 600, 1100


def board(cells: list[tuple[int, int]], gaps: list[int]) -> Place:
    """Boxes on a board, each off its place by a gap."""
    things = {}
    for (x, y), gap in zip(cells, gaps, strict=False):
        left, top = x * STEP + gap, y * STEP + gap
        things[f"{x},{y}"] = (left, top, left + SIZE, top + SIZE // 2)
    return Place(things, {}, dict.fromkeys(things, ()))


CELLS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12, unique=True)
GAPS = st.lists(st.integers(0, 40).map(lambda n: 12 * n), min_size=12, max_size=12)
ENDS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=10)


def on_border(point: tuple[float, float], box: tuple[int, int, int, int]) -> bool:
    (x, y), (left, top, right, bottom) = point, box
    return left <= x <= right and top <= y <= bottom and (x in (left, right) or y in (top, bottom))


@settings(deadline=None, max_examples=30)
@given(CELLS, GAPS, ENDS, st.booleans())
def test_no_link_crosses_a_thing_and_all_end_on_borders(
    cells: list[tuple[int, int]], gaps: list[int], ends: list[tuple[int, int]], curved: bool
) -> None:
    place = board(cells, gaps)
    names = list(place.things)
    links = [
        Wanted(f"{number}", names[a % len(names)], names[b % len(names)]) for number, (a, b) in enumerate(ends)
    ]  # fmt: skip
    led = lead(place, links)
    assert not led.blocked
    for link in links:
        way = led.ways[link.id]
        assert on_border(way[0], place.box(link.source))
        assert on_border(way[-1], place.box(link.target))
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way))
        if link.source != link.target:
            assert not in_the_way(place, link, way)
            path, is_free = drawn([(float(x), float(y)) for x, y in way], link, place, curved=curved)
            assert is_free
            assert crosses_nothing(path, link, place)


def test_parallel_links_run_side_by_side() -> None:
    place = Place({"a": (0, 0, 1200, 480), "b": (0, 1400, 1200, 1880)}, {}, {"a": (), "b": ()})
    ways = lead(place, [Wanted("1", "a", "b"), Wanted("2", "a", "b")]).ways.values()
    first, second = sorted(way[0][0] for way in ways)
    assert second - first >= LANE
    assert all(len(way) == 2 for way in ways)


def test_links_leave_what_is_too_small_for_two_by_one_line() -> None:
    things = {"joint": (900, 0, 1068, 168), "a": (0, 1200, 600, 1600), "b": (1500, 1200, 2100, 1600)}
    place = Place(things, {}, dict.fromkeys(things, ()))
    first, second = lead(place, [Wanted("1", "joint", "a"), Wanted("2", "joint", "b")]).ways.values()
    assert first[:2] == second[:2]


def test_where_links_have_no_room_beside_a_kept_way_that_makes_room() -> None:
    things = {
        "a": (500, 2000, 1100, 2600), "b": (6000, 5000, 8280, 5600), "c": (6800, 2000, 7480, 2600),
        "d": (2000, 2000, 2600, 2600), "title": (2000, 4700, 6916, 4900),
    }  # fmt: skip
    place = Place(things, {}, dict.fromkeys(things, ()), texts=frozenset({"title"}))
    kept = {"c": [(7140, 2600), (7140, 5000)], "d": [(2300, 2600), (2300, 4000), (6996, 4000), (6996, 5000)]}
    links = [Wanted("c", "c", "b"), Wanted("d", "d", "b"), Wanted("1", "a", "b"), Wanted("2", "a", "b")]
    ends = sorted(way[-1][0] for way in lead(place, links, kept).ways.values())
    assert all(b - a >= LANE / 2 for a, b in pairwise(ends)), ends


def test_a_link_passes_beside_its_label_and_no_other_goes_through_it() -> None:
    things = {"a": (0, 0, 1200, 480), "b": (0, 2400, 1200, 2880), "label": (700, 1200, 1500, 1400)}
    place = Place(things, {}, dict.fromkeys(things, ()), texts=frozenset(("label",)))
    links = [Wanted("1", "a", "b", "label"), Wanted("2", "a", "b")]
    ways = lead(place, links).ways
    assert not any(crossed(way, things["label"]) for way in ways.values())
    beside = [x for x, y in ways["1"] if y <= 1200 or y >= 1400]
    assert min(abs(700 - x) for x in beside) <= LANE


def test_strangers_frames_are_gone_around() -> None:
    things = {"a": (0, 0, 480, 480), "b": (0, 3000, 480, 3480), "c": (0, 1500, 480, 1980)}
    frames = {"f": (-400, 1200, 1200, 2200)}
    place = Place(things, frames, {"a": (), "b": (), "c": ("f",), "f": ()})
    way = lead(place, [Wanted("1", "a", "b")]).ways["1"]
    assert not crossed(way, frames["f"])


def test_a_way_is_carried_on_to_the_outline_of_a_shape() -> None:
    diamond = [(300.0, 0.0), (600.0, 300.0), (300.0, 600.0), (0.0, 300.0)]
    made = on_borders([(150, 0), (150, -500)], [diamond], [[(0, -500), (300, -500), (300, -900), (0, -900)]])
    assert made == [(150.0, 150.0), (150.0, -500.0)]


def test_curves_are_given_back_as_points_that_begin_and_end_where_they_do() -> None:
    place = Place({"a": (0, 0, 1, 1)}, {}, {"a": ()})
    path, _ = drawn([(0.0, 0.0), (0.0, 900.0), (900.0, 900.0)], Wanted("1", "a", "a"), place, curved=True)
    found = points_of(path)
    assert (found[0], found[-1]) == ((0.0, 0.0), (900.0, 900.0))
    assert len(found) > 5


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.1, 10)), min_size=1, max_size=8))
def test_what_is_spread_keeps_its_distances(wishes: list[tuple[float, float]]) -> None:
    apart = [(i, i + 1, 7.0) for i in range(len(wishes) - 1)]
    places = spread([Wish(at, weight, -1000, 1000) for at, weight in wishes], apart)
    assert places is not None
    assert all(b - a >= 7 - 1e-6 for a, b in pairwise(places))


def test_there_is_no_room_for_more_than_fits() -> None:
    wishes = [Wish(0, 1, 0, 10), Wish(0, 1, 0, 10)]
    assert spread(wishes, [(0, 1, 8.0)]) == pytest.approx([0.0, 8.0], abs=1e-6)
    assert spread(wishes, [(0, 1, 12.0)]) is None
    assert spread(wishes, [(0, 1, 1.0), (1, 0, 1.0)]) is None


def test_a_loop_of_a_row_is_beside_the_table_and_ends_at_the_row() -> None:
    place = Place({"t": (0, 0, 1200, 900)}, {}, {"t": ()})
    rows = [Spot((0, top, 1200, top + 300)) for top in (300, 600)]
    ways = lead(place, [Wanted("1", "t", "t", None, (rows[1], rows[0])), Wanted("2", "t", "t", None, (rows[0], Spot())),
                        Wanted("3", "t", "t", None, (rows[0], rows[0]))]).ways  # fmt: skip
    assert [ways["1"][0], ways["1"][-1]] == [(1200, 750), (1200, 450)]
    assert ways["2"][0] == (0, 450)
    assert 0 <= ways["2"][-1][1] < 450
    assert all(300 < y < 600 for _, y in ways["3"])
