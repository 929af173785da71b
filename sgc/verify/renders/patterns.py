"""What has a pattern, seen without it: stripes, dots and checks are found and painted over with the colour that they
are on, so that what is striped is looked at as what is plain is.

A pattern is of two colours and repeats. Where pixels of two colours and their mixtures alternate, a motif is fitted to
them (``sgc.verify.renders.lattices``); with its lattice all that is of it is known, its pieces beside other things and
what is seen of it through something clear as well, and how much of each mixed pixel at an edge is of its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes, rgb
from sgc.verify.boxes import area, share_within
from sgc.verify.renders.lattices import Lattice, lattice_of
from sgc.verify.renders.neighbours import grown, lowest
from sgc.verify.renders.regions import channels, common_at_rim, filled, packed
from sgc.verify.types import PATTERNED, TEXT, UNKNOWN_PATTERN, Detection, Observation, Pixels

Floats = NDArray[np.floating[Any]]

#: A colour of this share of the picture's rim is ground, and is not asked what is on it.
RIM = 0.25
#: A colour that may have marks on it has so many pixels, and is interrupted so often along rows or columns, each time
#: by no more than so many pixels.
FILL, BROKEN, GAP = 24, 20, 64
#: So many colours beside it may be those of its marks, each of so many pixels; how different both are (0 to 255); and
#: so many colours beside it are looked at.
BESIDE, MARKS, APART, KNOWN = 12, 6, 10, 200
#: How far a pixel may be from all mixtures of two colours (0 to 255), and beyond them, as a part of what is between.
OFF, BEYOND = 6.0, 0.05
#: A patch that a motif is fitted to: its pixels, the share of them that each colour has at least, and how often they
#: change from one to the other along rows or columns.
PATCH, LEAST, CHANGES = 250, 0.02, 16
#: So many tiles a pattern has at least: of fewer, anything may seem to repeat.
TILES = 6
#: How far the pixels of other pieces of a lattice may be off on average (0 to 1), and their fewest pixels: of the
#: same colours and of others.
ERROR, PIECES = (0.15, 0.08), (2, 40)
#: And how well these agree with it (their correlation).
ALIKE = 0.9
#: A pattern is of a thing in whose box this much of it is.
WITHIN = 0.95
#: So far off (0 to 1) are so many pixels beside each other that have a pattern's colours and are something else.
STRANGE, STRANGERS = 0.2, 12
#: So many pieces and holes, of so many pixels each, has what may have a pattern that nobody could name; so much of its
#: box a pattern has that is not doubted for them.
UNEVEN, SPECK, MUCH = 6, 4, 0.12
#: So much of what is a mark of a pattern is where it has marks.
MARKED = 0.85
#: What others have of a piece, by their edges, at most.
SHARED = 0.2
#: How far from a pattern's edge colours are mixed with it, in pixels; and how far a pixel may be from all mixtures of
#: what is on both sides of it (0 to 255).
EDGE, STRAY = 1, 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Patterned:
    """Where in a picture a pattern of that ``motif`` is seen: ``mask`` (height, width); it is on the colour ``fill``,
    and its marks differ from that by ``more`` (0 to 255)."""

    lattice: Lattice
    mask: NDArray[np.bool_]
    fill: Floats
    more: Floats

    @property
    def motif(self) -> str:
        return self.lattice.motif

    def colors(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """The colours that it has at some pixels, and how much of each is its marks'."""
        marks = self.lattice.shares(columns + 0.5, rows + 0.5)[:, None] * self.more
        return self.fill + marks, marks


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """A piece of a picture, at a ``place`` (rows, columns), whose pixels are the colour ``fill``, another that is
    ``way`` from it, and mixtures of both; ``shares`` is how much of each is the second."""

    fill: Floats
    way: Floats
    place: tuple[slice, slice]
    mask: NDArray[np.bool_]
    shares: Floats

    def lattice(self) -> Lattice | None:
        """The lattice of a pattern that it is, where it is one."""
        if not self._alternates():
            return None
        inner = lowest(np.pad(self.mask, 1))[1:-1, 1:-1]
        found = lattice_of(self.shares, inner) if 2 * inner.sum() >= PATCH else None
        if found is None or self.mask.sum() < TILES * found.side**2:
            return None
        return found.moved(self.place[1].start, self.place[0].start)

    def _alternates(self) -> bool:
        area, marked = int(self.mask.sum()), (self.shares > 0.5) & self.mask
        if area < PATCH or not LEAST <= marked.sum() / area <= 1 - LEAST:
            return False
        changes = [(marked[1:] != marked[:-1])[self.mask[1:] & self.mask[:-1]].sum(),
                   (marked[:, 1:] != marked[:, :-1])[self.mask[:, 1:] & self.mask[:, :-1]].sum()]  # fmt: skip
        return bool(max(changes) >= CHANGES)

    def is_of(self, lattice: Lattice, same: bool) -> bool:
        """Whether it is of a lattice; of other colours than that it has to show both of them."""
        rows, columns = np.nonzero(self.mask)
        top, left = (side.start for side in self.place)
        seen = self.shares[self.mask]
        if not same and not LEAST <= (seen > 0.5).mean() <= 1 - LEAST:
            return False
        expected = lattice.shares(columns + left + 0.5, rows + top + 0.5)
        apart = expected - expected.mean(), seen - seen.mean()
        alike = float(apart[0] @ apart[1]) / max(1e-9, float(apart[0] @ apart[0]) * float(apart[1] @ apart[1])) ** 0.5
        return bool(np.abs(expected - seen).mean() <= ERROR[not same]) and (same or alike >= ALIKE)

    def is_free(self, taken: NDArray[np.bool_]) -> bool:
        return bool(taken[self.place][self.mask].mean() <= SHARED)

    def moved(self, place: tuple[slice, slice]) -> _Pair:
        """The same, seen from where that place is seen."""
        at = tuple(slice(a.start + b.start, a.stop + b.start) for a, b in zip(self.place, place, strict=True))
        return replace(self, place=(at[0], at[1]))

    def patterned(self, lattice: Lattice, taken: NDArray[np.bool_]) -> Patterned:
        """It as a pattern, but for what has its colours and is not of it; what is ``taken`` in the picture is more by
        it."""
        from scipy import ndimage

        y, x = np.mgrid[self.place] + 0.5
        off = self.mask & (np.abs(lattice.shares(x, y) - self.shares) > STRANGE)
        labels, _ = ndimage.label(off)
        strange = np.bincount(labels.ravel()) >= STRANGERS
        strange[0] = False
        mask = np.zeros(taken.shape, bool)
        mask[self.place] = self.mask & ~strange[labels]
        mask &= ~taken
        taken |= mask
        return Patterned(lattice, mask, self.fill, self.way)


