"""Whether a layout is true: by the numeric formulas, which know nothing of the solver."""

from __future__ import annotations

from dataclasses import replace

from sgc.graph.box import Box
from sgc.graph.grounding import evaluate
from sgc.graph.measures import Measures
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout


def assert_true(graph: SceneGraph, layout: Layout) -> None:
    """Every statement of the figure holds of the boxes."""
    boxes = {one.id: Box.of(*one.box, order=one.layer) for one in layout.objects}
    lengths = {"spacing": layout.spacing, "tolerance": layout.tolerance, "padding": layout.spacing // 2}
    measures = replace(Measures.for_figure(layout.size), **lengths)
    for verdict in evaluate(graph, layout.counts, boxes, measures):
        assert verdict.holds, verdict.statement.statement
