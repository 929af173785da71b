"""Pictures that are asked for, where they stand by themselves on a flat ground: laid where ink is, and compared.

Where ink ends says where a picture would be to a pixel, and Gauss and Newton's method where it is to a hundredth of
one. What it is tinted with follows by least squares. Every pixel has to be as it would be, so that this finds what it
finds at once and without a doubt, also where a thing is so small that only the mixed colours of its edges say what it
is. Whatever is before or behind something, or drawn by a program that mixes colours otherwise, is left to others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import from_bytes
from sgc.verify.colors import main_color
from sgc.verify.paint import paint
from sgc.verify.renders.atlas import Look
from sgc.verify.renders.hypotheses import Patch
from sgc.verify.renders.inks import Ink
from sgc.verify.renders.neighbours import grown
from sgc.verify.types import Detection

#: The longer side of what is looked at, in pixels, and how many pieces are: a page of text has thousands.
SIDES, MOST = (5, 800), 300
#: Ink that is no farther apart, in pixels, may be of one thing; and so much ground is looked at around it.
NEAR, MARGIN = 2, 3
#: How far the sides of ink may be from those of a picture, in pixels, beside what the mixed colours at its ends do.
SLACK = 0.5
#: How far a pixel may be off in any channel (0 to 255), the mean of that over the ink, and the mean at which it is
#: moved once more, so often at most.
OFF, MEAN, ROUGHLY, ROUNDS = 40.0, 3.0, 60.0, 8
#: It is where it belongs when it would be moved by less than this, in pixels.
SETTLED = 0.02
#: Two pictures whose means are so near to each other cannot be told apart.
EQUAL = 1.0
#: What is wholly painted, as an opacity (0 to 255); with fewer such pixels a thing has its tint for a colour.
SOLID, FEW = 250, 12

Floats = NDArray[np.float32]
Inks = Callable[[int, float], Ink | None]
#: The left and upper edge of ink, in pixels, and how many times as large as its own units it is.
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture that was found, and where it paints anything."""

    detection: Detection
    covers: Patch


def laid(
    picture: NDArray[np.uint8], inked: NDArray[np.bool_], looks: Sequence[Look], numbers: Sequence[int], inks: Inks
) -> list[Laid]:
    """Which of the ``looks`` with these ``numbers`` are in a picture (height, width, 3): one at most where a piece of
    what is ``inked`` (height, width) stands by itself."""
    found = []
    for piece in _pieces(picture, inked):
        ways = [(way, number) for number in numbers for ink in (inks(number, 1.0),) if ink is not None
                and (way := piece.compared(ink)) is not None]  # fmt: skip
        if ways:
            least = min(way.mean for way, _ in ways)
            alike = sorted((way.mean, number) for way, number in ways if way.mean <= least + EQUAL)
            nouns = tuple(dict.fromkeys(noun for _, number in alike for noun in looks[number].nouns))
            found.append(next(way for way, _ in ways if way.mean == least).laid(picture, nouns))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A picture as it was found: how far its pixels are off on average, what it paints, and its tint if it has one."""

    mean: float
    box: tuple[float, float, float, float]
    corner: tuple[int, int]
    alpha: Floats
    tint: str | None

    def laid(self, picture: NDArray[np.uint8], nouns: tuple[str, ...]) -> Laid:
        solid = Patch(self.corner, self.alpha >= SOLID).on(picture.shape[:2])
        if self.tint is not None and np.count_nonzero(solid) < FEW:
            colors: tuple[tuple[str, float], ...] = ((self.tint, 1.0),)
        else:
            colors = paint(picture, self.box, solid if solid.any() else None)
        detection = Detection(nouns[0], self.box, 1.0, nouns[1:], {"color": main_color(colors)}, colors)
        return Laid(detection, Patch(self.corner, self.alpha > 0))


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Ink by itself: its ``box``, and the pixels around (rows, columns, 3) from ``corner``, less the colour of the
    ``ground``; ``own`` are those that are not of others, ``ink`` is how many differ from the ground."""

    box: tuple[int, int, int, int]
    corner: tuple[int, int]
    apart: Floats
    own: NDArray[np.bool_]
    ground: Floats
    ink: int

    def compared(self, ink: Ink) -> _Way | None:
        """The picture where it fits best; None where it is another."""
        left, top, right, bottom = ink.box
        wide, high = right - left, bottom - top
        x0, y0, x1, y1 = self.box
        across, down = x1 - x0, y1 - y0  # at either end a pixel more than there is ink, at most
        least, most = max((across - 2) / wide, (down - 2) / high), min(across / wide, down / high)
        if least > most + SLACK / max(wide, high):
            return None
        scale = (least + most) / 2
        at = ((x0 + x1 - scale * wide) / 2, (y0 + y1 - scale * high) / 2, scale)
        best: tuple[float, float, Place] | None = None
        for _ in range(ROUNDS):
            shown, off = self._laid(ink, at)
            size = _most(off)
            mean = float(size.sum()) / self.ink
            if best is None or mean < best[0]:
                best = mean, float(size.max()), at
            if mean > ROUGHLY:
                return None
            by = _moved(shown, off, (at[0] - self.corner[0], at[1] - self.corner[1], at[2]))
            at = at[0] + by[0], at[1] + by[1], max(1.0 / wide, at[2] + by[2])
            if max(abs(by[0]), abs(by[1]), wide * abs(by[2])) < SETTLED:
                break
        if best is None or best[0] > MEAN or best[1] > OFF:
            return None
        mean, _, at = best
        fixed, weight, alpha = self._painted(ink, at)
        tint = self._tint(fixed, weight, alpha)
        words = None if tint is None else from_bytes(np.rint(tint).astype(int))
        box = (at[0], at[1], at[0] + at[2] * wide, at[1] + at[2] * high)
        return _Way(mean, box, self.corner, alpha, words)

    def _laid(self, ink: Ink, at: Place) -> tuple[Floats, Floats]:
        """What the picture changes of the ground, were it at that place, and by how much more each pixel is changed."""
        fixed, weight, alpha = self._painted(ink, at)
        tint = self._tint(fixed, weight, alpha)
        shown: Floats = fixed - (alpha / np.float32(255))[..., None] * self.ground
        if tint is not None:
            shown += weight[..., None] * tint
        off: Floats = self.apart - shown
        off[~self.own & (alpha == 0)] = 0
        return shown, off

    def _tint(self, fixed: Floats, weight: Floats, alpha: Floats) -> Floats | None:
        """The tint that explains most, 0 to 255; None for what takes none."""
        power = float((weight**2).sum())
        if power < 0.5:
            return None
        left = self.apart - fixed + (alpha / 255)[..., None] * self.ground
        return np.clip(np.tensordot(weight, left, 2) / power, 0, 255).astype(np.float32)

    def _painted(self, ink: Ink, at: Place) -> tuple[Floats, Floats, Floats]:
        """What a picture paints at a place: with a black tint (rows, columns, 3), how much of the tint it takes (0 to
        1), and its opacity (0 to 255)."""
        (x, y), (rows, columns) = self.corner, self.own.shape
        left, top, right, bottom = ink.box
        place = (at[0] - x, at[1] - y, at[2] * (right - left), at[2] * (bottom - top))
        black = ink.painted(place, columns, rows, "#000000").astype(np.float32)
        weight = np.zeros(self.own.shape, np.float32)
        if any(layer.fill is None for layer, _ in ink.layers):
            white = ink.painted(place, columns, rows, "#ffffff")
            weight = (white[..., 0] - black[..., 0]) / np.float32(255)
        return black[..., :3], weight, black[..., 3]


