"""``sgc compile`` mends what fails, as often as it is told, and says what it tried."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

HOPELESS = "scene {\n  background white\n  a: white square { stroke: white, width: 90 }\n  b: cup\n}\n"
COVERED = 'scene {\n  home: square "Home" { width: 90 }\n  lid: red square { width: 80 }\n  lid centered in home\n}\n'


def test_what_was_mended_is_written_and_told(run: Run) -> None:
    Path("a.sgc").write_text(COVERED, encoding="utf-8")
    result = run("compile", "a.sgc", "-o", "a.svg")
    assert result.code == 0
    assert "beside it: nothing fails, kept" in result.out
    assert run("verify", "a.svg", "--scene", "a.sgc").code == 0
    assert run("compile", "a.sgc", "-o", "b.svg", "--repair", "0").code == 1


def test_what_cannot_be_mended_is_kept_with_everything_that_was_tried(run: Run) -> None:
    Path("a.sgc").write_text(HOPELESS, encoding="utf-8")
    result = run("compile", "a.sgc", "-o", "a.svg", "--report", "a.html")
    assert result.code == 1
    assert result.out.count("tried: ") == 3
    assert Path("a.svg").exists()
    assert "What was tried" in Path("a.html").read_text(encoding="utf-8")
    (data,) = run("compile", "a.sgc", "-o", "a.svg", "--json", "--repair", "2").json
    (tries,) = data["repairs"]
    assert [one["kept"] for one in tries] == [False, False]


def test_not_to_look_is_said(run: Run) -> None:
    Path("a.sgc").write_text("scene { cup: cup }", encoding="utf-8")
    result = run("compile", "a.sgc", "-o", "a.svg", "--no-verify")
    assert (result.code, result.out) == (0, "wrote a.svg, not checked: --no-verify\n")
