"""Rows, columns, grids and rings of large figures are moved as wholes, and what comes of it is true of the figure."""

from __future__ import annotations

import pytest
from holding import assert_true

from sgc.compiler import load
from sgc.graph.scene import SceneGraph
from sgc.layout import solve
from sgc.layout.bodies import with_bodies
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Problem
from sgc.layout.types import Conflict, Edges, Layout
from sgc.measure.measure import measure

SIZE = "{ size: 22 }"


def scene(*lines: str, size: str = "600x600") -> SceneGraph:
    return load("\n".join([f"scene {size} {{", *lines, "}"]))[0]


def arranged(kind: str, name: str, number: int, how: str = "") -> list[str]:
    """So many things of their own names in an arrangement."""
    ids = [f"{name}{i}" for i in range(number)]
    return [*(f"{id}: square {SIZE}" for id in ids), f"{kind} {' '.join(ids)} {how}"]


def many() -> list[str]:
    """A hundred things in thirteen arrangements, and some that are in none."""
    lines = []
    for k in range(4):
        lines += arranged("grid", f"g{k}_", 12, "3x4")
        lines += arranged("row", f"r{k}_", 4 + k)
        lines += arranged("column", f"c{k}_", 4 + k % 2)
    lines += [*(f"a{i}: circle {SIZE}" for i in range(7)), "ring a1 a2 a3 a4 a5 a6 around a0"]
    return lines


def problem_of(graph: SceneGraph) -> Problem:
    return Problem(graph, {one.id: one.count[0] for one in graph.objects}, measure(graph))


def bodies(graph: SceneGraph) -> list[set[str]]:
    """The declarations that are moved together."""
    whole = with_bodies(Geometry(problem_of(graph), None))
    together: dict[str, set[str]] = {}
    for one in whole.scene.objects if whole is not None else ():
        if one.container is not None:
            together.setdefault(one.container, set()).add(one.id)
    return sorted(together.values(), key=min)


def test_all_holds_and_no_frame_of_a_body_is_left() -> None:
    graph = scene(*many(), "g0_0 left of g1_0", "r0_0 above c0_0", 'lone: star "A star" { size: 20 }', "lone above a0")
    found = solve(graph)
    assert isinstance(found, Layout)
    assert found.reproducible
    assert_true(graph, found)
    assert {one.object for one in found.objects} == {one.id for one in graph.objects}


def test_many_arrangements_that_fill_a_figure_are_solved() -> None:
    lines = [line for k in range(24) for line in arranged("row", f"r{k}_", 3 + k % 4)]
    lines += [line for k in range(24) for line in arranged("column", f"c{k}_", 3 + k % 4)]
    directions = [f"r{k}_0 left of c{k}_0" for k in range(24)]
    graph = scene(*lines, *directions, size="800x600")
    found = solve(graph)
    assert isinstance(found, Layout)
    assert_true(graph, found)


def test_members_of_an_arrangement_stand_together_as_one_would_draw_them() -> None:
    """Nothing comes between a grid and itself, nor do grids reach into each other's boxes."""
    graph = scene(*many())
    found = solve(graph)
    assert isinstance(found, Layout)
    joint: dict[str, Edges] = {}
    for one in found.objects:
        body, box = one.id.partition("_")[0] if "_" in one.id else "ring", one.box
        was = joint.get(body, box)
        joint[body] = (min(was[0], box[0]), min(was[1], box[1]), max(was[2], box[2]), max(was[3], box[3]))
    assert len(joint) == 13
    boxes = list(joint.values())
    for number, a in enumerate(boxes):
        for b in boxes[:number]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_arrangements_that_share_a_member_are_one_body_and_what_stands_on_them_belongs_to_it() -> None:
    graph = scene(
        *arranged("row", "r", 3), *arranged("row", "s", 3), "column r0 s0",
        *arranged("row", "t", 3), "cup: cup { size: 12 }", "cup on t1", "other: circle", "other left of t0",
    )  # fmt: skip
    assert bodies(graph) == [{"cup", "t0", "t1", "t2"}, {"r0", "r1", "r2", "s0", "s1", "s2"}]


@pytest.mark.parametrize("tie", ["position: (50, 50)", "z: 2", "width: 5%"])
def test_what_something_else_places_or_measures_is_in_no_body(tie: str) -> None:
    graph = scene("r0: square", f"r1: square {{ {tie} }}", "row r0 r1", *arranged("row", "t", 3))
    assert bodies(graph) == [{"t0", "t1", "t2"}]


def test_a_preferred_arrangement_and_one_of_everything_are_no_bodies() -> None:
    assert bodies(scene("r: 3 circle", "prefer (row r)", "other: circle")) == []
    assert bodies(scene(*arranged("row", "r", 3))) == []


def test_an_impossible_figure_of_arrangements_is_explained() -> None:
    found = solve(scene(*many(), "g0_0 left of g1_0", "g1_0 left of r0_0", "r0_0 left of g0_0"))
    assert isinstance(found, Conflict)
    (core,) = found.cores
    assert len(core.statements) == 3
    assert core.fixes
    assert all(fix.proved for fix in core.fixes)
