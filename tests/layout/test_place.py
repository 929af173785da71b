"""Figures of many things of given sizes that heat alone does not find."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks" / "layout"))

from checking import faults
from families import surroundings

from sgc.layout import solve
from sgc.layout.types import Layout


def test_who_is_at_which_side_is_decided_before_many_things_make_room() -> None:
    """Ten of a hundred things are surrounded by four each, some of which surround several."""
    scene = surroundings(100, 0.4, 9002)
    found = solve(scene)
    assert isinstance(found, Layout)
    assert faults(scene, {one.id: one.box for one in found.objects}, found.counts) == []
