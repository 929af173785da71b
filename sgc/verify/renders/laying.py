"""Pictures that are asked for, where they stand by themselves on a flat ground: laid where ink is, and compared.

Where ink ends says where a picture would be to a pixel, and Gauss and Newton's method where it is to a hundredth of
one, and how thick the line around it is where it has one. What both are tinted with follows by least squares. Every
pixel has to be as it would be, so that this finds what it finds at once and without a doubt, also where a thing is so
small that only the mixed colours of its edges say what it is. Whatever is before or behind something, or drawn by a
program that mixes colours otherwise, is left to others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.graph.colors import from_bytes
from sgc.verify.colors import SAME, difference, main_color
from sgc.verify.paint import paint
from sgc.verify.renders.atlas import Look
from sgc.verify.renders.glances import Glances
from sgc.verify.renders.hypotheses import Patch
from sgc.verify.renders.inks import Ink
from sgc.verify.renders.neighbours import grown
from sgc.verify.types import Detection

#: The longer side of what is looked at, in pixels, and how many pieces are: a page of text has thousands.
SIDES, MOST = (5, 800), 300
#: Ink that is no farther apart, in pixels, may be of one thing, first of what is nearest: a racket has a shuttlecock
#: beside it. Its edges may reach so far beyond it, and so much ground is looked at around it.
NEAR, EDGES, MARGIN = (2, 6, 12, 20), 2, 3
#: How far the sides of ink may be from those of a picture, in pixels, beside what the mixed colours at its ends do.
SLACK = 0.5
#: How far a pixel may be off in any channel (0 to 255), the mean of that over the ink, and the mean at which it is
#: moved once more, so often at most, and as long as that leaves less than this part of either. (Of 1,200 that were
#: found none had begun with a mean above 39, with a line around it 22, or been left with over four fifths of both.)
OFF, MEAN, ROUGHLY, LINED, ROUNDS, LESS = 40.0, 3.0, 60.0, 40.0, 8, 0.9
#: It is where it belongs when it would be moved by less than this, in pixels.
SETTLED = 0.02
#: Two pictures whose means are so near to each other cannot be told apart.
EQUAL = 1.0
#: How far lines reach beyond the ink that they are around, in pixels: at first, and at least; and at most, as a part of
#: the shorter side of what they are around: thicker ones make any picture of another.
LINES, THIN, THICK = (0.4, 0.8, 1.4, 2.2), 0.2, 0.1
#: Around what has a longer side of fewer pixels no line is looked for; so many of the pictures that are nearest with
#: one are moved.
EDGED, TRIED = 6, 4
#: A step by which a line is made thicker, in pixels, to see what that changes.
STEP = 0.1
#: So many pictures are compared closely: those that a piece is most like, where its ink is not farther off at a glance
#: on average. (Of those that were found none was by more than 63.)
LIKELY, GLANCED = 16, 80.0
#: What is wholly painted, as an opacity (0 to 255); with fewer such pixels a thing has its tint for a colour.
SOLID, FEW = 250, 12

Floats = NDArray[np.float32]
Inks = Callable[[int, float], Ink | None]
#: The left and upper edge of ink, in pixels, how many times as wide and as high as its own units it is, and how far a
#: line around it reaches beyond it; 0 where it has none.
Place = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture that was found, and where it paints anything."""

    detection: Detection
    covers: Patch


def laid(
    picture: NDArray[np.uint8], inked: NDArray[np.bool_], known: NDArray[np.bool_], looks: Sequence[Look],
    numbers: Sequence[int], inks: Inks,
) -> list[Laid]:  # fmt: skip
    """Which of the ``looks`` with these ``numbers`` are in a picture (height, width, 3): one at most where a piece of
    what is ``inked`` (height, width) stands by itself. What is ``known`` is of something else."""
    drawn = [(number, ink) for number in numbers if (ink := inks(number, 1.0)) is not None]
    if not drawn:
        return []
    glances = Glances([ink for _, ink in drawn])
    found: list[Laid] = []
    tried: set[tuple[tuple[int, int, int, int], int]] = set()
    known = known.copy()
    for near in NEAR:
        for one in found:
            one.covers.of(known)[one.covers.inner] = True
        for piece in _pieces(picture, inked & ~known, known, near):
            what = (piece.box, piece.ink)
            if what not in tried and (own := _told(piece, picture, looks, drawn, glances)) is not None:
                found.append(own)
            tried.add(what)
    return found


