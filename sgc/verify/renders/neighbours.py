"""The least and the most of each pixel and its eight neighbours, by shifted views: many times faster than filters of
any size."""

from __future__ import annotations

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
