"""Outlines of the basic shapes, made by rule for any width and height."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from sgc.graph.vocabulary import Fractions
from sgc.measure.affine import transformed
from sgc.measure.basic_shapes import QUARTER, ellipse, polygon, rectangle
from sgc.measure.paths import Commands, bounds
from sgc.measure.svg import path_commands

#: The inner of two circles, as a part of the outer.
INNER = 0.88
#: The radius of rounded corners, in pixels at most.
CORNER = 8.0
#: How large the fold of a note is, and how far in the second lines of a subroutine stand, in pixels at most.
FOLD, SECOND = 12.0, 8.0
#: How far up and to the right a cuboid goes back, and the second of a collection stands, in pixels at most.
BACK = 8.0

#: All of a box.
WHOLE = (0.0, 0.0, 1.0, 1.0)

Maker = Callable[[float, float], Commands]
#: The part of a box that is for text; and the room left and right, above and below the text, in pixels.
NodeRoom = tuple[Fractions, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """``aspect`` is width over height; ``free`` where the two may change independently.

    ``make(width, height)`` gives an outline whose tight box is exactly (0, 0, width, height). ``label_room`` is the
    part of the box in which a label fits in scenes, where one does, and ``node_room`` the room for the text of a node
    in diagrams, where it is another. It is ``pointed`` if it has a corner, or is highest, in the middle of a side.
    """

    aspect: float
    free: bool
    make: Maker
    label_room: Fractions | None = None
    node_room: NodeRoom | None = None
    pointed: bool = False


def shape_outline(name: str, width: float, height: float) -> Commands:
    """The outline of a basic shape in the box (0, 0, width, height), y down. Raises KeyError for no shape."""
    return SHAPES[name].make(width, height)


def _regular(corners: int, inner: float = 0.0, turn: float = -pi / 2) -> Commands:
    """A regular polygon, or with ``inner`` a star whose dents lie at that part of the radius."""
    count = 2 * corners if inner else corners
    radii = [inner if inner and i % 2 else 1.0 for i in range(count)]
    angles = [turn + 2 * pi * i / count for i in range(count)]
    return polygon(*((r * cos(a), r * sin(a)) for r, a in zip(radii, angles, strict=True)))


def _stretched(unit: Commands) -> tuple[float, Maker]:
    """The outline's own aspect, and the outline stretched to a box."""
    box = bounds(unit)
    assert box is not None
    left, top, right, bottom = box

    def make(width: float, height: float) -> Commands:
        x, y = width / (right - left), height / (bottom - top)
        return transformed(unit, (x, 0.0, 0.0, y, -left * x, -top * y))

    return (right - left) / (bottom - top), make


def _fixed(
    unit: Commands, label_room: Fractions | None = None, node_room: NodeRoom | None = None, *, pointed: bool = False
) -> Shape:
    aspect, make = _stretched(unit)
    return Shape(aspect, False, make, label_room, node_room, pointed)


def corner_radius(width: float, height: float) -> float:
    """The radius in pixels of a rounded box: one for all of a figure, however large they are, but those too small."""
    return min(CORNER, 0.18 * min(width, height))


def _rounded(width: float, height: float) -> Commands:
    return rectangle(0.0, 0.0, width, height, corner_radius(width, height))


def _arrow(width: float, height: float) -> Commands:
    """Points to the right; its head keeps its form however long the shaft is."""
    neck = width - min(0.5 * width, 0.6 * height)
    return polygon(
        (0.0, 0.3 * height), (neck, 0.3 * height), (neck, 0.0), (width, 0.5 * height), (neck, height),
        (neck, 0.7 * height), (0.0, 0.7 * height),
    )  # fmt: skip


def _lid(width: float, height: float) -> float:
    """Half the height of a cylinder's lid."""
    return min(0.16 * height, 0.3 * width)


def _cylinder(width: float, height: float) -> Commands:
    lid = _lid(width, height)
    k, side = QUARTER, width / 2
    return (
        ("M", 0.0, lid), ("C", 0.0, lid - k * lid, side - k * side, 0.0, side, 0.0),
        ("C", side + k * side, 0.0, width, lid - k * lid, width, lid), ("L", width, height - lid),
        ("C", width, height - lid + k * lid, side + k * side, height, side, height),
        ("C", side - k * side, height, 0.0, height - lid + k * lid, 0.0, height - lid), ("Z",),
    )  # fmt: skip


def _pill(width: float, height: float) -> Commands:
    return rectangle(0.0, 0.0, width, height, 0.5 * min(width, height))


