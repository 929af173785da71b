"""A text that is looked for, as it can be drawn: in the shipped fonts, in as many lines as it can have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sgc.measure.paths import Commands
from sgc.measure.text import Typeset, colored_layers, outlines, typeset

#: By how much less room, as a part of it, lines are broken anew.
NARROWER = 0.9995
#: The size at which texts are set to be compared, in pixels.
SIZE = 100.0


@dataclass(frozen=True)
class Setting:
    """``layers`` are the outline of the text, then those of its emoji, farthest first."""

    text: str
    block: Typeset
    layers: tuple[Commands, ...]


@lru_cache(maxsize=256)
def settings(text: str) -> tuple[Setting, ...]:
    """The text in one line, and in every way in which it is broken into more where it has less room, plain and bold."""
    found = []
    for bold in (False, True):
        room: float | None = None
        while True:
            block = typeset(text, SIZE, bold=bold, max_width=room)
            if room is not None and block.width > room:  # no word is broken
                break
            layers = [outlines(block), *(layer.commands for layer in colored_layers(block))]
            if kept := tuple(layer for layer in layers if layer):
                found.append(Setting(text, block, kept))
            room = block.width * NARROWER
    return tuple(found)
