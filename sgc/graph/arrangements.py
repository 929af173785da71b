"""What arrangements say of their members' boxes: row, column, grid, ring, stack, pyramid, align, distribute, mirror.

Each is one formula ``R(slack)`` over boxes with independent edges, as relations are
(``sgc.graph.slack``). Equal spacing is meant within one layout unit, because a room cannot always be
divided evenly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import cos, pi, sin

from sgc.graph.box import Box, units
from sgc.graph.formulas import Distance, before, in_order, turned
from sgc.graph.linear import (
    Formula,
    Term,
    absolute,
    at_most,
    conjunction,
    disjunction,
    equal,
    minimum,
    term,
)  # fmt: skip
from sgc.graph.measures import Measures
from sgc.graph.relations import ALIGNED_EDGES
from sgc.graph.slack import close

Boxes = Sequence[Box]


@dataclass(frozen=True, slots=True)
class Setting:
    """An arrangement's own numbers, in layout units, and what it refers to besides its members.

    ``size`` is (rows, columns); ``around`` the box in a ring's middle; ``about`` the place of a mirror's axis.
    """

    gap: int | None = None
    radius: int | None = None
    size: tuple[int, int] | None = None
    axis: str | None = None
    around: Box | None = None
    about: Term | None = None


def arrangement_formula(kind: str, boxes: Boxes, setting: Setting, measures: Measures, slack: int) -> Formula:
    """``R(slack)`` of the arrangement ``kind``; ``boxes`` in the order of its members, edges symbolic."""
    if len(boxes) < (1 if kind == "ring" and setting.around is not None else 2):
        return True
    return _KINDS[kind](boxes, setting, measures, slack)


def neighbours(kind: str, count: int, setting: Setting) -> tuple[tuple[int, int], ...]:
    """The pairs of members (by position, from 0) that the arrangement's gaps part: side by side, in a grid
    also slanting."""
    if kind in ("row", "column", "stack", "distribute"):
        return tuple(pairwise(range(count)))
    if kind == "ring":
        return tuple((i, (i + 1) % count) for i in range(count)) if count > 1 else ()
    if kind == "pyramid":
        courses = pyramid_courses(count)
        beside = [pair for course in courses for pair in pairwise(course)]
        return (*beside, *((a, b) for low, high in pairwise(courses) for a in low for b in high))
    if kind == "grid":
        _, columns = grid_size(count, setting)
        beside = [(i, i + 1) for i in range(count - 1) if (i + 1) % columns]
        below = [(i, i + columns) for i in range(count - columns)]
        slanting = [(i, i + columns + 1) for i, _ in beside if i + columns + 1 < count]
        slanting += [(i, i + columns - 1) for _, i in beside if i + columns - 1 < count]
        return (*beside, *below, *slanting)
    return ()


def rooms(kind: str, count: int, setting: Setting) -> tuple[tuple[int, int], ...]:
    """Pairs of members whose joint boxes together cover the arrangement's gaps: few, because every
    stranger is kept out of each."""
    if kind == "ring":
        return neighbours(kind, count, setting)
    if kind == "pyramid":
        return tuple((course[0], course[-1]) for course in pyramid_courses(count) if len(course) > 1)
    if kind not in ("row", "column", "stack", "grid") or count < 2:
        return ()
    if kind != "grid":
        return ((0, count - 1),)
    _, columns = grid_size(count, setting)
    whole = count - count % columns
    first = ((0, whole - 1),) if whole > 1 else ()
    rest = ((max(0, whole - columns), count - 1),) if count > whole else ()
    return (*first, *rest)


def grid_size(count: int, setting: Setting) -> tuple[int, int]:
    """(rows, columns): as stated, or the squarest that is wide enough."""
    if setting.size is not None:
        return setting.size
    columns = next(n for n in range(1, count + 1) if n * n >= count)
    return -(-count // columns), columns


def pyramid_courses(count: int) -> Sequence[Sequence[int]]:
    """The members of a pyramid (by position, from 0) by its courses, from the lowest up: each has one less than the one
    below, as few below as that needs, and the highest has what is left."""
    length = next(n for n in range(1, count + 1) if n * (n + 1) // 2 >= count)
    starts = list(accumulate(range(length, 0, -1), initial=0))
    return [range(a, min(b, count)) for a, b in pairwise(starts) if a < count]


# ---------------------------------------------------------------- lines


def _line(boxes: Boxes, gap: int | None, m: Measures, slack: int) -> Formula:
    """Left to right, with the stated gap or with equal ones of at least the spacing."""
    if gap is None:
        return conjunction(*(_next_to(a, b, m, slack) for a, b in pairwise(boxes)), _evenly(boxes, m, slack))
    by = Distance(gap, exactly=True)
    return conjunction(*(before(a, b, m, slack, by) for a, b in pairwise(boxes)))


def _next_to(a: Box, b: Box, m: Measures, slack: int) -> Formula:
    """``a`` left of ``b`` with the figure's spacing between them, which may be less than a clear gap, or nothing."""
    if slack <= 0 or m.spacing >= 2 * slack:
        return before(a, b, m, slack)
    return conjunction(at_most(a.right + m.spacing, b.left), in_order(a, b, slack))


