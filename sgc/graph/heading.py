"""The title of a diagram, which stands above it."""

from __future__ import annotations

from dataclasses import replace

from sgc.graph.linear import variables
from sgc.graph.ordered.making import words
from sgc.graph.scene import CANVAS, SceneGraph

#: The size of its letters, and the room between it and what is below it; in pixels.
FONT, GAP = 18, 14
#: The id of its text among the things of a scene.
TITLE = "figure title"


def has_heading(scene: SceneGraph) -> bool:
    """Whether the title of a figure is drawn."""
    return scene.figure.kind == "diagram" and bool(scene.figure.title) and bool(scene.objects)


def with_heading(scene: SceneGraph) -> SceneGraph:
    """The scene with its title as a text among its things, if that is drawn."""
    title = scene.figure.title
    if title is None or not has_heading(scene):
        return scene
    return replace(scene, objects=(*scene.objects, words(TITLE, title, span=scene.figure.span)))


def speaks_of_canvas(scene: SceneGraph) -> bool:
    """Whether a statement is about the canvas, which is then as large as it asks."""
    spoken = {target for one in scene.relations for argument in one.arguments for target in argument.targets}
    edges = {name.rpartition(".")[0] for one in scene.requirements for name in variables(one.formula)}
    abouts = any(one.about is not None for one in scene.arrangements)
    pinned = any("position" in one.properties for one in scene.objects)
    return CANVAS in spoken or CANVAS in edges or abouts or pinned
