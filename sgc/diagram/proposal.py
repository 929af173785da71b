"""Where the boxes of a diagram would stand, if nobody had said anything but what is linked with what.

A frame whose border no link crosses is laid out by itself, innermost first, and then is a box like others. What is in
other frames has its place in the layers of all, and stands together there. What comes from here binds nobody: the
layout's solver makes it true. All lengths are in one unit, whichever the caller measures in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt

from sgc.diagram.flow import Proposal, padding, with_loop_labels
from sgc.diagram.layering import Layering, Part
from sgc.diagram.nesting import Nesting
from sgc.diagram.plan import Box, Edges, Plan
from sgc.diagram.plane import is_level

#: Width over height that unlinked parts are packed to, where links run down, and where they run across.
ASPECTS = {"down": 1.8, "up": 1.8, "right": 0.6, "left": 0.6}
#: What is so many times as long as it is wide, and longer than so many gaps between layers, which a page has room for,
#: is folded, where one link after another holds it together.
LONG, PAGE = 5.0, 20.0
#: What is longer than so many gaps between layers is folded, whatever is in the way of links from row to row.
SCROLL = 60.0
#: Folding has to make it shorter by this factor.
SHORTER = 0.75


def propose(plan: Plan) -> Proposal:
    """Where everything would stand."""
    return _Proposing(plan).run()


class _Proposing:
    """Works across (``x``) and along the direction of links (``y``), and turns the result at the end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lies = is_level(plan.direction)
        self.sizes: dict[str, tuple[float, float]] = {one.id: self._turned(one.width, one.height) for one in plan.boxes}
        labels = [arc.label for arc in plan.arcs if arc.label is not None]
        self.labels = {id for id, _, _ in labels}
        self.sizes.update((id, self._turned(width, height)) for id, width, height in labels)
        self.nesting = Nesting(plan)
        self.layering = Layering(plan, self.nesting, self.sizes)
        self.joins: list[str] = []  # the links from row to row whose corners have places
        self.aspect = ASPECTS[plan.direction]  # width over length
        if plan.aspect is not None:
            self.aspect = 1 / plan.aspect if self.lies else plan.aspect

    def run(self) -> Proposal:
        inner = {frame: self._frame(frame) for frame in self.nesting.innermost_first()}
        places: dict[str, tuple[float, float]] = {}
        self._put(None, 0.0, 0.0, inner, places)
        # Labels beside a link within one layer may reach over it.
        over = min(0.0, min((y for _, y in places.values()), default=0.0))
        places = {id: (x, y - over) for id, (x, y) in places.items()}
        length = inner[None].length - over
        found = {id: self._real(place, self.sizes[id], length) for id, place in places.items() if id in self.sizes}
        bends = {id: x for id, (x, _) in places.items() if id not in self.sizes}
        flows = tuple(flow for part in inner.values() for flow in part.flows)
        ways = {
            id: [self._real(places[f"{id} corner {number}"], (0.0, 0.0), length)[:2] for number in range(4)]
            for id in self.joins
        }  # fmt: skip
        return Proposal(with_loop_labels(self.plan, found), flows, bends, self.plan.gaps.label, ways)

    # ------------------------------------------------------------ coordinates

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.lies else (width, height)

    def _real(self, place: tuple[float, float], size: tuple[float, float], length: float) -> Edges:
        (x, y), (wide, long) = place, size
        if self.plan.direction in ("up", "left"):
            y = length - y - long
        return (y, x, y + long, x + wide) if self.lies else (x, y, x + wide, y + long)

    # ------------------------------------------------------------ frames

    def _frame(self, frame: str | None) -> Part:
        """What is in a closed frame, laid out, from the inner corner on; the frame's own size follows from it."""
        sets = self.nesting.parts(frame)
        parts = [self.layering.linked(frame, items) for items in sets]
        whole = self._packed(parts)
        is_long = whole.length > LONG * whole.width and whole.length > PAGE * self.plan.gaps.layers
        if is_long and whole.length > whole.width / self.aspect:
            whole = self._packed([self._folded(frame, items, part) for items, part in zip(sets, parts, strict=True)])
        if frame is not None:
            head = self.plan.heads[frame][0]
            first, last, top, bottom = padding(self.plan, frame)
            least_x, least_y = (0.0, head) if self.lies else (head, 0.0)
            width, length = max(whole.width, least_x), max(whole.length, least_y)
            shift_x, shift_y = (width - whole.width) / 2, (length - whole.length) / 2
            places = {id: (x + shift_x, y + shift_y) for id, (x, y) in whole.places.items()}
            whole = replace(whole, places=places, width=width, length=length)
            self.sizes[frame] = width + first + last, length + top + bottom
        return whole

    def _put(
        self, frame: str | None, x: float, y: float, inner: Mapping[str | None, Part],
        places: dict[str, tuple[float, float]],
    ) -> None:  # fmt: skip
        first, _, top, _ = padding(self.plan, frame)
        for id, (across_, along) in inner[frame].places.items():
            places[id] = x + first + across_, y + top + along
            if id in inner:
                self._put(id, *places[id], inner, places)

    def _packed(self, parts: Sequence[Part]) -> Part:
        """Parts side by side, in rows where that would be too wide."""
        gap = self.plan.gaps.between
        area = sum((part.width + gap) * (part.length + gap) for part in parts)
        limit = max([sqrt(area * self.aspect) * 1.2, *(part.width for part in parts)])
        if len(parts) <= 3 and sum(part.width for part in parts) <= 1.6 * limit:
            limit = float("inf")
        places: dict[str, tuple[float, float]] = {}
        x = y = width = length = 0.0
        row: list[Part] = []

        def finish() -> None:
            nonlocal x
            x = 0.0
            for part in row:
                down = (length - part.length) / 2 if len(part.places) == 1 else 0.0
                places.update((id, (x + a, y + down + b)) for id, (a, b) in part.places.items())
                x += part.width + gap

        for part in parts:
            if row and x + part.width > limit:
                finish()
                x, y, length, row = 0.0, y + length + gap, 0.0, []
            row.append(part)
            x += part.width + gap
            width, length = max(width, x - gap), max(length, part.length)
        finish()
        return Part(places, width, y + length, tuple(flow for part in parts for flow in part.flows))

    # ------------------------------------------------------------ long parts

    def _folded(self, home: str | None, items: Sequence[str], part: Part) -> Part:
        """A long part in rows that stand side by side, each joined to the next by the link between them; as it is where
        that would hardly make it shorter."""
        beads = self.nesting.beads(home, items)
        gap = self.plan.gaps.between + 2 * self.plan.gaps.lane
        count = min(len(beads), round(sqrt(self.aspect * part.length / (part.width + gap))))
        rows: list[list[str]] = [[] for _ in range(count)]
        done, (even, more) = 0, divmod(len(items), max(count, 1))
        for bead in beads if count > 1 else ():  # where they do not come out even, the first rows have one more
            middle = done + (len(bead) - 1) / 2
            number = middle / (even + 1) if middle < more * (even + 1) else (middle - more) / even
            rows[min(int(number), count - 1)] += bead
            done += len(bead)
        rows = [row for row in rows if row]
        row_of = {id: number for number, row in enumerate(rows) for id in row}
        joins = {
            min(row_of[a], row_of[b]): (a, b, arc) for a, b, arc in self.nesting.arcs[home]
            if a in row_of and row_of[a] != row_of[b]
        }  # fmt: skip
        before, sizes = dict(self.nesting.notes), dict(self.sizes)
        for a, b, _ in joins.values():
            self._make_way(a, row_of[a] < row_of[b])
            self._make_way(b, row_of[b] < row_of[a])
        entered = {id for a, b, _ in joins.values() for id, other in ((a, b), (b, a)) if row_of[other] < row_of[id]}
        parts = [self.layering.linked(home, row, [id for id in row if id in entered]) for row in rows]
        length = max((one.length for one in parts), default=part.length)
        if length > SHORTER * part.length:
            self._undo(before, sizes)
            return part
        places: dict[str, tuple[float, float]] = {}
        lines: dict[int, float] = {}  # where the links from row to row run along, across
        x = 0.0
        for number, one in enumerate(parts):
            places.update((id, (x + a, b)) for id, (a, b) in one.places.items())
            x += one.width
            if number in joins:
                label = joins[number][2].label
                room, line = gap, x + gap / 2
                if label is not None:
                    wide, long = self.sizes[label[0]]
                    room, beside = gap + wide + self.plan.gaps.label, gap / 2 + self.plan.gaps.label
                    at = x + gap / 2 if self.lies else x + beside
                    places[label[0]] = at, (min(one.length, parts[number + 1].length) - long) / 2
                    line = x + wide + beside if self.lies else line
                lines[number] = line
                x += room
        free = (self._reaches(id, lines[number], places) for number, one in joins.items() for id in one[:2])
        if part.length <= SCROLL * self.plan.gaps.layers and not all(free):
            self._undo(before, sizes)
            return part
        for number, (a, b, arc) in joins.items():
            if {a, b} == {arc.source, arc.target}:  # else it leads to a frame, somewhere on its border
                places.update(self._join(a, b, arc.id, lines[number], places))
                self.joins.append(arc.id)
        return Part(places, x, length, tuple(flow for one in parts for flow in one.flows))

    def _undo(self, notes: dict[str, list[Box]], sizes: Mapping[str, tuple[float, float]]) -> None:
        """Notes and sizes as they were before."""
        self.nesting.notes = notes
        self.sizes.clear()
        self.sizes.update(sizes)

    def _reaches(self, id: str, line: float, places: Mapping[str, tuple[float, float]]) -> bool:
        """Whether nothing stands between a box and the line between two rows."""
        (x, y), (wide, long) = places[id], self.sizes[id]
        low, high = (x + wide, line) if x < line else (line, x)
        middle, lane = y + long / 2, self.plan.gaps.lane
        for other in places.keys() - self.labels:
            (left, top), (breadth, length) = places[other], self.sizes.get(other, (0.0, 0.0))
            if breadth and left < high and left + breadth > low and top - lane < middle < top + length + lane:
                return False
        return True

    def _make_way(self, id: str, onwards: bool) -> None:
        """Sets the notes of a box on its other side, where a link leaves it for the row behind or before it."""
        notes = self.nesting.notes
        if id in notes:
            notes[id] = [replace(note, is_before=onwards) for note in notes[id]]

    def _join(
        self, a: str, b: str, link: str, line: float, places: Mapping[str, tuple[float, float]]
    ) -> Iterator[tuple[str, tuple[float, float]]]:
        """The corners of the way of a link from one row to the next: from the sides that face each other."""
        for id, numbers in ((a, (0, 1)), (b, (3, 2))):
            (x, y), (wide, long) = places[id], self.sizes[id]
            side = x + wide if x < line else x
            yield f"{link} corner {numbers[0]}", (side, y + long / 2)
            yield f"{link} corner {numbers[1]}", (line, y + long / 2)
