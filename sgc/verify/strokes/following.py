"""Strokes followed from where they touch a thing: straight through crossings, over the gaps of dashes, round corners.

Positions are (x, y) in pixels; a pixel's middle is at (0.5, 0.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Point = tuple[float, float]

#: How far ahead a stroke is looked for, and how far on a step goes, in pixels, and one straight ahead.
AHEAD, STEP, STRIDE = 7, 1.5, 3.0
#: Turns that are tried (radians), first small ones and then those of corners; what a turn by one radian costs.
TURNS = np.linspace(-1.15, 1.15, 47)
CORNERS = np.concatenate((np.linspace(-1.9, -1.15, 12), np.linspace(1.15, 1.9, 12)))
COST = 0.16
#: A way is a stroke where so much of it is painted.
PAINTED = 0.55
#: Where two ways so far from each other (radians) are painted to this part, a stroke parts; not so near to its ends, in
#: pixels.
APART, WHOLLY, ENDS = 0.4, 0.75, 18.0
#: A stroke goes straight on where so much of the way ahead is painted.
FULLY = 0.97
#: What is painted so deep, in pixels from its edge, is no line but what stands at its end.
SOLID = 1.9
#: Turns beyond a gap: those of a straight stroke, and those of one that is broken at a corner.
STRAIGHT, BENT = (0.0, -0.12, 0.12), tuple(float(turn) for turn in np.linspace(-1.4, 1.4, 15))
#: The widest gap between dashes; within the box of a text, which may hide some of them, and the most of steps.
GAP, HIDDEN, LONGEST = 8, 30, 4_000
#: Strokes that come so near to a thing end there; where they are broken, so near; and no thing is near what is farther.
TOUCHES, NEARLY, FREE = 1.6, 8.0, 12.0


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a stroke touches a thing (its number): a point beside its outline, and the direction away from it."""

    thing: int
    at: Point
    way: Point


@dataclass(frozen=True, slots=True)
class Trace:
    """A stroke as it was followed: its points from the contact on, the number of the thing where it ends, if at one,
    and whether it parts on its way, so that it could also be followed elsewhere."""

    points: tuple[Point, ...]
    end: int | None
    forked: bool = False


