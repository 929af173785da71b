"""A diagram laid out, and where its things are."""

from __future__ import annotations

from sgc.compiler import load, solve
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout


def diagram(body: str, size: str = "") -> SceneGraph:
    return load(f"diagram {size} {{\n{body}\n}}")[0]


def laid_out(body: str, size: str = "") -> Layout:
    found = solve(diagram(body, size))
    assert isinstance(found, Layout)
    assert not found.violated
    return found


def middles(layout: Layout, axis: int) -> dict[str, float]:
    return {one.id: (one.box[axis] + one.box[axis + 2]) / 2 for one in layout.objects}
