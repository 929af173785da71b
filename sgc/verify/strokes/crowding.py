"""Strokes that end beside each other: what is nearer to another is nothing of what stands at the end of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sgc.measure.affine import Point

#: What is looked at, from the end of a stroke on, and how far from it others end beside it, in pixels.
REACH, BESIDE = 36, 18.0
#: Ways are one stroke where so much of what is near of the one is so near to the other (pixels): the toes of a crow's
#: foot are of its line. What goes less far is none, but of what stands there.
SAME, SHARE, SHORTEST = 3.0, 0.4, 26.0

Points = NDArray[np.float64]


def uncrowded(
    outside: NDArray[np.bool_], tip: Point, points: Sequence[Point], ways: Sequence[Points]
) -> NDArray[np.bool_]:  # fmt: skip
    """What is ``outside`` of things (height, width), around the tip of a stroke that comes there through these points
    without what is nearer to one of the ``ways`` that others take, from one of their ends on (see ``dense``): to one
    that comes to its end beside that tip, not to one that passes through what stands there."""
    own = _near(dense(points), tip)
    beside = [way for way in ways if len(way) and np.hypot(*(way[0] - tip)) <= BESIDE]
    others = [near for way in beside if _away(near := _near(way, tip), own).mean() > 1 - SHARE]
    if not others or not len(own):
        return outside
    height, width = outside.shape
    left, right = (min(max(0, int(tip[0]) + by), width) for by in (-REACH, REACH + 1))
    top, bottom = (min(max(0, int(tip[1]) + by), height) for by in (-REACH, REACH + 1))
    columns, rows = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    pixels = np.stack((columns.ravel(), rows.ravel()), 1)
    theirs = _least(pixels, np.concatenate(others)) < _least(pixels, own)
    found = outside.copy()
    found[top:bottom, left:right] &= ~theirs.reshape(rows.shape)
    return found


def dense(points: Sequence[Point]) -> Points:
    """Points all along a way, no farther from each other than a pixel; none where it is too short for a stroke."""
    at = np.array(points, np.float64)
    steps = np.hypot(*np.diff(at, axis=0).T) if len(at) > 1 else np.zeros(0)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    if along[-1] < SHORTEST:
        return np.zeros((0, 2))
    places = np.arange(0.0, along[-1])
    return np.stack([np.interp(places, along, at[:, axis]) for axis in (0, 1)], 1)


def _near(way: Points, tip: Point) -> Points:
    return way[np.hypot(way[:, 0] - tip[0], way[:, 1] - tip[1]) <= REACH]


def _away(way: Points, own: Points) -> NDArray[np.bool_]:
    """Which points of a way are not on another."""
    return _least(way, own) > SAME if len(own) else np.ones(len(way), bool)


def _least(points: Points, way: Points) -> NDArray[np.float64]:
    """How far each point is from the nearest of a way."""
    found: NDArray[np.float64] = np.hypot(*(points[:, None] - way).transpose(2, 0, 1)).min(1)
    return found
