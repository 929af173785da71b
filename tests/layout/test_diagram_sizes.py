"""How large the nodes of diagrams are: as large as their texts and what is said of them ask for."""

from __future__ import annotations

import pytest
from diagramming import diagram, laid_out

import sgc
from sgc.compiler import load, solve
from sgc.layout.types import Conflict, Layout
from sgc.measure.heads import head_size


def size(found: Layout, id: str) -> tuple[int, int]:
    left, top, right, bottom = found.box(id)
    return right - left, bottom - top


def test_a_node_grows_where_a_statement_asks_for_it() -> None:
    nodes = 'a: box "A"; b: box "A much longer text"; c: circle "C"; d: circle "Somewhat longer"; a -> b -> c -> d\n'
    free = laid_out(nodes)
    found = laid_out(nodes + "a same width as b\nc same size as d\nrequire b.height >= 80")
    assert size(found, "a") == (size(free, "b")[0], size(free, "a")[1])
    assert size(found, "b") == (size(free, "b")[0], 80 * 12)
    assert size(found, "c") == size(found, "d") == size(free, "d")


def test_edges_on_two_lines_make_nodes_as_wide_as_each_other() -> None:
    found = laid_out('a: box "A"; b: box "Operating system"; column a b\nalign left a b; align right a b')
    assert size(found, "a")[0] == size(found, "b")[0]


def test_a_diamond_that_could_grow_keeps_its_form() -> None:
    nodes = 'a: decision "Is it valid?"; b: box "B"; a -> b\n'
    assert size(laid_out(nodes + "a above b"), "a") == size(laid_out(nodes), "a")


def test_members_of_a_collection_stay_as_large_as_each_other() -> None:
    found = laid_out('a: 3 box "A"; b: box "A much longer text"\na[2] same width as b')
    assert len({size(found, f"a[{n}]") for n in (1, 2, 3)} | {(size(found, "b")[0], size(found, "a[1]")[1])}) == 1


@pytest.mark.parametrize("node", ['a: box "A" { width: 60 }', 'a: apple "A"', 'a: text "A"'])
def test_what_has_its_size_does_not_grow(node: str) -> None:
    assert isinstance(solve(diagram(f'{node}; b: box "A much longer text"\na same width as b')), Conflict)


@pytest.mark.parametrize("words", ["Paid?", "Is it so?\nOr not?", "One line\nand another\nand a third\nand a fourth"])
def test_diamonds_are_wider_than_high_and_hold_their_text(words: str) -> None:
    shown = words.replace("\n", "\\n")
    (scene,) = load(f'diagram {{ a: diamond "{shown}" }}')
    picture = sgc.compile(scene)
    assert isinstance(picture.layout, Layout)
    (one,) = picture.layout.objects
    (left, top, right, bottom), label = one.box, one.label
    assert label is not None
    assert right - left > bottom - top
    wide, high = label.box[2] - label.box[0], label.box[3] - label.box[1]
    assert wide / (right - left) + high / (bottom - top) <= 1


def test_a_shape_without_a_text_grows_as_one_with_a_text_does() -> None:
    found = laid_out('a: box ""; b: box "B"; c: start\na same size as b')
    assert all(found.box("a")[i + 2] - found.box("a")[i] == found.box("b")[i + 2] - found.box("b")[i] for i in (0, 1))
    assert isinstance(solve(diagram('c: start; b: box "B"\nc same size as b')), Conflict)


def test_lines_that_the_author_ended_stay_whole_for_longer() -> None:
    line = "Direct VPC egress: ALL_TRAFFIC"
    found = laid_out(f'a: box "{line}" ; b: box "Backend\\n{line}" ; c: diamond "Backend\\n{line}"')
    heights = [found.box(id)[3] - found.box(id)[1] for id in ("a", "b")]
    assert heights[0] == heights[1]  # two lines each, of which the second are those that were written
    labels = {one.id: one.label for one in found.objects}
    assert labels["a"] is not None
    assert labels["b"] is not None
    assert labels["c"] is not None
    assert labels["b"].box[2] - labels["b"].box[0] > 1.5 * (labels["a"].box[2] - labels["a"].box[0])
    assert labels["c"].box[2] - labels["c"].box[0] < labels["b"].box[2] - labels["b"].box[0]


def test_a_label_keeps_clear_of_the_large_end_of_a_wide_link() -> None:
    layout = sgc.compile('diagram { direction right; a: box; b: box; a -> b "40" { width: 10 } }').layout
    assert isinstance(layout, Layout)
    (route,) = layout.routes
    (label,) = (one.box for one in layout.objects if one.id == "a -> b label")
    head = head_size("arrow", 10)[1] * 12
    assert label[3] <= route.points[-1][1] - head
