"""Pieces of syntax trees: words, texts, properties and rows, as the parser would make them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sgc.importing.draft import Day, Value, Words
from sgc.source import Span
from sgc.syntax import tree
from sgc.syntax.words import is_name


def words(text: str, span: Span) -> tuple[tree.Word, ...]:
    """The words of a phrase."""
    return tuple(tree.Word(span, word) for word in text.split())


def text(content: str, span: Span) -> tree.Text:
    """A text in double quotes."""
    return tree.Text(span, (content,) if content else ())


def properties(values: Mapping[str, Value], span: Span, flags: bool = False) -> tuple[tree.Property, ...]:
    """The properties of a thing; those of links may be ``flags``, which have no value."""
    return tuple(
        tree.Property(span, tree.Word(span, name), None if flags and value is True else expression(value, span))
        for name, value in values.items()
    )


def expression(value: Value, span: Span) -> tree.Expression:
    """A property's value."""
    if isinstance(value, bool):
        return tree.Name(span, "true" if value else "false")
    if isinstance(value, tuple):
        names = [tree.Name(span, one) for one in value]
        return names[0] if len(names) == 1 else tree.Pair(span, names[0], names[1])
    if not isinstance(value, str):
        return tree.Number(span, Fraction(value).limit_denominator(1000))
    if isinstance(value, Day):
        return tree.Date(span, value)
    if isinstance(value, Words):
        return text(value, span)
    if value.startswith("#"):
        return tree.Color(span, value)
    if " or " in value:  # as ``zero or many`` is parsed
        parts = tuple(expression(part, span) for part in value.split(" or "))
        return tree.Logical(span, "or", parts)
    found = words(value, span)
    return tree.Name(span, value) if len(found) == 1 else tree.Words(span, found)


_ROW_NAME = re.compile(r"(?:«[^»]*»|\{[^}]*\}|[^\w«{])*([^\W\d]\w*)")
_MEMBER = re.compile(r"[+#~-](?![->])[^\n;{}\"]*")


def row_name(cells: Sequence[str]) -> str | None:
    """By which word of it links name a row: its first."""
    found = _ROW_NAME.match(" ".join(cells))
    return found[1] if found is not None else None


_CALL = re.compile(r"(\w+)\(\s*(\d{1,9}(?:\s*,\s*\d{1,9})*)\s*\)")


def _type(text: str, span: Span) -> tree.Expression | None:
    """A type as it is written without quotes: ``int``, ``timestamp with time zone``, ``varchar(80)``."""
    parts = text.split()
    if parts and all(map(is_name, parts)):
        return expression(" ".join(parts), span)
    if (call := _CALL.fullmatch(text)) is not None and is_name(call[1]):
        numbers = (tree.Number(span, Fraction(one)) for one in re.findall(r"\d+", call[2]))
        return tree.Call(span, tree.Name(span, call[1]), tuple(numbers))
    return None


def row(cells: Sequence[str], span: Span) -> tree.Property | tree.Row:
    """A row as a person would write it: ``+eat(food)``, ``id: int "PK"``, or its cells as texts."""
    if not any(cells):
        return tree.Row(span)
    first = cells[0]
    if len(cells) == 1 and _MEMBER.fullmatch(first) and "//" not in first and first == " ".join(first.split()):
        return tree.Row(span, line=first)
    kind = _type(cells[1], span) if len(cells) > 1 and is_name(first) else None
    if kind is not None:
        return tree.Property(span, tree.Word(span, first), kind, tuple(text(one, span) for one in cells[2:]))
    return tree.Row(span, tuple(text(one, span) for one in cells))
