"""What a generative back end is: it says what it can do, paints a picture from conditions, and parts of one again.

One module or package, a row in the table of back ends, and a frozen dataclass on ``GenerativeBackend``, with its
options as fields. Verifying and mending what it paints is the same for all (``sgc.backends.repainting``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.backends.conditions import Box, Conditions, conditions_of
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout
from sgc.source import Diagnostic, SgcError, error
from sgc.source.codes import LIMIT, NOT_PAINTED, UNKNOWN_BACKEND

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a model heeds of its conditions, and what it can do with a picture.

    ``boxes``: where each thing is; ``masks``: its outline as well; ``regions``: each phrase acts inside its own box
    alone; ``negative``: what must be absent; ``depth_order``: what is nearer; ``inpainting``: it can paint a part of a
    picture again and leave the rest; ``guiding_boxes``: guidance can be another for each thing; ``enlarging``: it
    paints larger pictures as well, and in them small things better; ``writing``: it writes the words of a figure
    itself, which are laid over what others paint. ``most_boxes`` None is no limit. Sides of pictures are multiples of
    ``size_multiple`` pixels, and the longer one is ``longest_side``; None: as long as the canvas's.
    """

    boxes: bool = False
    masks: bool = False
    regions: bool = False
    negative: bool = False
    depth_order: bool = False
    inpainting: bool = False
    guiding_boxes: bool = False
    enlarging: bool = False
    writing: bool = False
    most_boxes: int | None = None
    size_multiple: int = 1
    longest_side: int | None = None

    def size_for(self, canvas: tuple[int, int]) -> tuple[int, int]:
        """Width and height in pixels of what is painted for a canvas, as near to its proportions as can be."""
        scale = self.longest_side / max(canvas) if self.longest_side else 1.0
        width, height = (max(1, round(side * scale / self.size_multiple)) * self.size_multiple for side in canvas)
        return width, height


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a picture is drawn from a model: equal conditions and sampling give equal pixels on one machine.

    ``guidance`` is the scale of classifier-free guidance (or what the model has in its place), 1 being none, and
    ``of_boxes`` that of things for which it is another, by the ids of their regions; only a model that is able to guide
    boxes is given any.
    """

    seed: int
    steps: int
    guidance: float
    of_boxes: Mapping[str, float] = field(default_factory=dict)


class GenerativeBackend(ABC):
    """A back end that paints by a generative model. Pictures are arrays of uint8, height × width × 3, red first.

    Its fields ``seed``, ``steps`` and ``guidance`` are options that all of them have; None is the figure's own seed,
    and the model's own number of steps and scale of guidance. Making one loads nothing. Whatever asks the model raises
    MissingError when a package or the model is not on this machine.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = (".png",)
    #: Whether its pictures are of the drawings' style, so that whatever looks at these looks at them as well; nobody
    #: looks at those of other styles unless a detector is named.
    like_drawings: ClassVar[bool] = False

    seed: int | None
    steps: int | None
    guidance: float | None

    def __post_init__(self) -> None:
        """Raises SgcError for options that nothing can be painted with."""
        if self.seed is not None and self.seed < 0:
            raise _unusable(self.name, f"a seed is 0 or more, not {self.seed}")
        if self.steps is not None and self.steps < 1:
            raise _unusable(self.name, f"the steps are 1 or more, not {self.steps}")
        if self.guidance is not None and not 0 <= self.guidance < inf:
            raise _unusable(self.name, f"guidance is a number from 0, not {self.guidance:g}")

    @property
    @abstractmethod
    def abilities(self) -> Abilities: ...

    @abstractmethod
    def sampling(self, seed: int) -> Sampling:
        """The options, completed by the model's own; this ``seed`` where none is stated."""

    def size(self, conditions: Conditions) -> tuple[int, int]:
        """Width and height in pixels of what is painted."""
        return self.abilities.size_for(conditions.size)

    @abstractmethod
    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        """One sample, of ``size(conditions)`` pixels."""

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        """The same picture with what is in the boxes painted anew, and the rest as it was."""
        raise NotImplementedError(f"{self.name} has no inpainting")

    def enlarged(self, conditions: Conditions) -> GenerativeBackend:
        """The same back end, whose pictures of these conditions have half as many pixels again to a side."""
        raise NotImplementedError(f"{self.name} paints pictures of one size")

    @classmethod
    def warnings(cls, scene: SceneGraph) -> tuple[Diagnostic, ...]:
        """What of a scene the models of this back end are known not to be able to paint."""
        return ()

    def conditions(self, layout: Layout, scene: SceneGraph) -> Conditions:
        """What the layout asks. Raises SgcError where there are links, and when there are more things than the model
        takes."""
        if scene.links:
            message = f"{self.name} paints things, and no links between them."
            hint = "Draw the figure with another back end: svg, png, pdf, tikz, matplotlib."
            raise SgcError([error(NOT_PAINTED, message, scene.links[0].span, hint)])
        found, most = conditions_of(layout, scene), self.abilities.most_boxes
        if not self.abilities.writing:
            found = found.wordless()
        if most is not None and len(found.regions) > most:
            message = f"The figure has {len(found.regions)} things, and {self.name} takes at most {most}."
            raise SgcError([error(LIMIT, message, scene.figure.span, "Choose a back end that takes more boxes.")])
        return found

    def render_layout(self, layout: Layout, scene: SceneGraph) -> bytes:
        """One sample as a PNG file, not yet looked at."""
        image = self.paint(self.conditions(layout, scene), self.sampling(scene.figure.seed or 0))
        return self.finished(image, layout, scene)

    def finished(self, image: NDArray[Any], layout: Layout, scene: SceneGraph) -> bytes:
        """The PNG file of what was painted, with the figure's words where the model does not write them."""
        if not self.abilities.writing:
            from sgc.backends.lettering import lettered

            image = lettered(image, layout, scene)
        return png(image, layout.size)


def _unusable(name: str, what: str) -> SgcError:
    return SgcError([error(UNKNOWN_BACKEND, f"The {name} back end cannot paint so: {what}.")])


def png(image: NDArray[Any], canvas: tuple[int, int]) -> bytes:
    """The picture as a PNG file of exactly the canvas's proportions, as what was measured on it is compared with them:
    a side that the model had to round is stretched by those few pixels."""
    from PIL import Image

    height, width = image.shape[:2]
    picture = Image.fromarray(image, "RGB")
    exact = max(1, round(width * canvas[1] / canvas[0]))
    if exact != height:
        picture = picture.resize((width, exact), Image.Resampling.LANCZOS)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
