"""Linked boxes in layers: their order in each layer with few crossings, and where each stands across.

The second and third step of Sugiyama's method, in coordinates in which links run down: ``x`` is across, ``y`` along.
First every layer in turn is brought as near to what its boxes are linked with as their order allows, which for one
layer is solved exactly by pooling neighbours that would overlap; then a linear program makes links straight
(E. Gansner et al., "A Technique for Drawing Directed Graphs", 1993, whose weights these are), and keeps frames apart
from what is not in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sgc.diagram.neighbours import in_order, together
from sgc.diagram.ordering import ordered
from sgc.diagram.program import Program

#: Sweeps up and down to place boxes across.
PLACE_SWEEPS = 8
#: How strongly links are straight: between two boxes, at one of their ends, and between bends of one long link.
STRAIGHT = (1.0, 2.0, 8.0)
#: How strongly links are straight at their ends that give way to others.
AROUND = 0.2
#: How strongly a box stands in the middle of what it is linked with on one side, and where the sweeps put it.
CENTRED, SWEPT = 0.4, 0.01
#: How strongly blocks that are said to be on one line are so.
LINED = 50.0
#: How strongly frames are narrow.
NARROW = 0.7
#: Up to so many blocks the linear program is solved; of more, the sweeps' places are taken, moved as far as frames ask.
EXACT = 4000


@dataclass(frozen=True, slots=True)
class Block:
    """A box, or a place where a link passes a layer (``is_bend``): how far it reaches to each side of its middle
    line across (``before``, ``after``), and its ``length`` along the layers. ``around`` it are frames, outermost
    first; and in those, it stands ``between`` two others, the first of which is before the second."""

    id: str
    before: float
    after: float
    length: float
    is_bend: bool = False
    around: tuple[str, ...] = ()
    between: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Joint:
    """A link between blocks of neighbouring layers, the earlier first, and how far from the middle line of each it
    ends. One that ``gives_way`` to others goes around what they keep straight; it runs so far ``beside`` the middle
    line of each at least (0: it need not), on the side on which it is."""

    first: str
    second: str
    off_first: float = 0.0
    off_second: float = 0.0
    gives_way: bool = False
    beside: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Border:
    """What a frame needs across: room before and after what is in it, and its ``least`` width."""

    before: float
    after: float
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Layered:
    """Blocks by layer, in their order, and the links between blocks of neighbouring layers.

    ``ordered`` are pairs of blocks and frames of which the first has to stand before the second; ``borders`` are those
    of the frames around blocks, each of which has a block in all of its layers. ``inwards`` are frames, blocks in them
    and how far beyond the frame's beginning the middle line of the block is at least. The blocks of each of ``lines``
    are to stand behind each other, on one middle line. What links within a layer join stands ``beside`` each other, the
    first before the second.
    """

    layers: Sequence[Sequence[Block]]
    links: Sequence[Joint]
    ordered: Sequence[tuple[str, str]] = ()
    borders: Mapping[str, Border] = field(default_factory=dict)
    inwards: Sequence[tuple[str, str, float]] = ()
    lines: Sequence[Sequence[str]] = ()
    beside: Sequence[tuple[str, str]] = ()


def order(graph: Layered) -> list[list[Block]]:
    """The layers with their blocks in an order that has few crossings."""
    blocks = [block for layer in graph.layers for block in layer]
    number = {block.id: index for index, block in enumerate(blocks)}
    frame = {id: index for index, id in enumerate(graph.borders)}
    layers = [[number[block.id] for block in layer] for layer in graph.layers]
    # Where two orders have as few crossings, that in which links leave their block side by side is found first.
    joints = sorted(graph.links, key=lambda one: one.off_first)
    links = [(number[one.first], number[one.second]) for one in joints]
    pairs = [(number[a], number[b]) for a, b in graph.ordered if a in number and b in number]
    passed = dict.fromkeys(one.between for one in blocks if one.between is not None)
    gaps = {pair: index for index, pair in enumerate(passed, len(frame))}
    around = [
        (*(frame[id] for id in one.around), *((gaps[one.between],) if one.between else ())) for one in blocks
    ]  # fmt: skip
    beside = [(number[a], number[b]) for a, b in graph.beside]
    pairs, around = in_order(pairs, beside), together(beside, around, len(frame) + len(gaps))
    apart = [(frame[a], frame[b]) for a, b in graph.ordered if a in frame and b in frame]
    apart += [pair for (a, b), gap in gaps.items() for pair in ((frame[a], gap), (gap, frame[b]))]
    return [[blocks[index] for index in layer] for layer in ordered(layers, links, pairs, around, apart)]


@dataclass(frozen=True, slots=True)
class Across:
    """The middle line of every block, and both edges of every frame, across."""

    middles: Mapping[str, float]
    edges: Mapping[str, tuple[float, float]]


def across(
    graph: Layered, layers: Sequence[Sequence[Block]], gap: float, bend_gap: float,
    asked: Callable[[Across], Iterable[tuple[str, str, float]]] | None = None,
) -> Across:  # fmt: skip
    """Where everything stands across: each layer in its order, with ``gap`` between boxes at least, and links straight
    where they can be. What is ``asked`` when that is known, as ``inwards`` has it, holds besides, where it can."""
    blocks = [block for layer in layers for block in layer]
    number = {block.id: index for index, block in enumerate(blocks)}
    rows = [[number[block.id] for block in layer] for layer in layers]
    above: list[list[tuple[int, float, float]]] = [[] for _ in blocks]
    below: list[list[tuple[int, float, float]]] = [[] for _ in blocks]
    sides = _Sides(rows, [(number[one.first], number[one.second]) for one in graph.links if not one.gives_way])
    aside: list[tuple[int, int, float]] = []  # by how much the first is behind the second, or before it, at least
    for one in graph.links:
        a, b = number[one.first], number[one.second]
        bends = blocks[a].is_bend + blocks[b].is_bend
        weight = AROUND if one.gives_way and bends < 2 else STRAIGHT[bends]
        shift = one.off_second - one.off_first
        if any(one.beside):
            shift += one.beside[1] * sides.of(a, b) - one.beside[0] * sides.of(b, a)
            aside.append((a, b, shift))
        below[a].append((b, shift, weight))
        above[b].append((a, -shift, weight))
    spread = [_spread([blocks[i] for i in row], graph.borders, gap, bend_gap) for row in rows]
    places = _swept(rows, above, below, spread)
    middles = {block.id: places[number[block.id]] for block in blocks}
    swept = Across(middles, _around(blocks, middles, graph.borders))
    if len(blocks) > EXACT and not graph.borders:
        return swept
    found: list[float] | None = None
    frames = _Frames(graph.borders, number)
    # Statements about what stands in different layers may ask for more than one order of blocks can give.
    for said in (graph.ordered, ()) if graph.ordered else ((),):
        if found is None:
            program = _program(rows, above, below, spread, places)
            for first, second, by in aside:
                least, most = (STRAIGHT[1], 0.0) if by > 0 else (0.0, STRAIGHT[1])
                program.same([(first, 1.0), (second, -1.0)], by, least, most)
            for line in graph.lines:
                for before, behind in pairwise(line):
                    program.same([(number[before], 1.0), (number[behind], -1.0)], 0.0, LINED)
            frames.enter(program, layers, gap, bend_gap, swept.edges)
            for frame, block, room in graph.inwards:
                program.apart(frames.number[frame], number[block], room)
            frames.keep_order(program, said, {block.id: block for block in blocks}, gap)
            found = program.solved() if len(blocks) <= EXACT else program.nearly()
    if found is None:
        return swept
    made = frames.across(found)
    if asked is not None and (more := list(asked(made))):
        for frame, block, room in more:
            program.apart(frames.number[frame], number[block], room)
        found = program.solved_on() if len(blocks) <= EXACT else program.nearly()
        made = made if found is None else frames.across(found)
    return made


class _Sides:
    """On which side of what leads on from or to a block another block of its layer stands."""

    def __init__(self, rows: Sequence[Sequence[int]], links: Sequence[tuple[int, int]]) -> None:
        self.place = {block: (layer, at) for layer, row in enumerate(rows) for at, block in enumerate(row)}
        self.linked: dict[int, list[int]] = {}
        for a, b in links:
            self.linked.setdefault(a, []).append(b)
            self.linked.setdefault(b, []).append(a)

    def of(self, block: int, beside: int) -> int:
        """1 after all in the block's layer that are linked with the other block, -1 before them, 0 between them."""
        layer, at = self.place[block]
        places = map(self.place.__getitem__, self.linked.get(beside, ()))
        others = [place for number, place in places if number == layer]
        return 1 if at > max(others, default=-1) else -1 if at < min(others) else 0


