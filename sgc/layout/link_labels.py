"""Labels of links between things side by side, moved to the middle between the two, where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sgc.diagram.grid import Edges
from sgc.diagram.plane import is_level
from sgc.graph.links import label_id
from sgc.graph.scene import Link
from sgc.layout.types import PlacedObject
from sgc.measure.boxes import meet


def centred(
    objects: Sequence[PlacedObject], links: Iterable[Link], direction: str, around: frozenset[str], spacing: int
) -> tuple[PlacedObject, ...]:
    """The objects, of which labels slide along the links beside which they stand. What is ``around`` others is in no
    way; from all else they keep the ``spacing``, as far as they had it."""
    boxes = {one.id: one.box for one in objects}
    axis = 1 if is_level(direction) else 0
    for link in links:
        id = label_id(link)
        if id in boxes and link.source in boxes and link.target in boxes:
            moved = _moved(boxes[id], boxes[link.source], boxes[link.target], axis)
            if moved is not None:
                swept = _around(boxes[id], moved)
                others = [box for other, box in boxes.items() if other != id and other not in around]
                if not any(meet(swept, box, spacing) and not meet(boxes[id], box, spacing) for box in others):
                    boxes[id] = moved
    return tuple(one if one.box == boxes[one.id] else replace(one, box=boxes[one.id]) for one in objects)


def _moved(label: Edges, one: Edges, other: Edges, axis: int) -> Edges | None:
    """The label in the middle between two boxes that stand beside each other along the axis, if it is between them."""
    first, second = sorted((one, other), key=lambda box: box[axis])
    low, high = first[axis + 2], second[axis]
    top, bottom = max(first[1 - axis], second[1 - axis]), min(first[3 - axis], second[3 - axis])
    is_beside = label[1 - axis] < bottom and label[3 - axis] > top
    if top >= bottom or not is_beside or label[axis] < low or label[axis + 2] > high:
        return None
    step = (low + high - label[axis] - label[axis + 2]) // 2
    found = list(label)
    found[axis], found[axis + 2] = label[axis] + step, label[axis + 2] + step
    return (found[0], found[1], found[2], found[3]) if step else None


def _around(one: Edges, other: Edges) -> Edges:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
