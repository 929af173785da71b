"""How composed a finished layout is, as quantities from 0 to 1 that anybody can measure in the picture.

Lengths are in layout units, the frame is the canvas (origin top left, y down). *Things* are members that are no
backdrops; *siblings* are things in the same group or part, or in none. What a figure gives no occasion for counts
as reached. Several quantities follow the aesthetic measures for layouts of Ngo, Teo and Byrne ("Modelling interface
aesthetics", Information Sciences 152, 2003); what each weighs is in ``taste``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import combinations, pairwise
from statistics import fmean

from sgc.layout.composition import named
from sgc.layout.geometry import Geometry
from sgc.layout.natural import naturalness
from sgc.layout.problem import Member, Problem
from sgc.layout.support import supports
from sgc.layout.taste import NEARLY, SAME, SHARES
from sgc.layout.types import Edges, Layout


@dataclass(frozen=True, slots=True)
class Beauty:
    """The quantities of one layout; 1 is best."""

    balance: float
    """1 minus how far the centre of the areas of all things is off the canvas' middle, in half canvases; the mean
    over both axes (Ngo: equilibrium)."""
    margins: float
    """The smaller over the larger of the two margins that things and labels leave; the mean over both axes."""
    alignment: float
    """The share of things that have an edge or a centre line in common with a sibling (Ngo: simplicity counts such
    lines)."""
    spacing: float
    """How even the gaps in the rows and columns of collections are: their mean over the largest, where one in which
    something else stands counts 0 (Ngo: regularity)."""
    sizes: float
    """How near things are to the size that they naturally have beside each other and in this figure: the smaller
    over the larger, in the mean."""
    ground: float
    """The share of what stands on the ground that stands on its most common line."""
    tangency: float
    """The share of things that are not nearly, but not quite, in line with a sibling."""
    reading: float
    """The share of pairs of siblings, among those that no statement joins, that are read as they were declared: from
    left to right where they are beside each other, else from top to bottom."""

    @property
    def total(self) -> float:
        """The mean, weighted by ``taste.SHARES``."""
        values = {one.name: float(getattr(self, one.name)) for one in fields(self)}
        return sum(SHARES[name] * value for name, value in values.items()) / sum(SHARES.values())


def beauty(problem: Problem, layout: Layout) -> Beauty:
    """Measures a layout of the problem's members."""
    seen = _Seen(problem, layout)
    return Beauty(**{one.name: getattr(seen, one.name)() for one in fields(Beauty)})


class _Seen:
    """A layout as it is looked at; a method for each quantity."""

    def __init__(self, problem: Problem, layout: Layout) -> None:
        self.problem = problem
        self.boxes: dict[str, Edges] = {one.id: one.box for one in layout.objects}
        self.extents = {id: (box[2] - box[0], box[3] - box[1]) for id, box in self.boxes.items()}
        self.labels = [one.label.box for one in layout.objects if one.label is not None and not one.label.inside]
        self.things = [m for m in problem.members if not m.is_backdrop]
        self.top = [self.boxes[m.id] for m in self.things if m.object.container is None]

    @cached_property
    def siblings(self) -> list[tuple[Member, Member]]:
        """Pairs of things in the same frame, in the order of their declaration."""
        frames: dict[str | None, list[Member]] = {}
        for member in self.things:
            frames.setdefault(member.object.container, []).append(member)
        return [pair for members in frames.values() for pair in combinations(members, 2)]

    def balance(self) -> float:
        areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in self.top]
        off = []
        for axis, whole in enumerate(self.problem.canvas):
            moment = sum(a * (b[axis] + b[axis + 2] - whole) for a, b in zip(areas, self.top, strict=True))
            off.append(abs(moment) / (whole * sum(areas)) if areas else 0.0)
        return max(0.0, 1 - fmean(off))

    def margins(self) -> float:
        boxes = [*self.top, *self.labels]
        shares = []
        for axis, whole in enumerate(self.problem.canvas if boxes else ()):
            low, high = min(b[axis] for b in boxes), whole - max(b[axis + 2] for b in boxes)
            shares.append(_ratio(low, high))
        return fmean(shares) if shares else 1.0

    def alignment(self) -> float:
        paired = {m.id for pair in self.siblings for m in pair}
        lined = self._having(lambda a, b: _in_line(a, b, 0) or _in_line(a, b, 1))
        return len(lined) / len(paired) if paired else 1.0

    def tangency(self) -> float:
        reach = NEARLY * min(self.problem.canvas)
        near = self._having(lambda a, b: _nearly(a, b, 0, reach) or _nearly(a, b, 1, reach))
        return 1 - len(near) / len(self.things) if self.things else 1.0

    def _having(self, tie: Callable[[Edges, Edges], bool]) -> set[str]:
        """Those that have the tie with a sibling."""
        return {m.id for a, b in self.siblings if tie(self.boxes[a.id], self.boxes[b.id]) for m in (a, b)}

    def spacing(self) -> float:
        collections: dict[tuple[str, str | None], list[Edges]] = {}
        alone = named(self.problem)  # members of which statements speak by themselves
        for member in self.things:
            if member.id != member.object.id and member.id in alone:
                continue
            key = (member.object.id.split("[")[0], member.object.container)
            collections.setdefault(key, []).append(self.boxes[member.id])
        found = []
        for (_, frame), boxes in collections.items():
            others = {self.boxes[m.id] for m in self.problem.content(frame) if not m.is_backdrop}.difference(boxes)
            for axis in (0, 1):
                found += [_evenness(line, axis, others) for line in _lines(boxes, axis) if len(line) > 2]
        return fmean(found) if found else 1.0

    def sizes(self) -> float:
        return naturalness(self.problem, self.extents)

    def ground(self) -> float:
        standing = supports(self.problem, Geometry(self.problem, self.extents))
        bottoms = Counter(self.boxes[id][3] for id in standing)
        return max(bottoms.values()) / len(standing) if standing else 1.0

    def reading(self) -> float:
        group = self._joined()
        free = [(a, b) for a, b in self.siblings if group[a.object.id] != group[b.object.id]]
        read = [_read_before(self.boxes[a.id], self.boxes[b.id]) for a, b in free]
        return sum(read) / len(read) if read else 1.0

    def _joined(self) -> dict[str, int]:
        """A number for every declaration, the same for those that statements join."""
        scene = self.problem.scene
        group = {one.id: index for index, one in enumerate(scene.objects)}
        joining = (*(one.arguments for one in scene.relations), *(one.references for one in scene.arrangements))
        for references in joining:
            members = self.problem.expand(target for one in references for target in one.targets)
            numbers = {group[self.problem.by_id[id].object.id] for id in members}
            group = {id: min(numbers) if number in numbers else number for id, number in group.items()}
        return group


