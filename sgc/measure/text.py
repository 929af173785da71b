"""How texts are set: lines, their exact sizes and ink, and their outlines, the same on every machine.

Lengths are in pixels, y points down, and the origin is the top left of the block of lines, unless a
docstring says em. Sizes are in proportion to the font size: there is no hinting and no rounding.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, isfinite
from typing import Literal

from sgc.measure import bidi
from sgc.measure.emoji import Emoji, Layer, emoji
from sgc.measure.faces import FILES, Shaped, face_for, is_invisible, script, shape
from sgc.measure.mathematics import Formula, MathematicsError, set_formula
from sgc.measure.paths import Bounds, Commands, placed, union
from sgc.measure.segments import Segment, clean, reading, segments
from sgc.measure.tex import tex_can_set, tex_escape, tex_of
from sgc.source import Diagnostic, SgcError, Span, error, warning
from sgc.source.codes import BAD_MATHEMATICS, MISSING_GLYPH, TEXT_TOO_LONG

__all__ = [
    "Emoji", "Layer", "Line", "Run", "Segment", "Typeset", "colored_layers", "missing_glyphs", "outlines", "problems",
    "reading", "segments", "tex_can_set", "tex_escape", "tex_of", "typeset",
]  # fmt: skip

LONGEST = 10_000  # characters of one text
#: A line's room above and below its baseline, in em: together the line height. Formulas may make it more.
LINE_ASCENT, LINE_DESCENT = 1.0, 0.25
FORMULA_GAP = 0.125  # em that a tall formula keeps from the line's edges
#: Advance widths are multiples of this (in em), so that sums of them are exact in any order.
GRAIN = 1 / 2048

#: Where lines may break: blanks, and the zero width space.
_BLANKS = " \u200b"
#: Scripts that are written without blanks: lines break between any two of their characters, but not before what
#: closes or what belongs to the sound before it, nor after what opens (after Unicode's UAX #14).
_UNBROKEN = frozenset(["Hani", "Hira", "Kana"])
_NOT_FIRST = frozenset("ーゝゞヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_OPENS, _CLOSES = frozenset(["Ps", "Pi"]), frozenset(["Pe", "Pf", "Po"])
#: What begins an item of a list; a bullet, unlike a dash or a number, does so by itself.
_ITEM, _BULLET = re.compile(r"^ *(?:•|[-–]|\d{1,3}[.)]) ", re.MULTILINE), re.compile(r"^ *• ", re.MULTILINE)
_OBJECT = "\ufffc"  # stands for a formula or emoji when the order of a line is found

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line that is set at once, ``x`` from the line's left end; its content is in em."""

    x: float
    content: Shaped | Formula | Emoji


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its left end ``x``, its baseline and its advance width; runs from left to right.

    ``text`` is in reading order and as a text is written (``\\$`` for a dollar, ``$…$`` for mathematics),
    so that ``segments`` and ``reading`` understand it.
    """

    text: str
    x: float
    baseline_y: float
    width: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text set in lines. ``width`` is that of the widest line; ``height`` that of all line boxes.

    ``ink`` is the tight (left, top, right, bottom) of what is seen, which may be inside the block or
    reach a little over it; (0, 0, 0, 0) when nothing is seen.
    """

    text: str
    font_size: float
    bold: bool
    lines: tuple[Line, ...]
    width: float
    height: float
    ink: Bounds


def typeset(
    text: str, font_size: float, *, bold: bool = False, max_width: float | None = None, align: Align = "center"
) -> Typeset:
    """Set a text, which may hold ``$…$`` and emoji, in lines of ``font_size`` pixels per em.

    Lines end at newlines and, where they would be wider than ``max_width``, at blanks and between the
    characters of what is written without blanks (Chinese, Japanese), so that they become few first and
    equally long second; only a single word may be wider. Lists, with an item that begins with a bullet or
    several that begin with dashes or numbers, are set to the left. Mathematics that cannot be set is shown
    as written (``problems`` says why). Raises SgcError for a text that
    is too long.
    """
    if not (isfinite(font_size) and font_size > 0):
        raise ValueError(f"a font size must be positive, not {font_size}")
    if too_long := _too_long(text, None):
        raise SgcError([too_long])
    limit = None if max_width is None else _in_em(max_width, font_size)
    is_list = _BULLET.search(text) is not None or len(_ITEM.findall(text)) > 1
    rows = [row for line in clean(text).split("\n") for row in _wrap(_pieces(line, bold), limit, balanced=not is_list)]
    widths = [sum(piece.advance for piece in row) * font_size for row in rows]
    width = max(widths)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}["left" if is_list else align]
    lines = []
    inks = []
    y = 0.0
    for row, own in zip(rows, widths, strict=True):
        ascent, descent = _room(row)
        line = Line(
            "".join(piece.source for piece in row), (width - own) * share, y + ascent * font_size, own,
            tuple(_runs(row, font_size)),
        )  # fmt: skip
        lines.append(line)
        inks += [_moved(run.content.ink, font_size, line.x + run.x, line.baseline_y) for run in line.runs]
        y += (ascent + descent) * font_size
    return Typeset(text, font_size, bold, tuple(lines), width, y, union(inks) or (0.0, 0.0, 0.0, 0.0))


