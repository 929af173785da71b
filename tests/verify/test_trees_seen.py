"""Trees and mind maps: who is whose child, where they stand, and what a verifier reads of that in a finished file."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import Drawn

import sgc
from sgc.graph import SceneGraph, resolve
from sgc.graph.ordered.branching import branching
from sgc.layout.solver import solve
from sgc.layout.types import Conflict, Layout
from sgc.source import Source
from sgc.syntax import parse

TEXT = """diagram tree {
  a: box "Root"
  b: box "Left"
  a -> b "first"
  a { "Right" { "One" ; two "Two" ; "Three" } }
  b { "Same" ; "Other" }
  two { "Same" }
}"""
DRAWN = Drawn(TEXT)
failed, moved = DRAWN.failed, DRAWN.moved


def graph(text: str) -> SceneGraph:
    return resolve(parse(Source("d.sgc", text)))[0]


def problems(text: str) -> list[str]:
    return [one.message for one in graph(text).diagnostics]


def test_blocks_and_links_make_one_tree_in_the_order_of_writing() -> None:
    tree = branching(graph(TEXT))
    assert tree.roots == ("a",)
    assert tree.children["a"] == ("b", "Right")
    assert tree.children["Right"] == ("One", "two", "Three")
    assert tree.children["two"] == ("Same 2",)


def test_what_is_no_tree_is_told() -> None:
    assert problems("diagram tree { a: box; b: box; c: box; a -> c; b -> c }") == ["'c' has two parents"]
    assert problems("diagram tree { a: box; b: box; a -> b; b -> a }") == ["'a' comes from itself"]
    assert problems('diagram mindmap { "A" { "B" } ; "C" { "D" } }') == [
        "a mind map has one middle, from which everything else comes"
    ]
    assert problems("diagram tree { group g { a: box } }") == ["a tree has nodes and no groups"]
    assert problems('diagram tree { a: box "A"; a "B" { "C" } }') == ["'a' is given two labels"]


trees = st.recursive(
    st.sampled_from(['"x"', '"a longer text"', '"two words"']),
    lambda inner: st.lists(inner, min_size=1, max_size=4).map(lambda parts: f'"node" {{ {" ; ".join(parts)} }}'),
    max_leaves=14,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(trees, st.sampled_from(["down", "right", "up", "left"]))
def test_parents_are_in_the_middle_levels_on_one_line_and_nothing_meets(body: str, direction: str) -> None:
    scene = graph(f"diagram tree {{ direction {direction}\n{body} }}")
    found = solve(scene)
    assert isinstance(found, Layout)
    assert not found.violated
    tree, across = branching(scene), 0 if direction in ("down", "up") else 1
    middle = {id: sum(found.box(id)[across::2]) / 2 for id in tree.children}
    for parent, children in tree.children.items():
        if children:
            assert abs((middle[children[0]] + middle[children[-1]]) / 2 - middle[parent]) <= 2
            assert all(middle[a] < middle[b] for a, b in pairwise(children))
    boxes = [one.box for one in found.objects]
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_equal_subtrees_look_equal_and_the_author_is_heard() -> None:
    scene = graph('diagram tree { "a" { "b" { "x" ; "y" } ; "c" { "z" ; "w" } } }')
    found = solve(scene)
    assert isinstance(found, Layout)
    gaps = [found.box(right)[0] - found.box(left)[2] for left, right in (("x", "y"), ("z", "w"))]
    assert gaps[0] == gaps[1]
    found = solve(graph("diagram tree { a: box; b: box; c: box; a -> b; a -> c\nrequire c.cx - b.cx >= 250 }"))
    assert isinstance(found, Layout)
    assert sum(found.box("c")[::2]) - sum(found.box("b")[::2]) >= 2 * 250 * 12
    assert isinstance(solve(graph("diagram tree { a: box; b: box; c: box; a -> b; a -> c\nc left of b }")), Conflict)


@pytest.mark.parametrize("text", [
    TEXT, 'diagram mindmap { "M" { "A" { "x" } ; "B" { "x" ; "y" } ; "C" } }',
    'diagram tree { a: box "A"\nfor i in 1..3 { b[i]: box "Same"; a -> b[i] }\nc: 2 box "Twice"\na -> c }',
])  # fmt: skip
@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_read(text: str, kind: str) -> None:
    found = sgc.compile(text).verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_a_node_off_its_level_or_out_of_order_is_told() -> None:
    assert any("on one line" in one for one in failed(moved(0, 12, "One")))
    assert any(one.startswith("children of Right: ") for one in failed(moved(300, 0, "One")))
    assert any(one.startswith("children of a: it is not in the middle") for one in failed(moved(20, 0, "a")))


def test_branches_of_a_mind_map_have_colours_of_their_own_on_both_sides() -> None:
    scene = graph('diagram mindmap { "M" { "A" { "x" } ; "B" ; "C" } }')
    strokes = {link.target: link.properties["stroke"] for link in scene.links}
    assert strokes["A"] == strokes["x"]
    assert len({strokes[id] for id in "ABC"}) == 3
    found = solve(scene)
    assert isinstance(found, Layout)
    middle = found.box("M")
    assert {found.box(id)[0] > middle[2] for id in "ABC"} == {True, False}
