"""Names, numbers, comments and outlines, as printers of source code need them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_drawings import SAMPLES, apple, breakfast, thing

from sgc.backends.inventory import color_term, plain_words, survey
from sgc.backends.printing import comment, filled, number, path_data, similarity
from sgc.drawing.primitives import Drawing


@given(st.floats(-1e6, 1e6))
def test_numbers_are_rounded_and_plain(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) <= 0.00501
    assert "e" not in text
    assert text != "-0"
    assert not (("." in text) and text.endswith(("0", ".")))


@given(st.text(st.characters(codec=None), max_size=300))
def test_comments_hold_any_text(text: str) -> None:
    lines = comment("#", text, 40)
    assert all(line.startswith("# ") and line.isprintable() and len(line) <= 40 for line in lines)


@given(st.lists(st.text("ab ", min_size=1, max_size=30).map(str.strip).filter(bool), min_size=1))
def test_filled_lines_hold_all_words(pieces: list[str]) -> None:
    lines = filled(pieces, "  ", 20)
    assert all(line.startswith("  ") and len(line) <= 20 for line in lines if " " in line[2:])
    assert " ".join(lines).split() == " ".join(pieces).split()


def test_path_data() -> None:
    assert path_data((("M", 0.5, 1), ("L", 1 / 3, -0.001), ("Z",)), 100) == ["M 50 100", "L 33.33 -0.1", "Z"]


def test_similarity() -> None:
    assert similarity((0, 2, -2, 0, 5, 6)) == pytest.approx((2, 90))
    assert similarity((2, 0, 0, 3, 0, 0)) is None
    assert similarity((-2, 0, 0, 2, 0, 0)) is None
    assert similarity((57.528, 0, 0, 57.5, 20, 200)) == pytest.approx((57.528, 0))


def test_colors_are_called_after_what_they_paint() -> None:
    names = survey(breakfast()).colors
    assert names["#fbf7ee"] == "background"
    assert names["#8b5a2b"] == "table brown"
    assert names["#d62839"] == "apples red"
    assert names["#26323f"] == "scene slate"  # of plate, cup and title


@pytest.mark.parametrize("name", list(SAMPLES))
def test_names_differ_and_are_words(name: str) -> None:
    inventory = survey(SAMPLES[name](), ["background"])
    symbols = {symbol.name for symbol in inventory.symbols.values()}
    names = [*inventory.colors.values(), *symbols]
    assert len(set(names)) == len(names)
    assert "background" not in names
    assert all(word.isascii() and word.isalnum() for name in names for word in name.split(" "))


def test_pictures_that_differ_in_their_tint_are_one_symbol() -> None:
    drawing = Drawing(99, 99, "#ffffff", (
        thing("a", apple(0, 0, 9, "#ff0000")), thing("b", apple(0, 0, 9, "#00ff00")),
    ))  # fmt: skip
    symbols = survey(drawing).symbols
    assert len(symbols) == 2
    assert len({symbol.name for symbol in symbols.values()}) == 1


@pytest.mark.parametrize(("color", "term"), [
    ("#ff0000", "red"), ("#000001", "black"), ("#fefefe", "white"), ("#87ceeb", "light blue"), ("#4c9a2a", "green"),
])  # fmt: skip
def test_color_terms(color: str, term: str) -> None:
    assert color_term(color) == term


def test_plain_words() -> None:
    assert plain_words("Café-Crème №5") == "cafe creme no"
    assert plain_words("日本") == ""
