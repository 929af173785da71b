"""Mind maps and work breakdown structures of PlantUML: outlines whose depth is the number of stars, or the indent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.importing.draft import DEEPEST, Block, Draft
from sgc.importing.page import Line, Page
from sgc.importing.plantuml import page_settings
from sgc.importing.plantuml.sheet import sheet_of
from sgc.importing.plantuml.texts import label, looks_of
from sgc.importing.writing import figure
from sgc.syntax import tree

_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<signs>[*]+|[+]+|-+|#+)[<>]?(?:\[(?P<color>#[^\]]*)\])?_?[<>]?(?P<long>:)?[ \t]*(?P<text>.*)"
)
#: The stereotype behind what an item says.
_STEREOTYPE = re.compile(r"\s*<<(\w+)>>\s*$")
#: Where an item of one sign begins.
_SINGLE = re.compile(r"^([ \t]*)[*+#-](?![*+#-])", re.MULTILINE)


def read_tree(page: Page) -> tree.Figure | None:
    """The figure of a work breakdown structure, as a tree."""
    return read(page, "tree")


def read(page: Page, sort: str = "mindmap") -> tree.Figure | None:
    """The figure of a mind map, or of another sort whose outline is written alike."""
    sheet = sheet_of(page)
    title, _, _ = page_settings(page)
    draft = Draft(page.span(0, len(page.text)), title, sort=sort)
    #: The blocks around a line, each with its depth.
    around: list[tuple[tuple[int, int], Block]] = []
    indents = [len(indent.expandtabs(4)) for indent in _SINGLE.findall(page.text)]
    is_indented = any(one > indents[0] for one in indents)
    lines = page.lines()
    for line in lines:
        span = page.place(line)
        if re.fullmatch(r"\s*(?:left|right) side\s*", line.text, re.IGNORECASE):
            page.left_out("the side of a branch", span)
            continue
        found = _ITEM.fullmatch(line.text)
        if found is None:
            page.not_understood(span)
            continue
        text = _long(found["text"], lines) if found["long"] else found["text"]
        depth = (len(found["indent"].expandtabs(4)) if is_indented else 0, len(found["signs"]))
        stereotype = _STEREOTYPE.search(text)
        block = Block(span, text=label(text[: stereotype.start()] if stereotype is not None else text))
        while around and around[-1][0] >= depth:
            around.pop()
        if around:
            parent = around[min(len(around), DEEPEST) - 1][1]
            parent.body = [*(parent.body or ()), block]
        elif draft.flow:
            page.not_understood(span, "an outline has one root")
            continue
        else:
            draft.flow.append(block)
        around.append((depth, block))
        block.properties = sheet.of(len(around) - 1, stereotype and stereotype[1]) | looks_of(found["color"] or "")
    if not draft.flow:
        page.unreadable(draft.span, "this outline is empty")
        return None
    return figure(draft)


def _long(text: str, lines: Iterator[Line]) -> str:
    """A text over several lines, up to its ``;``."""
    found = [text]
    while not found[-1].rstrip().endswith(";"):
        more = next(lines, None)
        if more is None:
            break
        found.append(more.text.strip())
    return "\n".join(found).rstrip().removesuffix(";")
