"""The back end ``flow``: a layout, its colours and phrases in; a picture that the flow model painted out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.backends.conditions import Box, Conditions
from sgc.backends.generative import Abilities, GenerativeBackend, Sampling
from sgc.graph.scene import SceneGraph
from sgc.source import Diagnostic, MissingError, SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgc.backends.flow.painting import Painter

#: Steps of the solver, and the scale of guidance, where none is stated (MODEL_CARD.md measures others).
STEPS, GUIDANCE = 2, 1.0
#: Pixels of the longer side, where none is stated: things of an ordinary scene are then as large as in training. It is
#: longer, up to ``LARGE``, where the smallest thing would have a longer side of fewer than ``SMALLEST``.
SIDE, LARGE, SMALLEST = 256, 512, 64
#: Sides are multiples of so many pixels: a cell of the latent grid has four, and the network halves the grid twice.
MULTIPLE = 16
#: More than this is only time lost.
MOST_STEPS, MOST_SIDE = 250, 1024


@dataclass(frozen=True, slots=True)
class FlowBackend(GenerativeBackend):
    """Our own small latent flow model; ``side`` is the longer side of the picture in pixels. With ``critic`` the
    networks of the renders detector lead it at every step (sgc.backends.flow.critic)."""

    name: ClassVar[str] = "flow"
    like_drawings: ClassVar[bool] = True

    seed: int | None = None
    steps: int | None = None
    guidance: float | None = None
    side: int | None = None
    solver: str = "multistep"
    critic: bool = False

    def __post_init__(self) -> None:
        GenerativeBackend.__post_init__(self)
        limits = (("steps", self.steps, 1, MOST_STEPS), ("side", self.side, MULTIPLE, MOST_SIDE))
        for option, value, least, most in limits:
            if value is not None and not least <= value <= most:
                message = f"The option {option} of the flow back end is from {least} to {most}, not {value}."
                raise SgcError([error(UNKNOWN_BACKEND, message)])

    @property
    def abilities(self) -> Abilities:
        return Abilities(
            boxes=True, regions=True, negative=True, depth_order=True, inpainting=True, guiding_boxes=True,
            enlarging=self.side is None, size_multiple=MULTIPLE, longest_side=self.side or SIDE,
        )  # fmt: skip

    def size(self, conditions: Conditions) -> tuple[int, int]:
        """Larger where the smallest thing could not be made out otherwise, unless a side is stated."""
        things = [one.box for one in conditions.regions if not one.backdrop]
        if self.side is not None or not things:
            return self.abilities.size_for(conditions.size)
        width, height = conditions.size
        smallest = min(max((box[2] - box[0]) * width, (box[3] - box[1]) * height) for box in things)
        side = round(SMALLEST * max(width, height) / max(smallest, 1e-9))
        return replace(self.abilities, longest_side=min(max(SIDE, side), LARGE)).size_for(conditions.size)

    def enlarged(self, conditions: Conditions) -> FlowBackend:
        return replace(self, side=min(MOST_SIDE, 3 * max(self.size(conditions)) // 2))

    def sampling(self, seed: int) -> Sampling:
        return Sampling(
            seed if self.seed is None else self.seed, self.steps or STEPS,
            GUIDANCE if self.guidance is None else self.guidance,
        )  # fmt: skip

    @classmethod
    def warnings(cls, scene: SceneGraph) -> tuple[Diagnostic, ...]:
        """Of the nouns that its sprites were not taught, and of looks that it cannot paint."""
        from sgc.backends.flow.conditioning import unpainted
        from sgc.backends.flow.meanings import strangers

        return (*strangers(scene), *unpainted(scene))

    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        return self._painter().paint(conditions, self.size(conditions), sampling)

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        return self._painter().repaint(image, boxes, conditions, sampling)

    def _painter(self) -> Painter:
        try:
            from sgc.backends.flow.painting import Painter
        except ImportError as missing:
            message = f"The flow back end needs the package {missing.name}: pip install 'sgc[neural]'"
            raise MissingError(message) from None
        return Painter(self.solver, self.critic)