def _moved(shown: Floats, off: Floats, at: Place) -> Place:
    """By how much a picture at a place (from the corner of the pixels) should be moved and enlarged so that less is
    off, by a step of Gauss and Newton's."""
    down, across = np.gradient(shown, axis=(0, 1))
    rows, columns = off.shape[:2]
    x = ((np.arange(columns) + 0.5 - at[0]) / at[2])[:, None]
    y = ((np.arange(rows) + 0.5 - at[1]) / at[2])[:, None, None]
    changes = np.stack((-across, -down, -across * x - down * y)).reshape(3, -1)
    normal = changes @ changes.T
    by = np.linalg.solve(normal + np.diag(1e-6 * np.diag(normal) + 1e-6), changes @ off.reshape(-1))
    return float(by[0]), float(by[1]), float(by[2])


def _most(off: Floats) -> Floats:
    """The largest of three channels, whatever its sign. (``max`` over so short an axis takes ten times as long.)"""
    size = np.abs(off)
    return np.maximum(np.maximum(size[..., 0], size[..., 1]), size[..., 2])


def _pieces(picture: NDArray[np.uint8], inked: NDArray[np.bool_]) -> Iterator[_Piece]:
    """The ink that stands by itself, the largest first."""
    labels, _ = ndimage.label(grown(inked, (NEAR + 1) // 2), np.ones((3, 3)))
    height, width = inked.shape
    for number, place in sorted(enumerate(ndimage.find_objects(labels), 1), key=lambda one: -_side(one[1]))[:MOST]:
        own = (labels[place] == number) & inked[place]
        rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
        top, left = place[0].start + int(rows[0]), place[1].start + int(columns[0])
        bottom, right = place[0].start + int(rows[-1]) + 1, place[1].start + int(columns[-1]) + 1
        if not SIDES[0] <= max(right - left, bottom - top) <= SIDES[1]:
            continue
        x0, y0 = max(0, left - MARGIN), max(0, top - MARGIN)
        x1, y1 = min(width, right + MARGIN), min(height, bottom + MARGIN)
        around = labels[y0:y1, x0:x1]
        seen = picture[y0:y1, x0:x1].astype(np.float32)
        free = seen[around == 0]
        if not len(free):
            continue
        ground = np.median(free, axis=0).astype(np.float32)
        mine = grown(around == number, NEAR) & (_most(seen - ground) > 0) & ((around == number) | (around == 0))
        apart = np.where(mine[..., None], seen - ground, 0).astype(np.float32)
        count = int(np.count_nonzero(apart.any(2)))
        yield _Piece((left, top, right, bottom), (x0, y0), apart, (around == 0) | mine, ground, max(1, count))


def _side(place: tuple[slice, slice]) -> int:
    return int(max(side.stop - side.start for side in place))
