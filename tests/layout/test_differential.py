"""Small random figures: ours and plain Z3, on a second writing of what figures demand, agree; cores are irreducible."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks" / "layout"))

from differential import MEETING, PREDICATES, difference, figure, judged_by_z3, reducible

from sgc.graph import relations
from sgc.layout import solve
from sgc.layout.types import Conflict, Core

#: Thousands more, and CP-SAT beside Z3: ``python benchmarks/layout --differential 3000``.
FIGURES, AT_ONCE = 120, 20


def test_every_relation_of_shapes_is_said_of_some_figure() -> None:
    """What is worn or held needs somebody with a head or hands, and colours are no geometry."""
    assert relations.PREDICATES.keys() - {*PREDICATES, *MEETING} == {"held by", "worn by", "same color as"}


@pytest.mark.parametrize("first", range(0, FIGURES, AT_ONCE))
def test_ours_and_plain_z3_agree(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        _, fault = difference(figure(seed), {"z3": judged_by_z3}, limit=5.0)
        assert fault is None, f"figure {seed}: {fault}"


@pytest.mark.parametrize("seed", [83050, 510131, 510420, 510648])
def test_figures_that_differed_once(seed: int) -> None:
    """83050: the label of a thing stood in what was said to be under it. 510131, 510648: cores left out that things
    under each other keep the spacing, since that was taken for a part of what is said. 510420: so what was under one in
    a row could stand in the row's gaps.
    """
    _, fault = difference(figure(seed), {"z3": judged_by_z3}, limit=20.0)
    assert fault is None


def test_a_core_with_too_much_or_too_little_in_it_is_noticed() -> None:
    scene = figure(4)
    conflict = next(found for seed in range(50) if isinstance(found := solve(scene := figure(seed)), Conflict))
    core = conflict.cores[0]
    assert reducible(scene, core, judged_by_z3, 5.0) is None
    less = Core(core.statements, core.defaults, (), core.members[1:])
    assert "can hold" in (reducible(scene, less, judged_by_z3, 5.0) or "")
    spare = next(
        (number, "") for number in range(len(scene.relations)) if number not in {index for index, _ in core.members}
    )
    more = Core(core.statements, core.defaults, (), (*core.members, spare))
    assert "does not need" in (reducible(scene, more, judged_by_z3, 5.0) or "")


def test_a_label_that_fits_into_what_was_enlarged_needs_no_room_beside_it() -> None:
    scene = figure(400045)
    conflict = solve(replace(scene, relations=tuple(r for r in scene.relations if r.predicate not in MEETING)))
    assert isinstance(conflict, Conflict)
    assert any("room for labels" in core.defaults for core in conflict.cores)
