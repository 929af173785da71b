"""What stands at the end of a stroke: every end of links is painted there, and the likest is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from math import hypot, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.measure.affine import Point
from sgc.measure.heads import HEAD_SIZES, SOLID_HEADS
from sgc.verify.strokes.following import bilinear, padded
from sgc.verify.strokes.pointing import pointed
from sgc.verify.strokes.templates import ASIDE, BEFORE, BEHIND, FINE, UNSURE, USUAL_WIDTH, Samples, line_alone, template

#: By how much the tip may be elsewhere, along the line and aside (pixels), how many times as fine it is moved aside,
#: and what moving it by a pixel costs (square pixels).
FINER, COST = 2, 0.3
ALONG, ACROSS = np.arange(-3.0, 3.01, 1 / FINE), np.arange(-1.0, 1.01, 1 / FINE / FINER)
#: The places (of those along the line and aside) where a tip is looked for first.
SOME = tuple(product(range(0, len(ALONG), 2), range(0, len(ACROSS), 2)))
#: An end is sure when each other one differs by such a part more of what the two differ, were each at the best place
#: for it, which counts for so many pixels at least, and at most: of what they differ in sight, where that is such a
#: part of it, or altogether where the end fits well: so that it differs from what is there by no more than so many
#: pixels. One that differs by more than so many for each of the stroke's width is not sure: heads that cover each other
#: do.
CLEARLY, LEAST, MOST, SEEN, WELL, POOR = 0.25, 4.0, 40.0, 0.5, 8.0, 27.0
#: An end at a stroke that comes by a supposed way is told only where it fits well, or half as well as is not sure and
#: by so much of what another differs from it.
WHOLLY = 1 / 3
#: An end fits as well as another that differs by no more than so many times less.
AS_WELL = 1.25
#: So much of a dashed line is gaps at most.
GAPS = 0.6
#: How strong ink is at least, and the most that is counted of other ink, as parts of the end's own.
FAINTEST, STRONGER = 0.1, 1.2
#: How much of a line its other end takes, in pixels, if that is not half of it.
USUAL = 14.0
#: Where no end reaches, in pixels from the tip.
AFAR = 40.0
#: How far aside a straight stroke may be, in pixels.
STRAIGHT = 0.8
#: A stroke along rows or columns bends where it is farther aside, no nearer to its tip than this (pixels).
ASTRAY, NEAREST = 2.0, 7.0
#: A stroke that is turned from rows and columns by more (a sine) does not come along them, unless what it comes to is
#: that way, more or less (a cosine).
ASKEW, FACED = 0.5, 0.5
#: A corner leaves so much room for what stands at an end, where there is more; it is rounded by no more (pixels).
HEAD_ROOM, ROUND = 10.0, 7.0

#: Where a straight stroke runs, from its tip on: how far back and how far aside.
STRAIGHT_WAY = ((0.0, 0.0), (BEHIND + 5, 0.0))


def end_at(
    cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, points: Sequence[Point],
    width: float, length: float, *, dashed: bool = False, facing: Point | None = None,
    others: NDArray[np.bool_] | None = None,
) -> tuple[str, bool]:  # fmt: skip
    """The word for what stands at the ``tip`` of a stroke of this ``width`` and ``length``, which may be ``dashed``,
    that comes there by ``way`` through these ``points``, and whether that is sure. ``cover`` (height, width) says how
    much of each pixel is painted, ``outside`` where no thing is, nor the rim of any frame. One that bends right before
    its end comes there along rows or columns, whatever its last points say, mostly straight to the thing that it is
    ``facing``: that is tried where these points leave it open. What is like none of our own ends may be an arrowhead of
    another size. ``others`` (height, width) says what may be of other strokes, and is not compared."""
    own = outside if others is None else outside & ~others
    reach = max(length / 2, length - USUAL)  # before what stands at the other end
    behind, straight = _behind(tip, way, points)
    look = _Look.at(cover, own, tip, way, behind, min(straight, reach), width, dashed)
    best, told = look.likest()

    def along(axis: Point) -> _Look:
        behind, straight, room = _supposed(tip, axis, points)
        return _Look.at(cover, own, tip, axis, behind, min(straight, reach), width, dashed, room)

    if told and look.errors[best] > WELL:  # before a corner, ends are shorter
        for axis in _axes(way, facing):
            if _bend(tip, axis, points) is not None:
                short = along(axis)
                likest, clear = short.likest(supposed=True)
                if likest != best and short.errors[likest] <= AS_WELL * look.errors[best]:
                    return likest, clear
    ways = dict.fromkeys((way, _from_afar(tip, way, points)))
    plain = (pointed(cover, outside, tip, one, width) for one in ways)
    if told:
        # An arrowhead of another size is rather like a circle, or a diamond, of ours.
        is_like = best in SOLID_HEADS and look.errors[best] > WELL
        return ("arrow" if is_like and "arrow" in plain else best), True
    for axis in _axes(way, facing):
        likest, clear = along(axis).likest(supposed=True)
        if clear:
            return likest, True
    kind = next(filter(None, plain), None)
    return (best, False) if kind is None else (kind, True)


def _from_afar(tip: Point, way: Point, points: Sequence[Point]) -> Point:
    """The way to a tip from where no end reaches: within one, who follows a stroke goes a little astray."""
    for x, y in reversed(points):
        far = hypot(tip[0] - x, tip[1] - y)
        if far >= AFAR:
            return (tip[0] - x) / far, (tip[1] - y) / far
    return way


def _axes(way: Point, facing: Point | None) -> Iterator[Point]:
    """The ways along rows and columns by which a stroke may come that seems to come by a way, to what it is facing."""
    for axis in ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)):
        towards = axis[0] * facing[0] + axis[1] * facing[1] if facing is not None else 0.0
        along = axis[0] * way[0] + axis[1] * way[1]
        if towards >= FACED or (along > 0 and abs(way[0] * axis[1] - way[1] * axis[0]) <= ASKEW):
            yield axis


def _supposed(tip: Point, axis: Point, points: Sequence[Point]) -> tuple[tuple[Point, ...], float, float]:
    """Where a stroke runs behind its tip that comes there straight along an axis, to where it may be compared, and the
    room there is for its end: before a corner that end is shorter."""
    bend = _bend(tip, axis, points)
    if bend is None:
        return STRAIGHT_WAY, _corner(tip, axis, points), inf
    back, side = bend
    room = min(back, max(HEAD_ROOM, back - ROUND))
    return ((0.0, 0.0), (back, 0.0), (back, side * BEHIND)), room + 1, room


def _bend(tip: Point, axis: Point, points: Sequence[Point]) -> tuple[float, float] | None:
    """How far behind its tip a stroke that comes there straight along an axis turns off at a right angle, and to which
    side; None where it does not, or no end is as long as that. Nearer than any bend is, a straight stroke aslant to the
    axis looks as if it had one, and before that there would be too little to tell an end by."""
    found: list[Point] = []
    for back, aside in _backwards(tip, axis, points):
        if abs(aside) > 2 * ASTRAY:
            found.append((back, aside))
        if abs(aside) > ASIDE + ASTRAY or back > BEHIND:
            break
    backs = [back for back, _ in found]
    if len(found) < 2 or max(backs) - min(backs) > ASTRAY or not NEAREST <= backs[-1] <= BEHIND - ASTRAY:
        return None
    return round(2 * backs[-1]) / 2, float(np.sign(found[-1][1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How every end would look at a tip, by the words for them, what of it is ``counted``, by how much (square pixels)
    each differs from what is there, at the best place for it, the ``width`` of the stroke and whether it is
    ``dashed``, where it is ``behind`` its tip, and how much ``room`` there is for an end."""

    counted: NDArray[np.bool_]
    errors: Mapping[str, float]
    width: float
    dashed: bool
    behind: tuple[Point, ...]
    room: float

    @staticmethod
    def at(
        cover: NDArray[np.float32], outside: NDArray[np.bool_], tip: Point, way: Point, behind: tuple[Point, ...],
        reach: float, width: float, dashed: bool, room: float = inf,
    ) -> _Look:  # fmt: skip
        """The look at a tip to which a stroke of this ``width`` comes by ``way`` from ``behind`` (see ``_behind``),
        compared no farther back than its ``reach``."""
        counted = _window(_sampled(outside, tip, way), len(ALONG) // 2, len(ACROSS) // 2) > 0.5
        counted[:, round((BEFORE + min(reach, BEHIND)) * FINE) :] = False
        around = _sampled(cover, tip, way)

        @cache
        def seen(along: int, across: int) -> Samples:
            return _window(around, along, across)[counted]

        looks = [_Look(counted, {}, wide, dashed, behind, room) for wide in _widths(width)]
        found = [replace(look, errors={kind: look._nearest(kind, seen) for kind in HEAD_SIZES}) for look in looks]
        return min(found, key=lambda look: min(look.errors.values()))

    def _nearest(self, kind: str, seen: Callable[[int, int], Samples]) -> float:
        """By how much an end differs from what is ``seen`` of what is counted, by where its tip is, at the best place:
        that is looked for at some, and then beside the best of these."""

        def best(places: Iterable[tuple[int, int]]) -> tuple[float, tuple[int, int]]:
            tried = list(places)
            costs = np.array([COST * (abs(ALONG[along]) + abs(ACROSS[across])) for along, across in tried])
            errors = self._errors(kind, np.stack([seen(*place) for place in tried])) + costs
            return float(errors.min()), tried[int(errors.argmin())]

        error, (along, across) = best(SOME)
        near = product(range(max(0, along - 1), min(len(ALONG), along + 2)),
                       range(max(0, across - 1), min(len(ACROSS), across + 2)))  # fmt: skip
        return min(error, best(near)[0])

    def _errors(self, kind: str, seen: Samples) -> NDArray[np.float64]:
        """By how much (square pixels) an end differs from each of what is ``seen`` (place, sample) of what is counted.
        Gaps in the line behind it, as far as they are of one that is dashed, are no difference."""
        own = template(kind, self.width, self.behind, self.room)[self.counted]
        solid = own
        if self.dashed:
            line = line_alone(kind, self.width, self.behind, self.room)[self.counted]
            solid = own if kind == "none" else np.where(line, 0, own)
        mass = float(solid @ solid)
        strong = np.maximum(seen @ solid / mass if mass else np.ones(len(seen)), FAINTEST)
        off = np.minimum(seen / strong[:, None], STRONGER) - own
        found: NDArray[np.float64] = np.abs(off).sum(1)
        if self.dashed:
            gaps = np.maximum(-off[:, line], 0).sum(1)
            found -= np.minimum(gaps, GAPS * own[line].sum())
        return found / FINE**2

    def likest(self, *, supposed: bool = False) -> tuple[str, bool]:
        """The word for the likest end, and whether that is clearly likelier than any other, by a ``supposed`` way
        perhaps."""
        best, *others = sorted(self.errors, key=lambda kind: self.errors[kind])
        error = self.errors[best]
        for number, other in enumerate(others):
            apart = self.errors[other] - error
            if number and apart >= (WHOLLY if supposed else CLEARLY) * MOST:
                break
            between, wholly = self._between(best, other)
            in_sight = between >= SEEN * wholly
            expected = min(max(between if in_sight else wholly, LEAST), MOST)
            if apart < CLEARLY * expected or error > (POOR * self.width if in_sight else WELL):
                return best, False
            if supposed and error > WELL and (apart < WHOLLY * expected or error > POOR * self.width / 2):
                return best, False
        if best == "none" and error > POOR * self.width / 2:
            return best, False  # something is there
        return best, True

    def _between(self, best: str, other: str) -> tuple[float, float]:
        """By how much another end differs from one, of what is counted and altogether."""
        seen, costs = _moved(best, self.width, self.behind, self.room)
        whole = replace(self, counted=np.ones_like(self.counted))
        between = self._errors(other, seen[:, self.counted]) + costs
        return float(between.min()), float((whole._errors(other, seen.reshape(len(seen), -1)) + costs).min())


@lru_cache(maxsize=64)
def _moved(kind: str, width: float, behind: tuple[Point, ...], room: float) -> tuple[Samples, NDArray[np.float64]]:
    """An end (shift, row, column) at all the places at which it may be in samples, and what each of these costs."""
    by = (round(-ACROSS[0] * FINE), round(-ALONG[0] * FINE))
    own = template(kind, width, behind, room)
    around = np.pad(own, tuple((one, one) for one in by), mode="edge")
    seen = np.lib.stride_tricks.sliding_window_view(around, own.shape)
    costs = [COST / FINE * (abs(down - by[0]) + abs(right - by[1]))
             for down in range(seen.shape[0]) for right in range(seen.shape[1])]  # fmt: skip
    return seen.reshape(-1, *seen.shape[2:]), np.array(costs)


def _widths(width: float) -> Sequence[float]:
    """How wide a stroke may be that looks so wide: between two rows of pixels one of the usual width looks wider."""
    if USUAL_WIDTH + UNSURE < width <= USUAL_WIDTH + 2 * UNSURE:
        return USUAL_WIDTH, 2.0
    return (round(max(1.0, width) * 4) / 4,)


def _behind(tip: Point, way: Point, points: Sequence[Point]) -> tuple[tuple[Point, ...], float]:
    """Where a stroke runs, from its tip on: how far back and how far aside; of one that is straight, its two ends. And
    how far back it may be compared: to its first bend where that is behind most ends."""
    found: list[Point] = [(0.0, 0.0)]
    for back, aside in _backwards(tip, way, points):
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
    far = (back for back, aside in _backwards(tip, way, points) if back >= NEAREST and abs(aside) > ASTRAY)
    return next(far, inf)


def _backwards(tip: Point, way: Point, points: Sequence[Point]) -> Iterator[Point]:
    """How far back and how far aside each point of a stroke is from its tip, to which it comes by a way: the last
    first."""
    for x, y in reversed(points):
        yield (tip[0] - x) * way[0] + (tip[1] - y) * way[1], (y - tip[1]) * way[0] - (x - tip[0]) * way[1]


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
