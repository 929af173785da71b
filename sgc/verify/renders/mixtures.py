"""Paint that others show through, made opaque, so that what it is and what is behind it can be told as ever.

Where paint of an opacity a and a colour p lies upon a colour c, there is a p + (1 - a) c (T. Porter, T. Duff,
"Compositing Digital Images", 1984). So the colour of a region where it lies upon another thing differs from its colour
upon the ground as that thing's colour differs from the ground's, but less, by the factor 1 - a. Regions that differ so
are one thing, of the colour that it has upon the ground. Colours are 0 to 255.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes
from sgc.verify.boxes import holds, meet
from sgc.verify.renders.neighbours import Floats, grown, mixed
from sgc.verify.renders.regions import Flat
from sgc.verify.showing import BEHIND
from sgc.verify.types import Detection

#: So many regions, of so many pixels at least, are compared.
MOST, SMALLEST = 24, 64
#: Regions are beside each other that are no more pixels apart than the thickest outlines are.
REACH = 5
#: By so much two colours have to differ at least for it to be told by which factor, and that factor's bounds.
APART, FACTORS = 12.0, (0.04, 0.96)
#: How far colours may be off what is rounded, and factors of one paint from each other.
ROUNDED, ALIKE = 1.6, 0.05
#: The pixels at the edge of paint that have mixed colours; and by how much it is made of another colour than its
#: neighbour (0 to 255).
EDGE, OTHER = 3, 8
#: What is farther from all mixtures of two colours (0 to 255) is where outlines cross.
LINE = 40.0
#: No more of what is around the place where two things overlap is ground: it is only where their outlines cross.
OPEN = 0.3


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paint that something shows through: its ``color`` upon the ground, the one that it was ``painted`` in, and its
    ``opacity``, 0 to 1, which may be off by ``error``."""

    color: str
    painted: str
    opacity: float
    error: float


@dataclass(slots=True, eq=False)
class _Piece:
    """A region, and those that were found to be of one thing with it; ``factor`` is how much shows through it."""

    color: Floats
    mask: NDArray[np.bool_]
    near: NDArray[np.bool_]
    factor: float | None = None
    error: float = 1.0
    under: set[int] = field(default_factory=set)  # the ids of pieces that show through it


class _Mixture(NamedTuple):
    """Where a piece, ``over`` others, is what the ``upper`` makes of what shows through it: of the ``lower``, where it
    goes on beside that; by which factor, and how far that may be off."""

    over: _Piece
    upper: _Piece
    lower: _Piece | None
    factor: float
    error: float


def unmixed(picture: NDArray[np.uint8], flat: Flat) -> tuple[NDArray[np.uint8], tuple[Sheet, ...]]:
    """The picture (height, width, 3) with all paint that others are seen through as it would be without them, and that
    paint; as it is where the picture has no ground of one colour. Paint has another colour than what it lies upon."""
    if len(flat.ground_colors) != 1:
        return picture, ()
    ground = np.array(flat.ground_colors[0], float)
    pieces = [
        _Piece(np.array(one.color, float), flat.owner == one.number, grown(flat.owner == one.number, REACH))
        for one in flat.regions[:MOST] if one.area >= SMALLEST
    ]  # fmt: skip
    seen = np.unique([one.color for one in pieces], axis=0) if pieces else np.empty((0, 3))
    found = picture.copy()
    while mixtures := list(_mixtures(pieces, seen, ground, flat.ground)):
        # What others are seen through again is looked at when these are done.
        below = {id(one.lower) for one in mixtures}
        mixture = next((one for one in mixtures if id(one.over) not in below), mixtures[0])
        _join(found, mixture, pieces)
    return found, tuple(_sheets(found, pieces))


def _sheets(picture: NDArray[np.uint8], pieces: Sequence[_Piece]) -> Iterator[Sheet]:
    """The paint that others are seen through; where another piece has its colour, in a slightly other one."""
    for number, one in enumerate(pieces):
        if one.factor is not None:
            color = painted = one.color
            while any((painted == other.color).all() for other in (*pieces[:number], *pieces[number + 1 :])):
                painted = painted + (OTHER if painted[2] < 128 else -OTHER) * np.array((0, 0, 1))
            picture[one.mask] = painted
            one.color = painted
            yield Sheet(from_bytes(color), from_bytes(painted), 1 - one.factor, one.error)


