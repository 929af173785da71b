"""What a generative model is told of a layout: a phrase for each thing, its box, its colour, its place in depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sgc.graph.box import UNITS
from sgc.graph.colors import color_value
from sgc.graph.scene import Attributes, Kind, SceneGraph, SceneObject
from sgc.graph.vocabulary import Noun
from sgc.layout.types import Layout

#: left, top, right, bottom as fractions of the picture's width and height, origin top-left, y down.
Box = tuple[float, float, float, float]

#: The words of an object phrase in the order in which English puts them.
_ORDER = ("size", "other", "shape", "color", "pattern", "texture", "material")


@dataclass(frozen=True, slots=True)
class Region:
    """One thing to be painted.

    ``id`` is the member's (``apples[2]``) and ``object`` the declaration's. ``phrase`` names the thing with its
    attributes and no article ("large red apple", "sitting girl"), ``noun`` without them. ``color`` is ``#rrggbb``
    where one is stated. A larger ``layer`` is nearer. ``text`` is to be read on or beside it. ``entry`` is what the
    vocabulary knows of it, in the form that it has here: who is on a seat sits. None is a word that it does not know.
    ``rotation`` is in degrees clockwise, and already inside the box.
    """

    id: str
    object: str
    phrase: str
    noun: str
    box: Box
    layer: int
    color: str | None = None
    text: str | None = None
    entry: Noun | None = None
    rotation: int = 0

    @property
    def backdrop(self) -> bool:
        """Whether it lies behind all (sky, grass)."""
        return self.entry is not None and self.entry.role == "backdrop"


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that a picture is painted from. ``size`` is the canvas's in pixels, of which the picture keeps the
    proportions; ``regions`` stand farthest first; ``absent`` are phrases for what must not be seen. Whoever needs more
    than that (outlines, a caption) makes it of ``scene`` and ``layout``."""

    size: tuple[int, int]
    regions: tuple[Region, ...]
    absent: tuple[str, ...]
    scene: SceneGraph
    layout: Layout

    def wordless(self) -> Conditions:
        """The same without what is to be read, for a model that cannot write."""
        texts = {one.id for one in self.scene.objects if one.kind is Kind.TEXT}
        kept = (replace(one, text=None) for one in self.regions if one.object not in texts)
        return replace(self, regions=tuple(kept))


def conditions_of(layout: Layout, scene: SceneGraph) -> Conditions:
    """The conditions that a layout of a scene sets: groups and parts are no things, what is in them is."""
    return Conditions(
        layout.size, tuple(_regions(layout, scene)),
        tuple(phrase_of(one.noun, one.attributes) for one in scene.absences if not one.open), scene, layout,
    )  # fmt: skip


def phrase_of(noun: str, attributes: Attributes) -> str:
    """A thing in words, without an article: ``large red wooden chair``."""
    words = [*_words(attributes), noun]
    return " ".join(words)


def _words(attributes: Attributes) -> Iterator[str]:
    for name in _ORDER:
        value = getattr(attributes, name)
        if isinstance(value, tuple):
            yield from value
        elif value:
            yield value


def _regions(layout: Layout, scene: SceneGraph) -> Iterator[Region]:
    objects = {one.id: one for one in scene.objects}
    width, height = layout.size
    # Layout units are a twelfth of a pixel, which ``Layout.size`` counts.
    across, down = width * UNITS, height * UNITS
    for placed in layout.objects:
        one = objects[placed.object]
        if one.kind in (Kind.GROUP, Kind.PART):
            continue
        left, top, right, bottom = placed.box
        yield Region(
            placed.id, placed.object, _phrase(one), one.noun,
            (_within(left / across), _within(top / down), _within(right / across), _within(bottom / down)),
            placed.layer, _color(one), one.label or one.caption, one.entry, placed.rotation,
        )  # fmt: skip


def _phrase(one: SceneObject) -> str:
    if one.kind is Kind.TEXT and one.label:
        return f'the words "{one.label}"'
    sits = one.entry is not None and one.entry.hip is not None
    return phrase_of(f"sitting {one.noun}" if sits else one.noun, one.attributes)


def _color(one: SceneObject) -> str | None:
    fill = one.properties.get("fill") or one.attributes.color
    value = color_value(fill) if isinstance(fill, str) else None
    return value[:7] if value else None


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
