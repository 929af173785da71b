"""Layers of directed graphs: links lead on, what has to be before is, and what shares a layer does."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sgc.diagram.ranks import ranks

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def test_a_chain_has_a_layer_for_each_and_a_circle_is_cut_once() -> None:
    assert dict(ranks("abc", [("a", "b"), ("b", "c")])) == {"a": 0, "b": 1, "c": 2}
    assert dict(ranks("abc", [("a", "b"), ("b", "c"), ("c", "a")])) == {"a": 0, "b": 1, "c": 2}


def test_statements_go_before_links() -> None:
    assert dict(ranks("ab", [("a", "b")], before=[("b", "a")])) == {"b": 0, "a": 1}
    found = ranks("abc", [("a", "b"), ("b", "c")], alike=[["a", "c"]])
    assert found["a"] == found["c"]


@given(PAIRS)
def test_links_without_circles_all_lead_on(pairs: list[tuple[int, int]]) -> None:
    edges = [(min(a, b), max(a, b)) for a, b in pairs if a != b]
    found = ranks(range(8), edges)
    assert all(found[a] < found[b] for a, b in edges)
    assert min(found.values()) == 0


@given(PAIRS)
def test_every_graph_has_layers(pairs: list[tuple[int, int]]) -> None:
    assert set(ranks(range(8), pairs)) == set(range(8))


@given(PAIRS, PAIRS)
def test_what_is_demanded_holds_whatever_links_say(pairs: list[tuple[int, int]], said: list[tuple[int, int]]) -> None:
    before = [(min(a, b), max(a, b)) for a, b in said if a != b]
    found = ranks(range(8), pairs, before, groups=[[1, 5, 6]])
    assert all(found[a] < found[b] for a, b in before)
    assert all(found[a] != found[b] for a, b in pairs if a != b)


def test_a_tangle_of_circles_has_few_layers_and_a_long_flow_keeps_its_own() -> None:
    chance = Random(1)
    tangle = [(a, b) for a, b in ((chance.randrange(200), chance.randrange(200)) for _ in range(500)) if a != b]
    found = ranks(range(200), tangle)
    assert sum(abs(found[a] - found[b]) - 1 for a, b in tangle if found[a] != found[b]) < 3 * len(tangle)
    flow = [*pairwise(range(40)), *((number, 39) for number in range(38))]  # passes as much, and has no circle
    assert ranks(range(40), flow) == {number: number for number in range(40)}


def test_a_circle_begins_with_the_edge_that_is_written_first() -> None:
    found = ranks(["nat", "app", "net"], [("net", "app"), ("app", "nat"), ("nat", "net")])
    assert found == {"net": 0, "app": 1, "nat": 2}
    assert ranks(["nat", "app", "net"], [("app", "nat"), ("nat", "net"), ("net", "app")], starts=["net"]) == found


def test_a_circle_begins_where_fewer_links_lead_back() -> None:
    links = [("api", "cache"), ("cache", "ui"), ("ui", "hook"), ("hook", "api"), ("api", "hook"), ("hook", "helper"),
             ("hook", "cache"), ("helper", "cache"), ("events", "live"), ("live", "helper")]  # fmt: skip
    found = ranks(["api", "events", "cache", "ui", "hook", "live", "helper"], links)
    assert sum(found[a] > found[b] for a, b in links) == 3
    assert found["api"] == 0
