"""The text detector reads what our own pictures say, and says what it cannot read."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

import sgc
from sgc.source import MissingError, SgcError
from sgc.verify import Detection, Fact, PictureFile, detector_named, picture_file, verify
from sgc.verify.text_detector import PLAIN, TextDetector, _package, _reader, _signs


def texts(scene: str, drawn: str | None = None) -> tuple[Sequence[Detection], Mapping[str, Fact]]:
    """What is read in the picture of a scene, and the facts about the texts of another."""
    picture = sgc.compile(drawn or scene)
    (asked,) = sgc.load(scene)
    report = verify(picture_file("a.png", picture.render("png")), asked, TextDetector())
    return report.detections, {one.statement: one for one in report.facts if one.kind == "text"}


def test_labels_are_read_in_the_colour_and_at_the_place_where_they_are() -> None:
    scene = 'scene 400x300 { t: red text "Hello"; u: text "Milk & sugar"; t above u }'
    found, facts = texts(scene)
    assert {one.attributes["text"] for one in found} == {"Hello", "Milk & sugar"}
    assert [fact.verdict for fact in facts.values()] == ["holds", "holds"]
    (hello,) = (one for one in found if one.attributes["text"] == "Hello")
    own = verify(picture_file("a.svg", sgc.compile(scene).svg.encode()), sgc.load(scene)[0])
    true = next(one.box for one in own.detections if one.attributes["text"] == "Hello")
    assert all(abs(a - b) < 6 for a, b in zip(hello.box, true, strict=True))
    assert hello.attributes["color"] == "red"


def test_another_letter_is_seen() -> None:
    _, facts = texts('scene 400x300 { t: text "Cable" }', 'scene 400x300 { t: text "Table" }')
    (fact,) = facts.values()
    assert (fact.verdict, fact.found) == ("fails", "Table")


def test_the_lines_of_a_text_are_one_text() -> None:
    found, facts = texts('scene 400x300 { t: text "a label that is written in several lines" { width: 150 } }')
    assert len(found) == 1
    assert [fact.verdict for fact in facts.values()] == ["holds"]


def test_signs_that_look_alike_are_taken_as_they_were_asked_for() -> None:
    found, _ = texts('scene 400x300 { t: text "x0" { height: 40 } }')
    assert [one.attributes["text"] for one in found] == ["x0"]


def test_letters_that_cannot_be_read_leave_a_text_unchecked() -> None:
    _, facts = texts('scene 400x300 { t: text "дом" }')
    assert [(fact.verdict, fact.why) for fact in facts.values()] == [
        ("unchecked", "the detector cannot read such letters")
    ]


def test_where_no_text_is_asked_for_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sgc.verify.text_detector._lines", lambda pixels: pytest.fail("it read"))
    assert texts("scene 200x200 { a: red circle }")[0] == ()


def test_a_turned_photograph_is_read_upright() -> None:
    image = Image.new("RGB", (200, 300), "white")
    upright = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(upright).text((80, 80), "PLATFORM", fill="black", font_size=28)
    image = upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    data = BytesIO()
    image.save(data, "JPEG", exif=exif)
    seen = TextDetector().detect(picture_file("a.jpg", data.getvalue()), (), ["PLATFORM"])
    assert seen.size == (300, 200)
    assert [one.attributes["text"] for one in seen.detections] == ["PLATFORM"]


def test_a_broken_file_is_told() -> None:
    broken = picture_file("a.png", b"\x89PNG\r\n\x1a\n and no more")
    with pytest.raises(SgcError, match="cannot be read"):
        TextDetector().detect(broken, (), ["a"])


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    own = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "rapidocr_onnxruntime":
            raise ImportError(f"No module named '{name}'", name=name)
        return own(name, *rest, **more)

    _package.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingError, match=r"pip install 'sgc\[verify\]'"):
        detector_named("text")


def test_labels_with_pictographs_tell_nodes_apart_by_what_can_be_read() -> None:
    text = 'diagram { a: box "🔐 Login"; b: box "⚡ Gateway"; c: box "🧠 memory"; a -> b -> c }'
    found = sgc.compile(text).verify("png")
    assert not found.failed
    assert {fact.kind for fact in found.facts if fact.verdict == "unchecked"} == {"text"}


def of_others(size: tuple[int, int], draw: Callable[[ImageDraw.ImageDraw, int], None], sharp: int = 4) -> PictureFile:
    """A picture as another program draws it, so many times as large and then made smaller, so that edges are smooth."""
    paper = Image.new("RGB", (size[0] * sharp, size[1] * sharp), "white")
    draw(ImageDraw.Draw(paper), sharp)
    file = BytesIO()
    paper.resize(size, Image.Resampling.LANCZOS).save(file, "PNG")
    return picture_file("a.png", file.getvalue())


def test_a_word_of_which_some_letters_are_thin_is_read_whole_and_uneven_paper_is_no_snow() -> None:
    def field(draw: ImageDraw.ImageDraw, s: int) -> None:
        edges = [(30 * s, 30 * s), (242 * s, 74 * s)]
        draw.rounded_rectangle(edges, 8 * s, (246, 246, 248), outline=(180, 180, 190), width=s)
        draw.text((42 * s, 52 * s), "Password", (130, 130, 140), ImageFont.load_default(16 * s), anchor="lm")

    (scene,) = sgc.load('scene 272x104 { t: rounded "Password" }')
    assert verify(of_others((272, 104), field), scene, detector_named("renders+text")).verified
    (scene,) = sgc.load('scene 272x104 { t: text "Password" }')
    facts = verify(of_others((272, 104), field), scene, detector_named("renders+text")).facts
    assert [(one.statement, one.why) for one in facts if one.verdict != "holds"] == [
        ("nothing else", "there is also a white rounded rectangle")
    ]  # fmt: skip


def test_a_word_whose_letters_touch_is_read_in_a_diagram() -> None:
    def node(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.rectangle([(40 * s, 40 * s), (200 * s, 100 * s)], (225, 235, 250), "black", 2 * s)
        draw.text((120 * s, 70 * s), "Done", "black", ImageFont.load_default(18 * s), anchor="mm")

    (scene,) = sgc.load('diagram { b: box "Done" }')
    assert verify(of_others((240, 140), node), scene, detector_named("strokes")).verified


def test_where_nothing_is_left_to_be_read_the_networks_are_not_loaded() -> None:
    (scene,) = sgc.load('scene 400x300 { t: text "Tea & milk" }')
    file = picture_file("a.png", sgc.compile('scene 400x300 { t: text "Tea & milk" }').render("png"))
    _reader.cache_clear()
    _signs.cache_clear()
    assert verify(file, scene).verified
    assert _reader.cache_info().currsize == 0
    assert _signs() >= PLAIN
