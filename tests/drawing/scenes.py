"""Scenes and layouts made by hand, so that drawing is tested without solving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sgc.drawing import compose
from sgc.drawing.primitives import Drawing, Group, Picture, Primitive
from sgc.graph.scene import Attributes, Figure, Kind, Relation, SceneGraph, SceneObject
from sgc.graph.vocabulary import Noun
from sgc.layout.types import Edges, Layout, PlacedLabel, PlacedObject
from sgc.measure import pictures
from sgc.measure.paths import Bounds, bounds, union
from sgc.measure.text import typeset

APPLE = Noun("apple", icon="food-apple", emoji="🍎")
CAT = Noun("cat", icon="cat", emoji="🐈")
CHESS_KING = Noun("chess king", icon="chess-king")
SKY = Noun("sky", kind="backdrop", role="backdrop")


def units(*edges: float) -> Edges:
    left, top, right, bottom = (round(12 * edge) for edge in edges)
    return left, top, right, bottom


def label(text: str, cx: float, cy: float, size: float = 14, *, inside: bool = True) -> PlacedLabel:
    """A label whose block is centred at (cx, cy) pixels."""
    block = typeset(text, size)
    dx, dy = block.width / 2, block.height / 2
    return PlacedLabel(text, units(cx - dx, cy - dy, cx + dx, cy + dy), size, inside=inside)


@dataclass
class Hand:
    """Collects objects with their places."""

    size: tuple[int, int] = (400, 300)
    theme: str = "default"
    objects: list[SceneObject] = field(default_factory=list)
    placed: list[PlacedObject] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(
        self, id: str, noun: Noun | str, left: float, top: float, width: float, height: float | None = None, *,
        kind: Kind | None = None, color: str | None = None, text: str | None = None, turn: int = 0,
        count: int | None = None, properties: Mapping[str, Any] | None = None, pattern: str | None = None,
        classes: tuple[str, ...] = (),
    ) -> Hand:  # fmt: skip
        """An object; a picture without ``height`` has that of its own proportions. With ``count`` its
        members stand side by side."""
        entry = noun if isinstance(noun, Noun) else None
        name = entry.concept if entry else str(noun)
        kind = kind or (Kind.PICTURE if entry else Kind.SHAPE)
        if height is None:
            aspect = pictures.aspect(noun, tinted=color is not None, rotation=turn)
            height = width / aspect
        one = SceneObject(
            id, kind, name, entry, (count or 1, count or 1), count is not None,
            Attributes(color=color, pattern=pattern), text, None, classes, dict(properties or {}),
        )  # fmt: skip
        self.objects.append(one)
        self.counts[id] = count or 1
        shown = text or (name if kind is Kind.PICTURE and entry is None else None)
        for i, member in enumerate(one.members(count or 1)):
            x = left + i * (width + 10)
            room = (
                label(shown, x + width / 2, top + height / 2, inside=kind is not Kind.PICTURE or entry is None)
                if shown
                else None
            )
            box = units(x, top, x + width, top + height)
            self.placed.append(PlacedObject(member, id, box, len(self.placed), turn, room))
        return self

    @property
    def scene(self) -> SceneGraph:
        return SceneGraph(Figure(title="By hand", size=self.size, theme=self.theme), tuple(self.objects))

    @property
    def layout(self) -> Layout:
        return Layout(self.size, tuple(self.placed), counts=self.counts)

    def drawing(self, *relations: Relation, violated: bool = False, **options: Any) -> Drawing:
        scene = replace(self.scene, relations=relations)
        broken = tuple((one.statement, one.span) for one in relations) if violated else ()
        return compose(scene, replace(self.layout, violated=broken), **options)


def groups(drawing: Drawing) -> dict[str, Group]:
    return {one.id: one for one in drawing.children if isinstance(one, Group) and one.id}


def flat(primitives: tuple[Primitive, ...]) -> Iterator[Primitive]:
    for one in primitives:
        if isinstance(one, Group):
            yield from flat(one.children)
        else:
            yield one


def ink(primitive: Primitive) -> Bounds | None:
    """The box of what a primitive paints, its stroke included."""
    from sgc.drawing.geometry import drawn
    from sgc.drawing.primitives import Ellipse, Image, Path, Rectangle

    match primitive:
        case Picture():
            return union(bounds(drawn(layer.commands, primitive.transform)) for layer in primitive.layers)
        case Path(commands, paint):
            box = bounds(commands)
        case Rectangle(x, y, width, height, paint):
            box = (x, y, x + width, y + height)
        case Ellipse(cx, cy, rx, ry, paint):
            box = (cx - rx, cy - ry, cx + rx, cy + ry)
        case Image(x, y, width, height):
            return (x, y, x + width, y + height)
        case _:
            return None
    half = paint.stroke.width / 2 if paint.stroke else 0
    return box and (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
