"""A judge of painted things that nothing else consults: it says which picture of the vocabulary is nearest to a box.

It is no network, learns nothing and has no seed: every picture of the vocabulary, in its own colours and in a stated
one, is laid into the box as the SVG back end draws it, with the ground, the stated colour and the strength of the light
that suit the pixels best, and the one that leaves the least of them over (a squared error) is what the box shows. Of
some thousand pictures a person would look for the same. It is told the box and those of nearer things, whose pixels it
leaves out, and shares nothing with the detector of the loop; neither loop nor training nor the choice of a model ever
heard of it. What it gets wrong of real renders is printed as the noise floor, and so is what of wrong ones it
lets pass.

- A noun is right when no other picture, nor a ground with nothing on it, is nearer than its own by more than anybody
  could see.
- A colour is right when the colour that suits the noun's own picture best is called by the stated term, or the stated
  shade lies so near to another term that people differ (``terms_of``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from sgc.backends.flow.data import color_term, known_nouns, stored
from sgc.graph.vocabulary import Noun

#: The longer sides at which all pictures are compared, and at which the best of them are; how many those are.
COARSE, FINE, BEST = 16, 48, 48
#: How much is seen around a box, as a part of its side, and the least part of it that has to be seen to leave out what
#: is before it.
MARGIN, LEAST = 0.1, 0.2
#: How much stronger or weaker than drawn the light on a thing may be.
LIGHT = (0.8, 1.2)
#: Red, green and blue (0 to 1) of shades that people call by one word or the other differ by so much.
BETWEEN = 0.05
#: A difference of mean squares that nobody sees: of about 1.5 % of full scale.
UNSEEN = 2e-4
#: What keeps a colour of which nothing is seen from being anything.
FAINT = 1e-3

Box = tuple[float, float, float, float]
Bytes = NDArray[np.uint8]
Color = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a box has the right noun, and the right colour (True where none is asked for); what it shows is ``seen``
    and the colour's term ``term``."""

    noun: bool
    color: bool
    seen: str
    term: str

    @property
    def right(self) -> bool:
        return self.noun and self.color


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of a box: its pixels (n, 3), 0 to 1, and how pictures are laid over them: ``size`` is the box's
    height and width in cells, ``margin`` those around it, ``kept`` which of all cells the n are."""

    pixels: Tensor
    size: tuple[int, int]
    margin: tuple[int, int]
    kept: Tensor


class Bench:
    """The judge with the nouns that it knows; two nouns with one picture are one to it."""

    def __init__(self) -> None:
        self.nouns = [noun for noun in known_nouns() if noun.kind != "backdrop"]
        kinds = {(_picture_of(noun), tinted): noun for noun in reversed(self.nouns)
                 for tinted in (True, False) if tinted or noun.kind == "picture"}  # fmt: skip
        self.names = [name for name, _ in kinds]
        self.label = {noun.concept: _picture_of(noun) for noun in self.nouns}
        self.tinted = torch.tensor([tinted for _, tinted in kinds])
        self.fine = torch.stack([_planes(noun, tinted) for (_, tinted), noun in kinds.items()])
        self.coarse = F.interpolate(self.fine, (COARSE, COARSE), mode="area")

    def verdicts(self, pixels: Bytes, things: Sequence[tuple[str, Color | None, Box]]) -> list[Verdict]:
        """Of each thing's noun, stated colour (None: its own) and box in parts of the picture's sides; the farthest
        things stand first."""
        height, width = pixels.shape[:2]
        boxes = [(box[0] * width, box[1] * height, box[2] * width, box[3] * height) for *_, box in things]
        return [
            self._verdict(pixels, noun, color, boxes[i], boxes[i + 1 :]) for i, (noun, color, _) in enumerate(things)
        ]

    def look_alike(self, noun: str, tinted: bool) -> str:
        """The noun whose picture is nearest to a noun's own, box upon box."""
        own = self.label[noun]
        at = max((k for k, name in enumerate(self.names) if name == own), key=lambda k: bool(self.tinted[k]) == tinted)
        apart = (self.coarse - self.coarse[at]).square().mean((1, 2, 3))
        apart[(self.tinted != self.tinted[at]) | (apart < UNSEEN)] = 2.0
        apart[[k for k, name in enumerate(self.names) if name == own]] = 2.0
        other = self.names[int(apart.argmin())]
        return next(one for one, picture in self.label.items() if picture == other)

    def _verdict(self, pixels: Bytes, noun: str, color: Color | None, box: Box, nearer: Sequence[Box]) -> Verdict:
        own = [k for k, name in enumerate(self.names) if name == self.label[noun]]
        left, _ = _left_over(_view(pixels, box, nearer, COARSE), self.coarse, self.tinted)
        chosen = sorted({*left.topk(BEST, largest=False).indices.tolist(), *own})
        view = _view(pixels, box, nearer, FINE)
        left, tints = _left_over(view, self.fine[chosen], self.tinted[chosen])
        mine = [i for i, k in enumerate(chosen) if k in own]
        tint = next(tints[i] for i in mine if self.tinted[chosen[i]])
        term = color_term((float(tint[0]), float(tint[1]), float(tint[2])))
        least, nothing = min(float(left[i]) for i in mine), float(view.pixels.var(0, correction=0).mean())
        right = least <= float(left.min()) + UNSEEN and least < nothing - UNSEEN
        seen = self.label[noun] if right else self.names[chosen[int(left.argmin())]]
        return Verdict(right, color is None or term in terms_of(color), seen, term)


