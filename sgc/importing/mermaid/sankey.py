"""Sankey diagrams of Mermaid: what flows from where to where, each link as wide as its amount."""

from __future__ import annotations

import csv
import re

from sgc.importing.draft import Draft, Link
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree

#: How wide the link of what flows most is, in pixels.
_WIDEST = 10


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a Sankey diagram whose first word was read."""
    amounts: list[float] = []
    draft = Draft(page.span(0, len(page.text)), title, {"direction": "right"})
    for line in page.lines():
        one, span = line.stripped(), page.place(line)
        cells = [cell.strip() for cell in next(csv.reader([one.text]))]
        if len(cells) != 3 or not all(cells) or not re.fullmatch(r"\d+(?:\.\d+)?", cells[2]):
            page.not_understood(span)
            continue
        for key in cells[:2]:
            draft.node(key, span).label = label(key)
        draft.links.append(Link(cells[0], cells[1], span, label=cells[2]))
        amounts.append(float(cells[2]))
    if not draft.links:
        page.unreadable(draft.span, "nothing flows in this diagram")
        return None
    for link, amount in zip(draft.links, amounts, strict=True):
        link.properties["width"] = max(1, round(_WIDEST * amount / (max(amounts) or 1)))
    return figure(draft)
