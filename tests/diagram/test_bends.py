"""Bends of links where boxes do not stand where they were proposed: in gaps between boxes, side by side."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sgc.diagram.bends import BESIDE, LANE, bends_between
from sgc.diagram.flow import Chain, Flow


@given(st.lists(st.integers(0, 40).map(lambda n: 100 * n), min_size=1, max_size=6), st.integers(1, 5))
def test_bends_keep_off_the_boxes_of_their_layer_and_off_each_other(lefts: list[int], links: int) -> None:
    boxes = {f"b{i}": (float(left), 1000.0, left + 300.0, 1200.0) for i, left in enumerate(lefts)}
    boxes |= {"top": (1000.0, 0.0, 1300.0, 200.0), "end": (2000.0, 2000.0, 2300.0, 2200.0)}
    bends = [f"bend {k}" for k in range(links)]
    flow = Flow((("top",), (*(f"b{i}" for i in range(len(lefts))), *bends), ("end",)),
                tuple(Chain(f"{k}", ("top", bend, "end")) for k, bend in enumerate(bends)))  # fmt: skip
    found = bends_between([flow], boxes)
    for at in found.values():
        assert all(at <= box[0] - BESIDE or at >= box[2] + BESIDE for id, box in boxes.items() if id.startswith("b"))
    places = sorted(found.values())
    assert all(b - a <= LANE + 1e-6 for a, b in pairwise(places))


def test_a_link_passes_where_it_would_run_straight() -> None:
    boxes = {"a": (0.0, 0.0, 200.0, 100.0), "b": (0.0, 900.0, 200.0, 1000.0), "c": (600.0, 450.0, 800.0, 550.0)}
    flow = Flow((("a",), ("bend", "c"), ("b",)), (Chain("1", ("a", "bend", "b")),))
    assert bends_between([flow], boxes) == {"bend": 100.0}
