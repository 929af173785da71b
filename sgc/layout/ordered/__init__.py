"""Figures with an order of their own: the rules that hold in them, and where everything would stand.

A sort is a row of ``_SORTS``: its module writes both on a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from sgc.graph.box import UNITS
from sgc.graph.scene import Length, SceneGraph, SceneObject
from sgc.layout.ordered import branching, gantt, sequence, sets, timeline
from sgc.layout.ordered.sheet import Sheet
from sgc.layout.problem import Problem
from sgc.layout.types import Edges
from sgc.measure.measure import measure

_SORTS: Mapping[str, Callable[[Sheet], None]] = {
    "sequence": sequence.write, "gantt": gantt.write, "tree": branching.write, "mindmap": branching.write,
    "sets": sets.write, "timeline": timeline.write,
}  # fmt: skip


def has_order(scene: SceneGraph) -> bool:
    return scene.figure.sort in _SORTS


def with_rules(scene: SceneGraph) -> SceneGraph:
    """The figure with the rules of its order as requirements, each in the words of the statement it follows from."""
    if not has_order(scene):
        return scene
    counts = {one.id: one.count[0] for one in scene.objects}
    sheet = _written(Problem(scene, counts, measure(scene)), 1.0)
    if sheet.widths:
        scene = replace(scene, objects=tuple(_wide(one, sheet.widths.get(one.id)) for one in scene.objects))
        sheet = _written(Problem(scene, counts, measure(scene)), 1.0)
    return replace(scene, requirements=(*scene.requirements, *sheet.requirements))


def proposed(problem: Problem, scale: float) -> Mapping[str, Edges]:
    """The box of everything, with the label that stands below it, from (0, 0) on."""
    sheet = _written(problem, scale)
    boxes = {id: _with_label(box, *sheet.label_below(id)) for id, box in sheet.boxes.items()}
    for member in reversed(problem.members):  # groups stand before what is in them
        if member.is_frame and member.id not in boxes:
            pad, head = 2 * problem.measures.padding, member.extent.head
            inner = [boxes[one.id] for one in problem.content(member.id) if one.id in boxes] or [(0, 0, 0, 0)]
            low, high = ([pick(box[i] for box in inner) for i in at] for pick, at in ((min, (0, 1)), (max, (2, 3))))
            boxes[member.id] = (low[0] - pad, low[1] - pad - head, high[0] + pad, high[1] + pad)
    left, top = (min((box[i] for box in boxes.values()), default=0) for i in (0, 1))
    return {id: (box[0] - left, box[1] - top, box[2] - left, box[3] - top) for id, box in boxes.items()}


def _with_label(box: Edges, width: int, height: int) -> Edges:
    left, top, right, bottom = box
    wider = max(0, width - (right - left) + 1) // 2
    return left - wider, top, right + wider, bottom + height


def _written(problem: Problem, scale: float) -> Sheet:
    sheet = Sheet(problem, scale)
    _SORTS[problem.scene.figure.sort or ""](sheet)
    return sheet


def _wide(one: SceneObject, size: tuple[int, int | None] | None) -> SceneObject:
    """The object with a width and perhaps a height in layout units, unless its own words say some."""
    if size is None or "width" in one.properties:
        return one
    sides = {name: Length(Fraction(side, UNITS)) for name, side in zip(("width", "height"), size, strict=True) if side}
    return replace(one, properties={**one.properties, **sides})
