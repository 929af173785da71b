"""Two boxes beside each other: left, top, right, bottom in any unit, y down."""

from __future__ import annotations

from sgc.measure.paths import Bounds


def meet(a: Bounds, b: Bounds, around: float = 0.0) -> bool:
    """Whether two boxes share something, one of them made so much larger on every side, or smaller."""
    return a[0] < b[2] + around and b[0] < a[2] + around and a[1] < b[3] + around and b[1] < a[3] + around


def holds(a: Bounds, b: Bounds, within: float = 0.0) -> bool:
    """Whether all of the second box is in the first, or no farther beyond an edge of it than this."""
    return a[0] - within <= b[0] and a[1] - within <= b[1] and b[2] <= a[2] + within and b[3] <= a[3] + within
