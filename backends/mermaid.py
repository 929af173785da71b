"""Mermaid: a flowchart, or the diagram that a figure is by its nodes (classes, entities) or by its own order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sgc.backends.diagram_parts import Edge, Part, Parts, number
from sgc.backends.mermaid_ordered import Gantt, SequenceDiagram
from sgc.graph.nodes import RECORD
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout

_DIRECTIONS: Mapping[str, str] = {"down": "TD", "right": "LR", "up": "BT", "left": "RL"}
#: By shape, the brackets around a text; all others are drawn as rounded boxes.
_BRACKETS: Mapping[str, tuple[str, str]] = {
    "rectangle": ("[", "]"), "square": ("[", "]"), "record": ("[", "]"), "rounded": ("(", ")"), "pill": ("([", "])"),
    "circle": ("((", "))"), "ellipse": ("([", "])"), "diamond": ("{", "}"), "hexagon": ("{{", "}}"),
    "database": ("[(", ")]"), "parallelogram": ("[/", "/]"), "trapezoid": ("[/", "\\]"), "subroutine": ("[[", "]]"),
    "double circle": ("(((", ")))"), "note": (">", "]"),
}  # fmt: skip
#: Shapes that have names only.
_NAMED: Mapping[str, str] = {
    "queue": "das", "document": "doc", "cloud": "cloud", "start dot": "start", "end dot": "stop", "bar": "fork",
    "triangle": "tri", "text": "text", "collection": "procs",
}  # fmt: skip
#: What a row of a table may be for others.
_KEYS = frozenset({"PK", "FK", "UK"})
#: Words that an id cannot be.
_KEYWORDS = frozenset({
    "end", "graph", "flowchart", "subgraph", "class", "classdef", "style", "linkstyle", "click", "default",
    "direction", "href", "call", "state", "note",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MermaidBackend:
    """A ``.mmd`` file; Mermaid lays it out anew."""

    name: ClassVar[str] = "mermaid"
    suffixes: ClassVar[tuple[str, ...]] = (".mmd", ".mermaid")

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes:
        parts = Parts(layout, scene)
        nodes = [part for part in parts.all if not part.is_frame]
        records = [part for part in nodes if part.shape == RECORD]
        made = _Flowchart(scene, parts).lines()
        if scene.figure.sort == "sequence":
            made = SequenceDiagram(scene, parts).lines()
        elif scene.figure.sort == "gantt":
            made = Gantt(scene, parts).lines()
        elif records and all(part.object.noun in ("table", "entity") for part in nodes):
            made = _Entities(scene, parts).lines()
        elif records and all(part.shape in (RECORD, "note") for part in nodes):
            made = _Classes(scene, parts).lines()
        title = scene.figure.title
        front = ["---", f"title: {_in_front(title)}", "---"] if title else []
        return ("\n".join([*front, *made]) + "\n").encode("utf-8", errors="replace")


class _Flowchart:
    """The lines of a flowchart."""

    def __init__(self, scene: SceneGraph, parts: Parts) -> None:
        self.scene, self.parts = scene, parts

    def lines(self) -> Iterator[str]:
        yield f"flowchart {_DIRECTIONS[self.scene.figure.direction]}"
        for part in self.parts.roots:
            yield from self._part(part, 1)
        looks = []
        for count, edge in enumerate(self.parts.edges()):
            source, target, tail, head = edge.source, edge.target, edge.tail, edge.head
            if head == "none" and tail != "none":  # no arrow of Mermaid has a tail alone
                source, target, tail, head = target, source, head, tail
            yield f"  {_id(source)} {_arrow(edge, tail, head)} {_id(target)}"
            look = [f"stroke:{edge.stroke}"] if edge.stroke is not None else []
            look += [f"stroke-width:{number(edge.width)}px"] if edge.width is not None else []
            look += ["stroke-dasharray:6 4"] if edge.line == "dashed" else []
            if look:
                looks.append(f"  linkStyle {count} {','.join(look)}")
        for part in self.parts.all:
            if part.stated:
                look = [f"{name}:{value}" for name, value in part.stated.items()]
                yield f"  style {_id(part.key)} {','.join(look)}"
        yield from looks

    def _part(self, part: Part, depth: int) -> Iterator[str]:
        indent = "  " * depth
        if part.is_frame:
            yield f'{indent}subgraph {_id(part.key)}["{_escaped(part.text) or " "}"]'
            for child in part.children:
                yield from self._part(child, depth + 1)
            yield f"{indent}end"
            return
        text = part.text
        if part.shape == RECORD:
            text = "\n".join((text, *(" ".join(row.cells) for row in part.object.rows if row.cells)))
        shape = "text" if part.object.noun == "text" else part.shape
        label = f'"{_escaped(text) or " "}"'
        if shape in _NAMED:
            yield f"{indent}{_id(part.key)}@{{ shape: {_NAMED[shape]}, label: {label} }}"
        else:
            opening, closing = _BRACKETS.get(shape, ("(", ")"))
            yield f"{indent}{_id(part.key)}{opening}{label}{closing}"


class _Classes:
    """The lines of a class diagram."""

    _TAILS: Mapping[str, str] = {
        "triangle": "<|", "diamond": "*", "hollow diamond": "o", "arrow": "<", "open": "<", "hollow circle": "()",
    }  # fmt: skip
    _HEADS: Mapping[str, str] = {
        "triangle": "|>", "diamond": "*", "hollow diamond": "o", "arrow": ">", "open": ">", "hollow circle": "()",
    }  # fmt: skip
    _KINDS: Mapping[str, str] = {
        "interface": "interface", "enum": "enumeration", "enumeration": "enumeration", "struct": "struct",
    }  # fmt: skip

    def __init__(self, scene: SceneGraph, parts: Parts) -> None:
        self.scene, self.parts = scene, parts

    def lines(self) -> Iterator[str]:
        yield "classDiagram"
        if self.scene.figure.direction != "down":
            yield f"  direction {_DIRECTIONS[self.scene.figure.direction]}"
        for part in self.parts.roots:
            yield from self._part(part, 1)
        notes = {part.key: part for part in self.parts.all if part.shape == "note"}
        for edge in self.parts.edges():
            if edge.source in notes or edge.target in notes:
                note = notes.pop(edge.source, None) or notes.pop(edge.target, None)
                beside = edge.target if note is not None and note.key == edge.source else edge.source
                yield f'  note for {_id(beside)} "{_escaped(note.text if note is not None else "")}"'
                continue
            line = ".." if edge.line in ("dashed", "dotted") else "--"
            arrow = f"{self._TAILS.get(edge.tail, '')}{line}{self._HEADS.get(edge.head, '')}"
            tail, head = (f' "{_escaped(one)}"' if one else "" for one in edge.link.texts)
            label = f" : {_escaped(edge.link.label)}" if edge.link.label else ""
            yield f"  {_id(edge.source)}{tail} {arrow}{head} {_id(edge.target)}{label}"
        yield from (f'  note "{_escaped(note.text)}"' for note in notes.values())
        for part in self.parts.all:
            if part.stated and part.shape == RECORD:
                yield f"  style {_id(part.key)} {','.join(f'{name}:{value}' for name, value in part.stated.items())}"

    def _part(self, part: Part, depth: int) -> Iterator[str]:
        indent = "  " * depth
        if part.shape == "note":
            return
        if part.is_frame:
            yield f"{indent}namespace {_id(part.key)} {{"
            for child in part.children:
                yield from self._part(child, depth + 1)
            yield f"{indent}}}"
            return
        kinds, name = _stereotypes(part.text)
        kinds = [kind for kind in (self._KINDS.get(part.object.noun), *kinds) if kind]
        label = f'["{_escaped(name)}"]' if name != _id(part.key) else ""
        yield f"{indent}class {_id(part.key)}{label} {{"
        yield from (f"{indent}  <<{kind}>>" for kind in dict.fromkeys(kinds))
        yield from (f"{indent}  {_member(' '.join(row.cells))}" for row in part.object.rows if row.cells)
        yield f"{indent}}}"


class _Entities:
    """The lines of an entity-relationship diagram."""

    _TAILS: Mapping[str, str] = {
        "one": "||", "zero or one": "|o", "one or many": "}|", "zero or many": "}o", "many": "}o",
    }  # fmt: skip
    _HEADS: Mapping[str, str] = {
        "one": "||", "zero or one": "o|", "one or many": "|{", "zero or many": "o{", "many": "o{",
    }  # fmt: skip

    def __init__(self, scene: SceneGraph, parts: Parts) -> None:
        self.scene, self.parts = scene, parts

    def lines(self) -> Iterator[str]:
        yield "erDiagram"
        for part in self.parts.all:
            if part.is_frame:  # there are none in such a diagram
                continue
            label = f'["{_escaped(part.text)}"]' if part.text != _id(part.key) else ""
            yield f"  {_id(part.key)}{label} {{"
            for row in part.object.rows:
                if row.cells:
                    name, kind, *more = [*row.cells, "any"] if len(row.cells) == 1 else row.cells
                    if kind in _KEYS:  # where only the key is told
                        kind, more = "any", [kind, *more]
                    keys = [word for word in " ".join(more).replace(",", " ").split() if word in _KEYS]
                    rest = [one for one in more if not set(one.replace(",", " ").split()) <= _KEYS]
                    words = [_word(kind), _word(name), ", ".join(keys), f'"{_escaped(" ".join(rest))}"' if rest else ""]
                    yield "    " + " ".join(filter(None, words))
            yield "  }"
        for edge in self.parts.edges():
            line = ".." if edge.line in ("dashed", "dotted") else "--"
            arrow = f"{self._TAILS.get(edge.tail, '||')}{line}{self._HEADS.get(edge.head, '||')}"
            yield f'  {_id(edge.source)} {arrow} {_id(edge.target)} : "{_escaped(edge.link.label or "")}"'


def _id(key: str) -> str:
    """A key as an id; keywords get an underscore."""
    return f"{key}_" if key.lower() in _KEYWORDS else key


def _stereotypes(text: str) -> tuple[list[str], str]:
    """What stands in «» above a name, and the name."""
    *above, name = text.split("\n")
    if all(line.startswith("«") and line.endswith("»") for line in above):
        return [line[1:-1] for line in above], name
    return [], text


def _in_front(text: str) -> str:
    """A text between the lines of dashes, which are YAML."""
    return "'" + text.replace("\n", " ").replace("'", "''") + "'"


def _arrow(edge: Edge, tail: str, head: str) -> str:
    """The arrow of a flowchart, with its label."""
    tips = {"none": "", "cross": "x", "bar": "x", "circle": "o", "hollow circle": "o"}
    tail, head = tips.get(tail, "<"), tips.get(head, ">")
    body = {"dotted": "-.-", "bold": "=="}.get(edge.line, "--")
    if not head:
        body = {"dotted": "-.-", "bold": "==="}.get(edge.line, "---")
    label = f'|"{_escaped(edge.link.label)}"|' if edge.link.label else ""
    return f"{tail}{body}{head}{label}"


def _member(text: str) -> str:
    """A member of a class; braces would end the class, and marks stand behind it."""
    for word, mark in (("{static}", "$"), ("{abstract}", "*")):
        if word in text:
            text = text.replace(word, "").strip() + mark
    return " ".join(text.replace("{", "(").replace("}", ")").replace("<", "~").replace(">", "~").split())


def _word(text: str) -> str:
    """A type or a name of an attribute, which is one word there."""
    made = "".join(letter if letter.isalnum() or letter in "_()[]-" else "_" for letter in text.replace(", ", ","))
    return made if made[:1].isalpha() else f"a{made}"


def _escaped(text: str) -> str:
    """A text in double quotes: what means something to Mermaid is written by its number."""
    codes = {"#": "#35;", '"': "#quot;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "\\": "#92;", "`": "#96;", "$": "#36;"}
    return "".join(codes.get(letter, letter) for letter in text).replace("\n", "<br>")
