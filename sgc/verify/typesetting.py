"""A text that is looked for, as it can be drawn: in the shipped fonts, in as many lines as it can have.

Programs that have not the font in which texts are measured draw each line in their own, stretched to the measured
width; matplotlib's is one of the shipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sgc.measure.affine import transformed
from sgc.measure.faces import face
from sgc.measure.paths import Commands
from sgc.measure.text import Typeset, colored_layers, outlines, segments, typeset

#: By how much less room, as a part of it, lines are broken anew.
NARROWER = 0.9995
#: The face that texts are drawn in by programs without the one in which they are measured, regular and bold.
STRETCHED = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
#: The size at which texts are set to be compared, in pixels.
SIZE = 100.0


@dataclass(frozen=True)
class Setting:
    """``layers`` are the outline of the text, or those of its lines, then those of its emoji, farthest first."""

    text: str
    block: Typeset
    layers: tuple[Commands, ...]


@lru_cache(maxsize=256)
def settings(text: str) -> tuple[Setting, ...]:
    """The text in one line, and in every way in which it is broken into more where it has less room, plain and bold."""
    found: list[Setting] = []
    for bold in (False, True) if text.strip() else ():  # an empty cell is not seen
        room: float | None = None
        while True:
            block = typeset(text, SIZE, bold=bold, max_width=room)
            if room is not None and block.width > room:  # no word is broken
                break
            layers = [outlines(block), *(layer.commands for layer in colored_layers(block))]
            if kept := tuple(layer for layer in layers if layer):
                found.append(Setting(text, block, kept))
            if stretched := _stretched(block, bold):
                found.append(Setting(text, block, stretched))
            room = block.width * NARROWER
    return tuple(found)


def _stretched(block: Typeset, bold: bool) -> tuple[Commands, ...]:
    """The outlines of the lines in another face; none where that does not have all of their characters."""
    other = face(STRETCHED[bold])
    found = []
    for line in block.lines:
        said = segments(line.text)
        words = "".join(part.text for part in said)
        if not words.strip() or any(part.kind != "text" for part in said) or not all(map(other.has, words)):
            return ()
        shaped = other.shape(words, rtl=False)
        fit = (line.width / shaped.advance, 0.0, 0.0, block.font_size, line.x, line.baseline_y)
        found.append(transformed(shaped.outline(), fit))
    return tuple(found)
