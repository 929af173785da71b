"""GLIGEN: grounding tokens of phrases and boxes.

Y. Li et al., "GLIGEN: Open-Set Grounded Text-to-Image Generation", 2023.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sgc.backends.conditions import Conditions
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.prompts import said
from sgc.backends.generative import Abilities, Sampling

#: The number of grounding tokens of the models.
MOST = 30


@dataclass(frozen=True)
class Gligen(Adapter):
    """Drives a GLIGEN pipeline: a phrase and a box (left, top, right, bottom in 0 to 1) for each thing."""

    @property
    def abilities(self) -> Abilities:
        return self._abilities(boxes=True, most_boxes=MOST)

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        phrases = [said(one) for one in conditions.regions]
        boxes = [list(one.box) for one in conditions.regions]
        return {
            **super().inputs(conditions, size, sampling),
            "gligen_phrases": phrases or [""], "gligen_boxes": boxes or [[0.0] * 4],  # it wants at least one
        }  # fmt: skip
