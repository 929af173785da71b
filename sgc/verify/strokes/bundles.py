"""Bundles: strokes that leave one thing together and part on their way to several, as those of a tree do.

Who follows such a stroke cannot tell at a fork which way it goes. But where all that hangs together touches one thing
from one side and all others from the opposite one, it joins that one with each of these, whatever its forks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.measure.affine import Point
from sgc.verify.strokes.following import Contact, Strokes, Trace

#: What is painted by so much of a pixel is of a stroke.
PAINTED = 0.4
#: Two strokes leave their things in one direction, or in opposite ones, when the cosine of the angle is so much.
ALONG = 0.9
#: A contact is of the stroke that is so near, in pixels.
NEAR = 2
#: A way is the mean of so many of its points to either side, in pixels.
SMOOTH = 3


@dataclass(frozen=True, slots=True)
class Bundle:
    """The numbers of the contacts of strokes that run together: that at the ``trunk``, and those at the other ends,
    each with its way from the trunk."""

    trunk: int
    ways: tuple[tuple[int, Trace], ...]


def bundles(strokes: Strokes, contacts: Sequence[Contact]) -> Iterator[Bundle]:
    """What runs together and is no single stroke: at least two strokes with one end in common. Narrow gaps are left
    open."""
    painted = strokes.open & (strokes.raw >= PAINTED)
    labels, _ = ndimage.label(painted, np.ones((3, 3)))
    together: dict[int, list[int]] = {}
    for number, one in enumerate(contacts):
        if (label := _label(labels, one.at)) is not None:
            together.setdefault(label, []).append(number)
    places = ndimage.find_objects(labels)
    for label, numbers in sorted(together.items()):
        trunk = _trunk([contacts[number] for number in numbers])
        if trunk is None:
            continue
        place = places[label - 1]
        from_trunk = _Ways(labels[place] == label, (place[1].start, place[0].start), contacts[numbers[trunk]].at)
        ways = tuple(
            (number, Trace(from_trunk.way_to(contacts[number].at), contacts[number].thing))
            for number in numbers if number != numbers[trunk]
        )  # fmt: skip
        yield Bundle(numbers[trunk], ways)


def _label(labels: NDArray[np.int32], at: Point) -> int | None:
    """The stroke at a point."""
    row, column = int(at[1]), int(at[0])
    near = labels[max(0, row - NEAR) : row + NEAR + 1, max(0, column - NEAR) : column + NEAR + 1]
    found = near[near > 0]
    return int(np.bincount(found).argmax()) if found.size else None


def _trunk(contacts: Sequence[Contact]) -> int | None:
    """Which of the contacts is that from which all others come: its thing is left one way, and each of the others, all
    of which are different, the opposite one."""
    if len(contacts) < 3 or len({one.thing for one in contacts}) < len(contacts):
        return None
    for number, one in enumerate(contacts):
        others = [other for other in contacts if other is not one]
        if all(_cosine(one, other) <= -ALONG for other in others):
            return number
    return None


def _cosine(one: Contact, other: Contact) -> float:
    return one.way[0] * other.way[0] + one.way[1] * other.way[1]


class _Ways:
    """The shortest ways along a stroke (height, width, from that corner) from one point of it: for each pixel, as (row,
    column), the one ``before`` it."""

    def __init__(self, mask: NDArray[np.bool_], corner: tuple[int, int], start: Point) -> None:
        self.corner, self.start = corner, start
        self.before: dict[tuple[int, int], tuple[int, int]] = {}
        rows, columns = np.nonzero(mask)
        self.pixels = set(zip(rows.tolist(), columns.tolist(), strict=True))
        first = self._nearest(start)
        self.before[first] = first
        left = deque([first])
        while left:
            row, column = left.popleft()
            for by in _STEPS:
                to = row + by[0], column + by[1]
                if to in self.pixels and to not in self.before:
                    self.before[to] = row, column
                    left.append(to)

    def _nearest(self, at: Point) -> tuple[int, int]:
        x, y = at[0] - self.corner[0] - 0.5, at[1] - self.corner[1] - 0.5
        return min(self.pixels, key=lambda one: (hypot(one[1] - x, one[0] - y), one))

    def way_to(self, at: Point) -> tuple[Point, ...]:
        """The shortest way along the stroke to a point of it."""
        here = self._nearest(at)
        back = [here]
        while (before := self.before[here]) != here:
            here = before
            back.append(here)
        x, y = self.corner
        points = np.array([(column + x + 0.5, row + y + 0.5) for row, column in reversed(back)])
        width = 2 * SMOOTH + 1
        smooth = ndimage.uniform_filter1d(points, width, axis=0, mode="nearest")[SMOOTH:-SMOOTH:2]
        return (self.start, *((float(a), float(b)) for a, b in smooth), at)


_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
