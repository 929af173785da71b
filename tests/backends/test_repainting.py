"""Paintings are mended as drawings are: parts or the whole again, until all is seen, or the tries are spent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from painters import DiscDetector, DiscPainter

import sgc
from sgc.backends import protocol
from sgc.backends.conditions import conditions_of
from sgc.backends.generative import Abilities, Sampling, png
from sgc.backends.lettering import lettered
from sgc.backends.repainting import Plan, places
from sgc.compiler import Printed, repaired
from sgc.layout.types import Layout
from sgc.source import SgcError
from sgc.verify import Report, picture_file, verify
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.protocol import detector_named
from sgc.verify.types import Detection, Observation

SCENE = """scene 320x200 {
  a: red circle { width: 60 }
  b: 2 blue circle { width: 50 }
  c: green circle { width: 60 }
  a left of c
  no yellow circle
}
"""


@pytest.fixture(autouse=True)
def painter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "_installed", lambda: {"discs": "painters:DiscPainter"})


def mended(tries: int, **options: Any) -> tuple[Printed, Report]:
    return repaired(sgc.compile(SCENE), "discs", tries=tries, detector=DiscDetector(), options=options)


def test_conditions_are_what_the_scene_and_its_layout_say() -> None:
    things = 'sky: sky; a: large red wooden box "A"; b: 2 cup'
    picture = sgc.compile(f"scene 200x100 {{ {things}; b right of a; no red knife }}")
    assert isinstance(picture.layout, Layout)
    found = conditions_of(picture.layout, picture.scene)
    by_id = {one.id: one for one in found.regions}
    assert found.regions[0].backdrop
    assert [one.layer for one in found.regions] == sorted(one.layer for one in found.regions)
    assert (by_id["a"].phrase, by_id["a"].text, by_id["a"].color) == ("large red wooden box", "A", "#dc2f3c")
    assert found.absent == ("red knife",)
    seated = sgc.compile("scene { b: bench; g: small girl; g on b }")
    assert isinstance(seated.layout, Layout)
    assert [one.phrase for one in conditions_of(seated.layout, seated.scene).regions] == ["bench", "small sitting girl"]
    left, top, right, bottom = picture.layout.box("b[2]")
    assert by_id["b[2]"].box == (left / 2400, top / 1200, right / 2400, bottom / 1200)
    assert all(0 <= edge <= 1 for one in found.regions for edge in one.box)


def test_pictures_keep_the_proportions_of_the_canvas() -> None:
    abilities = Abilities(size_multiple=16, longest_side=128)
    assert abilities.size_for((640, 480)) == (128, 96)
    assert abilities.size_for((300, 10)) == (128, 16)
    image = np.zeros((96, 128, 3), np.uint8)
    assert pixels_of(picture_file("a.png", png(image, (640, 500)))).shape == (100, 128, 3)


@pytest.mark.parametrize("whole", [False, True])
def test_what_fails_is_painted_again_until_all_is_seen(whole: bool) -> None:
    first = sgc.compile(SCENE).verify("discs", DiscDetector())
    assert first.failed
    best, report = mended(20, whole=whole)
    assert report.verified
    assert report.repairs[-1].kept
    assert verify(picture_file("a.png", best.data), best.picture.scene, DiscDetector()).verified


def test_only_what_failed_is_painted_again() -> None:
    start = sgc.compile(SCENE)
    before = pixels_of(picture_file("a.png", start.render("discs")))
    _, report = mended(0)
    assert isinstance(start.layout, Layout)
    plan = Plan(start.scene, start.layout)
    boxes = [box for fact in report.wrong for box in places(plan, fact, report)]
    best, after = mended(1)
    assert "painted again" in after.repairs[0].changes[0]
    changed = np.argwhere((before != pixels_of(picture_file("a.png", best.data))).any(axis=2))
    height, width = before.shape[:2]
    rim = 0.03
    for y, x in changed / (height, width):
        assert any(box[0] - rim <= x <= box[2] + rim and box[1] - rim <= y <= box[3] + rim for box in boxes)


@pytest.mark.parametrize("guiding", [True, False])
def test_guidance_is_raised_for_what_failed_where_a_model_can_do_so(
    monkeypatch: pytest.MonkeyPatch, guiding: bool
) -> None:
    given: list[Sampling] = []

    def repaint(self: DiscPainter, image: Any, boxes: Any, conditions: Any, sampling: Sampling) -> Any:
        given.append(sampling)
        return image

    monkeypatch.setattr(DiscPainter, "repaint", repaint)
    _, report = mended(2, guiding=guiding)
    assert ["more guidance" in one.said for one in report.repairs] == [False, True]
    usual, raised = given
    assert (usual.guidance, usual.of_boxes) == (0.5, {})
    assert (raised.guidance, raised.of_boxes) == ((0.5, {"a": 0.625}) if guiding else (0.625, {}))


def test_what_fails_only_because_another_thing_is_missing_stays_as_it_is() -> None:
    _, before = mended(0)
    assert {"red circle", "a left of c"} <= {fact.statement for fact in before.failed}
    _, report = mended(1)
    assert report.repairs[0].changes == ("“red circle” painted again",)


def test_what_nobody_asked_for_is_painted_away() -> None:
    _, before = mended(0, stray=True, guidance=1.0)
    assert {fact.kind for fact in before.failed} == {"absence"}
    _, report = mended(3, stray=True, guidance=1.0)
    assert report.verified
    assert len(report.repairs) == 1


def test_what_is_not_seen_for_certain_is_painted_again() -> None:
    @dataclass(frozen=True)
    class Doubtful(DiscDetector):
        """Is not sure of discs at some places, whatever they look like."""

        def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
            seen = super().detect(picture, nouns, texts)
            unsure = tuple(one for one in seen.detections if np.hypot(*_middle(one)) % 2 < 1)
            sure = tuple(one for one in seen.detections if one not in unsure)
            return replace(seen, detections=sure, disputed=(unsure,) if unsure else ())

    def _middle(one: Detection) -> tuple[float, float]:
        return (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2

    _, report = repaired(sgc.compile(SCENE), "discs", tries=3, detector=Doubtful(), options={"guidance": 1.0})
    assert report.disputed
    assert not report.failed
    assert [one.failed for one in report.repairs] == [0, 0, 0]
    assert all("“" in one.changes[0] for one in report.repairs[:2])


def test_the_same_seed_paints_and_mends_the_same() -> None:
    assert mended(5)[0].data == mended(5)[0].data
    assert mended(0, seed=1)[0].data != mended(0, seed=2)[0].data


@pytest.mark.parametrize("whole", [False, True])
def test_small_things_are_mended_by_a_larger_picture(whole: bool) -> None:
    best, report = mended(6, whole=whole, detailed=True, guidance=1.0)
    assert report.verified
    assert "a larger picture" in report.repairs[-1].changes
    assert pixels_of(picture_file("a.png", best.data)).shape[1] == 240


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_overlooked_on_a_light_ground_is_mended_by_a_dark_one(whole: bool) -> None:
    best, report = mended(6, whole=whole, dim=True, guidance=1.0)
    assert report.verified
    assert "another background" in report.repairs[-1].changes
    assert pixels_of(picture_file("a.png", best.data))[0, 0].max() < 128


def test_a_background_that_is_stated_stays() -> None:
    stated = sgc.compile(SCENE.replace("{", "{ background white", 1))
    _, report = repaired(stated, "discs", tries=6, detector=DiscDetector(), options={"dim": True, "guidance": 1.0})
    assert report.failed
    assert "another background" not in [words for one in report.repairs for words in one.changes]


def test_a_roomier_layout_is_tried_where_nothing_else_helps() -> None:
    _, report = mended(9, guidance=0.0)
    said = [words for one in report.repairs for words in one.changes]
    assert "a roomier layout" in said
    assert not any(one.kept for one in report.repairs)


def test_more_things_than_the_model_takes_are_refused() -> None:
    with pytest.raises(SgcError, match="has 7 things, and discs takes at most 6"):
        sgc.compile("scene { a: 7 red circle { width: 20 } }").render("discs")


@pytest.mark.parametrize(("option", "message"), [
    ({"steps": 0}, "the steps are 1 or more"), ({"guidance": -1.0}, "guidance is a number from 0"),
    ({"guidance": float("nan")}, "guidance is a number from 0"), ({"seed": -1}, "a seed is 0 or more"),
])  # fmt: skip
def test_options_that_nothing_can_be_painted_with_are_refused(option: dict[str, Any], message: str) -> None:
    with pytest.raises(SgcError, match=message):
        protocol.backend_for("discs", **option)


def test_options_on_a_command_line_have_their_types() -> None:
    given = ("steps=8", "guidance=2.5", "whole=true")
    assert protocol.option_values("discs", given) == {"steps": 8, "guidance": 2.5, "whole": True}
    wrongs = {"steps=many": "a whole number, not “many”", "whole=1": "true or false", "steps": "no value"}
    for wrong, message in wrongs.items():
        with pytest.raises(SgcError, match=message):
            protocol.option_values("discs", (wrong,))


def test_words_are_laid_over_what_is_painted_and_stay_when_it_is_painted_again() -> None:
    scene = SCENE.replace("{\n", '{\n  t: text "Discs"\n  t above a\n', 1)
    scene = scene.replace("green circle", 'green circle "go"')
    start = sgc.compile(scene)
    assert isinstance(start.layout, Layout)
    conditions = protocol.backend_for("discs").conditions(start.layout, start.scene)
    assert {one.object for one in conditions.regions} == {"a", "b", "c"}
    assert not any(one.text for one in conditions.regions)
    for tries in (0, 8):
        made, _ = repaired(start, "discs", tries=tries, detector=DiscDetector(), options={"guidance": 0.5})
        seen = verify(picture_file("a.png", made.data), start.scene, detector_named("text"))
        read = {fact.statement: fact.verdict for fact in seen.facts if fact.kind == "text"}
        assert read["text “Discs”"] == "holds"
    assert pixels_of(picture_file("a.png", made.data)).shape[:2] == (200, 320)


def test_letters_that_could_not_be_read_get_a_plate() -> None:
    scene = sgc.compile('scene 320x200 { t: text "Night" }')
    assert isinstance(scene.layout, Layout)
    pale, dark = (lettered(np.full((200, 320, 3), tone, np.uint8), scene.layout, scene.scene) for tone in (250, 30))
    left, top, right, bottom = (round(edge / 12) for edge in scene.layout.box("t"))
    assert pale[top:bottom, left:right].min() < 80
    assert np.median(dark[top:bottom, left:right]) > 200
    assert (dark[:10] == 30).all()


def test_links_are_not_painted_and_that_is_said() -> None:
    picture = sgc.compile("diagram { a: node; b: node; a -> b }")
    with pytest.raises(SgcError, match="no links"):
        picture.render("discs")
