"""Labels of Graphviz: escapes, fields of records, and tables in its HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

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


def record(text: str, names: Mapping[str, str]) -> Table:
    """The label of a record as a table: the first line of its first field is the title, and all of it where it has no
    lines that begin at the left (``\\l``), as those of listings do; the lines of the others are rows, with a line
    across between fields that have several."""
    fields: list[tuple[str | None, str]] = []
    port: str | None = None
    words = ""
    for piece in [*_FIELD.findall(text), "|"]:
        if piece in ("{", "}", "|"):
            if words.strip() or port is not None:
                fields.append((port, label_text(Label(words.strip()), names)))
            port, words = None, ""
        elif piece.startswith("<") and piece.endswith(">"):
            port = piece[1:-1].strip()
        else:
            words += piece
    texts = [field for _, field in fields if field.strip()]
    if len(texts) < 2:  # a field alone, or among others that only links see
        return "".join(texts), []
    if (columns := _beside(text)) is not None:
        found = list[Row]()
        for cells in zip(*columns, strict=True):
            shown = tuple(label_text(Label(words), names) for _, words in cells)
            found.append(Row(shown, next((port for port, _ in cells if port is not None), None)))
        return fields[0][1], found
    title, rows = fields[0][1], list[Row]()
    if _LISTING.match(text):
        title, *lines = filter(str.strip, title.split("\n"))
        rows = [Row((line.strip(),)) for line in lines]
    for port, field in fields[1:]:
        lines = [line.strip() for line in field.split("\n") if line.strip()]
        if rows and (len(lines) > 1 or any("\n" in other for _, other in fields)):
            rows.append(Row(()))
        rows += (Row((line,), port) for line in lines)
    return title, rows


def _beside(text: str) -> list[list[tuple[str | None, str]]] | None:
    """The fields of a record that are columns of as many cells beside each other, behind a first one that is none, as
    in ``layer|{input:|output:}|{28|14}``: by column the port and the text of each cell. None for other records."""
    inner: list[list[Any]] = [[]]
    port, words = None, ""
    for piece in [*_FIELD.findall(text), "|"]:
        if piece == "{":
            inner.append([])
            continue
        if piece in ("|", "}"):
            if words.strip() or port is not None:
                inner[-1].append((port, words.strip()))
            port, words = None, ""
            if piece == "}" and len(inner) > 1:
                group = inner.pop()
                inner[-1].append(group[0] if len(group) == 1 else group)
        elif piece.startswith("<") and piece.endswith(">"):
            port = piece[1:-1].strip()
        else:
            words += piece
    first, *columns = inner[0] or [[]]
    lengths = {len(one) if isinstance(one, list) else 0 for one in columns}
    cells = [cell for one in columns if isinstance(one, list) for cell in one]
    is_even = len(columns) > 1 and len(lengths) == 1 and 0 not in lengths
    return columns if is_even and all(isinstance(one, tuple) for one in (first, *cells)) else None


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