def _ratio(a: float, b: float) -> float:
    """The smaller over the larger."""
    less, more = sorted((max(0.0, a), max(0.0, b)))
    return less / more if more > SAME else 1.0


def _edges_and_centre(box: Edges, axis: int) -> tuple[int, int, int]:
    """Twice the two edges and the centre along an axis."""
    return 2 * box[axis], box[axis] + box[axis + 2], 2 * box[axis + 2]


def _apart(a: Edges, b: Edges, axis: int) -> list[int]:
    """How far the lines of one kind are apart, doubled."""
    return [abs(p - q) for p, q in zip(_edges_and_centre(a, axis), _edges_and_centre(b, axis), strict=True)]


def _in_line(a: Edges, b: Edges, axis: int) -> bool:
    return min(_apart(a, b, axis)) <= 2 * SAME


def _nearly(a: Edges, b: Edges, axis: int, reach: float) -> bool:
    return 2 * SAME < min(_apart(a, b, axis)) <= 2 * reach


def _lines(boxes: Sequence[Edges], axis: int) -> list[list[Edges]]:
    """Boxes that are mostly beside each other along an axis, in its order."""
    lines: list[list[Edges]] = []
    for box in sorted(boxes, key=lambda b: b[axis]):
        for line in lines:
            first = line[0]
            shared = min(first[3 - axis], box[3 - axis]) - max(first[1 - axis], box[1 - axis])
            if 2 * shared > min(first[3 - axis] - first[1 - axis], box[3 - axis] - box[1 - axis]):
                line.append(box)
                break
        else:
            lines.append([box])
    return lines


def _evenness(line: Sequence[Edges], axis: int, others: Iterable[Edges]) -> float:
    gaps = [max(0, b[axis] - a[axis + 2]) for a, b in pairwise(line)]
    own = [gap for gap, (a, b) in zip(gaps, pairwise(line), strict=True) if not _separated(a, b, axis, others)]
    return sum(own) / (len(gaps) * max(gaps)) if any(gaps) else 1.0


def _separated(a: Edges, b: Edges, axis: int, others: Iterable[Edges]) -> bool:
    """Whether one of the others stands between a and b, which follow each other along the axis."""
    low, high = max(a[1 - axis], b[1 - axis]), min(a[3 - axis], b[3 - axis])
    return any(
        one[axis] >= a[axis + 2] and one[axis + 2] <= b[axis] and one[1 - axis] < high and one[3 - axis] > low
        for one in others
    )


def _read_before(a: Edges, b: Edges) -> bool:
    beside = min(a[3], b[3]) > max(a[1], b[1])
    return a[0] + a[2] <= b[0] + b[2] if beside else a[1] <= b[1]
