"""Diagrams laid out: as large as what is in them, every statement true, every link around everything, told when not."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

import pytest

import sgc
from sgc.compiler import load, solve
from sgc.diagram.routes import crossed
from sgc.graph.links import label_id
from sgc.graph.scene import SceneGraph
from sgc.layout.to_json import layout_to_json
from sgc.layout.types import Conflict, Layout
from sgc.source import Source

FLOW = """
  start: pill; check: decision "Is it valid?"; save: box; back: box "Ask again"
  start -> check
  check -> save "yes"
  check -> back "no"
  back -> start
"""


def diagram(body: str, size: str = "") -> SceneGraph:
    return load(f"diagram {size} {{\n{body}\n}}")[0]


def laid_out(body: str, size: str = "") -> Layout:
    found = solve(diagram(body, size))
    assert isinstance(found, Layout)
    assert not found.violated
    return found


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


def test_groups_hold_their_members_and_nobody_else() -> None:
    found = laid_out('group g "Group" { a: box; b: box }\nc: box\na -> b -> c\nc -> a "again"')
    left, top, right, bottom = found.box("g")
    for id in ("a", "b"):
        box = found.box(id)
        assert (left <= box[0], top <= box[1], box[2] <= right, box[3] <= bottom) == (True,) * 4
    for id in ("c", "c -> a label"):
        box = found.box(id)
        assert box[2] <= left or right <= box[0] or box[3] <= top or bottom <= box[1]


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


def test_titles_of_frames_make_room_for_links_that_lead_straight_in() -> None:
    compiled = sgc.compile(
        'diagram { a: box "A"; group g "A shop" { b: box "B"; c: box "C"; d: box "D" }\na -> b; a -> c; a -> d }'
    )
    layout = compiled.layout
    assert isinstance(layout, Layout)
    frame = next(one for one in layout.objects if one.id == "g")
    assert frame.label is not None
    left, _, right, _ = frame.label.box
    assert frame.box[0] < left < right < frame.box[2]
    for route in layout.routes:
        assert len(route.points) <= 4  # no way around the title
        xs = [x for x, y in route.points if y > frame.box[1]]
        assert not any(left < x < right for x in xs)
    assert compiled.verify().verified


def test_a_title_stays_at_its_corner_where_nothing_passes() -> None:
    layout = sgc.compile('diagram { group g "Title" { b: box "B"; c: box "C"; b -> c } }').layout
    assert isinstance(layout, Layout)
    frame = next(one for one in layout.objects if one.id == "g")
    assert frame.label is not None
    assert frame.label.box[0] - frame.box[0] < 24 * 12


def middles(layout: Layout, axis: int) -> dict[str, float]:
    return {one.id: (one.box[axis] + one.box[axis + 2]) / 2 for one in layout.objects}


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


def size(found: Layout, id: str) -> tuple[int, int]:
    left, top, right, bottom = found.box(id)
    return right - left, bottom - top


def test_a_node_grows_where_a_statement_asks_for_it() -> None:
    nodes = 'a: box "A"; b: box "A much longer text"; c: circle "C"; d: circle "Somewhat longer"; a -> b -> c -> d\n'
    free = laid_out(nodes)
    found = laid_out(nodes + "a same width as b\nc same size as d\nrequire b.height >= 80")
    assert size(found, "a") == (size(free, "b")[0], size(free, "a")[1])
    assert size(found, "b") == (size(free, "b")[0], 80 * 12)
    assert size(found, "c") == size(found, "d") == size(free, "d")


def test_edges_on_two_lines_make_nodes_as_wide_as_each_other() -> None:
    found = laid_out('a: box "A"; b: box "Operating system"; column a b\nalign left a b; align right a b')
    assert size(found, "a")[0] == size(found, "b")[0]


def test_a_diamond_that_could_grow_keeps_its_form() -> None:
    nodes = 'a: decision "Is it valid?"; b: box "B"; a -> b\n'
    assert size(laid_out(nodes + "a above b"), "a") == size(laid_out(nodes), "a")


def test_a_shortcut_goes_around_the_boxes_that_it_leaves_out() -> None:
    found = laid_out('a: box; b: box "A longer text"; c: box; d: box; a -> b -> c -> d; a -> c; b -> d')
    assert len({left + right for left, _, right, _ in map(found.box, "abcd")}) == 1


def test_members_of_a_collection_stay_as_large_as_each_other() -> None:
    found = laid_out('a: 3 box "A"; b: box "A much longer text"\na[2] same width as b')
    assert len({size(found, f"a[{n}]") for n in (1, 2, 3)} | {(size(found, "b")[0], size(found, "a[1]")[1])}) == 1


@pytest.mark.parametrize("node", ['a: box "A" { width: 60 }', 'a: apple "A"', 'a: text "A"'])
def test_what_has_its_size_does_not_grow(node: str) -> None:
    assert isinstance(solve(diagram(f'{node}; b: box "A much longer text"\na same width as b')), Conflict)


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
    found = laid_out(f'direction right\n{nodes}\n{" -> ".join(names)}\nn: note "Mind this"\nn -- s3')
    assert found.box("s3")[1] < found.box("s4")[1]
    route = next(one for one in found.routes if one.source == "s3")
    assert route.points[0][1] == found.box("s3")[3]
    assert found.box("n")[3] <= found.box("s3")[1]


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


def test_links_in_a_frame_keep_their_length() -> None:
    (scene,) = load('diagram { group g "G" { a: box "A" }\n b: box "B"; a -> b; b inside g }')
    layout = solve(scene)
    assert isinstance(layout, Layout)
    box = {placed.id: placed.box for placed in layout.objects}
    assert box["b"][1] - box["a"][3] >= 40 * 12


@pytest.mark.parametrize("words", ["Paid?", "Is it so?\nOr not?", "One line\nand another\nand a third\nand a fourth"])
def test_diamonds_are_wider_than_high_and_hold_their_text(words: str) -> None:
    shown = words.replace("\n", "\\n")
    (scene,) = load(f'diagram {{ a: diamond "{shown}" }}')
    picture = sgc.compile(scene)
    assert isinstance(picture.layout, Layout)
    (one,) = picture.layout.objects
    (left, top, right, bottom), label = one.box, one.label
    assert label is not None
    assert right - left > bottom - top
    wide, high = label.box[2] - label.box[0], label.box[3] - label.box[1]
    assert wide / (right - left) + high / (bottom - top) <= 1


def test_frames_that_are_linked_leave_room_for_the_line_between_them() -> None:
    text = """diagram {
      direction right
      group one { a1: box ; a2: box } ; group two { b1: box ; b2: box } ; group three { c1: box ; c2: box }
      a1 -> a2 ; b1 -> b2 ; c1 -> c2 ; c1 -> a2
      one -> two ; three -> two ; two -> c2
    }"""
    (scene,) = load(Source("frames", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    upper, lower = sorted((boxes["two"], boxes["three"]), key=lambda box: box[1])
    assert lower[1] - upper[3] >= 24 * 12
    (link,) = (one for one in layout.routes if (one.source, one.target) == ("three", "two"))
    assert len(link.points) == 2


def test_who_only_uses_what_is_in_a_frame_stands_before_it() -> None:
    text = """diagram {
      direction right
      ann: actor ; bob: actor ; log: document
      group shop { browse: usecase ; check: usecase ; wrap: usecase ; pay: usecase }
      ann -> browse ; ann -> check ; wrap -> check -> pay ; bob -> pay ; browse -> log
    }"""
    (scene,) = load(Source("cases", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    assert max(boxes["ann"][2], boxes["bob"][2]) <= boxes["shop"][0]
    assert boxes["shop"][2] <= boxes["log"][0]


def test_a_link_from_a_stated_side_turns_on_no_edge_of_the_frame_around() -> None:
    text = """diagram {
      d: circle
      group outer { group inner { x: ellipse ; y: ellipse } ; z: ellipse }
      d -> x -> y -> z
      z.bottom -> d.top
    }"""
    (scene,) = load(Source("sides", text))
    layout = solve(scene)
    assert isinstance(layout, Layout)
    boxes = {one.id: one.box for one in layout.objects}
    (back,) = (one for one in layout.routes if one.source == "z")
    for a, b in zip(back.points, back.points[1:], strict=False):
        axis = 1 if a[1] == b[1] else 0
        edges = (boxes["outer"][axis], boxes["outer"][axis + 2])
        assert all(abs(a[axis] - edge) >= 48 for edge in edges)


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


def test_a_shape_without_a_text_grows_as_one_with_a_text_does() -> None:
    found = laid_out('a: box ""; b: box "B"; c: start\na same size as b')
    assert all(found.box("a")[i + 2] - found.box("a")[i] == found.box("b")[i + 2] - found.box("b")[i] for i in (0, 1))
    assert isinstance(solve(diagram('c: start; b: box "B"\nc same size as b')), Conflict)


def test_links_to_a_frame_pull_nothing_in_it_aside() -> None:
    found = laid_out("""
      group one "Region A" {
        group network "VPC 10.0.0.0/16" { balancer: box "Balancer"; a: box "Web 1"; b: box "Web 2"; c: box "Web 3" }
        group data { main: cylinder "Primary"; spare: cylinder "Standby" }
      }
      group two "Region B" { other: box "Load balancer"; replica: cylinder }
      names: hexagon "Route 53"
      balancer -> a; balancer -> b; balancer -> c; a -> main; b -> main; c -> main; main -> spare "replicates"
      other -> replica; network -> data; names -> one "x"; names -> other "y"; spare -> replica
    """)
    (left, _, right, _), (first, _, last, _) = found.box("balancer"), found.box("b")
    assert left + right == first + last


def test_what_answers_a_frame_stands_behind_it_where_that_is_written_first() -> None:
    found = laid_out('api: box ; group web { app: box ; more: box } ; app -> api "ask" ; api -> app "answer"')
    assert found.box("web")[3] < found.box("api")[1]


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


def test_lines_that_the_author_ended_stay_whole_for_longer() -> None:
    line = "Direct VPC egress: ALL_TRAFFIC"
    found = laid_out(f'a: box "{line}" ; b: box "Backend\\n{line}" ; c: diamond "Backend\\n{line}"')
    heights = [found.box(id)[3] - found.box(id)[1] for id in ("a", "b")]
    assert heights[0] == heights[1]  # two lines each, of which the second are those that were written
    labels = {one.id: one.label for one in found.objects}
    assert labels["a"] is not None
    assert labels["b"] is not None
    assert labels["c"] is not None
    assert labels["b"].box[2] - labels["b"].box[0] > 1.5 * (labels["a"].box[2] - labels["a"].box[0])
    assert labels["c"].box[2] - labels["c"].box[0] < labels["b"].box[2] - labels["b"].box[0]


def test_four_loops_of_a_node_have_their_labels_beside_them() -> None:
    picture = sgc.compile('diagram { a: box "Obligation"; a -> a "one"; a -> a "two"; a -> a "three"; a -> a "four" }')
    assert picture.verify().verified


def test_links_pass_a_long_title_without_going_around_its_frame() -> None:
    groups = ""
    for row in range(3):
        boxes = "; ".join(f'{x}{row}: box "Some words"' for x in "abc")
        groups += f'group g{row} "A title of so many words" {{ {boxes} }}\n'
    found = laid_out(groups + "\n".join(f"{x}0 -> {x}1 -> {x}2" for x in "abc"))
    assert all(len(route.points) == 2 for route in found.routes)


def test_a_link_between_a_frame_and_what_is_in_it_stays_in_the_frame_with_its_label() -> None:
    found = laid_out('group g "Group" { a: box; b: box; a -> b }\nc: box\ng -> b "into"\nb -> g "again"\ng -> c "on"')
    left, top, right, bottom = found.box("g")
    ways = {(route.source, route.target): route.points for route in found.routes}
    for ends in (("g", "b"), ("b", "g")):
        assert all(left <= x <= right and top <= y <= bottom for x, y in ways[ends])
