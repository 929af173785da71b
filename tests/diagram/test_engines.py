"""Engines as proposals: everything in its layer and frame, no text of a person in what they read, nothing silent."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import sgc
from sgc.cli.exits import Exit
from sgc.cli.root import command_line
from sgc.diagram import elk, graphviz
from sgc.diagram.plan import Arc, Box, Frame, Gaps, Plan
from sgc.diagram.proposals import PROPOSALS, proposed
from sgc.layout.types import Layout
from sgc.source import MissingError

GAPS = Gaps(384.0, 672.0, 144.0, 200.0, 72.0)
#: Nested frames, labels, a loop, a note, parallel links, a frame's link, a way back.
SCENE = """diagram {
  direction %s
  start: pill "Start"
  full: decision "Anything \\"in\\" it; }?"
  group shop "Shop with a long title" {
    pay: box "Pay"
    group back "Back office" { store: cylinder "Store"; book: box "Book" }
    group spare "Nothing yet" { }
  }
  leave: box "Leave"
  n: note "Ask first"
  start -> full
  full -> pay "yes"
  full -> leave "no"
  pay -> store "writes"
  pay -> store
  store -> book
  book -> start "again"
  store -> store "itself"
  leave -> shop
  n -- pay
}
"""


ENGINES = pytest.mark.parametrize("engine", ["elk", "graphviz"])
DIRECTIONS = pytest.mark.parametrize("direction", ["down", "right", "up", "left"])


@ENGINES
@DIRECTIONS
def test_a_diagram_on_its_proposal_holds_and_is_verified(direction: str, engine: str) -> None:
    picture = sgc.compile(SCENE % direction, proposal=engine)
    assert picture.satisfied
    report = picture.verify()
    assert report.verified, [fact.why for fact in report.failed]
    assert isinstance(picture.layout, Layout)
    axis, sign = {"down": (1, 1), "up": (1, -1), "right": (0, 1), "left": (0, -1)}[direction]
    places = [sign * picture.layout.box(id)[axis] for id in ("full", "pay", "store", "book")]
    assert places == sorted(places)  # one link of the circle is led back, and the note begins nothing
    assert picture.svg == sgc.compile(SCENE % direction, proposal=engine).svg


def plan(direction: str = "down") -> Plan:
    boxes = [Box(id, 1200.0, 480.0, "f" if id in "cd" else None) for id in "abcde"]
    arcs = [Arc("1", "a", "b"), Arc("2", "a", "c", ("2 label", 400.0, 200.0)), Arc("3", "b", "d"), Arc("4", "a", "e")]
    return Plan(boxes, [Frame("f", None, (4000.0, 240.0))], [*arcs, Arc("5", "d", "e")], GAPS, direction)


@ENGINES
@DIRECTIONS
def test_boxes_keep_apart_and_frames_hold_their_own_below_their_title(direction: str, engine: str) -> None:
    found = proposed(plan(direction), engine).boxes
    assert found.keys() == {"a", "b", "c", "d", "e", "f", "2 label"}
    leaves = [box for id, box in found.items() if id != "f"]
    for number, (a, b, c, d) in enumerate(leaves):
        for left, top, right, bottom in leaves[number + 1 :]:
            assert c <= left or right <= a or d <= top or bottom <= b
    frame = found["f"]
    for id in ("c", "d"):
        a, b, c, d = found[id]
        assert frame[0] < a < c < frame[2]
        assert frame[1] + 240 < b < d < frame[3]
    assert min(box[0] for box in found.values()) == min(box[1] for box in found.values()) == 0


def test_every_proposal_can_be_asked_for() -> None:
    for name in PROPOSALS:
        assert proposed(plan(), name).boxes.keys() == proposed(plan(), "layers").boxes.keys()
        assert name in CliRunner().invoke(command_line, ["compile", "--help"]).output
        assert proposed(Plan([], [], [], GAPS), name).boxes == {}


def program(folder: Path, name: str, body: str) -> None:
    made = folder / name
    made.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    made.chmod(0o755)


# ---------------------------------------------------------------- ELK


def test_ways_of_elk_lead_from_border_to_border_beside_their_label() -> None:
    found = elk.propose(plan())
    frame = found.boxes["f"]
    assert frame[2] - frame[0] >= 4000  # as wide as its title
    assert found.ways.keys() == {"1", "2", "3", "4", "5"}
    for arc in plan().arcs:
        way = found.ways[arc.id]
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way))
        assert way[0][1] == pytest.approx(found.boxes[arc.source][3])
        assert way[-1][1] == pytest.approx(found.boxes[arc.target][1])
    left, top, right, bottom = found.boxes["2 label"]
    beside = [a[0] for a, b in pairwise(found.ways["2"]) if a[0] == b[0] and a[1] <= top and b[1] >= bottom]
    assert min(min(abs(x - left), abs(x - right)) for x in beside) <= 2 * GAPS.label


def test_the_ways_of_elk_are_drawn_where_nothing_was_moved() -> None:
    scene = 'diagram { a: box "A"; b: box "B"; c: box "C"; d: box "D"; a -> b; b -> c; a -> d; d -> c; a -> c "x" }'
    layout = sgc.compile(scene, proposal="elk").layout
    plain = sgc.compile(scene).layout
    assert isinstance(layout, Layout)
    assert isinstance(plain, Layout)
    assert [route.path for route in layout.routes] != [route.path for route in plain.routes]


def test_elk_reads_no_text_of_a_person() -> None:
    asked = json.dumps(elk._Asked(plan()).graph())
    assert all(f'"{name}"' not in asked for name in ("a", "b", "f", "2 label", "1", "5"))


@pytest.mark.parametrize(
    ("body", "said"),
    [(None, "Node.js"), ("print('null')", "npm install elkjs@0.12.1"), ("raise SystemExit('out of memory')", "memory")],
)
def test_what_elk_misses_is_told_with_what_to_run(
    body: str | None, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if body is not None:
        program(tmp_path, "node", body)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match=said):
        elk.propose(plan())
    source = tmp_path / "a.sgc"
    source.write_text("diagram {\n a: box\n b: box\n a -> b\n}\n", encoding="utf-8")
    told = CliRunner().invoke(command_line, ["compile", str(source), "--proposal", "elk"], standalone_mode=False)
    assert told.return_value == Exit.MISSING
    assert said in told.output


def test_without_elkjs_node_says_so_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NODE_PATH", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(MissingError, match="npm install elkjs"):
        elk.propose(plan())


# ---------------------------------------------------------------- Graphviz


def test_links_of_dot_pass_layers_between_the_boxes_there() -> None:
    found = graphviz.propose(plan())
    (flow,) = found.flows
    long = next(chain for chain in flow.chains if chain.link == "4")
    assert (long.stops[0], long.stops[-1]) == ("a", "e")
    assert len(long.stops) > 2
    rank = {id: layer for layer in flow.layers for id in layer}
    for bend in long.stops[1:-1]:
        for other in rank[bend]:
            if other in found.boxes:
                left, _, right, _ = found.boxes[other]
                assert not left < found.bends[bend] < right


def test_dot_reads_no_text_of_a_person() -> None:
    asked = graphviz._Asked(plan()).text()
    assert "label" not in asked.replace('label="', "").replace("labeljust", "")  # nothing is named as the plan names it
    assert all(f'"{name}"' not in asked and f"{name} ->" not in asked for name in ("a", "b", "f", "2 label"))


def test_the_program_dot_does_where_the_package_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "dot", graphviz.PACKAGED)
    usual = graphviz.propose(plan())
    monkeypatch.setattr(graphviz, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert graphviz.propose(plan()) == usual
    program(tmp_path, "dot", "raise SystemExit('out of memory')")
    with pytest.raises(MissingError, match="out of memory"):
        graphviz.propose(plan())


def test_without_graphviz_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphviz, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    source = tmp_path / "a.sgc"
    source.write_text("diagram {\n a: box\n b: box\n a -> b\n}\n", encoding="utf-8")
    told = CliRunner().invoke(command_line, ["compile", str(source), "--proposal", "graphviz"], standalone_mode=False)
    assert told.return_value == Exit.MISSING
    assert "sgc[diagrams]" in told.output
    other = CliRunner().invoke(command_line, ["compile", str(source)], standalone_mode=False)
    assert other.return_value == Exit.DONE  # nobody asked for it
