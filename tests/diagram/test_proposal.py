"""Where everything would stand: boxes apart from each other, frames around their own and apart from the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.diagram.nesting import Nesting
from sgc.diagram.plan import Arc, Box, Edges, Frame, Gaps, Plan
from sgc.diagram.proposal import propose

GAPS = Gaps(384.0, 672.0, 144.0, 200.0, 72.0)
HEAD = (700.0, 240.0)
#: Frames by number, and the frame around each.
FRAMES = {"f": None, "g": None, "h": "f"}
PLACES = st.lists(st.sampled_from([None, None, "f", "g", "h"]), min_size=4, max_size=10)
LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=12)
DIRECTIONS = ("down", "right", "up", "left")


def plan(places: list[str | None], links: list[tuple[int, int, bool]], direction: str = "down") -> Plan:
    boxes = [Box(f"n{i}", 1200.0, 480.0, frame) for i, frame in enumerate(places)]
    arcs = [
        Arc(f"{k}", f"n{a}", f"n{b}", (f"{k} label", 500.0, 200.0) if named else None)
        for k, (a, b, named) in enumerate(links) if a < len(places) and b < len(places) and a != b
    ]  # fmt: skip
    return Plan(boxes, [Frame(id, around, HEAD) for id, around in FRAMES.items()], arcs, GAPS, direction)


def meet(a: Edges, b: Edges) -> bool:
    return a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6


@pytest.mark.parametrize("direction", DIRECTIONS)
@settings(deadline=None, max_examples=25)
@given(PLACES, LINKS)
def test_boxes_keep_apart_and_frames_hold_their_own_alone(
    direction: str, places: list[str | None], links: list[tuple[int, int, bool]]
) -> None:
    known = plan(places, links, direction)
    found = propose(known).boxes
    leaves = [box.id for box in known.boxes] + [arc.label[0] for arc in known.arcs if arc.label]
    assert found.keys() == {*leaves, *FRAMES}
    for a, b in combinations(leaves, 2):
        assert not meet(found[a], found[b]), (a, b)
    for frame in FRAMES:
        left, top, right, bottom = found[frame]
        for id in (*(box.id for box in known.boxes), *FRAMES):
            if id == frame or id in known.chain(frame):
                continue
            if frame in known.chain(id):
                a, b, c, d = found[id]
                assert left < a < c < right
                assert top + HEAD[1] < b < d < bottom
            else:
                assert not meet(found[id], found[frame]), (id, frame)
    assert min(edge for box in found.values() for edge in box) >= -1e-6


def test_a_link_passes_a_frame_on_one_side() -> None:
    links = [(0, 1, False), (1, 2, False), (2, 3, False), (3, 4, False), (0, 4, False)]
    found = propose(plan([None, "f", "f", "f", None], links))
    left, _, right, _ = found.boxes["f"]
    (long,) = [chain for flow in found.flows for chain in flow.chains if len(chain.stops) > 2]
    places = [found.bends[stop] for stop in long.stops[1:-1]]
    assert all(place < left for place in places) or all(place > right for place in places)


def test_what_nothing_is_linked_with_stands_in_rows_in_its_frame() -> None:
    boxes = [Box(f"n{i}", 1200.0, 480.0, "f" if i else None) for i in range(11)]
    found = propose(Plan(boxes, [Frame("f", None, HEAD)], [Arc("1", "n0", "n1")], GAPS)).boxes
    rows = sorted({found[f"n{i}"][1] for i in range(2, 11)})
    assert len(rows) >= 3
    assert all(b - a >= 480 for a, b in pairwise(rows))


def chain(direction: str, count: int = 12) -> Plan:
    boxes = [Box(f"n{number}", 1200.0, 480.0) for number in range(count)]
    labels = [(f"{number} label", 400.0, 200.0) if number % 2 else None for number in range(count - 1)]
    arcs = [Arc(f"{i}", f"n{i}", f"n{i + 1}", label) for i, label in enumerate(labels)]
    return Plan(boxes, [], arcs, GAPS, direction)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_long_chain_is_folded_into_rows_that_all_lead_on(direction: str) -> None:
    found = propose(chain(direction))
    wide, high = (max(box[i] for box in found.boxes.values()) for i in (2, 3))
    assert 1 / 5 < wide / high < 5
    assert not any(meet(a, b) for a, b in combinations(found.boxes.values(), 2))
    axis, sign = {"down": (1, 1), "up": (1, -1), "right": (0, 1), "left": (0, -1)}[direction]
    places = [sign * found.boxes[f"n{number}"][axis] for number in range(12)]
    assert sum(b < a for a, b in pairwise(places)) == len(found.ways) > 0
    for link, way in found.ways.items():
        ends = (way[0], f"n{link}"), (way[-1], f"n{int(link) + 1}")
        for (x, y), id in ends:  # in the middle of a side
            left, top, right, bottom = found.boxes[id]
            assert (x, y) in {(left, (top + bottom) / 2), (right, (top + bottom) / 2), ((left + right) / 2, top),
                              ((left + right) / 2, bottom)}  # fmt: skip


@pytest.mark.parametrize("count", [7, 8, 10, 11, 14])
def test_no_row_of_a_folded_chain_is_longer_than_one_before_it(count: int) -> None:
    places = propose(chain("right", count)).boxes
    ends = [0, *(i for i in range(1, count) if places[f"n{i}"][0] < places[f"n{i - 1}"][0]), count]
    rows = [b - a for a, b in pairwise(ends)]
    assert len(rows) > 1
    assert rows == sorted(rows, reverse=True)


def test_a_long_chain_is_whole_where_it_has_to_be() -> None:
    ids = [f"n{number}" for number in range(12)]
    for known in (replace(chain("right"), left=[*pairwise(ids)]), replace(chain("right"), aspect=20.0)):
        found = propose(known)
        assert not found.ways
        assert all(found.boxes[a][2] <= found.boxes[b][0] for a, b in pairwise(ids))


@pytest.mark.parametrize("direction", ["down", "up"])
def test_a_link_enters_a_narrow_frame_behind_its_title_and_goes_straight_on(direction: str) -> None:
    boxes = [Box("a", 1200.0, 480.0), Box("b", 1200.0, 480.0, "f"), Box("c", 1200.0, 480.0)]
    known = Plan(boxes, [Frame("f", None, (1500.0, 240.0))], [Arc("1", "a", "b"), Arc("2", "b", "c")], GAPS, direction)
    found = propose(known).boxes
    middles = [(found[id][0] + found[id][2]) / 2 for id in "abc"]
    assert max(middles) - min(middles) < 1
    assert middles[1] > found["f"][0] + GAPS.padding + 1500


def test_open_frames_come_in_the_order_of_the_source() -> None:
    boxes = [Box(f"n{i}", 1200.0, 480.0, f"f{i}") for i in range(8)]
    frames = [Frame(f"f{i}", None, HEAD) for i in range(8)]
    arcs = [Arc(str(i), f"n{i}", f"n{i + 1}") for i in range(7)]
    assert list(Nesting(Plan(boxes, frames, arcs, GAPS)).members) == [frame.id for frame in frames]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_chain_that_a_page_has_room_for_is_one_line(direction: str) -> None:
    boxes = [Box(f"n{i}", 960.0, 480.0) for i in range(5)]
    found = propose(Plan(boxes, [], [Arc(str(i), f"n{i}", f"n{i + 1}") for i in range(4)], GAPS, direction)).boxes
    assert len({box[direction in ("right", "left")] for box in found.values()}) == 1


def test_what_follows_each_other_in_a_row_has_the_room_that_is_said() -> None:
    boxes = [Box(id, 1000.0, 480.0) for id in "ab"]
    found = propose(Plan(boxes, [], [], GAPS, left=[("a", "b")], level=["ab"], apart={("a", "b"): 2400.0})).boxes
    assert found["b"][0] - found["a"][2] == pytest.approx(2400.0)


def test_lines_along_the_links_stand_beside_each_other_in_the_order_that_is_said() -> None:
    known = plan([None] * 6, [(0, 1, False), (1, 2, False), (0, 3, False), (3, 4, False), (4, 2, False), (2, 5, False)])
    lines, said = [["n0", "n1", "n2", "n5"], ["n3", "n4"]], [("n3", "n0")]
    found = propose(replace(known, upright=lines, left=said)).boxes
    for line in lines:
        middles = {round((found[id][0] + found[id][2]) / 2, 3) for id in line}
        assert len(middles) == 1
    assert max(found[id][2] for id in lines[1]) < min(found[id][0] for id in lines[0])
