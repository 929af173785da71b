"""How the ends of links look in samples around their tips: painted as drawings do, and as blurred as pixels are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import pi

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from sgc.measure.heads import HEAD_LINES, HEAD_RING, HEAD_RINGS, HEAD_SIZES, HOLLOW_HEADS, SOLID_HEADS

Point = tuple[float, float]
#: The word for an end, and its length in pixels.
Form = tuple[str, float]

#: What is looked at: from before the tip to behind the longest end, and so far aside (pixels); and samples of a pixel.
BEFORE, BEHIND, ASIDE, FINE = 2.0, 26.0, 7.5, 2
#: Samples are drawn so many times finer.
DRAWN = 2
SAMPLES = FINE * DRAWN
#: A line that is not wider than this is of the usual width, and so are its ends.
PLAIN = 2.0
#: The lengths of ends on whose links there is no room for whole ones (pixels).
SQUEEZED = (10.0, 13.0, 16.0)


def forms(width: float) -> Iterator[Form]:
    """Every end of a line of this ``width`` with its length, and with those that it has where a line is straight for
    less, in pixels."""
    for kind, (whole, _) in HEAD_SIZES.items():
        length = whole * _scale(width)
        yield kind, length
        if "circle" not in kind:
            yield from ((kind, short) for short in SQUEEZED if short < length - 1)


def _scale(width: float) -> float:
    return float((width / 1.5) ** 0.6) if width > PLAIN else 1.0


@lru_cache(maxsize=4096)
def painted(form: Form, width: float, room: float) -> NDArray[np.float32]:
    """An end, the tip at the left, at a line of this ``width`` that comes from the right and is there for no more than
    this ``room``, all in pixels."""
    kind, length = form
    half = HEAD_SIZES[kind][1] * _scale(width)
    image = Image.new("L", (round((BEFORE + BEHIND) * SAMPLES), round(2 * ASIDE * SAMPLES)))
    pen = ImageDraw.Draw(image)

    def at(back: float, side: float) -> Point:
        return (BEFORE + back) * SAMPLES, (ASIDE + side) * SAMPLES

    def stroke(*points: Point) -> None:
        pen.line([at(*point) for point in points], fill=255, width=round(width * SAMPLES), joint="curve")

    stroke((min(length, room) if kind in SOLID_HEADS else 0.0, 0.0), (room if room < BEHIND else BEHIND + 5, 0.0))
    if kind in SOLID_HEADS:
        if "circle" in kind:
            angles = np.linspace(0, 2 * pi, 40)
            corners = [(half + half * float(np.cos(a)), half * float(np.sin(a))) for a in angles]
        elif "diamond" in kind:
            corners = [(0.0, 0.0), (length / 2, half), (length, 0.0), (length / 2, -half)]
        else:
            corners = [(0.0, 0.0), (length, half), (length, -half)]
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
        middle, out = length * HEAD_RINGS[kind], HEAD_RING + width / 2
        ring = [at(middle - out, -out), at(middle + out, out)]
        pen.ellipse([*ring[0], *ring[1]], fill=0, outline=255, width=round(width * SAMPLES))
    drawn = np.asarray(image, np.float32) / 255
    blurred = ndimage.uniform_filter(ndimage.uniform_filter(drawn, SAMPLES), SAMPLES)  # by pixels, and between them
    found: NDArray[np.float32] = blurred[DRAWN // 2 :: DRAWN, DRAWN // 2 :: DRAWN].copy()
    return found

