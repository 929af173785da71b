"""Shapes that others show through, seen in pixels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import sgc
from sgc.picture import Picture
from sgc.verify import Report, detector_named, verify
from sgc.verify.picture import picture_file

pytest.importorskip("scipy")
pytest.importorskip("rapidocr_onnxruntime")

VENN = """scene 512x320 {{
  evens: light blue circle {{ size: 220, opacity: {first}, position: (37%, 50%) }}
  squares: {color} {shape} {{ size: 220, opacity: {second}, position: (63%, 50%) }}
  evens overlapping squares
  both: text "4, 16"
  both inside evens and inside squares
}}"""


def compiled(first: str = "60%", second: str = "60%", color: str = "light yellow", shape: str = "circle") -> Picture:
    return sgc.compile(VENN.format(first=first, second=second, color=color, shape=shape))


def looked_at(drawn: Picture, asked: Picture) -> Report:
    data = drawn.render("png")
    return verify(picture_file("picture.png", data), asked.scene, detector_named("renders+text"))


def test_two_sets_that_overlap_hold_whole_with_the_opacity_of_the_upper() -> None:
    report = looked_at(compiled(), compiled())
    assert [fact for fact in report.facts if fact.verdict != "holds"] == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda: compiled(second="30%"), "opacity"),
        (lambda: compiled(second="100%"), "light yellow"),
        (lambda: compiled(first="20%"), "light blue"),
        (lambda: compiled(color="light green"), "light yellow"),
    ],
)
def test_another_opacity_or_colour_fails(change: Callable[[], Picture], wrong: str) -> None:
    failed = [fact.statement for fact in looked_at(change(), compiled()).facts if fact.verdict == "fails"]
    assert len(failed) == 1
    assert wrong in failed[0]


def test_a_shape_by_itself_is_seen_upon_its_ground() -> None:
    one = sgc.compile("scene { a: purple square { size: 200, opacity: 40% } }")
    assert looked_at(one, one).verified


def test_what_cannot_be_told_apart_is_unchecked() -> None:
    text = "a: black circle { size: 200, opacity: 20% }; b: black circle { size: 200, opacity: 20% }; a overlapping b"
    two = sgc.compile(f"scene {{ background white; {text} }}")
    assert {fact.verdict for fact in looked_at(two, two).facts} == {"holds", "unchecked"}


def test_of_what_may_be_seen_in_pieces_nothing_fails() -> None:
    veil = "veil: light blue rectangle { width: 240, height: 120, opacity: 50% }"
    one = sgc.compile(f"scene {{ cat: cat {{ size: 200 }}; {veil}; veil overlapping cat }}")
    assert "fails" not in {fact.verdict for fact in looked_at(one, one).facts}
