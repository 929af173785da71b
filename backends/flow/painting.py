"""Painting with the flow model: from the conditions of a layout to tensors, and from latents to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sgc.backends.conditions import Box, Conditions, Region
from sgc.backends.flow.autoencoder import FACTOR, as_bytes, scaled
from sgc.backends.flow.model import Condition
from sgc.backends.flow.phrases import SIZE, embed
from sgc.backends.flow.sampler import SOLVERS, Guidance, Kept, Loss, noise, sample
from sgc.backends.flow.weights import Weights, weights
from sgc.backends.generative import Sampling
from sgc.drawing.appearance import Look, looks
from sgc.graph.vocabulary import lookup
from sgc.measure.themes import Theme, theme_named
from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND

#: Cells around a box that are painted anew with it.
MARGIN = 1


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints with the solver of that name, and with ``critical`` by the guidance of a detector as well. Raises
    MissingError without weights."""

    solver: str
    critical: bool = False

    def __post_init__(self) -> None:
        if self.solver not in SOLVERS:
            message = f"There is no solver “{self.solver}”; the flow back end has {', '.join(SOLVERS)}."
            raise SgcError([error(UNKNOWN_BACKEND, message)])
        weights()

    def paint(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> NDArray[Any]:
        """A picture of that width and height, (height, width, 3) bytes."""
        return self._sampled(conditions, size, sampling, None)

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        """The picture with what is in the boxes, and a little around them, painted anew; the rest is as it was."""
        height, width = image.shape[:2]
        rows, columns = height // FACTOR, width // FACTOR
        anew = torch.zeros(1, 1, rows, columns)
        for left, top, right, bottom in boxes:
            x0, y0 = int(left * columns) - MARGIN, int(top * rows) - MARGIN
            x1, y1 = int(np.ceil(right * columns)) + MARGIN, int(np.ceil(bottom * rows)) + MARGIN
            anew[..., max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 1.0
        with torch.inference_mode():
            latents = weights().autoencoder.encode(scaled(torch.from_numpy(image.copy())[None])).mean
        made = self._sampled(conditions, (width, height), sampling, Kept(latents, anew))
        where = anew[0, 0].bool().repeat_interleave(FACTOR, 0).repeat_interleave(FACTOR, 1).numpy()
        return np.where(where[..., None], made, image)

    def _sampled(
        self, conditions: Conditions, size: tuple[int, int], sampling: Sampling, kept: Kept | None
    ) -> NDArray[Any]:
        found = weights()
        start = noise([sampling.seed], size[1] // FACTOR, size[0] // FACTOR)
        latents = sample(
            found.model, condition_of(conditions, found), start, sampling.steps, SOLVERS[self.solver],
            Guidance(sampling.guidance, loss=_loss(conditions, found) if self.critical else None), kept,
        )  # fmt: skip
        with torch.inference_mode():
            return as_bytes(found.autoencoder.decode(latents))[0].numpy()


def _loss(conditions: Conditions, found: Weights) -> Loss:
    """How far latents are from what a detector would have to see of a layout."""
    from sgc.backends.flow.critic import critic_of

    things = [one for one in conditions.regions if not one.backdrop]
    boxes = torch.tensor([one.box for one in things]).reshape(-1, 4)
    critic = critic_of([_concept(one) for one in things], boxes)
    return lambda latents: critic.loss(found.autoencoder.decode(latents)[0])


def condition_of(conditions: Conditions, found: Weights) -> Condition:
    """What the model is told of a layout."""
    scene = conditions.scene
    theme = theme_named(scene.figure.theme)
    look, regions = looks(scene, theme), conditions.regions
    m = max(1, len(regions))
    text, color, boxes = torch.zeros(1, m, SIZE), torch.zeros(1, m, 4), torch.zeros(1, m, 4)
    for i, one in enumerate(regions):
        text[0, i] = _meaning(one, found)
        tone = _color(one, look[one.object], theme)
        if tone is not None:
            color[0, i] = torch.tensor((*_rgb(tone), 1.0))
        boxes[0, i] = torch.tensor(one.box)
    present = torch.arange(m)[None] < len(regions)
    ground = torch.tensor([(*_rgb(scene.figure.background or theme.background), 1.0)])
    return Condition(text, color, boxes, present, ground)


def _meaning(one: Region, found: Weights) -> Tensor:
    """The embedding of its noun."""
    known = found.embeddings.get(_concept(one))
    return known if known is not None else embed([one.noun])[0]


def _concept(one: Region) -> str:
    """Its noun; known words are those of the vocabulary, whatever they are called."""
    entry = lookup(one.noun)
    return entry.concept if entry else one.noun


def _color(one: Region, look: Look, theme: Theme) -> str | None:
    """The colour that a thing takes; a picture has its own where none is stated, and a ground that of the theme."""
    if look.fill:
        return look.fill
    entry = lookup(one.noun)
    if one.backdrop and entry is not None and entry.concept in theme.backdrops:
        return theme.backdrops[entry.concept][0]
    return None


def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
