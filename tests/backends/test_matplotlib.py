"""matplotlib scripts run alone, read well, and hold all text in literals and comments."""

from __future__ import annotations

import ast
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty_texts import NASTY
from picture_tools import python
from PIL import Image
from sample_drawings import SAMPLES, breakfast, lettering, nasty_drawing, thing

from sgc.backends import backend_for
from sgc.backends.matplotlib_script import SETTABLE, MatplotlibBackend, can_set, to_script
from sgc.drawing.primitives import Drawing


def test_it_is_found_by_its_suffix() -> None:
    assert isinstance(backend_for("figure.py"), MatplotlibBackend)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_equal_drawings_give_equal_bytes(name: str) -> None:
    assert MatplotlibBackend().render(SAMPLES[name]()) == MatplotlibBackend().render(SAMPLES[name]())


@pytest.mark.parametrize("name", list(SAMPLES))
def test_scripts_are_clean(name: str, tmp_path: Path) -> None:
    """A linter finds nothing, and lines are short where a literal does not forbid it."""
    script = to_script(SAMPLES[name]())
    (tmp_path / "figure.py").write_text(script)
    select = "E,F,W,I,B,UP,C4,PIE,RET,SIM"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", select]
    run = subprocess.run(
        [*command, "--line-length", "95", "figure.py"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stdout.decode()


def test_scripts_import_matplotlib_alone() -> None:
    for make in SAMPLES.values():
        modules = set()
        for node in ast.walk(ast.parse(to_script(make()))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add((node.module or "").split(".")[0])
        assert "matplotlib" in modules
        assert modules - {"matplotlib"} <= set(sys.stdlib_module_names)


def test_it_reads_as_if_a_person_had_written_it() -> None:
    lines = to_script(breakfast()).split("\n")
    for line in (
        'TABLE_BROWN = "#8b5a2b"',
        "    # apples[1]: red apple",
        "    picture(axes, APPLES, placed(60, 252, 0.48), tint=APPLES_RED)",
        "    paint(axes, ellipse(330, 290, 110, 22), PLATE_BLUE, stroke=SCENE_SLATE, width=2)",
        '    write(axes, "Tea", 495, 274, 38.41, 24, SCENE_SLATE)',
    ):
        assert line in lines
    assert lines.count("APPLES = [") == 1
    assert not any("tiled" in line or "Veil" in line or "b64decode" in line for line in lines)  # what it does not use


def test_a_script_writes_the_file_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "figure.py").write_bytes(MatplotlibBackend().render(breakfast()))
    for arguments, file in (((), "figure.png"), (("other.pdf",), "other.pdf"), (("third.svg",), "third.svg")):
        run = subprocess.run([sys.executable, "-I", "figure.py", *arguments], cwd=tmp_path, timeout=60, check=False)
        assert run.returncode == 0
        assert (tmp_path / file).stat().st_size > 1000
    assert Image.open(tmp_path / "figure.png").size == (640, 480)


def test_draw_works_on_axes_of_others(tmp_path: Path) -> None:
    """Importing a script draws nothing; its function draws where it is told to."""
    (tmp_path / "breakfast.py").write_bytes(MatplotlibBackend().render(breakfast()))
    use = (
        "import sys; sys.path.insert(0, '.')\n"
        "from matplotlib.figure import Figure; import breakfast\n"
        "axes = Figure().subplots(); breakfast.draw(axes)\n"
        "assert len(axes.patches) == 13, len(axes.patches)\n"
    )
    run = subprocess.run([sys.executable, "-I", "-c", use], cwd=tmp_path, timeout=60, check=False)
    assert run.returncode == 0


@pytest.mark.parametrize("size", [1, 29, 57, 113, 1999])
def test_pictures_have_the_drawing_s_size(size: int, tmp_path: Path) -> None:
    """Sizes are divided by the resolution and multiplied again: no pixel may be lost to rounding."""
    (picture,) = python([to_script(Drawing(size, 30, "#336699", ())).encode()], tmp_path)
    assert picture.size == (size, 30)
    assert picture.getpixel((size // 2, 15)) == (0x33, 0x66, 0x99)


def test_the_font_of_matplotlib_has_all_that_is_called_settable() -> None:
    import matplotlib
    from fontTools.ttLib import TTFont

    for style in ("", "-Bold"):
        known = TTFont(Path(matplotlib.get_data_path()) / f"fonts/ttf/DejaVuSans{style}.ttf").getBestCmap()
        for code in range(0x10000):
            if SETTABLE.fullmatch(chr(code)):
                assert code in known
                assert unicodedata.bidirectional(chr(code)) not in ("R", "AL", "AN", "NSM")


def test_what_it_cannot_set_is_drawn() -> None:
    assert can_set("Straße, café — Ωμέγα, Привет: 5 € ≤ 6")
    for text in ("$x^2$", "🍎", "שלום", "مرحبا", "日本", "e\u0301\u0323", "नमस्ते"):
        assert not can_set(text)
    script = to_script(SAMPLES["words"]())
    assert "# “Emoji 🍎 and ⭐ here”, as outlines" in script


# ---------------------------------------------------------------- text is text

TEXTS = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(NASTY)


@given(TEXTS)
def test_any_text_is_a_literal_or_a_comment(text: str) -> None:
    """The script parses, calls nothing but its own functions, and its literals are its words."""
    script = MatplotlibBackend().render(nasty_drawing(text)).decode()
    tree = ast.parse(script)
    assert [type(node) for node in tree.body[-2:]] == [ast.FunctionDef, ast.If]
    drawn = tree.body[-2]
    assert isinstance(drawn, ast.FunctionDef)
    calls = [node.func for node in ast.walk(drawn) if isinstance(node, ast.Call)]
    called = {function.id if isinstance(function, ast.Name) else "" for function in calls}
    assert called <= {"paint", "picture", "write", "outline", "rectangle", "placed"}
    assert all(isinstance(node, ast.Expr) for node in drawn.body)
    for line in script.split("\n"):
        assert line.isprintable()
        assert line.lstrip().startswith("#") or line.isascii()


def test_any_text_runs(tmp_path: Path) -> None:
    pictures = python([MatplotlibBackend().render(nasty_drawing(text)) for text in NASTY], tmp_path)
    assert {picture.size for picture in pictures} == {(400, 100)}
    assert not [path for path in tmp_path.iterdir() if not path.name.startswith("figure")]


def test_words_are_written_as_they_are() -> None:
    for text in ('a "quoted" word', "it's", "back\\slash", "both ' and \"", "naïve", "a\\"):
        drawing = Drawing(99, 99, "#ffffff", (thing("note", lettering(text, 5, 5, 20)),))
        calls = [node for node in ast.walk(ast.parse(to_script(drawing))) if isinstance(node, ast.Call)]
        (write,) = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "write"]
        assert ast.literal_eval(write.args[1]) == text


def test_no_comment_is_an_encoding() -> None:
    """Python would read a comment in the first two lines as the name of the file's encoding."""
    script = to_script(Drawing(9, 9, "#ffffff", (), "-*- coding: utf-7 -*-", "coding: utf-16"))
    assert not any("coding" in line for line in script.split("\n")[:3])
    ast.parse(script.encode())
