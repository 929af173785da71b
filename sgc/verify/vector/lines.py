"""Lines that join things, traced in what a page paints: an open stroke, and what stands at its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist, hypot

from sgc.measure.affine import Point
from sgc.measure.nearby import Nearby, around
from sgc.measure.outlines import flatten
from sgc.measure.paths import Commands
from sgc.verify.types import Line
from sgc.verify.vector.fitting import points
from sgc.verify.vector.page import Ink, Mark

#: What stands at an end has the line's colour, is no larger than this, and no farther from where the stroke ends: what
#: covers the line's own end, and what is made of strokes.
LARGEST, NEAREST, FARTHEST = 30.0, 3.0, 20.0
#: A circle at an end is at most so many times as wide as the line.
ROUNDEST = 8.0
#: Two points that are nearer than this are one.
SAME = 0.8
#: The corners at the back of a head are level up to this part of how far it reaches beyond its line, which may be bent.
SLANT = 0.15


def find_lines(marks: Sequence[Mark], taken: set[int]) -> Iterator[Line]:
    """Every line of the page with its ends; what it consists of is added to ``taken``."""
    strokes = [at for at, mark in enumerate(marks) if at not in taken and isinstance(mark, Ink) and _is_open(mark)]
    small = _Small(marks, taken)
    ends = _ends(marks, strokes)
    for at in strokes:
        if at in ends or at in taken:
            continue
        mark = marks[at]
        assert isinstance(mark, Ink)
        path = _points(mark.commands)
        found = [_end(small, mark, path, at), _end(small, mark, path[::-1], at)]
        taken.add(at)
        for _, _, used in found:
            taken.update(used)
        (tail, first, _), (head, last, _) = found
        yield Line((first, *path[1:-1], last), (tail, head), at, mark.dashed)


class _Small:
    """What is small enough to stand at an end and was not taken, by where it is."""

    def __init__(self, marks: Sequence[Mark], taken: set[int]) -> None:
        self.marks = [
            (at, mark) for at, mark in enumerate(marks)
            if at not in taken and isinstance(mark, Ink) and _extent(mark) <= LARGEST
        ]  # fmt: skip
        self.taken = taken
        self.near = Nearby(mark.outline for _, mark in self.marks)

    def at(self, tip: Point, line: Ink, own: int) -> list[tuple[int, Ink]]:
        """Those of a line's colour near to where it ends, but for the line itself, in the order of painting."""
        near = (self.marks[i] for i in self.near.meeting((*tip, *tip), FARTHEST))
        return [
            (at, mark) for at, mark in near
            if at not in self.taken and at != own and line.stroke in (mark.stroke, mark.fill)
            and _distance(mark, tip) <= FARTHEST
        ]  # fmt: skip


def _is_open(mark: Ink) -> bool:
    """Whether only a stroke is painted, along one line that does not come back to where it began."""
    if mark.fill is not None or mark.stroke is None or not mark.commands:
        return False
    names = [command[0] for command in mark.commands]
    way = points(mark.commands)
    return names.count("M") == 1 and "Z" not in names and len(way) > 1 and dist(way[0], way[-1]) > SAME


def _ends(marks: Sequence[Mark], strokes: Sequence[int]) -> set[int]:
    """The short strokes that are what stands at the end of a longer one: that touch that end, or cross it there."""
    inks = {at: mark for at in strokes if isinstance(mark := marks[at], Ink)}
    ways = {at: _points(mark.commands) for at, mark in inks.items()}
    lengths = {at: _length(way) for at, way in ways.items()}
    tips = [(at, tip) for at, way in ways.items() for tip in (way[0], way[-1])]
    near = Nearby((*tip, *tip) for _, tip in tips)
    found = set()
    for at, mark in inks.items():
        if _extent(mark) > LARGEST or len(mark.commands) not in (2, 3):
            continue
        there = near.meeting(around(ways[at]), max(LARGEST / 2, SAME + mark.width))
        longer = ((ways[other], tip) for other, tip in map(tips.__getitem__, there) if lengths[other] > lengths[at])
        if any(_is_end_of(ways[at], mark.width, line, tip) for line, tip in longer):
            found.add(at)
    return found


