"""How texts and names are written: escapes read and written, and what stands for itself.

In a double-quoted text ``\\"``, ``\\\\``, ``\\n`` and ``\\u{…}`` are escapes and ``\\(…)`` inserts a value. Any
other backslash stands for itself, and so do all but ``\\"`` and ``\\(…)`` between the dollars of
mathematics, where ``\\nu`` and ``\\\\`` are TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

# Mathematics as sgc.measure reads it, in a raw text; insertions may hold dollars of their own.
_MATHEMATICS = r"(?P<mathematics>\$(?!\s)(?:\\\([^()]*\)|\\.|[^$\\\n])+(?<!\s)\$(?!\d))"
_PIECE = re.compile(
    rf"(?P<insertion>\\\()|(?P<code>\\u\{{(?P<digits>[^}}]*)\}})|(?P<escape>\\[\"\\n])|(?P<dollar>\\\$)|{_MATHEMATICS}"
)
_WHOLE = re.compile(r'"(\\.|[^"\\\n])*"')
_IN_MATHEMATICS = re.compile(r'(?P<insertion>\\\()|(?P<escape>\\")|(?P<other>\\.)')
_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """The expression of ``\\(…)``: its place in the raw text, parentheses left out."""

    start: int
    end: int


_NOTHING = Insertion(0, 0)


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


def written_text(parts: Sequence[str | None], insertions: Sequence[str] = ()) -> str:
    """A double-quoted text of literal parts, None standing for the next of the insertions, so that it
    reads back the same.

    Mathematics keeps its backslashes where that reads back; otherwise dollars become ``\\u{24}``.
    """
    escapings = (_in_mathematics, _escaped) if "$" in "".join(filter(None, parts)) else (_escaped,)
    for escaped in escapings:
        made = _put_together(parts, insertions, escaped)
        if _WHOLE.fullmatch(made) and _literals(made) == _literals_of(parts):
            return made
    return _put_together(parts, insertions, lambda part: _escaped(part).replace("$", "\\u{24}"))


def written_literal(text: str) -> str:
    """A text without insertions, as it is written between double quotes."""
    return written_text([text])[1:-1]


def _put_together(parts: Sequence[str | None], insertions: Sequence[str], escaped: Callable[[str], str]) -> str:
    left = iter(insertions)
    return '"' + "".join(escaped(part) if part is not None else f"\\({next(left)})" for part in parts) + '"'


def _literals(raw: str) -> list[str | None]:
    return [piece if isinstance(piece, str) else None for piece in text_pieces(raw)]


def _literals_of(parts: Sequence[str | None]) -> list[str | None]:
    """The parts as a text gives them back: neighbouring strings joined, empty ones left out."""
    return [piece if isinstance(piece, str) else None for piece in _joined(_NOTHING if p is None else p for p in parts)]


def _in_mathematics(text: str) -> str:
    return text.replace('"', '\\"').replace("\n", "\\n")


def _escaped(text: str) -> str:
    made = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in made)


def _joined(pieces: Iterable[str | Insertion | BadEscape]) -> Iterator[str | Insertion | BadEscape]:
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
