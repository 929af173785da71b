"""How fine a picture of a figure is: how many of its pixels are one of the figure's canvas.

Of a figure whose size is not stated the letters tell it, which the scene says how wide they are: TeX's points are no
pixels, whoever includes a figure makes it as wide as a column, and who wants it sharp draws it with more pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from sgc.graph.box import UNITS
from sgc.graph.scene import SceneGraph
from sgc.measure.extents import Extent
from sgc.verify.picture import Sizes
from sgc.verify.types import TEXT, Detection

#: A whole figure is taken to be larger or smaller than measured where so many of its texts are at least, most of them
#: alike (as a share), and by more than this share; where there are fewer, all of them by a step that people choose.
LETTERED, ALIKE, ENLARGED = 3, 0.02, 0.05
#: What has so many pixels for one of its canvas is fine; most people choose a multiple of so many.
FINE, STEP = 1.2, 0.25


def sizes_of(scene: SceneGraph, extents: Mapping[str, Extent]) -> Sizes:
    """What is known of the sizes of a scene whose things have these extents, before its picture is looked at."""
    widths = {one.label.text: one.label.width / UNITS for one in extents.values() if one.label is not None}
    return Sizes(None if scene.figure.fitted else scene.figure.size, widths)


def enlargement(widths: Mapping[str, float], detections: Iterable[Detection]) -> float:
    """How many times as wide as they are measured texts are seen; 1 where too few tell. One that is seen much larger
    than it is measured may be so by itself, but hardly by just what makes a picture sharp."""
    ratios = [
        (one.box[2] - one.box[0]) / widths[text] for one in detections
        if one.noun == TEXT and (text := str(one.attributes.get("text"))) in widths
    ]  # fmt: skip
    if not ratios:
        return 1.0
    usual = median(ratios)
    alike = sum(abs(one / usual - 1) <= ALIKE for one in ratios)
    if len(ratios) < LETTERED:
        return usual if alike == len(ratios) and usual >= FINE and _is_stepped(usual) else 1.0
    return usual if abs(usual - 1) > ENLARGED and 2 * alike > len(ratios) else 1.0


def _is_stepped(times: float) -> bool:
    """Whether a number is so near to a multiple that people choose that it is meant."""
    return abs(times - round(times / STEP) * STEP) <= ALIKE * times


def fineness(sizes: Sizes | None, size: tuple[int, int], words: Iterable[Detection]) -> float:
    """How many pixels of a picture of this ``size`` (width, height), in which these words are, are one of its figure's
    canvas; 1 where they are hardly more, or nothing tells."""
    if sizes is None:
        return 1.0
    if sizes.canvas is None:
        times = enlargement(sizes.widths, words)
    else:
        times = max(own / side for own, side in zip(size, sizes.canvas, strict=True))
    times = round(times / STEP) * STEP if _is_stepped(times) else times
    return times if times >= FINE else 1.0
