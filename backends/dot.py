"""Graphviz: the graph in the language DOT, with clusters, shapes, labels, styles, and where everything stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sgc.backends.diagram_parts import Edge, Part, Parts, number
from sgc.graph.nodes import RECORD
from sgc.graph.scene import Kind, SceneGraph
from sgc.layout.types import Layout

_DIRECTIONS: Mapping[str, str] = {"down": "TB", "right": "LR", "up": "BT", "left": "RL"}
#: By shape, the attributes that draw it.
_SHAPES: Mapping[str, Mapping[str, str]] = {
    "rectangle": {"shape": "box"}, "square": {"shape": "square"}, "rounded": {"shape": "box", "style": "rounded"},
    "pill": {"shape": "box", "style": "rounded"}, "circle": {"shape": "circle"}, "ellipse": {"shape": "ellipse"},
    "diamond": {"shape": "diamond"}, "hexagon": {"shape": "hexagon"}, "database": {"shape": "cylinder"},
    "queue": {"shape": "cylinder"}, "document": {"shape": "note"}, "note": {"shape": "note"},
    "cloud": {"shape": "egg"}, "parallelogram": {"shape": "parallelogram"}, "trapezoid": {"shape": "trapezium"},
    "triangle": {"shape": "triangle"}, "subroutine": {"shape": "box", "peripheries": "2"},
    "cuboid": {"shape": "box3d"}, "collection": {"shape": "box", "peripheries": "2"},
    "double circle": {"shape": "doublecircle"}, "start dot": {"shape": "point", "width": "0.2"},
    "end dot": {"shape": "doublecircle", "width": "0.15", "style": "filled", "fillcolor": "black", "label": ""},
    "bar": {"shape": "box", "style": "filled", "fillcolor": "black", "height": "0.05", "label": ""},
    "star": {"shape": "star"}, "octagon": {"shape": "octagon"}, "pentagon": {"shape": "pentagon"},
}  # fmt: skip
_HEADS: Mapping[str, str] = {
    "none": "none", "arrow": "normal", "open": "vee", "triangle": "onormal", "diamond": "diamond",
    "hollow diamond": "odiamond", "circle": "dot", "hollow circle": "odot", "bar": "tee", "many": "crow",
    "cross": "teetee", "one": "teetee", "zero or one": "teeodot", "one or many": "crowtee", "zero or many": "crowodot",
}  # fmt: skip
#: Points of Graphviz are pixels here, and 72 make an inch.
_INCH = 72.0


@dataclass(frozen=True, slots=True)
class DotBackend:
    """A ``.dot`` file: Graphviz lays it out anew, or draws the stated places with ``neato -n``."""

    name: ClassVar[str] = "dot"
    suffixes: ClassVar[tuple[str, ...]] = (".dot", ".gv")

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes:
        return _Graph(layout, scene).text().encode("utf-8", errors="replace")


class _Graph:
    def __init__(self, layout: Layout, scene: SceneGraph) -> None:
        self.layout, self.scene = layout, scene
        self.parts = Parts(layout, scene)
        self.frames = {part.key: part for part in self.parts.all if part.is_frame}
        self.height = layout.size[1]

    def text(self) -> str:
        figure = self.scene.figure
        edges = list(self.parts.edges())
        directed = not edges or any(edge.link.arrow != "--" for edge in edges)
        lines = [f"{'digraph' if directed else 'graph'} {{"]
        settings = {"rankdir": _DIRECTIONS[figure.direction], "compound": "true"}
        if figure.routing == "straight":
            settings["splines"] = "line"
        elif figure.routing == "curved" and not any(self._is_hard(edge) for edge in edges):
            settings["splines"] = "curved"
        if figure.title:
            settings.update(label=figure.title, labelloc="t")
        if figure.background:
            settings["bgcolor"] = figure.background[:7]
        lines += [f"  {name}={_quoted(value)};" for name, value in settings.items()]
        lines.append('  node [fontname="sans-serif"];')
        lines += self._inside(self.parts.roots, 1)
        lines += [self._edge(edge, directed) for edge in edges]
        return "\n".join([*lines, "}"]) + "\n"

    def _inside(self, parts: Sequence[Part], depth: int) -> Iterator[str]:
        """What is right in a cluster, or in none, and which nodes there are in one layer: nodes of several clusters may
        break dot."""
        for part in parts:
            yield from self._part(part, depth)
        keys = {part.object.id: part.key for part in parts if not part.is_frame}
        across = ("row", "middle") if self.scene.figure.direction in ("down", "up") else ("column", "center")
        for one in self.scene.arrangements:
            if (one.kind == across[0] or (one.kind, one.axis) == ("align", across[1])) and not one.negated:
                found = [keys[id] for reference in one.references for id in reference.targets if id in keys]
                if len(found) > 1:
                    yield f"{'  ' * depth}{{ rank=same; {'; '.join(map(_quoted, found))} }}"

    def _part(self, part: Part, depth: int) -> Iterator[str]:
        indent = "  " * depth
        if part.is_frame:
            yield f"{indent}subgraph {_quoted(f'cluster_{part.key}')} {{"
            yield f"{indent}  label={_quoted(part.text)};"
            for name, value in _looks(part).items():
                yield f"{indent}  {name}={value};"
            yield from self._inside(part.children, depth + 1)
            yield f"{indent}}}"
            return
        written = ", ".join(f"{name}={value}" for name, value in self._attributes(part).items())
        yield f"{indent}{_quoted(part.key)} [{written}];"

    def _attributes(self, part: Part) -> dict[str, str]:
        """The attributes of a node, each written as its value is."""
        left, top, width, height = part.box
        shape = dict(_SHAPES.get(part.shape, {"shape": "box", "style": "rounded"}))
        if part.object.kind is Kind.TEXT:
            shape = {"shape": "plaintext"}
        made = {"label": _label(part.text)}
        if part.shape == RECORD:
            shape = {"shape": "plain"}
            made = {"label": _table(part)}
        made.update({name: _quoted(value) for name, value in shape.items()})
        made.update(_looks(part, shape.get("style", "")))
        center = f"{number(left + width / 2)},{number(self.height - top - height / 2)}"
        made["pos"] = _quoted(f"{center}!")
        if part.shape in _SHAPES:  # a picture's size says nothing of the box that stands for it
            made.setdefault("width", _quoted(number(width / _INCH)))
            made.setdefault("height", _quoted(number(height / _INCH)))
        return made

    def _is_hard(self, edge: Edge) -> bool:
        """Whether dot may end in an error or an assertion of its own at an edge that is to be "curved": one with words,
        or cut at the border of a cluster. At "ortho" it may at any, so that corners are never asked for."""
        return bool(edge.link.label) or not self.frames.keys().isdisjoint((edge.source, edge.target))

    def _edge(self, edge: Edge, directed: bool) -> str:
        """An edge; one of a frame runs between nodes in it and is cut at its border."""
        made: dict[str, str] = {}
        ends = []
        for key, row, cut in zip((edge.source, edge.target), edge.ports, ("ltail", "lhead"), strict=True):
            if key in self.frames:
                made[cut] = _quoted(f"cluster_{key}")
                ends.append(_quoted(self._inner(self.frames[key])))
            else:
                ends.append(_quoted(key) + (f":r{row.row}" if row.row is not None else ""))
        if edge.link.label:
            made["label"] = _label(edge.link.label)
        for name, text in zip(("taillabel", "headlabel"), edge.link.texts, strict=True):
            if text:
                made[name] = _label(text)
        way = {(False, False): "none", (True, False): "back", (True, True): "both", (False, True): "forward"}
        made["dir"] = way[edge.tail != "none", edge.head != "none"]
        for name, word in (("arrowtail", edge.tail), ("arrowhead", edge.head)):
            if word not in ("none", "arrow"):
                made[name] = _HEADS[word]
        if edge.line != "solid":
            made["style"] = edge.line
        if edge.stroke is not None:
            made["color"] = _quoted(edge.stroke)
        if edge.width is not None:
            made["penwidth"] = number(edge.width / 1.5)
        if made["dir"] == ("forward" if directed else "none"):
            del made["dir"]
        written = ", ".join(f"{name}={value}" for name, value in made.items())
        return f"  {ends[0]} {'->' if directed else '--'} {ends[1]}" + (f" [{written}];" if written else ";")

    def _inner(self, frame: Part) -> str:
        """A node in a frame, for edges of the frame itself."""
        for child in frame.children:
            return self._inner(child) if child.is_frame else child.key
        return frame.key


def _looks(part: Part, usual: str = "") -> dict[str, str]:
    """The style and the colours of a node or a cluster, in quotes; a shape has a ``usual`` style."""
    broken = [name for name in ("dashed", "dotted") if part.object.properties.get(name) not in (None, False)]
    styles = dict.fromkeys(filter(None, (usual, "filled" if "fill" in part.stated else "", *broken)))
    made = {"style": _quoted(",".join(styles))} if styles else {}
    for name, word in (("fillcolor", "fill"), ("color", "stroke")):
        if word in part.stated:
            made[name] = _quoted(_clear(part.stated[word]))
    if part.ink is not None and ("fill" in part.stated or "ink" in part.object.properties):
        made["fontcolor"] = _quoted(part.ink)
    return made


def _clear(color: str) -> str:
    """A colour in Graphviz's words."""
    return "transparent" if color == "none" else color


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


def _label(text: str) -> str:
    """A label: a backslash is Graphviz's escape."""
    return _quoted(text.replace("\\", "\\\\"))


def _table(part: Part) -> str:
    """A table or class in Graphviz's HTML, with a port for each row."""
    columns = max((len(row.cells) for row in part.object.rows), default=1) or 1
    rows = [f'<TR><TD COLSPAN="{columns}"><B>{_html(part.text)}</B></TD></TR>']
    for count, row in enumerate(part.object.rows):
        if not row.cells:
            rows.append("<HR/>")
            continue
        cells = [_html(one) for one in row.cells]
        spans = [1] * (len(cells) - 1) + [columns - len(cells) + 1]
        written = "".join(
            f'<TD ALIGN="LEFT" COLSPAN="{span}"{f" PORT={chr(34)}r{count}{chr(34)}" if first == 0 else ""}>{cell}</TD>'
            for first, (cell, span) in enumerate(zip(cells, spans, strict=True))
        )
        rows.append(f"<TR>{written}</TR>")
    return f'<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0">{"".join(rows)}</TABLE>>'


def _html(text: str) -> str:
    made = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\n", "<BR/>", made) or " "
