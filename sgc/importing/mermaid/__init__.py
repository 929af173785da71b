"""Mermaid: what stands before every diagram, and which reader its first word asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from itertools import islice

from sgc.importing.mermaid.config import Config
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.texts import literal
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree

#: By a diagram's first word, in lower case, the module whose ``read(page, title)`` reads it.
KINDS: Mapping[str, str] = {
    "graph": "flowchart", "flowchart": "flowchart", "flowchart-elk": "flowchart", "statediagram": "states",
    "classdiagram": "classes", "erdiagram": "entities", "sequencediagram": "sequence", "mindmap": "mindmap",
    "gantt": "gantt", "timeline": "timeline", "gitgraph": "gitgraph", "c4context": "c4_model",
    "c4container": "c4_model", "c4component": "c4_model", "c4dynamic": "c4_model", "c4deployment": "c4_model",
    "requirementdiagram": "requirements", "requirement": "requirements", "architecture": "architecture",
    "block": "blocks", "kanban": "kanban", "journey": "journey", "sankey": "sankey", "venn": "venn",
    "treeview": "outline", "ishikawa": "outline",
}  # fmt: skip
#: What else begins a diagram of Mermaid: charts of data, and others that no figure here is like.
CHARTS = ("pie", "xychart", "quadrantchart", "radar", "treemap", "packet")
_OTHERS = ("zenuml", "eventmodeling", "wardley", "cynefin", "railroad", "info")

#: What stands before a diagram between lines of dashes; in a file of several, before each.
_FRONT = re.compile(
    r"^[ \t]*(?P<mark>---)[ \t]*\n(?P<matter>(?:(?![ \t]*---)[^\n]*\n)*)[ \t]*---[ \t]*\n"
    r"(?=\s*(?:%%[^\n]*\s+)*[A-Za-z])",
    re.MULTILINE,
)
#: Diagrams of one file.
_MOST = 100
_CONFIG = re.compile(r"^config[ \t]*:[^\n]*\n?(?:[ \t]+[^\n]*\n|[ \t]*\n)*", re.MULTILINE)
_DIRECTIVE = re.compile(r"%%\{(?P<said>(?:(?!%%\{)[\s\S])*?)\}%%")
_COMMENT = re.compile(r"^[ \t]*%%(?!\{)(?P<comment>[^\n]*)$", re.MULTILINE)
_ACCESSIBLE = re.compile(r"^[ \t]*acc(?:Title|Descr)[ \t]*(?::[^\n]*|\{[^}]*\})", re.MULTILINE | re.IGNORECASE)
_TITLE = re.compile(r"^[ \t]*title[ \t]*:[ \t]*(.+)$", re.MULTILINE)
_FIRST = re.compile(r"\s*([A-Za-z][\w-]*)")


def read(page: Page) -> tuple[tree.Figure, ...]:
    """The diagram of a page; none where its kind has no reader, which the page is told."""
    parts = [found.start("mark") for found in islice(_FRONT.finditer(page.text), _MOST)]
    if len(parts) > 1:
        ends = [*parts[1:], len(page.text)]
        return tuple(one for start, end in zip(parts, ends, strict=True) for one in _diagram(page.part(start, end)))
    return _diagram(page)


def _diagram(page: Page) -> tuple[tree.Figure, ...]:
    title, config = None, Config()
    page.blank_all(_COMMENT)
    if front := _FRONT.search(page.text):
        if found := _TITLE.search(front["matter"]):
            title = _title(found[1].strip()) or None
        if (said := _CONFIG.search(front["matter"])) is not None:
            config.read(said[0], page, page.span(front.start(), front.end()))
        page.blank(front.start(), front.end())
    for found in _DIRECTIVE.finditer(page.text):
        if found["said"].strip() != "wrap":
            config.read(f"{{{found['said']}}}", page, page.span(found.start(), found.end()))
    page.blank_all(_DIRECTIVE)
    page.blank_all(_ACCESSIBLE)
    first = _FIRST.match(page.text)
    if first is None:
        page.unreadable(page.span(0, len(page.text)), "there is no diagram of Mermaid here")
        return ()
    word = re.sub(r"-(?:v\d|beta)$", "", first[1].lower())
    kind = KINDS.get(word)
    if kind is None:
        place = page.span(first.start(1), first.end(1))
        if word in CHARTS:
            message = f"'{first[1]}' is a chart of data, and sgc draws no charts from files of Mermaid"
        elif word.partition("-")[0] in _OTHERS:
            message = f"'{first[1]}' is a diagram of Mermaid that is not read"
        else:
            message = f"'{first[1]}' begins no diagram of Mermaid"
        page.unreadable(place, message, *did_you_mean(word, KINDS), f"Read are {_known()}.")
        return ()
    page.blank(first.start(1), first.end(1))
    found = import_module(f"sgc.importing.mermaid.{kind}").read(page, title)
    return () if found is None else (config.dressed(found),)


def _title(text: str) -> str:
    """A title as YAML writes it: in quotes of either kind, or without."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return literal(text[1:-1].replace("''", "'"))
    return label(text)


def _known() -> str:
    return (
        "flowchart, sequenceDiagram, classDiagram, stateDiagram, erDiagram, mindmap, gantt, timeline, journey, "
        "gitGraph, C4, requirementDiagram, architecture, block, kanban, sankey, venn, treeView and ishikawa"
    )
