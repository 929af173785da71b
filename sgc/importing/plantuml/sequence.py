"""Sequence diagrams of PlantUML: participants, messages in all their arrows, activations, frames, notes, dividers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.importing.c4 import C4
from sgc.importing.colors import paler
from sgc.importing.draft import DEEPEST, Activation, Arrow, Block, Group, Item, Link, Value
from sgc.importing.lives import Lives
from sgc.importing.numbering import Numbering
from sgc.importing.page import Line, Page
from sgc.importing.plantuml.notes import Note
from sgc.importing.plantuml.reading import Reading
from sgc.importing.plantuml.texts import fill_of, label
from sgc.source import Span
from sgc.syntax import tree

_KINDS = {
    "participant": "box", "actor": "actor", "boundary": "box", "control": "box", "entity": "box",
    "database": "database", "queue": "queue", "collections": "box",
}  # fmt: skip
_NAME = r"(?:\"[^\"]*\"|[^\s\"'<>:;,\[\](){}|+*-][^\s\"'<>:;,\[\](){}|]*?)"
_PARTICIPANT = re.compile(
    rf"(?P<create>create\s+)?(?P<kind>{'|'.join(_KINDS)})\s+(?P<name>{_NAME})(?:\s+as\s+(?P<alias>{_NAME}))?"
    r"(?P<marks>(?:\s+(?:order\s+-?\d+|<<[^>]*>>|#[\w#:;]+))*)(?:\s*\[(?P<text>[^\]]*)\]?)?",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    rf"(?:(?P<outside>[\[?])|(?P<source>{_NAME}))?\s*(?P<tail><<?|[/\\]{{1,2}}|[ox](?=[-<]))?(?P<body>-(?:\[[^\]\n]*\])?-*)"
    rf"(?P<head>>>?(?:o|x\b)?|[/\\]{{1,2}}o?|x\b|o\b)?(?:\(\d+\))?\s*(?:(?P<away>[\]?])|(?P<target>{_NAME}))?"
    r"\s*(?P<signs>(?:\+\+|--|\*\*|!!)+)?\s*(?:#\w+)?\s*(?::\s*(?P<text>.*))?"
)
_ACTIVATION = re.compile(rf"(?P<word>activate|deactivate|destroy|create)\s+(?P<name>{_NAME})\s*(?:#\w+)?", re.I)
_OPENING = re.compile(
    r"(?P<word>alt|opt|loop|par2?|break|critical|group|partition)\b\s*(?P<colors>(?:#\w+\s*)*)(?P<text>.*)",
    re.IGNORECASE,
)
_BRANCH = re.compile(r"(?:else|also)\b\s*(?:#\w+\s*)*(?P<text>.*)", re.IGNORECASE)
_DIVIDER = re.compile(r"==+\s*(?P<text>[^=\s].*?)\s*==+")
_DELAY = re.compile(r"\.\.\.(?:\s*(?P<text>.*?)\s*\.\.\.)?")
#: Room between messages, which have as much as they need here.
_ROOM = re.compile(r"\|\|\|?|\|\|\s*\d+\s*\|\|")
_END = re.compile(r"end(?:\s+(?:box|group|alt|opt|loop|par|break|critical|partition))?", re.IGNORECASE)
_REF = re.compile(r"ref\s+over\s+(?P<names>[^:]+?)\s*(?::\s*(?P<text>.*))?", re.IGNORECASE)
_BOX = re.compile(r"box\b(?P<text>[^#]*)(?:#(?P<fill>\S+))?\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"autonumber\b\s*(?P<how>[^\"]*)(?:\"(?P<form>[^\"]*)\")?.*", re.IGNORECASE)
_AUTOMATIC = re.compile(r"autoactivate\s+(?P<how>on|off)", re.IGNORECASE)
_RETURN = re.compile(r"return\b\s*(?P<text>.*)", re.IGNORECASE)


def read(page: Page) -> tree.Figure | None:
    """The figure of a sequence diagram."""
    return _Sequence(page).figure()


class _Sequence(Reading):
    sort = "sequence"
    nothing = "there is no participant and no message in this diagram"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.numbering = Numbering()
        self.lives = Lives()
        #: What is not ended yet: frames, boxes around participants, and None for what is drawn as nothing.
        self.open: list[Block | Group | None] = []
        self.bodies: list[list[Item]] = [self.draft.flow]
        #: The box that participants are in.
        self.around: Group | None = None
        #: Who called whom, for ``return``; the last message, for notes.
        self.calls: list[tuple[str, str]] = []
        self.last: Link | None = None
        #: Participants and messages as the C4 model's library calls them.
        self.model = C4(self.draft, page, [])
        #: Whether whoever is called works until it returns.
        self.is_automatic = False

    def finish(self) -> None:
        for one in self.open:
            if isinstance(one, Block):
                self.page.not_understood(one.span, "this frame has no end")

    def statement(self, line: Line, rest: Iterator[Line]) -> None:
        text, span = line.text, self.page.place(line)
        text = re.sub(r"^&\s+", "", text)  # beside the message before it
        if (found := _REF.fullmatch(text)) is not None:
            self._ref(found, rest, span)
        elif _END.fullmatch(text):
            self._end(span)
        elif (found := _PARTICIPANT.fullmatch(text)) is not None:
            self._participant(found, span)
        elif (found := _DIVIDER.fullmatch(text)) is not None:
            self.bodies[-1].append(Block(span, "divider", label(found["text"])))
        elif (found := _DELAY.fullmatch(text)) is not None:
            if found["text"]:
                self.bodies[-1].append(Block(span, "divider", label(found["text"])))
        elif _ROOM.fullmatch(text):
            return
        elif (found := _OPENING.fullmatch(text)) is not None:
            self._begin(found["word"].lower(), label(found["text"]), found["colors"].split(), span)
        elif (found := _BRANCH.fullmatch(text)) is not None:
            self._branch(label(found["text"]), span)
        elif (found := _BOX.fullmatch(text)) is not None:
            fill = fill_of(found["fill"]) if found["fill"] else None
            self.around = self.draft.heads(label(found["text"].strip().strip('"')), fill, span, self.around)
            self.open.append(self.around)
            self.bodies.append(self.bodies[-1])
        elif (found := _ACTIVATION.fullmatch(text)) is not None:
            self._activate(found["word"].lower(), self._named(found["name"], span), span)
        elif (found := _NUMBERED.fullmatch(text)) is not None:
            self.numbering.command(found["how"], label(found["form"] or ""))
        elif (found := _AUTOMATIC.fullmatch(text)) is not None:
            self.is_automatic = found["how"].lower() == "on"
        elif (found := _RETURN.fullmatch(text)) is not None:
            self._return(label(found["text"]), span)
        elif (found := _MESSAGE.fullmatch(text)) is not None:
            self._message(found, span)
        elif self.model.statement(text, span):
            self.bodies[-1] += self.draft.links
            self.draft.links.clear()
        else:
            self.page.not_understood(span)

    # ------------------------------------------------------------ participants and messages

    def _participant(self, found: re.Match[str], span: Span) -> None:
        name, alias = found["name"].strip('"'), (found["alias"] or "").strip('"')
        key, words = name, label(found["name"])
        if alias:  # the text is the one in quotes
            key, words = (name, label(alias)) if '"' in found["alias"] and '"' not in found["name"] else (alias, words)
        node = self.draft.node(key, span, self.around)
        node.noun, node.label = _KINDS[found["kind"].lower()], words
        if found["create"]:
            self.lives.coming.add(key)
        self.skin.dress(node, found["kind"].lower())
        marks = found["marks"] or ""
        stereotype = re.search(r"<<\s*(?:\([^)]*\))?\s*([^>]*?)\s*>>", marks)  # without its spot: a letter and a colour
        if stereotype is not None and stereotype[1]:
            node.label = f"«{label(stereotype[1])}»\n{words}"
        fill = re.search(r"#([\w#:;]+)", re.sub(r"<<[^>]*>>", "", marks))
        if fill is not None and (color := fill_of(fill[1])) is not None:
            node.properties["fill"] = color

    def _outside(self, sign: str, span: Span) -> str:
        """Where messages come from or go to that has no name: a dot at that side of all others, as UML has it."""
        key = "outside right" if sign == "]" else "outside"
        node = self.draft.node(key, span)
        node.noun, node.called = "start", "elsewhere"
        if key == "outside":
            node.order = -1
        return key

    def _named(self, written: str, span: Span) -> str:
        key = written.strip('"')
        if key not in self.draft.nodes:
            node = self.draft.node(key, span)
            node.label = label(written)
            self.skin.dress(node, "participant")
        return key

    def _message(self, found: re.Match[str], span: Span) -> None:
        if not (found["tail"] or found["head"]):
            self.page.not_understood(span, "this arrow has no head, and is left out")
            return
        if found["outside"] or found["away"] or not (found["source"] and found["target"]):
            inner = found["source"] or found["target"]
            if not inner:
                self.page.not_understood(span)
                return
            outside = self._outside(found["outside"] or found["away"] or "[", span)
            inner = self._named(inner, span)
            source, target = (inner, outside) if found["source"] else (outside, inner)
        else:
            source, target = self._named(found["source"], span), self._named(found["target"], span)
        tail, head = found["tail"] or "", found["head"] or ""
        if tail.startswith("<") and not head:  # written from right to left
            source, target, tail, head = target, source, "", tail.replace("<", ">")
        arrow, properties = _arrow(tail, head, found["body"])
        words = self.numbering.numbered(label(found["text"] or "") or None)
        link = Link(source, target, span, arrow, words, properties=properties)
        signs = re.findall(r"\+\+|--|\*\*|!!", found["signs"] or "")
        if "**" in signs:
            self.lives.coming.add(target)
        self.lives.message(link)
        self.bodies[-1].append(link)
        self.last = link
        if self.is_automatic and not found["signs"] and arrow in ("->", "->>"):
            self._activate("activate", target, span)
        for sign in signs:
            if sign == "++":
                self._activate("activate", target, span)
            elif sign == "--":
                self._activate("deactivate", source, span)
            elif sign == "!!":
                self.lives.end(target)

    def _activate(self, word: str, key: str, span: Span) -> None:
        if word == "create":
            self.lives.coming.add(key)
            return
        if word == "destroy":
            self.lives.end(key)
            return
        if word == "activate" and self.last is not None and self.last.target == key:
            self.calls.append((self.last.source, key))
        self.bodies[-1].append(Activation("activate" if word == "activate" else "deactivate", key, span))

    def _return(self, words: str, span: Span) -> None:
        if not self.calls:
            self.page.not_understood(span, "nothing was called that could return here")
            return
        caller, called = self.calls.pop()
        link = Link(called, caller, span, "-->", self.numbering.numbered(words or None))
        self.lives.message(link)
        self.bodies[-1].append(link)
        self.bodies[-1].append(Activation("deactivate", called, span))

    # ------------------------------------------------------------ frames and notes

    def _begin(self, word: str, words: str, colors: list[str], span: Span) -> None:
        if len(self.open) >= DEEPEST:
            self.page.left_out("a frame this deep in others", span)
            self.open.append(None)
            self.bodies.append(self.bodies[-1])
            return
        words = re.sub(r"^\[([^\[\]]*)\]$", r"\1", words)  # which frames stand in here by themselves
        if word == "group":
            words = re.sub(r"\s*\[([^\]]*)\]\s*$", r": \1", words)
        word = {"par2": "par", "group": "section", "partition": "section"}.get(word, word)
        body: list[Item] = []
        block = Block(span, word, words or None, body=body)
        fill = fill_of(colors[-1]) if colors else None  # the first of two is that of its word
        around = block if fill is None else Block(span, "area", body=[block], properties={"fill": paler(fill)})
        self.bodies[-1].append(around)
        self.open.append(block)
        self.bodies.append(body)

    def _branch(self, words: str, span: Span) -> None:
        block = self.open[-1] if self.open else None
        if not isinstance(block, Block):
            self.page.not_understood(span, "no frame goes on here")
            return
        if block.word not in ("alt", "par", "critical"):
            block.word = "alt"
        body: list[Item] = []
        block.branches.append(("and" if block.word == "par" else "else", words or None, body))
        self.bodies[-1] = body

    def _end(self, span: Span) -> None:
        if self.open:
            ended = self.open.pop()
            if isinstance(ended, Group):
                self.around = ended.parent
            self.bodies.pop()
        else:
            self.page.not_understood(span, "no frame ends here")

    def _ref(self, found: re.Match[str], lines: Iterator[Line], span: Span) -> None:
        """A reference to another diagram is a note over its participants."""
        words = found["text"]
        if words is None:
            told = []
            for line in lines:
                if re.fullmatch(r"\s*end\s?ref\s*", line.text, re.IGNORECASE):
                    break
                told.append(line.text.strip())
            words = "\n".join(told)
        self.note(Note(label(words), "over", found["names"]), span)

    def note(self, note: Note, span: Span) -> None:
        if note.on_link or note.name is not None:
            self.page.left_out("a note that stands by itself", span)
            return
        names = [one.strip() for one in (note.beside or "").split(",") if one.strip()]
        side = note.side if note.side in ("left of", "right of", "over") else "over"
        if not names and self.last is not None:
            names = [self.last.target if side == "right of" else self.last.source]
        node = self.draft.node(f"note {span.start}", span)
        node.noun, node.label, node.called = "note", note.text, "note"
        for name in names:
            self.draft.relations.append((span, node.id, side, self._named(name, span)))
        self.bodies[-1].append(node)


def _arrow(tail: str, head: str, body: str) -> tuple[Arrow, dict[str, Value]]:
    """Our arrow for one of PlantUML's, and what else is said of it."""
    is_return = re.sub(r"\[.*?\]", "", body).count("-") > 1
    properties: dict[str, Value] = {}
    if tail.startswith("<") and head.startswith(">"):
        return "<->", {"dashed": True} if is_return else {}
    if not head:
        return "--", {"dashed": True} if is_return else {}
    if "x" in head:
        properties["head"] = "cross"
    color = re.search(r"\[#([\w]+)", body)
    if color is not None and (stroke := fill_of(color[1])) is not None:
        properties["stroke"] = stroke
    if is_return:
        return "-->", properties
    return "->>" if head.startswith(">>") or head[0] in "/\\" else "->", properties
