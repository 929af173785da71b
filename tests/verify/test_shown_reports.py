"""Where reports show what was seen: on the picture, whatever its proportions are beside the scene's canvas."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from sgc.backends.raster import PngBackend
from sgc.backends.svg import to_svg
from sgc.cli.verify import report_text
from sgc.drawing.primitives import Drawing
from sgc.source import Source, Span
from sgc.verify import picture_file
from sgc.verify.html import report_page
from sgc.verify.overlay import overlay_png
from sgc.verify.types import Cause, Detection, Fact, FactKind, Report, Verdict

SPAN = Span(Source("a.sgc", "cup"), 0, 3)
SQUARE = Drawing(300, 300, "#ff0000", ())
WIDE = Report("told", (600, 300), (300, 300), (), ())


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_of_other_proportions_is_neither_stretched_nor_has_anything_beside_it(kind: str) -> None:
    """The verifier scales what it sees by one number; so is the picture under its boxes."""
    data = to_svg(SQUARE).encode() if kind == "svg" else PngBackend().render(SQUARE)
    shown = Image.open(BytesIO(overlay_png(WIDE, picture_file(f"a.{kind}", data))))
    wide, high = shown.size
    assert wide == high
    assert {shown.getpixel((x, high // 2)) for x in (0, wide // 2, wide - 1)} == {(255, 0, 0)}


def test_a_picture_is_shown_upright_as_it_is_looked_at() -> None:
    turned, file = Image.new("RGB", (40, 20), "#ff0000"), BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # a camera that was held on its side
    turned.save(file, "JPEG", exif=exif)
    upright = replace(WIDE, shown=(20, 40))
    shown = Image.open(BytesIO(overlay_png(upright, picture_file("a.jpg", file.getvalue()))))
    assert shown.width * 2 == shown.height
    assert shown.getpixel((shown.width - 1, shown.height - 1)) != (255, 255, 255)


def test_a_text_of_several_lines_is_named_in_one() -> None:
    words = Detection("text", (50, 50, 200, 100), 1.0, {"text": "«interface»\nShape"})
    report = replace(WIDE, shown=(300, 300), detections=(words,))
    assert overlay_png(report, picture_file("a.png", PngBackend().render(SQUARE)))


def test_a_page_shows_the_picture_as_it_is_and_says_only_its_name() -> None:
    page = report_page([(WIDE, picture_file("folder of mine/a.png", PngBackend().render(SQUARE)))])
    assert "aspect-ratio:300/300" in page
    assert "object-fit: contain; object-position: left top" in page
    assert "folder of mine" not in page


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("holds",), "verified, the fact holds"),
        (("holds", "holds"), "verified, all 2 facts hold"),
        (("fails", "fails", "holds"), "not verified: 1 of 3 facts hold, 2 fail"),
        (("fails", "unchecked"), "not verified: 0 of 2 facts hold, 1 fails, 1 could not be checked"),
    ],
)
def test_a_page_begins_with_how_many_facts_hold(verdicts: tuple[Verdict, ...], said: str) -> None:
    report = replace(WIDE, facts=tuple(Fact("count", "one cup", SPAN, verdict, "") for verdict in verdicts))
    page = report_page([(report, picture_file("a.png", PngBackend().render(SQUARE)))])
    assert f"<h1>a.png: {said}</h1>" in page


def fact(kind: FactKind, said: str, verdict: Verdict, *evidence: int, cause: Cause | None = None) -> Fact:
    return Fact(kind, said, SPAN, verdict, f"why {said}", evidence=evidence, cause=cause)


FAILING = replace(
    WIDE,
    detections=(Detection("cup", (10, 10, 60, 60)), Detection("table", (0, 100, 290, 290))),
    facts=(
        fact("relation", "cup on table", "holds", 0, 1),
        fact("attribute", "plate: blue", "fails"),
        fact("relation", "plate on table", "fails", 1, cause="absent"),
        fact("count", "a blue plate", "fails", cause="absent"),
        fact("attribute", "cup: large", "unchecked", 0),
        fact("attribute", "cup: red", "fails", 0),
    ),
)


def test_what_fails_comes_first_and_what_only_follows_from_it_marks_nothing() -> None:
    said = [one.statement for one in FAILING.ordered]
    assert said == ["a blue plate", "cup: red", "plate: blue", "plate on table", "cup: large", "cup on table"]
    assert FAILING.marked == {0: (2,)}


def test_a_page_marks_in_the_picture_what_speaks_against_a_fact_and_folds_up_what_holds() -> None:
    page = report_page([(FAILING, picture_file("a.png", PngBackend().render(SQUARE)))])
    assert '<b class="mark" style="left:3.33%;top:3.33%">2</b>' in page
    assert 'class="seen wrong" id="seen-0-0"' in page
    assert 'class="seen" id="seen-0-1"' in page
    assert '<b class="mark">2</b><strong>cup: red</strong>' in page
    assert '<details class="holds">' in page
    assert '<details class="follows" open>' in page


def test_an_overlay_lists_what_fails_under_the_picture() -> None:
    file = picture_file("a.png", PngBackend().render(SQUARE))
    shown = Image.open(BytesIO(overlay_png(FAILING, file)))
    assert shown.height > shown.width == 800
    assert len(shown.crop((0, 800, 800, shown.height)).getcolors(2**16) or ()) > 1
    assert (198, 40, 40) in {shown.getpixel((x, 27)) for x in range(27, 160)}, "a red line around the cup"


def test_a_table_leaves_out_what_follows_where_that_is_much() -> None:
    assert "plate: blue" in report_text(FAILING, "a.png", details=False)
    lost = tuple(fact("attribute", f"plate: {number}", "fails") for number in range(9))
    told = report_text(replace(FAILING, facts=(*FAILING.facts, *lost)), "a.png", details=False)
    assert "plate: 3" not in told
    assert "11 more fail because of what is missing" in told
    assert "plate: 3" in report_text(replace(FAILING, facts=(*FAILING.facts, *lost)), "a.png", details=True)
