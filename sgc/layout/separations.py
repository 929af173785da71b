"""Who is kept apart from whom: every pair of solid things, without a formula for each until one is needed.

What an arrangement keeps clear is among them: the joint box of two of its members, a *room*, is apart from strangers.

A figure of a thousand things has half a million pairs, of which a few thousand can ever meet. Which those are is
found with arrays; formulas are made for them alone. Lengths are in layout units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sgc.graph.arrangements import no_stranger
from sgc.graph.box import HALF, Box
from sgc.graph.linear import Atom, Formula, Linear, Term, at_most, conjunction, disjunction, plain
from sgc.layout.clauses import LABEL_GAP

if TYPE_CHECKING:
    from sgc.layout.geometry import Geometry
    from sgc.layout.problem import Member

#: Which default keeps a pair apart; or the number of the statement that keeps a room clear.
Keeper = Literal["spacing", "labels"] | int
#: More than any two things can be from each other.
FARTHEST = 1e9
#: Pairs are looked at in blocks of so many boxes by all others, which bounds the memory.
BLOCK = 256


class Pair(NamedTuple):
    """The boxes number ``a`` and ``b``, with at least ``gap`` between them; ``b`` may be a room."""

    a: int
    b: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Every one of ``these`` boxes keeps ``gap`` from each of ``those`` (None: from each other)."""

    keeper: Keeper
    these: tuple[int, ...]
    those: tuple[int, ...] | None
    gap: int


