"""Words that are asked for, where they are written in a shipped font on a flat ground: set, painted, and compared.

Nothing is read. What stands together on one ground and has one colour is compared with a text by the moments of its
ink first: those of two pictures of one outline say where the one lies on the other to a hundredth of a pixel. A text
with another letter in it is another picture. What no asked text explains is left to be read by others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import basic_color, from_bytes
from sgc.measure.pictures import Layer
from sgc.measure.segments import reading
from sgc.verify.boxes import around, meet
from sgc.verify.renders.hypotheses import Patch
from sgc.verify.renders.inks import Ink, ink_of
from sgc.verify.renders.regions import Flat, filled
from sgc.verify.types import TEXT, Detection, Pixels
from sgc.verify.typesetting import SIZE, settings

#: Heights in pixels up to which pieces are taken for letters, one after the other, and how much more than the height of
#: the highest that is at most; and how far apart, as parts of it, those of one text may be across and down.
HEIGHTS, LARGEST = (4, 6, 8, 11, 15, 21, 29, 41, 57, 80, 112), 1.5
APART = ((0.7, 1.4), (0.7, 0.6), (0.45, 0.3))
#: The most pieces on one ground, the smallest side of one with words on it, and the ground around a patch, in pixels.
PIECES, SMALLEST_GROUND, MARGIN = 600, 8, 2
#: How much two colours of one ground may differ (0 to 255).
SHEEN = 20
#: How far a channel may be from the mixtures of ink and ground (0 to 255).
PURE = 10.0
#: How far the spread of ink may be from that of a text, in pixels and as a part of all of it.
SLACK, SPREAD = 0.15, 0.02
#: How far a pixel's share of ink may be from what it would be (0 to 1), and the mean of that as a part of the ink.
OFF, MEAN = 0.2, 0.07
#: How far it may be off before it is moved a little, and how often it is.
NEAR, SETTLED = 0.5, 4
#: Pixels of an em where the moments of a text are measured, and in the smallest writing that is looked for.
EM, SMALLEST_EM = 64.0, 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A text, the ``box`` of its lines, its colour ``#rrggbb``, the pixels of its ``ink``, with what is in its loops,
    the colour of the ``ground`` that it is on, and the ``em`` of its letters in pixels."""

    text: str
    box: Pixels
    color: str
    ink: Patch
    ground: tuple[int, ...]
    em: float

    @property
    def detection(self) -> Detection:
        attributes = {"text": reading(self.text), "color": basic_color(self.color)}
        return Detection(TEXT, self.box, 1.0, (), attributes, ((self.color, 1.0),))


def written(picture: NDArray[np.uint8], flat: Flat, texts: Sequence[str]) -> list[Written]:
    """The texts that are in a picture (height, width, 3), each as often as it is there."""
    known = [(text, one) for text in dict.fromkeys(texts) for one in layouts(text)]
    found = []
    for cluster in _clusters(picture, flat) if known else ():
        alike = [one for text, layout in known if (one := cluster.compared(text, layout))]
        best = min(alike, default=None, key=lambda pair: pair[0])
        if best is not None:
            found.append(best[1])
    kept: list[Written] = []
    for text in sorted(found, key=lambda text: -int(text.ink.inner.sum())):  # no part of what is written
        if not any(meets(text.ink, other.ink) for other in kept):
            kept.append(text)
    return kept


def without(picture: NDArray[np.uint8], words: Sequence[Written]) -> NDArray[np.uint8]:
    """The picture with nothing but ground where words are."""
    found = picture.copy()
    for one in words:
        one.ink.of(found)[one.ink.inner] = one.ground
    return found


def meets(one: Patch, other: Patch) -> bool:
    """Whether two patches have a pixel in common."""
    (x, y), (u, v) = one.corner, other.corner
    left, top = max(x, u), max(y, v)
    right = min(x + one.inner.shape[1], u + other.inner.shape[1])
    bottom = min(y + one.inner.shape[0], v + other.inner.shape[0])
    if right <= left or bottom <= top:
        return False
    a = one.inner[top - y : bottom - y, left - x : right - x]
    return bool((a & other.inner[top - v : bottom - v, left - u : right - u]).any())


