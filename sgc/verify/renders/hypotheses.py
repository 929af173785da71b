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
#: What has to be as it should be of all ink that nothing covers, thin parts with it.
SHOWN = 0.8
#: What is explained of it when a little is wrong with the box, and what its regions may have beside its ink then.
NEARLY, BESIDE = 0.6, 0.1
#: What so many regions of a picture are seen of, and so much of its ink, may be all there, partly hidden.
PARTS, PART = 3, 0.35
#: The fewest solid pixels by which a picture is judged, and a shape, which has fewer parts; and as a share of the ink.
SOLID, SOLID_SHARE = (14, 12), 0.12
#: How far a channel may be off (0 to 255).
OFF = 4
#: What a pixel that nobody sees speaks against a hypothesis, beside one that is seen and speaks for it.
HIDDEN = 0.5
#: Fewer pixels than so many say nothing of a thing of which more is hidden.
FEW = 60
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

    def cut(self, corner: tuple[int, int], shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """What of it is in another patch with that corner and shape."""
        found = np.zeros(shape, bool)
        x, y = self.corner[0] - corner[0], self.corner[1] - corner[1]
        rows, columns = self.inner.shape
        top, bottom, left, right = max(0, y), min(shape[0], y + rows), max(0, x), min(shape[1], x + columns)
        if top < bottom and left < right:
            found[top:bottom, left:right] = self.inner[top - y : bottom - y, left - x : right - x]
        return found

    def on(self, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """As a plane of the whole picture (height, width)."""
        return self.cut((0, 0), shape)


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """``looks`` are all that explain it equally well; ``box`` is without its outline, which is ``thick`` pixels (None
    where other things are too near to tell); ``mask`` is where its ink is seen, ``covers`` that with all that is of its
    edges, ``ink`` also where other things hide it; ``visible`` the share of its ink that is seen; ``share`` how much of
    what is not covered is as it should be; ``regions`` the numbers of those that it has, ``seed`` of the first."""

    looks: tuple[Look, ...]
    box: Pixels
    thick: int | None
    tint: tuple[int, int, int]
    mask: Patch
    covers: Patch
    ink: Patch
    visible: float
    share: float
    regions: frozenset[int]
    seed: int

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
    """``solid``, ``asked``, ``matched``, ``leaked``, ``hidden`` (ink that is not seen) and ``own`` are numbers of
    pixels; ``seen`` is where the solid ink is as it should be, ``alike`` where any is, ``ink`` where it would be;
    ``shown`` the share that is alike of all that nothing covers, thin parts with it. What is not much of a picture
    (less than PART is as it should be) has no ``regions``."""

    hypothesis: Hypothesis
    seen: Patch
    alike: Patch
    ink: Patch
    shown: float
    solid: int
    asked: int
    matched: int
    leaked: int
    hidden: int
    own: int
    regions: frozenset[int] = frozenset()

    @property
    def holds(self) -> bool:
        enough = self.asked >= max(min(SOLID), VISIBLE * self.solid) and self.matched >= min(FEW, self.hidden)
        return (
            enough and self.matched >= EXPLAINED * self.asked and self.shown >= SHOWN
            and self.leaked <= LEAK * self.matched and self.own >= OWN * self.matched
        )  # fmt: skip

    @property
    def is_promising(self) -> bool:
        return len(self.regions) >= PARTS and self.matched >= PART * self.asked and self.leaked <= BESIDE * self.matched

    @property
    def is_near(self) -> bool:
        """Whether it might hold in a box that is a little different."""
        return self.matched >= NEARLY * self.asked

    @property
    def worth(self) -> float:
        """Pixels explained, less twice those that are not as they would be, and a part of all ink that is supposed to
        be hidden: what is wholly seen is the simpler explanation."""
        return self.exactness - HIDDEN * self.hidden

    @property
    def exactness(self) -> float:
        """The same of one explanation in different boxes, of which none is simpler than another."""
        return exactness(self.matched, self.asked, self.leaked)


def exactness(matched: int, asked: int, leaked: int = 0) -> float:
    """How exact an explanation is by its numbers of pixels, see Check; less for every one that is ``leaked``."""
    return matched - 2.0 * (asked - matched) - 2.0 * leaked
