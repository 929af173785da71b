"""User journeys of Mermaid: the tasks of each section in their order, with how content the actors are."""

from __future__ import annotations

import re

from sgc.importing.draft import Draft, Group, Link
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree

_TASK = re.compile(r"(?P<task>[^:]+?)\s*:\s*(?P<score>-?\d+(?:\.\d+)?)\s*(?::\s*(?P<actors>.*))?")
#: From the worst score to the best: what the fill of a task says.
_FILLS = ("#f8c9c4", "#fbdcc0", "#fdf0c4", "#e2f0cb", "#cbe8cf")
_BEST = len(_FILLS)


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a journey whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title, {"direction": "right"})
    section: Group | None = None
    before: str | None = None
    for line in page.lines():
        text, span = line.statement().text, page.place(line)
        word, _, rest = text.partition(" ")
        if word == "title":
            draft.title = label(rest)
        elif word == "section":
            section = draft.group(f"section {span.start}", span, label(rest))
            section.called = label(rest)
        elif (found := _TASK.fullmatch(text)) is not None:
            node = draft.node(f"{found['task']} {span.start}", span, section)
            node.called = label(found["task"])
            score = float(found["score"])
            actors = ", ".join(label(one) for one in (found["actors"] or "").split(",") if one.strip())
            said = f"{score:g} of {_BEST}" if score <= _BEST else f"{score:g}"
            node.label = "\n".join(filter(None, (node.called, said, actors)))
            node.noun = "rounded"
            node.properties["fill"] = _FILLS[min(max(round(score), 1), _BEST) - 1]
            if before is not None:
                draft.links.append(Link(before, node.id, span))
            before = node.id
        elif text:
            page.not_understood(span)
    if not draft.nodes:
        page.unreadable(draft.span, "this journey has no task")
        return None
    return figure(draft)
