"""Where reports show what was seen: on the picture, whatever its proportions are beside the scene's canvas."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from sgc.backends.raster import PngBackend
from sgc.backends.svg import to_svg
from sgc.drawing.primitives import Drawing
from sgc.source import Source, Span
from sgc.verify import picture_file
from sgc.verify.html import report_page
from sgc.verify.overlay import overlay_png
from sgc.verify.types import Fact, Report, Verdict

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
    span = Span(Source("a.sgc", "cup"), 0, 3)
    report = replace(WIDE, facts=tuple(Fact("count", "one cup", span, verdict, "") for verdict in verdicts))
    page = report_page([(report, picture_file("a.png", PngBackend().render(SQUARE)))])
    assert f"<h1>a.png: {said}</h1>" in page
