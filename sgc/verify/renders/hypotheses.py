"""What is supposed of flat regions: a picture at a place, what of it was checked, and what it explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.atlas import Look
from sgc.verify.types import Pixels

#: What has to be explained of the ink that nothing covers; how much of that has to be seen; and how much its regions
#: may have where it has no ink, as a part of what is explained.
EXPLAINED, VISIBLE, LEAK = 0.92, 0.12, 0.04
#: What so many regions of a picture are seen of, and so much of its ink, may be all there, partly hidden.
PARTS, PART = 3, 0.35
#: The fewest solid pixels, in number and as a share of the ink, by which anything is judged.
SOLID, SOLID_SHARE = 14, 0.12
#: So much of what is explained has to be of regions that are explained for the most part.
OWN = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Some of a picture's pixels: ``inner`` (rows, columns), whose upper left pixel is at ``corner`` (x, y)."""

    corner: tuple[int, int]
    inner: NDArray[np.bool_]

    def of(self, whole: NDArray[Any]) -> NDArray[Any]:
        """The part of a picture's plane that the patch is laid on."""
        x, y = self.corner
        return whole[y : y + self.inner.shape[0], x : x + self.inner.shape[1]]

    def on(self, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """As a plane of the whole picture (height, width)."""
        whole = np.zeros(shape, bool)
        self.of(whole)[:] = self.inner
        return whole


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """``looks`` are all that explain it equally well; ``box`` is without its outline, which is ``thick`` pixels (None
    where other things are too near to tell); ``mask`` is where its ink is seen, ``covers`` that with all that is of its
    edges; ``visible`` the share of its ink that is seen; ``share`` how much of what is not covered is as it should be;
    ``regions`` the numbers of those that it has."""

    looks: tuple[Look, ...]
    box: Pixels
    thick: int | None
    tint: tuple[int, int, int]
    mask: Patch
    covers: Patch
    visible: float
    share: float
    regions: frozenset[int]

    @property
    def outer(self) -> Pixels:
        """The box with the outline."""
        by = self.thick or 0
        return self.box[0] - by, self.box[1] - by, self.box[2] + by, self.box[3] + by


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The picture with the number ``look`` in a box, with the ``tint`` of what takes one; the region with the number
    ``seed``, of so large an ``area``, was looked up for it."""

    look: int
    box: Pixels
    tint: tuple[int, int, int]
    seed: int
    area: float


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """``solid``, ``asked``, ``matched``, ``leaked`` and ``own`` are numbers of pixels; ``seen`` is where the ink is as
    it should be, ``ink`` where it would be; ``visible`` the share of its area that is seen, or of its edge where that
    is more: what lies within a thing hides nothing of what it is."""

    hypothesis: Hypothesis
    seen: Patch
    ink: Patch
    solid: int
    asked: int
    matched: int
    leaked: int
    own: int
    visible: float
    regions: frozenset[int]

    @property
    def holds(self) -> bool:
        return (
            self.asked >= max(SOLID, VISIBLE * self.solid) and self.matched >= EXPLAINED * self.asked
            and self.leaked <= LEAK * self.matched and self.own >= OWN * self.matched
        )  # fmt: skip

    @property
    def is_promising(self) -> bool:
        return len(self.regions) >= PARTS and self.matched >= PART * self.asked and self.leaked <= LEAK * self.matched

    @property
    def worth(self) -> float:
        """Pixels explained, less twice those that are not as they would be."""
        return self.matched - 2.0 * (self.asked - self.matched) - 2.0 * self.leaked
