"""Bounding boxes whose edges are numbers or solver terms, so that a relation is written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sgc.graph.immutable import immutable
from sgc.graph.linear import Linear, Term, TermLike, maximum, minimum, term, variable

#: Layout units in a pixel. Twelve makes halves, thirds and quarters of a pixel exact; extents are
#: even numbers of units, so that centres are whole.
UNITS = 12


def units(pixels: float | Fraction) -> int:
    """A length in pixels as the nearest whole number of layout units."""
    return round(pixels * UNITS)


HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Worn:
    """Where somebody wears something: the ``room`` it fills, in fractions of the head or of what is below the head,
    which may be beyond 0 and 1.

    ``part`` is "crown" (fractions of the head; it stands on the room's bottom), "face" (of the head; in the room's
    middle), "neck" (of the head; it hangs from the room's top), "body" (of what is below the head; from the room's
    top), "hand" (of that, too; in the middle) or "feet" (of that; on the bottom). A "vessel" is what is filled: the
    fractions are of its hollow. What is held "above" the head is before no part of it.
    """

    part: str
    room: tuple[float, float, float, float]

    @property
    def on_head(self) -> bool:
        return self.part in ("crown", "face", "neck")

    @property
    def held_at(self) -> str:
        """The edge of the room, or its middle, where the thing is."""
        return {"crown": "bottom", "feet": "bottom", "neck": "top", "body": "top"}.get(self.part, "cy")


@immutable
class Box:
    """A tight bounding box of visible ink, in layout units (1/12 px), origin top-left, y down.

    Edges are terms; ``order`` is the drawing order (larger is nearer) or None where it is unknown,
    as in a finished picture. ``face`` is the part of a surface on which things stand, ``hollow`` the
    room inside a container, ``head`` that of somebody; None where the noun's data gives none. ``worn`` is where
    something is worn, which is no box of its own; ``shade`` the room below a crown or a top, and ``seat`` the part of
    who sits that is above what they sit on. ``is_open`` says that it is land or water in the open, beyond whose far
    edge things are seen.
    """

    left: Term
    top: Term
    right: Term
    bottom: Term
    order: Term | None = None
    face: Box | None = None
    hollow: Box | None = None
    head: Box | None = None
    worn: Worn | None = None
    shade: Box | None = None
    is_open: bool = False
    seat: Box | None = None

    @staticmethod
    def of(left: TermLike, top: TermLike, right: TermLike, bottom: TermLike, order: TermLike | None = None) -> Box:
        return Box(term(left), term(top), term(right), term(bottom), None if order is None else term(order))

    @staticmethod
    def symbolic(name: str) -> Box:
        """The box whose edges are the variables ``name.left`` … ``name.bottom`` and ``name.order``."""
        left, top, right, bottom, order = (variable(f"{name}.{e}") for e in ("left", "top", "right", "bottom", "order"))
        return Box(left, top, right, bottom, order)

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The joint bounding box."""
        boxes = tuple(boxes)
        return Box(
            minimum(*(b.left for b in boxes)), minimum(*(b.top for b in boxes)),
            maximum(*(b.right for b in boxes)), maximum(*(b.bottom for b in boxes)),
        )  # fmt: skip

    def within(self, fractions: tuple[float, float, float, float]) -> Box:
        """The box at (left, top, right, bottom) fractions of this one, exact to a thousandth."""
        left, top, right, bottom = (Fraction(round(f * 1000), 1000) for f in fractions)
        width, height = self.width, self.height
        return Box(
            self.left + width * left, self.top + height * top, self.left + width * right, self.top + height * bottom
        )

    @property
    def width(self) -> Term:
        return self.right - self.left

    @property
    def height(self) -> Term:
        return self.bottom - self.top

    @property
    def cx(self) -> Term:
        return (self.left + self.right) * HALF

    @property
    def cy(self) -> Term:
        return (self.top + self.bottom) * HALF

    @property
    def rest(self) -> Term:
        """The height at which it is on what it is on: its lower edge, but for who sits, whose legs hang from there."""
        return (self.seat or self).bottom

    def edge(self, name: str) -> Term:
        """One of left, top, right, bottom, width, height, cx, cy."""
        value: Term = getattr(self, name)
        return value

    def numbers(self) -> tuple[int, int, int, int]:
        """The four edges of a box without variables."""
        edges = (self.left, self.top, self.right, self.bottom)
        return tuple(int(e.constant) for e in edges if isinstance(e, Linear))  # type: ignore[return-value]


def gap(a: Box, b: Box) -> Term:
    """``D(a, b)``: the larger of the horizontal and vertical gaps between borders, 0 when they meet."""
    return maximum(0, b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom)
