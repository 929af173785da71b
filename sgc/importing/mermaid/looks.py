"""Statements that several kinds of Mermaid's diagrams share: ``classDef``, ``class``, ``style``, ``direction``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sgc.importing.css import declarations, node_look
from sgc.importing.draft import Draft, Group, Node
from sgc.importing.page import Page
from sgc.source import Span

DIRECTIONS: Mapping[str, str] = {
    "TB": "down", "TD": "down", "v": "down", "BT": "up", "^": "up", "LR": "right", ">": "right", "RL": "left",
    "<": "left",
}  # fmt: skip
_STATEMENT = re.compile(
    r"(classDef|class|cssClass|style|direction|click|link|callback|href|hide|scale|accTitle|accDescr)\b\s*(.*)"
)
_KEYWORDS = ("class", "classDef", "cssClass", "style", "direction", "click", "end")
_LEFT_OUT = {"click": "what a click does", "callback": "what a click does", "link": "a link", "href": "a link"}


def statement(text: str, span: Span, draft: Draft, page: Page, inside: Group | None = None) -> bool:
    """Read one of the shared statements; False where the text is none."""
    found = _STATEMENT.fullmatch(text.rstrip(";").strip())
    if found is None:
        return False
    word, rest = found.groups()
    match word:
        case "classDef":
            class_def(rest, span, draft, page)
        case "class" | "cssClass":
            names, _, classes = rest.rpartition(" ")
            if not names or "{" in rest:
                return False
            for one in ids(names.strip("\"'")):
                thing(one, span, draft).classes += ids(classes)
        case "style":
            style(rest, span, draft, page)
        case "direction":
            direction(rest, span, draft, page, inside)
        case "hide" | "scale":
            page.left_out(f"'{word}'", span)
        case "click" | "link" | "callback" | "href":
            if not re.match(r"[\w\"]", rest):
                return False
            page.left_out(_LEFT_OUT[word], span)
    return True


def class_def(rest: str, span: Span, draft: Draft, page: Page) -> None:
    """``classDef a,b fill:#f9f,stroke:red``."""
    names, _, look = rest.partition(" ")
    if not look.strip():
        page.not_understood(span)
    found = node_look(declarations(look), page, span)
    for name in ids(names):
        draft.styles.setdefault(name, {}).update(found)


def style(rest: str, span: Span, draft: Draft, page: Page) -> None:
    """``style a,b fill:#f9f``."""
    names, _, look = rest.partition(" ")
    if not look.strip():
        page.not_understood(span)
    found = node_look(declarations(look), page, span)
    for one in ids(names):
        thing(one, span, draft).properties.update(found)


def direction(word: str, span: Span, draft: Draft, page: Page, inside: Group | None) -> None:
    """``direction LR``, of the figure or of the group that this is in."""
    way = DIRECTIONS.get(word.strip())
    if way is None:
        page.not_understood(span, f"there is no direction '{word.strip()}'")
    elif inside is not None:
        inside.direction = way, span
    else:
        draft.settings["direction"] = way


def thing(key: str, span: Span, draft: Draft) -> Node | Group:
    """What a statement about looks speaks of; it may be declared later."""
    return draft.groups.get(key) or draft.node(key, span, mentioned=True)


def is_keyword(text: str, *of_kind: str) -> bool:
    """Whether a word alone begins a statement, a shared one or one of this kind of diagram, and so names nothing."""
    return text in _KEYWORDS or text in of_kind


def default_looks(draft: Draft) -> None:
    """What the class ``default`` says holds for nodes without a class."""
    default = draft.styles.pop("default", {})
    for node in draft.nodes.values():
        if not node.classes:
            node.properties = {**default, **node.properties}


def ids(text: str) -> list[str]:
    """The names of a list."""
    return [one.strip() for one in text.split(",") if one.strip()]
