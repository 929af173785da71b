"""Kanban boards of Mermaid: columns side by side, the cards of each below each other."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.importing.draft import Arrangement, Draft, Group
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree

_ITEM = re.compile(r"(?P<id>[^\[\]@]*?)\s*(?:\[(?P<text>.*)\])?\s*(?:@\{(?P<data>.*)\})?", re.DOTALL)
_ENTRY = re.compile(r"(\w+)\s*:\s*(\"[^\"]*\"|'[^']*'|[^,}]*)")
#: Between cards, in pixels.
_GAP = 10


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a board whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title)
    columns: list[tuple[Group, list[str]]] = []
    indent: int | None = None
    for line in page.lines():
        one, span = line.stripped(), page.place(line)
        found = _ITEM.fullmatch(one.text)
        if found is None or not (found["id"] or found["text"]):
            page.not_understood(span)
            continue
        indent = line.indent if indent is None else indent
        words = label(found["text"] if found["text"] is not None else found["id"])
        key = f"{found['id'] or words} {span.start}"
        if line.indent <= indent or not columns:
            columns.append((draft.group(key, span, words), []))
            columns[-1][0].called = found["id"] or words
            continue
        column, cards = columns[-1]
        node = draft.node(key, span, column)
        node.noun, node.called = "rounded", found["id"] or words
        entries = {name: value.strip().strip("\"'") for name, value in _ENTRY.findall(found["data"] or "")}
        told = [entries[name] for name in ("ticket", "assigned", "priority") if entries.get(name)]
        node.label = "\n".join([words, *([" · ".join(map(label, told))] if told else [])])
        cards.append(key)
    if not columns:
        page.unreadable(draft.span, "this board has no column")
        return None
    for before, after in pairwise(columns):
        draft.relations.append((draft.span, before[0].id, "left of", after[0].id))
    for _, cards in columns:
        draft.arrangements.append(Arrangement("column", cards, draft.span, gap=_GAP))
    firsts = [cards[0] if cards else group.id for group, cards in columns]
    draft.arrangements.append(Arrangement("align", firsts, draft.span, edge="top"))
    return figure(draft)
