"""What stands at the end of a stroke: every end of links is painted there, and those that are like it may be it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, inf, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.verify.strokes.following import bilinear, padded
from sgc.verify.strokes.heads import ASIDE, BEFORE, BEHIND, FINE, SQUEEZED, Form, Point, forms, painted

#: How many times as fine the tip is moved aside as along.
FINER = 2
#: By how much the tip may be elsewhere, along the line and aside (pixels), and what that costs.
ALONG, ACROSS, COST = np.arange(-3.0, 3.01, 1 / FINE), np.arange(-1.0, 1.01, 1 / FINE / FINER), 0.3
#: The last part of a stroke may be hidden by what stands there, and so much of it before that says where it leads; what
#: is no farther aside is straight, and who goes round what stands there goes no farther aside (pixels).
COVERED, LEADS, STRAIGHT, ASTRAY = 9.0, 8.0, 0.8, 5.0
#: So many pieces of a stroke before that, and what is so near to them (pixels), are not looked at.
BENDS, WIDE = 20, 3.0
#: Where no end fits so well (pixels), the stroke is taken to come otherwise: from where it leads, or turned by any
#: of these (radians).
POOR, TURNS = 12.0, (-0.25, 0.25)
#: A stroke that is turned by less from rows or columns (a sine) is turned only by the corner before its end where it is
#: straight for such a part as long along them; so far before its tip it is in its middle (pixels).
SKEWED, LONG, INNER = 0.5, 0.6, 6.0
#: An end is none of those that differ from what is seen by such a part more of what the two differ, which counts for so
#: many pixels at least, and at most; and by more than so many times what even the best differs beyond some pixels.
CLEARLY, LEAST, MOST, BEYOND, WELL = 0.15, 4.0, 40.0, 1.5, 15.0
#: An end that fits by so many pixels worse, roughly, is not looked at more closely.
LIKELY = 20.0
#: So much of what two ends differ has to be in sight.
SEEN = 0.5
#: How strong ink is at least, by itself and as a part of its line's; and the most that is counted of other ink, as a
#: part of the end's own.
FAINTEST, FAINTER, STRONGER = 0.1, 0.7, 1.2
#: A dashed line has a gap where less than such a part of the strongest ink is painted, so many samples aside or less.
GAPS, AXIS = 0.4, 4
#: How much of a line its other end takes, in pixels, if that is not half of it.
USUAL = 14.0

#: How many samples are looked at: aside, and along.
_SHAPE = round(2 * ASIDE * FINE), round((BEFORE + BEHIND) * FINE)

Shift = tuple[int, int]
Floats = NDArray[np.float32]


def end_at(
    cover: Floats, outside: NDArray[np.bool_], tip: Point, way: Point, points: Sequence[Point], width: float,
    length: float, others: Iterable[Point] = (), *, dashed: bool = False,
) -> tuple[str, frozenset[str]]:  # fmt: skip
    """The word for what is likest to what stands at the ``tip`` of a stroke of this ``width`` and ``length`` that comes
    there by ``way`` through these ``points``, and the words for all that it may be. ``cover`` (height, width) says how
    much of each pixel is painted, ``outside`` where no thing is, nor the rim of any frame; ``others`` are the tips of
    strokes beside it, to which belongs what is nearer to them. The gaps of one that is ``dashed`` say nothing."""
    wide = round(max(1.0, width) * 4) / 4
    reach = max(length / 2, length - USUAL)  # before what stands at the other end
    others = tuple(others)
    errors: dict[Form, float] = {}
    shown = np.zeros(_SHAPE, bool)
    for place in _places(tip, way, points):
        room, bent = place.straight(points)
        templates = {form: painted(form, wide, room) for form in forms(wide) if form[1] <= max(SQUEEZED[0], room)}
        look = _Look(cover, outside, place, bent, reach, others, dashed)
        shown |= look.counted
        for form, error in look.errors(templates).items():
            errors[form] = min(errors.get(form, inf), error)
        if min(errors.values()) <= POOR:
            break
    best = min(errors, key=lambda form: errors[form])
    may_be = {best[0]}
    for form, error in errors.items():
        apart = np.abs(painted(form, wide, BEHIND) - painted(best, wide, BEHIND))
        between, wholly = float(apart[shown].sum()) / FINE**2, float(apart.sum()) / FINE**2
        needed = max(CLEARLY * min(max(between, LEAST), MOST), BEYOND * (errors[best] - WELL))
        if error - errors[best] < needed or between < SEEN * wholly:
            may_be.add(form[0])
    return best[0], frozenset(may_be)


@dataclass(frozen=True, slots=True)
class _Place:
    """A tip, and the direction in which the stroke comes there."""

    tip: Point
    way: Point

    def grid(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The samples around the tip: rows are ways aside and columns are ways back, in steps of the shifts that are
        tried, and so much farther than what is looked at as it may be shifted."""
        back = np.arange(-BEFORE + ALONG[0], BEHIND + ALONG[-1], 1 / FINE) + 0.5 / FINE
        aside = np.arange(-ASIDE + ACROSS[0], ASIDE + ACROSS[-1] - 1 / FINE + 0.01, 1 / FINE / FINER) + 0.5 / FINE
        (x, y), (dx, dy) = self.tip, self.way
        return x - dx * back - dy * aside[:, None], y - dy * back + dx * aside[:, None]

    def straight(self, points: Sequence[Point]) -> tuple[float, Sequence[Point]]:
        """For how long the stroke is straight before the tip, in whole pixels, and where it is before that; near the
        tip, who follows it may go astray."""
        for number, (x, y) in reversed(list(enumerate(points))):
            back = (self.tip[0] - x) * self.way[0] + (self.tip[1] - y) * self.way[1]
            aside = (y - self.tip[1]) * self.way[0] - (x - self.tip[0]) * self.way[1]
            if abs(aside) > (STRAIGHT if back >= COVERED else ASTRAY):
                return max(0, round(min(back, BEHIND))), points[: number + 1]
        return BEHIND, ()


