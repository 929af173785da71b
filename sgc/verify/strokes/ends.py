"""What stands at the end of a stroke: every end of links is painted there, and the likest is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot, inf, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from sgc.measure.affine import Point
from sgc.measure.heads import HEAD_CORNERS, HEAD_LINES, HEAD_RING, HEAD_RINGS, HEAD_SIZES, HOLLOW_HEADS, SOLID_HEADS
from sgc.verify.strokes.following import bilinear, padded
from sgc.verify.strokes.pointing import pointed

#: What is looked at: from before the tip to behind the longest end, and so far aside (pixels); samples of a pixel, and
#: how many times as fine the tip is moved aside.
BEFORE, BEHIND, ASIDE, FINE, FINER = 2.0, 26.0, 7.5, 2, 2
#: By how much the tip may be elsewhere, along the line and aside.
ALONG, ACROSS = np.arange(-3.0, 3.01, 1 / FINE), np.arange(-1.0, 1.01, 1 / FINE / FINER)
#: An end is sure when the next likest differs by such a part more of what the two differ, which counts for so many
#: pixels at least, and at most: of what they differ in sight, where that is such a part of it, or altogether where the
#: end fits well: so that it differs from what is there by no more than so many pixels. One that differs by more than so
#: many for each of the stroke's width is not sure: heads that cover each other do, and gaps of dashes do not.
CLEARLY, LEAST, MOST, SEEN, WELL, POOR = 0.25, 4.0, 40.0, 0.5, 8.0, 27.0
#: How strong ink is at least, and the most that is counted of other ink, as parts of the end's own.
FAINTEST, STRONGER = 0.1, 1.2
#: A line that is not wider than this is of the usual width, and so are its ends.
PLAIN = 2.0
#: Samples of a template are drawn so many times finer.
DRAWN = 4
SAMPLES = FINE * DRAWN
#: How much of a line its other end takes, in pixels, if that is not half of it.
USUAL = 14.0
#: Where no end reaches, in pixels from the tip.
AFAR = 40.0
#: How far aside a straight stroke may be, in pixels.
STRAIGHT = 0.8
#: A stroke along rows or columns bends where it is farther aside, no nearer to its tip than this (pixels).
ASTRAY, NEAREST = 2.0, 7.0
#: A stroke that is turned from rows and columns by more (a sine) does not come along them.
ASKEW = 0.5

#: Where a straight stroke runs, from its tip on: how far back and how far aside.
STRAIGHT_WAY = ((0.0, 0.0), (BEHIND + 5, 0.0))


def end_at(
    cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, points: Sequence[Point],
    width: float, length: float,
) -> tuple[str, bool]:  # fmt: skip
    """The word for what stands at the ``tip`` of a stroke of this ``width`` and ``length`` that comes there by ``way``
    through these ``points``, and whether that is sure. ``cover`` (height, width) says how much of each pixel is
    painted, ``outside`` where no thing is, nor the rim of any frame. One that bends right before its end comes there
    along rows or columns, whatever its last points say: that is tried where these points leave it open. What is like
    none of our own ends may be an arrowhead of another size."""
    reach = max(length / 2, length - USUAL)  # before what stands at the other end
    behind, straight = _behind(tip, way, points)
    best, sure = _Look.at(cover, outside, tip, way, behind, min(straight, reach), width).likest()
    axis = _axis(way)
    if not sure and axis is not None:
        straight = _corner(tip, axis, points)
        look = _Look.at(cover, outside, tip, axis, STRAIGHT_WAY, min(straight, reach), width)
        kind, clear = look.likest()
        if clear and look.errors[kind] <= WELL:
            return kind, True
    if not sure:
        ways = (way, _from_afar(tip, way, points))
        plain = next(filter(None, (pointed(cover, outside, tip, one, width) for one in ways)), None)
        return (best, False) if plain is None else (plain, True)
    return best, sure


def _from_afar(tip: Point, way: Point, points: Sequence[Point]) -> Point:
    """The way to a tip from where no end reaches: within one, who follows a stroke goes a little astray."""
    for x, y in reversed(points):
        far = hypot(tip[0] - x, tip[1] - y)
        if far >= AFAR:
            return (tip[0] - x) / far, (tip[1] - y) / far
    return way


def _axis(way: Point) -> Point | None:
    """The nearer axis, where a direction is roughly along it."""
    axis = (float(np.sign(way[0])), 0.0) if abs(way[0]) > abs(way[1]) else (0.0, float(np.sign(way[1])))
    return axis if abs(way[0] * axis[1] - way[1] * axis[0]) <= ASKEW else None


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How every end would look at a tip, by the words for them, what of it is ``counted``, by how much (square pixels)
    each differs from what is there, at the best place for it, and the ``width`` of the stroke."""

    templates: Mapping[str, NDArray[np.float32]]
    counted: NDArray[np.bool_]
    errors: Mapping[str, float]
    width: float

    @staticmethod
    def at(
        cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, behind: tuple[Point, ...],
        reach: float, width: float,
    ) -> _Look:  # fmt: skip
        """The look at a tip to which a stroke of this ``width`` comes by ``way`` from ``behind`` (see ``_behind``),
        compared no farther back than its ``reach``."""
        counted = _window(_sampled(outside, tip, way), len(ALONG) // 2, len(ACROSS) // 2) > 0.5
        counted[:, round((BEFORE + min(reach, BEHIND)) * FINE) :] = False
        around = _sampled(cover, tip, way)
        shifts = [(along, across) for along in range(len(ALONG)) for across in range(len(ACROSS))]
        seen = np.stack([_window(around, along, across)[counted] for along, across in shifts])
        moved = np.array([0.3 * (abs(ALONG[along]) + abs(ACROSS[across])) for along, across in shifts])
        wide = round(max(1.0, width) * 4) / 4
        templates = {kind: _template(kind, wide, behind) for kind in HEAD_SIZES}
        errors: dict[str, float] = {}
        for kind, whole in templates.items():
            template = whole[counted]
            mass = float(template @ template)
            strong = np.maximum(seen @ template / mass if mass else np.ones(len(seen)), FAINTEST)
            apart = np.abs(np.minimum(seen / strong[:, None], STRONGER) - template).sum(1) / FINE**2
            errors[kind] = float((apart + moved).min())
        return _Look(templates, counted, errors, wide)

    def likest(self) -> tuple[str, bool]:
        """The word for the likest end, and whether that is clearly likelier than the next."""
        best, second = sorted(self.errors, key=lambda kind: self.errors[kind])[:2]
        apart = np.abs(self.templates[best] - self.templates[second])
        between, wholly = float(apart[self.counted].sum()) / FINE**2, float(apart.sum()) / FINE**2
        in_sight = between >= SEEN * wholly
        needed = CLEARLY * min(max(between if in_sight else wholly, LEAST), MOST)
        is_told = self.errors[best] <= (POOR * self.width if in_sight else WELL)
        return best, is_told and self.errors[second] - self.errors[best] >= needed


def _behind(tip: Point, way: Point, points: Sequence[Point]) -> tuple[tuple[Point, ...], float]:
    """Where a stroke runs, from its tip on: how far back and how far aside; of one that is straight, its two ends. And
    how far back it may be compared: to its first bend where that is behind most ends."""
    found: list[Point] = [(0.0, 0.0)]
    for x, y in reversed(points):
        back = (tip[0] - x) * way[0] + (tip[1] - y) * way[1]
        aside = (y - tip[1]) * way[0] - (x - tip[0]) * way[1]
        if back > 2 * STRAIGHT or abs(aside) > STRAIGHT:
            found.append((round(back, 1), round(aside, 1)))
        if back > BEHIND + 5 or back < -BEHIND or abs(aside) > BEHIND:
            break
    bend = next((back for back, aside in found if abs(aside) > STRAIGHT), inf)
    if bend >= USUAL + 2:
        return STRAIGHT_WAY, bend - 2
    return tuple(found), inf


def _corner(tip: Point, way: Point, points: Sequence[Point]) -> float:
    """How far back a stroke that comes straight to its tip has its first corner: what is nearer than any is in what
    stands there, where who follows the stroke goes astray."""
    for x, y in reversed(points):
        back = (tip[0] - x) * way[0] + (tip[1] - y) * way[1]
        if back >= NEAREST and abs((y - tip[1]) * way[0] - (x - tip[0]) * way[1]) > ASTRAY:
            return back
    return inf


def _sampled(plane: NDArray[Any], tip: Point, way: Point) -> NDArray[np.float32]:
    """A plane around a tip: rows are ways aside and columns are ways back, in steps of the shifts that are tried, and
    so much farther than what is looked at as it may be shifted."""
    back = np.arange(-BEFORE + ALONG[0], BEHIND + ALONG[-1], 1 / FINE) + 0.5 / FINE
    aside = np.arange(-ASIDE + ACROSS[0], ASIDE + ACROSS[-1] - 1 / FINE + 0.01, 1 / FINE / FINER)[:, None] + 0.5 / FINE
    xs, ys = tip[0] - way[0] * back - way[1] * aside, tip[1] - way[1] * back + way[0] * aside
    reach = int(BEHIND + ALONG[-1] + ASIDE) + 4  # samples need no more of the plane than this
    height, width = plane.shape
    left, top = (min(max(0, int(at) - reach), side - 1) for at, side in zip(tip, (width, height), strict=True))
    part = plane[top : max(top + 1, int(tip[1]) + reach), left : max(left + 1, int(tip[0]) + reach)]
    return bilinear(padded(part), xs - left, ys - top)


def _window(sampled: NDArray[np.float32], along: int, across: int) -> NDArray[np.float32]:
    """What is looked at, with the tip elsewhere by these of the shifts."""
    rows, columns = round(2 * ASIDE * FINE), round((BEFORE + BEHIND) * FINE)
    return sampled[across : across + FINER * rows : FINER, along : along + columns]


@lru_cache(maxsize=4096)
def _template(kind: str, width: float, behind: tuple[Point, ...]) -> NDArray[np.float32]:
    """How an end looks in samples: painted as the drawing does, and as blurred as pixels are."""
    scale = (width / 1.5) ** 0.6 if width > PLAIN else 1.0
    length, half = (part * scale for part in HEAD_SIZES[kind])
    image = Image.new("L", (round((BEFORE + BEHIND) * SAMPLES), round(2 * ASIDE * SAMPLES)))
    pen = ImageDraw.Draw(image)

    def at(back: float, side: float) -> Point:
        return (BEFORE + back) * SAMPLES, (ASIDE + side) * SAMPLES

    def stroke(*points: Point) -> None:
        pen.line([at(*point) for point in points], fill=255, width=round(width * SAMPLES), joint="curve")

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
        middle, out = length * HEAD_RINGS[kind], HEAD_RING
        ring = [at(middle - out, -out), at(middle + out, out)]
        pen.ellipse([*ring[0], *ring[1]], fill=0, outline=255, width=round(width * SAMPLES))
    drawn = np.asarray(image, np.float32) / 255
    blurred = ndimage.uniform_filter(ndimage.uniform_filter(drawn, SAMPLES), SAMPLES)  # by pixels, and between them
    found: NDArray[np.float32] = blurred[DRAWN // 2 :: DRAWN, DRAWN // 2 :: DRAWN].copy()
    return found


def _from(points: Sequence[Point], start: float) -> list[Point]:
    """A way without so much of its beginning."""
    for number, (a, b) in enumerate(pairwise(points)):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step > start:
            share = start / step
            return [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), *points[number + 1 :]]
        start -= step
    return [points[-1], points[-1]]
