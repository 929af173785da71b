"""How fine a picture of a figure is: how many of its pixels are one of the figure's canvas.

Of a figure whose size is not stated the letters tell it, which the scene says how wide they are: TeX's points are no
pixels, whoever includes a figure makes it as wide as a column, and who wants it sharp draws it with more pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from sgc.graph.box import UNITS
from sgc.graph.scene import SceneGraph
from sgc.measure.extents import measure
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import TEXT, Detection

#: A whole figure is taken to be larger or smaller than measured where so many of its texts are at least, most of them
#: alike (as a share), and by more than this share.
LETTERED, ALIKE, ENLARGED = 3, 0.02, 0.05
#: So many texts, the longest ones, are looked for before it is known how fine a picture is.
LONGEST = 8
#: What has so many pixels for one of its canvas is fine; most people choose a multiple of so many.
FINE, STEP = 1.2, 0.25


def fineness(scene: SceneGraph, detections: Iterable[Detection]) -> float:
    """How many times as wide as they are measured the texts of a scene are seen; 1 where too few tell."""
    widths = {
        extent.label.text: extent.label.width / UNITS for extent in measure(scene).values() if extent.label is not None
    }
    ratios = [
        (one.box[2] - one.box[0]) / widths[text] for one in detections
        if one.noun == TEXT and (text := str(one.attributes.get("text"))) in widths
    ]  # fmt: skip
    if len(ratios) < LETTERED:
        return 1.0
    usual = median(ratios)
    alike = sum(abs(one / usual - 1) <= ALIKE for one in ratios)
    return usual if abs(usual - 1) > ENLARGED and 2 * alike > len(ratios) else 1.0


def measured(picture: PictureFile, scene: SceneGraph, texts: Sequence[str]) -> PictureFile:
    """The picture with its fineness, where it is one of pixels that are finer than its figure's canvas."""
    from sgc.verify.renders.regions import regions_of
    from sgc.verify.renders.writing import written

    pixels = pixels_of(picture)
    if scene.figure.fitted:
        flat = regions_of(pixels)
        some = sorted(dict.fromkeys(texts), key=len)[-LONGEST:]
        words = written(pixels, flat, some) if flat.is_plain else []
        times = fineness(scene, (one.detection for one in words))
    else:
        times = max(own / side for own, side in zip(pixels.shape[1::-1], scene.figure.size, strict=True))
    step = round(times / STEP) * STEP
    times = step if abs(times - step) <= ALIKE * times else times
    return picture if times < FINE else replace(picture, fineness=times)
