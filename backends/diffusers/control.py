"""ControlNet and IP-Adapter: the model follows outlines, segments or depth that sgc draws, or the whole drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sgc.backends.conditions import Conditions
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.drawn import CONTROLS, drawn
from sgc.backends.generative import Abilities, Sampling


@dataclass(frozen=True)
class Controlled(Adapter):
    """Drives a pipeline with a ControlNet, to which a drawing of kind ``control`` is shown."""

    control: str = "edges"

    @property
    def abilities(self) -> Abilities:
        return self._abilities(boxes=True, masks=True, depth_order=True)

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        from PIL import Image

        image = Image.fromarray(CONTROLS[self.control](conditions, size))
        name = "control_image" if "control_image" in self._takes else "image"
        return {**super().inputs(conditions, size, sampling), name: image}


@dataclass(frozen=True)
class Shown(Adapter):
    """Drives a pipeline with an IP-Adapter, to which the scene is shown as sgc draws it."""

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        from PIL import Image

        return {
            **super().inputs(conditions, size, sampling),
            "ip_adapter_image": Image.fromarray(drawn(conditions, size)),
        }
