"""Where a glyph may be among things that cover each other: it is moved over them at several sizes, and compared.

Of things that touch, segments and the proposer see one clump. What is asked for is looked for in it by its ink alone:
nothing is asked of what is behind, nor of its edges. It only says where to look; whether it is there is decided as of
all other boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image

from sgc.verify.boxes import distinct
from sgc.verify.renders.atlas import EDGE, THICK, Atlas
from sgc.verify.types import Pixels

#: Sizes as parts of the largest that fits, and the least longer side, in pixels.
SIZES, LEAST = (1.0, 0.88, 0.77, 0.68, 0.6, 0.53, 0.46, 0.41, 0.36, 0.31), 20
#: What is ink of a glyph in thick pixels.
INK = 0.9
#: How much of what varies within its ink a glyph has to explain, in so many places at most, which share no more than
#: this of their union.
EXPLAINED, PLACES, APART = 0.5, 4, 0.5
#: Of many glyphs so many places are made better in all: those where they explain most.
MOST = 120
#: What varies less than this (the sum of variances of red, green and blue, 0 to 1) is flat, and no glyph's.
FLAT = 2e-3
#: How far, as parts of its sides, a place is moved to be better, far moves first; each so often at most.
STEPS, ROUNDS = (0.05, 0.025, 0.012), 4

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Where a look has ink, (side, side), and of that its fixed colours (n, 3) and how much of the tint (n); its
    width by its height."""

    where: NDArray[np.bool_]
    fixed: Floats
    tinted: Floats
    aspect: float


def sought(
    picture: NDArray[np.uint8], clump: Pixels, atlas: Atlas, numbers: Sequence[int]
) -> list[tuple[float, Pixels]]:
    """Where in a box of the picture (height, width, 3) one of these looks of the atlas may be, and how much of what
    varies within its ink it explains there."""
    whole = Image.fromarray(picture)
    begun = [
        (*place, ink) for ink in (_ink_of(atlas, number) for number in numbers) if ink.where.any()
        for place in _places(whole, clump, ink)
    ]  # fmt: skip
    least = sorted((share for share, _, _ in begun), reverse=True)[:MOST][-1:]
    found = [_settled(whole, box, ink) for share, box, ink in begun if [share] >= least]
    return [(share, box) for share, box in found if share >= EXPLAINED]


def _places(whole: Image.Image, clump: Pixels, ink: Ink) -> list[tuple[float, Pixels]]:
    """Where in a box an ink may be, each with how much it explains there: the places where that is most in all."""
    likely = sorted(_compared(whole, clump, ink), key=lambda one: -one[0])
    shares = {box: share for _, share, box in reversed(likely)}
    return [(shares[box], box) for box in distinct([box for _, _, box in likely], APART)[:PLACES]]


def _ink_of(atlas: Atlas, number: int) -> Ink:
    edge = round(EDGE / THICK)
    inner = np.s_[edge:-edge, edge:-edge]
    planes = atlas.thick[number]
    where = planes.alpha[inner] > INK
    return Ink(where, planes.fixed[inner][where], planes.tinted[inner][where], atlas.looks[number].aspect)


def _compared(whole: Image.Image, clump: Pixels, ink: Ink) -> Iterator[tuple[float, float, Pixels]]:
    """The best places for each size, with how much varies there that the glyph explains, and which share that is."""
    side = ink.where.shape[0]
    left, top = max(0, round(clump[0])), max(0, round(clump[1]))
    right, bottom = min(whole.width, round(clump[2])), min(whole.height, round(clump[3]))
    across, down = right - left, bottom - top
    most = min(across / ink.aspect, down)
    for size in SIZES:
        width, height = size * most * ink.aspect, size * most
        if max(width, height) < LEAST:
            break
        columns, rows = max(side, round(across * side / width)), max(side, round(down * side / height))
        small = _shown(whole, (left, top, right, bottom), columns, rows)
        varies, wrong = _left_over(sliding_window_view(small, (side, side), (0, 1))[..., ink.where], ink)
        gain = (varies - wrong) * np.float32(width * height)
        for _ in range(PLACES):
            row, column = (int(at) for at in np.unravel_index(int(gain.argmax()), gain.shape))
            x = min(left + column * across / columns, right - width)  # columns and rows are rounded
            y = min(top + row * down / rows, bottom - height)
            share = _share(varies[row, column], wrong[row, column])
            yield float(gain[row, column]), share, (x, y, x + width, y + height)
            gain[max(0, row - side // 2) : row + side // 2, max(0, column - side // 2) : column + side // 2] = -np.inf


def _settled(whole: Image.Image, box: Pixels, ink: Ink) -> tuple[float, Pixels]:
    """The box, moved and made larger or smaller as long as the ink explains more of what varies in it; and how much
    that is."""
    side = ink.where.shape[0]

    def share(box: Pixels) -> float:
        return _share(*_left_over(_shown(whole, box, side, side)[ink.where].T, ink))

    most = share(box)
    for step in STEPS:
        for _ in range(ROUNDS):
            before = box
            for other in _beside(box, step):
                inside = min(other[:2]) >= 0 and other[2] <= whole.width and other[3] <= whole.height
                large = max(other[2] - other[0], other[3] - other[1]) >= LEAST
                if inside and large and (found := share(other)) > most:
                    box, most = other, found
            if box == before:
                break
        if most < 0:
            break
    return most, box


def _share(varies: Any, wrong: Any) -> float:
    return 1 - float(wrong) / max(float(varies), FLAT)


def _beside(box: Pixels, step: float) -> Iterator[Pixels]:
    """The box moved by this part of its sides, and made so much larger or smaller around its middle."""
    left, top, right, bottom = box
    x, y = step * (right - left), step * (bottom - top)
    for way in (-1, 1):
        yield left + way * x, top, right + way * x, bottom
        yield left, top + way * y, right, bottom + way * y
        yield left - way * x, top - way * y, right + way * x, bottom + way * y


def _shown(whole: Image.Image, box: Pixels, columns: int, rows: int) -> Floats:
    """What is in a box, as far as it is in the picture, (rows, columns, 3), 0 to 1."""
    box = (max(0, box[0]), max(0, box[1]), min(whole.width, box[2]), min(whole.height, box[3]))
    return np.asarray(whole.resize((columns, rows), Image.Resampling.BILINEAR, box), np.float32) / np.float32(255)


def _left_over(seen: Floats, ink: Ink) -> tuple[Floats, Floats]:
    """What varies in windows (…, 3, ink), and what the glyph leaves of that in the tint that suits best, (…)."""
    left = seen - ink.fixed.T
    power = float(ink.tinted @ ink.tinted)
    if power > 0.5:
        left = left - np.clip(left @ ink.tinted / power, 0, 1)[..., None] * ink.tinted
    varies = _squares(seen) - (seen.mean(-1) ** 2).sum(-1)
    return varies, _squares(left)


def _squares(parts: Floats) -> Floats:
    """The sum over channels of the mean of squares, (…, 3, n) to (…)."""
    found: Floats = np.einsum("...ci,...ci->...", parts, parts) / np.float32(parts.shape[-1])
    return found
