"""Where pictures are written, and what is refused before anything is."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from sgc.cli.outputs import Target, figure_parts, plan
from sgc.source import SgcError


def test_without_an_output_a_picture_stands_beside_its_scene() -> None:
    assert plan(["a/b.sgc"], None, None).target("a/b.sgc") == Target(".svg", Path("a/b.svg"))


def test_the_suffix_tells_the_back_end() -> None:
    assert plan(["b.sgc"], "x/c.png", None).target("b.sgc") == Target(".png", Path("x/c.png"))


def test_a_named_back_end_gives_the_suffix() -> None:
    assert plan(["b.sgc"], None, "tikz").target("b.sgc") == Target("tikz", Path("b.tex"))


def test_a_named_back_end_writes_to_any_file() -> None:
    assert plan(["b.sgc"], "out.txt", "json").target("b.sgc") == Target("json", Path("out.txt"))


@pytest.mark.parametrize(("file", "backend"), [("a.pdf", "tikz"), ("a.svg", "flow"), ("a.PNG", "svg")])
def test_a_file_with_the_suffix_of_another_back_end_is_refused(file: str, backend: str) -> None:
    with pytest.raises(click.UsageError, match=rf"{backend} writes .* or leave out --backend"):
        plan(["b.sgc"], file, backend)


def test_several_inputs_go_into_a_folder() -> None:
    outputs = plan(["a.sgc", "x/b.sgc"], "pictures/", "pdf")
    assert outputs.target("x/b.sgc") == Target("pdf", Path("pictures/b.pdf"))


def test_standard_input_goes_to_standard_output() -> None:
    assert plan(["-"], None, None).target("-") == Target(".svg", None)


def test_an_existing_folder_is_one_without_a_slash(tmp_path: Path) -> None:
    assert plan(["a.sgc"], str(tmp_path), None).target("a.sgc").path == tmp_path / "a.svg"


def test_parts_tell_pictures_of_one_input_apart() -> None:
    assert plan(["a.sgc"], "b.svg", None).target("a.sgc", ["2", "v1"]).path == Path("b-2-v1.svg")


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        ([None], [[]]),
        (["alone"], [[]]),
        ([None, None], [["1"], ["2"]]),
        (["morning", None], [["morning"], ["2"]]),
        (["same", "same"], [["1"], ["2"]]),
        (["../../etc", "b"], [["1"], ["b"]]),
        (["2", None], [["1"], ["2"]]),
    ],
)
def test_figures_are_told_apart_by_plain_names_or_numbers(names: list[str | None], parts: list[list[str]]) -> None:
    assert figure_parts(names) == parts


@pytest.mark.parametrize(
    ("inputs", "output", "words"),
    [
        (["a.sgc", "b.sgc"], "out.svg", "folder"),
        (["a/x.sgc", "b/x.sgc"], "out/", "both"),
        (["a.sgc"], "out", "suffix"),
    ],
)
def test_what_cannot_be_meant_is_refused(inputs: list[str], output: str, words: str) -> None:
    with pytest.raises(click.UsageError, match=words):
        plan(inputs, output, None)


def test_the_scene_itself_is_never_overwritten(tmp_path: Path) -> None:
    scene = tmp_path / "a.sgc"
    scene.write_text("scene {}")
    with pytest.raises(click.UsageError, match="overwrite"):
        plan([str(scene)], str(scene), "svg")


def test_an_unknown_suffix_is_a_diagnostic() -> None:
    with pytest.raises(SgcError, match="docx"):
        plan(["a.sgc"], "a.docx", None)
