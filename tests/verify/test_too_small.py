"""What is too small to be told: not said to be absent where it may be there, and absent where it is not."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

import sgc
from sgc.compiler import load
from sgc.verify import Report, detector_named, picture_file, verify
from sgc.verify.types import Observation

SCENE = """scene 400x300 {
  house: house { width: 150 }
  cup: red cup { width: %s }
  cup right of house by 40
}"""


def _report(drawn: str, said: str) -> Report:
    """What is seen where edges are mixed as no program of ours does it, so that nothing small is exactly as it would
    be."""
    picture = Image.open(BytesIO(sgc.compile(drawn).render("png", scale=4))).convert("RGB")
    stream = BytesIO()
    picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.LANCZOS).save(stream, "PNG")
    return verify(picture_file("x.png", stream.getvalue()), load(said)[0], detector_named("renders"))


@pytest.mark.parametrize("width", [7, 9])
def test_a_thing_that_is_too_small_to_be_told_is_not_said_to_be_absent(width: int) -> None:
    scene = SCENE % width
    report = _report(scene, scene)
    assert not report.failed
    (count,) = (fact for fact in report.facts if fact.statement == "red cup")
    assert count.verdict == "unchecked"
    assert "too small to be told" in count.why
    assert next(fact for fact in report.facts if fact.statement == "house").verdict == "holds"


def test_what_is_not_there_at_all_is_absent_and_so_is_what_is_missing_of_several_small_ones() -> None:
    without = "scene 400x300 { house: house { width: 150 } }"
    assert {fact.statement for fact in _report(without, SCENE % 7).failed} >= {"red cup"}
    one = "scene 400x300 { cups: red cup { width: 7 } }"
    two = "scene 400x300 { cups: 2 red cup { width: 7 } }"
    assert any(fact.kind == "count" for fact in _report(one, two).failed)


def test_what_is_left_of_a_thing_at_its_edges_is_no_other_thing() -> None:
    one, two = (f"scene 512x512 {{ bears: {count} bear }}" for count in (1, 2))
    assert any(fact.kind == "count" for fact in _report(one, two).failed)


def test_small_ink_beside_everything_that_is_stated_casts_no_doubt() -> None:
    scene = "scene 400x300 { house: house { width: 150 } }"
    image = np.asarray(Image.open(BytesIO(sgc.compile(scene).render("png"))).convert("RGB")).copy()
    image[20:28, 20:27] = image[20:28, 20:27] // 2
    stream = BytesIO()
    Image.fromarray(image).save(stream, "PNG")
    report = verify(picture_file("x.png", stream.getvalue()), load(scene)[0], detector_named("renders"))
    assert not report.disputed
    assert next(fact for fact in report.facts if fact.statement == "house").verdict == "holds"


def test_labels_that_stand_so_near_that_they_are_read_as_one_are_two() -> None:
    from sgc.verify.text_detector import _Line, _parts

    wanted = {"Lamp7", "North"}
    first, second = _parts(_Line("Lamp 7 North", (10.0, 0.0, 130.0, 12.0), 0.9), wanted)
    assert (first.text, second.text) == ("Lamp 7", "North")
    assert first.box == (10.0, 0.0, 70.0, 12.0)
    assert second.box == (80.0, 0.0, 130.0, 12.0)
    for whole in ("Lamp 7", "Lamp 7 South", "North"):
        assert [one.text for one in _parts(_Line(whole, (10.0, 0.0, 130.0, 12.0), 0.9), wanted)] == [whole]
    joined = _parts(_Line("Lamp 7 North", (0.0, 0.0, 1.0, 1.0), 0.9), {*wanted, "Lamp7North"})
    assert len(joined) == 1


def test_what_is_too_small_goes_along_when_an_observation_is_scaled() -> None:
    from sgc.verify.types import Detection

    observation = Observation((10.0, 10.0), (), tiny=(Detection("cup", (1.0, 2.0, 3.0, 4.0), 0.0),))
    assert observation.scaled(2).tiny[0].box == (2.0, 4.0, 6.0, 8.0)
