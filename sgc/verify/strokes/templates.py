"""How the ends of links look in pixels: painted as the drawing does, and as blurred as pixels are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot, pi

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from sgc.measure.affine import Point
from sgc.measure.heads import (
    HEAD_CORNERS,
    HEAD_LINES,
    HEAD_RING,
    HEAD_RINGS,
    HEAD_SIZES,
    HOLLOW_HEADS,
    SOLID_HEADS,
    WIDTH,
)

#: What is looked at: from before the tip to behind the longest end, and so far aside (pixels); samples of a pixel.
BEFORE, BEHIND, ASIDE, FINE = 2.0, 26.0, 7.5, 2
#: A line that is wider than usual by no more is of that width, and so are its ends (pixels).
USUAL_WIDTH, UNSURE = WIDTH, 0.35
#: Samples of a template are drawn so many times finer.
DRAWN = 4
SAMPLES = FINE * DRAWN
#: What is painted by less of a sample is not of an end.
FAINT = 0.02

Samples = NDArray[np.float32]


@lru_cache(maxsize=4096)
def template(kind: str, width: float, behind: tuple[Point, ...], room: float) -> Samples:
    """An end at a line of that width (pixels) in samples: rows are ways aside and columns are ways back. ``behind`` is
    where the line runs, from its tip on, by how far back and how far aside, and empty for the end alone; an end is no
    longer than the ``room`` that there is for it (pixels)."""
    length, half = (part * scale_of(width) for part in HEAD_SIZES[kind])
    length = min(length, room)
    image = Image.new("L", (round((BEFORE + BEHIND) * SAMPLES), round(2 * ASIDE * SAMPLES)))
    pen = ImageDraw.Draw(image)

    def at(back: float, side: float) -> Point:
        return (BEFORE + back) * SAMPLES, (ASIDE + side) * SAMPLES

    def stroke(*points: Point) -> None:
        pen.line([at(*point) for point in points], fill=255, width=round(width * SAMPLES), joint="curve")

    if behind:
        stroke(*_from(behind, length if kind in SOLID_HEADS else 0.0))
    if kind in SOLID_HEADS:
        if kind in HEAD_CORNERS:
            corners = [(length * back, half * aside) for back, aside in HEAD_CORNERS[kind]]
        else:
            angles = np.linspace(0, 2 * pi, 40)
            corners = [(half + half * float(np.cos(a)), half * float(np.sin(a))) for a in angles]
        if kind in HOLLOW_HEADS:
            cx, cy = sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)
            reach = max(np.hypot(x - cx, y - cy) for x, y in corners)
            share = max(0.0, 1 - 0.8 * width / reach)
            corners = [(cx + (x - cx) * share, cy + (y - cy) * share) for x, y in corners]
            stroke(*corners, corners[0], corners[1])
        else:
            pen.polygon([at(*corner) for corner in corners], fill=255)
    for line in HEAD_LINES.get(kind, ()):
        stroke(*((length * back, half * aside) for back, aside in line))
    if kind in HEAD_RINGS:
        middle, out = length * HEAD_RINGS[kind], HEAD_RING + width / 2  # the pen goes along the inside of the box
        pen.ellipse([*at(middle - out, -out), *at(middle + out, out)], 0, 255, round(width * SAMPLES))
    drawn = np.asarray(image, np.float32) / 255
    blurred = ndimage.uniform_filter(ndimage.uniform_filter(drawn, SAMPLES), SAMPLES)  # by pixels, and between them
    found: Samples = blurred[DRAWN // 2 :: DRAWN, DRAWN // 2 :: DRAWN].copy()
    return found


@lru_cache(maxsize=4096)
def line_alone(kind: str, width: float, behind: tuple[Point, ...], room: float) -> NDArray[np.bool_]:
    """Where in the template of an end there is only the line to it, which may have gaps."""
    whole, end = template(kind, width, behind, room), template(kind, width, (), room)
    found: NDArray[np.bool_] = (whole > FAINT) & (end <= FAINT)
    return found


def scale_of(width: float) -> float:
    """How many times as large as usual the ends of a line of this width (pixels) are."""
    return (width / USUAL_WIDTH) ** 0.6 if width > USUAL_WIDTH + UNSURE else 1.0


def _from(points: Sequence[Point], start: float) -> list[Point]:
    """A way without so much of its beginning."""
    for number, (a, b) in enumerate(pairwise(points)):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step > start:
            share = start / step
            return [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), *points[number + 1 :]]
        start -= step
    return [points[-1], points[-1]]