class Strokes:
    """What is painted between the things of a picture. All arrays are (height, width): ``cover`` says how much of a
    pixel is painted (0 to 1), ``ink`` how strongly, with what is hollow left so, ``things`` which thing it is in (-1
    for none), ``hidden`` where texts may hide dashes, ``rims`` where outlines of frames hide what is there."""

    def __init__(
        self, cover: NDArray[np.float32], ink: NDArray[np.float32], things: NDArray[np.int32],
        hidden: NDArray[np.bool_], rims: NDArray[np.bool_],
    ) -> None:  # fmt: skip
        self.cover, self.ink, self.things, self.hidden = cover, ink, things, hidden
        self.open = (things < 0) & ~rims
        self.away, (rows, columns) = ndimage.distance_transform_edt(things < 0, return_indices=True)
        self.nearest = things[rows, columns]
        self.rows, self.columns = rows, columns
        self.depth = ndimage.distance_transform_edt(cover >= 0.5)
        self._padded = padded(cover)

    def contacts(self) -> list[Contact]:
        """Where strokes touch things, thing by thing."""
        near = (self.away > 0.5) & (self.away <= 4.5) & (self.cover >= 0.5)
        labels, _ = ndimage.label(near, np.ones((3, 3)))
        found = []
        for number, place in enumerate(ndimage.find_objects(labels), 1):
            rows, columns = np.nonzero(labels[place] == number)
            rows, columns = rows + place[0].start, columns + place[1].start
            away = self.away[rows, columns]
            close = away <= TOUCHES + 0.5
            if not close.any() or not (away > 2.5).any():
                continue
            x, y = float(columns[close].mean()), float(rows[close].mean())
            row, column = round(y), round(x)
            thing = int(self.nearest[row, column])
            dx, dy = column - self.columns[row, column], row - self.rows[row, column]
            length = hypot(dx, dy)
            if thing >= 0 and length > 0:
                found.append(Contact(thing, (x + 0.5, y + 0.5), (float(dx) / length, float(dy) / length)))
        return sorted(found, key=lambda one: (one.thing, one.at))

    def follow(self, contact: Contact) -> Trace:
        """The stroke that begins at a contact."""
        (x, y), (dx, dy) = contact.at, contact.way
        points = [(x, y)]
        been: dict[tuple[int, int], int] = {}
        forks: list[float] = []
        gone = 0.0
        for step in range(LONGEST):
            here = int(x) // 2, int(y) // 2
            if been.setdefault(here, step) < step - 8:
                return Trace(tuple(points), None)  # round in a circle
            found = self._on((x, y), (dx, dy))
            if found is None:
                break
            (dx, dy), by, parts = found
            if parts:
                forks.append(gone)
            gone += by
            x, y = self._centered((x + by * dx, y + by * dy), (dx, dy))
            points.append((x, y))
            thing = self._thing((x, y), TOUCHES)
            if thing is not None and (thing != contact.thing or step > 8):
                return Trace(tuple(points), thing, _parts(forks, gone))
            if not (0 <= x < self.cover.shape[1] and 0 <= y < self.cover.shape[0]):
                break
        end = self._thing((x, y), NEARLY)
        return Trace(tuple(points), end if len(points) > 8 else None, _parts(forks, gone))

    def is_free(self, at: Point) -> bool:
        """Whether no thing is near a point."""
        return self._thing(at, FREE) is None

    def _thing(self, at: Point, within: float) -> int | None:
        row, column = int(at[1]), int(at[0])
        if not (0 <= row < self.away.shape[0] and 0 <= column < self.away.shape[1]):
            return None
        return int(self.nearest[row, column]) if self.away[row, column] <= within else None

    def _on(self, at: Point, way: Point) -> tuple[Point, float, bool] | None:
        """The direction in which the stroke goes on, how far to the next point, and whether it goes on in another as
        well; None where nothing goes on."""
        if self._is_solid(at):
            return way, STEP, False  # through what stands at an end
        for turns in (TURNS, CORNERS):
            rays = self._rays(at, way, turns)
            scores = rays - COST * np.abs(turns)
            best = int(np.argmax(scores))
            if rays[best] >= PAINTED:
                alike = np.flatnonzero(scores >= scores[best] - 0.01)
                turn = float(turns[alike[np.argmin(np.abs(turns[alike]))]])
                apart = np.abs(turns - turn) > APART
                parts = turns is TURNS and bool((apart & (rays >= WHOLLY)).any())
                ahead = at[0] + AHEAD * way[0], at[1] + AHEAD * way[1]
                straight = abs(turn) < 1e-6 and rays[best] >= FULLY and not parts and not self._is_solid(ahead)
                return _turned(way, turn), STRIDE if straight else STEP, parts
            gap = self._over(at, way, STRAIGHT if turns is TURNS else BENT)
            if gap is not None:
                return gap
        return None

    def _is_solid(self, at: Point) -> bool:
        row, column = int(at[1]), int(at[0])
        inside = 0 <= row < self.depth.shape[0] and 0 <= column < self.depth.shape[1]
        return inside and bool(self.depth[row, column] >= SOLID)

    def _rays(self, at: Point, way: Point, turns: NDArray[np.float64]) -> NDArray[np.float32]:
        """How much is painted of the ways ahead that turn so."""
        steps = np.arange(1, AHEAD + 1)
        c, s = np.cos(turns)[:, None], np.sin(turns)[:, None]
        xs = at[0] + steps * (way[0] * c - way[1] * s)
        ys = at[1] + steps * (way[0] * s + way[1] * c)
        found: NDArray[np.float32] = self.sampled(xs, ys).mean(1)
        return found

    def sampled(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float32]:
        """How much is painted at some points: between the middles of pixels, in proportion."""
        return bilinear(self._padded, xs, ys)

    def _centered(self, at: Point, way: Point) -> Point:
        """The middle of the stroke across the way."""
        aside = np.linspace(-1.5, 1.5, 7)
        cover = self.sampled(at[0] - way[1] * aside, at[1] + way[0] * aside)
        weight = float(cover.sum())
        if weight < 0.5:
            return at
        by = 0.5 * float((cover * aside).sum()) / weight
        return at[0] - way[1] * by, at[1] + way[0] * by

    def _over(self, at: Point, way: Point, turns: Sequence[float]) -> tuple[Point, float, bool] | None:
        """Where a broken stroke goes on beyond a gap, rather near and straight than not."""
        row, column = int(at[1]), int(at[0])
        inside = 0 <= row < self.hidden.shape[0] and 0 <= column < self.hidden.shape[1]
        reach = HIDDEN if inside and self.hidden[row, column] and turns is STRAIGHT else GAP
        steps = np.arange(1.0, reach + 4)
        best: tuple[float, Point, float] | None = None
        for by in turns:
            dx, dy = _turned(way, by)
            cover = self.sampled(at[0] + steps * dx, at[1] + steps * dy)
            starts = np.flatnonzero(np.convolve(cover, np.full(3, 1 / 3), "valid") >= PAINTED)
            if len(starts) and (best is None or steps[starts[0]] + 5 * abs(by) < best[0]):
                best = float(steps[starts[0]]) + 5 * abs(by), (dx, dy), float(steps[starts[0]])
        return None if best is None else (best[1], best[2], False)


def _parts(forks: Sequence[float], length: float) -> bool:
    """Whether a stroke of such a length parts so far from its beginning: not where its ends are, which are wide."""
    return any(ENDS < fork < length - ENDS for fork in forks)


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
