"""Masks of detections: runs of pixels, from the top of a box down, and back to arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgc.verify.types import Detection, Pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

Runs = tuple[tuple[tuple[int, int], ...], ...]


def runs_of(mask: NDArray[Any]) -> tuple[Pixels, Runs] | None:
    """The tight box of a mask (height × width, of the whole picture) and its rows; None for an empty one."""
    import numpy as np

    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    padded = np.pad(mask[top:bottom].astype(np.int8), ((0, 0), (1, 1)))
    steps = np.diff(padded, axis=1)
    runs = tuple(
        tuple(zip(np.flatnonzero(row == 1).tolist(), np.flatnonzero(row == -1).tolist(), strict=True)) for row in steps
    )
    return (float(columns[0]), float(top), float(columns[-1] + 1), float(bottom)), runs


def mask_of(detection: Detection, size: tuple[int, int]) -> NDArray[Any] | None:
    """The mask as an array of uint8, 255 where the thing is, for a picture of ``size`` (width, height)."""
    import numpy as np

    if detection.mask is None:
        return None
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    top = round(detection.box[1])
    for down, row in enumerate(detection.mask):
        for start, end in row:
            if 0 <= top + down < height:
                mask[top + down, start:end] = 255
    return mask
