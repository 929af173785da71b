"""What can be seen in a render: the pictures of all nouns and the basic shapes, each ready to be painted in pixels.

A glyph is one set of outlines, whatever its colours: an emoji and the same emoji in a stated colour are one glyph. Two
files with the same outlines are two: an old woman is told from a woman by the colour of her hair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import cairocffi
import numpy as np

from sgc.graph.colors import rgb
from sgc.graph.vocabulary import Noun, all_nouns, lookup
from sgc.measure import pictures
from sgc.measure.affine import onto, rotated, transformed
from sgc.measure.paths import Command, Commands, bounds, union
from sgc.measure.pictures import Layer
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.source import MissingError
from sgc.verify.types import FRAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: left, top, width and height of what a picture is painted into, in pixels.
Place = tuple[float, float, float, float]
#: cairo's numbers of the steps of a path, and how many rows of its data each takes: a head, then its points.
_STEPS = {"M": (0, 2), "L": (1, 2), "C": (2, 4), "Z": (3, 1)}
#: Corners of a group's frame, as parts of its shorter side: they are rounder on small frames.
FRAME_CORNERS = (0.125, 0.05)


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """``looks`` are its colourings, each the layers farthest first; a layer without a fill takes the tint.

    ``nouns`` are all that are drawn by it. ``free`` is a shape that is made anew for every width and height.
    """

    name: str
    nouns: tuple[str, ...]
    looks: tuple[tuple[Layer, ...], ...]
    aspect: float
    free: bool = False

    def layers(self, look: int = 0, aspect: float | None = None) -> tuple[Layer, ...]:
        """The layers of one look; those of a free shape in the box (0, 0, aspect, 1)."""
        if not self.free or aspect is None:
            return self.looks[look]
        return (Layer(_free_outline(self.name, aspect)),)

    def turned_aspect(self, degrees: float) -> float:
        """Width over height of its ink after a clockwise turn."""
        if degrees % 180 == 0:
            return self.aspect
        if degrees % 180 == 90:
            return 1 / self.aspect
        ink = pictures.ink((layer.commands for layer in self.looks[0]), degrees)
        return ink.width / ink.height


def glyphs_of(nouns: Iterable[Noun]) -> tuple[Glyph, ...]:
    """The glyphs by which these nouns can be drawn. Nouns without a picture have none."""
    found: dict[tuple[str, tuple[Commands, ...]], tuple[list[str], list[tuple[Layer, ...]], float]] = {}
    for noun in nouns:
        for picture in _pictures(noun):
            outlines = tuple(layer.commands for layer in picture.layers)
            # a picture's name says its kind, its key and its natural colour
            name = "-".join(picture.name.replace("recolored", "emoji").split("-#")[0].split("-")[:2])
            named, looks, _ = found.setdefault((name, outlines), ([], [], picture.aspect))
            if noun.concept not in named:
                named.append(noun.concept)
            if picture.layers not in looks:
                looks.append(picture.layers)
    return tuple(
        Glyph(name, tuple(named), tuple(looks), aspect) for (name, _), (named, looks, aspect) in found.items()
    )  # fmt: skip


def _pictures(noun: Noun) -> Iterable[pictures.Picture]:
    """Every picture that a drawing may choose for the noun: plain, in a stated colour, and in a vessel."""
    return [picture for form in noun.forms() if form.kind == "picture" for picture in _pictures_of(form)]


def _pictures_of(noun: Noun) -> Iterable[pictures.Picture]:
    own = Noun(noun.concept, emoji=noun.emoji, drawing=noun.drawing) if noun.emoji else noun
    try:
        found = [pictures.picture(noun), pictures.picture(noun, tinted=True), pictures.picture(own, tinted=True)]
    except (MissingError, FileNotFoundError):  # without its package nobody can have drawn it either
        return ()
    return [one for one in found if one is not None]


@cache
def shapes() -> tuple[Glyph, ...]:
    """The basic shapes, and the frames of groups, which are rounded rectangles as well."""
    found = [
        Glyph(f"shape-{name}", (name, FRAME) if name == "rounded" else (name,),
              ((Layer(shape_outline(name, shape.aspect, 1.0)),),), shape.aspect, shape.free)
        for name, shape in SHAPES.items() if name not in ("text", "image")
    ]  # fmt: skip
    for corner in FRAME_CORNERS:
        name = f"frame-{corner}"
        found.append(Glyph(name, ("rounded", FRAME), ((Layer(_free_outline(name, 1.5)),),), 1.5, True))
    return tuple(found)


@cache
def vocabulary() -> tuple[Glyph, ...]:
    """The glyphs of all curated nouns, then the shapes."""
    return (*glyphs_of(all_nouns()), *shapes())


@lru_cache(maxsize=64)
def beyond_vocabulary(words: tuple[str, ...]) -> tuple[Glyph, ...]:
    """The glyphs of words that only a package's name for a picture explains."""
    found = [noun for word in words if (noun := lookup(word)) is not None and not noun.curated]
    return glyphs_of(found)


