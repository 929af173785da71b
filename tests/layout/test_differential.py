"""Small random figures: ours and plain Z3, on a second writing of what figures demand, agree; cores are irreducible."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks" / "layout"))

from differential import difference, figure, judged_by_z3, reducible

from sgc.layout import solve
from sgc.layout.types import Conflict, Core

#: Thousands more, and CP-SAT beside Z3: ``python benchmarks/layout --differential 3000``.
FIGURES, AT_ONCE = 120, 20


@pytest.mark.parametrize("first", range(0, FIGURES, AT_ONCE))
def test_ours_and_plain_z3_agree(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        _, fault = difference(figure(seed), {"z3": judged_by_z3}, limit=5.0)
        assert fault is None, f"figure {seed}: {fault}"


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
    conflict = solve(figure(400045))
    assert isinstance(conflict, Conflict)
    assert any("room for labels" in core.defaults for core in conflict.cores)
