"""What people call the colour of a thing whose paint was measured."""

from __future__ import annotations

import numpy as np
import pytest

from sgc.graph.colors import BASIC
from sgc.graph.vocabulary import all_nouns
from sgc.measure.pictures import picture
from sgc.verify.colors import main_color, shows
from sgc.verify.paint import paint
from sgc.verify.renders import glyphs

RED, PINK, BROWN = "#dc2f3c", "#f590b8", "#8b5a33"


@pytest.mark.parametrize(
    ("colors", "words", "answer"),
    [
        ([(RED, 1.0)], "red", True),
        ([(RED, 1.0)], "pink", False),
        ([(RED, 1.0)], "wooden", None),
        ([], "red", False),
        ([("#ffffff", 0.46), (PINK, 0.45), ("#8a939d", 0.09)], "pink", True),  # a sign with letters and a rim
        ([("#dbdbdb", 0.51), ("#ffffff", 0.48)], "white", True),  # glass, which has shades
        ([("#e3e3e3", 0.75), ("#ffffff", 0.25)], "white", True),  # a screen in its frame
        ([("#e3e3e3", 1.0)], "white", False),
        ([("#404044", 0.7), ("#222226", 0.3)], "black", True),  # glass again
        ([("#606062", 0.45), ("#222226", 0.3), ("#8c8c8e", 0.25)], "black", True),  # a screen with a glare
        ([("#606062", 1.0)], "black", False),
        ([("#8a8a8a", 0.8), ("#222226", 0.2)], "black", False),
        ([("#ffffff", 0.8), (PINK, 0.2)], "pink", False),
        ([(BROWN, 0.55), (RED, 0.45)], "red", False),
        ([(BROWN, 0.45), (RED, 0.5)], "red", True),
        ([("#8b0000", 1.0)], "dark red", True),
        ([(RED, 1.0)], "dark red", False),
    ],
)
def test_what_a_thing_is_called(colors: list[tuple[str, float]], words: str, answer: bool | None) -> None:
    assert shows(colors, words) is answer


def test_names_of_colours() -> None:
    assert main_color([("#8b0000", 0.3), (RED, 0.3), ("#2f6fd6", 0.4)]) == "red"
    assert main_color([]) == ""


@pytest.mark.parametrize("color", ["orange", "white"])
def test_every_picture_is_called_by_the_colour_that_it_takes(color: str) -> None:
    """The light shades of orange are soonest called yellow, and its dark ones brown; those of white are gray."""
    found = (picture(noun, tinted=True) for noun in all_nouns() if noun.kind == "picture")
    side = 48
    for one in {one.name: one for one in found if one is not None}.values():
        made, context = glyphs.surface(side, side)
        glyphs.paint(context, glyphs.placed(one.layers, (0, 0, side, side)), BASIC[color])
        pixels = glyphs.pixels(made)
        seen = paint(np.rint(255 * pixels[..., :3]).astype(np.uint8), (0, 0, side, side), pixels[..., 3] > 0.98)
        assert shows(seen, color), (one.name, seen[:4])
