"""The table of diagnostic codes: a stable kebab-case name and one sentence each.

A new diagnostic gets its row here and is raised with it; `sgc doctor --codes` and the language
reference print this table, and a test holds that every row is used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    name: str
    meaning: str


CODES: dict[str, Code] = {}


def _code(name: str, meaning: str) -> Code:
    return CODES.setdefault(name, Code(name, meaning))


# Syntax
SYNTAX = _code("syntax", "The text does not follow the grammar of scene files at this place.")
NOT_YET = _code("not-yet", "The language has this, but this version cannot compile it.")

# Names and types
UNKNOWN_NAME = _code("unknown-name", "A reference names nothing that the figure declares.")
DUPLICATE_NAME = _code("duplicate-name", "A name is declared twice in the same scope.")

# Words
UNKNOWN_NOUN = _code("unknown-noun", "The noun is not in the vocabulary; a labelled placeholder is drawn.")
NOT_DRAWN = _code("not-drawn", "The chosen back end cannot show this word; it is kept, unchecked.")

# Pictures and back ends
UNKNOWN_BACKEND = _code("unknown-backend", "No back end has this name, writes this kind of file, or has this option.")
IMAGE = _code("image", "An image file of the project cannot be used.")
