"""Texts: any text sets, sizes are in proportion, lines fit, and what is drawn reads as it was written."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sgc.measure.bidi import is_plain
from sgc.measure.emoji import emoji
from sgc.measure.faces import FILES, face
from sgc.measure.paths import bounds, union
from sgc.measure.text import (
    LONGEST,
    Typeset,
    colored_layers,
    missing_glyphs,
    outlines,
    problems,
    reading,
    segments,
    typeset,
)
from sgc.source import SgcError

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
scripts = st.text("ab AV fi.,:(12)אבג עربيαβΩжß\u0301\u05b0\u200d\u200e😀👍🏽❤️→漢 \n\t$\\", max_size=40)
texts = st.one_of(anything, scripts)
words = st.text("abcdefgh AV אבג", max_size=80)
close = partial(isclose, rel_tol=1e-9, abs_tol=1e-6)


def read(block: Typeset) -> str:
    return "\n".join(reading(line.text) for line in block.lines)


@given(texts, st.booleans(), st.one_of(st.none(), st.floats(-5, 500)))
@example("$x^2$ and $\\frac{a}{b}$", False, 30.0)
@example("\u202eabc\u2066\ufeff", False, None)
@example("\ud800\x00\x7f\uffff", True, None)
@settings(deadline=None)
def test_any_text_is_set(text: str, bold: bool, max_width: float | None) -> None:
    block = typeset(text, 16, bold=bold, max_width=max_width)
    problems(text)
    assert len(block.lines) >= text.count("\n") + 1
    assert block.height >= 16 * 1.25 * len(block.lines) - 1e-6
    left, top, right, bottom = block.ink
    assert left <= right
    assert top <= bottom
    drawn = union([bounds(outlines(block)), *(bounds(layer.commands) for layer in colored_layers(block))])
    assert all(close(a, b) for a, b in zip(drawn or (0, 0, 0, 0), block.ink, strict=True))


@given(texts, st.floats(1, 400), st.sampled_from([0.25, 3.0, 7.7]))
@settings(deadline=None)
def test_all_sizes_are_in_proportion_to_the_font_size(text: str, size: float, factor: float) -> None:
    one, other = typeset(text, size), typeset(text, size * factor)
    assert close(one.width * factor, other.width)
    assert close(one.height * factor, other.height)
    assert all(close(a * factor, b) for a, b in zip(one.ink, other.ink, strict=True))


@given(words, st.floats(20, 400), st.sampled_from([9.0, 13.7, 20.0]))
def test_a_line_is_wider_than_allowed_only_when_it_is_one_word(text: str, limit: float, size: float) -> None:
    block = typeset(text, size, max_width=limit)
    assert all(line.width <= limit or " " not in line.text for line in block.lines)
    assert " ".join(read(block).split()) == " ".join(text.split())


@given(words, st.floats(20, 400), st.sampled_from([9.0, 13.7, 20.0]))
def test_wrapping_takes_as_few_lines_as_can_be_and_is_stable(text: str, limit: float, size: float) -> None:
    block = typeset(text, size, max_width=limit)
    lines = 1
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        # Blanks in a row keep their width, so the words are measured with the blanks between them as one.
        if line and typeset(longer, size).width > limit:
            lines, longer = lines + 1, word
        line = longer
    if "  " not in text:
        assert len(block.lines) == lines
    if block.width <= limit:
        assert typeset(text, size, max_width=block.width).lines == block.lines


def test_lines_are_balanced() -> None:
    block = typeset("aaaa bbbb cccc dddd", 10, max_width=typeset("aaaa bbbb cccc", 10).width)
    assert [line.text for line in block.lines] == ["aaaa bbbb", "cccc dddd"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("数据处理与分析", ["数据处理", "与分析"]),
        ("「はい」、と言う", ["「はい」、", "と言う"]),
        ("가나다라 마바사", ["가나다라", "마바사"]),
        ("保存 ABC 文件", ["保存 ABC", "文件"]),
    ],
)
def test_chinese_and_japanese_break_between_characters_and_korean_at_blanks(text: str, lines: list[str]) -> None:
    assert [line.text for line in typeset(text, 10, max_width=52).lines] == lines


def test_lines_end_at_newlines_of_every_system() -> None:
    block = typeset("a\r\nb\rc\u2028d\n\ne", 10)
    assert [line.text for line in block.lines] == ["a", "b", "c", "d", "", "e"]
    assert block.height == 6 * 12.5
    assert [line.baseline_y for line in block.lines] == [10 + 12.5 * i for i in range(6)]


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_lines_are_aligned(align, share) -> None:
    block = typeset("wide line\nb", 10, align=align)
    assert block.lines[0].x == 0
    assert close(block.lines[1].x, share * (block.width - block.lines[1].width))


def test_lists_are_filled_line_by_line_and_begin_at_the_left() -> None:
    block = typeset("Title\n• aaaa bbbb cccc dddd\n• e", 10, max_width=typeset("• aaaa bbbb cccc", 10).width)
    assert [line.text for line in block.lines] == ["Title", "• aaaa bbbb cccc", "dddd", "• e"]
    assert {line.x for line in block.lines} == {0.0}


def test_ink_is_that_of_the_letters_seen() -> None:
    face_x = face(FILES[0][0]).shape("x", rtl=False).ink
    assert face_x is not None
    x, dot, capital, deep = (typeset(c, 100).ink for c in "x.Hg")
    assert isclose(x[3], 100, abs_tol=1.5)  # stands on the baseline, 1 em below the top
    assert isclose(x[3] - x[1], 53.5, abs_tol=1.5)  # Open Sans: x-height 1096/2048
    assert isclose(capital[3] - capital[1], 71.4, abs_tol=0.5)  # capitals 1462/2048
    assert dot[1] > x[1] > capital[1]
    assert deep[3] > 115
    assert typeset(" \u200b", 100).ink == (0, 0, 0, 0)


def test_curves_count_by_where_they_go_not_by_their_control_points() -> None:
    commands = (("M", 0.0, 0.0), ("C", 0.0, 40.0, 100.0, 40.0, 100.0, 0.0), ("Z",))
    assert bounds(commands) == (0.0, 0.0, 100.0, 30.0)


def test_text_is_upright_and_reads_from_left_to_right() -> None:
    block = typeset("Ll", 100)
    capital, small = (run_bounds(typeset(c, 100)) for c in "Ll")
    assert capital[3] <= 101
    assert small[1] < capital[1]  # the l of Open Sans is taller than its L
    first, second = contours(block)
    assert first[2] < second[0]
    # The foot of the L is at the bottom: its widest part is its lowest.
    points = [c[1:] for c in outlines(typeset("L", 100)) if c[0] == "L"]
    widest = max(points, key=lambda p: p[0])
    assert widest[1] > 85


def run_bounds(block: Typeset) -> tuple[float, float, float, float]:
    box = bounds(outlines(block))
    assert box is not None
    return box


def contours(block: Typeset) -> list[tuple[float, float, float, float]]:
    """The boxes of the contours, from left to right."""
    parts: list[list] = []
    for command in outlines(block):
        if command[0] == "M":
            parts.append([])
        parts[-1].append(command)
    return sorted(box for part in parts if (box := bounds(part)) is not None)


def glyphs(text: str) -> list[str]:
    """The characters of a text from left to right, as far as glyphs stand for single characters."""
    found = []
    for line in typeset(text, 10).lines:
        for run in line.runs:
            font = run.content.face
            back = {font._font.get_nominal_glyph(ord(c)): c for c in text if c != "\n"}
            found += [back.get(glyph, "?") for glyph, _, _ in run.content.glyphs]
    return found


def test_right_to_left_text_is_ordered_as_it_is_read() -> None:
    assert "".join(glyphs("אבג")) == "גבא"
    assert "".join(glyphs("ab אבג 12")) == "ab12גבא"
    assert "".join(glyphs("אבג ab 12")) == "ab12גבא"
    assert "".join(glyphs("גבא (ab)")) == "(ab)אבג"


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    runs = typeset("(אב)", 100).lines[0].runs
    latin = face(FILES[0][0])
    opening, closing = (latin.shape(c, rtl=False).glyphs[0][0] for c in "()")
    assert [run.content.face is latin for run in runs] == [True, False, True]
    # "(" as always at the left, though it was written last.
    assert (runs[0].content.glyphs[0][0], runs[-1].content.glyphs[0][0]) == (opening, closing)


def test_arabic_letters_join() -> None:
    separate = typeset("ب\u200cب\u200cب", 10)
    joined = typeset("ببب", 10)
    assert joined.width < separate.width


def test_marks_stand_on_their_letters() -> None:
    assert typeset("e\u0301", 20).width == typeset("é", 20).width
    assert outlines(typeset("e\u0301", 20)) == outlines(typeset("é", 20))
    caron = typeset("x\u030c", 100)
    assert close(caron.width, typeset("x", 100).width) or caron.width < 70  # no second advance
    assert caron.ink[1] < typeset("x", 100).ink[1] - 10


def test_kerning_is_applied() -> None:
    assert typeset("AV", 10).width < typeset("A", 10).width + typeset("V", 10).width


def test_bold_is_bolder_in_every_face() -> None:
    for text in ("label", "שלום", "→"):
        assert outlines(typeset(text, 10, bold=True)) != outlines(typeset(text, 10))


def test_emoji_are_pictures_one_for_each_sequence() -> None:
    for sequence in ("😀", "👍🏽", "👩\u200d🚀", "🇩🇪", "1\ufe0f\u20e3", "❤\ufe0f"):
        block = typeset(sequence, 16)
        assert [segment.kind for segment in segments(sequence)] == ["emoji"]
        assert close(block.width, typeset("😀", 16).width)
        assert colored_layers(block)
        assert not outlines(block)
        left, top, right, bottom = block.ink
        assert 0 <= left < right <= block.width
        assert 0 <= top < bottom <= block.height
        assert max(right - left, bottom - top) > 12


def test_an_emoji_whose_picture_cannot_be_read_is_an_empty_box(monkeypatch) -> None:
    def unreadable(_: str) -> tuple[()]:
        raise ValueError("not well-formed")

    monkeypatch.setattr("sgc.measure.emoji.read_svg", unreadable)
    (box,) = emoji.__wrapped__("😀").layers
    assert box.rule == "evenodd"
    assert bounds(box.commands) is not None


def test_missing_characters_are_boxes_that_are_reported() -> None:
    assert missing_glyphs("aកbខក\u200d\n $x$ 😀") == ("ក", "ខ")
    assert typeset("ក", 16).ink != (0, 0, 0, 0)
    (told,) = problems("កខ")
    assert told.code.name == "missing-glyph"
    assert not told.is_error
    assert "'ក' (U+1780)" in told.message
    assert missing_glyphs("漢字，かな「カナ」한글 שָׁלוֹם مرحبا Ελλάδα Київ Việt → ½ é x\u030c") == ()


def test_control_characters_are_seen_and_directional_tricks_are_not() -> None:
    assert reading("a\x07b\ud800\uffff") == "a\ufffdb\ufffd\ufffd"
    assert outlines(typeset("a\x07b", 10)) == outlines(typeset("a\ufffdb", 10))
    assert read(typeset("\u202eabc\u202c \u2066d\u2069", 10)) == "abc d"


def test_texts_have_a_limit() -> None:
    typeset("a" * LONGEST, 10)
    with pytest.raises(SgcError) as caught:
        typeset("a" * (LONGEST + 1), 10)
    assert [d.code.name for d in caught.value.diagnostics] == ["text-too-long"]
    assert [d.code.name for d in problems("a" * (LONGEST + 1))] == ["text-too-long"]
    for size in (0, -1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="font size"):
            typeset("a", size)


@given(texts)
@settings(deadline=None)
def test_segments_written_again_are_the_same(text: str) -> None:
    found = segments(text)
    assert segments("".join(segment.source for segment in found)) == found
    assert all(a.kind != "text" or b.kind != "text" for a, b in pairwise(found))


@given(texts, st.floats(5, 200))
@settings(deadline=None)
def test_lines_set_alone_are_the_same(text: str, limit: float) -> None:
    for line in typeset(text, 10, max_width=limit).lines:
        alone = typeset(line.text, 10)
        # Where directions mix, the words before decide the order of a line and so its kerning.
        assert close(alone.width, line.width) or not is_plain(text)
        assert reading(alone.lines[0].text) == reading(line.text)


def test_dollars() -> None:
    def kinds(text: str) -> list[tuple[str, str]]:
        return [(segment.kind, segment.text) for segment in segments(text)]

    assert kinds("from $5 to $6") == [("text", "from $5 to $6")]
    assert kinds("$x$, \\$y$ and $z") == [("mathematics", "x"), ("text", ", $y$ and $z")]
    assert kinds("$a\nb$") == [("text", "$a\nb$")]
    assert kinds("$a\\$b$") == [("mathematics", "a\\$b")]
    assert kinds("$$ $ x$") == [("text", "$$ $ x$")]


def test_results_are_the_same_in_another_process() -> None:
    program = (
        "from sgc.measure.text import *;"
        "t = typeset('Ab שלום $x^2$ 😀 漢 long enough to wrap', 13.7, max_width=90);"
        "print(t.lines[0].text, t.ink, outlines(t), colored_layers(t))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, text=True, encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1", "LC_ALL": locale},
        ).stdout
        for seed, locale in (("1", "C"), ("2", "tr_TR.UTF-8"))
    }  # fmt: skip
    assert len(runs) == 1


def test_importing_loads_no_engine() -> None:
    program = "import sgc.measure.text, sys; print([m for m in ('uharfbuzz', 'ziamath', 'numpy') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


def test_lists_are_set_to_the_left() -> None:
    for text in ("Ways:\n- one\n- another one", "1. one\n2. another one", "• one\nmore of it here"):
        assert {line.x for line in typeset(text, 14).lines} == {0.0}
    assert len({line.x for line in typeset("wait()\n- or until\nsomebody calls", 14).lines}) > 1
