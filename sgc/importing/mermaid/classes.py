"""Class diagrams of Mermaid: classes with members, annotations and generics, relations with multiplicities, notes."""

from __future__ import annotations

import re

from sgc.importing.draft import Group, Link, Node, Row, compartments, ends
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.braced import Braced
from sgc.importing.mermaid.texts import decoded, label
from sgc.importing.page import Line, Page
from sgc.importing.texts import literal
from sgc.source import Span
from sgc.syntax import tree

_NAME = r"(?:`[^`]+`|[\w.-]*[\w](?:~[^~\n]*(?:~[^~\n]*~)*[^~\n]*~)?)"
_CLASS = re.compile(
    rf"class\s+(?P<name>{_NAME})\s*(?:\[\"?(?P<label>[^\]\"]*)\"?\])?\s*(?::::(?P<class>[\w-]+)\s*)?"
    r"(?:<<(?P<kind>[^>]*)>>\s*)?(?P<open>\{)?(?P<body>[^{}]*)(?P<close>\})?"
)
_RELATION = re.compile(
    rf"(?P<source>{_NAME})\s*(?:\"(?P<tail>[^\"]*)\"\s*)?(?P<left><\||\*|o|<|\(\))?(?P<line>--|\.\.)"
    rf"(?P<right>\|>|\*|o|>|\(\))?\s*(?:\"(?P<head>[^\"]*)\"\s*)?(?P<target>{_NAME})\s*(?::(?P<label>.*))?"
)
_KIND = re.compile(rf"<<(?P<kind>[^>]*)>>\s*(?P<name>{_NAME})")
_MEMBER = re.compile(rf"(?P<name>{_NAME})\s*:(?!::)\s*(?P<member>.+)")
#: A member with the mark of a static or abstract one behind it, or behind its brackets.
_MARKED = re.compile(r"(?P<member>.+\)|.+(?=[$*]$))(?P<mark>[$*])(?P<type>.*)")
_NAMESPACE = re.compile(r"namespace\s+(?P<name>[\w.-]+|`[^`]+`)\s*\{")
_NOTE = re.compile(rf"note\s+(?:for\s+(?P<name>{_NAME})\s+)?\"(?P<text>[^\"]*)\"")
_HEADS = {
    "<|": "triangle", "|>": "triangle", "*": "diamond", "o": "hollow diamond", "<": "arrow", ">": "arrow",
    "()": "hollow circle", None: "none",
}  # fmt: skip
#: Nouns that set an annotation by themselves.
_NOUNS = {"interface": "interface", "enumeration": "enum", "enum": "enum", "struct": "struct"}


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a class diagram whose first word was read."""
    return _Classes(page, title).figure()


class _Classes(Braced):
    def __init__(self, page: Page, title: str | None) -> None:
        super().__init__(page, title)
        self.spaces: list[Group] = []

    def finish(self) -> None:
        super().finish()
        for node in self.draft.nodes.values():
            node.rows = compartments(node.rows)
        for space in self.spaces:
            self.page.not_understood(space.span, "this namespace has no end")

    def statement(self, line: Line) -> None:
        text, span = line.text, self.page.place(line)
        if not text:
            return
        if text == "}":
            if self.spaces:
                self.spaces.pop()
            else:
                self.page.not_understood(span, "nothing ends here")
        elif (found := _CLASS.fullmatch(text)) is not None and (found["open"] or not found["body"].strip()):
            self._class(found, span)
        elif (found := _RELATION.fullmatch(text)) is not None:
            self._relation(found, span)
        elif (found := _KIND.fullmatch(text)) is not None:
            self._annotate(self._node(found["name"], span), found["kind"])
        elif (found := _NAMESPACE.fullmatch(text)) is not None:
            name = found["name"].strip("`")
            around = self.spaces[-1] if self.spaces else None
            self.spaces.append(self.draft.group(f"namespace {name}", span, literal(name), around))
            self.spaces[-1].called = name
        elif (found := _NOTE.fullmatch(text)) is not None:
            self._note(found, span)
        elif text.startswith("class "):  # here it declares, and gives no looks
            self.page.not_understood(span)
        elif looks.statement(text, span, self.draft, self.page):
            return
        elif (found := _MEMBER.fullmatch(text)) is not None:
            self.row(self._node(found["name"], span), found["member"].strip(), span)
        elif re.fullmatch(rf"{_NAME}(?::::[\w-]+)?", text) and not looks.is_keyword(text, "note", "namespace"):
            name, _, classes = text.partition(":::")
            self._node(name, span).classes += [classes] if classes else []
        else:
            self.page.not_understood(span)

    def _class(self, found: re.Match[str], span: Span) -> None:
        node = self._node(found["name"], span)
        if self.spaces and node.group is None:
            node.group = self.spaces[-1]
        if found["label"] is not None:
            node.label = label(found["label"])
        if found["class"]:
            node.classes.append(found["class"])
        if found["kind"]:
            self._annotate(node, found["kind"])
        if found["open"]:
            self.opened(node, found["body"], bool(found["close"]), span)

    def _relation(self, found: re.Match[str], span: Span) -> None:
        source, target = self._node(found["source"], span), self._node(found["target"], span)
        link = Link(source.id, target.id, span)
        link.arrow, properties = ends(_HEADS[found["left"]], _HEADS[found["right"]])
        link.properties.update(properties)
        if found["line"] == "..":
            link.properties["dashed"] = True
        link.texts = (label(found["tail"] or "") or None, label(found["head"] or "") or None)
        link.label = label(found["label"] or "") or None
        self.draft.links.append(link)

    def _node(self, name: str, span: Span) -> Node:
        """The class of this name; ``List~int~`` is ``List<int>``."""
        bare, _, generic = name.strip("`").partition("~")
        node = self.draft.node(bare, span, self.spaces[-1] if self.spaces else None)
        if node.noun == "box":
            node.noun = "class"
        if generic and node.label is None:
            node.label = literal(_generic(name.strip("`")))
        return node

    def _annotate(self, node: Node, kind: str) -> None:
        word = kind.strip().lower()
        if word in _NOUNS:
            node.noun = _NOUNS[word]
        else:
            shown = (node.label if node.label is not None else literal(node.id)).split("\n")
            above = next((number for number, line in enumerate(shown) if not line.startswith("«")), len(shown))
            node.label = "\n".join((*shown[:above], f"«{literal(kind.strip())}»", *shown[above:]))

    def row(self, node: Node, text: str, span: Span) -> None:
        if (kind := re.fullmatch(r"<<([^>]*)>>", text)) is not None:
            self._annotate(node, kind[1])
            return
        text = text.rstrip(";").strip()
        if (found := _MARKED.fullmatch(text)) is not None:
            word = "static" if found["mark"] == "$" else "abstract"
            text = f"{{{word}}} {found['member']}{found['type']}".rstrip()
        node.rows.append(Row((literal(decoded(_generic(text))),)))

    def _note(self, found: re.Match[str], span: Span) -> None:
        text = label(found["text"])
        if found["name"]:
            beside = self._node(found["name"], span)
            self.draft.note(text, beside.id, "over", span, beside.group)
        else:
            note = self.draft.node(f"note {span.start}", span)
            note.noun, note.label, note.called = "note", text, "note"


def _generic(text: str) -> str:
    """``Map~string, List~int~~`` with angle brackets: a ``~`` opens between a name and what goes on."""
    made, depth = "", 0
    for number, letter in enumerate(text):
        if letter != "~" or not (depth or (number and text[number - 1].isalnum())):
            made += letter
            continue
        opens = made[-1].isalnum() and re.match(r"[\w?(\[]", text[number + 1 :]) is not None
        depth += 1 if opens else -1
        made += "<" if opens else ">"
    return made
