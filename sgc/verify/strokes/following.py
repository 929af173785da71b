"""Strokes followed from where they touch a thing: straight through crossings, over the gaps of dashes, round corners.

Positions are (x, y) in pixels; a pixel's middle is at (0.5, 0.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.measure.affine import Point
from sgc.measure.nodes import OFF_LETTERS
from sgc.verify.strokes.runs import Run, Runs

#: How far ahead a stroke is looked for, and how far on a step goes, in pixels, and one straight ahead.
AHEAD, STEP, STRIDE = 7, 1.5, 3.0
#: Turns that are tried (radians), first small ones and then those of corners; what a turn by one radian costs.
TURNS = np.linspace(-1.15, 1.15, 47)
CORNERS = np.concatenate((np.linspace(-1.9, -1.15, 12), np.linspace(1.15, 1.9, 12)))
COST = 0.16
#: A way is a stroke where so much of it is painted.
PAINTED = 0.55
#: Where two ways so far from each other (radians) are painted to this part, a stroke parts; not so near to its ends, in
#: pixels, whatever stands there.
APART, WHOLLY, ENDS = 0.4, 0.75, 18.0
#: A stroke goes straight on where so much of the way ahead is painted.
FULLY = 0.97
#: What is painted so deep, in pixels from its edge, is no line but what stands at its end, whose tip may be no longer.
SOLID, TIP = 1.9, 4.0
#: Turns beyond a gap: those of a straight stroke, and those of one that is broken at a corner.
STRAIGHT, BENT = (0.0, -0.12, 0.12), tuple(float(turn) for turn in np.linspace(-1.4, 1.4, 15))
#: The widest gap between dashes; within the box of a text, which may hide some of them, and the most of steps.
GAP, HIDDEN, LONGEST = 8, 30, 4_000
#: How nearly along an axis the way on a straight stroke is, how far before its end it is left, and how far from it and
#: beyond it another stroke is that it ends at (pixels); turns beyond this (radians) are onto another.
NEARLY_ALONG, BEFORE_END, MEETS, BEYOND, ACROSS = 0.2, 2.0, 4.5, 5.0, 0.6
#: The next dot on a bend is so near, in pixels.
DOT = 5
#: Strokes that come so near to a thing end there; where they are broken, so near; and no thing is near what is farther.
TOUCHES, NEARLY, FREE = 1.6, 8.0, 12.0
#: A stroke ends for sure where nothing is ahead for so many pixels; one that is whole, where nothing is at a distance
#: between these, beyond what stands at its end.
CLEAR, AROUND = 16.0, (8.5, 11.0)
#: The edge of a frame at which a stroke ends is so near to its end, and a text, whose letters lines keep off (pixels).
BESIDE, BESIDE_LETTERS = 4, 4 + round(OFF_LETTERS)
#: What is so far from a thing is not mixed with its outline (pixels).
AWAY = 2.5
#: What touches a thing leaves it as its own ink does, where that goes so far (pixels); else straight away from it.
LEANS = 1.0
#: So much around a thing's outline is taken for it: what of it is mixed with the ground (pixels).
HALO = 1.6


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a stroke touches a thing (its number): a point beside its outline, and the direction away from it."""

    thing: int
    at: Point
    way: Point


@dataclass(frozen=True, slots=True)
class Trace:
    """A stroke as it was followed: its points from the contact on, the number of the thing where it ends, if at one,
    and how far from its beginning it parts (pixels), so that it could also be followed elsewhere."""

    points: tuple[Point, ...]
    end: int | None
    forks: tuple[float, ...] = ()


