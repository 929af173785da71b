"""``sgc compile`` with a back end that paints: it ends well only when everything is seen to hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

import sgc.verify.protocol as detectors
from sgc.backends import protocol

SCENE = "scene 320x200 { a: red circle { width: 60 }; b: 2 rusty blue circle { width: 50 }; a left of b }"
PAINT = ("compile", "a.sgc", "-o", "a.png", "--backend", "discs", "--detector", "eye")


@pytest.fixture(autouse=True)
def painter(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr(protocol, "_installed", lambda: {"discs": "painters:DiscPainter"})
    monkeypatch.setattr(detectors, "_installed", lambda: {"eye": "painters:DiscDetector"})
    Path("a.sgc").write_text(SCENE.replace("rusty ", ""), encoding="utf-8")


def test_what_is_painted_is_looked_at_and_mended(run: Run) -> None:
    result = run(*PAINT, "--repair", "16", "--report", "a.json")
    assert result.code == 0
    assert "tried: “" in result.out
    assert "painted again" in result.out
    assert run("verify", "a.png", "--scene", "a.sgc", "--detector", "eye").code == 0


def test_the_best_is_written_when_the_tries_are_spent(run: Run) -> None:
    result = run(*PAINT, "-O", "guidance=0", "--repair", "2", "--json")
    assert result.code == 1
    (data,) = result.json
    assert data["verified"] == [False]
    assert len(data["repairs"][0]) == 2
    assert Path("a.png").read_bytes().startswith(b"\x89PNG")


def test_a_painting_that_nobody_looked_at_is_not_good(run: Run) -> None:
    assert run(*PAINT[:-2]).code == 1
    assert "unless --detector names one" in run(*PAINT[:-2]).out
    assert run(*PAINT[:-2], "--no-verify").code == 0


def test_what_looks_at_drawings_looks_at_pictures_like_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("painters.DiscPainter.like_drawings", True)
    monkeypatch.setitem(detectors.DEFAULTS, "raster", ("eye",))
    assert run(*PAINT[:-2], "--repair", "16").code == 0
    assert run(*PAINT[:-2], "--no-verify").code == 0


def test_the_seed_is_the_paintings_too(run: Run) -> None:
    def painted(seed: str) -> bytes:
        run(*PAINT, "--repair", "0", "--seed", seed)
        return Path("a.png").read_bytes()

    assert painted("1") == painted("1") != painted("2")


def test_words_that_only_drawings_cannot_show_are_no_warnings(run: Run) -> None:
    Path("a.sgc").write_text(SCENE, encoding="utf-8")
    assert "rusty" in run("compile", "a.sgc", "-o", "a.svg").err
    assert "rusty" not in run(*PAINT).err


def test_wrong_options_are_told(run: Run) -> None:
    assert run(*PAINT, "-O", "steps=some").code == 2
    assert run(*PAINT, "-O", "nothing=1").code == 2
    assert run(*PAINT, "--no-verify").code == 2
