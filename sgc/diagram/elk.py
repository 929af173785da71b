"""The layered layout of the Eclipse Layout Kernel as a proposal: where everything stands, and where its links run.

It is the package elkjs of npm, run by Node.js in a child process, on a graph of numbers alone: no text of a person
reaches it. What comes back binds nobody. Lengths are the plan's units, places are x and y.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from typing import Any

from sgc.diagram.child import answered
from sgc.diagram.flow import Proposal, padding, with_loop_labels
from sgc.diagram.plan import Arc, Edges, Plan
from sgc.diagram.plane import is_level
from sgc.source import MissingError

#: Units of a plan in a pixel, for which ELK's own distances are meant.
PIXEL = 12.0
#: How a person gets elkjs: into ``node_modules`` of the folder that sgc is run in, or of one above it. Node.js finds it
#: there, or along NODE_PATH.
INSTALL = "npm install elkjs@0.12.1"
#: What the child process runs: JSON in, JSON out, null where the package is not there.
PROGRAM = """
let engine = null;
try { engine = require("elkjs/lib/elk.bundled.js"); } catch { process.stdout.write("null"); }
if (engine) {
  const question = JSON.parse(require("fs").readFileSync(0, "utf8"));
  new engine().layout(question).then(
    (answer) => process.stdout.write(JSON.stringify(answer)),
    (problem) => { console.error(String(problem.message ?? problem).split("\\n")[0]); process.exitCode = 1; },
  );
}
"""
DIRECTIONS = {"down": "DOWN", "up": "UP", "right": "RIGHT", "left": "LEFT"}
#: Rounds in which ELK tries to save crossings, which bound its work, and the seed of its chances.
ROUNDS, SEED = 7, 1


def propose(plan: Plan) -> Proposal:
    """Where ELK would put everything. Raises MissingError where Node.js or elkjs is not there, or it fails."""
    if not plan.boxes and not plan.frames:
        return Proposal({})
    program = shutil.which("node")
    if program is None:
        raise MissingError(f"The proposal 'elk' needs Node.js (its program node), and then: {INSTALL}")
    asked = _Asked(plan)
    answer = answered("ELK", [program, "-e", PROGRAM], json.dumps(asked.graph()))
    if answer is None:
        raise MissingError(f"The proposal 'elk' needs the package elkjs of npm: {INSTALL}")
    return asked.read(answer)


class _Asked:
    """A plan as a graph of ELK, in which everything goes by a number."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lies = is_level(plan.direction)
        self.number = {id: f"n{number}" for number, id in enumerate(plan.around)}
        self.inside: dict[str | None, list[str]] = {None: [], **{one.id: [] for one in plan.frames}}
        for id, holder in plan.around.items():
            self.inside[holder].append(id)
        self.sizes = {one.id: (one.width, one.height) for one in plan.boxes}
        self.frames = {one.id: one for one in plan.frames}
        #: Notes come after what they are linked with, so that no figure begins with one.
        self.notes = {one.id for one in plan.boxes if one.beside is not None}
        #: What ELK is asked about: not links from something to itself, or to what it is in.
        self.arcs = [arc for arc in plan.arcs if plan.lifted(arc.source, arc.target) is not None]

    # ------------------------------------------------------------ the question

    def graph(self) -> Mapping[str, Any]:
        """The graph in ELK's JSON: sizes, frames, links with the sizes of their labels, and what the plan says of
        order."""
        pairs = self.plan.left if self.lies else self.plan.above
        flipped = self.plan.direction in ("up", "left")
        demanded = [Arc(f"order {number}", *(pair[::-1] if flipped else pair)) for number, pair in enumerate(pairs)]
        edges = [self._edge(f"e{number}", arc) for number, arc in enumerate([*self.arcs, *demanded])]
        return {**self._holding(None), "id": "all", "edges": edges}

    def _edge(self, id: str, arc: Arc) -> Mapping[str, Any]:
        first, last = self._ends(arc)
        edge: dict[str, Any] = {"id": id, "sources": [self.number[first]], "targets": [self.number[last]]}
        if arc.label is not None:
            _, width, height = arc.label
            edge["labels"] = [{"id": f"{id} label", "text": "-", "width": width / PIXEL, "height": height / PIXEL}]
        return edge

    def _ends(self, arc: Arc) -> tuple[str, str]:
        return (arc.target, arc.source) if arc.source in self.notes else (arc.source, arc.target)

    def _holding(self, frame: str | None) -> Mapping[str, Any]:
        """The figure or a frame, with what is in it."""
        before, behind, above, below = padding(self.plan, frame)
        if self.lies:
            before, behind, above, below = above, below, before, behind
        elif self.plan.direction == "up":
            above, below = below, above
        options = {**self._options(), "elk.padding": _sides(before, behind, above, below)}
        if frame is not None:
            least = self.plan.heads[frame][0] + 2 * self.plan.gaps.padding, 0.0
            wide, high = least if self.lies else least[::-1]  # ELK turns a frame's least size with its links
            options["elk.nodeSize.constraints"] = "MINIMUM_SIZE"
            options["elk.nodeSize.minimum"] = f"({wide / PIXEL:.4f},{high / PIXEL:.4f})"
        return {"layoutOptions": options, "children": [self._node(id) for id in self.inside[frame]]}

    def _options(self) -> dict[str, Any]:
        between, layers, lane, label = (
            length / PIXEL
            for length in (self.plan.gaps.between, self.plan.gaps.layers, self.plan.gaps.lane, self.plan.gaps.label)
        )
        return {
            "elk.algorithm": "layered",
            "elk.direction": DIRECTIONS[self.plan.direction],
            "elk.edgeRouting": "ORTHOGONAL",
            "elk.hierarchyHandling": "INCLUDE_CHILDREN",
            "elk.json.edgeCoords": "ROOT",
            "elk.json.shapeCoords": "ROOT",
            "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
            "elk.layered.spacing.edgeEdgeBetweenLayers": lane,
            "elk.layered.spacing.edgeNodeBetweenLayers": layers / 3,
            "elk.layered.spacing.nodeNodeBetweenLayers": layers,
            "elk.layered.thoroughness": ROUNDS,
            "elk.randomSeed": SEED,
            "elk.spacing.componentComponent": between,
            "elk.spacing.edgeEdge": lane,
            "elk.spacing.edgeLabel": label,
            "elk.spacing.edgeNode": lane,
            "elk.spacing.nodeNode": between,
        }

    def _node(self, id: str) -> Mapping[str, Any]:
        if self.inside.get(id):
            return {"id": self.number[id], **self._holding(id)}
        if id in self.frames:  # it holds nothing
            before, behind, above, below = padding(self.plan, id)
            sides = (above + below, before + behind) if self.lies else (before + behind, above + below)
            width, height = self.frames[id].head[0] + sides[0], sides[1]
        else:
            width, height = self.sizes[id]
        rooms = sum(self.plan.loops[id])
        wide, high = (0.0, rooms) if self.lies else (rooms, 0.0)
        return {"id": self.number[id], "width": (width + wide) / PIXEL, "height": (height + high) / PIXEL}

    # ------------------------------------------------------------ the answer

    def read(self, answer: Mapping[str, Any]) -> Proposal:
        """The places in the answer, moved to the corner (0, 0), and the ways of the links."""
        names = {name: id for id, name in self.number.items()}
        boxes: dict[str, Edges] = {}
        for one in _nested(answer):
            left, top, right, bottom = _box(one)
            id = names[one["id"]]
            if id in self.frames and self.inside[id]:
                boxes[id] = left, top, right, bottom
                continue
            behind, ahead = self.plan.loops[id]
            if self.lies:
                boxes[id] = left, top + ahead, right, bottom - behind
            else:
                boxes[id] = left + ahead, top, right - behind, bottom
        ways: dict[str, list[tuple[float, float]]] = {}
        for arc, edge in zip(self.arcs, answer.get("edges", ()), strict=False):
            (section,) = edge["sections"]
            points = section["startPoint"], *section.get("bendPoints", ()), section["endPoint"]
            way = [(point["x"] * PIXEL, point["y"] * PIXEL) for point in points]
            ways[arc.id] = way if self._ends(arc)[0] == arc.source else way[::-1]
            if arc.label is not None:
                boxes[arc.label[0]] = _box(edge["labels"][0])
        boxes = with_loop_labels(self.plan, boxes)
        left, top = min(box[0] for box in boxes.values()), min(box[1] for box in boxes.values())
        return Proposal(
            {id: (a - left, b - top, c - left, d - top) for id, (a, b, c, d) in boxes.items()},
            ways={id: [(x - left, y - top) for x, y in way] for id, way in ways.items()},
        )


def _nested(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Everything in a graph or node of ELK, at any depth."""
    for one in holder.get("children", ()):
        yield one
        yield from _nested(one)


def _box(one: Mapping[str, Any]) -> Edges:
    left, top = one["x"] * PIXEL, one["y"] * PIXEL
    return left, top, left + one["width"] * PIXEL, top + one["height"] * PIXEL


def _sides(left: float, right: float, top: float, bottom: float) -> str:
    """Room inside a frame as ELK reads it."""
    return (
        ",".join(
            f"{side}={length / PIXEL:.4f}"
            for side, length in (("[left", left), ("right", right), ("top", top), ("bottom", bottom))
        )
        + "]"
    )
