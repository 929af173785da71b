"""Backdrops (a wall, grass, the sea) in pixels: large grounds in the tones that the themes give them.

A ground in any other colour is no more than a ground: nobody can tell a red wall from red paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sgc.measure.themes import themes
from sgc.verify.renders.glyphs import rgb
from sgc.verify.types import Pixels

#: How far a channel may be from a tone (0 to 255), and the share of the picture and of the backdrop's own box that
#: has to be seen.
NEAR, LEAST, FILLED = 4, 0.02, 0.25
#: Lines that show less than this part of the fullest line are not counted to a backdrop.
FULL = 0.2


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
        ground = _near(picture, tone)
        if ground.mean() < LEAST:
            continue
        rows, columns = ground.sum(1), ground.sum(0)
        down = np.flatnonzero(rows >= FULL * rows.max())
        across = np.flatnonzero(columns >= FULL * columns.max())
        box = (float(across[0]), float(down[0]), float(across[-1] + 1), float(down[-1] + 1))
        inside = ground[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        if inside.mean() >= FILLED:
            marks = _near(picture, second)
            marks[: down[0]] = marks[down[-1] + 1 :] = False
            yield Backdrop(nouns, tone, box, marks)


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
