"""Diagrams laid out: as large as what is in them, every statement true, every link around everything, told when not."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

import pytest
from diagramming import diagram, laid_out, middles

import sgc
from sgc.compiler import load, prompt, solve
from sgc.diagram.routes import crossed
from sgc.graph.box import UNITS
from sgc.graph.links import label_id
from sgc.layout.to_json import layout_to_json
from sgc.layout.types import Conflict, Layout
from sgc.measure.nodes import OFF_LETTERS
from sgc.source import Source

FLOW = """
  start: pill; check: decision "Is it valid?"; save: box; back: box "Ask again"
  start -> check
  check -> save "yes"
  check -> back "no"
  back -> start
"""


def test_links_lead_down_and_the_canvas_fits() -> None:
    found = laid_out(FLOW)
    tops = [found.box(id)[1] for id in ("start", "check", "save")]
    assert tops == sorted(tops)
    boxes = [one.box for one in found.objects]
    width, height = found.size
    assert min(box[0] for box in boxes) >= 24 * 12
    assert abs(max(box[3] for box in boxes) + 24 * 12 - height * 12) <= 12
    assert max(box[2] for box in boxes) <= width * 12


@pytest.mark.parametrize("direction", ["right", "up", "left"])
def test_directions(direction: str) -> None:
    found = laid_out(f"direction {direction}\n{FLOW}")
    axis, sign = {"right": (0, 1), "up": (1, -1), "left": (0, -1)}[direction]
    places = [sign * found.box(id)[axis] for id in ("start", "check", "save")]
    assert places == sorted(places)


@pytest.mark.parametrize("routing", ["orthogonal", "straight", "curved"])
def test_no_route_crosses_a_node_or_a_label(routing: str) -> None:
    found = laid_out(f"routing {routing}\n{FLOW}")
    for route in found.routes:
        for one in found.objects:
            if one.id not in (route.source, route.target):
                assert not crossed(route.points, one.box), (route.id, one.id)


def test_statements_go_before_the_proposal() -> None:
    found = laid_out(FLOW + "save left of back by 50\nalign middle start save\nrequire check.left >= back.right + 30")
    start, check, save, back = (found.box(id) for id in ("start", "check", "save", "back"))
    assert save[2] + 50 * 12 <= back[0]
    assert start[1] + start[3] == save[1] + save[3]
    assert check[0] >= back[2] + 30 * 12


def test_what_cannot_hold_is_explained_by_the_author_s_own_words() -> None:
    found = solve(diagram(FLOW + "start above save\nsave above start"))
    assert isinstance(found, Conflict)
    assert {text for core in found.cores for text, _ in core.statements} == {"start above save", "save above start"}


def test_letters_shrink_until_everything_fits_a_stated_size() -> None:
    found = laid_out(FLOW, "170x300")
    assert found.size == (170, 300)
    sizes = {one.label.font_size for one in found.objects if one.label is not None}
    assert max(sizes) < 14
    assert max(one.label.font_size for one in laid_out(FLOW, "400x600").objects if one.label is not None) == 14


def test_a_label_is_near_its_own_link() -> None:
    found = laid_out(FLOW)
    for id in ("check -> save", "check -> back"):
        left, top, right, bottom = found.box(label_id(next(one for one in diagram(FLOW).links if one.id == id)))
        (route,) = (one for one in found.routes if one.id == id)
        near = (left - 200, top - 200, right + 200, bottom + 200)
        assert crossed(route.points, near)


def test_equal_input_gives_equal_routes_and_json_has_them() -> None:
    scene = diagram(FLOW)
    first, second = (json.dumps(layout_to_json(solve(scene), scene)) for _ in range(2))
    assert first == second
    routes = json.loads(first)["routes"]
    assert [one["id"] for one in routes] == ["start -> check", "check -> save", "check -> back", "back -> start"]
    assert routes[1]["label"] == "check -> save label"
    assert len(routes[0]["points"]) >= 2


def test_a_loop_comes_back_to_its_node() -> None:
    found = laid_out('a: box\na -> a "again"')
    (route,) = found.routes
    left, top, right, bottom = found.box("a")
    for x, y in (route.points[0], route.points[-1]):
        assert left <= x <= right
        assert top <= y <= bottom
    assert max(x for x, _ in route.points) > right


def test_what_leads_on_is_straight_and_what_leads_back_goes_around() -> None:
    found = middles(laid_out("a: box; b: box; c: box; d: box\na -> b -> c -> d -> a"), 0)
    assert len({found[id] for id in "abcd"}) == 1


def test_a_note_outside_a_group_stands_level_with_its_thing_and_begins_nothing() -> None:
    found = laid_out(
        'start: pill\ngroup g "Shop" { pay: box; book: box }\nn: note "Ask"\n'
        'start -> pay; pay -> book; book -> start "again"; n -- pay'
    )
    down = middles(found, 1)
    assert down["start"] < down["pay"] < down["book"]
    assert abs(down["n"] - down["pay"]) <= 1


def test_the_label_of_a_link_along_a_row_stands_above_its_straight_line() -> None:
    found = laid_out('a: box "Primary"; b: box "Replica"\na -> b "log"\nrow a b')
    (route,) = found.routes
    assert len(route.points) == 2
    label = found.box("a -> b label")
    assert found.box("a")[2] < label[0] < label[2] < found.box("b")[0]
    assert 0 < route.points[0][1] - label[3] <= 100
    assert min(one.box[1] for one in found.objects) >= 0


def test_a_shortcut_goes_around_the_boxes_that_it_leaves_out() -> None:
    found = laid_out('a: box; b: box "A longer text"; c: box; d: box; a -> b -> c -> d; a -> c; b -> d')
    assert len({left + right for left, _, right, _ in map(found.box, "abcd")}) == 1


LABELLED = """
client: box; gateway: box; users: box; orders: box; db: cylinder
client -> gateway "request"; gateway -> users "who is it"; gateway -> orders "GET /orders"
users -> db "read"; orders -> db "read and write"
"""


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("direction", ["down", "right", "up"])
@pytest.mark.parametrize("spacing", [30, 45, 70, 120])
def test_a_stated_spacing_keeps_nodes_apart_and_the_labels_of_links_no_farther_than_before(
    spacing: int, direction: str, grouped: bool
) -> None:
    body = LABELLED.replace("users: box; orders: box", 'group cloud "Cloud" { users: box; orders: box }')
    found = laid_out(f"spacing {spacing}\n direction {direction}\n {body if grouped else LABELLED}")
    axis, sign = {"down": (1, 1), "up": (1, -1), "right": (0, 1)}[direction]
    middle = middles(found, axis)
    # A chain without groups may be folded into rows where it is wide.
    links = [("gateway", "users"), ("gateway", "orders"), ("users", "db"), ("orders", "db")]
    assert all(sign * middle[a] < sign * middle[b] for a, b in links)
    nodes = [found.box(id) for id in ("client", "gateway", "users", "orders", "db")]
    for one, other in combinations(nodes, 2):
        assert max(*(one[i] - other[i + 2] for i in (0, 1)), *(other[i] - one[i + 2] for i in (0, 1))) >= spacing * 12


def test_the_best_known_of_a_diagram_is_near_its_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    from sgc.layout import search
    from sgc.layout.interrupts import TimeIsUp

    def out_of_time(self: object) -> None:
        raise TimeIsUp

    monkeypatch.setattr(search.Search, "anywhere", out_of_time)
    found = solve(diagram("a: box; b: box; c: box; a -> b; b -> c"), seconds=1)
    assert isinstance(found, Layout)
    assert not found.reproducible
    assert found.box("a")[3] < found.box("b")[1] < found.box("c")[1]


def test_what_stands_at_the_ends_of_links_does_not_touch() -> None:
    found = laid_out(
        "a: entity; b: entity; c: entity\na -- b { tail: one or many, head: zero or many }\n"
        "a -- c { tail: one or many, head: one }\nb -- c { tail: one, head: one or many }"
    )
    left, _, right, bottom = found.box("a")
    ends = sorted(x for route in found.routes for x, y in (route.points[0], route.points[-1]) if abs(y - bottom) < 1)
    assert len(ends) == 2
    assert ends[1] - ends[0] >= 16 * 12
    assert left < ends[0] < ends[1] < right


@pytest.mark.parametrize(
    "body",
    [
        "a: box; b: box; c: box; stack a b c gap 20",
        "a: box; b: box; a -> b; a left of b by 2000",
        "a: box; b: box; a -> b; require distance(a, b) >= 900",
        "a: 12 box; b: box; a -> b; column a gap 100",
    ],
)
def test_no_canvas_is_to_blame_where_nobody_stated_one(body: str) -> None:
    assert isinstance(solve(diagram(body)), Layout)


def test_places_of_the_canvas_are_those_of_the_one_that_is_drawn() -> None:
    corners = laid_out("a: box; b: box; a -> b; a at top-left of canvas; b at bottom-right of canvas")
    width, height = (12 * side for side in corners.size)
    a, b = corners.box("a"), corners.box("b")
    assert (a[0] + a[2]) / 2 <= width / 3 < 2 * width / 3 <= (b[0] + b[2]) / 2
    assert (a[1] + a[3]) / 2 <= height / 3 < 2 * height / 3 <= (b[1] + b[3]) / 2
    middle = laid_out("group g { a: box; b: box }; c: box; a -> c; c centered in canvas")
    box = middle.box("c")
    assert abs(box[0] + box[2] - 12 * middle.size[0]) <= 24
    assert abs(box[1] + box[3] - 12 * middle.size[1]) <= 24


def test_a_note_makes_way_for_the_link_to_the_next_row_of_a_chain() -> None:
    names = [f"s{i}" for i in range(9)]
    nodes = "; ".join(f'{name}: box "Another step"' for name in names)
    found = laid_out(f'direction right\n{nodes}\n{" -> ".join(names)}\nn: note "Mind this"\nn -- s4')
    assert found.box("s4")[1] < found.box("s5")[1]
    route = next(one for one in found.routes if one.source == "s4")
    assert route.points[0][1] == found.box("s4")[3]
    assert found.box("n")[3] <= found.box("s4")[1]


def test_the_label_of_a_level_link_stands_in_its_middle() -> None:
    (scene,) = load('diagram { a: box "One"; b: box "Two"; a -> b "from one to two"\n row a b gap 300 }')
    layout = solve(scene)
    assert isinstance(layout, Layout)
    box = {one.id: one.box for one in layout.objects}
    label = box["a -> b label"]
    assert abs(label[0] + label[2] - box["a"][2] - box["b"][0]) <= 1
    assert [y for _, y in layout.routes[0].points] == [(box["a"][1] + box["a"][3]) / 2] * 2


@pytest.mark.parametrize("where", ["position: (20%, 30%)", "a centered in canvas", "a at bottom-right of canvas"])
def test_what_is_linked_goes_along_with_what_is_pinned(where: str) -> None:
    said = where if "position" not in where else ""
    pin = f"{{ {where} }}" if "position" in where else ""
    (scene,) = load(f'diagram 600x500 {{ a: box "A" {pin}; b: box "B"; a -> b\n {said} }}')
    (free,) = load('diagram 600x500 { a: box "A"; b: box "B"; a -> b }')
    apart = []
    for one in (scene, free):
        layout = solve(one)
        assert isinstance(layout, Layout)
        box = {placed.id: placed.box for placed in layout.objects}
        apart.append((box["b"][0] - box["a"][0], box["b"][1] - box["a"][1]))
    assert apart[0] == pytest.approx(apart[1], abs=2)


def test_a_try_to_fold_leaves_no_trace_and_a_circle_begins_where_the_flow_comes_in() -> None:
    text = """diagram {
      direction right
      group front { parser: box ; checker: box }
      group back { place: box "layout" ; svg: box ; tikz: box ; png: box }
      cli: ellipse ; scene_node: hexagon "scene graph"
      cli -> parser "text" ; parser -> checker -> scene_node
      scene_node -> place "solve" ; place -> svg ; place -> tikz ; svg -> png "cairo"
      judge: decision
      png -> judge ; svg -> judge ; judge -> place "repair"
    }"""
    (scene,) = load(Source("modules", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    assert boxes["place"][2] < boxes["svg"][0] < boxes["png"][0] < boxes["judge"][0]
    (back,) = (one for one in layout.routes if one.source == "judge")
    assert len(back.points) <= 6


def test_links_to_and_fro_lead_on_as_the_first_of_them_is_written() -> None:
    (scene,) = load(Source("two", 'diagram { direction right ; a: pill ; b: decision ; a -> b ; b -> a "yes" }'))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    assert boxes["a"][2] < boxes["b"][0]


def test_no_link_runs_along_a_note_that_is_higher_than_its_node() -> None:
    found = laid_out(r"""
      a: state ; b: state ; c: state
      a -> b "approve" ; b -> a "update" ; a -> c "reject" ; c -> a "submitter edits\nand resubmits"
      hint: note "A status of its own.\nThe record stays editable by\nwhoever raised it, and the\nrejection is seen."
      hint -- c ; hint right of c
    """)
    note = found.box("hint")
    for route in found.routes:
        for a, b in pairwise(route.points):
            if a[1] == b[1] and min(a[0], b[0]) < note[2] and max(a[0], b[0]) > note[0]:
                assert min(abs(a[1] - note[1]), abs(a[1] - note[3])) >= 48


def test_four_loops_of_a_node_have_their_labels_beside_them() -> None:
    picture = sgc.compile('diagram { a: box "Obligation"; a -> a "one"; a -> a "two"; a -> a "three"; a -> a "four" }')
    assert picture.verify().verified


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("noun", ["box", "circle"])
@pytest.mark.parametrize("labels", [[""] * 3, [""] * 7, ["one", "two", "three", "four", "five", "six"]])
def test_loops_of_a_node_lead_around_each_other_and_cross_nothing(direction: str, noun: str, labels: list[str]) -> None:
    links = "\n".join(f'a -> a "{label}"' if label else "a -> a" for label in labels)
    found = laid_out(f'direction {direction}\na: {noun} "A"; b: box; z: box\nz -> a -> b\n{links}')
    ways = [route.points for route in found.routes]
    for one, other in combinations(ways, 2):
        for a, b in pairwise(one):
            for c, d in pairwise(other):  # level or upright pieces with no point in common
                assert any(max(a[i], b[i]) < min(c[i], d[i]) or max(c[i], d[i]) < min(a[i], b[i]) for i in (0, 1))


def test_lines_end_before_the_letters_of_a_text() -> None:
    picture = sgc.compile('diagram { direction right ; a: text "main" ; b: circle ; c: text "Gray" ; a -- b ; b -> c }')
    boxes = {one.id: one.box for one in picture.layout.objects}
    (leaves, _), (_, comes) = ([at[0] for at in (one.points[0], one.points[-1])] for one in picture.layout.routes)
    assert leaves - boxes["a"][2] == boxes["c"][0] - comes == round(OFF_LETTERS * UNITS)
    assert picture.verify().verified
    assert picture.verify("png").verified


@pytest.mark.parametrize(
    "links", ["a -> b -> a", "a -> b -> a -> c -> b ; c -> d -> a", "a -> c ; b -> c { head: bar }"]
)
def test_links_that_end_otherwise_at_a_point_come_to_other_sides_of_it(links: str) -> None:
    points = "\n".join(f'{name}: circle "" {{ size: 8 }}' for name in "abcd")
    picture = sgc.compile(f"diagram {{ {points}\n{links} }}")
    assert [one.statement for one in picture.verify().facts if one.verdict != "holds"] == []


def test_links_come_to_the_level_part_of_a_hexagon() -> None:
    found = laid_out('a: hexagon "Router" ; b: hexagon "Switch 1" ; c: hexagon "Switch 2" ; a -> b ; a -> c')
    for route in found.routes:
        for id, (x, _) in ((route.source, route.points[0]), (route.target, route.points[-1])):
            left, _, right, _ = found.box(id)
            assert left + 0.19 * (right - left) <= x <= right - 0.19 * (right - left)


def test_the_middle_child_of_a_tree_stands_below_its_parent_where_it_nearly_does() -> None:
    (scene,) = load(Source("a.sgc", """diagram tree {
      a: box "CEO" ; b: box "CTO" ; c: box "CFO" ; d: box "COO" ; a -- b ; a -- c ; a -- d
      e: box "Development" ; f: box "Operations" ; b -- e ; b -- f ; g: box "Accounting" ; c -- g
      h: box "Sales" ; i: box "Support" ; d -- h ; d -- i
    }"""))  # fmt: skip
    found = solve(scene)
    assert isinstance(found, Layout)
    places = middles(found, 0)
    assert abs(places["a"] - places["c"]) <= 1


def test_actors_are_joined_to_their_use_cases_by_straight_lines() -> None:
    text = "A use case diagram: a customer can browse products, add to the cart and check out."
    found = solve(load(prompt(text))[0])
    assert isinstance(found, Layout)
    assert all(len(route.points) == 2 for route in found.routes)


def test_lines_end_before_the_letters_of_the_name_below_a_picture() -> None:
    picture = sgc.compile(
        'diagram { direction right ; a: actor "Somebody with a long name" ; b: box ; c: box ; d: box\n'
        "a -> b ; a -> c ; a -> d }"
    )
    (actor,) = (one for one in picture.layout.objects if one.id == "a")
    assert actor.label is not None
    left, top, right, bottom = actor.label.box
    for route in picture.layout.routes:
        x, y = route.points[0]
        assert not (left - 1 <= x <= right + 1 and top < y < bottom)
    assert picture.verify().verified