def outlines(block: Typeset) -> Commands:
    """The outlines of all that takes the text's colour, to be filled by the nonzero rule."""
    return tuple(
        command
        for line in block.lines
        for run in line.runs
        if not isinstance(run.content, Emoji)
        for command in placed(run.content.outline(), block.font_size, line.x + run.x, line.baseline_y)
    )


def colored_layers(block: Typeset) -> tuple[Layer, ...]:
    """The layers of the text's emoji, farthest first."""
    return tuple(
        replace(layer, commands=tuple(placed(layer.commands, block.font_size, line.x + run.x, line.baseline_y)))
        for line in block.lines
        for run in line.runs
        if isinstance(run.content, Emoji)
        for layer in run.content.layers
    )


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters for which an empty box is drawn, since no shipped font has them, each once."""
    missing: dict[str, None] = {}
    for segment in segments(text):
        for cluster in _clusters(segment.text) if segment.kind == "text" else ():
            face = face_for(cluster, False)
            composed = unicodedata.normalize("NFC", cluster)
            if face is None or not all(face.has(c) for c in composed if not is_invisible(c)):
                seen = [c for c in cluster if not is_invisible(c) and c not in " \n"]
                missing.update(dict.fromkeys(c for c in seen if face is None or not face.has(c)))
    return tuple(missing)


def problems(text: str, span: Span | None = None) -> tuple[Diagnostic, ...]:
    """What the person should know of a text before it is set: errors first, then warnings."""
    if too_long := _too_long(text, span):
        return (too_long,)
    found = []
    for segment in segments(text):
        if segment.kind == "mathematics":
            try:
                set_formula(segment.text)
            except MathematicsError as wrong:
                message = f"The mathematics '${segment.text}$' cannot be set: {wrong.message}."
                found.append(error(BAD_MATHEMATICS, message, span, wrong.hint, r"Write \$ for a plain dollar."))
    if missing := missing_glyphs(text):
        some = ", ".join(f"'{c}' (U+{ord(c):04X})" for c in missing[:5]) + (", …" if len(missing) > 5 else "")
        message = f"No shipped font has {some}; an empty box is drawn instead."
        found.append(warning(MISSING_GLYPH, message, span))
    return tuple(found)


def _too_long(text: str, span: Span | None) -> Diagnostic | None:
    if len(text) <= LONGEST:
        return None
    message = f"A text of {len(text)} characters is too long; the limit is {LONGEST}."
    return error(TEXT_TOO_LONG, message, span, "Write a shorter text, or divide it among several objects.")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never divided between lines or directions: a run of glyphs, a blank, a formula or an emoji.

    ``source`` is how it is written, ``level`` its embedding level, ``advance`` its width in em.
    """

    source: str
    level: int
    advance: float
    content: Shaped | Formula | Emoji | None

    @property
    def is_blank(self) -> bool:
        return self.content is None


@lru_cache(maxsize=4096)
def _pieces(paragraph: str, bold: bool) -> tuple[_Piece, ...]:
    """The pieces of a text without newlines, in reading order."""
    parts = list(_settable(paragraph))
    flat = "".join(segment.text if content is None else _OBJECT for segment, content in parts)
    levels = [0] * len(flat) if bidi.is_plain(flat) else bidi.levels(flat)
    pieces: list[_Piece] = []
    at = 0
    for segment, content in parts:
        if content is not None:
            advance = ceil(content.advance / GRAIN) * GRAIN
            pieces.append(_Piece(segment.source, levels[at], advance, content))
            at += 1
            continue
        for run, level, name in _same(segment.text, levels[at : at + len(segment.text)], bold):
            shaped = shape(run, name, level % 2 == 1)
            blank = run in _BLANKS
            pieces.append(_Piece(run.replace("$", r"\$"), level, shaped.advance, None if blank else shaped))
        at += len(segment.text)
    return tuple(pieces)


def _settable(text: str) -> Iterator[tuple[Segment, Formula | Emoji | None]]:
    """The segments of a text, with what to set for those that are not text."""
    found = segments(text)
    sound = tuple(
        Segment("text", f"${s.text}$") if s.kind == "mathematics" and _formula(s.text) is None else s for s in found
    )
    if sound != found:  # what is shown as written may join the text around it
        sound = segments("".join(segment.source for segment in sound))
    for segment in sound:
        if segment.kind == "emoji":
            yield segment, emoji(segment.text)
        else:
            yield segment, _formula(segment.text) if segment.kind == "mathematics" else None


def _formula(tex: str) -> Formula | None:
    try:
        return set_formula(tex)
    except MathematicsError:
        return None


