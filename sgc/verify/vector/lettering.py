"""Texts that are drawn as outlines: mathematics, emoji, and every letter in a PDF file.

A text that is looked for is set in the shipped fonts, in as many lines as it can have, and compared outline by
outline. So it is read back whatever script it is in; what it says instead when it does not fit is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sgc.measure.paths import Bounds, Commands, bounds, union
from sgc.measure.segments import reading
from sgc.measure.svg import Matrix, rectangle, transformed
from sgc.measure.text import Typeset, colored_layers, outlines, typeset
from sgc.verify.vector.fitting import Figure, fit, onto, points, same_edge
from sgc.verify.vector.groups import Sheet
from sgc.verify.vector.page import Ink
from sgc.verify.vector.words import Block

#: How far an outline of a letter may be off, in em, and at least in pixels.
LETTER, LEAST = 0.012, 0.08
#: Widths, as parts of the whole, at which a text is broken into lines.
BREAKS = 24
#: The size at which texts are set to be compared, in pixels.
SIZE = 100.0


@dataclass(frozen=True)
class _Set:
    """A text as it can be drawn: its outline, then the layers of its emoji, farthest first."""

    text: str
    block: Typeset
    layers: tuple[Commands, ...]

    @cached_property
    def figure(self) -> Figure:
        return Figure(self.layers)

    @cached_property
    def contours(self) -> tuple[tuple[Commands, ...], ...]:
        return tuple(_contours(layer) for layer in self.layers)


def find_lettering(sheet: Sheet, texts: Sequence[str], taken: set[int]) -> Iterator[Block]:
    """Where the texts are drawn as outlines; each is looked for everywhere."""
    if not texts:
        return
    counts = [sheet.letters[at].count("M") for at in range(len(sheet.marks))]
    for text in texts:
        for at in range(len(sheet.marks)):
            block = None if at in taken else _text_at(sheet, at, text, counts[at], taken)
            if block is not None:
                taken.update(block.marks)
                yield block


def _text_at(sheet: Sheet, at: int, text: str, count: int, taken: set[int]) -> Block | None:
    for one in _settings(text):
        if len(one.contours[0]) != count:
            return None
        inks = sheet.inks(at, len(one.layers))
        marks = range(at, at + len(one.layers))
        if len(inks) < len(one.layers) or not taken.isdisjoint(marks) or any(ink.stroke for ink in inks):
            continue
        matrix = _placed(one, inks)
        if matrix is not None:
            room = transformed(rectangle(0.0, 0.0, one.block.width, one.block.height), matrix)
            box = bounds(room)
            assert box is not None
            scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
            return Block(tuple(marks), reading(text), box, SIZE * scale, inks[0].color or "#000000")
    return None


def _placed(one: _Set, inks: Sequence[Ink]) -> Matrix | None:
    """The map from the text as it was set to where it is drawn, without a change of its proportions."""
    box = union(ink.outline for ink in inks)
    if box is None or box[3] - box[1] <= 0:
        return None
    seen = [point for ink in inks for point in points(ink.commands)]
    size = SIZE * (box[3] - box[1]) / (one.figure.box[3] - one.figure.box[1])
    matrix = fit(one.figure, seen, max(LEAST, LETTER * size))
    if matrix is not None:
        return matrix
    matrix = onto(one.figure.box, box)
    if abs(matrix[0] - matrix[3]) > 0.03 * matrix[3]:
        return None
    limit = max(LEAST, LETTER * SIZE * matrix[3])
    for contours, ink in zip(one.contours, inks, strict=True):
        drawn = _contours(ink.commands)
        if len(drawn) != len(contours):
            return None
        placed = [transformed(contour, matrix) for contour in contours]
        if not all(_near(bounds(a), bounds(b), limit) for a, b in zip(placed, drawn, strict=True)):
            return None
        if not all(same_edge(a, b, limit) for a, b in zip(placed, drawn, strict=True)):
            return None
    return matrix


def _near(a: Bounds | None, b: Bounds | None, limit: float) -> bool:
    return a is not None and b is not None and all(abs(p - q) <= limit for p, q in zip(a, b, strict=True))


def _contours(commands: Commands) -> tuple[Commands, ...]:
    found: list[list[tuple[str | float, ...]]] = []
    for command in commands:
        if command[0] == "M":
            found.append([])
        if found:
            found[-1].append(command)
    return tuple(tuple(contour) for contour in found if len(contour) > 1)


@lru_cache(maxsize=256)
def _settings(text: str) -> tuple[_Set, ...]:
    """The text in one line, and in every number of lines that it can be broken into, plain and bold."""
    found: dict[tuple[str, ...], _Set] = {}
    for bold in (False, True):
        whole = typeset(text, SIZE, bold=bold)
        widths = [None, *(whole.width * part / BREAKS for part in range(BREAKS - 1, 0, -1))]
        for width in widths if " " in text.strip() else [None]:
            block = typeset(text, SIZE, bold=bold, max_width=width)
            layers = [outlines(block), *(layer.commands for layer in colored_layers(block))]
            kept = tuple(layer for layer in layers if layer)
            key = (str(bold), *(line.text for line in block.lines))
            if kept and key not in found:
                found[key] = _Set(text, block, kept)
    return tuple(found.values())
