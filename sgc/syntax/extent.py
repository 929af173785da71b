"""How far a statement reaches that could not be parsed: judged by its brackets, its lines and their indentation."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.syntax.lexer import CLOSING, END, NEWLINE, OPENING, tokens

#: Characters behind its line in which a ``(`` or ``[`` has to be closed.
LOOK_AHEAD = 10_000


def statement_end(text: str, start: int, limit: int) -> int:
    """Where the statement that begins at ``start`` ends: before its newline, ``;`` or ``}``.

    Brackets hold a statement together, unless they seem to be unclosed: there is nothing that closes
    them, or it is a ``}`` that begins a line further left. The statement then ends with its first line.
    """
    opened: list[str] = []
    line_end: int | None = None  # of the first line, while a bracket holds it open
    for token in tokens(text, start, limit):
        kind = token.kind
        if kind in OPENING:
            opened.append(kind)
        elif kind in CLOSING:
            rest = _without(opened, kind)
            if rest is None and kind == "}":
                return token.start if line_end is None else line_end
            if rest is not None:
                if kind == "}" and line_end is not None and is_further_left(text, token.start, start):
                    return line_end
                opened = rest
            if not opened:
                line_end = None
        elif kind == END:
            return token.start if line_end is None else line_end
        elif kind in (NEWLINE, ";"):
            if not opened:
                return token.start
            if line_end is None:
                line_end = token.start
            elif "{" not in opened and token.start > line_end + LOOK_AHEAD:
                return line_end
    raise AssertionError("the last token is END")


def _without(opened: Sequence[str], closing: str) -> list[str] | None:
    """The brackets still open behind a closing one; None when it closes none of them.

    A ``}`` also ends what is open within its braces; the others close only what was opened last.
    """
    opening = CLOSING[closing]
    if closing == "}" and opening in opened:
        return list(opened[: len(opened) - 1 - list(reversed(opened)).index(opening)])
    return list(opened[:-1]) if opened and opened[-1] == opening else None


def matching(text: str, opener: int) -> int | None:
    """The offset of the bracket that closes the one at ``opener``, None when nothing does."""
    depth = 0
    for token in tokens(text, opener):
        depth += (token.kind == text[opener]) - (token.kind == OPENING[text[opener]])
        if depth == 0:
            return token.start
    return None


def is_further_left(text: str, close: int, opener: int) -> bool:
    """Whether a ``}`` begins its line, and stands further left than the line of what it would close."""
    before = text[text.rfind("\n", 0, close) + 1 : close]
    return not before.strip() and len(before) < indentation(text, opener)


def indentation(text: str, offset: int) -> int:
    """The blanks before the first token of the line of an offset."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset + 1]
    return len(line) - len(line.lstrip())