def _database(width: float, height: float) -> Commands:
    """A cylinder with the near edge of its lid. Edges within an outline run as it does, so that they change no fill."""
    lid, k, side = _lid(width, height), QUARTER, width / 2
    return (
        *_cylinder(width, height), ("M", width, lid),
        ("C", width, lid + k * lid, side + k * side, 2 * lid, side, 2 * lid),
        ("C", side - k * side, 2 * lid, 0.0, lid + k * lid, 0.0, lid),
    )  # fmt: skip


def _queue(width: float, height: float) -> Commands:
    """A cylinder that lies, its open end to the right."""
    turned = _database(height, width)
    return tuple((name, *_upright(numbers, width)) for name, *numbers in turned)


def _upright(numbers: Sequence[str | float], width: float) -> Iterator[float]:
    """Coordinates turned clockwise by a quarter: (x, y) becomes (width - y, x)."""
    for i in range(0, len(numbers), 2):
        x, y = float(numbers[i]), float(numbers[i + 1])
        yield from (width - y, x)


def _document(width: float, height: float) -> Commands:
    """A sheet with a torn lower edge, whose wave is lowest on the left."""
    swing = 0.3 * height  # a cubic reaches sqrt(3)/6 of its control points' distance
    level = height - swing * sqrt(3) / 6
    return (
        ("M", 0.0, 0.0), ("L", width, 0.0), ("L", width, level),
        ("C", 2 * width / 3, level - swing, width / 3, level + swing, 0.0, level), ("Z",),
    )  # fmt: skip


def _note(width: float, height: float) -> Commands:
    """A sheet with a folded corner."""
    fold = min(FOLD, 0.3 * min(width, height))
    return (
        ("M", 0.0, 0.0), ("L", width - fold, 0.0), ("L", width, fold), ("L", width, height), ("L", 0.0, height), ("Z",),
        ("M", width, fold), ("L", width - fold, fold), ("L", width - fold, 0.0),
    )  # fmt: skip


def _subroutine(width: float, height: float) -> Commands:
    """A rectangle with a second line along its left and its right edge."""
    inset = min(SECOND, 0.12 * width)
    lines = (("M", x, 0.0) if i == 0 else ("L", x, height) for x in (inset, width - inset) for i in (0, 1))
    return (*rectangle(0.0, 0.0, width, height), *lines)


def _back(width: float, height: float) -> float:
    return min(BACK, 0.2 * min(width, height))


def _cuboid(width: float, height: float) -> Commands:
    """A box with a top and a right side, as a node of deployment diagrams is drawn."""
    back = _back(width, height)
    right, low = width - back, height - back
    return (
        *polygon((0.0, back), (back, 0.0), (width, 0.0), (width, low), (right, height), (0.0, height)),
        ("M", 0.0, back), ("L", right, back), ("L", right, height), ("M", right, back), ("L", width, 0.0),
    )  # fmt: skip


def _collection(width: float, height: float) -> Commands:
    """A box with the upper and the right edge of another behind it."""
    back = _back(width, height)
    right, low = width - back, height - back
    return (
        *polygon((0.0, back), (back, back), (back, 0.0), (width, 0.0), (width, low), (right, low), (right, height),
                 (0.0, height)),
        ("M", back, back), ("L", right, back), ("L", right, low),
    )  # fmt: skip


def _double_circle(width: float, height: float) -> Commands:
    x, y = width / 2, height / 2
    return (*ellipse(x, y, x, y), *ellipse(x, y, INNER * x, INNER * y))


def _end_dot(width: float, height: float) -> Commands:
    """A ring around a dot, both filled: the hole between them runs the other way round."""
    x, y = width / 2, height / 2
    hole = transformed(ellipse(x, y, 0.84 * x, 0.84 * y), (-1.0, 0.0, 0.0, 1.0, width, 0.0))
    return (*ellipse(x, y, x, y), *hole, *ellipse(x, y, 0.56 * x, 0.56 * y))


def _rectangle(width: float, height: float) -> Commands:
    return rectangle(0.0, 0.0, width, height)


def _ellipse(width: float, height: float) -> Commands:
    return ellipse(width / 2, height / 2, width / 2, height / 2)


_HEART = path_commands(
    "M50 92C20 66 4 50 4 30C4 16 14 6 27 6C37 6 45 11 50 20C55 11 63 6 73 6C86 6 96 16 96 30C96 50 80 66 50 92Z"
)
_CLOUD = path_commands(
    "M26 80C12 80 2 70 2 57C2 46 10 37 20 35C21 19 34 8 49 8C61 8 71 15 76 26C78 25 80 25 82 25C94 25 103 34 103 46"
    "C103 47 103 48 103 49C112 51 118 58 118 66C118 74 111 80 102 80Z"
)
_CRESCENT = path_commands("M66 4A46 46 0 1 0 96 66A38 38 0 0 1 66 4Z")

