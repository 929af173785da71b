"""What exports to diagram tools print: nodes, frames and links with their texts, looks and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sgc.drawing.appearance import looks
from sgc.drawing.shades import most_readable, opacity_of
from sgc.graph.box import UNITS
from sgc.graph.links import heads, label_id
from sgc.graph.nodes import NAMELESS
from sgc.graph.scene import Kind, Length, Link, Port, SceneGraph, SceneObject
from sgc.layout.types import Layout, PlacedObject, PlacedRoute
from sgc.measure.themes import theme_named


@dataclass(frozen=True, slots=True)
class Part:
    """A node, or a frame with ``children``. ``key`` is a name of ASCII letters, digits and ``_`` that is unique in the
    figure; the box is left, top, width, height in canvas pixels. ``fill`` and ``stroke`` are ``#rrggbb`` or None;
    ``stated`` those that the person gave, "none" among them. ``ink`` is the colour of its words, where it is stated or
    its fill asks for another than the theme's."""

    key: str
    object: SceneObject
    text: str
    box: tuple[float, float, float, float]
    fill: str | None
    stroke: str | None
    stated: dict[str, str]
    ink: str | None = None
    children: list[Part] = field(default_factory=list)

    @property
    def is_frame(self) -> bool:
        return self.object.kind in (Kind.GROUP, Kind.PART)

    @property
    def shape(self) -> str:
        return self.object.meaning


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between the keys of parts; ``points`` are the corners of its way in canvas pixels, and ``label_at`` the
    centre of its label."""

    link: Link
    source: str
    target: str
    tail: str
    head: str
    points: tuple[tuple[float, float], ...]
    label_at: tuple[float, float] | None
    stroke: str | None
    width: float | None
    ports: tuple[Port, Port]

    @property
    def line(self) -> str:
        """``dashed``, ``dotted``, ``bold`` or ``solid``."""
        return next((one for one in ("dashed", "dotted", "bold") if self.link.properties.get(one) is True), "solid")


class Parts:
    """Everything of a figure that such an export prints, in the order of declaration."""

    def __init__(self, layout: Layout, scene: SceneGraph) -> None:
        self.layout, self.scene = layout, scene
        self._theme = theme_named(scene.figure.theme)
        self._looks = looks(scene, self._theme)
        self._places = {one.id: one for one in layout.objects}
        self._keys: dict[str, str] = {}
        self._taken: set[str] = set()
        labels = {label_id(link) for link in scene.links}
        by_object: dict[str, list[PlacedObject]] = {}
        for one in layout.objects:
            by_object.setdefault(one.object, []).append(one)
        self.roots: list[Part] = []
        found: dict[str, Part] = {}
        for declared in scene.objects:
            if declared.id in labels:
                continue
            for placed in by_object.get(declared.id, ()):
                found[placed.id] = self._part(declared, placed)
        for id, part in found.items():
            around = found.get(part.object.container or "")
            (around.children if around is not None and id != part.object.container else self.roots).append(part)
        self.all = tuple(found.values())

    def _part(self, one: SceneObject, placed: PlacedObject) -> Part:
        left, top, right, bottom = (edge / UNITS for edge in placed.box)
        look = self._looks.get(one.id)
        nameless = one.concept in NAMELESS
        text = "" if nameless else one.label or one.caption or (placed.label.text if placed.label is not None else "")
        given = {name: one.properties.get(name) for name in ("fill", "stroke")}
        stated = {name: _color(value) for name, value in given.items() if isinstance(value, str)}
        if look is not None and look.stated and look.fill and "fill" not in stated:
            stated["fill"] = look.fill
        fill = (look.fill or None) if look is not None else None
        ink = look.ink if look is not None else None
        if ink is None and fill is not None and one.kind not in (Kind.PICTURE, Kind.TEXT):
            best = most_readable((self._theme.ink, self._theme.paper), [fill])
            ink = best if best != self._theme.ink else None
        return Part(
            self._named(placed.id), one, plain(text), (left, top, right - left, bottom - top), fill,
            look.stroke if look is not None else None, stated, ink,
        )  # fmt: skip

    def key(self, id: str) -> str:
        """The key of a member. Raises KeyError for what is not in the figure."""
        return self._keys[id]

    def _named(self, id: str) -> str:
        stem = re.sub(r"[^A-Za-z0-9]+", "_", id).strip("_") or "node"
        stem = f"n{stem}" if stem[0].isdigit() else stem
        key, number = stem, 1
        while key in self._taken:
            number += 1
            key = f"{stem}_{number}"
        self._taken.add(key)
        self._keys[id] = key
        return key

    def edges(self) -> Iterator[Edge]:
        """The links between what is there."""
        routes = {one.id: one for one in self.layout.routes}
        for link in self.scene.links:
            source, target = self._keys.get(link.source), self._keys.get(link.target)
            if source is None or target is None:
                continue
            tail, head = heads(link)
            stroke, width = link.properties.get("stroke"), link.properties.get("width")
            yield Edge(
                link, source, target, tail, head, _points(routes.get(link.id)), self._label_at(link),
                stroke[:7] if isinstance(stroke, str) else None,
                float(width.value) if isinstance(width, Length) else None, link.ports,
            )  # fmt: skip

    def _label_at(self, link: Link) -> tuple[float, float] | None:
        placed = self._places.get(label_id(link))
        if placed is None:
            return None
        left, top, right, bottom = (edge / UNITS for edge in placed.box)
        return (left + right) / 2, (top + bottom) / 2


def _points(route: PlacedRoute | None) -> tuple[tuple[float, float], ...]:
    return () if route is None else tuple((x / UNITS, y / UNITS) for x, y in route.points)


def _color(value: str) -> str:
    """A colour of six digits, or "none"."""
    return value[:7] if opacity_of(value) else "none"


def plain(text: str) -> str:
    """A text of a scene as it reads: ``\\$`` is a dollar; mathematics stays as it is written."""
    return text.replace("\\$", "$")


def number(value: float) -> str:
    """A length with as many decimals as it needs, three at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
