"""Venn diagrams of Mermaid: sets, and what is in several of them at once."""

from __future__ import annotations

import re

from sgc.importing.draft import Block, Draft
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.texts import label, wholes
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree

_LABEL = r"(?:\s*\[(?P<label>\"[^\"]*\"|[^\]]*)\])?(?:\s*:\s*(?P<size>[\d.]+))?"
_SET = re.compile(rf"set\s+(?P<id>\"[^\"]+\"|[\w-]+){_LABEL}")
_UNION = re.compile(rf"union\s+(?P<ids>[^\[:]+?){_LABEL}")
_TEXT = re.compile(rf"text\s+(?P<id>\"[^\"]+\"|[\w-]+){_LABEL}")
#: So many sets can be drawn with every region that they have.
_MOST = 4


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a Venn diagram whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title, sort="sets")
    blocks: dict[str, Block] = {}
    inside: list[str] = []
    for line in wholes(page):
        one, span = line.statement(), page.place(line)
        text = one.text
        if (found := _SET.fullmatch(text)) is not None:
            key = found["id"].strip('"')
            node = draft.node(key, span)
            node.noun, node.label = "circle", label(found["label"] or key)
            blocks.setdefault(key, Block(span, id=key, body=[]))
            inside = [key]
        elif (found := _UNION.fullmatch(text)) is not None:
            inside = [key.strip('"') for key in looks.ids(found["ids"])]
            if not inside or any(key not in blocks for key in inside):
                page.not_understood(span, "this is a union of something that is no set")
                inside = []
            elif words := label(found["label"] or ""):
                _put(blocks, inside, Block(span, text=words))
        elif (found := _TEXT.fullmatch(text)) is not None and inside:
            _put(blocks, inside, Block(span, text=label(found["label"] or found["id"])))
        elif text.startswith("title "):
            draft.title = label(text.removeprefix("title "))
        elif not looks.statement(text, span, draft, page):
            page.not_understood(span)
        if found is not None and found.groupdict().get("size"):
            page.left_out("the size of a set", span)
    if not 0 < len(blocks) <= _MOST:
        page.unreadable(draft.span, f"a Venn diagram of {len(blocks)} sets is not drawn", "One to four sets are.")
        return None
    draft.flow = list(blocks.values())
    return figure(draft)


def _put(blocks: dict[str, Block], inside: list[str], item: Block) -> None:
    """What stands in several sets is the same text in each."""
    for key in inside:
        body = blocks[key].body
        assert body is not None
        body.append(item)
