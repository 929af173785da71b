"""How texts and names are written: escapes read and written, and what stands for itself.

In a double-quoted text ``\\"``, ``\\\\``, ``\\n`` and ``\\u{…}`` are escapes and ``\\(…)`` inserts a value. Any
other backslash stands for itself, and so do all but ``\\"`` and ``\\(…)`` between the dollars of
mathematics, where ``\\nu`` and ``\\\\`` are TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Mathematics as sgc.measure reads it, in a raw text; insertions may hold dollars of their own.
_MATHEMATICS = r"(?P<mathematics>\$(?!\s)(?:\\\([^()]*\)|\\.|[^$\\\n])+(?<!\s)\$(?!\d))"
_PIECE = re.compile(
    rf"(?P<insertion>\\\()|(?P<code>\\u\{{(?P<digits>[^}}]*)\}})|(?P<escape>\\[\"\\n])|(?P<dollar>\\\$)|{_MATHEMATICS}"
)
_IN_MATHEMATICS = re.compile(r'(?P<insertion>\\\()|(?P<escape>\\")|(?P<other>\\.)')
_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """The expression of ``\\(…)``: its place in the raw text, parentheses left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BadEscape:
    """An escape that stands for no character, with its place in the raw text."""

    start: int
    end: int


def read_text(raw: str) -> Iterator[str | Insertion | BadEscape]:
    """The pieces of a double-quoted text, quotes included in ``raw``; neighbouring strings are not joined."""
    yield from _pieces(raw, 1, len(raw) - 1, _PIECE)


def _pieces(raw: str, start: int, limit: int, pattern: re.Pattern[str]) -> Iterator[str | Insertion | BadEscape]:
    position = start
    while match := pattern.search(raw, position, limit):
        if match.start() > position:
            yield raw[position : match.start()]
        position = match.end()
        found = match.groupdict()
        if found["insertion"]:
            end = _closing(raw, position, limit)
            if end is None:
                yield BadEscape(match.start(), limit)
                return
            yield Insertion(position, end)
            position = end + 1
        elif found["escape"]:
            yield _ESCAPES[match[0]]
        elif found.get("code"):
            yield _character(found["digits"]) or BadEscape(*match.span())
        elif found.get("mathematics"):
            yield from _pieces(raw, match.start(), match.end(), _IN_MATHEMATICS)
        else:
            yield match[0]
    if position < limit:
        yield raw[position:limit]


def _closing(raw: str, position: int, limit: int) -> int | None:
    """The parenthesis that closes the one before ``position``."""
    depth = 1
    for i in range(position, limit):
        depth += (raw[i] == "(") - (raw[i] == ")")
        if depth == 0:
            return i
    return None


def _character(digits: str) -> str | None:
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", digits):
        return None
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def written_literal(text: str) -> str:
    """A literal piece of a text as it is written between double quotes, so that it reads back the same.

    Mathematics keeps its backslashes where that reads back; otherwise dollars become ``\\u{24}``.
    """
    plain = _escaped(text)
    if "$" not in text:
        return plain
    kept = text.replace('"', '\\"')
    for candidate in (kept, plain):
        if list(_joined(read_text(f'"{candidate}"'))) == [text]:
            return candidate
    return plain.replace("$", "\\u{24}")


def _escaped(text: str) -> str:
    made = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in made)


def _joined(pieces: Iterator[str | Insertion | BadEscape]) -> Iterator[str | Insertion | BadEscape]:
    """The pieces with neighbouring strings joined."""
    literal = ""
    for piece in pieces:
        if isinstance(piece, str):
            literal += piece
            continue
        if literal:
            yield literal
        literal = ""
        yield piece
    if literal:
        yield literal


def text_pieces(raw: str) -> list[str | Insertion | BadEscape]:
    """The pieces of a double-quoted text, neighbouring strings joined."""
    if "\\" not in raw:
        return [raw[1:-1]] if len(raw) > 2 else []
    return list(_joined(read_text(raw)))


def read_quoted(raw: str) -> str:
    """What single quotes hold: ``\\'`` is a quote and ``\\\\`` a backslash."""
    return normal(re.sub(r"\\(['\\])", r"\1", raw[1:-1]))


def written_quoted(text: str) -> str:
    """A name or a noun in single quotes. Raises ValueError when it is empty or longer than a line."""
    if not text or "\n" in text:
        raise ValueError(f"no name or noun can be written for {text!r}")
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def normal(name: str) -> str:
    """A name in Unicode's composed form, so that it is the same however it was typed."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)
