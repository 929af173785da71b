"""Frames of diagrams: what is in them, their titles, and links that end at them or pass their edges."""

from __future__ import annotations

from diagramming import laid_out

import sgc
from sgc.compiler import load, prompt, solve
from sgc.graph.box import UNITS
from sgc.layout.types import Layout
from sgc.source import Source


def test_groups_hold_their_members_and_nobody_else() -> None:
    found = laid_out('group g "Group" { a: box; b: box }\nc: box\na -> b -> c\nc -> a "again"')
    left, top, right, bottom = found.box("g")
    for id in ("a", "b"):
        box = found.box(id)
        assert (left <= box[0], top <= box[1], box[2] <= right, box[3] <= bottom) == (True,) * 4
    for id in ("c", "c -> a label"):
        box = found.box(id)
        assert box[2] <= left or right <= box[0] or box[3] <= top or bottom <= box[1]


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


def test_lanes_are_all_as_long_and_keep_their_steps_apart_with_labels_in_none_of_them() -> None:
    text = """diagram {
      group guest "Guest" { order: box "Order"; pay: box "Pay" }
      group cook "Cook" { ask: diamond "Is it there?"; fry: box "Fry" }
      group waiter "Waiter" { tell: box "Tell the guest"; serve: box "Serve" }
      guest left of cook
      cook left of waiter
      align top guest cook waiter
      align bottom guest cook waiter
      order -> ask; ask -> fry "yes"; ask -> tell "if there is none"; fry -> serve; serve -> pay
    }"""
    compiled = sgc.compile(text)
    layout = compiled.layout
    assert isinstance(layout, Layout)
    box = {placed.id: placed.box for placed in layout.objects}
    lanes = [box[name] for name in ("guest", "cook", "waiter")]
    assert len({lane[1] for lane in lanes}) == len({lane[3] for lane in lanes}) == 1
    for first, second in (("order", "ask"), ("ask", "fry"), ("fry", "serve"), ("serve", "pay")):
        assert box[second][1] - box[first][3] >= 40 * 12
    label = box["ask -> tell label"]
    assert all(label[2] <= lane[0] or lane[2] <= label[0] for lane in lanes)
    assert compiled.verify().verified


def test_links_in_a_frame_keep_their_length() -> None:
    (scene,) = load('diagram { group g "G" { a: box "A" }\n b: box "B"; a -> b; b inside g }')
    layout = solve(scene)
    assert isinstance(layout, Layout)
    box = {placed.id: placed.box for placed in layout.objects}
    assert box["b"][1] - box["a"][3] >= 40 * 12


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


def test_what_leads_from_lane_to_lane_stands_between_them() -> None:
    found = laid_out("""
      direction right
      group sales { draft: box "Draft" ; revise: box "Revise" }
      group legal { review: box "Review" ; changes: decision "Changes?" ; again: box "Again" ; done: decision "Done?" }
      group finance { invoice: box "Invoice" ; overdue: decision "Overdue?" ; remind: box "Remind" }
      draft -> review -> changes ; changes -> revise "yes" ; revise -> again -> review ; changes -> done "no"
      done -> invoice "yes" ; done -> overdue "no" ; overdue -> remind "yes"
      sales above legal above finance ; align left sales legal finance ; align right sales legal finance
    """)
    boxes = {one.id: one.box for one in found.objects}
    for id in ("done -> invoice label", "done -> overdue label"):
        assert boxes["legal"][3] < boxes[id][1] < boxes[id][3] < boxes["finance"][1]
    for route in found.routes:
        assert all(boxes["sales"][1] <= y <= boxes["finance"][3] for _, y in route.points)


def test_what_stands_by_itself_below_a_long_title_is_in_the_middle() -> None:
    found = laid_out("""
      direction right
      group one "The input layer" { a: circle "a" ; b: circle "b" }
      group other "The output layer" { c: circle "c" }
      a -> c ; b -> c
    """)
    for frame, held in (("one", "a"), ("one", "b"), ("other", "c")):
        (left, _, right, _), (begin, _, end, _) = found.box(frame), found.box(held)
        assert abs(left + right - begin - end) <= UNITS


def test_links_of_a_network_of_neurons_run_straight_below_the_titles() -> None:
    found = solve(load(prompt("A neural network with 3 inputs, one hidden layer of 4 neurons and 1 output"))[0])
    assert isinstance(found, Layout)
    assert all(len(route.points) == 2 for route in found.routes)
