"""Which basic shape an outline is: by rule for any width and height, upright, turned, or written in other commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import atan2, degrees, hypot

from sgc.measure.affine import Transform, onto, rotated, transformed
from sgc.measure.basic_shapes import rectangle
from sgc.measure.paths import Bounds, Commands, bounds
from sgc.measure.shapes import BACK, FOLD, SECOND, SHAPES, shape_outline
from sgc.verify.vector.fitting import Figure, fit, points, same_edge, same_points, signature, tolerance, turn_of

#: Shapes that have an outline of their own; an image and a text only take up a rectangle.
NAMES = tuple(name for name in SHAPES if name not in ("image", "text", "record"))
#: Shapes that are round however they are turned.
ROUND = ("circle", "start dot")
#: A rectangle so many times as long as it is wide is called a line as well.
LINE = 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A shape's name, and how far it is turned clockwise from its upright outline (degrees)."""

    name: str
    turn: float = 0.0


def read_shape(commands: Commands) -> tuple[Reading, ...]:
    """Every basic shape that the outline is, the plainest name first. Turned shapes are named only where no
    upright one fits: a square on its corner is a diamond."""
    box = bounds(commands)
    if box is None or not (box[2] - box[0] > 0 and box[3] - box[1] > 0):
        return ()
    at_corner = transformed(commands, (1.0, 0.0, 0.0, 1.0, -box[0], -box[1]))
    return _read(tuple((one[0], *(round(float(number), 6) for number in one[1:])) for one in at_corner))


@lru_cache(maxsize=4096)  # thousands of marks of a plot are a few outlines, each at many places
def _read(commands: Commands) -> tuple[Reading, ...]:
    box = bounds(commands)
    assert box is not None
    found = [*_upright(commands, box)] or [*_rewritten(commands, box)] or [*_turned(commands)]
    return tuple(sorted(found, key=lambda one: (one.turn, _rank(one.name))))


def _rank(name: str) -> int:
    return NAMES.index(name)


def _upright(commands: Commands, box: Bounds) -> Iterator[Reading]:
    limit = tolerance(box)
    for name in _by_signature().get(signature(commands), ()):
        if _right_proportions(name, box):
            scale = _scale(name, commands, box)
            for quarter in (0, 90, 180, 270):
                if same_points(_in_box(name, box, quarter, scale), commands, limit):
                    yield Reading(name, float(quarter))
                    break


def _turned(commands: Commands) -> Iterator[Reading]:
    """Shapes of fixed proportions (and the plainest of the others) under any affine map."""
    seen = points(commands)
    box = bounds(commands)
    assert box is not None
    for name in _by_signature().get(signature(commands), ()):
        if name in ("parallelogram", "ellipse"):
            continue
        if (matrix := fit(_figure(name), seen, tolerance(box))) is not None and (name != "line" or _is_slim(matrix)):
            reading = _stretched(matrix) if name in ROUND else Reading(name, turn_of(matrix))
            if name == "circle" or reading.name != "ellipse":
                yield replace(reading, name=name) if reading.name == "circle" else reading


def _is_slim(matrix: Transform) -> bool:
    """Whether a map leaves a line a line: its corners right, and its length a multiple of its thickness."""
    a, b, c, d, _, _ = matrix
    sides = SHAPES["line"].aspect * hypot(a, c), hypot(b, d)
    return abs(a * b + c * d) <= 0.02 * hypot(a, c) * hypot(b, d) and max(sides) >= LINE * min(sides)


def _stretched(matrix: Transform) -> Reading:
    """What a circle is under an affine map: an ellipse, turned as its longer axis is, unless it is a circle again."""
    a, b, c, d, _, _ = matrix
    wide, high, both = a * a + c * c, b * b + d * d, a * b + c * d
    apart = hypot(wide - high, 2 * both)
    if apart <= 0.02 * (wide + high):
        return Reading("circle", turn_of(matrix))
    return Reading("ellipse", degrees(atan2(2 * both, wide - high)) / 2 % 180)


def _rewritten(commands: Commands, box: Bounds) -> Iterator[Reading]:
    """Shapes whose edge runs along the outline, though other commands are used to write it."""
    limit = tolerance(box)
    for name in NAMES:
        if _right_proportions(name, box) and same_edge(_in_box(name, box, 0), commands, limit):
            yield Reading(name)
    radius = _radius(commands, box)
    if radius is not None and same_edge(rectangle(*box, radius), commands, limit):
        yield Reading("rounded")


def _right_proportions(name: str, box: Bounds) -> bool:
    """A square and a circle are as wide as high, a line is long; others may be stretched."""
    width, height = box[2] - box[0], box[3] - box[1]
    if name in ("square", "circle"):
        return abs(width - height) <= max(0.25, 0.01 * max(width, height))
    return name != "line" or max(width, height) >= LINE * min(width, height)


def _scale(name: str, commands: Commands, box: Bounds) -> float:
    """How many times as large as ours an outline is whose form depends on lengths in pixels."""
    left, _, right, _ = box
    match name:
        case "note":
            return max(0.1, (right - points(commands)[1][0]) / FOLD)
        case "subroutine":
            return max(0.1, (points(commands)[4][0] - left) / SECOND)
        case "cuboid" | "collection":
            return max(0.1, (points(commands)[1][0] - left) / BACK)
        case _:
            return 1.0


def _in_box(name: str, box: Bounds, quarter: int, scale: float = 1.0) -> Commands:
    width, height = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
    if quarter % 180:
        width, height = height, width
    outline = rotated(shape_outline(name, width, height), quarter)
    found = bounds(outline)
    return transformed(outline, onto(found, box)) if found else ()


def _radius(commands: Commands, box: Bounds) -> float | None:
    """How far from the left edge the upper edge begins: the radius of a rounded rectangle."""
    left, top, right, bottom = box
    ends = [(float(command[-2]), float(command[-1])) for command in commands if len(command) > 1]
    upper = [x for x, y in ends if y - top < min(1.0, 0.005 * (bottom - top))]
    radius = min(upper, default=left) - left
    return radius if 0 < radius < 0.49 * min(right - left, bottom - top) else None


@cache
def _by_signature() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in NAMES:
        found.setdefault(signature(shape_outline(name, SHAPES[name].aspect, 1.0)), []).append(name)
    return {written: tuple(names) for written, names in found.items()}


@cache
def _figure(name: str) -> Figure:
    return Figure((shape_outline(name, SHAPES[name].aspect, 1.0),))