def unpatterned(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], list[Patterned]]:
    """A picture (height, width, 3) without its patterns, and these."""
    shown = packed(picture)
    grounds = common_at_rim(shown, RIM)
    found: list[Patterned] = []
    taken = np.zeros(shown.shape, bool)
    for color in _broken(shown):
        own = shown == color
        if color in grounds or 2 * (own & taken).sum() > own.sum():
            continue
        pairs = _pairs(picture, shown, color, own, grounds, lambda way: PATCH)
        for pair in sorted(pairs, key=lambda one: -int(one.mask.sum())):
            if pair.is_free(taken) and (lattice := pair.lattice()) is not None:
                found.append(pair.patterned(lattice, taken))
                found += _more_of(found[-1], picture, shown, taken, grounds)
    return (_painted_over(picture, found), found) if found else (picture, [])


def with_patterns(
    seen: Observation, plain: NDArray[np.uint8], patterns: Sequence[Patterned]
) -> Observation:  # fmt: skip
    """What is seen in a picture without patterns, which is ``plain`` (height, width, 3), each thing with the pattern
    that is of it. Where a pattern is of nothing that is seen, things with patterns are not all seen; what is painted
    over on something that is not known to have that pattern may be its own, and leaves it without a name."""
    of, named, is_whole = _owners(seen.detections, patterns)
    every = np.logical_or.reduce([one.mask for one in patterns]) if patterns else np.zeros(plain.shape[:2], bool)
    measures = {"pattern", PATTERNED} if is_whole else {"pattern"}
    detections = list(seen.detections)
    for i, thing in enumerate(seen.detections):
        own = of.get(i, ())
        is_named = i in named and sum(int(one.mask.sum()) for one in own) >= MUCH * area(thing.box)
        is_left = _is_uneven(plain, thing)
        if is_named:
            detections[i] = _with_pattern(thing, own)
        elif own or is_left or _is_painted(plain, every, thing):
            detections[i] = replace(thing, attributes={**thing.attributes, "pattern": UNKNOWN_PATTERN})
        if is_left or (own and not is_named):  # pieces of it may be taken for other things
            measures.discard(PATTERNED)
    lattices = [(seen.detections[i].box, {one.lattice for one in own}) for i, own in of.items()]
    kept = tuple(
        detections[i] for i, thing in enumerate(seen.detections)
        if i in of or not any(share_within(thing.box, box) >= WITHIN and any(_is_mark(plain, thing, one) for one in own)
                              for box, own in lattices)
    )  # fmt: skip
    return replace(seen, detections=kept, measures=seen.measures | measures)


