"""Backdrops in a stated colour are known by the marks of their motif, whatever stands before them; paper is none."""

from __future__ import annotations

import pytest

import sgc
from sgc.verify import picture_file
from sgc.verify.pixels import pixels_of
from sgc.verify.renders.backdrops import Backdrop, backdrops


def seen(figure: str) -> list[Backdrop]:
    return backdrops(pixels_of(picture_file("a.png", sgc.compile(figure).png())))


@pytest.mark.parametrize("ground", ["blue sky", "light blue wall", "gray road", "yellow field", "pink desert"])
def test_the_ground_is_named_behind_what_stands_before_it(ground: str) -> None:
    noun = ground.split()[-1]
    found = seen(f"scene 480x400 {{ g: {ground}; a: dog; b: 2 house; c: tree; row a b c }}")
    assert [noun in one.nouns for one in found] == [True]


def test_a_plain_page_is_no_ground() -> None:
    assert seen("scene 480x400 { background #aaccee; a: dog; b: 2 light blue circle; row a b }") == []


def test_the_page_below_a_frame_is_no_mark_upon_it() -> None:
    drawn = sgc.compile(sgc.prompt("A group of people are touring a winery and tasting different wines."))
    assert backdrops(pixels_of(picture_file("a.png", drawn.png()))) == []
