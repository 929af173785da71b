"""Mathematics in labels: all of the whitelist sets in both engines, and nothing else gets through."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.measure.mathematics import LONGEST, MathematicsError, safe_tex, set_formula
from sgc.measure.mathematics_commands import (
    ALPHABETS,
    ARGUMENTS,
    CHARACTERS,
    DELIMITERS,
    ENVIRONMENTS,
    PACKAGES,
    SYMBOLS,
    WORDS,
)
from sgc.measure.text import outlines, problems, typeset
from sgc.source import Source

BLANKS = {r"\,", r"\:", r"\;", r"\!", "\\ ", r"\quad", r"\qquad"}

EVERYTHING = [
    *(f"a{symbol} b" for symbol in sorted(SYMBOLS)),
    *(f"{command}{{x}}{{R}}"[: len(command) + 3 * count] for command, count in sorted(ARGUMENTS.items())),
    *(f"{command}{{ab}}" for command in sorted(WORDS)),
    *(f"x{character}y" for character in CHARACTERS),
    *(rf"\left{d} \frac{{a}}{{b}} \right{d}" for d in sorted(DELIMITERS)),
    *(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}" for name in sorted(ENVIRONMENTS)),
    r"\sqrt[3]{x}", r"x'^2_i", r"{}_a^b", r"e^{i\pi}+1=0", r"\mathbf{v12}\in\mathbb{R}^n",
    r"\text{ÀÇÉÎÑÕÖØÝßàçéîñõöøýÿ}",
]  # fmt: skip

# Formulas built from the whitelist, and soups of its tokens.
atoms = st.one_of(
    st.sampled_from(sorted(SYMBOLS)),
    st.sampled_from("abxyzAR0129+-=<>()[]|.,:;!?/*"),
    st.sampled_from(list(CHARACTERS)),
)
formulas = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        inner.map(lambda f: f"{{{f}}}"),
        st.tuples(atoms, inner, inner).map(lambda t: f"{t[0]}^{{{t[1]}}}_{{{t[2]}}}"),
        st.tuples(st.sampled_from(sorted(ARGUMENTS)), inner, inner).map(
            lambda t: t[0] + f"{{{t[1]}}}" + (f"{{{t[2]}}}" if ARGUMENTS[t[0]] == 2 else "")
        ),
        st.tuples(st.sampled_from(sorted(DELIMITERS)), inner).map(lambda t: rf"\left{t[0]} {t[1]} \right{t[0]}"),
        st.tuples(st.sampled_from(sorted(ENVIRONMENTS)), inner, inner).map(
            lambda t: rf"\begin{{{t[0]}}} {t[1]} & {t[2]} \end{{{t[0]}}}"
        ),
    ),
    max_leaves=6,
)
tokens = sorted({*SYMBOLS, *ARGUMENTS, *WORDS, *DELIMITERS}) + list(r"{}{}{}[]^_'&ab1 ") + [
    r"\left", r"\right", r"\begin{matrix}", r"\end{matrix}", r"\\", r"\input", r"\def", r"\csname", "%", "#", "~", "^^",
]  # fmt: skip
soups = st.lists(st.sampled_from(tokens), max_size=12).map(" ".join)


@pytest.mark.parametrize("tex", EVERYTHING)
def test_the_whole_whitelist_sets(tex: str) -> None:
    formula = set_formula(tex)
    assert formula.ink is not None
    assert formula.advance > 0
    if tex[1:-2] in SYMBOLS - BLANKS:  # the symbol is drawn, too
        assert len(formula.commands) > len(set_formula("ab").commands)


def test_the_whole_whitelist_sets_in_latex(tmp_path: Path) -> None:
    body = "\n\n".join(f"${safe_tex(tex)}$" for tex in EVERYTHING)
    packages = ",".join(PACKAGES)
    document = rf"\documentclass{{article}}\usepackage{{{packages}}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "all.tex").write_text(document, encoding="utf-8")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=60)
    assert run.returncode == 0, run.stdout[-2000:]
    assert "Missing character" not in (tmp_path / "all.log").read_text(errors="replace")


@given(formulas)
@settings(deadline=None)
def test_formulas_of_the_whitelist_set(tex: str) -> None:
    written = safe_tex(tex)
    assert safe_tex(written) == written
    assert set_formula(written) == set_formula(tex)


@given(st.one_of(soups, st.text(max_size=30)))
@settings(deadline=None, max_examples=300)
def test_only_the_whitelist_comes_out(tex: str) -> None:
    try:
        written = safe_tex(tex)
        set_formula(tex)
    except MathematicsError:
        return
    known = {*SYMBOLS, *ARGUMENTS, *WORDS, *DELIMITERS, r"\left", r"\right", r"\begin", r"\end", r"\\"}
    assert set(re.findall(r"\\(?:[A-Za-z]+|.)", written)) <= known
    assert written.isascii()
    assert not set(re.sub(r"\\.", "", written)) & set('%#~$"`@\n\0')
    assert "^^" not in written
    depth = 0
    for token in re.findall(r"\\.|.", written):
        depth += {"{": 1, "}": -1}.get(token, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    "tex",
    [
        r"\input{secrets}", r"\write18{ls}", r"\immediate\write18{ls}", r"\def\a{b}", r"\csname input\endcsname",
        r"\catcode`\%=12", r"\special{x}", r"\href{a}{b}", r"\openin1", r"\read1", r"\loop", r"\text{\input{x}}",
        r"\text{a$b}", r"\operatorname{\def}", r"\begin{document}", r"\begin{verbatim}", "^^5cinput", r"\let\a\b",
        r"\url{x}", r"\includegraphics{x}", r"\\", "a%b", "#1", "~",
    ],
)  # fmt: skip
def test_tex_that_does_more_than_show_is_refused(tex: str) -> None:
    with pytest.raises(MathematicsError):
        safe_tex(tex)
    with pytest.raises(MathematicsError):
        set_formula(tex)


@pytest.mark.parametrize(
    ("tex", "message", "hint"),
    [
        (r"\frc{a}{b}", r"cannot use '\frc'", r"Did you mean \frac?"),
        (r"\frac{a}", r"an argument of \frac", "Write"),
        (r"{a", "'}'", "Write '}'"),
        (r"a}", "'}' cannot stand", "Balance"),
        (r"\\alpha", "cannot stand", "one backslash"),
        (r"\left( a", r"'\right'", "Write"),
        ("x^2^3", "'^'", "braces"),
        (r"\begin{foo}a\end{foo}", "no environment 'foo'", "pmatrix"),
        ("é", "cannot use 'é'", "outside of the dollars"),
        ("{" * 240 + "}" * 240, "nested too deeply", "levels"),
        (r"\sqrt{" * 12 + "x" + "}" * 12, "nested too deeply", "levels"),
        ("a" * (LONGEST + 1), "too long", "at most"),
    ],
)
def test_refusals_say_what_and_how(tex: str, message: str, hint: str) -> None:
    with pytest.raises(MathematicsError) as caught:
        safe_tex(tex)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_what_is_written_out_reads_well() -> None:
    assert safe_tex(r"E=mc^2") == "E=mc^{2}"
    assert safe_tex(r"\alpha x + \frac12") == r"\alpha x+\frac{1}{2}"
    assert safe_tex("α≤ℝ − 1′") == r"\alpha\le\mathbb{R}-1'"
    assert safe_tex(r"\text{if } x") == r"\text{if }x"
    assert safe_tex("x'^2") == r"x^{\prime2}"


def test_a_problem_names_the_formula_and_its_place() -> None:
    source = Source("test.sgc", r'a: cup "$\frc{1}{2}$"')
    (told,) = problems(r"$\frc{1}{2}$", source.span())
    assert told.code.name == "bad-mathematics"
    assert told.is_error
    assert told.span is not None
    assert r"$\frc{1}{2}$" in told.message
    assert problems(r"$\frac{1}{2}$ for \$5") == ()


def test_mathematics_that_does_not_set_is_shown_as_written() -> None:
    assert outlines(typeset(r"a $\foo$", 10)) == outlines(typeset(r"a \$\foo\$", 10))


def test_formulas_stand_on_the_baseline() -> None:
    def descent(text: str) -> float:
        block = typeset(text, 100)
        return block.ink[3] - block.lines[0].baseline_y

    assert abs(descent("$x$") - descent("x")) < 2
    assert abs(descent("$x^2$") - descent("$x$")) < 0.01
    assert descent("$x_2$") > descent("$x$") + 10
    beside = typeset("ab$x$", 100)
    assert [round(run.x) for run in beside.lines[0].runs] == [0, round(typeset("ab", 100).width)]


def test_a_tall_formula_makes_its_line_taller() -> None:
    block = typeset(r"$\begin{pmatrix}1\\2\\3\end{pmatrix}$", 20)
    assert block.height > 3 * 20
    assert block.ink[1] >= 0
    assert block.ink[3] <= block.height


def test_letters_of_special_alphabets_differ() -> None:
    fonts = [*ALPHABETS, r"\mathrm", r"\boldsymbol", ""]
    assert len({set_formula(f"{font}{{R}}").commands for font in fonts}) == len(fonts)


def test_units_after_numbers_are_letters() -> None:
    assert set_formula("2em").advance > set_formula("2e").advance > set_formula("2").advance


def test_words_in_formulas_have_the_accents_of_western_languages() -> None:
    plain, accented = set_formula(r"\text{fur alle}"), set_formula(r"\text{für alle}")
    assert len(accented.commands) > len(plain.commands)
