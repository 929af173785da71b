"""Links along the lanes that were kept for them: connected, through their bends, crossing no more than they must."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.diagram.channels import Lanes, Side, led_along
from sgc.diagram.flow import Chain, Flow, Proposal
from sgc.diagram.plan import Arc, Box, Frame, Gaps, Plan
from sgc.diagram.proposal import propose

GAPS = Gaps(384.0, 672.0, 144.0, 200.0, 72.0)
WIDE, HIGH = 1200.0, 480.0

Way = list[tuple[float, float]]


def lanes_of(plan: Plan, proposal: Proposal) -> Lanes:
    """The lanes of a plan whose boxes stand where they were proposed; links run down."""
    boxes = proposal.boxes
    lines = {arc.label[0]: boxes[arc.label[0]][0] - proposal.beside for arc in plan.arcs if arc.label is not None}
    sides = {}
    for arc in plan.arcs:
        for end in (arc.source, arc.target):
            left, top, right, bottom = boxes[end]
            inset = (right - left) / 6
            sides[arc.id, end] = Side(left + inset, right - inset, top), Side(left + inset, right - inset, bottom)
    return Lanes(proposal.flows, proposal.bends, boxes, lines, sides, {a.id: (a.source, a.target) for a in plan.arcs})


def led(plan: Plan) -> tuple[Proposal, dict[str, Way]]:
    proposal = propose(plan)
    return proposal, dict(led_along(lanes_of(plan, proposal)))


def graph(pairs: list[tuple[int, int]], labelled: int = 0) -> Plan:
    names = sorted({end for pair in pairs for end in pair})
    boxes = [Box(f"n{i}", WIDE, HIGH) for i in names]
    arcs = [
        Arc(f"{k}", f"n{a}", f"n{b}", (f"label {k}", 500.0, 200.0) if k < labelled else None)
        for k, (a, b) in enumerate(pairs)
    ]
    return Plan(boxes, [], arcs, GAPS)


PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda one: one[0] != one[1]), min_size=1,
                 max_size=16, unique=True)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(PAIRS, st.integers(0, 4))
def test_every_way_is_level_or_upright_from_box_to_box_and_through_no_other(
    pairs: list[tuple[int, int]], labelled: int
) -> None:
    plan = graph(pairs, labelled)
    proposal, ways = led(plan)
    for arc in plan.arcs:
        way = ways[arc.id]
        assert all(abs(a[0] - b[0]) < 1e-6 or abs(a[1] - b[1]) < 1e-6 for a, b in pairwise(way))
        for point, end in ((way[0], arc.source), (way[-1], arc.target)):
            left, top, right, bottom = proposal.boxes[end]
            assert left < point[0] < right
            assert point[1] in (top, bottom)
        for id, (left, top, right, bottom) in proposal.boxes.items():
            assert not any(
                min(a[0], b[0]) < right and left < max(a[0], b[0]) and min(a[1], b[1]) < bottom - 1e-6
                and top + 1e-6 < max(a[1], b[1]) for a, b in pairwise(way)
            ), f"{arc.id} runs through {id}"  # fmt: skip


def crossings(ways: dict[str, Way]) -> int:
    total = 0
    for first, second in combinations(ways.values(), 2):
        for (a, b), (c, d) in ((p, q) for p in pairwise(first) for q in pairwise(second)):
            if (a[0] == b[0]) == (c[0] == d[0]):
                continue
            (up, down), (left, right) = ((a, b), (c, d)) if a[0] == b[0] else ((c, d), (a, b))
            total += min(left[0], right[0]) < up[0] < max(left[0], right[0]) and (
                min(up[1], down[1]) < left[1] < max(up[1], down[1]))  # fmt: skip
    return total


def test_a_tree_and_parallel_links_are_drawn_without_crossings() -> None:
    assert crossings(led(graph([(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (3, 6)]))[1]) == 0
    assert crossings(led(graph([(0, 3), (0, 4), (1, 4), (1, 5), (2, 5)]))[1]) == 0


def test_a_link_between_two_that_face_each_other_is_straight() -> None:
    _, ways = led(graph([(0, 1), (1, 2)]))
    assert all(len(way) == 2 for way in ways.values())


def narrow_end(beside: float | None = None, label: tuple[float, float] | None = None) -> Way:
    """The way of a link from a narrow side past something in its layer to a wide box; the bend, or the line beside a
    label from ``label[0]`` to ``label[1]``, is 80 off the side, and another box may begin at ``beside``."""
    boxes = {"a": (0.0, 0.0, 600.0, 300.0), "b": (0.0, 1800.0, 1200.0, 2100.0)}
    if beside is not None:
        boxes["c"] = (beside, 900.0, beside + 600.0, 1200.0)
    if label is not None:
        boxes["m"] = (label[0], 900.0, label[1], 1200.0)
    layers = (("a",), ("m", "c") if beside is not None else ("m",), ("b",))
    flow = Flow(layers, (Chain("1", ("a", "m", "b")),))
    sides = {
        ("1", "a"): (Side(200.0, 260.0, 0.0), Side(200.0, 260.0, 300.0)),
        ("1", "b"): (Side(100.0, 1100.0, 1800.0), Side(100.0, 1100.0, 2100.0)),
    }
    bends, lines = ({"m": 310.0}, {}) if label is None else ({}, {"m": 310.0})
    return list(led_along(Lanes([flow], bends, boxes, lines, sides, {"1": ("a", "b")}))["1"])


def test_a_bend_comes_into_line_with_an_end_that_has_no_room_to_move() -> None:
    assert len(narrow_end(beside=None, label=(360.0, 900.0))) == 2
    assert len(narrow_end(beside=600.0)) == 2  # it moves away from what is there
    assert len(narrow_end(beside=-440.0)) == 4  # it would come too near


def test_a_link_is_not_led_onto_its_label_to_be_straight() -> None:
    assert len(narrow_end(label=(-400.0, 260.0))) == 4


def test_links_leave_a_joint_by_one_line_and_part_on_one_track() -> None:
    boxes = {"j": (900.0, 0.0, 1068.0, 168.0)}
    boxes |= {name: (x, 1000.0, x + 600.0, 1400.0) for name, x in (("a", 0.0), ("b", 700.0), ("c", 1400.0))}
    flow = Flow((("j",), ("a", "b", "c")), tuple(Chain(name, ("j", name)) for name in "abc"))
    sides: dict[tuple[str, str], tuple[Side | None, Side | None]] = {}
    for name in "abc":
        left, top, right, bottom = boxes[name]
        sides[name, "j"] = (Side(928.0, 1040.0, 0.0), Side(928.0, 1040.0, 168.0))
        sides[name, name] = (Side(left + 100, right - 100, top), Side(left + 100, right - 100, bottom))
    ways = led_along(Lanes([flow], {}, boxes, {}, sides, {name: ("j", name) for name in "abc"}))
    assert {way[0] for way in ways.values()} == {(984.0, 168.0)}
    assert len(ways["b"]) == 2
    assert ways["a"][1] == ways["c"][1]


def test_links_leave_frames_where_their_box_is_and_run_along_no_edge() -> None:
    boxes = [Box("a", WIDE, HIGH, "f"), Box("b", WIDE, HIGH, "f"), Box("c", WIDE, HIGH), Box("d", WIDE, HIGH)]
    arcs = [Arc("1", "a", "b"), Arc("2", "a", "c"), Arc("3", "b", "d")]
    proposal, ways = led(Plan(boxes, [Frame("f", None, (400.0, 200.0))], arcs, GAPS))
    assert ways.keys() == {"1", "2", "3"}
    assert crossings(ways) == 0
    _, top, _, bottom = proposal.boxes["f"]
    assert all(y not in (top, bottom) for way in ways.values() for _, y in way)
    assert 2 in (len(ways["2"]), len(ways["3"]))  # whichever goes straight on from its frame


def test_two_links_that_change_places_do_not_run_upon_each_other() -> None:
    _, ways = led(graph([(0, 2), (0, 3), (1, 2), (1, 3)]))
    uprights = [
        (link, a[0], *sorted((a[1], b[1]))) for link, way in ways.items() for a, b in pairwise(way) if a[0] == b[0]
    ]
    for (one, x, top, bottom), (other, at, first, last) in combinations(uprights, 2):
        if one != other and abs(x - at) < 24:
            assert min(bottom, last) <= max(top, first)