def _owners(
    things: Sequence[Detection], patterns: Sequence[Patterned]
) -> tuple[dict[int, list[Patterned]], frozenset[int], bool]:
    """The patterns of each thing that has some; which of these things surely have them; and whether each pattern is of
    something.

    All that is of one lattice is of the smallest thing of its colour in whose box nearly all of it is. Where there is
    none, the lattices of several things happen to be in line, as those of tiles are, and each piece is of the smallest
    thing of its colour that it is in.
    """
    groups: dict[Lattice, list[Patterned]] = {}
    for one in patterns:
        groups.setdefault(one.lattice, []).append(one)
    of: dict[int, list[Patterned]] = {}
    doubted: set[int] = set()
    is_whole = True
    for group in groups.values():
        mask = np.logical_or.reduce([one.mask for one in group])
        colors = {from_bytes(one.fill) for one in group}
        holders = [_holder(things, mask, colors)] * len(group)
        if holders[0] is None:
            holders = [_holder(things, one.mask, {from_bytes(one.fill)}) for one in group]
        lost = sum(int(one.mask.sum()) for one, holder in zip(group, holders, strict=True) if holder is None)
        is_lost = lost > (1 - WITHIN) * mask.sum()
        if is_lost and (whole := _holder(things, mask, None)) is not None:
            holders, is_lost = [whole] * len(group), False
        for one, holder in zip(group, holders, strict=True):
            if holder is not None:
                of.setdefault(holder, []).append(one)
                doubted |= {holder} if is_lost else set()
        is_whole &= not is_lost
    return of, frozenset(of) - doubted, is_whole


def _holder(things: Sequence[Detection], mask: NDArray[np.bool_], colors: Collection[str] | None) -> int | None:
    """The smallest thing of one of those colours, or of any, in whose box nearly all of the mask is."""
    held = [i for i, thing in enumerate(things)
            if thing.noun != TEXT and (colors is None or any(color in colors for color, _ in thing.colors))
            and _within(mask, thing.box) >= WITHIN * mask.sum()]  # fmt: skip
    return min(held, key=lambda i: area(things[i].box), default=None)


def _is_painted(plain: NDArray[np.uint8], painted: NDArray[np.bool_], one: Detection) -> bool:
    """Whether so much in a thing's box is painted over with its own colour that it may have a pattern."""
    place, own = _own(plain, one)
    return int((own & painted[place]).sum()) >= UNEVEN * SPECK


def _is_mark(plain: NDArray[np.uint8], thing: Detection, lattice: Lattice) -> bool:
    """Whether what was taken for a thing is where the marks of a pattern are, of which some were left."""
    (down, across), own = _own(plain, thing)
    rows, columns = np.nonzero(own)
    x, y = columns + across.start + 0.5, rows + down.start + 0.5
    return len(rows) > 0 and bool(lattice.shares(x, y).mean() >= MARKED)


def _is_uneven(plain: NDArray[np.uint8], one: Detection) -> bool:
    """Whether so much of what a thing is made of is in pieces and has holes that it may have a pattern all the same."""
    from scipy import ndimage

    _, own = _own(plain, one)
    pieces = np.bincount(ndimage.label(own)[0].ravel())[1:]
    holes = np.bincount(ndimage.label(filled(own) & ~own)[0].ravel())[1:]
    return int((pieces >= SPECK).sum() + (holes >= SPECK).sum()) >= UNEVEN