@lru_cache(maxsize=512)
def _free_outline(name: str, aspect: float) -> Commands:
    from sgc.measure.basic_shapes import rectangle

    kind, _, rest = name.partition("-")
    if kind == "frame":
        return rectangle(0.0, 0.0, aspect, 1.0, float(rest) * min(aspect, 1.0))
    return shape_outline(rest, aspect, 1.0)


# ---------------------------------------------------------------- painting


def placed(layers: Iterable[Layer], place: Place, degrees: float = 0.0) -> tuple[Layer, ...]:
    """The layers turned clockwise and then stretched, so that their ink is exactly in the place."""
    layers = tuple(layers)
    outlines = [rotated(layer.commands, degrees) if degrees else layer.commands for layer in layers]
    box = union(map(bounds, outlines))
    assert box is not None, "every picture has ink"
    x, y, width, height = place
    fit = onto(box, (x, y, x + width, y + height))
    return tuple(
        Layer(transformed(outline, fit), layer.fill, layer.rule, layer.opacity, layer.shade)
        for layer, outline in zip(layers, outlines, strict=True)
    )


def surface(width: int, height: int) -> tuple[Any, Any]:
    """A transparent surface, and the context that paints on it."""
    made = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, width, height)
    return made, cairocffi.Context(made)


def trace(context: Any, commands: Iterable[Command]) -> None:
    """The outline as the context's path."""
    path = Path(commands)
    cairocffi.cairo.cairo_append_path(context._pointer, path.pointer)


class Path:
    """An outline in cairo's own form (``cairo_path_t``), which is appended to a context's path in one step."""

    def __init__(self, commands: Iterable[Command]) -> None:
        numbers: list[Any] = []
        heads: list[tuple[int, int]] = []
        rows: list[int] = []
        for name, *points in commands:
            rows.append(len(numbers) // 2)
            heads.append(_STEPS[str(name)])
            numbers += (0.0, 0.0, *points)
        data = np.array(numbers, np.float64).reshape(-1, 2)
        data.view(np.int32)[rows, :2] = np.array(heads, np.int32).reshape(-1, 2)
        self._data = data  # cairo reads from it as long as the path is in use
        self.pointer: Any = cairocffi.ffi.new(
            "cairo_path_t *",
            {"status": 0, "data": cairocffi.ffi.from_buffer("cairo_path_data_t[]", data), "num_data": len(data)},
        )


def paint(context: Any, layers: Iterable[Layer], tint: str) -> None:
    """The layers as they lie, each in its colour."""
    for layer in layers:
        trace(context, layer.commands)
        context.set_fill_rule(1 if layer.rule == "evenodd" else 0)
        context.set_source_rgba(*rgb(layer.color(tint)), layer.opacity)
        context.fill()


def bytes_of(made: Any) -> NDArray[np.uint8]:
    """Rows of premultiplied red, green, blue and alpha, 0 to 255."""
    made.flush()
    width, height, stride = made.get_width(), made.get_height(), made.get_stride()
    raw = np.frombuffer(made.get_data(), np.uint8).reshape(height, stride)[:, : width * 4].reshape(height, width, 4)
    return raw[..., [2, 1, 0, 3]]


def pixels(made: Any) -> NDArray[np.float32]:
    """Rows of premultiplied red, green, blue and alpha, 0 to 1."""
    return bytes_of(made).astype(np.float32) / np.float32(255)
