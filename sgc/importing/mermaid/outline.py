"""Trees of files and causes of Mermaid (``treeView``, ``ishikawa``): outlines by indentation, read as trees.

What is to be explained stands before its causes at their own indent, so that a first root of nothing heads all others.
"""

from __future__ import annotations

import re

from sgc.importing.draft import DEEPEST, Block, Draft
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree

#: What stands behind a name: an icon, a class, a remark.
_MARKS = re.compile(r"\s*(?:icon\([^)]*\)|:::\S+|##.*)")


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of an outline whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title, sort="tree")
    around: list[tuple[int, Block]] = []
    for line in page.lines():
        one, span = line.stripped(), page.place(line)
        text = one.text
        if text.startswith("title "):
            draft.title = label(text.removeprefix("title "))
            continue
        if _MARKS.search(text):
            page.left_out("an icon, a class or a remark in an outline", span)
            text = _MARKS.sub("", text)
        block = Block(span, text=label(text))
        while around and around[-1][0] >= line.indent:
            around.pop()
        if around:
            parent = around[min(len(around), DEEPEST) - 1][1]
            parent.body = [*(parent.body or ()), block]
        else:
            draft.flow.append(block)
        around.append((line.indent, block))
    if not draft.flow:
        page.unreadable(draft.span, "this outline is empty")
        return None
    if len(draft.flow) > 1 and isinstance(head := draft.flow[0], Block) and head.body is None:
        head.body, draft.flow = draft.flow[1:], [head]
    return figure(draft)