# ---------------------------------------------------------------- texts as they would be


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A text that is set: its ``ink``, of which ``middle`` and ``spread`` are the moments, and the size of its lines,
    in pixels where its letters have ``SIZE``."""

    ink: Ink
    middle: tuple[float, float]
    spread: tuple[float, float]
    size: tuple[float, float]

    def painted(self, x: float, y: float, scale: float) -> NDArray[np.float64]:
        """The share of ink in each pixel of a patch with a margin around the ink, so many times as large and moved by
        so much."""
        left, top, right, bottom = (scale * edge for edge in self.ink.box)
        columns, rows = int(right - left) + 2 * MARGIN + 2, int(bottom - top) + 2 * MARGIN + 2
        place = (MARGIN + x, MARGIN + y, right - left, bottom - top)
        alpha: NDArray[np.float64] = self.ink.painted(place, columns, rows, "#000000")[..., 3] / 255.0
        return alpha

    def box(self, x: float, y: float, scale: float) -> Pixels:
        """The box of the lines, were the corner of that patch there."""
        left, top = (at + MARGIN - scale * edge for at, edge in zip((x, y), self.ink.box, strict=False))
        return left, top, left + scale * self.size[0], top + scale * self.size[1]


@lru_cache(maxsize=256)
def layouts(text: str) -> tuple[Layout, ...]:
    """Every way in which the text can be set in one colour."""
    found = []
    for one in settings(text):
        ink = ink_of([Layer(one.layers[0])])
        if len(one.layers) == 1 and ink is not None:
            left, top, right, bottom = (edge * EM / SIZE for edge in ink.box)
            place = (1.0, 1.0, right - left, bottom - top)
            alpha = ink.painted(place, int(right - left) + 3, int(bottom - top) + 3, "#000000")[..., 3]
            (x, y), spread = _moments(alpha.astype(np.float64))
            middle = ((x - 1.0 + left) * SIZE / EM, (y - 1.0 + top) * SIZE / EM)
            spread = (spread[0] * SIZE / EM, spread[1] * SIZE / EM)
            found.append(Layout(ink, middle, spread, (one.block.width, one.block.height)))
    return tuple(found)


def _moments(ink: NDArray[np.float64]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The middle of ink (rows, columns) and the square roots of its second moments, in pixels: without what pixels,
    which are not points, add to these."""
    whole = ink.sum()
    found = []
    for axis in (0, 1):
        along = ink.sum(axis)
        at = np.arange(len(along)) + 0.5
        middle = float((along * at).sum() / whole)
        found.append((middle, max(0.0, float((along * (at - middle) ** 2).sum() / whole) - 1 / 12) ** 0.5))
    (x, u), (y, v) = found
    return (x, y), (u, v)


# ---------------------------------------------------------------- what is there


@dataclass(frozen=True, slots=True, eq=False)
class _Cluster:
    """What stands together, in a patch with some ground around it: the ``share`` of ink in each pixel, its moments in
    pixels of the picture, and the colours of the ground and of the ink."""

    ink: Patch
    share: NDArray[np.float64]
    ground: NDArray[np.float64]
    color: NDArray[np.float64]
    middle: tuple[float, float]
    spread: tuple[float, float]

    def compared(self, text: str, one: Layout) -> tuple[float, Written] | None:
        """How far the ink is from that of the text, and the text; None where it is another."""
        (u, v), (x, y) = self.spread, one.spread
        scale = hypot(u, v) / hypot(x, y)
        if scale * SIZE < SMALLEST_EM or max(abs(u - scale * x), abs(v - scale * y)) > SLACK + SPREAD * hypot(u, v):
            return None
        left, top = self.middle[0] - scale * one.middle[0], self.middle[1] - scale * one.middle[1]
        for again in range(SETTLED + 1):
            wanted = self._painted(one, (left, top, scale))
            power = float((wanted * self.share).sum() / (wanted**2).sum())
            if power <= 0:
                return None
            off = self.share / power - wanted
            most, mean = float(np.abs(off).max()), float(np.abs(off).sum() / wanted.sum())
            if most > NEAR or (most <= OFF and mean <= MEAN) or again == SETTLED:
                break
            by = self._moved(off, wanted, (left, top, scale))
            left, top, scale = left + by[0], top + by[1], scale + by[2]
        if most > OFF or mean > MEAN:
            return None
        full = 1.0 if wanted.max() == 1.0 else power  # where no pixel is all ink, none has its colour
        channels = np.clip(np.rint(self.ground + full * (self.color - self.ground)), 0, 255).astype(int)
        box = (left, top, left + scale * one.size[0], top + scale * one.size[1])
        ink = Patch(self.ink.corner, filled(self.ink.inner))
        ground = tuple(self.ground.astype(int).tolist())
        return mean, Written(text, box, from_bytes(channels), ink, ground, scale * SIZE)

    def _painted(self, one: Layout, at: tuple[float, float, float]) -> NDArray[np.float64]:
        """The share of ink in each pixel of the patch, were the text at (left, top), so many times as large."""
        (x0, y0), (rows, columns) = self.ink.corner, self.share.shape
        (left, top, scale), box = at, one.ink.box
        place = (left + scale * box[0] - x0, top + scale * box[1] - y0, scale * (box[2] - box[0]),
                 scale * (box[3] - box[1]))  # fmt: skip
        alpha: NDArray[np.float64] = one.ink.painted(place, columns, rows, "#000000")[..., 3] / 255.0
        return alpha

    def _moved(
        self, off: NDArray[np.float64], wanted: NDArray[np.float64], at: tuple[float, float, float]
    ) -> tuple[float, float, float]:
        """By how much (left, top, scale) should change so that what is off becomes least, by a step of Gauss and
        Newton's."""
        down, across = np.gradient(wanted)
        (x0, y0), (rows, columns) = self.ink.corner, off.shape
        x = (np.arange(columns) + x0 + 0.5 - at[0]) / at[2]
        y = (np.arange(rows) + y0 + 0.5 - at[1]) / at[2]
        changes = np.stack([-across, -down, -across * x - down * y[:, None]]).reshape(3, -1)
        by: NDArray[np.float64] = np.linalg.lstsq(changes.T, off.reshape(-1), rcond=None)[0]
        return float(by[0]), float(by[1]), float(by[2])


