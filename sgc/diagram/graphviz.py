"""Graphviz's dot as a proposal: its layers, the order in them, and where everything stands across.

It runs in a child process, on a graph of numbers alone: no text of a person reaches it. What comes back binds nobody.
How far layers stand apart is counted here, because dot's splines need no tracks and frames their titles. Lengths are
the plan's units, places are across and along the direction of links.
"""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from math import inf
from typing import Any

from sgc.diagram.child import answered
from sgc.diagram.flow import Chain, Flow, Proposal, deepest, padding, with_loop_labels
from sgc.diagram.layers import pooled
from sgc.diagram.plan import Arc, Edges, Plan
from sgc.diagram.plane import is_level, turned_back
from sgc.source import MissingError

#: Units of a plan in a point and in an inch of Graphviz.
POINT, INCH = 12.0, 864.0
#: dot's own limit on the rounds of each network simplex, in rounds for each node.
ROUNDS = 10
RANKDIRS = {"down": "TB", "up": "BT", "right": "LR", "left": "RL"}
#: The corners of a label's box at which its link comes in and goes on, so that it passes beside it.
CORNERS = {"down": ("nw", "sw"), "up": ("sw", "nw"), "right": ("sw", "se"), "left": ("se", "sw")}
#: What a child process runs where the package pygraphviz brings Graphviz along.
PACKAGED = (
    "import sys, pygraphviz\n"
    "graph = pygraphviz.AGraph(string=sys.stdin.read())\n"
    "sys.stdout.buffer.write(graph.draw(format='json0', prog='dot'))\n"
)
#: Letters of dot's fonts are so wide at least, and lines so high, as parts of the size of the font.
LETTER, LINE = 0.4, 1.2
#: Points along which a curve of dot is followed.
PIECES = 12


def propose(plan: Plan) -> Proposal:
    """Where dot would put everything. Raises MissingError where there is no Graphviz, or it fails."""
    if not plan.boxes and not plan.frames:
        return Proposal({})
    asked = _Asked(plan)
    return _Answer(asked, _drawn(asked.text())).proposal()


def _drawn(text: str) -> Mapping[str, Any]:
    """What dot makes of a graph: that of the package pygraphviz, which is the same everywhere, else the program."""
    program = shutil.which("dot")
    if find_spec("pygraphviz") is not None:
        command = [sys.executable, "-c", PACKAGED]
    elif program is not None:
        command = [program, "-Tjson0"]
    else:
        raise MissingError(
            "The proposal 'graphviz' needs Graphviz: pip install 'sgc[diagrams]', or install its program dot"
        )
    found: Mapping[str, Any] = answered("Graphviz", command, text)
    return found


# ---------------------------------------------------------------- the question


@dataclass(frozen=True, slots=True)
class _Line:
    """A link as dot is asked for it: from one node to another, directly or by way of its label's."""

    arc: Arc
    nodes: tuple[str, ...]