def _same(text: str, levels: Sequence[int], bold: bool) -> Iterator[tuple[str, int, str]]:
    """Blanks and characters of unbroken scripts one by one, and between them the longest runs of one level, face
    and script, with level and face."""
    start = at = 0
    current: tuple[int, str, str | None] | None = None
    for cluster in _clusters(text):
        blank = cluster in _BLANKS
        face = None if blank else face_for(cluster, bold)
        level, name, writing = levels[at], face.name if face else FILES[bold][0], script(cluster[0])
        alone = blank or writing in _UNBROKEN
        if current is not None:
            same = not alone and current[:2] == (level, name) and (writing is None or current[2] in (writing, None))
            if same:
                current = (level, name, writing or current[2])
            else:
                yield text[start:at], *current[:2]
                current = None
        if current is None:
            start = at
            current = (level, name, writing)
        at += len(cluster)
        if alone:
            yield cluster, level, name
            current = None
    if current is not None:
        yield text[start:at], *current[:2]


def _clusters(text: str) -> Iterator[str]:
    """Base characters with the marks and invisible characters that belong to them."""
    if text.isascii():
        yield from text
        return
    start = 0
    for i in range(1, len(text) + 1):
        if i < len(text) and text[i] not in _BLANKS and text[i - 1] not in _BLANKS and _joins(text[i]):
            continue
        yield text[start:i]
        start = i


@lru_cache(maxsize=8192)
def _joins(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or is_invisible(character)


def _in_em(width: float, font_size: float) -> float:
    """The largest multiple of GRAIN that is no wider than ``width`` pixels, whatever division rounds."""
    limit = floor(width / font_size / GRAIN) * GRAIN
    if (limit + GRAIN) * font_size <= width:
        return limit + GRAIN
    return limit if limit * font_size <= width else limit - GRAIN


def _wrap(pieces: Sequence[_Piece], limit: float | None, *, balanced: bool) -> list[Sequence[_Piece]]:
    """The pieces as the fewest lines no wider than ``limit`` em, the widest as narrow as can be if ``balanced``.

    Blanks at the ends of lines are left out.
    """
    words = _words(pieces)
    if not words:
        return [()]
    ends = [0.0]
    for piece in pieces:
        ends.append(ends[-1] + piece.advance)
    starts = [ends[first] for first, _ in words]
    stops = [ends[last] for _, last in words]

    def fill(width: float) -> list[tuple[int, int]]:
        rows = []
        first = 0
        while first < len(words):
            last = max(first + 1, bisect_right(stops, starts[first] + width, first))
            rows.append((first, last))
            first = last
        return rows

    def widest(rows: list[tuple[int, int]]) -> float:
        return max(stops[last - 1] - starts[first] for first, last in rows)

    rows = [(0, len(words))] if limit is None else fill(limit)
    low, high = 0.0, widest(rows)
    while balanced and len(rows) > 1 and high - low > GRAIN:
        narrower = fill(middle := (low + high) / 2)
        if len(narrower) == len(rows) and widest(narrower) <= middle:
            rows, high = narrower, widest(narrower)
        else:
            low = middle
    return [pieces[words[first][0] : words[last - 1][1]] for first, last in rows]


def _words(pieces: Sequence[_Piece]) -> list[tuple[int, int]]:
    """The stretches [first, last) of pieces between which a line may end."""
    words: list[tuple[int, int]] = []
    for i, piece in enumerate(pieces):
        if piece.is_blank:
            continue
        if words and words[-1][1] == i and not _parts(pieces[i - 1].source, piece.source):
            words[-1] = (words[-1][0], i + 1)
        else:
            words.append((i, i + 1))
    return words


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two pieces that no blank parts."""
    last, first = before[-1:], after[:1]
    if not (last and first) or (script(last) not in _UNBROKEN and script(first) not in _UNBROKEN):
        return False
    return not (first in _NOT_FIRST or unicodedata.category(first) in _CLOSES or unicodedata.category(last) in _OPENS)


def _room(row: Sequence[_Piece]) -> tuple[float, float]:
    """Ascent and descent of a line box in em."""
    formulas = [piece.content for piece in row if isinstance(piece.content, Formula)]
    return (
        max([LINE_ASCENT, *(f.ascent + FORMULA_GAP for f in formulas)]),
        max([LINE_DESCENT, *(f.descent + FORMULA_GAP for f in formulas)]),
    )


def _runs(row: Sequence[_Piece], font_size: float) -> Iterator[Run]:
    pen = 0.0
    for piece in bidi.visual_order(row, [piece.level for piece in row]):
        if piece.content is not None:
            yield Run(pen * font_size, piece.content)
        pen += piece.advance


def _moved(box: Bounds | None, scale: float, x: float, y: float) -> Bounds | None:
    if box is None:
        return None
    return (box[0] * scale + x, box[1] * scale + y, box[2] * scale + x, box[3] * scale + y)