def _own(plain: NDArray[np.uint8], one: Detection) -> tuple[tuple[slice, slice], NDArray[np.bool_]]:
    """The place of a thing's box in a picture, and where in it the thing's own colour is: a text has none."""
    left, top, right, bottom = (max(0, round(edge)) for edge in one.box)
    place = slice(top, bottom), slice(left, right)
    if one.noun == TEXT or not one.colors:
        return place, np.zeros(plain[place].shape[:2], bool)
    return place, packed(plain[place]) == _number([255 * channel for channel in rgb(one.colors[0][0])])


def _with_pattern(one: Detection, own: Sequence[Patterned]) -> Detection:
    """A thing with the pattern of which most is on it; of one as much of which are marks as is not, nobody can say
    which of its two colours it is on, and it has either as if it were alone."""
    shown = max(own, key=lambda each: int(each.mask.sum()))
    colors = one.colors
    if shown.lattice.is_even:
        both = {from_bytes(each.fill): from_bytes(each.fill + each.more) for each in own}
        colors = (*colors, *((both[color], share) for color, share in colors if color in both))
    return replace(one, colors=colors, attributes={**one.attributes, "pattern": shown.motif})


def _number(color: Iterable[float]) -> int:
    """A colour (0 to 255) as ``packed`` gives it."""
    red, green, blue = (round(channel) for channel in color)
    return (red << 16) | (green << 8) | blue


def _within(mask: NDArray[np.bool_], box: Pixels) -> int:
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    return int(mask[top:bottom, left:right].sum())


def _broken(shown: NDArray[np.int32]) -> list[int]:
    """The colours that are interrupted often, by little, along rows or columns; those of most pixels first."""
    colors, numbers, counts = np.unique(shown, return_inverse=True, return_counts=True)
    numbers = numbers.reshape(shown.shape)
    often = np.zeros(len(colors), np.int64)
    for plane in (numbers, numbers.T):
        rows, columns = np.nonzero((counts >= FILL)[plane])
        which = plane[rows, columns]
        order = np.lexsort((columns, rows, which))
        steps = np.diff(columns[order])
        same = (np.diff(which[order]) == 0) & (np.diff(rows[order]) == 0) & (steps > 1) & (steps <= GAP)
        often = np.maximum(often, np.bincount(which[order][1:][same], minlength=len(colors)))
    found = np.flatnonzero((often >= BROKEN) & (counts >= FILL))
    return [int(colors[i]) for i in found[np.argsort(-counts[found], kind="stable")]]


def _more_of(
    one: Patterned, picture: NDArray[np.uint8], shown: NDArray[np.int32], taken: NDArray[np.bool_],
    grounds: Collection[int],
) -> Iterator[Patterned]:  # fmt: skip
    """What else is of a pattern: pieces of its colours that other things cut off, and near it of other colours, where
    it is seen through something or a picture has several."""
    rows, columns = np.flatnonzero(one.mask.any(1)), np.flatnonzero(one.mask.any(0))
    high, wide = len(rows) // 2, len(columns) // 2
    place = (slice(max(0, rows[0] - high), rows[-1] + high), slice(max(0, columns[0] - wide), columns[-1] + wide))
    inside, own = shown[place], _number(one.fill)
    colors, counts = np.unique(inside[~taken[place]], return_counts=True)
    often = [i for i in np.argsort(-counts, kind="stable") if counts[i] >= PIECES[1] / 2 and colors[i] != own]
    for color in (own, *colors[often].tolist()):
        if color in grounds:
            continue

        def is_same(way: Floats, color: int = color) -> bool:
            return color == own and bool((way == one.more).all())

        pairs = _pairs(picture[place], inside, color, inside == color, grounds, lambda way: PIECES[not is_same(way)])
        for pair in pairs:
            found = pair.moved(place)
            if found.is_free(taken) and found.is_of(one.lattice, is_same(pair.way)):
                yield found.patterned(one.lattice, taken)


