"""Requirement diagrams of Mermaid: requirements and elements as boxes with rows, and what satisfies what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sgc.importing.draft import Link, Node, Row, ends
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.braced import Braced
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Line, Page
from sgc.source import Span
from sgc.syntax import tree

_NAME = r"(?:\"[^\"]+\"|[\w.-]+(?:[ \t]+(?!-)[\w.-]+)*)"
_BLOCK = re.compile(
    rf"(?P<kind>\w*[rR]equirement|designConstraint|element)\s+(?P<name>{_NAME})(?:\s*:::\s*(?P<classes>[\w,-]+))?"
    r"\s*\{(?P<body>[^}]*)(?P<close>\})?"
)
_RELATION = re.compile(rf"(?P<source>{_NAME})\s+(?:-\s*(?P<to>\w+)\s*->|<-\s*(?P<from>\w+)\s*-)\s*(?P<target>{_NAME})")
_CLASSED = re.compile(rf"(?P<name>{_NAME})\s*:::\s*(?P<classes>[\w,-]+)")
_ENTRY = re.compile(r"(?P<name>\w+)\s*:\s*(?P<value>.+)")
#: What is set above a name.
_KINDS: Mapping[str, str] = {
    "requirement": "Requirement", "functionalrequirement": "Functional requirement",
    "interfacerequirement": "Interface requirement", "performancerequirement": "Performance requirement",
    "physicalrequirement": "Physical requirement", "designconstraint": "Design constraint", "element": "Element",
}  # fmt: skip
_ENTRIES: Mapping[str, str] = {
    "id": "ID", "text": "Text", "risk": "Risk", "verifymethod": "Verification", "type": "Type", "docref": "Document",
}  # fmt: skip


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a requirement diagram whose first word was read."""
    return _Requirements(page, title).figure()


class _Requirements(Braced):
    def statement(self, line: Line) -> None:
        text, span = line.text, self.page.place(line)
        if (found := _BLOCK.fullmatch(text)) is not None:
            self._block(found, span)
        elif (found := _RELATION.fullmatch(text)) is not None:
            self._relation(found, span)
        elif looks.statement(text, span, self.draft, self.page):
            return
        elif (found := _CLASSED.fullmatch(text)) is not None:
            self._node(found["name"], span).classes += looks.ids(found["classes"])
        elif text:
            self.page.not_understood(span)

    def _relation(self, found: re.Match[str], span: Span) -> None:
        source, target = self._node(found["source"], span), self._node(found["target"], span)
        if found["from"]:
            source, target = target, source
        word = found["to"] or found["from"]
        link = Link(source.id, target.id, span, label=f"«{word}»")
        if word == "contains":
            link.arrow, link.properties = ends("circle", "none")
        else:
            link.properties["dashed"] = True
        self.draft.links.append(link)

    def _block(self, found: re.Match[str], span: Span) -> None:
        node = self._node(found["name"], span)
        node.mentioned = False
        node.noun = "class"
        kind = found["kind"]
        node.label = f"«{_KINDS.get(kind.lower(), kind)}»\n{label(found['name'])}"
        node.classes += looks.ids(found["classes"] or "")
        self.opened(node, found["body"], bool(found["close"]), span)

    def row(self, node: Node, text: str, span: Span) -> None:
        found = _ENTRY.fullmatch(text)
        if found is None:
            self.page.not_understood(span)
            return
        name = _ENTRIES.get(found["name"].lower(), found["name"])
        node.rows.append(Row((f"{name}: {label(found['value'])}",)))

    def _node(self, name: str, span: Span) -> Node:
        key = name.strip('"')
        return self.draft.node(key, span, mentioned=True)
