"""Clusters: which things of a frame stand together as one, and in how many columns, as one would sketch them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, sqrt

from sgc.graph.arrangements import pyramid_courses
from sgc.layout.gathering import Gathered, in_few_rows
from sgc.layout.natural import natural_unit
from sgc.layout.problem import Member, Problem
from sgc.layout.taste import GAP_IN_ROW, MARGIN
from sgc.layout.variation import Variation

#: So many at most stand in one row, unless a statement says more.
IN_A_ROW = 4
#: What stands is by this factor smaller at most than it naturally is, to have room on one ground line.
SMALLER = 0.85


def clusters(
    problem: Problem, inside: Sequence[Member], named: set[str], near: Mapping[str, Gathered]
) -> Iterator[tuple[tuple[str, ...], Gathered | None]]:
    """Whole collections stay together unless a statement speaks of one member alone, or they flank something."""
    grouped: dict[str, list[str]] = {}
    named = named | _paired(problem, named)
    gridded, arranged = _gridded(problem), _arranged(problem)
    for member in inside:
        alone = member.id != member.object.id and member.id in named
        key = arranged.get(member.id, member.id if alone else member.object.id)
        key = gridded.get(member.id, key)
        grouped.setdefault(key, []).append(member.id)
    for key, ids in grouped.items():
        how = near.get(key)
        if how is not None and how.parts == 2:
            yield tuple(ids[: len(ids) // 2]), how
            yield tuple(ids[len(ids) // 2 :]), how
        else:
            yield tuple(ids), how


def _paired(problem: Problem, named: set[str]) -> set[str]:
    """The members of collections of which one each is at a member of another that statements speak of by itself: the
    lamps on the nightstands on both sides of a bed."""
    found: set[str] = set()
    for one in problem.scene.relations:
        if one.checked and not one.negated and len(one.arguments) == 2:
            ids, others = (problem.expand(argument.targets) for argument in one.arguments)
            if len(ids) == len(others) > 1 and any(id in named for id in others):
                found.update(ids)
    return found


def _gridded(problem: Problem) -> Mapping[str, str]:
    """The first of the grid that each thing is in, where those of a grid are named one by one and are in no other."""
    arranged = [(one, problem.expand(one.targets)) for one in problem.scene.arrangements]
    times = Counter(id for _, ids in arranged for id in ids)
    return {
        id: ids[0] for one, ids in arranged for id in ids
        if one.kind == "grid" and not one.negated and all(times[id] == 1 for id in ids)
    }  # fmt: skip


def _arranged(problem: Problem) -> Mapping[str, str]:
    """The collection of loops that each thing is in, where a statement arranges that by itself."""
    collections = problem.scene.collections
    alone = (one.references[0] for one in problem.scene.arrangements if len(one.references) == 1)
    names = dict.fromkeys(target for reference in alone for target in reference.targets if target in collections)
    return {id: name for name in names for id in problem.expand((name,))}


def columns_of(problem: Problem, ids: tuple[str, ...], variation: Variation) -> int:
    """How many columns a collection takes: as arranged, else one row when short, else a grid."""
    one = problem.arranged_as.get(ids[0])
    if one is not None and one.kind == "grid" and one.size is not None:
        return max(1, one.size[1])
    if one is not None and len(one.references) == 1 and one.kind in ("row", "column", "stack"):
        return len(ids) if one.kind == "row" else 1
    if one is not None and one.kind == "pyramid":
        return len(pyramid_courses(len(ids))[0])
    in_a_row = len(ids) <= IN_A_ROW or _fit_on_the_ground(problem, problem.by_id[ids[0]], len(ids))
    most = _have_room(problem, problem.by_id[ids[0]], len(ids))
    even = _even_columns(problem, len(ids))
    if problem.ground is not None and problem.by_id[ids[0]].rests:  # few rows, each before the other
        even = max(even, in_few_rows(len(ids), problem.by_id[ids[0]].extent.aspect))
    usual = len(ids) if in_a_row and len(ids) <= most else min(even, most)
    return variation.columns(usual, len(ids), ids[0])


def _have_room(problem: Problem, like: Member, number: int) -> int:
    """How many of so many have room beside each other when they are as small as they may be; those are in rows that are
    about as long."""
    measures = problem.measures
    width = max(like.extent.least[0], like.extent.label.width if like.outside_label and like.extent.label else 0)
    most = max(1, (problem.canvas[0] - 2 * problem.margin + measures.spacing) // (width + measures.spacing))
    return number if number <= most else ceil(number / ceil(number / most))


def _fit_on_the_ground(problem: Problem, like: Member, number: int) -> bool:
    """Whether so many that stand have room beside each other, if each is a little smaller."""
    width = SMALLER * natural_unit(problem) * like.extent.natural * min(1.0, like.extent.aspect) * (1 + GAP_IN_ROW)
    return like.rests and number * width <= problem.canvas[0] * (1 - 2 * MARGIN)


def _even_columns(problem: Problem, number: int) -> int:
    """About as many columns as make a grid a little wider than the canvas is, with the fullest last row."""
    width, height = problem.canvas
    usual = min(number, ceil(sqrt(number * 1.5 * width / height)))
    return min((usual, usual + 1, max(1, usual - 1)), key=lambda columns: -number % columns)