def _told(
    piece: _Piece, picture: NDArray[np.uint8], looks: Sequence[Look], drawn: Sequence[tuple[int, Ink]], glances: Glances
) -> Laid | None:
    """Which of the numbered looks that are ``drawn`` a piece is: one of those that it is most like at a glance."""
    places = {i: at for i, (_, ink) in enumerate(drawn) if (at := piece.place(ink)) is not None}
    if not places:
        return None
    off = dict(zip(places, glances.off(piece.within, piece.ground, [*places]).tolist(), strict=True))
    most = GLANCED * piece.ink / piece.within[0].size
    likely = [(*drawn[i], places[i]) for i in sorted(places, key=off.__getitem__)[:LIKELY] if off[i] <= most]
    ways = [(way, number) for number, ink, at in likely if (way := piece.fitted(ink, at)) is not None]
    if not ways:
        ways = [(way, number) for number, ink, at in piece.edged(likely) if (way := piece.fitted(ink, at)) is not None]
    if not ways:
        return None
    least = min(way.mean for way, _ in ways)
    alike = sorted((way.mean, number) for way, number in ways if way.mean <= least + EQUAL)
    nouns = tuple(dict.fromkeys(noun for _, number in alike for noun in looks[number].nouns))
    return next(way for way, _ in ways if way.mean == least).laid(picture, nouns)


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A picture as it was found: how far its pixels are off on average, its box with the line around it, what it paints
    and what that line does, both 0 to 255, and their tints if they have one."""

    mean: float
    box: tuple[float, float, float, float]
    corner: tuple[int, int]
    alpha: Floats
    line: Floats
    tint: str | None
    stroke: str | None

    def laid(self, picture: NDArray[np.uint8], nouns: tuple[str, ...]) -> Laid:
        solid = Patch(self.corner, self.alpha >= SOLID).on(picture.shape[:2])
        if self.tint is not None and np.count_nonzero(solid) < FEW:
            colors: tuple[tuple[str, float], ...] = ((self.tint, 1.0),)
        else:
            colors = paint(picture, self.box, solid if solid.any() else None)
        attributes = {"color": main_color(colors)} | ({"stroke": self.stroke} if self.stroke is not None else {})
        detection = Detection(nouns[0], self.box, 1.0, nouns[1:], attributes, colors)
        return Laid(detection, Patch(self.corner, self.alpha + self.line > 0))


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Ink by itself: its ``box``, and the channels of the pixels around (3, rows, columns) from ``corner``, less the
    colour of the ``ground``; ``own`` are those that are not of others, ``ink`` is how many differ from the ground."""

    box: tuple[int, int, int, int]
    corner: tuple[int, int]
    apart: Floats
    own: NDArray[np.bool_]
    ground: Floats
    ink: int

    @property
    def within(self) -> Floats:
        """What is apart from the ground in the box."""
        (left, top, right, bottom), (x, y) = self.box, self.corner
        return self.apart[:, top - y : bottom - y, left - x : right - x]

    def edged(self, likely: Sequence[tuple[int, Ink, Place]]) -> list[tuple[int, Ink, Place]]:
        """Those of the numbered pictures that are nearest to the piece with a line around them, and where they are, if
        without one they would be at these places."""
        if max(self.box[2] - self.box[0], self.box[3] - self.box[1]) < EDGED:
            return []
        tries = [(number, ink, _within(ink, at, line)) for number, ink, at in likely for line in LINES]
        off = [float(_most(self._laid(ink, at)[1]).sum()) for _, ink, at in tries]
        best: dict[int, tuple[int, Ink, Place]] = {}
        for i in sorted(range(len(tries)), key=off.__getitem__):
            if off[i] <= LINED * self.ink:
                best.setdefault(tries[i][0], tries[i])
        return list(best.values())[:TRIED]

    def place(self, ink: Ink) -> Place | None:
        """Where the picture would be if nothing were around it; None where it is of other proportions."""
        wide, high = ink.wide, ink.high
        x0, y0, x1, y1 = self.box
        across, down = x1 - x0, y1 - y0  # at either end a pixel more than there is ink, at most
        least, most = max((across - 2) / wide, (down - 2) / high), min(across / wide, down / high)
        if least > most + SLACK / max(wide, high):
            return None
        scale = (least + most) / 2
        return (x0 + x1 - scale * wide) / 2, (y0 + y1 - scale * high) / 2, scale, scale, 0.0

    def fitted(self, ink: Ink, at: Place) -> _Way | None:
        """The picture where it fits best near a place; None where it is another. What has a line around it may be a
        little stretched."""
        wide, high = ink.wide, ink.high
        best: tuple[float, float, Place] | None = None
        before = np.inf, np.inf
        for _ in range(ROUNDS):
            shown, off = self._laid(ink, at)
            size = _most(off)
            mean, most = float(size.sum()) / self.ink, float(size.max())
            if best is None or mean < best[0]:
                best = mean, most, at
            if mean > ROUGHLY:
                return None
            if mean > LESS * before[0] and most > LESS * before[1]:
                break
            before = mean, most
            by = self._moved(ink, at, shown, off)
            line = max(THIN, min(THICK * min(at[2] * wide, at[3] * high), at[4] + by[4])) if at[4] else 0.0
            at = at[0] + by[0], at[1] + by[1], max(1.0 / wide, at[2] + by[2]), max(1.0 / high, at[3] + by[3]), line
            if max(abs(by[0]), abs(by[1]), wide * abs(by[2]), high * abs(by[3]), abs(by[4])) < SETTLED:
                break
        if best is None or best[0] > MEAN or best[1] > OFF:
            return None
        mean, _, at = best
        painted = self._painted(ink, at)
        tint, stroke = (None if one is None else from_bytes(np.rint(one).astype(int)) for one in self._tints(*painted))
        if tint is not None and stroke is not None and difference(tint, stroke) < SAME:
            return None  # which is more of the ink, and no line around it
        if stroke is not None and difference(stroke, from_bytes(self.ground.tolist())) < SAME:
            return None  # which is ground
        clear = tint is not None and difference(tint, from_bytes(self.ground.tolist())) < SAME
        if clear and np.count_nonzero(painted[2] >= SOLID) < FEW:
            return None  # a dot, of which a line would be all: a star in the sky of a night is no moon
        left, top, across, down, line = at
        box = (left - line, top - line, left + across * wide + line, top + down * high + line)
        return _Way(mean, box, self.corner, *painted[2:], tint, stroke)

    def _moved(self, ink: Ink, at: Place, shown: Floats, off: Floats) -> Place:
        """By how much the picture should be moved and enlarged, and its line made thicker, so that less is off, by a
        step of Gauss and Newton's; without a line as much across as down. What a thin line changes is tried."""
        if at[4]:
            steps = np.diag([STEP, STEP, STEP / ink.wide, STEP / ink.high, STEP])
            ways = [self._laid(ink, _place(np.array(at) + step))[0] - shown for step in steps]
            return _place(_solved(ways, off) @ steps)
        down, across = np.gradient(shown, axis=(1, 2))
        rows, columns = off.shape[1:]
        x = (np.arange(columns) + 0.5 - at[0] + self.corner[0]) / at[2]
        y = ((np.arange(rows) + 0.5 - at[1] + self.corner[1]) / at[2])[:, None]
        by = _solved((-across, -down, -across * x - down * y), off)
        return _place((by[0], by[1], by[2], by[2], 0.0))

    def _laid(self, ink: Ink, at: Place) -> tuple[Floats, Floats]:
        """What the picture changes of the ground, were it at that place, and by how much more each pixel is changed."""
        fixed, weight, alpha, line = self._painted(ink, at)
        tint, stroke = self._tints(fixed, weight, alpha, line)
        hidden = alpha + line
        shown = fixed - _colored(hidden / np.float32(255), self.ground)
        if tint is not None:
            shown += _colored(weight, tint)
        if stroke is not None:
            shown += _colored(line / np.float32(255), stroke)
        off: Floats = (self.apart - shown) * (self.own | (hidden > 0))
        return shown, off

    def _tints(self, fixed: Floats, weight: Floats, alpha: Floats, line: Floats) -> tuple[Floats | None, Floats | None]:
        """The tints of the ink and of the line around it that explain most, 0 to 255; None for what takes none."""
        left = self.apart - fixed + _colored((alpha + line) / np.float32(255), self.ground)
        shares = [one if float((one**2).sum()) >= 0.5 else None for one in (weight, line / np.float32(255))]
        given = [one.reshape(-1) for one in shares if one is not None]
        if not given:
            return None, None
        power = np.array([[a @ b for b in given] for a in given]) + 1e-3 * np.eye(len(given))
        found = iter(np.linalg.solve(power, np.array([left.reshape(3, -1) @ one for one in given])).clip(0, 255))
        tint, stroke = (None if one is None else next(found).astype(np.float32) for one in shares)
        return tint, stroke

    def _painted(self, ink: Ink, at: Place) -> tuple[Floats, Floats, Floats, Floats]:
        """What a picture paints at a place: with a black tint (3, rows, columns), how much of the tint it takes (0 to
        1), its opacity, and how much of the line around it is seen (both 0 to 255)."""
        (x, y), (rows, columns) = self.corner, self.own.shape
        place = (at[0] - x, at[1] - y, at[2] * ink.wide, at[3] * ink.high)
        black = ink.painted(place, columns, rows, "#000000").transpose(2, 0, 1).astype(np.float32, order="C")
        fixed, alpha = black[:3], black[3]
        tinted = [layer for layer, _ in ink.layers if layer.fill is None]
        weight = np.zeros(alpha.shape, np.float32)
        if len(tinted) == len(ink.layers) and not any(layer.shade for layer in tinted):
            weight = alpha / np.float32(255)
        elif tinted:
            weight = (ink.painted(place, columns, rows, "#ffffff")[..., 0] - fixed[0]) / np.float32(255)
        line = np.zeros(alpha.shape, np.float32)
        if at[4]:
            line = ink.edged(place, columns, rows, at[4]) * (1 - alpha / np.float32(255))
        return fixed, weight, alpha, line