def _evenly(boxes: Boxes, m: Measures, slack: int) -> Formula:
    first, *others = [b.left - a.right for a, b in pairwise(boxes)]
    return close(conjunction(*(at_most(absolute(other - first), 1) for other in others)), m, slack)


def _share(edge: str, boxes: Boxes) -> Formula:
    return conjunction(*(equal(box.edge(edge), boxes[0].edge(edge)) for box in boxes[1:]))


def _row(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """Centres level, or all standing on one line (things of different heights on a shelf)."""
    level = disjunction(_share("cy", boxes), _share("bottom", boxes))
    return conjunction(_line(boxes, s.gap, m, slack), close(level, m, slack))


def _column(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    flush = disjunction(_share("cx", boxes), _share("left", boxes))
    return conjunction(_line([turned(box) for box in boxes], s.gap, m, slack), close(flush, m, slack))


def _stack(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """Piled from the first, the lowest, upwards; each centred on, and drawn after, the one below."""
    by = Distance(s.gap or 0, exactly=True)
    parts = [close(_share("cx", boxes), m, slack)]
    for lower, upper in pairwise(boxes):
        parts.append(close(by.of(lower.top - upper.bottom), m, slack))
        if slack >= 0 and lower.order is not None and upper.order is not None:
            parts.append(at_most(lower.order + 1, upper.order))
    return conjunction(*parts)


def _pyramid(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """In courses from the lowest up, each member over the middle of the two that it rests on, and drawn after them."""
    by = Distance(s.gap or 0, exactly=True)
    courses = [[boxes[i] for i in course] for course in pyramid_courses(len(boxes))]
    parts: list[Formula] = []
    for course in courses:
        parts.append(close(_share("bottom", course), m, slack))
        parts += [close(by.of(b.left - a.right), m, slack) for a, b in pairwise(course)]
    for low, high in pairwise(courses):
        shift = (len(low) - 1 - len(high)) // 2  # where less is left than has room, it is in the middle
        for a, b, upper in zip(low[shift:], low[shift + 1 :], high, strict=False):
            parts.append(close(equal(upper.cx * 2, a.cx + b.cx), m, slack))
            parts.append(close(by.of(a.top - upper.bottom), m, slack))
            if slack >= 0 and a.order is not None and b.order is not None and upper.order is not None:
                parts += [at_most(a.order + 1, upper.order), at_most(b.order + 1, upper.order)]
    return conjunction(*parts)


def _align(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    assert s.axis is not None
    return close(_share(ALIGNED_EDGES[s.axis], boxes), m, slack)


def _distribute(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """Equal gaps along one axis, in the order given; free on the other."""
    if s.axis == "vertically":
        boxes = [turned(box) for box in boxes]
    gaps = [b.left - a.right for a, b in pairwise(boxes)]
    if s.gap is not None:
        return close(conjunction(*(equal(room, s.gap) for room in gaps)), m, slack)
    ordered = close(conjunction(*(at_most(0, room) for room in gaps)), m, slack)
    return conjunction(ordered, _evenly(boxes, m, slack))


# ---------------------------------------------------------------- planes


def _grid(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """Row by row from the top left; centres share the lines of rows and columns.

    A stated gap is the tightest between two columns, or two rows; without one, the columns' centres
    are evenly spaced, and so are the rows'.
    """
    rows, columns = grid_size(len(boxes), s)
    if len(boxes) > rows * columns:
        return False
    in_rows = [boxes[i : i + columns] for i in range(0, len(boxes), columns)]
    in_columns = [boxes[i::columns] for i in range(min(columns, len(boxes)))]
    upright = [[turned(box) for box in column] for column in in_columns]
    parts = [close(_share("cy", row), m, slack) for row in in_rows]
    parts += [close(_share("cx", column), m, slack) for column in in_columns]
    for lines in (in_rows, upright):
        parts += [_steps(lines, s.gap, m, slack)]
    return conjunction(*parts)


def _steps(lines: Sequence[Boxes], gap: int | None, m: Measures, slack: int) -> Formula:
    """The gaps along the lines of a grid, step by step across all of them (the first line is the longest)."""
    if gap is None:
        ordered = conjunction(*(_next_to(a, b, m, slack) for line in lines for a, b in pairwise(line)))
        pitches = [b.cx - a.cx for a, b in pairwise(lines[0])]
        even = conjunction(*(at_most(absolute(pitch - pitches[0]), 1) for pitch in pitches[1:]))
        return conjunction(ordered, close(even, m, slack))
    tightest = []
    for step in range(len(lines[0]) - 1):
        rooms = [line[step + 1].left - line[step].right for line in lines if len(line) > step + 1]
        tightest.append(equal(minimum(*rooms), gap))
    return close(conjunction(*tightest), m, slack)


def _ring(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """Centres on a circle, the first at the top, then clockwise; rational directions keep it linear."""
    right, down = _directions(len(boxes))
    first, lowest = boxes[0], len(boxes) // 2
    if s.radius is not None:
        radius = term(s.radius)
    elif s.around is not None:
        radius = s.around.cy - first.cy
    else:  # what the first and the lowest say of the circle is enough, and formulas of two things are short
        radius = (boxes[lowest].cy - first.cy) * (1 / (1 + down[lowest]))
    x, y = (first.cx, first.cy + radius) if s.around is None else (s.around.cx, s.around.cy)
    parts = [at_most(1, radius)]
    for box, to_right, to_bottom in zip(boxes, right, down, strict=True):
        parts.append(at_most(absolute(box.cx - x - radius * to_right), 1))
        parts.append(at_most(absolute(box.cy - y - radius * to_bottom), 1))
    return close(conjunction(*parts), m, slack)


def _directions(count: int) -> tuple[Sequence[Fraction], Sequence[Fraction]]:
    """How far right and down of the middle of a circle of radius 1 so many are on it."""
    angles = [2 * pi * index / count for index in range(count)]
    right, down = ([Fraction(round(1000 * part(angle)), 1000) for angle in angles] for part in (sin, cos))
    return right, [-one for one in down]


def _mirror(boxes: Boxes, s: Setting, m: Measures, slack: int) -> Formula:
    """The first and the last, the second and the last but one, … are mirror images about the axis."""
    assert s.about is not None
    if s.axis == "horizontal":
        boxes = [turned(box) for box in boxes]
    twice = s.about * 2
    parts: list[Formula] = []
    for a, b in zip(boxes[: (len(boxes) + 1) // 2], reversed(boxes), strict=False):
        parts += [equal(a.left + b.right, twice), equal(a.right + b.left, twice)]
        parts += [equal(a.top, b.top), equal(a.bottom, b.bottom)]
    return close(conjunction(*parts), m, slack)


_KINDS: dict[str, Callable[[Boxes, Setting, Measures, int], Formula]] = {
    "row": _row, "column": _column, "grid": _grid, "ring": _ring, "stack": _stack, "pyramid": _pyramid,
    "align": _align,
    "distribute": _distribute, "mirror": _mirror,
}  # fmt: skip


def no_stranger(between: Sequence[tuple[Box, Box]], strangers: Boxes, measures: Measures, slack: int) -> Formula:
    """No stranger's box reaches into the joint box of two neighbours. Edges need not be independent (``close``)."""
    play = 2 * max(0, measures.tolerance - slack)  # an edge of the stranger, and one of the joint box
    parts = []
    for a, b in between:
        joint = Box.around((a, b))
        for other in strangers:
            out = disjunction(
                at_most(other.right - play, joint.left), at_most(joint.right, other.left + play),
                at_most(other.bottom - play, joint.top), at_most(joint.bottom, other.top + play),
            )  # fmt: skip
            parts.append(out)
    return conjunction(*parts)


def setting_of(
    gap: Fraction | None, radius: Fraction | None, size: tuple[int, int] | None, axis: str | None,
    around: Box | None, about: Term | None,
) -> Setting:  # fmt: skip
    """A setting from lengths in pixels."""
    return Setting(
        None if gap is None else units(gap), None if radius is None else units(radius), size, axis, around, about
    )
