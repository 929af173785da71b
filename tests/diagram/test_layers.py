"""Orders in layers with few crossings, and places across: neighbours keep their gap, lone chains run straight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.diagram import layers
from sgc.diagram.layers import Block, Border, Joint, Layered, across, order
from sgc.diagram.ordering import crossings, ordered
from sgc.diagram.program import Program

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def two_layers(pairs: list[tuple[int, int]], fixed: Sequence[tuple[str, str]] = ()) -> Layered:
    blocks = [[Block(f"{layer}{i}", 10, 10, 20) for i in range(8)] for layer in "ab"]
    return Layered(blocks, [Joint(f"a{x}", f"b{y}") for x, y in dict.fromkeys(pairs)], fixed)


def crossed(rows: Sequence[Sequence[Block]], links: Sequence[Joint]) -> int:
    """Crossings, counted pair by pair."""
    place = {block.id: index for row in rows for index, block in enumerate(row)}
    ends = [(place[one.first], place[one.second]) for one in links]
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))


@given(PAIRS)
def test_the_order_found_crosses_no_more_than_the_one_before(pairs: list[tuple[int, int]]) -> None:
    graph = two_layers(pairs)
    found = order(graph)
    assert [sorted(b.id for b in layer) for layer in found] == [[b.id for b in layer] for layer in graph.layers]
    assert crossed(found, graph.links) <= crossed(graph.layers, graph.links)


@given(PAIRS)
def test_crossings_are_counted_as_pair_by_pair(pairs: list[tuple[int, int]]) -> None:
    graph = two_layers(pairs)
    below = {a: [8 + y for x, y in dict.fromkeys(pairs) if x == a] for a in range(8)}
    assert crossings([range(8), range(8, 16)], below) == crossed(graph.layers, graph.links)


@given(PAIRS, st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=3))
def test_pairs_keep_the_order_that_was_said(pairs: list[tuple[int, int]], said: list[tuple[int, int]]) -> None:
    graph = two_layers(pairs, [(f"b{y}", f"b{x}") for x, y in said])
    place = {block.id: index for index, block in enumerate(order(graph)[1])}
    assert all(place[f"b{y}"] < place[f"b{x}"] for x, y in said)


def test_a_tangle_of_two_layers_is_undone() -> None:
    found = ordered([[0, 1, 2, 3], [4, 5, 6, 7]], [(0, 7), (1, 6), (2, 5), (3, 4)])
    assert crossings(found, [[7], [6], [5], [4], [], [], [], []]) == 0


EXACTLY = pytest.mark.parametrize("exact", [0, 4000], ids=["by sweeps", "by a linear program"])


@EXACTLY
@settings(max_examples=30, deadline=None)
@given(pairs=PAIRS)
def test_blocks_of_a_layer_keep_their_order_and_gap(exact: int, pairs: list[tuple[int, int]]) -> None:
    graph = two_layers(pairs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "EXACT", exact)
        places = across(graph, graph.layers, 5, 2).middles
    for layer in graph.layers:
        for a, b in pairwise(layer):
            assert places[b.id] - places[a.id] >= 25 - 1e-6


@EXACTLY
def test_frames_beside_each_other_hold_their_own_and_keep_apart(exact: int, monkeypatch: pytest.MonkeyPatch) -> None:
    around = {"a": "f", "b": "f", "c": "g", "d": "g"}
    rows = [[Block(id, 10, 10, 20, around=(around[id],)) for id in row] for row in ("ac", "bd")]
    graph = Layered(rows, [Joint("a", "d"), Joint("c", "b")], borders={id: Border(4, 4) for id in "fg"})
    monkeypatch.setattr(layers, "EXACT", exact)
    found = across(graph, rows, 5, 2)
    assert found.edges["f"][1] + 5 <= found.edges["g"][0] + 1e-6
    for id, frame in around.items():
        low, high = found.edges[frame]
        assert low + 14 <= found.middles[id] + 1e-6 <= high - 14 + 2e-6


def test_a_chain_is_straight_and_a_parent_stands_in_the_middle() -> None:
    rows = [[Block("root", 10, 10, 20)], [Block("left", 30, 30, 20), Block("right", 10, 10, 20)],
            [Block("leaf", 10, 10, 20)]]  # fmt: skip
    links = [Joint("root", "left"), Joint("root", "right"), Joint("right", "leaf")]
    places = across(Layered(rows, links), rows, 10, 4).middles
    assert places["right"] == pytest.approx(places["leaf"])
    assert places["root"] == pytest.approx((places["left"] + places["right"]) / 2)


def test_a_link_that_ends_beside_the_middle_is_straight_there() -> None:
    rows = [[Block("frame", 50, 50, 20)], [Block("below", 10, 10, 20)]]
    places = across(Layered(rows, [Joint("frame", "below", 30.0, 0.0)]), rows, 10, 4).middles
    assert places["below"] == pytest.approx(places["frame"] + 30)


def test_several_links_between_the_same_two_count_as_one_row_of_the_program() -> None:
    rows = [[Block("a", 10, 10, 20), Block("b", 10, 10, 20)], [Block("c", 10, 10, 20)]]
    links = [Joint("a", "c"), Joint("a", "c"), Joint("b", "c"), Joint("a", "c")]
    places = across(Layered(rows, links), rows, 10, 4).middles
    assert places["c"] == pytest.approx(places["a"])


def test_layers_that_links_only_pass_cost_no_order() -> None:
    # 0 and 1 cross on their way over two layers of bends; the bends follow, and nothing crosses twice
    layers = [[0, 1, 2], [3, 4, 5, 6], [7, 8, 9, 10], [11, 12, 13]]
    links = [(0, 3), (0, 4), (1, 5), (2, 6), (3, 7), (4, 8), (5, 9), (6, 10), (7, 13), (8, 12), (9, 11), (10, 12)]
    found = ordered(layers, links)
    below = [[b for a, b in links if a == block] for block in range(14)]
    assert [sorted(layer) for layer in found] == layers
    assert crossings(found, below) == crossings([found[0], found[3]], [[13, 12], [11], [12], *([[]] * 11)])


@given(PAIRS)
def test_links_past_layers_cross_as_those_without_them(pairs: list[tuple[int, int]]) -> None:
    pairs = list(dict.fromkeys(pairs))
    bends = range(16, 16 + len(pairs))
    links = [(x, bend) for (x, _), bend in zip(pairs, bends, strict=True)]
    links += [(bend, 8 + y) for (_, y), bend in zip(pairs, bends, strict=True)]
    layers = [list(range(8)), list(bends), list(range(8, 16))] if pairs else [list(range(8)), list(range(8, 16))]
    found = ordered(layers, links)
    count = crossings(found, [[b for a, b in links if a == block] for block in range(16 + len(pairs))])
    below = {a: [8 + y for x, y in pairs if x == a] for a in range(8)}
    assert count == crossings([found[0], found[-1]], below)


def test_a_program_ends_in_the_same_place_wherever_it_begins() -> None:
    best = []
    for start in (0.0, 100.0, -1000.0):
        program = Program(3)
        program.apart(0, 1, 10.0)
        program.apart(1, 2, 10.0)
        for place, wish in ((0, 4.0), (1, 5.0), (2, 60.0)):
            program.same([(place, 1.0)], wish, 1.0 + place)
            program.near(place, start, 0.001)
        best.append(program.solved())
    assert best[0] == best[1] == best[2] == pytest.approx([-5.0, 5.0, 60.0])


def test_links_between_the_same_two_do_not_cross_in_the_layers_that_they_pass() -> None:
    layers = [[0], [1, 2], [3, 4], [5]]
    found = ordered(layers, [(0, 1), (0, 2), (1, 4), (2, 3), (3, 5), (4, 5)])
    assert crossings(found, [[1, 2], [4], [3], [5], [5], []]) == 0


def test_what_links_of_a_layer_join_stands_side_by_side_in_their_direction() -> None:
    names = [["a"], ["x", "d", "y", "c", "b"]]
    blocks = [[Block(id, 10, 10, 20) for id in layer] for layer in names]
    links = [Joint("a", id) for id in names[1]]
    found = order(Layered(blocks, links, beside=[("b", "c"), ("c", "d"), ("d", "b")]))
    assert "bcd" in "".join(block.id for block in found[1])
