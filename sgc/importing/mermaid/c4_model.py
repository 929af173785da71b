"""C4 diagrams of Mermaid: the same calls as in PlantUML's library."""

from __future__ import annotations

from sgc.importing.c4 import C4
from sgc.importing.draft import Draft, Group
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.unseen import order
from sgc.importing.writing import figure
from sgc.syntax import tree


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a C4 diagram whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title)
    groups: list[Group | None] = []
    calls = C4(draft, page, groups)
    for line in page.lines():
        one = line.statement()
        if one.text == "}":
            if groups:
                groups.pop()
        elif one.text.startswith("title "):
            draft.title = label(one.text.removeprefix("title "))
        elif not calls.statement(one.text, page.place(one)):
            page.not_understood(page.place(one))
    order(draft, page)
    return figure(draft)
