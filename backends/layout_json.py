"""JSON: where everything is, for other programs, in the form of ``sgc layout --json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from sgc.graph.scene import SceneGraph
from sgc.layout.to_json import layout_to_json
from sgc.layout.types import Layout


@dataclass(frozen=True, slots=True)
class JsonBackend:
    """The layout as JSON, UTF-8; the time that solving took is left out, so that equal layouts give equal bytes."""

    name: ClassVar[str] = "json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes:
        return json.dumps(layout_to_json(layout, scene), indent=1, ensure_ascii=False).encode(errors="replace") + b"\n"
