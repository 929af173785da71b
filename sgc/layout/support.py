"""Support: what rests stands on the ground line, or on the ground that the figure shows.

It is a default, never a demand: where the statements speak of the vertical, or the row would not
fit, it does not apply, and where it alone makes a figure impossible it is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sgc.graph.linear import Formula, at_most, conjunction, equal, holds, variable
from sgc.graph.scene import Relation, SceneObject
from sgc.layout.blocks import Composition
from sgc.layout.choice import edges
from sgc.layout.composition import pinned
from sgc.layout.dealing import dealt
from sgc.layout.gathering import denied, gathered
from sgc.layout.geometry import Geometry
from sgc.layout.problem import BEFORE, INTO, Member, Problem

GROUND_LINE = variable("ground line")
#: So much of the depth of a ground is seen behind what stands on it.
FAR_EDGE = Fraction(1, 8)
#: A statement with one of these decides where its subject is vertically (and for some, its object).
SUBJECT_DECIDED = {
    "on", "inside", "under", "held by", "worn by", "behind", "centered in", "surrounding", "overlapping", "contains",
    "outside", "aligned top with", "aligned middle with", "aligned bottom with",
}  # fmt: skip
BOTH_DECIDED = {"above", "below"}


def supports(problem: Problem, geometry: Geometry, compositions: Sequence[Composition] = ()) -> Mapping[str, Formula]:
    """By member id, what keeps it on the ground: on one line, if all fit there and are not composed in rows."""
    standing = [m for m in problem.members if _stands(problem, m)]
    if not standing:
        return {}
    grounds = problem.grounds
    _, height = problem.canvas
    rules: dict[str, Formula] = {}
    decided = _decided(problem)
    standing = [m for m in standing if m.id not in decided]
    widths = [geometry.sizes[m.id][0] for m in standing] if geometry.sizes else []
    one_line = _in_one_line(problem, widths) and not any(_in_rows(one) for one in compositions)
    for member in standing:
        box = geometry.box(member.id)
        parts: list[Formula] = []
        if one_line:
            parts.append(equal(box.bottom, GROUND_LINE))
        if grounds and not problem.is_said_of(grounds, BEFORE):
            footing = _footing(problem, member)
            first, last = (one.face or one for one in (geometry.box(footing[i].id) for i in (0, -1)))
            far = first.top + (last.bottom - first.top) * FAR_EDGE
            parts += [at_most(far, box.bottom), at_most(box.bottom, last.bottom - height // 50)]
            if member.is_flat:
                parts.append(at_most(first.top, box.top))
        if parts:
            rules[member.id] = conjunction(*parts)
    return rules


def _footing(problem: Problem, member: Member) -> Sequence[Member]:
    """The grounds on which a thing may stand, where no statement says: of land and water, boats are on the water, and
    all else is on the land."""
    waters = [one for one in problem.grounds if not one.is_ground]
    if problem.ground is None or not waters:
        return problem.grounds
    return waters if member.swims or member.is_boat else [problem.ground]


def on_one_line(problem: Problem, compositions: Callable[[], Sequence[Composition]]) -> Sequence[str]:
    """Who would stand on one ground line if there were room for all."""
    if sum(_stands(problem, member) for member in problem.members) < 2 or any(map(_in_rows, compositions())):
        return []
    return list(supports(problem, Geometry(problem, None), compositions()))


def _in_rows(composition: Composition) -> bool:
    """Whether things, or the members of a collection, are composed to stand above each other."""
    return composition.shelved or any(block.is_in_rows and not block.is_stacked for block in composition.blocks)


def floating(
    geometry: Geometry, compositions: Callable[[], Sequence[Composition]], values: Mapping[str, int]
) -> Sequence[SceneObject]:
    """The declarations of what does not stand where its support would have it."""
    if not any(_stands(geometry.problem, member) for member in geometry.problem.members):
        return []
    rules = supports(geometry.problem, geometry, compositions())
    boxes = [edges(geometry.box(id), values) for id in rules]
    if not _in_one_line(geometry.problem, [right - left for left, _, right, _ in boxes]):
        return []
    found = {**values, "ground line": max((bottom for *_, bottom in boxes), default=0)}
    objects = (geometry.problem.by_id[id].object for id, rule in rules.items() if not holds(rule, found))
    return list({one.id: one for one in objects}.values())


def _in_one_line(problem: Problem, widths: Sequence[int]) -> bool:
    return sum(widths) + problem.measures.spacing * len(widths) <= problem.canvas[0] - 2 * problem.margin


def _stands(problem: Problem, member: Member) -> bool:
    return (
        member.rests
        and not member.is_backdrop
        and not member.is_frame
        and member.object.container is None
        and not pinned(problem, member)
        and not (member.swims and any(one.is_water for one in problem.grounds))
    )


def _above_all(problem: Problem, relation: Relation) -> bool:
    """Whether the other side is a sky, under which everything stands on the ground."""
    members = [problem.by_id[id] for id in problem.expand(relation.arguments[1].targets) if id in problem.by_id]
    return all(member.is_backdrop and member.stance == "air" for member in members)


def _on_ground(problem: Problem, relation: Relation) -> bool:
    """Whether things are said to be on the ground that the figure shows, or in a room, where they stand on its floor or
    hang on its walls."""
    at = 0 if relation.predicate == "on" else INTO.get(relation.predicate)
    if at is None:
        return False
    members = [problem.by_id[id] for id in problem.expand(relation.arguments[1 - at].targets) if id in problem.by_id]
    if any(member.is_water for member in members):  # what lies elsewhere swims under water, or floats
        things = problem.expand(relation.arguments[at].targets)
        return all(problem.by_id[id].stance == "ground" for id in things if id in problem.by_id)
    return all(member.is_room or member is problem.ground for member in members)


def _decided(problem: Problem) -> set[str]:
    """Members whose vertical place is the business of a statement."""
    found: set[str] = set()
    backs: set[str] = set()  # what something stands before: it stands all the same
    betweens: list[Relation] = []

    def add(targets: Iterable[str]) -> None:
        found.update(problem.expand(targets))

    for relation in problem.scene.relations:
        if not relation.checked or relation.weight is not None:
            continue
        predicate = relation.predicate
        if (predicate == "under" and _above_all(problem, relation)) or _on_ground(problem, relation):
            continue
        if predicate in SUBJECT_DECIDED:
            add(relation.arguments[1 if predicate == "contains" else 0].targets)
        elif predicate == "in front of":
            backs.update(problem.expand(relation.arguments[1].targets))
        elif predicate == "between":
            betweens.append(relation)
        elif predicate in BOTH_DECIDED:
            upper = 0 if predicate == "above" else 1
            add(relation.arguments[upper].targets)
    for relation in betweens:  # between two that stand, one stands as well
        ends = problem.expand([target for reference in relation.arguments[1:] for target in reference.targets])
        if not all(id in problem.by_id and id not in found and _stands(problem, problem.by_id[id]) for id in ends):
            add(relation.arguments[0].targets)
    found |= backs
    add(_on_others(problem))
    add([name for name, how in gathered(problem).items() if how.stacked])
    for arrangement in problem.scene.arrangements:
        if arrangement.kind in ("column", "grid", "ring", "stack", "pyramid", "mirror"):
            for reference in arrangement.references:
                add(reference.targets)
    return found


def _on_others(problem: Problem) -> Iterator[str]:
    """Whoever touches something, where two others are at its left and right already."""
    for relation in problem.scene.relations:
        if relation.checked and relation.predicate == "touching" and not denied(relation):
            fewer, more = sorted((problem.expand(one.targets) for one in relation.arguments[:2]), key=len)
            if fewer:
                yield from (id for ids in dealt(more, len(fewer)) for id in ids[2:])
