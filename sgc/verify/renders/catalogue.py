"""The flat regions of every picture of the vocabulary: by them a region that is seen says what it may be a part of.

A geometric hash in the manner of H. Wolfson and I. Rigoutsos, "Geometric Hashing" (1997): each region is kept in the
coordinates of its own box, so that one region that is wholly seen gives name, place and size of the whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.glyphs import Glyph, bytes_of, paint, placed, surface
from sgc.verify.renders.regions import GRID, channels, grids_of, packed, pieces

#: The longer side of a picture whose regions are taken, in pixels; the smallest region, as a share of the picture's
#: box, and the most that are kept of one look, and of it in white and in black each, whose shades are all alike.
SIDE, LEAST, MOST, MERGED = 192, 0.003, 10, 3
#: What is thinner than so many pixels of that is not seen in pictures of 80 and of 40 pixels; and how far, as a part of
#: its longer side, the edges of a region have to move by that for it to be kept as another.
THIN, DIFFERENT = (5, 9), 0.03

#: One region of a look. ``box`` and ``point`` (the middle of its thickest part) are parts of the ink's width and
#: height; its colour is ``color`` (0 to 255) plus ``tinted`` (0 to 1) times the tint; ``area`` is its share of the box;
#: ``grids`` as a Region's, 0 to 255.
ENTRY = np.dtype(
    [("look", "<i4"), ("box", "<f4", 4), ("point", "<f4", 2), ("color", "u1", 3), ("tinted", "<f4"),
     ("area", "<f4"), ("grids", "u1", (2, GRID * GRID))]
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Catalogue:
    """``entries`` of ENTRY, in the order of the looks of an atlas."""

    entries: NDArray[np.void]

    # Each column for itself is many times faster to choose from than the entries are.

    @cached_property
    def looks(self) -> NDArray[np.int64]:
        return self.entries["look"].astype(np.int64)

    @cached_property
    def boxes(self) -> NDArray[np.float64]:
        return self.entries["box"].astype(np.float64)

    @cached_property
    def points(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.entries["point"])

    @cached_property
    def colors(self) -> NDArray[np.float32]:
        """(3, n)."""
        return np.ascontiguousarray(self.entries["color"].T.astype(np.float32))

    @cached_property
    def tinted(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.entries["tinted"])

    @cached_property
    def areas(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.entries["area"])

    @cached_property
    def grids(self) -> NDArray[np.float32]:
        """0 to 1, (n, 2, GRID * GRID)."""
        return self.entries["grids"].astype(np.float32) / np.float32(255)

    @cached_property
    def fills(self) -> NDArray[np.float32]:
        """How much of its box each region has, without and with what is in its holes, (2, n)."""
        return np.ascontiguousarray(self.grids.mean(2).T)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The number of each look's first entry, and after the last that of all entries."""
        return np.searchsorted(self.looks, np.arange(self.looks[-1] + 2 if len(self.looks) else 1))

    def of(self, look: int) -> NDArray[np.void]:
        """The entries of one look."""
        if look + 1 >= len(self.starts):
            return self.entries[:0]
        return self.entries[self.starts[look] : self.starts[look + 1]]

    def joined(self, other: Catalogue, looks: int) -> Catalogue:
        """With those of another atlas, whose looks come after so many."""
        more = other.entries.copy()
        more["look"] += looks
        return Catalogue(np.concatenate((self.entries, more)))

    def to_bytes(self) -> bytes:
        return zlib.compress(self.entries.tobytes(), 9)

    @staticmethod
    def from_bytes(content: bytes) -> Catalogue:
        """Raises ValueError and zlib.error for bytes that hold no catalogue."""
        return Catalogue(np.frombuffer(zlib.decompress(content), ENTRY))


def catalogue_of(glyphs: Sequence[Glyph], known: Mapping[int, NDArray[np.void]] | None = None) -> Catalogue:
    """The regions of every look of the glyphs, numbered as in their atlas; of some the entries may be ``known``."""
    found = []
    looks = [(glyph, look) for glyph in glyphs for look in range(len(glyph.looks))]
    for number, (glyph, look) in enumerate(looks):
        if known and number in known:
            entries = known[number].copy()
            entries["look"] = number
        else:
            entries = np.array(_entries(glyph, look, number), ENTRY)
        found.append(entries)
    return Catalogue(np.concatenate(found) if found else np.zeros(0, ENTRY))