class Separations:
    """The pairs of a geometry's boxes that are kept apart, whatever else holds.

    Pairs that a statement frees, as far as it holds, or whose gap it replaces, are not among them: ``special`` has
    their formulas. ``boxes`` are the members that are no backdrops, then the labels beside them; ``rooms`` are the
    numbers of two boxes each, and are numbered after the boxes.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self.canvas = geometry.problem.canvas
        self._members = [member for member in geometry.open_members if not (member.is_backdrop or member.is_mark)]
        self.ids = tuple(member.id for member in self._members)
        self._number = {id: index for index, id in enumerate(self.ids)}
        self._label = {id: len(self.ids) + index for index, id in enumerate(geometry.open_labels)}
        self.boxes: tuple[Box, ...] = (*(geometry.box(id) for id in self.ids), *geometry.open_labels.values())
        self.edges: list[tuple[Linear, ...]] = [
            (plain(b.left), plain(b.top), plain(b.right), plain(b.bottom)) for b in self.boxes
        ]
        self._known: dict[tuple[Pair, int], Formula] = {}  # the atoms and lines that were asked for
        self._lines: dict[tuple[int, int, int], Term] = {}
        self._skipped: set[tuple[int, int]] = set()
        self.special: list[tuple[Keeper, Formula]] = []
        self.rooms: list[tuple[int, int]] = []
        self._arrangement_of: list[int] = []  # the number of the statement that keeps each room clear
        self._clusters = [*self._siblings(), *self._beside_labels(), *self._kept_clear()]
        del self._geometry  # or the two would hold each other, and go only when Python looks for such cycles

    # ------------------------------------------------------------ which pairs there are

    def _siblings(self) -> Iterator[_Cluster]:
        """What stands in the same frame; who is in different frames is kept apart by the frames."""
        geometry = self._geometry
        spacing = geometry.problem.measures.spacing
        by_container: dict[str | None, list[int]] = {}
        for index, member in enumerate(self._members):
            by_container.setdefault(member.object.container, []).append(index)
        for pair in sorted({*geometry.overlaps.exempt, *geometry.overlaps.replaced}, key=sorted):
            known = sorted(self._number[id] for id in pair if id in self._number)
            if len(known) == 2:
                self._exception(known[0], known[1])
        for siblings in by_container.values():
            texts = tuple(index for index in siblings if self._members[index].id in geometry.problem.link_texts)
            others = tuple(index for index in siblings if index not in set(texts))
            yield _Cluster("spacing", others, None, spacing)
            if texts:
                gap = geometry.problem.text_spacing
                yield _Cluster("spacing", others, texts, gap)
                yield _Cluster("spacing", texts, None, gap)

    def _exception(self, a: int, b: int) -> None:
        """A pair of which some statement speaks, and whatever is in the two of them."""
        geometry = self._geometry
        self._skipped.add((a, b))
        first, second = self._members[a], self._members[b]
        self._special("spacing", geometry.apart(first, second))
        here = first.object.container == second.object.container
        overlap = geometry.overlaps.exempt.get(frozenset((first.id, second.id)))
        if here and (first.is_frame or second.is_frame) and overlap:
            for x in self._within(first):
                for y in self._within(second):
                    pair = (min(x, y), max(x, y))
                    if pair not in self._skipped:
                        self._skipped.add(pair)
                        self._special("spacing", geometry.apart(self._members[x], self._members[y]))

    def _special(self, keeper: Keeper, formula: Formula) -> None:
        if formula is not True:
            self.special.append((keeper, formula))

    def _within(self, member: Member) -> list[int]:
        found = [self._number[member.id]]
        if member.is_frame and member.id not in self._geometry.finished:
            for child in self._geometry.problem.content(member.id):
                if child.id in self._number:
                    found += self._within(child)
        return found

    def _beside_labels(self) -> Iterator[_Cluster]:
        """Labels keep clear of everything else; what is in a thing may have its label there."""
        geometry, overlaps = self._geometry, self._geometry.overlaps
        labels = tuple(self._label.values())
        for id, label in self._label.items():
            around = set(geometry.frames_of(geometry.problem.by_id[id]))
            own = {self._number[frame] for frame in around if frame in self._number}
            self._skipped |= {(number, label) for number in own}
            for other in overlaps.exempt_of.get(id, ()):
                number = self._number.get(other)
                if number is not None and number not in own and overlaps.exempt[frozenset((id, other))] is True:
                    self._skipped.add((number, label))
                    self._special("labels", geometry.clear(id, self._members[number]))
        if labels:
            yield _Cluster("labels", tuple(range(len(self.ids))), labels, LABEL_GAP)
            yield _Cluster("labels", labels, None, LABEL_GAP)

    def _kept_clear(self) -> Iterator[_Cluster]:
        """Strangers and the rooms of arrangements. What stands in a finished frame is where the frame is."""
        geometry = self._geometry
        for index, one in enumerate(geometry.grounded):
            if one.clear is None:
                continue
            strangers = {self._outer(id): id for id in one.clear.strangers}
            rooms: list[int] = []
            ends: set[int | None] = set()
            for a, b in one.clear.between:
                first, last = self._outer(a), self._outer(b)
                inner: Iterable[str] = ()
                if first is None or last is None:  # a backdrop has no number
                    inner = one.clear.strangers
                elif first == last:  # in one finished frame, made without strangers, from which most others are apart
                    inner = (id for number, id in strangers.items() if self._may_meet(number, first))
                else:
                    inner = (id for number, id in strangers.items() if number in (first, last))
                    rooms.append(len(self.boxes) + len(self.rooms))
                    self.rooms.append((first, last))
                    self._arrangement_of.append(index)
                    ends |= {first, last}
                self._special(index, self._spelt_out(a, b, inner))
            others = sorted(number for number in strangers if number is not None and number not in ends)
            if rooms and others:
                yield _Cluster(index, tuple(others), tuple(rooms), 0)

    def _outer(self, id: str) -> int | None:
        """The number of a member, or of the finished frame that it moves with."""
        known = self._geometry.closed.get(id)
        return self._number.get(known.frame if known is not None else id)

    def _may_meet(self, a: int | None, b: int) -> bool:
        return a is None or (a != b and (min(a, b), max(a, b)) in self._skipped)

    def _spelt_out(self, a: str, b: str, strangers: Iterable[str]) -> Formula:
        box, measures = self._geometry.box, self._geometry.problem.measures
        return no_stranger([(box(a), box(b))], [box(id) for id in strangers], measures, measures.margin)

    # ------------------------------------------------------------ pairs and their formulas

    def keeper(self, pair: Pair) -> Keeper:
        highest = max(pair.a, pair.b)
        if highest >= len(self.boxes):
            return self._arrangement_of[highest - len(self.boxes)]
        return "spacing" if highest < len(self.ids) else "labels"

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Whoever keeps any pair apart."""
        return tuple(dict.fromkeys(cluster.keeper for cluster in self._clusters))

    def everything(self) -> Iterator[tuple[Keeper, Formula]]:
        """The formulas of all pairs; the special ones are not among them."""
        for cluster in self._clusters:
            pairs = (
                combinations(cluster.these, 2) if cluster.those is None
                else ((a, b) for a in cluster.these for b in cluster.those)
            )  # fmt: skip
            for a, b in pairs:
                if (a, b) not in self._skipped:
                    yield cluster.keeper, self.formula(Pair(a, b, cluster.gap))

    def formula(self, pair: Pair) -> Formula:
        return disjunction(*(self.atom(pair, way) for way in range(4)))

    def atom(self, pair: Pair, way: int) -> Formula:
        """One of the four ways to be apart: a left of b, b left of a, a above b, b above a."""
        known = self._known.get((pair, way))
        if known is None:
            known = self._known[pair, way] = self._made(pair, way)
        return known

    def _made(self, pair: Pair, way: int) -> Formula:
        if pair.b >= len(self.boxes):
            ends = self.rooms[pair.b - len(self.boxes)]
            return conjunction(*(self.atom(Pair(pair.a, end, pair.gap), way) for end in ends))
        first, second = (pair.a, pair.b) if way % 2 == 0 else (pair.b, pair.a)
        axis = way // 2
        return _apart(self.edges[first][axis + 2], self.edges[second][axis], pair.gap)

    def line(self, number: int, axis: int, kind: int) -> Term:
        """Where a box begins (0), has its middle (1) or ends (2) across (0) or down (1)."""
        known = self._lines.get((number, axis, kind))
        if known is None:
            low, high = self.edges[number][axis], self.edges[number][axis + 2]
            known = self._lines[number, axis, kind] = (low, (low + high) * HALF, high)[kind]
        return known

    def numbers(self, values: Mapping[str, float]) -> Any:
        """All boxes and rooms under the values: an array of shape (boxes + rooms, 4), left top right bottom."""
        import numpy as np

        edges, names, coefficients, constants = self._terms
        at = coefficients * np.array([values.get(name, 0.0) for name in names])
        boxes = np.bincount(edges, at, len(constants)) + constants
        return with_rooms(boxes.reshape(-1, 4), self.rooms)

    @cached_property
    def _terms(self) -> tuple[Any, list[str], Any, Any]:
        """The edges of all boxes in a row as sums: for each term the edge it is of, its variable and coefficient; and
        the constants of the edges."""
        import numpy as np

        edges = [edge for edges in self.edges for edge in edges]
        of = [index for index, edge in enumerate(edges) for _ in edge.coefficients]
        terms = [term for edge in edges for term in edge.coefficients]
        names, coefficients = [name for name, _ in terms], np.array([factor for _, factor in terms], dtype=float)
        constants = np.array([edge.constant for edge in edges], dtype=float)
        return np.array(of, dtype=np.int64), names, coefficients, constants

    @cached_property
    def movable(self) -> tuple[list[str], Any]:
        """With given sizes every edge is a variable and a number: the names of all in a row, the numbers (boxes, 4)."""
        _, names, _, constants = self._terms
        assert len(names) == len(constants), "edges are sums of more where sizes are free"
        return names, constants.reshape(-1, 4)

    def meeting(self, boxes: Any, reach: float) -> tuple[Any, Any, Any]:
        """The pairs that lack their gap, or have less than ``reach`` to spare.

        ``boxes`` as of ``numbers``. Returns three arrays of one length: the numbers of the two boxes, and their gap.
        """
        _, a, b, gap = self.meeting_in_each(boxes[None], reach)
        return a, b, gap

    def meeting_in_each(self, boxes: Any, reach: float) -> tuple[Any, Any, Any, Any]:
        """The same of several layouts at once, of which ``boxes`` is an array with one more axis, the first. The first
        array of those returned is the number of the layout."""
        import numpy as np

        found: list[tuple[Any, Any, Any, Any]] = []
        edges = np.ascontiguousarray(np.moveaxis(boxes, 2, 0))
        for these, those, least in self._arrays:
            limit = least + reach
            left, top, right, bottom = edges.take(those, axis=2)[:, :, None, :]
            for start in range(0, len(these), BLOCK):
                rows = these[start : start + BLOCK]
                across, down, far, deep = edges.take(rows, axis=2)[:, :, :, None]
                meets = left < far + limit
                meets &= across < right + limit
                meets &= top < deep + limit
                meets &= down < bottom + limit
                # Sooner than ``nonzero`` of an array with axes.
                layout, i, j = np.unravel_index(np.flatnonzero(meets), meets.shape)
                if those is these:
                    keep = j > i + start
                    layout, i, j = layout[keep], i[keep], j[keep]
                found.append((layout, rows[i], those[j], np.full(len(i), least)))
        if not found:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, nothing, nothing
        layout, a, b, gap = (
            found[0] if len(found) == 1 else (np.concatenate(column) for column in zip(*found, strict=True))
        )  # fmt: skip
        if self._skipped:
            keep = self._keeps_apart(a, b)
            layout, a, b, gap = layout[keep], a[keep], b[keep], gap[keep]
        return layout, a, b, gap

    def _keeps_apart(self, a: Any, b: Any) -> Any:
        """Whether no statement frees the boxes of each pair; ``a`` are smaller than ``b``."""
        import numpy as np

        if not self._skipped:
            return np.ones(len(a), dtype=bool)
        pairs = a * (len(self.boxes) + len(self.rooms)) + b
        return self._skips[self._skips.searchsorted(pairs).clip(max=len(self._skips) - 1)] != pairs

    @cached_property
    def _arrays(self) -> list[tuple[Any, Any, int]]:
        """The numbers in each cluster; those that keep apart from each other are one array."""
        import numpy as np

        found = []
        for cluster in self._clusters:
            these = np.array(cluster.these, dtype=np.int64)
            those = these if cluster.those is None else np.array(cluster.those, dtype=np.int64)
            found.append((these, those, cluster.gap))
        return found

    @cached_property
    def _skips(self) -> Any:
        """The pairs that no cluster keeps apart, each as one number, in order."""
        import numpy as np

        number = len(self.boxes) + len(self.rooms)
        return np.array(sorted(a * number + b for a, b in self._skipped), dtype=np.int64)

    def pairs(self, values: Mapping[str, float], reach: float) -> list[tuple[int, int, int]]:
        """The pairs that lack their gap, or would if they came nearer by ``reach``: two boxes and their gap."""
        found = self.meeting(self.numbers(values), reach)
        return list(zip(*(column.tolist() for column in found), strict=True))

    @cached_property
    def every(self) -> Any:
        """All pairs, wherever they are: an array of shape (pairs, 3), of the numbers of two boxes and their gap."""
        import numpy as np

        return np.stack(self.meeting(self.numbers({}), FARTHEST), axis=1)

    def around(self, inner: Sequence[int]) -> tuple[Any, ...]:
        """The pairs of one of these boxes with any other, wherever they are: three arrays of one length, the number of
        the first, that of the other, and their gap."""
        import numpy as np

        inside = np.zeros(len(self.boxes) + len(self.rooms), dtype=bool)
        inside[list(inner)] = True
        found = [np.zeros((3, 0), dtype=np.int64)]
        for these, those, gap in self._arrays:
            for one, other in ((these, those), (those, these))[: 1 if those is these else 2]:
                ours, others = one[inside[one]], other[~inside[other]]
                if len(ours):
                    pairs = np.empty((3, len(ours) * len(others)), dtype=np.int64)
                    pairs[0], pairs[1], pairs[2] = ours.repeat(len(others)), np.tile(others, len(ours)), gap
                    found.append(pairs)
        pairs = found[1] if len(found) == 2 else np.concatenate(found, axis=1)
        if self._skipped:
            pairs = pairs[:, self._keeps_apart(pairs[:2].min(axis=0), pairs[:2].max(axis=0))]
        return tuple(pairs)

    def own(self) -> dict[str, list[int]]:
        """The numbers of the boxes of each thing: its own, and its label's where that stands beside it."""
        found = {id: [number] for id, number in self._number.items()}
        for id, number in self._label.items():
            found.setdefault(id, []).append(number)
        return found

    def near(self, values: Mapping[str, float], reach: float) -> list[Formula]:
        """The formulas of those pairs."""
        return [self.formula(Pair(*pair)) for pair in self.pairs(values, reach)]

    def hold(self, values: Mapping[str, float]) -> bool:
        """Whether all the pairs are apart."""
        return not self.pairs(values, 0)

    def ways(
        self, values: Mapping[str, float], pairs: Sequence[tuple[int, int, int]]
    ) -> dict[tuple[int, int], Formula]:
        """Of each pair the way to be apart that the values come closest to."""
        if not pairs:
            return {}
        a, b, _ = zip(*pairs, strict=True)
        ways = apart(self.numbers(values), list(a), list(b)).argmax(axis=0).tolist()
        return {pair[:2]: self.atom(Pair(*pair), way) for pair, way in zip(pairs, ways, strict=True)}


