"""From a layout to a short list of primitives, with style and colour decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgc.drawing.primitives import Drawing
    from sgc.graph.scene import SceneGraph
    from sgc.layout.types import Layout

__all__ = ["compose"]


def compose(scene: SceneGraph, layout: Layout, root: Path | None = None) -> Drawing:
    """The drawing of a layout: every style and colour decided, nothing moved.

    Images are read from under ``root``, or from under the scene file's folder when it is None. Raises
    SgcError for an image that cannot be used.
    """
    from sgc.drawing.composition import Composition  # texts and pictures load only when something is drawn

    return Composition(scene, layout, root).drawing()
