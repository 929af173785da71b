"""What is wrong with a layout: an exact check against the second writing of what figures demand."""

from __future__ import annotations

from collections.abc import Mapping

from forms import Atom, Formula, Least, Sum
from reference import Demand, demand

from sgc.graph.scene import SceneGraph


def faults(
    scene: SceneGraph, boxes: Mapping[str, tuple[int, int, int, int]], counts: Mapping[str, int], tolerance: int = 0,
    layers: Mapping[str, int] | None = None,
) -> list[str]:  # fmt: skip
    """What is wrong with a layout, exactly; ``boxes`` (left, top, right, bottom) by the id of the member.

    Every edge may be misplaced by ``tolerance`` units; sizes may not. Drawing orders are checked where ``layers`` are
    given.
    """
    wanted = demand(scene, counts)
    if set(boxes) != set(wanted.boxes):
        return [f"the members differ: {sorted(set(boxes) ^ set(wanted.boxes))[:5]}"]
    values = {f"{id}.order": layer for id, layer in (layers or {}).items()}
    wrong = []
    for id, (left, top, right, bottom) in boxes.items():
        values |= {f"{id}.l": left, f"{id}.t": top, f"{id}.r": right, f"{id}.b": bottom}
        values |= {f"{id}.width": (right - left) // 2, f"{id}.height": (bottom - top) // 2}
        box = wanted.boxes[id]
        if (value(box.right, values), value(box.bottom, values)) != (right, bottom):
            wrong.append(f"{id} has another size than stated")
    found = _failing(wanted, values, tolerance)
    return wrong + [f"formula {index} does not hold: {wanted.formulas[index]}" for index in found]


def value(form: Sum, values: Mapping[str, int]) -> int:
    return form.constant + sum(c * values[name] for name, c in form.terms)


def _failing(wanted: Demand, values: Mapping[str, int], tolerance: int) -> list[int]:
    edges = {id: [value(edge, values) for edge in vars(box).values()] for id, box in wanted.boxes.items()}

    def holds(formula: Formula) -> bool:
        if isinstance(formula, Atom):
            return value(formula.sum, values) <= tolerance * sum(abs(c) for _, c in formula.sum.terms)
        if isinstance(formula, Least):
            return sum(map(holds, formula.parts)) >= formula.number
        p, q = edges[formula.a], edges[formula.b]
        return max(q[0] - p[2], p[0] - q[2], q[1] - p[3], p[1] - q[3]) >= formula.gap - 2 * tolerance

    def unknown(formula: Formula) -> bool:
        """Whether it is about drawing orders that nobody gave."""
        return isinstance(formula, Atom) and any(n.endswith(".order") and n not in values for n, _ in formula.sum.terms)

    return [index for index, one in enumerate(wanted.formulas) if not unknown(one) and not holds(one)]
