"""The words of statements as people wrote them, on one line: what explanations and reports quote."""

from __future__ import annotations

import re

from sgc.source import Span

_PIECE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|//[^\n]*|\s+|[^\s"\'/]+|.', re.DOTALL)


def statement_text(span: Span) -> str:
    """The text of a span on one line: comments left out, blanks joined, properties parted by ";"."""
    text = span.text
    if "\n" not in text and "  " not in text and "//" not in text and "\t" not in text:
        return text.strip()
    words: list[str] = []
    depth = 0
    gap = ""
    for piece in _PIECE.findall(text):
        if piece.startswith("//"):
            continue
        if piece.isspace():
            gap = "\n" if "\n" in piece or gap == "\n" else " "
            continue
        if words and gap:
            parted = depth > 0 and gap == "\n" and words[-1][-1] not in "{,;([" and piece[0] not in "},;)]"
            words.append("; " if parted else " ")
        gap = ""
        words.append(piece)
        if piece[0] not in "\"'":
            depth += piece.count("{") - piece.count("}")
    return "".join(words).strip()


def several(count: int, noun: str) -> str:
    """``3 members``, ``1 member``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
