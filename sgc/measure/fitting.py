"""Labels that would need more room than their things have beside the others: in more lines, then in smaller letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

from sgc.graph.scene import SceneGraph, SceneObject
from sgc.measure.text import Typeset, typeset

#: Labels get no smaller than this, in pixels of an em; they do in steps of this factor.
LEAST, STEP = 9.0, 0.88
#: Lines are tried at these shares of their usual length.
LENGTHS = (1.0, 0.75, 0.55, 0.4, 0.25)
#: The share that a thing with a label may take of the room that there is for each of them.
SHARE = 0.8

#: The least width and height in pixels that a thing has to have for a block of text.
Needed = Callable[[Typeset], tuple[float, float]]


def room_for_each(one: SceneObject, scene: SceneGraph) -> tuple[float, float]:
    """The width and height in pixels that a thing with a label may take, so that all of them find room: an even share
    of the canvas, or its place in a row, column or grid."""
    width, height = scene.figure.size
    labelled = sum(max(1, other.count[0]) for other in scene.objects if other.label is not None)
    side = SHARE * sqrt(width * height / max(1, labelled))
    across, down = min(side, SHARE * width), min(side, SHARE * height)
    counts = {other.id: max(1, other.count[0]) for other in scene.objects}
    for line in scene.arrangements:
        targets = [target.split("[")[0] if target not in counts else target for target in line.targets]
        if one.id not in targets or line.negated or line.weight is not None:
            continue
        number = sum(counts.get(target, 1) for target in targets)
        rows, columns = {"row": (1, number), "column": (number, 1), "grid": line.size or (1, 1)}.get(line.kind, (1, 1))
        across, down = min(across, SHARE * width / columns), min(down, SHARE * height / rows)
    for said in scene.relations:
        if said.predicate == "on" and one.id in said.arguments[0].targets and not said.negated:  # side by side
            under = said.arguments[1].targets
            beside = {
                target for other in scene.relations if other.predicate == "on" and other.arguments[1].targets == under
                for target in other.arguments[0].targets
            }  # fmt: skip
            holders = sum(counts.get(target, 1) for target in under)
            across = min(across, SHARE * width * holders / sum(counts.get(target, 1) for target in beside))
    return across, down


def beside(block: Typeset) -> tuple[float, float]:
    """What a text needs that stands beside its thing."""
    return block.width, block.height


def in_a_room(room: tuple[float, float, float, float], aspect: float | None) -> Needed:
    """What a thing needs that has its text in a ``room`` (left, top, right, bottom, as parts of its box) and keeps its
    ``aspect``, if any."""

    def needed(block: Typeset) -> tuple[float, float]:
        across, down = block.width / (room[2] - room[0]), block.height / (room[3] - room[1])
        return (across, down) if aspect is None else (max(across, down * aspect), max(down, across / aspect))

    return needed


def fitted(
    text: str, size: float, bold: bool, line: float, needed: Needed, room: tuple[float, float]
) -> tuple[Typeset, float, float]:
    """The text as it is set, the size of its letters and where its lines end, in pixels: the largest letters, and the
    longest lines up to ``line`` times their size, with which it fits the ``room``; else what needs least of it."""

    def lack(block: Typeset) -> float:
        return max(need / have for need, have in zip(needed(block), room, strict=True))

    best: tuple[Typeset, float, float] | None = None
    for letters in _smaller(size):
        lines = [line * letters * share for share in LENGTHS]
        tried = [(typeset(text, letters, bold=bold, max_width=limit), limit) for limit in lines]
        block, limit = min(tried, key=lambda one: max(1.0, lack(one[0])))  # of those that fit, the first
        if best is None or lack(block) < lack(best[0]):
            best = block, letters, limit
        if lack(block) <= 1:
            break
    assert best is not None
    return best


def _smaller(size: float) -> Iterator[float]:
    yield size
    while (size := size * STEP) >= LEAST:
        yield round(size, 1)
