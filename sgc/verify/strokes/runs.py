"""Straight strokes along rows and columns, whole or dashed, as one each: what crosses one does not break it.

How much is painted across a stroke (its ``mass``) tells it from another: where a dark line meets a pale one, no line
turns from the one into the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

#: A straight stroke is at least so long and at most so wide, in pixels.
LONG, LINED = 12, 6
#: What is outside of things is at least so long; and gaps of dashes are filled up to so many pixels.
SHORTEST, GAP = 4, 8
#: What is painted across a stroke, as a part of what usually is; more is of letters.
FAINT, STRONG = 0.35, 1.8
#: A stroke is whole where so much of it is painted; otherwise dashes follow each other by steps of which so many are as
#: long as most, but for so many pixels.
WHOLE, MOST, UNEVEN = 0.85, 0.6, 1.5
#: What follows each other by so many pixels or less are dots.
DOTS = 5
#: For so long another stroke may touch it, and nothing of a whole one is painted (pixels).
TOUCHED, SLIT = 30, 2
#: How far its middle may be from where most of it is, and from its one end to the other, in pixels.
ASIDE, DRIFT = 0.75, 0.5
#: Strokes are of one line when neither has so many times the mass of the other; one no longer than this may be of what
#: stands at an end, which has more (pixels).
ALIKE, HEAD = 1.3, 26


@dataclass(frozen=True, slots=True)
class Run:
    """A straight stroke: ``axis`` is 0 where it is level and 1 where it is upright; it is ``place`` pixels down or
    right, from ``first`` to ``last`` along; ``mass`` is what is painted across it, ``painted`` the part of its length
    that is."""

    axis: int
    place: float
    first: float
    last: float
    mass: float
    painted: float

    @property
    def length(self) -> float:
        return self.last - self.first

    @property
    def band(self) -> tuple[slice, slice]:
        """The rows and the columns where its pixels are."""
        across, along = slice(max(0, int(self.place) - 2), int(self.place) + 3), slice(int(self.first), int(self.last))
        return (across, along) if self.axis == 0 else (along, across)

    def at(self, along: float) -> tuple[float, float]:
        """A point of it, as (x, y)."""
        return (along, self.place) if self.axis == 0 else (self.place, along)

    def passes(self, along: float, by: float) -> bool:
        """Whether it goes on by so much at both sides of a place along it."""
        return self.first < along - by and along + by < self.last

    def is_like(self, other: Run | None) -> bool:
        """Whether it may be of one line with another; with one that is not known yet, it may."""
        if other is None or min(self.length, other.length) <= HEAD:
            return True
        return max(other.mass, self.mass) <= ALIKE * min(other.mass, self.mass)


class Runs:
    """The straight strokes of a picture: ``of`` (2, height, width) says which level and which upright one is at a
    pixel, -1 for none. ``strength`` (height, width) is what is painted, within things as well; ``things`` says which
    thing a pixel is in, -1 for none. What begins or ends within one does so at its edge; what is only within one is
    no stroke."""

    def __init__(self, strength: NDArray[np.float32], things: NDArray[np.int32]) -> None:
        height, width = strength.shape
        self.of = np.full((2, height, width), -1, np.int32)
        self.all: list[Run] = []
        for axis, (plane, within) in enumerate(((strength, things), (strength.T, things.T))):
            for whole in _runs(axis, plane, within >= 0):
                run = _outside(whole, within)
                if run is None:
                    continue
                row, first, last = int(run.place), round(run.first), round(run.last)
                rows = slice(max(0, row - 1), row + 2)
                where = (rows, slice(first, last)) if axis == 0 else (slice(first, last), rows)
                self.of[axis][where] = len(self.all)
                self.all.append(run)

    def here(self, at: tuple[float, float], axis: int) -> Run | None:
        """The stroke along an axis that a point is on."""
        row, column = int(at[1]), int(at[0])
        if not (0 <= row < self.of.shape[1] and 0 <= column < self.of.shape[2]):
            return None
        number = int(self.of[axis, row, column])
        return self.all[number] if number >= 0 else None


def _runs(axis: int, strength: NDArray[np.float32], shut: NDArray[np.bool_]) -> Iterator[Run]:
    """The straight strokes along rows."""
    inked = strength > 0
    thin = inked & (_lengths(inked.T).T <= LINED)
    filled = thin | (_is_gap(thin) & ~shut)
    labels, _ = ndimage.label(filled, np.ones((3, 3)))
    height = strength.shape[0]
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        if place[1].stop - place[1].start < LONG:
            continue
        top = max(0, place[0].start - 1)
        rows = slice(top, min(height, place[0].stop + 1))
        own = ndimage.binary_dilation(labels[rows, place[1]] == number, np.ones((3, 1)))
        narrow = thin[rows, place[1]] | ~inked[rows, place[1]]
        left = place[1].start
        ink = np.where(own & narrow, strength[rows, place[1]], 0)
        for where, first, last, *shares in _straight(ink, inked[rows, place[1]]):
            yield Run(axis, where + top, float(first + left), float(last + left), *shares)


def _outside(run: Run, things: NDArray[np.int32]) -> Run | None:
    """What of a stroke along rows is from the first to the last of it that is in no thing; None where it is short."""
    first = int(run.first)
    free = np.flatnonzero(things[int(run.place), first : int(run.last)] < 0)
    if not len(free) or free[-1] + 1 - free[0] < SHORTEST:
        return None
    return replace(run, first=float(first + free[0]), last=float(first + free[-1] + 1))


def _straight(
    ink: NDArray[np.float32], inked: NDArray[np.bool_]
) -> Iterator[tuple[float, int, int, float, float]]:  # fmt: skip
    """The straight parts of a stroke along rows: the middle of each, where it begins and ends, its mass, and how much
    of it is painted; ``inked`` is what is painted there besides, of whatever."""
    sums = ink.sum(0)
    if not (sums > 0).any():
        return
    usual = float(np.median(sums[sums > 0]))
    is_painted = (sums > FAINT * usual) & (sums < STRONG * usual)
    if not is_painted.any():
        return
    middles = (ink * (np.arange(len(ink)) + 0.5)[:, None]).sum(0) / np.maximum(sums, 1e-6)
    middle = float(np.median(middles[is_painted]))
    straight = np.flatnonzero(is_painted & (np.abs(middles - middle) <= ASIDE))
    own: NDArray[np.bool_] = np.logical_or.reduce(inked[max(0, int(middle) - 1) : int(middle) + 2])
    for columns in _together(straight, own):
        quarter = max(1, len(columns) // 4)
        if abs(float(middles[columns[:quarter]].mean() - middles[columns[-quarter:]].mean())) <= DRIFT:
            first, last = int(columns[0]), int(columns[-1]) + 1
            mass, painted = float(np.median(sums[columns])), len(columns) / (last - first)
            if painted >= WHOLE or _is_regular(columns, own):
                yield float(np.median(middles[columns])), first, last, mass, painted


def _together(straight: NDArray[np.int64], own: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """The columns where a stroke is straight, apart where there are too many others between them: where what is painted
    leads away, nothing is in its ``own`` rows for longer than between dashes, or than whole strokes ever have."""
    for columns in _split(straight, own, GAP):
        is_whole = len(columns) and len(columns) >= WHOLE * (columns[-1] + 1 - columns[0])
        for part in _split(columns, own, SLIT) if is_whole else (columns,):
            if len(part) >= 2 and part[-1] - part[0] >= LONG:
                yield part


def _split(columns: NDArray[np.int64], own: NDArray[np.bool_], most: int) -> list[NDArray[np.int64]]:
    steps = np.diff(columns)
    apart = steps > TOUCHED
    for number in np.flatnonzero(~apart & (steps > most)).tolist():
        bare = ~own[int(columns[number]) + 1 : int(columns[number + 1])]
        apart[number] = bool(_lengths(bare[None])[0][bare].max(initial=0) > most)
    return np.split(columns, np.flatnonzero(apart) + 1)


def _is_regular(columns: NDArray[np.int64], own: NDArray[np.bool_]) -> bool:
    """Whether what is painted are dashes: most of them begin as far from each other, though something may be across
    some. Dots stand so close that they are followed as if they were whole. Two pieces are one where what is between
    them is painted in their ``own`` rows, as an arrowhead is."""
    steps = np.diff(columns)
    starts = columns[np.concatenate(([0], np.flatnonzero(steps > 1) + 1))]
    periods = np.diff(starts)
    usual = float(np.median(periods)) if len(periods) else 0.0
    if len(periods) < 2:
        return bool(own[columns[0] : columns[-1] + 1].mean() >= WHOLE)
    if usual <= DOTS:
        return False
    # the first may be cut off, and any by what is across it
    offs = [np.abs((starts[1:] - starts[at] + usual / 2) % usual - usual / 2) for at in (1, len(starts) // 2)]
    return bool(max((np.abs(off) <= UNEVEN).mean() for off in (periods - usual, *offs)) >= MOST)


def _lengths(inked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """For each pixel how many that are alike stand together in its row."""
    height, width = inked.shape
    flat = np.pad(inked, ((0, 0), (0, 1))).ravel()
    steps = np.flatnonzero(np.diff(flat.astype(np.int8), prepend=0))
    sizes = np.diff(np.append(steps, len(flat)))
    found = np.zeros(len(flat), np.int32)
    if len(steps):
        found[steps[0] :] = np.repeat(sizes, sizes)
    result: NDArray[Any] = found.reshape(height, width + 1)[:, :width]
    return result


def _is_gap(thin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a row is empty for no more than a gap, between what is not."""
    empty = ~thin
    inner = np.logical_or.accumulate(thin, 1) & np.logical_or.accumulate(thin[:, ::-1], 1)[:, ::-1]
    found: NDArray[np.bool_] = empty & inner & (_lengths(empty) <= GAP)
    return found
