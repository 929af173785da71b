"""Where the boxes of a diagram would stand, if nobody had said anything but what is linked with what.

A frame whose border no link crosses is laid out by itself, innermost first, and then is a box like others. What is in
other frames has its place in the layers of all, and stands together there. What comes from here binds nobody: the
layout's solver makes it true. All lengths are in one unit, whichever the caller measures in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt

from sgc.diagram.branches import loops_outside, shortcuts, side_branches
from sgc.diagram.flow import Chain, Flow, Proposal, deepest, loop_label, padding
from sgc.diagram.layers import Across, Block, Border, Joint, Layered, across, order
from sgc.diagram.nesting import Nesting
from sgc.diagram.plan import Arc, Edges, Plan
from sgc.diagram.plane import is_level
from sgc.diagram.rooms import Rooms
from sgc.diagram.titles import Titles
from sgc.source import SgcError, error
from sgc.source.codes import LIMIT

#: Width over height that unlinked parts are packed to, where links run down, and where they run across.
ASPECTS = {"down": 1.8, "up": 1.8, "right": 0.6, "left": 0.6}
#: What is so many times as long as it is wide, and longer than so many gaps between layers, which a page has room for,
#: is folded, where one link after another holds it together.
LONG, PAGE = 5.0, 20.0
#: What is longer than so many gaps between layers is folded, whatever is in the way of links from row to row.
SCROLL = 60.0
#: Folding has to make it shorter by this factor.
SHORTER = 0.75
#: Rounds in which labels of branches to a side are moved to where these lead on.
ROUNDS = 3
#: Linked boxes, and the layers that links pass between them, are so many at most.
BLOCKS = 100_000


def propose(plan: Plan) -> Proposal:
    """Where everything would stand."""
    return _Proposing(plan).run()


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes that are linked, laid out: the place of each (across, along), the size of the whole, and how links run."""

    places: Mapping[str, tuple[float, float]]
    width: float
    length: float
    flows: tuple[Flow, ...] = ()


