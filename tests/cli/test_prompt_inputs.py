"""Prompts on the command line: in place of files, one by one or as the lines of a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import Run

PROMPT = "two red cups left of a blue plate"


def test_a_prompt_is_compiled_like_a_file(run: Run, tmp_path: Path) -> None:
    result = run("compile", "-p", PROMPT, "-o", str(tmp_path / "cups.svg"))
    assert result.code == 0, result.err
    assert "red cup" in (tmp_path / "cups.svg").read_text(encoding="utf-8")


def test_a_picture_without_a_name_is_called_like_its_prompt(run: Run, tmp_path: Path) -> None:
    result = run("compile", "-p", "A cat, a dog!", "-o", f"{tmp_path}/pictures/")
    assert result.code == 0, result.err
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["a-cat-a-dog.svg"]


def test_the_graph_of_a_prompt_says_where_its_words_stand(run: Run) -> None:
    found = json.loads(run("graph", "-p", PROMPT, "--json").out)
    assert found["prompt"] == PROMPT
    assert [one["noun"] for one in found["objects"]] == ["cup", "plate"]
    assert found["objects"][0]["span"] == {"start": 0, "end": 12}
    assert found["not_understood"] == []


def test_a_file_of_prompts_gives_an_object_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("a cat\n\ntwo dogs\n", encoding="utf-8")
    lines = run("graph", "--prompts", str(tmp_path / "prompts.txt"), "--json").out.splitlines()
    assert [json.loads(line)["prompt"] for line in lines] == ["a cat", "two dogs"]


def test_english_prints_a_scene_file(run: Run) -> None:
    assert run("english", "-p", PROMPT).out == (
        "scene {\n  cups: 2 red cup\n  plate: blue plate\n\n  cups left of plate\n}\n"
    )


def test_readings_are_shown_when_asked_for(run: Run) -> None:
    found = json.loads(run("graph", "-p", "a cat on a mat next to a dog", "--json", "--readings").out)
    assert found["readings"][0]["others"]
    assert "// or" in run("english", "-p", "a cat on a mat next to a dog", "--readings").out


def test_english_takes_no_files(run: Run) -> None:
    result = run("english", "scene.sgc")
    assert result.code == 2
    assert "-p" in result.err


def test_a_language_model_that_is_not_here_is_not_fetched(run: Run) -> None:
    result = run("english", "-p", PROMPT, "--llm", "nobody/nothing")
    assert (result.code, result.out) == (3, "")
    assert "hf download nobody/nothing" in result.err


def test_a_language_model_is_for_prompts(run: Run) -> None:
    result = run("compile", "good.sgc", "--llm", "nobody/nothing")
    assert result.code == 2
    assert "-p" in result.err


def test_what_was_not_understood_of_a_prompt_is_told_with_its_picture(run: Run, tmp_path: Path) -> None:
    result = run("compile", "-p", "A cat. Quickly the of.", "-o", str(tmp_path / "a.svg"))
    assert result.code == 0
    assert "not understood: 'Quickly the of'" in result.err
    assert "verified as far as it was understood, all" in result.out


def test_a_prompt_of_which_nothing_is_understood_gives_no_picture(run: Run, tmp_path: Path) -> None:
    for prompt in ("", "quickly the of"):
        result = run("compile", "-p", prompt, "-o", str(tmp_path / "blank.svg"))
        assert result.code == 2
        assert "nothing in this prompt could be understood" in result.err
        result = run("english", "-p", prompt)
        assert (result.code, result.out) == (2, "")
        assert "nothing in this prompt could be understood" in result.err
    assert not (tmp_path / "blank.svg").exists()
    assert run("compile", "-p", "no dogs", "-o", str(tmp_path / "bare.svg")).code == 0


def test_pictures_of_a_file_of_prompts_are_numbered_by_its_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("three cats\na dog\nThree cats!\nthree cats\n", encoding="utf-8")
    assert run("compile", "--prompts", "prompts.txt", "-o", "all/", "--jobs", "2").code == 0
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert names == ["00000-three-cats.svg", "00001-a-dog.svg", "00002-three-cats.svg", "00003-three-cats.svg"]


def test_prompts_that_give_the_same_name_are_numbered(run: Run, tmp_path: Path) -> None:
    assert run("compile", "-p", "a cat", "-p", "A cat!", "-o", "all/").code == 0
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["a-cat-2.svg", "a-cat.svg"]


def test_a_run_is_resumed_with_what_has_no_picture_yet(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("a cat\na dog\n", encoding="utf-8")
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "00000-a-cat.svg").write_text("as it was", encoding="utf-8")
    result = run("compile", "--prompts", "prompts.txt", "-o", "all/", "--resume", "--json")
    assert result.code == 0
    assert [one["status"] for one in result.json] == ["there", "satisfied"]
    assert (tmp_path / "all" / "00000-a-cat.svg").read_text() == "as it was"
    assert (tmp_path / "all" / "00001-a-dog.svg").exists()


def test_a_picture_older_than_its_scene_file_is_drawn_again(run: Run, tmp_path: Path) -> None:
    for name, time in (("good.svg", 1), ("two-morning.svg", 4e9), ("two-2.svg", 4e9)):
        (tmp_path / name).write_text("as it was", encoding="utf-8")
        os.utime(tmp_path / name, (time, time))
    assert run("compile", "good.sgc", "two.sgc", "--resume").code == 0
    assert (tmp_path / "good.svg").read_text() != "as it was"
    assert (tmp_path / "two-2.svg").read_text() == "as it was"


def test_an_interrupted_run_that_may_be_resumed_leaves_no_unfinished_picture(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sgc.verify.verify", interrupt)
    assert run("compile", "good.sgc", "--resume").code == 130
    assert not (tmp_path / "good.svg").exists()
    assert run("compile", "good.sgc").code == 130
    assert (tmp_path / "good.svg").exists()


def test_what_is_not_understood_names_its_prompt_where_there_are_many(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("# a cup\na dog\n", encoding="utf-8")
    for call in (("english",), ("compile", "-o", f"{tmp_path}/", "--no-verify")):
        told = run(*call, "--prompts", str(tmp_path / "prompts.txt")).err
        assert "not understood: '#' (at 0) in “# a cup”" in told
        assert "in “" not in run(*call, "-p", "# a cup").err
