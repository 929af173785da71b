"""The smallest moves of a few things after which all that speaks of it holds, and it is in nobody's way.

Most edits ask for no more: something new finds a place, or one thing gives way, and pushes another. What is on or in a
thing moves with it, and a group grows to hold what is in it. Everything else is a number meanwhile, which leaves bounds
on the move, of which the nearest is looked for (``sgc.layout.moves``). Whole numbers of layout units throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from sgc.graph.linear import And, Atom, Formula, TermLike, holds, plain, substitute, variable
from sgc.graph.linear import variables as variables_of
from sgc.graph.scene import Kind
from sgc.layout.choice import amount
from sgc.layout.geometry import Geometry
from sgc.layout.moves import ACROSS, DOWN, FARTHEST, Bound, Room
from sgc.layout.problem import Member

#: So many things move at most, besides what is new; each pushes so many others that have not moved. So many moves are
#: tried in all.
MOVES, PUSHED, TRIES = 6, 2, 40


class Shifts:
    """The things of a geometry, of which those named by ``fresh`` have no place of their own yet.

    The ``rules`` need not say that things are on the canvas: that is seen from their boxes, and becomes a rule of those
    that move or are not.
    """

    def __init__(self, geometry: Geometry, rules: Sequence[Formula], fresh: Set[str]) -> None:
        self._geometry, self._fresh = geometry, fresh
        self._separations = geometry.separations
        self._rules: list[Formula] = []
        self._speaking_of: dict[str, list[int]] = {}
        for rule in rules:
            self._learn(rule)
        self._bounded: set[str] = set()  # of whom a rule says that they are on the canvas
        self._numbers = self._separations.own()
        self._owner = {number: id for id, numbers in self._numbers.items() for number in numbers}
        self._tries = TRIES

    def all_in_place(self, values: Mapping[str, int]) -> Mapping[str, int] | None:
        """The values with as few and as small moves as are found one after another, under which everything holds."""
        boxes = self._separations.numbers(values)
        for id in self._beyond(boxes):
            self._bound(id)
        return self._placed(values, boxes, frozenset(), self._broken(range(len(self._rules)), values))

    def _learn(self, rule: Formula) -> None:
        for name in variables_of(rule):
            self._speaking_of.setdefault(name, []).append(len(self._rules))
        self._rules.append(rule)

    def _beyond(self, boxes: Any) -> Iterator[str]:
        """What reaches into the canvas' margin, and what boxes do not show."""
        problem = self._geometry.problem
        (right, bottom), near = problem.canvas, problem.margin
        at_edge = (boxes * (-1, -1, 1, 1) > (-near, -near, right - near, bottom - near)).any(axis=1)
        yield from (self._owner[number] for number in at_edge.nonzero()[0].tolist() if number in self._owner)
        yield from (member.id for member in problem.members if member.id not in self._numbers)

    def _bound(self, id: str) -> None:
        """Makes it a rule that a thing is on the canvas."""
        member = self._geometry.problem.by_id.get(id)
        if member is not None and id not in self._bounded:
            self._bounded.add(id)
            for one in self._geometry.on_canvas(member):
                self._learn(one.formula)

    def _about(self, names: Iterable[str]) -> Sequence[int]:
        """The rules that speak of these variables."""
        names = list(names)
        for name in names:
            self._bound(_thing(name))
        return sorted({number for name in names for number in self._speaking_of.get(name, ())})

    def _broken(self, numbers: Iterable[int], values: Mapping[str, int]) -> Sequence[int]:
        """Those of the rules that do not hold."""
        return [number for number in numbers if not holds(self._rules[number], values)]

    def _placed(
        self, values: Mapping[str, int], boxes: Any, moved: frozenset[str], broken: Sequence[int]
    ) -> Mapping[str, int] | None:
        """The same, where these are the ``boxes``, these rules are ``broken``, and what has ``moved`` stays.

        Where a move leads to nothing, the next smallest is tried, and so many in all.
        """
        asked = self._lacking(boxes, broken)
        if asked is None:
            return values
        movers = [id for id in asked if id not in moved]
        movers = [id for id in movers if id in self._fresh] or movers
        if len(moved - self._fresh) >= MOVES:
            return None
        rooms = {id: self._room(id, values, boxes, moved.union(asked)) for id in movers[: self._tries]}
        for pushed in range(PUSHED + 1):
            found = []
            for id, room in rooms.items():
                if self._tries and room is not None:
                    self._tries -= 1
                    move = room.nearest(pushed)
                    if move is not None:
                        found.append(((abs(move[0]) + abs(move[1])) * len(self._moving(id)), id, move))
            for _, id, move in sorted(found, key=lambda one: one[0]):
                moving = self._moving(id)
                changed = {n: values[n] + move[axis] for one in moving.values() for n, axis in one}
                changed |= self._grown(id, {**values, **changed})
                after = {**values, **changed}
                asked_again = self._broken(sorted({*broken, *self._about(changed)}), after)
                placed = self._placed(after, self._separations.numbers(after), moved | moving.keys(), asked_again)
                if placed is not None:
                    return placed
        return None

    def _grown(self, id: str, values: Mapping[str, int]) -> Mapping[str, int]:
        """The edges of the groups around a thing, as far out as they have to be for it to be in them."""
        grown: dict[str, int] = {}
        problem, current = self._geometry.problem, id
        while (around := problem.by_id[current].object.container) is not None:
            box, inner = self._geometry.box(around), self._geometry.box(current)
            if problem.by_id[around].object.kind is not Kind.GROUP or box.hollow is None:
                break
            now = {**values, **grown}
            for edge, pick in (("left", min), ("top", min), ("right", max), ("bottom", max)):
                ((name, _),) = plain(box.edge(edge)).coefficients
                inset = int(plain(box.hollow.edge(edge) - box.edge(edge)).constant)
                grown[name] = pick(now[name], int(amount(plain(inner.edge(edge)), now)) - inset)
            current = around
        return grown

    def _lacking(self, boxes: Any, broken: Sequence[int]) -> Sequence[str] | None:
        """What the first of the broken rules speaks of, or two things in each other's way, smallest first; None: all
        holds."""
        if broken:
            asked = {_thing(name) for name in variables_of(self._rules[broken[0]])}
        else:
            a, b, _ = self._separations.meeting(boxes, 0)
            if not len(a):
                return None
            asked = {self._owner[number] for number in (int(a[0]), int(b[0])) if number in self._owner}
        by_id, sizes = self._geometry.problem.by_id, self._geometry.sizes or {}

        def area(id: str) -> tuple[int, str]:
            width, height = sizes.get(id, (FARTHEST, 1))
            return width * height, id

        return sorted((id for id in asked if id in by_id), key=area)

    def _moving(self, id: str) -> Mapping[str, Sequence[tuple[str, int]]]:
        """What moves with a thing, itself too: of each the variables with their axes."""
        together = [id, *(other for other, holders in self._geometry.overlaps.holders.items() if id in holders)]
        if id in self._fresh:
            together = [one for one in together if one in self._fresh]
        return {one: list(_variables(self._geometry.problem.by_id[one], self._geometry)) for one in together}

    def _room(self, id: str, values: Mapping[str, int], boxes: Any, firm: Set[str]) -> Room | None:
        """Where a thing may move to with what moves with it, from these values; None: nowhere."""
        moving = self._moving(id)
        axis_of = {name: axis for one in moving.values() for name, axis in one}

        def place(name: str) -> TermLike:
            axis = axis_of.get(name)
            return values[name] if axis is None else variable((ACROSS, DOWN)[axis]) + values[name]

        always, choices, yielding = [], [], []
        for number in self._about(axis_of):
            rule = substitute(self._rules[number], place)
            if rule is False:
                return None
            parts = rule.parts if isinstance(rule, And) else (rule,)
            bounds = [Bound.of(part.linear) for part in parts if isinstance(part, Atom)]
            others = {_thing(name) for name in variables_of(self._rules[number])} - moving.keys()
            if not firm >= others and len(bounds) == len(parts):
                yielding.append(bounds)
            else:
                always += bounds
                choices += [part for part in parts if not isinstance(part, (Atom, bool))]
        return Room(always, choices, yielding, self._forbidden(moving, boxes, firm))

    def _forbidden(self, moving: Iterable[str], boxes: Any, firm: Set[str]) -> tuple[Any, Any, Any, Any, Any]:
        """The open rectangles of moves that would lead into something's way: where they begin and end, across and
        down, and what they weigh: 1, or more than may be pushed if it is firm."""
        import numpy as np

        boxes = np.rint(boxes).astype(np.int64)
        a, b, gap = self._separations.around([number for id in moving for number in self._numbers.get(id, ())])
        one, other = boxes[a].T, boxes[b].T
        weights = np.ones(len(boxes), dtype=np.int64)
        weights[[number for id in firm for number in self._numbers.get(id, ())]] = PUSHED + 1
        return (
            other[0] - gap - one[2], other[2] + gap - one[0], other[1] - gap - one[3], other[3] + gap - one[1],
            weights[b],
        )  # fmt: skip


def _variables(member: Member, geometry: Geometry) -> Iterator[tuple[str, int]]:
    """The variables that say where a member and its label are, with their axes."""
    edges = ("left", "top", "right", "bottom") if member.is_frame else ("left", "top")
    for place in [member.id, *([f"{member.id}.label"] if member.id in geometry.open_labels else [])]:
        for number, edge in enumerate(edges if place == member.id else edges[:2]):
            yield f"{place}.{edge}", number % 2


def _thing(name: str) -> str:
    """Whose variable it is."""
    return name.rpartition(".")[0].removesuffix(".label")
