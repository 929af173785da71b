"""What a declaration says that can be seen: by which nouns its things may be called, their colour, their text."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Literal

from sgc.graph.colors import color_value
from sgc.graph.nodes import RECORD
from sgc.graph.scene import Kind, SceneObject
from sgc.measure.affine import rotated
from sgc.measure.paths import bounds
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.verify.types import FRAME, PLACEHOLDER, TEXT

#: What a shape is called when its width and height are stated apart.
STRETCHED = {"square": "rectangle", "circle": "ellipse"}


def is_seen(one: SceneObject) -> bool:
    """Whether the object is a thing with ink of its own: part instances have none, groups a title or a frame, and
    marks are no things."""
    if one.kind in (Kind.PART, Kind.MARK):
        return False
    return one.kind is not Kind.GROUP or one.label is not None or has_frame(one)


def has_frame(one: SceneObject) -> bool:
    """Whether a group is drawn with a frame: by its title, a fill or an outline, unless these are stated as nothing."""
    fill, stroke = one.properties.get("fill"), one.properties.get("stroke")
    if isinstance(stroke, str) and solid(stroke) is None:  # what is left is the fill, which a title brings with it
        return one.label is not None if fill is None else isinstance(fill, str) and solid(fill) is not None
    return one.label is not None or any((fill, stroke, one.properties.get("dashed"), one.properties.get("dotted")))


def is_words(one: SceneObject) -> bool:
    """Whether all that is seen of the object are words: of a text, and of a group without a frame its title."""
    return one.kind is Kind.TEXT or (one.kind is Kind.GROUP and one.label is not None and not has_frame(one))


def nouns_of(one: SceneObject) -> frozenset[str]:
    """The nouns by which a detector may call the object."""
    match one.kind:
        case Kind.TEXT:
            return frozenset((TEXT,))
        case Kind.GROUP:
            return frozenset((TEXT if is_words(one) else FRAME,))
        case Kind.PICTURE if one.entry is None:
            return frozenset((one.noun, PLACEHOLDER))
    noun = one.meaning
    if one.kind is not Kind.SHAPE:
        return frozenset((noun,))
    if noun == RECORD and not one.rows:
        return frozenset((RECORD, "rectangle"))
    nouns = {noun}
    if "width" in one.properties and "height" in one.properties and noun in STRETCHED:
        nouns.add(STRETCHED[noun])
    turned = one.properties.get("rotate")
    if turned is not None:
        nouns |= _same_when_turned(noun, float(str(turned)) % 360)
    return frozenset(nouns)


@lru_cache(maxsize=256)
def _same_when_turned(noun: str, degrees: float) -> frozenset[str]:
    """The shapes that the shape looks like once it is turned: a square on its corner is a diamond."""
    if noun not in SHAPES:
        return frozenset()
    outline = rotated(shape_outline(noun, SHAPES[noun].aspect, 1.0), degrees)
    return frozenset(name for name in SHAPES if name not in ("image", TEXT) and _looks_like(outline, name))


def _looks_like(outline: tuple[tuple[str | float, ...], ...], name: str) -> bool:
    """Whether all corners of the outline are corners of the upright shape in the same box, as many as it has."""
    box = bounds(outline)
    if box is None:
        return False
    width, height = box[2] - box[0], box[3] - box[1]
    corners = [_end(command) for command in shape_outline(name, width, height) if len(command) > 1]
    own = [(x - box[0], y - box[1]) for x, y in (_end(command) for command in outline if len(command) > 1)]
    return len(own) == len(corners) and all(
        any(abs(x - u) + abs(y - v) < 0.02 for u, v in corners) for x, y in own
    )  # fmt: skip


def _end(command: tuple[str | float, ...]) -> tuple[float, float]:
    return float(command[-2]), float(command[-1])


def label_of(one: SceneObject) -> str | None:
    """The text at the object: its label, its caption, or the noun that a placeholder shows."""
    if one.kind is Kind.PICTURE and one.entry is None:
        return one.label or one.caption or one.noun
    return one.label or one.caption


def texts_of(one: SceneObject) -> tuple[str, ...]:
    """Every text at the object: its label, and those of its rows one after the other."""
    label = label_of(one)
    return (*(() if label is None else (label,)), *(cell for row in one.rows for cell in row.cells))


def stated_color(one: SceneObject) -> str | None:
    """The colour that has to be seen, as it was stated: a fill that is no plain transparency, else the word."""
    fill = one.properties.get("fill")
    if isinstance(fill, str):
        return solid(fill)
    color = one.attributes.color
    return color if color is not None and color_value(color) is not None else None


def solid(color: str) -> str | None:
    """A colour ``#rrggbb`` or ``#rrggbbaa`` without its opacity; None where nothing of it is seen."""
    return color[:7] if len(color) == 7 or int(color[7:9], 16) else None


def opacity_of(one: SceneObject, paint: Literal["fill", "stroke"] = "fill") -> float:
    """How much of an object's fill or outline is of its own colour: 0 to 1."""
    opacity, color = one.properties.get("opacity", 1), one.properties.get(paint)
    share = float(opacity) if isinstance(opacity, int | Fraction) else 1.0
    return share * int(color[7:9], 16) / 255 if isinstance(color, str) and len(color) == len("#rrggbbaa") else share
