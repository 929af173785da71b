"""draw.io: a diagram that can be edited there: shapes, containers, and edges that are tied to their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar
from xml.sax.saxutils import quoteattr

from sgc.backends.diagram_parts import Edge, Part, Parts, number, plain
from sgc.graph.box import UNITS
from sgc.graph.nodes import RECORD
from sgc.graph.ordered import completed
from sgc.graph.ordered.sequence import AREA, lifeline
from sgc.graph.scene import Kind, SceneGraph
from sgc.layout.types import Layout
from sgc.measure.themes import theme_named

#: By shape, the style of draw.io that draws it.
_SHAPES: Mapping[str, str] = {
    "rectangle": "", "square": "", "rounded": "rounded=1;", "pill": "rounded=1;arcSize=50;", "circle": "ellipse;",
    "ellipse": "ellipse;", "diamond": "rhombus;", "hexagon": "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;",
    "database": "shape=cylinder3;boundedLbl=1;size=8;", "queue": "shape=cylinder3;boundedLbl=1;size=8;direction=south;",
    "document": "shape=document;boundedLbl=1;size=0.18;", "note": "shape=note;size=12;backgroundOutline=1;",
    "cloud": "ellipse;shape=cloud;", "parallelogram": "shape=parallelogram;perimeter=parallelogramPerimeter;",
    "trapezoid": "shape=trapezoid;perimeter=trapezoidPerimeter;", "triangle": "triangle;direction=north;",
    "subroutine": "shape=process;size=0.06;", "double circle": "ellipse;shape=doubleEllipse;",
    "start dot": "ellipse;fillColor=strokeColor;", "end dot": "ellipse;shape=endState;fillColor=strokeColor;",
    "cuboid": "shape=cube;size=8;boundedLbl=1;", "collection": "shape=mxgraph.basic.layered_rect;dx=8;",
    "bar": "fillColor=strokeColor;", "person": "shape=umlActor;", "stick figure": "shape=umlActor;",
    "star": "shape=mxgraph.basic.star;", "cross": "shape=cross;", "octagon": "shape=mxgraph.basic.octagon2;",
}  # fmt: skip
#: Arrows of draw.io, with whether they are filled.
_HEADS: Mapping[str, tuple[str, int]] = {
    "none": ("none", 0), "arrow": ("block", 1), "open": ("open", 0), "triangle": ("block", 0),
    "diamond": ("diamondThin", 1), "hollow diamond": ("diamondThin", 0), "circle": ("oval", 1),
    "hollow circle": ("oval", 0), "bar": ("baseDash", 0), "many": ("ERmany", 0), "cross": ("cross", 0),
    "one": ("ERmandOne", 0), "zero or one": ("ERzeroToOne", 0),
    "one or many": ("ERoneToMany", 0), "zero or many": ("ERzeroToMany", 0),
}  # fmt: skip
_LINES: Mapping[str, str] = {
    "solid": "", "dashed": "dashed=1;", "dotted": "dashed=1;dashPattern=1 3;", "bold": "strokeWidth=2.5;",
}  # fmt: skip
#: What a figure's own order draws, by its noun; lifelines are parts of participants, and messages edges.
_MARKS: Mapping[str, str] = {
    "bar": "fillColor=#ffffff;", "frame": "fillColor=none;", "rule": "line;dashed=1;strokeWidth=1;",
    "divider": "line;strokeWidth=2;",
}  # fmt: skip
_DRAWN_OTHERWISE = ("lifeline", "message")
_ROUTINGS: Mapping[str, str] = {
    "orthogonal": "edgeStyle=orthogonalEdgeStyle;rounded=1;arcSize=6;", "straight": "", "curved": "curved=1;",
}  # fmt: skip
#: Characters that no XML file holds.
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
#: Height of the band of a table or class that holds its name, in pixels.
_TITLE_BAND = 26.0


@dataclass(frozen=True, slots=True)
class DrawioBackend:
    """An uncompressed ``.drawio`` file with one page; places and ways are those of the layout."""

    name: ClassVar[str] = "drawio"
    suffixes: ClassVar[tuple[str, ...]] = (".drawio",)

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes:
        return _Page(layout, scene).text().encode("utf-8", errors="replace")


class _Page:
    def __init__(self, layout: Layout, scene: SceneGraph) -> None:
        self.layout, self.scene = layout, scene
        self.parts = Parts(layout, completed(scene))
        self.theme = theme_named(scene.figure.theme)
        #: By the id of a lifeline, its lower end in pixels.
        self.lifelines: dict[str, float] = {}
        if scene.figure.sort == "sequence":
            self.lifelines = {one.id: one.box[3] / UNITS for one in layout.objects}

    def text(self) -> str:
        width, height = self.layout.size
        background = (self.scene.figure.background or self.theme.background)[:7]
        title = self.scene.figure.title or "Page-1"
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>', '<mxfile host="sgc">',
            f'  <diagram id="page" name={_quoted(title)}>',
            f'    <mxGraphModel grid="1" gridSize="10" page="1" pageWidth="{width}" pageHeight="{height}" '
            f'background="{background}" math="0" shadow="0">',
            "      <root>", '        <mxCell id="0"/>', '        <mxCell id="1" parent="0"/>',
        ]  # fmt: skip
        for part in self.parts.roots:
            lines += self._vertex(part, "1", (0.0, 0.0))
        boxes = {f"node-{part.key}": self._box(part) for part in self.parts.all}
        boxes |= {
            f"node-{part.key}-{count}": (part.box[0], part.box[1] + top, part.box[2], height)
            for part in self.parts.all if part.shape == RECORD for count, (top, height) in enumerate(_rows(part))
        }  # fmt: skip
        for count, edge in enumerate(self.parts.edges(), 1):
            lines += self._edge(edge, f"edge-{count}", boxes)
        if self.layout.title is not None:
            left, top, right, bottom = (edge / UNITS for edge in self.layout.title.box)
            style = "text;html=0;align=center;verticalAlign=middle;fontStyle=1;"
            style += f"fontSize={round(self.layout.title.font_size)};"
            box = (left, top, right - left, bottom - top)
            lines += self._cell("title", plain(self.layout.title.text), style, "1", box)
        lines += ["      </root>", "    </mxGraphModel>", "  </diagram>", "</mxfile>"]
        return "\n".join(lines) + "\n"

    # ------------------------------------------------------------ nodes

    def _vertex(self, part: Part, parent: str, origin: tuple[float, float]) -> Iterator[str]:
        """A node with its rows, or a frame with what is in it; children are placed from their parent's corner."""
        left, top, width, height = self._box(part)
        box = (left - origin[0], top - origin[1], width, height)
        key = f"node-{part.key}"
        if part.object.noun in _DRAWN_OTHERWISE and part.object.kind is Kind.MARK:
            return
        if part.shape == RECORD and not part.is_frame:
            yield from self._record(part, key, parent, box)
            return
        yield from self._cell(key, part.text, self._style(part), parent, box)
        for child in part.children:
            yield from self._vertex(child, key, (left, top))

    def _box(self, part: Part) -> tuple[float, float, float, float]:
        """The box of a part; that of a participant reaches to the end of its lifeline."""
        left, top, width, height = part.box
        bottom = self.lifelines.get(lifeline(part.object.id))
        return (left, top, width, height) if bottom is None else (left, top, width, bottom - top)

    def _style(self, part: Part) -> str:
        one = part.object
        if lifeline(one.id) in self.lifelines:
            base = "shape=umlLifeline;perimeter=lifelinePerimeter;whiteSpace=wrap;container=0;collapsible=0;"
            base += f"portConstraint=eastwest;size={number(part.box[3])};"
        elif one.kind is Kind.MARK:
            if one.noun == AREA:
                return f"fillColor={one.properties['fill']};strokeColor=none;html=0;"
            return _MARKS.get(one.noun, _MARKS["frame"]) + f"html=0;strokeColor={self.theme.link};"
        elif part.is_frame:
            base = "rounded=1;arcSize=4;container=1;collapsible=0;recursiveResize=0;verticalAlign=top;align=left;"
            base += "spacingLeft=8;"
        elif one.kind is Kind.TEXT:
            base = "text;align=center;verticalAlign=middle;"
        else:
            base = _SHAPES.get(part.shape, "rounded=1;")
            is_picture = one.kind is Kind.PICTURE
            base += "verticalLabelPosition=bottom;verticalAlign=top;" if is_picture else "whiteSpace=wrap;"
        fill, stroke = part.fill, part.stroke
        if part.is_frame:
            fill, stroke = part.stated.get("fill", self.theme.group), part.stated.get("stroke", self.theme.faint)
        looks = "html=0;" + (f"fontSize={int(size)};" if (size := self._font(part)) else "")
        if one.kind is not Kind.TEXT:
            looks += f"fillColor={fill or 'none'};strokeColor={stroke or self.theme.link};"
        looks += f"fontColor={part.ink or self.theme.ink};"
        looks += "fontStyle=1;" if one.properties.get("bold") is True or part.is_frame else ""
        return (base + looks).replace("fillColor=strokeColor;", f"fillColor={self.theme.link};")

    def _font(self, part: Part) -> float | None:
        placed = next((one for one in self.layout.objects if one.object == part.object.id), None)
        return round(placed.label.font_size) if placed is not None and placed.label is not None else None

    def _record(self, part: Part, key: str, parent: str, box: tuple[float, float, float, float]) -> Iterator[str]:
        """A table or class as a swimlane, its rows stacked in it."""
        band = _band(part)
        style = (
            f"swimlane;fontStyle=1;childLayout=stackLayout;horizontal=1;startSize={number(band)};horizontalStack=0;"
            f"resizeParent=1;resizeLast=0;collapsible=0;html=0;fillColor={part.fill or 'none'};"
            f"strokeColor={part.stroke or self.theme.link};fontColor={self.theme.ink};"
        )
        yield from self._cell(key, part.text, style, parent, box)
        for count, (row, (top, height)) in enumerate(zip(part.object.rows, _rows(part), strict=True)):
            place = (0.0, top, box[2], height)
            if not row.cells:
                yield from self._cell(f"{key}-{count}", "", "line;strokeWidth=1;fillColor=none;", key, place)
                continue
            words = "  ".join(row.cells)
            style = "text;align=left;verticalAlign=middle;spacingLeft=6;overflow=hidden;html=0;"
            style += "points=[[0,0.5],[1,0.5]];portConstraint=eastwest;"
            yield from self._cell(f"{key}-{count}", words, style, key, place)

    def _cell(
        self, key: str, text: str, style: str, parent: str, box: tuple[float, float, float, float]
    ) -> Iterator[str]:
        x, y, width, height = map(number, box)
        yield (f'        <mxCell id={_quoted(key)} value={_quoted(text)} style={_quoted(style)} vertex="1" '
               f'parent={_quoted(parent)}>')  # fmt: skip
        yield f'          <mxGeometry x="{x}" y="{y}" width="{width}" height="{height}" as="geometry"/>'
        yield "        </mxCell>"

    # ------------------------------------------------------------ edges

    def _edge(self, edge: Edge, key: str, boxes: Mapping[str, tuple[float, float, float, float]]) -> Iterator[str]:
        routing = edge.link.properties.get("routing")
        style = _ROUTINGS.get(routing if isinstance(routing, str) else self.scene.figure.routing, "")
        (tail, tail_filled), (head, head_filled) = _HEADS[edge.tail], _HEADS[edge.head]
        style += f"html=0;startArrow={tail};startFill={tail_filled};endArrow={head};endFill={head_filled};"
        style += _LINES[edge.line]
        style += f"strokeColor={edge.stroke or self.theme.link};fontColor={self.theme.ink};"
        style += f"strokeWidth={number(edge.width)};" if edge.width is not None else ""
        if len(edge.points) > 1:
            style += _at("exit", edge.points[0], boxes[self._end(edge, 0)])
            style += _at("entry", edge.points[-1], boxes[self._end(edge, 1)])
        yield (
            f'        <mxCell id="{key}" value={_quoted(plain(edge.link.label or ""))} style={_quoted(style)} edge="1" '
            f'parent="1" source={_quoted(self._end(edge, 0))} target={_quoted(self._end(edge, 1))}>'
        )
        yield '          <mxGeometry relative="1" as="geometry">'
        if len(edge.points) > 2:
            yield '            <Array as="points">'
            yield from (f'              <mxPoint x="{number(x)}" y="{number(y)}"/>' for x, y in edge.points[1:-1])
            yield "            </Array>"
        if edge.label_at is not None and len(edge.points) > 1:
            x, y = _middle(edge.points)
            dx, dy = number(edge.label_at[0] - x), number(edge.label_at[1] - y)
            yield f'            <mxPoint x="{dx}" y="{dy}" as="offset"/>'
        yield "          </mxGeometry>"
        yield "        </mxCell>"
        for name, text, place in zip(("tail", "head"), edge.link.texts, (-0.8, 0.8), strict=True):
            if text:
                style = "edgeLabel;html=0;align=center;verticalAlign=bottom;resizable=0;"
                yield (f'        <mxCell id="{key}-{name}" value={_quoted(plain(text))} style="{style}" vertex="1" '
                       f'connectable="0" parent="{key}">')  # fmt: skip
                yield f'          <mxGeometry x="{place}" relative="1" as="geometry"/>'
                yield "        </mxCell>"

    def _end(self, edge: Edge, which: int) -> str:
        """The cell at an end: a row's, where the link ends at one."""
        row = edge.ports[which].row
        key = f"node-{(edge.source, edge.target)[which]}"
        return key if row is None else f"{key}-{row}"


def _at(end: str, point: tuple[float, float], box: tuple[float, float, float, float]) -> str:
    """Where at a shape an edge ends, as shares of its sides: beyond them where its words stand in between."""
    left, top, width, height = box
    x = (point[0] - left) / width if width else 0.5
    y = (point[1] - top) / height if height else 0.5
    return f"{end}X={number(x)};{end}Y={number(y)};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"


def _band(part: Part) -> float:
    """How high the band of a table or class with its name is."""
    return _TITLE_BAND * (1 + part.text.count("\n")) if part.object.rows else part.box[3]


def _rows(part: Part) -> list[tuple[float, float]]:
    """Of each row how far below the top of its table it begins, and its height."""
    each = (part.box[3] - (band := _band(part))) / max(1, len(part.object.rows))
    return [(band + count * each, each) for count in range(len(part.object.rows))]


def _middle(points: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """The point half-way along a line."""
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points)]
    left = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length:
            share = left / length
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        left -= length
    return points[-1]


def _quoted(text: str) -> str:
    """An attribute's value; what XML cannot hold is left out, and lines are kept."""
    allowed = _NOT_XML.sub("", text)
    return quoteattr(allowed, {"\n": "&#10;", "\t": "&#9;"})
