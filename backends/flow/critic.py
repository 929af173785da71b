"""Guidance without training: a detector that can be differentiated says how a picture should change to be right.

The networks of the renders detector look at what the flow model expects the picture to be, and the gradient of their
loss moves it (A. Bansal et al., "Universal Guidance for Diffusion Models", 2023, in the space of the clean picture).
The loss asks of each box that a thing's middle is there, that its edges are the box's and that it looks like its noun
(box loss), and of everywhere else that no middle is there (count loss).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional as F

from sgc.verify.renders.cutting import CROP, MARGIN
from sgc.verify.renders.decode import SIDES
from sgc.verify.renders.model import STRIDE, UNIT
from sgc.verify.renders.tables import tables
from sgc.verify.renders.weights import weights

#: How sharply directions are told apart: the scale of the cosines in the softmax over all looks.
SHARP = 16.0
#: Middles elsewhere that are counted: the likeliest ones.
STRAY = 8
#: Around a box's middle, in cells, other middles are the thing's own.
OWN = 2


@dataclass(frozen=True, slots=True, eq=False)
class Critic:
    """What one layout asks: ``boxes`` (m, 4) left, top, right, bottom as parts of the sides, y down, and ``looks``,
    the rows of the atlas that show each box's noun; none where the detector knows no picture of it."""

    boxes: Tensor
    looks: tuple[tuple[int, ...], ...]

    def loss(self, picture: Tensor) -> Tensor:
        """How far a picture (3, height, width), -1 to 1, is from what is asked: a number that can be differentiated."""
        if not len(self.boxes):
            return picture.sum() * 0.0
        return self._named(picture) + self._placed(picture)

    def _named(self, picture: Tensor) -> Tensor:
        """The mean cross-entropy of the nouns, by the directions of what is in the boxes."""
        size = self.boxes[:, 2:] - self.boxes[:, :2]
        low, high = self.boxes[:, :2] - MARGIN * size, self.boxes[:, 2:] + MARGIN * size
        along = (torch.arange(CROP) + 0.5) / CROP
        x, y = (low[:, i, None] + (high - low)[:, i, None] * along for i in (0, 1))
        grid = torch.stack((x[:, None, :].expand(-1, CROP, -1), y[:, :, None].expand(-1, -1, CROP)), -1) * 2 - 1
        cuts = F.grid_sample(
            picture.expand(len(self.boxes), -1, -1, -1), grid, padding_mode="border", align_corners=False
        )
        known = weights()
        likely = (SHARP * known.networks.recogniser(cuts).direction @ known.directions.T).log_softmax(1)
        named = [row[list(looks)].logsumexp(0) for row, looks in zip(likely, self.looks, strict=True) if looks]
        return -torch.stack(named).mean() if named else picture.sum() * 0.0

    def _placed(self, picture: Tensor) -> Tensor:
        """What the proposer misses at the boxes' middles and sees elsewhere."""
        height, width = picture.shape[1:]
        scale = SIDES[0] / max(height, width)
        rows, columns = (max(1, round(side * scale)) for side in (height, width))
        seen = F.interpolate(picture[None], (rows, columns), mode="bilinear", antialias=True)
        seen = F.pad(seen, (0, -columns % UNIT, 0, -rows % UNIT), mode="replicate")
        maps = weights().networks.proposer(seen)
        cells = torch.tensor((columns, rows)) / STRIDE
        middle = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2 * cells
        column, row = (middle[:, i].long().clamp(0, maps.center.shape[3 - i] - 1) for i in (0, 1))
        here = torch.stack((column, row), 1) + 0.5
        wanted = torch.cat((here - self.boxes[:, :2] * cells, self.boxes[:, 2:] * cells - here), 1)
        found = maps.edges[0, :, row, column].T
        missed: Tensor = F.softplus(-maps.center[0, 0, row, column]).mean()
        missed = missed + (found - wanted.clamp(min=0.1).log()).abs().mean()
        elsewhere = maps.center[0, 0].masked_fill(self._own(maps.center.shape[2:], column, row), -torch.inf).flatten()
        return missed + F.softplus(elsewhere.topk(min(STRAY, len(elsewhere))).values).mean()

    def _own(self, shape: Sequence[int], column: Tensor, row: Tensor) -> Tensor:
        """The cells near a box's middle, (rows, columns)."""
        across = (torch.arange(shape[1])[None] - column[:, None]).abs() <= OWN
        down = (torch.arange(shape[0])[None] - row[:, None]).abs() <= OWN
        own: Tensor = (down[:, :, None] & across[:, None, :]).any(0)
        return own


def critic_of(nouns: Sequence[str], boxes: Tensor) -> Critic:
    """Of nouns as the vocabulary names them, and their boxes (m, 4). Raises MissingError without the detector."""
    return Critic(boxes, tuple(_looks().get(noun, ()) for noun in nouns))


@cache
def _looks() -> dict[str, tuple[int, ...]]:
    """The rows of the atlas by noun."""
    found: dict[str, tuple[int, ...]] = {}
    for number, look in enumerate(tables().atlas.looks):
        for noun in look.nouns:
            found[noun] = (*found.get(noun, ()), number)
    return found
