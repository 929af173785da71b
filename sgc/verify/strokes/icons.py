"""Pictured nodes of a diagram, where something touches or crosses them: the noun's picture painted where it may be.

What is painted and is no shape has a box. Every picture that is asked for is laid into it, moved until it fits best,
and compared: what it paints has to be there, whatever else is beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes
from sgc.graph.vocabulary import lookup
from sgc.measure.pictures import picture as picture_of
from sgc.verify.colors import main_color
from sgc.verify.paint import paint
from sgc.verify.renders.inks import Ink, ink_of
from sgc.verify.types import Detection, Pixels

#: Steps by which a picture is moved and enlarged, in pixels, and the most rounds with each.
STEPS, ROUNDS = (3.0, 1.5, 0.75, 0.35, 0.15), 6
#: More than so much of a channel (0 to 255) counts for no more; a picture fits when its pixels differ by no more than
#: this on average, and so few of them by more than the third.
MOST, MEAN, FAR, FEW = 90.0, 14.0, 60.0, 0.06
#: After the first step so much may be wrong on average, and so many ways go on; so many frequent colours are tried.
ROUGHLY, LIKELY, TINTS = 55.0, 3, 3
#: With no more wrong than this on average it may be the picture, with something before it or an outline around it.
NEARLY = 30.0
#: What a picture paints by less than this is its edge.
PAINTED = 0.05
#: So much of a picture's pixels differ from the ground, or it may be there unseen.
SHOWN = 24.0
#: And of what is beside it in its box so much is ground.
BARE = 0.5
#: The least side of a picture that is looked for, and how large one is at most while it is moved by the first step, in
#: pixels: of a larger one every so many pixels are one then, which tells as much many times faster.
SMALLEST, ROUGH = 20.0, 32.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the ink of a picture is: its left and upper edge and its height, in pixels."""

    left: float
    top: float
    height: float

    def times(self, factor: float) -> _Place:
        """The same place in pixels that are so many times smaller."""
        return _Place(factor * self.left, factor * self.top, factor * self.height)


class _Scene:
    """What pictures are laid over: ``pixels`` (height, width, 3) and the ``ground`` behind them, ``scale`` times
    smaller than they were."""

    def __init__(self, pixels: NDArray[np.uint8], ground: NDArray[np.int16], scale: int = 1) -> None:
        self.pixels, self.ground, self.scale = pixels, ground, scale
        self._coarse: dict[int, _Scene] = {}

    def coarse(self, by: int) -> _Scene:
        """The means of squares of so many pixels."""
        if by == 1:
            return self
        if by not in self._coarse:
            self._coarse[by] = _Scene(_means(self.pixels, by), _means(self.ground, by), by)
        return self._coarse[by]


class _Fit:
    """One picture that is laid over a scene."""

    def __init__(self, scene: _Scene, ink: Ink, tint: str) -> None:
        self.scene, self.ink, self.tint = scene, ink, tint
        self.pixels, self.ground = scene.pixels, scene.ground
        left, top, right, bottom = ink.box
        self.aspect = (right - left) / (bottom - top)

    def off(self, place: _Place) -> NDArray[np.float32] | None:
        """How far each pixel that the picture paints is from what it would be, 0 to 255; None outside of the pixels."""
        cut = self._cut(place)
        if cut is None:
            return None
        rows, columns, painted = cut
        inked = painted[..., 3] > 255 * PAINTED
        ink = painted[inked].astype(np.float32)
        if not len(ink):
            return None
        wanted = ink[:, :3] + (1 - ink[:, 3:] / 255) * self.ground[rows, columns][inked]
        red, green, blue = np.abs(wanted - self.pixels[rows, columns][inked]).T
        found: NDArray[np.float32] = np.maximum(np.maximum(red, green), blue)
        return found

    def _cut(self, place: _Place) -> tuple[slice, slice, NDArray[np.uint8]] | None:
        x, y = int(place.left) - 1, int(place.top) - 1
        width, height = place.height * self.aspect, place.height
        columns, rows = int(width) + 4, int(height) + 4
        if x < 0 or y < 0 or y + rows > self.pixels.shape[0] or x + columns > self.pixels.shape[1]:
            return None
        painted = self.ink.painted((place.left - x, place.top - y, width, height), columns, rows, self.tint)
        return slice(y, y + rows), slice(x, x + columns), painted

    def error(self, place: _Place) -> float:
        off = self.off(place)
        return MOST if off is None else float(np.minimum(off, MOST).mean())

    def roughly(self, place: _Place) -> tuple[float, _Place]:
        """The best place near one by the first step, and what is wrong there, in coarse pixels where it is large."""
        by = max(1, int(place.height * min(1.0, self.aspect) / ROUGH))
        rough = _Fit(self.scene.coarse(by), self.ink, self.tint)
        error, found = rough.settled(place.times(1 / by), [STEPS[0] / by])
        return error, found.times(by)

    def settled(self, place: _Place, steps: Sequence[float]) -> tuple[float, _Place]:
        """The best place near one by these steps, and what is wrong there."""
        best = self.error(place)
        tried, least = {place: best}, SMALLEST / self.scene.scale
        for by in steps:
            for _ in range(ROUNDS):
                before = best
                aside = by * self.aspect / 2
                for dx, dy, dh in ((by, 0, 0), (-by, 0, 0), (0, by, 0), (0, -by, 0), (0, 0, by), (0, 0, -by),
                                   (-aside, -by / 2, by), (aside, by / 2, -by)):  # fmt: skip
                    other = _Place(place.left + dx, place.top + dy, max(least, place.height + dh))
                    if other not in tried:
                        tried[other] = self.error(other)
                    if tried[other] < best:
                        best, place = tried[other], other
                if best == before:
                    break
        return best, place

    def fits(self, place: _Place) -> bool:
        off = self.off(place)
        return off is not None and bool(off.mean() <= MEAN and (off > FAR).mean() <= FEW)

    def is_shown(self, place: _Place) -> bool:
        """Whether the picture there stands out from its ground, which is seen beside it."""
        if (cut := self._cut(place)) is None:
            return False
        rows, columns, painted = cut
        alpha = painted[..., 3:].astype(np.float32) / 255
        shown = (alpha * np.abs(painted[..., :3] / np.maximum(alpha, 0.01) - self.ground[rows, columns])).max(2)
        beside = np.abs(self.pixels[rows, columns] - self.ground[rows, columns]).max(2)[alpha[..., 0] == 0]
        return bool(shown[alpha[..., 0] > PAINTED].mean() > SHOWN and (beside < SHOWN).mean() >= BARE)

    def mask(self, place: _Place) -> NDArray[np.bool_]:
        """The pixels (height, width) that are wholly painted."""
        found = np.zeros(self.pixels.shape[:2], bool)
        if (cut := self._cut(place)) is not None:
            found[cut[0], cut[1]] = cut[2][..., 3] >= 250
        return found

    def box(self, place: _Place) -> Pixels:
        return place.left, place.top, place.left + place.height * self.aspect, place.top + place.height