class Strokes:
    """What is painted between the things of a picture. All arrays are (height, width): ``cover`` says how much of a
    pixel is painted (0 to 1), ``raw`` the same with what is hollow left so, ``ink`` how strongly that is painted,
    ``things`` which thing it is in (-1 for none), ``hidden`` where texts may hide dashes, ``rims`` where outlines of
    frames hide what is there, and ``runs`` the straight strokes along rows and columns."""

    def __init__(
        self, cover: NDArray[np.float32], raw: NDArray[np.float32], ink: NDArray[np.float32],
        things: NDArray[np.int32], hidden: NDArray[np.bool_], rims: NDArray[np.bool_], runs: Runs,
    ) -> None:  # fmt: skip
        self.cover, self.raw, self.ink, self.things, self.hidden, self.runs = cover, raw, ink, things, hidden, runs
        self.open = (things < 0) & ~rims
        self.away, (rows, columns) = ndimage.distance_transform_edt(things < 0, return_indices=True)
        self.nearest = things[rows, columns]
        self.rows, self.columns = rows, columns
        self.depth = ndimage.distance_transform_edt(cover >= 0.5)
        self._padded = padded(cover)
        self.padded_raw, self.padded_ink = padded(raw), padded(ink)

    def contacts(self) -> list[Contact]:
        """Where strokes touch things, thing by thing."""
        near = (self.away > 0.5) & (self.away <= 4.5) & (self.cover >= 0.5)
        labels, _ = ndimage.label(near, np.ones((3, 3)))
        # What is beside an outline may be painted from one stroke to the next.
        beyond, _ = ndimage.label(near & (self.away > AWAY), np.ones((3, 3)))
        found = []
        for number, place in enumerate(ndimage.find_objects(beyond), 1):
            far = np.argwhere(beyond[place] == number) + [one.start for one in place]
            top, left = far.min(0) - BESIDE
            around = slice(max(0, top), far[:, 0].max() + BESIDE), slice(max(0, left), far[:, 1].max() + BESIDE)
            own = (labels[around] == labels[tuple(far[0])]) & (self.away[around] <= TOUCHES + 0.5)
            close = np.argwhere(own) + [one.start for one in around]
            if len(close):
                close = close[np.abs(close[:, None] - far).max(2).min(1) <= AWAY]
            if not len(close):
                continue
            (y, x), (row, column) = close.mean(0).tolist(), far.mean(0).tolist()
            dx, dy = column - x, row - y
            row, column = round(y), round(x)
            thing = int(self.nearest[row, column])
            if hypot(dx, dy) < LEANS:
                dx, dy = float(column - self.columns[row, column]), float(row - self.rows[row, column])
            length = hypot(dx, dy)
            if thing >= 0 and length > 0:
                contact = Contact(thing, (x + 0.5, y + 0.5), (dx / length, dy / length))
                if not self._is_crossed(contact):
                    found.append(contact)
        return sorted(found, key=lambda one: (one.thing, one.at))

    def _is_crossed(self, contact: Contact) -> bool:
        """Whether the straight stroke at a contact goes through the thing and on beyond it."""
        axis = 0 if abs(contact.way[0]) > abs(contact.way[1]) else 1
        run = self.runs.here(contact.at, axis)
        if run is None:
            return False
        plane = self.things if axis == 0 else self.things.T
        own = np.flatnonzero(plane[int(run.place), int(run.first) : int(run.last)] == contact.thing)
        return bool(len(own)) and own[0] > 0 and own[-1] + 1 < int(run.last) - int(run.first)

    def follow(self, contact: Contact) -> Trace:
        """The stroke that begins at a contact."""
        return _Walk(self, contact).walk()

    def is_nowhere(self, at: Point) -> bool:
        """Whether a stroke that ends at a point ends at nothing: no thing, frame, text or other stroke is there."""
        if self.thing(at, BESIDE) is not None:
            return False
        if self.hidden[_around(at, BESIDE_LETTERS)].any() or not self.open[_around(at, BESIDE)].all():
            return False
        met = [self.runs.here(at, axis) for axis in (0, 1)]
        return not any(run is not None and run.passes(at[run.axis], BEYOND) for run in met)

    def is_clear(self, at: Point, way: Point, *, broken: bool) -> bool:
        """Whether a stroke ends at a point: nothing is painted around in all the directions that it may go on in, which
        would be seen beyond the rim of a frame. One that is ``broken`` goes on beyond gaps; a whole one would be seen
        somewhere all around what stands there."""
        near, far = (0.0, CLEAR) if broken else AROUND
        row, column, reach = int(at[1]), int(at[0]), int(far) + 1
        top, left = max(0, row - reach), max(0, column - reach)
        around = (slice(top, row + reach + 1), slice(left, column + reach + 1))
        taken = (self.cover[around] >= 0.35) | (self.things[around] >= 0) | self.hidden[around]
        rows, columns = np.nonzero(taken)
        right, down = columns + left + 0.5 - at[0], rows + top + 0.5 - at[1]
        away = np.hypot(right, down)
        return not ((right * way[0] + down * way[1] > 2 * TOUCHES) & (near <= away) & (away <= far)).any()

    def is_free(self, at: Point) -> bool:
        """Whether no thing is near a point."""
        return self.thing(at, FREE) is None

    def thing(self, at: Point, within: float) -> int | None:
        row, column = int(at[1]), int(at[0])
        if not (0 <= row < self.away.shape[0] and 0 <= column < self.away.shape[1]):
            return None
        return int(self.nearest[row, column]) if self.away[row, column] <= within else None

    def facing(self, at: Point) -> Point | None:
        """The direction from a point to the thing beside it, if there is one."""
        if self.thing(at, NEARLY) is None:
            return None
        row, column = int(at[1]), int(at[0])
        dx, dy = float(self.columns[row, column] - column), float(self.rows[row, column] - row)
        length = hypot(dx, dy)
        return (dx / length, dy / length) if length else None

    def is_solid(self, at: Point) -> bool:
        row, column = int(at[1]), int(at[0])
        inside = 0 <= row < self.depth.shape[0] and 0 <= column < self.depth.shape[1]
        return inside and bool(self.depth[row, column] >= SOLID)

    def rays(self, at: Point, way: Point, turns: NDArray[np.float64]) -> NDArray[np.float32]:
        """How much is painted of the ways ahead that turn so."""
        steps = np.arange(1, AHEAD + 1)
        c, s = np.cos(turns)[:, None], np.sin(turns)[:, None]
        xs = at[0] + steps * (way[0] * c - way[1] * s)
        ys = at[1] + steps * (way[0] * s + way[1] * c)
        found: NDArray[np.float32] = self.sampled(xs, ys).mean(1)
        return found

    def parts(self, at: Point, way: Point, turn: float = 0.0, *, crossings: bool = False) -> bool:
        """Whether a stroke that goes on with such a turn goes on in another direction as well. Of a straight one, what
        goes on backwards there, too, is only one of its ``crossings``."""
        rays = self.rays(at, way, TURNS)
        others = TURNS[(np.abs(TURNS - turn) > APART) & (rays >= WHOLLY)]
        if not len(others) or not crossings:
            return bool(len(others))
        return bool((self.rays(at, (-way[0], -way[1]), others) < WHOLLY).any())

    def sampled(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float32]:
        """How much is painted at some points: between the middles of pixels, in proportion."""
        return bilinear(self._padded, xs, ys)

    def centered(self, at: Point, way: Point) -> Point:
        """The middle of the stroke across the way."""
        aside = np.linspace(-1.5, 1.5, 7)
        cover = self.sampled(at[0] - way[1] * aside, at[1] + way[0] * aside)
        weight = float(cover.sum())
        if weight < 0.5:
            return at
        by = 0.5 * float((cover * aside).sum()) / weight
        return at[0] - way[1] * by, at[1] + way[0] * by


class _Walk:
    """One stroke as it is followed: where it is, which way it goes, and what is known of it."""

    def __init__(self, strokes: Strokes, contact: Contact) -> None:
        self.strokes, self.contact = strokes, contact
        self.at, self.way = contact.at, contact.way
        self.points = [contact.at]
        self.gone = 0.0
        #: Where it parts, in pixels from its beginning; and its first straight part.
        self.forks: list[float] = []
        #: How many of the points are to the end of the last straight stroke.
        self.known = 1
        self.run: Run | None = None
        #: How far from its beginning it was last within what stands at an end, in pixels.
        self.solid = -inf

    def walk(self) -> Trace:
        been: dict[tuple[int, int], int] = {}
        for step in range(LONGEST):
            here = int(self.at[0]) // 2, int(self.at[1]) // 2
            if been.setdefault(here, step) < step - 8:
                return Trace(tuple(self.points), None)  # round in a circle
            run = self._run()
            if run is not None and not run.is_like(self.run):
                return self._given_up()  # that is another line's
            if run is not None and self._along(run):
                pass
            elif run is not None and self._ends_at_other(run):
                return self._trace(None)
            else:
                found = self._on()
                if found is None:
                    break
                self.way, by, parts = found
                if parts:
                    self.forks.append(self.gone)
                (x, y), (dx, dy) = self.at, self.way
                self._go(self.strokes.centered((x + by * dx, y + by * dy), self.way))
            thing = self.strokes.thing(self.at, TOUCHES)
            if thing is not None and (thing != self.contact.thing or self.gone > 8 * STEP):
                return self._trace(thing)
            height, width = self.strokes.cover.shape
            if not (0 <= self.at[0] < width and 0 <= self.at[1] < height):
                break
        end = self.strokes.thing(self.at, NEARLY)
        return self._trace(end if self.gone > 8 * STEP else None)

    def _go(self, to: Point) -> None:
        self.gone += hypot(to[0] - self.at[0], to[1] - self.at[1])
        self.at = to
        self.points.append(to)

    def _given_up(self) -> Trace:
        """The trace to the end of the last straight stroke."""
        del self.points[self.known :]
        return self._trace(None)

    def _trace(self, end: int | None) -> Trace:
        return Trace(tuple(self.points), end, tuple(self.forks))

    # ------------------------------------------------------------ along straight strokes

    def _run(self) -> Run | None:
        """The straight stroke along which it goes."""
        axis = 0 if abs(self.way[0]) > abs(self.way[1]) else 1
        if abs(self.way[1 - axis]) > NEARLY_ALONG:
            return None
        return self.strokes.runs.here(self.at, axis)

    def _along(self, run: Run) -> bool:
        """To the end of a straight stroke, whatever crosses it; whether that is far."""
        axis, forward = run.axis, self.way[run.axis] > 0
        end = run.last if forward else run.first
        ahead = (end + by if forward else end - by for by in np.arange(0.0, AHEAD - 1, 0.5).tolist())
        touched = next((along for along in ahead if self.strokes.thing(run.at(along), TOUCHES) is not None), None)
        end = touched if touched is not None else end - BEFORE_END if forward else end + BEFORE_END
        left = (end - self.at[axis]) * (1 if forward else -1)
        if left < STEP:
            return False
        self.run = self.run or run
        self.way = ((1.0 if forward else -1.0), 0.0) if axis == 0 else (0.0, (1.0 if forward else -1.0))
        for along in np.linspace(self.at[axis], end, max(2, round(left / STRIDE) + 1))[1:].tolist():
            if self.strokes.parts(self.at, self.way, crossings=True):
                self.forks.append(self.gone)
            self._go(run.at(along))
        self.known = len(self.points)
        return True

    def _ends_at_other(self, run: Run) -> bool:
        """Whether a straight stroke that is near its end meets one that goes on at both sides: then it ends there, or
        turns, where they are alike."""
        axis, forward = run.axis, self.way[run.axis] > 0
        end = run.last if forward else run.first
        for by in np.arange(0.0, MEETS, 0.5):
            at = run.at(end + (by if forward else -by))
            other = self.strokes.runs.here(at, 1 - axis)
            if other is not None and other.passes(at[1 - axis], BEYOND):
                beyond = run.at(other.place + (BEYOND if forward else -BEYOND))
                if self.strokes.runs.here(beyond, axis) is not None:
                    return False  # it is crossed
                if other.is_like(run):
                    self.forks.append(max(ENDS + 1, self.gone - ENDS - 1))
                self._go(run.at(other.place))
                return True
        return False

    # ------------------------------------------------------------ anywhere else

    def _on(self) -> tuple[Point, float, bool] | None:
        """The direction in which the stroke goes on, how far to the next point, and whether it goes on in another as
        well; None where nothing goes on."""
        at, way, strokes = self.at, self.way, self.strokes
        if strokes.is_solid(at):
            self.solid = self.gone
            return way, STEP, False  # through what stands at an end
        if (left := self._arriving()) is not None:
            return way, left, False
        for turns in (TURNS, CORNERS):
            rays = strokes.rays(at, way, turns)
            scores = rays - COST * np.abs(turns)
            best = int(np.argmax(scores))
            if rays[best] >= PAINTED:
                alike = np.flatnonzero(scores >= scores[best] - 0.01)
                turn = float(turns[alike[np.argmin(np.abs(turns[alike]))]])
                on = _turned(way, turn)
                if abs(turn) > ACROSS and self._is_other(on):
                    return None
                parts = turns is TURNS and strokes.parts(at, way, turn)
                ahead = at[0] + AHEAD * way[0], at[1] + AHEAD * way[1]
                straight = abs(turn) < 1e-6 and rays[best] >= FULLY and not parts and not strokes.is_solid(ahead)
                return on, STRIDE if straight else STEP, parts
            gap = self._over(STRAIGHT if turns is TURNS else BENT)
            if gap is not None:
                return gap
        return None

    def _arriving(self) -> float | None:
        """How far it is straight on to the thing where the stroke ends, where all of that is painted: what parts from
        it there are the toes of a crow's foot. Right behind what is solid there may be no more than the tip of that."""
        tip = self.solid + TIP - self.gone
        steps = np.arange(0.5, AHEAD, 0.5)
        xs, ys = self.at[0] + steps * self.way[0], self.at[1] + steps * self.way[1]
        painted = self.strokes.sampled(xs, ys) >= 0.5
        for step, x, y, is_painted in zip(steps.tolist(), xs.tolist(), ys.tolist(), painted, strict=True):
            thing = self.strokes.thing((x, y), TOUCHES)
            if thing is not None:
                return step if thing != self.contact.thing or self.gone > 8 * STEP else None
            if not is_painted and step > tip:
                return None
        return None

    def _is_other(self, way: Point) -> bool:
        """Whether a turn leads onto a straight stroke that cannot be of the same line: its mass is another."""
        axis = 0 if abs(way[0]) > abs(way[1]) else 1
        for by in (3.0, 5.0, 7.0):
            run = self.strokes.runs.here((self.at[0] + by * way[0], self.at[1] + by * way[1]), axis)
            if run is not None:
                return not run.is_like(self.run)
        return False

    def _over(self, turns: Sequence[float]) -> tuple[Point, float, bool] | None:
        """Where a broken stroke goes on beyond a gap, rather near and straight than not."""
        at, way, hidden = self.at, self.way, self.strokes.hidden
        row, column = int(at[1]), int(at[0])
        inside = 0 <= row < hidden.shape[0] and 0 <= column < hidden.shape[1]
        reach = HIDDEN if inside and hidden[row, column] and turns is STRAIGHT else GAP
        steps = np.arange(1.0, reach + 4)
        best: tuple[float, Point, float] | None = None
        for by in turns:
            dx, dy = _turned(way, by)
            cover = self.strokes.sampled(at[0] + steps * dx, at[1] + steps * dy)
            again = np.convolve(cover, np.full(3, 1 / 3), "valid") >= PAINTED
            if turns is BENT:  # dots on a bend
                again[:DOT] |= cover[:DOT] >= WHOLLY
            starts = np.flatnonzero(again)
            if len(starts) and (best is None or steps[starts[0]] + 5 * abs(by) < best[0]):
                best = float(steps[starts[0]]) + 5 * abs(by), (dx, dy), float(steps[starts[0]])
        return None if best is None else (best[1], best[2], False)