def terms_of(color: Color) -> Collection[str]:
    """The basic terms by which people may call a shade: that of its own, and those of its neighbours."""
    near = product(*([max(0.0, one - BETWEEN), one, min(1.0, one + BETWEEN)] for one in color))
    return {color_term((red, green, blue)) for red, green, blue in near}


def _picture_of(noun: Noun) -> str:
    return noun.drawing or noun.emoji or noun.icon or noun.concept


def _planes(noun: Noun, tinted: bool) -> Tensor:
    """How much of the tint, premultiplied red, green and blue, and opacity, (5, FINE, FINE), whatever its form."""
    form = stored(noun.concept, tinted).resized(FINE, FINE)
    return torch.from_numpy(np.concatenate((form.tinted[None], form.fixed.transpose(2, 0, 1), form.alpha[None])))


def _view(pixels: Bytes, box: Box, nearer: Sequence[Box], most: int) -> View:
    """What is seen of a box in pixels, with no more cells to a side than ``most``, nor than it has pixels."""
    left, top, right, bottom = box
    columns, rows = (min(most, max(4, round(side))) for side in (right - left, bottom - top))
    across, down = (max(1, round(MARGIN * count)) for count in (columns, rows))
    x = left + (np.arange(-across, columns + across) + 0.5) * (right - left) / columns
    y = top + (np.arange(-down, rows + down) + 0.5) * (bottom - top) / rows
    height, width = pixels.shape[:2]
    inside = ((y > 0) & (y < height))[:, None] & ((x > 0) & (x < width))
    clear = inside.copy()
    for a, b, c, d in nearer:
        clear &= ~(((y > b - 1) & (y < d + 1))[:, None] & ((x > a - 1) & (x < c + 1)))
    kept = torch.from_numpy((clear if clear[down:-down, across:-across].mean() > LEAST else inside).flatten())
    border = max(pixels.shape) // 4 + 4
    edged = np.pad(pixels, ((border, border), (border, border), (0, 0)), mode="edge")
    step_x, step_y = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    part = (x[0] - step_x + border, y[0] - step_y + border, x[-1] + step_x + border, y[-1] + step_y + border)
    found = Image.fromarray(edged).resize((len(x), len(y)), Image.Resampling.BILINEAR, part)
    shown = torch.from_numpy(np.asarray(found, np.float32) / 255).flatten(0, 1)
    return View(shown[kept], (rows, columns), (down, across), kept)


def _left_over(view: View, planes: Tensor, tinted: Tensor) -> tuple[Tensor, Tensor]:
    """The mean square of what each picture (k, 5, side, side) does not explain of a view, (k), and the stated colour
    that suits each best, (k, 3), which is of no meaning for those in their own colours."""
    (down, across), own = view.margin, ~tinted
    laid = F.interpolate(planes, view.size, mode="area") if view.size != planes.shape[2:] else planes
    laid = F.pad(laid, (across, across, down, down)).flatten(2)[..., view.kept]
    share, inks, clear = laid[:, 0], laid[:, 1:4], 1 - laid[:, 4]
    left, tints = torch.empty(len(planes)), torch.zeros(len(planes), 3)
    left[tinted], tints[tinted] = _in_a_color(view.pixels.T, share[tinted], inks[tinted], clear[tinted])
    left[own] = _in_own_colors(view.pixels.T, inks[own], clear[own])
    return left, tints


def _in_a_color(pixels: Tensor, share: Tensor, inks: Tensor, clear: Tensor) -> tuple[Tensor, Tensor]:
    """``pixels`` (3, n) as inks (k, 3, n), so much of a tint (k, n), and a ground where it is clear (k, n)."""
    rest = pixels - inks
    tt, tc, cc = (share**2).sum(1) + FAINT, (share * clear).sum(1), (clear**2).sum(1) + FAINT
    tr = (share[:, None] * rest).sum(2) + FAINT / 2
    cr = (clear[:, None] * rest).sum(2) + FAINT * pixels.mean(1)
    tint = ((cc[:, None] * tr - tc[:, None] * cr) / (tt * cc - tc**2)[:, None]).clamp(0, 1)
    ground = ((cr - tc[:, None] * tint) / cc[:, None]).clamp(0, 1)
    made = share[:, None] * tint[..., None] + clear[:, None] * ground[..., None]
    return (rest - made).square().mean((1, 2)), tint


def _in_own_colors(pixels: Tensor, inks: Tensor, clear: Tensor) -> Tensor:
    """``pixels`` (3, n) as inks (k, 3, n) in some light, and a ground where it is clear (k, n)."""
    cc = ((clear**2).sum(1) + FAINT)[:, None]
    cp, cx = (clear[:, None] * pixels).sum(2) + FAINT * pixels.mean(1), (clear[:, None] * inks).sum(2)
    xx, xp = inks.square().sum((1, 2)), (inks * pixels).sum((1, 2))
    light = ((xp - (cx * cp / cc).sum(1)) / (xx - (cx**2 / cc).sum(1) + FAINT)).clamp(*LIGHT)
    ground = ((cp - light[:, None] * cx) / cc).clamp(0, 1)
    made = light[:, None, None] * inks + clear[:, None] * ground[..., None]
    return (pixels - made).square().mean((1, 2))
