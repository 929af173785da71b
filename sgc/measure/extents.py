"""What is known of an object's size before anything is placed: its proportions, its least size, its label.

The layout decides the final sizes. Lengths in layout units are even.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sgc.graph.box import Worn, units
from sgc.graph.immutable import immutable
from sgc.graph.scene import Length
from sgc.graph.vocabulary import Fractions


@dataclass(frozen=True, slots=True)
class LabelExtent:
    """A typeset label: block size in layout units (even), beside the object or ``inside`` it: in the middle of its
    ``room``, or at its top left as a title, where there is none."""

    text: str
    width: int
    height: int
    font_size: float
    wrap: float | None
    bold: bool
    inside: bool
    room: Fractions | None


@dataclass(frozen=True, slots=True)
class CellExtent:
    """A text of a row, and how far its left edge is from the thing's; in layout units."""

    left: int
    label: LabelExtent


@dataclass(frozen=True, slots=True)
class RowExtent:
    """A row of a table or class: where it begins and ends below the thing's upper edge, in layout units, and its texts.
    A rule across has none, and ends where it begins."""

    top: int
    bottom: int
    cells: tuple[CellExtent, ...] = ()


@immutable
class Extent:
    """One object's measure.

    ``aspect`` is width over height of its ink, ``free`` when the two may change independently.
    ``natural`` is its wish for the longer side, relative to other objects (1: a medium shape), of which the factor
    ``worded`` is its size word's.
    ``exact`` is its size in layout units where the content decides it (text). ``least`` are the
    smallest width and height in layout units. ``face``, ``hollow`` and ``head_room`` (of somebody's head) are
    fractions of the box, and so are ``shade``, the room under it, and ``seat``, what of who sits is above the seat;
    ``worn`` is where a garment is worn. It ``is_open`` when it is land or water over whose far edge one sees.
    """

    aspect: float
    free: bool
    natural: float
    least: tuple[int, int]
    exact: tuple[int, int] | None = None
    width: Length | None = None
    height: Length | None = None
    rotation: int = 0
    face: Fractions | None = None
    hollow: Fractions | None = None
    head_room: Fractions | None = None
    worn: Worn | None = None
    shade: Fractions | None = None
    is_open: bool = False
    seat: Fractions | None = None
    label: LabelExtent | None = None
    rows: tuple[RowExtent, ...] = ()
    worded: float = 1.0

    @property
    def opening(self) -> Fractions | None:
        """The room above its face through which one sees who is behind it, where it has one, as a stall has."""
        return self.shade if self.shade and self.face and self.shade[3] <= self.face[1] else None

    @property
    def has_rooms(self) -> bool:
        """Whether anything stands on it, lies in or under it or is worn, so that its box has more than four edges."""
        rooms = self.face or self.hollow or self.head_room or self.worn or self.shade or self.seat
        return rooms is not None or self.is_open or self.head > 0

    @property
    def label_strip(self) -> tuple[Fraction, int]:
        """Where the label ends that stands at the top of a thing when something covers the middle: so much of the
        height below its upper edge, and so many layout units more; nothing without such a label."""
        if self.label is None or not self.label.inside or self.label.room is None:
            return Fraction(0), 0
        return Fraction(self.label.room[1]).limit_denominator(1000), self.label.height

    @property
    def head(self) -> int:
        """The height in layout units of the title, below which everything is that the object holds; 0 without one."""
        return self.label.height if self.label is not None and self.label.inside and self.label.room is None else 0


def even(pixels: float | Fraction) -> int:
    """A length in pixels as an even number of layout units, at least 2, rounded up."""
    return max(2, 2 * -(-units(pixels) // 2))
