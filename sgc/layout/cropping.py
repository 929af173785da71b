"""A diagram's canvas, which is as large as what is in it: things, their labels, links and the texts at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from sgc.graph.box import UNITS
from sgc.graph.heading import FONT, GAP, has_heading
from sgc.graph.linear import variables
from sgc.graph.scene import CANVAS, SceneGraph
from sgc.layout.types import Layout, PlacedLabel, PlacedObject, PlacedRoute, shifted
from sgc.measure.nearby import around

#: A title is not broken into lines narrower than this, in pixels.
_NARROW = 300


def is_cropped(scene: SceneGraph) -> bool:
    """Whether the canvas becomes as large as what is in it: its size is not stated, nor is anything about it."""
    return scene.figure.fitted and not _speaks_of_canvas(scene)


def _speaks_of_canvas(scene: SceneGraph) -> bool:
    """Whether a statement is about the canvas, which is then as large as it asks."""
    spoken = {target for one in scene.relations for argument in one.arguments for target in argument.targets}
    edges = {name.rpartition(".")[0] for one in scene.requirements for name in variables(one.formula)}
    abouts = any(one.about is not None for one in scene.arrangements)
    pinned = any("position" in one.properties for one in scene.objects)
    return CANVAS in spoken or CANVAS in edges or abouts or pinned


def cropped(layout: Layout, scene: SceneGraph, margin: int) -> Layout:
    """The layout with the diagram's title, on a canvas that is as large as what is in it; on its own where the size is
    stated or a statement speaks of the canvas, with the title where there is room for it."""
    if not layout.objects:
        return layout
    boxes = list(_boxes(layout))
    title = _heading(scene, boxes) if has_heading(scene) else None
    if not is_cropped(scene):
        return layout if title is None else replace(layout, title=_on_canvas(title, layout, margin // 2))
    layout = replace(layout, title=title)
    boxes = list(_boxes(layout))
    left, top = (min(box[i] for box in boxes) - margin for i in (0, 1))
    right, bottom = (max(box[i] for box in boxes) + margin for i in (2, 3))
    left, top = int(left // UNITS * UNITS), int(top // UNITS * UNITS)
    size = int(-(-(right - left) // UNITS)), int(-(-(bottom - top) // UNITS))
    if left == top == 0:
        return replace(layout, size=size)
    objects = tuple(_moved(one, -left, -top) for one in layout.objects)
    routes = tuple(_moved_route(one, -left, -top) for one in layout.routes)
    title = None if layout.title is None else _moved_label(layout.title, -left, -top)
    return replace(layout, size=size, objects=objects, routes=routes, title=title)


def _heading(scene: SceneGraph, boxes: Sequence[tuple[float, float, float, float]]) -> PlacedLabel:
    """The title above the middle of what the boxes are around."""
    title = scene.figure.title or ""
    left, top, right = min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes)
    wrap = _wrap(scene, right - left)
    width, height = _size(title, wrap)
    first, low = round((left + right - width) / 2), round(top) - GAP * UNITS
    return PlacedLabel(title, (first, low - height, first + width, low), FONT, True, wrap)


def _on_canvas(title: PlacedLabel, layout: Layout, margin: int) -> PlacedLabel | None:
    """The title, moved sideways so as to keep the margin; None where it has no room above."""
    left, top, right, _ = title.box
    most = layout.size[0] * UNITS - margin - right
    return _moved_label(title, min(max(0, margin - left), most), 0) if top >= margin else None


def heading_room(scene: SceneGraph, width: float) -> int:
    """How much room the title takes above what is so wide, in layout units; 0 where it is made when all is placed."""
    if not has_heading(scene) or is_cropped(scene):
        return 0
    return _size(scene.figure.title or "", _wrap(scene, width))[1] + GAP * UNITS


def _wrap(scene: SceneGraph, width: float) -> float:
    """How long lines of the title are at most, in pixels, above what is so wide, in layout units."""
    longest = max(width / UNITS, _NARROW)
    return longest if scene.figure.fitted else min(longest, scene.figure.size[0])


def _size(title: str, wrap: float) -> tuple[int, int]:
    from sgc.measure.text import typeset

    block = typeset(title, FONT, bold=True, max_width=wrap)
    return ceil(block.width) * UNITS, ceil(block.height) * UNITS


def _boxes(layout: Layout) -> Iterator[tuple[float, float, float, float]]:
    if layout.title is not None:
        yield layout.title.box
    for one in layout.objects:
        yield one.box
        if one.label is not None:
            yield one.label.box
    for route in layout.routes:
        yield around(route.points)
        yield from (label.box for label in route.texts if label is not None)


def _moved(one: PlacedObject, dx: int, dy: int) -> PlacedObject:
    rows = tuple(
        replace(row, box=shifted(row.box, dx, dy), cells=tuple(_moved_label(cell, dx, dy) for cell in row.cells))
        for row in one.rows
    )
    label = None if one.label is None else _moved_label(one.label, dx, dy)
    return replace(one, box=shifted(one.box, dx, dy), label=label, rows=rows)


def _moved_route(one: PlacedRoute, dx: int, dy: int) -> PlacedRoute:
    tail, head = (None if label is None else _moved_label(label, dx, dy) for label in one.texts)
    path = tuple(
        (name, *(round(float(number) + (dx, dy)[i % 2] / UNITS, 3) for i, number in enumerate(numbers)))
        for name, *numbers in one.path
    )
    return replace(one, points=tuple((x + dx, y + dy) for x, y in one.points), path=path, texts=(tail, head))


def _moved_label(label: PlacedLabel, dx: int, dy: int) -> PlacedLabel:
    return replace(label, box=shifted(label.box, dx, dy))
