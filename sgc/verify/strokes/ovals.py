"""Circles and ellipses that are seen through one another, as sets are: where they overlap, their colours are mixed.

No region is such a thing: its outline goes on where fills mix. So arcs between plain colours are followed all around,
and what they go around is one where colours change along all of it as one layer of paint changes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.ordered.sets import Oval
from sgc.verify.renders.regions import Flat, Region, packed
from sgc.verify.strokes.masks import half_width
from sgc.verify.strokes.mixtures import ROUNDED, Layer, layers_of, mixture
from sgc.verify.strokes.outlining import color_between

#: A plain colour fills so many pixels at least and a disc of such a radius; others are so near to one (pixels).
FEWEST, NARROWEST, NEAR = 60, 2.0, 4.0
#: An arc has so many points at least; from so many of them, the longest, ovals are looked for.
ARC, ARCS = 24, 16
#: Half the axes of an oval at least, in pixels, and how many times as long as wide it is at most.
LEAST, LENGTHY = 10.0, 6.0
#: A point is on an outline that is so near (pixels), and those of an arc are nearer for the most part; an oval is
#: looked at anew so often with the points on it.
ON, BENT, ROUNDS = 1.6, 0.6, 12
#: So much of an oval's outline is seen at least: things may be before the rest of it. And so much of it at most is of
#: other ovals: at crossings.
SEEN, OTHERS = 0.85, 0.3
#: Colours are taken so far within an outline and beyond it (pixels), at so many places; a colour is there when it is at
#: so many of these.
ASIDE, PLACES, OFTEN = 3.5, 360, 5
#: An outline is so wide to either side of where it is (pixels).
EDGE = 2.0
#: A region is in an oval with so much of it.
WITHIN = 0.95
#: Axes that differ by no more (pixels, and as a part of the longer) are those of a circle.
EVEN = (1.0, 0.01)
#: Where a line of another colour around an oval is looked at, from where colours change (pixels).
OUTLINE = (-1.0, 0.0, 1.0)

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeenOval:
    """An oval, the layer of paint that it is upon what is behind it, and the colour ``#rrggbb`` of the line around it
    where that is another."""

    oval: Oval
    layer: Layer
    stroke: str | None

    def mask(self, shape: tuple[int, ...], by: float = 0.0) -> NDArray[np.bool_]:
        """The pixels (height, width) whose middles are in it, were it so much larger all around."""
        rows, columns = np.ogrid[: shape[0], : shape[1]]
        found: NDArray[np.bool_] = self.oval.holds(columns + 0.5, rows + 0.5, by)
        return found

    def edge(self, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """The pixels (height, width) in which its outline is."""
        return self.mask(shape, EDGE) & ~self.mask(shape, -EDGE)


def ovals_of(picture: NDArray[np.uint8], flat: Flat) -> list[SeenOval]:
    """The ovals of a picture (height, width, 3) that are seen through one another, as they are painted."""
    plain = _plain(picture, flat)
    arcs = _arcs(plain)
    found: list[Oval] = []
    points = np.concatenate(arcs) if arcs else np.zeros((0, 2))
    taken = np.zeros(len(points), bool)
    for seed in _seeds([*islice(filter(_is_bent, arcs), ARCS)]):
        grown = _grown(seed, points)
        own = np.abs(_off(grown, points)) <= ON if grown is not None else taken
        if grown is not None and taken[own].mean() <= OTHERS and _is_crossed(grown, points[own], plain):
            found.append(grown)
            taken |= own
    changes = [_changes(oval, found, plain) for oval in found]
    found = [oval for oval, own in zip(found, changes, strict=True) if len(own) > 1]  # others are by themselves
    layers = layers_of([_changes(oval, found, plain) for oval in found])
    return [
        SeenOval(oval, layer, _stroke(oval, layer, picture, plain))
        for oval, layer in zip(found, layers, strict=False)  # there may be no layers
    ]


def parts_of(
    regions: Sequence[Region], ovals: Sequence[SeenOval], shape: tuple[int, ...]
) -> dict[Region, tuple[SeenOval, ...]]:  # fmt: skip
    """Of which ovals each region is that is only what ovals have in common, or one alone; others are things in them.
    ``shape`` is that of the picture (height, width)."""
    found: dict[Region, tuple[SeenOval, ...]] = {}
    masks = [one.mask(shape) for one in ovals]
    for region in regions:
        left, top, right, bottom = region.box
        own = tuple(one for one, mask in zip(ovals, masks, strict=True)
                    if mask[top:bottom, left:right][region.mask].mean() >= WITHIN)  # fmt: skip
        if own and np.abs(mixture(one.layer for one in own) - region.color).max() <= ROUNDED:
            found[region] = own
    return found


def _plain(picture: NDArray[np.uint8], flat: Flat) -> NDArray[np.int16]:
    """For each pixel the plain colour that is near it, (height, width, 3); -1 where none is."""
    is_plain = np.array([one.area >= FEWEST and half_width(one.mask) >= NARROWEST for one in flat.regions] + [False])
    sure = flat.ground | is_plain[flat.owner]
    if not sure.any():
        return np.full(picture.shape, -1, np.int16)
    away, (rows, columns) = ndimage.distance_transform_edt(~sure, return_indices=True)
    return np.where((away <= NEAR)[..., None], picture[rows, columns].astype(np.int16), np.int16(-1))


# ---------------------------------------------------------------- where they are


def _arcs(plain: NDArray[np.int16]) -> list[Points]:
    """Points (x, y) between pixels of two plain colours, those of each piece of a border together, the longest
    first."""
    number = packed(plain)
    pairs: list[tuple[NDArray[np.int32], Points]] = []
    for axis in (0, 1):
        one, other = (number[:-1], number[1:]) if axis == 0 else (number[:, :-1], number[:, 1:])
        rows, columns = np.nonzero((one != other) & (one >= 0) & (other >= 0))
        low, high = np.minimum(one, other)[rows, columns], np.maximum(one, other)[rows, columns]
        at = (columns + 0.5, rows + 1.0) if axis == 0 else (columns + 1.0, rows + 0.5)
        pairs.append((np.stack((low, high), 1), np.stack(at, 1)))
    colors, points = (np.concatenate(part) for part in zip(*pairs, strict=True))
    if not len(points):
        return []
    _, which = np.unique(colors, axis=0, return_inverse=True)
    found: list[Points] = []
    for pair in np.flatnonzero(np.bincount(which.ravel()) >= ARC):
        own = points[which.ravel() == pair]
        columns, rows = (own.astype(int) - own.min(0).astype(int)).T
        drawn = np.zeros((rows.max() + 1, columns.max() + 1), bool)
        drawn[rows, columns] = True
        labels, count = ndimage.label(drawn, np.ones((3, 3)))
        piece = labels[rows, columns]
        found += [own[piece == number] for number in range(1, count + 1) if (piece == number).sum() >= ARC]
    return sorted(found, key=lambda one: (-len(one), one[0].tolist()))


def _is_bent(arc: Points) -> bool:
    """Whether points may be on one oval together: those around a box are not."""
    fits = filter(None, (_ellipse(arc), _circle(arc)))
    return any(float(np.median(np.abs(_off(oval, arc)))) <= BENT for oval in fits)


def _seeds(arcs: Sequence[Points]) -> Iterator[Oval]:
    """What arcs may be of: each alone, and any two."""
    for arc in arcs:
        yield from filter(None, (_circle(arc), _ellipse(arc)))
    for one, other in combinations(arcs, 2):
        yield from filter(None, (_ellipse(np.concatenate((one, other))),))


def _grown(oval: Oval, points: Points) -> Oval | None:
    """The oval that the points near to one are on, and so on; None where there are too few."""
    near: NDArray[np.bool_] = np.zeros(len(points), bool)
    for _ in range(ROUNDS):
        own = np.abs(_off(oval, points)) <= ON
        if own.sum() < 2 * ARC:
            return None
        if (own == near).all():
            break
        fitted = _ellipse(points[own])
        if fitted is None:
            return None
        oval, near = fitted, own
    if abs(oval.a - oval.b) <= max(EVEN[0], EVEN[1] * oval.a):
        return _circle(points[near]) or oval
    return oval


def _off(oval: Oval, points: Points) -> NDArray[np.float64]:
    """How far points are beyond an oval's outline, about, in pixels."""
    u, v = oval.own(points[:, 0] - oval.x, points[:, 1] - oval.y)
    far = np.hypot(u / oval.a, v / oval.b)
    steep = np.hypot(u / oval.a**2, v / oval.b**2)
    off: NDArray[np.float64] = (far - 1) * far / np.maximum(steep, 1e-9)
    return off


def _circle(points: Points) -> Oval | None:
    middle = points.mean(0)
    x, y = (points - middle).T
    known = np.stack((2 * x, 2 * y, np.ones(len(x))), 1)
    (cx, cy, rest), *_ = np.linalg.lstsq(known, x**2 + y**2, rcond=None)
    radius = float(rest + cx**2 + cy**2) ** 0.5
    return Oval(float(cx + middle[0]), float(cy + middle[1]), radius, radius) if radius >= LEAST else None


def _ellipse(points: Points) -> Oval | None:
    """The ellipse that points are on with the least squares of its equation, after Halíř and Flusser; None for any
    other conic, and what is too thin or too small."""
    middle, scale = points.mean(0), float(np.abs(points - points.mean(0)).max()) or 1.0
    x, y = ((points - middle) / scale).T
    square, line = np.stack((x * x, x * y, y * y), 1), np.stack((x, y, np.ones(len(x))), 1)
    s1, s2, s3 = square.T @ square, square.T @ line, line.T @ line
    if np.linalg.cond(s3) > 1e12:
        return None
    back = -np.linalg.solve(s3, s2.T)
    reduced = s1 + s2 @ back
    _, vectors = np.linalg.eig(np.array((reduced[2] / 2, -reduced[1], reduced[0] / 2)))
    vectors = np.real(vectors)
    is_ellipse = 4 * vectors[0] * vectors[2] - vectors[1] ** 2 > 0
    if not is_ellipse.any():
        return None
    a, b, c = vectors[:, int(np.argmax(is_ellipse))]
    d, e, f = back @ np.array((a, b, c))
    form = np.array(((a, b / 2), (b / 2, c)))
    centre = np.linalg.solve(2 * form, -np.array((d, e)))
    level = -(f + np.array((d, e)) @ centre / 2)
    values, ways = np.linalg.eigh(form / level)
    if (values <= 0).any():
        return None
    halves = scale / np.sqrt(values)  # the longer first
    if halves[1] < LEAST or halves[0] > LENGTHY * halves[1]:
        return None
    turn = degrees(atan2(ways[1, 0], ways[0, 0])) % 180
    x, y = (centre * scale + middle).tolist()
    return Oval(x, y, float(halves[0]), float(halves[1]), turn)


