"""State diagrams of Mermaid: transitions, composite states, forks and choices, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.importing.directions import turn
from sgc.importing.draft import Draft, Link, Node
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Line, Page
from sgc.importing.regions import Composites
from sgc.importing.writing import figure
from sgc.syntax import tree

_NAME = r"(?:\[\*\]|[^\s:{}\"<>-](?:[^\s:{}\"<>-]|-(?!->))*)(?::::\w+)?"
_TRANSITION = re.compile(rf"(?P<source>{_NAME})\s*-->\s*(?P<target>{_NAME})\s*(?::(?P<label>.*))?")
_STATE = re.compile(
    r"state\s+(?:\"(?P<text>[^\"]*)\"\s+as\s+(?P<alias>[\w.-]+)|(?P<name>\"[^\"]*\"|[\w.-]+)"
    r"(?:\s+as\s+\"(?P<behind>[^\"]*)\"|\[\"(?P<boxed>[^\"]*)\"\])?)\s*(?::::(?P<class>\w+)\s*)?"
    r"(?:(?:<<|\[\[)(?P<kind>\w+)(?:>>|\]\])|(?P<open>\{)|:\s*(?P<description>.*))?(?P<more>.*)"
)
_DESCRIPTION = re.compile(rf"(?P<name>{_NAME})\s*:(?!::)\s*(?P<text>.+)")
#: A state that a line names and says nothing of.
_ALONE = re.compile(r"[.-]*\w[\w.-]*(?::::\w+)?")
_NOTE = re.compile(r"note\s+(?P<side>left of|right of|over)\s+(?P<name>[\w.-]+)\s*(?::\s*(?P<text>.*))?", re.IGNORECASE)
_FREE_NOTE = re.compile(r"note\s+\"(?P<text>[^\"]*)\"\s+as\s+(?P<name>\w+)", re.IGNORECASE)
_KINDS = {"fork": "fork", "join": "join", "choice": "choice", "start": "start", "end": "end"}


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a state diagram whose first word was read."""
    return _States(page, title).figure()


class _States:
    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title)
        self.composites = Composites(self.draft)

    def figure(self) -> tree.Figure:
        lines = iter(list(self.page.lines()))
        for line in lines:
            one = line.stripped()
            note = _NOTE.fullmatch(one.text)
            if note is not None:
                text = note["text"] if note["text"] is not None else self._note_lines(lines, one)
                self._note(note, text, one)
                continue
            for piece in _pieces(one):
                self._statement(piece)
        for group in self.composites.unclosed():
            self.page.not_understood(group.span, "this state has no end")
        looks.default_looks(self.draft)
        turn(self.draft, self.page)
        return figure(self.draft)

    def _statement(self, line: Line) -> None:
        text, span = line.text, self.page.place(line)
        if text == "}":
            if not self.composites.close():
                self.page.not_understood(span, "no state ends here")
        elif text == "--":
            if not self.composites.part(span):
                self.page.not_understood(span)
        elif (found := _TRANSITION.fullmatch(text)) is not None:
            source = self._end(found["source"], line, is_source=True)
            target = self._end(found["target"], line, is_source=False)
            made = Link(source.id, target.id, span)
            made.label = label(found["label"] or "") or None
            self.draft.links.append(made)
        elif looks.statement(text, span, self.draft, self.page, self.composites.around):
            return
        elif (found := _FREE_NOTE.fullmatch(text)) is not None:
            node = self.draft.node(found["name"], span, self.composites.around)
            node.noun, node.label = "note", label(found["text"])
        elif (found := _STATE.fullmatch(text)) is not None:
            self._state(found, line)
        elif (found := _DESCRIPTION.fullmatch(text)) is not None:
            node = self._end(found["name"], line, is_source=True)
            words = label(found["text"])
            node.label = f"{node.label}\n{words}" if node.label else words
        elif _ALONE.fullmatch(text) and not looks.is_keyword(text, "state", "note"):
            self._end(text, line, is_source=True)
        else:
            self.page.not_understood(span)

    def _state(self, found: re.Match[str], line: Line) -> None:
        span = self.page.place(line)
        name = found["alias"] or found["name"].strip('"')
        text = found["text"] if found["alias"] else found["behind"] or found["boxed"]
        if text is None and found["name"] and '"' in found["name"]:
            text = name
        if found["open"]:
            title = label(text) if text is not None else None
            group = self.draft.group(name, span, title or self._told(name), self.composites.around)
            group.classes += [found["class"]] if found["class"] else []
            self.composites.open(group)
            if found["more"].strip():
                self.page.not_understood(span)
            return
        node = self._node(name, line)
        node.classes += [found["class"]] if found["class"] else []
        if found["kind"]:
            node.noun = _KINDS.get(found["kind"].lower(), "state")
            node.label = "" if node.noun == "choice" else None
            if found["kind"].lower() not in _KINDS:
                self.page.left_out(f"the kind '{found['kind']}' of states", span)
        elif text is not None:
            node.label = label(text)
        if found["description"]:
            node.label = label(found["description"])
        if found["more"].strip():
            self.page.not_understood(span)

    def _told(self, name: str) -> str:
        """The title of a composite state: what was said of it as a state before, or its name."""
        known = self.draft.nodes.get(name)
        return known.label if known is not None and known.label else name

    def _end(self, name: str, line: Line, is_source: bool) -> Node:
        """The state at an end of a transition; ``[*]`` is where the states around begin, or end."""
        name, _, classes = name.partition(":::")
        if name != "[*]":
            node = self._node(name, line)
            node.classes += [classes] if classes else []
            return node
        around = self.composites.around
        kind = "start" if is_source else "end"
        node = self.draft.node(f"[*] {kind} {around.id if around else ''}", self.page.place(line), around)
        node.noun, node.called = kind, f"{around.id}_{kind}" if around else kind
        return node

    def _node(self, name: str, line: Line) -> Node:
        """The state of this name; one that has others in it is a group in the end."""
        node = self.draft.node(name, self.page.place(line), self.composites.around, mentioned=True)
        if node.noun == "box":
            node.noun = "state"
        return node

    # ------------------------------------------------------------ notes

    def _note_lines(self, lines: Iterator[Line], head: Line) -> str:
        """The lines of a note up to ``end note``."""
        found: list[str] = []
        for line in lines:
            if line.text.strip().lower() == "end note":
                break
            found.append(line.text.strip())
        else:
            self.page.not_understood(self.page.place(head), "this note has no end: 'end note' is missing")
        return "\n".join(found)

    def _note(self, found: re.Match[str], text: str, line: Line) -> None:
        opened = self.composites.named(found["name"])
        if opened is not None:  # about what it stands in: beside that
            side = found["side"].lower()
            self.draft.note(label(text), opened.id, side, self.page.place(line), opened.parent)
            return
        beside = self._node(found["name"], line)
        self.draft.note(label(text), beside.id, found["side"].lower(), self.page.place(line), beside.group)


def _pieces(line: Line) -> list[Line]:
    """``state A { B --> C }`` on one line as the statements that it holds."""
    text = line.text.rstrip(";").rstrip()
    if text.endswith("}") and "{" in text and text.count("{") == text.count("}"):
        head, _, inner = text.partition("{")
        start = line.start + len(head) + 1
        body = inner[:-1].strip()
        pieces = [Line(f"{head}{{", line.start)]
        pieces += [Line(body, start + len(inner) - len(inner.lstrip()))] if body else []
        return [*pieces, Line("}", line.start + len(text) - 1)]
    return [Line(text, line.start)] if text else []
