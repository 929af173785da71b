"""Layouts hold what they promise, conflicts are irreducible, and fixes fix."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from holding import assert_true
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.compiler import load
from sgc.graph.box import units
from sgc.graph.scene import CANVAS, Arrangement, Figure, Kind, Length, Reference, Relation, SceneGraph, SceneObject
from sgc.layout import solve, variants
from sgc.layout.types import Conflict, Layout

OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}


def shape(id: str, noun: str = "circle", **given: object) -> SceneObject:
    return SceneObject(id, Kind.SHAPE, noun, statement=f"{id}: {noun}", **given)  # type: ignore[arg-type]


def relation(subject: str, predicate: str, other: str, **given: object) -> Relation:
    level = predicate in OPPOSITE and CANVAS not in (subject, other)
    arguments = (Reference((subject,)), Reference((other,)))
    return Relation(
        f"{subject} {predicate} {other}", predicate=predicate, arguments=arguments, kept_level=level, **given
    )  # type: ignore[arg-type]


def scene(objects: list[SceneObject], relations: list[Relation], **figure: object) -> SceneGraph:
    return SceneGraph(Figure(**figure), tuple(objects), relations=tuple(relations))  # type: ignore[arg-type]


def assert_drawable(graph: SceneGraph, layout: Layout) -> None:
    """All that is said holds, and nothing sticks out."""
    assert_true(graph, layout)
    width, height = (units(side) for side in layout.size)
    for one in layout.objects:
        left, top, right, bottom = one.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


def overlaps(layout: Layout) -> set[frozenset[str]]:
    boxes = [(one.id, one.box) for one in layout.objects]
    return {
        frozenset((a, b))
        for i, (a, p) in enumerate(boxes)
        for b, q in boxes[i + 1 :]
        if p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]
    }


@st.composite
def satisfiable(draw: st.DrawFn) -> SceneGraph:
    """Objects on a hidden grid, and some of the directions that are true there."""
    count = draw(st.integers(1, 7))
    cells = draw(st.permutations([(x, y) for x in range(4) for y in range(3)]))[:count]
    nouns = draw(st.lists(st.sampled_from(["circle", "square", "star", "rectangle"]), min_size=count, max_size=count))
    objects = [shape(f"o{i}", noun) for i, noun in enumerate(nouns)]
    relations = []
    for i in range(count):
        for j in range(count):
            (ax, ay), (bx, by) = cells[i], cells[j]
            if i == j or not draw(st.booleans()):
                continue
            if ay == by and ax < bx:
                relations.append(relation(f"o{i}", "left of", f"o{j}"))
            elif ax == bx and ay < by:
                relations.append(relation(f"o{i}", "above", f"o{j}"))
    return scene(objects, relations)


@settings(max_examples=25, deadline=None)
@given(satisfiable(), st.integers(0, 3))
def test_a_layout_holds_under_the_numeric_formulas(graph: SceneGraph, seed: int) -> None:
    layout = solve(graph, seed=seed)
    assert isinstance(layout, Layout)
    assert_drawable(graph, layout)
    assert not overlaps(layout)


@st.composite
def impossible(draw: st.DrawFn) -> SceneGraph:
    """A cycle of directions, hidden among true statements."""
    count = draw(st.integers(3, 5))
    objects = [shape(f"o{i}") for i in range(count)]
    predicate = draw(st.sampled_from(["left of", "above"]))
    length = draw(st.integers(2, count))
    relations = [relation(f"o{i}", predicate, f"o{(i + 1) % length}") for i in range(length)]
    other = "above" if predicate == "left of" else "left of"
    if draw(st.booleans()):
        relations.append(relation("o0", other, f"o{count - 1}"))
    return scene(objects, draw(st.permutations(relations)))


@settings(max_examples=15, deadline=None)
@given(impossible())
def test_a_core_is_unsatisfiable_and_irreducible(graph: SceneGraph) -> None:
    conflict = solve(graph)
    assert isinstance(conflict, Conflict)
    seen: set[str] = set()
    for core in conflict.cores:
        words = {text for text, _ in core.statements}
        assert not words & seen, "cores are disjoint"
        seen |= words
        members = tuple(r for r in graph.relations if r.statement in words)
        assert isinstance(solve(replace(graph, relations=members)), Conflict)
        for left_out in members:
            rest = tuple(r for r in members if r is not left_out)
            assert isinstance(solve(replace(graph, relations=rest)), Layout)


def test_fixes_are_proved_and_do_fix() -> None:
    relations = [relation("a", "left of", "b"), relation("b", "left of", "a")]
    graph = scene([shape("a"), shape("b")], relations)
    conflict = solve(graph)
    assert isinstance(conflict, Conflict)
    (core,) = conflict.cores
    removals = [fix for fix in core.fixes if fix.action == "remove"]
    assert {fix.statement for fix in removals} == {"a left of b", "b left of a"}
    assert all(fix.proved for fix in core.fixes)
    for fix in removals:
        rest = tuple(r for r in graph.relations if r.statement != fix.statement)
        assert isinstance(solve(replace(graph, relations=rest)), Layout)


def test_the_canvas_is_named_and_enlarging_it_by_the_stated_pixels_helps() -> None:
    wide = {"width": Length(Fraction(80)), "height": Length(Fraction(40))}
    objects = [shape(f"o{i}", "rectangle", properties=wide) for i in range(4)]
    graph = scene(objects, [relation(f"o{i}", "left of", f"o{i + 1}") for i in range(3)], size=(240, 200))
    conflict = solve(graph)
    assert isinstance(conflict, Conflict)
    (core,) = conflict.cores
    assert "canvas" in core.defaults
    enlarge = next(fix for fix in core.fixes if fix.action == "enlarge")
    assert enlarge.statement == "canvas width"
    assert enlarge.by is not None
    assert isinstance(solve(replace(graph, figure=Figure(size=(240 + enlarge.by, 200)))), Layout)
    assert isinstance(solve(replace(graph, figure=Figure(size=(239 + enlarge.by, 200)))), Conflict)


def test_relaxed_draws_the_rest_and_says_what_does_not_hold() -> None:
    relations = [relation("a", "left of", "b"), relation("b", "left of", "a"), relation("c", "above", "a")]
    graph = scene([shape("a"), shape("b"), shape("c")], relations)
    layout = solve(graph, relaxed=True)
    assert isinstance(layout, Layout)
    assert [text for text, _ in layout.violated] == ["b left of a"]
    kept = replace(graph, relations=(graph.relations[0], graph.relations[2]))
    assert_drawable(kept, layout)


def test_stated_sizes_are_exact() -> None:
    graph = scene([shape("a", properties={"width": Length(Fraction(100)), "height": Length(Fraction(101))})], [])
    layout = solve(graph)
    assert isinstance(layout, Layout)
    left, top, right, bottom = layout.box("a")
    assert (right - left, bottom - top) == (1200, 1212)


def test_rows_are_evenly_spaced_and_level() -> None:
    apples = shape("o", count=(4, 4), counted=True)
    row = Arrangement("row o gap 10", kind="row", references=(Reference(("o",)),), gap=Fraction(10))
    layout = solve(SceneGraph(Figure(), (apples,), arrangements=(row,)))
    assert isinstance(layout, Layout)
    boxes = [layout.box(f"o[{i}]") for i in range(1, 5)]
    assert [b[0] - a[2] for a, b in pairwise(boxes)] == [120, 120, 120]


@pytest.mark.parametrize(("spacing", "arranged", "number", "size"), [
    (0, "row a", 3, "150x50"), (0, "grid a 2x3", 6, "150x100"), (1, "column a", 3, "50x152"),
])  # fmt: skip
def test_members_of_an_arrangement_are_as_close_as_the_spacing_says(
    spacing: int, arranged: str, number: int, size: str
) -> None:
    lines = [f"spacing {spacing}", "margin 0", f"a: {number} square {{ size: 50 }}", arranged]
    (graph,) = load("\n".join([f"scene {size} {{", *lines, "}"]))
    layout = solve(graph)
    assert isinstance(layout, Layout)
    assert_drawable(graph, layout)


def test_preferences_give_way_and_are_kept_where_they_can_be() -> None:
    hard = relation("a", "left of", "b")
    possible = relation("c", "above", "a", weight=Fraction(1))
    clashing = relation("b", "left of", "a", weight=Fraction(1))
    layout = solve(scene([shape("a"), shape("b"), shape("c")], [hard, possible, clashing]))
    assert isinstance(layout, Layout)
    a, b, c = (layout.box(id) for id in "abc")
    assert a[2] < b[0]
    assert c[3] < a[1]


@pytest.mark.parametrize("size", [(1, 1), (4, 4000)])
def test_odd_canvases_give_an_answer(size: tuple[int, int]) -> None:
    assert isinstance(solve(scene([shape("a"), shape("b")], [], size=size)), (Layout, Conflict))


def test_equal_input_gives_equal_layouts_and_seeds_differ() -> None:
    graph = scene([shape(f"o{i}") for i in range(5)], [relation("o0", "left of", "o1")])
    assert solve(graph, seed=3) == solve(graph, seed=3)
    assert len(variants(graph, 4)) == 4
    assert len({layout.objects for layout in variants(graph, 4) if isinstance(layout, Layout)}) == 4


def test_a_stranger_in_a_row_is_a_conflict_of_the_row() -> None:
    row = Arrangement("row a b", kind="row", references=(Reference(("a",)), Reference(("b",))))
    between = Relation("c between a and b", predicate="between", arguments=tuple(Reference((id,)) for id in "cab"))
    graph = SceneGraph(Figure(), tuple(map(shape, "abc")), relations=(between,), arrangements=(row,))
    conflict = solve(graph)
    assert isinstance(conflict, Conflict)
    (core,) = conflict.cores
    assert {text for text, _ in core.statements} == {"row a b", "c between a and b"}
    assert "no stranger" in core.defaults
    assert isinstance(solve(replace(graph, arrangements=())), Layout)


def test_what_does_not_stand_on_the_ground_is_told() -> None:
    stacked = "dog: dog { size: 120 }; cat: cat { size: 100 }; mouse: mouse { size: 30 }"
    (free,), (tied,) = (load(f"scene 300x300 {{ {stacked} {more} }}") for more in ("", "; mouse aligned left with dog"))
    standing, floating = solve(free), solve(tied)
    assert isinstance(standing, Layout)
    assert isinstance(floating, Layout)
    assert standing.floating == ()
    assert len({one.box[3] for one in standing.objects}) == 1
    assert "mouse: mouse { size: 30 }" in [statement for statement, _ in floating.floating]
