"""Backdrops (a wall, grass, the sea) in pixels: large grounds in the tones that the themes give them, or with a motif
in whatever colour.

A plain ground in any other colour is no more than a ground: nobody can tell a red wall from red paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import from_bytes, rgb
from sgc.measure.backdrops import LEAST_SIDE, motif_steps
from sgc.measure.themes import themes
from sgc.verify.boxes import share_within
from sgc.verify.renders.glyphs import pixels, surface, trace
from sgc.verify.renders.neighbours import grown, highest, is_near, lowest
from sgc.verify.renders.regions import packed
from sgc.verify.types import Pixels

#: How far a channel may be from a tone (0 to 255), and the share of the picture and of the backdrop's own box that
#: has to be seen.
NEAR, LEAST, FILLED = 4, 0.02, 0.25
#: The same where grounds are uneven, as brushes and models paint them; how far the mean of a row may be off then; the
#: share of the picture; and how near the picture's edge they may fade away and go on to it all the same, as a share of
#: its side.
UNEVEN, EVEN, MUCH, FADED = 16, 8, 0.08, 0.03
#: Painted edges that are no farther apart than this, in pixels, meet.
BLURRED = 3
#: A painted ground that is within another of nearly its tone by this share is no other.
ALIKE = 0.6
#: Of so many colours that a picture shows most it is asked whether they are a ground's, and of so many others whether
#: they are its marks'; how far these are off at most, and how much of the picture they take beside the ground.
MAIN, ALIKES, SHADE, LEAST_MARKS = 4, 2, 48, 0.004
#: Only every so manyth pixel of every so manyth row says whether a tone is there at all.
STEP = 6
#: The share of what is seen of a motif's marks that has one colour, and of what is seen beside them that has the tone.
MARKED = 0.8
#: What is no farther from the edge of a mark than this, in pixels, is along it: a mark is seen by its edge.
ALONG = 4
#: So many pixels beyond an edge there are no mixed colours of it any more.
BESIDE = 3
#: Lines that show less than this part of the fullest line are not counted to a backdrop, a plain or an uneven one (of
#: which lines that follow on others need not show more than a plain one's).
FULL, FULLER = 0.2, 0.5
#: Motifs whose marks are as large as the rest: floors of rooms, the lower part of a sky, the sand under the sea.
FILLING = ("interior", "horizon", "dunes", "seabed")
#: Edges of marks have mixed colours: so many pixels of other ink, as a part of the marks, are still theirs.
MOTIF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """``nouns`` are all that have this tone; ``marks`` (height, width) is where its motif's tone is seen."""

    nouns: tuple[str, ...]
    tone: str
    box: Pixels
    marks: NDArray[np.bool_]


def backdrops(picture: NDArray[np.uint8], uneven: bool = False) -> list[Backdrop]:
    """The backdrops of a picture (height, width, 3), of tones that are hard to tell apart the nearest; with ``uneven``
    grounds as brushes and models paint them, else plain ones."""
    found: list[Backdrop] = []
    for one, _ in sorted(_grounds(picture, uneven), key=lambda pair: pair[1]):
        if not any(_is_alike(one, other) for other in found):
            found.append(one)
    if not uneven:
        found += _tinted(picture, found)
    return [one for one in found if one.nouns]


def _is_alike(one: Backdrop, other: Backdrop) -> bool:
    """Whether one is most likely the other, or what of it happens to have its tone."""
    tones = np.abs(_channels(one.tone) - _channels(other.tone)).max() <= UNEVEN
    return bool(tones) and share_within(one.box, other.box) > ALIKE


def _grounds(picture: NDArray[np.uint8], uneven: bool) -> Iterator[tuple[Backdrop, float]]:
    """Each with how far its mean is from its tone, in the channel in which it is farthest."""
    near = UNEVEN if uneven else NEAR
    for (tone, second), nouns in _tones().items():
        if _near(picture[::STEP, ::STEP], tone, near).mean() < LEAST / 2:
            continue
        ground = _near(picture, tone, near)
        if uneven:  # what is a little off, but everywhere alike, has another tone
            ground &= _off(picture, ground, tone)[:, None] <= EVEN
        if ground.mean() < (MUCH if uneven else LEAST):
            continue
        marks = _near(picture, second, near)
        whole = ground | marks if _is_filled(nouns) else ground
        down, across = (_extent(whole.sum(axis), uneven) for axis in (1, 0))
        box = (float(across[0]), float(down[0]), float(across[1]), float(down[1]))
        inside = whole[slice(*down), slice(*across)]
        if inside.mean() >= FILLED:
            marked = np.flatnonzero((ground | marks).sum(1) >= FULL * ground.sum(1).max())
            marks[: marked[0]] = marks[marked[-1] + 1 :] = False
            yield Backdrop(nouns, tone, box, marks), float(np.abs(picture[ground].mean(0) - _channels(tone)).max())


