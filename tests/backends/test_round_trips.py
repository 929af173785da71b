"""Diagrams that are exported and read again have the same nodes, links, labels and groups, over the readers' files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sgc.compiler import compile_scene, load
from sgc.graph.scene import Kind, SceneGraph
from sgc.source import Source

FILES = sorted(path for path in (Path(__file__).parents[1] / "importing" / "files").rglob("*") if path.is_file())


def words(scene: SceneGraph) -> dict[str, str]:
    """By id, what is written in a thing or below it; rows of tables are not part of it."""
    said = {one.id: one.label or one.caption or "" for one in scene.objects}
    return {id: " ".join(text.split()) for id, text in said.items()}


def told(scene: SceneGraph) -> tuple[Counter[str], Counter[str], Counter[tuple[str, ...]]]:
    """The texts of nodes, those of groups, and for each link its label with the texts of its ends, in either order."""
    text = words(scene)
    things = [one for one in scene.objects if not one.derived and one.kind is not Kind.MARK]
    nodes = Counter(text[one.id] for one in things if one.kind is not Kind.GROUP)
    groups = Counter(text[one.id] for one in things if one.kind is Kind.GROUP)
    links = Counter(
        (" ".join((link.label or "").split()), *sorted((text.get(link.source, ""), text.get(link.target, ""))))
        for link in scene.links
    )
    return nodes, groups, links


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_exported_and_read_again_is_the_same(path: Path) -> None:
    for scene in load(path):
        if scene.figure.sort is not None:
            continue
        picture = compile_scene(scene)
        for backend, suffix in (("dot", "dot"), ("mermaid", "mmd")):
            if backend == "mermaid" and any(one.rows for one in scene.objects):
                continue  # its flowcharts have no tables, and its classes no other nodes
            (again,) = load(Source(f"again.{suffix}", picture.render(backend).decode()))
            assert told(again) == told(picture.scene), backend
