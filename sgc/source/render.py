"""Shows diagnostics to people: the message, the place in the text with a caret under it, and ways out.

error[unknown-name]: there is nothing named 'cpu'
 --> breakfast.sgc:9:3
  |
9 |   cpu on table
  |   ^^^
  = help: Did you mean 'cup'?
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sgc.source.diagnostic import Diagnostic, Severity
from sgc.source.text import NOWHERE, Source, Span

TAB = 4
#: Columns of source text that are shown of a line; what is longer is cut around its place.
WIDTH = 120
_CUT = "…"

_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "rule": "1;34", "help": "1;32", "message": "1"}


def render(diagnostics: Diagnostic | Iterable[Diagnostic], color: bool = False) -> str:
    """Diagnostics as text, in the order of their places (source by source), with a blank line between.

    ``color`` adds ANSI escape sequences. Control characters of the source are made visible, so that
    no text can act on the terminal.
    """
    found = [diagnostics] if isinstance(diagnostics, Diagnostic) else list(diagnostics)
    sources = {id(span.source): i for i, span in reversed(list(enumerate(one.span for one in found))) if span}

    def place(one: Diagnostic) -> tuple[int, int, int]:
        if one.span is None:
            return (-1, 0, 0)
        return (sources[id(one.span.source)], one.span.start, one.span.end)

    return "\n\n".join(_Page(color).diagnostic(one) for one in sorted(found, key=place))


class _Page:
    """The lines of one diagnostic."""

    def __init__(self, color: bool) -> None:
        self._color = color
        self._lines: list[str] = []

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._color and text else text

    def diagnostic(self, one: Diagnostic) -> str:
        severity = str(one.severity)
        head = self._styled(f"{severity}[{one.code.name}]", severity)
        self._lines.append(f"{head}: {self._styled(visible(one.message), 'message')}")
        places = [(one.span, "", severity), *((span, text, "rule") for span, text in one.related)]
        shown = [place for place in places if place[0] is not None and place[0].source is not NOWHERE.source]
        margin = max((len(str(_lines_of(span)[1])) for span, _, _ in shown if span), default=0)
        for i, (span, text, style) in enumerate(shown):
            assert span is not None
            self._excerpt(span, text, style, margin, "-->" if i == 0 else ":::")
        for hint in one.hints:
            gutter = " " * (margin + 1) + self._styled("=", "rule") + " " if shown else "  "
            self._lines.append(f"{gutter}{self._styled('help', 'help')}: {visible(hint)}")
        return "\n".join(self._lines)

    def _excerpt(self, span: Span, text: str, style: str, margin: int, arrow: str) -> None:
        """The line of a span with a caret under it; of several lines the first and the last."""
        source = span.source
        first, last = _lines_of(span)
        name = visible(source.name)
        where = f"{name}:{span.start + 1}" if source.is_prompt else f"{name}:{first}:{span.column}"
        self._lines.append(" " * margin + self._styled(arrow, "rule") + f" {where}")
        self._lines.append(self._gutter("", margin))
        starts = span.column - 1
        ends = source.position(span.end)[1] - 1
        if first == last:
            self._line(source, first, starts, ends, text, style, margin)
            return
        self._line(source, first, starts, len(source.line(first)), "", style, margin)
        if last > first + 1:
            self._lines.append(self._styled("." * 3, "rule"))
        indentation = source.line(last)
        self._line(source, last, len(indentation) - len(indentation.lstrip()), ends, text, style, margin)

    def _gutter(self, number: str, margin: int) -> str:
        return self._styled(f"{number:>{margin}} |", "rule")

    def _line(self, source: Source, number: int, start: int, end: int, text: str, style: str, margin: int) -> None:
        line = source.line(number)
        start, end = min(start, len(line)), min(end, len(line))
        cells = [_shown(character, 0) for character in line]
        column = 0
        for i, character in enumerate(line):  # tabs end at columns that depend on what stands before
            cells[i] = _shown(character, column)
            column += _width(cells[i])
        before = sum(_width(cell) for cell in cells[:start])
        marked = max(1, sum(_width(cell) for cell in cells[start:end]))
        shown, before, marked = _cut(cells, start, before, marked)
        self._lines.append(f"{self._gutter(str(number), margin)} {shown}".rstrip())
        caret = self._styled("^" * marked, style)
        note = f" {visible(text)}" if text else ""
        self._lines.append(f"{self._gutter('', margin)} {' ' * before}{caret}{note}")


def _lines_of(span: Span) -> tuple[int, int]:
    """The first and the last line that a span touches; the line end at its end is not touched."""
    first = span.line
    end = span.end
    if end > span.start and span.source.text[end - 1 : end] == "\n":
        end -= 1
    return first, max(first, span.source.position(end)[0])


def _cut(cells: list[str], start: int, before: int, marked: int) -> tuple[str, int, int]:
    """The part of a long line around its place, with the columns before the mark and of the mark."""
    if sum(map(_width, cells)) <= WIDTH:
        return "".join(cells), before, marked
    first = start
    room = WIDTH // 3
    while first > 0 and room >= _width(cells[first - 1]):
        first -= 1
        room -= _width(cells[first])
    last, room = first, WIDTH
    while last < len(cells) and room >= _width(cells[last]):
        room -= _width(cells[last])
        last += 1
    lead = _CUT if first > 0 else ""
    tail = _CUT if last < len(cells) else ""
    before = sum(map(_width, cells[first:start])) + len(lead)
    return lead + "".join(cells[first:last]) + tail, before, max(1, min(marked, WIDTH - before))


def visible(text: str) -> str:
    """The text with everything that acts on a terminal, or that nobody sees, made visible; newlines
    become blanks."""
    return "".join(" " if c == "\n" else _shown(c, 0) if c != "\t" else " " for c in text)


def _shown(character: str, column: int) -> str:
    """What stands for a character at a column: blanks for a tab, a picture or a code for what is unseen."""
    if character == "\t":
        return " " * (TAB - column % TAB)
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{code:04X}>"


def _width(text: str) -> int:
    """The columns that a terminal gives a text."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


__all__ = ["Severity", "render", "visible"]
