"""Models that take structured captions: the scene graph and the layout as the JSON that such a model was trained on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sgc.backends.conditions import Conditions
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.prompts import CAPTIONS
from sgc.backends.generative import Abilities, Sampling


@dataclass(frozen=True)
class Captioned(Adapter):
    """Drives a pipeline by a caption in its own form, in which every thing has its place in words and numbers."""

    @property
    def abilities(self) -> Abilities:
        return self._abilities(boxes=True)

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        write = CAPTIONS[type(self.pipeline).__name__]
        return {"prompt": write(conditions), **self.negative(conditions)}

    def negative(self, conditions: Conditions) -> Mapping[str, Any]:
        """What must be absent, as a caption, too."""
        return {name: json.dumps({"short_description": words}) for name, words in super().negative(conditions).items()}
