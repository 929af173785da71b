"""Where a glyph may be among things that cover each other: it is moved over them at several sizes, and compared.

Of things that touch, segments and the proposer see one clump. What is asked for is looked for in it by its ink alone:
nothing is asked of what is behind, nor of its edges. It only says where to look; whether it is there is decided as of
all other boxes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image

from sgc.verify.boxes import distinct
from sgc.verify.renders.atlas import EDGE, THICK, Atlas
from sgc.verify.types import Pixels

#: Sizes as parts of the largest that fits, and the least longer side, in pixels.
SIZES, LEAST = (1.0, 0.85, 0.72, 0.61, 0.52, 0.44, 0.37, 0.31), 20
#: What is ink of a glyph in thick pixels.
INK = 0.9
#: How much of what varies within its ink a glyph has to explain, in so many places at most, which share no more than
#: this of their union.
EXPLAINED, PLACES, APART = 0.5, 2, 0.5
#: What varies less than this (the sum of variances of red, green and blue, 0 to 1) is flat, and no glyph's.
FLAT = 2e-3

Floats = NDArray[np.float32]


def sought(picture: NDArray[np.uint8], clump: Pixels, atlas: Atlas, number: int) -> list[Pixels]:
    """Where in a box of the picture (height, width, 3) a look of the atlas may be, the likeliest first."""
    left, top, right, bottom = (round(edge) for edge in clump)
    seen = Image.fromarray(picture[top:bottom, left:right])
    found = sorted(_compared(seen, atlas, number), key=lambda one: -one[0])
    boxes = [(left + x0, top + y0, left + x1, top + y1) for share, (x0, y0, x1, y1) in found if share >= EXPLAINED]
    return distinct(boxes, APART)[:PLACES]


def _compared(seen: Image.Image, atlas: Atlas, number: int) -> Iterator[tuple[float, Pixels]]:
    """The best place for each size, with the share of what varies there that the glyph explains."""
    edge = round(EDGE / THICK)
    inner = np.s_[edge:-edge, edge:-edge]
    planes = atlas.thick[number]
    ink = planes.alpha[inner] > INK
    if not ink.any():
        return
    fixed, tinted, side = planes.fixed[inner][ink], planes.tinted[inner][ink], ink.shape[0]
    aspect = atlas.looks[number].aspect
    most = min(seen.width / aspect, seen.height)
    for size in SIZES:
        width, height = size * most * aspect, size * most
        if max(width, height) < LEAST:
            break
        columns, rows = max(side, round(seen.width * side / width)), max(side, round(seen.height * side / height))
        small = np.asarray(seen.resize((columns, rows), Image.Resampling.BILINEAR), np.float32) / np.float32(255)
        share = _share(sliding_window_view(small, (side, side), (0, 1))[..., ink], fixed, tinted)
        row, column = np.unravel_index(int(share.argmax()), share.shape)
        x, y = float(column) * seen.width / columns, float(row) * seen.height / rows
        yield float(share[row, column]), (x, y, x + width, y + height)


def _share(seen: Floats, fixed: Floats, tinted: Floats) -> Floats:
    """How much of what varies in each window (rows, columns, 3, ink) the glyph explains, in the tint that suits best,
    (rows, columns)."""
    left = seen - fixed.T
    power = float((tinted**2).sum())
    if power > 0.5:
        left = left - np.clip((left * tinted).sum(-1) / power, 0, 1)[..., None] * tinted
    varies = seen.var(-1).sum(-1)
    share: Floats = 1 - (left**2).mean(-1).sum(-1) / np.maximum(varies, FLAT)
    return share
