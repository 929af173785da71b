"""Too much for the room there is: what counting shows at once, and search only after all permutations.

What is added here follows from the other constraints, so it changes no answer. Things that keep a gap are as if each
were larger by the gap, in a room that is larger by it too. Then areas add up; and of a lattice whose steps are the
extents of one of them, each thing covers at least a point, one twice as wide at least two, and no two the same: a
canvas of 100 px has room for nine squares of 30 px, though ten of them have only 9/10 of its area. (The lattice is
the simplest of the dual feasible functions that bound packings; Fekete and Schepers 2004.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor

from sgc.graph.linear import Formula, Term, at_most, term, variable
from sgc.graph.scene import CANVAS
from sgc.layout.geometry import IN_CANVAS, LEAST_SIZE, SPACING, Geometry
from sgc.layout.problem import Member, stated_extent

#: The owner of a constraint: the number of a statement and its literal, or None and a default.
Owners = tuple[tuple[int | None, str], ...]
#: Lattices are made of so many different extents, the most frequent ones.
LATTICES = 3


def crowding(geometry: Geometry) -> Iterator[tuple[Owners, Formula]]:
    """Formulas that hold whenever all their owners do."""
    problem = geometry.problem
    things = _apart(geometry)
    gap = problem.measures.spacing
    width, height = (side - 2 * problem.margin + gap for side in problem.canvas)
    sized = [(*_least(geometry, member), member.id) for member in things]
    if width <= 0 or height <= 0 or len(things) < 2:
        return
    frequent = Counter((w + gap, h + gap) for _, (w, h), _ in sized).most_common(LATTICES)
    for number, (across, down) in enumerate([(1, 1), *(steps for steps, _ in frequent)]):
        total: Term = term(0)
        for owner, (w, h), id in sized:
            share = variable(f"{id}.share {number}")
            yield (), at_most(0, share)
            yield (owner,), at_most((w + gap) // across * ((h + gap) // down), share)
            total = total + share
        room = width // across * (height // down)
        yield ((None, IN_CANVAS), (None, SPACING)), at_most(total, room)


def _apart(geometry: Geometry) -> Sequence[Member]:
    """Things within the canvas' margin of which no two may ever overlap or come nearer than the spacing."""
    free: dict[str, set[str]] = {}
    for pair in (*geometry.exempt, *geometry.replaced):
        for id in pair:
            free.setdefault(id, set()).update(pair - {id, CANVAS})
    chosen: list[Member] = []
    taken: set[str] = set()
    for member in geometry.problem.content(None):
        if not member.is_backdrop and not member.is_frame and not geometry.spans(member) and member.id not in taken:
            chosen.append(member)
            taken |= free.get(member.id, set())
    return chosen


def _least(geometry: Geometry, member: Member) -> tuple[tuple[int | None, str], tuple[int, int]]:
    """The least width and height that a thing can have, in units, and who demands them."""
    extent = member.extent
    owner = (geometry.declared(member), "")
    if extent.exact is not None:
        return owner, extent.exact
    stated = [
        None if length is None or (length.percent and member.object.container) else stated_extent(length, side)
        for length, side in zip((extent.width, extent.height), geometry.problem.canvas, strict=True)
    ]
    if not extent.free:  # the other follows, but for what rounding may cost
        slack = 2 * max(extent.aspect, 1 / extent.aspect)
        if stated[1] is None and stated[0] is not None:
            stated[1] = floor(stated[0] / extent.aspect - slack)
        elif stated[0] is None and stated[1] is not None:
            stated[0] = floor(stated[1] * extent.aspect - slack)
    if stated[0] is None or stated[1] is None:
        return (None, LEAST_SIZE), extent.least
    return owner, (max(1, stated[0]), max(1, stated[1]))
