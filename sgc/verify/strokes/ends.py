"""What stands at the end of a stroke: every end of links is painted there, and the likest is taken."""

from __future__ import annotations

from functools import cache
from math import pi

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from sgc.measure.heads import HEAD_LINES, HEAD_RING, HEAD_RINGS, HEAD_SIZES, HOLLOW_HEADS, SOLID_HEADS
from sgc.verify.strokes.following import bilinear, padded

Point = tuple[float, float]

#: What is looked at: from before the tip to behind the longest end, and so far aside (pixels); samples of a pixel.
BEFORE, BEHIND, ASIDE, FINE = 2.0, 26.0, 9.0, 2
#: By how much the tip may be elsewhere, along the line and aside.
ALONG, ACROSS = np.arange(-3.0, 3.01, 0.5), np.arange(-1.0, 1.01, 0.5)
#: An end is sure when the next likest differs by so many pixels more, and by such a part of what is painted.
BETTER, PART = 5.0, 0.15
#: A line that is not wider than this is of the usual width, and so are its ends.
PLAIN = 2.0
#: Samples of a template are drawn so many times finer.
DRAWN = 4


def end_at(
    cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, width: float
) -> tuple[str, bool]:
    """The word for what stands at the ``tip`` of a stroke of this ``width`` that comes there by ``way``, and whether
    that is sure. ``cover`` (height, width) says how much of each pixel is painted, ``outside`` where no thing is."""
    back, aside = _grid()
    rimmed = padded(cover)
    seen = [
        (_sampled(rimmed, tip, way, back + along, aside + across), along, across)
        for along in ALONG for across in ACROSS
    ]  # fmt: skip
    counted = _sampled(padded(outside), tip, way, back, aside) > 0.5
    wide = round(max(1.0, width) * 4) / 4
    errors = {}
    for kind in HEAD_SIZES:
        template = _template(kind, wide)
        errors[kind] = min(
            float((np.abs(one - template) * counted).sum()) / FINE**2 + 0.3 * (abs(along) + abs(across))
            for one, along, across in seen
        )  # fmt: skip
    best, second = sorted(errors, key=lambda kind: errors[kind])[:2]
    margin = errors[second] - errors[best]
    return best, bool(margin >= BETTER and margin >= PART * errors[second])


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far back from the tip and how far aside each sample is."""
    back = np.arange(-BEFORE, BEHIND, 1 / FINE) + 0.5 / FINE
    aside = np.arange(-ASIDE, ASIDE, 1 / FINE) + 0.5 / FINE
    return np.broadcast_to(back, (len(aside), len(back))), np.broadcast_to(aside[:, None], (len(aside), len(back)))


def _sampled(
    plane: NDArray[np.float32], tip: Point, way: Point, back: NDArray[np.float64], aside: NDArray[np.float64]
) -> NDArray[np.float32]:
    return bilinear(plane, tip[0] - way[0] * back - way[1] * aside, tip[1] - way[1] * back + way[0] * aside)


@cache
def _template(kind: str, width: float) -> NDArray[np.float32]:
    """How an end looks in samples: painted as the drawing does, and as blurred as pixels are."""
    fine = FINE * DRAWN
    size = round((BEFORE + BEHIND) * fine), round(2 * ASIDE * fine)
    image = Image.new("L", size)
    pen = ImageDraw.Draw(image)
    scale = (width / 1.5) ** 0.6 if width > PLAIN else 1.0
    length, half = (part * scale for part in HEAD_SIZES[kind])

    def at(back: float, side: float) -> Point:
        return (BEFORE + back) * fine, (ASIDE + side) * fine

    def stroke(*points: Point) -> None:
        pen.line([at(*point) for point in points], fill=255, width=round(width * fine), joint="curve")

    start = length if kind in SOLID_HEADS else 0.0
    stroke((start, 0.0), (BEHIND + 5, 0.0))
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
        middle, out = length * HEAD_RINGS[kind], HEAD_RING
        ring = [at(middle - out, -out), at(middle + out, out)]
        pen.ellipse([*ring[0], *ring[1]], fill=0, outline=255, width=round(width * fine))
    drawn = np.asarray(image, np.float32) / 255
    blurred = ndimage.uniform_filter(drawn, fine)
    found: NDArray[np.float32] = blurred[DRAWN // 2 :: DRAWN, DRAWN // 2 :: DRAWN].copy()
    return found