def _pairs(
    picture: NDArray[np.uint8], shown: NDArray[np.int32], color: int, own: NDArray[np.bool_],
    grounds: Collection[int], fewest: Callable[[Floats], int],
) -> Iterator[_Pair]:  # fmt: skip
    """The pieces whose pixels are a colour, which is its ``own``, another beside it, and their mixtures; of so many
    pixels at least, by the way from the one to the other."""
    from scipy import ndimage

    rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
    if not len(rows):
        return
    place = (slice(max(0, rows[0] - 2), rows[-1] + 3), slice(max(0, columns[0] - 2), columns[-1] + 3))
    here, inside = own[place], shown[place]
    beside, times = np.unique(inside[grown(here, 2) & ~here], return_counts=True)
    kept = [i for i in np.argsort(-times, kind="stable") if beside[i] not in grounds][:KNOWN]
    one = np.array(channels(color), np.float64)
    apart = [picture[place][..., channel] - one[channel] for channel in range(3)]
    for way in _ways(np.array([channels(int(beside[i])) for i in kept]).reshape(-1, 3) - one, times[kept]):
        shares = (apart[0] * way[0] + apart[1] * way[1] + apart[2] * way[2]) / float(way @ way)
        of_both = (shares >= -BEYOND) & (shares <= 1 + BEYOND)
        for plane, more in zip(apart, way, strict=True):
            of_both &= np.abs(plane - shares * more) <= OFF
        labels, _ = ndimage.label(of_both)
        boxes = ndimage.find_objects(labels)
        for number in (np.flatnonzero(np.bincount(labels.ravel())[1:] >= fewest(way)) + 1).tolist():
            box = boxes[number - 1]
            mask = labels[box] == number
            at = tuple(slice(a.start + b.start, a.start + b.stop) for a, b in zip(place, box, strict=True))
            yield _Pair(one, way, (at[0], at[1]), mask, np.clip(shares[box], 0.0, 1.0))


def _ways(ways: Floats, times: NDArray[np.int64]) -> list[Floats]:
    """Which of the ways from one colour to those beside it, the most frequent first, may be to that of its marks: those
    to the most frequent ones that are no mixtures of it and of one that is more frequent; and, of marks that are so
    small that hardly any pixel is all theirs, those on which most pixels are."""
    squares = (ways**2).sum(1)
    along = ways @ ways.T / np.maximum(squares[:, None], 1.0)  # how far each is on the way of each
    mixed = np.abs(ways[None] - along[..., None] * ways[:, None]).max(2) <= OFF
    mixed &= (along > 0) & (along <= 1 + BEYOND)
    far = np.abs(ways).max(1) >= APART
    found: list[int] = []
    for i in np.flatnonzero(far & (times >= MARKS))[:BESIDE].tolist():
        if not mixed[found, i].any():
            found.append(i)
    votes = np.where(far, mixed @ times, 0)
    for i in np.argsort(-votes, kind="stable")[: 2 * BESIDE].tolist():
        if far[i] and not mixed[i, found].any() and not mixed[found, i].any():
            found.append(i)
    return [ways[i] for i in found[: 2 * BESIDE]]


def _painted_over(picture: NDArray[np.uint8], found: list[Patterned]) -> NDArray[np.uint8]:
    """The picture with every pattern painted over, and with what is mixed of its marks at its edges taken out."""
    from scipy import ndimage

    plain = picture.astype(np.float64)
    every = np.zeros(picture.shape[:2], np.int64)
    for number, one in enumerate(found, 1):
        plain[one.mask] = one.fill
        every[one.mask] = number
    done = every > 0
    for number, one in enumerate(found, 1):
        ring = grown(one.mask, EDGE) & ~done
        rows, columns = np.nonzero(ring)
        if not len(rows):
            continue
        own, marks = one.colors(rows, columns)
        _, (down, across) = ndimage.distance_transform_edt(ring | one.mask, return_indices=True)
        at = down[rows, columns], across[rows, columns]
        others = picture[at].astype(np.float64)
        more = np.zeros_like(others)
        for other, two in enumerate(found, 1):
            if (here := every[at] == other).any() and other != number:
                others[here], more[here] = two.colors(rows[here], columns[here])
        seen = picture[rows, columns].astype(np.float64)
        way = own - others
        share = np.clip(((seen - others) * way).sum(1) / np.maximum((way**2).sum(1), 1.0), 0.0, 1.0)[:, None]
        stray = np.abs(seen - others - share * way).max(1) > STRAY
        share[stray] = 0.0
        plain[rows, columns] = seen - share * marks - (1 - share) * more * (~stray)[:, None]
        done |= ring
    return np.clip(np.rint(plain), 0, 255).astype(np.uint8)
