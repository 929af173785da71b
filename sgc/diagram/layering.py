"""One set of linked boxes in layers: in what order, how far apart, and where the links between them run.

Works across (``x``) and along the direction of links (``y``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sgc.diagram.branches import loops_outside, shortcuts, side_branches
from sgc.diagram.flow import Chain, Flow, deepest, padding
from sgc.diagram.gaps import Gaps
from sgc.diagram.layers import Across, Block, Border, Joint, Layered, across, order
from sgc.diagram.nesting import Nesting
from sgc.diagram.plan import Arc, Plan
from sgc.diagram.plane import is_level
from sgc.diagram.rooms import Rooms
from sgc.diagram.titles import Titles
from sgc.source import SgcError, error
from sgc.source.codes import LIMIT

#: Rounds in which labels of branches to a side are moved to where these lead on.
ROUNDS = 3
#: Linked boxes, and the layers that links pass between them, are so many at most.
BLOCKS = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes laid out: the place of each (across, along), the size of the whole, and how links run."""

    places: Mapping[str, tuple[float, float]]
    width: float
    length: float
    flows: tuple[Flow, ...] = ()


@dataclass
class _Net:
    """Linked boxes on their way into layers: the ``rows`` by their ``ranks``, and how links run through them from stop
    to stop. ``flat`` are links within a row; ``loops`` the stops of what leads back to a box with corners; ``inwards``
    what may pass the edges of frames."""

    ranks: Sequence[int]
    rows: dict[int, list[Block]]
    joints: list[Joint] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    flat: list[tuple[str, str, Arc]] = field(default_factory=list)
    loops: list[list[str]] = field(default_factory=list)
    inwards: list[tuple[str, str]] = field(default_factory=list)