def _colored(share: Floats, color: Floats) -> Floats:
    """The channels (3, rows, columns) of a colour of which each pixel has a share."""
    found: Floats = color[:, None, None] * share
    return found


def _within(ink: Ink, at: Place, line: float) -> Place:
    """The place of the ink that takes as much room with such a line around it; of what is small, with a thinner one."""
    left, top, across, down, _ = at
    line = min(line, across * ink.wide / 4, down * ink.high / 4)
    return left + line, top + line, across - 2 * line / ink.wide, down - 2 * line / ink.high, line


def _place(numbers: Iterable[float]) -> Place:
    left, top, across, down, line = map(float, numbers)
    return left, top, across, down, line


def _solved(changes: Sequence[Any], off: Floats) -> NDArray[np.float64]:
    """How much of each change would undo most of what is off."""
    rows = np.stack(changes).reshape(len(changes), -1)
    normal = rows @ rows.T
    found: NDArray[np.float64] = np.linalg.solve(
        normal + np.diag(1e-6 * np.diag(normal) + 1e-6), rows @ off.reshape(-1)
    )
    return found


def _most(off: Floats) -> Floats:
    """The largest of three channels, whatever its sign. (``max`` over so short an axis takes ten times as long.)"""
    size = np.abs(off)
    found: Floats = np.maximum(np.maximum(size[0], size[1]), size[2])
    return found