SHAPES: Mapping[str, Shape] = {
    "circle": Shape(1.0, False, _ellipse, (0.16, 0.18, 0.84, 0.82), pointed=True),
    "ellipse": Shape(1.5, True, _ellipse, (0.14, 0.16, 0.86, 0.84), pointed=True),
    "square": Shape(1.0, False, _rectangle, (0.06, 0.06, 0.94, 0.94), (WHOLE, 14, 14)),
    "rectangle": Shape(1.5, True, _rectangle, (0.05, 0.08, 0.95, 0.92), (WHOLE, 18, 12)),
    "rounded": Shape(1.6, True, _rounded, (0.06, 0.1, 0.94, 0.9), (WHOLE, 18, 12)),
    "triangle": _fixed(
        polygon((0.0, sqrt(3) / 2), (0.5, 0.0), (1.0, sqrt(3) / 2)), (0.28, 0.52, 0.72, 0.94), pointed=True
    ),
    "diamond": _fixed(polygon((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)), (0.25, 0.28, 0.75, 0.72), pointed=True),
    "pentagon": _fixed(_regular(5), (0.2, 0.26, 0.8, 0.86)),
    "hexagon": _fixed(_regular(6, turn=0.0), (0.16, 0.14, 0.84, 0.86), ((0.14, 0.0, 0.86, 1.0), 8, 12)),
    "octagon": _fixed(_regular(8, turn=pi / 8)),
    "star": _fixed(_regular(5, 0.42), (0.32, 0.38, 0.68, 0.68), pointed=True),
    "heart": _fixed(_HEART, (0.18, 0.16, 0.82, 0.58)),
    "cross": _fixed(path_commands("M33 0H67V33H100V67H67V100H33V67H0V33H33Z"), (0.05, 0.36, 0.95, 0.64)),
    "arrow": Shape(1.8, True, _arrow),
    "line": Shape(32.0, True, _rectangle),
    "cylinder": Shape(0.8, True, _cylinder, (0.08, 0.28, 0.92, 0.88)),
    "parallelogram": _fixed(
        polygon((0.25, 0.0), (1.5, 0.0), (1.25, 1.0), (0.0, 1.0)), node_room=((1 / 6, 0.0, 5 / 6, 1.0), 6, 12)
    ),
    "trapezoid": _fixed(
        polygon((0.35, 0.0), (1.15, 0.0), (1.5, 1.0), (0.0, 1.0)), node_room=((0.2, 0.0, 0.8, 1.0), 6, 12)
    ),
    "pill": Shape(2.0, True, _pill, node_room=(WHOLE, 22, 11)),
    "database": Shape(0.9, True, _database, node_room=((0.0, 0.3, 1.0, 0.92), 16, 5)),
    "queue": Shape(1.6, True, _queue, node_room=((0.08, 0.0, 0.76, 1.0), 10, 12)),
    "document": Shape(1.4, True, _document, node_room=((0.0, 0.0, 1.0, 0.82), 18, 11)),
    "note": Shape(1.4, True, _note, node_room=(WHOLE, 18, 12)),
    "cloud": _fixed(_CLOUD, node_room=((0.14, 0.26, 0.86, 0.9), 4, 1), pointed=True),
    "record": Shape(1.2, True, _rectangle),
    "subroutine": Shape(1.6, True, _subroutine, node_room=(WHOLE, 26, 12)),
    "cuboid": Shape(1.6, True, _cuboid, node_room=((0.0, 0.14, 0.94, 1.0), 16, 11)),
    "collection": Shape(1.6, True, _collection, node_room=((0.0, 0.14, 0.94, 1.0), 16, 11)),
    "double circle": Shape(1.0, False, _double_circle),
    "start dot": Shape(1.0, False, _ellipse),
    "end dot": Shape(1.0, False, _end_dot),
    "bar": Shape(12.0, True, _rectangle),
    "semicircle": _fixed(path_commands("M0 50A50 50 0 0 1 100 50Z")),
    "crescent": _fixed(_CRESCENT),
    "image": Shape(4 / 3, True, _rectangle),
    "text": Shape(4.0, True, _rectangle),
}

POINTED = frozenset(name for name, shape in SHAPES.items() if shape.pointed)
