"""Parts of things: what the picture of a whole shows of itself is not drawn beside it, and is told."""

from __future__ import annotations

import pytest

import sgc
from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.layout.types import Layout
from sgc.source.codes import NOT_DRAWN
from sgc.syntax import to_source


def scene(text: str) -> set[str]:
    lines = to_source(read_prompt(prompt(text)).said).splitlines()[1:-1]
    return {line.strip() for line in lines if line.strip()}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a doll with a square head", {"heads: 0.. square head", 'heads "part of" doll'}),
        ("a bench with six iron legs", {"legs: 0.. '6' iron leg"}),
        ("a church with a white steeple on a hill", {"church on hill", "steeples: 0.. white steeple"}),
        ("an owl on the roof of a barn", {"owl on barn", "roofs: 0.. roof"}),
        ("a robot and a wheel", {"wheel: wheel"}),  # of nobody
        ("a house with a door", {"door inside house"}),  # drawn on its whole
    ],
)
def test_parts_are_left_to_the_picture_of_their_whole(text: str, lines: set[str]) -> None:
    assert lines <= scene(text)


def test_a_part_is_not_drawn_and_that_is_told() -> None:
    source = prompt("a clock with red hands beside a vase")
    (told,) = [one for one in read_prompt(source).tree.diagnostics if one.code is NOT_DRAWN]
    assert "'hand'" in told.message
    assert "'clock'" in told.message
    assert told.span is not None
    assert told.span.text == "red hands"
    layout = sgc.compile(source).layout
    assert isinstance(layout, Layout)
    assert [one.object for one in layout.objects] == ["clock", "vase"]
