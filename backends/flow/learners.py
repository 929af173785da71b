"""What the autoencoder and the flow model are taught: one module for each, from examples to losses.

A learner makes its own batches, ``batch(step, numbers)`` of the stream's examples, and returns its losses from
``forward(batch, step, generator)``; ``sgc.backends.flow.train`` does the rest for both.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sgc.backends.flow.autoencoder import FACTOR, Autoencoder, scaled
from sgc.backends.flow.data import Example, Scenes, forms, stored, training_nouns
from sgc.backends.flow.model import PLANES, SPRITE, Condition, FlowModel, Size
from sgc.backends.flow.phrases import SIZE

Batch = TypeVar("Batch")

#: How often a condition is left out: all of it, what a single thing is, the ground's colour.
NOTHING, BLANK, GROUNDLESS = 0.08, 0.04, 0.3
#: Times of training are the logistic function of a Gaussian with this mean and deviation (P. Esser et al., 2024).
TIME_MEAN, TIME_SPREAD = -0.3, 1.0
#: How near to the end errors of the latent are still counted as those of the velocity, and how much more an error
#: counts where things are.
NEAREST, INSIDE = 0.05, 2.0


class Learner(nn.Module, Generic[Batch]):
    """``learned`` is the network that is being made."""

    learned: nn.Module

    def inner(self) -> list[nn.Parameter]:
        """The kernels and matrices between the network's ends, which Muon moves; AdamW moves all others."""
        return []

    @abstractmethod
    def batch(self, step: int, numbers: Sequence[int]) -> Batch:
        """The examples of these numbers, as the step wants them."""

    @abstractmethod
    def forward(self, batch: Batch, step: int, generator: torch.Generator) -> Mapping[str, Tensor]:
        """The losses, weighted, by their names."""


class AutoencoderLearner(Learner[Tensor]):
    """Pictures come back as they were: absolute and squared errors, errors of differences between neighbours (so that
    edges are sharp), and a little of the divergence that makes the latents a distribution."""

    def __init__(self, seed: int, sides: int) -> None:
        super().__init__()
        self.scenes = Scenes(seed, side=sides)
        self.learned: Autoencoder = Autoencoder()
        self.learned.begin_with_components(self.batch(0, range(10**9, 10**9 + 64)))

    def batch(self, step: int, numbers: Sequence[int]) -> Tensor:
        return scaled(torch.from_numpy(np.stack([self.scenes[number].pixels for number in numbers])))

    def forward(self, batch: Tensor, step: int, generator: torch.Generator) -> Mapping[str, Tensor]:
        code = self.learned.encode(batch)
        error = self.learned.decode(code.sample(generator)) - batch
        across, down = error.diff(dim=-1), error.diff(dim=-2)
        return {
            "absolute": error.abs().mean(),
            "squared": 8 * error.square().mean(),
            "edges": 0.5 * (across.abs().mean() + down.abs().mean()),
            "divergence": 1e-4 * code.divergence(),
        }


@dataclass(frozen=True, slots=True)
class Layouts:
    """Pictures (n, 3, height, width), -1 to 1, their conditions, and ``ink`` (n, 1, rows, columns) of each cell."""

    pictures: Tensor
    condition: Condition
    ink: Tensor


