"""Mistakes in diagrams: what people write who know Mermaid, Graphviz, D2 or PlantUML; rows of
``sgc.syntax.mistakes``, asked before all others."""

from __future__ import annotations

import re

from sgc.source import Diagnostic
from sgc.syntax.failure import Failure
from sgc.syntax.lexer import Token
from sgc.syntax.mistake import Table
from sgc.syntax.words import DIRECTIONS, SETTINGS, STATEMENT_STARTS

DIAGRAMS = Table()

#: Arrows of other languages, with or without a label in them: "=>", "-.->", "-[yes]->", "-->|yes|".
_ARROW = re.compile(
    r"(?P<tail><?)[-=.~]+(?:\[(?P<inner>[^\]]*)\]|\|(?P<bars>[^|]*)\|)?[-=.~]*(?P<head>>*)(?:\|(?P<label>[^|]*)\|)?"
)
#: What other languages begin a diagram with, and what begins it here.
HEADS_ELSEWHERE = {
    **dict.fromkeys(("flowchart", "graph", "digraph", "state", "statediagram", "class", "classdiagram", "er", "uml",
                     "erdiagram", "network", "process", "flow", "chart", "architecture"), "diagram"),
    **dict.fromkeys(("sequence", "sequencediagram"), "diagram sequence"), "tree": "diagram tree",
    "mindmap": "diagram mindmap", "timeline": "diagram timeline", "gantt": "diagram gantt", "venn": "diagram sets",
    "sets": "diagram sets", "picture": "scene", "image": "scene", "drawing": "scene", "figure": "scene",
}  # fmt: skip
_YEAR = re.compile(r"[12]\d{3}")
_LINKING = ("link", "connect", "edge", "arrow", "join")
#: Brackets of Mermaid's nodes, with the shapes that they stand for.
_BRACE_BEFORE = re.compile(r"\b([^\W\d]\w*)\{\s*\Z")
_SHAPES = {"[": "box", "(": "rounded", "{": "decision"}
_GROUPING = ("subgraph", "cluster", "package", "container", "group", "box")
_FLAGS = ("dashed", "dotted", "bold")


def _is_open(f: Failure) -> bool:
    """Whether this is a statement of several words in a diagram, a declaration or another."""
    return f.figure == "diagram" and f.place == "block" and len(f.line) > 1


def _arrow(f: Failure) -> Token | None:
    return next((one for one in f.line if one.kind == "ARROW"), None)


def _label(text: str) -> str:
    return '"' + text.strip().strip("\"'").replace('"', "'") + '"'


def _name(text: str) -> str:
    """A name made of a text: "New node" is new_node."""
    return re.sub(r"\W+", "_", text.strip("\"'").lower()).strip("_") or "node"


# ---------------------------------------------------------------- links


@DIAGRAMS.row("arrow of another language", "a => b")
def _other_arrow(f: Failure) -> Diagnostic | None:
    line = f.line
    are_ends = all(one.kind in ("NAME", "QUOTED") for one in (line[0], line[-1]))
    if not _is_open(f) or f.at > 4 or not are_ends or line[0].text in (*SETTINGS, *STATEMENT_STARTS):
        return None
    middle = f.text(line[1], line[-2]) if len(line) > 2 else ""
    found = _ARROW.fullmatch(re.sub(r"\s+", "", middle))
    if found is None or middle == "=" or line[1:-1] == (_arrow(f),):
        return None
    sign = ("<-" if found["tail"] else "-") + (">" if found["head"] else "" if found["tail"] else "-")
    words = re.search(r"[\[|]\s*([^\]|]+?)\s*[\]|]", middle)
    behind = f" {_label(words[1])}" if words is not None else ""
    hint = f"Write {line[0].text} {sign} {line[-1].text}{behind}."
    return f.error("the arrows are ->, <-, <-> and --, with their label behind", hint, at=line[1], to=line[-2])


@DIAGRAMS.row("several ends of a link", "a -> b, plate")
def _several_ends(f: Failure) -> Diagnostic | None:
    arrow = _arrow(f)
    if not _is_open(f) or f.token.kind != "," or arrow is None:
        return None
    at = f.line.index(arrow)
    sides = [[one.text for one in side if one.kind in ("NAME", "QUOTED")] for side in (f.line[:at], f.line[at + 1 :])]
    links = "; ".join(f"{tail} {arrow.text} {head}" for tail in sides[0] for head in sides[1])
    return f.error("a link has one end on each side", f"Write {links}.")


