"""Backdrops: a full fill in the main tone, and the motif over it in the second."""

from __future__ import annotations

from sgc.drawing import shades
from sgc.drawing.labels import Pixels
from sgc.drawing.primitives import Paint, Path, Rectangle
from sgc.graph.scene import SceneGraph
from sgc.measure.backdrops import motif_marks
from sgc.measure.themes import Theme


def tones_of(meaning: str, fill: str | None, theme: Theme) -> tuple[str, str, str]:
    """The main tone of a backdrop, the second one, and its motif; ``fill`` is its stated colour."""
    tone, second, motif = theme.backdrops.get(meaning, (theme.group, theme.faint, "plain"))
    if fill:
        tone, second = fill, shades.lighter(fill, 0.06 if shades.to_lch(fill)[0] < 0.85 else -0.05)
    return ("#ffffff", "#efefef", motif) if theme.monochrome else (tone, second, motif)


def backdrop(box: Pixels, tone: str, second: str, motif: str, opacity: float) -> tuple[Rectangle | Path, ...]:
    """The fill of a box (canvas pixels) and the motif over it in the second tone."""
    left, top, right, bottom = (round(edge, 3) for edge in box)
    ground = Rectangle(left, top, round(right - left, 3), round(bottom - top, 3), Paint(tone, opacity=opacity))
    marks = motif_marks(motif, (left, top, right, bottom))
    return (ground, Path(marks, Paint(second, opacity=opacity))) if marks else (ground,)


def air(scene: SceneGraph, theme: Theme) -> str:
    """The background of a scene that states none: over a ground in the open it has a breath of the sky."""
    grounds = [one for one in scene.objects if one.is_backdrop and one.entry and one.entry.stance == "ground"]
    if not grounds or theme.monochrome or any(one.concept == "floor" for one in grounds):
        return theme.background
    return theme.air