@dataclass
class _Asked:
    """A plan as a graph in dot's language, in which everything goes by a number."""

    plan: Plan
    #: Across and along, with loops: of boxes, of frames that hold nothing, and of labels.
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        plan = self.plan
        self.lies = is_level(plan.direction)
        self.inside: dict[str | None, list[str]] = {None: [], **{one.id: [] for one in plan.frames}}
        for id, holder in plan.around.items():
            self.inside[holder].append(id)
        for box in plan.boxes:
            across, along = self._turned(box.width, box.height)
            self.sizes[box.id] = across + sum(box.loops), along
        for frame in plan.frames:
            if not self.inside[frame.id]:
                first, last, top, bottom = padding(plan, frame.id)
                across, along = self._turned(*frame.head)
                self.sizes[frame.id] = across + first + last, along + top + bottom
        self.labels: dict[str | None, list[str]] = {}
        for arc in plan.arcs:
            ends = self._box_of(arc.source), self._box_of(arc.target)
            parted = plan.lifted(arc.source, arc.target)
            if arc.source == arc.target or parted is None:
                continue
            if arc.label is None:
                self.lines.append(_Line(arc, ends))
                continue
            id, width, height = arc.label
            across, along = self._turned(width, height)
            self.sizes[id] = across + plan.gaps.label, along
            self.labels.setdefault(parted[0], []).append(id)
            self.lines.append(_Line(arc, (ends[0], id, ends[1])))
        self.names = {id: f"n{number}" for number, id in enumerate(self.sizes)}
        self.numbers = {frame.id: number for number, frame in enumerate(plan.frames)}

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.lies else (width, height)

    def _box_of(self, end: str) -> str:
        """What stands for the end of a link: a frame is entered where the first box in it is."""
        while self.inside.get(end):
            end = self.inside[end][0]
        return end

    @property
    def step(self) -> int:
        """Labels have layers of their own."""
        return 2 if any(len(line.nodes) > 2 for line in self.lines) else 1

    def text(self) -> str:
        """The graph in dot's language: sizes, frames, links, and what the plan says of order."""
        gaps = self.plan.gaps
        lines = [
            "digraph {",
            f"graph [rankdir={RANKDIRS[self.plan.direction]} nodesep={gaps.between / INCH:.4f} "
            f"ranksep={gaps.layers / self.step / INCH:.4f} nslimit={ROUNDS} nslimit1={ROUNDS}]",
            'node [shape=box fixedsize=true label=""]',
            "edge [arrowhead=none]",
            *self._frame(None),
        ]
        entering, leaving = CORNERS[self.plan.direction]
        for line in self.lines:
            names = [self.names[id] for id in line.nodes]
            if len(names) == 2:
                lines.append(f"{names[0]} -> {names[1]} [minlen={self.step}]")
            else:
                lines.append(f"{names[0]} -> {names[1]}:{entering}")
                lines.append(f"{names[1]}:{leaving} -> {names[2]}")
        lines += (
            f"{self.names[a]} -> {self.names[b]} [style=invis minlen={self.step}]"
            for a, b in self._demanded() if a in self.names and b in self.names
        )  # fmt: skip
        return "\n".join([*lines, "}"])

    def _node(self, id: str) -> str:
        across, along = self.sizes[id]
        width, height = (along, across) if self.lies else (across, along)
        return f"{self.names[id]} [width={width / INCH:.4f} height={height / INCH:.4f}]"

    def _frame(self, frame: str | None) -> Iterator[str]:
        """What is in a frame, frames in it in braces, with those that share a layer."""
        for id in self.inside[frame]:
            if id in self.names:
                yield self._node(id)
                continue
            width, height = self.plan.heads[id]
            size = max(1.0, height / POINT / LINE)
            letters = "n" * max(1, round(width / POINT / size / LETTER))
            yield f"subgraph cluster{self.numbers[id]} {{"
            yield f'margin={self.plan.gaps.padding / POINT:.2f} fontsize={size:.2f} label="{letters}" labeljust=l'
            yield from self._frame(id)
            yield "}"
        yield from (self._node(id) for id in self.labels.get(frame, ()))
        alike = self.plan.upright if self.lies else self.plan.level
        beside = [(one.id, one.beside) for one in self.plan.boxes if one.beside is not None]
        for group in (*alike, *beside):
            here = [id for id in group if self.plan.around.get(id) == frame and id in self.names]
            if len(here) > 1:
                yield f"{{rank=same {' '.join(self.names[id] for id in here)}}}"

    def _demanded(self) -> Iterator[tuple[str, str]]:
        """Pairs of which the first stands before the second along the direction of links."""
        pairs = self.plan.left if self.lies else self.plan.above
        flipped = self.plan.direction in ("up", "left")
        yield from ((b, a) if flipped else (a, b) for a, b in pairs)


# ---------------------------------------------------------------- the answer