@DIAGRAMS.row("label with a word", 'a -> b label "yes"')
def _label_with_word(f: Failure) -> Diagnostic | None:
    """ "a -> b label "x"", "a -> b [label="x"]", "a -> b: yes"."""
    arrow = _arrow(f)
    if not _is_open(f) or arrow is None:
        return None
    at = f.line.index(arrow)
    rest = f.line[at + 2 :]
    words = [one for one in rest if one.kind in ("NAME", "QUOTED", "TEXT", "NUMBER") and one.text != "label"]
    is_labelled = any(one.text == "label" for one in rest[:2]) or (rest[:1] and rest[0].kind == ":")
    if not is_labelled or not words or (rest[0].kind, words[0].kind) == (":", "TEXT"):
        return None
    label = _label(words[0].text) if words[0].kind == "TEXT" else _label(" ".join(one.text for one in words))
    link = f.text(f.first, f.line[at + 1])
    return f.error("the label of a link stands right behind it", f"Write {link} {label}.", at=rest[0], to=f.line[-1])


@DIAGRAMS.row("look of a link without braces", "a -> b dashed")
def _bare_look(f: Failure) -> Diagnostic | None:
    if not _is_open(f) or _arrow(f) is None or f.token.text not in _FLAGS or f.brace is not None:
        return None
    before = f.text(f.first, f.tokens[f.at - 1])
    return f.error("how a link looks stands in braces", f"Write {before} {{ {f.token.text} }}.")


@DIAGRAMS.row("link with a word", "connect a b")
def _link_with_word(f: Failure) -> Diagnostic | None:
    """ "connect a to b", "edge a -> b", "a to b"."""
    if not _is_open(f) or f.is_declaration:
        return None
    names = [one for one in f.line if one.kind in ("NAME", "QUOTED") and one.text not in ("to", "with", "and", "from")]
    if names[:1] and names[0].text in _LINKING and not f.is_declared(names[0].text):
        names = names[1:]
    elif [one.text for one in f.line[1:2]] != ["to"] or f.line[2:3] == () or f.line[2].text == "the":
        return None
    if len(names) < 2 or not all(f.is_declared(one.text) for one in names[:2]):
        return None
    hint = f"Write {names[0].text} -> {names[1].text}."
    return f.error("a link is an arrow between two names", hint, at=f.first, to=f.line[-1])


@DIAGRAMS.row("text as the end of a link", 'a -> "New node"')
def _text_as_end(f: Failure) -> Diagnostic | None:
    arrow = _arrow(f)
    if not _is_open(f) or arrow is None:
        return None
    text = next((one for one in f.line if one.kind == "TEXT"), None)
    kinds = [one.kind for one in f.line if one.kind not in ("}", "{")]
    if text is None or kinds not in (["NAME", "ARROW", "TEXT"], ["TEXT", "ARROW", "NAME"], ["TEXT", "ARROW", "TEXT"]):
        return None
    hint = f"Write {_name(text.text)}: box {text.text} on a line of its own, and {_name(text.text)} in the link."
    return f.error("a link joins names, not texts", hint, at=text)


# ---------------------------------------------------------------- nodes and groups


@DIAGRAMS.row("node in brackets", 'd["Text"]')
def _node_in_brackets(f: Failure) -> Diagnostic | None:
    """ "d["Text"]", "d(Text)", "d [shape=box]", "d{Text}"."""
    line = f.line
    before = _BRACE_BEFORE.search(f.source.text, 0, f.start)
    if before is not None and f.figure == "diagram" and f.token.kind == "}" and before[1] not in STATEMENT_STARTS:
        hint = f"Write {before[1]}: {_SHAPES['{']} {_label(f.text(f.first, f.tokens[f.at - 1]))}."
        return f.error("a node is declared by a name, a shape and a label", hint, at=f.first, to=f.tokens[f.at - 1])
    if not _is_open(f) or line[0].kind != "NAME" or line[1].kind not in ("[", "(") or f.is_declaration:
        return None
    if line[0].text in STATEMENT_STARTS or f.is_declared(line[0].text) or _arrow(f) is not None:
        return None
    inner = [one for one in line[2:] if one.kind in ("NAME", "TEXT", "QUOTED", "NUMBER")]
    text = next((one for one in inner if one.kind == "TEXT"), None)
    if not inner or (text is None and line[1].kind == "[" and "=" not in [one.kind for one in line]):
        return None
    words = _label(text.text if text is not None else " ".join(one.text for one in inner))
    label = words if "=" not in [one.kind for one in line] or text is not None else f'"{line[0].text}"'
    hint = f"Write {line[0].text}: {_SHAPES[line[1].kind]} {label}."
    return f.error("a node is declared by a name, a shape and a label", hint, at=line[0], to=line[-1])


@DIAGRAMS.row("group by another word", "subgraph g {\n  }")
def _group_by_word(f: Failure) -> Diagnostic | None:
    """ "subgraph g { … }", and a group with a title and no name: "group "Servers" { … }"."""
    if not _is_open(f) or f.first.text not in _GROUPING or f.is_declaration or f.brace is None or f.at == 0:
        return None
    title = next((one.text for one in f.line if one.kind == "TEXT"), "")
    name = f.line[1].text if f.line[1].kind == "NAME" else _name(title)
    if f.first.text == "group" and f.line[1].kind != "TEXT":
        return None
    head = f"group {name} {title}".strip()
    return f.error("a group has a name, and a title behind it", f"Write {head} {{ … }}.", at=f.first, to=f.line[1])


