"""Colours of foreign files as scene files say them."""

from __future__ import annotations

import pytest

from sgc.importing.colors import scene_color


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Red", "red"), ("#F9F", "#f9f"), ("#abcf", "#aabbcc"), ("#00000000", "none"), ("#aabbcc", "#aabbcc"),
        ("transparent", "none"),
        ("LightBlue", "lightblue"), ("rgb(255, 0, 128)", "#ff0080"), ("rgba(0,0,0,0.5)", "#808080"),
        ("hsl(120, 100%, 50%)", "#00ff00"), ("0.5 1.0 1.0", "#00ffff"), ("gray50", "#808080"), ("grey100", "#ffffff"),
        ("lightblue2", "#b2dfee"), ("blue4", "#00008c"), ("#12345", None), ("nonsense", None), ("", None),
        ("#ff000080", "#ff7f7f"), ("hsla(0 100% 50% / 50%)", "#ff8080"), ("url(x)", None), ("rgb(1)", None),
        ("rust", None), ("mint", None), ("lightred", None), ("grey", "grey"),
    ],
)  # fmt: skip
def test_names_stay_and_the_rest_becomes_hexadecimal(written: str, said: str | None) -> None:
    assert scene_color(written) == said
