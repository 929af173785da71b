"""What leads on from a decision, and what leads back to it."""

from __future__ import annotations

from sgc.compiler import load, solve
from sgc.diagram.branches import loops_outside, side_branches
from sgc.diagram.layers import Block, Joint
from sgc.layout.types import Layout
from sgc.source import Source


def blocks(*ids: str) -> list[Block]:
    return [Block(id, 5.0, 5.0, 10.0) for id in ids]


def test_the_branch_that_leads_farther_is_the_main_one() -> None:
    arcs = [("a", "b"), ("b", "c"), ("b", "d"), ("d", "e"), ("e", "b")]
    level = {"a": 0, "b": 1, "c": 2, "d": 2, "e": 3}
    assert side_branches(arcs, level, {"b"}) == {("b", "c")}
    assert side_branches(arcs, level, ()) == set()
    assert side_branches(arcs[:4], {**level, "e": 2}, {"b"}) == set()  # as far
    assert side_branches([("a", "c"), ("a", "b"), ("b", "c")], {"a": 0, "b": 1, "c": 2}, {"a"}) == {("a", "c")}


def test_a_loop_comes_from_outside_on_the_side_on_which_it_passes_less() -> None:
    layers = [blocks("d"), blocks("x", "loop", "y", "z"), blocks("s", "t")]
    joints = [Joint(a, b) for a, b in (("d", "x"), ("d", "loop"), ("d", "y"), ("d", "z"), ("loop", "s"), ("x", "s"))]
    found = loops_outside(layers, joints, [["d", "loop", "s"]])
    assert [block.id for block in found[1]] == ["loop", "x", "y", "z"]


def test_a_loop_stays_where_it_would_cross_more_outside() -> None:
    layers = [blocks("d"), blocks("x", "loop", "y"), blocks("p", "s", "q")]
    joints = [Joint(a, b) for a, b in (("d", "x"), ("d", "loop"), ("d", "y"), ("x", "p"), ("loop", "s"), ("y", "q"))]
    assert loops_outside(layers, joints, [["d", "loop", "s"]]) == layers


def test_a_flow_chart_runs_straight_on_and_branches_at_the_sides() -> None:
    text = """diagram {
      start: pill ; init: box ; more: decision "More?" ; body: box "Work on it" ; step: box ; done: pill
      start -> init -> more
      more -> body "yes"
      body -> step -> more
      more -> done "no"
    }"""
    (scene,) = load(Source("loop", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    middles = [(boxes[id][0] + boxes[id][2]) / 2 for id in ("start", "init", "more", "body", "step")]
    assert max(middles) - min(middles) <= 24  # two pixels
    left, top, right, bottom = boxes["more"]
    level = (top + bottom) / 2
    routes = {(one.source, one.target): one.points for one in layout.routes}
    back, out = routes["step", "more"][-1], routes["more", "done"][0]
    assert abs(back[1] - level) < 24
    assert abs(out[1] - level) < 24
    assert (back[0] < out[0]) == (abs(back[0] - left) < abs(back[0] - right))
    assert abs(routes["more", "body"][0][1] - bottom) < 24
    assert len(routes["more", "body"]) == 2


def test_what_could_stand_in_either_order_stands_as_it_is_written() -> None:
    text = """diagram {
      direction right
      user: actor ; admin: actor ; bot: actor
      group chat "Chat" { join: ellipse ; send: ellipse ; mention: ellipse ; history: ellipse ; upload: ellipse }
      group manage "Manage" { edit: ellipse ; keys: ellipse ; logs: ellipse ; stats: ellipse }
      user -> join ; user -> send ; user -> mention ; user -> history ; user -> upload
      admin -> edit ; admin -> keys ; admin -> logs ; admin -> stats ; admin -> join
      bot -> send "reply"
    }"""
    (scene,) = load(Source("uses", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    top = {one.id: one.box[1] for one in layout.objects}
    assert top["edit"] < top["keys"] < top["logs"] < top["stats"]
    assert top["mention"] < top["history"] < top["upload"]


def test_a_branch_around_others_leaves_its_decision_at_the_side() -> None:
    text = """diagram {
      sent: box ; fine: choice "Accepted?" ; back: state "Returned" ; finish: end
      sent -> fine "delivered"
      fine -> finish "yes"
      fine -> back "no"
      back -> finish
    }"""
    (scene,) = load(Source("branch", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    left, top, right, bottom = layout.box("fine")
    routes = {(one.source, one.target): one.points for one in layout.routes}
    x, y = routes["fine", "finish"][0]
    assert x in (left, right)
    assert abs(y - (top + bottom) / 2) <= 12
    assert len(routes["fine", "back"]) == len(routes["sent", "fine"]) == 2