@DIAGRAMS.row("name alone", "group g { a }")
def _name_alone(f: Failure) -> Diagnostic | None:
    """A name in the braces of a group that was declared elsewhere; a node that is nothing but its words."""
    is_alone = f.ended and f.at == 1 and f.first.kind in ("NAME", "QUOTED")
    if f.figure != "diagram" or f.place != "block" or not is_alone:
        return None
    name = f.first.text.strip("'")
    if f.is_declared(name):
        hint = "A group holds what is declared in its braces: move the declaration there."
    else:
        hint = f'Write {_name(name)}: box "{name}", or in a tree, a mind map or a set "{name}".'
    return f.error("a name alone states nothing", hint, at=f.first)


@DIAGRAMS.row("date without a property", "a: task 2026-01-05")
def _bare_date(f: Failure) -> Diagnostic | None:
    """ "a: task 2026-01-05", ""Build" 2026-01-10 5", "2002 "x""."""
    beside_text = f.line[:2] if any(one.kind == "TEXT" for one in f.line[:3]) else ()
    dates = [one for one in f.line if one.kind == "DATE"] or [one for one in beside_text if _YEAR.fullmatch(one.text)]
    if not _is_open(f) or not dates or f.brace is not None:
        return None
    text = next((one.text for one in f.line if one.kind == "TEXT"), '"…"')
    name = f.first.text if f.first.kind == "NAME" and f.is_declaration else _name(text)
    value = f"start: {dates[0].text}" + (f", end: {dates[1].text}" if len(dates) > 1 else "")
    hint = f"Write {name}: task {text} {{ {value} }}; in a timeline event in place of task."
    return f.error("a date is the start or the end of something", hint, at=dates[0], to=dates[-1])


@DIAGRAMS.row("note without a name", 'note "Hello" on a')
def _note_without_name(f: Failure) -> Diagnostic | None:
    if not _is_open(f) or f.first.text != "note" or f.is_declaration or f.is_declared("note"):
        return None
    text = next((one.text for one in f.line if one.kind == "TEXT"), '"…"')
    thing = next((one.text for one in f.line[1:] if one.kind == "NAME" and f.is_declared(one.text)), "a")
    hint = f"Write remark: note {text}; remark -- {thing}."
    return f.error("a note is a node of its own, and is linked", hint, at=f.first, to=f.line[-1])


@DIAGRAMS.row("shape as a statement", "shape a circle")
def _shape_stated(f: Failure) -> Diagnostic | None:
    names = [one for one in f.line[1:] if one.kind == "NAME"]
    if not _is_open(f) or f.first.text != "shape" or f.is_declaration or len(names) != 2:
        return None
    if not f.is_declared(names[0].text):
        return None
    hint = f"Write it where {names[0].text} is declared: {names[0].text}: {names[1].text}"
    return f.error("the shape of a node is its noun", hint, at=f.first, to=f.line[-1])


# ---------------------------------------------------------------- ranks, directions and styles


@DIAGRAMS.row("rank", "rank same a b")
def _rank(f: Failure) -> Diagnostic | None:
    names = [one.text for one in f.line if one.kind == "NAME" and one.text not in ("rank", "same")]
    if not _is_open(f) or f.first.text != "rank" or f.is_declaration or f.is_declared("rank") or not names:
        return None
    return f.error("nodes of one rank are a layer", f"Write layer {' '.join(names)}.", at=f.first, to=f.line[-1])


@DIAGRAMS.row("direction by another word", "layout horizontal")
def _direction(f: Failure) -> Diagnostic | None:
    if not _is_open(f) or f.first.text not in ("direction", "layout", "rankdir", "orientation", "flow"):
        return None
    value = [one for one in f.line[1:] if one.kind not in ("=", ":")]
    words = f.text(value[0], value[-1]).lower().strip("\"'") if value else ""
    meant = DIRECTIONS.get(words) or (words if words in DIRECTIONS.values() else None)
    if meant is None or f.is_declared(f.first.text):
        return None
    return f.error("a direction is said so", f"Write direction {meant}.", at=f.first, to=f.line[-1])


@DIAGRAMS.row("style without braces", "style box fill red")
def _style(f: Failure) -> Diagnostic | None:
    is_stopped = f.ended or f.token.kind in (":", "=", "NUMBER", "COLOR")
    if f.first.text != "style" or f.brace is not None or len(f.line) < 4 or f.is_declaration or not is_stopped:
        return None
    *head, name, value = (one.text for one in f.line if one.kind not in (":", "=", ","))
    hint = f"Write {' '.join(head)} {{ {name}: {value} }}."
    return f.error("what a style sets stands in braces", hint, at=f.line[1], to=f.line[-1])
