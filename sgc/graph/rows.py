"""The rows of tables and classes in diagrams, and where on a thing a link ends: at a row, at a side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sgc.graph.evaluate import text_of, words_of
from sgc.graph.nodes import RECORD
from sgc.graph.report import refuse
from sgc.graph.scene import Port, Row
from sgc.graph.scope import Declared, Scope
from sgc.source.codes import DUPLICATE_NAME, MISPLACED, UNKNOWN_NAME
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree
from sgc.syntax.printer import Printer

SIDES = ("left", "right", "top", "bottom")

#: The first word of a row that is neither a stereotype («…») nor a note in braces.
_NAME = re.compile(r"(?:«[^»]*»|\{[^}]*\}|[^\w«{])*([^\W\d]\w*)")


def has_rows(concept: str | None) -> bool:
    """Whether what stands in the braces of such a thing are its rows."""
    return concept == RECORD


def read_rows(nodes: Iterable[tree.Property | tree.Row], scope: Scope) -> tuple[Row, ...]:
    """The rows of a table or class. Raises Refused."""
    return tuple(Row(tuple(_cells(node, scope))) for node in nodes)


def _cells(node: tree.Property | tree.Row, scope: Scope) -> Iterator[str]:
    if isinstance(node, tree.Row):
        if node.line is not None:
            yield " ".join(node.line.split())
        yield from (text_of(text, scope) for text in node.texts)
        return
    yield " ".join(words_of((node.name,), scope))
    if node.value is not None:
        yield _written(node.value, scope)
    yield from (text_of(text, scope) for text in node.more)


def _written(value: tree.Expression, scope: Scope) -> str:
    """A type stands for itself: ``int``, ``timestamp with time zone``, ``varchar(80)``; a text may insert values."""
    match value:
        case tree.Text():
            return text_of(value, scope)
        case tree.Words():
            return " ".join(words_of(value.words, scope))
        case tree.Name():
            return value.text
        case _:
            return Printer().expression(value)


def row_name(row: Row) -> str | None:
    """By which word links name a row; None for a rule."""
    found = _NAME.match(" ".join(row.cells))
    return found[1] if found is not None else None


def only_properties(nodes: Iterable[tree.Property | tree.Row], noun: str) -> list[tree.Property]:
    """The properties of a thing that has no rows. Raises Refused where there are some."""
    found = []
    for node in nodes:
        if isinstance(node, tree.Row):
            raise refuse(MISPLACED, f"a {noun} has no rows", node.span, "Tables and classes of diagrams have rows: "
                         "write table, or class.")  # fmt: skip
        if node.more:
            raise refuse(MISPLACED, "a property has one value", node.more[0].span,
                         "Only the rows of tables have several cells.")  # fmt: skip
        found.append(node)
    return found


def port_of(thing: Declared | None, names: Sequence[tree.Name], id: str) -> Port:
    """Where on a thing the names behind its own say that a link ends. Raises Refused."""
    row: int | None = None
    side: str | None = None
    rows = [row_name(one) for one in thing.rows] if thing is not None else []
    for name in names:
        if row is None and side is None and name.text in rows:
            row = rows.index(name.text)
        elif side is None and name.text in SIDES:
            side = name.text
        elif name.text in SIDES or name.text in rows:
            raise refuse(DUPLICATE_NAME, f"a link ends at one place of '{id}'", name.span)
        else:
            known = [one for one in rows if one is not None]
            what = "no row" if rows else "no side"
            hints = did_you_mean(name.text, (*known, *SIDES)) or (
                (f"Its rows are {', '.join(known)}.",) if known
                else (f"The sides are {', '.join(SIDES)}. Before a class stands a blank: a -> b .{name.text}",)
            )  # fmt: skip
            raise refuse(UNKNOWN_NAME, f"'{id}' has {what} '{name.text}'", name.span, *hints)
    return Port(row, side)
