"""Diagrams of many nodes: the work grows with the diagram and not with its square, from the file to the verdict."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType

import pytest

import sgc
from sgc.source import Source


def layered(nodes: int, text: str = "") -> str:
    """A DOT file of nodes in layers, two links from each to later ones."""
    random = Random(nodes)
    ends = [(a, min(nodes - 1, a + random.randint(1, 12))) for a in range(nodes - 1) for _ in range(2)]
    links = [f"n{a} -> n{b}{text.format(i)};" for i, (a, b) in enumerate(dict.fromkeys(ends))]
    return "digraph { " + " ".join(f'n{i} [label="Node {i}"];' for i in range(nodes)) + " ".join(links) + " }"


def calls(run: Callable[[], object]) -> int:
    """How many calls of Python's functions something takes."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def looked_at(text: str) -> None:
    assert sgc.compile(Source("big.dot", text)).verify().verified


@pytest.mark.parametrize("text", ["", '[label="link {}"]'])
def test_four_times_as_many_nodes_take_a_few_times_the_work(text: str) -> None:
    looked_at(layered(5, text))
    small, large = (calls(lambda nodes=nodes: looked_at(layered(nodes, text))) for nodes in (50, 200))
    assert large < 6 * small