class _Proposing:
    """Works across (``x``) and along the direction of links (``y``), and turns the result at the end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lies = is_level(plan.direction)
        self.sizes: dict[str, tuple[float, float]] = {one.id: self._turned(one.width, one.height) for one in plan.boxes}
        labels = [arc.label for arc in plan.arcs if arc.label is not None]
        self.labels = {id for id, _, _ in labels}
        self.sizes.update((id, self._turned(width, height)) for id, width, height in labels)
        self.pointed = {one.id for one in plan.boxes if one.pointed}
        self.nesting = Nesting(plan)
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
        loops: Counter[str] = Counter()
        for arc in self.plan.arcs:
            loops[arc.source] += arc.source == arc.target
            if arc.label is not None and arc.label[0] not in found:  # of a loop, or of a frame and what is in it
                found[arc.label[0]] = loop_label(self.plan, arc, found[arc.source], loops[arc.source])
        bends = {id: x for id, (x, _) in places.items() if id not in self.sizes}
        flows = tuple(flow for part in inner.values() for flow in part.flows)
        ways = {
            id: [self._real(places[f"{id} corner {number}"], (0.0, 0.0), length)[:2] for number in range(4)]
            for id in self.joins
        }  # fmt: skip
        return Proposal(found, flows, bends, self.plan.gaps.label, ways)

    # ------------------------------------------------------------ coordinates

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.lies else (width, height)

    def _real(self, place: tuple[float, float], size: tuple[float, float], length: float) -> Edges:
        (x, y), (wide, long) = place, size
        if self.plan.direction in ("up", "left"):
            y = length - y - long
        return (y, x, y + long, x + wide) if self.lies else (x, y, x + wide, y + long)

    # ------------------------------------------------------------ frames

    def _frame(self, frame: str | None) -> _Part:
        """What is in a closed frame, laid out, from the inner corner on; the frame's own size follows from it."""
        sets = self.nesting.parts(frame)
        parts = [self._linked(frame, items) for items in sets]
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
        self, frame: str | None, x: float, y: float, inner: Mapping[str | None, _Part],
        places: dict[str, tuple[float, float]],
    ) -> None:  # fmt: skip
        first, _, top, _ = padding(self.plan, frame)
        for id, (across_, along) in inner[frame].places.items():
            places[id] = x + first + across_, y + top + along
            if id in inner:
                self._put(id, *places[id], inner, places)

    def _packed(self, parts: Sequence[_Part]) -> _Part:
        """Parts side by side, in rows where that would be too wide."""
        gap = self.plan.gaps.between
        area = sum((part.width + gap) * (part.length + gap) for part in parts)
        limit = max([sqrt(area * self.aspect) * 1.2, *(part.width for part in parts)])
        if len(parts) <= 3 and sum(part.width for part in parts) <= 1.6 * limit:
            limit = float("inf")
        places: dict[str, tuple[float, float]] = {}
        x = y = width = length = 0.0
        row: list[_Part] = []

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
        return _Part(places, width, y + length, tuple(flow for part in parts for flow in part.flows))

    # ------------------------------------------------------------ long parts

    def _folded(self, home: str | None, items: Sequence[str], part: _Part) -> _Part:
        """A long part in rows that stand side by side, each joined to the next by the link between them; as it is where
        that would hardly make it shorter."""
        beads = self.nesting.beads(home, items)
        gap = self.plan.gaps.between + 2 * self.plan.gaps.lane
        count = min(len(beads), round(sqrt(self.aspect * part.length / (part.width + gap))))
        rows: list[list[str]] = [[] for _ in range(count)]
        done = 0
        for bead in beads if count > 1 else ():
            rows[int((done + len(bead) / 2) / len(items) * count)] += bead
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
        parts = [self._linked(home, row, [id for id in row if id in entered]) for row in rows]
        length = max((one.length for one in parts), default=part.length)
        if length > SHORTER * part.length:
            self.nesting.notes, self.sizes = before, sizes
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
            self.nesting.notes, self.sizes = before, sizes
            return part
        for number, (a, b, arc) in joins.items():
            if {a, b} == {arc.source, arc.target}:  # else it leads to a frame, somewhere on its border
                places.update(self._join(a, b, arc.id, lines[number], places))
                self.joins.append(arc.id)
        return _Part(places, x, length, tuple(flow for one in parts for flow in one.flows))

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

    # ------------------------------------------------------------ one set of linked boxes

    def _linked(self, home: str | None, items: Sequence[str], first: Sequence[str] = ()) -> _Part:
        """Linked boxes in layers; circles of links begin with what is ``first``."""
        inside = set(items)
        arcs = self._labels_outside([arc for arc in self.nesting.arcs[home] if inside.issuperset(arc[:2])])
        step = 2 if any(arc.label is not None for _, _, arc in arcs) else 1  # labels have layers of their own
        level = {id: step * rank for id, rank in self.nesting.levels(home, items, arcs, first).items()}
        middles = {
            arc.label[0]: self.nesting.middle(a, b, level) if level[a] < level[b] else self.nesting.middle(b, a, level)
            for a, b, arc in arcs if arc.label is not None and level[a] != level[b]
        }  # fmt: skip
        every = sorted({*level.values(), *middles.values()})
        self._check_size(len(items), [bisect_left(every, level[b]) - bisect_left(every, level[a]) for a, b, _ in arcs])
        rows: dict[int, list[Block]] = {rank: [] for rank in every}
        for id in items:
            rows[level[id]].append(self._block(id))
        joints: list[Joint] = []
        chains: list[Chain] = []
        flat: list[tuple[str, str, Arc]] = []
        pairs = [(a, b) for a, b, _ in arcs]
        shorter, sides = shortcuts(pairs, level), side_branches(pairs, level, self.pointed)
        loops: list[list[str]] = []  # the stops of what leads back to a box with corners
        inwards: list[tuple[str, str]] = []  # what may pass the edges of frames
        for a, b, arc in arcs:
            start, end = (a, b) if level[a] < level[b] else (b, a)
            if level[start] == level[end]:
                flat.append((a, b, arc))
                continue
            stops = [start]
            middle = None if arc.label is None else middles[arc.label[0]]
            for rank in every[bisect_right(every, level[start]) : bisect_left(every, level[end])]:
                around = self.nesting.passing(start, end, rank, level, middle)
                if arc.label is not None and rank == middle:
                    bend = self._label_block(arc.label[0], around)
                else:
                    bend = Block(f"{arc.id} at {rank}", 0.0, 0.0, 0.0, True, around)
                rows[rank].append(bend)
                stops.append(bend.id)
            stops.append(end)
            to_frame = {a, b} != {arc.source, arc.target}  # it ends somewhere on a border, straight or not
            gives_way = level[a] > level[b] or (a, b) in shorter or to_frame
            goes_around = level[a] > level[b] and len(stops) > 2
            if goes_around and start in self.pointed:
                loops.append(stops)
            before_label = self._up_to_label(stops) if (a, b) in sides else 0
            joints += (
                Joint(
                    one, other, self._offset(arc, one), self._offset(arc, other), gives_way or number < before_label,
                    (self._past(one), self._past(other)) if goes_around else (0.0, 0.0),
                ) for number, (one, other) in enumerate(pairwise(stops))
            )  # fmt: skip
            if not to_frame:
                chains.append(Chain(arc.id, tuple(stops)))
                inwards += pairwise(stops)
        members = self.nesting.members
        frames = {frame: self._border(frame) for frame, here in members.items() if here and here[0] in inside}
        for frame in frames:  # it has something in all of its layers, so that nothing else comes in there
            ranks_here = [level[id] for id in members[frame]]
            for rank, row in rows.items():
                if min(ranks_here) < rank < max(ranks_here) and not any(frame in block.around for block in row):
                    row.append(Block(f"{frame} at {rank}", 0.0, 0.0, 0.0, True, (*self.nesting.around[frame], frame)))
        ordered = [(a, b) for _, a, b in self.nesting.ordered]
        titles = Titles(self.plan, rows, inwards)
        beside_titles = list(titles.of_narrow(frames))
        lines = [[id for id in line if id in inside] for line in self.nesting.lined]
        beside = [(a, b) for a, b, _ in flat]
        graph = Layered(list(rows.values()), joints, ordered, frames, beside_titles, lines, beside)
        gaps = self.plan.gaps
        found = [self._with_room(layer, flat) for layer in loops_outside(order(graph), joints, loops)]
        places = across(graph, found, gaps.between, gaps.lane)
        if crowded := list(titles.crowded(places.edges, places.middles)):
            graph = replace(graph, inwards=[*beside_titles, *crowded])
            places = across(graph, found, gaps.between, gaps.lane)
        for _ in range(ROUNDS):
            aside = self._aside(chains, places, {a for a, _ in sides})
            if not any((one.first, one.second) in aside and not one.gives_way for one in joints):
                break
            joints = [replace(one, gives_way=True) if (one.first, one.second) in aside else one for one in joints]
            places = across(replace(graph, links=joints), found, gaps.between, gaps.lane)
        notes = {id: [note.id for note in notes] for id, notes in self.nesting.notes.items()}
        stand = tuple(tuple(id for one in row for id in (one.id, *notes.get(one.id, ()))) for row in found)
        flow = Flow(stand, tuple(chains))
        stacked = self._stacked(dict(zip(rows, found, strict=True)), joints, places, gaps.layers / step, flat)
        return replace(stacked, flows=(flow,))

    def _check_size(self, boxes: int, steps: Sequence[int]) -> None:
        """Raises SgcError for links that lead over more layers together than can be laid out."""
        passed = sum(max(0, abs(step) - 1) for step in steps)
        if boxes + passed > BLOCKS:
            size = f"a diagram of {boxes:,} nodes and {len(steps):,} links that belong together is too large"
            limit = f"its links pass {passed:,} layers of other nodes, and {BLOCKS:,} nodes and passes are possible"
            raise SgcError([error(LIMIT, f"{size}: {limit}", None, "Leave links out, or make several diagrams of it.")])

    def _block(self, id: str) -> Block:
        wide, long = self.sizes[id]
        before, after = (self._beside_room(id, is_before) for is_before in (True, False))
        longest = max([long, *(self.sizes[note.id][1] for note in self.nesting.notes.get(id, ()))])
        behind, ahead = self.plan.loops.get(id, (0.0, 0.0))
        before, after = before + ahead, after + behind
        return Block(id, wide / 2 + before, wide / 2 + after, longest, False, self.nesting.around[id])

    def _past(self, id: str) -> float:
        """How far beside the middle of a box a link runs that reaches it at its side; 0 where it need not."""
        return self.sizes[id][0] / 2 + 2 * self.plan.gaps.lane if id in self.pointed else 0.0

    def _aside(self, chains: Sequence[Chain], places: Across, decided: Collection[str]) -> set[tuple[str, str]]:
        """The pieces between a box with corners at its sides and the labels of its branches, where a branch leads on so
        far aside that it leaves there: its label then stands where it leads on. Of ``decided`` boxes one is the main
        branch."""
        branches = Counter(chain.stops[0] for chain in chains)
        found: set[tuple[str, str]] = set()
        for chain in chains:
            box, middles = chain.stops[0], places.middles
            pieces = self._up_to_label(chain.stops)
            if not pieces or box not in self.pointed or branches[box] < 2 or box in decided:
                continue
            if abs(middles[chain.stops[pieces + 1]] - middles[box]) > self._past(box) - self.plan.gaps.lane:
                found |= set(pairwise(chain.stops[: pieces + 1]))
        return found

    def _up_to_label(self, stops: Sequence[str]) -> int:
        """How many pieces of a link stand before its label; 0 without one."""
        return next((number for number, id in enumerate(stops) if id in self.labels), 0)

    def _border(self, frame: str) -> Border:
        first, last, _, _ = padding(self.plan, frame)
        return Border(first, last, 0.0 if self.lies else self.plan.heads[frame][0] + first + last)

    def _beside_room(self, id: str, is_before: bool) -> float:
        """The room that the notes on one side of a box take."""
        notes = [note for note in self.nesting.notes.get(id, ()) if note.is_before == is_before]
        return sum(self.sizes[note.id][0] + self.plan.gaps.between for note in notes)

    def _offset(self, arc: Arc, id: str) -> float:
        """How far from the middle of a box a link ends."""
        if id in (arc.source, arc.target):
            return arc.aside[0 if id == arc.source else 1]
        return 0.0

    def _notes_beside(self, id: str, x: float, middle: float) -> Iterator[tuple[str, tuple[float, float]]]:
        """Where the notes of a box stand that begins at ``x`` across, with its ``middle`` along."""
        gap = self.plan.gaps.between
        behind, ahead = self.plan.loops.get(id, (0.0, 0.0))
        ends = {True: x - ahead - gap, False: x + self.sizes.get(id, (0.0, 0.0))[0] + behind + gap}
        for note in self.nesting.notes.get(id, ()):
            wide, long = self.sizes[note.id]
            at = ends[note.is_before] - (wide if note.is_before else 0.0)
            yield note.id, (at, middle - long / 2)
            ends[note.is_before] += -(wide + gap) if note.is_before else wide + gap

    def _labels_outside(self, arcs: Sequence[tuple[str, str, Arc]]) -> list[tuple[str, str, Arc]]:
        """Of links between the same two, those with labels where the label lies on the outside of them all."""
        first = {frozenset((a, b)): number for number, (a, b, _) in reversed(list(enumerate(arcs)))}
        return sorted(arcs, key=lambda one: (first[frozenset(one[:2])], (one[2].label is None) == self.lies))

    def _with_room(self, layer: Sequence[Block], flat: Sequence[tuple[str, str, Arc]]) -> list[Block]:
        """A layer with room between neighbours in it for the label of a link that joins them, or as much as is said."""
        made = list(layer)
        for number, (first, second) in enumerate(pairwise(layer)):
            labels = [arc.label[0] for a, b, arc in flat if arc.label and {a, b} == {first.id, second.id}]
            room = max((self.sizes[id][0] + 2 * self.plan.gaps.label for id in labels), default=0.0)
            room = max(room, self.plan.apart.get((first.id, second.id), 0.0) - self.plan.gaps.between)
            if room > 0:
                made[number] = replace(first, after=first.after + room)
        return made

    def _label_block(self, id: str, around: tuple[str, ...]) -> Block:
        """A label beside its link: right of a link that runs down, above one that runs across."""
        wide, long = self.sizes[id]
        room = self.plan.gaps.label
        if self.lies:
            return Block(id, wide + room, room / 2, long, True, around)
        return Block(id, room / 2, wide + room, long, True, around)

    # ------------------------------------------------------------ layer after layer

    def _stacked(
        self, layers: Mapping[int, Sequence[Block]], joints: Sequence[Joint], found: Across, apart: float,
        flat: Sequence[tuple[str, str, Arc]],
    ) -> _Part:  # fmt: skip
        """Layer after layer, so far ``apart`` for a step of their numbers, with room between them for the links that
        run across there, and for the edges and titles of frames."""
        gaps, middles = self.plan.gaps, found.middles
        rooms = Rooms(self.plan, self.nesting, layers, found)
        numbers = list(layers)
        blocks = [block for row in layers.values() for block in row]
        left = min([*(middles[b.id] - b.before for b in blocks), *(low for low, _ in found.edges.values())])
        right = max([*(middles[b.id] + b.after for b in blocks), *(high for _, high in found.edges.values())])
        spans: dict[int, list[tuple[float, float]]] = {number: [] for number in numbers}
        rank = {block.id: number for number, row in layers.items() for block in row}
        for one in joints:
            low, high = sorted((middles[one.first] + one.off_first, middles[one.second] + one.off_second))
            if high - low > gaps.lane / 2:
                spans[rank[one.first]].append((low, high))
        places: dict[str, tuple[float, float]] = {}
        y = rooms.before[numbers[0]]
        for number, following in zip(numbers, [*numbers[1:], None], strict=True):
            length = rooms.lengths[number]
            for block in layers[number]:
                x = middles[block.id]
                if block.id in self.sizes:
                    wide = self.sizes[block.id][0]
                    if not block.is_bend:
                        x -= wide / 2
                    else:
                        x += -wide - gaps.label if self.lies else gaps.label
                own = self.sizes.get(block.id, (0.0, 0.0))[1]
                places[block.id] = x - left, y + (length - own) / 2
                places.update(self._notes_beside(block.id, x - left, y + length / 2))
            rooms.place(number, y)
            y += length
            if following is None:
                y += rooms.behind[number]
            else:
                tracks = deepest(spans[number])
                edges = rooms.behind[number] + rooms.before[following]
                y += max(
                    apart * (following - number) + max(0, tracks - 2) * gaps.lane,
                    edges + (tracks + 1) * gaps.lane if edges else 0.0,
                )
        for frame, (low, high) in found.edges.items():
            first, last = rooms.along(frame)
            self.sizes[frame] = high - low, last - first
            places[frame] = low - left, first
        for a, b, arc in flat:
            if arc.label is not None:
                wide, long = self.sizes[arc.label[0]]
                near, far = sorted((a, b), key=lambda id: places[id][0])
                x = (places[near][0] + self.sizes[near][0] + places[far][0] - wide) / 2
                line = places[near][1] + self.sizes[near][1] / 2
                places[arc.label[0]] = x, line + gaps.label if self.lies else line - long - gaps.label
        return _Part(places, right - left, y)
