"""What stands before backdrops, and before other things, is seen as it is: things that are added, parts through which
a backdrop shows, and no parts of what is behind."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from test_verify import Seen, thing

import sgc
from sgc.graph.box import UNITS
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout
from sgc.verify import Detection, Report, detector_named, picture_file, verify


def report(png: bytes, said: SceneGraph) -> Report:
    return verify(picture_file("a.png", png), said, detector_named("renders+text"))


def of_prompt(text: str) -> Report:
    drawn = sgc.compile(sgc.prompt(text))
    return report(drawn.png(), drawn.scene)


@pytest.mark.parametrize(
    ("more", "told"),
    [("red rectangle { size: 80 }", "red rectangle"), ("gizmo", "dashed frame"), ("flask", "green flask")],
)
@pytest.mark.parametrize("ground", ["wall { width: 100%, height: 100% }", "2.. wall"])
def test_what_is_added_before_a_backdrop_is_no_part_of_it(ground: str, more: str, told: str) -> None:
    drawn = sgc.compile(f"scene {{ w: {ground}; a: brown bear; b: {more} }}")
    said = sgc.compile(f"scene {{ w: {ground}; a: brown bear }}").scene
    failed = report(drawn.png(), said).failed
    assert [(fact.statement, fact.why) for fact in failed] == [("nothing else", f"there is also a {told}")]


def test_a_rectangle_may_be_a_ground_that_is_not_seen() -> None:
    """A plain wall in a stated colour is any rectangle."""
    said = sgc.compile("scene { w: red wall; a: dog }").scene
    found = verify(
        picture_file("a.png", b"\x89PNG\r\n\x1a\n"), said, _Blind(thing("dog", 50, 50), thing("rectangle", 99, 99))
    )
    (fact,) = (fact for fact in found.facts if fact.statement == "nothing else")
    assert fact.verdict == "unchecked"


class _Blind(Seen):
    """It sees no backdrops."""

    def knows(self, noun: str) -> bool:
        return noun != "wall"


@pytest.mark.parametrize(("ground", "pictured"), [("beach", "pier"), ("laboratory", "scientist")])
def test_a_backdrop_seen_through_a_clear_part_of_a_thing_is_no_thing(ground: str, pictured: str) -> None:
    drawn = sgc.compile(f"scene {{ g: {ground}; a: {pictured}; a on g }}")
    assert report(drawn.png(), drawn.scene).verified


def test_the_ground_between_its_own_marks_and_two_things_is_no_thing() -> None:
    found = of_prompt(
        "The cylindrical lamp with its oblong shade and square base provided ample lighting for the triangular desk in "
        "the pentagonal room."
    )
    assert [one.noun for one in found.detections if one.noun != "text"] == ["placeholder", "lamp", "room", "desk"]


def test_what_is_seen_between_things_of_a_thing_behind_them_is_of_that() -> None:
    found = of_prompt("A family is enjoying a picnic in the park, savoring sandwiches and snacks in the sunshine.")
    assert not found.failed
    assert sorted(one.noun for one in found.detections) == [
        "family", "grass", "picnic blanket", "sandwich", "sandwich", "sun"
    ]  # fmt: skip


def test_half_a_thing_is_seen_beside_a_large_thing_of_nearly_its_colour() -> None:
    drawn = sgc.compile(sgc.prompt("a plastic cutlery and a metallic key"))
    assert isinstance(drawn.layout, Layout)
    (box,) = (placed.box for placed in drawn.layout.objects if placed.object == "key")
    left, top, right, bottom = (round(edge / UNITS) for edge in box)
    pixels = np.array(Image.open(BytesIO(drawn.png())).convert("RGB"))
    pixels[top - 2 : bottom + 2, left - 2 : (left + right) // 2] = pixels[0, 0]
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    failed = [fact.statement for fact in report(stream.getvalue(), drawn.scene).failed]
    assert failed == ["metallic key", "nothing else"]


def test_a_frame_stands_for_the_noun_that_is_read_in_it_and_has_the_colour_of_its_fill() -> None:
    drawn = sgc.compile("scene { a: 2 green gizmo; b: 2 widget; row b; row a; b above a }")
    found = report(drawn.png(), drawn.scene)
    assert not found.failed
    assert [fact.verdict for fact in found.facts if fact.kind in ("text", "attribute")] == ["holds"] * 3
    boxes = (Detection("placeholder", (x, 0, x + 90, 60), attributes={"text": ""}) for x in (0, 100))
    words = (
        Detection("text", (x + 30, 20, x + 60, 40), attributes={"text": word})
        for x, word in ((0, "widget"), (100, "gizmo"))
    )
    said = sgc.compile("scene { a: gizmo; b: widget; b left of a }").scene
    seen = verify(picture_file("a.png", b"\x89PNG\r\n\x1a\n"), said, Seen(*boxes, *words))
    assert not seen.failed


def test_the_marks_of_a_ground_are_no_pictures_in_its_own_tone() -> None:
    assert not of_prompt("The warm sun shone on the sandy beach and the rocky cliff.").failed
