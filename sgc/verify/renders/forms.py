"""What people call a form that is drawn with any proportions, turned or upright: by its outline alone.

The catalogue holds each basic shape as we draw it; others draw triangles that are as high as they like, boxes on their
corners, and corners as round as they please. Here a form is fitted to the outline of a region: an ellipse by its second
moments, polygons by taking edges off its convex hull, rounded boxes by what their corners lack, and stars by the area
that the hull leaves over. It has a name where all of its outline is where that says, to a pixel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from sgc.verify.renders.neighbours import lowest

Points = NDArray[np.float64]
Corner = tuple[float, float]

#: What has a shorter side than this, in pixels, has no form that could be told.
SMALLEST = 12
#: How far the outline may be from that of a form: at most, and as a standard deviation, each in pixels or as a part of
#: the shorter side, whichever is more.
FARTHEST, USUAL = (1.7, 0.015), (0.5, 0.01)
#: Another form is taken for an ellipse's when its outline is this many times as near.
NEARER = 0.75
#: Two sides are as long as each other when they differ by no more than this, in pixels and as a part.
PIXELS, ALIKE = 1.5, 0.03
#: Angles are right, or those of a regular polygon, when they are off by no more than so many degrees.
RIGHT, REGULAR = 4.0, 12.0
#: The sides of a regular polygon are as long as each other up to this part of their mean.
UNEVEN = 0.22
#: Corners are round when their radius is at least so many pixels and this part of the shorter side; a box whose corners
#: meet is a pill.
ROUND, PILL = (3.0, 0.008), 0.46
#: What a hull has more than its form, as a part, where the form has no notches.
NOTCHED = 0.03
#: The least that is within a frame, as a part of all of it: heavier ones are rings.
FRAMED = 0.6
#: Regular polygons that have names, and how many points stars have.
POLYGONS = {5: "pentagon", 6: "hexagon", 8: "octagon"}
STARS = range(4, 9)


@dataclass(frozen=True, slots=True)
class Form:
    """``nouns`` are the names of shapes, the one that fits best first; ``off`` is how far its outline is from the
    region's, as a standard deviation in pixels."""

    nouns: tuple[str, ...]
    off: float


def form_of(mask: NDArray[np.bool_]) -> Form | None:
    """The form of a region without holes (rows, columns); None where it has no name."""
    if min(mask.shape) < SMALLEST:
        return None
    padded = np.pad(mask, 1)
    rows, columns = np.nonzero(padded & ~lowest(padded))
    outline = np.stack((columns, rows), axis=1).astype(np.float64)
    try:
        hull = ConvexHull(outline)
    except QhullError:  # all in one row
        return None
    corners = outline[hull.vertices]
    # outlines run through the middles of pixels, half a pixel within the ink
    area = float(mask.sum()) - len(outline) / 2
    limit = _allowed(FARTHEST, mask)
    if hull.volume - area > NOTCHED * hull.volume + len(outline):
        found = list(_stars(outline, corners, area, limit))
    else:
        found = list(_convex(padded, outline, corners, limit))
    found = [one for one in found if one.off <= _allowed(USUAL, mask)]
    if not found:
        return None
    ellipse = next((one for one in found if "ellipse" in one.nouns), None)
    best = min(found, key=lambda one: one.off)
    return ellipse if ellipse is not None and best.off > NEARER * ellipse.off else best


def is_frame(whole: NDArray[np.bool_], hole: NDArray[np.bool_]) -> bool:
    """Whether what is left of a form (rows, columns) around a hole in it is a line: as thick everywhere, up to two
    pixels, and less than what it is around."""
    from scipy import ndimage

    if hole.sum() < FRAMED * whole.sum():
        return False
    thick = ndimage.distance_transform_edt(np.pad(whole, 1))[1:-1, 1:-1][_rim(hole)]
    return bool(len(thick) and np.ptp(thick) <= 2)


def hull_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels (rows, columns) whose middles are in the convex hull of a mask's."""
    rows, columns = np.nonzero(_rim(mask))
    try:
        hull = ConvexHull(np.stack((columns, rows), axis=1))
    except QhullError:
        return mask
    down, across = np.ogrid[: mask.shape[0], : mask.shape[1]]
    within = [x * across + y * down + by <= 1e-9 for x, y, by in hull.equations.tolist()]
    found: NDArray[np.bool_] = np.logical_and.reduce(within)
    return found


