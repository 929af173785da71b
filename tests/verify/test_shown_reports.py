"""Where reports show what was seen: on the picture, whatever its proportions are beside the scene's canvas."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from sgc.backends.raster import PngBackend
from sgc.backends.svg import to_svg
from sgc.drawing.primitives import Drawing
from sgc.verify import picture_file
from sgc.verify.html import report_page
from sgc.verify.overlay import overlay_png
from sgc.verify.types import Report

SQUARE = Drawing(300, 300, "#ff0000", ())
WIDE = Report("told", (600, 300), (), ())


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_of_other_proportions_is_not_stretched(kind: str) -> None:
    """The verifier scales what it sees by one number; so is the picture under its boxes."""
    data = to_svg(SQUARE).encode() if kind == "svg" else PngBackend().render(SQUARE)
    shown = Image.open(BytesIO(overlay_png(WIDE, picture_file(f"a.{kind}", data))))
    wide, high = shown.size
    assert wide == 2 * high
    assert shown.getpixel((wide // 4, high // 2)) == (255, 0, 0)
    assert shown.getpixel((wide * 3 // 4, high // 2)) == (255, 255, 255)


def test_a_page_shows_the_picture_as_it_is_and_says_only_its_name() -> None:
    page = report_page(WIDE, picture_file("folder of mine/a.png", PngBackend().render(SQUARE)))
    assert "aspect-ratio:600/300" in page
    assert "object-fit: contain; object-position: left top" in page
    assert "folder of mine" not in page
