"""Labels of Graphviz: escapes, fields of records, and tables in its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from sgc.importing.draft import Row
from sgc.importing.texts import literal, plain

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r"(?:\\.|[^\\{}|<>])+|[{}|]|<[^<>]*>", re.DOTALL)

#: A first field that is no title but lines which begin at the left.
_LISTING = re.compile(r"[{\s]*(?:<[^<>]*>)?(?:\\[^l]|[^\\{}|<>])*\\l\s*(?:\\.|[^\\{}|])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A value as it was written, without its quotes."""

    text: str
    is_html: bool = False


#: The title of a table, and its rows.
Table = tuple[str, list[Row]]


def label_text(label: Label, names: Mapping[str, str]) -> str:
    """What a label says; ``names`` are for escapes that stand for one, such as ``\\N`` for the node's."""
    if label.is_html:
        return plain(label.text).strip()

    def read(found: re.Match[str]) -> str:
        letter = found[1]
        return "\n" if letter in "nlr" else _ESCAPE.sub(read, names[letter]) if letter in names else letter

    text = _ESCAPE.sub(read, label.text)
    return literal(unescape(text.rstrip("\n")))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: what links call it, and its text as it was written."""

    port: str | None
    text: str


#: A record: fields, and within braces further ones, which lie the other way.
Fields = list["Field | Fields"]


def fields_of(text: str) -> tuple[Fields, bool]:
    """The fields of a record's label, and whether braces around all of it turn the way in which they lie."""
    open_: list[Fields] = [[]]
    port, words, is_closed = None, "", False
    for piece in [*_FIELD.findall(text), "|"]:
        if piece == "{":
            open_.append([])
        elif piece in ("|", "}"):
            if not is_closed:
                open_[-1].append(Field(port, words.strip()))
            port, words, is_closed = None, "", piece == "}"
            if piece == "}" and len(open_) > 1:
                group = open_.pop()
                open_[-1].append(group[0] if len(group) == 1 and isinstance(group[0], Field) else group)
        elif piece.startswith("<") and piece.endswith(">"):
            port = piece[1:-1].strip()
        else:
            words += piece
    found, turned = open_[0], False
    while len(found) == 1 and isinstance(found[0], list):
        found, turned = found[0], not turned
    return found, turned


def record(fields: Fields, across: bool, names: Mapping[str, str]) -> Table:
    """A record as a table. Its first field is the title; the others are rows, of several cells where they have fields
    of their own. Where they lie ``across`` the page, they are columns of as many cells.

    Otherwise all fields follow each other: the first line of the first one is the title, and all of it where it has no
    lines that begin at the left (``\\l``), as those of listings do; the lines of the others are rows, with a line
    across between fields that have several.
    """
    flat = [one for one in _flat(fields) if one.text or one.port is not None]
    texts = [one.text for one in flat if one.text]
    if len(texts) < 2:  # a field alone, or among others that only links see
        return label_text(Label("".join(texts)), names), []
    first, *others = fields
    is_listing = _LISTING.match(flat[0].text) is not None
    if not is_listing and isinstance(first, Field) and (lines := _lines(others, across)) is not None:
        return label_text(Label(first.text), names), _ruled([_rows(line, names) for line in lines])
    parts = [_rows([one], names) for one in flat]
    if not is_listing:
        return label_text(Label(flat[0].text), names), _ruled(parts[1:])
    title, *rest = parts[0]
    return title.cells[0], _ruled([rest, *parts[1:]] if rest else parts[1:])


def _flat(fields: Fields) -> Iterator[Field]:
    for one in fields:
        if isinstance(one, Field):
            yield one
        else:
            yield from _flat(one)


def _lines(fields: Fields, across: bool) -> list[list[Field]] | None:
    """Rows of several cells: what is in each field that has some, or one cell of each column that lies across. None
    where the fields are no such rows."""
    split = [one if isinstance(one, list) else [one] for one in fields]
    lines = [[inner for inner in one if isinstance(inner, Field)] for one in split]
    groups = [one for one in fields if isinstance(one, list)]
    if not groups or sum(map(len, lines)) < sum(map(len, split)):
        return None
    if not across:
        return lines
    if len(groups) < max(2, len(fields)) or len({*map(len, lines)}) != 1:
        return None
    return [list(line) for line in zip(*lines, strict=True)]


def _rows(fields: Sequence[Field], names: Mapping[str, str]) -> list[Row]:
    """One row of all fields; of a single field with several lines one row for each of them."""
    cells = [label_text(Label(one.text), names) for one in fields]
    port = next((one.port for one in fields if one.port is not None), None)
    if len(cells) > 1:
        return [Row(tuple(cells), port)]
    return [Row((line.strip(),), port) for line in cells[0].split("\n") if line.strip()]


def _ruled(parts: Sequence[Sequence[Row]]) -> list[Row]:
    """All rows, with a line across between parts where one of them has several."""
    between = [Row(())] if any(len(one) > 1 for one in parts) else []
    found: list[Row] = []
    for part in parts:
        found += [*between, *part] if found and part else part
    return found


def has_port(label: Label, port: str) -> bool:
    """Whether a part of what a label shows is called so."""
    called = rf"""\bport\s*=\s*["']?{re.escape(port)}\b""" if label.is_html else rf"<\s*{re.escape(port)}\s*>"
    return re.search(called, label.text, re.IGNORECASE) is not None


def html_table(text: str) -> Table | None:
    """A table of Graphviz's HTML: a first row of one cell is the title; None where there are no rows."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    rows = [Row(tuple(cells), port) for cells, port in reader.rows if any(cells)]
    if len(rows) < 2:
        return None
    title = rows.pop(0).cells[0] if len(rows[0].cells) == 1 else ""
    return title, rows


#: A tag of a table, and what it says of lines: around all of it, or around its cells.
_TABLE_TAG = re.compile(r"<table\b[^>]*>", re.IGNORECASE)
_BORDER = re.compile(r"\b(cell)?border\s*=\s*[\"']?(\d+)", re.IGNORECASE)
_PORT = re.compile(r"\bport\s*=", re.IGNORECASE)


def is_without_lines(text: str) -> bool:
    """Whether tables of HTML show their texts only: no lines around cells, and no row that links end at."""
    borders = [{bool(cell): int(width) for cell, width in _BORDER.findall(tag)} for tag in _TABLE_TAG.findall(text)]
    return all(one.get(False) == 0 and not one.get(True) for one in borders) and _PORT.search(text) is None


def as_lines(title: str, rows: Sequence[Row]) -> str:
    """The texts of a table one below the other."""
    lines = [title, *(" ".join(filter(None, row.cells)) for row in rows)]
    return "\n".join(one for one in lines if one.strip())


class _Tables(HTMLParser):
    """Gathers the rows of tables, each with the first port in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[list[str], str | None]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        port = next((value for name, value in attrs if name == "port"), None)
        if tag == "tr":
            self.rows.append(([], None))
        elif tag == "td":
            self._cell = []
            if self.rows and port is not None and self.rows[-1][1] is None:
                self.rows[-1] = (self.rows[-1][0], port)
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "td" and self._cell is not None:
            if self.rows:
                self.rows[-1][0].append(literal("".join(self._cell)).strip())
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
