"""Whose pictures a drawing shows is said in it, also where they are emoji within a text."""

from __future__ import annotations

import sgc
from sgc.drawing.primitives import Drawing


def drawn(body: str) -> Drawing:
    drawing = sgc.compile(f"scene {{ {body} }}").drawing
    assert drawing is not None
    return drawing


def test_what_asks_to_be_named_is_named_once() -> None:
    (credit,) = drawn("dog: dog\ncat: cat\ndog left of cat").attributions
    assert "Twemoji" in credit
    assert "CC-BY-4.0" in credit


def test_emoji_in_a_label_count_as_pictures() -> None:
    (credit,) = drawn('a: circle "Well done 🎉"').attributions
    assert "Twemoji" in credit


def test_plain_shapes_and_words_name_nobody() -> None:
    assert drawn('a: circle "Well done"').attributions == ()
