"""The answer of ``sgc layout --json``: boxes in pixels, or the conflicts that leave none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sgc.graph.box import UNITS
from sgc.graph.links import label_id
from sgc.graph.ordered import completed
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Conflict, Core, Edges, Fix, Layout, LayoutResult, PlacedLabel
from sgc.source import SgcError, Span, error
from sgc.source.codes import FILE
from sgc.source.files import read_source

#: How far from the corner an edge may be, in pixels: as far as numbers of the language go.
FARTHEST = 1_000_000_000


def layout_to_json(result: LayoutResult, scene: SceneGraph, solve_seconds: float | None = None) -> dict[str, Any]:
    """The result as JSON values, in the form that interfaces.md promises to other programs.

    Boxes are [left, top, right, bottom] of the visible ink in canvas pixels, y down. ``solve_seconds``
    is left out when None, so that equal layouts give equal answers. A relaxed layout has the status
    "relaxed" and lists what it breaks as "violated"; so does the best of a search that was cut short, which is
    "unknown".
    """
    answer: dict[str, Any] = {
        "status": _status(result),
        "size": list(result.size if isinstance(result, Layout) else scene.figure.size),
        "reproducible": result.reproducible if isinstance(result, Layout) else True,
    }
    if solve_seconds is not None:
        answer["solve_seconds"] = round(solve_seconds, 3)
    answer["boxes"] = _boxes(result, scene) if isinstance(result, Layout) else []
    answer["routes"] = _routes(result, scene) if isinstance(result, Layout) else []
    answer["conflicts"] = [_conflict(core) for core in result.cores] if isinstance(result, Conflict) else []
    if isinstance(result, Layout) and result.violated:
        answer["violated"] = [_statement(*one) for one in result.violated]
    return answer


def read_boxes(path: Path) -> dict[str, Edges]:
    """The boxes of a layout in this form, by the id of the member, in layout units.

    Raises SgcError when the file holds none, OSError when it cannot be read.
    """
    try:
        # ``sgc layout --json`` prints a line for each figure; the first is taken.
        content = json.loads(read_source(path).text.strip().partition("\n{")[0])
        boxes = {str(one["id"]): _edges(one["box"]) for one in content["boxes"]}
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        boxes = {}
    if not boxes:
        message = f"'{path.name}' holds no layout"
        hint = "Give what 'sgc compile IN -o FILE.json' or 'sgc layout --json' wrote."
        raise SgcError([error(FILE, message, None, hint)])
    return boxes


def _edges(box: Sequence[float]) -> Edges:
    left, top, right, bottom = (round(float(edge) * UNITS) for edge in box)
    if max(map(abs, (left, top, right, bottom))) > FARTHEST * UNITS:
        raise ValueError("no layout has such boxes")
    return left, top, right, bottom


def _status(result: LayoutResult) -> str:
    if isinstance(result, Layout):
        if result.violated:  # of a search that was cut short nothing is claimed
            return "relaxed" if result.reproducible else "unknown"
        return "satisfied"
    return "impossible" if isinstance(result, Conflict) else "unknown"


def _boxes(layout: Layout, scene: SceneGraph) -> list[dict[str, Any]]:
    """One entry per member, in drawing order; groups and part instances are among them."""
    nouns = {one.id: one.noun for one in completed(scene).objects}
    return [
        {
            "id": placed.id,
            "object": placed.object,
            "noun": nouns[placed.object],
            "box": _pixels(placed.box),
            "layer": placed.layer,
            "rotation": placed.rotation,
            "label": _label(placed.label),
        }
        for placed in layout.objects
    ]


def _routes(layout: Layout, scene: SceneGraph) -> list[dict[str, Any]]:
    """One entry per link: the corners of its line, from border to border, and the box that is its label."""
    links = {link.id: link for link in scene.links}
    return [
        {
            "id": route.id,
            "source": route.source,
            "target": route.target,
            "arrow": links[route.id].arrow,
            "points": [[round(x / UNITS, 2), round(y / UNITS, 2)] for x, y in route.points],
            "label": label_id(links[route.id]) if links[route.id].label is not None else None,
        }
        for route in layout.routes
    ]


def _label(label: PlacedLabel | None) -> dict[str, Any] | None:
    if label is None:
        return None
    return {"text": label.text, "box": _pixels(label.box), "font_size": label.font_size}


def _pixels(box: Edges) -> list[float]:
    """Four decimals tell all twelfths of a pixel apart, so the layout can be read back exactly."""
    return [edge // UNITS if edge % UNITS == 0 else round(edge / UNITS, 4) for edge in box]


def _conflict(core: Core) -> dict[str, Any]:
    return {
        "core": [_statement(*one) for one in core.statements],
        "defaults": list(core.defaults),
        "fixes": [_fix(fix) for fix in core.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"action": fix.action, "statement": fix.statement, "by": fix.by, "proved": fix.proved}


def _statement(text: str, span: Span) -> dict[str, Any]:
    return {"statement": text, "span": span.to_json()}