def _entries(glyph: Glyph, look: int, number: int) -> list[tuple[object, ...]]:
    from scipy import ndimage

    scale = SIDE / max(1.0, glyph.aspect)
    width, height = max(12, round(scale * glyph.aspect)), max(12, round(scale))
    at = placed(glyph.layers(look), (0.0, 0.0, width, height))
    black, white = (_flat(at, tint, width, height) for tint in ("#000000", "#ffffff"))
    opaque = black[..., 3] == 255
    both = (packed(black).astype(np.int64) << 24) | packed(white)
    pairs, where = np.unique(both[opaque], return_inverse=True)
    index = np.zeros((height, width), np.int32)
    index[opaque] = where
    found: list[tuple[object, ...]] = []
    largest = _largest(index, opaque)
    for shown in (packed(white), packed(black)):  # where parts of a picture that differ have one colour
        merged = (one for one in _largest(shown, opaque) if len(np.unique(index[_place(one)][one[2]])) > 1)
        largest += islice(merged, MERGED)
    for _, (left, top, _, _), mask in largest:
        if mask.sum() < LEAST * width * height:
            continue
        for x, y, part in _seen_as(mask):
            deep = ndimage.distance_transform_edt(np.pad(part, 1))[1:-1, 1:-1]
            row, column = np.unravel_index(int(deep.argmax()), deep.shape)
            pair = int(pairs[index[top + y + row, left + x + column]])
            color, lit = channels(pair >> 24), channels(pair)
            tinted = sum(b - a for a, b in zip(color, lit, strict=True)) / 765
            point = ((left + x + column + 0.5) / width, (top + y + row + 0.5) / height)
            box = ((left + x) / width, (top + y) / height,
                   (left + x + part.shape[1]) / width, (top + y + part.shape[0]) / height)  # fmt: skip
            grids = np.rint(255 * grids_of(part)).astype(np.uint8)
            found.append((number, box, point, color, tinted, float(part.sum()) / (width * height), grids))
    return found


def _largest(
    colors: NDArray[np.int32], opaque: NDArray[np.bool_]
) -> list[tuple[int, tuple[int, int, int, int], NDArray[np.bool_]]]:
    """The largest pieces of one colour."""
    return sorted(pieces(colors, opaque), key=lambda one: (-one[2].sum(), one[1]))[:MOST]


def _place(piece: tuple[int, tuple[int, int, int, int], NDArray[np.bool_]]) -> tuple[slice, slice]:
    left, top, right, bottom = piece[1]
    return slice(top, bottom), slice(left, right)


def _seen_as(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """A region as it is seen, and as it is in smaller pictures, where what is thin has no pixel of its own: where its
    box begins in its own (x, y), and its mask."""
    from scipy import ndimage

    yield 0, 0, mask
    last = (0, 0, mask.shape[1], mask.shape[0])
    for thick in THIN:
        opened = ndimage.binary_opening(np.pad(mask, thick), np.ones((thick, thick)))[thick:-thick, thick:-thick]
        labels, count = ndimage.label(opened, np.ones((3, 3)))
        if not count:
            return
        largest = int(np.bincount(labels.ravel())[1:].argmax()) + 1
        rows, columns = ndimage.find_objects(labels)[largest - 1]
        box = (columns.start, rows.start, columns.stop, rows.stop)
        if max(abs(a - b) for a, b in zip(box, last, strict=True)) > DIFFERENT * max(mask.shape):
            yield box[0], box[1], labels[rows, columns] == largest
            last = box


def _flat(layers: object, tint: str, width: int, height: int) -> NDArray[np.uint8]:
    """Rows of red, green, blue and alpha bytes, painted without smooth edges."""
    import cairocffi

    made, context = surface(width, height)
    context.set_antialias(cairocffi.ANTIALIAS_NONE)
    paint(context, layers, tint)  # type: ignore[arg-type]
    return bytes_of(made)
