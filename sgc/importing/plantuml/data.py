"""JSON in PlantUML: every object and every list as a table, linked from the row where it stands."""

from __future__ import annotations

import json
import re

from sgc.importing.draft import Draft, Link, Row
from sgc.importing.page import Page
from sgc.importing.plantuml import page_settings
from sgc.importing.texts import literal
from sgc.importing.writing import figure
from sgc.syntax import tree

_HIGHLIGHT = re.compile(r"^[ \t]*#highlight\b[^\n]*$", re.MULTILINE)
#: Tables of one diagram.
_MOST = 1000


def read(page: Page) -> tree.Figure | None:
    """The figure of a value of JSON."""
    title, _, _ = page_settings(page)
    page.blank_all(_HIGHLIGHT)
    draft = Draft(page.span(0, len(page.text)), title, {"direction": "right"})
    try:
        value = json.loads(page.text)
    except (ValueError, RecursionError) as problem:
        place = page.span(problem.pos, problem.pos + 1) if isinstance(problem, json.JSONDecodeError) else draft.span
        page.unreadable(place, "this is no JSON")
        return None
    waiting: list[tuple[object, str, tuple[str, str] | None]] = [(value, "root", None)]
    while waiting:
        one, key, held = waiting.pop(0)
        if len(draft.nodes) == _MOST:
            page.not_understood(draft.span, f"this is more than {_MOST} tables; the rest is left out")
            break
        node = draft.node(f"{key} {len(draft.nodes)}", draft.span)
        node.noun, node.label, node.called = "table", literal(key), key
        if held is not None:
            draft.links.append(Link(held[0], node.id, draft.span, ports=(held[1], None)))
        entries = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else [("", one)]
        for name, inner in entries:
            is_held = isinstance(inner, dict | list) and bool(inner)
            told = () if is_held else (literal(inner if isinstance(inner, str) else json.dumps(inner)),)
            node.rows.append(Row(tuple(cell for cell in (literal(str(name)), *told) if cell), str(name)))
            if is_held:
                waiting.append((inner, str(name), (node.id, str(name))))
    return figure(draft)
