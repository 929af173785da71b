"""Boxes, alone and beside each other: how much they share, and which of several boxes of one thing is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sgc.measure.boxes import holds, meet
from sgc.verify.types import Detection, Pixels

__all__ = [
    "area", "around", "extent", "gap", "holds", "is_at", "meet", "meeting", "middle", "overlap", "painting_order",
    "share_within",
]  # fmt: skip

#: Two boxes of one class that share more of their union than this are of one thing.
SAME_THING = 0.5
#: And two of any class: nothing else is in just the same place.
SAME_BOX = 0.9


def overlap(a: Pixels, b: Pixels) -> float:
    """Intersection over union, 0 to 1."""
    if not meet(a, b):  # as nearly all boxes of a picture
        return 0.0
    shared = area(meeting(a, b))
    union = area(a) + area(b) - shared
    return shared / union if union else 0.0


def meeting(a: Pixels, b: Pixels) -> Pixels:
    """What two boxes share; of negative extent where they are apart."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def around(*boxes: Pixels) -> Pixels:
    """The box around several."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def share_within(a: Pixels, b: Pixels) -> float:
    """How much of the first box is in the second."""
    return area(meeting(a, b)) / (area(a) or 1.0) if meet(a, b) else 0.0


def is_at(point: tuple[float, float], box: Pixels, within: float = 0.0) -> bool:
    """Whether a point is in a box, or no farther from it than this across and down."""
    x, y = point
    return box[0] - within <= x <= box[2] + within and box[1] - within <= y <= box[3] + within


def gap(a: Pixels, b: Pixels) -> float:
    """The larger of the horizontal and the vertical gap between two boxes; 0 where they meet."""
    return max(0.0, b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])


def middle(box: Pixels) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def area(box: Pixels) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def extent(box: Pixels) -> str:
    """Where a box is, in words."""
    left, top, right, bottom = map(round, box)
    return f"{left}–{right} across and {top}–{bottom} down"


def painting_order(detections: Sequence[Detection], last: Collection[int]) -> list[int]:
    """The indexes of detections as their boxes are painted over each other: those of ``last`` at the end, and what is
    large before what is in it."""
    return sorted(range(len(detections)), key=lambda i: (i in last, -area(detections[i].box)))


def distinct(boxes: Sequence[Pixels], same: float) -> list[Pixels]:
    """The boxes without those that share so much of their union with an earlier one."""
    kept: list[Pixels] = []
    for box in boxes:
        if all(overlap(box, other) < same for other in kept):
            kept.append(box)
    return kept


def gathered(boxes: Sequence[Pixels], apart: float) -> list[Pixels]:
    """The boxes around all those, two at least, of which each is near another: no farther away than that part of the
    longer side of the smaller one."""
    rest, found = list(boxes), []
    while rest:
        group = [rest.pop(0)]
        for one in group:
            near = [other for other in rest if gap(one, other) <= apart * min(_longer(one), _longer(other))]
            rest = [other for other in rest if other not in near]
            group += near
        if len(group) > 1:
            found.append(around(*group))
    return found


def _longer(box: Pixels) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def suppressed(detections: Sequence[Detection]) -> list[Detection]:
    """Non-maximum suppression, class by class, without which counting means nothing: the surest first, each as long as
    no surer one is of the same thing."""
    kept: list[Detection] = []
    for one in sorted(detections, key=lambda one: (-one.score, one.box, one.noun)):
        if not any(
            overlap(one.box, other.box) > (SAME_THING if one.noun == other.noun else SAME_BOX) for other in kept
        ):
            kept.append(one)
    return kept
