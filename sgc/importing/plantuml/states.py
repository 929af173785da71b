"""State diagrams of PlantUML: transitions, composite states, forks and choices, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.importing.draft import Link, Node
from sgc.importing.levels import level
from sgc.importing.page import Line, Page
from sgc.importing.plantuml.arrows import ARROW, dress, is_short, unseen
from sgc.importing.plantuml.notes import Note
from sgc.importing.plantuml.reading import Reading
from sgc.importing.plantuml.texts import fill_of, label
from sgc.importing.regions import Composites
from sgc.source import Span
from sgc.syntax import tree

_NAME = r"(?:\[\*\]|\[H\*?\]|[\w.]+(?:\[H\*?\])?|\"[^\"]+\"|==+\w+==+)"
_MARKS = r"(?P<marks>(?:\s*<<\w+>>|\s*#[\w#:;.-]+)*)"
_TRANSITION = re.compile(
    rf"(?P<source>{_NAME})\s*{ARROW}\s*(?P<target>{_NAME})\s*(?:<<\w+>>\s*)?(?::\s*(?P<label>.*))?"
)
_STATE = re.compile(
    rf"(?:state|frame|card)\s+(?:(?P<text>\"[^\"]*\")\s+as\s+(?P<alias>[\w.]+)"
    rf"|(?P<name>[\w.]+)(?:\s+as\s+(?P<text2>\"[^\"]*\"))?|(?P<quoted>\"[^\"]*\")){_MARKS}"
    r"\s*(?:(?P<open>\{)|:\s*(?P<description>.*))?",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(rf"(?P<name>{_NAME})\s*:\s*(?P<text>.+)")
_KINDS = {
    "fork": "fork", "join": "join", "choice": "choice", "start": "start", "end": "end", "final": "end",
    "initial": "start", "entrypoint": "circle", "exitpoint": "circle", "history": "circle", "sdlreceive": "box",
}  # fmt: skip


def _leads(found: re.Match[str]) -> bool:
    """Whether an arrow has a head: without one it is none of a state diagram."""
    return "[hidden]" in found[0] or any(sign in (found[end] or "") for end, sign in (("tip", "<"), ("point", ">")))


def read(page: Page) -> tree.Figure | None:
    """The figure of a state diagram."""
    return _States(page).figure()


class _States(Reading):
    nothing = "there is no state in this diagram"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.composites = Composites(self.draft)
        self.last: str | None = None
        #: The transitions whose arrows have a single dash.
        self.beside: list[Link] = []

    def finish(self) -> None:
        for group in self.composites.unclosed():
            self.page.not_understood(group.span, "this state has no end")
        level(self.draft, self.beside)

    def statement(self, line: Line, rest: Iterator[Line]) -> None:
        text, span = line.text, self.page.place(line)
        if text == "}":
            if not self.composites.close():
                self.page.not_understood(span, "no state ends here")
        elif re.fullmatch(r"--+|\|\|+", text):
            if not self.composites.part(span):
                self.page.not_understood(span)
        elif (found := _TRANSITION.fullmatch(text)) is not None and _leads(found):
            source, target = self._end(found["source"], span, True), self._end(found["target"], span, False)
            link = Link(source.id, target.id, span, label=label(found["label"] or "") or None)
            if (hidden := unseen(link, found)) is not None:
                self.draft.unseen.append(hidden)
            else:
                dress(link, found, self.page)
                self.draft.links.append(link)
                if is_short(found):
                    self.beside.append(link)
        elif (found := _STATE.fullmatch(text)) is not None:
            self._state(found, span)
        elif (found := _DESCRIPTION.fullmatch(text)) is not None:
            node = self._end(found["name"], span, True)
            words = label(found["text"])
            node.label = f"{node.label if node.label is not None else label(node.id)}\n{words}"
        else:
            self.page.not_understood(span)

    def _state(self, found: re.Match[str], span: Span) -> None:
        key = found["alias"] or found["name"] or found["quoted"].strip('"')
        words = found["text"] or found["text2"] or found["quoted"]
        shown = label(words) if words else None
        marks = found["marks"] or ""
        fill = re.search(r"#([\w#:;.-]+)", marks)
        looks = {"fill": color} if fill is not None and (color := fill_of(fill[1])) is not None else {}
        if found["open"]:
            group = self.draft.group(key, span, shown or label(key), self.composites.around)
            group.properties.update(looks)
            self.composites.open(group)
            return
        node = self._node(key, span)
        if shown is not None:
            node.label = shown
        if found["description"]:
            node.label = f"{node.label if node.label is not None else label(key)}\n{label(found['description'])}"
        node.properties.update(looks)
        kind = re.search(r"<<(\w+)>>", marks)
        if kind is not None:
            word = kind[1].lower()
            node.noun = _KINDS.get(word, node.noun)
            if node.noun == "choice":
                node.label = ""
            self.skin.dress(node, f"state<<{word}>>")
            if word not in _KINDS and f"state<<{word}>>" not in self.skin.looks:
                self.page.left_out(f"the kind '{kind[1]}' of states", span)

    def _end(self, name: str, span: Span, is_source: bool) -> Node:
        """The state at an end of a transition; ``[*]`` is where the states around begin, or end."""
        if name not in ("[*]",):
            node = self._node(name.strip('"=') if not name.startswith("[") else name, span)
            if "[H" in name:
                node.noun, node.label = "circle", "H*" if "*" in name else "H"
            elif name.startswith("=="):
                node.noun = "bar"
            return node
        around = self.composites.around
        kind = "start" if is_source else "end"
        node = self.draft.node(f"[*] {kind} {around.id if around else ''}", span, around)
        node.noun, node.called = kind, f"{around.id}_{kind}" if around else kind
        return node

    def _node(self, key: str, span: Span) -> Node:
        node = self.draft.node(key, span, self.composites.around, mentioned=True)
        self.last = key
        if node.noun == "box":
            node.noun = "state"
            self.skin.dress(node, "state")
        return node

    def note(self, note: Note, span: Span) -> None:
        if note.on_link:
            self.on_link(note, span)
            return
        if note.name is not None:
            node = self.draft.node(note.name, span, self.composites.around)
            node.noun, node.label = "note", note.text
            return
        key = note.beside or self.last
        if key is None:
            self.page.not_understood(span, "this note stands beside nothing")
            return
        around = self.draft.groups[key].parent if key in self.draft.groups else self._node(key, span).group
        self.draft.note(note.text, key, note.side, span, around)
