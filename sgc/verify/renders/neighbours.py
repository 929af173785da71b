"""Pixels beside their eight neighbours and beside a colour, by shifted views and in bytes, many times faster than
filters of any size and differences of numbers that have signs; and beside the mixtures of two colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def lowest(plane: NDArray[Any]) -> NDArray[Any]:
    """The least of each pixel of a plane (height, width, and channels if any) and its neighbours; for masks, whether
    all are in it."""
    return _over(plane, np.minimum)


def highest(plane: NDArray[Any]) -> NDArray[Any]:
    """The most of each pixel of a plane and its neighbours; for masks, whether any is in it."""
    return _over(plane, np.maximum)


def grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """A mask with so many pixels around it."""
    for _ in range(by):
        mask = highest(mask)
    return mask


def _over(plane: NDArray[Any], choose: np.ufunc) -> NDArray[Any]:
    rows = plane.copy()
    choose(rows[1:], plane[:-1], out=rows[1:])
    choose(rows[:-1], plane[1:], out=rows[:-1])
    found = rows.copy()
    choose(found[:, 1:], rows[:, :-1], out=found[:, 1:])
    choose(found[:, :-1], rows[:, 1:], out=found[:, :-1])
    return found


def is_near(picture: NDArray[np.uint8], color: Sequence[int], by: int) -> NDArray[np.bool_]:
    """Which pixels of a picture (height, width, 3) are off a colour by at most so much in every channel (0 to 255)."""
    found = np.ones(picture.shape[:2], bool)
    for channel, value in enumerate(color):
        low, high = max(0, int(value) - by), min(255, int(value) + by)
        found &= (picture[..., channel] - np.uint8(low)) <= high - low  # less than the lowest goes round to the highest
    return found


def mixed(colors: Floats, one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Of the mixture of two colours that is nearest to each colour (…, 3): how much of it is the second, 0 to 1, and
    how far it is off in the channel in which it is farthest."""
    way = other - one
    share = ((colors - one) @ way / max(1.0, float(way @ way))).clip(0, 1)
    return share, np.abs(colors - one - share[..., None] * way).max(-1)
