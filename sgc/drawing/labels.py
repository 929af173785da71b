"""Texts as primitives: the block that layout measured, set again and put in its room."""

from __future__ import annotations

from sgc.drawing import shades
from sgc.drawing.geometry import drawn
from sgc.drawing.primitives import Paint, Path, Text, TextLine
from sgc.graph.box import UNITS
from sgc.layout.types import Edges, PlacedLabel
from sgc.measure.text import Typeset, colored_layers, outlines, typeset

#: left, top, right, bottom in canvas pixels.
Pixels = tuple[float, float, float, float]


def pixels(box: Edges) -> Pixels:
    """A box of the layout in canvas pixels."""
    left, top, right, bottom = (edge / UNITS for edge in box)
    return left, top, right, bottom


def set_label(label: PlacedLabel) -> Typeset:
    return typeset(label.text, label.font_size, bold=label.bold, max_width=label.wrap)


def text_at(block: Typeset, box: Pixels, color: str, gray: bool = False) -> Text:
    """The block in the middle of its room; ``gray`` takes the colour out of its emoji."""
    x = round((box[0] + box[2] - block.width) / 2, 3)
    y = round((box[1] + box[3] - block.height) / 2, 3)
    move = (1.0, 0.0, 0.0, 1.0, x, y)
    colored = tuple(
        Path(drawn(layer.commands, move), Paint(shades.gray(layer.fill) if gray else layer.fill))
        for layer in colored_layers(block)
    )
    lines = tuple(
        TextLine(line.text, round(x + line.x, 3), round(y + line.baseline_y, 3), round(line.width, 3))
        for line in block.lines
    )
    return Text(
        block.text, x, y, round(block.width, 3), round(block.height, 3), block.font_size, color, lines,
        drawn(outlines(block), move), colored, block.bold,
    )  # fmt: skip
