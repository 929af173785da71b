"""The order of mixed text, against an independent implementation of the Unicode Bidirectional Algorithm."""

from __future__ import annotations

from bidi import get_display
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sgc.measure.bidi import is_plain, levels, visual_order

mixed = st.text("abAB אבג عرب 123 ١٢ +-.,:/%$€ ()[]{}!?\u0300\u05b0\u200f\u200e", min_size=1, max_size=24)


@given(mixed.filter(lambda text: text == text.strip()))
@example("א(ב[ג)1]")
@example("a(א)\u0300 1,2")
@settings(max_examples=600)
def test_order_is_that_of_the_unicode_algorithm(text: str) -> None:
    assert "".join(visual_order(text, levels(text))) == get_display(text)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_every_character_keeps_one_place(text: str) -> None:
    of_level = levels(text)
    assert len(of_level) == len(text)
    assert sorted(visual_order(range(len(text)), of_level)) == list(range(len(text)))
    if is_plain(text):
        assert not any(of_level)
