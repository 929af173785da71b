"""Backdrops (a wall, grass, the sea) in pixels: large grounds in the tones that the themes give them, or with a motif.

A plain ground in any other colour is no more than a ground: nobody can tell a red wall from red paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sgc.measure.backdrops import LEAST_SIDE, motif_marks
from sgc.measure.themes import themes
from sgc.verify.renders.glyphs import pixels, rgb, surface, trace
from sgc.verify.types import Pixels

#: How far a channel may be from a tone (0 to 255), and the share of the picture and of the backdrop's own box that
#: has to be seen.
NEAR, LEAST, FILLED = 4, 0.02, 0.25
#: Only every so manyth pixel of every so manyth row says whether a tone is there at all.
STEP = 6
#: The share of a motif's marks that have one colour, and of what is beside them that has the tone.
MARKED = 0.6
#: Lines that show less than this part of the fullest line are not counted to a backdrop.
FULL = 0.2
#: Edges of marks have mixed colours: so many pixels of other ink, as a part of the marks, are still theirs.
MOTIF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """``nouns`` are all that have this tone; ``marks`` (height, width) is where its motif's tone is seen."""

    nouns: tuple[str, ...]
    tone: str
    box: Pixels
    marks: NDArray[np.bool_]


def backdrops(picture: NDArray[np.uint8]) -> Iterator[Backdrop]:
    """The backdrops of a picture (height, width, 3)."""
    for (tone, second), nouns in _tones().items():
        if _near(picture[::STEP, ::STEP], tone).mean() < LEAST / 2:
            continue
        ground = _near(picture, tone)
        if ground.mean() < LEAST:
            continue
        marks = _near(picture, second)
        down, across = (np.flatnonzero(many >= FULL * many.max()) for many in (ground.sum(1), ground.sum(0)))
        box = (float(across[0]), float(down[0]), float(across[-1] + 1), float(down[-1] + 1))
        inside = ground[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        if inside.mean() >= FILLED:
            marked = np.flatnonzero((ground | marks).sum(1) >= FULL * ground.sum(1).max())
            marks[: marked[0]] = marks[marked[-1] + 1 :] = False
            yield Backdrop(nouns, tone, box, marks)


def with_motif(picture: NDArray[np.uint8], box: Pixels, color: tuple[int, int, int]) -> Backdrop | None:
    """The backdrop that a rectangle of any colour is, when the marks of a motif are on it; each motif is painted
    there and compared."""
    from scipy import ndimage

    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    seen = picture[top:bottom, left:right].astype(np.int32)
    if min(seen.shape[:2]) < LEAST_SIDE:
        return None
    own = np.abs(seen - np.array(color)).max(2) <= NEAR
    packed = seen @ np.array((65536, 256, 1))
    for motif, nouns in _motifs().items():
        made, context = surface(right - left, bottom - top)
        trace(context, motif_marks(motif, (0.0, 0.0, float(right - left), float(bottom - top))))
        context.fill()
        alpha = pixels(made)[..., 3]
        inner = ndimage.minimum_filter(alpha, 3) > 0.98
        if not inner.any():
            continue
        beside = (alpha < 0.02) & (ndimage.maximum_filter(alpha, 7) > 0.5)
        colors, counts = np.unique(packed[inner], return_counts=True)
        most = int(counts.argmax())
        marked = packed == colors[most]
        if counts[most] >= MARKED * inner.sum() and not own[inner].mean() > 0.5 and own[beside].mean() >= MARKED:
            marks = np.zeros(picture.shape[:2], bool)
            marks[top:bottom, left:right] = marked
            tone = "#{:02x}{:02x}{:02x}".format(*color)
            return Backdrop(nouns, tone, (float(left), float(top), float(right), float(bottom)), marks)
    return None


def is_motif(picture: NDArray[np.uint8], box: Pixels, grounds: Collection[Backdrop]) -> bool:
    """Whether what is in a box are the marks of a backdrop, and nothing else."""
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    for backdrop in grounds:
        marks = backdrop.marks[top:bottom, left:right]
        if marks.any():
            ground = np.array([round(255 * channel) for channel in rgb(backdrop.tone)])
            inked = np.abs(picture[top:bottom, left:right].astype(np.int16) - ground).max(2) > 40
            if (inked & ~marks).sum() <= MOTIF * marks.sum():
                return True
    return False


def _near(picture: NDArray[np.uint8], color: str) -> NDArray[np.bool_]:
    wanted = np.rint(255 * np.array(rgb(color))).astype(np.int16)
    near: NDArray[np.bool_] = (np.abs(picture.astype(np.int16) - wanted) <= NEAR).all(2)
    return near


@cache
def _tones() -> dict[tuple[str, str], tuple[str, ...]]:
    """The nouns of each pair of tones, over all themes."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for theme in themes().values():
        for noun, (tone, second, _) in theme.backdrops.items():
            if not theme.monochrome:
                found[tone, second] = tuple(dict.fromkeys((*found.get((tone, second), ()), noun)))
    return found


@cache
def _motifs() -> dict[str, tuple[str, ...]]:
    """The nouns of each motif, over all themes."""
    found: dict[str, tuple[str, ...]] = {}
    for theme in themes().values():
        for noun, (_, _, motif) in theme.backdrops.items():
            if motif != "plain":
                found[motif] = tuple(dict.fromkeys((*found.get(motif, ()), noun)))
    return found
