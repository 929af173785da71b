"""Gatherings: collections that a statement puts at one thing, or at each other, as one would draw them.

Whoever is beside something is near it, and level with it: there is no room for many in one row. So they stand in
columns, to either side of one thing or of the fewer, or each in a column where they are few. Whoever is in front of
something covers its foot: there they stand in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from sgc.graph.scene import Relation
from sgc.layout.natural import natural_unit
from sgc.layout.problem import Problem

#: Which statements gather in columns, and how many stand above each other at most.
GATHERING, TALLEST = {"beside", "near"}, 4
#: Of more than so many together, half stand on either side of the fewer, though those are several.
TWO_COLUMNS = 5
#: As many stand in one row as are near enough at this share of their natural size.
IN_A_ROW = 0.8


@dataclass(frozen=True, slots=True)
class Gathered:
    """How a collection, or what it is gathered at, stands by the words of a ``statement`` (its number): in so many
    ``parts`` of so many ``columns``. ``stacked`` is a gathering in which anything stands above another."""

    statement: int
    parts: int
    columns: int
    stacked: bool


def gathered(problem: Problem) -> Mapping[str, Gathered]:
    """What is gathered, by the name of the collection or thing; of a collection nothing else may be said."""
    found: dict[str, Gathered] = {}
    for number, relation in enumerate(problem.scene.relations):
        if relation.checked and relation.weight is None and not denied(relation):
            by = _gathered_by if relation.predicate in GATHERING else _before
            for name, how in by(problem, number, relation):
                found.setdefault(name, how)
    return found


def _before(problem: Problem, number: int, relation: Relation) -> Iterator[tuple[str, Gathered]]:
    """A row in front of one thing."""
    if relation.predicate in ("in front of", "behind"):
        near, far = relation.arguments[:: 1 if relation.predicate == "in front of" else -1]
        if len(near.targets) == len(problem.expand(far.targets)) == 1:
            many = len(problem.expand(near.targets))
            yield near.targets[0], Gathered(number, 1, many, stacked=False)


def _gathered_by(problem: Problem, number: int, relation: Relation) -> Iterator[tuple[str, Gathered]]:
    named = [argument.targets for argument in relation.arguments]
    sides = [(len(ids), targets[0], ids) for targets in named if len(targets) == 1 and (ids := problem.expand(targets))]
    if len(sides) < 2 or any(problem.by_id[ids[0]].is_backdrop for _, _, ids in sides):
        return
    (few, fewer, _), (many, more, ids) = sorted(sides, key=lambda side: side[0])
    if many == 1 or any(count > 1 and name in _spoken_of(problem, relation) for count, name, _ in sides):
        return
    parts = 2 if few == 1 or few + many > TWO_COLUMNS else 1
    each = ceil(many / parts)
    fits = few == 1 and each <= _in_a_row(problem, ids[0])
    columns = each if fits else ceil(each / TALLEST)
    stacked = not fits or few > 1
    yield more, Gathered(number, parts, columns, stacked)
    yield fewer, Gathered(number, 1, ceil(few / TALLEST), stacked)


def _spoken_of(problem: Problem, but: Relation) -> set[str]:
    """What other statements speak of."""
    scene = problem.scene
    arguments = [argument for one in scene.relations if one is not but for argument in one.arguments]
    references = [reference for one in scene.arrangements for reference in one.references]
    return {target for reference in (*arguments, *references) for target in reference.targets}


def _in_a_row(problem: Problem, id: str) -> int:
    """How many like this one stand in a row of which the farthest is near enough."""
    extent, measures = problem.by_id[id].extent, problem.measures
    width = IN_A_ROW * natural_unit(problem) * extent.natural * min(1.0, extent.aspect)
    return 1 + int((measures.near - measures.spacing) // (width + measures.spacing))


def denied(relation: Relation) -> bool:
    """Whether it speaks of what shall not be."""
    return relation.negated or any(one.quantifier in ("none", "at most") for one in relation.arguments)
