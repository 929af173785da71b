"""From a picture's pixels to boxes that may hold a thing: the proposer's maps, read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional as F

from sgc.verify.boxes import distinct
from sgc.verify.renders.model import STRIDE, UNIT, Maps, Proposer
from sgc.verify.renders.weights import as_input
from sgc.verify.types import Pixels

#: Pixels along the longer side of a picture when it is looked at: once for what is large in it, once for what is small.
SIDES = (256, 640)
#: A middle less likely than this is none; and no more of them are looked at.
LIKELY, MOST = 0.2, 300
#: Two boxes that share this much of their union are of one thing.
SAME = 0.65

_WAY = Image.Resampling.BILINEAR


@dataclass(frozen=True, slots=True, eq=False)
class Proposals:
    """``things`` are boxes, the likeliest first; ``lettering`` (height, width) is where the picture, of its own size,
    seems to have letters, 0 to 1."""

    things: tuple[Pixels, ...]
    lettering: NDArray[np.float32]


def propose(proposer: Proposer, picture: NDArray[np.uint8]) -> Proposals:
    """Where things may be in a picture (height, width, 3)."""
    height, width = picture.shape[:2]
    peaks: list[tuple[Pixels, float]] = []
    lettering = np.zeros((height, width), np.float32)
    for side in SIDES:
        scale = side / max(height, width) if side == SIDES[0] else min(1.0, side / max(height, width))
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        seen = picture if scale == 1.0 else np.asarray(Image.fromarray(picture).resize(size, _WAY))
        pad = ((0, -size[1] % UNIT), (0, -size[0] % UNIT), (0, 0))
        with torch.inference_mode():
            maps = proposer(as_input(np.pad(seen, pad, mode="edge")[None]))
        across, down = size[0] / width, size[1] / height
        peaks += [
            ((box[0] / across, box[1] / down, box[2] / across, box[3] / down), score)
            for box, score in _peaks(maps, *size)
        ]
        lettering = _lettering(maps, size, (width, height))  # the finest is best for letters
    likeliest = sorted(peaks, key=lambda one: -one[1])
    return Proposals(tuple(distinct([box for box, _ in likeliest], SAME)), lettering)


def _lettering(maps: Maps, seen: tuple[int, int], whole: tuple[int, int]) -> NDArray[np.float32]:
    text = Image.fromarray(maps.text[0, 0].sigmoid().numpy())
    text = text.resize((text.width * STRIDE, text.height * STRIDE), _WAY).crop((0, 0, *seen))
    return np.asarray(text.resize(whole, _WAY), np.float32)


def _peaks(maps: Maps, width: int, height: int) -> list[tuple[Pixels, float]]:
    """The cells that are likelier middles than all around them, each with its box, within the picture."""
    likely = maps.center.sigmoid()
    likely = torch.where(likely == F.max_pool2d(likely, 3, 1, 1), likely, 0.0)[0, 0]
    scores, places = likely.flatten().sort(descending=True, stable=True)
    found = []
    for score, place in zip(scores[:MOST].tolist(), places[:MOST].tolist(), strict=True):
        if score < LIKELY:
            break
        row, column = divmod(place, likely.shape[1])
        left, top, right, bottom = (STRIDE * maps.edges[0, :, row, column].exp()).tolist()
        x, y = (column + 0.5) * STRIDE, (row + 0.5) * STRIDE
        box = (max(0.0, x - left), max(0.0, y - top), min(float(width), x + right), min(float(height), y + bottom))
        if box[2] - box[0] >= 2 and box[3] - box[1] >= 2:
            found.append((box, score))
    return found
