"""Which basic shape a surface is: its mask beside each shape's, drawn in the same box."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sgc.measure.outlines import flatten
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.verify.renders.forms import form_of
from sgc.verify.renders.neighbours import highest, lowest

#: Shapes that a surface may be: those that a node of a diagram has.
NAMES = tuple(name for name in SHAPES if name not in ("image", "text", "record", "line", "arrow", "square"))
#: A shape is drawn so many times as large to be compared.
FINE = 4
#: How much of a surface, beside what is at the shape's edge, may be otherwise than in a shape; and how many pixels more
#: than in the likest shape, as a part of the length around.
OTHER, CLOSE = 0.04, 0.06
#: Thin outlines are measured as wider by so much (pixels), which moves the tips of pointed shapes.
THINNER = 0.5
#: What is so small, in pixels, has too few of them for corners to be told from a round edge.
DOT, ROUND = 20, ("circle", "ellipse", "start dot")
#: Round shapes with two rings, and all others.
DOUBLE = ("double circle", "end dot")
PLAIN = tuple(name for name in NAMES if name not in DOUBLE)


def shapes_of(mask: NDArray[np.bool_], outline: float, is_double: bool) -> tuple[str, ...]:
    """The shapes that a surface may have, the likeliest first; empty for none. ``mask`` (height, width) is of what is
    within its outline, which is so many pixels wide, and two rings or not."""
    nouns = _named(mask, outline, DOUBLE if is_double else ()) or _named(mask, outline, PLAIN)
    nouns = nouns or _named(mask, max(0.5, outline - THINNER), PLAIN)
    if nouns in ((), ("queue",)):  # corners may be so round that the sides look bent
        form = form_of(mask)
        nouns = form.nouns if form is not None and "rounded" in form.nouns else nouns
    return nouns


def _named(mask: NDArray[np.bool_], outline: float, names: Sequence[str]) -> tuple[str, ...]:
    height, width = mask.shape
    off = {name: _off(mask, name, round(outline * 2) / 2) for name in names}
    may_be = {name: count for name, (count, share) in off.items() if share <= OTHER}
    if not may_be:
        return ()
    most = min(may_be.values()) + CLOSE * 2 * (width + height)
    nouns = sorted((name for name, count in may_be.items() if count <= most), key=lambda name: may_be[name])
    if "rectangle" in nouns and abs(width - height) <= 2:
        nouns.append("square")
    if "circle" in nouns and abs(width - height) > 2:
        nouns.remove("circle")
    if "pill" in nouns and abs(width - height) <= 2:  # that is as round
        nouns += [name for name in ("circle", "ellipse") if name not in nouns]
    if max(width, height) <= DOT:
        nouns += [name for name in ROUND if name in off and off[name][1] <= 2 * OTHER and name not in nouns]
    return tuple(nouns)


def _off(mask: NDArray[np.bool_], name: str, outline: float) -> tuple[int, float]:
    """How many pixels of a surface and a shape are in one of the two only, and how many of them are not at the shape's
    edge, as a part of all that the shape has."""
    inner, edge = _inner(name, mask.shape[1], mask.shape[0], outline)
    differ = mask ^ inner
    return int(differ.sum()), float((differ & ~edge).sum()) / max(1, int(inner.sum()))


@cache
def _inner(name: str, width: int, height: int, outline: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The pixels of a shape's inside, without its outline, in a box of its inside's size, and those near its edge."""
    full = width + 2 * outline, height + 2 * outline
    image = Image.new("L", (round(full[0] * FINE), round(full[1] * FINE)))
    pen = ImageDraw.Draw(image)
    around = next(line for line in flatten(shape_outline(name, *full), 0.1) if len(line) > 2)  # others are within
    corners = [(x * FINE, y * FINE) for x, y in around]
    pen.polygon(corners, fill=255)
    pen.line([*corners, corners[0]], fill=0, width=round(2 * outline * FINE), joint="curve")
    drawn = image.crop(image.getbbox()).resize((width, height), Image.Resampling.BOX)
    inner = np.asarray(drawn) > 127
    rimmed = np.pad(inner, 1)
    return inner, (highest(rimmed) & ~lowest(rimmed))[1:-1, 1:-1]