def _mixtures(
    pieces: Sequence[_Piece], seen: Floats, ground: Floats, grounds: NDArray[np.bool_]
) -> Iterator[_Mixture]:  # fmt: skip
    """What is a mixture of others. What shows through paint of a known factor need not go on beside it, where it has
    one of the colours that are ``seen``."""
    beside = {(id(a), id(b)): bool((a.near & b.mask).any()) for a, b in permutations(pieces, 2)}
    for over, upper, lower in permutations(pieces, 3):
        if not (beside[id(over), id(upper)] and beside[id(over), id(lower)]):
            continue
        way, step = lower.color - ground, over.color - upper.color
        if np.abs(way).max() < APART:
            continue
        factor = float(step @ way / (way @ way))
        error = 2 * ROUNDED / float(np.abs(way).max())
        if (
            FACTORS[0] <= factor <= FACTORS[1]
            and np.abs(step - factor * way).max() <= ROUNDED
            and _can_be(upper.color, factor, ground)
            and (upper.factor is None or abs(upper.factor - factor) <= max(ALIKE, error))
            and _is_enclosed(over, grounds)
        ):  # fmt: skip
            yield _Mixture(over, upper, lower, factor, error)
    for over, upper in permutations(pieces, 2):
        if upper.factor is not None and beside[id(over), id(upper)] and _is_enclosed(over, grounds):
            behind = ground + (over.color - upper.color) / upper.factor
            off = 2 * ROUNDED / upper.factor + upper.error * np.abs(behind - ground).max()
            if np.abs(behind - ground).max() >= APART and (np.abs(seen - behind).max(1) <= off).any():
                yield _Mixture(over, upper, None, upper.factor, upper.error)


def _can_be(color: Floats, factor: float, ground: Floats) -> bool:
    """Whether there is paint of which so much shows through that has a colour upon the ground."""
    own, off = (color - factor * ground) / (1 - factor), 2 * ROUNDED / (1 - factor)
    return bool((own >= -off).all() and (own <= 255 + off).all())


def _is_enclosed(over: _Piece, grounds: NDArray[np.bool_]) -> bool:
    ring = over.near & ~grown(over.mask, REACH - 1)
    return bool((ring & grounds).sum() <= OPEN * ring.sum())


def _join(picture: NDArray[np.uint8], mixture: _Mixture, pieces: list[_Piece]) -> None:
    """Makes a piece one with the upper, and what else has its colour and goes on behind that piece."""
    over, upper, lower, factor, error = mixture
    _repaint(picture, over, upper, [one for one in pieces if one is not over and one is not upper])
    if error < upper.error:
        upper.factor, upper.error = factor, error
    if lower is not None:
        upper.under.add(id(lower))
    parts = [
        one for one in pieces
        if one is not upper and (one.color == upper.color).all() and (one.near & over.mask).any()
        and id(one) not in upper.under and id(upper) not in one.under
    ]  # fmt: skip
    for part in (over, *parts):
        upper.mask |= part.mask
        upper.near |= part.near
        pieces.remove(part)


def _repaint(picture: NDArray[np.uint8], over: _Piece, upper: _Piece, others: Sequence[_Piece]) -> None:
    """Gives what lies upon a thing the colour that it has upon the ground. The line between both is what shows through
    of that thing's edge; at the edge towards others colours are mixed with theirs."""
    free = grown(over.mask, EDGE) & ~over.mask & ~upper.mask
    seam = over.near & upper.near
    for other in others:
        edge = free & other.near & ~other.mask
        share, off = mixed(picture[edge].astype(float), other.color, over.color)
        repainted = picture[edge] + share[:, None] * (upper.color - over.color)
        picture[edge] = np.where(off[:, None] > LINE, upper.color, np.rint(repainted).clip(0, 255))
        free &= ~edge
        seam &= ~other.mask & ~edge
    over.mask |= seam
    picture[over.mask] = upper.color


def with_opacity(found: tuple[Detection, ...], sheets: tuple[Sheet, ...], ground: str) -> tuple[Detection, ...]:
    """What is found in the picture that was made opaque, with what is told of how much shows through it."""
    return tuple(_with_opacity(one, found, sheets, ground) for one in found)


def _with_opacity(one: Detection, found: tuple[Detection, ...], sheets: tuple[Sheet, ...], ground: str) -> Detection:
    own = next((sheet for sheet in sheets if one.colors and one.colors[0][0] == sheet.painted), None)
    if own is not None:
        measured = {"opacity": f"{own.opacity:.3f}", "opacity_error": f"{own.error:.3f}", BEHIND: ground}
        colors = ((own.color, one.colors[0][1]), *one.colors[1:])
        return replace(one, attributes={**one.attributes, **measured}, colors=colors)
    others = [other for other in found if other is not one and meet(one.box, other.box, 0)]
    if any(holds(other.box, one.box) for other in others):
        return one  # what is behind it may be that
    return replace(one, attributes={**one.attributes, BEHIND: ground})
