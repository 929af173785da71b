"""Diagrams for the solver: where everything would stand by its links alone, and a canvas of a fitting size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from sgc.diagram.flow import Proposal, with_flush_frames
from sgc.diagram.joints import is_joint
from sgc.diagram.plan import Arc, Box, Edges, Frame, Gaps, Plan
from sgc.diagram.plane import is_level
from sgc.diagram.proposals import proposed
from sgc.diagram.touching import Touching
from sgc.graph.box import UNITS
from sgc.graph.linear import atoms, plain
from sgc.graph.links import heads, is_note, label_id
from sgc.graph.scene import CANVAS, Link, Port, SceneGraph
from sgc.layout import ordered
from sgc.layout.clauses import LABEL_GAP
from sgc.layout.cropping import heading_room
from sgc.layout.link_ends import beside_heads, beside_texts, text_size
from sgc.layout.node_sizes import grown, with_room_for_loops
from sgc.layout.ordered import has_order
from sgc.layout.problem import Problem
from sgc.layout.types import EDGES
from sgc.measure.extents import Extent
from sgc.measure.heads import WIDTH, head_size, line_width
from sgc.measure.measure import measure
from sgc.measure.shapes import POINTED

#: Comfortable distances in pixels, at the ordinary size of letters: between neighbours, between layers, between links
#: beside each other, and between a label and its link.
BETWEEN, LAYERS, LANE, BESIDE = 32, 56, 12, 6
#: And between a label and an end of its wide link, in pixels.
BESIDE_HEAD = 1.5
#: Where ends of links are longer than this, in pixels, layers stand farther apart.
ORDINARY_HEAD = 12.0
#: A figure of stated size is tried with letters of these sizes; one without, with a canvas so many times as large.
SCALES = (1.0, 0.93, 0.86, 0.79, 0.72, 0.65, 0.58, 0.5)
ROOM = (1.0, 1.7, 3.0)
#: Below the title of a frame into which links run straight, aslant, so much is left for them, in pixels.
STRAIGHT_BELOW = 20
#: The room of a loop from a node to itself, in pixels.
LOOP = 24


@dataclass(frozen=True)
class Attempt:
    """A problem to be solved, with the places that are proposed for its variables."""

    problem: Problem
    places: Mapping[str, float]


def attempts(scene: SceneGraph, counts: Mapping[str, int], least: tuple[int, int]) -> Iterator[Attempt]:
    """What is tried in turn. The scene has its links' labels as things of their own. A canvas whose size nobody states
    has the ``least`` width and height, in layout units."""
    if scene.figure.fitted:
        problem = _proposed(scene, counts, 1.0)
        boxes = _boxes(problem)
        wide, high = _extent(boxes)
        most = [max(ROOM[-1] * side, room) for side, room in zip((wide, high), _room_for_all(problem), strict=True)]
        above = heading_room(scene, wide)
        for sides in (*((room * wide, room * high) for room in ROOM), most):
            width, height = (
                ceil(max(side + 2 * problem.margin, own) / UNITS) for side, own in zip(sides, least, strict=True)
            )
            yield _attempt(_sized(problem, (width, height + above // UNITS)))
        return
    for scale in SCALES:
        problem = _proposed(scene, counts, scale)
        boxes = _boxes(problem)
        room_x, room_y = (side - 2 * problem.margin for side in problem.canvas)
        wide, high = _extent(boxes)
        if (wide <= room_x and high + heading_room(scene, wide) <= room_y) or scale == SCALES[-1]:
            yield _attempt(problem)


def _proposed(scene: SceneGraph, counts: Mapping[str, int], scale: float) -> Problem:
    problem = grown(with_room_for_loops(Problem(scene, counts, measure(scene, scale), scale=scale)))
    if has_order(scene):
        return replace(problem, proposal=Proposal(ordered.proposed(problem, scale)))
    touching = Touching(plan_of(problem, scale))
    proposal = touching.proposal(proposed(touching.plan, scene.figure.proposal))
    return replace(problem, proposal=replace(proposal, boxes=with_flush_frames(touching.plan, proposal.boxes)))


def _boxes(problem: Problem) -> Mapping[str, Edges]:
    return problem.proposal.boxes if problem.proposal is not None else {}


def _room_for_all(problem: Problem) -> tuple[float, float]:
    """Width and height of which nothing that is said needs more: everything in one line, as far apart as any statement
    puts things. So no canvas is to blame where nobody stated one."""
    scene, count = problem.scene, len(problem.members)
    stated = [
        *(one.distance for one in scene.relations), *(one.gap for one in scene.arrangements),
        *(one.radius * 2 for one in scene.arrangements if one.radius is not None),
    ]  # fmt: skip
    asked = [abs(float(plain(atom.linear).constant)) for one in scene.requirements for atom in atoms(one.formula)]
    farthest = max([problem.measures.far, *(float(UNITS * one) for one in stated if one is not None), *asked])
    boxes = _boxes(problem).values()
    wide, high = sum(box[2] - box[0] for box in boxes), sum(box[3] - box[1] for box in boxes)
    return wide + count * farthest, high + count * farthest


def _sized(problem: Problem, size: tuple[int, int]) -> Problem:
    scene = replace(problem.scene, figure=replace(problem.scene.figure, size=size))
    return replace(problem, scene=scene)


def _extent(boxes: Mapping[str, Edges]) -> tuple[float, float]:
    return max((b[2] for b in boxes.values()), default=1.0), max((b[3] for b in boxes.values()), default=1.0)


def _attempt(problem: Problem) -> Attempt:
    """The proposal in the middle of the canvas, or of what the title leaves of it."""
    boxes = _boxes(problem)
    wide, high = _extent(boxes)
    above = heading_room(problem.scene, wide)
    dx, dy = round((problem.canvas[0] - wide) / 2), round((problem.canvas[1] + above - high) / 2)
    places: dict[str, float] = {}
    for member in problem.members:
        left, top, right, bottom = boxes[member.id]
        left, top, right, bottom = left + dx, top + dy, right + dx, bottom + dy
        label = member.extent.label
        if member.outside_label and label is not None:  # the box was that of the node and its label below
            width, height = problem.sizes[member.id] if problem.sizes else (0, 0)
            left, right = (left + right - width) / 2, (left + right + width) / 2
            bottom = top + height
        places |= {f"{member.id}.left": round(left), f"{member.id}.top": round(top)}
        if member.is_frame:
            places |= {f"{member.id}.right": round(right), f"{member.id}.bottom": round(bottom)}
    return Attempt(problem, places)


# ---------------------------------------------------------------- what is known of places before any is


def _inner(link: Link, problem: Problem) -> str | None:
    """The thing at whose side a link stays: that of a loop, or the inner end of a link with a frame around it."""
    if link.source == link.target:
        return link.source
    for inner, outer in ((link.source, link.target), (link.target, link.source)):
        around = problem.by_id[inner].object.container
        while around is not None:
            if around == outer:
                return inner
            around = problem.by_id[around].object.container
    return None


def plan_of(problem: Problem, scale: float) -> Plan:
    """The problem's boxes, frames and links, and what its statements say of order."""
    scene, unit = problem.scene, scale * UNITS
    labels = {label_id(link): link for link in scene.links if link.label is not None}
    loops: dict[str, tuple[list[float], list[float]]] = {}
    arcs: list[Arc] = []
    known = {member.id: member for member in problem.members}
    for link in scene.links:
        if link.source not in known or link.target not in known:  # a range of which there are fewer
            continue
        label = known[label_id(link)].extent.exact if label_id(link) in labels else None
        at, reach = _inner(link, problem), 0.0
        if at is not None:
            wide = label[scene.figure.direction in ("left", "right")] + BESIDE * unit if label else 0
            behind, ahead = loops.setdefault(at, ([], []))
            side = behind if len(behind) <= len(ahead) else ahead
            side.append(LOOP * unit + wide)
            reach = sum(side)
        source, target = (
            _row_offset(known[id].extent, port) if is_level(scene.figure.direction) else 0.0
            for id, port in zip((link.source, link.target), link.ports, strict=True)
        )
        arcs.append(
            Arc(
                link.id,
                link.source,
                link.target,
                (label_id(link), *label) if label else None,
                (source, target),
                at,
                reach,
            )
        )
    notes = _notes(problem)
    boxes, frames = [], []
    for member in problem.members:
        extent, container = member.extent, member.object.container
        behind, ahead = loops.get(member.id, ([], []))
        rooms = sum(behind), sum(ahead)
        if member.is_frame:
            label = (extent.label.width, extent.label.height) if extent.label is not None else (0, 0)
            below = STRAIGHT_BELOW * unit if label[1] and scene.figure.routing == "straight" else 0.0
            frames.append(Frame(member.id, container, (float(label[0]), label[1] + below), rooms))
        elif member.id not in labels:
            width, height = extent.exact or (0, 0)
            if member.outside_label and extent.label is not None:
                width, height = max(width, extent.label.width), height + extent.label.height + LABEL_GAP
            beside, is_before = notes.get(member.id, (None, False))
            pointed = (member.object.concept or "") in POINTED and not is_joint((0, 0, width, height))
            boxes.append(Box(member.id, width, height, container, rooms, beside, is_before, pointed))
    spacing = problem.measures.spacing
    along = 0 if is_level(scene.figure.direction) else 1
    texts = [
        max((text_size(text, scale)[along] for link in scene.links if (text := link.texts[end]) is not None), default=0)
        for end in (0, 1)
    ]  # fmt: skip
    ends = [(link, *head_size(kind, line_width(link))) for link in scene.links for kind in heads(link)]
    longest = max((length for _, length, _ in ends), default=0.0)
    widths = (half for link, _, half in ends if link.label is not None and line_width(link) > WIDTH)
    aside = max(BESIDE * unit, UNITS * (max(widths, default=0.0) + BESIDE_HEAD))
    layers = max(LAYERS * unit, spacing) + sum(texts) + 2 * UNITS * max(0.0, longest - ORDINARY_HEAD)
    lane = max(LANE * unit, beside_heads(scene), beside_texts(scene, scale) if along == 0 else 0.0)
    gaps = Gaps(
        max(BETWEEN * unit, spacing), layers, lane,
        2 * problem.measures.padding + 4 * unit, aside,
    )  # fmt: skip
    above, left = _pairs(problem, ("above", "below")), _pairs(problem, ("left of", "right of"))
    for kind, pairs in (("row", left), ("column", above)):
        for ids in _lines(problem, (kind,)):
            pairs += pairwise(ids)
    return Plan(
        boxes, frames, arcs, gaps, scene.figure.direction, above, left, _lines(problem, ("row",), "middle"),
        _lines(problem, ("column",), "center"), None if scene.figure.fitted else problem.canvas[0] / problem.canvas[1],
        _apart(problem), _flush(problem),
    )  # fmt: skip


