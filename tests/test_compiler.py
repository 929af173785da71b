"""The Python interface: text, paths and scene graphs in; pictures out; what is wrong as exceptions."""

from __future__ import annotations

from pathlib import Path

import pytest

import sgc
from sgc.layout.types import Conflict, Layout

TEA = 'scene "Tea" 320x240 { cup: red cup "Tea"; plate: blue plate; cup left of plate }'
IMPOSSIBLE = "scene { a: red circle; b: blue circle; a left of b; b left of a }"


def test_a_text_becomes_a_picture_that_notebooks_show() -> None:
    picture = sgc.compile(TEA)
    assert picture.satisfied
    assert picture.svg.startswith("<")
    assert picture._repr_svg_() == picture.svg
    assert picture.png().startswith(b"\x89PNG")
    assert repr(picture) == "<Picture “Tea” 320x240, 2 objects, satisfied>"


def test_scale_gives_more_pixels() -> None:
    picture = sgc.compile(TEA)
    width = slice(16, 20)  # of a PNG file's header
    assert [int.from_bytes(picture.png(scale)[width]) for scale in (1, 2)] == [320, 640]


def test_a_path_is_read(tmp_path: Path) -> None:
    (tmp_path / "tea.sgc").write_text(TEA, encoding="utf-8")
    assert sgc.compile(tmp_path / "tea.sgc").svg == sgc.compile(TEA).svg


def test_a_scene_graph_compiles_like_its_text() -> None:
    (scene,) = sgc.load(sgc.parse(TEA).source)
    assert sgc.compile(scene).svg == sgc.compile(TEA).svg


def test_the_seed_of_the_figure_is_the_default() -> None:
    seeded = TEA.replace("{", "{ seed 3; ", 1)
    assert sgc.compile(seeded).layout == sgc.compile(TEA, seed=3).layout
    assert sgc.compile(seeded, seed=0).layout == sgc.compile(TEA).layout
    with pytest.raises(ValueError, match="from 0 on, not -1"):
        sgc.compile(TEA, seed=-1)


def test_equal_input_gives_equal_bytes() -> None:
    assert sgc.compile(TEA).render("svg") == sgc.compile(TEA).render("svg")


def test_an_impossible_figure_is_an_answer_and_no_error() -> None:
    picture = sgc.compile(IMPOSSIBLE)
    assert isinstance(picture.layout, Conflict)
    with pytest.raises(sgc.CannotHoldError, match="a left of b"):
        _ = picture.svg


def test_from_python_too_what_cannot_hold_comes_with_places_and_ways_out() -> None:
    picture = sgc.compile("scene 300x300 { a: square { size: 400 } }")
    assert "= help:   Make the canvas" in picture.explanation
    with pytest.raises(sgc.CannotHoldError, match="Make the canvas"):
        _ = picture.boxes
    assert sgc.compile(TEA).explanation == ""


def test_a_wrong_source_is_shown_with_its_place_and_ways_out() -> None:
    with pytest.raises(sgc.SgcError) as caught:
        sgc.compile("three red apples")
    assert "1 | three red apples" in str(caught.value)
    assert 'sgc.prompt("…")' in str(caught.value)
    assert caught.value.message == "this stands outside of a figure"


def test_of_an_image_that_is_not_there_one_thing_is_said_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    for name, hint in (("phto.png", "Did you mean 'photo.png'?"), ("../photo.png", "--root")):
        (tmp_path / "a.sgc").write_text(f'scene {{ a: image {{ image: "{name}" }} }}', encoding="utf-8")
        with pytest.raises(sgc.SgcError) as caught:
            sgc.compile(tmp_path / "a.sgc")
        (one,) = caught.value.diagnostics
        assert any(hint in words for words in one.hints)
    (tmp_path / "a.sgc").write_text('scene { a: image { image: "." } }', encoding="utf-8")
    with pytest.raises(sgc.SgcError, match="is no file, but a folder"):
        sgc.compile(tmp_path / "a.sgc")


