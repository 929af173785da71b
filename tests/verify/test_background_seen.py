"""A stated background is a fact: whether what is behind everything in the finished file has that colour."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from test_verify import Seen, thing

import sgc
from sgc.picture import Picture
from sgc.verify import Detector, Fact, detector_named, picture_file, read_picture, verify

DOG = "scene 300x200 {{ {} a: brown dog; b: grass; a on b }}"
BOXES = 'diagram {{ {} a: box "Alpha"; b: box "Beta"; a -> b }}'


def background(picture: Picture, data: bytes, detector: Detector | None = None) -> list[Fact]:
    report = verify(picture_file("picture", data), picture.scene, detector)
    return [fact for fact in report.facts if fact.statement.startswith("background")]


def jpeg(picture: Picture) -> bytes:
    file = BytesIO()
    Image.open(BytesIO(picture.png())).convert("RGB").save(file, "JPEG", quality=80)
    return file.getvalue()


@pytest.mark.parametrize("text", [DOG, BOXES], ids=("scene", "diagram"))
def test_it_is_seen_in_every_file_and_so_is_another(text: str, tmp_path: Path) -> None:
    stated, other = (sgc.compile(text.format(f"background {color};")) for color in ("lightsteelblue", "#f5e0d0"))
    other.save(tmp_path / "other.pdf")
    stated.save(tmp_path / "own.pdf")
    own_files = (stated.svg.encode(), read_picture(tmp_path / "own.pdf").data, stated.png(), jpeg(stated))
    other_files = (other.svg.encode(), read_picture(tmp_path / "other.pdf").data, other.png(), jpeg(other))
    assert [one.verdict for data in own_files for one in background(stated, data)] == ["holds"] * 4
    assert [one.verdict for data in other_files for one in background(stated, data)] == ["fails"] * 4


def test_a_basic_term_is_any_colour_that_people_call_so() -> None:
    stated = sgc.compile(DOG.format("background gray;"))
    (fact,) = background(stated, sgc.compile(DOG.format("background #9a9a9a;")).png())
    assert (fact.verdict, fact.statement, fact.expected, fact.found) == ("holds", "background: gray", "gray", "#9a9a9a")
    (fact,) = background(stated, sgc.compile(DOG.format("background pink;")).png())
    assert (fact.verdict, fact.why) == ("fails", "it is pink (#f590b8)")


def test_nothing_stated_is_no_fact() -> None:
    for setting in ("", "background #ff000000;"):
        picture = sgc.compile(DOG.format(setting))
        assert background(picture, picture.svg.encode()) == []


def test_what_covers_a_picture_hides_its_ground() -> None:
    covered = sgc.compile("scene 300x200 { background gray; s: sky { width: 100%, height: 100% }; a: bird }")
    (fact,) = background(covered, covered.png())
    assert (fact.verdict, fact.why) == ("unchecked", "the colour behind everything is not seen")


def test_a_detector_that_sees_no_ground_decides_nothing() -> None:
    stated = sgc.compile("scene 400x300 { background gray; a: dog }")
    (fact,) = background(stated, b"\x89PNG\r\n\x1a\n", Seen(thing("dog", 50, 50)))
    assert fact.verdict == "unchecked"


def test_the_ground_is_known_beside_other_detectors() -> None:
    stated = sgc.compile("scene { background gray; a: dog }")
    for name in ("renders+text", "text+renders", "renders,renders"):
        (fact,) = background(stated, stated.png(), detector_named(name))
        assert fact.verdict == "holds", name


def test_a_picture_before_a_backdrop_is_no_part_of_it() -> None:
    drawn = sgc.compile("scene { field: grass; a: brown bear; b: flask; a on field; b on field }")
    said = sgc.compile("scene { field: grass; a: brown bear; a on field }").scene
    failed = verify(picture_file("a.png", drawn.png()), said, detector_named("renders")).failed
    assert [(fact.statement, fact.why) for fact in failed] == [("nothing else", "there is also a green flask")]
