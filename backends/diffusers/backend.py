"""The back end ``diffusers:MODEL``: paints with a diffusers pipeline that is on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.backends.conditions import Box, Conditions
from sgc.backends.generative import Abilities, GenerativeBackend, Sampling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgc.backends.diffusers.adapter import Adapter


@dataclass(frozen=True)
class DiffusersBackend(GenerativeBackend):
    """Pictures by a diffusion model of yours: diffusers:FOLDER, or the name of one that was downloaded before.

    ``way`` is how the layout reaches the model, of those that its kind of pipeline has (the table in
    ``sgc.backends.diffusers.table``; empty: the best). ``side`` is the picture's longer side in pixels (None: what the
    model was made for). ``controlnet`` is a ControlNet to add to the model, and ``control`` what is drawn for it:
    edges, segmentation or depth. ``ip_adapter`` is the weights of an IP-Adapter, which is shown the scene as sgc draws
    it.
    """

    name: ClassVar[str] = "diffusers"

    model: str
    way: str = ""
    side: int | None = None
    controlnet: str = ""
    control: str = "edges"
    ip_adapter: str = ""
    seed: int | None = None
    steps: int | None = None
    guidance: float | None = None

    @property
    def abilities(self) -> Abilities:
        return self._adapter.abilities

    def sampling(self, seed: int) -> Sampling:
        usual = self._adapter.usual(seed if self.seed is None else self.seed)
        steps = usual.steps if self.steps is None else self.steps
        return Sampling(usual.seed, steps, usual.guidance if self.guidance is None else self.guidance)

    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        return self._adapter.paint(conditions, sampling)

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        from sgc.backends.diffusers.inpainting import Inpainter

        return Inpainter.of(self._adapter).repaint(image, boxes, conditions, sampling)

    @property
    def _adapter(self) -> Adapter:
        """Loads the model the first time. Raises MissingError where it is not here, and SgcError for options that do
        not go with it."""
        from sgc.backends.diffusers.table import adapter_for

        return adapter_for(self.model, self.way, self.side, self.controlnet, self.control, self.ip_adapter)
