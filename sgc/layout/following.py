"""What follows of collections that are put on, in, before or behind each other in a circle, which search would find
only after all ways to choose who is on whom.

What is added here follows from the other constraints, so it changes no answer. Whoever is on, in or before something is
drawn after it: if each of some is on one of others, the first drawn of those is drawn before all of these. Whoever is
behind something is drawn before it: the last drawn of the others comes after all of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sgc.graph.linear import Formula, Linear, at_most, conjunction, disjunction, variable
from sgc.graph.relations import PHRASES
from sgc.graph.scene import Relation
from sgc.layout.crowding import Owners
from sgc.layout.geometry import Geometry

#: What puts each of its subject (or its object, which is argument 1) after one of the others, or before one.
AFTER = {"on": 0, "inside": 0, "in front of": 0, "contains": 1}
BEFORE = {"behind": 0}

Collection = tuple[str, ...]


def following(geometry: Geometry) -> Iterator[tuple[Owners, Formula]]:
    """Formulas that hold whenever all their owners do."""
    for places, last in ((AFTER, False), (BEFORE, True)):
        said = list(_said(geometry, places))
        leads: dict[Collection, set[Collection]] = {}
        for _, one, other in said:
            leads.setdefault(one, set()).add(other)
        circular = [(index, one, other) for index, one, other in said if _reaches(other, one, leads)]
        for ids in dict.fromkeys(side for _, *sides in circular for side in sides):
            yield (), _defined(geometry, ids, last)
        for index, one, other in circular:
            first, second = (_end(one, last), _end(other, last)) if last else (_end(other, last), _end(one, last))
            yield ((index, ""),), at_most(first + 1, second)


def _said(geometry: Geometry, places: Mapping[str, int]) -> Iterator[tuple[int, Collection, Collection]]:
    """The numbers of such statements, with those that each get one of the others."""
    for index, one in enumerate(geometry.grounded):
        said = one.statement
        if not isinstance(said, Relation) or not said.checked:
            continue
        predicate = PHRASES.get(said.predicate)
        if predicate is None or predicate.name not in places or said.negated or said.weight is not None:
            continue
        if any(argument.quantifier not in ("every", "each") for argument in said.arguments):
            continue
        sides = [geometry.problem.expand(argument.targets) for argument in said.arguments]
        first, second = sides if places[predicate.name] == 0 else sides[::-1]
        if first and second and not set(first) & set(second):
            yield index, first, second


def _reaches(one: Collection, other: Collection, leads: Mapping[Collection, set[Collection]]) -> bool:
    seen, open_ = {one}, [one]
    while open_:
        following = leads.get(open_.pop(), set()) - seen
        seen |= following
        open_ += following
    return other in seen


def _end(ids: Collection, last: bool) -> Linear:
    """When the first, or the last, of them is drawn."""
    return variable(f"{'last' if last else 'first'} drawn of {' '.join(ids)}")


def _defined(geometry: Geometry, ids: Collection, last: bool) -> Formula:
    end = _end(ids, last)
    orders = [order for id in ids if (order := geometry.box(id).order) is not None]
    bounds = [at_most(order, end) if last else at_most(end, order) for order in orders]
    reached = [at_most(end, order) if last else at_most(order, end) for order in orders]
    return conjunction(*bounds, disjunction(*reached))
