"""The words of a figure over a painted picture: models cannot write, so letters are set as in a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sgc.drawing import compose
from sgc.drawing.primitives import Drawing, Group, Paint, Primitive, Rectangle, Text
from sgc.drawing.shades import most_readable
from sgc.graph.colors import contrast, from_bytes
from sgc.graph.scene import Kind, SceneGraph
from sgc.layout.types import Layout
from sgc.measure.themes import theme_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Letters get a plate where their contrast (WCAG's) with more than this share of what is painted under them is less
#: than ``READABLE``, which is what WCAG asks of large letters.
SHARE, READABLE = 0.1, 3.0
#: How far a plate reaches beyond a text, in sizes of its letters.
RIM = 0.2


def lettered(image: NDArray[Any], layout: Layout, scene: SceneGraph) -> NDArray[Any]:
    """The picture (height × width × 3 bytes) with the figure's words on it; as it is where the figure has none.

    It becomes as large as the canvas where it was smaller, so that the words can be read.
    """
    import numpy as np
    from PIL import Image

    from sgc.backends.raster import PngBackend

    words = tuple(_words(layout, scene))
    if not words:
        return image
    width, height = layout.size
    scale = max(1.0, image.shape[1] / width)
    size = (round(width * scale), round(height * scale))
    picture = Image.fromarray(image).resize(size, Image.Resampling.LANCZOS)
    theme = theme_named(scene.figure.theme)
    on_plates = tuple(_readable(words, np.asarray(picture), scale, (theme.ink, theme.paper)))
    drawn = PngBackend(scale).render(Drawing(width, height, "none", on_plates))
    letters = Image.open(BytesIO(drawn)).convert("RGBA")
    return np.asarray(Image.alpha_composite(picture.convert("RGBA"), letters).convert("RGB"))


def has_words(scene: SceneGraph) -> bool:
    """Whether anything of the figure is to be read."""
    return bool(scene.figure.title) or any(one.label or one.caption for one in scene.objects)


def _words(layout: Layout, scene: SceneGraph) -> Iterator[Primitive]:
    """What is written in the figure's drawing: texts, whichever way they are turned, labels, titles."""
    if not has_words(scene):
        return
    # Images are not read for their labels' sake.
    plain = tuple(replace(one, properties={}) if one.kind is Kind.IMAGE else one for one in scene.objects)
    texts = {one.id for one in scene.objects if one.kind is Kind.TEXT}
    written = {placed.id for placed in layout.objects if placed.object in texts}
    for group in compose(replace(scene, objects=plain), layout).children:
        if isinstance(group, Group):
            yield from group.children if group.id in written else _texts(group.children)


def _texts(children: Sequence[Primitive]) -> Iterator[Text]:
    for one in children:
        if isinstance(one, Text):
            yield one
        elif isinstance(one, Group):
            yield from _texts(one.children)


def _readable(
    words: Sequence[Primitive], picture: NDArray[Any], scale: float, plates: tuple[str, str]
) -> Iterator[Primitive]:
    """The words, each that could not be read on what is painted there with a plate under it."""
    for one in words:
        if isinstance(one, Text):
            left, top = int(one.x * scale), int(one.y * scale)
            right, bottom = int((one.x + one.width) * scale) + 1, int((one.y + one.height) * scale) + 1
            under = picture[max(0, top) : bottom : 2, max(0, left) : right : 2].reshape(-1, 3)
            pale = [contrast(one.color, from_bytes(color)) < READABLE for color in under.tolist()]
            if sum(pale) > SHARE * len(pale):
                rim = RIM * one.font_size
                yield Rectangle(
                    one.x - rim, one.y - rim, one.width + 2 * rim, one.height + 2 * rim,
                    Paint(most_readable(plates, (one.color,)), opacity=0.88), 1.5 * rim,
                )  # fmt: skip
        yield one
