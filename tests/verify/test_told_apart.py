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


@pytest.mark.parametrize(
    "text",
    [
        # shapes of one colour in each other, of which the corners of a line are mixed
        "scene { p: white rounded { width: 320, height: 300, stroke: black };"
        " u: 2 white rounded { width: 200, height: 48, stroke: gray }; u inside p; column u }",
        # the paper between two that are close is no line around them, and a line of the fill's colour is none
        "scene 400x200 { a: 3 light gray square { size: 76, stroke: light gray }; row a gap 6;"
        " b: white square { size: 76, stroke: gray, thickness: 3 } }",
        # dots so small that much of what is compared are their edges
        "scene 300x200 { f: white square { size: 150 }; d: 3 black circle { size: 20 }; d inside f }",
    ],
)
def test_shapes_are_seen_as_they_are(text: str) -> None:
    found = report(text)
    assert found.verified, [fact.statement for fact in found.failed]


def test_two_nouns_of_one_outline_are_two() -> None:
    found = report("scene { a: woman }", "scene { a: old woman }")
    assert not found.verified


def test_what_shows_through_is_not_checked_in_pixels() -> None:
    found = report("scene { a: white square { size: 90 }; o: circle { size: 50, fill: none, stroke: navy }; "
                   "o centered in a }")  # fmt: skip
    assert all(fact.verdict != "fails" for fact in found.facts)


def test_each_of_many_like_things_is_in_its_own_row() -> None:
    rows = ("dog c2 cow", "apple c5 pig", "key c0 car", "bus c3 cup", "tree c1 ball", "hat c4 owl")
    others = [one for row in rows for one in row.split()[::2]]
    statements = [f"{one}: {one}" for one in others] + [f"c{i}: cat" for i in range(6)]
    statements += [f"row {row}" for row in rows]
    statements += [f"{upper} above {lower}" for upper, lower in zip(others[::2], others[2::2], strict=False)]
    found = report("scene 600x900 {\n" + "\n".join(statements) + "\n}")
    assert found.verified, [fact.statement for fact in found.failed]


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("clock showing three", "clock showing half past three"),
        ("clock showing half past nine", "clock showing nine"),
        ("clock showing quarter past three", "clock showing quarter to three"),
        ("clock showing twenty five past four", "clock showing twenty past four"),
        ("traffic light showing green", "traffic light showing red"),
    ],
)
def test_what_a_thing_shows_is_told_apart(shown: str, other: str) -> None:
    assert report(f"scene {{ a: {shown} }}").verified
    assert report(f"scene {{ a: {shown} }}", f"scene {{ a: {other} }}").failed


def test_the_stars_of_a_night_are_no_moons() -> None:
    assert report("scene { night: night; moon: moon; tree: tree }").verified
