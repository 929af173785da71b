"""Lines of words that belong to one text, and the plates that are put under them to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sgc.measure.paths import Bounds, union
from sgc.measure.text import LINE_ASCENT, LINE_DESCENT, reading
from sgc.verify.comparison import letters
from sgc.verify.vector.groups import Sheet
from sgc.verify.vector.page import Ink, Words

#: Paragraphs of one text, at most.
_PARAGRAPHS = 8


@dataclass(frozen=True)
class Block:
    """One text: the places of its lines on the page, what it says, and the box of its lines."""

    marks: tuple[int, ...]
    text: str
    box: Bounds
    size: float
    color: str


def find_blocks(sheet: Sheet) -> Iterator[Block]:
    """The texts of a page. Lines that follow each other at the distance of lines are one text, joined by blanks."""
    lines: list[tuple[int, Words]] = []
    for at, mark in enumerate(sheet.marks):
        if not isinstance(mark, Words):
            continue
        if lines and not _continues(lines[-1], (at, mark)):
            yield _block(lines)
            lines = []
        lines.append((at, mark))
    if lines:
        yield _block(lines)


def _continues(before: tuple[int, Words], after: tuple[int, Words]) -> bool:
    (at, first), (then, second) = before, after
    step = (second.baseline - first.baseline) / first.size
    level = [first.x - second.x, first.x + first.width - second.x - second.width]
    aligned = min(abs(level[0]), abs(level[1]), abs(sum(level)) / 2) <= 0.15 * first.size
    return (
        then == at + 1 and abs(first.size - second.size) < 0.01 * first.size and aligned
        and abs(step - LINE_ASCENT - LINE_DESCENT) < 0.1
    )  # fmt: skip


def _block(lines: list[tuple[int, Words]]) -> Block:
    box = union(line.box for _, line in lines)
    assert box is not None
    first = lines[0][1]
    text = " ".join(line.text for _, line in lines)
    return Block(tuple(at for at, _ in lines), text, box, first.size, first.color)


def with_paragraphs(blocks: Sequence[Block], texts: Iterable[str]) -> list[Block]:
    """The blocks of a page, those that follow each other joined where together they say one of the texts that has
    empty lines between its own."""
    wanted = {letters(reading(text)) for text in texts if re.search(r"\n\s*\n", text)}
    if not wanted:
        return list(blocks)
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        ends = range(min(len(blocks), at + _PARAGRAPHS), at + 1, -1)
        end = next((end for end in ends if _say(blocks[at:end]) in wanted and _are_one(blocks[at:end])), at + 1)
        found.append(_joined(blocks[at:end]))
        at = end
    return found


def _say(blocks: Sequence[Block]) -> str:
    return letters("".join(one.text for one in blocks))


def _are_one(blocks: Sequence[Block]) -> bool:
    return all(
        a.marks[-1] + 1 == b.marks[0] and abs(a.size - b.size) < 0.01 * a.size and a.color == b.color
        for a, b in pairwise(blocks)
    )


def _joined(blocks: Sequence[Block]) -> Block:
    first, box = blocks[0], union(one.box for one in blocks)
    assert box is not None
    marks = tuple(at for one in blocks for at in one.marks)
    return Block(marks, " ".join(one.text for one in blocks), box, first.size, first.color)


def plate_of(sheet: Sheet, block: Block, taken: set[int]) -> int | None:
    """The place of a plain box that is painted just before a text and fits around it."""
    at = block.marks[0] - 1
    mark = sheet.marks[at] if at >= 0 else None
    if not isinstance(mark, Ink) or at in taken or mark.stroke is not None or mark.fill is None:
        return None
    left, top, right, bottom = mark.outline
    margins = (block.box[0] - left, block.box[1] - top, right - block.box[2], bottom - block.box[3])
    return at if all(0 <= margin <= 0.5 * block.size for margin in margins) else None