# ---------------------------------------------------------------- what they are painted with


def outline_points(oval: Oval, beyond: float = 0.0) -> Points:
    """Points (x, y) all along an oval's outline, or so far beyond it."""
    turns = np.linspace(0, 2 * np.pi, PLACES, endpoint=False)
    return np.stack(oval.at((oval.a + beyond) * np.cos(turns), (oval.b + beyond) * np.sin(turns)), 1)


def _at(plane: NDArray[np.int16], points: Points) -> NDArray[np.int16]:
    """What is at points; -1 outside of the picture."""
    columns, rows = np.floor(points).astype(int).T
    height, width = plane.shape[:2]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    found = np.full((len(points), plane.shape[2]), -1, np.int16)
    found[inside] = plane[rows[inside], columns[inside]]
    return found


def _sides(oval: Oval, plain: NDArray[np.int16]) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.bool_]]:
    """The colours beyond and within an outline all along it, and where it is seen: both are known, and not the same."""
    beyond, within = (_at(plain, outline_points(oval, by)) for by in (ASIDE, -ASIDE))
    is_seen = (beyond >= 0).all(1) & (within >= 0).all(1) & (beyond != within).any(1)
    return beyond, within, is_seen


def _is_crossed(oval: Oval, points: Points, plain: NDArray[np.int16]) -> bool:
    """Whether an outline, on which these points are, is seen all around and goes on where other things begin and end,
    which are seen within it as they are beyond."""
    beyond, within, is_seen = _sides(oval, plain)
    if is_seen.mean() < SEEN:  # as of nearly all
        return False
    places = outline_points(oval)
    near = np.hypot(*(places[:, None] - points).transpose(2, 0, 1)).min(1) <= ON
    if (is_seen & near).mean() < SEEN:
        return False
    changes, counts = np.unique(np.concatenate((beyond, within), 1)[is_seen], axis=0, return_counts=True)
    often = changes[counts >= OFTEN]
    return len(np.unique(often[:, :3], axis=0)) > 1 and len(np.unique(often[:, 3:], axis=0)) > 1


def _changes(oval: Oval, ovals: Sequence[Oval], plain: NDArray[np.int16]) -> dict[frozenset[int], NDArray[np.float64]]:
    """How colours change along an outline: from what beyond it to what within (2, 3), by the numbers of the other ovals
    that this is in."""
    beyond, within, is_seen = _sides(oval, plain)
    points = outline_points(oval)
    others = [number for number, other in enumerate(ovals) if other is not oval]
    inside = np.stack([_off(ovals[number], points) < 0 for number in others] or [np.zeros(len(points), bool)], 1)
    clear = np.stack([np.abs(_off(ovals[number], points)) > 2 * ASIDE for number in others] or [is_seen], 1).all(1)
    found = {}
    for held in sorted({tuple(row) for row in inside[is_seen & clear].tolist()}):
        own = is_seen & clear & (inside == np.array(held)).all(1)
        colors, counts = np.unique(np.concatenate((beyond, within), 1)[own], axis=0, return_counts=True)
        if counts.max() >= OFTEN:
            numbers = frozenset(number for number, is_in in zip(others, held, strict=False) if is_in)
            found[numbers] = colors[counts.argmax()].astype(np.float64).reshape(2, 3)
    return found


def _stroke(oval: Oval, layer: Layer, picture: NDArray[np.uint8], plain: NDArray[np.int16]) -> str | None:
    """The colour of the line around an oval, where it is upon nothing else."""
    beyond, within, _ = _sides(oval, plain)
    alone = (beyond == layer.behind).all(1) & (within == layer.color).all(1)
    colors = [_at(picture.astype(np.int16), outline_points(oval, by))[alone] for by in OUTLINE]
    inner, ground = (np.array(color, np.float64) for color in (layer.color, layer.behind))
    return color_between(np.concatenate(colors).astype(np.float64), inner, ground)
