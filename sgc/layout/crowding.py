"""Too much for the room there is: what counting shows at once, and search only after all permutations.

What is added here follows from the other constraints, so it changes no answer. Things that keep a gap are as if each
were larger by the gap, in a room that is larger by it too. Then areas add up; and of a lattice whose steps are the
extents of one of them, each thing covers at least a point, one twice as wide at least two, and no two the same: a
canvas of 100 px has room for nine squares of 30 px, though ten of them have only 9/10 of its area. (The lattice is
the simplest of the dual feasible functions that bound packings; Fekete and Schepers 2004.) What stands on a thing has
the middles of its feet on a face, and of cells as large as the smallest of them each has room for one middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from math import ceil, floor

from sgc.graph.linear import Formula, Term, at_most, term, variable
from sgc.graph.relations import PHRASES
from sgc.graph.scene import CANVAS, Relation
from sgc.layout.geometry import IN_CANVAS, LEAST_SIZE, SPACING, Geometry
from sgc.layout.problem import Member

#: The owner of a constraint: the number of a statement and its literal, or None and a default.
Owners = tuple[tuple[int | None, str], ...]
#: Lattices are made of so many different extents, the most frequent ones.
LATTICES = 3


def crowding(geometry: Geometry) -> Iterator[tuple[Owners, Formula]]:
    """Formulas that hold whenever all their owners do."""
    yield from _on_the_canvas(geometry)
    for index, one in enumerate(geometry.grounded):
        predicate = PHRASES.get(one.statement.predicate) if isinstance(one.statement, Relation) else None
        if predicate is None or predicate.name not in ("on", "inside") or one.statement.negated:
            continue
        held: dict[str, list[Member]] = {}
        for pair in one.pairs:
            if pair.kind == "rests" and pair.when is True and pair.b in geometry.problem.by_id:
                held.setdefault(pair.b, []).append(geometry.problem.by_id[pair.a])
        for id, members in held.items():
            things = _never_together(geometry, members)
            if len(things) > 1:
                holder = geometry.problem.by_id[id]
                open_top = holder.extent.face is not None
                make = _on_a_face if predicate.name == "on" or open_top else _in_a_hollow
                owners, formula = make(geometry, holder, things)
                yield ((index, ""), (None, SPACING), *owners), formula


def is_overfull(geometry: Geometry, owners: Container[tuple[int | None, str]]) -> bool:
    """Whether counting alone shows that the things on the canvas are too many or too large, as far as these owners
    demand."""
    if (None, IN_CANVAS) not in owners or (None, SPACING) not in owners:
        return False
    return any(sum(share for owner, share, _ in shares if owner in owners) > room for shares, room in _shares(geometry))


def _on_the_canvas(geometry: Geometry) -> Iterator[tuple[Owners, Formula]]:
    for number, (shares, room) in enumerate(_shares(geometry)):
        if sum(share for _, share, _ in shares) <= room:
            continue  # there is room for all, so that nothing follows
        total: Term = term(0)
        for owner, least, id in shares:
            share = variable(f"{id}.share {number}")
            yield (), at_most(0, share)
            yield (owner,), at_most(least, share)
            total = total + share
        yield ((None, IN_CANVAS), (None, SPACING)), at_most(total, room)


def _shares(geometry: Geometry) -> Iterator[tuple[Sequence[tuple[tuple[int | None, str], int, str]], int]]:
    """On areas and each lattice, the share that each thing takes at least, with who demands it and its id; and how much
    the canvas has."""
    problem = geometry.problem
    things = _never_together(geometry, problem.content(None))
    gap = problem.measures.spacing
    width, height = (side - 2 * problem.margin + gap for side in problem.canvas)
    sized = [(*_least(geometry, member), member.id) for member in things]
    if width <= 0 or height <= 0 or len(things) < 2:
        return
    frequent = Counter((w + gap, h + gap) for _, (w, h), _ in sized).most_common(LATTICES)
    for across, down in [(1, 1), *(steps for steps, _ in frequent)]:
        shares = [(owner, (w + gap) // across * ((h + gap) // down), id) for owner, (w, h), id in sized]
        yield shares, width // across * (height // down)


def _on_a_face(geometry: Geometry, holder: Member, things: Sequence[Member]) -> tuple[Owners, Formula]:
    """As wide as the middles of the feet need in so many rows as the face may be deep."""
    owners, (across, down) = _steps(geometry, things)
    face, rows = holder.extent.face, 1
    if face is not None:
        bound, (_, tallest) = _most(geometry, holder)
        rows += floor(tallest * (face[3] - face[1])) // down
        owners = (*owners, bound)
    box = geometry.box(holder.id)
    return owners, at_most(across * (ceil(len(things) / rows) - 1), (box.face or box).width)


def _in_a_hollow(geometry: Geometry, holder: Member, things: Sequence[Member]) -> tuple[Owners, Formula]:
    """Whether there are points enough on a lattice in the largest room that there can be."""
    owners, steps = _steps(geometry, things)
    bound, extents = _most(geometry, holder)
    left, top, right, bottom = holder.extent.hollow or (0.0, 0.0, 1.0, 1.0)
    points = 1
    for extent, share, step in zip(extents, (right - left, bottom - top), steps, strict=True):
        points *= (ceil(extent * share) + geometry.problem.measures.spacing) // step
    return (*owners, bound), len(things) <= points


def _steps(geometry: Geometry, things: Sequence[Member]) -> tuple[Owners, tuple[int, int]]:
    """The least extents of any of them, with the gap, and who demands the extents."""
    gap = geometry.problem.measures.spacing
    owners, extents = zip(*(_least(geometry, member) for member in things), strict=True)
    return tuple(dict.fromkeys(owners)), (min(w for w, _ in extents) + gap, min(h for _, h in extents) + gap)


def _never_together(geometry: Geometry, members: Sequence[Member]) -> Sequence[Member]:
    """Things in one frame, or none, within the margin, of which no two may ever overlap or come nearer than the
    spacing."""
    free: dict[str, set[str]] = {}
    for pair in (*geometry.overlaps.exempt, *geometry.overlaps.replaced):
        for id in pair:
            free.setdefault(id, set()).update(pair - {id, CANVAS})
    chosen: list[Member] = []
    taken: set[str] = set()
    for member in members:
        here = member.object.container == members[0].object.container and not geometry.spans(member)
        if here and not member.is_backdrop and not member.is_frame and member.id not in taken:
            chosen.append(member)
            taken |= free.get(member.id, set())
    return chosen


def _most(geometry: Geometry, member: Member) -> tuple[tuple[int | None, str], tuple[int, int]]:
    """The largest width and height that a thing can have, in units, and who demands them."""
    owner, extents = _least(geometry, member)
    if owner[0] is None:
        return (None, IN_CANVAS), geometry.problem.canvas
    slack = ceil(4 * max(member.extent.aspect, 1 / member.extent.aspect))  # what rounding of proportions may give
    return owner, (extents[0] + slack, extents[1] + slack)


def _least(geometry: Geometry, member: Member) -> tuple[tuple[int | None, str], tuple[int, int]]:
    """The least width and height that a thing can have, in units, and who demands them."""
    extent = member.extent
    owner = (geometry.declared(member), "")
    if extent.exact is not None:
        return owner, extent.exact
    stated = list(geometry.problem.stated[member.object.id])
    if not extent.free:  # the other follows, but for what rounding may cost
        slack = 2 * max(extent.aspect, 1 / extent.aspect)
        if stated[1] is None and stated[0] is not None:
            stated[1] = floor(stated[0] / extent.aspect - slack)
        elif stated[0] is None and stated[1] is not None:
            stated[0] = floor(stated[1] * extent.aspect - slack)
    if stated[0] is None or stated[1] is None:
        return (None, LEAST_SIZE), extent.least
    return owner, (max(1, stated[0]), max(1, stated[1]))