class Layering:
    """Lays out boxes of a ``plan`` that are linked. ``sizes`` of boxes and labels are across and along; those of open
    frames come to them."""

    def __init__(self, plan: Plan, nesting: Nesting, sizes: dict[str, tuple[float, float]]) -> None:
        self.plan, self.nesting, self.sizes = plan, nesting, sizes
        self.lies = is_level(plan.direction)
        self.labels = {arc.label[0] for arc in plan.arcs if arc.label is not None}
        self.pointed = {one.id for one in plan.boxes if one.pointed}

    def linked(self, home: str | None, items: Sequence[str], first: Sequence[str] = ()) -> Part:
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
        net = _Net(every, {rank: [] for rank in every})
        for id in items:
            net.rows[level[id]].append(self._block(id))
        pairs = [(a, b) for a, b, _ in arcs]
        shorter, sides = shortcuts(pairs, level), side_branches(pairs, level, self.pointed)
        gaps = Gaps(self.nesting, self._spans(inside, level))
        for a, b, arc in arcs:
            if level[a] == level[b]:
                net.flat.append((a, b, arc))
            else:
                stops = self._stops(net, a, b, arc, level, middles.get(arc.label[0]) if arc.label else None, gaps)
                self._lead(net, stops, arc, is_back=level[a] > level[b], gives_way=(a, b) in shorter,
                           is_aside=(a, b) in sides, to_frame={a, b} != {arc.source, arc.target})  # fmt: skip
        frames = self._fill_frames(net, gaps.spans)
        ordered = [(a, b) for _, a, b in self.nesting.ordered]
        titles = Titles(self.plan, net.rows, net.inwards)
        titles.ask_of_narrow(frames)
        lines = [[id for id in line if id in inside] for line in self.nesting.lined]
        beside = [(a, b) for a, b, _ in net.flat]
        graph = Layered(list(net.rows.values()), net.joints, ordered, frames, titles.asked, lines, beside)
        found = [self._with_room(layer, net.flat) for layer in loops_outside(order(graph), net.joints, net.loops)]
        joints, places = self._across(graph, found, titles, net.chains, {a for a, _ in sides})
        notes = {id: [note.id for note in notes] for id, notes in self.nesting.notes.items()}
        stand = tuple(tuple(id for one in row for id in (one.id, *notes.get(one.id, ()))) for row in found)
        flow = Flow(stand, tuple(net.chains))
        layers = dict(zip(net.rows, found, strict=True))
        stacked = self._stacked(layers, joints, places, self.plan.gaps.layers / step, net.flat)
        return replace(stacked, flows=(flow,))

    def _stops(
        self, net: _Net, a: str, b: str, arc: Arc, level: Mapping[str, int], middle: int | None, gaps: Gaps
    ) -> list[str]:
        """What a link from layer to layer runs through, from above to below: its ends, and between them its label or a
        bend in each layer, which have places in these from now on. ``middle`` is the layer of its label."""
        start, end = (a, b) if level[a] < level[b] else (b, a)
        stops = [start]
        for rank in net.ranks[bisect_right(net.ranks, level[start]) : bisect_left(net.ranks, level[end])]:
            around = self.nesting.passing(start, end, rank, level, middle)
            if arc.label is not None and rank == middle:
                bend = self._label_block(arc.label[0], around)
            else:
                bend = Block(f"{arc.id} at {rank}", 0.0, 0.0, 0.0, True, around)
            if len(around) <= min(len(self.nesting.around[a]), len(self.nesting.around[b])):
                bend = replace(bend, between=gaps.passed(a, b, rank))
            net.rows[rank].append(bend)
            stops.append(bend.id)
        return [*stops, end]

    def _lead(
        self, net: _Net, stops: Sequence[str], arc: Arc, *, is_back: bool, gives_way: bool, is_aside: bool,
        to_frame: bool,
    ) -> None:  # fmt: skip
        """Join the stops of a link. One that leads back, or to a frame, on whose border it ends somewhere, need not be
        straight; one ``is_aside`` leads from a side of its box to its label."""
        gives_way = gives_way or is_back or to_frame
        goes_around = is_back and len(stops) > 2
        if goes_around and stops[0] in self.pointed:
            net.loops.append(list(stops))
        before_label = self._up_to_label(stops) if is_aside else 0
        net.joints += (
            Joint(
                one, other, self._offset(arc, one), self._offset(arc, other), gives_way or number < before_label,
                (self._past(one) if goes_around or (is_aside and number == 0) else 0.0,
                 self._past(other) if goes_around else 0.0),
            ) for number, (one, other) in enumerate(pairwise(stops))
        )  # fmt: skip
        if not to_frame:
            net.chains.append(Chain(arc.id, tuple(stops)))
            net.inwards += pairwise(stops)

    def _spans(self, inside: Collection[str], level: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """The first and the last layer of every open frame."""
        members = self.nesting.members
        ends = {frame: [level[id] for id in here] for frame, here in members.items() if here and here[0] in inside}
        edges = {"down": (1, 3), "up": (3, 1), "right": (0, 2), "left": (2, 0)}[self.plan.direction]
        for edge, flush in self.plan.flush:
            here = [ends[frame] for frame in flush if frame in ends]
            if here and edge in edges:
                farthest = (min if edge == edges[0] else max)(rank for ranks in here for rank in ranks)
                for ranks in here:
                    ranks.append(farthest)
        return {frame: (min(ranks), max(ranks)) for frame, ranks in ends.items()}

    def _fill_frames(self, net: _Net, spans: Mapping[str, tuple[int, int]]) -> dict[str, Border]:
        """The open frames, which get something in all of their layers, so that nothing else comes in there."""
        for frame, (first, last) in spans.items():
            for rank, row in net.rows.items():
                if first <= rank <= last and not any(frame in block.around for block in row):
                    row.append(Block(f"{frame} at {rank}", 0.0, 0.0, 0.0, True, (*self.nesting.around[frame], frame)))
        return {frame: self._border(frame) for frame in spans}

    def _across(
        self, graph: Layered, layers: Sequence[Sequence[Block]], titles: Titles, chains: Sequence[Chain],
        decided: Collection[str],
    ) -> tuple[Sequence[Joint], Across]:  # fmt: skip
        """Where everything stands across, with links behind the titles that they leave no room for; and the joints, of
        which those of branches that leave their box at a side give way."""
        gaps, joints = self.plan.gaps, graph.links
        places = across(graph, layers, gaps.between, gaps.lane, titles.crowded)
        for _ in range(ROUNDS):
            aside = self._aside(chains, places, decided)
            if not any((one.first, one.second) in aside and not one.gives_way for one in joints):
                break
            joints = [replace(one, gives_way=True) if (one.first, one.second) in aside else one for one in joints]
            again = replace(graph, links=joints, inwards=titles.asked)
            places = across(again, layers, gaps.between, gaps.lane, titles.crowded)
        return joints, places

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
    ) -> Part:  # fmt: skip
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
        return Part(places, right - left, y)