def _is_end_of(way: Sequence[Point], width: float, line: Sequence[Point], tip: Point) -> bool:
    """Whether a short stroke of some width stands at one tip of a line."""
    middle = way[1] if len(way) == 3 else ((way[0][0] + way[1][0]) / 2, (way[0][1] + way[1][1]) / 2)
    sides = ((way[0][0] + way[-1][0]) / 2, (way[0][1] + way[-1][1]) / 2)
    return (
        dist(middle, tip) < SAME + width / 2
        or (len(way) == 3 and dist(sides, tip) < SAME)
        or (len(way) == 2 and dist(middle, tip) < LARGEST / 2 and _crosses(way, line))
    )


def _crosses(bar: Sequence[Point], line: Sequence[Point]) -> bool:
    """Whether a short stroke has its middle on a line, and stands across it."""
    x, y = (bar[0][0] + bar[1][0]) / 2, (bar[0][1] + bar[1][1]) / 2
    for (x0, y0), (x1, y1) in ((line[0], line[1]), (line[-1], line[-2])):
        length = hypot(x1 - x0, y1 - y0) or 1.0
        off = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length
        along = (bar[1][0] - bar[0][0]) * (x1 - x0) + (bar[1][1] - bar[0][1]) * (y1 - y0)
        if off < SAME and abs(along) < 0.2 * length * hypot(bar[1][0] - bar[0][0], bar[1][1] - bar[0][1]):
            return True
    return False


def _end(small: _Small, line: Ink, path: Sequence[Point], own: int) -> tuple[str, Point, tuple[int, ...]]:
    """What stands at the beginning of a line's path: its name, where the whole line begins, and its marks."""
    tip, inner = path[0], path[1]
    length = hypot(tip[0] - inner[0], tip[1] - inner[1]) or 1.0
    way = (tip[0] - inner[0]) / length, (tip[1] - inner[1]) / length
    near = small.at(tip, line, own)
    for at, mark in near:
        is_near = mark.fill is not None and _distance(mark, tip) <= NEAREST
        found = _filled(mark, tip, way, line.width) if is_near else None
        if found is not None:
            return found[0], found[1], (at,)
    strokes = {at: _strokes(mark, tip, way) for at, mark in near}
    parts = sorted(part for one in strokes.values() if one is not None for part in one)
    kind = _STROKED.get(tuple(parts))
    if kind is None:
        return "none", tip, ()
    return kind, tip, tuple(at for at, one in strokes.items() if one)


def _extent(mark: Ink) -> float:
    """The longer side of a mark's box."""
    left, top, right, bottom = mark.outline
    return max(right - left, bottom - top)


def _distance(mark: Ink, tip: Point) -> float:
    """How far the box of a mark is from a point."""
    left, top, right, bottom = mark.outline
    return hypot(max(left - tip[0], 0, tip[0] - right), max(top - tip[1], 0, tip[1] - bottom))


def _filled(mark: Ink, tip: Point, way: Point, width: float) -> tuple[str, Point] | None:
    """A solid end of a line of some width: an arrow head or triangle, a diamond or a circle. One that points backwards
    is not read."""
    hollow = mark.stroke not in (None, mark.fill)
    corners = _corners(mark.commands)
    along = [(x - tip[0]) * way[0] + (y - tip[1]) * way[1] for x, y in corners]
    aside = [abs((x - tip[0]) * way[1] - (y - tip[1]) * way[0]) for x, y in corners]
    is_barbed = _is_barbed(along, aside)
    if mark.stroke == mark.fill and len(corners) != 3 and not is_barbed:
        return None  # a thing by itself, as black as the line that ends at it: the start of a state machine
    if any(command[0] == "C" for command in mark.commands):
        left, top, right, bottom = mark.outline
        if hollow and (mark.width < 0.8 * width or right - left > ROUNDEST * width):
            return None  # a thing by itself: an interface with an outline of its own, a node without words
        if abs((right - left) - (bottom - top)) > SAME:
            return None
        radius = (right - left) / 2 + (mark.width / 2 if hollow else 0.0)
        cx, cy = (left + right) / 2, (top + bottom) / 2
        if abs((cx - tip[0]) * way[1] - (cy - tip[1]) * way[0]) > SAME:
            return None
        return "hollow circle" if hollow else "circle", (cx + way[0] * radius, cy + way[1] * radius)
    front = max(range(len(corners)), key=lambda i: along[i])
    if aside[front] > SAME + mark.width or along[front] < -SAME:
        return None
    reach = mark.width * 0.8 if hollow else 0.0
    end = corners[front][0] + way[0] * reach, corners[front][1] + way[1] * reach
    if len(corners) == 3:
        rest = [along[i] for i in range(3) if i != front]
        if max(rest) > along[front] - 2 or abs(rest[0] - rest[1]) > max(SAME, SLANT * along[front]):
            return None
        return "triangle" if hollow else "arrow", end
    if is_barbed:
        return "triangle" if hollow else "arrow", end
    if len(corners) == 4:
        return "hollow diamond" if hollow else "diamond", end
    return None


