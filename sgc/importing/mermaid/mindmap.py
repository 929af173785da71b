"""Mind maps of Mermaid: an outline by indentation, its texts in the brackets of flowcharts."""

from __future__ import annotations

import re

from sgc.importing.draft import DEEPEST, Block, Draft
from sgc.importing.mermaid.texts import label, wholes
from sgc.importing.page import Page
from sgc.importing.texts import without_emphasis
from sgc.importing.writing import figure
from sgc.syntax import tree

_SHAPES = re.compile(
    r"(?P<id>[^\s(\[{)]*?)\s*(?:\(\((?P<circle>.+)\)\)|\)\)(?P<bang>.+)\(\(|\)(?P<cloud>.+)\(|\{\{(?P<hexagon>.+)\}\}"
    r"|\((?P<rounded>.+)\)|\[(?P<box>.+)\])",
    re.DOTALL,
)
_ICON = re.compile(r"::icon\(.*\)")
_CLASS = re.compile(r":::\s*(.*)")


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a mind map whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title, sort="mindmap")
    #: The blocks around a line, each with its indent.
    around: list[tuple[int, Block]] = []
    for line in wholes(page):
        text, span = line.stripped().text, page.place(line)
        if _ICON.fullmatch(text):
            page.left_out("an icon", span)
            continue
        if _CLASS.fullmatch(text):
            page.left_out("a class of a mind map", span)
            continue
        shape = _SHAPES.fullmatch(text)
        kind = shape.lastgroup if shape is not None else None
        words = label(without_emphasis(shape[kind] if shape is not None and kind is not None else text))
        block = Block(span, text=words)
        while around and around[-1][0] >= line.indent:
            around.pop()
        if around:
            parent = around[min(len(around), DEEPEST) - 1][1]
            parent.body = [*(parent.body or ()), block]
            if kind not in (None, "box", "rounded"):
                page.left_out("the shape of a branch", span)
        elif not draft.flow:
            draft.flow.append(block)
        else:
            page.not_understood(span, "a mind map has one root")
            continue
        around.append((line.indent, block))
    if not draft.flow:
        page.unreadable(page.span(0, len(page.text)), "this mind map is empty")
        return None
    return figure(draft)
