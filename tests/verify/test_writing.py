"""Words that are asked for are found by painting them; with another letter they are other words."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

import sgc
from sgc.graph.colors import rgb
from sgc.measure.text import outlines, typeset
from sgc.verify import detector_named, picture_file, verify
from sgc.verify.colors import difference
from sgc.verify.renders.glyphs import bytes_of, surface, trace
from sgc.verify.renders.regions import regions_of
from sgc.verify.renders.writing import Written, written

#: Letters of which one is easily taken for the other.
ALIKE = ("oc", "ce", "nh", "il", "rn", "uv", "a8", "O0", "Il", ".,", "1l", "5S", "B8")


def _page(text: str, size: float, at: tuple[float, float], ink: str = "#222222", bold: bool = False,
          width: float | None = None) -> NDArray[np.uint8]:  # fmt: skip
    """A text on paper, its upper left at a place."""
    made, context = surface(420, 160)
    context.set_source_rgb(*rgb("#fbf9f4"))
    context.paint()
    context.translate(*at)
    trace(context, outlines(typeset(text, size, bold=bold, max_width=width)))
    context.set_source_rgb(*rgb(ink))
    context.fill()
    return bytes_of(made)[..., :3].copy()


def _found(pixels: NDArray[np.uint8], *texts: str) -> list[Written]:
    return written(pixels, regions_of(pixels), texts)


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(("Tea", "Exit 7", "sea cow", "Mount Everest", "in", "$a^2 + b^2$", "été", "Ωmega", "a.b,c", "12")),
    st.floats(11, 40), st.floats(10, 20), st.floats(10, 20), st.sampled_from(("#222222", "#c62828", "#2b6cb0")),
    st.booleans(),
)  # fmt: skip
def test_a_text_is_found_wherever_it_is_and_however_large(
    text: str, size: float, x: float, y: float, ink: str, bold: bool
) -> None:
    (one,) = _found(_page(text, size, (x, y), ink, bold), "something else", text)
    block = typeset(text, size, bold=bold)
    assert one.text == text
    assert one.box == pytest.approx((x, y, x + block.width, y + block.height), abs=0.35)
    assert difference(one.color, ink) < 6


@pytest.mark.parametrize("size", [13.0, 20.0, 40.0])
def test_a_lone_letter_of_two_bars_is_found_from_13_px_on(size: float) -> None:
    assert [one.text for one in _found(_page("i", size, (10.0, 10.0)), "i")] == ["i"]


@pytest.mark.parametrize("width", [None, 120.0, 60.0])
def test_it_may_be_in_several_lines(width: float | None) -> None:
    pixels = _page("a tree beside the house", 14, (12, 9), width=width)
    assert [one.text for one in _found(pixels, "a tree beside the house")] == ["a tree beside the house"]


@pytest.mark.parametrize("pair", ALIKE)
@pytest.mark.parametrize("size", [11.0, 14.0, 24.0])
def test_another_letter_is_another_text(pair: str, size: float) -> None:
    drawn, asked = (f"Ma{sign}t" for sign in pair)
    assert not _found(_page(drawn, size, (10.3, 12.6)), asked)
    assert not _found(_page(asked, size, (10.3, 12.6)), drawn)


def test_a_text_with_more_or_less_than_is_asked_for_is_another() -> None:
    assert not _found(_page("Teas", 14, (10, 10)), "Tea")
    assert not _found(_page("Tea", 14, (10, 10)), "Teas")
    pixels = _page("Tea", 14, (10, 10))
    pixels[18:22, 12:20] = (255, 0, 0)  # something lies on it
    assert not _found(pixels, "Tea")


def test_what_is_written_is_not_read_again_and_what_is_left_is() -> None:
    asked = 'scene { a: red circle "Tea"; b: blue square "Milk"; a right of b }'
    data = sgc.compile(asked.replace("Milk", "Silk")).render("png")
    detector = detector_named("renders+text")
    other = verify(picture_file("a.png", data), sgc.load(asked)[0], detector)
    assert [fact.kind for fact in other.failed] == ["text"]
    assert "Silk" in other.failed[0].why
    seen = detector_named("renders").detect(picture_file("a.png", data), (), ["Tea", "Milk"])
    assert [one.attributes["text"] for one in seen.detections if one.noun == "text"] == ["Tea"]
    (left,) = seen.left or ()
    whole = Image.open(BytesIO(data)).size
    assert (left[2] - left[0]) * (left[3] - left[1]) < 0.2 * whole[0] * whole[1]


@pytest.mark.parametrize(("width", "text"), [(62, "North"), (70, "North"), (70, "Lamp 7")])
def test_a_text_across_the_edge_of_a_sheen_is_read_and_so_is_what_it_is_on(width: int, text: str) -> None:
    picture = sgc.compile(f'scene 300x200 {{ w: whiteboard "{text}" {{ width: {width} }} }}')
    detector = detector_named("renders")
    report = verify(picture_file("w.png", picture.png()), picture.scene, detector)
    assert not report.failed
    other = sgc.compile(f'scene 300x200 {{ w: whiteboard "{text[:-1]}x" {{ width: {width} }} }}')
    seen = verify(picture_file("w.png", other.png()), picture.scene, detector_named("renders+text"))
    assert {fact.kind for fact in seen.failed} >= {"text"}