class FlowLearner(Learner[Layouts]):
    """Latents without their noise. The sprites of phrases are there from the beginning."""

    def __init__(
        self, seed: int, sides: int, autoencoder: Autoencoder, embeddings: Mapping[str, Tensor], size: Size
    ) -> None:
        super().__init__()
        self.scenes, self.embeddings = Scenes(seed, side=sides), embeddings
        self.autoencoder = autoencoder.eval().requires_grad_(False)
        self.learned: FlowModel = FlowModel(size)
        self.learned.sprites.teach(*lessons(embeddings))
        self.learned.center.copy_(self.learned.sprites.text.mean(0))
        self.learned.begin_with_components(autoencoder.components)

    def inner(self) -> list[nn.Parameter]:
        ends = ("sketched.", "out.")
        return [one for name, one in self.learned.named_parameters() if one.ndim > 1 and not name.startswith(ends)]

    def batch(self, step: int, numbers: Sequence[int]) -> Layouts:
        examples = [self.scenes[number] for number in numbers]
        pixels = np.stack([example.pixels for example in examples])
        ink = torch.from_numpy(np.stack([example.ink for example in examples]))[:, None]
        return Layouts(
            scaled(torch.from_numpy(pixels)), condition_of(examples, self.embeddings), F.max_pool2d(ink, FACTOR)
        )

    def forward(self, batch: Layouts, step: int, generator: torch.Generator) -> Mapping[str, Tensor]:
        n = len(batch.pictures)
        with torch.no_grad():
            latent = self.autoencoder.encode(batch.pictures).mean
        device = latent.device

        def chance(*shape: int) -> Tensor:
            return torch.rand(shape, generator=generator).to(device)

        nothing = chance(n) < NOTHING
        blank = chance(*batch.condition.present.shape) < BLANK
        condition = batch.condition.without(nothing[:, None].expand_as(blank), nothing | (chance(n) < GROUNDLESS))
        condition = Condition(
            condition.text * ~blank[..., None], condition.color, condition.boxes, condition.present, condition.ground
        )
        t = torch.sigmoid(TIME_MEAN + TIME_SPREAD * torch.randn(n, generator=generator)).to(device)
        noise = torch.randn(latent.shape, generator=generator).to(device)
        along = t[:, None, None, None]
        seen = self.learned((1 - along) * noise + along * latent, t, condition)
        weight = 1 + INSIDE * batch.ink
        error = ((seen - latent) / (1 - along).clamp(min=NEAREST)).square()
        return {"flow": (error * weight).mean() / weight.mean()}


# ---------------------------------------------------------------- from examples to tensors


def condition_of(examples: Sequence[Example], embeddings: Mapping[str, Tensor]) -> Condition:
    """What the model is told of these examples."""
    most = max(1, *(len(example.things) for example in examples))
    n = len(examples)
    text, color = torch.zeros(n, most, SIZE), torch.zeros(n, most, 4)
    boxes, present = torch.zeros(n, most, 4), torch.zeros(n, most, dtype=torch.bool)
    boxes[..., 2:] = 1.0
    for i, example in enumerate(examples):
        for j, thing in enumerate(example.things):
            text[i, j] = embeddings[thing.noun]
            if thing.color is not None:
                color[i, j] = torch.tensor((*thing.color, 1.0))
            boxes[i, j] = torch.tensor(thing.box)
            present[i, j] = True
    ground = torch.tensor([(*example.ground, 1.0) for example in examples])
    return Condition(text, color, boxes, present, ground)


def lessons(embeddings: Mapping[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Every training noun with a picture, and its forms, in its own colours and in a stated one: its embedding
    (k, SIZE), whether the colour is stated (k, 1), and its sprite (k, PLANES, SPRITE, SPRITE) in bytes."""
    text, stated, sprites = [], [], []
    nouns = training_nouns()
    for noun in (*nouns, *forms(nouns)):
        for tinted in (True, False) if noun.kind == "picture" else (True,):
            text.append(embeddings[noun.concept])
            stated.append(torch.tensor([float(tinted)]))
            sprites.append(torch.from_numpy(np.rint(255 * sprite_planes(noun.concept, tinted)).astype(np.uint8)))
    return torch.stack(text), torch.stack(stated), torch.stack(sprites)


def sprite_planes(noun: str, tinted: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """A noun's sprite as the model draws it, (PLANES, SPRITE, SPRITE)."""
    found = stored(noun, tinted).resized(SPRITE, SPRITE)
    planes = np.concatenate((found.tinted[None], found.fixed.transpose(2, 0, 1), found.alpha[None]))
    assert planes.shape == (PLANES, SPRITE, SPRITE)
    return np.ascontiguousarray(planes, np.float32)
