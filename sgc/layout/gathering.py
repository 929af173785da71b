"""Gatherings: collections that a statement puts at one thing, or at each other, as one would draw them.

A few flank one thing. Otherwise a collection stands beside another, or near it, as a group: both in one row on their
ground, or in as many columns as leave them largest. Whoever is in front of something covers its foot: there they
stand in a row, or in several if they are a crowd.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from sgc.graph.predication import CROWD
from sgc.graph.scene import Relation
from sgc.layout.natural import natural_extents, natural_unit
from sgc.layout.problem import Problem
from sgc.layout.taste import GAP_IN_ROW, MARGIN

#: Which statements gather.
GATHERING = {"beside", "near"}
#: What moves a gathering as a whole.
DIRECTIONS = {"left of", "right of", "above", "below"}
#: So many at most flank one thing, half of them on either side.
FLANKING = 4
#: As many flank it as are near enough at this share of their natural size; groups that stand are in one row where they
#: have room at this one.
IN_A_ROW, ONE_ROW = 0.8, 0.65
#: A thing is as broad as a row of a crowd where that is so many times its natural width at most.
STRETCHED = 5.0
#: Standing on a ground, or before a thing, so many times as many stand in a row as there are rows, if none is broad.
ROWS_EACH = 3
#: The gap between two groups is this share of the width of what stands there.
GROUP_GAP = 0.7
#: With fewer rows things may be so much smaller than with those that leave them largest.
FEWER_ROWS = 0.75


@dataclass(frozen=True, slots=True)
class Gathered:
    """How a collection, or what it is gathered at, stands by the words of a ``statement`` (the number of the first that
    joins them): in so many ``parts`` of so many ``columns``. ``stacked`` is a gathering in which anything stands above
    another."""

    statement: int
    parts: int
    columns: int
    stacked: bool


def gathered(problem: Problem) -> Mapping[str, Gathered]:
    """What is gathered, by the name of the collection or thing; of a collection nothing else may be said."""
    found: dict[str, Gathered] = {}
    gathering: list[tuple[int, Relation]] = []
    for number, relation in enumerate(problem.scene.relations):
        if relation.checked and relation.weight is None and not denied(relation):
            if _gathers(problem, relation):
                gathering.append((number, relation))
            for name, how in _before(problem, number, relation):
                found.setdefault(name, how)
    spoken = _spoken_of(problem, [relation for _, relation in gathering])
    for number, names in _joined(gathering):
        groups = {name: problem.expand((name,)) for name in names}
        if max(map(len, groups.values())) > 1 and not any(name in spoken for name in names if len(groups[name]) > 1):
            for name, how in _gathered_as(problem, number, groups):
                found.setdefault(name, how)
    return found


def _gathers(problem: Problem, relation: Relation) -> bool:
    """Whether it puts whole collections, or one and a thing, beside or near each other."""
    if relation.predicate not in GATHERING or any(len(one.targets) != 1 for one in relation.arguments):
        return False
    sides = [problem.expand(one.targets) for one in relation.arguments]
    return all(ids and not problem.by_id[ids[0]].is_backdrop for ids in sides)


def _joined(gathering: Sequence[tuple[int, Relation]]) -> Iterator[tuple[int, Sequence[str]]]:
    """The names that statements join, directly or not, with the number of the first of these statements."""
    parts: list[tuple[int, list[str]]] = []
    for number, relation in gathering:
        names = [argument.targets[0] for argument in relation.arguments]
        meeting = [part for part in parts if any(name in part[1] for name in names)]
        parts = [part for part in parts if part not in meeting]
        first = min([number, *(one for one, _ in meeting)])
        parts.append((first, list(dict.fromkeys([*(name for _, part in meeting for name in part), *names]))))
    yield from parts


def _before(problem: Problem, number: int, relation: Relation) -> Iterator[tuple[str, Gathered]]:
    """A row in front of one thing; or the rows of a crowd, of which not each covers it."""
    if relation.predicate in ("in front of", "behind"):
        near, far = relation.arguments[:: 1 if relation.predicate == "in front of" else -1]
        if len(near.targets) == len(problem.expand(far.targets)) == 1:
            yield near.targets[0], Gathered(number, 1, _before_it(problem, problem.expand(near.targets)), stacked=False)


def _before_it(problem: Problem, ids: Sequence[str]) -> int:
    """How many of those before a thing stand in a row: all, where they are few or have room, else as on a ground."""
    width = natural_extents(problem.by_id[ids[0]])[0] * natural_unit(problem) * (1 + GAP_IN_ROW)
    room = problem.canvas[0] * (1 - 2 * MARGIN)
    in_one = len(ids) < CROWD or IN_A_ROW * len(ids) * width <= room
    return len(ids) if in_one else in_few_rows(len(ids), problem.by_id[ids[0]].extent.aspect)


def is_crowd(problem: Problem, ids: Sequence[str]) -> bool:
    """Whether what is before or behind so many is so of them as a whole (``sgc.graph.predication``)."""
    return len(ids) >= CROWD or (len(ids) > 1 and ids[0] in problem.arranged_as)


def is_broad(problem: Problem, one: str, like: str, columns: int) -> bool:
    """Whether a thing is drawn as broad as a row of a crowd before or behind it, as a stage is: if it need not be
    stretched by too much for that. Of the crowd, ``like`` is one, and so many stand in a row."""
    width, each = (natural_extents(problem.by_id[id])[0] for id in (one, like))
    return each * (1 + GAP_IN_ROW) * columns <= STRETCHED * width


def in_few_rows(number: int, aspect: float) -> int:
    """How many of this aspect stand in a row where rows stand before each other on a ground."""
    return ceil(number / max(1, round(sqrt(number * max(1.0, aspect) / ROWS_EACH))))


def _gathered_as(problem: Problem, number: int, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Gathered]]:
    """A few of one collection flank the only thing that they are beside; otherwise all are groups."""
    (fewer, few), (more, many), *others = sorted(groups.items(), key=lambda group: len(group[1]))
    each = ceil(len(many) / 2)
    if not others and len(few) == 1 and len(many) <= FLANKING and each <= _in_a_row(problem, many[0]):
        yield more, Gathered(number, 2, each, stacked=False)
        yield fewer, Gathered(number, 1, 1, stacked=False)
        return
    columns = _columns(problem, list(groups.values()))
    stacked = any(count < len(ids) for count, ids in zip(columns, groups.values(), strict=True))
    for name, count in zip(groups, columns, strict=True):
        yield name, Gathered(number, 1, count, stacked)


def _columns(problem: Problem, groups: Sequence[Sequence[str]]) -> Sequence[int]:
    """In how many columns each of several groups beside each other stands: in one row where all stand and have room,
    else in the fewest rows that leave them nearly as large as any."""
    members = [problem.by_id[ids[0]] for ids in groups]
    extents = [natural_extents(member) for member in members]
    across, down = (side * (1 - 2 * MARGIN) for side in problem.canvas)

    def columns(rows: int) -> Sequence[int]:
        return [ceil(len(ids) / rows) for ids in groups]

    def largest(rows: int) -> float:
        """How large a thing of natural size 1 may be."""
        wide, high = zip(*extents, strict=True)
        width = sum(a * count for a, count in zip(wide, columns(rows), strict=True)) * (1 + GAP_IN_ROW)
        width += GROUP_GAP * max(wide) * (len(groups) - 1)
        room: float = min(across / width, down / (max(high) * rows * (1 + GAP_IN_ROW)))
        return room

    stand = all(member.rests for member in members)
    if stand and largest(1) >= ONE_ROW * natural_unit(problem):
        return columns(1)
    numbers = range(1, max(map(len, groups)) + 1)
    enough = FEWER_ROWS * min(natural_unit(problem), max(map(largest, numbers)))
    return columns(next(rows for rows in numbers if largest(rows) >= enough))


def _spoken_of(problem: Problem, but: Sequence[Relation]) -> set[str]:
    """What other statements speak of, but for directions."""
    scene = problem.scene
    others = [one for one in scene.relations if one.predicate not in DIRECTIONS and all(one is not two for two in but)]
    arguments = [argument for one in others for argument in one.arguments]
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
