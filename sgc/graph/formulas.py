"""What each relation says of its boxes, as one formula in its slack (``sgc.graph.slack``).

Formulas are written over boxes whose edges are independent variables; lengths are in layout units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import cos, pi, sin

from sgc.graph.box import Box, Worn, gap
from sgc.graph.linear import (
    Formula,
    Term,
    absolute,
    at_least,
    at_most,
    conjunction,
    disjunction,
    equal,
    less,
    maximum,
    minimum,
)
from sgc.graph.measures import Measures
from sgc.graph.slack import close, firm


@dataclass(frozen=True, slots=True)
class Distance:
    """``by d`` (at least) or ``by exactly d``, in layout units; or none, where one is ``standing`` on the other: then
    the order of their centres tells, since what stands within the face of a surface is not wholly above it."""

    units: int
    exactly: bool = False
    standing: bool = False

    def of(self, room: Term) -> Formula:
        return equal(room, self.units) if self.exactly else at_most(self.units, room)


Boxes = Sequence[Box]
RelationFormula = Callable[[Boxes, Measures, int, Distance | None], Formula]
LevelFormula = Callable[[Boxes, Measures, int], Formula]

#: The sides of the polygon that stands for a circle.
SIDES = 24

# ---------------------------------------------------------------- directions


def before(a: Box, b: Box, m: Measures, slack: int, by: Distance | None = None) -> Formula:
    """``a`` left of ``b``: a clear gap where it is asserted; in a picture, their centres in order by
    more than a tenth of the sum of the widths."""
    if by is not None and not by.standing:
        return close(by.of(b.left - a.right), m, slack)
    if by is None and slack > 0:
        return at_most(a.right + max(m.spacing, 2 * slack), b.left)
    return in_order(a, b, slack)


def in_order(a: Box, b: Box, slack: int) -> Formula:
    """The centre of ``a`` is left of that of ``b`` by more than a tenth of the sum of the widths."""
    return firm(less((a.width + b.width) * Fraction(1, 10), b.cx - a.cx), slack)


def level(a: Box, b: Box, slack: int) -> Formula:
    """``a`` left of ``b`` rather than above or below it: the offset of the centres is mostly horizontal."""
    return firm(at_most(absolute(b.cy - a.cy), b.cx - a.cx), slack)


def turned(box: Box) -> Box:
    """Horizontal and vertical exchanged: what is left of becomes what is above."""
    return Box(box.top, box.left, box.bottom, box.right, box.order)


def _seen_from(towards: str, boxes: Boxes) -> tuple[Box, Box]:
    """The two boxes so turned and ordered that the direction has become "left of"."""
    a, b = boxes
    if towards in ("above", "below"):
        a, b = turned(a), turned(b)
    return (a, b) if towards in ("left of", "above") else (b, a)


def direction(towards: str, boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return before(*_seen_from(towards, boxes), m, slack, by)


def kept_level(towards: str, boxes: Boxes, m: Measures, slack: int) -> Formula:
    return level(*_seen_from(towards, boxes), slack)


# ---------------------------------------------------------------- support and containment


def _drawn_after(nearer: Box, farther: Box, slack: int) -> Formula:
    """The drawing order, where both have one. A denial (slack below 0) has to be visible without it."""
    if slack < 0 or nearer.order is None or farther.order is None:
        return True
    return at_most(farther.order + 1, nearer.order)


def on(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    if b.face is None:
        ground, stands = b, conjunction(equal(a.rest, b.top), at_most(a.width, b.width * Fraction(3, 2)))
    else:  # which says where it can stand safely, however wide it is: a plank balances on a point
        ground = b.face
        stands = conjunction(at_most(ground.top, a.rest), at_most(a.rest, ground.bottom))
    carried = conjunction(at_most(ground.left, a.cx), at_most(a.cx, ground.right))
    return conjunction(close(conjunction(stands, carried), m, slack), _drawn_after(a, b, slack))


def under(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    shared, _ = _shared(a, b)
    room = a.top - b.bottom
    half = at_most(minimum(a.width, b.width) * Fraction(1, 2), shared)
    if by is not None and by.standing:
        return conjunction(direction("below", boxes, m, slack, by), close(half, m, slack))
    lower = close(conjunction(by.of(room) if by is not None else at_most(0, room), half), m, slack)
    return lower if by is not None else disjunction(lower, sheltered(boxes, m, slack))


def sheltered(boxes: Boxes, m: Measures, slack: int) -> Formula:
    """The first is in the room under the crown or top of the second; False where that has none."""
    a, b = boxes
    if b.shade is None:
        return False
    shade = b.shade
    foot = shade.bottom + shade.height * Fraction(1, 3)
    within = conjunction(
        at_most(shade.left, a.left), at_most(a.right, shade.right), at_most(shade.top, a.top),
        at_most(shade.cy, a.bottom), at_most(a.bottom, foot),
    )  # fmt: skip
    return conjunction(close(within, m, slack), _drawn_after(a, b, slack))


def inside(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    room = b.hollow or b
    fills = a.worn is not None and a.worn.part == "vessel"
    padding = m.padding if slack > 0 and not fills else 0
    held = conjunction(at_most(room.left + padding, a.left), at_most(a.right + padding, room.right))
    if b.hollow is not None and b.face is not None:  # an open one: what is in it stands there, however tall it is
        floor = conjunction(at_most(b.face.top, a.bottom), at_most(a.bottom, b.face.bottom))
        held = conjunction(held, floor, at_most(b.face.left, a.cx), at_most(a.cx, b.face.right))
    else:
        held = conjunction(held, at_most(room.top + padding, a.top), at_most(a.bottom + padding, room.bottom))
    return conjunction(close(held, m, slack), _drawn_after(a, b, slack))


def within_disc(boxes: Boxes, m: Measures, slack: int) -> Formula:
    """The corners of the first are in the circle that fills the second: within a polygon that is drawn in it."""
    a, b = boxes
    parts = []
    for index in range(SIDES):
        angle = 2 * pi * (index + 0.5) / SIDES
        right, down = (Fraction(round(1000 * part(angle)), 1000) for part in (cos, sin))
        x, y = a.right if right > 0 else a.left, a.bottom if down > 0 else a.top
        reach = Fraction(int(1000 * cos(pi / SIDES)), 1000)
        parts.append(at_most((x - b.cx) * right + (y - b.cy) * down, b.width * (reach / 2)))
    return close(conjunction(*parts), m, slack)


def contains(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return inside((boxes[1], boxes[0]), m, slack, by)


def outside(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    apart = by.of(gap(a, b)) if by is not None else True
    return close(conjunction(_disjoint(a, b), apart), m, slack)


def _disjoint(a: Box, b: Box) -> Formula:
    return disjunction(
        at_most(a.right, b.left), at_most(b.right, a.left), at_most(a.bottom, b.top), at_most(b.bottom, a.top)
    )


# ---------------------------------------------------------------- distance and contact


def beside(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    sides = (conjunction(before(x, y, m, slack, by), level(x, y, slack)) for x, y in ((a, b), (b, a)))
    return conjunction(disjunction(*sides), close(at_most(gap(a, b), m.near), m, slack))


def near_to(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    room = gap(*boxes)
    apart = by.of(room) if by is not None else True
    return close(conjunction(at_most(room, m.near), apart), m, slack)


def far_from(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    room = gap(*boxes)
    apart = by.of(room) if by is not None else True
    return close(conjunction(at_most(m.far, room), apart), m, slack)


def touching(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    if slack <= 0:
        return close(conjunction(at_most(gap(a, b), 0), _disjoint(a, b)), m, slack)
    sides = []
    for x, y in ((a, b), (turned(a), turned(b))):
        _, shared = _shared(x, y)
        border = at_most(minimum(x.height, y.height) * Fraction(1, 4), shared)
        sides += [conjunction(equal(x.right, y.left), border), conjunction(equal(y.right, x.left), border)]
    return disjunction(*sides)


def held(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """``a`` in a hand of ``b``: over the left or the right edge, and its foot where hands are; or, of an umbrella, over
    the head, which is before it."""
    a, b = boxes
    if a.worn is not None and a.worn.part == "above" and b.head is not None:
        over = conjunction(
            at_most(a.left, b.head.left), at_most(b.head.right, a.right), at_most(a.top, b.top),
            at_most(absolute(a.cx - b.cx), b.width * Fraction(1, 2)),
            at_most(b.top + b.height * Fraction(2, 5), a.bottom), at_most(a.bottom, b.top + b.height * Fraction(4, 5)),
        )  # fmt: skip
        return conjunction(close(over, m, slack), _drawn_after(b, a, slack))
    foot = conjunction(
        at_most(b.top + b.height * Fraction(11, 20), a.bottom), at_most(a.bottom, b.top + b.height * Fraction(4, 5))
    )
    most = minimum(a.width * Fraction(1, 3), b.width * Fraction(1, 4))
    sides = (conjunction(at_most(0, shared), at_most(shared, most)) for shared in (b.right - a.left, a.right - b.left))
    return conjunction(close(conjunction(foot, disjunction(*sides)), m, slack), _drawn_after(a, b, slack))


def worn(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """``a`` where ``b`` wears it: within the room for it, at its edge, and so large that it fills it."""
    a, b = boxes
    if a.worn is None or b.head is None:
        return conjunction(overlapping(boxes, m, slack, by), _drawn_after(a, b, slack))
    room = worn_room(a.worn, b, b.head)
    edge = a.worn.held_at
    within = (
        at_most(room.left, a.left), at_most(a.right, room.right),
        at_most(room.top, a.top), at_most(a.bottom, room.bottom),
        at_most(a.width, room.width), at_most(a.height, room.height),  # of sizes alone, which are chosen first
    )  # fmt: skip
    most = Fraction(3, 4)
    fills = disjunction(at_most(room.width * most, a.width), at_most(room.height * most, a.height))
    aside = at_most(absolute(a.cx - room.cx), room.width * Fraction(1, 8))
    off = at_most(absolute(a.edge(edge) - room.edge(edge)), room.height * Fraction(1, 8))
    return conjunction(close(conjunction(*within, fills, aside, off), m, slack), _drawn_after(a, b, slack))


def worn_room(garment: Worn, wearer: Box, head: Box) -> Box:
    """The room that a garment fills on somebody."""
    below = Box(wearer.left, head.bottom, wearer.right, wearer.bottom)
    return (head if garment.on_head else below).within(garment.room)


# ---------------------------------------------------------------- overlap and depth


def _shared(a: Box, b: Box) -> tuple[Term, Term]:
    """Width and height of the shared rectangle; below 0 where there is none."""
    return (
        minimum(a.right, b.right) - maximum(a.left, b.left),
        minimum(a.bottom, b.bottom) - maximum(a.top, b.top),
    )


def _meeting(a: Box, b: Box) -> Formula:
    return conjunction(less(a.left, b.right), less(b.left, a.right), less(a.top, b.bottom), less(b.top, a.bottom))


def _much_shared(a: Box, b: Box) -> Formula:
    """A third of the width and of the height of one of the two."""
    width, height = _shared(a, b)
    third = Fraction(1, 3)
    return disjunction(
        *(conjunction(at_most(x.width * third, width), at_most(x.height * third, height)) for x in (a, b))
    )


def overlapping(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    seen = firm(_meeting(*boxes), slack)
    return conjunction(seen, _much_shared(*boxes)) if slack > 0 else seen


def behind(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    far, near = boxes
    seen = conjunction(
        firm(conjunction(_meeting(far, near), less(far.bottom, near.bottom)), slack), _drawn_after(near, far, slack)
    )
    if slack <= 0:
        return seen
    width, height = _shared(far, near)
    most, third = Fraction(3, 5), Fraction(1, 3)
    little = conjunction(*(at_most(height, box.height * most) for box in (far, near)))
    at_a_corner = disjunction(at_most(near.left, far.left), at_most(far.right, near.right))
    narrow = at_most(near.width * 2, far.width)
    seen_beside = disjunction(conjunction(at_a_corner, at_most(width, near.width * most)), narrow)
    seen_beside = conjunction(seen_beside, at_most(width, far.width * most))
    # Before what is much wider, a foot need not be seen: the head shows above it.
    wide = conjunction(at_most(far.width * 2, near.width), at_most(near.left, far.left), at_most(far.right, near.right))
    # Beyond the far edge of land, or of water, only the foot is hidden.
    foot = conjunction(at_most(far.height * Fraction(1, 12), height), at_most(height, far.height * third))
    # What is lower by far stands on the ground beside it, and does not look over it.
    low = at_most(far.height * 3, near.height * 2)
    beside = conjunction(seen_beside, disjunction(low, little))
    ways = disjunction(beside, conjunction(wide, little), _through(near, far))
    if near.is_open:
        return conjunction(seen, wide, foot)
    return conjunction(seen, _much_shared(far, near), ways)


def _through(near: Box, far: Box) -> Formula:
    """Half of somebody is seen through the opening that something has above its face, as a seller is in a stall."""
    if near.shade is None or near.face is None:
        return False
    opening = near.shade
    return conjunction(
        at_most(opening.bottom, near.face.bottom), at_most(opening.left, far.left), at_most(far.right, opening.right),
        at_most(opening.top, far.top), at_most(opening.bottom, far.bottom),
        at_most(far.height, (opening.bottom - far.top) * 2),
    )  # fmt: skip


def farther(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """What is beyond something, whether or not that covers any of it: its foot is higher, and it is drawn before."""
    far, near = boxes
    return conjunction(firm(less(far.bottom, near.bottom), slack), _drawn_after(near, far, slack))


def nearer(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return farther(tuple(reversed(boxes)), m, slack, by)


def in_front(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return behind(tuple(reversed(boxes)), m, slack, by)


# ---------------------------------------------------------------- places


def between(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """The centre of the first in the gap of the other two on the axis on which they are further apart."""
    ways = []
    for c, a, b in (boxes, tuple(turned(box) for box in boxes)):
        across = maximum(b.top - a.bottom, a.top - b.bottom)
        along = conjunction(at_most(minimum(a.top, b.top), c.cy), at_most(c.cy, maximum(a.bottom, b.bottom)))
        for p, q in ((a, b), (b, a)):
            ways.append(
                conjunction(at_most(across, q.left - p.right), at_most(p.right, c.cx), at_most(c.cx, q.left), along)
            )
    return close(disjunction(*ways), m, slack)


def surrounding(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """All but the last around the last: see relations.md for what is asked of how many."""
    *around, b = boxes
    if len(around) == 1:
        return inside((b, around[0]), m, slack, by)
    near = close(conjunction(*(at_most(gap(box, b), m.near) for box in around)), m, slack)
    sides = ("left of", "above", "right of", "below")
    if len(around) < 8:
        reached = [
            [conjunction(direction(s, (box, b), m, slack, None), kept_level(s, (box, b), m, slack)) for s in sides]
            for box in around
        ]
    else:
        reached = [
            [_in_sector(box, b, x, y, m, slack) for x, y in product((-1, 0, 1), repeat=2) if x or y] for box in around
        ]
    placed = conjunction(*(disjunction(*row) for row in reached))
    taken = [disjunction(*column) for column in zip(*reached, strict=True)]
    if len(around) == 2:
        wanted = disjunction(conjunction(taken[0], taken[2]), conjunction(taken[1], taken[3]))
    else:
        wanted = at_least(min(len(around), len(taken)), taken)
    return conjunction(near, placed, wanted)


def _in_sector(a: Box, b: Box, x: int, y: int, m: Measures, slack: int) -> Formula:
    """``a`` lies from ``b`` in the compass direction (x, y); slopes of a half and of two bound the eight."""
    right, down = a.cx - b.cx, a.cy - b.cy
    if x and y:
        u, v = right * x, down * y
        sector = conjunction(at_most(u, v * 2), at_most(v, u * 2), less(0, u + v))
    else:
        u, v = (right * x, down) if x else (down * y, right)
        sector = conjunction(at_most(absolute(v) * 2, u), less(0, u))
    clear = at_most(max(m.spacing, 2 * slack), gap(a, b)) if slack > 0 else True
    return conjunction(firm(sector, slack), clear)


def centered(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    a, b = boxes
    return close(conjunction(equal(a.cx, b.cx), equal(a.cy, b.cy)), m, slack)


def at_ninth(column: int, row: int, boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """The centre within a ninth of the other box."""
    a, b = boxes
    width, height = b.width * Fraction(1, 3), b.height * Fraction(1, 3)
    x, y = a.cx - b.left, a.cy - b.top
    ninth = conjunction(
        at_most(width * column, x), at_most(x, width * (column + 1)),
        at_most(height * row, y), at_most(y, height * (row + 1)),
    )  # fmt: skip
    return close(ninth, m, slack)


def aligned(edge: str, boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return close(equal(boxes[0].edge(edge), boxes[1].edge(edge)), m, slack)


# ---------------------------------------------------------------- sizes


def same_extent(dimensions: Iterable[str], boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """Equal extents; in a picture they may differ by a twentieth of the larger."""
    parts = []
    for dimension in dimensions:
        a, b = (box.edge(dimension) for box in boxes)
        allowed = maximum(a, b) * Fraction(1, 20) if slack <= 0 else 0
        parts.append(at_most(absolute(a - b), allowed))
    return close(conjunction(*parts), m, slack)


def more_extent(dimensions: Iterable[str], boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    """At least 15 % more; in a picture, more than 10 %."""
    parts = []
    for dimension in dimensions:
        a, b = (box.edge(dimension) for box in boxes)
        parts.append(firm(less(b * Fraction(11, 10), a), slack))
        if slack > 0:
            parts.append(at_most(b * Fraction(23, 20), a))
    return conjunction(*parts)


def less_extent(dimensions: Iterable[str], boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return more_extent(dimensions, tuple(reversed(boxes)), m, slack, by)


def by_attribute(boxes: Boxes, m: Measures, slack: int, by: Distance | None) -> Formula:
    return True
