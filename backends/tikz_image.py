r"""Raster images in a TeX file that is complete by itself: pixels as a PDF object, written in hexadecimal.

``\includegraphics`` would need a second file. pdfTeX can make the same object from text; other engines
cannot, so that a drawing with images needs pdfTeX.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from textwrap import wrap
from zlib import compress

from sgc.backends.printing import LINE_LENGTH, comment
from sgc.backends.tikz_path import coordinate, dimension
from sgc.drawing.primitives import Image

#: More pixels of the image than this for one of the canvas are not written.
SHARPNESS = 2


def embedded(image: Image) -> Iterator[str]:
    """The lines that place the image in its box: top left corner at (x, y), y down."""
    width, height, color, alpha = _pixels(image)
    yield from comment("%", f"Image: {image.title} ({width} x {height} pixels, compressed)")
    x, y, across, down = coordinate(image.x), coordinate(image.y), dimension(image.width), dimension(image.height)
    space = f"/Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
    space += "\n  /Interpolate true /Filter [/ASCIIHexDecode /FlateDecode]"
    mask = ""
    yield r"\begingroup\pdfcompresslevel=0  % the data is compressed already"
    if alpha is not None:
        yield rf"\immediate\pdfobj stream attr {{{space}"
        yield r"  /ColorSpace /DeviceGray} {%"
        yield from _hexadecimal(alpha)
        mask = r" /SMask \the\pdflastobj\space 0 R"
    yield rf"\immediate\pdfobj stream attr {{{space}"
    yield rf"  /ColorSpace /DeviceRGB{mask}}} {{%"
    yield from _hexadecimal(color)
    # A box with nothing in it but the object, drawn over the box's own size.
    yield r"\setbox0\hbox to 1bp{\vbox to 1bp{\vss\hbox{\pdfliteral{/Pixels Do}}}\hss}"
    yield r"\immediate\pdfxform resources {/XObject <</Pixels \the\pdflastobj\space 0 R>>} 0"
    yield r"\endgroup"
    yield rf"\node[anchor=north west, inner sep=0pt] at ({x}, {y})"
    yield rf"  {{\resizebox{{{across}}}{{{down}}}{{\pdfrefxform\pdflastxform}}}};"


def _hexadecimal(data: bytes) -> Iterator[str]:
    lines = wrap(compress(data, 9).hex(), LINE_LENGTH - 10)
    yield from (f"{line}%" for line in lines[:-1])
    yield f"{lines[-1]}>}}"


def _pixels(image: Image) -> tuple[int, int, bytes, bytes | None]:
    """Width, height, colours and, where not all of it is opaque, opacity; a byte each, row by row."""
    from PIL import Image as Pillow

    with Pillow.open(BytesIO(image.png), formats=["PNG"]) as opened:
        picture = opened.convert("RGBA")
    limit = (max(1, round(image.width * SHARPNESS)), max(1, round(image.height * SHARPNESS)))
    if picture.width > limit[0] or picture.height > limit[1]:
        size = (min(picture.width, limit[0]), min(picture.height, limit[1]))
        picture = picture.resize(size, Pillow.Resampling.LANCZOS)
    alpha = picture.getchannel("A").tobytes()
    opaque = alpha.count(255) == len(alpha)
    return picture.width, picture.height, picture.convert("RGB").tobytes(), None if opaque else alpha