def _places(tip: Point, way: Point, points: Sequence[Point]) -> Iterator[_Place]:
    """Where a stroke may end: as it was followed, or along rows or columns where it is as straight so; straight on
    from where it leads, since who follows it goes round what stands there; or turned by a little."""
    gone = [hypot(x - tip[0], y - tip[1]) for x, y in points]
    axis = 0 if abs(way[0]) > abs(way[1]) else 1
    inner = points[next((i for i in reversed(range(len(points))) if gone[i] >= INNER), 0)]
    given, along = _Place(tip, way), _Place(
        (tip[0], inner[1]) if axis == 0 else (inner[0], tip[1]),
        (float(np.sign(way[0])), 0.0) if axis == 0 else (0.0, float(np.sign(way[1]))),
    )  # fmt: skip
    is_skewed = abs(way[1 - axis]) < SKEWED and along.straight(points)[0] >= LONG * given.straight(points)[0]
    yield along if is_skewed else given
    first = next((i for i in reversed(range(len(points))) if gone[i] >= COVERED), 0)
    far = next((i for i in reversed(range(first + 1)) if gone[i] >= COVERED + LEADS), 0)
    (x, y), (far_x, far_y) = points[first], points[far]
    if length := hypot(x - far_x, y - far_y):
        on = (x - far_x) / length, (y - far_y) / length
        yield _Place((x + gone[first] * on[0], y + gone[first] * on[1]), on)
    for turn in TURNS:
        c, s = cos(turn), sin(turn)
        yield _Place(tip, (way[0] * c - way[1] * s, way[0] * s + way[1] * c))


