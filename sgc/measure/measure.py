"""How big each declared object is before anything is placed: the things of a scene, or the nodes of a diagram.

The layout decides the final sizes; this phase says which proportions are fixed, what size is natural beside the other
objects of the figure, and how much room the labels take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

from sgc.graph.box import UNITS
from sgc.graph.measures import Measures, canvas_box
from sgc.graph.scene import Figure, Kind, SceneGraph
from sgc.measure.extents import Extent
from sgc.measure.nodes import node_extents
from sgc.measure.things import thing_extents

#: The least room between the nodes and labels of a diagram, in pixels.
NODE_SPACING = 10


def measure(scene: SceneGraph, scale: float = 1.0) -> Mapping[str, Extent]:
    """The extent of every declared object, by its id; ``scale`` is that of a diagram's letters."""
    return node_extents(scene, scale) if scene.figure.kind == "diagram" else thing_extents(scene)


def measures_of(scene: SceneGraph, counts: Mapping[str, int], extents: Mapping[str, Extent]) -> Measures:
    """The figure's lengths when there are so many of each object; the median of the sizes that its things wish
    for bounds the spacing of crowded figures."""
    width, height = scene.figure.size
    if scene.figure.kind == "diagram":  # of which the size may be unknown until it is laid out, so no length is a share
        lengths = Measures.for_figure(Figure().size, scene.figure.spacing or NODE_SPACING)
        return replace(lengths, canvas=canvas_box(scene.figure.size))
    things = [one for one in scene.objects for _ in one.members(counts.get(one.id, 1))]
    typical = (0.25 * width * height / max(1, len(things))) ** 0.5
    sizes = [typical * extents[one.id].natural * UNITS for one in things if one.kind not in (Kind.GROUP, Kind.PART)]
    return Measures.for_figure(scene.figure.size, scene.figure.spacing, round(median(sizes)) if sizes else None)
