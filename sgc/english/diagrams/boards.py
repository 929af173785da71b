"""Boards: cards in columns or in four fields ("a kanban board: To do (write spec), Doing (build API), Done (logo)")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import STATEMENT, bare, caption, fullmatch, named, part, past, search, split, trim
from sgc.source import Span

_NESTED = re.compile(r"(?P<head>[^()]+?)\s*\((?P<items>[^()]*)\)", re.DOTALL)
_HEADED = re.compile(
    r"(?P<head>[^:(]{1,40}?)(?:\s*:|\s+[-–]\s|\s+(?:has|have|contains?|includes?|holds?|with)\s)\s*(?P<items>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: Where a heading follows the cards before it behind a comma only: "Pros: fast, cheap, Cons: ugly".
_NEXT_HEAD = re.compile(
    r"\s*,\s*(?:and\s+)?(?=[^,:;]{1,30}(?::|\s(?:has|contains|holds|includes))\s)"
    r"|\s+and\s+(?=[A-Z][^,:;]{1,30}(?::|\s(?:has|contains|holds|includes))\s)"
)
_COLON_OR_DASH = re.compile(r":|\s[-–]\s")
#: What only says that headings follow, and what may stand before one: "Columns To do, Doing. In To do: write tests".
_COLUMNS = re.compile(r"(?:(?:the|with|its|of|and|\w+)\s+)?columns\s*(?:are\b)?[:,]?\s+(?=\w)", re.IGNORECASE)
_IN = re.compile(r"(?:in|under|for)\s+(?:the\s+)?", re.IGNORECASE)
_BULLET = re.compile(r"[-*•]\s+")
_AXES = re.compile(
    r"(?:with\s+|of\s+|on\s+|for\s+)?(?:the\s+)?(?:two\s+)?(?:axes\s+|axis\s+)?(?:of\s+)?(?P<across>[\w-]+)"
    r"\s*(?:and|vs\.?|versus|against|by|/)\s*(?P<down>[\w-]+)",
    re.IGNORECASE,
)
_BY_TWO = re.compile(r"\b(?:matrix|swot|quadrants?)\b", re.IGNORECASE)
#: The room between cards and between columns, in pixels.
_GAP, _BETWEEN = 12, 24
#: Widths of cards: of a letter, of what is beside the letters, and of the narrowest, in pixels.
_LETTER, _BESIDE, _NARROWEST = 9, 36, 140


def board(draft: Draft, span: Span) -> None:
    """Columns beside each other, each with its cards under its heading; four of a matrix stand two by two."""
    by_two = _BY_TWO.search(draft.source.text) is not None
    if by_two and (axes := fullmatch(trim(span, "."), _AXES)) is not None:
        _fields(draft, named(span, axes, "across"), named(span, axes, "down"))
        return
    columns: list[Node] = []
    span = past(span, _COLUMNS)
    for statement in split(span, STATEMENT):
        bullet = past(statement, _BULLET)
        if bullet.start > statement.start and columns and fullmatch(bullet, _HEADED) is None:
            columns[-1].give(draft.add(bare(bullet), "box"))
            continue
        for head, cards in _headings(bullet):
            known = _known(columns, head) or _known(columns, past(head, _IN))
            column = known or draft.add(head, "box")
            if known is None:
                columns.append(column)
            for card in cards:
                column.give(draft.add(card, "box"))
    _arrange(draft, columns, 2 if by_two and len(columns) == 4 else len(columns))


def _known(columns: Sequence[Node], head: Span) -> Node | None:
    return next((one for one in columns if one.label.casefold() == head.text.casefold()), None)


def _headings(span: Span) -> list[tuple[Span, list[Span]]]:
    """The headings of a statement, each with its cards."""
    pieces = split(span, _NEXT_HEAD)
    is_list = _COLON_OR_DASH.search(span.text) is None or search(span, _NESTED) is not None
    if len(pieces) == 1 and is_list and not _has(span):
        pieces = split(span, LIST)
    found: list[tuple[Span, list[Span]]] = []
    for piece in pieces:
        match = fullmatch(piece, _NESTED) or fullmatch(piece, _HEADED)
        items = part(piece, match, "items") if match is not None else None
        head = bare(named(piece, match, "head") if match is not None else piece)
        found.append((head, [bare(one) for one in split(trim(items, ".,"), LIST)] if items is not None else []))
    return found


def _has(span: Span) -> bool:
    """Whether a statement says what one column has: "To do has Write spec and Design logo"."""
    match = fullmatch(span, _HEADED)
    return match is not None and ":" not in span.text and "," not in match["head"]


def _fields(draft: Draft, across: Span, down: Span) -> None:
    """The four fields of two axes: what has both, the one or the other, and neither."""
    words = [one.text.casefold() for one in (down, across)]
    said_of = any(map(lexicon.is_adjective, words))  # "urgent" or not; of "effort" there is much or little
    halves = [(one, f"not {one}") if said_of else (f"high {one}", f"low {one}") for one in words]
    fields = [draft.add(across.to(down), "box", caption(f"{first}, {second}")) for second, first in product(*halves)]
    _arrange(draft, fields, 2)


def _arrange(draft: Draft, columns: Sequence[Node], across: int) -> None:
    cards = [card for column in columns for card in (column.members or [column])]
    width = max([_NARROWEST, *(_LETTER * len(card.label) + _BESIDE for card in cards)])
    draft.styles["box"] = {"width": str(width)}
    for column in columns:
        if len(column.members) > 1:
            draft.arranged.append(Arranged("column", column.members, gap=_GAP))
    if across < len(columns):
        draft.arranged.append(Arranged("grid", columns, gap=_BETWEEN, across=across))
    elif len(columns) > 1:
        draft.arranged.append(Arranged("row", [(one.members or [one])[0] for one in columns], gap=_BETWEEN + 2 * _GAP))