def _around(
    blocks: Sequence[Block], middles: Mapping[str, float], borders: Mapping[str, Border]
) -> dict[str, tuple[float, float]]:
    """The edges of frames as near around what is in them as their borders let them."""
    found: dict[str, tuple[float, float]] = {}
    for block in blocks:
        low, high = middles[block.id] - block.before, middles[block.id] + block.after
        for frame in reversed(block.around):
            border = borders[frame]
            low, high = low - border.before, high + border.after
            known = found.get(frame, (low, high))
            low, high = min(low, known[0]), max(high, known[1])
            high = max(high, low + border.least)
            found[frame] = low, high
    return found


def _parted(first: Block, second: Block) -> tuple[Sequence[str], Sequence[str]]:
    """The frames that end between two neighbours, innermost first, and those that begin, outermost first."""
    common = 0
    while common < min(len(first.around), len(second.around)) and first.around[common] == second.around[common]:
        common += 1
    return first.around[common:][::-1], second.around[common:]


def _is_link_beside(a: Block, b: Block, ending: Sequence[str], beginning: Sequence[str]) -> bool:
    """Whether one of two neighbours is a link by itself, which may come nearer than boxes and frames do."""
    return (a.is_bend and not ending) or (b.is_bend and not beginning)


def _spread(layer: Sequence[Block], borders: Mapping[str, Border], gap: float, bend_gap: float) -> list[float]:
    """The places of a layer's blocks when they stand as close as they may, from 0 on."""
    at = [0.0]
    for a, b in pairwise(layer):
        ending, beginning = _parted(a, b)
        room = a.after + b.before + (bend_gap if _is_link_beside(a, b, ending, beginning) else gap)
        if a.around != b.around:
            room += sum(borders[id].after for id in ending) + sum(borders[id].before for id in beginning)
        at.append(at[-1] + room)
    return at