def _is_barbed(along: Sequence[float], aside: Sequence[float]) -> bool:
    """Whether four corners, by how far they reach along a line and stand aside from it, are those of a head with a
    notch at its back, as draw.io and Graphviz ("vee") draw them."""
    if len(along) != 4:
        return False
    one, other, notch, front = sorted(range(4), key=lambda i: along[i])
    are_level = along[other] - along[one] <= max(SAME, SLANT * along[front])
    return are_level and aside[notch] <= SAME and along[other] + SAME < along[notch] < along[front] - 2


#: What ends made of strokes are called, by their parts in the order of the alphabet.
_STROKED = {
    ("open",): "open", ("foot",): "many", ("bar",): "bar", ("slash", "slash"): "cross", ("bar", "bar"): "one",
    ("bar", "ring"): "zero or one", ("bar", "foot"): "one or many", ("foot", "ring"): "zero or many",
}  # fmt: skip


def _strokes(mark: Ink, tip: Point, way: Point) -> list[str] | None:
    """What a mark adds to an end made of strokes: two that meet at the tip (open), two that part from the line (foot),
    one across it (bar) or aslant, a ring on it; None where any of it is none of these."""
    if mark.stroke is None:
        return None
    if mark.fill is not None:
        left, top, right, bottom = mark.outline
        x, y = (left + right) / 2 - tip[0], (top + bottom) / 2 - tip[1]
        is_ring = abs((right - left) - (bottom - top)) < SAME and any(command[0] == "C" for command in mark.commands)
        return ["ring"] if is_ring and abs(x * way[1] - y * way[0]) < SAME else None
    found = []
    for line in _parted(mark.commands):
        corners = _points(line)
        along = [(x - tip[0]) * way[0] + (y - tip[1]) * way[1] for x, y in corners]
        aside = [(x - tip[0]) * way[1] - (y - tip[1]) * way[0] for x, y in corners]
        if any(command[0] == "C" for command in line) or abs(aside[0] + aside[-1]) > SAME or along[0] > LARGEST / 2:
            return None
        if len(corners) == 3 and dist(corners[1], tip) < SAME + mark.width / 2 and along[0] < -2 and along[2] < -2:
            found.append("open")
        elif len(corners) == 3 and abs(along[0]) < SAME and abs(along[2]) < SAME and along[1] < -2:
            found.append("foot")
        elif len(corners) == 2 and abs(along[0] - along[1]) < SAME:
            found.append("bar")
        elif len(corners) == 2 and abs(along[0] - along[1]) > 2:
            found.append("slash")
        else:
            return None
    return found


def _parted(commands: Commands) -> list[Commands]:
    """The lines of a path that lifts the pen."""
    found: list[list[tuple[str | float, ...]]] = []
    for command in commands:
        if command[0] == "M" or not found:
            found.append([])
        found[-1].append(command)
    return [tuple(line) for line in found]


def _corners(commands: Commands) -> list[Point]:
    """The corners of an outline, without points on the way from one to the next, and lines there and back."""
    found: list[Point] = []
    for x, y in points(commands):
        if len(found) > 1 and dist((x, y), found[-2]) <= SAME / 2:
            found.pop()
        elif not found or dist((x, y), found[-1]) > SAME / 2:
            found.append((x, y))
    if len(found) > 1 and dist(found[0], found[-1]) <= SAME / 2:
        found.pop()
    return [
        at for before, at, after in zip(found[-1:] + found, found, found[1:] + found[:1], strict=False)
        if dist(before, at) + dist(at, after) - dist(before, after) > SAME / 10
    ]  # fmt: skip


def _points(commands: Commands) -> list[Point]:
    """The line as points, curves in short pieces."""
    found: list[Point] = []
    for command in commands:
        numbers = [float(number) for number in command[1:]]
        if command[0] == "C":
            curve = flatten((("M", *found[-1]), command), 0.1)
            found += curve[0][1:] if curve else [(numbers[-2], numbers[-1])]
        elif numbers:
            found.append((numbers[0], numbers[1]))
    return found


def _length(way: Sequence[Point]) -> float:
    return sum(dist(a, b) for a, b in pairwise(way))
