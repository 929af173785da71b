"""Themes are whole, and what they promise can be read and seen."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import combinations

import pytest

from sgc.compiler import load, prompt
from sgc.drawing.backdrops import air, backdrop
from sgc.drawing.shades import distance, from_lch, gray, lighter, most_readable, to_lch
from sgc.graph.colors import BASIC, basic_color, contrast
from sgc.graph.properties import THEMES
from sgc.measure.backdrops import MOTIFS as BACKDROP_MOTIFS
from sgc.measure.motifs import MOTIFS
from sgc.measure.themes import theme_named, themes
from sgc.verify.renders.backdrops import EVEN

NAMES = list(themes())


def test_the_themes_are_those_that_a_figure_may_name() -> None:
    assert set(NAMES) == set(THEMES)
    with pytest.raises(KeyError):
        theme_named("neon")


@pytest.mark.parametrize("name", NAMES)
def test_colours_are_written_as_colours(name: str) -> None:
    theme = theme_named(name)
    written = [
        getattr(theme, one.name)
        for one in fields(theme)
        if one.name in {"background", "ink", "paper", "faint", "group", "mark"}
    ]
    written += [*theme.palette, *(tone for entry in theme.backdrops.values() for tone in entry[:2])]
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in written)


@pytest.mark.parametrize("name", NAMES)
def test_text_is_read_and_shapes_are_seen_on_the_background(name: str) -> None:
    theme = theme_named(name)
    for ground in (theme.background, theme.group):
        assert contrast(most_readable((theme.ink, theme.paper), [ground]), ground) >= 7
    assert contrast(theme.mark, theme.background) >= 4.5
    if not theme.monochrome:
        assert all(distance(color, theme.background) > 0.1 for color in theme.palette)
        assert len({basic_color(color) for color in theme.palette}) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_backdrops_have_a_known_motif(name: str) -> None:
    assert {motif for _, _, motif in theme_named(name).backdrops.values()} <= BACKDROP_MOTIFS.keys()


def test_grounds_that_differ_are_told_apart_in_pixels() -> None:
    (scene,) = load(prompt("a dog on the grass"))
    coloured = [theme for theme in themes().values() if not theme.monochrome]
    looks = {look for theme in coloured for look in theme.backdrops.values()}
    tones = [tone for tone, _, _ in looks] + [air(scene, theme) for theme in coloured]
    for one, other in combinations(tones, 2):
        assert max(abs(a - b) for a, b in zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)) > EVEN


def test_print_has_a_pattern_for_every_basic_colour() -> None:
    hatching = theme_named("print").hatching
    assert hatching.keys() == BASIC.keys()
    assert len(set(hatching.values())) == len(BASIC)
    assert set(hatching.values()) - {"black", "white"} <= MOTIFS.keys()


@pytest.mark.parametrize("motif", BACKDROP_MOTIFS)
@pytest.mark.parametrize("size", [(400, 100), (60, 300), (12, 9), (1200, 1)])
def test_motifs_stay_within_any_box(motif: str, size: tuple[float, float]) -> None:
    from scenes import ink

    ground, *marks = backdrop((5, 7, 5 + size[0], 7 + size[1]), "#bfe0f5", "#e3f2fa", motif, 1)
    assert ink(ground) == pytest.approx((5, 7, 5 + size[0], 7 + size[1]))
    for one in marks:
        left, top, right, bottom = ink(one) or (5, 7, 5, 7)
        assert left >= 4.99
        assert top >= 6.99
        assert right <= 5.01 + size[0]
        assert bottom <= 7.01 + size[1]


@pytest.mark.parametrize("color", BASIC.values())
def test_shades_keep_the_hue_and_stay_colours(color: str) -> None:
    assert distance(from_lch(*to_lch(color)), color) < 0.01
    for amount in (-0.4, -0.14, 0.14, 0.4):
        assert re.fullmatch("#[0-9a-f]{6}", lighter(color, amount))
    assert to_lch(lighter(color, -0.14))[0] < to_lch(color)[0]
    assert to_lch(gray(color))[1] < 0.005
