"""Pictures that sgc draws for a model to follow: outlines, segments and depth of the things of a layout.

All are arrays of uint8, height × width × 3, as ControlNets were trained on: white edges on black (Canny), ADE20K's
colours of classes, and depth that is brighter where it is nearer (MiDaS).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Conditions
from sgc.backends.raster import PngBackend
from sgc.drawing import compose
from sgc.drawing.primitives import Drawing, Group, Text
from sgc.graph.colors import BASIC
from sgc.graph.vocabulary import meaning
from sgc.verify.picture import picture_file
from sgc.verify.pixels import pixels_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The colours of some of ADE20K's 150 classes, by concepts of the vocabulary. What is not here gets one of its own.
ADE20K: Mapping[str, tuple[int, int, int]] = {
    "wall": (120, 120, 120), "building": (180, 120, 120), "sky": (6, 230, 230), "floor": (80, 50, 50),
    "tree": (4, 200, 3), "road": (140, 140, 140), "street": (140, 140, 140), "bed": (204, 5, 255),
    "window": (230, 230, 230), "grass": (4, 250, 7), "person": (150, 5, 61), "door": (8, 255, 51),
    "table": (255, 6, 82), "mountain": (143, 255, 140), "plant": (204, 255, 4), "curtain": (255, 51, 7),
    "chair": (204, 70, 3), "car": (0, 102, 200), "water": (61, 230, 250), "sofa": (11, 102, 255),
}  # fmt: skip


def drawn(conditions: Conditions, size: tuple[int, int]) -> NDArray[Any]:
    """The scene as sgc draws it, ``size`` (width, height) pixels large."""
    drawing = compose(conditions.scene, conditions.layout)
    return _pixels(drawing, drawing.children, drawing.background, size)


def silhouettes(conditions: Conditions, size: tuple[int, int]) -> Mapping[str, NDArray[Any]]:
    """Where the ink of each region is when nothing is in front of it: bool, height × width, by its id."""
    drawing = compose(conditions.scene, conditions.layout)
    wanted = {one.id for one in conditions.regions}
    found = {}
    for group in drawing.children:
        if isinstance(group, Group) and group.id in wanted:
            alone = (_without_labels(group),)
            # Ink is where it makes no difference what is behind.
            light, dark = (_pixels(drawing, alone, ground, size).astype(int) for ground in ("#ffffff", "#000000"))
            found[str(group.id)] = (light - dark).max(axis=2) < 128
    return found


def visible(conditions: Conditions, size: tuple[int, int]) -> NDArray[Any]:
    """The number of the region that is seen at each pixel: int, height × width, -1 where there is none."""
    import numpy as np

    masks = silhouettes(conditions, size)
    found = np.full((size[1], size[0]), -1)
    for number, region in enumerate(conditions.regions):  # farthest first
        if region.id in masks:
            found[masks[region.id]] = number
    return found


def edges(conditions: Conditions, size: tuple[int, int]) -> NDArray[Any]:
    """White outlines of what is seen of each thing, on black."""
    import numpy as np

    seen = visible(conditions, size)
    line = np.zeros(seen.shape, bool)
    line[:, 1:] |= seen[:, 1:] != seen[:, :-1]
    line[1:] |= seen[1:] != seen[:-1]
    return _gray(np.where(line, 255, 0))


def segmentation(conditions: Conditions, size: tuple[int, int]) -> NDArray[Any]:
    """What is seen of each thing in its class's colour, on that of walls."""
    import numpy as np

    colors = [ADE20K["wall"]]
    spare = [color for name in BASIC if (color := _rgb(BASIC[name])) not in ADE20K.values()]
    others: dict[str, tuple[int, int, int]] = {}
    for region in conditions.regions:
        concept = meaning(region.noun)
        colors.append(ADE20K.get(concept) or others.setdefault(concept, spare[len(others) % len(spare)]))
    painted: NDArray[Any] = np.array(colors, np.uint8)[visible(conditions, size) + 1]
    return painted


def depth(conditions: Conditions, size: tuple[int, int]) -> NDArray[Any]:
    """The order of things as depth: black behind all, backdrops dark, the nearest thing white."""
    import numpy as np

    things = [one.id for one in conditions.regions if not one.backdrop]
    values = [0]
    for region in conditions.regions:
        share = (things.index(region.id) + 1) / len(things) if region.id in things else 0.0
        values.append(round(64 + 191 * share))
    return _gray(np.array(values)[visible(conditions, size) + 1])


#: What can be drawn for a ControlNet, by name.
CONTROLS: Mapping[str, Callable[[Conditions, tuple[int, int]], Any]] = {
    "edges": edges, "segmentation": segmentation, "depth": depth,
}  # fmt: skip


def _pixels(drawing: Drawing, children: Any, ground: str, size: tuple[int, int]) -> NDArray[Any]:
    import numpy as np
    from PIL import Image

    scale = max(size[0] / drawing.width, size[1] / drawing.height)
    data = PngBackend(scale).render(replace(drawing, children=tuple(children), background=ground))
    image = Image.fromarray(pixels_of(picture_file("drawn.png", data)))
    return np.asarray(image if image.size == size else image.resize(size, Image.Resampling.LANCZOS))


def _without_labels(group: Group) -> Group:
    """A thing's own ink; a text is all ink that it has."""
    kept = tuple(one for one in group.children if not isinstance(one, Text))
    return replace(group, children=kept or group.children)


def _gray(values: Any) -> NDArray[Any]:
    import numpy as np

    return np.repeat(values.astype(np.uint8)[..., None], 3, axis=2)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
