"""What a proposal says: the place of everything, and how links were meant to run; and the rooms that all count with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sgc.diagram.plan import Arc, Edges, Plan
from sgc.diagram.plane import is_level


@dataclass(frozen=True, slots=True)
class Chain:
    """What a link passes, from an earlier layer to a later one: a box, bends and its label, another box."""

    link: str
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Linked boxes by layers, and how their links pass through them."""

    layers: tuple[tuple[str, ...], ...]
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class Proposal:
    """The box of everything, labels and frames included (the whole begins at (0, 0)); and how links were meant to run:
    the ``bends`` are places across the direction of links, and a link passes its label at the distance ``beside``; or
    the whole ``ways`` of links, in x and y."""

    boxes: Mapping[str, Edges]
    flows: tuple[Flow, ...] = ()
    bends: Mapping[str, float] = field(default_factory=dict)
    beside: float = 0.0
    ways: Mapping[str, Sequence[tuple[float, float]]] = field(default_factory=dict)


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


def with_loop_labels(plan: Plan, boxes: Mapping[str, Edges]) -> dict[str, Edges]:
    """The boxes, and those of labels that have none yet: of loops, and of links between a frame and what is in it."""
    found = dict(boxes)
    loops: Counter[str] = Counter()
    for arc in plan.arcs:
        if arc.at is None:
            continue
        loops[arc.at] += 1
        if arc.label is not None and arc.label[0] not in found:
            found[arc.label[0]] = _loop_label(plan, arc, found[arc.at], loops[arc.at])
    return found


def with_flush_frames(plan: Plan, boxes: Mapping[str, Edges]) -> dict[str, Edges]:
    """The boxes, of which frames that have an edge on one line reach as far as the farthest of them."""
    found = dict(boxes)
    for edge, frames in plan.flush:
        farthest = (max if edge > 1 else min)(found[id][edge] for id in frames)
        for id in frames:
            left, top, right, bottom = (farthest if i == edge else at for i, at in enumerate(found[id]))
            found[id] = left, top, right, bottom
    return found


def _loop_label(plan: Plan, arc: Arc, box: Edges, number: int) -> Edges:
    """Where the label of the loop of this number (from 1) at a box stands: beyond the loop, on either side in turn. It
    is above what leads straight to a frame around the box."""
    assert arc.label is not None
    (_, width, height), (left, top, right, bottom) = arc.label, box
    is_behind = number % 2 == 1
    if is_level(plan.direction):
        x, y = (left + right - width) / 2, bottom + arc.loop - height if is_behind else top - arc.loop
    else:
        x, y = right + arc.loop - width if is_behind else left - arc.loop, (top + bottom - height) / 2
    if arc.source != arc.target and not is_level(plan.direction):
        y -= height / 2 + plan.gaps.label
    return x, y, x + width, y + height


def deepest(spans: Sequence[tuple[float, float]]) -> int:
    """How many of the spans share one place at most."""
    depth = most = 0
    for _, change in sorted([*((low, 1) for low, _ in spans), *((high, -1) for _, high in spans)]):
        depth += change
        most = max(most, depth)
    return most
