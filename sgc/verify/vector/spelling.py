"""Texts that are painted letter by letter, each an outline by itself, as matplotlib and others write them.

A text that is looked for is compared glyph by glyph, in a face that such programs have: each letter has its own
outline, all stand on one line, and no farther from each other than letters do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from sgc.measure.faces import face, shape
from sgc.measure.paths import union
from sgc.measure.segments import reading
from sgc.measure.text import LINE_ASCENT, LINE_DESCENT
from sgc.verify.typesetting import STRETCHED
from sgc.verify.vector.fitting import Figure, canonical, fit, points
from sgc.verify.vector.groups import Sheet
from sgc.verify.vector.page import BLANK, Ink
from sgc.verify.vector.words import Block

#: How far an outline of a letter may be off, in em, and at least in pixels.
LETTER, LEAST = 0.015, 0.1
#: Letters of one text are of one size up to this part; how far one may be from where the one before it ends, in em.
EVEN, KERNING = 0.04, 0.2
#: Letters that may be one.
LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
#: Lines are at least so far from each other, and at most, in em.
LINE = (0.9, 1.7)


def find_spelled(sheet: Sheet, texts: Sequence[str], taken: set[int]) -> Iterator[Block]:
    """Where the texts are painted letter by letter; longer ones first, which shorter ones may be a part of."""
    for text in sorted(dict.fromkeys(texts), key=lambda one: -len(one)):
        for at in range(len(sheet.marks)):
            block = None if at in taken else _text_at(sheet, at, text, taken)
            if block is not None:
                taken.update(block.marks)
                yield block


def _text_at(sheet: Sheet, at: int, text: str, taken: set[int]) -> Block | None:
    said = joined = reading(text)
    for letters, one in LIGATURES.items():
        joined = joined.replace(letters, one)
    blocks = (_words_at(sheet, at, words.split(), taken) for words in dict.fromkeys((said, joined)))
    block = next((block for block in blocks if block is not None), None)
    return None if block is None else replace(block, text=said)


def _words_at(sheet: Sheet, at: int, words: Sequence[str], taken: set[int]) -> Block | None:
    letters = "".join(words)
    count = len(letters)
    inks = sheet.inks(at, count)
    if not letters or len(inks) < count or not taken.isdisjoint(range(at, at + count)):
        return None
    if any(ink.stroke is not None or ink.fill != inks[0].fill for ink in inks):
        return None
    for name in STRETCHED:
        placed = list(_placed(name, letters, inks))
        if len(placed) == count and _is_line(name, words, placed):
            size = placed[0][0]
            box = union(
                (x, y - LINE_ASCENT * size, x + _advance(name, letter) * size, y + LINE_DESCENT * size)
                for (_, x, y), letter in zip(placed, letters, strict=True)
            )
            assert box is not None
            return Block(tuple(range(at, at + count)), " ".join(words), box, size, inks[0].color or "#000000")
    return None


def _placed(name: str, letters: str, inks: Sequence[Ink]) -> Iterator[tuple[float, float, float]]:
    """The size and the origin of each letter, in pixels, up to the first that is none of the face, or turned."""
    for letter, ink in zip(letters, inks, strict=True):
        glyph, seen = _glyph(name, letter), points(ink.canonical)
        left, top, right, bottom = ink.outline
        if glyph is None or len(glyph.points) != len(seen):
            return
        em = max((right - left) / max(1e-6, glyph.box[2] - glyph.box[0]),
                 (bottom - top) / max(1e-6, glyph.box[3] - glyph.box[1]))  # fmt: skip
        matrix = fit(glyph, seen, max(LEAST, LETTER * em))
        if matrix is None or abs(matrix[0] - matrix[3]) > 2 * EVEN * em or abs(matrix[1]) > EVEN * em:
            return
        yield matrix[3], matrix[4], matrix[5]


def _is_line(name: str, words: Sequence[str], placed: Sequence[tuple[float, float, float]]) -> bool:
    """Whether letters stand behind each other, words apart or on lines of their own."""
    size, _, base = placed[0]
    starts = set(accumulate(map(len, words[:-1])))
    letters = "".join(words)
    for number in range(1, len(placed)):
        em, x, y = placed[number]
        room = (x - placed[number - 1][1]) / size - _advance(name, letters[number - 1])
        is_below = number in starts and room < 0 and LINE[0] <= (y - base) / size <= LINE[1]
        base = y if is_below else base
        wanted = BLANK if number in starts else (-KERNING, BLANK[0])
        if abs(em - size) > EVEN * size or abs(y - base) > LETTER * size + LEAST:
            return False
        if not is_below and not wanted[0] <= room <= wanted[1]:
            return False
    return True


@lru_cache(maxsize=1024)
def _glyph(name: str, letter: str) -> Figure | None:
    """A letter's outline in a face, in em; None where it has none."""
    outline = shape(letter, name, rtl=False).outline() if face(name).has(letter) else ()
    return Figure((canonical(outline),)) if outline else None


def _advance(name: str, letter: str) -> float:
    return shape(letter, name, rtl=False).advance
