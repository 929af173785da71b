"""Which basic shape a surface is: its mask beside each shape's, drawn in the same box."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sgc.graph.nodes import RECORD
from sgc.measure.outlines import flatten
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.verify.strokes.surfaces import Surface, closed
from sgc.verify.types import FRAME

#: Shapes that a surface may be: those that a node of a diagram has.
NAMES = tuple(name for name in SHAPES if name not in ("image", "text", "record", "line", "arrow", "square"))
#: A shape is drawn so many times as large to be compared.
FINE = 4
#: The least share that a surface and a shape have in common, and how much less another one's may be to be as likely.
ALIKE, CLOSE = 0.9, 0.006


def nouns_of(surface: Surface) -> tuple[str, ...]:
    """The nouns that a surface may be called by, the likeliest first; empty for none."""
    if _is_record(surface):
        return (RECORD,)
    height, width = surface.mask.shape
    shares = {name: _share(surface, name, width, height) for name in NAMES}
    best = max(shares.values())
    if best < ALIKE:
        return ()
    close = sorted((name for name in shares if shares[name] >= best - CLOSE), key=lambda name: -shares[name])
    nouns = list(close)
    if "rectangle" in nouns and abs(width - height) <= 2:
        nouns.append("square")
    if "circle" in nouns and abs(width - height) > 2:
        nouns.remove("circle")
    if surface.is_frame:
        return (FRAME,) if {"rounded", "rectangle"} & {*nouns} else ()
    return tuple(nouns)


def _share(surface: Surface, name: str, width: int, height: int) -> float:
    """What a surface and a shape have in common, as a part of what either has."""
    inner = _inner(name, width, height, round(surface.outline * 2) / 2)
    both = float((surface.mask & inner).sum())
    either = float((surface.mask | inner).sum())
    return both / either if either else 0.0


@cache
def _inner(name: str, width: int, height: int, outline: float) -> NDArray[np.bool_]:
    """The pixels of a shape's inside, without its outline, in a box of its inside's size."""
    full = width + 2 * outline, height + 2 * outline
    image = Image.new("L", (round(full[0] * FINE), round(full[1] * FINE)))
    pen = ImageDraw.Draw(image)
    lines = [
        [(x * FINE, y * FINE) for x, y in line] for line in flatten(shape_outline(name, *full), 0.1) if len(line) > 2
    ]
    for line in lines:
        pen.polygon(line, fill=255)
    for line in lines:
        pen.line([*line, line[0]], fill=0, width=round(2 * outline * FINE), joint="curve")
    drawn = closed(np.asarray(image) > 0, FINE)
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    if not len(rows):
        return np.zeros((height, width), bool)
    cut = Image.fromarray(drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8) * 255)
    found: NDArray[np.bool_] = np.asarray(cut.resize((width, height), Image.Resampling.BOX)) > 127
    return found


def _is_record(surface: Surface) -> bool:
    """Whether a surface is a table or class: a rectangle whose first region is a band along its upper end."""
    if surface.is_frame or len(surface.regions) < 2 or not surface.mask.mean() > 0.985:
        return False
    left, top, right, _ = surface.inner
    first = min(surface.regions, key=lambda one: one.box[1])
    spans = [one.box[2] - one.box[0] for one in surface.regions]
    return first.box[1] <= top + 1 and min(spans) >= 0.95 * (right - left)
