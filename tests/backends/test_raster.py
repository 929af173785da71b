"""PNG and PDF show what the SVG shows, need no font of the machine, and are the same bytes every time."""

from __future__ import annotations

from io import BytesIO

import pytest
import sample_drawings
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from sgc.backends.raster import PdfBackend, PngBackend, _data_only
from sgc.backends.svg import to_svg
from sgc.drawing.primitives import Drawing
from sgc.source import SgcError

VECTOR = ["breakfast", "shapes", "patterns", "words"]


def sample(name: str) -> Drawing:
    found: Drawing = getattr(sample_drawings, name)()
    return found


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of channels, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(a, b)).mean) / 3


def resvg(svg: str, width: int) -> Image.Image:
    import resvg_py

    return opened(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width)))


@pytest.mark.parametrize("name", VECTOR)
def test_two_rasterisers_agree(name: str) -> None:
    """The drawing stays within what both draw alike; a lost layer would be a difference of several units."""
    drawing = sample(name)
    ours = opened(PngBackend().render(drawing))
    assert difference(ours, resvg(to_svg(drawing, outlines=True), drawing.width)) < 0.9


@pytest.mark.parametrize("name", ["shapes", "patterns"])
def test_patterns_and_clipped_marks_look_alike(name: str) -> None:
    drawing = sample(name)
    one, two = (resvg(to_svg(drawing, outlines=outlines), drawing.width) for outlines in (False, True))
    assert difference(one, two) < 2


def test_the_comparison_sees_a_lost_object() -> None:
    drawing = sample("breakfast")
    fewer = Drawing(drawing.width, drawing.height, drawing.background, drawing.children[1:])
    assert difference(opened(PngBackend().render(drawing)), opened(PngBackend().render(fewer))) > 3


def test_a_canvas_pixel_is_scale_pixels() -> None:
    drawing = sample("breakfast")
    assert opened(PngBackend().render(drawing)).size == (640, 480)
    assert opened(PngBackend(scale=2).render(drawing)).size == (1280, 960)
    assert opened(PngBackend(scale=0.5).render(drawing)).size == (320, 240)


@pytest.mark.parametrize("scale", [0.0, -1.0, 0.0001, 30.0, 1000.0, float("nan"), float("inf")])
def test_a_scale_that_gives_no_picture_is_refused(scale: float) -> None:
    with pytest.raises(SgcError, match="pixels"):
        PngBackend(scale=scale).render(sample("breakfast"))


@pytest.mark.parametrize("backend", [PngBackend(), PdfBackend()], ids=["png", "pdf"])
@pytest.mark.parametrize("name", [*VECTOR, "photograph"])
def test_equal_drawings_give_equal_bytes(backend: PngBackend | PdfBackend, name: str) -> None:
    assert backend.render(sample(name)) == backend.render(sample(name))


def test_a_pdf_has_its_title_no_date_of_today_and_no_fonts() -> None:
    reader = PdfReader(BytesIO(PdfBackend().render(sample("words"))))
    (page,) = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (480, 300)
    assert reader.metadata is not None
    assert reader.metadata.title == sample("words").title
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2000
    assert "/Font" not in (page["/Resources"] or {})  # type: ignore[operator]  # a dictionary of the page


def test_odd_titles_do_not_stop_a_pdf() -> None:
    for title in ("\0", "\ud800", "()\\", "🍎", ""):
        PdfBackend().render(Drawing(10, 10, "#ffffff", (), title, title))


@pytest.mark.parametrize(
    "url",
    ["http://example.org/a.png", "file:///etc/passwd", "/etc/passwd", "data:image/svg+xml;base64,PHN2Zy8+", "data:,x"],
)  # fmt: skip
def test_nothing_outside_the_drawing_is_read(url: str) -> None:
    with pytest.raises(ValueError, match="not embedded"):
        _data_only(url, "image/*")
