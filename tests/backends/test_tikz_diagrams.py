"""Diagrams in TikZ: named nodes and lines from anchor to anchor, and in the PDF all that the scene says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from picture_tools import pdflatex

from sgc.backends.raster import PdfBackend
from sgc.backends.tikz import to_tikz
from sgc.compiler import load, solve
from sgc.drawing import compose
from sgc.graph.box import UNITS
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout
from sgc.source import Source
from sgc.verify.picture import picture_file
from sgc.verify.vector.detector import read_page
from sgc.verify.vector.page import Ink
from sgc.verify.verify import verify

EXAMPLES = Path(__file__).parents[2] / "examples"
ENDS = """
diagram {
  a: box "one\\nof two lines" ; b: circle "b" ; c: ellipse "an ellipse" ; d: cloud ; e: hexagon "x_y & 50%"
  a -> b { head: triangle, tail: 'hollow diamond' } ; b -> c { head: circle, tail: open } ; c -> d { dashed, head: bar }
  d -> e { head: zero or many, tail: one } ; e -> a { head: 'hollow circle', tail: cross } ; a -> a "again"
}
"""


def solved(scene: SceneGraph) -> Layout:
    layout = solve(scene)
    assert isinstance(layout, Layout)
    return layout


def pdf_of(scene: SceneGraph, layout: Layout, folder: Path) -> bytes:
    return pdflatex(to_tikz(compose(scene, layout)).encode(), folder)


@pytest.mark.parametrize("name", ["checkout", "services", "animals", "shop", "parcel", "ends"])
def test_the_pdf_shows_all_that_the_scene_says(name: str, tmp_path: Path) -> None:
    (scene,) = load(Source("ends.sgc", ENDS) if name == "ends" else EXAMPLES / f"{name}.sgc")
    layout = solved(scene)
    pdf = picture_file("picture.pdf", pdf_of(scene, layout, tmp_path))
    report = verify(pdf, scene)
    assert [fact.statement for fact in report.facts if fact.verdict != "holds" and not fact.free] == []


def test_it_reads_as_if_a_person_had_written_it() -> None:
    (scene,) = load(EXAMPLES / "checkout.sgc")
    text = to_tikz(compose(scene, solved(scene)))
    for line in (
        r"\usetikzlibrary{positioning}",
        "(cart) [below=42bp of start]",
        r"  \draw (start.south) edge[link line] (cart.north);",
        "-| (leave.north);",
        r"{\fitted{66.83bp}{1.12}{Show the cart}};",
    ):
        assert line in text
    assert text.count(r"\draw") == len(scene.links)


def test_nodes_are_where_the_layout_has_them(tmp_path: Path) -> None:
    """Positions that are told by other nodes are those of the layout, however long the chain."""
    chain = "\n".join(f"n{i}: box ; n{i} -> n{i + 1}" for i in range(25))
    (scene,) = load(Source("a.sgc", f"diagram {{ direction right\n{chain} ; n25: box }}"))
    layout = solved(scene)
    text = to_tikz(compose(scene, layout))
    assert text.count("[right=") > 12  # of a chain of 25 links, which may be folded into rows
    page = read_page(picture_file("picture.pdf", pdflatex(text.encode(), tmp_path)))
    seen = [mark.box for mark in page.marks if isinstance(mark, Ink) and mark.fill and mark.stroke]
    boxes = [[edge / UNITS for edge in one.box] for one in layout.objects]
    assert len(seen) == len(boxes)
    for here, there in zip(sorted(seen, key=_row_by_row), sorted(boxes, key=_row_by_row), strict=True):
        assert max(abs(a - b) for a, b in zip(here, there, strict=True)) < 0.2


def _row_by_row(box: Sequence[float]) -> tuple[int, int]:
    """Where a box stands, as roughly as tells nodes from each other."""
    return round(box[1] / 10), round(box[0] / 10)


def test_the_figure_is_as_large_as_in_a_pdf_file(tmp_path: Path) -> None:
    (scene,) = load(EXAMPLES / "checkout.sgc")
    drawing = compose(scene, solved(scene))
    own, set_by_tex = (
        read_page(picture_file("picture.pdf", data))
        for data in (PdfBackend().render(drawing), pdflatex(to_tikz(drawing).encode(), tmp_path))
    )
    assert (set_by_tex.width, set_by_tex.height) == pytest.approx((own.width, own.height), abs=0.02)


def test_names_of_nodes_are_plain_and_different(tmp_path: Path) -> None:
    (scene,) = load(Source("a.sgc", "diagram { 'é a': box ; 'e a': box ; '1 2': box ; 'é a' -> 'e a' -> '1 2' }"))
    text = to_tikz(compose(scene, solved(scene)))
    assert "(e a)" in text
    assert "(e a 2)" in text
    assert "(n1 2)" in text
    assert pdflatex(text.encode(), tmp_path)
