"""Under a tree or a table is the room below its crown or its top; behind land is beyond its far edge."""

from __future__ import annotations

import pytest

import sgc
from sgc.graph.box import Box
from sgc.graph.measures import Measures
from sgc.graph.relations import PREDICATES, accepts
from sgc.layout.types import Layout


def layout(statements: str) -> Layout:
    solved = sgc.compile(f"scene {{ {statements} }}").layout
    assert isinstance(solved, Layout)
    return solved


@pytest.mark.parametrize(("who", "thing"), [("girl", "tree"), ("dog", "table"), ("cat", "chair"), ("boat", "bridge")])
def test_who_is_under_a_thing_stands_below_its_crown_or_top(who: str, thing: str) -> None:
    boxes = {one.id: one.box for one in layout(f"who: {who}; thing: {thing}; who under thing").objects}
    (left, top, right, bottom), (x1, y1, x2, y2) = boxes["who"], boxes["thing"]
    assert x1 <= left
    assert right <= x2
    assert y1 + (y2 - y1) / 5 <= top
    assert abs(bottom - y2) <= (y2 - y1) / 4


def test_under_is_below_or_in_the_room_below_the_crown() -> None:
    bare = Box.of(0, 0, 3000, 3000)
    tree = Box(bare.left, bare.top, bare.right, bare.bottom, shade=Box.of(0, 1800, 3000, 3000))
    under, measures = PREDICATES["under"], Measures.for_figure((512, 512))
    at_the_foot, lower, in_the_crown = (Box.of(900, top, 1500, top + 1000) for top in (2000, 3100, 300))
    assert accepts(under, (at_the_foot, tree), measures)
    assert accepts(under, (lower, tree), measures)
    assert not accepts(under, (in_the_crown, tree), measures)
    assert not accepts(under, (at_the_foot, bare), measures)


def test_what_is_behind_land_shows_above_its_far_edge_and_is_drawn_before_it() -> None:
    solved = layout("road: street; cars: 2 car; church: church; cars inside road; church behind road")
    order = [one.id for one in solved.objects]
    boxes = {one.id: one.box for one in solved.objects}
    (_, top, _, bottom), (_, edge, _, _) = boxes["church"], boxes["road"]
    assert order.index("church") < order.index("road") < order.index("cars[1]")
    assert edge < bottom <= edge + (bottom - top) / 3


def test_what_stands_is_on_the_floor_under_water_and_what_swims_is_above_it() -> None:
    things = "; ".join(f"{one} inside deep" for one in ("shark", "coral"))
    boxes = {one.id: one.box for one in layout(f"deep: underwater; shark: shark; coral: coral; {things}").objects}
    floor = boxes["deep"][1] + 0.84 * (boxes["deep"][3] - boxes["deep"][1])
    assert boxes["shark"][3] < floor < boxes["coral"][3]