def _tinted(picture: NDArray[np.uint8], others: Collection[Backdrop]) -> list[Backdrop]:
    """Grounds with a motif in a stated colour, by two colours that are rather alike: their own, and that of marks."""
    some = picture[::2, ::2]  # marks are two pixels thick
    known = np.zeros(some.shape[:2], bool)
    for other in others:
        known |= other.marks[::2, ::2] | _near(some, other.tone, NEAR)
    colors, counts = np.unique(packed(some[~known]), return_counts=True)
    shares = counts / known.size
    grounds: list[Backdrop] = []
    channels = np.stack((colors >> 16, colors >> 8 & 255, colors & 255), axis=1)
    by_share = np.argsort(-shares, kind="stable")
    for number in by_share[:MAIN]:
        if shares[number] < LEAST:
            break
        off = np.abs(channels - channels[number]).max(1)
        least = LEAST_MARKS * shares[number]
        alike = [other for other in by_share if NEAR < off[other] <= SHADE and shares[other] >= least]
        for other in alike[:ALIKES]:
            own, marks = (channels[i].tolist() for i in (number, other))
            whole = is_near(picture, own, NEAR) | is_near(picture, marks, NEAR)
            down, across = (_extent(whole.sum(axis), False) for axis in (1, 0))
            box = (float(across[0]), float(down[0]), float(across[1]), float(down[1]))
            is_full = whole[slice(*down), slice(*across)].mean() >= FILLED
            if is_full and (found := with_motif(picture, box, own)) is not None:
                grounds.append(found)
                break
    return grounds


def evened(picture: NDArray[np.uint8], grounds: Collection[Backdrop]) -> NDArray[np.uint8]:
    """The picture with uneven grounds made plain: all that is rather like a backdrop's tone, in its box, has it, and so
    has what fades away at the picture's edge."""
    plain = picture.copy()
    height, width = plain.shape[:2]
    fading = np.ones((height, width), bool)
    by, beside = round(FADED * height), round(FADED * width)
    fading[by : height - by, beside : width - beside] = False
    for ground in grounds:
        left, top, right, bottom = map(int, ground.box)
        inside = plain[top:bottom, left:right]
        near = _near(inside, ground.tone, 2 * UNEVEN)
        inside[near | fading[top:bottom, left:right]] = _channels(ground.tone)
    return plain


def standing(box: Pixels, grounds: Collection[Backdrop]) -> Pixels:
    """The box of a painted thing, down to the ground on which it stands."""
    left, top, right, bottom = box
    near = [ground.box[1] for ground in grounds if abs(ground.box[1] - bottom) <= BLURRED]
    return (left, top, right, near[0]) if near else box


def _extent(many: NDArray[np.int_], uneven: bool) -> tuple[int, int]:
    """The first line that shows enough of a ground, and the one behind the last, by how much each line shows."""
    reach = FADED * len(many) if uneven else 0
    shown = np.flatnonzero(many >= FULL * many.max())
    full = np.flatnonzero(many >= FULLER * many.max()) if uneven else shown
    first, behind = int(full[0]), int(full[-1]) + 1
    if uneven:  # something may stand before the lines beside these
        for line in reversed(shown[shown < first]):
            first = int(line) if first - line <= reach else first
        for line in shown[shown >= behind]:
            behind = int(line) + 1 if line - behind < reach else behind
    return 0 if first <= reach else first, len(many) if behind >= len(many) - reach else behind


def with_motif(picture: NDArray[np.uint8], box: Pixels, color: Sequence[int]) -> Backdrop | None:
    """The backdrop that a rectangle of any colour is, when the marks of a motif are on it, as far as things before it
    leave them to be seen; each motif is painted there and compared."""
    height, width = picture.shape[:2]
    left, top, right, bottom = (
        min(max(0, round(edge)), side) for edge, side in zip(box, (width, height) * 2, strict=True)
    )
    seen = picture[top:bottom, left:right]
    if min(seen.shape[:2]) < LEAST_SIDE:
        return None
    own = is_near(seen, color, NEAR)
    shade = is_near(seen, color, SHADE) & ~own
    if not shade.any():
        return None
    shown = packed(seen)
    for motif, nouns in _motifs().items():
        inner, beside = _looks(motif, right - left, bottom - top)
        along = inner & grown(beside, ALONG)
        colors, counts = np.unique(shown[inner & shade], return_counts=True)
        if not len(colors) or counts.max() < FILLED * MARKED * inner.sum():
            continue
        color_of_marks = colors[counts.argmax()]
        marked = shown == color_of_marks
        if _goes_on(picture, (left, top, right, bottom), color_of_marks):
            continue
        if _agree(marked, own, inner) and _agree(marked, own, along) and _agree(own, marked, beside):
            marks = np.zeros(picture.shape[:2], bool)
            marks[top:bottom, left:right] = marked | (highest(marked) & ~own)  # with the mixed colours of its edges
            tone = from_bytes(color)
            return Backdrop(nouns, tone, (float(left), float(top), float(right), float(bottom)), marks)
    return None


