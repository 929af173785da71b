"""Where statements pull their members: quick measures of how far an assignment is from what a scene says.

Hints only propose which of several like things is which; whether a statement holds is decided by its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from statistics import median

from sgc.graph.arrangements import grid_size, pyramid_courses, setting_of
from sgc.graph.members import Members
from sgc.graph.relations import PHRASES
from sgc.graph.scene import CANVAS, Arrangement, Kind, Relation, SceneGraph
from sgc.verify.boxes import area, middle
from sgc.verify.types import Pixels

#: A gain of less than this is none.
LEAST = 1e-9
#: What the members of a row, a column and a stack share: either of two lines.
_LINES = {"row": ("middle", "bottom"), "column": ("center", "left"), "stack": ("center",)}
#: How much the members' boxes offend: 0 where they do not.
Offence = Callable[[Sequence[Pixels]], float]


@dataclass(frozen=True, slots=True)
class Hint:
    """What one statement says of some members' boxes, in the order of ``members``."""

    members: tuple[str, ...]
    offence: Offence


class Offences:
    """What an assignment offends by every hint, as things swap. ``boxes`` are those of all rows, None where nothing is
    seen; each hint has its offence and the rows of its members, and says nothing unless all of them are seen."""

    def __init__(self, boxes: Sequence[Pixels | None], hints: Iterable[tuple[Offence, Sequence[int | None]]]) -> None:
        self._boxes = list(boxes)
        self._hints: list[tuple[Offence, list[int]]] = []
        self._about: dict[int, list[int]] = {}
        for offence, members in hints:
            rows = [row for row in members if row is not None and boxes[row] is not None]
            if len(rows) == len(members):
                for row in dict.fromkeys(rows):
                    self._about.setdefault(row, []).append(len(self._hints))
                self._hints.append((offence, rows))
        self._values = [self._value(number) for number in range(len(self._hints))]

    def are_about(self, a: int, b: int) -> bool:
        """Whether any hint is about one of two rows."""
        return a in self._about or b in self._about

    def swapped(self, a: int, b: int, cost: float) -> bool:
        """Swap the boxes of two rows, where that offends less, although it costs so much."""
        touched = dict.fromkeys((*self._about.get(a, ()), *self._about.get(b, ())))
        boxes = self._boxes
        boxes[a], boxes[b] = boxes[b], boxes[a]
        most = sum(self._values[number] for number in touched) - LEAST
        values: dict[int, float] = {}
        offends = cost
        for number in touched:
            if offends >= most:  # and no hint makes up for another
                break
            values[number] = self._value(number)
            offends += values[number]
        if offends < most:
            for number, value in values.items():
                self._values[number] = value
            return True
        boxes[a], boxes[b] = boxes[b], boxes[a]
        return False

    def _value(self, number: int) -> float:
        offence, rows = self._hints[number]
        return offence([box for row in rows if (box := self._boxes[row]) is not None])


def hints_of(scene: SceneGraph, members: Members) -> tuple[Hint, ...]:
    """Every hint that the scene's required statements give, and that groups hold their members."""
    orders: dict[str, set[tuple[str, str]]] = {"x": set(), "y": set()}
    found: list[Hint] = []
    for relation in scene.relations:
        if relation.is_required and relation.checked:
            found += _of_relation(relation, members, orders)
    for arrangement in scene.arrangements:
        if arrangement.is_required:
            found += _of_arrangement(arrangement, members, orders)
    for axis, pairs in orders.items():
        found += [Hint(pair, _before(axis)) for pair in sorted(_closed(pairs))]
    frames = {one.id for one in scene.objects if one.kind is Kind.GROUP}
    for one in scene.objects:
        if one.container in frames:
            found += [Hint((member, one.container), _out_of) for member in members.expand((one.id,)) or ()]
    return tuple(found)


def _of_relation(relation: Relation, members: Members, orders: Mapping[str, set[tuple[str, str]]]) -> Iterator[Hint]:
    predicate = PHRASES.get(relation.predicate)
    arguments = [members.expand(reference.targets) for reference in relation.arguments]
    if predicate is None or any(reference.quantifier not in ("every", "each") for reference in relation.arguments):
        return
    if any(ids is None for ids in arguments):
        return
    subjects, objects = arguments[0] or (), [id for ids in arguments[1:] for id in ids or ()]
    for a in subjects:
        for b in objects:
            if a == b:
                continue
            match predicate.name:
                case "left of":
                    orders["x"].add((a, b))
                case "right of":
                    orders["x"].add((b, a))
                case "above":
                    orders["y"].add((a, b))
                case "below":
                    orders["y"].add((b, a))
                case _ if predicate.family == "size":
                    yield Hint((a, b), _sized(predicate.name))
                case _ if predicate.name == "far from":
                    yield Hint((a, b), lambda boxes: 1 / (1 + _between(boxes)))
                case _ if predicate.name.startswith("at "):
                    yield Hint((a, b), _in_ninth(predicate.name))
                case _ if not predicate.placing or len(objects) == 1:
                    yield Hint((a, b), _between)
    if predicate.placing and len(objects) > 1 and CANVAS not in objects:
        yield from (Hint((a, *objects), _nearest) for a in subjects)