def _around(at: Point, reach: int) -> tuple[slice, slice]:
    """The rows and columns of the pixels that are so near to a point."""
    row, column = int(at[1]), int(at[0])
    return slice(max(0, row - reach), row + reach + 1), slice(max(0, column - reach), column + reach + 1)


def padded(plane: NDArray[Any]) -> NDArray[np.float32]:
    """A plane (height, width) with a rim of zeros, for ``bilinear``."""
    return np.pad(plane.astype(np.float32), 2)


def bilinear(rimmed: NDArray[np.float32], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float32]:
    """A padded plane at points (pixels; a pixel's middle is at 0.5); zero outside."""
    xs = np.clip(xs + 1.5, 0, rimmed.shape[1] - 2.001)
    ys = np.clip(ys + 1.5, 0, rimmed.shape[0] - 2.001)
    left, top = xs.astype(np.intp), ys.astype(np.intp)
    u, v = xs - left, ys - top
    upper = rimmed[top, left] * (1 - u) + rimmed[top, left + 1] * u
    lower = rimmed[top + 1, left] * (1 - u) + rimmed[top + 1, left + 1] * u
    found: NDArray[np.float32] = (upper * (1 - v) + lower * v).astype(np.float32)
    return found


def _turned(way: Point, by: float) -> Point:
    c, s = cos(by), sin(by)
    dx, dy = way[0] * c - way[1] * s, way[0] * s + way[1] * c
    length = hypot(dx, dy)
    return dx / length, dy / length
