"""The motifs of fill patterns: one tile of each, the same wherever it is drawn or looked for.

A motif is a square tile of side 1, possibly turned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from sgc.measure.basic_shapes import ellipse, polygon
from sgc.measure.paths import Commands


@dataclass(frozen=True, slots=True)
class Motif:
    """One tile, in a frame turned clockwise by ``angle`` degrees: bars across the whole tile, which
    join into stripes, and closed ``marks`` that stay within it. All are wound clockwise (y down)."""

    angle: int = 0
    vertical: tuple[tuple[float, float], ...] = ()
    horizontal: tuple[tuple[float, float], ...] = ()
    marks: Commands = ()


def bar(left: float, top: float, right: float, bottom: float) -> Commands:
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def _star(cx: float, cy: float, r: float) -> Commands:
    turns = [(pi * i / 5 - pi / 2, r if i % 2 == 0 else 0.42 * r) for i in range(10)]
    return polygon(*((cx + length * cos(turn), cy + length * sin(turn)) for turn, length in turns))


_WAVE: Commands = (
    ("M", 0.0, 0.3), ("C", 0.2, 0.3, 0.3, 0.6, 0.5, 0.6), ("C", 0.7, 0.6, 0.8, 0.3, 1.0, 0.3), ("L", 1.0, 0.62),
    ("C", 0.8, 0.62, 0.7, 0.92, 0.5, 0.92), ("C", 0.3, 0.92, 0.2, 0.62, 0.0, 0.62), ("Z",),
)  # fmt: skip

MOTIFS: Mapping[str, Motif] = {
    "stripes": Motif(angle=45, vertical=((0.28, 0.72),)),
    "vertical": Motif(vertical=((0.28, 0.72),)),
    "horizontal": Motif(horizontal=((0.28, 0.72),)),
    "rising": Motif(angle=45, vertical=((0.37, 0.63),)),
    "falling": Motif(angle=-45, vertical=((0.37, 0.63),)),
    "upright": Motif(vertical=((0.37, 0.63),)),
    "level": Motif(horizontal=((0.37, 0.63),)),
    "plaid": Motif(vertical=((0.1, 0.4), (0.55, 0.62)), horizontal=((0.1, 0.4), (0.55, 0.62))),
    "grid": Motif(vertical=((0.43, 0.57),), horizontal=((0.43, 0.57),)),
    "crosshatch": Motif(angle=45, vertical=((0.43, 0.57),), horizontal=((0.43, 0.57),)),
    "dots": Motif(angle=45, marks=ellipse(0.5, 0.5, 0.27, 0.27)),
    "specks": Motif(angle=45, marks=ellipse(0.5, 0.5, 0.15, 0.15)),
    "checks": Motif(marks=bar(0, 0, 0.5, 0.5) + bar(0.5, 0.5, 1, 1)),
    "diamonds": Motif(marks=polygon((0.5, 0.08), (0.84, 0.5), (0.5, 0.92), (0.16, 0.5))),
    "zigzag": Motif(marks=polygon((0, 0.45), (0.5, 0), (1, 0.45), (1, 0.9), (0.5, 0.45), (0, 0.9))),
    "waves": Motif(marks=_WAVE),
    "stars": Motif(angle=20, marks=_star(0.5, 0.5, 0.32)),
}  # fmt: skip

#: The motif of each pattern word of the vocabulary, in its canonical form.
WORDS: Mapping[str, str] = {
    "striped": "stripes", "banded": "horizontal", "pinstriped": "upright", "dotted": "dots", "speckled": "specks",
    "checkered": "checks", "plaid": "plaid", "gridded": "grid", "hatched": "rising", "crosshatched": "crosshatch",
    "zigzag": "zigzag", "chevron": "zigzag", "wavy": "waves", "starry": "stars", "argyle": "diamonds",
}  # fmt: skip


def tile_marks(motif: Motif) -> tuple[Commands, ...]:
    """The foreground of one tile of side 1, before the motif's turn."""
    bars = [bar(a, 0, b, 1) for a, b in motif.vertical] + [bar(0, a, 1, b) for a, b in motif.horizontal]
    return (*bars, motif.marks)
