"""JSON and YAML in PlantUML: every map and every list as a table, linked from the row where it stands."""

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
    title = _title(page)
    try:
        return _tables(json.loads(page.text), page, title)
    except json.JSONDecodeError as problem:
        page.unreadable(page.span(problem.pos, problem.pos + 1), "this is no JSON")
    except RecursionError:
        page.unreadable(page.span(0, len(page.text)), "this is too deep")
    return None


def read_yaml(page: Page) -> tree.Figure | None:
    """The figure of a document of YAML, all of its scalars as they are written."""
    import yaml

    title = _title(page)
    try:
        return _tables(yaml.load(page.text, Loader=yaml.BaseLoader), page, title)
    except yaml.MarkedYAMLError as problem:
        at = problem.problem_mark.index if problem.problem_mark is not None else 0
        page.unreadable(page.span(min(at, len(page.text)), min(at + 1, len(page.text))), "this is no YAML")
    except yaml.YAMLError:
        page.unreadable(page.span(0, len(page.text)), "this is no YAML")
    except RecursionError:
        page.unreadable(page.span(0, len(page.text)), "this is too deep")
    return None


def _title(page: Page) -> str | None:
    """The title of the figure, taken out of the page with what is said of looks."""
    title, _, _ = page_settings(page)
    page.blank_all(_HIGHLIGHT)
    return title


def _tables(value: object, page: Page, title: str | None) -> tree.Figure | None:
    draft = Draft(page.span(0, len(page.text)), title, {"direction": "right"})
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
