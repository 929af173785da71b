"""Pictures that differ in little are told apart, things are taken for no backdrop, and ignorance is no failure."""

from __future__ import annotations

import pytest

from sgc.compiler import compile as compile_text
from sgc.verify import Report, detector_named, picture_file, verify


def report(text: str, other: str | None = None) -> Report:
    """The report on the pixels of one scene, or whether they show another one."""
    png = compile_text(text).png()
    return verify(picture_file("picture.png", png), compile_text(other or text).scene, detector_named("renders"))


@pytest.mark.parametrize(
    "text",
    [
        "scene { a: old woman }",
        "scene { a: polar bear }",
        "scene { a: 2 polar bear; floe: ice floe; a on floe }",
        "scene { sky: sky; cloud: 3 cloud; castle: castle; cloud inside sky; castle under sky }",
        'scene 700x420 { group room "Room" { a: stove; group rack "Rack" { jars: 3 jar } } }',
    ],
)
def test_no_alarm(text: str) -> None:
    assert not [fact for fact in report(text).facts if fact.verdict == "fails"]


def test_two_nouns_of_one_outline_are_two() -> None:
    found = report("scene { a: woman }", "scene { a: old woman }")
    assert not found.verified


def test_what_shows_through_is_not_checked_in_pixels() -> None:
    found = report("scene { a: white square { size: 90 }; o: circle { size: 50, fill: none, stroke: navy }; "
                   "o centered in a }")  # fmt: skip
    assert all(fact.verdict != "fails" for fact in found.facts)
