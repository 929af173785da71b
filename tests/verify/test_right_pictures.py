"""Right pictures of imported files, in pixels: no fact of them fails, whatever their size, colours and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.source import Source
from sgc.verify import Report, picture_file, verify
from sgc.verify.strokes.detector import StrokesDetector

pytest.importorskip("scipy")
pytest.importorskip("rapidocr_onnxruntime")

FILES = Path(__file__).parent.parent / "importing" / "files"


def reports(name: str, scale: float = 1.0) -> list[Report]:
    """What is seen of each figure of a file that has a picture."""
    drawings = [(scene, compile_scene(scene).drawing) for scene in load(FILES / name)]
    files = [(scene, PngBackend(scale=scale).render(one)) for scene, one in drawings if one is not None]
    return [verify(picture_file("a.png", data), scene, StrokesDetector()) for scene, data in files]


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("mermaid/aliases_entities.mmd", 1),  # rings between pixels at the ends of lines
        ("mermaid/timeline_of_years.mmd", 1),  # poles that go on as ticks
        ("dot/modules.dot", 1),  # a bold line aslant between two things
        ("d2/idioms.d2", 1),  # dashes that are like the letter of a node
        ("dot/hello.dot", 2),  # few words in fine pixels
        ("dot/structs.dot", 1),  # a head right at a corner
        ("mermaid/composite.mmd", 2),  # end dots in frames
        ("mermaid/order.mmd", 2),  # plates behind words in things with bold outlines
    ],
)
def test_no_fact_of_a_right_picture_fails(name: str, scale: float) -> None:
    for report in reports(name, scale):
        assert [fact.statement for fact in report.failed] == []


@pytest.mark.parametrize(
    "name",
    [
        "dot/automaton.dot",  # heads that touch side by side
        "mermaid/booking_states.mmd",  # a note's dotted line
        "mermaid/classes.mmd",  # dashes between pixels
    ],
)
def test_links_are_certain_beside_others_and_where_they_are_broken(name: str) -> None:
    for report in reports(name):
        assert {fact.verdict for fact in report.facts if fact.kind == "link"} == {"holds"}


def report_of(source: Source) -> Report:
    """What is seen in the picture of a figure."""
    (scene,) = load(source)
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    return verify(picture_file("a.png", PngBackend().render(drawing)), scene, StrokesDetector())


def test_an_arrowhead_right_behind_a_bend_is_one() -> None:
    (report,) = reports("../../../examples/diagrams/ci.mmd")
    assert [fact.statement for fact in report.failed] == []


@pytest.mark.parametrize("links", ["x -> p ; y -> q", "x -> q ; y -> p"])
def test_nodes_with_one_text_are_told_apart_by_their_links(links: str) -> None:
    nodes = 'x: box "X" ; y: box "Y" ; p: hexagon "go" ; q: hexagon "go" ; x left of y'
    report = report_of(Source("a.sgc", f"diagram {{ {nodes} ; {links} }}"))
    assert [fact.statement for fact in report.failed] == []


def test_a_bar_that_is_nearly_as_long_as_its_row_is_a_bar_and_ticks_behind_bars_are_there() -> None:
    tasks = "[Planning] requires 25 days\n[Requirements] requires 4 days\n[Design] starts at [Requirements]'s end"
    text = f"@startgantt\nProject starts 2022-03-27\n{tasks} and requires 5 days\n@endgantt\n"
    report = report_of(Source("a.puml", text))
    assert [fact.statement for fact in report.failed] == []
