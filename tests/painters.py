"""A stand-in for a generative model, which paints discs and now and then goes wrong, and an eye that sees discs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from sgc.backends.conditions import Box, Conditions
from sgc.backends.generative import Abilities, GenerativeBackend, Sampling
from sgc.graph.colors import color_value
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import Detection, Observation

COLORS = ("red", "green", "blue", "yellow")
PAPER = "#ffffff"


@dataclass(frozen=True)
class DiscPainter(GenerativeBackend):
    """Discs of the regions' colours; one comes out gray unless chance, of the seed, is below the guidance."""

    name: ClassVar[str] = "discs"

    seed: int | None = None
    steps: int | None = None
    guidance: float | None = None
    whole: bool = False  # whether it can only paint whole pictures
    detailed: bool = False  # whether discs come out right only in a picture that is larger than usual
    dim: bool = False  # whether discs come out right only on a dark ground
    side: int = 160
    guiding: bool = False  # whether each disc has guidance of its own
    stray: bool = False  # whether a disc that nobody asked for is in the first picture

    @property
    def abilities(self) -> Abilities:
        return Abilities(
            boxes=True, inpainting=not self.whole, guiding_boxes=self.guiding,
            enlarging=self.detailed and self.side == 160, most_boxes=6,
            size_multiple=16, longest_side=self.side,
        )  # fmt: skip

    def enlarged(self, conditions: Conditions) -> DiscPainter:
        return replace(self, side=240)

    def sampling(self, seed: int) -> Sampling:
        guidance = 0.5 if self.guidance is None else self.guidance
        return Sampling(seed if self.seed is None else self.seed, self.steps or 1, guidance)

    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        chance = np.random.default_rng(sampling.seed)
        width, height = self.abilities.size_for(conditions.size)
        ground = _rgb(conditions.scene.figure.background or PAPER)
        image = np.broadcast_to(ground, (height, width, 3)).astype(np.uint8)
        across, down = (np.arange(width) + 0.5) / width, (np.arange(height)[:, None] + 0.5) / height
        for region in conditions.regions:
            left, top, right, bottom = region.box
            x, y = (across - (left + right) / 2) / (right - left), (down - (top + bottom) / 2) / (bottom - top)
            guidance = sampling.of_boxes.get(region.id, sampling.guidance)
            right_one = chance.random() < guidance and not (self.detailed and max(width, height) <= 160)
            right_one &= ground.mean() < 128 or not self.dim
            image[np.hypot(x, y) <= 0.5] = _rgb(region.color or "#000000") if right_one else (128, 128, 128)
        if self.stray and sampling.seed == self.sampling(0).seed:
            image[:12, :12] = _rgb(str(color_value("yellow")))
        return image

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        new, merged = self.paint(conditions, sampling), image.copy()
        height, width = image.shape[:2]
        for left, top, right, bottom in boxes:
            rows = slice(round(top * height), round(bottom * height))
            columns = slice(round(left * width), round(right * width))
            merged[rows, columns] = new[rows, columns]
        return merged


@dataclass(frozen=True)
class DiscDetector:
    """Sees every disc of one of the known colours, and nothing of another."""

    name: ClassVar[str] = "eye"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def knows(self, noun: str) -> bool:
        return noun == "circle"

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        pixels = pixels_of(picture).astype(int)
        found = []
        for word in COLORS:
            value = str(color_value(word))
            places, _ = ndimage.label((abs(pixels - _rgb(value)) < 40).all(axis=2))
            for rows, columns in ndimage.find_objects(places):
                box = (columns.start, rows.start, columns.stop, rows.stop)
                if min(box[2] - box[0], box[3] - box[1]) > 3:
                    found.append(Detection("circle", box, colors=((value, 1.0),), attributes={"color": word}))
        return Observation((pixels.shape[1], pixels.shape[0]), tuple(found), (), frozenset(("color",)))


def _rgb(color: str) -> NDArray[Any]:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])
