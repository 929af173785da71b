"""The picture with what was seen drawn on it, as a PNG: what speaks against a fact has its number, and is red."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from sgc.source import MissingError
from sgc.verify.boxes import painting_order
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import TEXT, Pixels, Report

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: The longer side of an overlay, at least, so that names can be read.
LEAST_SIDE = 800
SEEN, WRONG, NAMELESS, INK, PAPER = "#1565c0", "#c62828", "#8e24aa", "#25313f", "#ffffff"
#: The size of letters, the height of a line and the room around the list, in pixels; and the most that it says.
LETTERS, LEADING, ROOM, MOST = 14, 20, 12, 12


def overlay_png(report: Report, picture: PictureFile) -> bytes:
    """PNG bytes: a box around everything that was seen, with the numbers of the facts that it speaks against, which are
    listed under the picture. A picture that cannot be turned into pixels here (a PDF) is left out, and its boxes are
    shown.

    Raises MissingError where a package for that is missing.
    """
    from PIL import Image as Images
    from PIL import ImageDraw

    width, height = report.shown
    scale = max(1.0, LEAST_SIDE / max(width, height))
    size = (round(width * scale), round(height * scale))
    lines = _list(report)
    image = Images.new("RGB", (size[0], size[1] + (len(lines) * LEADING + 2 * ROOM if lines else 0)), PAPER)
    image.paste(_pixels(picture, size), (0, 0))
    draw = ImageDraw.Draw(image)
    plain, bold = (_font(face) for face in ("Regular", "Bold"))
    marked = report.marked
    for i in painting_order(report.detections, marked):
        one = report.detections[i]
        name = " ".join(one.attributes.get("text", "").split()) if one.noun == TEXT else one.noun
        if i in marked:
            _frame(draw, bold, one.box, scale, " ".join((*map(str, marked[i]), name)), WRONG, 3)
        else:
            _frame(draw, plain, one.box, scale, name, SEEN, 1)
    for box in report.unmatched:
        _frame(draw, bold, box, scale, "no name", NAMELESS, 2)
    for number, (color, line) in enumerate(lines):
        place = (ROOM, size[1] + ROOM + number * LEADING)
        draw.text(place, _cut(line, bold, size[0] - 2 * ROOM), fill=color, font=bold)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _list(report: Report) -> list[tuple[str, str]]:
    """The colour and the words of each line under the picture."""
    lines = [(WRONG, f"{number}  {fact.statement}: {fact.why}") for number, fact in enumerate(report.wrong[:MOST], 1)]
    more = len(report.failed) - len(lines)
    if more:
        lines.append((WRONG, f"{more} more {'fails' if more == 1 else 'fail'}"))
    if report.unchecked:
        lines.append((INK, f"{len(report.unchecked)} could not be checked"))
    return lines


def _frame(draw: ImageDraw, font: FreeTypeFont, box: Pixels, scale: float, name: str, color: str, thick: int) -> None:
    """A box with its name at its upper left corner, within the picture; white on the colour where it is bold."""
    left, top, right, bottom = (edge * scale for edge in box)
    draw.rectangle((left, top, right, bottom), outline=color, width=thick)
    _, _, wide, high = font.getbbox(name)
    x, y = max(0.0, min(left, draw.im.size[0] - wide - 6)), max(0.0, top - high - 4)
    ground, ink = (PAPER, color) if thick == 1 else (color, PAPER)
    draw.rectangle((x, y, x + wide + 6, y + high + 4), fill=ground)
    draw.text((x + 3, y + 1), name, fill=ink, font=font)


def _cut(line: str, font: FreeTypeFont, width: float) -> str:
    """As much of a line as there is room for."""
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line + "…"


def _font(face: str) -> FreeTypeFont:
    from PIL import ImageFont

    with as_file(files("sgc.measure") / "fonts" / f"OpenSans-{face}.ttf") as path:
        return ImageFont.truetype(str(path), LETTERS)


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
