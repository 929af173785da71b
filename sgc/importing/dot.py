"""Graphviz: a file in the language DOT, read by Lark over ``grammars/dot.lark``, which knows the place of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sgc.importing.dot_looks import (
    as_point,
    edge_look,
    fields_of_node,
    frame_look,
    graph_settings,
    is_across,
    is_hidden,
    is_ranked,
    is_record,
    is_unseen,
    known_rank,
    links_clusters,
    node_look,
)  # fmt: skip
from sgc.importing.dot_texts import Field, Label, has_port, label_text
from sgc.importing.draft import Arrangement, Draft, Group, Link, Node, Unseen
from sgc.importing.page import Page
from sgc.importing.unseen import order, through
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree

if TYPE_CHECKING:
    from lark import Lark, Tree

#: Attributes with the place of each, by name in lower case.
Attributes = dict[str, tuple[Label, Span]]
#: Compass points that are sides; others leave the side open.
_SIDES: Mapping[str, str | None] = {
    "n": "top", "s": "bottom", "e": "right", "w": "left", "c": None, "_": None, "ne": None, "nw": None, "se": None,
    "sw": None,
}  # fmt: skip
#: What a node that no edge leads to may be a misspelt word for.
_WORDS = ("node", "edge", "graph", "subgraph")
#: Subgraphs within each other; Lark's own tree is walked by recursion.
_DEEPEST = 100


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = (files("sgc.grammars") / "dot.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", propagate_positions=True)


def read(page: Page) -> tuple[tree.Figure, ...]:
    """Every graph of the page; none where it does not follow the grammar, which the page is told."""
    from lark.exceptions import UnexpectedInput

    page.comments += _comments(page.text)
    try:
        found: Tree[Any] = _parser().parse(page.text)
    except UnexpectedInput as failure:
        start = failure.pos_in_stream if failure.pos_in_stream is not None and failure.pos_in_stream >= 0 else 0
        if start >= len(page.text.rstrip()):
            start = max(0, len(page.text.rstrip()) - 1)
        end = page.text.find("\n", start)
        place = page.span(start, len(page.text) if end < 0 else end)
        page.unreadable(place, "this does not follow the grammar of DOT")
        return ()
    return tuple(_Graph(page, graph).figure() for graph in found.children)


_NO_TEXT = re.compile(
    r"\"(?:\\.|[^\"\\])*\"|//(?P<line>[^\n]*)|/\*(?P<block>[\s\S]*?)\*/|#(?P<hash>[^\n]*)|<(?:[^<>]|<[^<>]*>)*>"
)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments of a file, which are not within texts."""
    for found in _NO_TEXT.finditer(text):
        words = " ".join((found["line"] or found["block"] or found["hash"] or "").split())
        if words:
            yield found.start(), words


@dataclass(slots=True)
class _Scope:
    """What holds in a graph or a subgraph: the frame around, and the defaults at this place."""

    group: Group | None = None
    graph: Attributes = field(default_factory=dict)
    node: Attributes = field(default_factory=dict)
    edge: Attributes = field(default_factory=dict)

    def inner(self) -> _Scope:
        return _Scope(self.group, dict(self.graph), dict(self.node), dict(self.edge))


@dataclass(slots=True)
class _Edge:
    source: str
    target: str
    directed: bool
    span: Span
    attributes: Attributes
    ports: tuple[str | None, str | None] = (None, None)


