"""ELK as a proposal: everything in its frame, ways from border to border, no text of a person, nothing silent."""

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
from sgc.diagram import elk
from sgc.diagram.elk import propose
from sgc.diagram.plan import Arc, Box, Frame, Gaps, Plan
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


@pytest.mark.parametrize("direction", ["down", "right", "up", "left"])
def test_a_diagram_on_its_proposal_holds_and_is_verified(direction: str) -> None:
    picture = sgc.compile(SCENE % direction, proposal="elk")
    assert picture.satisfied
    report = picture.verify()
    assert report.verified, [fact.why for fact in report.failed]
    assert isinstance(picture.layout, Layout)
    axis, sign = {"down": (1, 1), "up": (1, -1), "right": (0, 1), "left": (0, -1)}[direction]
    places = [sign * picture.layout.box(id)[axis] for id in ("start", "full", "pay", "store", "book")]
    assert places == sorted(places)  # the way back is led back, and the note begins nothing
    assert picture.svg == sgc.compile(SCENE % direction, proposal="elk").svg


def plan(direction: str = "down") -> Plan:
    boxes = [Box(id, 1200.0, 480.0, "f" if id in "cd" else None) for id in "abcde"]
    arcs = [Arc("1", "a", "b"), Arc("2", "a", "c", ("2 label", 400.0, 200.0)), Arc("3", "b", "d"), Arc("4", "a", "e")]
    return Plan(boxes, [Frame("f", None, (4000.0, 240.0))], [*arcs, Arc("5", "d", "e")], GAPS, direction)


@pytest.mark.parametrize("direction", ["down", "right", "up", "left"])
def test_boxes_keep_apart_and_frames_hold_their_own_below_their_title(direction: str) -> None:
    found = propose(plan(direction)).boxes
    assert found.keys() == {"a", "b", "c", "d", "e", "f", "2 label"}
    leaves = [box for id, box in found.items() if id != "f"]
    for number, (a, b, c, d) in enumerate(leaves):
        for left, top, right, bottom in leaves[number + 1 :]:
            assert c <= left or right <= a or d <= top or bottom <= b
    frame = found["f"]
    assert frame[2] - frame[0] >= 4000
    for id in ("c", "d"):
        a, b, c, d = found[id]
        assert frame[0] < a < c < frame[2]
        assert frame[1] + 240 < b < d < frame[3]
    assert min(box[0] for box in found.values()) == min(box[1] for box in found.values()) == 0


def test_ways_lead_from_border_to_border_beside_their_label() -> None:
    found = propose(plan())
    assert found.ways.keys() == {"1", "2", "3", "4", "5"}
    for arc in plan().arcs:
        way = found.ways[arc.id]
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way))
        assert way[0][1] == pytest.approx(found.boxes[arc.source][3])
        assert way[-1][1] == pytest.approx(found.boxes[arc.target][1])
    left, top, right, bottom = found.boxes["2 label"]
    beside = [a[0] for a, b in pairwise(found.ways["2"]) if a[0] == b[0] and a[1] <= top and b[1] >= bottom]
    assert min(min(abs(x - left), abs(x - right)) for x in beside) <= 2 * GAPS.label


def test_the_ways_are_drawn_where_nothing_was_moved() -> None:
    scene = 'diagram { a: box "A"; b: box "B"; c: box "C"; d: box "D"; a -> b; b -> c; a -> d; d -> c; a -> c "x" }'
    layout = sgc.compile(scene, proposal="elk").layout
    plain = sgc.compile(scene).layout
    assert isinstance(layout, Layout)
    assert isinstance(plain, Layout)
    assert [route.path for route in layout.routes] != [route.path for route in plain.routes]


def test_elk_reads_no_text_of_a_person() -> None:
    asked = json.dumps(elk._Asked(plan()).graph())
    assert all(f'"{name}"' not in asked for name in ("a", "b", "f", "2 label", "1", "5"))


def program(folder: Path, body: str) -> None:
    made = folder / "node"
    made.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    made.chmod(0o755)


@pytest.mark.parametrize(
    ("body", "said"),
    [(None, "Node.js"), ("print('null')", "npm install elkjs@0.12.1"), ("raise SystemExit('out of memory')", "memory")],
)
def test_what_is_missing_is_told_with_what_to_run(
    body: str | None, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if body is not None:
        program(tmp_path, body)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match=said):
        propose(plan())
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
        propose(plan())


def test_nothing_is_asked_about_nothing() -> None:
    assert propose(Plan([], [], [], GAPS)).boxes == {}
