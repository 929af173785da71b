"""A search by the networks: proposals, put right and named, without those that are parts of others, with colours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, reduce

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from sgc.graph.colors import from_rgb
from sgc.verify.boxes import area, around, distinct, gathered, meet, overlap, share_within
from sgc.verify.colors import main_color
from sgc.verify.paint import paint
from sgc.verify.renders.atlas import Atlas
from sgc.verify.renders.backdrops import Backdrop, is_motif
from sgc.verify.renders.cutting import Sheet
from sgc.verify.renders.cutting import around as cut_around
from sgc.verify.renders.decode import propose
from sgc.verify.renders.naming import Guess, Named, Namer
from sgc.verify.renders.neighbours import grown
from sgc.verify.renders.segments import firm, is_dashed, segments, snapped
from sgc.verify.renders.sliding import sought
from sgc.verify.renders.weights import Weights, as_input, directions, weights
from sgc.verify.types import Detection, Pixels

#: A thing has a name when at least this much of it is explained, and is one at all when it is this likely to be whole.
EXPLAINED, WHOLE = 0.75, 0.5
#: Of what is covered, and so not asked about, this much has to be seen for it to have a name.
SEEN = 0.25
#: So many looks of a noun are looked for in so many clumps.
LOOKS, CLUMPS = 6, 6
#: Of what is explained as well as this nothing is in front.
UNBROKEN = 0.97
#: Places that share this much of their union are one.
ONE_PLACE = 0.85
#: Pieces of one thing are no farther apart than this part of the longer side of the smaller one.
TOGETHER = (0.1, 0.3)
#: What has more than this part of something in it is no piece of something else.
BESIDE = 0.1
#: What is nearly all in lettering is lettering, unless it is explained as well as this.
LETTERING, CERTAIN = 0.6, 0.9
#: So many boxes are looked at closely at one go.
MOST = 24
#: What is not higher than this, in pixels, and looks like letters is not looked at.
LETTER = 40
#: So many glyphs are tried where something else was seen, of those that seem to explain this much there.
OTHERWISE, PROMISING = 12, 0.45
#: A proposal that shares this much of the union with what has a name is not looked at again; so many glyphs are
#: tried on any other.
KNOWN, TRIES = 0.7, 3
#: The share of a box over which ink that is asked about has to extend.
SPREAD = 0.5
#: The share of a box that has to have ink of its own for something without a name to be there.
LEFT_OVER = 0.1
#: Pixels around a thing's own ink where it is mixed with what is behind; and beyond its box, where a piece of it ends.
EDGE, EDGES = 3, 1.5
#: What is no ink by more than half may be a gap between things.
GAP = 0.5
#: What stands off by less than this (0 to 1) is faint; the side of a block of JPEG, in pixels.
FAINT, BLOCK = 0.08, 8.0
#: Two boxes that share this much of their union are of one thing; one within another to this part is inside it.
SAME, INSIDE = 0.6, 0.85


class Search:
    """One search through one picture. ``left`` (height, width) are those of its ``inked`` pixels that are asked about;
    all other ink is of something that is known, and whatever it hides is not asked for."""

    def __init__(
        self, pixels: NDArray[np.uint8], atlas: Atlas, nouns: Collection[str], inked: NDArray[np.bool_],
        left: NDArray[np.bool_], grounds: Sequence[Backdrop],
    ) -> None:  # fmt: skip
        self.pixels, self.sheet, self.weights = pixels, Sheet(pixels), weights()
        self.ink, self.left, self.backdrops = inked, left, grounds
        #: What was asked about before anybody said which of it may be letters.
        self._begun = left.copy()
        directions = _directions(self.weights, atlas)
        self.namer = Namer(self.sheet, atlas, directions, nouns)
        self.known: Sequence[Pixels] = ()
        self.named: list[Named] = []
        self.frames: list[Pixels] = []
        self.nameless: list[Pixels] = []
        self.proposals = propose(self.weights.networks.proposer, self.pixels)

    def is_lettering(self, box: Pixels) -> bool:
        """Whether most of a box seems to be letters."""
        return _mean(self.proposals.lettering, box) > LETTERING

    def result(
        self, known: Sequence[Pixels], dashed: Sequence[Pixels]
    ) -> tuple[list[Detection], list[Pixels], tuple[Pixels, ...]]:
        """What is found, the boxes of dashed frames, and those of what has no name. ``known`` are the boxes of what has
        a name, and ``dashed`` of frames."""
        explained = self.ink & ~self.left
        if explained.any():
            self.namer.cover(explained)
        self.known = known
        every = segments(self.pixels)
        pieces = [box for box in every if self._is_asked(box, self.left)]
        self.nameless += self._name(self._guesses(pieces, 0), 1)
        rough = [box for box in self.proposals.things if self._is_asked(box, self.left) and not self._is_known(box)]
        guesses = [guess for guess in self._guesses(rough, 2) if not self._is_known(guess.box)]
        guesses += self._guesses([snapped(guess.box, pieces) for guess in guesses], 0)
        self.nameless += self._name(guesses, TRIES)
        if self.nameless or self._missing():  # things that cover each other are seen as one
            clumps = [box for box in distinct(self.nameless, SAME) if not self._is_known(box)]
            whole = [one.box for one in self.named if one.share < UNBROKEN]
            self._name_sought([*self._sought(clumps, self.namer.asked), *self._sought(whole, self._missing())])
            self._name_whole(pieces)
        self._name_otherwise([box for box in every if box not in pieces and self._is_asked(box, self._begun)])
        solid = firm(self.pixels)
        if self.named and self.nameless:  # what is in front of them has a name now
            covered = grown(reduce(np.logical_or, map(self._mask, self.named)), EDGE)
            self.namer.cover(covered)
            rest = solid & ~covered
            hidden = [box for box in distinct(self.nameless, SAME)
                      if not self._is_known(box) and _mean(rest, box) >= LEFT_OVER]  # fmt: skip
            self.nameless = self._name(self._guesses(hidden, 0), TRIES)
        frames = [
            box for box in distinct(self.frames, SAME)
            if not any(share_within(box, other) > INSIDE and other != box for other in (*self.frames, *dashed))
        ]  # fmt: skip
        named = [one for one in self.named if not any(share_within(one.box, frame) > INSIDE for frame in frames)]
        named = self._without_groups(self._without_gaps(_without_traces(_distinct(named))))
        named = _without_parts(named, solid)
        seen = [one.box for one in named] + frames
        lost = [box for box in distinct(self.nameless, SAME) if not self._is_accounted_for(box, (*seen, *known))]
        return [self._detection(one) for one in named], frames, tuple(lost)

    def _is_asked(self, box: Pixels, asked: NDArray[np.bool_]) -> bool:
        """Whether at least half of the ink in a box is ``asked`` about and extends over half of it, and it is not
        that of something known."""
        if any(overlap(box, other) > KNOWN for other in self.known):
            return False
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        rows, columns = np.nonzero(asked[top:bottom, left:right])
        if len(rows) < 0.5 * self.ink[top:bottom, left:right].sum() or not len(rows):
            return False
        extent = (np.ptp(rows) + 1) * (np.ptp(columns) + 1)
        return bool(extent >= SPREAD * (bottom - top) * (right - left))

    def _is_accounted_for(self, box: Pixels, seen: Sequence[Pixels]) -> bool:
        """Whether hardly any ink is in a box beside what was seen."""
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        ink = self.ink[top:bottom, left:right].copy()
        for other in seen:
            x0, y0, x1, y1 = (round(edge) for edge in other)
            ink[max(0, y0 - 2 - top) : max(0, y1 + 2 - top), max(0, x0 - 2 - left) : max(0, x1 + 2 - left)] = False
        return float(ink.mean()) < LEFT_OVER if ink.size else True

    def _missing(self, named: Sequence[Named] | None = None) -> list[int]:
        """The looks that are asked for and of whose nouns nothing was found; nothing of what is ``named``."""
        found = {noun for one in (self.named if named is None else named) for look in one.looks for noun in look.nouns}
        return [number for number in self.namer.asked if found.isdisjoint(self.namer.atlas.looks[number].nouns)]

    def _sought(self, clumps: Sequence[Pixels], numbers: Sequence[int]) -> list[tuple[float, Pixels]]:
        """Where in the first of these boxes one of these looks may be, and how much of its ink it explains; of a noun
        that has very many looks, as what is poured has, only some are looked for."""
        atlas = self.namer.atlas
        by_noun: dict[str, list[int]] = {}
        for number in numbers:
            by_noun.setdefault(atlas.looks[number].nouns[0], []).append(number)
        some = [number for looks in by_noun.values() for number in looks[:LOOKS]]
        return [place for clump in clumps[:CLUMPS] for place in sought(self.pixels, clump, atlas, some)]

    def _name_sought(self, places: Sequence[tuple[float, Pixels]]) -> None:
        """Name what is asked for and is in one of these places: by its ink, where what is behind it is uneven."""
        shares = {box: share for share, box in places}
        boxes = distinct(sorted(shares, key=lambda box: -shares[box]), ONE_PLACE)[:MOST]
        found: list[Named] = []
        for guess in self._guesses(boxes, 0):
            if self._is_known(guess.box) or any(overlap(guess.box, one.box) > SAME for one in found):
                continue
            one = self.namer.name(guess)
            if one is not None and one.box != guess.box:  # from there it is moved on
                one = self.namer.name(replace(guess, box=one.box)) or one
            if one is None or one.numbers[0] not in self.namer.asked:
                continue
            if one.share >= EXPLAINED or min(shares[guess.box], one.visible) >= EXPLAINED:
                found.append(one)
        self.named += found

    def _name_whole(self, pieces: Sequence[Pixels]) -> None:
        """Name what is asked for and was taken for several things that nobody asks for: its pieces. The edges of its
        box are those of ``pieces`` of ink, where they are near."""
        height, width = self.pixels.shape[:2]
        own = [one.box for one in self.named if self._is_wanted(one)]
        parts = [one.box for one in self.named if not self._is_wanted(one)]
        parts += [box for box in self.nameless if box[2] - box[0] < width and box[3] - box[1] < height
                  and not any(share_within(other, box) > BESIDE for other in own)]  # fmt: skip
        boxes = distinct([box for apart in TOGETHER for box in gathered(parts, apart)], ONE_PLACE)
        boxes = [box for box in boxes if not any(overlap(box, other) > SAME for other in own)][:CLUMPS]
        self.namer.begin_anew()
        for guess in self._guesses([place for box in boxes for place in (box, snapped(box, pieces))], 0):
            one = self.namer.name(guess)
            if one is not None and one.numbers[0] in self.namer.asked and one.share >= CERTAIN:
                self.named.append(one)

    def _name_otherwise(self, words: Sequence[Pixels]) -> None:
        """Name what is asked for and missing where something else was seen, or what has no name or may be ``words``:
        where a box holds a shadow as well, or not all of a thing, another glyph is nearer in it, and in its own box it
        is not. What was seen beside something that is asked for may be a piece of that."""
        named = _distinct(self.named)
        rough = [one for one in named if self._is_wanted(one) and one.share < UNBROKEN]
        others = [one.box for one in named if not self._is_wanted(one)]
        others += [box for box in distinct(self.nameless, ONE_PLACE) if not any(overlap(box, o) > SAME for o in others)]
        places = [(box, number) for number in self._missing(named) for box in (*_with_unions(others), *words)]
        likely = {place: share for place in places if (share := self.namer.likely(*place)) >= PROMISING}
        best = sorted(likely, key=lambda place: -likely[place])[:OTHERWISE]
        pieces = [(place, one.numbers[0]) for one in rough for box in others if meet(one.box, box, 0)
                  for place in (one.box, around(one.box, box))]  # fmt: skip
        best += [*dict.fromkeys(pieces)][:OTHERWISE]
        found: list[Named] = []
        for guess, (_, number) in zip(self._guesses([box for box, _ in best], 0), best, strict=True):
            look = self.namer.atlas.looks[number]
            if any(one.share >= CERTAIN and look in one.looks for one in found):
                continue
            one = self.namer.tried(guess, number)
            if one is not None and look in one.looks and one.share >= (CERTAIN if guess.box in words else EXPLAINED):
                found.append(one)
        self.named += found

    def _is_wanted(self, one: Named) -> bool:
        """Whether a noun of it is asked for."""
        return not self._wanted.isdisjoint(noun for look in one.looks for noun in look.nouns)

    @cached_property
    def _wanted(self) -> frozenset[str]:
        looks = self.namer.atlas.looks
        return frozenset(noun for number in self.namer.asked for noun in looks[number].nouns)

    def _without_groups(self, named: Sequence[Named]) -> list[Named]:
        """The things without those that are not explained for certain where all that is seen are others that are, one
        of which is asked for: a cloth above a hat looks like a sign on its post, and a jar with its shadow like a
        teapot."""
        certain = [one for one in named if one.share >= CERTAIN]

        def is_group(one: Named) -> bool:
            parts = [other for other in certain if share_within(other.box, one.box) > INSIDE]
            return (
                one not in certain and any(map(self._is_wanted, parts))
                and self._is_accounted_for(one.box, [other.box for other in certain])
            )  # fmt: skip

        return [one for one in named if not is_group(one)]

    def _without_gaps(self, named: Sequence[Named]) -> list[Named]:
        """The things without those that are only ground between others."""
        return [
            one for one in named
            if ((mask := self._mask(one)) & self.ink).sum() >= GAP * mask.sum()
            or not self._is_accounted_for(one.box, [other.box for other in named if other is not one])
        ]  # fmt: skip

    def _is_known(self, box: Pixels) -> bool:
        """Whether a box is that of something that has a name already, or shows no more than a part of it."""
        return any(overlap(box, frame) > KNOWN or share_within(box, frame) > INSIDE for frame in self.frames) or any(
            overlap(box, one.box) > KNOWN or (share_within(box, one.box) > INSIDE and _explains(one, box))
            for one in self.named if one.share > CERTAIN
        )  # fmt: skip

    def _name(self, guesses: Sequence[Guess], tries: int) -> list[Pixels]:
        """Sort what is in the boxes into what has a name, labelled frames, and what has none, of which the boxes are
        given back. Only the likeliest are looked at closely, so that a picture full of noise takes no longer than one
        full of things."""
        nameless = []
        for guess in sorted(guesses, key=lambda one: -one.valid)[:MOST]:
            is_lettering = self.is_lettering(guess.box)
            if is_lettering and guess.box[3] - guess.box[1] < LETTER:
                continue
            if is_dashed(self.pixels, guess.box):
                self.frames.append(guess.box)
                continue
            if is_motif(self.pixels, guess.box, self.backdrops):
                continue
            one = self.namer.name(guess, tries, self._missing())
            share = one.share if one is not None else 0.0
            if share < CERTAIN and is_lettering:
                continue
            if one is not None and share >= EXPLAINED and one.visible >= SEEN:
                self.named.append(one)
            elif guess.valid >= WHOLE:
                nameless.append(guess.box)
        return nameless

    def _guesses(self, boxes: Sequence[Pixels], rounds: int) -> list[Guess]:
        """What the recogniser makes of each box, after it has put it right so many times."""
        if not boxes:
            return []
        for number in range(rounds + 1):
            cut_outs = as_input(np.stack([self.sheet.cut(box) for box in boxes]))
            with torch.inference_mode():
                looks = self.weights.networks.recogniser(cut_outs)
            if number == rounds:
                break
            shifts = looks.shift.tolist()
            boxes = [_shifted(box, shift) for box, shift in zip(boxes, shifts, strict=True)]
        valid, turns = looks.valid.sigmoid().tolist(), looks.turn.tolist()
        return [
            Guess(box, valid[i], looks.direction[i], (turns[i][0], turns[i][1])) for i, box in enumerate(boxes)
        ]  # fmt: skip

    def _detection(self, one: Named) -> Detection:
        nouns = list(dict.fromkeys(noun for look in one.looks for noun in look.nouns))
        colors = self._colors(one)
        return Detection(
            nouns[0], one.box, max(0.0, min(1.0, one.share)), tuple(nouns[1:]), {"color": main_color(colors)}, colors,
            one.visible, rotation=one.degrees,
        )  # fmt: skip

    def _colors(self, one: Named) -> tuple[tuple[str, float], ...]:
        """The colours of the pixels that are nothing but the thing's ink; of small things that found by fitting."""
        mask = self._shown(one, one.toned)
        if mask.sum() >= 12:
            return paint(self.pixels, one.box, mask)
        if one.tint is not None:
            return ((from_rgb(map(float, one.tint)), 1.0),)
        return paint(self.pixels, one.box)

    def _mask(self, one: Named) -> NDArray[np.bool_]:
        """Where the thing's ink is seen in the picture, without its edges."""
        return self._shown(one, one.ink)

    def _shown(self, one: Named, part: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where a part of a thing's cut-out is in the picture, without its edges."""
        height, width = self.pixels.shape[:2]
        whole = cut_around(one.box)
        left, top = max(0, round(whole[0])), max(0, round(whole[1]))
        right, bottom = min(width, round(whole[2])), min(height, round(whole[3]))
        mask = np.zeros((height, width), bool)
        if right <= left or bottom <= top:
            return mask
        side = part.shape[0]
        x, y = side / (whole[2] - whole[0]), side / (whole[3] - whole[1])
        inner = ((left - whole[0]) * x, (top - whole[1]) * y, (right - whole[0]) * x, (bottom - whole[1]) * y)
        inner = (max(0.0, inner[0]), max(0.0, inner[1]), min(side, inner[2]), min(side, inner[3]))
        size = (right - left, bottom - top)
        ink = Image.fromarray(np.float32(part)).resize(size, Image.Resampling.BILINEAR, inner)
        mask[top:bottom, left:right] = np.asarray(ink) > 0.95
        return mask


@lru_cache(maxsize=8)
def _directions(own: Weights, atlas: Atlas) -> torch.Tensor:
    """The directions of all looks, also of those that are not of the vocabulary."""
    known = len(own.directions)
    if len(atlas.looks) == known:
        return own.directions
    more = Atlas(atlas.looks[known:], atlas.packed[known:])
    return torch.cat((own.directions, directions(own.networks.recogniser, more, {})))


def _distinct(named: Sequence[Named]) -> list[Named]:
    """The things without those that a better explained one covers."""
    best = sorted(named, key=lambda one: -one.share)
    there = {one.box: one for one in reversed(best)}
    return [there[box] for box in distinct([one.box for one in best], SAME)]


def _with_unions(boxes: Sequence[Pixels]) -> list[Pixels]:
    """The boxes, and those around two that meet."""
    pairs = [around(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if meet(a, b, 0)]
    return distinct([*boxes, *pairs], ONE_PLACE)


def _without_traces(named: Sequence[Named]) -> list[Named]:
    """The things without what JPEG leaves around them: faint, and hardly a block away."""
    return [
        one for one in named
        if one.contrast > FAINT or not any(
            other.contrast > 3 * one.contrast and share_within(one.box, _grown(other.box, BLOCK)) > 0 for other in named
        )
    ]  # fmt: skip


def _without_parts(named: Sequence[Named], firm: NDArray[np.bool_]) -> list[Named]:
    """The things without those that are only a part of another: where that explains what is seen in its box, but for
    shadows. What is ``firm`` (height, width) is none."""
    boxes = [_tight(one.box, firm) for one in named]
    return [
        one for one, box in zip(named, boxes, strict=True)
        if not any(share_within(box, _grown(other.box, EDGES)) > INSIDE and area(box) < 0.7 * area(other.box)
                   and _explains(other, box) for other in named if other is not one)
    ]  # fmt: skip


def _tight(box: Pixels, marked: NDArray[np.bool_]) -> Pixels:
    """The box around what is marked in a box; the box itself where nothing is."""
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    rows, columns = np.nonzero(marked[top:bottom, left:right])
    if not len(rows):
        return box
    return (float(left + columns.min()), float(top + rows.min()),
            float(left + columns.max() + 1), float(top + rows.max() + 1))  # fmt: skip


def _explains(one: Named, box: Pixels) -> bool:
    left, top, right, bottom = cut_around(one.box)
    side = one.explained.shape[0]
    x = [round((edge - left) / (right - left) * side) for edge in box[::2]]
    y = [round((edge - top) / (bottom - top) * side) for edge in box[1::2]]
    part = one.explained[max(0, y[0]) : max(y[0] + 1, y[1]), max(0, x[0]) : max(x[0] + 1, x[1])]
    return bool(part.size) and float(part.mean()) > 0.8


def _mean(plane: NDArray[np.float32] | NDArray[np.bool_], box: Pixels) -> float:
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    part = plane[top:bottom, left:right]
    return float(part.mean()) if part.size else 0.0


def _shifted(box: Pixels, shift: Sequence[float]) -> Pixels:
    width, height = box[2] - box[0], box[3] - box[1]
    left, top = box[0] + shift[0] * width, box[1] + shift[1] * height
    return left, top, max(left + 3, box[2] + shift[2] * width), max(top + 3, box[3] + shift[3] * height)


def _grown(box: Pixels, by: float) -> Pixels:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
