"""Where the boxes of a diagram would stand, if nobody had said anything but what is linked with what.

Every frame is laid out by itself, innermost first, and then is a box like others; a link between boxes of different
frames counts where the two part. What comes from here binds nobody: the layout's solver makes it true. All lengths
are in one unit, whichever the caller measures in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import sqrt

from sgc.diagram.layers import Block, Joint, Layered, across, order
from sgc.diagram.plan import Arc, Box, Edges, Plan
from sgc.diagram.plane import is_level
from sgc.diagram.ranks import ranks

#: Frames are laid out so many times: the second time, what they are linked with has its place.
PASSES = 2
#: Width over height that unlinked parts are packed to, where links run down, and where they run across.
ASPECTS = {"down": 1.8, "up": 1.8, "right": 0.6, "left": 0.6}


@dataclass(frozen=True, slots=True)
class Chain:
    """What a link passes in one frame, from an earlier layer to a later one: a box, bends and its label, another box.
    At the frame's edge the last or first of them is a bend."""

    link: str
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Linked boxes of one frame (None: the figure) by layers, and how their links pass through them."""

    frame: str | None
    layers: tuple[tuple[str, ...], ...]
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class Proposal:
    """The box of everything, labels and frames included (the whole begins at (0, 0)); and how links were meant to run:
    the ``bends`` are places across the direction of links, and a link passes its label at the distance ``beside``."""

    boxes: Mapping[str, Edges]
    flows: tuple[Flow, ...] = ()
    bends: Mapping[str, float] = field(default_factory=dict)
    beside: float = 0.0


def exit_of(link: str, frame: str) -> str:
    """The name of the bend at which a link passes the edge of a frame."""
    return f"{link} leaves {frame}"


def propose(plan: Plan) -> Proposal:
    """Where everything would stand."""
    return _Nest(plan).run()


def padding(plan: Plan, frame: str | None) -> tuple[float, float, float, float]:
    """Room in a frame before and after what is in it: across the direction of links, then along."""
    if frame is None:
        return 0.0, 0.0, 0.0, 0.0
    plain = plan.gaps.padding
    top = plain + plan.heads[frame][1]
    match plan.direction:
        case "down":
            return plain, plain, top, plain
        case "up":
            return plain, plain, plain, top
        case _:
            return top, plain, plain, plain


def loop_label(plan: Plan, arc: Arc, box: Edges, number: int) -> Edges:
    """Where the label of the loop of this number at a box stands: beyond the loop, on either side in turn."""
    assert arc.label is not None
    (_, width, height), (left, top, right, bottom) = arc.label, box
    behind, ahead = plan.loops.get(arc.source, (0.0, 0.0))
    if is_level(plan.direction):
        x, y = (left + right - width) / 2, bottom + behind - height if number < 2 else top - ahead
    else:
        x, y = right + behind - width if number < 2 else left - ahead, (top + bottom - height) / 2
    return x, y, x + width, y + height


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes that are linked, laid out: the place of each (across, along), and the size of the whole."""

    places: Mapping[str, tuple[float, float]]
    width: float
    length: float


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A link that leaves a frame from an ``item`` in it, to ``other``: ``onwards`` is more than 0 where it leaves after
    the last layer, less where it leaves before the first, and 0 at a side."""

    arc: Arc
    item: str
    other: str
    onwards: int


class _Nest:
    """Works across (``x``) and along the direction of links (``y``), and turns the result at the end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lies = is_level(plan.direction)
        self.sizes: dict[str, tuple[float, float]] = {
            one.id: self._turned(one.width, one.height) for one in plan.boxes
        }
        for arc in plan.arcs:
            if arc.label is not None:
                self.sizes[arc.label[0]] = self._turned(arc.label[1], arc.label[2])
        self.notes: dict[str, list[Box]] = {}
        for one in plan.boxes:
            if one.beside is not None:
                self.notes.setdefault(one.beside, []).append(one)
        beside = {note.id for notes in self.notes.values() for note in notes}
        self.inside: dict[str | None, list[str]] = {None: []}
        for frame in plan.frames:
            self.inside[frame.id] = []
        for id, frame_of in plan.around.items():
            if id not in beside:
                self.inside[frame_of].append(id)
        self.arcs: dict[str | None, list[tuple[str, str, Arc]]] = {frame: [] for frame in self.inside}
        for arc in plan.arcs:
            found = plan.lifted(arc.source, arc.target)
            if found is not None and not {arc.source, arc.target} & beside:
                parted, a, b = found
                self.arcs[parted].append((a, b, arc))
        flipped = plan.direction in ("up", "left")
        along, over = (plan.left, plan.above) if self.lies else (plan.above, plan.left)
        self.before = [(b, a) if flipped else (a, b) for a, b in along if not {a, b} & beside]
        self.ordered = [(a, b) for a, b in over if not {a, b} & beside]
        self.alike = plan.upright if self.lies else plan.level
        self.middles: dict[str, float] = {}
        self.origins: dict[str | None, float] = {}
        self.levels = {id: level for home in self.inside for id, level in self._levels(home)}
        self.leaving: dict[str, list[_Leaving]] = {}
        for arcs in self.arcs.values():
            for a, b, arc in arcs:
                forward = self.levels[b] - self.levels[a]
                self._leave(arc, arc.source, a, arc.target, forward)
                self._leave(arc, arc.target, b, arc.source, -forward)
        self.exits: dict[str, float] = {}
        self.flows: list[Flow] = []

    def run(self) -> Proposal:
        for _ in range(PASSES if self.leaving else 1):
            self.flows = []
            inner = {frame: self._frame(frame) for frame in self._innermost_first()}
            places: dict[str, tuple[float, float]] = {}
            self._put(None, 0.0, 0.0, inner, places)
            self.middles = {id: x + self.sizes.get(id, (0.0, 0.0))[0] / 2 for id, (x, _) in places.items()}
        length = inner[None].length
        found = {id: self._real(place, self.sizes[id], length) for id, place in places.items() if id in self.sizes}
        loops: Counter[str] = Counter()
        for arc in self.plan.arcs:
            loops[arc.source] += arc.source == arc.target
            if arc.label is not None and arc.label[0] not in found:  # of a loop, or of a frame and what is in it
                found[arc.label[0]] = loop_label(self.plan, arc, found[arc.source], loops[arc.source])
        bends = {id: x for id, (x, _) in places.items() if id not in self.sizes}
        return Proposal(found, tuple(self.flows), bends, self.plan.gaps.label)

    # ------------------------------------------------------------ coordinates

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.lies else (width, height)

    def _real(self, place: tuple[float, float], size: tuple[float, float], length: float) -> Edges:
        (x, y), (wide, long) = place, size
        if self.plan.direction in ("up", "left"):
            y = length - y - long
        return (y, x, y + long, x + wide) if self.lies else (x, y, x + wide, y + long)

    def _innermost_first(self) -> list[str | None]:
        def depth(frame: str | None) -> int:
            return 0 if frame is None else len(self.plan.chain(frame))

        return sorted(self.inside, key=lambda frame: -depth(frame))

    def _leave(self, arc: Arc, end: str, item: str, other: str, onwards: int) -> None:
        """A link leaves every frame between its end and where it parts from its other end, after the last layer of
        what is in it or before the first."""
        chain = self.plan.chain(end)
        for inner, frame in pairwise(chain[: chain.index(item) + 1]):
            self.leaving.setdefault(frame, []).append(_Leaving(arc, inner, other, onwards))

    def _levels(self, frame: str | None) -> Iterator[tuple[str, int]]:
        """The layer of everything in a frame, for each linked set by itself."""
        for items in self._parts(frame):
            inside = set(items)
            links = [(a, b) for a, b, _ in self.arcs[frame] if a in inside]
            before = [pair for pair in self._here(frame, self.before) if pair[0] in inside]
            yield from ranks(items, links, before, self._alike(frame)).items()

    # ------------------------------------------------------------ one frame

    def _frame(self, frame: str | None) -> _Part:
        """What is in a frame, laid out, from the inner corner on; the frame's own size follows from it."""
        parts = [self._linked(frame, part) for part in self._parts(frame)]
        whole = self._packed(parts)
        if frame is not None:
            head = self.plan.heads[frame][0]
            first, last, top, bottom = padding(self.plan, frame)
            least_x, least_y = (0.0, head) if self.lies else (head, 0.0)
            width, length = max(whole.width, least_x), max(whole.length, least_y)
            shift_x, shift_y = (width - whole.width) / 2, (length - whole.length) / 2
            whole = _Part(
                {id: (x + shift_x, y + shift_y) for id, (x, y) in whole.places.items()}, width, length
            )
            for one in self.leaving.get(frame, ()):
                if one.onwards:
                    name = exit_of(one.arc.id, frame)
                    self.exits[name] = whole.places[name][0] + first
            self.sizes[frame] = width + first + last, length + top + bottom
        return whole

    def _put(
        self, frame: str | None, x: float, y: float, inner: Mapping[str | None, _Part],
        places: dict[str, tuple[float, float]],
    ) -> None:  # fmt: skip
        first, _, top, _ = padding(self.plan, frame)
        self.origins[frame] = x + first
        for id, (across_, along) in inner[frame].places.items():
            places[id] = x + first + across_, y + top + along
            if id in inner:
                self._put(id, *places[id], inner, places)

    def _parts(self, frame: str | None) -> list[list[str]]:
        """What is in a frame, in sets that nothing joins, in the order of the source."""
        items = self.inside[frame]
        home = {id: id for id in items}

        def root(id: str) -> str:
            while home[id] != id:
                id = home[id]
            return id

        joined = [(a, b) for a, b, _ in self.arcs[frame]]
        joined += self._here(frame, [*self.before, *self.ordered])
        joined += [(group[0], other) for group in self._alike(frame) for other in group[1:]]
        for a, b in joined:
            home[root(b)] = root(a)
        found: dict[str, list[str]] = {}
        for id in items:
            found.setdefault(root(id), []).append(id)
        return list(found.values())

    def _here(self, frame: str | None, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Pairs of what parts in this frame."""
        found = (self.plan.lifted(a, b) for a, b in pairs)
        return [(one[1], one[2]) for one in found if one is not None and one[0] == frame]

    def _alike(self, frame: str | None) -> list[list[str]]:
        sets = ([id for id in group if self.plan.around.get(id) == frame] for group in self.alike)
        return [group for group in sets if len(group) > 1]

    def _pull(self, id: str, frame: str | None) -> float | None:
        """Where, seen from the frame's corner, that lies which something in a frame is linked with outside."""
        known = [self.middles[one.other] for one in self.leaving.get(id, ()) if one.other in self.middles]
        return sum(known) / len(known) - self.origins[frame] if known and frame in self.origins else None

    def _packed(self, parts: Sequence[_Part]) -> _Part:
        """Parts side by side, in rows where that would be too wide."""
        gap = self.plan.gaps.between
        area = sum((part.width + gap) * (part.length + gap) for part in parts)
        limit = max([sqrt(area * ASPECTS[self.plan.direction]) * 1.2, *(part.width for part in parts)])
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
        return _Part(places, width, y + length)

    # ------------------------------------------------------------ one set of linked boxes

    def _linked(self, frame: str | None, items: Sequence[str]) -> _Part:
        inside = set(items)
        arcs = self._labels_outside([arc for arc in self.arcs[frame] if arc[0] in inside])
        leaving = [one for one in self.leaving.get(frame or "", ()) if one.item in inside and one.onwards]
        pulls = {id: pull for id in items if (pull := self._pull(id, frame)) is not None}
        step = 2 if any(arc.label is not None for _, _, arc in arcs) else 1
        first = 1 if any(one.onwards < 0 for one in leaving) else 0  # before it, and behind the last, links leave
        level = {id: first + step * self.levels[id] for id in items}
        last = max(level.values(), default=0)
        layers: list[list[Block]] = [[] for _ in range(last + 1 + any(one.onwards > 0 for one in leaving))]
        for id in sorted(items, key=lambda one: pulls.get(one, 0.0)) if len(pulls) == len(items) else items:
            wide, long = self.sizes[id]
            before, after = (self._beside_room(id, is_before) for is_before in (True, False))
            longest = max([long, *(self.sizes[note.id][1] for note in self.notes.get(id, ()))])
            behind, ahead = self.plan.loops.get(id, (0.0, 0.0))
            before, after = before + ahead, after + behind
            layers[level[id]].append(Block(id, wide / 2 + before, wide / 2 + after, longest))
        links: list[Joint] = []
        chains: list[Chain] = []
        flat: list[tuple[str, str, Arc]] = []

        def lead(arc: Arc, stops: Sequence[str]) -> None:
            chains.append(Chain(arc.id, tuple(stops)))
            for a, b in pairwise(stops):
                links.append(Joint(a, b, self._offset(arc, a), self._offset(arc, b)))

        for a, b, arc in arcs:
            start, end = (a, b) if level[a] < level[b] else (b, a)
            low, high = level[start], level[end]
            if low == high:
                flat.append((a, b, arc))
                continue
            stops = [start]
            middle = first + (low - first + high - first - 1) // 4 * 2 + 1  # labels have layers of their own
            for rank in range(low + 1, high):
                bend = Block(f"{arc.id} at {rank} in {frame}", 0.0, 0.0, 0.0, True)
                if arc.label is not None and rank == middle:
                    bend = self._label_block(arc.label[0])
                layers[rank].append(bend)
                stops.append(bend.id)
            lead(arc, [*stops, end])
        for one in leaving:
            at, edge = level[one.item], len(layers) - 1 if one.onwards > 0 else 0
            ranks_between = range(at + 1, edge) if edge > at else range(edge + 1, at)
            bends = [Block(f"{one.arc.id} at {rank} in {frame}", 0.0, 0.0, 0.0, True) for rank in ranks_between]
            for rank, bend in zip(ranks_between, bends, strict=True):
                layers[rank].append(bend)
            name = exit_of(one.arc.id, frame or "")
            layers[edge].append(Block(name, 0.0, 0.0, 0.0, True))
            if one.other in self.middles and frame in self.origins:
                pulls[name] = self.middles[one.other] - self.origins[frame]
            stops = [one.item, *(bend.id for bend in bends), name]
            lead(one.arc, stops if edge > at else [name, *(bend.id for bend in bends), one.item])
        ordered = [*self._here(frame, self.ordered), *self._exits_in_order(frame, leaving, pulls)]
        graph = Layered(layers, links, ordered, pulls)
        gaps = self.plan.gaps
        found = [self._with_room(layer, flat) for layer in order(graph)]
        middles = across(graph, found, gaps.between, gaps.lane)
        self.flows.append(Flow(frame, tuple(tuple(block.id for block in layer) for layer in found), tuple(chains)))
        return self._stacked(found, links, middles, step, flat, first, last)

    def _beside_room(self, id: str, is_before: bool) -> float:
        """The room that the notes on one side of a box take."""
        notes = [note for note in self.notes.get(id, ()) if note.is_before == is_before]
        return sum(self.sizes[note.id][0] + self.plan.gaps.between for note in notes)

    def _offset(self, arc: Arc, id: str) -> float:
        """How far from the middle of a frame a link passes its edge, or from that of a box it ends."""
        if self.lies and id in (arc.source, arc.target):
            return arc.below[0 if id == arc.source else 1]
        place = self.exits.get(exit_of(arc.id, id))
        return 0.0 if place is None else place - self.sizes[id][0] / 2

    @staticmethod
    def _exits_in_order(
        frame: str | None, leaving: Sequence[_Leaving], pulls: Mapping[str, float]
    ) -> Iterator[tuple[str, str]]:
        """Links that leave at one edge of a frame do so in the order of where they lead."""
        for side in (True, False):
            names = [exit_of(one.arc.id, frame or "") for one in leaving if (one.onwards > 0) == side]
            known = sorted((name for name in names if name in pulls), key=lambda name: pulls[name])
            yield from ((a, b) for a, b in pairwise(known) if pulls[a] < pulls[b])

    def _notes_beside(self, id: str, x: float, middle: float) -> Iterator[tuple[str, tuple[float, float]]]:
        """Where the notes of a box stand that begins at ``x`` across, with its ``middle`` along."""
        gap = self.plan.gaps.between
        behind, ahead = self.plan.loops.get(id, (0.0, 0.0))
        ends = {True: x - ahead - gap, False: x + self.sizes.get(id, (0.0, 0.0))[0] + behind + gap}
        for note in self.notes.get(id, ()):
            wide, long = self.sizes[note.id]
            at = ends[note.is_before] - (wide if note.is_before else 0.0)
            yield note.id, (at, middle - long / 2)
            ends[note.is_before] += -(wide + gap) if note.is_before else wide + gap

    def _labels_outside(self, arcs: Sequence[tuple[str, str, Arc]]) -> list[tuple[str, str, Arc]]:
        """Of links between the same two, those with labels where the label lies on the outside of them all."""
        first = {frozenset((a, b)): number for number, (a, b, _) in reversed(list(enumerate(arcs)))}
        return sorted(arcs, key=lambda one: (first[frozenset(one[:2])], (one[2].label is None) == self.lies))

    def _with_room(self, layer: Sequence[Block], flat: Sequence[tuple[str, str, Arc]]) -> list[Block]:
        """A layer with room between neighbours in it for the label of a link that joins them."""
        made = list(layer)
        for number, (first, second) in enumerate(pairwise(layer)):
            labels = [arc.label[0] for a, b, arc in flat if arc.label and {a, b} == {first.id, second.id}]
            if labels:
                room = max(self.sizes[id][0] for id in labels) + 2 * self.plan.gaps.label
                made[number] = replace(first, after=first.after + room)
        return made

    def _label_block(self, id: str) -> Block:
        """A label beside its link: right of a link that runs down, above one that runs across."""
        wide, long = self.sizes[id]
        room = self.plan.gaps.label
        if self.lies:
            return Block(id, wide + room, room / 2, long, True)
        return Block(id, room / 2, wide + room, long, True)

    def _stacked(
        self, layers: Sequence[Sequence[Block]], links: Sequence[Joint], middles: Mapping[str, float],
        step: int, flat: Sequence[tuple[str, str, Arc]], first: int, last: int,
    ) -> _Part:  # fmt: skip
        """Layer after layer, with room between them for the links that run across there. Before the ``first`` and
        behind the ``last`` layer there are only links."""
        gaps = self.plan.gaps
        rank = {block.id: number for number, layer in enumerate(layers) for block in layer}
        lanes = [0] * len(layers)
        for number in range(len(layers) - 1):
            spans = [
                sorted((middles[one.first] + one.off_first, middles[one.second] + one.off_second))
                for one in links if rank[one.first] == number
            ]  # fmt: skip
            lanes[number] = deepest([(low, high) for low, high in spans if high - low > gaps.lane / 2])
        left = min(middles[b.id] - b.before for layer in layers for b in layer)
        right = max(middles[b.id] + b.after for layer in layers for b in layer)
        places: dict[str, tuple[float, float]] = {}
        y = 0.0
        for number, layer in enumerate(layers):
            length = max((block.length for block in layer), default=0.0)
            for block in layer:
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
            y += length
            if number + 1 < len(layers):
                inner = first <= number < last
                y += gaps.layers / step + max(0, lanes[number] - 2) * gaps.lane if inner else (
                    (lanes[number] + 1) * gaps.lane if lanes[number] else 0.0)  # fmt: skip
        for a, b, arc in flat:
            if arc.label is not None:
                wide, long = self.sizes[arc.label[0]]
                one, other = sorted((a, b), key=lambda id: places[id][0])
                x = (places[one][0] + self.sizes[one][0] + places[other][0] - wide) / 2
                line = places[one][1] + self.sizes[one][1] / 2
                places[arc.label[0]] = x, line + gaps.label if self.lies else line - long - gaps.label
        return _Part(places, right - left, y)


def deepest(spans: Sequence[tuple[float, float]]) -> int:
    """How many of the spans share one place at most."""
    depth = most = 0
    for _, change in sorted([*((low, 1) for low, _ in spans), *((high, -1) for _, high in spans)]):
        depth += change
        most = max(most, depth)
    return most
