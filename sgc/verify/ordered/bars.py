"""Bars on the lifelines of a sequence in a picture: narrow rectangles, or what others leave of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sgc.verify.ordered.ruling import AT, Look, is_upright
from sgc.verify.types import Line, Pixels

#: A bar is no wider than this, in pixels.
BAR = 16.0
#: Lines that lie across a bar hide so much of it at most, and the folded corner of a note shows so much, in pixels.
LINED, FOLD = 8.0, 16.0


@dataclass(frozen=True, slots=True)
class SeenBar:
    """A bar in the picture: the numbers of the detections that are pieces of it, and the box of all."""

    numbers: tuple[int, ...]
    box: Pixels

    def goes_on(self, piece: SeenBar, notes: Sequence[Pixels]) -> bool:
        """Whether a piece further down is of this bar: they are level, and lines or one of the ``notes`` lie between
        them."""
        end, begin = self.box[3], piece.box[1]
        if max(abs(self.box[0] - piece.box[0]), abs(self.box[2] - piece.box[2])) > AT:
            return False
        return begin - end <= LINED or any(
            -2 * AT <= end - note[1] <= FOLD and abs(begin - note[3]) <= 2 * AT
            and note[0] <= self.box[0] and self.box[2] <= note[2]
            for note in notes
        )  # fmt: skip


def seen_bars(look: Look, xs: Sequence[float | None]) -> Iterator[SeenBar]:
    """The bars on lifelines; notes and lines that lie across one leave pieces of it."""
    pieces = [
        SeenBar((number,), one.box) for number in look.free
        if "rectangle" in (one := look.detections[number]).nouns and one.box[2] - one.box[0] <= BAR
        and any(x is not None and abs((one.box[0] + one.box[2]) / 2 - x) <= BAR for x in xs)
    ]  # fmt: skip
    bar = None
    for piece in sorted(pieces, key=lambda one: (round(one.box[0]), one.box[1])):
        if bar is not None and bar.goes_on(piece, look.notes):
            bar = SeenBar(bar.numbers + piece.numbers, (*bar.box[:3], piece.box[3]))
            continue
        if bar is not None:
            yield bar
        bar = piece
    if bar is not None:
        yield bar


def seen_sides(look: Look, xs: Sequence[float | None]) -> list[Line]:
    """The sides of bars of which others hide so much that no more is seen: lines beside lifelines."""
    return [
        line for line in look.lines
        if is_upright(line) and line.ends == ("none", "none")
        and any(x is not None and AT < abs(line.way[0][0] - x) <= BAR / 2 for x in xs)
    ]  # fmt: skip
