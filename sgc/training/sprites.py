"""Pictures of nouns as pixels, painted once, so that training pictures are put together in milliseconds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sgc.graph.vocabulary import Noun, all_nouns, is_a
from sgc.measure.pictures import Layer
from sgc.verify.renders.glyphs import Glyph, Place, glyphs_of, paint, pixels, placed, surface, vocabulary

#: The longer side of a stored picture, in pixels.
SIDE = 160
#: Families that are kept out of training, so that what was never seen can be measured: every noun that is one.
HELD_OUT = ("musical instrument", "science", "insect", "hat", "flower")
#: How many pictures beyond the vocabulary are trained on.
BEYOND = 400

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture's ink: its color is ``tint * tinted + fixed`` (premultiplied), its opacity ``alpha``.

    ``tinted`` and ``alpha`` are (height, width), ``fixed`` is (height, width, 3); all 0 to 1.
    """

    tinted: Array
    fixed: Array
    alpha: Array

    def resized(self, width: int, height: int) -> Sprite:
        return Sprite(*(_resized(plane, width, height) for plane in (self.tinted, self.fixed, self.alpha)))


def sprite(layers: Sequence[Layer], width: int, height: int, degrees: float = 0.0) -> Sprite:
    """The layers over exactly this many pixels, turned clockwise."""
    place: Place = (0.0, 0.0, width, height)
    at = placed(layers, place, degrees)
    on_black, on_white = (_painted(at, tint, width, height) for tint in ("#000000", "#ffffff"))
    return Sprite((on_white - on_black)[..., :3].mean(axis=2), on_black[..., :3], on_black[..., 3])


def _painted(layers: Sequence[Layer], tint: str, width: int, height: int) -> Array:
    made, context = surface(width, height)
    paint(context, layers, tint)
    return pixels(made)


def _resized(plane: Array, width: int, height: int) -> Array:
    if plane.ndim == 3:
        return np.stack([_resized(plane[..., i], width, height) for i in range(plane.shape[2])], axis=2)
    image = Image.fromarray(np.ascontiguousarray(plane), "F")
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR), np.float32)


# ---------------------------------------------------------------- which pictures are trained on


_STRETCHED = {"shape-circle": "shape-ellipse", "shape-square": "shape-rectangle", "shape-line": "shape-rectangle",
              "frame-0.125": "shape-rounded", "frame-0.05": "shape-rounded"}  # fmt: skip


@dataclass(frozen=True)
class Classes:
    """What is told apart in training: ``glyphs`` by number, and the number of the placeholder, the last.

    ``common`` is how many of the first are of the vocabulary; the others are pictures beyond it, for breadth.
    """

    glyphs: tuple[Glyph, ...]
    common: int

    @property
    def count(self) -> int:
        return len(self.glyphs) + 1

    @property
    def placeholder(self) -> int:
        return len(self.glyphs)

    @cached_property
    def labels(self) -> tuple[int, ...]:
        """What each class is called in training: shapes that are one when stretched to a square share a label."""
        first: dict[str, int] = {}
        names = [_STRETCHED.get(glyph.name, glyph.name) for glyph in self.glyphs]
        return (*(first.setdefault(name, i) for i, name in enumerate(names)), self.placeholder)

    def has_turn(self, kind: int) -> bool:
        """Whether a turn of it can be told: pictures have an upright, most shapes have several."""
        return kind < self.placeholder and not self.glyphs[kind].name.startswith(("shape", "frame"))


def is_held_out(glyph: Glyph) -> bool:
    return any(is_a(noun, family) for noun in glyph.nouns for family in HELD_OUT)


def training_classes() -> Classes:
    """The vocabulary's glyphs that are not held out, and ``BEYOND`` pictures that only their packages name."""
    own = [glyph for glyph in vocabulary() if not is_held_out(glyph)]
    known = {glyph.name for glyph in vocabulary()}
    more = islice((glyph for glyph in _packaged_glyphs() if glyph.name not in known), BEYOND)
    return Classes((*own, *more), len(own))


def _packaged_glyphs() -> Iterator[Glyph]:
    """Emoji and icons beyond the vocabulary, in an order that has nothing to do with what they show."""
    from sgc.measure.emoji import emoji_folder

    held_out = {glyph.name for glyph in vocabulary() if is_held_out(glyph)}
    nouns = []
    for path in emoji_folder().glob("*.svg"):
        if "-" not in path.stem:
            character = chr(int(path.stem, 16))
            nouns.append(Noun(unicodedata.name(character, path.stem).lower(), emoji=character))
    nouns += [Noun(icon.replace("-", " "), icon=icon) for icon in _icons()]
    nouns.sort(key=lambda noun: crc32(noun.concept.encode()))
    unseen = {noun.concept for noun in all_nouns() if any(is_a(noun.concept, family) for family in HELD_OUT)}
    for noun in nouns:
        if not any(word in unseen for word in noun.concept.split()):
            for glyph in glyphs_of([noun]):
                if glyph.name not in held_out:
                    yield replace(glyph, looks=glyph.looks[:2])


def _icons() -> list[str]:
    from fonticon_mdi7 import MDI7

    return [name.strip("_").replace("_", "-") for name in vars(MDI7) if not name.startswith("__")]


def stored_sprites(glyph: Glyph) -> tuple[Sprite, ...]:
    """Every look of a glyph whose outlines do not change with its proportions."""
    scale = SIDE / max(glyph.aspect, 1.0)
    width, height = max(8, round(glyph.aspect * scale)), max(8, round(scale))
    return tuple(sprite(look, width, height) for look in glyph.looks)


def fonts() -> tuple[str, ...]:
    """The files of the project's own fonts."""
    folder = files("sgc.measure.fonts")
    return tuple(sorted(str(path) for path in folder.iterdir() if path.name.endswith(".ttf")))
