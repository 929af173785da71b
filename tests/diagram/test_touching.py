"""Boxes that touch are one to whoever proposes places, and each for itself in what is proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sgc
from sgc.diagram.plan import Arc, Box, Gaps, Plan
from sgc.diagram.proposal import propose
from sgc.diagram.touching import Touching

GAPS = Gaps(384.0, 672.0, 144.0, 200.0, 72.0)


def plan(direction: str = "down") -> Plan:
    """A bar of three boxes, and two boxes that links lead to from its ends; the one on the left comes last."""
    boxes = [Box("a", 500.0, 480.0), Box("b", 900.0, 400.0), Box("c", 500.0, 480.0), Box("r", 900.0, 480.0),
             Box("l", 900.0, 480.0)]  # fmt: skip
    arcs = [Arc("1", "c", "r"), Arc("2", "a", "l")]
    return Plan(boxes, [], arcs, GAPS, direction, left=[("a", "b"), ("b", "c")], level=[["a", "b", "c"]],
                apart={("a", "b"): 0.0, ("b", "c"): 0.0})  # fmt: skip


@pytest.mark.parametrize("direction", ["down", "up", "right", "left"])
def test_a_bar_is_one_box_whose_parts_stand_edge_to_edge(direction: str) -> None:
    touching = Touching(plan(direction))
    assert [box.id for box in touching.plan.boxes] == ["a", "r", "l"]
    assert (touching.plan.boxes[0].width, touching.plan.boxes[0].height) == (1900.0, 480.0)
    found = touching.proposal(propose(touching.plan))
    a, b, c = (found.boxes[id] for id in "abc")
    assert (a[2], b[2]) == (b[0], c[0])
    assert a[1::2] == b[1::2] == c[1::2]
    assert {id for flow in found.flows for layer in flow.layers for id in layer} >= {"a", "b", "c", "l", "r"}
    assert {chain.stops for flow in found.flows for chain in flow.chains} <= {
        ("c", "r"), ("r", "c"), ("a", "l"), ("l", "a"),
    }  # fmt: skip


def test_links_from_parts_of_a_bar_do_not_cross() -> None:
    touching = Touching(plan())
    boxes = touching.proposal(propose(touching.plan)).boxes
    assert boxes["l"][2] < boxes["r"][0]
    assert [arc.aside for arc in touching.plan.arcs] == [(700.0, 0.0), (-700.0, 0.0)]


def test_a_gap_keeps_boxes_apart() -> None:
    apart = replace(plan(), apart={("a", "b"): 12.0})
    assert [box.id for box in Touching(apart).plan.boxes] == list("abcrl")


def test_a_tree_of_bars_is_drawn_without_crossings() -> None:
    picture = sgc.compile("""diagram {
  a: box ""
  b: box "5"
  c: box ""
  d: box ""
  e: box "9"
  f: box ""
  x: box "1"
  row a b c gap 0
  row d e f gap 0
  c -> e
  a -> x
}""")
    assert picture.verify("svg").verified
    boxes = {one.id: one.box for one in picture.layout.objects}
    assert boxes["x"][0] < boxes["e"][0]
    assert boxes["a"][3] < boxes["d"][1]
