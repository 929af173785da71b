"""Sequence diagrams of Mermaid: participants, messages, activations, frames and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sgc.importing.colors import paler, scene_color
from sgc.importing.draft import DEEPEST, Activation, Arrow, Block, Draft, Group, Item, Link, Value
from sgc.importing.lives import Lives
from sgc.importing.mermaid.texts import label
from sgc.importing.numbering import Numbering
from sgc.importing.page import Line, Page
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_NAME = r"[^\s:;,+<>()-](?:[^:;,+<>\n-]|-(?![->)x]))*?"
_PARTICIPANT = re.compile(
    r"(?P<create>create\s+)?(?P<kind>participant|actor)\s+(?P<name>.+?)(?:@\{(?P<data>[^}]*)\})?(?:\s+as\s+(?P<label>.+))?",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    rf"(?P<source>{_NAME})\s*(?P<arrow><<-->>|<<->>|-->>|->>|-->|->|--x|-x|--\)|-\))\s*(?P<sign>[+-])?\s*"
    rf"(?P<target>{_NAME})\s*(?::(?P<text>.*))?"
)
_NOTE = re.compile(r"note\s+(?P<side>left of|right of|over)\s+(?P<names>[^:]+):(?P<text>.*)", re.IGNORECASE)
_ACTIVATION = re.compile(r"(?P<word>activate|deactivate)\s+(?P<name>.+)", re.IGNORECASE)
_OPENING = re.compile(r"(?P<word>loop|alt|opt|par|par_over|critical|break|rect|box)\b\s*(?P<text>.*)", re.IGNORECASE)
_BRANCH = re.compile(r"(?P<word>else|and|option)\b\s*(?P<text>.*)", re.IGNORECASE)
_TITLE = re.compile(r"title\s*:?\s*(?P<text>.+)", re.IGNORECASE)
_LEFT_OUT = re.compile(r"(?P<word>links?|properties|details)\b.*", re.IGNORECASE)
_DESTROYED = re.compile(r"destroy\s+(?P<name>.+)", re.IGNORECASE)
_WRAP = re.compile(r"\s*(?:no)?wrap\s*:", re.IGNORECASE)
_NUMBERED = re.compile(r"autonumber\b\s*(?P<how>.*)", re.IGNORECASE)
_COLOR = re.compile(r"(?:rgb|hsl)a?\([^()]*\)|\S+", re.IGNORECASE)
_TYPE = re.compile(r"[\"']?type[\"']?\s*:\s*[\"']?([\w-]+)")

#: By the arrow of Mermaid ours and what else is said of it.
_ARROWS: Mapping[str, tuple[Arrow, dict[str, Value]]] = {
    "->>": ("->", {}), "-->>": ("-->", {}), "->": ("--", {}), "-->": ("--", {"dashed": True}),
    "-x": ("->", {"head": "cross"}), "--x": ("-->", {"head": "cross"}), "-)": ("->>", {}), "--)": ("-->", {}),
    "<<->>": ("<->", {}), "<<-->>": ("<->", {"dashed": True}),
}  # fmt: skip
_TYPES = {"database": "database", "queue": "queue", "actor": "actor", "collections": "box"}


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a sequence diagram whose first word was read."""
    return _Sequence(page, title).figure()


def _words(text: str) -> str:
    """What stands behind a colon; ``wrap:`` before it is about its lines, which are as they are here."""
    return label(_WRAP.sub("", text))


def _color_first(text: str) -> tuple[str | None, str | None]:
    """``rgb(33,66,99) Title``: a colour, which the first word may be, and the title, of which it is else a part."""
    found = _COLOR.match(text)
    color = scene_color(found[0]) if found is not None else None
    return color, (text if found is None or color is None else text[found.end() :].strip()) or None


