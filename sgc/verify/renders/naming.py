"""What one thing in a picture is: the glyph that explains its pixels best, in the box in which it does so best."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
import torch
from numpy.typing import NDArray

from sgc.verify.renders.atlas import Atlas, Look, Planes, planes_of
from sgc.verify.renders.cutting import CROP, MARGIN, Sheet
from sgc.verify.renders.fitting import Fits, fits, ground_of, lined, nearer, seen_share, thickened
from sgc.verify.renders.glyphs import shapes
from sgc.verify.types import Pixels

#: How far a box's proportions may be from a glyph's (natural logarithm), and by how many pixels its sides may be off.
ASPECT, OFF = 0.1, 2.5
#: So many glyphs are compared in fine pixels: the best in thick ones, and those that look like it to the recogniser.
THICK_BEST, LIKE_BEST = 14, 4
#: Of all glyphs of such proportions so many are compared at all: those that look like it to the recogniser.
LIKELY = 400
#: Where so little is explained, a better box does not help; where so much is, the glyph is mostly the right one; and so
#: many that are asked for are tried where neither is so.
HOPELESS, CLEAR, HINTED = 0.35, 0.9, 6
#: So many of those that are asked for and were compared are tried in a better box in any case: a box that holds a
#: shadow as well is explained best by what happens to have that form.
LIKELY_ASKED = 2
#: So many boxes are made better before, and after, it is known what is in front: those of a picture full of things, not
#: all of one full of noise.
MOVES = 48
#: What it is worth that a thing looks to the recogniser like the glyph (a cosine), beside the share that is explained.
LIKENESS = 0.05
#: A shape that explains this much less than a picture is still taken: it is the simpler explanation.
SIMPLER = 0.01
#: Neither helps where what is seen is so much nearer to another glyph, of 1: faint details are then no noise.
DETAILED = 0.35
#: Two glyphs that explain so nearly the same cannot be told apart.
ALIKE = 0.004
#: The best box is found in at most so many rounds, from what a nudge of this part of a side does, until
#: it gets so much worse.
ROUNDS, NUDGE, WORSE = 6, 0.02, 0.02
#: A box in which so much is explained is not made better.
EXACT = 0.99
#: How wide a line along the edge of what nothing else explains may be, in pixels, and what it has to explain more for
#: there to be one.
LINES, LINED = (1.2, 2.4), 0.03
#: By so many pixels is an edge moved at last.
NUDGES = (1.0, 0.5, 0.25)
#: What is of a line by no more than this is of what is within it; what takes a stated colour by more than this has it.
INNER, TONED = 0.3, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """``looks`` are all that explain the thing, the best first, and ``numbers`` of the atlas those that were compared;
    ``share`` as in Fits; ``tint`` the colour that it takes (0 to 1), None where it takes none; ``visible`` the share of
    its ink that is seen, and ``ink`` (CROP, CROP) where; ``toned`` is where of that its colour is seen: what takes the
    stated one, if anything does, and nothing of the ``line`` along its edge, which is so many pixels wide, 0 where
    there is none. ``explained`` (CROP, CROP) is where the cut-out is as it should be, ink or ground;
    ``contrast`` the most (0 to 1) by which it stands off from its ground."""

    looks: tuple[Look, ...]
    numbers: tuple[int, ...]
    box: Pixels
    share: float
    tint: NDArray[np.float32] | None
    visible: float
    ink: NDArray[np.bool_]
    toned: NDArray[np.bool_]
    explained: NDArray[np.bool_]
    contrast: float
    line: float = 0.0
    degrees: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """A proposal as the recogniser sees it: its box put right, its direction, and cosine and sine of its turn."""

    box: Pixels
    valid: float
    direction: torch.Tensor
    turn: tuple[float, float]


class Namer:
    """Names what is on one sheet; the pictures of ``nouns`` are tried even where they do not look likely."""

    def __init__(self, sheet: Sheet, atlas: Atlas, directions: torch.Tensor, nouns: Collection[str]) -> None:
        self.sheet, self.atlas, self.directions = sheet, atlas, directions
        self._hinted = np.array([not look.free and not {*look.nouns}.isdisjoint(nouns) for look in atlas.looks], bool)
        self._covered: NDArray[np.bool_] | None = None
        self._cover: Sheet | None = None
        self._settled_often = 0
        self._aspects = np.log(np.array([look.aspect for look in atlas.looks]))
        self._free = np.array([look.free for look in atlas.looks])

    @property
    def asked(self) -> list[int]:
        """The numbers of the looks whose nouns are looked for in particular."""
        return [int(number) for number in np.flatnonzero(self._hinted)]

    def name(self, guess: Guess, tries: int = 1, missing: Sequence[int] = ()) -> Named | None:
        """What is in the box, or near it; so many of the likeliest glyphs are tried there, and of those that are asked
        for the ``missing`` ones first. What nothing explains well may have a line along its edge, as is drawn around
        what would be overlooked. None where nothing explains anything."""
        best = self._near(guess, tries, missing, self._best(guess.box, guess.direction))
        if best is None or best.share >= CLEAR or self._settled_often > MOVES:
            return best
        within = [self._best(guess.box, guess.direction, line) for line in LINES]
        likely = max((one for one in within if one is not None), key=lambda one: one.share, default=None)
        other = self._near(guess, tries, missing, likely)
        return other if other is not None and other.share > best.share + LINED else best

    def tried(self, guess: Guess, number: int) -> Named | None:
        """What is in the box in which that glyph explains most of what is in a box, or near it."""
        plain = self._settled(guess.box, number)
        lines = LINES if HOPELESS / 2 < plain[1] < CLEAR else ()
        places = [(*plain, 0.0), *((*self._settled(guess.box, number, line), line) for line in lines)]
        box, share, line = max(places, key=lambda one: one[1] - (LINED if one[2] else 0.0))
        if share < HOPELESS:
            return None
        return self._best(self._nudged(box, number, line), guess.direction, line)

    def _nudged(self, box: Pixels, number: int, line: float) -> Pixels:
        """The box with each edge moved by parts of a pixel as long as the glyph explains more: where a shadow is beside
        it, what is left over leads beyond its own edge."""
        share = self._share(box, number, line)
        for step in NUDGES:
            for edge in range(4):
                for by in (step, -step):
                    while (found := self._share(moved := _moved(box, edge, by), number, line)) > share:
                        box, share = moved, found
        return box

    def _share(self, box: Pixels, number: int, line: float) -> float:
        """How much of a box the glyph explains with a line of that width along its edge."""
        if min(box[2] - box[0], box[3] - box[1]) < 4:
            return -1.0
        return float(self._fitted(box, number, line)[2].share[0])

    def likely(self, box: Pixels, number: int) -> float:
        """How much of a box the glyph would explain there, made as high or as wide as it is; seen coarsely."""
        return max(self._explained(place, number) for place in self._completions(box, number))

    def _near(self, guess: Guess, tries: int, missing: Sequence[int], best: Named | None) -> Named | None:
        """What explains most in the box in which it does so best, from what is ``best`` in the box of a guess."""
        if best is None or best.share > EXACT or best.share < HOPELESS or self._settled_often > MOVES:
            return best
        numbers = best.numbers[: 1 if best.share > CLEAR else tries]
        asked = [number for number in best.numbers if self._hinted[number]][:LIKELY_ASKED]
        places = [(guess.box, number) for number in dict.fromkeys((*numbers, *asked))]
        if tries > 1 and best.share < CLEAR:
            wanted = [*dict.fromkeys((*missing, *self.asked))][:HINTED]
            places += [(self._completed(guess.box, number), number) for number in wanted]
        self._settled_often += len(places)
        box, share = max((self._settled(start, number, best.line) for start, number in places), key=lambda one: one[1])
        if share > best.share:
            other = self._best(box, guess.direction, best.line)
            if other is not None and other.share > best.share:
                best = other
        return best

    # ------------------------------------------------------------ candidates

    def _best(self, box: Pixels, direction: torch.Tensor, line: float = 0.0) -> Named | None:
        """What explains most in a box, all of it with a line of that width along its edge, in pixels."""
        seen = self._cut(box)
        ground = ground_of(seen)
        aspect = (box[2] - box[0]) / (box[3] - box[1])
        likeness = (self.directions @ direction).numpy()
        near = np.flatnonzero(self._free | (np.abs(self._aspects - log(aspect)) < _lenience(box)))
        if not len(near):
            return None
        if len(near) > LIKELY:
            likely = np.argsort(-likeness[near] - self._hinted[near], kind="stable")[:LIKELY]
            near = np.sort(near[likely])
        free, thick_free = self._free_of_others(box), self._free_of_others(box, True)
        thick = self._fits(thickened(seen), thickened(ground), self.atlas.thick[near], box, line, thick_free).share
        first = near[np.argsort(-thick, kind="stable")[:THICK_BEST]]
        second = near[np.argsort(-likeness[near], kind="stable")[:LIKE_BEST]]
        numbers = np.unique(np.concatenate((first, second)))
        planes, looks = self._planes(numbers, aspect)
        fit = self._fits(seen, ground, planes, box, line, free)
        is_rival = nearer(fit, int(fit.share.argmax()), free) < DETAILED
        simpler = np.array([SIMPLER if look.is_shape else 0.0 for look in looks])
        value = fit.share + np.where(is_rival, LIKENESS * likeness[numbers] + simpler, 0.0)
        order = np.argsort(-value, kind="stable")
        top = int(order[0])
        visible, ink = seen_share(fit, top, planes, seen, ground)
        takes_tint = planes.tinted[top].max() > TONED
        toned = ink & (planes.tinted[top] > TONED) if takes_tint else ink
        if line:
            toned = toned & (_with_line(planes[top : top + 1], line, box, CROP)[1][0] < INNER)
        # what explains more than one that is simpler, or likelier, may be it as well
        may_be = (value >= value[top] - ALIKE) | (fit.share >= fit.share[top])
        alike = [looks[i] for i in order if may_be[i] and fit.share[i] >= fit.share[top] - ALIKE]
        contrast = float(np.abs(seen - ground).max())
        level = max(0.06, 0.3 * contrast)
        return Named(
            tuple(dict.fromkeys(alike)), tuple(int(i) for i in numbers[order]), box, float(fit.share[top]),
            fit.tint[top] if takes_tint else None, visible, ink, toned, fit.off[top] < level, contrast,
            line,
        )  # fmt: skip

    @staticmethod
    def _fits(
        seen: NDArray[np.float32], ground: NDArray[np.float32], planes: Planes, box: Pixels, line: float,
        free: NDArray[np.float32] | None,
    ) -> Fits:  # fmt: skip
        """The glyphs, with a line of that width along their edges, fitted to what is seen in a box."""
        if not line:
            return fits(seen, ground, planes, free)
        inner, edge = _with_line(planes, line, box, seen.shape[0])
        return fits(seen, ground, inner, free, edge)

    def _planes(self, numbers: NDArray[np.int64], aspect: float) -> tuple[Planes, list[Look]]:
        """The looks in fine pixels; free shapes as they are in a box of these proportions."""
        planes = self.atlas.fine(numbers)
        looks = [self.atlas.looks[i] for i in numbers]
        for i, look in enumerate(looks):
            if look.free:
                made = _free(look.name, round(8 * log(aspect)) / 8)
                planes.tinted[i], planes.fixed[i], planes.alpha[i] = made.tinted[0], made.fixed[0], made.alpha[0]
        return planes, looks

    # ------------------------------------------------------------ the box

    def _completed(self, box: Pixels, number: int) -> Pixels:
        """The box made as high or as wide as the glyph has to be, where that explains most: of what is half hidden
        only some edges are seen."""
        return max(self._completions(box, number), key=lambda place: self._explained(place, number))

    def _completions(self, box: Pixels, number: int) -> tuple[Pixels, ...]:
        """The box, and made as high or as wide as the glyph has to be, with each of its edges kept."""
        aspect = self.atlas.looks[number].aspect
        width, height = (box[3] - box[1]) * aspect, (box[2] - box[0]) / aspect
        return (
            box, (box[0], box[1], box[2], box[1] + height), (box[0], box[3] - height, box[2], box[3]),
            (box[0], box[1], box[0] + width, box[3]), (box[2] - width, box[1], box[2], box[3]),
        )  # fmt: skip

    def _explained(self, box: Pixels, number: int) -> float:
        """How much of a box the glyph explains, in thick pixels."""
        seen = thickened(self._cut(box))
        return float(fits(seen, ground_of(seen), self.atlas.thick[[number]], self._free_of_others(box, True)).share[0])

    def cover(self, mask: NDArray[np.bool_]) -> None:
        """From now on nothing is asked of the pixels of the mask, which something in front has; ``mask`` is
        (height, width) of the whole picture."""
        self.begin_anew()
        self._covered = mask if self._covered is None else self._covered | mask
        self._cover = Sheet(np.repeat(self._covered.astype(np.uint8)[..., None] * np.uint8(255), 3, axis=2))

    def begin_anew(self) -> None:
        """Of what is named from now on so many boxes are made better again."""
        self._settled_often = 0

    def _free_of_others(self, box: Pixels, thick: bool = False) -> NDArray[np.float32] | None:
        if self._cover is None:
            return None
        free = 1 - self._cover.cut(box)[..., 0].astype(np.float32) / np.float32(255)
        return thickened(free) if thick else free

    def _settled(self, box: Pixels, number: int, line: float = 0.0) -> tuple[Pixels, float]:
        """The box in which the glyph, with a line of that width, explains most, and how much that is, by Gauss and
        Newton's method: how the cut-out changes as each edge moves is measured, and the edges are moved so that what is
        left over becomes least."""
        best, most = box, -np.inf
        for _ in range(ROUNDS):
            width, height = box[2] - box[0], box[3] - box[1]
            seen, free, fit = self._fitted(box, number, line)
            if fit.share[0] > most:
                best, most = box, float(fit.share[0])
            elif fit.share[0] < most - WORSE:
                break
            steps = [max(0.5, NUDGE * side) for side in (width, height, width, height)]
            changes = np.stack([(self._cut(_moved(box, i, step)) - seen) / step for i, step in enumerate(steps)])
            weight = 1 / (1 + (fit.off[0] / 0.2) ** 2)
            if free is not None:
                weight = weight * free
            scaled = (changes * weight[..., None]).reshape(4, -1)
            normal = scaled @ changes.reshape(4, -1).T
            wanted = scaled @ fit.left[0].reshape(-1)
            by = np.linalg.solve(normal + np.diag(1e-3 * np.diag(normal) + 1e-3), wanted)
            limit = 0.08 * np.array((width, height, width, height))
            by = np.clip(by, -limit, limit)
            box = (box[0] + by[0], box[1] + by[1], box[2] + by[2], box[3] + by[3])
            box = (float(box[0]), float(box[1]), float(max(box[2], box[0] + 4)), float(max(box[3], box[1] + 4)))
            if np.abs(by).max() < 0.1:
                break
        return best, most

    def _fitted(
        self, box: Pixels, number: int, line: float
    ) -> tuple[NDArray[np.float32], NDArray[np.float32] | None, Fits]:
        """What is seen in a box, where nothing else is in front there, and one glyph fitted to that."""
        seen, free = self._cut(box), self._free_of_others(box)
        planes, _ = self._planes(np.array([number]), (box[2] - box[0]) / (box[3] - box[1]))
        return seen, free, self._fits(seen, ground_of(seen), planes, box, line, free)

    def _cut(self, box: Pixels) -> NDArray[np.float32]:
        return self.sheet.cut(box).astype(np.float32) / np.float32(255)


def _with_line(planes: Planes, line: float, box: Pixels, side: int) -> tuple[Planes, NDArray[np.float32]]:
    """Glyphs in cut-outs of that side of a box within a line that is so many pixels of the picture wide, and the
    line."""
    cells = line * side / (1 + 2 * MARGIN)
    return lined(planes, cells / max(1.0, box[2] - box[0]), cells / max(1.0, box[3] - box[1]))


def _moved(box: Pixels, edge: int, by: float) -> Pixels:
    moved = [*box]
    moved[edge] += by
    return moved[0], moved[1], moved[2], moved[3]


def _lenience(box: Pixels) -> float:
    return ASPECT + OFF / max(4.0, min(box[2] - box[0], box[3] - box[1]))


@lru_cache(maxsize=256)
def _free(name: str, aspect: float) -> Planes:
    """A free shape in a box of that aspect (its logarithm)."""
    glyph = next(glyph for glyph in shapes() if glyph.name == name)
    return planes_of(glyph, float(np.exp(aspect)))
