"""Primitives of a drawing moved, enlarged and painted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sgc.drawing.geometry import drawn
from sgc.drawing.primitives import Ellipse, Group, Image, Paint, Path, Picture, Primitive, Rectangle, Text, TextLine
from sgc.measure.affine import Transform, composed


def moved(one: Primitive, scale: float, x: float, y: float) -> Primitive:
    """The primitive ``scale`` times as large about the origin, then moved by (x, y) pixels."""
    way: Transform = (scale, 0.0, 0.0, scale, x, y)
    match one:
        case Group():
            return replace(one, children=tuple(moved(child, scale, x, y) for child in one.children))
        case Rectangle():
            return replace(
                one, x=one.x * scale + x, y=one.y * scale + y, width=one.width * scale, height=one.height * scale,
                radius=one.radius * scale,
            )  # fmt: skip
        case Ellipse():
            return replace(one, cx=one.cx * scale + x, cy=one.cy * scale + y, rx=one.rx * scale, ry=one.ry * scale)
        case Path():
            return replace(one, commands=drawn(one.commands, way))
        case Picture():
            return replace(one, transform=composed(way, one.transform))
        case Image():
            return replace(
                one, x=one.x * scale + x, y=one.y * scale + y, width=one.width * scale, height=one.height * scale
            )
        case Text():
            lines = tuple(
                TextLine(line.text, line.x * scale + x, line.baseline * scale + y, line.width * scale)
                for line in one.lines
            )
            colored = tuple(replace(path, commands=drawn(path.commands, way)) for path in one.colored)
            return replace(
                one, x=one.x * scale + x, y=one.y * scale + y, width=one.width * scale, height=one.height * scale,
                font_size=one.font_size * scale, lines=lines, outline=drawn(one.outline, way), colored=colored,
            )  # fmt: skip


def recolored(one: Primitive, color: str) -> Primitive:
    """The primitive with every plain opaque fill in another colour; texts keep theirs."""
    match one:
        case Group():
            return replace(one, children=tuple(recolored(child, color) for child in one.children))
        case Rectangle() | Ellipse() | Path():
            return replace(one, paint=_filled(one.paint, color))
        case Picture():
            layers = tuple(
                replace(layer, fill=color) if isinstance(layer.fill, str) and layer.opacity == 1 else layer
                for layer in one.layers
            )
            return replace(one, layers=layers, name=f"{one.name}-{color[1:]}")
    return one


def _filled(paint: Paint, color: str) -> Paint:
    return replace(paint, fill=color) if isinstance(paint.fill, str) and paint.opacity == 1 else paint


def texts(one: Primitive) -> Iterator[Text]:
    """Every text in a primitive."""
    if isinstance(one, Text):
        yield one
    elif isinstance(one, Group):
        for child in one.children:
            yield from texts(child)


def exchanged(one: Primitive, old: Primitive, new: Primitive) -> Primitive:
    """The primitive with one that is in it (that very one) in place of another."""
    if one is old:
        return new
    if isinstance(one, Group):
        return replace(one, children=tuple(exchanged(child, old, new) for child in one.children))
    return one
