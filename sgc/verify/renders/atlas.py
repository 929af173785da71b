"""Every look of every glyph as it stands in a cut-out, ready to be compared: painted once, stored with the weights.

A thing is first compared with all of them at once in a few thick pixels, then with the best ones in fine ones.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.cutting import CROP, MARGIN
from sgc.verify.renders.glyphs import Glyph, Place, paint, pixels, placed, surface

Floats = NDArray[np.float32]

#: Where the ink is in a cut-out: pixels from its edge.
EDGE = CROP * MARGIN / (1 + 2 * MARGIN)
#: Pixels of a cut-out along the side of a thick one.
THICK = 3


@dataclass(frozen=True, slots=True)
class Look:
    """One colouring of a glyph: the glyph's name and nouns, its aspect, and whether it is made for every aspect."""

    name: str
    nouns: tuple[str, ...]
    aspect: float
    free: bool

    @property
    def is_shape(self) -> bool:
        return self.name.startswith(("shape-", "frame-"))


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """Ink in a cut-out, (n, height, width): its colour is ``tint * tinted + fixed``, premultiplied (``fixed`` has a
    last axis of red, green and blue), its opacity ``alpha``; all 0 to 1."""

    tinted: Floats
    fixed: Floats
    alpha: Floats

    def __getitem__(self, key: Any) -> Planes:
        return Planes(self.tinted[key], self.fixed[key], self.alpha[key])


@dataclass(frozen=True, eq=False)
class Atlas:
    """``packed`` (n, CROP, CROP, 5) bytes: tinted, fixed red, green and blue, and alpha of each of the ``looks``."""

    looks: tuple[Look, ...]
    packed: NDArray[np.uint8]

    @cached_property
    def thick(self) -> Planes:
        """All looks in thick pixels."""
        side = CROP // THICK
        found = np.zeros((len(self.packed), side, side, 5), np.float32)
        for y in range(THICK):
            for x in range(THICK):
                found += self.packed[:, y::THICK, x::THICK]
        return _planes(found / np.float32(255 * THICK**2))

    def fine(self, numbers: Sequence[int] | NDArray[np.int64]) -> Planes:
        return _planes(self.packed[np.asarray(numbers, np.int64)].astype(np.float32) / np.float32(255))

    def inner(self, number: int) -> NDArray[np.uint8]:
        """One look's bytes within its own box."""
        edge = round(EDGE)
        return self.packed[number, edge : CROP - edge, edge : CROP - edge]

    def joined(self, other: Atlas) -> Atlas:
        return Atlas((*self.looks, *other.looks), np.concatenate((self.packed, other.packed)))

    # ------------------------------------------------------------ as bytes

    def to_bytes(self) -> bytes:
        """Names and planes, compressed."""
        table = [[one.name, list(one.nouns), one.aspect, one.free] for one in self.looks]
        head = json.dumps(table, ensure_ascii=False).encode()
        return zlib.compress(len(head).to_bytes(4, "big") + head + self.packed.tobytes(), 9)

    @staticmethod
    def from_bytes(content: bytes) -> Atlas:
        """Raises ValueError and zlib.error for bytes that hold no atlas."""
        whole = zlib.decompress(content)
        size = int.from_bytes(whole[:4], "big")
        table = json.loads(whole[4 : 4 + size])
        packed = np.frombuffer(whole, np.uint8, offset=4 + size).reshape(len(table), CROP, CROP, 5)
        looks = tuple(Look(name, tuple(nouns), aspect, free) for name, nouns, aspect, free in table)
        return Atlas(looks, packed)


def atlas_of(glyphs: Sequence[Glyph]) -> Atlas:
    """Every look of the glyphs; free shapes in their usual proportions."""
    looks, found = [], []
    for glyph in glyphs:
        for number in range(len(glyph.looks)):
            looks.append(Look(glyph.name, glyph.nouns, round(glyph.aspect, 4), glyph.free))
            found.append(packed(glyph, number))
    return Atlas(tuple(looks), np.stack(found) if found else np.zeros((0, CROP, CROP, 5), np.uint8))


def packed(glyph: Glyph, look: int = 0, aspect: float | None = None) -> NDArray[np.uint8]:
    """One look in a cut-out, (CROP, CROP, 5) bytes; a free shape in a box of that aspect."""
    side = CROP - 2 * EDGE
    place: Place = (EDGE, EDGE, side, side)
    at = placed(glyph.layers(look, aspect), place)
    on_black, on_white = (_painted(at, tint) for tint in ("#000000", "#ffffff"))
    tinted = (on_white - on_black)[..., :1]
    parts = np.rint(255 * np.concatenate((tinted, on_black), axis=2))
    found: NDArray[np.uint8] = parts.clip(0, 255).astype(np.uint8)
    return found


def planes_of(glyph: Glyph, aspect: float) -> Planes:
    """A free shape in a box of that aspect."""
    return _planes(packed(glyph, aspect=aspect)[None].astype(np.float32) / np.float32(255))


def _planes(parts: Floats) -> Planes:
    return Planes(parts[..., 0], parts[..., 1:4], parts[..., 4])


def _painted(layers: Any, tint: str) -> Floats:
    made, context = surface(CROP, CROP)
    paint(context, layers, tint)
    return pixels(made)
