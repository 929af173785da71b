"""Texts that read the same are told apart by where they stand: labels at their things, the title above all."""

from __future__ import annotations

import re

import pytest

import sgc
from sgc.verify import picture_file, verify

SCENES = [
    'diagram "play" { a: box "Start"; b: box "End"; a -> b "play" }',
    'diagram "Order" { a: box "Order"; b: box "Order"; a -> b "Order" }',
    'diagram "Player" { group g "Player" { a: box "Off"; b: box "On" }; a -> b }',
    'diagram "Order" { group g "Order" { a: box "Order"; c: circle }; t: text "Order"; a -> c "Order"; t -> a }',
    'diagram "Order" { a: table "Other" { Order: int }; b: box; a -> b }',
    'diagram { a: class "Order" { "leaf()"; --; "Order"; --; "on()" } }',
    'scene { a: box "Order"; t: text "Order"; t left of a }',
    'scene { a: box "Order"; b: circle "Order"; t: text "Order"; a left of b; t right of b }',
]


@pytest.mark.parametrize("text", SCENES)
def test_each_of_equal_texts_is_found_where_it_stands(text: str) -> None:
    report = sgc.compile(text).verify("svg")
    assert report.verified, [f"{fact.statement}: {fact.why}" for fact in report.facts if fact.verdict != "holds"]


@pytest.mark.parametrize("text", SCENES)
def test_any_of_equal_texts_that_is_left_out_is_missed(text: str) -> None:
    picture = sgc.compile(text)
    words = re.findall(r">(play|Player|Order)</text>", picture.svg)
    found = list(re.finditer(rf"<text[^>]*>{words[0]}</text>", picture.svg))
    assert len(found) == len(words) > 1
    for one in found:
        svg = picture.svg[: one.start()] + picture.svg[one.end() :]
        facts = verify(picture_file("picture.svg", svg.encode()), picture.scene).failed
        assert {fact.kind for fact in facts} & {"text", "count", "link"}, one[0]
