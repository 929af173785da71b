"""How far the nodes of a diagram move when one more, and its link, is added: laid out anew, and with ``--stay``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from math import hypot
from random import Random
from statistics import mean

from diagrams.graphs import graph
from results import table

from sgc.compiler import load, solve
from sgc.graph.box import UNITS
from sgc.layout.stay import Before
from sgc.layout.types import Edges, Layout
from sgc.source import Source

#: Nodes whose edges are this near to each other, in pixels, have no order that a person would miss.
LEVEL = 10


def stability(seeds: int) -> str:
    """A table over so many random graphs of 20 nodes and, with each seed, two more."""
    ways: dict[str, list[tuple[float, ...]]] = {"anew": [], "--stay": []}
    for seed in range(seeds):
        nodes = 20 + 2 * seed
        text = graph(nodes, seed).scene()
        was = _boxes(text, None)
        more = f'{text[:-1]}  extra: box "Extra"\n  n{Random(seed).randrange(nodes)} -> extra\n}}'
        for way, before in (("anew", None), ("--stay", Before(was))):
            begun = time.process_time()
            now = _boxes(more, before)
            ways[way].append((*_moves(was, now), time.process_time() - begun))
    head = ["one node more", "nodes in another order", "mean move px", "farthest px, mean", "moved at all", "CPU s"]
    formats = ("{:.1%}", "{:.1f}", "{:.0f}", "{:.0%}", "{:.2f}")
    return table(head, [
        [way, *(shape.format(mean(column)) for shape, column in zip(formats, zip(*rows, strict=True), strict=True))]
        for way, rows in ways.items()
    ])  # fmt: skip


def _boxes(text: str, before: Before | None) -> Mapping[str, Edges]:
    (scene,) = load(Source("graph", text))
    layout = solve(scene, before=before)
    assert isinstance(layout, Layout), "a random graph has a layout"
    return {one.id: one.box for one in layout.objects}


def _moves(was: Mapping[str, Edges], now: Mapping[str, Edges]) -> Iterator[float]:
    """The share of nodes that stand before or behind another one unlike then; the mean and the farthest move; and the
    share of nodes that moved by more than a pixel."""
    ids = [id for id in was if id in now and not id.endswith(" label")]
    turned = [
        any(
            (was[id][axis] > was[other][axis]) != (now[id][axis] > now[other][axis])
            for axis in (0, 1) for other in ids if abs(was[id][axis] - was[other][axis]) > LEVEL * UNITS
        )
        for id in ids
    ]  # fmt: skip
    moved = [hypot(now[id][0] - was[id][0], now[id][1] - was[id][1]) / UNITS for id in ids]
    yield mean(turned)
    yield mean(moved)
    yield max(moved)
    yield mean(one > 1 for one in moved)
