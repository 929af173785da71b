"""Text for TeX: what plain pdfLaTeX is said to set it does set, as letters and not as commands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.measure.segments import segments
from sgc.measure.tex import _ESCAPES, _LETTERS, tex_can_set, tex_escape, tex_of


def test_specials_are_written_out() -> None:
    assert tex_escape(r"\input{x}") == r"\textbackslash{}input\{x\}"
    assert tex_escape("50% of #1 & ~ ^ $") == r"50\% of \#1 \& \textasciitilde{} \textasciicircum{} \symbol{36}"
    assert tex_escape("a_b") == r"a{\ttfamily\vphantom{x}\symbol{95}}b"
    assert tex_escape("<a|b>") == r"\textless{}a\textbar{}b\textgreater{}"
    assert tex_escape("a -- b --- ``c'' ?` ,,") == "a -{}- b -{}-{}- `{}`c'{}' ?{}` ,{},"
    assert tex_escape('"x"') == r"\symbol{34}x\symbol{34}"
    assert tex_escape("a  b") == r"a \ b"
    assert tex_escape("• a") == r"\ensuremath{\bullet} a"
    assert tex_escape("10 × 2 → 20°") == r"10 \ensuremath{\times} 2 \ensuremath{\to} 20\ensuremath{^\circ}"
    assert tex_escape("one\ntwo") == "one\ntwo"


def test_what_can_be_set() -> None:
    assert tex_can_set("Crème brûlée – „“ 5 $ $x^2$ Łódź e\u0301".replace("„", ""))
    assert not any(map(tex_can_set, ["שלום", "Καλημέρα", "日本", "😀", "\x07", r"$\input{x}$", "ð", "x\u030c"]))
    with pytest.raises(ValueError, match=r"U\+65E5"):
        tex_escape("日")


@given(st.text())
def test_a_text_is_set_or_refused(text: str) -> None:
    if not tex_can_set(text):
        return
    tex = "".join(tex_of(segment) for segment in segments(text))
    assert not any(ord(c) < 32 and c != "\n" for c in tex)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_escaped_text_holds_no_special_but_its_own_commands(text: str) -> None:
    known = {r"\textbackslash{}", r"\textasciitilde{}", r"\textasciicircum{}", r"\textless{}", r"\textgreater{}",
             r"\textbar{}", r"\symbol{34}", r"\symbol{36}", r"{\ttfamily\vphantom{x}\symbol{95}}",
             *(rf"\{c}" for c in "{}#%& ")}  # fmt: skip
    rest = tex_escape(text)
    for command in sorted(known, key=len, reverse=True):
        rest = rest.replace(command, "\0")
    assert not set(rest.replace("{}", "")) & set('\\{}#$%&_~^<>|"')


def test_all_of_it_is_set_by_plain_latex_in_outline_fonts(tmp_path: Path) -> None:
    characters = sorted(_LETTERS | set(_ESCAPES) | {chr(c) for c in range(32, 127)})
    body = "\n\n".join(tex_escape(f"x{c}x") for c in characters) + "\n\n" + tex_escape("a--b ``c'' ?`!` ,, <<>>  d")
    document = rf"\documentclass{{article}}\begin{{document}}\sffamily {body}\end{{document}}"
    (tmp_path / "all.tex").write_text(document, encoding="utf-8")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=60)
    assert run.returncode == 0, run.stdout[-2000:]
    assert "Missing character" not in (tmp_path / "all.log").read_text(errors="replace")
    fonts = subprocess.run(["pdffonts", "all.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "Type 1" in fonts
    assert not re.search(r"Type 3", fonts)
    shown = subprocess.run(["pdftotext", "all.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "{" in shown.stdout
    assert "textbackslash" not in shown.stdout