Near = Sequence[Sequence[tuple[int, float, float]]]


def _swept(rows: Sequence[Sequence[int]], above: Near, below: Near, spread: Sequence[Sequence[float]]) -> list[float]:
    """Places from sweeps up and down, at last with regard to both sides."""
    places = [0.0] * sum(map(len, rows))
    for row, at in zip(rows, spread, strict=True):
        for block, place in zip(row, at, strict=True):
            places[block] = place - at[-1] / 2
    for sweep in range(PLACE_SWEEPS):
        settled = sweep >= PLACE_SWEEPS - 4
        ahead, behind = (above, below) if sweep % 2 == 0 else (below, above)
        for number in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            wishes, weights = [], []
            for block in rows[number]:
                near = [*above[block], *below[block]] if settled else ahead[block] or behind[block]
                total = wish = 0.0
                for other, shift, weight in near:
                    total += weight
                    wish += (places[other] + shift) * weight
                wishes.append(wish / total if total else places[block])
                weights.append(total or 0.05)
            for block, place in zip(rows[number], pooled(wishes, weights, spread[number]), strict=True):
                places[block] = place
    return places


def _program(
    rows: Sequence[Sequence[int]], above: Near, below: Near, spread: Sequence[Sequence[float]], swept: Sequence[float]
) -> Program:
    """The linear program of the places with the straightest links, in a fixed order."""
    program = Program(len(swept))
    for row, at in zip(rows, spread, strict=True):
        for i in range(len(row) - 1):
            program.apart(row[i], row[i + 1], at[i + 1] - at[i])
    for block, near in enumerate(below):
        for other, shift, weight in near:
            program.same([(block, 1.0), (other, -1.0)], shift, weight)
    for near_side in (above, below):
        for block, every in enumerate(near_side):
            near = [one for one in every if one[2] > AROUND]
            if len(near) > 1:
                terms = [(block, float(len(near))), *((other, -1.0) for other, _, _ in near)]
                program.same(terms, sum(shift for _, shift, _ in near), CENTRED / len(near))
    for block, place in enumerate(swept):
        program.near(block, place, SWEPT)
    return program


