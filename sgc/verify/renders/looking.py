"""One look at one picture: what is exactly there of what is asked for, what flat regions explain, then a search for
whatever else is there, and backdrops.

Most of what programs draw is explained without any network (``laying``, ``explaining``); the networks, which take
their time to be loaded, are asked only about ink that is left over, and where small shapes could be letters
(``searching``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sgc.graph.colors import basic_color, from_bytes, rgb
from sgc.graph.vocabulary import is_picture
from sgc.verify.boxes import around, meet, overlap, share_within
from sgc.verify.colors import main_color
from sgc.verify.paint import paint
from sgc.verify.renders.backdrops import Backdrop, backdrops, evened, standing, with_motif
from sgc.verify.renders.bands import bands, holes
from sgc.verify.renders.behind import ground_color
from sgc.verify.renders.explaining import Explainer
from sgc.verify.renders.hypotheses import Explained
from sgc.verify.renders.laying import Laid, laid
from sgc.verify.renders.mixtures import unmixed, with_opacity
from sgc.verify.renders.neighbours import grown, highest, is_near, lowest
from sgc.verify.renders.outlines import with_line
from sgc.verify.renders.patterns import unpatterned, with_patterns
from sgc.verify.renders.regions import Flat, calmed, regions_of
from sgc.verify.renders.segments import COMMON, ink, is_dashed
from sgc.verify.renders.shadows import unshadowed
from sgc.verify.renders.tables import ink_in, tables_with
from sgc.verify.renders.too_small import is_small, too_small
from sgc.verify.renders.writing import Written, written
from sgc.verify.types import PLACEHOLDER, SEEN_THROUGH, TEXT, Detection, Observation, Pixels

if TYPE_CHECKING:
    from sgc.verify.renders.searching import Search

#: What a Detection says of colours.
Colors = tuple[tuple[str, float], ...]

#: Pixels beside what was explained that may have its edges' mixed colours.
EDGE = 2
#: Where this likely are letters, there are.
LETTERING = 0.5
#: Shapes that are not higher than this, in pixels, could be letters; and where letters are missing.
LETTER, LARGE = 40, 160
#: So many pixels of thin ink in a row could be a word.
WORD = 24
#: How far from ink that nothing explains words are read, in pixels; twice as far to its sides.
AROUND = 12
#: A fill and a backdrop that share so much of their union are the same.
SAME = 0.8
#: What has a backdrop's tone is none where things have so much of it; a channel may be so far off (0 to 255).
OF_THINGS, NEAR = 0.6, 4
#: A channel of a painted ground may be so far off its tone (0 to 255).
SHADE = 24
#: What is seen in a backdrop's motif by this part is of it.
MARKS = 0.9
#: A line around a thing of a backdrop's tone is no more than marks beside it where this part of it has their colour.
OWN_LINE = 0.3
#: The darkest channel of a tone that paper may have (0 to 255).
PALE = 225
#: A shape that is not filled is as much of its line's colour as of its ground's where that is so thick, in pixels, as
#: far as it is looked for.
HEAVY, LINE = 2.5, 8
#: How far a dashed edge may be from the box of what it is around, in pixels.
DASHED = 3


def look(
    pixels: NDArray[np.uint8], nouns: Collection[str], texts: Sequence[str] = (), *, patterned: bool = False,
    layered: bool = False,
) -> Observation:  # fmt: skip
    """What is in the pixels (height, width, 3). ``nouns`` are words to be looked for beside the vocabulary, ``texts``
    those that may be written there; some things may be ``patterned``, and some ``layered``, so that others show
    through."""
    pixels, patterns = unpatterned(pixels) if patterned else (pixels, ())
    pixels, flat = _flattened(pixels)
    words = written(pixels, flat, texts) if flat.is_plain else []
    seen = _seen_through(pixels, flat, nouns, texts, words) if layered and flat.is_plain else None
    seen = seen or _seen(pixels, _Look(pixels, flat, nouns, words), texts)
    return with_patterns(seen, pixels, patterns) if patterned and flat.is_plain else seen


def _seen_through(
    pixels: NDArray[np.uint8], flat: Flat, nouns: Collection[str], texts: Sequence[str], words: Sequence[Written]
) -> Observation | None:
    """What is in a picture some of whose shapes others show through; None where what is asked for is not all of it."""
    opaque, sheets = unmixed(pixels, flat)
    one = _Look(opaque, regions_of(opaque), nouns, words)
    seen = _seen(opaque, one, texts)
    known = {*nouns, TEXT, PLACEHOLDER}
    if one.left.any() or seen.ground is None or any(known.isdisjoint((d.noun, *d.also)) for d in seen.detections):
        return None
    told = with_opacity(seen.detections, sheets, seen.ground)
    return replace(seen, detections=told, measures=seen.measures | {SEEN_THROUGH})


def _seen(pixels: NDArray[np.uint8], one: _Look, texts: Sequence[str]) -> Observation:
    is_missing = one.is_missing(texts)
    found, nameless = one.result(is_missing)
    size = (float(pixels.shape[1]), float(pixels.shape[0]))
    measures = frozenset(("color",) if one.left.any() else ("color", "stroke"))  # the networks see no lines
    tiny = too_small(one.loose, one.nouns, [thing.box for thing in found])
    for left, top, right, bottom in (piece.box for piece in tiny):
        one.loose[int(top) : int(bottom), int(left) : int(right)] = False
    nameless = tuple(box for box in nameless if not tiny or _has_ink(one.loose, box))
    unread = apart([*places(one.left | one.rest_of_words(is_missing)), *(one.crossed() if is_missing else ())])
    return Observation(size, found, nameless, measures, left=unread, tiny=tiny,
                       bands=one.bands(), ground=one.ground())  # fmt: skip


def _has_ink(ink: NDArray[np.bool_], box: Pixels) -> bool:
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    return bool(ink[top:bottom, left:right].any())


def glance(pixels: NDArray[np.uint8], nouns: Collection[str]) -> tuple[Detection, ...]:
    """What flat regions of the pixels (height, width, 3) are, without the networks; ``nouns`` as in ``look``."""
    pixels, flat = _flattened(pixels)
    return _Look(pixels, flat, nouns, []).regions() if flat.is_plain else ()


def _flattened(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Flat]:
    """The picture with what is flat in it; without its soft edges, where only these made it uneven."""
    flat = regions_of(pixels)
    if not flat.is_plain:
        calm = calmed(pixels, flat)
        if (calm_flat := regions_of(calm)).is_plain:
            return calm, calm_flat
    return pixels, flat


class _Look:
    """One look at one picture."""

    def __init__(
        self, pixels: NDArray[np.uint8], flat: Flat, nouns: Collection[str], words: Sequence[Written]
    ) -> None:  # fmt: skip
        self.pixels, self.flat, self.nouns, self.asked = pixels, flat, nouns, frozenset(nouns)
        self.tables = tables_with(tuple(sorted(nouns)))
        self.written = words
        #: The ink of words and pictures that is exactly as it would be.
        self.exact = np.zeros(pixels.shape[:2], bool)
        for one in self.written:
            one.ink.of(self.exact)[one.ink.inner] = True
        self.backdrops = backdrops(pixels, uneven=not self.flat.is_plain)
        if not self.flat.is_plain:
            self.backdrops = self._without_things(self.backdrops)
            self.pixels = unshadowed(evened(pixels, self.backdrops))
        self.explained: list[Explained] = []
        self.ink = ink(self.pixels, rim_only=not self.flat.is_plain and not self.backdrops)
        self.laid = self._laid() if self.flat.is_plain else []
        for own in self.laid:
            own.covers.of(self.exact)[own.covers.inner] = True
        #: The ink of which nobody knows what it is.
        self.left = np.zeros(pixels.shape[:2], bool)
        #: The same with what is so thin that nobody looks at it, and of that what is of nothing found since.
        self.thin = self.loose = self.left

    def regions(self) -> tuple[Detection, ...]:
        """What flat regions are, backdrops and frames among it."""
        return (*(one.detection for one in self.laid), *map(self._detection, self._explained()))

    def result(self, is_missing: bool) -> tuple[tuple[Detection, ...], tuple[Pixels, ...]]:
        """What is found, and the boxes of what has no name. Where a text ``is_missing``, shapes that nobody asks for
        and that stand beside other ink may be letters of it."""
        explained = self.explained = self._explained()
        self.backdrops = [
            ground for ground in self.backdrops
            if not any(share_within(ground.box, one.outer) >= SAME and not one.looks[0].is_shape for one in explained)
            and not self._is_of_things(ground, explained)
        ]  # fmt: skip
        fills: dict[Pixels, Colors] = {}
        things = []
        for one in explained:
            if not self._is_of_backdrop(one) and (ground := self._ground(one)) is not None:
                self.backdrops.append(ground)
        for one in explained:
            dashed = self._dashed(one)
            if dashed is not None:
                fills[dashed] = self._colors(one)
            elif not self._is_of_backdrop(one):
                things.append(one)
        frames = [*fills]
        detections = [self._detection(one) for one in things]
        nameless: tuple[Pixels, ...] = ()
        self.ink = self._inked(things)
        self.left = self._left_over(explained, frames)
        things = [one for one in things if not self._is_piece(one)]
        doubtful = [one for one in things if _could_be_letter(one, LARGE) and self._is_beside_others(one)]
        if self.left.any():
            search = self._search(self.pixels, self.ink, self.left, self.backdrops)
            letters = [
                one for one in doubtful
                if (is_missing and not self._is_asked(one))
                or (_could_be_letter(one, LETTER) and search.is_lettering(one.outer))
            ]  # fmt: skip
            detections = [self._detection(one) for one in things if one not in letters]
            for one in letters:  # which somebody else may read
                self.left |= one.covers.on(self.left.shape)
            search.left &= search.proposals.lettering <= LETTERING
            if lowest(search.left).any():
                known = [one.outer for one in explained if one not in letters]
                known += [one.box for one in self.written] + [one.detection.box for one in self.laid]
                more, dashed_more, nameless = search.result(known, frames)
                if not self.flat.is_plain:
                    more = [replace(one, box=standing(one.box, self.backdrops)) for one in more]
                detections += more
                frames += dashed_more
                for left_, top, right, bottom in (one.box for one in more):
                    self.loose[max(0, int(top)) : int(bottom) + 2, max(0, int(left_)) : int(right) + 2] = False
        detections += [
            Detection(one.nouns[0], one.box, 1.0, one.nouns[1:], {"color": basic_color(one.tone)}, ((one.tone, 1.0),))
            for one in self.backdrops if not self._is_paper(one)
        ]  # fmt: skip
        for box in frames:
            colors = fills.get(box, ())
            color = {"color": main_color(colors)} if colors else {}
            detections.append(Detection(PLACEHOLDER, box, attributes={"text": "", **color}, colors=colors))
        detections += [*(own.detection for own in self.laid), *(one.detection for one in self.written)]
        return tuple(_as_read(detections)), nameless

    def is_missing(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts was not read yet."""
        seen = Counter(one.text for one in self.written)
        return any(seen[text] < times for text, times in Counter(texts).items())

    def rest_of_words(self, is_missing: bool) -> NDArray[np.bool_]:
        """Ink in a row with what is left that is as high as letters are, though it may be too thin to be left itself:
        whoever reads must not be shown half a word. Where a text is missing, all ink that could be one."""
        from scipy import ndimage

        found = np.zeros(self.left.shape, bool)
        if not (self.left.any() or (is_missing and self.thin.any())):
            return found
        labels, _ = ndimage.label(ndimage.maximum_filter(self.thin, (1, AROUND)), np.ones((3, 3)))
        for number, place in enumerate(ndimage.find_objects(labels), 1):
            own = labels[place] == number
            could_be = is_missing and (self.thin[place] & own).sum() >= WORD
            if place[0].stop - place[0].start <= LETTER and (could_be or (self.left[place] & own).any()):
                found[place] |= self.thin[place] & own
        return found

    def crossed(self) -> list[Pixels]:
        """Where texts may stand that are written on no plain ground: on pictures that something is before."""
        return [one.outer for one in self.explained if one.share < 1 and not one.looks[0].is_shape]

    def bands(self) -> tuple[Detection, ...]:
        """What may be a shape, or no more than ground."""
        if not self.flat.is_plain:
            return ()
        edged = bands(self.pixels, self.flat, self.nouns, self.backdrops)
        return (*edged, *holes(self.flat, self.nouns, self.explained))

    def ground(self) -> str | None:
        """The colour behind everything, also behind the backdrops that are asked for."""
        others = np.zeros(self.left.shape, bool)
        for backdrop in self.backdrops:
            if not self.asked.isdisjoint(backdrop.nouns):
                left, top, right, bottom = map(int, backdrop.box)
                others[top:bottom, left:right] = True
        for one in self.explained:
            others[one.covers.on(others.shape)] = True
        return ground_color(self.pixels, self.flat, others)

    def _without_things(self, grounds: Sequence[Backdrop]) -> list[Backdrop]:
        """The backdrops of an uneven picture without those that reach no edge of it and are in things: the black of a
        cow and a tv's screen are no street."""
        height, width = self.pixels.shape[:2]
        loose = [one for one in grounds
                 if one.box[0] > 0 and one.box[1] > 0 and one.box[2] < width and one.box[3] < height]  # fmt: skip
        if not loose:
            return [*grounds]
        others = [one for one in grounds if one not in loose]
        plain = evened(self.pixels, others)
        inked = ink(plain, rim_only=True)
        more, _, _ = self._search(plain, inked, inked, others).result((), ())
        return [one for one in grounds if one not in loose or not self._is_in(one, more)]

    def _is_in(self, ground: Backdrop, things: Sequence[Detection]) -> bool:
        """Whether what has a backdrop's tone is inside things, which are pictures: the wool of a white sheep."""
        left, top, right, bottom = map(int, ground.box)
        toned = is_near(self.pixels[top:bottom, left:right], _channels(ground.tone), SHADE)
        loose = toned.copy()
        for x0, y0, x1, y1 in (one.box for one in things if is_picture(one.noun)):
            loose[max(0, int(y0) - top) : max(0, int(y1) + 1 - top),
                  max(0, int(x0) - left) : max(0, int(x1) + 1 - left)] = False  # fmt: skip
        return bool(toned.any()) and bool(loose.sum() <= (1 - SAME) * toned.sum())

    def _search(self, pixels: NDArray[np.uint8], inked: NDArray[np.bool_], left: NDArray[np.bool_],
                grounds: Sequence[Backdrop]) -> Search:  # fmt: skip
        from sgc.verify.renders.searching import Search

        return Search(pixels, self.tables.atlas, self.nouns, inked, left.copy(), grounds)

    def _laid(self) -> list[Laid]:
        """The pictures that are asked for and stand by themselves, exactly as they would be."""
        known = self.exact.copy()
        for backdrop in self.backdrops:
            known |= backdrop.marks | is_near(self.pixels, _channels(backdrop.tone), 0)  # nothing shows in its tone
        looks = self.tables.atlas.looks
        numbers = [i for i, look in enumerate(looks) if not look.is_shape and not self.asked.isdisjoint(look.nouns)]
        return laid(self.pixels, self.ink, known, looks, numbers, partial(ink_in, looks)) if numbers else []

    def _explained(self) -> list[Explained]:
        if not self.flat.is_plain:
            return []
        known, inks = self.tables, partial(ink_in, self.tables.atlas.looks)
        explainer = Explainer(self.pixels, self.flat, known.atlas, known.catalogue, inks, self.nouns, self.exact)
        return explainer.explain()

    def _ground(self, one: Explained) -> Backdrop | None:
        """The backdrop that a rectangle without an outline is, where it has a motif."""
        is_plain = one.looks[0].is_shape and "rectangle" in one.looks[0].nouns and not one.thick
        known = any(overlap(one.box, ground.box) > SAME for ground in self.backdrops)
        return with_motif(self.pixels, one.box, one.tint) if is_plain and not known else None

    def _is_of_things(self, ground: Backdrop, explained: Sequence[Explained]) -> bool:
        """Whether what has a backdrop's tone are things: two white bears are no white laboratory."""
        toned = is_near(self.pixels, _channels(ground.tone), NEAR)
        inked = toned & ~self.exact
        for one in explained:
            if not one.looks[0].is_shape:
                inked[one.covers.on(inked.shape)] = False
        return bool(inked.sum() < (1 - OF_THINGS) * toned.sum())

    def _is_paper(self, one: Backdrop) -> bool:
        """Whether a ground is no more than what a picture is on, as nobody asks for it: a pale uneven one, or one all
        over that shows no motif."""
        if any(noun in self.nouns for noun in one.nouns):
            return False
        if not self.flat.is_plain:
            return min(_channels(one.tone)) >= PALE
        height, width = self.pixels.shape[:2]
        return one.box == (0.0, 0.0, float(width), float(height)) and not one.marks.any()

    def _is_of_backdrop(self, one: Explained) -> bool:
        """Whether it is a backdrop's own fill, a piece of it that others cut off, or marks upon one."""
        own, whole = (mask.on(self.pixels.shape[:2]) for mask in (one.mask, one.covers))
        for ground in self.backdrops:
            if (own & ground.marks).sum() >= MARKS * own.sum():
                return True
            tone = is_near(self.pixels, _channels(ground.tone), 0)
            if (own & (ground.marks | tone)).sum() < MARKS * own.sum() or share_within(one.box, ground.box) <= SAME:
                continue
            left, top, right, bottom = map(int, ground.box)
            line = (whole & ~tone & ~self._pictured)[top:bottom, left:right]
            if not one.thick or (line & ground.marks[top:bottom, left:right]).sum() >= OWN_LINE * line.sum():
                return True
        return False

    @cached_property
    def _pictured(self) -> NDArray[np.bool_]:
        """Where pictures are that were explained."""
        return self._covered([one for one in self.explained if not one.looks[0].is_shape])

    def _covered(self, things: Sequence[Explained]) -> NDArray[np.bool_]:
        """Where things are (height, width)."""
        found = np.zeros(self.pixels.shape[:2], bool)
        for one in things:
            one.covers.of(found)[one.covers.inner] = True
        return found

    def _dashed(self, one: Explained) -> Pixels | None:
        """The box of the broken line around a shape, where there is one."""
        if not one.looks[0].is_shape:
            return None
        left, top, right, bottom = (float(round(edge)) for edge in one.box)
        boxes = ((left - by, top - by, right + by, bottom + by) for by in range(DASHED + 1))
        return next((box for box in boxes if is_dashed(self.pixels, box)), None)

    def _inked(self, things: Sequence[Explained]) -> NDArray[np.bool_]:
        """The ink; where a large thing was taken for ground, and so all that has nearly its colour, without that."""
        known = self._covered(things) | self.exact
        is_lost = (known & ~self.ink).sum() >= COMMON * known.size
        return ink(self.pixels, things=known) if is_lost else self.ink

    def _left_over(self, explained: list[Explained], frames: list[Pixels]) -> NDArray[np.bool_]:
        """The ink that belongs to nothing that was explained."""
        left = self.ink & ~self.exact
        for one in explained:
            left[one.covers.on(left.shape)] = False
        beside = self.ink & ~left
        for _ in range(EDGE):
            beside = highest(beside)
        left &= ~beside
        for backdrop in self.backdrops:
            left &= ~backdrop.marks
        for x0, y0, x1, y1 in frames:
            left[int(y0) - 2 : int(y1) + 3, int(x0) - 2 : int(x1) + 3] = False
        self.thin, self.loose = left.copy(), left.copy()
        core = lowest(left)  # lines of mixed colours have none
        for _ in range(EDGE):
            core = highest(core)
        left &= core
        return left

    def _is_piece(self, one: Explained) -> bool:
        """Whether it is a shape that nobody asks for and a piece of something too small to be told, to which it is
        left then."""
        if self._is_asked(one) or not one.looks[0].is_shape or not is_small(one.outer):
            return False
        own = one.covers.on(self.loose.shape)
        if not (grown(own, EDGE + 1) & self.loose).any():
            return False
        self.loose |= own
        return True

    def _is_asked(self, one: Explained) -> bool:
        return any(noun in self.nouns for look in one.looks for noun in look.nouns)

    def _is_beside_others(self, one: Explained) -> bool:
        """Whether ink that nothing explains is as near as the next letter of a word would be."""
        x0, y0, x1, y1 = one.outer
        by = y1 - y0
        place = np.s_[max(0, round(y0)) : round(y1), max(0, round(x0 - by)) : round(x1 + by)]
        return bool(self.left[place].any())

    def _detection(self, one: Explained) -> Detection:
        nouns = list(dict.fromkeys(noun for look in one.looks for noun in look.nouns))
        colors = self._colors(one)
        stroke = self._stroke(one) if one.looks[0].is_shape and one.thick else None
        if stroke is not None and self._is_line_drawn(one, stroke):
            colors = ((stroke, 0.5), *((color, share / 2) for color, share in colors))
        attributes = {"color": main_color(colors)}
        if stroke is not None:
            attributes["stroke"] = stroke
        box = one.outer if stroke is None else with_line(self.pixels, self.flat.ground, one, stroke)
        return Detection(nouns[0], box, min(1.0, one.share), tuple(nouns[1:]), attributes, colors, one.visible)

    def _colors(self, one: Explained) -> Colors:
        return paint(self.pixels, one.box, one.mask.on(self.pixels.shape[:2]))

    def _is_line_drawn(self, one: Explained, stroke: str) -> bool:
        """Whether a shape is no more than a heavy line of that colour around some ground."""
        ink = one.ink.inner
        line = is_near(one.ink.of(self.pixels), _channels(stroke), 0) & grown(ink, LINE) & ~ink
        is_heavy = line.sum() >= HEAVY * (ink & ~lowest(ink)).sum()
        return bool(is_heavy) and self.flat.regions[one.seed].like_ground

    def _stroke(self, one: Explained) -> str | None:
        """The colour of the line around a shape: that which most of its pixels have that are no mixtures."""
        outer = one.ink.inner
        for _ in range(one.thick or 0):
            outer = highest(outer)
        ring = one.ink.of(self.pixels)[outer & ~one.ink.inner]
        colors, counts = np.unique(ring, axis=0, return_counts=True)
        return from_bytes(colors[counts.argmax()].tolist()) if len(colors) else None


def _channels(color: str) -> list[int]:
    return [round(255 * part) for part in rgb(color)]


def _as_read(found: Sequence[Detection]) -> Iterator[Detection]:
    """Row by row, each from left to right: of things that nothing else tells apart, the first is that which a person
    would name first."""
    left = sorted(found, key=lambda one: (one.box[1] + one.box[3], one.box))
    while left:
        _, top, _, bottom = left[0].box
        row = [one for one in left if top <= (one.box[1] + one.box[3]) / 2 <= bottom]
        yield from sorted(row, key=lambda one: (one.box[0] + one.box[2], one.box))
        left = [one for one in left if one not in row]


def places(left: NDArray[np.bool_]) -> tuple[Pixels, ...]:
    """The boxes of ink, with what is around it as far as words go on; they do not meet."""
    from scipy import ndimage

    labels, _ = ndimage.label(ndimage.maximum_filter(left, (2 * AROUND + 1, 4 * AROUND + 1)))
    found = ndimage.find_objects(labels)
    return apart([(float(x.start), float(y.start), float(x.stop), float(y.stop)) for y, x in found])


def apart(boxes: list[Pixels]) -> tuple[Pixels, ...]:
    """The boxes, those that meet as one around all of them, so that nobody reads a word in two of them."""
    found: list[Pixels] = []
    while boxes:
        box = boxes.pop()
        near = [other for other in boxes if meet(box, other, 0)]
        if not near:
            found.append(box)
        else:
            boxes = [*(other for other in boxes if other not in near), around(box, *near)]
    return tuple(found)


def _could_be_letter(one: Explained, highest: float) -> bool:
    """Whether it is a letter's ink, or what a letter is around, no higher than that."""
    return len(one.regions) <= 1 and one.outer[3] - one.outer[1] <= highest
