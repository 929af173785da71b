"""What figures demand, written down a second time: for the peers to solve, and to check every layout exactly.

It follows the table of relations as people read it and shares no code with the layout phase or with the formulas of
``sgc.graph``; of those it takes only the scene graph itself. Lengths are whole layout units, 1/12 pixel; origin top
left, y down. It knows rectangles, squares and circles, groups, and the relations and arrangements that the benchmark's
families and the differential test use; for anything else it raises ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import cos, floor, pi, sin

from sgc.graph.scene import Arrangement, Kind, Length, Reference, Relation, SceneGraph, SceneObject

UNITS = 12


@dataclass(frozen=True)
class Sum:
    """``sum of coefficient * variable + constant``."""

    terms: tuple[tuple[str, int], ...] = ()
    constant: int = 0

    def __add__(self, other: Sum | int) -> Sum:
        if isinstance(other, int):
            return Sum(self.terms, self.constant + other)
        merged = dict(self.terms)
        for name, coefficient in other.terms:
            merged[name] = merged.get(name, 0) + coefficient
        return Sum(tuple((n, c) for n, c in sorted(merged.items()) if c), self.constant + other.constant)

    def __mul__(self, factor: int) -> Sum:
        return Sum(tuple((n, c * factor) for n, c in self.terms if factor), self.constant * factor)

    def __sub__(self, other: Sum | int) -> Sum:
        return self + (-other if isinstance(other, int) else other * -1)


@dataclass(frozen=True)
class Atom:
    """``sum <= 0``."""

    sum: Sum


@dataclass(frozen=True)
class Least:
    """At least ``number`` of the parts hold: all of them for "and", one for "or"."""

    number: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Apart:
    """Two boxes with at least ``gap`` between them on one axis."""

    a: str
    b: str
    gap: int


Formula = Atom | Least | Apart


def le(a: Sum | int, b: Sum | int) -> Atom:
    first = a if isinstance(a, Sum) else Sum((), a)
    return Atom(first - b)


def both(*parts: Formula) -> Formula:
    return Least(len(parts), parts)


def either(*parts: Formula) -> Formula:
    return Least(1, parts)


def same(a: Sum, b: Sum | int) -> Formula:
    return both(le(a, b), le(a * -1, b * -1 if isinstance(b, Sum) else -b))


@dataclass(frozen=True)
class Box:
    left: Sum
    top: Sum
    right: Sum
    bottom: Sum

    @property
    def across(self) -> Sum:
        """Twice the horizontal centre."""
        return self.left + self.right

    @property
    def down(self) -> Sum:
        """Twice the vertical centre."""
        return self.top + self.bottom

    @property
    def turned(self) -> Box:
        return Box(self.top, self.left, self.bottom, self.right)

    @property
    def width(self) -> Sum:
        return self.right - self.left


@dataclass(frozen=True)
class Demand:
    """A figure as formulas over the variables ``id.l``, ``id.t`` and, where sizes or edges are free, others."""

    boxes: Mapping[str, Box]
    formulas: tuple[Formula, ...]
    bounds: Mapping[str, tuple[int, int]]
    side: tuple[int, int]


def demand(scene: SceneGraph, counts: Mapping[str, int] | None = None) -> Demand:
    """Everything the figure demands, with these counts (unnamed: the least)."""
    return _Reader(scene, counts or {}).demand()


class _Reader:
    def __init__(self, scene: SceneGraph, counts: Mapping[str, int]) -> None:
        self.scene = scene
        self.members: dict[str, SceneObject] = {}
        self.of: dict[str, tuple[str, ...]] = {}
        for one in scene.objects:
            self.of[one.id] = one.members(counts.get(one.id, one.count[0]))
            self.members.update(dict.fromkeys(self.of[one.id], one))
        if scene.figure.spacing is None:
            raise ValueError("the reference wants a stated spacing")
        self.width, self.height = (side * UNITS for side in scene.figure.size)
        self.spacing = round(scene.figure.spacing * UNITS)
        below_half = (self.spacing - 1) // 2
        self.tolerance = max(UNITS, self.spacing // 5)
        if below_half > 0:
            self.tolerance = min(self.tolerance, below_half)
        self.slack = self.tolerance + max(1, self.tolerance // 2)
        shorter = min(self.width, self.height)
        self.near, self.far, self.padding = shorter * 15 // 100, shorter * 40 // 100, self.spacing // 2
        self.boxes = {id: self._box(id, one) for id, one in self.members.items()}
        self.free: set[frozenset[str]] = set()
        self.under: dict[str, set[str]] = {}

    def demand(self) -> Demand:
        said = [*map(self._relation, self.scene.relations), *map(self._arrangement, self.scene.arrangements)]
        formulas = [*self._frames(), *self._sizes(), *self._within(), *said, *self._apart()]
        names = {name for box in self.boxes.values() for e in vars(box).values() for name, _ in e.terms}
        most = max(self.width, self.height)
        return Demand(self.boxes, tuple(formulas), dict.fromkeys(sorted(names), (0, most)), (self.width, self.height))

    # ------------------------------------------------------------ boxes

    def _box(self, id: str, one: SceneObject) -> Box:
        left, top = Sum(((f"{id}.l", 1),)), Sum(((f"{id}.t", 1),))
        if one.kind is Kind.GROUP:
            return Box(left, top, Sum(((f"{id}.r", 1),)), Sum(((f"{id}.b", 1),)))
        extents = []
        for name in ("width", "height"):
            length = one.properties.get(name)
            if length is None:
                extents.append(Sum(((f"{id}.{name}", 2),)))  # in halves, because extents are even
            elif isinstance(length, Length) and not length.percent:
                extents.append(Sum((), 2 * round(length.value * UNITS / 2)))
            else:
                raise ValueError(f"the reference does not know the size of {id}")
        return Box(left, top, left + extents[0], top + extents[1])

    def _sizes(self) -> Iterator[Formula]:
        for id, one in self.members.items():
            if one.kind is Kind.GROUP:
                continue
            halves = [f"{id}.{name}" for name in ("width", "height") if one.properties.get(name) is None]
            yield from (le(36, Sum(((half, 1),))) for half in halves)  # six pixels
            if len(halves) == 2 and one.noun != "rectangle":  # as wide as high, to a unit
                a, b = (Sum(((half, 1),)) for half in halves)
                yield both(le(a - b, 1), le(b - a, 1))

    def _frames(self) -> Iterator[Formula]:
        for id, one in self.members.items():
            if one.kind is Kind.GROUP:
                box = self.boxes[id]
                yield both(le(box.left + 2, box.right), le(box.top + 2, box.bottom))
            if one.container is not None:
                yield self._held(self.boxes[id], self.boxes[one.container], 2 * self.padding)
                self.under.setdefault(id, set()).add(one.container)

    @staticmethod
    def _held(inner: Box, outer: Box, padding: int) -> Formula:
        return both(
            le(outer.left + padding, inner.left), le(outer.top + padding, inner.top),
            le(inner.right + padding, outer.right), le(inner.bottom + padding, outer.bottom),
        )  # fmt: skip

    def _within(self) -> Iterator[Formula]:
        margin = self.scene.figure.margin
        room = round(margin * UNITS) if margin is not None else self.spacing
        for id, one in self.members.items():
            if one.container is None:
                box = self.boxes[id]
                yield both(
                    le(room, box.left), le(room, box.top),
                    le(box.right, self.width - room), le(box.bottom, self.height - room),
                )  # fmt: skip

    def _apart(self) -> Iterator[Formula]:
        """Pairs with the same container, unless a statement frees them."""
        below = {id: self._all_under(id) for id in self.members}
        for a, b in combinations(self.members, 2):
            if self.members[a].container != self.members[b].container or frozenset((a, b)) in self.free:
                continue
            if b not in below[a] and a not in below[b]:
                yield Apart(a, b, self.spacing)

    def _all_under(self, id: str) -> set[str]:
        found: set[str] = set()
        stack = [id]
        while stack:
            for lower in self.under.get(stack.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    stack.append(lower)
        return found

    # ------------------------------------------------------------ relations

    def _targets(self, reference: Reference) -> tuple[str, ...]:
        return tuple(id for target in reference.targets for id in self.of.get(target, (target,)))

    def _relation(self, one: Relation) -> Formula:
        if one.negated or one.weight is not None or one.distance is not None:
            raise ValueError("the reference knows plain relations only")
        subjects, *others = (self._targets(reference) for reference in one.arguments)
        if any(len(ids) != 1 for ids in others) or any(r.quantifier != "every" for r in one.arguments[1:]):
            raise ValueError("the reference knows single objects of relations only")
        rest = [ids[0] for ids in others]
        quantifier, number = one.arguments[0].quantifier, one.arguments[0].number
        if quantifier == "every":
            found: list[Formula] = [self._said(one, (id, *rest)) for id in subjects]
            return both(*found)
        table = {"some": 1, "at least": number, "none": 0, "at most": number}
        wanted = table[quantifier]
        assert wanted is not None
        if quantifier in ("some", "at least"):
            return Least(wanted, tuple(self._said(one, (id, *rest)) for id in subjects))
        return Least(len(subjects) - wanted, tuple(self._not_seen(one, (id, *rest)) for id in subjects))

    def _said(self, one: Relation, ids: Sequence[str]) -> Formula:
        a, b, *more = (self.boxes[id] for id in ids)
        pair, spacing = frozenset(ids[:2]), self.spacing
        match one.predicate:
            case "left of" | "right of" | "above" | "below":
                a, b = self._from_left(one.predicate, a, b)
                clear = le(a.right + max(spacing, 2 * self.slack), b.left)
                return both(clear, self._level(a, b)) if one.kept_level else clear
            case "near":
                return both(*(le(room, self.near) for room in self._rooms(a, b)))
            case "far from":
                return either(*(le(self.far, room) for room in self._rooms(a, b)))
            case "beside":
                clear = max(spacing, 2 * self.slack)
                sides = [both(le(p.right + clear, q.left), self._level(p, q)) for p, q in ((a, b), (b, a))]
                return both(either(*sides), *(le(room, self.near) for room in self._rooms(a, b)))
            case "inside" | "contains":
                inner, outer = (0, 1) if one.predicate == "inside" else (1, 0)
                self.under.setdefault(ids[inner], set()).add(ids[outer])
                return self._held(self.boxes[ids[inner]], self.boxes[ids[outer]], self.padding)
            case "outside":
                return either(*(le(0, room) for room in self._rooms(a, b)))
            case "on":
                self.under.setdefault(ids[0], set()).add(ids[1])
                return both(
                    same(a.bottom, b.top), le(b.left * 2, a.across), le(a.across, b.right * 2),
                    le(a.width * 2, b.width * 3),
                )  # fmt: skip
            case "centered in":
                self.free.add(pair)
                return both(same(a.across, b.across), same(a.down, b.down))
            case "same width as":
                return same(a.width, b.width)
            case "taller than":
                return le(b.turned.width * 23, a.turned.width * 20)
            case "larger than":
                return both(le(b.width * 23, a.width * 20), le(b.turned.width * 23, a.turned.width * 20))
            case "between":
                return self._between(a, b, more[0])
        words = one.predicate.split()
        if words[0] == "aligned":
            edge = {"center": "across", "middle": "down"}.get(words[1], words[1])
            return same(getattr(a, edge), getattr(b, edge))
        raise ValueError(f"the reference does not know {one.predicate!r}")

    def _not_seen(self, one: Relation, ids: Sequence[str]) -> Formula:
        """What keeps a relation from being seen, wherever the picture's edges are misplaced."""
        a, b = (self.boxes[id] for id in ids)
        if one.predicate == "near":
            reach = self.near + 2 * (self.tolerance + self.slack)
            return either(*(le(reach + 1, room) for room in self._rooms(a, b)))
        if one.predicate in ("left of", "right of", "above", "below"):
            a, b = self._from_left(one.predicate, a, b)
            if a.width.terms or b.width.terms:
                raise ValueError("the reference knows denied directions of stated sizes only")
            least = floor((a.width.constant + b.width.constant) / 10) - 2 * self.slack
            return le(b.across - a.across, 2 * least)
        raise ValueError(f"the reference does not know how {one.predicate!r} is denied")

    @staticmethod
    def _from_left(predicate: str, a: Box, b: Box) -> tuple[Box, Box]:
        if predicate in ("above", "below"):
            a, b = a.turned, b.turned
        return (a, b) if predicate in ("left of", "above") else (b, a)

    @staticmethod
    def _rooms(a: Box, b: Box) -> tuple[Sum, Sum, Sum, Sum]:
        return b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom

    def _level(self, a: Box, b: Box) -> Formula:
        """Centres further apart across than down, by what four edges can be misplaced."""
        across, down = b.across - a.across, b.down - a.down
        return both(le(down + 8 * self.slack, across), le(down * -1 + 8 * self.slack, across))

    @staticmethod
    def _between(c: Box, a: Box, b: Box) -> Formula:
        ways: list[Formula] = []
        for m, p, q in ((c, a, b), (c, b, a), (c.turned, a.turned, b.turned), (c.turned, b.turned, a.turned)):
            gap = q.left - p.right
            along = both(
                either(le(p.top * 2, m.down), le(q.top * 2, m.down)),
                either(le(m.down, p.bottom * 2), le(m.down, q.bottom * 2)),
            )
            wider = both(le(q.top - p.bottom, gap), le(p.top - q.bottom, gap))
            ways.append(both(wider, le(p.right * 2, m.across), le(m.across, q.left * 2), along))
        return either(*ways)

    # ------------------------------------------------------------ arrangements

    def _arrangement(self, one: Arrangement) -> Formula:
        ids = [id for reference in one.references for id in self._targets(reference)]
        boxes = [self.boxes[id] for id in ids]
        if one.gap is not None or one.radius is not None or len(ids) < 2:
            raise ValueError("the reference knows arrangements without numbers only")
        clear = max(self.spacing, 2 * self.slack)
        if one.kind in ("row", "column"):
            turned = [box.turned for box in boxes] if one.kind == "column" else boxes
            gaps = [b.left - a.right for a, b in pairwise(turned)]
            level = either(
                both(*(same(box.down, turned[0].down) for box in turned[1:])),
                both(*(same(_stand(one.kind, box), _stand(one.kind, turned[0])) for box in turned[1:])),
            )
            even = [both(le(gap - gaps[0], 1), le(gaps[0] - gap, 1)) for gap in gaps[1:]]
            return both(*(le(clear, gap) for gap in gaps), *even, level, self._alone(ids, [(boxes[0], boxes[-1])]))
        if one.kind == "grid" and one.size is not None and one.size[0] * one.size[1] == len(ids):
            columns = one.size[1]
            parts: list[Formula] = []
            for i, box in enumerate(boxes):
                parts += [same(box.down, boxes[i - i % columns].down), same(box.across, boxes[i % columns].across)]
                if (i + 1) % columns:
                    parts.append(le(box.right + clear, boxes[i + 1].left))
                if i + columns < len(boxes):
                    parts.append(le(box.bottom + clear, boxes[i + columns].top))
            for steps in (
                [b.across - a.across for a, b in pairwise(boxes[:columns])],
                [b.down - a.down for a, b in pairwise(boxes[::columns])],
            ):
                parts += [both(le(step - steps[0], 2), le(steps[0] - step, 2)) for step in steps[1:]]
            return both(*parts, self._alone(ids, [(boxes[0], boxes[-1])]))
        if one.kind == "ring" and one.around is not None:
            (middle,) = self._targets(one.around)
            m = self.boxes[middle]
            radius = m.down - boxes[0].down  # doubled, as all centres are
            parts = [le(2, radius)]
            for i, box in enumerate(boxes):
                angle = 2 * pi * i / len(boxes)
                for centre, origin, part in ((box.across, m.across, sin(angle)), (box.down, m.down, -cos(angle))):
                    off = (centre - origin) * 1000 - radius * round(1000 * part)
                    parts += [le(off, 2000), le(off * -1, 2000)]
            gaps_of = [(boxes[i], boxes[(i + 1) % len(boxes)]) for i in range(len(boxes))]
            return both(*parts, self._alone([*ids, middle], gaps_of))
        raise ValueError(f"the reference does not know this {one.kind}")

    def _alone(self, ids: Sequence[str], gaps: Sequence[tuple[Box, Box]]) -> Formula:
        """Nothing else reaches into the joint box of two members."""
        parts: list[Formula] = []
        for id, one in self.members.items():
            if id in ids or one.kind is Kind.GROUP:
                continue
            box = self.boxes[id]
            for a, b in gaps:
                ways = []
                for p, q, r in ((box, a, b), (box.turned, a.turned, b.turned)):
                    ways.append(both(le(p.right, q.left), le(p.right, r.left)))
                    ways.append(both(le(q.right, p.left), le(r.right, p.left)))
                parts.append(either(*ways))
        return both(*parts)