class _Frames:
    """The edges of frames as places of a program, around what is in them and apart from what is not."""

    def __init__(self, borders: Mapping[str, Border], blocks: Mapping[str, int]) -> None:
        self.borders, self.blocks = borders, blocks
        self.number = {id: len(blocks) + 2 * index for index, id in enumerate(borders)}

    def across(self, found: Sequence[float]) -> Across:
        """The places that a program found."""
        edges = {id: (found[low], found[low + 1]) for id, low in self.number.items()}
        return Across({id: found[number] for id, number in self.blocks.items()}, edges)

    def enter(
        self, program: Program, layers: Sequence[Sequence[Block]], gap: float, bend_gap: float,
        swept: Mapping[str, tuple[float, float]],
    ) -> None:  # fmt: skip
        """Asks for all that frames need in these layers, each in its order."""
        for id, border in self.borders.items():
            low, high = program.place(), program.place()
            program.near(low, swept[id][0], SWEPT)
            program.near(high, swept[id][1], SWEPT)
            program.apart(low, high, border.least)
            program.pull(high, NARROW)
            program.pull(low, -NARROW)
        for layer in layers:
            if any(block.around for block in layer):
                self._keep_apart(program, layer, gap, bend_gap)

    def _keep_apart(self, program: Program, layer: Sequence[Block], gap: float, bend_gap: float) -> None:
        nothing = Block("", 0.0, 0.0, 0.0, True)
        for a, b in pairwise([nothing, *layer, nothing]):
            ending, beginning = _parted(a, b)
            last, room = self.blocks.get(a.id), a.after
            for id in ending:
                assert last is not None
                program.apart(last, self.number[id] + 1, room + self.borders[id].after)
                last, room = self.number[id] + 1, 0.0
            room += bend_gap if _is_link_beside(a, b, ending, beginning) else gap
            for id in beginning:
                if last is not None:
                    program.apart(last, self.number[id], room)
                last, room = self.number[id], self.borders[id].before
            if b.id in self.blocks and (ending or beginning):
                assert last is not None
                program.apart(last, self.blocks[b.id], room + b.before)

    def keep_order(
        self, program: Program, pairs: Sequence[tuple[str, str]], blocks: Mapping[str, Block], gap: float
    ) -> None:
        """Asks the first of each pair of blocks and frames to end before the second begins, in whatever layers."""
        for first, second in pairs:
            if {first, second} <= self.blocks.keys() | self.number.keys():
                end = self.number[first] + 1 if first in self.number else self.blocks[first]
                begin = self.number[second] if second in self.number else self.blocks[second]
                room = (blocks[first].after if first in blocks else 0.0) + gap
                program.apart(end, begin, room + (blocks[second].before if second in blocks else 0.0))


def pooled(wishes: Sequence[float], weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """The places nearest to the wishes (by weighted squares) that keep the order and the ``least`` distances, which are
    given as places themselves: pool adjacent violators."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, least, strict=True):
        mean, total, count = wish - offset, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, many = pools.pop()
            mean = (mean * total + other * more) / (total + more)
            total, count = total + more, count + many
        pools.append((mean, total, count))
    at = [mean for mean, _, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(at, least, strict=True)]
