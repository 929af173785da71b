"""What the printers of source code (TikZ, Python) share: numbers, outlines as short text, comments and line breaks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from sgc.drawing.primitives import Commands

#: No line of a printed file is longer, where the language lets it be broken.
LINE_LENGTH = 96


def number(value: float, digits: int = 2) -> str:
    """A number rounded for people: no exponent, no trailing zeros, no negative zero."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(commands: Commands, scale: float = 1) -> list[str]:
    """The pieces of an outline in SVG's notation (``M 10 20``, ``L 30 40``, ``C …``, ``Z``), scaled."""
    return [" ".join((str(c[0]), *(number(float(n) * scale) for n in c[1:]))) for c in commands]


def filled(pieces: Iterable[str], indent: str = "", width: int = LINE_LENGTH) -> list[str]:
    """Pieces of text, put on lines of at most ``width`` characters; a piece is broken at its blanks only."""
    return textwrap.wrap(
        " ".join(pieces), width, initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def one_line(text: str) -> str:
    """Anyone's text as one line for a comment: controls, line ends and what acts unseen become blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def comment(sign: str, text: str, indent: str = "") -> list[str]:
    """Anyone's text as a comment of one or more lines, each after ``sign``."""
    width = LINE_LENGTH - len(indent) - len(sign) - 1
    return [f"{indent}{sign} {line}" for line in textwrap.wrap(one_line(text), width)]
