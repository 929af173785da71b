"""The picture with what was seen drawn on it, as a PNG: a box and a name for each thing, red where a fact fails."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from sgc.source import MissingError
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import Report

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: The longer side of an overlay, at least, so that names can be read.
LEAST_SIDE = 800
SEEN, WRONG, UNMATCHED = "#1565c0", "#c62828", "#8e24aa"


def overlay_png(report: Report, picture: PictureFile) -> bytes:
    """PNG bytes. A picture that cannot be turned into pixels here (a PDF) is left out, and its boxes are shown.

    Raises MissingError where a package for that is missing.
    """
    from PIL import ImageDraw, ImageFont

    width, height = report.shown
    scale = max(1.0, LEAST_SIDE / max(width, height))
    size = (round(width * scale), round(height * scale))
    image = _pixels(picture, size)
    draw = ImageDraw.Draw(image)
    with as_file(files("sgc.measure") / "fonts" / "OpenSans-Bold.ttf") as path:
        font = ImageFont.truetype(str(path), 13)
    wrong = {i for fact in report.failed for i in fact.evidence}
    for number, one in enumerate(report.detections):
        color = WRONG if number in wrong else SEEN
        left, top, right, bottom = (edge * scale for edge in one.box)
        draw.rectangle((left, top, right, bottom), outline=color, width=2)
        name = one.attributes.get("text", "") if one.noun == "text" else one.noun
        _name(draw, font, name, (left + 2, max(0.0, top - 16)), color)
    for box in report.unmatched:
        left, top, right, bottom = (edge * scale for edge in box)
        draw.rectangle((left, top, right, bottom), outline=UNMATCHED, width=3)
        _name(draw, font, "no name", (left + 2, max(0.0, top - 16)), UNMATCHED)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _name(draw: ImageDraw, font: FreeTypeFont, name: str, place: tuple[float, float], color: str) -> None:
    """A name on white, so that it can be read on any picture."""
    draw.rectangle(draw.textbbox(place, name, font=font), fill="#ffffff")
    draw.text(place, name, fill=color, font=font)


def _pixels(picture: PictureFile, size: tuple[int, int]) -> Image:
    from PIL import Image as Images

    if picture.kind == "pdf":
        return Images.new("RGB", size, "#ffffff")
    if picture.kind == "svg":
        picture = replace(picture, kind="raster", data=_rasterised(picture.data, size[0]))
    return Images.fromarray(pixels_of(picture)).resize(size)


def _rasterised(svg: bytes, width: int) -> bytes:
    try:
        from cairosvg.surface import PNGSurface
    except (ImportError, OSError) as problem:
        raise MissingError(f"An overlay of an SVG needs cairosvg and the cairo library ({problem}).") from problem
    png: bytes = PNGSurface.convert(bytestring=svg, output_width=width, url_fetcher=_nothing_outside)
    return png


def _nothing_outside(url: str, resource_type: str) -> bytes:
    """Images that stand in the file itself; nothing else is ever opened."""
    from base64 import b64decode

    head, found, data = url.partition("base64,")
    if not found or not head.startswith("data:image/"):
        raise ValueError(f"not embedded: {url[:60]}")
    return b64decode(data)