class _Sequence:
    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title, sort="sequence")
        self.numbering = Numbering()
        self.lives = Lives()
        self.open: list[Block] = []
        #: Where the next message goes: the flow, a block's body or a branch of it.
        self.bodies: list[list[Item]] = [self.draft.flow]
        #: The box that participants are in.
        self.around: Group | None = None

    def figure(self) -> tree.Figure:
        for line in self.page.lines():
            self._statement(line.statement())
        for block in self.open:
            self.page.not_understood(block.span, "this frame has no end")
        return figure(self.draft)

    def _statement(self, line: Line) -> None:
        text, span = line.text, self.page.place(line)
        if not text:
            return
        if text.lower() == "end":
            self._end(span)
        elif (found := _PARTICIPANT.fullmatch(text)) is not None:
            self._participant(found, span)
        elif (found := _NOTE.fullmatch(text)) is not None:
            names = [one.strip() for one in found["names"].split(",") if one.strip()]
            note = self.draft.node(f"note {span.start}", span)
            note.noun, note.label, note.called = "note", _words(found["text"]), "note"
            side = found["side"].lower()
            for name in names:
                self._named(name, span)
                self.draft.relations.append((span, note.id, side, name))
            self.bodies[-1].append(note)
        elif (found := _ACTIVATION.fullmatch(text)) is not None:
            self._activate(found["word"].lower(), found["name"].strip(), span)
        elif (found := _DESTROYED.fullmatch(text)) is not None:
            self.lives.leaving.add(self._named(found["name"].strip(), span))
        elif (found := _MESSAGE.fullmatch(text)) is not None and (found["text"] is not None or self._is_named(found)):
            self._message(found, span)
        elif (found := _OPENING.fullmatch(text)) is not None:
            self._begin(found["word"].lower(), label(found["text"]), span)
        elif (found := _BRANCH.fullmatch(text)) is not None:
            self._branch(label(found["text"]), span)
        elif (found := _TITLE.fullmatch(text)) is not None:
            self.draft.title = label(found["text"])
        elif (found := _NUMBERED.fullmatch(text)) is not None:
            self.numbering.command(found["how"])
        elif (found := _LEFT_OUT.fullmatch(text)) is not None:
            self.page.left_out(f"'{found['word'].lower()}'", span)
        else:
            self.page.not_understood(span)

    # ------------------------------------------------------------ participants and messages

    def _participant(self, found: re.Match[str], span: Span) -> None:
        name = found["name"].strip()
        node = self.draft.node(name, span, self.around)
        if found["create"]:
            self.lives.coming.add(name)
        if found["kind"].lower() == "actor":
            node.noun = "actor"
        if found["data"] and (kind := _TYPE.search(found["data"])) is not None:
            node.noun = _TYPES.get(kind[1].lower(), node.noun)
        if found["label"]:
            node.label = label(found["label"])

    def _named(self, name: str, span: Span) -> str:
        self.draft.node(name, span)
        return name

    def _message(self, found: re.Match[str], span: Span) -> None:
        source, target = self._named(found["source"].strip(), span), self._named(found["target"].strip(), span)
        arrow, properties = _ARROWS[found["arrow"]]
        words = self.numbering.numbered(_words(found["text"] or "") or None)
        link = Link(source, target, span, arrow, words, properties=dict(properties))
        self.lives.message(link)
        self.bodies[-1].append(link)
        if found["sign"] == "+":
            self._activate("activate", target, span)
        elif found["sign"] == "-":
            self._activate("deactivate", source, span)

    def _is_named(self, found: re.Match[str]) -> bool:
        """Whether a message without a text goes between names, and no words of a text stand behind one."""
        names = (found["source"].strip(), found["target"].strip())
        return all(one in self.draft.nodes or " " not in one for one in names)

    def _activate(self, word: str, name: str, span: Span) -> None:
        key = self._named(name, span)
        self.bodies[-1].append(Activation("activate" if word == "activate" else "deactivate", key, span))

    # ------------------------------------------------------------ frames

    def _begin(self, word: str, text: str, span: Span) -> None:
        block = Block(span, word.removesuffix("_over"), text or None, body=[])
        assert block.body is not None
        if word == "rect":
            block.word = "area"
            color, block.text = _color_first(text)
            if color not in (None, "none"):
                block.properties["fill"] = paler(str(color))
        if word == "box" or len(self.open) >= DEEPEST:  # they frame no messages
            if word == "box":
                color, title = _color_first(text)
                self.around = self.draft.heads(title or "", color, span)
            else:
                self.page.left_out("a frame this deep in others", span)
            self.open.append(block)
            self.bodies.append(self.bodies[-1])
            return
        self.bodies[-1].append(block)
        self.open.append(block)
        self.bodies.append(block.body)

    def _branch(self, text: str, span: Span) -> None:
        if not self.open or self.bodies[-1] is self.bodies[-2]:
            self.page.not_understood(span, "no frame goes on here")
            return
        body: list[Item] = []
        self.open[-1].branches.append(("and" if self.open[-1].word == "par" else "else", text or None, body))
        self.bodies[-1] = body

    def _end(self, span: Span) -> None:
        if not self.open:
            self.page.not_understood(span, "no frame ends here")
            return
        if self.open.pop().word == "box":
            self.around = None
        self.bodies.pop()