def _of_arrangement(one: Arrangement, members: Members, orders: Mapping[str, set[tuple[str, str]]]) -> Iterator[Hint]:
    ids = members.expand(one.targets) or ()
    if one.kind in ("row", "column", "stack") or (one.kind == "distribute" and one.axis is not None):
        axis = "x" if one.kind == "row" or one.axis == "horizontally" else "y"
        ordered = tuple(reversed(ids)) if one.kind == "stack" else ids
        orders[axis].update(pairwise(ordered))
        if one.kind in _LINES:
            yield Hint(ids, _off_line(*_LINES[one.kind]))
    elif one.kind == "pyramid" and ids:
        courses = pyramid_courses(len(ids))
        orders["x"].update((ids[i], ids[j]) for course in courses for i, j in pairwise(course))
        orders["y"].update((ids[high], ids[low]) for a, b in pairwise(courses) for low in a for high in b)
    elif one.kind == "grid" and ids:
        _, columns = grid_size(len(ids), setting_of(None, None, one.size, None, None, None))
        for i, id in enumerate(ids):
            if (i + 1) % columns and i + 1 < len(ids):
                orders["x"].add((id, ids[i + 1]))
            if i + columns < len(ids):
                orders["y"].add((id, ids[i + columns]))
        yield from (Hint(ids[i : i + columns], _off_line("middle")) for i in range(0, len(ids), columns))
        yield from (Hint(ids[i::columns], _off_line("center")) for i in range(min(columns, len(ids))))
    elif one.kind == "ring" and len(ids) > 1:
        for i in range(len(ids)):
            yield Hint(ids, _in_ring(i, len(ids)))
    elif one.kind == "align" and one.axis is not None:
        yield Hint(ids, _off_line(one.axis))


def _closed(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs with all that follow: where a is before b and b before c, a is before c."""
    after: dict[str, set[str]] = {}
    for a, b in pairs:
        after.setdefault(a, set()).add(b)
    found: set[tuple[str, str]] = set()
    for start in after:
        waiting, seen = list(after[start]), set(after[start])
        while waiting:
            fresh = after.get(waiting.pop(), set()) - seen
            seen |= fresh
            waiting += fresh
        found |= {(start, other) for other in seen if other != start}
    return found


# ---------------------------------------------------------------- offences


def _before(axis: str) -> Offence:
    index = 0 if axis == "x" else 1

    def offence(boxes: Sequence[Pixels]) -> float:
        return 1.0 if middle(boxes[0])[index] >= middle(boxes[1])[index] else 0.0

    return offence


def _between(boxes: Sequence[Pixels]) -> float:
    """The distance of the middles, as a part of a large picture."""
    (x, y), (u, v) = middle(boxes[0]), middle(boxes[1])
    return hypot(x - u, y - v) / 1000


def _out_of(boxes: Sequence[Pixels]) -> float:
    """How far a thing is from being within a frame."""
    (x, y), (left, top, right, bottom) = middle(boxes[0]), boxes[1]
    return hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom)) / 1000


def _nearest(boxes: Sequence[Pixels]) -> float:
    return min(_between((boxes[0], other)) for other in boxes[1:])


def _sized(name: str) -> Offence:
    def offence(boxes: Sequence[Pixels]) -> float:
        a, b = map(area, boxes[:2])
        if name.startswith("same"):
            return abs(a - b) / ((a + b) or 1.0)
        larger = name.split()[0] in ("larger", "wider", "taller")
        return 0.0 if (a > b) == larger else 1.0

    return offence


def _in_ninth(name: str) -> Offence:
    x = 1 / 6 if "left" in name else 5 / 6 if "right" in name else 0.5
    y = 1 / 6 if "top" in name else 5 / 6 if "bottom" in name else 0.5

    def offence(boxes: Sequence[Pixels]) -> float:
        (u, v), (left, top, right, bottom) = middle(boxes[0]), boxes[1]
        return hypot(u - left - x * (right - left), v - top - y * (bottom - top)) / 1000

    return offence


def _in_ring(index: int, count: int) -> Offence:
    """Clockwise from the top, about the middle of all. To be nearer to another's place weighs more than anything else:
    else no two of a ring that is turned by one would gain by swapping."""
    angle, half_way = 2 * pi * index / count, 1 - cos(pi / count)

    def offence(boxes: Sequence[Pixels]) -> float:
        middles = [middle(box) for box in boxes]
        cx, cy = (sum(values) / len(middles) for values in zip(*middles, strict=True))
        x, y = middles[index][0] - cx, middles[index][1] - cy
        along: float = x * sin(angle) - y * cos(angle)
        off = 1 - along / (hypot(x, y) or 1.0)
        return off / 10 + (off > half_way)

    return offence


def _off_line(*axes: str) -> Offence:
    """How far all members together are from the line that most of them share, along whichever of these axes that is
    less: so it tells of each one that comes to stand on it."""

    def offence(boxes: Sequence[Pixels]) -> float:
        return min(_spread([_edge(box, axis) for box in boxes]) for axis in axes)

    return offence


def _spread(values: Sequence[float]) -> float:
    line = median(values)
    return sum(abs(value - line) for value in values) / 1000


def _edge(box: Pixels, axis: str) -> float:
    if axis in ("center", "middle"):
        return middle(box)[axis == "middle"]
    left, top, right, bottom = box
    return {"left": left, "top": top, "right": right, "bottom": bottom}[axis]
