"""Colour words, written colours, and which word a colour would be called by."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.graph.colors import (
    BASIC,
    basic_color,
    color_names,
    color_value,
    contrast,
    is_color_word,
    luminance,
    mix,
    nearest_colors,
    oklab,
)

HEX = re.compile("#[0-9a-f]{6}")


def test_every_name_is_a_colour() -> None:
    assert {"red", "crimson", "rebeccapurple", "lightgoldenrodyellow", "grey"} <= set(color_names())
    for name in color_names():
        assert HEX.fullmatch(color_value(name) or ""), name
        assert is_color_word(name)


def test_all_of_css_is_known() -> None:
    from matplotlib.colors import CSS4_COLORS

    assert {name for name in CSS4_COLORS if color_value(name) is None} == set()
    assert {name: color_value(name) for name in CSS4_COLORS if name not in BASIC and name != "grey"} == {
        name: value.lower() for name, value in CSS4_COLORS.items() if name not in BASIC and name != "grey"
    }


@pytest.mark.parametrize("name", BASIC)
def test_basic_terms_are_called_by_their_names(name: str) -> None:
    assert basic_color(BASIC[name]) == name


def test_basic_terms_are_far_apart() -> None:
    for one, other in combinations(BASIC.values(), 2):
        assert dist(oklab(one), oklab(other)) > 0.1


@pytest.mark.parametrize("name", ["red", "green", "blue", "purple", "pink", "gray", "brown"])
def test_modifiers_change_lightness_and_keep_the_term(name: str) -> None:
    light, plain, dark = (oklab(color_value(words) or "")[0] for words in (f"light {name}", name, f"dark {name}"))
    assert light > plain + 0.05
    assert dark < plain - 0.05
    assert basic_color(color_value(f"dark {name}") or "") == name


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("#F80", "#ff8800"), ("#ff8800", "#ff8800"), ("#12345678", "#12345678"), ("#f80c", "#ff8800cc"),
        ("light sky blue", "#87cefa"), ("LightSkyBlue", "#87cefa"), ("Dark-Red", color_value("dark red")),
        ("grey", BASIC["gray"]), ("#ggg", None), ("#12345", None), ("no such colour", None), ("", None),
        ("dark", None), ("#", None),
    ],
)  # fmt: skip
def test_written_colours(words: str, value: str | None) -> None:
    assert color_value(words) == value


def test_misspelt_colours_have_neighbours() -> None:
    assert nearest_colors("crimsn")[0] == "crimson"
    assert nearest_colors("dark gren")[0] == "dark green"
    assert nearest_colors("qqqqqqqq") == ()


def test_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#888888", "#888888") == 1
    assert luminance("#ffffff") == pytest.approx(1)


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF), st.floats(0, 1))
def test_mixtures_are_colours(one: int, other: int, share: float) -> None:
    a, b = f"#{one:06x}", f"#{other:06x}"
    assert HEX.fullmatch(mix(a, b, share))
    assert mix(a, b, 0) == a
    assert mix(a, b, 1) == b
    assert basic_color(a) in BASIC
