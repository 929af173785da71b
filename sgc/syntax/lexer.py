"""Cuts a scene file into tokens: by the terminals of the grammar, and by the shapes of what people mistype.

Nothing here depends on what was read before, save that the parser may refuse a *rare* terminal (an
arrow, an insertion, a size) where the grammar has no room for it; the same characters are then read
as what else they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from sgc.syntax.tables import scene_table

NEWLINE = "_NEWLINE"
END = "$END"
#: Rare terminals that cannot be told by their shape: lines of classes (what an operator begins), points before classes.
PLACED = frozenset(("MEMBER", "_BLANK_POINT"))
#: Shapes that no grammar rule has room for, so that they stop the parser where they stand.
BLOCK_COMMENT = "BLOCK_COMMENT"
UNCLOSED_TEXT = "UNCLOSED_TEXT"
UNCLOSED_QUOTE = "UNCLOSED_QUOTE"
JOINED_NUMBER = "JOINED_NUMBER"
STRAY = "STRAY"

#: Brackets within each other.
NESTING = 64

OPENING = {"(": ")", "[": "]", "{": "}"}
CLOSING = {close: open for open, close in OPENING.items()}

_MISTYPED_FIRST = {BLOCK_COMMENT: r"/\*(?s:.*?)(?:\*/|\Z)"}
_MISTYPED = {UNCLOSED_TEXT: r'"[^\n]*', UNCLOSED_QUOTE: r"'[^\n]*", END: r"\Z", STRAY: r"[\s\S]"}

Match = Callable[[str, int, int], re.Match[str]]


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is a terminal of the grammar, or one of the shapes above; ``[start, end)`` its place."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexer:
    """``match`` reads the token at an offset, ``match_plain`` without the rare terminals, ``match_shape`` without those
    that only their place tells. All skip blanks and comments first, and always find something: ``lastgroup`` says
    what, by ``names``."""

    match: Match
    match_plain: Match
    match_shape: Match
    names: dict[str, str]


@cache
def scene_lexer() -> Lexer:
    table = scene_table()
    # Group names are identifiers, and punctuation is not.
    patterns = {**_MISTYPED_FIRST, **table.patterns, **_MISTYPED}
    names = {f"t{i}": name for i, name in enumerate(patterns)}

    def compiled(left_out: frozenset[str]) -> Match:
        groups = (f"(?P<{group}>{patterns[name]})" for group, name in names.items() if name not in left_out)
        return re.compile(f"(?:{table.blank})*(?:{'|'.join(groups)})").match  # type: ignore[return-value]

    return Lexer(compiled(frozenset()), compiled(table.rare), compiled(PLACED), names)


def kind_of(name: str, following: str) -> str:
    """The kind of a matched pattern: a number does not run into letters."""
    runs_on = name in ("NUMBER", "SIZE") and (following.isalnum() or following == "_")
    return JOINED_NUMBER if runs_on else name


def tokens(text: str, start: int = 0, limit: int | None = None) -> Iterator[Token]:
    """The tokens from ``start`` on, taken by shape alone: a keyword is a NAME. The last one is END."""
    limit = len(text) if limit is None else limit
    lexer = scene_lexer()
    position = start
    while True:
        match = lexer.match_shape(text, position, limit)
        group = match.lastgroup
        assert group is not None
        begin, position = match.span(group)
        kind = kind_of(lexer.names[group], text[position : position + 1])
        if kind is JOINED_NUMBER:
            position = _word_end(text, position)
        yield Token(kind, text[begin:position], begin, position)
        if kind == END:
            return


def _word_end(text: str, position: int) -> int:
    while position < len(text) and (text[position].isalnum() or text[position] == "_"):
        position += 1
    return position
