"""Words that something touches or crosses: painted in a shipped font, and looked for all over a picture.

Where ink and a text agree best is found by their normalised correlation. A text is there when all of its ink is, and
what is there besides goes on beyond it: a line that crosses it, an outline that it touches, and no other letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

from sgc.graph.colors import basic_color, from_bytes
from sgc.measure.segments import reading
from sgc.verify.boxes import meet
from sgc.verify.renders.writing import MARGIN, Layout, layouts
from sgc.verify.types import TEXT, Detection
from sgc.verify.typesetting import SIZE

#: The least correlation of a place that is looked at, and the most such places of a text in one size.
CORRELATED, PLACES = 0.55, 3
#: By how much a text is moved to where it fits best, in pixels.
STEPS = (0.5, 0.25, 0.12)
#: How much of a pixel's ink may be missing, and how much of all ink (0 to 1).
MISSING, WHOLE = 0.45, 0.1
#: More ink than so much beside a text's own is of something else; how much of a text that may touch.
OTHER, TOUCHED = 0.4, 0.45
#: How near the next letter of a longer text is, as a part of its height, and how high in pixels one is at least.
BESIDE, STROKE = 0.25, 5
#: What is longer than this, in pixels, is no letter.
LETTERS = 40
#: Letters of this size are written in most diagrams (pixels of an em), beside those that are seen.
USUAL = (12.0, 14.0)
#: Ink is at least so strong (0 to 255).
INKED = 40.0


class Spotter:
    """Looks for words in what is painted: ``strength`` (height, width) says how much each pixel differs from the plain
    colour around, 0 to 255, and ``lined`` where lines run."""

    def __init__(self, picture: NDArray[np.uint8], strength: NDArray[np.float32], lined: NDArray[np.bool_]) -> None:
        self.picture, self.strength, self.lined = picture, strength, lined
        self.plane = np.minimum(strength / 255, 1.0)
        labels, _ = ndimage.label(strength > 0, np.ones((3, 3)))
        self.long = lined.copy()
        for number, place in enumerate(ndimage.find_objects(labels), 1):
            if max(place[0].stop - place[0].start, place[1].stop - place[1].start) > LETTERS:
                self.long[place] |= labels[place] == number
        self.shape = tuple(fft.next_fast_len(side, real=True) for side in strength.shape)
        self.spectrum = fft.rfft2(self.plane, self.shape)
        self.sums = np.pad(self.plane, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        self.squares = np.pad(self.plane**2, ((1, 0), (1, 0))).cumsum(0).cumsum(1)

    def spotted(self, texts: Sequence[str], sizes: Collection[float]) -> list[Detection]:
        """Those of the texts that are there, each as often as it is, in letters of these ``sizes`` (pixels of an
        em)."""
        found: list[Detection] = []
        for text in sorted(texts, key=lambda one: -len(one)):
            for size in sorted({*sizes, *USUAL}):
                for layout in layouts(text):
                    for one in self._places(text, layout, size):
                        if not any(meet(one.box, other.box) for other in found):
                            found.append(one)
        return found

    def _places(self, text: str, layout: Layout, size: float) -> Iterator[Detection]:
        scale = size / SIZE
        wanted = layout.painted(0.0, 0.0, scale)
        if any(a >= b for a, b in zip(wanted.shape, self.plane.shape, strict=True)):
            return
        close = self._correlation(wanted)
        for _ in range(PLACES):
            row, column = np.unravel_index(int(close.argmax()), close.shape)
            if close[row, column] < CORRELATED:
                return
            top, left = max(0, row - wanted.shape[0] // 2), max(0, column - wanted.shape[1] // 2)
            close[top : row + wanted.shape[0] // 2 + 1, left : column + wanted.shape[1] // 2 + 1] = 0
            one = self._compared(text, layout, scale, int(column), int(row))
            if one is not None:
                yield one

    def _correlation(self, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
        """The normalised correlation with a text whose upper left pixel is at each one."""
        rows, columns = wanted.shape
        even = wanted - wanted.mean()
        product = fft.irfft2(self.spectrum * np.conj(fft.rfft2(even, self.shape)), self.shape)
        height, width = self.plane.shape[0] - rows + 1, self.plane.shape[1] - columns + 1
        sums, squares = (
            plane[rows:, columns:] - plane[:-rows, columns:] - plane[rows:, :-columns] + plane[:-rows, :-columns]
            for plane in (self.sums, self.squares)
        )
        spread = np.sqrt(np.maximum(squares - sums**2 / wanted.size, 1e-6) * float((even**2).sum()))
        found: NDArray[np.float64] = product[:height, :width] / spread
        return found

    def _compared(self, text: str, layout: Layout, scale: float, x: int, y: int) -> Detection | None:
        """The text near a place, where it is there."""
        best, by = self._missing(layout, scale, x, y, (0.0, 0.0))
        for step in STEPS:
            for dx, dy in ((step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)):
                missing, other = self._missing(layout, scale, x, y, (by[0] + dx, by[1] + dy))
                if missing < best:
                    best, by = missing, other
        wanted = layout.painted(*by, scale)
        if not self._is_there(wanted, x, y):
            return None
        box = layout.box(x + by[0], y + by[1], scale)
        color = self._color(wanted, x, y)
        attributes = {"text": reading(text), "color": basic_color(color)}
        return Detection(TEXT, box, 1.0, (), attributes, ((color, 1.0),))

    def _missing(
        self, layout: Layout, scale: float, x: int, y: int, by: tuple[float, float]
    ) -> tuple[float, tuple[float, float]]:
        """How much ink is missing with the text moved so."""
        wanted = layout.painted(*by, scale)
        share = self._share(wanted, x, y)
        if share is None:
            return np.inf, by
        return float(np.maximum(wanted - share, 0).sum() + 0.2 * np.maximum(share - wanted, 0).sum()), by

    def _share(self, wanted: NDArray[np.float64], x: int, y: int) -> NDArray[np.float64] | None:
        """How much of each pixel under a text is inked, were it its ink."""
        part = self.strength[y : y + wanted.shape[0], x : x + wanted.shape[1]]
        solid = part[wanted >= 0.6 * wanted.max()] if part.shape == wanted.shape else part[:0]
        power = float(np.median(solid)) / float(np.median(wanted[wanted >= 0.6 * wanted.max()])) if solid.size else 0.0
        return (part / power).astype(np.float64) if power >= INKED else None

    def _is_there(self, wanted: NDArray[np.float64], x: int, y: int) -> bool:
        share = self._share(wanted, x, y)
        if share is None:
            return False
        missing = np.maximum(wanted - share, 0)
        if missing.max() > MISSING or missing.sum() > WHOLE * wanted.sum():
            return False
        other = share - wanted > OTHER
        rows, columns = wanted.shape
        if (other & ~self.long[y : y + rows, x : x + columns]).any():
            return False
        if self._is_part(wanted, x, y):
            return False
        touched = ndimage.binary_dilation(other, np.ones((3, 3)))
        return bool(wanted[touched].sum() <= TOUCHED * wanted.sum())

    def _is_part(self, wanted: NDArray[np.float64], x: int, y: int) -> bool:
        """Whether a letter stands right before or after a text, of which it is a part then."""
        rows, columns = wanted.shape
        inked = (self.strength[y : y + rows] > 0) & ~self.lined[y : y + rows]
        by = round(BESIDE * rows) + 1
        left, right = x + MARGIN, x + columns - MARGIN
        beside = (inked[:, max(0, left - by) : left - 1], inked[:, right + 1 : right + by])
        return any(strip.sum(0).max(initial=0) > STROKE for strip in beside)

    def _color(self, wanted: NDArray[np.float64], x: int, y: int) -> str:
        inner = self.picture[y : y + wanted.shape[0], x : x + wanted.shape[1]][wanted >= 0.9 * wanted.max()]
        return from_bytes(np.median(inner, axis=0).astype(int).tolist())
