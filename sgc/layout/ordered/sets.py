"""Set diagrams in places: the fixed pattern of so many sets, as large as the items in its regions ask.

In every region that has items the largest rectangle is looked for that lies in the sets which it is of and in no other;
the items of the region stand in it, below each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sgc.graph.box import UNITS
from sgc.graph.linear import Term, at_most, equal
from sgc.graph.ordered.sets import Memberships, Oval, memberships, title
from sgc.layout.ordered.sheet import Sheet, px

#: The least and the largest axis of a set, and the step in which sizes are tried; in pixels, as all that follow.
LEAST, LARGEST, STEP = 190, 1600, 10
#: Between items, from them to the edges of regions, from names to sets, and from sets to what is in none.
GAP, EDGE, NAME, OUTSIDE = 10, 7, 6, 26
#: Points across a pattern at which its regions are told.
FINE = 220


@dataclass(frozen=True, slots=True)
class _Column:
    """The items of a region, one below the other: how wide and how high they are together, in layout units."""

    items: tuple[str, ...]
    width: int
    height: int


def write(sheet: Sheet) -> None:
    """The rules and the places of a diagram of sets."""
    found = memberships(sheet.problem.scene)
    if found.sets:
        _Writing(sheet, found).write()


class _Writing:
    def __init__(self, sheet: Sheet, found: Memberships) -> None:
        self.sheet, self.found = sheet, found
        self.gap = max(sheet.room(GAP), sheet.problem.measures.spacing)
        regions: dict[frozenset[int], list[str]] = {}
        for id, numbers in found.items.items():
            regions.setdefault(numbers, []).append(id)
        self.columns = {numbers: self._column(ids) for numbers, ids in regions.items()}
        self.regions = _Regions(found.pattern)

    def _whole(self, id: str) -> tuple[int, int]:
        """An item with the label below it."""
        (width, height), (wide, high) = self.sheet.size(id), self.sheet.label_below(id)
        return max(width, wide), height + high

    def _column(self, ids: Sequence[str]) -> _Column:
        sizes = [self._whole(id) for id in ids]
        return _Column(tuple(ids), max(w for w, _ in sizes), sum(h for _, h in sizes) + self.gap * (len(ids) - 1))

    def write(self) -> None:
        most = self._most()
        size, least = min(LEAST, most), self._least()
        while (rooms := self._rooms(size, most) if size >= min(least, most) else None) is None:
            size = min(size + STEP, most)
        self._sets(size)
        for numbers, column in self.columns.items():
            if numbers:
                self._region(column, rooms[numbers], size)
        self._titles(size)
        self._outside()

    def _least(self) -> float:
        """So large that names above sets beside each other do not meet."""
        pairs = {2: [(0, 1)], 3: [(0, 1)]}.get(len(self.found.sets), [])
        sizes = [self._title_size(id)[0] for id in self.found.sets]
        ovals = self.found.pattern
        needs = [(sizes[a] + sizes[b] + 2 * self.gap) / 2 / UNITS / (ovals[b].x - ovals[a].x) for a, b in pairs]
        return max([float(LEAST), *needs])

    def _most(self) -> int:
        """The largest size of the pattern with its names in a figure of stated size."""
        figure, ovals = self.sheet.problem.scene.figure, self.found.pattern
        if figure.fitted:
            return LARGEST
        names = [self._title_size(id)[1] / UNITS + NAME for id in self.found.sets]
        margin = 2 * self.sheet.problem.margin / UNITS
        halves = [oval.half for oval in ovals]
        wide = max(o.x + h[0] for o, h in zip(ovals, halves, strict=True)) * 2
        high = max(o.y + h[1] for o, h in zip(ovals, halves, strict=True)) - min(
            o.y - h[1] for o, h in zip(ovals, halves, strict=True))  # fmt: skip
        room = figure.size[0] - margin, figure.size[1] - margin - (2 if len(ovals) == 3 else 1) * max(names)
        return max(STEP, int(min(room[0] / wide, room[1] / high)) - 1)

    def _title_size(self, id: str) -> tuple[int, int]:
        known = title(id) in self.sheet.problem.by_id
        return self.sheet.size(title(id)) if known else (0, 0)

    def _rooms(self, size: int, most: int) -> Mapping[frozenset[int], tuple[float, float, float, float]] | None:
        """A rectangle for the items of every region, as parts of the pattern's size; None where one has no room."""
        found = {}
        for numbers, column in self.columns.items():
            if not numbers:
                continue
            wide, high = ((side / UNITS + 2 * EDGE) / size for side in (column.width, column.height))
            room = self.regions.room(numbers, wide, high)
            if room is None and size < most:
                return None
            found[numbers] = room or (0.0, 0.0, wide, high)
        return found

    # ------------------------------------------------------------ rules and places

    def _sets(self, size: int) -> None:
        first = self.sheet.box(self.found.sets[0])
        for id, oval in zip(self.found.sets, self.found.pattern, strict=True):
            member = self.sheet.problem.by_id[id].object
            self.sheet.about = member.statement, member.span
            width, height = (2 * round(half * size * UNITS) for half in oval.half)
            left, top = (round(at * size * UNITS) - side // 2 for at, side in ((oval.x, width), (oval.y, height)))
            self.sheet.widths[id] = (width, height)
            box = self.sheet.put(id, left, top, *self.sheet.size(id))
            origin = self.sheet.boxes[self.found.sets[0]]
            own = self.sheet.box(id)
            self.sheet.demand(equal(own.left - first.left, box[0] - origin[0]),
                              equal(own.top - first.top, box[1] - origin[1]))  # fmt: skip

    def _region(self, column: _Column, room: tuple[float, float, float, float], size: int) -> None:
        """The items of a region in the middle of its room, each within it."""
        left, top, right, bottom = (round(edge * size * UNITS) for edge in room)
        x, y = (left + right) // 2, (top + bottom - column.height) // 2
        origin, first = self.sheet.boxes[self.found.sets[0]], self.sheet.box(self.found.sets[0])
        at: tuple[Term, Term] = first.left - origin[0], first.top - origin[1]
        for id in column.items:
            member = self.sheet.problem.by_id[id].object
            self.sheet.about = member.statement, member.span
            (width, height), (wide, high) = self.sheet.size(id), self.sheet.label_below(id)
            over, box = max(0, (wide - width + 1) // 2), self.sheet.box(id)
            self.sheet.demand(
                at_most(at[0] + left + over, box.left), at_most(box.right + over, at[0] + right),
                at_most(at[1] + top, box.top), at_most(box.bottom + high, at[1] + bottom),
            )  # fmt: skip
            self.sheet.put(id, x - width // 2, y, width, height)
            y += height + high + self.gap
        for above, below in pairwise(column.items):
            self.sheet.demand(at_most(self.sheet.box(above).bottom + self.sheet.label_below(above)[1],
                                      self.sheet.box(below).top))  # fmt: skip

    def _titles(self, size: int) -> None:
        """Names stand above their sets, those of outer ellipses and of a third set where they have room."""
        for number, id in enumerate(self.found.sets):
            width, height = self._title_size(id)
            if not width:
                continue
            member = self.sheet.problem.by_id[id].object
            self.sheet.about = member.statement, member.span
            own, words = self.sheet.box(id), self.sheet.box(title(id))
            left, top, right, bottom = self.sheet.boxes[id]
            below = len(self.found.sets) == 3 and number == 2
            x = _beginning(len(self.found.sets), number, (left, right), width)
            y = bottom + px(NAME) if below else top - px(NAME) - height
            if len(self.found.sets) == 4 and number in (0, 3):
                y += round(0.06 * (bottom - top))
            placed = self.sheet.put(title(id), x, y, width, height)
            self.sheet.demand(equal(words.left - own.left, placed[0] - left),
                              equal(words.top - own.top, placed[1] - top))  # fmt: skip

    def _outside(self) -> None:
        """What is in no set stands below all of them."""
        column = self.columns.get(frozenset())
        if column is None:
            return
        boxes = [self.sheet.boxes[id] for id in self.found.sets]
        boxes += [self.sheet.boxes[title(id)] for id in self.found.sets if title(id) in self.sheet.boxes]
        low, middle = max(box[3] for box in boxes), (min(box[0] for box in boxes) + max(box[2] for box in boxes)) // 2
        x = middle - (sum(self._whole(id)[0] for id in column.items) + self.gap * (len(column.items) - 1) * 2) // 2
        for id in column.items:
            member = self.sheet.problem.by_id[id].object
            self.sheet.about = member.statement, member.span
            for other in (*self.found.sets, *map(title, self.found.sets)):
                if other in self.sheet.boxes:
                    self.sheet.demand(at_most(self.sheet.box(other).bottom + px(EDGE), self.sheet.box(id).top))
            (width, height), whole = self.sheet.size(id), self._whole(id)[0]
            self.sheet.put(id, x + (whole - width) // 2, low + px(OUTSIDE), width, height)
            x += whole + 2 * self.gap


def _beginning(sets: int, number: int, ends: tuple[int, int], width: int) -> int:
    """Where the name of a set begins: of turned ellipses at their upper end, of the outer ones beside the inner."""
    (left, right), across = ends, ends[1] - ends[0]
    if sets == 4:
        outer, at = number in (0, 3), round(across * (0.12 if number in (0, 3) else 0.3))
        if number < 2:
            return left + at - (width if outer else width // 2)
        return right - at - (0 if outer else width // 2)
    aside = round(across * 0.12) if sets in (2, 3) and number < 2 else 0
    return (left + right - width) // 2 + (aside if number else -aside)


class _Regions:
    """The regions of a pattern as points, and the rectangles that lie in them."""

    def __init__(self, ovals: Sequence[Oval]) -> None:
        import numpy as np

        self.low = -0.85
        self.step = 1.7 / FINE
        at = self.low + self.step * (np.arange(FINE) + 0.5)
        x, y = np.meshgrid(at, at)
        self.code = np.zeros((FINE, FINE), dtype=np.int64)
        for number, one in enumerate(ovals):
            self.code += one.holds(x, y).astype(np.int64) << number

    def room(self, numbers: frozenset[int], wide: float, high: float) -> tuple[float, float, float, float] | None:
        """A rectangle of at least this size in the region of exactly these sets, as much in its middle as may be."""
        import numpy as np

        inside = self.code == sum(1 << number for number in numbers)
        across, down = (max(1, int(np.ceil(side / self.step)) + 1) for side in (wide, high))
        if across >= FINE or down >= FINE:
            return None
        sums = np.pad(inside.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        full = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        rows, columns = np.nonzero(full == across * down)
        if not len(rows):
            return None
        # The middle of the places where it fits is the one with most room around it.
        middle = rows.mean(), columns.mean()
        best = int(((rows - middle[0]) ** 2 + (columns - middle[1]) ** 2).argmin())
        top, left = int(rows[best]), int(columns[best])
        return (
            self.low + left * self.step, self.low + top * self.step,
            self.low + (left + across) * self.step, self.low + (top + down) * self.step,
        )  # fmt: skip
