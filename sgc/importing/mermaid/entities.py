"""Entity-relationship diagrams of Mermaid: entities with attributes, relationships with crow's feet."""

from __future__ import annotations

import re

from sgc.importing.draft import Link, Node, Row, ends
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.braced import Braced
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Line, Page
from sgc.source import Span
from sgc.syntax import tree

_NAME = r"(?:\"[^\"]+\"|[^\W\d][\w.*-]*|[\w.*-]*\w)"
_ALIAS = r"(?:\s*\[\s*(?:\"[^\"]*\"|[^\]\"]*)\s*\])?(?:\s*:::\s*[\w,-]+)?"
_WORDS = (
    r"(?:one or more|one or many|one or zero|zero or one|zero or more|zero or many|only one|many\(0\)|many\(1\)|"
    r"many|one|1\+|0\+|1)"
)
#: How many, from either side; Mermaid takes both at either end.
_MANY = r"(?:\|o|o\||\|\||\}o|o\{|\}\||\|\{)"
_RELATIONSHIP = re.compile(
    rf"(?P<source>{_NAME}{_ALIAS})\s*(?:(?P<tail>{_MANY})\s*(?P<line>--|\.\.|-\.|\.-)\s*(?P<head>{_MANY})"
    rf"|\s(?P<tails>{_WORDS})\s+(?P<lines>optionally\s+to|to)\s+(?P<heads>{_WORDS}))\s*(?P<target>{_NAME}{_ALIAS})\s*(?::\s*(?P<label>.*))?"
)
_ENTITY = re.compile(rf"(?P<entity>{_NAME}{_ALIAS})\s*(?P<open>\{{)?(?P<body>[^{{}}]*)(?P<close>\}})?")
_ATTRIBUTE = re.compile(
    r"(?P<type>[\w\[\]().,~*-]+)\s+(?P<name>[\w\[\]().*-]+)\s*(?P<keys>(?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*)?\s*(?:\"(?P<comment>[^\"]*)\")?"
)
#: Name, type, keys and comment of an attribute.
_COLUMNS = 4
_FEET = {
    "|o": "zero or one", "o|": "zero or one", "||": "one", "}o": "zero or many", "o{": "zero or many",
    "}|": "one or many", "|{": "one or many", "one or more": "one or many", "one or many": "one or many",
    "many(1)": "one or many", "1+": "one or many", "zero or more": "zero or many", "zero or many": "zero or many",
    "many(0)": "zero or many", "many": "zero or many", "0+": "zero or many", "zero or one": "zero or one",
    "one or zero": "zero or one", "only one": "one", "one": "one", "1": "one",
}  # fmt: skip


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of an entity-relationship diagram whose first word was read."""
    return _Entities(page, title).figure()


class _Entities(Braced):
    def statement(self, line: Line) -> None:
        text, span = line.text, self.page.place(line)
        if (found := _RELATIONSHIP.fullmatch(text)) is not None:
            self._relationship(found, span)
        elif looks.statement(text, span, self.draft, self.page):
            return
        elif (title := re.fullmatch(r"title\s+(.+)", text)) is not None:
            self.draft.title = label(title[1])
        elif (
            (found := _ENTITY.fullmatch(text)) is not None
            and (found["open"] or not found["body"].strip())
            and not looks.is_keyword(text)
        ):
            node = self._node(found["entity"], span)
            if found["open"]:
                self.opened(node, found["body"], bool(found["close"]), span)
        elif text:
            self.page.not_understood(span)

    def _relationship(self, found: re.Match[str], span: Span) -> None:
        source, target = self._node(found["source"], span), self._node(found["target"], span)
        link = Link(source.id, target.id, span)
        tail, head = found["tail"] or found["tails"], found["head"] or found["heads"]
        link.arrow, properties = ends(_FEET[tail], _FEET[head])
        link.properties.update(properties)
        if (found["line"] or "--") != "--" or (found["lines"] or "").startswith("optionally"):
            link.properties["dashed"] = True
        link.label = label(found["label"] or "") or None
        self.draft.links.append(link)

    def _node(self, text: str, span: Span) -> Node:
        """The entity that a name means, with the label in brackets and the classes behind it."""
        text, _, classes = text.partition(":::")
        name, _, alias = text.partition("[") if not text.startswith('"') else (text, "", "")
        key = name.strip().strip('"')
        node = self.draft.node(key, span)
        node.noun = "entity"
        if alias:
            node.label = label(alias.strip().removesuffix("]"))
        node.classes += looks.ids(classes)
        return node

    def row(self, node: Node, text: str, span: Span) -> None:
        found = _ATTRIBUTE.fullmatch(text)
        if found is None:
            self.page.not_understood(span, "this is no attribute of an entity, and is left out")
            return
        keys = " ".join((found["keys"] or "").replace(",", " ").split())
        node.rows.append(Row((found["name"], found["type"], keys, label(found["comment"] or ""))))

    def finish(self) -> None:
        """Keys and comments have columns of their own, where there are any."""
        super().finish()
        for node in self.draft.nodes.values():
            used = [column for column in range(_COLUMNS) if any(row.cells[column] for row in node.rows)]
            node.rows = [Row(_trimmed([row.cells[column] for column in used])) for row in node.rows]


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Cells without empty ones at their end."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
