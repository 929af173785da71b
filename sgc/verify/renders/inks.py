"""Pictures of the vocabulary traced once for cairo, to be painted at many places and in many colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cairocffi
import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import rgb
from sgc.measure.paths import Bounds, bounds, union
from sgc.measure.pictures import Layer
from sgc.verify.renders.glyphs import Path, Place


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """``layers``, the farthest first, each with the path that cairo was given; ``box`` is that of all their ink."""

    layers: Sequence[tuple[Layer, Path]]
    box: Bounds

    @property
    def wide(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def high(self) -> float:
        return self.box[3] - self.box[1]

    def painted(self, place: Place, columns: int, rows: int, tint: str) -> NDArray[np.uint8]:
        """The ink stretched into a place of a surface of that size: rows of premultiplied red, green, blue and
        alpha."""
        found = np.zeros((rows, columns, 4), np.uint8)
        made = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, columns, rows, found)
        context = self._context(made, place)
        cairo, pointer = cairocffi.cairo, context._pointer  # called as they are: thousands of times for a picture
        for (layer, path), (red, green, blue) in zip(self.layers, _colors(self, tint), strict=True):
            cairo.cairo_append_path(pointer, path.pointer)
            cairo.cairo_set_fill_rule(pointer, 1 if layer.rule == "evenodd" else 0)
            cairo.cairo_set_source_rgba(pointer, blue, green, red, layer.opacity)  # whose bytes begin with blue
            cairo.cairo_fill(pointer)
        made.flush()
        return found

    def edged(self, place: Place, columns: int, rows: int, width: float) -> NDArray[np.uint8]:
        """The opacity (0 to 255) of a line along the outlines of all layers, which reaches ``width`` pixels beyond the
        ink, in a place of a surface of that size."""
        found = np.zeros((rows, -(-columns // 4) * 4), np.uint8)
        made = cairocffi.ImageSurface(cairocffi.FORMAT_A8, columns, rows, found, found.shape[1])
        context = self._context(made, place)
        for _, path in self.layers:
            cairocffi.cairo.cairo_append_path(context._pointer, path.pointer)
        context.identity_matrix()  # a line is as thick as it is, however the outline is stretched
        context.set_line_join(cairocffi.LINE_JOIN_ROUND)
        context.set_line_width(2 * width)
        context.stroke()
        made.flush()
        return found[:, :columns]

    def _context(self, made: cairocffi.ImageSurface, place: Place) -> cairocffi.Context:
        """What paints the ink into a place of a surface."""
        context = cairocffi.Context(made)
        context.translate(place[0], place[1])
        context.scale(place[2] / (self.wide or 1.0), place[3] / (self.high or 1.0))
        context.translate(-self.box[0], -self.box[1])
        return context


@lru_cache(maxsize=4096)
def _colors(ink: Ink, tint: str) -> tuple[tuple[float, float, float], ...]:
    """The colour of each layer, red, green and blue from 0 to 1."""
    return tuple(rgb(layer.color(tint)) for layer, _ in ink.layers)


def ink_of(layers: Iterable[Layer]) -> Ink | None:
    """The layers traced; None where they have no ink."""
    layers = tuple(layers)
    box = union(bounds(layer.commands) for layer in layers)
    return Ink([(layer, Path(layer.commands)) for layer in layers], box) if box is not None else None
