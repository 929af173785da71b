"""Texts that are drawn as outlines: mathematics, emoji, and every letter in a PDF file.

A text that is looked for is set in the shipped fonts, in as many lines as it can have, and compared outline by
outline. So it is read back whatever script it is in; what it says instead when it does not fit is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import atan2
from math import degrees as degrees_of

from sgc.measure.affine import Transform, composed, onto, rotation, transformed
from sgc.measure.basic_shapes import rectangle
from sgc.measure.outlines import flatten
from sgc.measure.paths import Bounds, Commands, bounds, union
from sgc.measure.segments import reading
from sgc.verify.typesetting import SIZE, Setting, settings
from sgc.verify.vector.fitting import Figure, boxes_of, canonical, contours, fit, points, same_edge
from sgc.verify.vector.groups import Sheet
from sgc.verify.vector.page import Ink
from sgc.verify.vector.words import Block

#: How far an outline of a letter may be off, in em, and at least in pixels.
LETTER, LEAST = 0.012, 0.08
#: By how much of its width a text may be stretched.
STRETCH = 0.03


@dataclass(frozen=True)
class _Set(Setting):
    """A text as it can be drawn, ready to be compared."""

    @cached_property
    def figure(self) -> Figure:
        return Figure(self.layers)

    @cached_property
    def canonical(self) -> Figure:
        return Figure(tuple(map(canonical, self.layers)))

    @cached_property
    def turned(self) -> tuple[tuple[Transform, Figure], ...]:
        """The text as it is, and on each of its sides."""
        turns = [rotation(degrees) for degrees in (0.0, 90.0, 180.0, 270.0)]
        return tuple((turn, Figure(self.figure.moved(turn))) for turn in turns)

    @cached_property
    def direction(self) -> float:
        return _direction(self.layers)

    @cached_property
    def parts(self) -> tuple[tuple[Bounds, ...], ...]:
        """The boxes of the outlines of each layer."""
        return tuple(map(boxes_of, self.layers))

    @cached_property
    def contours(self) -> tuple[int, ...]:
        """How many outlines each layer has."""
        return tuple(len(contours(layer)) for layer in self.layers)


def find_lettering(sheet: Sheet, texts: Sequence[str], taken: set[int]) -> Iterator[Block]:
    """Where the texts are drawn as outlines; each is looked for everywhere."""
    if not texts:
        return
    counts = [written.count("M") for written in sheet.signatures]
    places: dict[int, list[int]] = {}  # of marks, by how many outlines they have
    for at, count in enumerate(counts):
        places.setdefault(count, []).append(at)
    for upright in (True, False):  # a 6 on its head is a 9, where a 9 is looked for
        for text in dict.fromkeys(texts):
            for at in sorted(at for count in {one.contours[0] for one in _sets(text)} for at in places.get(count, ())):
                block = None if at in taken else _text_at(sheet, at, text, counts[at], taken, upright)
                if block is not None:
                    taken.update(block.marks)
                    yield block


def _text_at(sheet: Sheet, at: int, text: str, count: int, taken: set[int], upright: bool) -> Block | None:
    for one in _sets(text):
        if one.contours[0] != count:
            continue
        inks = sheet.inks(at, len(one.layers))
        marks = range(at, at + len(one.layers))
        if len(inks) < len(one.layers) or not taken.isdisjoint(marks) or any(ink.stroke for ink in inks):
            continue
        if tuple(len(ink.parts) for ink in inks) != one.contours:
            continue
        if upright and not _is_alike(one, inks):  # what is turned a little is found when any turn is tried
            continue
        matrix = _placed(one, inks, upright)
        if matrix is not None and (not upright or _is_upright(matrix)):
            room = transformed(rectangle(0.0, 0.0, one.block.width, one.block.height), matrix)
            box = bounds(room)
            assert box is not None
            scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
            return Block(tuple(marks), reading(text), box, SIZE * scale, inks[0].color or "#000000")
    return None


def _is_upright(matrix: Transform) -> bool:
    return matrix[0] > 10 * abs(matrix[1])


def _is_alike(one: _Set, inks: Sequence[Ink]) -> bool:
    """Whether each outline is about where it is in the text, if that fills the box of all: what costs little to see."""
    box = union(ink.outline for ink in inks)
    if box is None or box[3] - box[1] <= 0:
        return False
    across, _, _, down, x, y = onto(one.figure.box, box)
    limit = 2 * _limit(down)
    return all(
        abs(across * left + x - a) <= limit and abs(across * right + x - c) <= limit
        and abs(down * top + y - b) <= limit and abs(down * bottom + y - d) <= limit
        for boxes, ink in zip(one.parts, inks, strict=True)
        for (left, top, right, bottom), (a, b, c, d) in zip(boxes, ink.parts, strict=True)
    )  # fmt: skip


def _limit(scale: float) -> float:
    """How far an outline of a text may be off that is so many times as large as it was set."""
    return max(LEAST, LETTER * SIZE * scale)


def _placed(one: _Set, inks: Sequence[Ink], upright: bool) -> Transform | None:
    """The map from the text as it was set to where it is drawn, without a change of its proportions. Where it stands
    ``upright`` nothing else need be tried."""
    box = union(ink.outline for ink in inks)
    if box is None or box[3] - box[1] <= 0:
        return None
    limit = _limit((box[3] - box[1]) / (one.figure.box[3] - one.figure.box[1]))
    raw, plain = [ink.commands for ink in inks], [ink.canonical for ink in inks]
    for figure, drawn in ((one.figure, raw), (one.canonical, plain)):
        matrix = fit(figure, [point for commands in drawn for point in points(commands)], limit)
        if matrix is not None:
            return matrix
    for turn, figure in _turned(one, raw, upright):
        if _same_letters(figure, inks, box):
            return composed(onto(figure.box, box), turn)
    return None


def _turned(one: _Set, drawn: Sequence[Commands], upright: bool) -> Iterator[tuple[Transform, Figure]]:
    """The text on each of its sides, and in the direction of what is drawn; only where it stands ``upright``, if so."""
    yield from one.turned[:1] if upright else one.turned
    turn = rotation(_direction(drawn) - one.direction)
    if not upright or _is_upright(turn):
        yield turn, Figure(one.figure.moved(turn))


def _direction(layers: Sequence[Commands]) -> float:
    """The direction from the middle of the first outline to that of the last, in degrees."""
    outlines_of_all = [contour for layer in layers for contour in contours(layer)]
    (x, y), (u, v) = (_centroid(outlines_of_all[i]) for i in (0, -1))
    return degrees_of(atan2(v - y, u - x))


def _centroid(contour: Commands) -> tuple[float, float]:
    """The middle of an outline's area."""
    (polygon,) = flatten(contour, 0.02) or [[(0.0, 0.0)]]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (x / (3 * area), y / (3 * area)) if area else polygon[0]


def _same_letters(figure: Figure, inks: Sequence[Ink], box: Bounds) -> bool:
    """Whether the outlines run along those of the figure when it fills the box, which must not stretch it."""
    matrix = onto(figure.box, box)
    if abs(matrix[0] - matrix[3]) > STRETCH * matrix[3]:
        return False
    limit = _limit(matrix[3])
    for layer, ink in zip(figure.moved(matrix), inks, strict=True):
        pairs = list(zip(contours(layer), contours(ink.commands), strict=True))
        if not all(_near(bounds(a), bounds(b), limit) for a, b in pairs):
            return False
        if not all(same_edge(a, b, limit) for a, b in pairs):
            return False
    return True


def _near(a: Bounds | None, b: Bounds | None, limit: float) -> bool:
    return a is not None and b is not None and all(abs(p - q) <= limit for p, q in zip(a, b, strict=True))


@lru_cache(maxsize=2048)  # a text is looked for twice
def _sets(text: str) -> tuple[_Set, ...]:
    return tuple(_Set(one.text, one.block, one.layers) for one in settings(text))
