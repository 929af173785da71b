"""A diagram's canvas, which is as large as what is in it: things, their labels, links and the texts at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sgc.graph.box import UNITS
from sgc.graph.linear import variables
from sgc.graph.scene import CANVAS, SceneGraph
from sgc.layout.types import Edges, Layout, PlacedLabel, PlacedObject, PlacedRoute


def cropped(layout: Layout, scene: SceneGraph, margin: int) -> Layout:
    """The layout on a canvas that is as large as what is in it; as it is where a statement speaks of the canvas."""
    if not layout.objects or _speaks_of_canvas(scene):
        return layout
    boxes = list(_boxes(layout))
    left, top = (min(box[i] for box in boxes) - margin for i in (0, 1))
    right, bottom = (max(box[i] for box in boxes) + margin for i in (2, 3))
    left, top = int(left // UNITS * UNITS), int(top // UNITS * UNITS)
    size = int(-(-(right - left) // UNITS)), int(-(-(bottom - top) // UNITS))
    if left == top == 0:
        return replace(layout, size=size)
    objects = tuple(_moved(one, -left, -top) for one in layout.objects)
    routes = tuple(_moved_route(one, -left, -top) for one in layout.routes)
    return replace(layout, size=size, objects=objects, routes=routes)


def _boxes(layout: Layout) -> Iterator[tuple[float, float, float, float]]:
    for one in layout.objects:
        yield one.box
        if one.label is not None:
            yield one.label.box
    for route in layout.routes:
        xs, ys = [x for x, _ in route.points], [y for _, y in route.points]
        yield min(xs), min(ys), max(xs), max(ys)
        yield from (label.box for label in route.texts if label is not None)


def _speaks_of_canvas(scene: SceneGraph) -> bool:
    spoken = {target for one in scene.relations for argument in one.arguments for target in argument.targets}
    edges = {name.rpartition(".")[0] for one in scene.requirements for name in variables(one.formula)}
    abouts = any(one.about is not None for one in scene.arrangements)
    pinned = any("position" in one.properties for one in scene.objects)
    return CANVAS in spoken or CANVAS in edges or abouts or pinned


def _moved(one: PlacedObject, dx: int, dy: int) -> PlacedObject:
    rows = tuple(
        replace(row, box=_by(row.box, dx, dy), cells=tuple(_moved_label(cell, dx, dy) for cell in row.cells))
        for row in one.rows
    )
    label = None if one.label is None else _moved_label(one.label, dx, dy)
    return replace(one, box=_by(one.box, dx, dy), label=label, rows=rows)


def _moved_route(one: PlacedRoute, dx: int, dy: int) -> PlacedRoute:
    tail, head = (None if label is None else _moved_label(label, dx, dy) for label in one.texts)
    path = tuple(
        (name, *(round(float(number) + (dx, dy)[i % 2] / UNITS, 3) for i, number in enumerate(numbers)))
        for name, *numbers in one.path
    )
    return replace(one, points=tuple((x + dx, y + dy) for x, y in one.points), path=path, texts=(tail, head))


def _moved_label(label: PlacedLabel, dx: int, dy: int) -> PlacedLabel:
    return replace(label, box=_by(label.box, dx, dy))


def _by(box: Edges, dx: int, dy: int) -> Edges:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy
