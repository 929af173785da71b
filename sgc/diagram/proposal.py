"""Where the boxes of a diagram would stand, if nobody had said anything but what is linked with what.

Every frame is laid out by itself, innermost first, and then is a box like others; a link between boxes of different
frames counts where the two part. What comes from here binds nobody: the layout's solver makes it true. All lengths
are in one unit, whichever the caller measures in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import sqrt

from sgc.diagram.layers import Block, Layered, across, order
from sgc.diagram.ranks import ranks

#: left, top, right, bottom; y down.
Edges = tuple[float, float, float, float]
#: Frames are laid out so many times: the second time, what they are linked with has its place.
PASSES = 2
#: Width over height that unlinked parts are packed to, where links run down, and where they run across.
ASPECTS = {"down": 1.8, "up": 1.8, "right": 0.6, "left": 0.6}


@dataclass(frozen=True, slots=True)
class Box:
    """Something to be placed, in a frame (None: the figure). ``loops`` is the room that its own loops take."""

    id: str
    width: float
    height: float
    frame: str | None = None
    loops: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around boxes; its title takes ``head`` (width, height) above them."""

    id: str
    frame: str | None = None
    head: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Arc:
    """A link between two boxes or frames; its label is a box of its own: id, width and height."""

    source: str
    target: str
    label: tuple[str, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """``between`` neighbours in a layer, ``layers``, bends (``lane``), frames and what is in them (``padding``), and a
    label and its link (``label``)."""

    between: float
    layers: float
    lane: float
    padding: float
    label: float


@dataclass(frozen=True)
class Plan:
    """What is known: boxes, frames, links, and of the author's statements what speaks of order: pairs of which one
    is ``above`` or ``left`` of the other, and sets that are ``level`` or ``upright`` (centres on one line)."""

    boxes: Sequence[Box]
    frames: Sequence[Frame]
    arcs: Sequence[Arc]
    gaps: Gaps
    direction: str = "down"
    above: Sequence[tuple[str, str]] = ()
    left: Sequence[tuple[str, str]] = ()
    level: Sequence[Sequence[str]] = ()
    upright: Sequence[Sequence[str]] = ()

    @cached_property
    def around(self) -> Mapping[str, str | None]:
        """The frame of every box and frame."""
        return {**{one.id: one.frame for one in self.boxes}, **{one.id: one.frame for one in self.frames}}

    def chain(self, id: str) -> list[str]:
        """The box and the frames around it, innermost first."""
        found: list[str] = []
        at: str | None = id
        while at is not None:
            found.append(at)
            at = self.around[at]
        return found

    def lifted(self, a: str, b: str) -> tuple[str | None, str, str] | None:
        """The frame in which two boxes part, and what each of them is or is in there; None for one in the other."""
        first, second = self.chain(a)[::-1], self.chain(b)[::-1]
        depth = 0
        while depth < min(len(first), len(second)) and first[depth] == second[depth]:
            depth += 1
        if depth in (len(first), len(second)):
            return None
        return (first[depth - 1] if depth else None), first[depth], second[depth]


def propose(plan: Plan) -> Mapping[str, Edges]:
    """The box of everything, labels and frames included; the whole begins at (0, 0)."""
    return _Nest(plan).run()


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes that are linked, laid out: the place of each (across, along), and the size of the whole."""

    places: Mapping[str, tuple[float, float]]
    width: float
    length: float


class _Nest:
    """Works across (``x``) and along the direction of links (``y``), and turns the result at the end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lies = plan.direction in ("right", "left")
        self.sizes: dict[str, tuple[float, float]] = {
            one.id: self._turned(one.width, one.height) for one in plan.boxes
        }
        for arc in plan.arcs:
            if arc.label is not None:
                self.sizes[arc.label[0]] = self._turned(arc.label[1], arc.label[2])
        self.loops = {one.id: one.loops for one in plan.boxes if one.loops}
        self.inside: dict[str | None, list[str]] = {None: []}
        for frame in plan.frames:
            self.inside[frame.id] = []
        for id, frame_of in plan.around.items():
            self.inside[frame_of].append(id)
        self.heads = {frame.id: frame.head for frame in plan.frames}
        self.arcs: dict[str | None, list[tuple[str, str, Arc]]] = {frame: [] for frame in self.inside}
        self.leaving: dict[str, list[str]] = {}
        for arc in plan.arcs:
            found = plan.lifted(arc.source, arc.target)
            if found is not None:
                parted, a, b = found
                self.arcs[parted].append((a, b, arc))
                self._leave(arc.source, a, arc.target)
                self._leave(arc.target, b, arc.source)
        flipped = plan.direction in ("up", "left")
        along, over = (plan.left, plan.above) if self.lies else (plan.above, plan.left)
        self.before = [(b, a) if flipped else (a, b) for a, b in along]
        self.ordered = list(over)
        self.alike = plan.upright if self.lies else plan.level
        self.middles: dict[str, float] = {}
        self.origins: dict[str | None, float] = {}

    def run(self) -> Mapping[str, Edges]:
        for _ in range(PASSES):
            inner = {frame: self._frame(frame) for frame in self._innermost_first()}
            places: dict[str, tuple[float, float]] = {}
            self._put(None, 0.0, 0.0, inner, places)
            self.middles = {id: x + self.sizes[id][0] / 2 for id, (x, _) in places.items()}
        length = inner[None].length
        found = {id: self._real(place, self.sizes[id], length) for id, place in places.items()}
        for arc in self.plan.arcs:
            if arc.label is not None and arc.label[0] not in found:  # of a loop, or of a frame and what is in it
                found[arc.label[0]] = self._beside(arc, found[arc.source])
        return found

    def _beside(self, arc: Arc, box: Edges) -> Edges:
        """Where the label of a loop stands: beyond the loop, beside the node or below it."""
        assert arc.label is not None
        (_, width, height), (left, top, right, bottom) = arc.label, box
        room = self.loops.get(arc.source, 0.0)
        if self.lies:
            x, y = (left + right - width) / 2, bottom + room - height
        else:
            x, y = right + room - width, (top + bottom - height) / 2
        return x, y, x + width, y + height

    # ------------------------------------------------------------ coordinates

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.lies else (width, height)

    def _real(self, place: tuple[float, float], size: tuple[float, float], length: float) -> Edges:
        (x, y), (wide, long) = place, size
        if self.plan.direction in ("up", "left"):
            y = length - y - long
        return (y, x, y + long, x + wide) if self.lies else (x, y, x + wide, y + long)

    def _padding(self, frame: str | None) -> tuple[float, float, float, float]:
        """Room in a frame before and after what is in it: across, then along."""
        if frame is None:
            return 0.0, 0.0, 0.0, 0.0
        plain, head = self.plan.gaps.padding, self.heads[frame][1]
        top = plain + head
        match self.plan.direction:
            case "down":
                return plain, plain, top, plain
            case "up":
                return plain, plain, plain, top
            case _:
                return top, plain, plain, plain

    def _innermost_first(self) -> list[str | None]:
        def depth(frame: str | None) -> int:
            return 0 if frame is None else len(self.plan.chain(frame))

        return sorted(self.inside, key=lambda frame: -depth(frame))

    def _leave(self, end: str, item: str, other: str) -> None:
        """A link leaves every frame between its end and where it parts from its other end."""
        for one in self.plan.chain(end):
            if one == item:
                break
            self.leaving.setdefault(one, []).append(other)

    # ------------------------------------------------------------ one frame

    def _frame(self, frame: str | None) -> _Part:
        """What is in a frame, laid out, from the inner corner on; the frame's own size follows from it."""
        parts = [self._linked(frame, part) for part in self._parts(frame)]
        whole = self._packed(parts)
        if frame is not None:
            head = self.heads[frame][0]
            first, last, top, bottom = self._padding(frame)
            least_x, least_y = (0.0, head) if self.lies else (head, 0.0)
            width, length = max(whole.width, least_x), max(whole.length, least_y)
            shift_x, shift_y = (width - whole.width) / 2, (length - whole.length) / 2
            whole = _Part(
                {id: (x + shift_x, y + shift_y) for id, (x, y) in whole.places.items()}, width, length
            )
            self.sizes[frame] = width + first + last, length + top + bottom
        return whole

    def _put(
        self, frame: str | None, x: float, y: float, inner: Mapping[str | None, _Part],
        places: dict[str, tuple[float, float]],
    ) -> None:  # fmt: skip
        first, _, top, _ = self._padding(frame)
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
        known = [self.middles[other] for other in self.leaving.get(id, ()) if other in self.middles]
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
        before = [pair for pair in self._here(frame, self.before) if pair[0] in inside]
        pulls = {id: pull for id in items if (pull := self._pull(id, frame)) is not None}
        level = ranks(items, [(a, b) for a, b, _ in arcs], before, self._alike(frame))
        step = 2 if any(arc.label is not None for _, _, arc in arcs) else 1
        layers: list[list[Block]] = [[] for _ in range(step * max(level.values(), default=0) + 1)]
        for id in sorted(items, key=lambda one: pulls.get(one, 0.0)) if len(pulls) == len(items) else items:
            wide, long = self.sizes[id]
            layers[step * level[id]].append(Block(id, wide / 2, wide / 2 + self.loops.get(id, 0.0), long))
        links: list[tuple[str, str]] = []
        flat: list[tuple[str, str, Arc]] = []
        for number, (a, b, arc) in enumerate(arcs):
            first, last = (a, b) if level[a] < level[b] else (b, a)
            if level[a] == level[b]:
                flat.append((a, b, arc))
                continue
            chain = [first]
            low, high = step * level[first], step * level[last]
            middle = (low + high - 1) // 4 * 2 + 1  # labels have layers of their own, between those of boxes
            for rank in range(low + 1, high):
                bend = Block(f"{number} at {rank}", 0.0, 0.0, 0.0, True)
                if arc.label is not None and rank == middle:
                    bend = self._label_block(arc.label[0])
                layers[rank].append(bend)
                chain.append(bend.id)
            links += zip([*chain], [*chain[1:], last], strict=True)
        graph = Layered(layers, links, self._here(frame, self.ordered), pulls)
        gaps = self.plan.gaps
        found = [self._with_room(layer, flat) for layer in order(graph)]
        middles = across(graph, found, gaps.between, gaps.lane)
        return self._stacked(found, links, middles, step, flat)

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
        self, layers: Sequence[Sequence[Block]], links: Sequence[tuple[str, str]], middles: Mapping[str, float],
        step: int, flat: Sequence[tuple[str, str, Arc]],
    ) -> _Part:  # fmt: skip
        """Layer after layer, with room between them for the links that run across there."""
        gaps = self.plan.gaps
        rank = {block.id: number for number, layer in enumerate(layers) for block in layer}
        lanes = [0] * len(layers)
        for number in range(len(layers) - 1):
            spans = [sorted((middles[a], middles[b])) for a, b in links if rank[a] == number]
            lanes[number] = _deepest([(low, high) for low, high in spans if high - low > gaps.lane / 2])
        left = min(middles[b.id] - b.before for layer in layers for b in layer)
        right = max(middles[b.id] + b.after for layer in layers for b in layer)
        places: dict[str, tuple[float, float]] = {}
        y = 0.0
        for number, layer in enumerate(layers):
            length = max((block.length for block in layer), default=0.0)
            for block in layer:
                if block.id in self.sizes:
                    wide = self.sizes[block.id][0]
                    x = middles[block.id] - wide / 2
                    if block.is_bend:
                        x = middles[block.id] + (-wide - gaps.label if self.lies else gaps.label)
                    places[block.id] = x - left, y + (length - block.length) / 2
            y += length + gaps.layers / step + max(0, lanes[number] - 2) * gaps.lane
        for a, b, arc in flat:
            if arc.label is not None:
                wide, long = self.sizes[arc.label[0]]
                first, second = sorted((a, b), key=lambda id: places[id][0])
                x = (places[first][0] + self.sizes[first][0] + places[second][0] - wide) / 2
                line = places[first][1] + self.sizes[first][1] / 2
                places[arc.label[0]] = x, line + gaps.label if self.lies else line - long - gaps.label
        last = len(layers) - 1
        return _Part(places, right - left, y - gaps.layers / step - max(0, lanes[last] - 2) * gaps.lane)


def _deepest(spans: Sequence[tuple[float, float]]) -> int:
    """How many of the spans share one place at most."""
    depth = most = 0
    for _, change in sorted([*((low, 1) for low, _ in spans), *((high, -1) for _, high in spans)]):
        depth += change
        most = max(most, depth)
    return most
