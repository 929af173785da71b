"""What an object's own properties say of its size: lengths, the size and weight of its letters, its turn."""

from __future__ import annotations

from fractions import Fraction

from sgc.graph.scene import Length, SceneGraph, SceneObject


def stated_length(one: SceneObject, name: str) -> Length | None:
    """The length of a property such as ``width``; None where none is stated."""
    value = one.properties.get(name)
    return value if isinstance(value, Length) else None


def pixels(length: Length | None, scene: SceneGraph, axis: int) -> float | None:
    """A stated length in pixels: a share of the figure is one of its width (axis 0) or height (axis 1)."""
    if length is None:
        return None
    return float(length.value * Fraction(scene.figure.size[axis], 100) if length.percent else length.value)


def font_size(one: SceneObject, usual: float) -> float:
    """The size of its letters in pixels; the usual one where none is stated."""
    font = stated_length(one, "font")
    return float(font.value) if font is not None and not font.percent else usual


def is_bold(one: SceneObject) -> bool:
    return one.properties.get("bold") is True


def turn(one: SceneObject) -> int:
    """By how many whole degrees clockwise it is turned, from 0 to 359."""
    stated = one.properties.get("rotate", 0)
    return int(stated) % 360 if isinstance(stated, (int, Fraction)) else 0
