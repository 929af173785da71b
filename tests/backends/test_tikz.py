"""TikZ files compile with a plain TeX Live, read well, and hold all text as text."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from nasty_texts import NASTY
from picture_tools import one_document, pdf_pages, pdflatex, program
from sample_drawings import SAMPLES, apple, breakfast, lettering, nasty_drawing, photograph, thing

from sgc.backends import backend_for
from sgc.backends.tikz import TikzBackend, to_tikz
from sgc.drawing.primitives import Drawing, Ellipse, Group, Paint, Rectangle, Stroke
from sgc.drawing.primitives import Path as Outline
from sgc.measure.tex import tex_can_set
from sgc.source import SgcError


def test_it_is_found_by_its_suffix() -> None:
    assert isinstance(backend_for("figure.tex"), TikzBackend)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_equal_drawings_give_equal_bytes(name: str) -> None:
    assert TikzBackend().render(SAMPLES[name]()) == TikzBackend().render(SAMPLES[name]())


def test_equal_files_give_equal_pdfs(tmp_path: Path) -> None:
    source = TikzBackend().render(breakfast())
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    assert pdflatex(source, first) == pdflatex(source, second)


def test_the_page_is_the_drawing(tmp_path: Path) -> None:
    (page,) = pdf_pages(pdflatex(TikzBackend().render(breakfast()), tmp_path), tmp_path)
    assert page.size == (640, 480)


def test_the_picture_stands_in_a_document_of_another(tmp_path: Path) -> None:
    picture = to_tikz(breakfast()).split("\\begin{document}\n")[1].split("\\end{document}")[0]
    (tmp_path / "fragment.tex").write_bytes(TikzBackend(fragment=True).render(breakfast()))
    assert (tmp_path / "fragment.tex").read_text(encoding="utf-8").endswith(f"stays inside it.\n{picture}")
    document = (
        "\\documentclass{article}\\usepackage{tikz}\\begin{document}Before.\n\n"
        "\\begin{figure}\\resizebox{\\linewidth}{!}{\\input{fragment}}\\caption{A breakfast}\\end{figure}\n"
        # Nothing that it defines is left behind.
        "\\ifcsname\\string\\color@table brown\\endcsname\\error\\fi\n"
        "\\pgfkeysifdefined{/tikz/table look/.@cmd}{\\error}{}After.\\end{document}"
    )
    assert pdflatex(document.encode(), tmp_path)


def test_it_reads_as_if_a_person_had_written_it() -> None:
    text = to_tikz(breakfast())
    for line in (
        r"  \definecolor{table brown}{HTML}{8B5A2B}",
        "    table look/.style={fill=table brown},",
        "    apples tint/.style={as drawn, fill=apples red},",
        "  % apples[1]: red apple",
        r"    \pic[apples tint, scale=0.48] at (60, 252) {apples};",
        r"    \path[plate look] (330, 290) ellipse [x radius=110, y radius=22];",
        r"    \node[cup lettering] at (495, 274) {\resizebox{28.81bp}{1.92\height}{Tea}};",
    ):
        assert line in text.split("\n")
    assert text.count("apples/.pic") == 1


@pytest.mark.parametrize("name", list(SAMPLES))
def test_lines_are_short_and_numbers_plain(name: str) -> None:
    lines = to_tikz(SAMPLES[name]()).split("\n")
    assert max(map(len, lines)) <= 110
    assert not any(line != line.rstrip() for line in lines)


def test_tiny_numbers_have_no_exponent(tmp_path: Path) -> None:
    speck = thing("speck", Ellipse(1e-7, 3e-9, 1e-6, 1e-5, Paint("#ff0000", Stroke("#000000", 1e-6))))
    text = to_tikz(Drawing(10, 10, "#ffffff", (speck,)))
    assert "e-" not in text.replace("line-", "")
    assert pdflatex(text.encode(), tmp_path)


@pytest.mark.parametrize("width", [16_001, 200_000])
def test_a_drawing_beyond_the_lengths_of_tex_is_refused(width: int) -> None:
    with pytest.raises(SgcError) as caught:
        to_tikz(Drawing(width, 10, "#ffffff", ()))
    assert caught.value.diagnostics[0].code.name == "picture-size"
    far = Outline((("M", 0, 0), *(("L", x, 5.0) for x in range(40)), ("L", -width, 0), ("Z",)), Paint("#000000"))
    with pytest.raises(SgcError):
        to_tikz(Drawing(10, 10, "#ffffff", (far,)))


def test_the_largest_drawing_compiles(tmp_path: Path) -> None:
    drawing = Drawing(16_000, 16_000, "#ffffff", (Rectangle(15_000, 15_000, 1_000, 1_000, Paint("#000000")),))
    assert pdflatex(TikzBackend().render(drawing), tmp_path)


def test_an_empty_drawing_compiles(tmp_path: Path) -> None:
    (page,) = pdf_pages(pdflatex(TikzBackend().render(Drawing(30, 20, "#336699", ())), tmp_path), tmp_path)
    assert page.size == (30, 20)
    assert page.getpixel((15, 10)) == (0x33, 0x66, 0x99)


# ---------------------------------------------------------------- text is text


def test_any_text_is_inert_and_compiles(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("LEAKED")
    files = [to_tikz(nasty_drawing(text)) for text in NASTY]
    pdf = pdflatex(one_document(files), tmp_path)
    (tmp_path / "all.pdf").write_bytes(pdf)
    run = [program("pdftotext", "poppler-utils"), "-raw", "all.pdf", "-"]
    shown = subprocess.run(run, cwd=tmp_path, capture_output=True, check=True, timeout=60).stdout.decode()
    assert shown.count("\f") == len(NASTY)  # one page for each, so that none ended the document
    assert "LEAKED" not in shown
    assert "secret.tex" not in (tmp_path / "picture.log").read_text(errors="replace")
    assert {path.name for path in tmp_path.iterdir()} == {
        "secret.tex", "picture.tex", "picture.pdf", "picture.log", "picture.aux", "all.pdf"
    }  # fmt: skip
    pages = shown.split("\f")
    for text in (r"\input{secret}", r"\write18{touch written}", "%", "#1", "&", "{{", "(0,0)", "^^41"):
        assert pages[NASTY.index(text)].strip().replace("ˆ", "^") == text


@pytest.mark.parametrize("text", NASTY)
def test_each_comment_stays_a_comment(text: str) -> None:
    """Beside the lettering itself, a text adds nothing but comments to a file, and none that gives an order."""
    plain = Drawing(400, 100, "#ffffff", (Group((apple(10, 50, 30),), "a", ("apple",), "img", "a"),), "a", "a", ("a",))
    (group,) = plain.children
    assert isinstance(group, Group)
    nasty = replace(plain, children=(replace(group, id=text or "a", title=text),), title=text, description=text,
                    attributions=(text,))  # fmt: skip

    def code(drawing: Drawing) -> list[str]:
        return [line for line in to_tikz(drawing).split("\n") if not line.lstrip().startswith("% ")]

    assert code(nasty) == code(plain)
    for line in to_tikz(nasty).split("\n"):
        assert not line.lower().startswith(("% !tex", "% arara", "%&"))
        assert line.isprintable()


def test_only_named_words_become_names(tmp_path: Path) -> None:
    """Classes that are TikZ's own words do not change what TikZ does."""
    words = (
        "transform", "every", "circle", "code", "setup code", "scale", "fill", "text", "node", "pics", "draw", "name",
        "at", "pic", "scope", "path picture", "x", "y", "style", "red", "é~!#", "fitted", "background",
    )  # fmt: skip
    box = Rectangle(0, 0, 5, 5, Paint("#102030"))
    children = tuple(
        Group((box, apple(10 * i, 50, 9), lettering("a", 5, 5, 9)), f"n{i}", (name,)) for i, name in enumerate(words)
    )
    (page,) = pdf_pages(pdflatex(to_tikz(Drawing(300, 100, "#ffffff", children)).encode(), tmp_path), tmp_path)
    for i in range(len(words)):
        assert page.getpixel((10 * i + 4, 55)) == (0xD6, 0x28, 0x39)


def test_text_is_set_by_tex_or_drawn() -> None:
    text = to_tikz(SAMPLES["words"]())
    assert r"{Energy $E=m{c}^{2}$ and" in text or r"{Energy $E=mc^{2}$ and" in text
    assert r"\usepackage{amsmath}" in text
    assert "% “Emoji 🍎 and ⭐ here”, as outlines" in text.replace("    ", "")
    assert not tex_can_set("Привет")
    assert "Привет" not in "".join(line for line in text.split("\n") if not line.lstrip().startswith("%"))


def test_images_are_inside_the_file(tmp_path: Path) -> None:
    (page,) = pdf_pages(pdflatex(TikzBackend().render(photograph()), tmp_path), tmp_path)
    red, green, blue = page.getpixel((145, 165))
    assert red > 240
    assert green > 240
    assert abs(blue - 90) < 12
