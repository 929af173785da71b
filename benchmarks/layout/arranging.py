"""What rows, columns, grids and rings ask of their boxes, and of what stands between them.

A part of the second writing of what figures demand (``reference``), as formulas over boxes in layout units. ``slack``
is what keeps an inequality seen wherever each edge is misplaced by that much.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin

from forms import Box, Formula, both, either, le, same


def plainly(a: Box, b: Box, slack: int) -> Formula:
    """The centres from left to right, and seen to be."""
    return le(a.width + b.width + 20 * slack + 1, (b.across - a.across) * 5)


def in_a_line(boxes: Sequence[Box], spacing: int, slack: int, *, upright: bool) -> Formula:
    """A row or, ``upright``, a column: one behind the other, evenly apart, on one centre line; or those of a row stand
    on one line, those of a column are flush on the left."""
    turned = [box.turned for box in boxes] if upright else boxes
    sides = [box.left if upright else box.bottom for box in boxes]
    gaps = [b.left - a.right for a, b in pairwise(turned)]
    level = either(
        both(*(same(box.down, turned[0].down) for box in turned[1:])), both(*(same(one, sides[0]) for one in sides[1:]))
    )
    even = [both(le(gap - gaps[0], 1), le(gaps[0] - gap, 1)) for gap in gaps[1:]]
    return both(*(_next_to(a, b, spacing, slack) for a, b in pairwise(turned)), *even, level)


def in_a_grid(boxes: Sequence[Box], columns: int, spacing: int, slack: int) -> Formula:
    """Row by row, the centres in lines that are evenly apart."""
    parts: list[Formula] = []
    for i, box in enumerate(boxes):
        parts += [same(box.down, boxes[i - i % columns].down), same(box.across, boxes[i % columns].across)]
        if (i + 1) % columns:
            parts.append(_next_to(box, boxes[i + 1], spacing, slack))
        if i + columns < len(boxes):
            parts.append(_next_to(box.turned, boxes[i + columns].turned, spacing, slack))
    for steps in (
        [b.across - a.across for a, b in pairwise(boxes[:columns])],
        [b.down - a.down for a, b in pairwise(boxes[::columns])],
    ):
        parts += [both(le(step - steps[0], 2), le(steps[0] - step, 2)) for step in steps[1:]]
    return both(*parts)


def in_a_ring(boxes: Sequence[Box], middle: Box) -> Formula:
    """The centres evenly on a circle around that of another, clockwise from the top."""
    radius = middle.down - boxes[0].down  # doubled, as all centres are
    parts: list[Formula] = [le(2, radius)]
    for i, box in enumerate(boxes):
        angle = 2 * pi * i / len(boxes)
        for centre, origin, part in ((box.across, middle.across, sin(angle)), (box.down, middle.down, -cos(angle))):
            off = (centre - origin) * 1000 - radius * round(1000 * part)
            parts += [le(off, 2000), le(off * -1, 2000)]
    return both(*parts)


def out_of_the_gap(box: Box, a: Box, b: Box) -> Formula:
    """A box does not reach into the joint one of two others."""
    ways = []
    for p, q, r in ((box, a, b), (box.turned, a.turned, b.turned)):
        ways.append(both(le(p.right, q.left), le(p.right, r.left)))
        ways.append(both(le(q.right, p.left), le(r.right, p.left)))
    return either(*ways)


def _next_to(a: Box, b: Box, spacing: int, slack: int) -> Formula:
    """The spacing between them, however small that is, and their centres plainly in this order."""
    return both(le(a.right + spacing, b.left), plainly(a, b, slack))
