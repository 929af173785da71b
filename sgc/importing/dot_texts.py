"""Labels of Graphviz: escapes, fields of records, and tables in its HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sgc.importing.texts import plain

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r"(?:\\.|[^\\{}|<>])+|[{}|]|<[^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A value as it was written, without its quotes."""

    text: str
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its port, if it has one, and its text."""

    port: str | None
    text: str


def label_text(label: Label, names: Mapping[str, str]) -> str:
    """What a label says; ``names`` are for escapes that stand for one, such as ``\\N`` for the node's."""
    if label.is_html:
        return plain(label.text).strip()

    def read(found: re.Match[str]) -> str:
        letter = found[1]
        return "\n" if letter in "nlr" else names.get(letter, letter)

    text = _ESCAPE.sub(read, label.text)
    return plain(text.rstrip("\n"))


def record_fields(text: str, names: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a record's label, those within braces among them."""
    fields: list[Field] = []
    port: str | None = None
    words = ""
    for piece in [*_FIELD.findall(text), "|"]:
        if piece in ("{", "}", "|"):
            if words.strip() or port is not None:
                fields.append(Field(port, label_text(Label(words.strip()), names)))
            port, words = None, ""
        elif piece.startswith("<") and piece.endswith(">"):
            port = piece[1:-1].strip()
        else:
            words += piece
    return tuple(fields)