def _stand(kind: str, box: Box) -> Sum:
    """The edge that a row stands on, a column is flush with; the box of a column is turned."""
    return box.bottom if kind == "row" else box.top


# ---------------------------------------------------------------- checking


def faults(
    scene: SceneGraph, boxes: Mapping[str, tuple[int, int, int, int]], counts: Mapping[str, int], tolerance: int = 0
) -> list[str]:
    """What is wrong with a layout, exactly; ``boxes`` (left, top, right, bottom) by the id of the member.

    Every edge may be misplaced by ``tolerance`` units; sizes may not.
    """
    wanted = demand(scene, counts)
    if set(boxes) != set(wanted.boxes):
        return [f"the members differ: {sorted(set(boxes) ^ set(wanted.boxes))[:5]}"]
    values: dict[str, int] = {}
    wrong = []
    for id, (left, top, right, bottom) in boxes.items():
        values |= {f"{id}.l": left, f"{id}.t": top, f"{id}.r": right, f"{id}.b": bottom}
        values |= {f"{id}.width": (right - left) // 2, f"{id}.height": (bottom - top) // 2}
        box = wanted.boxes[id]
        if (value(box.right, values), value(box.bottom, values)) != (right, bottom):
            wrong.append(f"{id} has another size than stated")
    found = _failing(wanted, values, tolerance)
    return wrong + [f"formula {index} does not hold: {wanted.formulas[index]}" for index in found]


def value(form: Sum, values: Mapping[str, int]) -> int:
    return form.constant + sum(c * values[name] for name, c in form.terms)


def _failing(wanted: Demand, values: Mapping[str, int], tolerance: int) -> list[int]:
    edges = {id: [value(edge, values) for edge in vars(box).values()] for id, box in wanted.boxes.items()}

    def holds(formula: Formula) -> bool:
        if isinstance(formula, Atom):
            return value(formula.sum, values) <= tolerance * sum(abs(c) for _, c in formula.sum.terms)
        if isinstance(formula, Least):
            return sum(map(holds, formula.parts)) >= formula.number
        p, q = edges[formula.a], edges[formula.b]
        return max(q[0] - p[2], p[0] - q[2], q[1] - p[3], p[1] - q[3]) >= formula.gap - 2 * tolerance

    return [index for index, formula in enumerate(wanted.formulas) if not holds(formula)]