def test_boxes_are_in_pixels() -> None:
    boxes = sgc.compile("scene 300x300 { a: 2 square { size: 40 } ; a[1] left of a[2] by exactly 20 }").boxes
    assert boxes["a[1]"][2] - boxes["a[1]"][0] == 40
    assert boxes["a[2]"][0] - boxes["a[1]"][2] == 20


def test_a_text_that_is_wider_than_its_figure_is_broken_into_lines() -> None:
    words = " ".join(["and so on"] * 12)
    picture = sgc.compile(f'scene 300x300 {{ a: text "{words}" ; b: text "short" ; a below b }}')
    left, top, right, bottom = picture.boxes["a"]
    short = picture.boxes["b"]
    assert right - left <= 0.9 * 300
    assert bottom - top > 3 * (short[3] - short[1])


def test_a_file_without_a_suffix_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(sgc.SgcError, match="does not say what kind of file it is"):
        sgc.compile(TEA).save(tmp_path / "tea")


def test_relaxed_draws_what_it_can_and_says_what_does_not_hold() -> None:
    picture = sgc.compile(IMPOSSIBLE, relaxed=True)
    assert isinstance(picture.layout, Layout)
    assert [statement for statement, _ in picture.layout.violated] == ["b left of a"]
    assert not picture.satisfied
    assert picture.svg.startswith("<")


def test_a_file_may_be_named_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "tea.sgc").write_text(TEA, encoding="utf-8")
    assert sgc.compile(tmp_path / "tea.sgc").svg == sgc.compile(str(tmp_path / "tea.sgc")).svg == sgc.compile(TEA).svg
    with pytest.raises(FileNotFoundError):
        sgc.compile("coffee.sgc")


def test_several_figures(tmp_path: Path) -> None:
    two = f"{TEA}\n{IMPOSSIBLE}\n"
    assert [picture.satisfied for picture in sgc.compile_all(two)] == [True, False]
    with pytest.raises(ValueError, match="2 figures"):
        sgc.compile(two)


def test_a_wrong_source_raises_its_diagnostics() -> None:
    with pytest.raises(sgc.SgcError) as raised:
        sgc.compile("scene { cup: red cup; cupp left of cup }")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.span is not None
    assert diagnostic.span.text == "cupp"


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    with pytest.raises(sgc.SgcError) as raised:
        sgc.compile("scene {\n cup: red cup\n cup lleft of cup\n a left of cup\n}\nscene {\n b above c\n}\n")
    assert {d.span.line for d in raised.value.diagnostics if d.span is not None and d.is_error} == {3, 4, 7}


def test_files_outside_the_root_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.sgc").write_text("let gap = 3\n")
    (tmp_path / "project" / "scenes").mkdir(parents=True)
    (tmp_path / "project" / "lib.sgc").write_text("let gap = 3\n")
    scene = tmp_path / "project" / "scenes" / "a.sgc"
    scene.write_text(f'include "../lib.sgc"\n{TEA}')
    with pytest.raises(sgc.SgcError, match=r"lib\.sgc"):
        sgc.compile(scene)
    assert sgc.compile(scene, root=tmp_path / "project").satisfied
    scene.write_text(f'include "../../secret.sgc"\n{TEA}')
    with pytest.raises(sgc.SgcError, match="secret"):
        sgc.compile(scene, root=tmp_path / "project")


def test_a_file_that_is_no_text_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "a.sgc").write_bytes(b"scene { \xff\xfe }")
    with pytest.raises(sgc.SgcError):
        sgc.compile(tmp_path / "a.sgc")


def test_saving_chooses_the_back_end_by_the_suffix(tmp_path: Path) -> None:
    picture = sgc.compile(TEA)
    assert picture.save(tmp_path / "tea.pdf").read_bytes().startswith(b"%PDF")
    assert picture.save(str(tmp_path / "tea.bin"), backend="svg").read_text(encoding="utf-8") == picture.svg
    with pytest.raises(sgc.SgcError, match="docx"):
        picture.save(tmp_path / "tea.docx")


def test_every_public_name_is_there() -> None:
    assert {name for name in sgc.__all__ if not hasattr(sgc, name)} == set()
    with pytest.raises(AttributeError, match="compil"):
        _ = sgc.compil  # type: ignore[attr-defined]
