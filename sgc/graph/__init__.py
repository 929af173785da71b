"""Scene graphs: names, counts, words and relations resolved, ready to be solved and verified."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgc.graph.builder import Thing, from_objects, scene_text
    from sgc.graph.networks import components, network
    from sgc.graph.resolver import resolve
    from sgc.graph.scene import (
        CANVAS,
        Absence,
        Arrangement,
        Attributes,
        Figure,
        Kind,
        Length,
        Link,
        Position,
        Reference,
        Relation,
        Requirement,
        SceneGraph,
        SceneObject,
    )
    from sgc.graph.scene_graph_json import read_scene_graph, read_scene_graphs
    from sgc.graph.scene_json import to_json

__all__ = [
    "CANVAS", "Absence", "Arrangement", "Attributes", "Figure", "Kind", "Length", "Link", "Position", "Reference",
    "Relation", "Requirement", "SceneGraph", "SceneObject", "Thing", "components", "from_objects", "network",
    "read_scene_graph", "read_scene_graphs", "resolve", "scene_text", "to_json",
]  # fmt: skip

#: Modules of names that are not in ``sgc.graph.scene``: importing ``sgc.graph`` loads none of them.
_HOMES = {
    "Thing": "builder", "from_objects": "builder", "scene_text": "builder",
    "components": "networks", "network": "networks", "resolve": "resolver",
    "read_scene_graph": "scene_graph_json", "read_scene_graphs": "scene_graph_json", "to_json": "scene_json",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sgc.graph' has no attribute {name!r}")
    return getattr(import_module(f"sgc.graph.{_HOMES.get(name, 'scene')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
