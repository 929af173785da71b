"""Whether a figure with an order of its own shows that order: a sort is a row of ``_SORTS``.

What its marks look like is known from the picture alone: a rectangle across a lifeline is a bar, one with a word in
its corner a frame. They are taken out of what is left to be explained, and the rest is judged as in any diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sgc.verify.case import Case
from sgc.verify.ordered import branching, gantt, sequence, sets, timeline
from sgc.verify.ordered.ruling import Ruling

_SORTS: Mapping[str, Callable[[Case], Ruling]] = {
    "sequence": sequence.ruled, "gantt": gantt.ruled, "tree": branching.ruled, "mindmap": branching.ruled,
    "sets": sets.ruled, "timeline": timeline.ruled,
}  # fmt: skip


def ruled(case: Case) -> Ruling | None:
    """What is found out about the order of a figure; None for a figure without one."""
    rule = _SORTS.get(case.scene.figure.sort or "")
    return rule(case) if rule is not None else None