def _goes_on(picture: NDArray[np.uint8], box: tuple[int, int, int, int], color: int) -> bool:
    """Whether most of what is right beyond a box has a colour, which is that of the page then, and of no marks."""
    height, width = picture.shape[:2]
    left, top, right, bottom = box
    lines = [picture[y, left:right] for y in (top - BESIDE, bottom + BESIDE - 1) if 0 <= y < height]
    lines += [picture[top:bottom, x] for x in (left - BESIDE, right + BESIDE - 1) if 0 <= x < width]
    return bool(lines) and bool((packed(np.concatenate(lines)) == color).mean() > 0.5)


@lru_cache(maxsize=24)
def _looks(motif: str, width: int, height: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a motif's marks are, but for their edges, and what is right beside them."""
    made, context = surface(width, height)
    trace(context, motif_steps(motif, float(width), float(height)))
    context.fill()
    alpha = pixels(made)[..., 3]
    return lowest(alpha > 0.98), (alpha < 0.02) & grown(alpha > 0.5, 3)


def _agree(right: NDArray[np.bool_], wrong: NDArray[np.bool_], where: NDArray[np.bool_]) -> bool:
    """Whether enough of a place is seen at all, and most of that is as it should be."""
    as_asked, otherwise = (right & where).sum(), (wrong & where).sum()
    return bool(as_asked + otherwise >= FILLED * where.sum() and as_asked >= MARKED * (as_asked + otherwise) > 0)


def is_motif(picture: NDArray[np.uint8], box: Pixels, grounds: Collection[Backdrop]) -> bool:
    """Whether what is in a box are the marks of a backdrop, and nothing else."""
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    for backdrop in grounds:
        marks = backdrop.marks[top:bottom, left:right]
        if marks.any():
            ground = np.array([round(255 * channel) for channel in rgb(backdrop.tone)])
            inked = np.abs(picture[top:bottom, left:right].astype(np.int16) - ground).max(2) > 40
            if (inked & ~marks).sum() <= MOTIF * marks.sum():
                return True
    return False


def _near(picture: NDArray[np.uint8], color: str, by: int) -> NDArray[np.bool_]:
    return is_near(picture, _channels(color).tolist(), by)


def _off(picture: NDArray[np.uint8], where: NDArray[np.bool_], color: str) -> NDArray[np.float64]:
    """How far the mean of what is marked in each row is from a colour, in the channel in which it is farthest."""
    off = ((picture.astype(np.int16) - _channels(color)) * where[..., None]).sum(1)
    farthest: NDArray[np.float64] = np.abs(off).max(1) / np.maximum(where.sum(1), 1)
    return farthest


def _channels(color: str) -> NDArray[np.int16]:
    channels: NDArray[np.int16] = np.rint(255 * np.array(rgb(color))).astype(np.int16)
    return channels


@cache
def _tones() -> dict[tuple[str, str], tuple[str, ...]]:
    """The nouns of each pair of tones, over all themes; the air over a ground has none."""
    found: dict[tuple[str, str], tuple[str, ...]] = {(one.air, one.air): () for one in themes().values()}
    for theme in themes().values():
        for noun, (tone, second, _) in theme.backdrops.items():
            if not theme.monochrome:
                found[tone, second] = tuple(dict.fromkeys((*found.get((tone, second), ()), noun)))
    return found


def _is_filled(nouns: Collection[str]) -> bool:
    """Whether the marks of these backdrops are as large as the rest."""
    return any(noun in nouns for motif in FILLING for noun in _motifs()[motif])


@cache
def _motifs() -> dict[str, tuple[str, ...]]:
    """The nouns of each motif, over all themes."""
    found: dict[str, tuple[str, ...]] = {}
    for theme in themes().values():
        for noun, (_, _, motif) in theme.backdrops.items():
            if motif != "plain":
                found[motif] = tuple(dict.fromkeys((*found.get(motif, ()), noun)))
    return found
