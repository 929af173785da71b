"""The ways of links in figures with an order of their own, where that order says how they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from sgc.graph.box import UNITS
from sgc.graph.links import label_id
from sgc.graph.ordered.branching import branching
from sgc.graph.ordered.schedule import schedule
from sgc.graph.ordered.sequence import story
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Edges, Layout, PlacedObject, PlacedRoute

Point = tuple[float, float]


def own_routes(layout: Layout, scene: SceneGraph) -> Mapping[str, PlacedRoute]:
    """The routes that the figure's order decides, by the id of the link."""
    ways = _WAYS.get(scene.figure.sort or "")
    if ways is None:
        return {}
    links = {link.id: link for link in scene.links}
    return {id: _route(links[id].id, links[id].source, links[id].target, way) for id, way in ways(layout, scene)}


def _route(id: str, source: str, target: str, way: Sequence[Point]) -> PlacedRoute:
    path = tuple(
        ("L" if number else "M", round(x / UNITS, 3), round(y / UNITS, 3)) for number, (x, y) in enumerate(way)
    )
    return PlacedRoute(id, source, target, tuple(way), path)


def _messages(layout: Layout, scene: SceneGraph) -> list[tuple[str, list[Point]]]:
    """Messages are level; one to its sender leaves the lifeline to the right and comes back below."""
    boxes = {one.id: one.box for one in layout.objects}
    found = []
    for event in story(scene).messages:
        assert event.link is not None
        left, top, right, bottom = boxes[event.id]
        middle = (top + bottom) / 2
        way: list[Point] = [(left, middle), (right, middle)]
        if event.source == event.target:
            way = [(left, top), (right, top), (right, bottom), (left, bottom)]
        elif event.source > event.target:
            way = way[::-1]
        found.append((event.link.id, way))
    return found


#: How far the way of what waits keeps from bars, and how long an arrow is at least; in layout units.
_CLEAR, _ARROW = 4 * UNITS, 14 * UNITS
#: A child that stands so nearly below the middle of its parent is reached straight, in layout units.
_JOG = UNITS


def _waiting(layout: Layout, scene: SceneGraph) -> list[tuple[str, list[Point]]]:
    """From the end of one bar to the beginning of another, by the shortest of the usual ways that is free."""
    boxes = {one.id: one.box for one in layout.objects}
    tasks = {task.id for task in schedule(scene).tasks if task.id in boxes}
    found = []
    for link in scene.links:
        if {link.source, link.target} <= tasks and link.source != link.target:
            others = [boxes[id] for id in tasks - {link.source, link.target}]
            ways = [way for way in _usual_ways(boxes[link.source], boxes[link.target], others) if _is_free(way, others)]
            if ways:
                found.append((link.id, min(ways, key=lambda way: (_length(way), len(way)))))
    return found


def _usual_ways(first: Edges, last: Edges, others: Sequence[Edges]) -> Iterator[list[Point]]:
    """Out of the end and into the beginning; out of the end and onto the bar; from the bar and into the beginning."""
    out, into = (first[1] + first[3]) / 2, (last[1] + last[3]) / 2
    boxes = (first, last, *others)
    edges = {box[0] - 2 * _CLEAR for box in boxes} | {box[2] + 2 * _CLEAR for box in boxes}
    down = into > out
    for x in sorted(edges):
        if first[2] + _CLEAR <= x <= last[0] - _ARROW:
            yield [(first[2], out), (x, out), (x, into), (last[0], into)]
        if first[2] + _CLEAR <= x and last[0] + _CLEAR / 2 <= x <= last[2] - _CLEAR / 2:
            yield [(first[2], out), (x, out), (x, last[1] if down else last[3])]
        if first[0] + _CLEAR / 2 <= x <= first[2] - _CLEAR / 2 and x <= last[0] - _ARROW:
            yield [(x, first[3] if down else first[1]), (x, into), (last[0], into)]
    middle = (last[0] + last[2]) / 2
    if first[2] + _CLEAR <= middle and last[2] - last[0] <= 3 * _ARROW:
        yield [(first[2], out), (middle, out), (middle, last[1] if down else last[3])]


def _is_free(way: Sequence[Point], others: Sequence[Edges]) -> bool:
    for (x0, y0), (x1, y1) in pairwise(way):
        for left, top, right, bottom in others:
            if (
                min(x0, x1) < right + _CLEAR / 2 and left - _CLEAR / 2 < max(x0, x1)
                and min(y0, y1) < bottom + _CLEAR / 2 and top - _CLEAR / 2 < max(y0, y1)
            ):  # fmt: skip
                return False
    return True


