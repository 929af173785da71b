"""Graphviz as a proposal: everything in its layer and frame, no text of a person in what dot reads, nothing silent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import sgc
from sgc.cli.exits import Exit
from sgc.cli.root import command_line
from sgc.diagram import graphviz
from sgc.diagram.graphviz import propose
from sgc.diagram.plan import Arc, Box, Frame, Gaps, Plan
from sgc.diagram.proposals import PROPOSALS, proposed
from sgc.layout.types import Layout
from sgc.source import MissingError

GAPS = Gaps(384.0, 672.0, 144.0, 200.0, 72.0)
#: Everything that a plan may hold: nested frames, labels, a loop, a note, parallel links, a frame's link.
SCENE = """diagram {
  direction %s
  start: pill "Start"
  full: decision "Anything \\"in\\" it; }?"
  group shop "Shop with a long title" {
    pay: box "Pay"
    group back "Back office" { store: cylinder "Store"; book: box "Book" }
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
    picture = sgc.compile(SCENE % direction, proposal="graphviz")
    assert picture.satisfied
    report = picture.verify()
    assert report.verified, [fact.why for fact in report.failed]
    assert isinstance(picture.layout, Layout)
    axis, sign = {"down": (1, 1), "up": (1, -1), "right": (0, 1), "left": (0, -1)}[direction]
    places = [sign * picture.layout.box(id)[axis] for id in ("start", "full", "pay")]
    assert places == sorted(places) or sorted(places) == [places[2], places[0], places[1]]  # the circle may be led back
    assert picture.svg == sgc.compile(SCENE % direction, proposal="graphviz").svg


def plan(direction: str = "down") -> Plan:
    boxes = [Box(id, 1200.0, 480.0, "f" if id in "cd" else None) for id in "abcde"]
    arcs = [Arc("1", "a", "b"), Arc("2", "a", "c", ("2 label", 400.0, 200.0)), Arc("3", "b", "d"), Arc("4", "a", "e")]
    return Plan(boxes, [Frame("f", None, (600.0, 240.0))], [*arcs, Arc("5", "d", "e")], GAPS, direction)


@pytest.mark.parametrize("direction", ["down", "right", "up", "left"])
def test_boxes_keep_apart_and_frames_hold_their_own(direction: str) -> None:
    found = propose(plan(direction)).boxes
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


def test_links_pass_layers_between_the_boxes_there() -> None:
    found = propose(plan())
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


def test_the_program_does_where_the_package_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_text(f"#!{sys.executable}\n{graphviz.PACKAGED}", encoding="utf-8")
    program.chmod(0o755)
    usual = propose(plan())
    monkeypatch.setattr(graphviz, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert propose(plan()) == usual
    program.write_text(f"#!{sys.executable}\nraise SystemExit('out of memory')", encoding="utf-8")
    with pytest.raises(MissingError, match="out of memory"):
        propose(plan())


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


def test_every_proposal_can_be_asked_for() -> None:
    for name in PROPOSALS:
        assert proposed(plan(), name).boxes.keys() == proposed(plan(), "layers").boxes.keys()
        assert name in CliRunner().invoke(command_line, ["compile", "--help"]).output
    assert propose(Plan([], [], [], GAPS)).boxes == {}
