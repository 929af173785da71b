"""Painting into boxes: a background first, then every thing into its box; and what failed into its box again.

Any inpainting pipeline can do it, and most others have one that shares their weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Box, Conditions, Region
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.placement import cells_of
from sgc.backends.diffusers.prompts import background_of, negative_of, said
from sgc.backends.diffusers.siblings import inpainting
from sgc.backends.generative import Abilities, Sampling

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: How much of what was in a box is painted anew: all.
STRENGTH = 1.0
#: A region is painted again when so much of its box is in what has to be.
INSIDE = 0.7


@dataclass(frozen=True)
class Inpainter(Adapter):
    """Drives an inpainting pipeline: the background, then every thing into its box, the farthest first."""

    @classmethod
    def of(cls, adapter: Adapter) -> Inpainter:
        """The inpainter with another adapter's weights."""
        return cls(inpainting(adapter.pipeline), adapter.abilities.longest_side)

    @property
    def abilities(self) -> Abilities:
        return self._abilities(boxes=True, regions=True, depth_order=True)

    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        import numpy as np

        width, height = self.abilities.size_for(conditions.size)
        everything = np.ones((height, width), bool)
        image = np.full((height, width, 3), 127, np.uint8)
        image = self._into(image, everything, background_of(conditions), self._nothing(conditions), sampling)
        return self._regions(image, conditions.regions, conditions, sampling)

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        """What should not be in the boxes becomes background; then come the things of which most is in them."""
        import numpy as np

        height, width = image.shape[:2]
        again = [one for one in conditions.regions if any(_share(one.box, box) >= INSIDE for box in boxes)]
        stray = np.zeros((height, width), bool)
        for box in boxes:
            stray[cells_of(box, height, width)] = True
        for region in conditions.regions:
            if not region.backdrop and region not in again:
                stray[cells_of(region.box, height, width)] = False
        if stray.any():
            image = self._into(image, stray, background_of(conditions), self._nothing(conditions), sampling)
        return self._regions(image, [one for one in again if not one.backdrop], conditions, sampling)

    def _regions(
        self, image: NDArray[Any], regions: Sequence[Region], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        """Each region into its box, where no other thing is in front of it that stays as it is."""
        import numpy as np

        height, width = image.shape[:2]
        painted = {one.id for one in regions}
        for region in regions:
            if region.backdrop:
                continue
            mask = np.zeros((height, width), bool)
            mask[cells_of(region.box, height, width)] = True
            for other in conditions.regions:
                if other.layer > region.layer and other.id not in painted:
                    mask[cells_of(other.box, height, width)] = False
            if mask.any():
                prompt = f"{said(region)}, {background_of(conditions)}"
                image = self._into(image, mask, prompt, negative_of(conditions), sampling)
        return image

    def _into(
        self, image: NDArray[Any], mask: NDArray[Any], prompt: str, negative: str, sampling: Sampling
    ) -> NDArray[Any]:
        """The image with what the prompt says painted where the mask is; the rest stays, to the pixel."""
        import numpy as np
        from PIL import Image

        size = (image.shape[1], image.shape[0])
        new = self.ask(
            sampling, size, prompt=prompt, image=Image.fromarray(image), strength=STRENGTH,
            mask_image=Image.fromarray(np.where(mask, 255, 0).astype(np.uint8)),
            **({"negative_prompt": negative} if negative and self._heeds_negative else {}),
        )  # fmt: skip
        return np.where(mask[..., None], new, image)

    def _nothing(self, conditions: Conditions) -> str:
        """What must not be in the background: every thing."""
        things = (one.noun for one in conditions.regions if not one.backdrop)
        return ", ".join(dict.fromkeys((*things, *conditions.absent)))


def _share(box: Box, other: Box) -> float:
    """The share of a box that is in another one."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max(0.0, width) * max(0.0, height) / area if area else 0.0
