"""What the printers of source code (TikZ, Python) share: numbers, outlines as short text, comments and line breaks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from math import atan2, cos, degrees, hypot, sin

from sgc.measure.affine import Transform
from sgc.measure.paths import Commands

#: No line of a printed file is longer, where the language lets it be broken.
LINE_LENGTH = 96

#: Pictures are defined 100 units high, so that two decimals are enough.
PICTURE_UNIT = 100

#: Pixels by which a picture may be stretched without anyone seeing it.
UNSEEN = 0.05


def number(value: float, digits: int = 2) -> str:
    """A number rounded for people: no exponent, no trailing zeros, no negative zero."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(commands: Commands, scale: float = 1, digits: int = 2) -> list[str]:
    """The pieces of an outline in SVG's notation (``M 10 20``, ``L 30 40``, ``C …``, ``Z``), scaled."""
    return [" ".join((str(c[0]), *(number(float(n) * scale, digits) for n in c[1:]))) for c in commands]


def similarity(transform: Transform) -> tuple[float, float] | None:
    """The scale and the turn (degrees clockwise, y down) of a transform that does no more, else None.

    Boxes lie on a grid, which stretches pictures by hundredths of a pixel: that much is let pass.
    """
    a, b, c, d = transform[:4]
    scale, turn = hypot(a, b), atan2(b, a)
    if max(abs(c + scale * sin(turn)), abs(d - scale * cos(turn))) > UNSEEN:
        return None
    return scale, degrees(turn)


def filled(pieces: Iterable[str], indent: str = "", width: int = LINE_LENGTH) -> list[str]:
    """Pieces of text, put on lines of at most ``width`` characters. A piece is broken, at its blanks,
    only when it is longer than a line; a word that is longer is not."""
    room = width - len(indent)
    lines = [""]
    for piece in pieces:
        parts = [piece] if len(piece) <= room else textwrap.wrap(
            piece, room, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )  # fmt: skip
        for part in parts:
            if not lines[-1]:
                lines[-1] = part
            elif len(lines[-1]) + 1 + len(part) <= room:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
    return [indent + line for line in lines]


def one_line(text: str) -> str:
    """Anyone's text as one line for a comment: controls, line ends and what acts unseen become blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def comment(sign: str, text: str, width: int = LINE_LENGTH) -> list[str]:
    """Anyone's text as a comment of one or more lines, each after ``sign``."""
    return [f"{sign} {line}" for line in textwrap.wrap(one_line(text), width - len(sign) - 1)]