def _rim(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The outermost pixels of a mask (rows, columns)."""
    found: NDArray[np.bool_] = mask & ~lowest(np.pad(mask, 1))[1:-1, 1:-1]
    return found


def _convex(mask: NDArray[np.bool_], outline: Points, corners: Points, limit: float) -> Iterator[Form]:
    yield _ellipse(mask, outline, limit)
    for polygon in _polygons(corners):
        nouns, off = _nouns(polygon), _spread(_within(outline, polygon), limit)
        if nouns and off < np.inf:
            yield Form(nouns, off)
            if len(polygon) != 4 or not _is_box(polygon):
                return  # that with the fewest corners
            break
    yield from _rounded(outline, _box_around(corners), limit)


# ---------------------------------------------------------------- ellipses


def _ellipse(mask: NDArray[np.bool_], outline: Points, limit: float) -> Form:
    rows, columns = np.nonzero(mask)
    points = np.stack((columns, rows), axis=1).astype(np.float64)
    middle = points.mean(0)
    spread, axes = np.linalg.eigh(np.cov((points - middle).T))
    radii = 2 * np.sqrt(spread) - 0.5
    placed = (outline - middle) @ axes / radii
    reach = np.sqrt((placed**2).sum(1))
    slope = np.sqrt(((placed / radii) ** 2).sum(1)) / np.maximum(reach, 1e-6)
    nouns = ("circle", "ellipse") if _alike(*(2 * radii + 1)) else ("ellipse",)
    return Form(nouns, _spread((reach - 1) / np.maximum(slope, 1e-6), limit))


# ---------------------------------------------------------------- polygons


def _polygons(corners: Points) -> list[Points]:
    """The hull with ever fewer corners, from three on: each time that corner or edge is taken off which changes the
    area least. An edge is taken off by drawing its neighbours out until they meet."""
    points: list[Corner] = [(x, y) for x, y in corners.tolist()]
    ways = [_fewer(points, i) for i in range(len(points))]
    found: list[Points] = []
    while len(points) > 3:
        if len(points) <= max(POLYGONS):
            found.append(np.array(points))
        i = min(range(len(points)), key=lambda number: ways[number][0])
        met = ways[i][1]
        if met is not None:
            points[(i + 1) % len(points)] = met
        del points[i], ways[i]
        for near in range(i - 3, i + 3):
            ways[near % len(points)] = _fewer(points, near % len(points))
    return [np.array(points), *reversed(found)]


def _fewer(points: Sequence[Corner], i: int) -> tuple[float, Corner | None]:
    """By how much a polygon's area changes without its corner i, or without the edge from there to the next corner,
    where its neighbours would meet; whichever is less."""
    count = len(points)
    before, here, after, beyond = (points[(i + by) % count] for by in (-1, 0, 1, 2))
    corner = abs(_turn(before, here, after)) / 2
    met = _meeting(before, here, beyond, after)
    edge = abs(_turn(here, met, after)) / 2 if met is not None else np.inf
    return (edge, met) if edge < corner else (corner, None)


def _meeting(a: Corner, b: Corner, c: Corner, d: Corner) -> Corner | None:
    """Where the line from a through b and that from c through d meet, beyond b and d."""
    x, y, u, v = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    turn = x * v - y * u
    if abs(turn) < 1e-9:
        return None
    share = ((c[0] - a[0]) * v - (c[1] - a[1]) * u) / turn
    rest = ((c[0] - a[0]) * y - (c[1] - a[1]) * x) / turn
    return (a[0] + share * x, a[1] + share * y) if share >= 1 and rest >= 1 else None


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _within(outline: Points, polygon: Points) -> Points:
    """How far each point of an outline is from a polygon's."""
    starts, ways = polygon, np.roll(polygon, -1, axis=0) - polygon
    share = ((outline[:, None] - starts) * ways).sum(2) / np.maximum((ways**2).sum(1), 1e-9)
    nearest = starts + np.clip(share, 0, 1)[..., None] * ways
    found: Points = np.sqrt(((outline[:, None] - nearest) ** 2).sum(2)).min(1)
    return found


def _spread(off: Points, limit: float) -> float:
    """How far an outline is from being everywhere as far from a form's (``off``, in pixels), as a standard deviation;
    infinite where some of it is farther than the ``limit``."""
    return float(off.std()) if np.abs(off - np.median(off)).max() <= limit else np.inf


def _nouns(polygon: Points) -> tuple[str, ...]:
    """What a polygon is called; nothing where it has no name."""
    if len(polygon) == 3:
        return ("triangle",)
    if len(polygon) == 4:
        return _of_four(polygon, _sides(polygon))
    sides, name = _sides(_squared(polygon)), POLYGONS.get(len(polygon))
    return (name,) if name is not None and np.abs(sides / sides.mean() - 1).max() <= UNEVEN else ()


def _of_four(polygon: Points, sides: Points) -> tuple[str, ...]:
    way = polygon[1] - polygon[0]
    turned = abs(np.degrees(np.arctan2(way[1], way[0]))) % 90
    even = _alike(*sides[:2]) and _alike(*sides[2:]) and _alike(*sides[1:3])
    if _is_box(polygon):
        if even and abs(turned - 45) <= RIGHT:
            return ("diamond",)
        return ("square",) if even else ("rectangle",)
    parallel = [abs(_cross(polygon[1 + i] - polygon[i], polygon[(3 + i) % 4] - polygon[2 + i]))
                <= np.sin(np.radians(RIGHT)) * sides[i] * sides[2 + i] for i in (0, 1)]  # fmt: skip
    if all(parallel):
        return ("diamond",) if even else ("parallelogram",)
    return ("trapezoid",) if any(parallel) else ()


def _is_box(polygon: Points) -> bool:
    return bool(np.abs(_angles(polygon) - 90).max() <= RIGHT)


def _box_around(corners: Points) -> Points:
    """The smallest box around a hull, turned as one of its edges is."""
    found: list[tuple[float, Points]] = []
    for way in np.roll(corners, -1, axis=0) - corners:
        way = way / np.hypot(*way)
        turn = np.stack((way, (-way[1], way[0])))
        placed = corners @ turn.T
        (left, top), (right, bottom) = placed.min(0), placed.max(0)
        box = np.array(((left, top), (right, top), (right, bottom), (left, bottom)))
        found.append(((right - left) * (bottom - top), box @ turn))
    return min(found, key=lambda one: one[0])[1]


def _rounded(outline: Points, box: Points, limit: float) -> Iterator[Form]:
    """A box with round corners, whose radius is told by how far they are from those of the box."""
    sides = _sides(box)
    shorter = float(sides[:2].min())
    lacking = np.hypot(*(outline[:, None] - box).transpose(2, 0, 1)).min(0)
    radius = float(np.median(lacking)) / (sqrt(2) - 1)
    if max(ROUND[0], ROUND[1] * shorter) <= radius <= 0.55 * shorter:
        radius = min(radius, shorter / 2)
        way, across = (box[1] - box[0]) / sides[0], (box[3] - box[0]) / sides[3]
        placed = outline - box.mean(0)
        reach = np.abs(np.stack((placed @ way, placed @ across), axis=1)) - (sides[:2] / 2 - radius)
        off = np.hypot(*np.maximum(reach, 0).T) + np.minimum(reach.max(1), 0) - radius
        yield Form(("pill",) if radius > PILL * shorter else ("rounded",), _spread(off, limit))


# ---------------------------------------------------------------- stars


def _stars(outline: Points, corners: Points, area: float, limit: float) -> Iterator[Form]:
    """A star whose points are the hull's corners; how deep its notches are, its area says."""
    for points in _polygons(corners):
        count = len(points)
        if count not in STARS or np.abs(_angles(points) - (180 - 360 / count)).max() > REGULAR:
            continue
        middle = points.mean(0)
        reach = float(np.hypot(*(points - middle).T).mean())
        inner = area / (count * reach * np.sin(pi / count))
        between = (points + np.roll(points, -1, axis=0)) / 2 - middle
        notches = middle + between / np.hypot(*between.T)[:, None] * inner
        if inner < 0.75 * reach:
            star = np.stack((points, notches), axis=1).reshape(-1, 2)
            if np.hypot(*(star[:, None] - outline).T).min(0).max() <= limit:  # no cross, whose arms are blunt
                yield Form(("star",), _spread(_within(outline, star), limit))


# ---------------------------------------------------------------- measures


def _allowed(measure: tuple[float, float], mask: NDArray[np.bool_]) -> float:
    """So many pixels, or so much of the shorter side."""
    return max(measure[0], measure[1] * float(min(mask.shape)))


def _sides(polygon: Points) -> Points:
    found: Points = np.hypot(*(np.roll(polygon, -1, axis=0) - polygon).T)
    return found


def _angles(polygon: Points) -> Points:
    """The inner angles, in degrees."""
    back, on = np.roll(polygon, 1, axis=0) - polygon, np.roll(polygon, -1, axis=0) - polygon
    size = np.hypot(*back.T) * np.hypot(*on.T)
    found: Points = np.degrees(np.arccos(np.clip((back * on).sum(1) / np.maximum(size, 1e-9), -1, 1)))
    return found


def _squared(polygon: Points) -> Points:
    """The polygon stretched until it is as wide as it is high."""
    found: Points = (polygon - polygon.min(0)) / np.maximum(np.ptp(polygon, axis=0), 1e-9)
    return found


def _alike(one: float, other: float) -> bool:
    return bool(abs(one - other) <= PIXELS + ALIKE * max(one, other))


def _cross(one: Points, other: Points) -> float:
    return float(one[0]) * float(other[1]) - float(one[1]) * float(other[0])
