"""From solved values to the layout that is handed on: boxes, labels, drawing order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sgc.graph.linear import holds, plain
from sgc.graph.scene import SceneObject
from sgc.layout.choice import amount, edges
from sgc.layout.cropping import cropped
from sgc.layout.geometry import Geometry
from sgc.layout.link_labels import centred
from sgc.layout.ordered import has_order
from sgc.layout.placement import Placement
from sgc.layout.problem import Member
from sgc.layout.routing import with_routes
from sgc.layout.types import Edges, Layout, PlacedLabel, PlacedObject, PlacedRow
from sgc.measure.boxes import meet
from sgc.source import Span


def layout_of(
    placement: Placement, *, reproducible: bool, violated: tuple[tuple[str, Span], ...] = (),
    floating: Sequence[SceneObject] = (),
) -> Layout:  # fmt: skip
    """The layout with its members in drawing order, farthest first."""
    geometry, values = placement.geometry, placement.values
    problem = geometry.problem
    boxes = {member.id: edges(geometry.box(member.id), values) for member in problem.members}
    before: dict[str, list[Edges]] = {}
    for inner, outer in geometry.held:
        before.setdefault(outer, []).append(boxes[inner])
    objects = tuple(
        PlacedObject(
            member.id, member.object.id, boxes[member.id], layer, member.extent.rotation,
            _label(member, geometry, values, before.get(member.id, ())), tuple(_rows(member, boxes[member.id])),
        )
        for layer, member in enumerate(_farthest_first(placement, boxes))
    )  # fmt: skip
    if any(link.label is not None for link in problem.scene.links) and not has_order(problem.scene):
        frames = frozenset(member.id for member in problem.members if member.is_frame or member.is_backdrop)
        direction = problem.scene.figure.direction
        objects = centred(objects, problem.scene.links, direction, frames, problem.measures.spacing)
    layout = Layout(
        problem.scene.figure.size, objects, None, dict(problem.counts), problem.measures.spacing,
        problem.measures.tolerance, reproducible, violated, _unmet(placement),
        tuple((one.statement, one.span) for one in floating),
    )  # fmt: skip
    if problem.scene.links:
        layout = with_routes(layout, problem.scene, problem.proposal, problem.scale)
    return cropped(layout, problem.scene, problem.margin) if problem.scene.figure.kind == "diagram" else layout


def _farthest_first(placement: Placement, boxes: Mapping[str, Edges]) -> list[Member]:
    """Backdrops first, but for the land that things are behind, after those; a backdrop that lies in a thing right
    after that."""
    problem = placement.geometry.problem
    holders, (far, near) = placement.geometry.overlaps.holders, problem.beyond
    orders = _orders(placement, boxes)
    number = {member.id: index for index, member in enumerate(problem.members)}

    def depth(member: Member) -> tuple[int, float, int, bool, int]:
        around: list[Member] = []
        if member.is_backdrop:
            around = [problem.by_id[id] for id in holders.get(member.id, ()) if not problem.by_id[id].is_backdrop]
        lies_in = bool(around)
        base = max(around, key=lambda one: orders[one.id]) if lies_in else member
        layer = 2 if base.id in near else 0 if base.is_backdrop else 1 if base.id in far else 3
        return (layer, orders[base.id], number[base.id], lies_in, number[member.id])

    return sorted(problem.members, key=depth)


def _orders(placement: Placement, boxes: Mapping[str, Edges]) -> Mapping[str, float]:
    """How near each member is: as the values have it, and as what it lies in, bears or would hide lets it be."""
    geometry, values = placement.geometry, placement.values
    by_id, overlaps = geometry.problem.by_id, geometry.overlaps
    orders = {id: 0.0 if (order := geometry.box(id).order) is None else amount(plain(order), values) for id in by_id}
    for inner, outer in overlaps.centered:  # a mark in a square that lies on a board is not beneath it
        if inner not in overlaps.holders.get(outer, ()):  # but what the square itself lies in is
            orders[inner] = max(orders[inner], orders.get(outer, 0.0))
    for mount, other, nearer in overlaps.mounts:  # a rider's horse is as near as the rider
        own, than = orders[mount], orders.get(other, 0.0)
        if not by_id[mount].is_backdrop and not by_id[mount].is_frame:
            orders[mount] = max(own, than + 0.5) if nearer else min(own, than - 0.5)
    for one, other in overlaps.meeting:  # what would be hidden is drawn over what it lies in
        if orders.keys() >= {one, other} and orders[one] == orders[other]:
            orders[one] += 0.5 * _lies_in(boxes[one], boxes[other])
            orders[other] += 0.5 * _lies_in(boxes[other], boxes[one])
    return orders


def _lies_in(inner: Edges, outer: Edges) -> bool:
    """Whether a box lies in another, and is not the same."""
    (a, b, c, d), (left, top, right, bottom) = inner, outer
    return inner != outer and left <= a and top <= b and c <= right and d <= bottom


def _unmet(placement: Placement) -> tuple[tuple[str, Span], ...]:
    """Preferences that do not hold, in the order of the source."""
    geometry = placement.geometry
    failed = {
        c.owner.index for c in geometry.spoken
        if c.weight is not None and not holds(c.formula, placement.values)
    }  # fmt: skip
    statements = [one.statement for index, one in enumerate(geometry.grounded) if index in failed]
    return tuple((one.statement, one.span) for one in statements)


def _label(
    member: Member, geometry: Geometry, values: Mapping[str, float], before: Sequence[Edges]
) -> PlacedLabel | None:
    """The label of a member; within one in the middle, but at its top where what is ``before`` it would cover that."""
    label = member.extent.label
    if label is None:
        return None
    if not label.inside:
        box = edges(geometry.labels[member.id], values)
    elif label.room is None:  # a frame's title, at its top-left
        hollow = geometry.box(member.id).hollow
        assert hollow is not None
        left, top, _, _ = edges(hollow, values)
        box = (left, top - label.height, left + label.width, top)
    else:
        left, top, right, bottom = edges(geometry.box(member.id), values)
        a, b, c, d = label.room
        x = left + round(((a + c) * (right - left) - label.width) / 2)
        y = top + round(((b + d) * (bottom - top) - label.height) / 2)
        box = (x, y, x + label.width, y + label.height)
        if any(meet(box, other) for other in before):
            y = top + round(b * (bottom - top))
            box = (x, y, x + label.width, y + label.height)
    return PlacedLabel(label.text, box, label.font_size, label.bold, label.wrap, label.inside)


def _rows(member: Member, box: Edges) -> Iterator[PlacedRow]:
    """The rows of a table or class in its box."""
    left, top, right, _ = box
    for row in member.extent.rows:
        cells = []
        for cell in row.cells:
            label = cell.label
            x, y = left + cell.left, top + (row.top + row.bottom - label.height) // 2
            room = (x, y, x + label.width, y + label.height)
            cells.append(PlacedLabel(label.text, room, label.font_size, label.bold, label.wrap, label.inside))
        yield PlacedRow((left, top + row.top, right, top + row.bottom), tuple(cells))
