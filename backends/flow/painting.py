"""Painting with the flow model: from the conditions of a layout to latents, and from latents to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from sgc.backends.conditions import Box, Conditions
from sgc.backends.flow.autoencoder import FACTOR, as_bytes, scaled
from sgc.backends.flow.conditioning import away_of, condition_of
from sgc.backends.flow.sampler import SOLVERS, Guidance, Kept, Loss, noise, sample
from sgc.backends.flow.weights import Weights, weights
from sgc.backends.generative import Sampling
from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND

#: Cells around a box that are painted anew with it, and over how many of them, to both sides of that rim, the new goes
#: over into the old.
MARGIN, FEATHER = 3, 2


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
        anew = F.avg_pool2d(F.pad(anew, (FEATHER,) * 4, mode="replicate"), 2 * FEATHER + 1, 1)
        with torch.inference_mode():
            latents = weights().autoencoder.encode(scaled(torch.from_numpy(image.copy())[None])).mean
        made = self._sampled(conditions, (width, height), sampling, Kept(latents, anew))
        share = F.interpolate(anew, (height, width), mode="bilinear")[0, 0, ..., None].numpy()
        blended: NDArray[Any] = np.rint(image + share * (made - image.astype(np.float32))).astype(np.uint8)
        return blended

    def _sampled(
        self, conditions: Conditions, size: tuple[int, int], sampling: Sampling, kept: Kept | None
    ) -> NDArray[Any]:
        found = weights()
        condition = condition_of(conditions, found)
        boxes = [sampling.of_boxes.get(one.id, sampling.guidance) for one in conditions.regions]
        guidance = Guidance(
            sampling.guidance, torch.tensor([boxes]) if sampling.of_boxes else None,
            away=away_of(conditions, condition, found),
            loss=_loss(conditions, found) if self.critical else None,
        )  # fmt: skip
        start = noise([sampling.seed], size[1] // FACTOR, size[0] // FACTOR)
        latents = sample(found.model, condition, start, sampling.steps, SOLVERS[self.solver], guidance, kept)
        with torch.inference_mode():
            return as_bytes(found.autoencoder.decode(latents))[0].numpy()


def _loss(conditions: Conditions, found: Weights) -> Loss:
    """How far latents are from what a detector would have to see of a layout."""
    from sgc.backends.flow.critic import critic_of

    things = [one for one in conditions.regions if not one.backdrop]
    boxes = torch.tensor([one.box for one in things]).reshape(-1, 4)
    critic = critic_of([one.entry.concept if one.entry else one.noun for one in things], boxes)
    return lambda latents: critic.loss(found.autoencoder.decode(latents)[0])
