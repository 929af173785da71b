"""The lengths that relations are measured with: spacing, near and far, tolerance and margin."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sgc.graph.box import UNITS, Box, units


@dataclass(frozen=True, slots=True)
class Measures:
    """A figure's lengths in layout units (1/12 px).

    ``tolerance`` is how far the verifier may misplace each edge that it sees; ``margin`` is the slack
    with which the solver asserts, always more than ``tolerance``, so that what was asserted is
    accepted and what was denied is refuted (``sgc.graph.slack`` has the argument). It is not the
    figure's setting ``margin``, the least distance to the canvas' edge, which is the layout's.
    """

    canvas: Box
    spacing: int
    near: int
    far: int
    tolerance: int
    padding: int

    def __hash__(self) -> int:
        """Of the lengths alone: they are part of the keys of many templates, and all the canvas' edges take long."""
        return hash((self.spacing, self.near, self.far, self.tolerance, self.padding))

    @property
    def margin(self) -> int:
        return self.tolerance + max(1, self.tolerance // 2)

    @staticmethod
    @lru_cache(maxsize=64)  # equal figures have the same, which is sooner known to be equal
    def for_figure(
        size: tuple[int, int], spacing: Fraction | float | None = None, median_extent: int | None = None
    ) -> Measures:
        """The defaults for a figure of ``size`` pixels.

        ``spacing`` is the stated one in pixels; unstated it is 2 % of the shorter side, at most a
        tenth of ``median_extent``, the median extent of the figure's objects in units. The tolerance
        is a fifth of the spacing, at least a pixel where that stays below half of the spacing (or
        where the spacing is nothing, and no tolerance would).
        """
        width, height = (units(side) for side in size)
        shorter = min(width, height)
        if spacing is not None:
            room = max(0, units(spacing))
        else:
            room = shorter // 50
            if median_extent is not None:
                room = max(1, min(room, median_extent // 10))
        below_half = (room - 1) // 2
        tolerance = max(UNITS, room // 5)
        if below_half > 0:
            tolerance = min(tolerance, below_half)
        return Measures(
            canvas=canvas_box(size),
            spacing=room,
            near=shorter * 15 // 100,
            far=shorter * 40 // 100,
            tolerance=tolerance,
            padding=room // 2,
        )


def canvas_box(size: tuple[int, int]) -> Box:
    """The box of a canvas of so many pixels. Things stand on it as on a surface seen from above: anywhere on it."""
    plain = Box.of(0, 0, *(units(side) for side in size))
    return Box(plain.left, plain.top, plain.right, plain.bottom, face=plain)
