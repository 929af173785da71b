"""How many boxes of fixed layouts, which no training has, are right: what a run of training logs every so often.

The detector of renders looks at the pictures; its training never saw what the flow model paints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sgc.backends.flow.autoencoder import FACTOR, Autoencoder, as_bytes
from sgc.backends.flow.data import Example, Scenes, color_term
from sgc.backends.flow.learners import condition_of
from sgc.backends.flow.model import FlowModel
from sgc.backends.flow.sampler import noise, sample
from sgc.verify.boxes import overlap

#: The seed of the layouts, how many of them, and the steps of a sample.
SEED, COUNT, STEPS = 2**31, 8, 8
#: What a seen box must share of the union with the one that was asked for.
SAME = 0.5


def held_out_layouts(side: int) -> list[Example]:
    """Always the same."""
    scenes = Scenes(SEED, side=side)
    return [scenes.of(number, 1 + number % 4) for number in range(COUNT)]


def boxes_right(
    model: FlowModel, autoencoder: Autoencoder, layouts: Sequence[Example], embeddings: Mapping[str, Tensor]
) -> float:
    """The share of things that are seen where they should be, with their nouns and colours."""
    device = next(model.parameters()).device
    cells = len(layouts[0].pixels) // FACTOR
    start = noise(range(len(layouts)), cells, cells).to(device)
    latents = sample(model, condition_of(layouts, embeddings).to(device), start, STEPS)
    with torch.inference_mode():
        return share_right(as_bytes(autoencoder.decode(latents)).cpu().numpy(), layouts)


def share_right(pictures: NDArray[Any], layouts: Sequence[Example]) -> float:
    """The same of finished pictures (n, side, side, 3)."""
    from sgc.verify.renders.looking import look

    right = []
    for picture, layout in zip(pictures, layouts, strict=True):
        side = len(picture)
        seen = look(np.ascontiguousarray(picture), ())
        for thing in layout.things:
            x0, y0, x1, y1 = thing.box
            box = (x0 * side, y0 * side, x1 * side, y1 * side)
            term = color_term(thing.color)
            right.append(any(
                thing.noun in (one.noun, *one.also) and overlap(box, one.box) >= SAME
                and (not term or one.attributes.get("color") == term)
                for one in seen.detections
            ))  # fmt: skip
    return sum(right) / max(1, len(right))
