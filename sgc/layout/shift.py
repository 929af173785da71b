"""The smallest moves of a few things after which all that speaks of it holds, and it is in nobody's way.

Most edits ask for no more: something new finds a place, or one thing gives way, and pushes another. What is on or in a
thing moves with it, and a group grows to hold what is in it. Everything else is a number meanwhile, so a rule is a
bound on the move or a choice between such bounds, and who must not be met forbids an open rectangle of moves. The
nearest allowed move is where some of these bounds meet. Whole numbers of layout units throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sgc.graph.linear import And, Atom, Formula, Linear, TermLike, atoms, holds, plain, substitute, variable
from sgc.graph.linear import variables as variables_of
from sgc.graph.scene import Kind
from sgc.layout.choice import amount
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Member

#: The move across and down; more than any move.
ACROSS, DOWN, FARTHEST = "across", "down", 10**9
#: So many things move at most, besides what is new; each pushes so many others that have not moved. So many moves are
#: tried in all.
MOVES, PUSHED, TRIES = 6, 2, 40
#: ``p * across + q * down + c <= 0`` as p, q, c.
_Bound = tuple[int, int, int]


class Shifts:
    """The things of a geometry, of which those named by ``fresh`` have no place of their own yet."""

    def __init__(self, geometry: Geometry, rules: Sequence[Formula], fresh: Set[str]) -> None:
        self._geometry, self._rules, self._fresh = geometry, rules, fresh
        self._separations = geometry.separations
        self._speaking_of: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            for name in variables_of(rule):
                self._speaking_of.setdefault(name, []).append(number)
        self._numbers = self._separations.own()
        self._owner = {number: id for id, numbers in self._numbers.items() for number in numbers}
        self._tries = TRIES
        self._pairs = self._separations.every

    def all_in_place(
        self, values: Mapping[str, int], moved: frozenset[str] = frozenset()
    ) -> Mapping[str, int] | None:
        """The values with as few and as small moves as are found one after another, under which everything holds.

        What has ``moved`` stays. Where a move leads to nothing, the next smallest is tried, and so many in all.
        """
        asked = self._lacking(values)
        if asked is None:
            return values
        movers = [id for id in asked if id not in moved]
        movers = [id for id in movers if id in self._fresh] or movers
        if len(moved - self._fresh) >= MOVES:
            return None
        rooms = {id: self._room(id, values, moved.union(asked)) for id in movers[: self._tries]}
        for pushed in range(PUSHED + 1):
            found = []
            for id, room in rooms.items():
                if self._tries and room is not None:
                    self._tries -= 1
                    move = room.least(pushed)
                    if move is not None:
                        found.append(((abs(move[0]) + abs(move[1])) * len(room.moving), id, room.moving, move))
            for _, id, moving, move in sorted(found, key=lambda one: one[0]):
                after = {**values, **{n: values[n] + move[axis] for one in moving.values() for n, axis in one}}
                after |= self._grown(id, after)
                placed = self.all_in_place(after, moved | moving.keys())
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

    def _lacking(self, values: Mapping[str, int]) -> Sequence[str] | None:
        """What some rule that does not hold speaks of, or two things in each other's way, smallest first; None: all
        holds."""
        rule = next((rule for rule in self._rules if not holds(rule, values)), None)
        if rule is not None:
            asked = {_thing(name) for name in variables_of(rule)}
        else:
            meeting = self._separations.pairs(values, 0)
            if not meeting:
                return None
            asked = {self._owner[number] for number in meeting[0][:2] if number in self._owner}
        by_id, sizes = self._geometry.problem.by_id, self._geometry.sizes or {}

        def area(id: str) -> tuple[int, str]:
            width, height = sizes.get(id, (FARTHEST, 1))
            return width * height, id

        return sorted((id for id in asked if id in by_id), key=area)

    def _moving(self, id: str) -> Mapping[str, Sequence[tuple[str, int]]]:
        """What moves with a thing, itself too: of each the variables with their axes."""
        together = [id, *(other for other, holders in self._geometry.holders.items() if id in holders)]
        if id in self._fresh:
            together = [one for one in together if one in self._fresh]
        return {one: list(_variables(self._geometry.problem.by_id[one], self._geometry)) for one in together}

    def _room(self, id: str, values: Mapping[str, int], firm: Set[str]) -> _Room | None:
        """Where a thing may move to with what moves with it, from these values; None: nowhere."""
        moving = self._moving(id)
        axis_of = {name: axis for one in moving.values() for name, axis in one}
        numbers = sorted({number for name in axis_of for number in self._speaking_of.get(name, ())})

        def place(name: str) -> TermLike:
            axis = axis_of.get(name)
            return values[name] if axis is None else variable((ACROSS, DOWN)[axis]) + values[name]

        always, choices, yielding = [], [], []
        for number in numbers:
            rule = substitute(self._rules[number], place)
            if rule is False:
                return None
            parts = rule.parts if isinstance(rule, And) else (rule,)
            bounds = [_bound(part.linear) for part in parts if isinstance(part, Atom)]
            others = {_thing(name) for name in variables_of(self._rules[number])} - moving.keys()
            if not firm >= others and len(bounds) == len(parts):
                yielding.append(bounds)
            else:
                always += bounds
                choices += [part for part in parts if not isinstance(part, (Atom, bool))]
        return _Room(moving, always, choices, yielding, self._forbidden(moving, values, firm))

    def _forbidden(
        self, moving: Iterable[str], values: Mapping[str, int], firm: Set[str]
    ) -> tuple[Any, Any, Any, Any, Any]:
        """The open rectangles of moves that would lead into something's way: where they begin and end, across and
        down, and what they weigh: 1, or more than may be pushed if it is firm."""
        import numpy as np

        boxes = np.rint(self._separations.numbers(values)).astype(np.int64)
        inner = np.zeros(len(boxes), dtype=bool)
        inner[[number for id in moving for number in self._numbers.get(id, ())]] = True
        a, b, gap = self._pairs[inner[self._pairs[:, 0]] != inner[self._pairs[:, 1]]].T
        one, other = boxes[np.where(inner[a], a, b)].T, boxes[np.where(inner[a], b, a)].T
        weights = np.ones(len(boxes), dtype=np.int64)
        weights[[number for id in firm for number in self._numbers.get(id, ())]] = PUSHED + 1
        return (
            other[0] - gap - one[2], other[2] + gap - one[0], other[1] - gap - one[3], other[3] + gap - one[1],
            weights[np.where(inner[a], b, a)],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Room:
    """Where some things may move to together.

    The bounds of the rules that ``always`` hold, and of each that is ``yielding`` since it speaks of something else
    that can give way; the ``choices`` between bounds; and the ``forbidden`` rectangles.
    """

    moving: Mapping[str, Sequence[tuple[str, int]]]
    always: Sequence[_Bound]
    choices: Sequence[Formula]
    yielding: Sequence[Sequence[_Bound]]
    forbidden: tuple[Any, Any, Any, Any, Any]

    def least(self, pushed: int) -> tuple[int, int] | None:
        """The smallest allowed move. It may be too much for so many others, or lead into their way."""
        import numpy as np

        yielding = self.yielding if pushed else ()
        always = [*self.always, *(bound for some in self.yielding for bound in some if not pushed)]
        bounds = [*always, *(_bound(atom.linear) for part in self.choices for atom in atoms(part))]
        bounds += [bound for some in yielding for bound in some]
        left, right, top, bottom, weight = self.forbidden
        low, high = _interval([(p, c) for p, q, c in always if not q])
        starts = {0, low, high, *left.tolist(), *right.tolist(), *(_last(p, c) for p, _, c in bounds if p)}
        best: tuple[int, int] | None = None
        least = 2 * FARTHEST
        for across in sorted((one for one in starts if low <= one <= high), key=lambda one: (abs(one), one)):
            if abs(across) >= least:
                break
            lowest, highest = _interval([(q, c + p * across) for p, q, c in always if q])
            over = (left < across) & (across < right)
            above, below, weighing = top[over], bottom[over], weight[over]
            ends = np.array([0, lowest, highest, *(_last(q, c + p * across) for p, q, c in bounds if q)])
            downs = np.concatenate([ends, above, below])
            room = least - abs(across)
            downs = downs[(downs >= lowest) & (downs <= highest) & (np.abs(downs) < room)]
            if not len(downs):
                continue
            pushing = ((above < downs[:, None]) & (downs[:, None] < below)) @ weighing
            for some in yielding:
                pushing += np.any([p * across + q * downs + c > 0 for p, q, c in some], axis=0)
            for down in sorted(downs[pushing <= pushed].tolist(), key=lambda one: (abs(one), one)):
                if all(holds(part, {ACROSS: across, DOWN: down}) for part in self.choices):
                    best, least = (across, down), abs(across) + abs(down)
                    break
        return best


def _variables(member: Member, geometry: Geometry) -> Iterator[tuple[str, int]]:
    """The variables that say where a member and its label are, with their axes."""
    edges = ("left", "top", "right", "bottom") if member.is_frame else ("left", "top")
    for place in [member.id, *([f"{member.id}.label"] if member.id in geometry.open_labels else [])]:
        for number, edge in enumerate(edges if place == member.id else edges[:2]):
            yield f"{place}.{edge}", number % 2


def _thing(name: str) -> str:
    """Whose variable it is."""
    return name.rpartition(".")[0].removesuffix(".label")


def _bound(linear: Linear) -> _Bound:
    known = dict(linear.coefficients)
    return int(known.get(ACROSS, 0)), int(known.get(DOWN, 0)), int(linear.constant)


def _last(factor: int, constant: int) -> int:
    """The whole number up to which, or from which on, ``factor * number + constant <= 0`` holds."""
    return -constant // factor if factor > 0 else -(constant // factor)


def _interval(bounds: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The numbers for which all ``factor * number + constant <= 0`` hold."""
    low, high = -FARTHEST, FARTHEST
    for factor, constant in bounds:
        end = _last(factor, constant)
        low, high = (low, min(high, end)) if factor > 0 else (max(low, end), high)
    return low, high
