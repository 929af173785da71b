"""``sgc edit`` prints, writes and draws, and ``--stay`` keeps a layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

SCENE = "scene {\n  cup: red cup  // mine\n  plate: plate\n  cup left of plate\n}\n"


def scene(folder: Path) -> str:
    path = folder / "a.sgc"
    path.write_text(SCENE)
    return str(path)


def test_it_prints_the_new_file(run: Run, tmp_path: Path) -> None:
    result = run("edit", scene(tmp_path), "make the cup blue")
    assert result.code == 0
    assert result.out == SCENE.replace("red", "blue")
    assert Path(scene(tmp_path)).read_text() == SCENE


def test_it_writes_the_file_back_and_draws(run: Run, tmp_path: Path) -> None:
    name = scene(tmp_path)
    result = run("edit", name, "make the cup blue", "--write", "--picture", str(tmp_path / "a.svg"))
    assert result.code == 0
    assert Path(name).read_text() == SCENE.replace("red", "blue")
    assert (tmp_path / "a.svg").read_text().startswith("<")


def test_what_is_not_possible_leaves_the_file_alone(run: Run, tmp_path: Path) -> None:
    name = scene(tmp_path)
    result = run("edit", name, "remove the spoon", "--write")
    assert result.code == 2
    assert "no 'spoon'" in result.err
    assert Path(name).read_text() == SCENE


def test_json_has_the_text_and_what_had_to_move(run: Run, tmp_path: Path) -> None:
    result = run("edit", scene(tmp_path), "swap the cup and the plate", "--json")
    (answer,) = result.json
    assert answer["text"] == SCENE.replace("cup left of plate", "plate left of cup")
    assert answer["moved"] == ["cup", "plate"]


def test_diff_shows_only_what_changes(run: Run, tmp_path: Path) -> None:
    lines = run("edit", scene(tmp_path), "make the cup blue", "--diff").out.splitlines()
    assert [line for line in lines[2:] if line[0] in "+-"] == ["-  cup: red cup  // mine", "+  cup: blue cup  // mine"]


def test_compile_stays_at_a_layout_from_before(run: Run, tmp_path: Path) -> None:
    name = scene(tmp_path)
    first, kept, plain = (tmp_path / f"{one}.json" for one in ("first", "kept", "plain"))
    run("compile", name, "--seed", "3", "-o", str(first))
    run("compile", name, "-o", str(plain))
    assert run("compile", name, "--stay", str(first), "-o", str(kept)).code == 0
    assert kept.read_text() == first.read_text() != plain.read_text()
    other = run("compile", "-p", "a dog", "--stay", str(first), "-o", str(tmp_path / "dog.svg"))
    assert "nothing of this figure is in that layout" in other.err
    over = run("compile", "-p", "a dog", "--stay", str(first), "-o", str(first))  # in the place of that layout
    assert "nothing of this figure is in that layout" in over.err


@pytest.mark.parametrize("text", ["[1, 2]", '{"boxes": [{"id": "a", "box": [1e99, 2, 3, 4]}]}', "{" * 10_000])
def test_a_file_without_a_layout_is_said(run: Run, tmp_path: Path, text: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(text)
    result = run("compile", scene(tmp_path), "--stay", str(wrong), "-o", str(tmp_path / "a.svg"))
    assert result.code == 2
    assert "holds no layout" in result.err