def _clusters(picture: NDArray[np.uint8], flat: Flat) -> Iterator[_Cluster]:
    """What stands together on one ground and has one colour; the same pieces are in several."""
    for color, (left, top), ground in _grounds(picture, flat):
        labels, boxes = _pieces(ground)
        seen: set[tuple[int, ...]] = set()
        for numbers in _together(boxes):
            if numbers not in seen:
                seen.add(numbers)
                x0, y0 = (int(edge) - MARGIN for edge in boxes[list(numbers), :2].min(0))
                x1, y1 = (int(edge) + MARGIN for edge in boxes[list(numbers), 2:].max(0))
                x0, y0 = max(0, x0), max(0, y0)
                mask = np.isin(labels[y0:y1, x0:x1], [number + 1 for number in numbers])
                one = _cluster(picture, Patch((left + x0, top + y0), mask), np.array(color, np.float64))
                if one is not None:
                    yield one


def _cluster(picture: NDArray[np.uint8], ink: Patch, ground: NDArray[np.float64]) -> _Cluster | None:
    """The pixels of the ink, where they are mixtures of the ground and one colour."""
    apart = ink.of(picture)[ink.inner] - ground
    far = apart[(apart**2).sum(1).argmax()]
    part = apart @ far / (far @ far)
    if np.abs(apart - part[:, None] * far).max() > PURE:
        return None
    share = np.zeros(ink.inner.shape)
    share[ink.inner] = part
    (x, y), spread = _moments(share)
    return _Cluster(ink, share, ground, ground + far, (ink.corner[0] + x, ink.corner[1] + y), spread)


def _grounds(
    picture: NDArray[np.uint8], flat: Flat
) -> Iterator[tuple[tuple[int, int, int], tuple[int, int], NDArray[np.bool_]]]:
    """Grounds on which words may stand: the colour, the corner, and the pixels. One over which a sheen or a shadow goes
    is of two colours that hardly differ."""
    for color in flat.ground_colors:
        yield color, (0, 0), flat.ground & (picture == np.array(color, np.uint8)).all(2)
    wide = [one for one in flat.regions if min(one.mask.shape) >= SMALLEST_GROUND]
    for one in wide:
        without, filled = one.grids.sum(1)
        if filled > without:
            yield one.color, (one.box[0], one.box[1]), one.mask
    colors = np.array([one.color for one in wide], np.int64).reshape(-1, 3)
    alike = np.abs(colors[:, None] - colors[None]).max(2) <= SHEEN
    for i, j in np.argwhere(np.triu(alike, 1)).tolist():
        one, other = wide[i], wide[j]
        if one.color != other.color and meet(one.box, other.box, MARGIN):
            left, top, right, bottom = (round(edge) for edge in around(one.box, other.box))
            low, high = np.minimum(one.color, other.color), np.maximum(one.color, other.color)
            inside = picture[top:bottom, left:right]
            yield one.color, (left, top), np.logical_and.reduce((inside >= low) & (inside <= high), axis=2)


def _pieces(ground: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """What is on a ground and all within it: the number of the piece of each pixel, from 1, and the boxes (n, 4)."""
    from scipy import ndimage

    labels, _ = ndimage.label(~ground, np.ones((3, 3)))
    height, width = ground.shape
    boxes = np.full((labels.max(), 4), -1)
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels)):
        box = (columns.start, rows.start, columns.stop, rows.stop)
        if box[0] > 0 and box[1] > 0 and box[2] < width and box[3] < height:
            boxes[number] = box
    return labels, boxes


def _together(boxes: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    """The numbers of pieces that stand together."""
    high = boxes[:, 3] - boxes[:, 1]
    for height in HEIGHTS:
        small = np.flatnonzero((high > 0) & (high <= height))
        if not len(small) or len(small) > PIECES:
            continue
        own = boxes[small]
        gaps = np.maximum(own[:, None, :2] - own[None, :, 2:], own[None, :, :2] - own[:, None, 2:])
        for across, down in APART:
            near = (gaps[..., 0] <= across * height) & (gaps[..., 1] <= down * height)
            which = _joined(near)
            for number in np.unique(which):
                numbers = small[which == number]
                if high[numbers].max() > height / LARGEST:
                    yield tuple(numbers.tolist())


def _joined(near: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each thing the least number of all that it is joined with, by a chain of such as are near each other."""
    which = np.arange(len(near))
    while True:
        least = np.where(near, which, len(near)).min(1)
        least = np.minimum(least, least[least])
        if (least == which).all():
            return which
        which = least