def _length(way: Sequence[Point]) -> float:
    return sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pairwise(way))


def usual_ways(layout: Layout, scene: SceneGraph) -> Mapping[str, list[tuple[int, int]]]:
    """How the links of trees and mind maps run where nothing is in their way: along a line between two levels, from
    which every child is reached."""
    if scene.figure.sort not in ("tree", "mindmap"):
        return {}
    placed = {one.id: one for one in layout.objects}
    tree = branching(scene)
    found: dict[str, list[tuple[int, int]]] = {}
    depths = tree.depths()
    trunks = _trunks(layout, scene, depths)
    for child, link in tree.links.items():
        if link.source not in placed or child not in placed:
            continue
        parent, own = placed[link.source].box, placed[child].box
        direction = scene.figure.direction
        if scene.figure.sort == "mindmap":
            direction = "right" if own[0] >= parent[2] else "left"
        axis, forward = (0, direction == "right") if direction in ("right", "left") else (1, direction == "down")
        trunk = trunks.get((direction, depths[child]))
        start = _front(placed[link.source], axis, forward=forward)
        end = (own[axis] if forward else _front(placed[child], axis, forward=True)) if axis == 1 else (
            own[0] if forward else own[2])  # fmt: skip
        if trunk is None or not min(start, end) < trunk < max(start, end):
            trunk = (start + end) / 2
        (a, b), (c, d) = ((box[1 - axis], box[3 - axis]) for box in (parent, own))
        from_, to = (a + b) / 2, (c + d) / 2
        along = [(start, to), (end, to)] if abs(from_ - to) <= _JOG else [
            (start, from_), (trunk, from_), (trunk, to), (end, to)]  # fmt: skip
        rounded = [(round(x), round(y)) for x, y in along]
        found[link.id] = [(x, y) if axis == 0 else (y, x) for x, y in rounded]
    return found


def _front(one: PlacedObject, axis: int, *, forward: bool) -> float:
    """Where links leave a node: at its edge, or below the label that stands there."""
    edge = one.box[axis + 2] if forward else one.box[axis]
    if axis == 1 and forward and one.label is not None and not one.label.inside:
        edge = max(edge, one.label.box[3])
    return edge


def _trunks(layout: Layout, scene: SceneGraph, depths: Mapping[str, int]) -> Mapping[tuple[str, int], float]:
    """By direction and depth of the children, the line between two levels of a tree, in the middle of what is free."""
    placed = {one.id: one for one in layout.objects}
    words = {label_id(link): link for link in scene.links if link.label is not None}
    root = next((placed[id].box for id, depth in depths.items() if depth == 0 and id in placed), (0, 0, 0, 0))
    spans: dict[tuple[str, int], tuple[float, float]] = {}
    for id, one in placed.items():
        link = words.get(id)
        depth = depths.get(link.target if link is not None else id)
        if depth is None:
            continue
        for direction in _directions(scene, one, root):
            axis, forward = (0, direction == "right") if direction in ("right", "left") else (1, direction == "down")
            near, far = float(one.box[axis]), float(one.box[axis + 2])
            if one.label is not None and not one.label.inside:
                near, far = min(near, one.label.box[axis]), max(far, one.label.box[axis + 2])
            if not forward:
                near, far = -far, -near
            low, high = spans.get((direction, depth), (float("inf"), float("-inf")))
            spans[direction, depth] = min(low, near), (high if link is not None else max(high, far))
    found = {}
    for (direction, depth), (near, _) in spans.items():
        if (direction, depth - 1) in spans:
            middle = (spans[direction, depth - 1][1] + near) / 2
            found[direction, depth] = middle if direction in ("down", "right") else -middle
    return found


def _directions(scene: SceneGraph, one: PlacedObject, root: Edges) -> Sequence[str]:
    """In which directions a node's level counts: a mind map has its middle on both sides."""
    if scene.figure.sort == "tree":
        return (scene.figure.direction,)
    if one.box == root:
        return ("right", "left")
    return ("right",) if one.box[0] >= root[2] else ("left",)


_WAYS: Mapping[str, Callable[[Layout, SceneGraph], list[tuple[str, list[Point]]]]] = {
    "sequence": _messages, "gantt": _waiting,
}  # fmt: skip
