"""What somebody wears or holds, and what fills a vessel: how large it is there, and where both would stand in a
sketch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sgc.graph.box import Worn
from sgc.graph.linear import variable
from sgc.layout.problem import Member
from sgc.layout.program import Program

#: How far down somebody's hands are, and how far a thing in them covers its holder, as shares of the holder's extents.
HAND, COVERED = 0.62, 0.125
#: Where the foot of an umbrella is that somebody holds over the head, across and down.
OVERHEAD = 0.85, 0.5
#: left, top, right, bottom, as fractions of a box; or left, top, width, height in units.
_Room = tuple[float, float, float, float]


def room_on(garment: Worn, bearer: Member) -> _Room | None:
    """The room that a garment fills on somebody, or a drink in a vessel, in fractions of their box; None where that is
    not known."""
    if garment.part == "vessel":
        return bearer.extent.hollow
    head = bearer.extent.head_room
    if head is None:
        return None
    x1, y1, x2, y2 = head if garment.on_head else (0.0, head[3], 1.0, 1.0)
    left, top, right, bottom = garment.room
    width, height = x2 - x1, y2 - y1
    return x1 + left * width, y1 + top * height, x1 + right * width, y1 + bottom * height


def fill(program: Program, wearer: Member, first: Member) -> None:
    """What somebody wears, and what fills a vessel, is as large as the room for it there."""
    room = None if first.extent.worn is None else room_on(first.extent.worn, wearer)
    if room is None:
        return
    left, top, right, bottom = room
    wide = first.extent.aspect * (bottom - top) >= wearer.extent.aspect * (right - left)  # it fills the room's width
    axis, share = ("w", right - left) if wide else ("h", bottom - top)
    need = variable(f"{wearer.id}.{axis}") * Fraction(round(1000 * share), 1000)
    program.minimise_excess(need - variable(f"{first.id}.{axis}"), 0.05)


def worn_at(wearer: Member, garment: Member, box: _Room, tall: float) -> tuple[float, float]:
    """The middle and the bottom of a garment so ``tall`` on a wearer with this box (left, top, width, height)."""
    left, top, width, height = box
    worn = garment.extent.worn
    room = None if worn is None else room_on(worn, wearer)
    if worn is None or room is None:
        return left + width / 2, top + (height + tall) / 2
    x1, y1, x2, y2 = room
    upper, lower = top + y1 * height, top + y2 * height
    bottom = {"bottom": lower, "top": upper + tall}.get(worn.held_at, (upper + lower + tall) / 2)
    return left + (x1 + x2) / 2 * width, bottom


def held_at(
    holder: Member, things: Sequence[tuple[Member, float]], box: _Room
) -> Iterator[tuple[float, float]]:  # fmt: skip
    """The middle and the bottom of things, each with its width, in the hands of a holder with this box: right, left,
    right; or over the head.

    Who is shown from the side holds the first before the head, on whose side it is.
    """
    left, top, width, height = box
    head = holder.extent.head_room
    faces_left = head is not None and head[0] + head[2] < 0.75
    for index, (thing, wide) in enumerate(things):
        if thing.extent.worn is not None and thing.extent.worn.part == "above":
            yield left + OVERHEAD[0] * width, top + OVERHEAD[1] * height
            continue
        out = wide / 2 - COVERED * width
        yield (left + width + out if index % 2 == faces_left else left - out), top + HAND * height
