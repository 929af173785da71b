"""Sequences in finished files: the story is read from the picture, and faults planted in it are told."""

from __future__ import annotations

import re

import pytest
from planted import Drawn

import sgc
from sgc.verify import picture_file, verify

TEXT = """diagram sequence {
  a: box "Ann"
  b: box "Bob"
  c: box "Cy"
  a -> b "ask"
  activate b
  b ->> c "tell"
  alt "yes" { c --> b "done" } else "no" { c --> b "sorry" }
  b --> a "fine"
  deactivate b
  n: note "remember"
  n right of a
  divider "later"
  b -> b "think"
}"""
DRAWN = Drawn(TEXT)
failed, group, moved, without = DRAWN.failed, DRAWN.group, DRAWN.moved, DRAWN.without


def apart() -> float:
    """How far two lifelines are from each other, in pixels."""
    both = group("a-lifeline") + group("b-lifeline")
    first, second = (float(one) for one in re.findall(r'd="M([\d.]+) ', both))
    return second - first


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_read(kind: str) -> None:
    found = DRAWN.picture.verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]
    assert sum(fact.kind == "link" for fact in found.facts) == 7


def test_a_missing_message_lifeline_bar_or_frame_is_missed() -> None:
    assert "b -> c: no such line is in the picture" in failed(without("b-c"))
    assert "c has its lifeline: no line goes down from it" in failed(without("c-lifeline"))
    assert any(one.startswith("b is active: ") for one in failed(without("bar-1")))
    assert any("no frame has this word in its corner" in one for one in failed(without("frame-1")))
    assert any("no line goes across" in one for one in failed(without("divider-1")))


def test_a_message_to_the_wrong_lifeline_or_with_no_words_is_told() -> None:
    assert "a -> b: no such line is in the picture" in failed(moved(apart(), 0, "a-b"))
    assert any("“tell” does not stand at its line" in one for one in failed(moved(0, 40, "b-c-label")))


def test_messages_that_change_places_are_out_of_order() -> None:
    heights = [float(re.search(r'd="M[\d.]+ ([\d.]+)', group(id))[1]) for id in ("c-b", "c-b-2")]  # type: ignore[index]
    apart = heights[1] - heights[0]
    svg = moved(0, apart, "c-b", "c-b-label")
    for id in ("c-b-2", "c-b-2-label"):
        svg = svg.replace(group(id), group(id).replace("<g ", f'<g transform="translate(0 {-apart})" ', 1))
    assert any(one.startswith("events in the order of writing") for one in failed(svg))


def test_a_message_outside_of_its_frame_and_a_note_elsewhere_are_told() -> None:
    assert any("is in it" in one or "is not in it" in one for one in failed(moved(0, 60, "frame-1", "frame-1-word")))
    assert any(one.startswith("n right of a: ") for one in failed(moved(-150, 0, "n")))


def test_words_on_a_lifeline_are_covered() -> None:
    found = failed(moved(apart() / 2, 0, "a-b-label"))
    assert any("“ask” does not stand at its line" in one or "a line goes through “ask”" in one for one in found)


def test_a_line_that_nobody_asked_for_is_told() -> None:
    svg = DRAWN.picture.svg
    assert any(one.startswith("no other messages") for one in failed(svg.replace(group("a-b"), 2 * group("a-b"))))


HIDDEN = """diagram sequence {
  a: box "Ann"
  b: box "Bob"
  a -> b "ask"
  activate b
  n: note "remember"
  n over b
  b --> a "so"
  divider "later"
  a -> b "again"
  b --> a "fine"
  deactivate b
}"""


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_bar_behind_a_note_and_a_divider_is_one(kind: str) -> None:
    found = sgc.compile(HIDDEN).verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_messages_between_two_bars_close_no_box() -> None:
    text = """diagram sequence {
      a: box "Ann"
      b: box "Bob"
      b -> a "one"
      activate a
      activate b
      opt "more" { a -> b "two" }
      a -> b "three"
      deactivate a
      deactivate b
    }"""
    found = sgc.compile(text).verify("png")
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_a_picture_with_many_small_parts_heads_a_lifeline() -> None:
    """Flat regions alone do not tell a building."""
    found = sgc.compile('diagram sequence { a: box "Shop"; b: building "Bank"; a -> b "charge"; b --> a "paid" }')
    report = found.verify("png")
    assert report.verified, [f"{fact.statement}: {fact.why}" for fact in report.facts if fact.verdict != "holds"]


def test_an_area_that_is_missing_of_another_colour_or_elsewhere_is_told() -> None:
    drawn = Drawn("""diagram sequence { a: box
b: box
a -> b "ask"
area "Later" .pale { b -> a "tell" }
a -> b "thank"
style .pale { fill: #dcebff } }""")
    assert drawn.picture.verify("svg").verified
    assert drawn.picture.verify("pdf").verified
    told = 'area "Later" .pale: no field has this colour'
    assert told in drawn.failed(drawn.without("frame-1"))
    assert told in drawn.failed(drawn.picture.svg.replace("#dcebff", "#ffb0a0"))
    assert any("is in it" in one or "is not in it" in one for one in drawn.failed(drawn.moved(0, 40, "frame-1")))


LIFE = """diagram sequence {
  a: box "Ann"
  b: box "Bob"
  a -> b "make" { creates }
  activate b
  b -> a "made"
  a -> b "stop" { destroys }
  a -> a "go on"
}"""


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_begins_and_ends_of_lifelines_are_read(kind: str) -> None:
    found = sgc.compile(LIFE).verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_what_begins_and_ends_with_one_message_ends_below_its_head() -> None:
    text = LIFE.replace("activate b", "").replace("{ creates }", "{ creates, destroys }")
    text = text.replace('b -> a "made"', "").replace('a -> b "stop" { destroys }', "")
    assert sgc.compile(text).verify().verified


def test_a_lifeline_without_its_cross_and_a_head_in_the_row_of_others_are_told() -> None:
    (scene,) = sgc.load(LIFE)
    other = LIFE.replace("{ destroys }", "").encode()
    report = verify(picture_file("a.svg", sgc.compile(other.decode()).render("svg")), scene)
    assert "b has its lifeline: no line with a cross at its end goes down from it" in [
        f"{fact.statement}: {fact.why}" for fact in report.failed
    ]
    other = LIFE.replace("{ creates }", "").encode()
    report = verify(picture_file("a.svg", sgc.compile(other.decode()).render("svg")), scene)
    assert "a -> b: no such line is in the picture" in [f"{fact.statement}: {fact.why}" for fact in report.failed]