class _Answer:
    """Reads what dot drew: layers by where middles lie along, and bends where lines pass a layer."""

    def __init__(self, asked: _Asked, drawn: Mapping[str, Any]) -> None:
        self.asked, self.plan = asked, asked.plan
        ids = {name: id for id, name in asked.names.items()}
        objects = drawn.get("objects", ())
        by_number = {one["_gvid"]: ids[one["name"]] for one in objects if one["name"] in ids}
        middles = {by_number[one["_gvid"]]: self._turned(one["pos"]) for one in objects if one["_gvid"] in by_number}
        self.across = {id: place[0] for id, place in middles.items()}
        levels: list[float] = []  # the middles of layers; dot puts all of one layer on one line
        for along in sorted(place[1] for place in middles.values()):
            if not levels or along > levels[-1] + POINT:
                levels.append(along)
        self.levels = levels
        self.rank = {id: max(0, bisect_left(levels, along + POINT) - 1) for id, (_, along) in middles.items()}
        self.curves: dict[tuple[str, str], list[list[tuple[float, float]]]] = {}
        for edge in drawn.get("edges", ()):
            if "pos" in edge and edge.get("style") != "invis":
                ends = by_number[edge["tail"]], by_number[edge["head"]]
                self.curves.setdefault(ends, []).append([self._turned(one) for one in edge["pos"].split()])

    def _turned(self, text: str) -> tuple[float, float]:
        """A point of dot, whose y grows upwards, across and along."""
        x, y = (float(one) * POINT for one in text.split(","))
        match self.plan.direction:
            case "down":
                return x, -y
            case "up":
                return x, y
            case "right":
                return -y, x
            case _:
                return -y, -x

    def proposal(self) -> Proposal:
        """The layers stacked with the room that tracks and frames take, and everything in them."""
        layers: list[list[str]] = [[] for _ in self.levels]
        for id in sorted(self.rank, key=self.across.__getitem__):
            layers[self.rank[id]].append(id)
        passed: dict[str, float] = {}
        chains = [chain for line in self.asked.lines if (chain := self._chain(line, passed)) is not None]
        bends = self._straightened(layers, chains, passed)
        for id in bends:
            layers[int(id.rpartition(" ")[2])].append(id)
        boxes = self._boxes(self._tops(layers, chains, bends), layers)
        flow = Flow(tuple(map(tuple, layers)), tuple(chains))
        return self._from_corner(boxes, flow, bends)

    # ------------------------------------------------------------ links

    def _chain(self, line: _Line, passed: dict[str, float]) -> Chain | None:
        """What a link passes, from an earlier layer to a later one, and where it ``passed``; None where it joins one
        layer, or a frame."""
        nodes = line.nodes
        if {line.arc.source, line.arc.target} != {nodes[0], nodes[-1]}:
            return None
        if self.rank[nodes[0]] > self.rank[nodes[-1]]:
            nodes = nodes[::-1]
        stops: list[str] = []
        for first, second in pairwise(nodes):
            if self.rank[first] >= self.rank[second]:
                return None
            backwards = nodes[0] != line.nodes[0]
            curves = self.curves.get((second, first) if backwards else (first, second), [])
            curve = curves.pop(0) if len(curves) > 1 else curves[0] if curves else []
            stops.append(first)
            for rank in range(self.rank[first] + 1, self.rank[second]):
                bend = f"{line.arc.id} at {rank}"
                passed[bend] = self._passed(curve, first, second, rank)
                stops.append(bend)
        return Chain(line.arc.id, (*stops, nodes[-1]))

    def _passed(self, curve: Sequence[tuple[float, float]], first: str, second: str, rank: int) -> float:
        """Where across a curve passes the middle of a layer: there it is nearest to it."""
        level = self.levels[rank]
        for a, b, c, d in zip(curve[0:-3:3], curve[1::3], curve[2::3], curve[3::3], strict=False):
            if min(a[1], d[1]) <= level <= max(a[1], d[1]):
                points = [_bezier(a, b, c, d, number / PIECES) for number in range(PIECES + 1)]
                return min(points, key=lambda point: abs(point[1] - level))[0]
        share = (rank - self.rank[first]) / (self.rank[second] - self.rank[first])
        return self.across[first] + (self.across[second] - self.across[first]) * share

    def _straightened(
        self, layers: Sequence[Sequence[str]], chains: Sequence[Chain], passed: Mapping[str, float]
    ) -> dict[str, float]:
        """Places for the bends: between the boxes where dot's curves ``passed``, in their order, and straight on from
        the stop before as far as that lets them."""
        lane = self.plan.gaps.lane
        waiting: list[dict[int, list[tuple[float, str, str]]]] = [{} for _ in layers]
        edges = [[(self.across[id], self.asked.sizes[id][0] / 2) for id in layer] for layer in layers]
        for chain in chains:
            for before, bend in pairwise(chain.stops):
                if bend in passed:
                    rank = int(bend.rpartition(" ")[2])
                    gap = bisect_left(edges[rank], (passed[bend], 0.0))
                    waiting[rank].setdefault(gap, []).append((passed[bend], bend, before))
        places: dict[str, float] = {}
        for rank, gaps in enumerate(waiting):
            for gap, bends in gaps.items():
                bends.sort()
                low, high = -inf, inf
                if gap:
                    low = sum(edges[rank][gap - 1]) + lane
                if gap < len(edges[rank]):
                    at, half = edges[rank][gap]
                    high = at - half - lane
                apart = min(lane, max(0.0, high - low) / max(1, len(bends) - 1))
                wishes = [min(max(places.get(one, self.across.get(one, 0.0)), low), high) for _, _, one in bends]
                found = pooled(wishes, [1.0] * len(bends), [apart * number for number in range(len(bends))])
                shift = max(low - found[0], 0.0) + min(high - found[-1], 0.0)
                places.update((bend, place + shift) for (_, bend, _), place in zip(bends, found, strict=True))
        return places

    # ------------------------------------------------------------ along

    def _tops(
        self, layers: Sequence[Sequence[str]], chains: Sequence[Chain], bends: Mapping[str, float]
    ) -> list[float]:
        """Where along each layer begins."""
        gaps, step = self.plan.gaps, self.asked.step
        spans: list[list[tuple[float, float]]] = [[] for _ in layers]
        places = {**self.across, **bends}
        rank = {id: number for number, layer in enumerate(layers) for id in layer}
        for chain in chains:
            for a, b in pairwise(chain.stops):
                low, high = sorted((places[a], places[b]))
                if high - low > gaps.lane / 2:
                    spans[rank[a]].append((low, high))
        before, behind = self._frames_between(len(layers))
        tops = [0.0]
        for number, layer in enumerate(layers[:-1]):
            tracks = max(0, deepest(spans[number]) - 2) * gaps.lane
            room = max(gaps.layers / step + tracks, behind[number] + before[number + 1] + gaps.lane)
            tops.append(tops[-1] + self._length(layer) + room)
        return tops

    def _length(self, layer: Sequence[str]) -> float:
        return max((self.asked.sizes[id][1] for id in layer if id in self.asked.sizes), default=0.0)

    def _frames_between(self, count: int) -> tuple[list[float], list[float]]:
        """The room before and behind each layer for the edges and titles of frames that begin or end with it."""
        before, behind = [0.0] * count, [0.0] * count
        rooms: dict[str, tuple[int, int, float, float]] = {}
        for frame in self._innermost_first():
            members = [
                rooms[id] if id in rooms else (self.rank[id], self.rank[id], 0.0, 0.0)
                for id in self.asked.inside[frame]
            ]
            first, last = min(one[0] for one in members), max(one[1] for one in members)
            _, _, top, bottom = padding(self.plan, frame)
            top += max(one[2] for one in members if one[0] == first)
            bottom += max(one[3] for one in members if one[1] == last)
            rooms[frame] = first, last, top, bottom
            before[first], behind[last] = max(before[first], top), max(behind[last], bottom)
        return before, behind

    def _innermost_first(self) -> list[str]:
        frames = [one.id for one in self.plan.frames if self.asked.inside[one.id]]
        return sorted(frames, key=lambda id: -len(self.plan.chain(id)))

    # ------------------------------------------------------------ boxes

    def _boxes(self, tops: Sequence[float], layers: Sequence[Sequence[str]]) -> dict[str, Edges]:
        """The box of everything, across and along."""
        boxes: dict[str, Edges] = {}
        rooms: dict[str, Edges] = {}  # with what loops take
        labels = {line.nodes[1] for line in self.asked.lines if len(line.nodes) > 2}
        for id, at in self.across.items():
            wide, long = self.asked.sizes[id]
            middle = tops[self.rank[id]] + self._length(layers[self.rank[id]]) / 2
            rooms[id] = low, top, high, bottom = at - wide / 2, middle - long / 2, at + wide / 2, middle + long / 2
            behind, ahead = self.plan.loops.get(id, (0.0, 0.0))
            if id in labels:
                behind, ahead = (self.plan.gaps.label, 0.0) if self.asked.lies else (0.0, self.plan.gaps.label)
            boxes[id] = low + ahead, top, high - behind, bottom
        for frame in self._innermost_first():
            inner = [rooms[id] for id in (*self.asked.inside[frame], *self.asked.labels.get(frame, ()))]
            before, behind, above, below = padding(self.plan, frame)
            low, high = min(box[0] for box in inner) - before, max(box[2] for box in inner) + behind
            first, last = min(box[1] for box in inner) - above, max(box[3] for box in inner) + below
            head = self.plan.heads[frame][0] + 2 * self.plan.gaps.padding
            if self.asked.lies:
                last = max(last, first + head)
            else:
                high = max(high, low + head)
            boxes[frame] = rooms[frame] = low, first, high, last
        return boxes

    def _from_corner(self, boxes: Mapping[str, Edges], flow: Flow, bends: Mapping[str, float]) -> Proposal:
        """Everything turned into the figure's direction, from its corner (0, 0) on."""
        found: dict[str, Edges] = {}
        for id, (a, b, c, d) in boxes.items():
            (x, y), (u, v) = (turned_back(point, self.plan.direction) for point in ((a, b), (c, d)))
            found[id] = min(x, u), min(y, v), max(x, u), max(y, v)
        found = with_loop_labels(self.plan, found)
        left, top = min(box[0] for box in found.values()), min(box[1] for box in found.values())
        across = top if self.asked.lies else left
        return Proposal(
            {id: (a - left, b - top, c - left, d - top) for id, (a, b, c, d) in found.items()}, (flow,),
            {id: at - across for id, at in bends.items()}, self.plan.gaps.label,
        )  # fmt: skip


def _bezier(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float], t: float
) -> tuple[float, float]:
    """A point of a cubic Bézier curve."""
    u = 1 - t
    weights = u**3, 3 * u * u * t, 3 * u * t * t, t**3
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y