def _pieces(
    picture: NDArray[np.uint8], inked: NDArray[np.bool_], known: NDArray[np.bool_], near: int
) -> Iterator[_Piece]:
    """What is ``inked`` and stands by itself, the largest first; what has more of it within so many pixels does not.
    Nothing is asked of the pixels of what is ``known``."""
    labels, _ = ndimage.label(grown(inked, near // 2), np.ones((3, 3)))
    height, width = inked.shape
    for number, place in sorted(enumerate(ndimage.find_objects(labels), 1), key=lambda one: -_side(one[1]))[:MOST]:
        own = (labels[place] == number) & inked[place]
        rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
        top, left = place[0].start + int(rows[0]), place[1].start + int(columns[0])
        bottom, right = place[0].start + int(rows[-1]) + 1, place[1].start + int(columns[-1]) + 1
        if not SIDES[0] <= max(right - left, bottom - top) <= SIDES[1]:
            continue
        x0, y0 = max(0, left - MARGIN), max(0, top - MARGIN)
        x1, y1 = min(width, right + MARGIN), min(height, bottom + MARGIN)
        ink, seen = inked[y0:y1, x0:x1], picture[y0:y1, x0:x1].transpose(2, 0, 1).astype(np.float32, order="C")
        mine = ink & (labels[y0:y1, x0:x1] == number)
        others = grown((ink & ~mine) | known[y0:y1, x0:x1], 1)
        mine = ndimage.binary_fill_holes(grown(mine, 1))
        free = ~mine & ~others
        if not free.any():
            continue
        ground = np.median(seen[:, free], axis=1).astype(np.float32)
        apart = seen - ground[:, None, None]
        own = grown(mine, EDGES) & (_most(apart) > 0) & ~others
        apart *= own
        count = int(np.count_nonzero(own))
        yield _Piece((left, top, right, bottom), (x0, y0), apart, ~others, ground, max(1, count))


def _side(place: tuple[slice, slice]) -> int:
    return int(max(side.stop - side.start for side in place))
