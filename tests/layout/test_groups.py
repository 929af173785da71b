"""Groups of large figures are solved apart, and what comes of it is true of the figure as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from holding import assert_true

from sgc.compiler import load
from sgc.graph.scene import SceneGraph
from sgc.layout import groups, solve
from sgc.layout.geometry import Closed, Geometry
from sgc.layout.problem import Problem, Sizes
from sgc.layout.types import Edges, Layout

GROUPS, EACH = 9, 8


def scene(*more: str, kind: str = "circle") -> SceneGraph:
    lines = []
    for g in range(GROUPS):
        lines.append(f'group g{g} "Group {g}" {{')
        lines += [f"  n{g}_{i}: {kind}" for i in range(EACH)]
        lines += [f"  n{g}_0 left of n{g}_1", f"  row n{g}_2 n{g}_3 n{g}_4", f"  n{g}_5 below n{g}_0", "}"]
    return load("\n".join(["scene 900x700 {", *lines, "g0 left of g1", "g8 above g3", *more, "}"]))[0]


def solved(graph: SceneGraph) -> Layout:
    found = solve(graph)
    assert isinstance(found, Layout)
    return found


def inside(inner: Edges, outer: Edges) -> bool:
    return outer[0] < inner[0] and outer[1] < inner[1] and inner[2] < outer[2] and inner[3] < outer[3]


def apart(a: Edges, b: Edges, gap: int) -> bool:
    return a[2] + gap <= b[0] or b[2] + gap <= a[0] or a[3] + gap <= b[1] or b[3] + gap <= a[1]


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The groups whose things had their place before the figure was solved, as it happens."""
    seen: list[str] = []

    def noted(problem: Problem, sizes: Sizes, closed: Mapping[str, Closed] | None = None) -> Geometry:
        seen.extend(dict.fromkeys(one.frame for one in (closed or {}).values()))
        return Geometry(problem, sizes, closed)

    monkeypatch.setattr(groups, "Geometry", noted)
    return seen


@pytest.fixture
def solved_apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The groups for which places were searched, as it happens."""
    seen: list[str] = []
    finish = groups._finish

    def noted(frame: groups.Member, *rest: object) -> tuple[int, int]:
        seen.append(frame.id)
        return finish(frame, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(groups, "_finish", noted)
    return seen


@pytest.mark.parametrize("kind", ["circle", 'circle "Node"'])
def test_every_statement_holds_in_groups_and_between_them(finished: list[str], kind: str) -> None:
    graph = scene(kind=kind)
    layout = solved(graph)
    assert set(finished) == {f"g{g}" for g in range(GROUPS)}
    assert_true(graph, layout)


def test_things_stand_apart_in_their_own_group_and_are_drawn_after_it() -> None:
    layout = solved(scene())
    placed = {one.id: one for one in layout.objects}
    for g in range(GROUPS):
        own = [placed[f"n{g}_{i}"] for i in range(EACH)]
        assert all(inside(one.box, placed[f"g{g}"].box) and one.layer > placed[f"g{g}"].layer for one in own)
        assert all(apart(a.box, b.box, layout.spacing) for a, b in combinations(own, 2))
    frames = [placed[f"g{g}"].box for g in range(GROUPS)]
    assert all(apart(a, b, layout.spacing) for a, b in combinations(frames, 2))


@pytest.mark.parametrize(
    "statement",
    ["n0_7 left of n5_7", "n4_7 near canvas", "prefer (n2_6 above n2_7)", "require n6_0.left >= 3 * n7_0.width"],
)
def test_a_group_of_which_others_speak_is_not_solved_apart(finished: list[str], statement: str) -> None:
    graph = scene(statement)
    layout = solved(graph)
    named = {f"g{g}" for g in range(GROUPS) if f"n{g}_" in statement}
    assert not named & set(finished)
    assert_true(graph, layout)


def test_figures_of_few_things_are_solved_as_wholes(finished: list[str]) -> None:
    solved(load("scene { group g { a: circle; b: square; a left of b }; c: star; c below g }")[0])
    assert not finished


def test_groups_alike_are_solved_once_and_look_alike(solved_apart: list[str]) -> None:
    layout = solved(scene())
    assert solved_apart == ["g0"]
    seen = set()
    for g in range(GROUPS):
        left, top, _, _ = layout.box(f"g{g}")
        boxes = [layout.box(f"n{g}_{i}") for i in range(EACH)]
        seen.add(tuple((a - left, b - top, c - left, d - top) for a, b, c, d in boxes))
    assert len(seen) == 1


def test_what_is_said_in_a_group_tells_it_from_the_others(solved_apart: list[str]) -> None:
    graph = scene("n4_6 above n4_7")
    assert_true(graph, solved(graph))
    assert solved_apart == ["g0", "g4"]