class _Graph:
    """One graph while its statements are gone through; attributes become looks when all are known."""

    def __init__(self, page: Page, node: Tree[Any]) -> None:
        self.page = page
        self.root = node
        self.draft = Draft(self._span(node))
        self.nodes: dict[str, Attributes] = {}
        self.frames: dict[str, Attributes] = {}
        #: By record the boxes that its fields are, each with its port.
        self.cells: dict[str, list[tuple[str | None, str]]] = {}
        self.edges: list[_Edge] = []
        self.strict = self.directed = False

    def figure(self) -> tree.Figure:
        children = [one for one in self.root.children if not _is_rule(one, "id")]
        self.strict = any(_is_token(one, "STRICT") for one in children)
        self.directed = any(_is_token(one, "KIND") and str(one).lower() == "digraph" for one in children)
        scope = _Scope()
        statements = [one for one in children if not _is_token(one, "STRICT") and not _is_token(one, "KIND")]
        self._statements(statements, scope, 0)
        self._settle(scope)
        return figure(self.draft)

    # ------------------------------------------------------------ statements

    def _statements(self, statements: list[Any], scope: _Scope, depth: int) -> list[str]:
        """Go through statements; gives the nodes that they name, in their order."""
        named: list[str] = []
        for one in statements:
            if one.data == "assignment":
                key, value = one.children
                scope.graph[self._label(key).text.lower()] = (self._label(value), self._span(one))
            elif one.data == "defaults":
                word = str(one.children[0]).lower()
                kept = scope.node if word == "node" else scope.edge if word == "edge" else scope.graph
                kept.update(self._attributes(one.children[1]))
            else:
                named += self._chain(one, scope, depth)
        return list(dict.fromkeys(named))

    def _chain(self, statement: Tree[Any], scope: _Scope, depth: int) -> list[str]:
        """``a -> {b c} -> d [color=red]``, or a node, or a subgraph, alone."""
        *parts, given = statement.children
        attributes = self._attributes(given) if given is not None else {}
        ends, arrows = parts[::2], parts[1::2]
        span = self._span(statement)
        named = [self._end(one, scope, attributes if not arrows else {}, depth) for one in ends]
        if any((str(one) == "->") is not self.directed for one in arrows):
            usual = "->" if self.directed else "--"
            self.page.not_understood(span, f"the edges of this graph are written '{usual}'; this one is read as it is")
        for arrow, sources, targets in zip(arrows, named, named[1:], strict=False):
            for source, port in sources:
                for target, other in targets:
                    given_here = {**scope.edge, **attributes}
                    self._edge(_Edge(source, target, str(arrow) == "->", span, given_here, (port, other)))
        return [name for ends in named for name, _ in ends]

    def _edge(self, edge: _Edge) -> None:
        """Add an edge; in a strict graph another one between the same nodes is the same."""
        same = (one for one in self.edges if (one.source, one.target) == (edge.source, edge.target))
        if self.strict and (known := next(same, None)) is not None:
            known.attributes.update(edge.attributes)
        else:
            self.edges.append(edge)

    def _end(self, node: Tree[Any], scope: _Scope, own: Attributes, depth: int) -> list[tuple[str, str | None]]:
        """The nodes at an end of an edge, each with its port."""
        if node.data == "subgraph":
            return [(name, None) for name in self._subgraph(node, scope, depth)]
        found = []
        for one in node.children:
            name, *ports = (self._label(part).text for part in one.children)
            if _is_token(one.children[0].children[0], "HTML"):
                self.page.not_understood(self._span(one), "a text of HTML is no name of a node, and is left out")
                continue
            if name not in self.nodes:
                self.nodes[name] = dict(scope.node)
            self.nodes[name].update(own)
            self.draft.node(name, self._span(one), scope.group)
            found.append((name, ports[0] if ports else None))
        return found

    def _subgraph(self, node: Tree[Any], scope: _Scope, depth: int) -> list[str]:
        span = self._span(node)
        if depth >= _DEEPEST:
            self.page.not_understood(span, "this subgraph is too deep within others")
            return []
        children = list(node.children)
        name = self._label(children.pop(0)).text if children and _is_rule(children[0], "id") else None
        inner = scope.inner()
        is_frame = (name is not None and name.lower().startswith("cluster")) or self._says_cluster(children)
        inner.graph = {key: value for key, value in inner.graph.items() if key not in ("label", "rank")}
        if is_frame:
            name = name or f"cluster {span.start}"
            inner.group = self.draft.group(name, span, None, scope.group)
        named = self._statements(children, inner, depth + 1)
        if is_frame and name is not None:
            self.frames[name] = inner.graph
        if known_rank(inner.graph, self.page) and len(named) > 1:
            self.draft.arrangements.append(Arrangement("layer", named, span))
        return named

    def _says_cluster(self, statements: list[Any]) -> bool:
        return any(
            one.data == "assignment" and self._label(one.children[0]).text.lower() == "cluster"
            and self._label(one.children[1]).text.lower() in ("true", "yes", "1")
            for one in statements
        )  # fmt: skip

    # ------------------------------------------------------------ looks

    def _settle(self, scope: _Scope) -> None:
        """Give everything its looks."""
        draft, page = self.draft, self.page
        title = scope.graph.get("label")
        draft.title = label_text(title[0], {}) or None if title is not None else None
        draft.settings.update(graph_settings(scope.graph, page))
        for name, attributes in self.frames.items():
            group = draft.groups[name]
            text, _ = attributes.get("label", (None, None))
            is_seen = not is_hidden(attributes)
            group.title = label_text(text, {"G": name}) if text is not None and is_seen else ""
            own = re.sub(r"^cluster[_ ]*", "", name, flags=re.IGNORECASE)
            group.called = own if any(map(str.isalpha, own)) else group.title or name
            group.properties.update(frame_look(attributes, scope.graph, page) if is_seen else {})
            if is_seen and not group.title:
                group.properties.setdefault("stroke", "gray")  # else nobody would see it
        for group in [draft.groups[name] for name in self.frames]:
            look = group.properties
            has_no_edge = "fill" in look and look.get("stroke") in ("none", look["fill"])
            if group.parent is not None and not group.title and has_no_edge and look == group.parent.properties:
                look.clear()  # it looks as what it is in: nobody sees it
        for name in [name for name in self.nodes if name in self.frames and links_clusters(scope.graph)]:
            del self.nodes[name], draft.nodes[name]
        linked = {end for edge in self.edges for end in (edge.source, edge.target)}
        for name in self.nodes:
            if name not in linked and name.isalpha() and (hints := did_you_mean(name, _WORDS)):
                page.not_understood(draft.nodes[name].span, f"'{name}' is read as a node", *hints)
        led = {end for edge in self.edges if not is_unseen(edge.attributes) for end in self._ends(edge)}
        gone = [name for name, said in self.nodes.items() if is_hidden(said) and name not in led]
        hidden = {name: draft.nodes.pop(name) for name in gone}
        for name, attributes in self.nodes.items():
            if name in hidden:
                continue
            if is_hidden(attributes):
                as_point(draft.nodes[name])  # a link that is seen begins or ends there
            elif is_record(attributes) and (cells := self._cells(draft.nodes[name], attributes, scope.graph)):
                self.cells[name] = cells
                for one in draft.arrangements:
                    one.ids = [cells[0][1] if id == name else id for id in one.ids]
            else:
                node_look(draft.nodes[name], attributes, scope.graph, page)
        for edge in self.edges:
            if is_unseen(edge.attributes):
                if is_ranked(edge.attributes):
                    ends = self._cell(edge.source, edge.ports[0], 0), self._cell(edge.target, edge.ports[1], 1)
                    draft.unseen.append(Unseen(*ends, edge.span))
            else:
                draft.links.append(self._link(edge))
        draft.unseen = through(draft.unseen, hidden)
        order(draft, page)

    def _cells(self, node: Node, attributes: Attributes, graph: Attributes) -> list[tuple[str | None, str]]:
        """The fields of a record that lie side by side are boxes that touch each other, in place of its node. Gives
        each with its port; none where they lie otherwise."""
        fields, turned = fields_of_node(attributes)
        flat = [one for one in fields if isinstance(one, Field)]
        if len(flat) < 2 or len(flat) < len(fields) or not is_across(graph, turned):
            return []
        del self.draft.nodes[node.id]
        made = []
        for number, one in enumerate(flat, 1):
            cell = self.draft.node(f"{node.id} {number}", node.span, node.group)
            cell.order, cell.called = node.order, f"{node.id}_{one.port or number}"
            label = Label(one.text.replace("\\N", node.id)), node.span
            node_look(cell, {**attributes, "label": label, "shape": (Label("box"), node.span)}, graph, self.page)
            made.append((one.port, cell.id))
        ids = [id for _, id in made]
        self.draft.arrangements.append(Arrangement("row", ids, node.span, gap=0))
        self.draft.relations += [(node.span, id, "same height as", ids[0]) for id in ids[1:]]
        return made

    def _ends(self, edge: _Edge) -> list[str]:
        """Where an edge is seen to begin and to end: at its nodes, or at clusters that it names."""
        ends = []
        for end, key in ((edge.source, "ltail"), (edge.target, "lhead")):
            frame = edge.attributes.get(key)
            ends.append(frame[0].text if frame is not None and frame[0].text in self.draft.groups else end)
        return ends

    def _link(self, edge: _Edge) -> Link:
        ends = self._ends(edge)
        link = Link(ends[0], ends[1], edge.span)
        said = [edge.attributes[key][0].text if key in edge.attributes else None for key in ("tailport", "headport")]
        ports = [written or elsewhere for written, elsewhere in zip(edge.ports, said, strict=True)]
        link.ports = (self._port(ends[0], ports[0], edge), self._port(ends[1], ports[1], edge))
        link.source, link.target = self._cell(ends[0], ports[0], 0), self._cell(ends[1], ports[1], 1)
        edge_look(link, edge.attributes, edge.directed, self.page)
        return link

    def _cell(self, name: str, port: str | None, end: int) -> str:
        """The box of a record's field with this port, or else that which faces the other end, or that in the middle. Of
        another node itself."""
        cells = self.cells.get(name)
        if cells is None:
            return name
        facing = {"right": (-1, 0), "left": (0, -1)}.get(str(self.draft.settings.get("direction")))
        usual = cells[facing[end] if facing else len(cells) // 2]
        return next((id for own, id in cells if own == port and port is not None), usual[1])

    def _port(self, name: str, port: str | None, edge: _Edge) -> str | None:
        """Where on a node an edge ends: a row of a table, or a side."""
        if port is None:
            return None
        if any(own == port for own, _ in self.cells.get(name, [])):
            return None
        node = self.draft.nodes.get(name)
        if node is not None and any(row.id == port for row in node.rows):
            return port
        if port in _SIDES:
            return _SIDES[port]
        label, _ = self.nodes.get(name, {}).get("label", (Label(""), None))
        if not has_port(label, port):  # that of a title is of the node
            self.page.left_out("a port of a node that is no row", edge.span)
        return None

    # ------------------------------------------------------------ pieces

    def _attributes(self, node: Tree[Any]) -> Attributes:
        found: Attributes = {}
        for one in node.children:
            key, *value = one.children
            given = self._label(value[0]) if value else Label("true")
            found[self._label(key).text.lower()] = (given, self._span(one))
        return found

    def _label(self, node: Tree[Any]) -> Label:
        """The text of an ID; pieces that ``+`` joins are one."""
        first = node.children[0]
        if _is_token(first, "HTML"):
            return Label(str(first)[1:-1], is_html=True)
        if _is_token(first, "QUOTED"):
            return Label("".join(_unquoted(str(one)) for one in node.children))
        return Label(str(first))

    def _span(self, node: Tree[Any]) -> Span:
        if node.meta.empty:
            return self.page.span(0, 0)
        return self.page.span(node.meta.start_pos, node.meta.end_pos)


def _unquoted(text: str) -> str:
    """What stands between quotes: only ``\\"`` is an escape of the language, others are the label's."""
    return text[1:-1].replace("\\\r\n", "").replace("\\\n", "").replace('\\"', '"')


def _is_rule(node: Any, name: str) -> bool:
    return getattr(node, "data", None) == name


def _is_token(node: Any, kind: str) -> bool:
    return getattr(node, "type", None) == kind