def _apart(problem: Problem) -> dict[tuple[str, str], float]:
    """The room that arrangements put between those that follow each other."""
    return {
        pair: float(UNITS * one.gap)
        for one in problem.scene.arrangements if one.gap is not None and one.kind in ("row", "column")
        for pair in pairwise(id for reference in one.references for id in problem.expand(reference.targets))
    }  # fmt: skip


def _flush(problem: Problem) -> list[tuple[int, Sequence[str]]]:
    """The frames that a statement aligns at an edge."""
    found: list[tuple[int, Sequence[str]]] = []
    for edge, name in enumerate(EDGES):
        lines = _lines(problem, (), name)
        found += [(edge, line) for line in lines if all(problem.by_id[id].is_frame for id in line)]
    return found


def _notes(problem: Problem) -> dict[str, tuple[str | None, bool]]:
    """The notes that stand beside the only thing that they are linked with, or the frame around it that is in one frame
    with them; and whether before it. A note that a statement puts before or behind other things along the direction of
    links is placed as they are."""
    known = {member.id: member.object for member in problem.members}
    linked: dict[str, list[str]] = {}
    for link in problem.scene.links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            if one in known and other in known and is_note(known[one]):
                linked.setdefault(one, []).append(other)
    upright, level = _pairs(problem, ("above", "below")), _pairs(problem, ("left of", "right of"))
    before, along = (upright, level) if is_level(problem.scene.figure.direction) else (level, upright)
    found: dict[str, tuple[str | None, bool]] = {}
    for note, others in linked.items():
        (first, *rest) = others
        beside: str | None = first
        while beside is not None and known[beside].container != known[note].container:
            beside = known[beside].container
        if not rest and beside is not None and not is_note(known[first]) and not any(note in pair for pair in along):
            found[note] = beside, any((note, other) in before for other in (first, beside))
    return found


def _row_offset(extent: Extent, port: Port) -> float:
    """How far below the middle of a thing the row is that a link ends at; 0 where it may end anywhere."""
    if port.row is None or extent.exact is None:
        return 0.0
    row = extent.rows[port.row]
    return (row.top + row.bottom - extent.exact[1]) / 2


def _pairs(problem: Problem, predicates: tuple[str, str]) -> list[tuple[str, str]]:
    """The members of which one has to be before the other."""
    found = []
    for one in problem.scene.relations:
        if one.predicate in predicates and one.is_required:
            first, second = (problem.expand(argument.targets) for argument in one.arguments)
            if one.predicate == predicates[1]:
                first, second = second, first
            found += [(a, b) for a in first for b in second if a != CANVAS != b]
    return found


def _lines(problem: Problem, kinds: Sequence[str], axis: str | None = None) -> list[list[str]]:
    """The members that an arrangement puts on one line."""
    return [
        [id for reference in one.references for id in problem.expand(reference.targets)]
        for one in problem.scene.arrangements
        if not one.negated and (one.kind in kinds or (axis is not None and one.kind == "align" and one.axis == axis))
    ]
