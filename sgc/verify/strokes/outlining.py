"""Outlines around surfaces, by the rings of pixels around them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import from_bytes
from sgc.verify.renders.neighbours import grown, mixed
from sgc.verify.types import UNKNOWN_COLOR

#: The widest outline; and of two rings, one around the other, how much is painted between them at most, as a part of
#: what is painted of either.
WIDEST, DIP = 8, 0.7
#: Of a ring that is of an outline so much is painted; lines that end at a thing paint less.
AROUND_IT = 0.25
#: A ring is painted when so much of it is, as a part of what is of the strongest.
THIN = 0.12
#: An outline's own colour is in its first rings, where it differs most from all mixtures of what is within and beyond:
#: in so much of these pixels, and in so many at least. It differs by as much (0 to 255).
FIRST, PURE, FEWEST, OFF = 3, 0.04, 8, 16.0
#: How far from all mixtures of it with what is within or with what is beyond a colour is (0 to 255) that is one; so
#: much has to be one of these; and a line that is not so wide, in pixels, may be mixed with both in all of its pixels.
MIXED, PLAIN, THINNEST = 10.0, 0.9, 1.5
#: How far (CIELAB) the colour of a line may be from what is seen of it: no pixel may be of it alone.
BLURRED = 16.0
#: Where anything is painted beyond an outline, in these rings, a line may end: what is so near to it is not looked at.
BEYOND, LINED = (5, 6), 6


@dataclass(frozen=True, slots=True)
class Outline:
    """How wide an outline is; how far it reaches from a surface with straight sides, which has some of what is mixed
    with it; and whether it is two rings with something between."""

    width: float
    reach: float
    is_double: bool


def line_color(
    picture: NDArray[np.uint8], box: tuple[int, int, int, int], mask: NDArray[np.bool_], fill: tuple[int, int, int]
) -> str | None:
    """The colour of the line around a surface that is filled with a colour, in a picture (height, width, 3); None where
    there is none that could be told from what is within and beyond, and UNKNOWN_COLOR where it may be mixed with these
    all along: what is seen at its edges is no mixture of such a colour, then."""
    left, top, right, bottom = box
    padded = np.pad(picture, ((WIDEST, WIDEST), (WIDEST, WIDEST), (0, 0)), mode="edge")
    around = padded[top : bottom + 2 * WIDEST, left : right + 2 * WIDEST].astype(np.float64)
    away = np.rint(ndimage.distance_transform_edt(~np.pad(mask, WIDEST))).astype(int)
    outside = (away >= BEYOND[0]) & (away <= BEYOND[1])
    ground = np.median(around[outside], axis=0)
    painted = outside & (np.abs(around - ground).max(2) > OFF)
    free = (away >= 1) & (away <= FIRST) & ~grown(painted, LINED)
    return color_between(around[free], np.array(fill, np.float64), ground)


def color_between(
    colors: NDArray[np.float64], inner: NDArray[np.float64], ground: NDArray[np.float64]
) -> str | None:  # fmt: skip
    """The colour of a line that pixels of these colours (count, 3) are of or mixed with, between what is within it and
    what is beyond; None and UNKNOWN_COLOR as in ``line_color``."""
    if len(colors) < FEWEST:
        return None
    _, off = mixed(colors, inner, ground)
    most = np.argsort(off)[-max(FEWEST, round(PURE * len(off))) :]
    if np.median(off[most]) < OFF:
        return None
    own = np.median(colors[most], axis=0)
    (_, within), (_, beyond) = mixed(colors, inner, own), mixed(colors, own, ground)
    return from_bytes(own.tolist()) if (np.minimum(within, beyond) <= MIXED).mean() >= PLAIN else UNKNOWN_COLOR


def outline_of(strength: NDArray[np.float32], box: tuple[int, int, int, int], mask: NDArray[np.bool_]) -> Outline:
    """The outline around a surface, by how much is painted of most of each ring of pixels around it."""
    left, top, right, bottom = box
    height, width = strength.shape
    padded = np.zeros((height + 2 * WIDEST, width + 2 * WIDEST), np.float32)
    padded[WIDEST:-WIDEST, WIDEST:-WIDEST] = strength
    around = padded[top : bottom + 2 * WIDEST, left : right + 2 * WIDEST]
    away = np.rint(ndimage.distance_transform_edt(~np.pad(mask, WIDEST))).astype(int)
    rings = [around[away == ring] for ring in range(1, WIDEST)]
    means = [float(ring.mean()) if (ring > 0).mean() >= AROUND_IT else 0.0 for ring in rings]
    strong = max(means[:3])
    if strong < 16:
        return Outline(0.0, 0.0, False)
    first = next(number for number, mean in enumerate(means) if mean >= THIN * strong)
    painted = means[:first] + list(takewhile(lambda mean: mean >= THIN * strong, means[first:]))
    inside = strength[top:bottom, left:right][mask]  # of a dot, which is no ground
    painted_from = [float(inside.mean()) if inside.size else 0.0, *painted]
    is_double = any(
        mean < DIP * min(max(painted_from[:at]), max(painted_from[at + 1 :]))
        for at, mean in enumerate(painted_from[1:-1], 1)
    )
    parts = [min(1.0, mean / strong) for mean in painted]
    return Outline(sum(parts), len(painted) - 1 + parts[-1], is_double)
