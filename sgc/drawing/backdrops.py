"""Backdrops: a full fill in the main tone, and the motif over it in the second."""

from __future__ import annotations

from sgc.drawing.labels import Pixels
from sgc.drawing.primitives import Paint, Path, Rectangle
from sgc.measure.backdrops import motif_marks


def backdrop(box: Pixels, tone: str, second: str, motif: str, opacity: float) -> tuple[Rectangle | Path, ...]:
    """The fill of a box (canvas pixels) and the motif over it in the second tone."""
    left, top, right, bottom = (round(edge, 3) for edge in box)
    ground = Rectangle(left, top, round(right - left, 3), round(bottom - top, 3), Paint(tone, opacity=opacity))
    marks = motif_marks(motif, (left, top, right, bottom))
    return (ground, Path(marks, Paint(second, opacity=opacity))) if marks else (ground,)