def _sampled(plane: NDArray[Any], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> Floats:
    """A plane at some points, of which no more is looked at than they need."""
    height, width = plane.shape
    left, right = (min(max(0, int(at)), width - 1) for at in (xs.min() - 2, xs.max() + 2))
    top, bottom = (min(max(0, int(at)), height - 1) for at in (ys.min() - 2, ys.max() + 2))
    return bilinear(padded(plane[top : bottom + 1, left : right + 1]), xs - left, ys - top)


class _Look:
    """What is painted around a tip, compared with how ends look where these are ``counted``."""

    def __init__(
        self, cover: Floats, outside: NDArray[np.bool_], place: _Place, bent: Sequence[Point], reach: float,
        others: Sequence[Point], dashed: bool,
    ) -> None:  # fmt: skip
        xs, ys = place.grid()
        self.around = _sampled(cover, xs, ys)
        own = _sampled(outside, xs, ys) > 0.5
        for x, y in others:
            own &= np.hypot(xs - place.tip[0], ys - place.tip[1]) <= np.hypot(xs - x, ys - y)
        for (x0, y0), (x1, y1) in pairwise(bent[-BENDS:]):
            along = ((xs - x0) * (x1 - x0) + (ys - y0) * (y1 - y0)) / max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-6)
            along = along.clip(0, 1)
            own &= np.hypot(xs - x0 - along * (x1 - x0), ys - y0 - along * (y1 - y0)) > WIDE
        self.counted = _window(own, (len(ALONG) // 2, len(ACROSS) // 2))
        self.counted[:, round((BEFORE + min(reach, BEHIND)) * FINE) :] = False
        axis = np.s_[_SHAPE[0] // 2 - AXIS : _SHAPE[0] // 2 + AXIS]
        line = _window(self.around, (len(ALONG) // 2, len(ACROSS) // 2))[axis]
        self.faintest = max(FAINTEST, FAINTER * float(line[self.counted[axis]].max(initial=0.0)))
        if dashed:  # nobody knows where its gaps are
            self.counted[axis] &= line >= GAPS * line.max()
        self.windows: dict[Shift, Floats] = {}
        self.roughly = [(i, j) for i in range(0, len(ALONG), FINE) for j in range(0, len(ACROSS), FINE * FINER)]

    def errors(self, templates: Mapping[Form, Floats]) -> dict[Form, float]:
        """How much each template differs from what is seen where it fits best, in pixels: roughly, and for those that
        may be the best also with the tip moved by less."""
        found, places = {}, {}
        for form, template in templates.items():
            found[form], places[form] = self._best(template[self.counted], self.roughly)
        least = min(found.values())
        for form, template in templates.items():
            if found[form] <= least + LIKELY:
                along, across = places[form]
                near = [(along + i, across + j) for i in (-1, 0, 1) for j in range(1 - FINER * 2, FINER * 2)
                        if 0 <= along + i < len(ALONG) and 0 <= across + j < len(ACROSS)]  # fmt: skip
                found[form] = self._best(template[self.counted], near)[0]
        return found

    def _best(self, template: Floats, shifts: Sequence[Shift]) -> tuple[float, Shift]:
        seen = np.stack([self._seen(shift) for shift in shifts])
        whole = float(template @ template)
        strong = np.maximum(seen @ template / whole if whole else np.ones(len(seen)), self.faintest)
        apart = np.abs(np.minimum(seen / strong[:, None], STRONGER) - template).sum(1) / FINE**2
        apart += [COST * (abs(ALONG[along]) + abs(ACROSS[across])) for along, across in shifts]
        best = int(np.argmin(apart))
        return float(apart[best]), shifts[best]

    def _seen(self, shift: Shift) -> Floats:
        if shift not in self.windows:
            self.windows[shift] = _window(self.around, shift)[self.counted]
        return self.windows[shift]


def _window(sampled: NDArray[Any], shift: Shift) -> NDArray[Any]:
    """What is looked at, with the tip elsewhere by these of the shifts."""
    along, across = shift
    return sampled[across : across + FINER * _SHAPE[0] : FINER, along : along + _SHAPE[1]]