def with_rooms(boxes: Any, rooms: Sequence[tuple[int, int]]) -> Any:
    """The boxes, and after them the joint box of each room's two: arrays of shape (…, 4)."""
    import numpy as np

    if not rooms:
        return boxes
    first, last = np.array(rooms).T
    low, high = np.minimum(boxes[first], boxes[last])[:, :2], np.maximum(boxes[first], boxes[last])[:, 2:]
    return np.concatenate([boxes, np.concatenate([low, high], axis=1)])


def apart(boxes: Any, a: Any, b: Any) -> Any:
    """The four distances of pairs of boxes, in the order of ``Separations.atom``: an array of shape (4, pairs)."""
    import numpy as np

    p, q = boxes[a].T, boxes[b].T
    return np.stack([q[0] - p[2], p[0] - q[2], q[1] - p[3], p[1] - q[3]])


def _apart(before: Linear, after: Linear, gap: int) -> Formula:
    """``before + gap <= after``, which is written out because it is made so often."""
    if len(before.coefficients) == len(after.coefficients) == 1:
        (x, p), (y, q) = before.coefficients[0], after.coefficients[0]
        if p == q == 1 and x != y:
            constant = before.constant - after.constant + gap
            terms = ((x, 1), (y, -1)) if x < y else ((y, -1), (x, 1))
            return Atom(Linear(terms, constant))
    return at_most(before + gap, after)
