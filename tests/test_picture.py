"""Files are written whole or not at all, and a figure without a layout says why it has no picture."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

import sgc
from sgc.graph.scene import Figure, SceneGraph
from sgc.layout.types import Conflict, Core, Unknown
from sgc.picture import CannotHoldError, Picture
from sgc.source import NOWHERE
from sgc.source.files import write_atomically


def test_a_file_is_replaced_with_its_mode_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_atomically(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.svg").write_text("old")
    (tmp_path / "link.svg").symlink_to("real.svg")
    write_atomically(tmp_path / "link.svg", b"new")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "real.svg").read_bytes() == b"new"


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.svg"
    path.write_text("old")

    def interrupt(source: str, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.svg", "old")]


def test_folders_that_are_not_there_are_made_and_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "deep" / "a.svg", b"new")
    assert (tmp_path / "new" / "deep" / "a.svg").read_bytes() == b"new"
    long = tmp_path / f"{'a' * 300}.svg"
    with pytest.raises(OSError, match="too long") as caught:
        write_atomically(long, b"new")
    assert caught.value.filename == str(long)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(tmp_path / "pipe", b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)


CONFLICT = Conflict((Core((("a left of b", NOWHERE), ("b left of a", NOWHERE)), (), ()),))


@pytest.mark.parametrize(
    ("layout", "words"),
    [(CONFLICT, "These 2 statements cannot hold together"), (Unknown(7), "budget")],
    ids=["conflict", "unknown"],
)
def test_without_a_layout_printing_says_why(layout: Conflict | Unknown, words: str, tmp_path: Path) -> None:
    picture = Picture(SceneGraph(Figure()), layout, None)
    assert picture._repr_svg_() is None
    assert not picture.satisfied
    with pytest.raises(CannotHoldError, match=words):
        picture.save(tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_a_diagram_is_as_large_as_what_is_in_it() -> None:
    picture = sgc.compile("diagram { a: box; b: box; a -> b }")
    assert picture.size == picture.layout.size != (512, 512)
    assert f"{picture.size[0]}x{picture.size[1]}" in repr(picture)


def test_what_python_shows_of_values_is_short() -> None:
    picture = sgc.compile("scene { cup: red cup; plate: plate; cup left of plate }")
    report = picture.verify()
    assert repr(report) == "<Report verified, all 5 facts hold>"
    assert "span=<<text>:1:9>" in repr(report.facts[0])
    assert "cup left of" not in repr(report.facts[0])
    assert repr(picture.scene) == "<SceneGraph scene: cup, plate>"
    assert len(repr(sgc.edit("scene { cup: red cup }", "make the cup blue"))) < 100


@pytest.mark.parametrize("source", [3, None, b"scene {}"])
def test_what_is_no_source_is_told_by_its_type(source: object) -> None:
    with pytest.raises(TypeError, match=r"sgc\.prompt"):
        sgc.compile(source)  # type: ignore[arg-type]
