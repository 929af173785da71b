"""Graphviz dot on the same graph, as a peer: its drawing measured as ours is, and its time."""

from __future__ import annotations

import json
import resource
import subprocess

from diagrams.graphs import Graph
from diagrams.measures import Box, Drawn, Point, curve


def drawn(graph: Graph, orthogonal: bool = False, limit: int = 600) -> tuple[Drawn | None, float]:
    """What dot draws, and its seconds of CPU; None when it takes longer than ``limit``."""
    lines = ["digraph {", "node [shape=box fontname=Helvetica fontsize=14]", "edge [fontname=Helvetica fontsize=12]"]
    if orthogonal:
        lines.append("splines=ortho")
    lines += (f'n{i} [label="{label}"]' for i, label in enumerate(graph.labels))
    for number, group in enumerate(graph.groups):
        lines.append(f'subgraph cluster{number} {{ label="Group {number}" {" ".join(f"n{i}" for i in group)} }}')
    lines += (f"n{a} -> n{b}" + (f' [label="{label}"]' if label else "") for a, b, label in graph.links)
    before = spent(resource.RUSAGE_CHILDREN)
    try:
        run = subprocess.run(["dot", "-Tjson"], input="\n".join([*lines, "}"]), capture_output=True, text=True,
                             timeout=limit, check=True)  # fmt: skip
    except subprocess.TimeoutExpired:
        return None, float(limit)
    seconds = spent(resource.RUSAGE_CHILDREN) - before
    return _read(json.loads(run.stdout)), seconds


def spent(who: int) -> float:
    """Seconds of CPU, user and system together: how these two part is a guess from few ticks of a clock in a process as
    short as dot's."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _read(data: dict[str, object]) -> Drawn:
    scale = 96 / 72  # points to pixels
    names: dict[int, str] = {}
    nodes: dict[str, Box] = {}
    for one in data["objects"]:  # type: ignore[attr-defined]
        names[one["_gvid"]] = one["name"]
        if "pos" in one:
            x, y = (float(part) * scale for part in one["pos"].split(","))
            width, height = float(one["width"]) * 96 / 2, float(one["height"]) * 96 / 2
            nodes[one["name"]] = (x - width, y - height, x + width, y + height)
    links, labels = [], []
    for number, one in enumerate(data.get("edges", ())):  # type: ignore[arg-type,var-annotated]
        line = _line(one["pos"], scale)
        links.append((names[one["tail"]], names[one["head"]], line))
        if "lp" in one:
            x, y = (float(part) * scale for part in one["lp"].split(","))
            width = next(float(op["width"]) for op in one["_ldraw_"] if op["op"] == "T") * scale / 2
            labels.append((number, (x - width, y - 8, x + width, y + 8)))
    return Drawn(nodes, links, labels)


def _line(pos: str, scale: float) -> list[Point]:
    """A spline of dot: control points in points, with the tips of arrows apart."""
    end: Point | None = None
    points: list[Point] = []
    for part in pos.split():
        kind, _, rest = part.partition(",") if part[:1] in "es" else ("", "", part)
        x, y = (float(one) * scale for one in rest.split(","))
        if kind == "e":
            end = (x, y)
        elif kind == "":
            points.append((x, y))
    line = points[:1]
    for i in range(1, len(points) - 2, 3):
        line += curve(line[-1], *points[i : i + 3])  # type: ignore[misc]
    return [*line, end] if end is not None else line
