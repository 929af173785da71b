"""Whether a figure with an order of its own shows that order: a sort is a row of ``_SORTS``.

What its marks look like is known from the picture alone: a rectangle across a lifeline is a bar, one with a word in
its corner a frame. They are taken out of what is left to be explained, and the rest is judged as in any diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sgc.graph.scene import SceneGraph
from sgc.graph.sorts import sort_named
from sgc.verify.case import Case
from sgc.verify.ordered import branching, gantt, sequence, sets, timeline
from sgc.verify.ordered.ruling import Ruling, in_pieces, with_turns
from sgc.verify.types import Observation

_SORTS: Mapping[str, Callable[[Case], Ruling]] = {
    "sequence": sequence.ruled, "gantt": gantt.ruled, "tree": branching.ruled, "mindmap": branching.ruled,
    "sets": sets.ruled, "timeline": timeline.ruled,
}  # fmt: skip


def prepared(scene: SceneGraph, observation: Observation) -> Observation:
    """What was seen, as the order of a figure asks for it."""
    sort = sort_named(scene.figure.sort)
    if sort.has_bars and observation.straight is not None:
        return replace(observation, lines=tuple(with_turns(observation.straight)))
    if not sort.has_dates or observation.lines is None:
        return observation
    # Lines without ends are all straight here: what seems to be one that bends are several that meet.
    pieces = tuple(piece for line in observation.lines for piece in in_pieces(line))
    return replace(observation, lines=(*pieces, *(observation.straight or ())))


def ruled(case: Case) -> Ruling | None:
    """What is found out about the order of a figure; None for a figure without one."""
    rule = _SORTS.get(case.scene.figure.sort or "")
    return rule(case) if rule is not None else None
