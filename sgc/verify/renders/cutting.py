"""Cutting one thing out of a picture: stretched to a square, with a little of what is around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sgc.verify.types import Pixels

#: The side of a cut-out in pixels, and how much is seen around the thing on each side, as a part of its own side.
CROP, MARGIN = 48, 1 / 6


def around(box: Pixels) -> Pixels:
    """The box and MARGIN of its sides around it."""
    width, height = max(1.0, box[2] - box[0]), max(1.0, box[3] - box[1])
    return box[0] - MARGIN * width, box[1] - MARGIN * height, box[2] + MARGIN * width, box[3] + MARGIN * height


@dataclass(frozen=True)
class Sheet:
    """A picture (height, width, 3) to be cut from; beyond it its edges go on for half of its longer side."""

    picture: NDArray[np.uint8]

    @cached_property
    def _border(self) -> int:
        return int(max(self.picture.shape[:2])) // 2

    @cached_property
    def _padded(self) -> Image.Image:
        border = (self._border, self._border)
        return Image.fromarray(np.pad(self.picture, (border, border, (0, 0)), mode="edge"))

    def cut(self, box: Pixels) -> NDArray[np.uint8]:
        """What is seen in and around the box, (CROP, CROP, 3)."""
        width, height = self._padded.size
        left, top, right, bottom = (edge + self._border for edge in around(box))
        left, top = max(0.0, min(left, width - 2.0)), max(0.0, min(top, height - 2.0))
        inner = (left, top, max(left + 1, min(right, float(width))), max(top + 1, min(bottom, float(height))))
        return np.asarray(self._padded.resize((CROP, CROP), Image.Resampling.BILINEAR, inner))
