"""Figures with an order of their own: what their steps mean, and what they draw beside what was declared.

A sort is a row of ``_ROWS``: what is done with the figure once its names are known, and what it adds to be placed,
drawn and seen. Its geometry is the layout's (``sgc.layout.ordered``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sgc.graph.links import with_link_labels
from sgc.graph.ordered import branching, gantt, sequence, sets, timeline
from sgc.graph.report import Report
from sgc.graph.scene import Kind, SceneGraph

_ROWS: Mapping[str, tuple[Callable[[SceneGraph, Report], SceneGraph], Callable[[SceneGraph], SceneGraph]]] = {
    "sequence": (sequence.prepared, sequence.completed),
    "gantt": (gantt.prepared, gantt.completed),
    "tree": (branching.prepared, branching.completed),
    "mindmap": (branching.prepared, branching.completed),
    "sets": (sets.prepared, sets.completed),
    "timeline": (timeline.prepared, timeline.completed),
}


def ordered(graph: SceneGraph, report: Report) -> SceneGraph:
    """The figure with what its steps mean: links, relations and colours. What is wrong with them is reported."""
    row = _ROWS.get(graph.figure.sort or "")
    return row[0](graph, report) if row is not None else graph


def completed(graph: SceneGraph) -> SceneGraph:
    """The figure with everything that is placed and seen: the labels of its links, and what its own order draws."""
    graph = with_link_labels(graph)
    row = _ROWS.get(graph.figure.sort or "")
    is_done = any(one.kind is Kind.MARK for one in graph.objects)
    return graph if row is None or is_done else row[1](graph)