def fitted(
    pixels: NDArray[np.uint8], ground: NDArray[np.int16], boxes: Sequence[Pixels], nouns: Sequence[str]
) -> list[Detection]:
    """The pictures of these nouns that are in these boxes, one in each at most, scored 1 where they are for sure;
    ``ground`` (height, width, 3) is what is behind."""
    found = []
    scene = _Scene(pixels, ground)
    for box in boxes:
        roughly = [(*fit.roughly(place), fit, noun) for noun, fit in _fits(scene, box, nouns)
                   for place in _places(box, fit.aspect)]  # fmt: skip
        likely = sorted((way for way in roughly if way[0] <= ROUGHLY), key=lambda way: way[0])[:LIKELY]
        ways = [(*fit.settled(place, STEPS[1:]), fit, noun) for _, place, fit, noun in likely]
        best = min(ways, key=lambda way: way[0], default=None)
        if best is not None and best[0] <= NEARLY and best[2].is_shown(best[1]):
            place = best[2].box(best[1])
            colors = paint(pixels, place, best[2].mask(best[1]))
            score = 1.0 if best[2].fits(best[1]) else 0.5
            found.append(Detection(best[3], place, score, (), {"color": main_color(colors)}, colors))
    return found


def _means(plane: NDArray[Any], by: int) -> NDArray[Any]:
    """The means of squares of so many pixels of a plane (height, width, channels)."""
    height, width, channels = plane.shape
    whole = plane[: height // by * by, : width // by * by].reshape(height // by, by, width // by, by, channels)
    means: NDArray[Any] = whole.mean((1, 3), dtype=np.float32).astype(plane.dtype)
    return means


def _fits(scene: _Scene, box: Pixels, nouns: Sequence[str]) -> Iterator[tuple[str, _Fit]]:
    tints = _tints(scene.pixels, scene.ground, box)
    for noun in nouns:
        for ink in _inks(noun):
            takes = any(layer.fill is None for layer, _ in ink.layers)
            yield from ((noun, _Fit(scene, ink, tint)) for tint in (tints if takes else tints[:1]))


@lru_cache(maxsize=256)
def _inks(noun: str) -> tuple[Ink, ...]:
    """The pictures of a noun without and with a colour that is stated, of which some are the same."""
    entry = lookup(noun)
    drawn = [picture_of(entry, tinted) for tinted in (False, True)] if entry is not None else []
    layers = dict.fromkeys(one.layers for one in drawn if one is not None)
    return tuple(ink for one in layers if (ink := ink_of(one)) is not None)


def _tints(pixels: NDArray[np.uint8], ground: NDArray[np.int16], box: Pixels) -> list[str]:
    """The colours that a picture in a box may be tinted with: those that are most frequent, and the one that stands out
    most of those that are there more than once, since edges are of mixed colours."""
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    inner = pixels[top:bottom, left:right].reshape(-1, 3)
    apart = np.abs(inner - ground[top:bottom, left:right].reshape(-1, 3)).max(1)
    counts = Counter(map(tuple, inner[apart >= SHOWN].tolist()))
    often = max(counts.values(), default=0) / 10
    colors = {color: int(by) for color, by in zip(map(tuple, inner.tolist()), apart, strict=True)}
    plain = [color for color in counts if counts[color] >= often]
    strong = max(plain, key=lambda one: (colors[one], one), default=(0, 0, 0))
    usual = sorted(counts, key=lambda one: (-counts[one], one))[:TINTS]
    return [from_bytes(color) for color in dict.fromkeys((strong, *usual))]


def _places(box: Pixels, aspect: float) -> Iterator[_Place]:
    """Where a picture of this width for its height may be in a box: as high as it, or as wide, at its ends or its
    middle; lines that lead away make the box larger than the picture, and parts of it smaller."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    for height in dict.fromkeys((high, wide / aspect)):
        if SMALLEST <= height <= 2 * high:
            for share in (0.0, 0.5, 1.0):
                yield _Place(left + share * (wide - height * aspect), top + share * (high - height), height)
