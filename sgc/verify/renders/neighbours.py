"""Pixels beside their eight neighbours and beside a colour: by shifted views and in bytes, many times faster than
filters of any size and differences of numbers that have signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


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
