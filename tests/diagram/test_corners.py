"""Links that lead back reach diamonds at their sides, and only where that is free."""

from __future__ import annotations

import sgc
from sgc.diagram.corners import at_the_sides
from sgc.layout.types import Layout

#: A box above a diamond, a line from each to the other; links run down.
BOXES = {"a": (0, 0, 1200, 480), "b": (0, 1200, 1200, 2400)}
ENDS = {"on": ("a", "b"), "back": ("b", "a")}
ON = [(600, 480), (600, 800), (560, 800), (560, 1200)]
BACK = [(640, 1200), (640, 900), (1800, 900), (1800, 600), (700, 600), (700, 480)]


def test_what_leads_back_leaves_a_diamond_at_its_side_and_the_other_runs_straight() -> None:
    found = at_the_sides({"on": ON, "back": BACK}, ENDS, BOXES, (), {"b"}, {})
    assert found["back"] == [(1200, 1800), (1800, 1800), *BACK[3:]]
    assert found["on"] == [(600, 480), (600, 1200)]


def test_boxes_without_corners_are_reached_as_before() -> None:
    assert at_the_sides({"on": ON, "back": BACK}, ENDS, BOXES, (), (), {}) == {"on": ON, "back": BACK}


def test_nothing_is_crossed_for_it() -> None:
    boxes = {**BOXES, "c": (1300, 1500, 1700, 2000)}
    assert at_the_sides({"on": ON, "back": BACK}, ENDS, boxes, (), {"b"}, {})["back"] == BACK
    ways = {"on": ON, "back": BACK, "other": [(1500, 1300), (1500, 2600)]}
    ends = {**ENDS, "other": ("c", "d")}
    boxes = {**BOXES, "c": (1400, 1000, 1600, 1300), "d": (1400, 2600, 1600, 2900)}
    assert at_the_sides(ways, ends, boxes, (), {"b"}, {})["back"] == BACK


def test_a_loop_of_a_flowchart_leaves_its_question_at_the_side() -> None:
    picture = sgc.compile(
        'diagram { a: box "Ask"; b: decision "Right?"; c: box "Go on"; a -> b; b -> a "no"; b -> c "yes" }'
    )
    assert isinstance(picture.layout, Layout)
    assert picture.verify().verified
    routes = {(one.source, one.target): one.points for one in picture.layout.routes}
    left, top, right, bottom = picture.layout.box("b")
    x, y = routes["b", "a"][0]
    assert x in (left, right)
    assert abs(y - (top + bottom) / 2) <= 12
    assert len(routes["a", "b"]) == len(routes["b", "c"]) == 2


def test_one_of_several_branches_leaves_at_a_side_with_its_label() -> None:
    boxes = {"d": (0, 0, 2400, 1200), "x": (600, 3000, 1800, 3600), "y": (3600, 3000, 4800, 3600)}
    ways = {
        "on": [(1200, 1200), (1200, 3000)],
        "off": [(1300, 1200), (1300, 1800), (4200, 1800), (4200, 3000)],
    }
    ends = {"on": ("d", "x"), "off": ("d", "y")}
    found = at_the_sides(ways, ends, boxes, (), {"d"}, {})
    assert found == {"on": ways["on"], "off": [(2400, 600), (4200, 600), (4200, 3000)]}
    beside = {**boxes, "label": (4272, 2000, 4600, 2200)}
    assert at_the_sides(ways, ends, beside, (), {"d"}, {"off": "label"}) == found
    before = {**boxes, "label": (1372, 1250, 1500, 1700)}  # where the way then leads no more
    assert at_the_sides(ways, ends, before, (), {"d"}, {"off": "label"})["off"] == ways["off"]
    alone = {"off": ends["off"]}
    assert at_the_sides({"off": ways["off"]}, alone, boxes, (), {"d"}, {})["off"][0] == (1300, 1200)
