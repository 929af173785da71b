"""From training scenes to what the two networks are taught: maps for whole pictures, and cut-outs of single things."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from sgc.training.scenes import SEEN, Painter, Scene
from sgc.verify.boxes import area, middle, overlap
from sgc.verify.renders.cutting import CROP, Sheet
from sgc.verify.renders.model import STRIDE
from sgc.verify.types import Pixels

Floats = NDArray[np.float32]

#: Sides of training pictures, how many of them make a batch, and how often.
SIZES = ((256, 8, 0.65), (512, 2, 0.35))
#: Cut-outs of a batch, and the share of them that are no whole thing.
CUT_OUTS, WRONG = 64, 0.2
#: What two boxes must share of their union for one to be called the other's thing.
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Batch:
    """``pictures`` (n, side, side, 3) bytes. Maps have a cell for STRIDE pixels: ``center`` (n, rows, columns), 1 in
    the middle of things and less around it, -1 where nothing is asked; ``edges`` (n, 4, rows, columns), distances in
    cells, 0 where nothing is asked; ``text`` (n, rows, columns), 0 or 1.

    ``cut_outs`` (m, CROP, CROP, 3) bytes; ``labels`` (m), -1 for what is no whole thing; ``shift`` (m, 4); ``turn``
    (m, 2), zeros where a turn cannot be told.
    """

    pictures: NDArray[np.uint8]
    center: Floats
    edges: Floats
    text: Floats
    cut_outs: NDArray[np.uint8]
    labels: NDArray[np.int64]
    shift: Floats
    turn: Floats


class Batches:
    """Batches by their number: the same seed and number give the same batch."""

    def __init__(self, painter: Painter, seed: int) -> None:
        self.painter, self.seed = painter, seed

    def __getitem__(self, step: int) -> Batch:
        random = np.random.default_rng([self.seed, step])
        side, count, _ = SIZES[int(random.choice(len(SIZES), p=[chance for _, _, chance in SIZES]))]
        scenes = [self.painter.scene(random, side, side) for _ in range(count)]
        maps = [maps_of(scene) for scene in scenes]
        cut, labels, shift, turn = self._cut_outs(random)
        return Batch(
            np.stack([scene.pixels for scene in scenes]), np.stack([one[0] for one in maps]),
            np.stack([one[1] for one in maps]), np.stack([one[2] for one in maps]), cut, labels, shift, turn,
        )  # fmt: skip

    def _cut_outs(self, random: Generator) -> tuple[NDArray[np.uint8], NDArray[np.int64], Floats, Floats]:
        """Each from a small scene of its own, so that no two of a batch have much in common."""
        cut = np.zeros((CUT_OUTS, CROP, CROP, 3), np.uint8)
        labels = np.full(CUT_OUTS, -1, np.int64)
        shift, turn = np.zeros((CUT_OUTS, 4), np.float32), np.zeros((CUT_OUTS, 2), np.float32)
        for i in range(CUT_OUTS):
            scene = self.painter.patch(random)
            seen = [one for one in scene.things if one.visible >= 0.5]
            if not seen:
                continue
            one = max(seen, key=lambda one: area(one.box))
            wrong = random.random() < WRONG
            box = _elsewhere(random, one.box) if wrong else _nearly(random, one.box)
            cut[i] = Sheet(scene.pixels).cut(box)
            if overlap(box, one.box) < SAME:
                continue
            labels[i] = self.painter.classes.labels[one.kind]
            width, height = box[2] - box[0], box[3] - box[1]
            shift[i] = (np.array(one.box) - np.array(box)) / (width, height, width, height)
            if self.painter.classes.has_turn(one.kind):
                turn[i] = np.cos(np.radians(one.degrees)), np.sin(np.radians(one.degrees))
        return cut, labels, shift, turn


def maps_of(scene: Scene) -> tuple[Floats, Floats, Floats]:
    """``center``, ``edges`` and ``text`` of one picture, as in Batch."""
    rows, columns = scene.pixels.shape[0] // STRIDE, scene.pixels.shape[1] // STRIDE
    center, edges = np.zeros((rows, columns), np.float32), np.zeros((4, rows, columns), np.float32)
    y, x = (np.mgrid[0:rows, 0:columns] + 0.5).astype(np.float32)
    for one in sorted(scene.things, key=lambda one: area(one.box)):  # of two in one cell the smaller is asked for
        left, top, right, bottom = (edge / STRIDE for edge in one.box)
        cx, cy = middle((left, top, right, bottom))
        spread_x, spread_y = max(0.55, (right - left) / 12), max(0.55, (bottom - top) / 12)
        near = np.exp(-((x - cx) ** 2 / spread_x**2 + (y - cy) ** 2 / spread_y**2) / 2)
        near[int(min(cy, rows - 1)), int(min(cx, columns - 1))] = 1.0
        if one.visible < SEEN:
            center[(near > 0.3) & (center < 0.3)] = -1.0
            continue
        near[center < 0] = 0.0
        asked = (near > 0.55) & (near > center) & (x > left) & (x < right) & (y > top) & (y < bottom)
        for i, distance in enumerate((x - left, y - top, right - x, bottom - y)):
            edges[i][asked] = distance[asked]
        center = np.where(center < 0, center, np.maximum(center, near))
    text = np.zeros((rows, columns), np.float32)
    for left, top, right, bottom in scene.texts:
        text[int(top / STRIDE) : int(bottom / STRIDE) + 1, int(left / STRIDE) : int(right / STRIDE) + 1] = 1.0
    return center, edges, text


def _nearly(random: Generator, box: Pixels) -> Pixels:
    """The box as a proposer might have it: each edge a little off, or well off."""
    width, height = box[2] - box[0], box[3] - box[1]
    spread = 0.02 if random.random() < 0.4 else 0.09
    by = random.normal(0, spread, 4) + random.normal(0, 0.7, 4) / np.array((width, height, width, height))
    by = np.clip(by, -0.22, 0.22)
    return (
        box[0] + by[0] * width, box[1] + by[1] * height, box[2] + by[2] * width, box[3] + by[3] * height
    )  # fmt: skip


def _elsewhere(random: Generator, box: Pixels) -> Pixels:
    """A box near the thing that does not hold it as a whole: a part of it, more than it, or half beside it."""
    width, height = box[2] - box[0], box[3] - box[1]
    kind = random.integers(3)
    if kind == 0:
        w, h = width * random.uniform(0.3, 0.7), height * random.uniform(0.3, 0.7)
        left, top = box[0] + random.uniform(0, width - w), box[1] + random.uniform(0, height - h)
        return left, top, left + w, top + h
    if kind == 1:
        a, b = random.uniform(0.2, 1.2, 2)
        return box[0] - a * width, box[1] - b * height, box[2] + width * random.uniform(0, 0.5), box[3]
    x, y = random.choice([-1, 1], 2) * random.uniform(0.35, 1.2, 2) * (width, height)
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
