"""The title of a diagram, which stands above it."""

from __future__ import annotations

from dataclasses import replace

from sgc.graph.ordered.making import words
from sgc.graph.scene import SceneGraph

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
