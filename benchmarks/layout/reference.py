"""What figures demand, written down a second time: for the peers to solve, and for checking layouts exactly.

It follows the table of relations as people read it and shares no code with the layout phase or with the formulas of
``sgc.graph``; of those it takes only the scene graph itself, and from ``sgc.measure`` how much room a text takes.
Lengths are whole layout units, 1/12 pixel; origin top left, y down. It knows rectangles, squares and circles, groups,
labels, and the relations and arrangements that the benchmark's families and the differential test use; for anything
else it raises ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import arranging
import meeting
from forms import UNITS, Apart, Atom, Box, Formula, Least, Sum, both, either, le, same

from sgc.graph import linear
from sgc.graph.scene import Arrangement, Kind, Length, Reference, Relation, SceneGraph, SceneObject
from sgc.measure.measure import measure


@dataclass(frozen=True)
class Demand:
    """A figure as formulas over the variables ``id.l``, ``id.t`` and, where sizes or edges are free, others.

    ``owners`` tells of each formula who demands it: the number of a statement (relations, arrangements, requirements,
    then declarations) and the name of a literal of it, or None and a default; DEFINITION: it says what a box is.
    """

    boxes: Mapping[str, Box]
    formulas: tuple[Formula, ...]
    bounds: Mapping[str, tuple[int, int]]
    side: tuple[int, int]
    owners: tuple[Owner, ...] = ()


Owner = tuple[int | None, str]
DEFINITION: Owner = (None, "definition")
SPACING: Owner = (None, "spacing")
LABELS: Owner = (None, "room for labels")
#: Between a label and what it is of, and anything else.
LABEL_GAP = 3 * UNITS


def demand(scene: SceneGraph, counts: Mapping[str, int] | None = None, *, free: bool = False) -> Demand:
    """Everything the figure demands, with these counts (unnamed: the least).

    With ``free`` all sizes are variables, and stated ones formulas of their own.
    """
    return _Reader(scene, counts or {}, free).demand()


class _Reader:
    def __init__(self, scene: SceneGraph, counts: Mapping[str, int], free: bool) -> None:
        self.scene, self.free_sizes = scene, free
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
        extents = measure(scene)
        self.least = {id: extents[one.id].least for id, one in self.members.items()}
        #: The things with a label beside them.
        self.labelled: list[str] = []
        for id, one in self.members.items():
            label = extents[one.id].label
            if label is not None and not label.inside:
                left, top = Sum(((f"{label_of(id)}.l", 1),)), Sum(((f"{label_of(id)}.t", 1),))
                self.boxes[label_of(id)] = Box(left, top, left + label.width, top + label.height)
                self.labelled.append(id)
        self.free: set[frozenset[str]] = set()
        self.depths: set[frozenset[str]] = set()  # pairs of which one is behind the other
        self.ordered: set[str] = set()
        self.centered: dict[str, list[str]] = {}
        self.nearer: set[frozenset[str]] = set()
        self.under: dict[str, set[str]] = {}
        #: Who touches each other or is at a stated distance, by statement; and who stands on whom.
        self.joined: list[set[str]] = []
        self.standing: set[tuple[str, str]] = set()
        for relation in scene.relations:
            is_plain = not relation.negated and relation.weight is None and len(relation.arguments) == 2
            if is_plain and all(reference.quantifier in ("every", "each") for reference in relation.arguments):
                subjects, objects = (self._targets(reference) for reference in relation.arguments)
                if len(objects) == 1 and (relation.predicate == "touching" or relation.distance is not None):
                    self.joined.append({*subjects, *objects})
                if len(objects) == 1 and relation.predicate == "on":
                    self.standing |= {(id, objects[0]) for id in subjects}

    def demand(self) -> Demand:
        owned = [
            *self._said_by_all(), *self._frames(), *self._sizes(), *self._within(), *self._apart(), *self._labels(),
        ]  # fmt: skip
        names = self.ordered | {name for box in self.boxes.values() for e in vars(box).values() for name, _ in e.terms}
        most = max(self.width, self.height)
        owners, formulas = zip(*owned, strict=True) if owned else ((), ())
        bounds = dict.fromkeys(sorted(names), (0, most))
        return Demand(self.boxes, formulas, bounds, (self.width, self.height), owners)

    def _said_by_all(self) -> Iterator[tuple[Owner, Formula]]:
        scene = self.scene
        for index, relation in enumerate(scene.relations):
            yield (index, ""), self._relation(relation)
            for under, over in self._layers(relation):  # what is on or in a thing is drawn after it
                self.ordered |= {f"{under}.order", f"{over}.order"}
                yield (index, ""), le(Sum(((f"{under}.order", 1),), 1), Sum(((f"{over}.order", 1),)))
            if relation.kept_level:
                a, b = (self.boxes[id] for reference in relation.arguments for id in self._targets(reference))
                yield (index, "kept level"), self._level(*self._from_left(relation.predicate, a, b))
        for index, arrangement in enumerate(scene.arrangements, len(scene.relations)):
            for literal, formula in self._arrangement(arrangement):
                yield (index, literal), formula
        for index, requirement in enumerate(scene.requirements, len(scene.relations) + len(scene.arrangements)):
            yield (index, ""), self._requirement(requirement.formula)

    def _layers(self, one: Relation) -> Iterator[tuple[str, str]]:
        subjects, *others = (self._targets(reference) for reference in one.arguments)
        if one.predicate in ("inside", "on", "in front of"):
            yield from ((others[0][0], id) for id in subjects)
        elif one.predicate in ("contains", "behind") or (one.predicate == "surrounding" and len(subjects) == 1):
            yield from ((id, others[0][0]) for id in subjects)

    def _declared(self, one: SceneObject) -> Owner:
        scene = self.scene
        before = len(scene.relations) + len(scene.arrangements) + len(scene.requirements)
        return before + scene.objects.index(one), ""

    # ------------------------------------------------------------ boxes

    def _box(self, id: str, one: SceneObject) -> Box:
        left, top = Sum(((f"{id}.l", 1),)), Sum(((f"{id}.t", 1),))
        if one.kind is Kind.GROUP:
            return Box(left, top, Sum(((f"{id}.r", 1),)), Sum(((f"{id}.b", 1),)))
        extents = []
        for name in ("width", "height"):
            length = one.properties.get(name)
            if length is None or self.free_sizes:
                extents.append(Sum(((f"{id}.{name}", 2),)))  # in halves, because extents are even
            elif isinstance(length, Length) and not length.percent:
                extents.append(Sum((), 2 * round(length.value * UNITS / 2)))
            else:
                raise ValueError(f"the reference does not know the size of {id}")
        return Box(left, top, left + extents[0], top + extents[1])

    def _sizes(self) -> Iterator[tuple[Owner, Formula]]:
        for id, one in self.members.items():
            if one.kind is Kind.GROUP:
                continue
            stated = {name: one.properties.get(name) for name in ("width", "height")}
            halves = {name: Sum(((f"{id}.{name}", 1),)) for name in stated}
            for (name, half), least in zip(halves.items(), self.least[id], strict=True):
                length = stated[name]
                if length is None or self.free_sizes:
                    yield DEFINITION, le(1, half)
                    yield (None, "least size"), le(least // 2, half)
                if isinstance(length, Length) and self.free_sizes:
                    yield self._declared(one), same(half, round(length.value * UNITS / 2))
            if not any(stated.values()) and one.noun != "rectangle":  # as wide as high, to a unit
                a, b = halves.values()
                yield (self._declared(one)[0], "kept proportions"), both(le(a - b, 1), le(b - a, 1))

    def _frames(self) -> Iterator[tuple[Owner, Formula]]:
        for id, one in self.members.items():
            if one.kind is Kind.GROUP:
                box = self.boxes[id]
                yield DEFINITION, both(le(box.left + 2, box.right), le(box.top + 2, box.bottom))
            if one.container is not None:
                yield DEFINITION, self._held(self.boxes[id], self.boxes[one.container], 2 * self.padding)
                self.under.setdefault(id, set()).add(one.container)

    @staticmethod
    def _held(inner: Box, outer: Box, padding: int) -> Formula:
        return both(
            le(outer.left + padding, inner.left), le(outer.top + padding, inner.top),
            le(inner.right + padding, outer.right), le(inner.bottom + padding, outer.bottom),
        )  # fmt: skip

    def _within(self) -> Iterator[tuple[Owner, Formula]]:
        margin = self.scene.figure.margin
        usual = round(margin * UNITS) if margin is not None else self.spacing
        for id, one in self.members.items():
            if one.container is None or id in self.labelled:
                boxes = [self.boxes[id], *([self.boxes[label_of(id)]] if id in self.labelled else [])]
                lengths = [one.properties.get(name) for name in ("width", "height")]
                spans = any(  # what is meant to be as large as the figure needs no margin
                    isinstance(length, Length) and length.value * UNITS > side - 2 * usual
                    for length, side in zip(lengths, (self.width, self.height), strict=True)
                )
                room = 0 if spans else usual
                for box in boxes:
                    yield (None, "canvas"), both(
                        le(room, box.left), le(room, box.top),
                        le(box.right, self.width - room), le(box.bottom, self.height - room),
                    )  # fmt: skip

    def _apart(self) -> Iterator[tuple[Owner, Formula]]:
        """All pairs, unless a statement frees them, or those on or in which they are. What is in different frames keeps
        apart by them, but for what stands on something in the other frame."""
        below, free = self._joined()
        for a, b in combinations(self.members, 2):
            if frozenset((a, b)) not in free and b not in below[a] and a not in below[b]:
                yield SPACING, Apart(a, b, 0 if frozenset((a, b)) in self.nearer else self.spacing)

    def _joined(self) -> tuple[Mapping[str, set[str]], set[frozenset[str]]]:
        """What each member is on or in, directly or not, and the pairs that may overlap besides."""
        below = {id: self._all_under(id) for id in self.members}
        with_own = {id: [x for x in self.members if x == id or id in below[x]] for id in self.members}
        free = {frozenset((x, y)) for a, b in map(sorted, self.free) for x in with_own[a] for y in with_own[b]}
        for a, b in map(sorted, self.depths):  # and what either is on: the horse of a rider before a castle on a hill
            nearer, farther = (*with_own[a], *below[a]), (*with_own[b], *below[b])
            free.update(frozenset((x, y)) for x in nearer for y in farther if x != y)
        for middle, subjects in self.centered.items():  # what has one centre may overlap, and what that is in
            free.update(map(frozenset, combinations(subjects, 2)))
            free.update(frozenset((x, y)) for one in subjects for x in with_own[one] for y in below.get(middle, ()))
        return below, free

    def _labels(self) -> Iterator[tuple[Owner, Formula]]:
        """Each on one side of what it is of, in its middle, and clear of all else; what is in a thing may have its
        label there."""
        below, free = self._joined()
        for id in self.labelled:
            label, box = self.boxes[label_of(id)], self.boxes[id]
            ways = []
            for a, b in ((label, box), (label.turned, box.turned)):
                level = both(le(a.down - b.down, 2), le(b.down - a.down, 2))
                ways += [both(level, same(a.right + LABEL_GAP, b.left)), both(level, same(b.right + LABEL_GAP, a.left))]
            yield LABELS, either(*ways)
            frames = self._frames_of(id)
            for other in self.members:
                if other == id or other in frames:
                    continue
                apart: Formula = Apart(label_of(id), other, LABEL_GAP)
                if other in below[id] or id in below[other] or frozenset((id, other)) in free:
                    apart = either(apart, self._held(label, self.boxes[other], 0))
                yield LABELS, apart
        for a, b in combinations(self.labelled, 2):
            yield LABELS, Apart(label_of(a), label_of(b), LABEL_GAP)

    def _frames_of(self, id: str) -> set[str]:
        found: set[str] = set()
        container = self.members[id].container
        while container is not None:
            found.add(container)
            container = self.members[container].container
        return found

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
        if one.negated or one.weight is not None:
            raise ValueError("the reference knows plain relations only")
        subjects, *others = (self._targets(reference) for reference in one.arguments)
        if one.predicate == "surrounding":
            return self._surrounding(subjects, others[0][0])
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
        pair = frozenset(ids[:2])
        match one.predicate:
            case "left of" | "right of" | "above" | "below":
                a, b = self._from_left(one.predicate, a, b)
                if one.distance is None and self._stand(one):
                    return arranging.plainly(a, b, self.slack)
                if one.distance is None:
                    return le(a.right + self._clear(one), b.left)
                self.nearer.add(pair)
                by = round(one.distance * UNITS)
                return same(b.left - a.right, by) if one.exactly else le(a.right + by, b.left)
            case "near":
                return both(*(le(room, self.near) for room in self._rooms(a, b)))
            case "far from":
                return either(*(le(self.far, room) for room in self._rooms(a, b)))
            case "beside":
                clear = self._clear(one)
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
                self.centered.setdefault(ids[1], []).append(ids[0])
                return both(same(a.across, b.across), same(a.down, b.down))
            case "same width as" | "same height as" | "same size as":
                sides = ((a.width, b.width), (a.turned.width, b.turned.width))
                compared = {"width": sides[:1], "height": sides[1:]}.get(one.predicate.split()[1], sides)
                return both(*(same(x, y) for x, y in compared))
            case "wider than" | "taller than" | "larger than":
                return self._greater(one.predicate, a, b)
            case "narrower than" | "shorter than" | "smaller than":
                return self._greater(one.predicate, b, a)
            case "under":
                if self._stand(one):
                    return both(arranging.plainly(b.turned, a.turned, self.slack), meeting.half_shared(a, b))
                return meeting.below(a, b)
            case "touching" | "overlapping" | "behind" | "in front of":
                self.free.add(pair)
                if one.predicate in ("behind", "in front of"):
                    self.depths.add(pair)
                match one.predicate:
                    case "touching":
                        return meeting.touching(a, b)
                    case "overlapping":
                        return meeting.overlapping(a, b, self.slack)
                return meeting.behind(*((a, b) if one.predicate == "behind" else (b, a)), self.slack)
            case "between":
                return meeting.between(a, b, more[0])
        words = one.predicate.split()
        if words[0] == "at":
            self.free.add(pair)
            return meeting.in_ninth(a, b, words[1])
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
            a, b = self._from_left(one.predicate, a, b)  # by no more than a tenth of both, less what it may look like
            return le((b.across - a.across) * 5 + 20 * self.slack, a.width + b.width)
        raise ValueError(f"the reference does not know how {one.predicate!r} is denied")

    @staticmethod
    def _from_left(predicate: str, a: Box, b: Box) -> tuple[Box, Box]:
        if predicate in ("above", "below"):
            a, b = a.turned, b.turned
        return (a, b) if predicate in ("left of", "above") else (b, a)

    @staticmethod
    def _rooms(a: Box, b: Box) -> tuple[Sum, Sum, Sum, Sum]:
        return b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom

    def _greater(self, predicate: str, a: Box, b: Box) -> Formula:
        across, down = self._more(a, b), self._more(a.turned, b.turned)
        return {"wider than": across, "narrower than": across, "taller than": down, "shorter than": down}.get(
            predicate, both(across, down)
        )

    def _more(self, a: Box, b: Box) -> Formula:
        """Wider by 15 %, and seen to be by 10 % wherever the four edges are misplaced."""
        return both(le(b.width * 23, a.width * 20), le(b.width * 11 + 42 * self.slack + 1, a.width * 10))

    def _level(self, a: Box, b: Box) -> Formula:
        """Centres further apart across than down, by what four edges can be misplaced."""
        across, down = b.across - a.across, b.down - a.down
        return both(le(down + 8 * self.slack, across), le(down * -1 + 8 * self.slack, across))

    def _surrounding(self, around: Sequence[str], middle: str) -> Formula:
        """One contains it; two stand on opposite sides, three on three, four or more on all."""
        if len(around) == 1:
            self.under.setdefault(middle, set()).add(around[0])
            return self._held(self.boxes[middle], self.boxes[around[0]], self.padding)
        if len(around) >= 8:
            raise ValueError("the reference knows four sides, not eight")
        self.free.update(frozenset((id, middle)) for id in around)
        clear = max(self.spacing, 2 * self.slack)
        reached: list[list[Formula]] = []
        for id in around:
            row: list[Formula] = []
            for side in ("left of", "above", "right of", "below"):
                a, b = self._from_left(side, self.boxes[id], self.boxes[middle])
                row.append(both(le(a.right + clear, b.left), self._level(a, b)))
            reached.append(row)
        near = [le(room, self.near) for id in around for room in self._rooms(self.boxes[id], self.boxes[middle])]
        taken = [either(*column) for column in zip(*reached, strict=True)]
        if len(around) == 2:
            sides: Formula = either(both(taken[0], taken[2]), both(taken[1], taken[3]))
        else:
            sides = Least(min(4, len(around)), tuple(taken))
        return both(*near, *(either(*row) for row in reached), sides)

    # ------------------------------------------------------------ requirements and arrangements

    def _requirement(self, formula: Any) -> Formula:
        """``a.width + 3px <= b.left`` and the like, of single things, and what "and" and "or" make of them."""
        if isinstance(formula, bool):
            return both() if formula else either()
        if isinstance(formula, linear.Atom):
            total = Sum((), 2 * int(formula.linear.constant))
            for name, factor in formula.linear.coefficients:  # doubled, as all centres are
                id, _, edge = name.rpartition(".")
                box = self.boxes[id]
                doubled = {"width": box.width * 2, "height": box.turned.width * 2, "cx": box.across, "cy": box.down}
                total = total + (doubled[edge] if edge in doubled else getattr(box, edge) * 2) * int(factor)
            return Atom(total)
        parts = tuple(map(self._requirement, formula.parts))
        return Least(len(parts) if isinstance(formula, linear.And) else 1, parts)

    def _clear(self, one: Relation) -> int:
        """What a relation asks for between the two."""
        return 0 if self._met(one) else max(self.spacing, 2 * self.slack)

    def _met(self, one: Relation) -> bool:
        """Whether others say of all of its things that they touch, or how far they are apart."""
        pairs = product(*map(self._targets, one.arguments))
        return all(any({a, b} <= ids for ids in self.joined) for a, b in pairs)

    def _stand(self, one: Relation) -> bool:
        """Whether others say of all that are above that they stand on those that are below."""
        upper, lower = map(self._targets, one.arguments if one.predicate == "above" else one.arguments[::-1])
        is_vertical = one.predicate in ("above", "below", "under") and not self._met(one)
        return is_vertical and all(pair in self.standing for pair in product(upper, lower))

    def _arrangement(self, one: Arrangement) -> Iterator[tuple[str, Formula]]:
        ids = [id for reference in one.references for id in self._targets(reference)]
        boxes = [self.boxes[id] for id in ids]
        if one.gap is not None or one.radius is not None or len(ids) < 2:
            raise ValueError("the reference knows arrangements without numbers only")
        if one.kind in ("row", "column"):
            yield "", arranging.in_a_line(boxes, self.spacing, self.slack, upright=one.kind == "column")
            yield "no stranger", self._alone(ids, [(boxes[0], boxes[-1])])
        elif one.kind == "grid" and one.size is not None and one.size[0] * one.size[1] == len(ids):
            yield "", arranging.in_a_grid(boxes, one.size[1], self.spacing, self.slack)
            yield "no stranger", self._alone(ids, [(boxes[0], boxes[-1])])
        elif one.kind == "ring" and one.around is not None:
            (middle,) = self._targets(one.around)
            gaps = [(boxes[i], boxes[(i + 1) % len(boxes)]) for i in range(len(boxes))]
            yield "", arranging.in_a_ring(boxes, self.boxes[middle])
            yield "no stranger", self._alone([*ids, middle], gaps)
        else:
            raise ValueError(f"the reference does not know this {one.kind}")

    def _alone(self, ids: Sequence[str], gaps: Sequence[tuple[Box, Box]]) -> Formula:
        """Nothing else reaches into the joint box of two members, but what is on or in them, or they on or in it."""
        parts: list[Formula] = []
        joined = set(ids).union(*(self._all_under(id) for id in ids))
        joined |= {id for id in self.members if self._all_under(id) & set(ids)}
        joined |= {id for pair in self.free if pair & set(ids) for id in pair}
        for id, one in self.members.items():
            if id in joined or one.kind is Kind.GROUP:
                continue
            parts += [arranging.out_of_the_gap(self.boxes[id], a, b) for a, b in gaps]
        return both(*parts)


def label_of(id: str) -> str:
    """The name of a label's box."""
    return f"{id} label"
