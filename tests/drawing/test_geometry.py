"""Outlines keep their area when they are moved, turned, or told for another rule of filling."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.drawing.geometry import drawn, nonzero
from sgc.drawing.patterns import covering, tile
from sgc.drawing.primitives import Pattern
from sgc.measure.affine import composed, onto, rotated, rotation
from sgc.measure.basic_shapes import ellipse, rectangle
from sgc.measure.motifs import MOTIFS, WORDS
from sgc.measure.outlines import flatten
from sgc.measure.paths import Commands, bounds
from sgc.measure.shapes import shape_outline

NESTED: Commands = (
    *rectangle(0, 0, 100, 80), *rectangle(10, 10, 70, 70), *ellipse(40, 40, 20, 20),
    ("M", 80, 20), ("L", 80, 60), ("L", 95, 60), ("L", 95, 20), ("Z",),
)  # fmt: skip


def windings(commands: Commands, x: float, y: float) -> tuple[int, int]:
    """How often the outlines run around a point, and how many edges a ray from it crosses."""
    winding = crossings = 0
    for polygon in flatten(commands, 0.01):
        for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                winding += 1 if y2 > y1 else -1
                crossings += 1
    return winding, crossings


@given(st.floats(-5, 105), st.floats(-5, 85))
def test_an_outline_for_the_nonzero_rule_has_the_same_area(x: float, y: float) -> None:
    if abs(hypot(x - 40, y - 40) - 20) < 0.1:
        return  # on the flattened circle itself
    _, crossings = windings(NESTED, x, y)
    winding, _ = windings(nonzero(NESTED), x, y)
    assert (winding != 0) == (crossings % 2 == 1)


@given(st.integers(-720, 720), st.floats(1, 200), st.floats(1, 200))
def test_onto_a_box_and_a_turn_compose(degrees: int, width: float, height: float) -> None:
    outline = ellipse(0.5, 0.5, 0.5, 0.3)
    turned = rotated(outline, degrees)
    source = bounds(turned)
    assert source is not None
    target = (10.0, 20.0, 10 + width, 20 + height)
    at_once = drawn(outline, composed(onto(source, target), rotation(degrees)))
    assert bounds(at_once) == pytest.approx(target, abs=0.01)


def test_right_angles_are_exact() -> None:
    assert rotated((("L", 3.0, 5.0),), 90) == (("L", -5.0, 3.0),)
    assert rotated((("L", 3.0, 5.0),), -90) == (("L", 5.0, -3.0),)


@pytest.mark.parametrize("name", MOTIFS)
def test_marks_cover_a_box_as_densely_as_a_tile_says(name: str) -> None:
    """Two ways of printing a pattern, one result: the area of the marks, sampled, and that of one tile."""
    pattern = Pattern(name, "#000000", "#ffffff", 10, 3, 4)
    steps = [(i + 0.5) * 10 / 23 for i in range(23)]
    in_tile = sum(windings(tile(pattern), x, y)[0] != 0 for x in steps for y in steps) / 23**2
    cover = covering(pattern, (0, 0, 100, 100))
    edges = bounds(cover)
    assert edges is not None
    assert edges[0] <= 5
    assert edges[2] >= 95
    places = [(7.0 + i * 3.1, 11.0 + j * 2.9) for i in range(27) for j in range(27)]
    in_cover = sum(windings(cover, x, y)[0] != 0 for x, y in places) / len(places)
    assert in_cover == pytest.approx(in_tile, abs=0.06)


def test_every_pattern_word_of_the_vocabulary_is_drawn() -> None:
    from sgc.graph.vocabulary import adjective_words, classify_adjective

    words = {
        canonical for word in adjective_words() for kind, canonical in [classify_adjective(word)] if kind == "pattern"
    }
    assert words == WORDS.keys()
    assert set(WORDS.values()) <= MOTIFS.keys()


def test_rounded_boxes_of_all_sizes_have_one_radius_but_those_too_small() -> None:
    radii = [shape_outline("rounded", *size)[0][1] for size in ((80, 60), (300, 200), (900, 50), (20, 10))]
    assert radii == [8, 8, 8, pytest.approx(1.8)]


@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_nested_subpaths_alternate(backwards: list[bool]) -> None:
    """Squares in each other, wound either way: the nonzero rule then fills what the even-odd rule does."""
    commands: Commands = ()
    for i, back in enumerate(backwards):
        square = rectangle(i, i, 20 - i, 20 - i)
        commands += (square[0], square[3], square[2], square[1], square[4]) if back else square
    turned = nonzero(commands)
    for i in range(len(backwards)):
        assert bool(windings(turned, i + 0.5, 10.3)[0]) == (i % 2 == 0)


def test_what_lies_beside_is_no_hole() -> None:
    apart = rectangle(0, 0, 4, 4) + rectangle(4, 0, 8, 4) + ellipse(2, 2, 1, 1)
    turned = nonzero(apart)
    assert len(turned) == len(apart)
    assert windings(turned[:10], 2, 2)[0] == 1
    assert windings(turned[:10], 6, 2)[0] == 1
    assert turned[10:] != apart[10:]  # the hole is reversed
    assert nonzero(nonzero(NESTED)) == nonzero(NESTED)
