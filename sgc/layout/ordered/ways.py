"""The ways of links in figures with an order of their own, where that order says how they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sgc.graph.box import UNITS
from sgc.graph.ordered.sequence import story
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout, PlacedRoute

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


_WAYS: Mapping[str, Callable[[Layout, SceneGraph], list[tuple[str, list[Point]]]]] = {"sequence": _messages}
