"""Training pictures are seeded, true to their boxes, without what is kept out, and what the SVG back end draws."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

import sgc
from sgc.backends.flow.data import (
    COUNT_KEPT,
    Example,
    Scenes,
    Style,
    Thing,
    color_term,
    is_kept_out,
    known_nouns,
    painted,
    training_nouns,
)
from sgc.graph.box import UNITS
from sgc.graph.colors import color_value, rgb
from sgc.graph.vocabulary import lookup
from sgc.layout.types import Layout
from sgc.measure.themes import theme_named

FEW = tuple(noun for word in ("apple", "cat", "circle", "star", "chair", "grass") if (noun := lookup(word)))


def test_equal_seeds_and_numbers_give_equal_pictures() -> None:
    one, same, other = Scenes(3, FEW)[7], Scenes(3, FEW)[7], Scenes(3, FEW)[8]
    assert np.array_equal(one.pixels, same.pixels)
    assert one.things == same.things
    assert one.things != other.things


def test_ink_is_inside_the_boxes() -> None:
    for number in range(30):
        example = Scenes(1, FEW)[number]
        outside = np.ones(example.ink.shape, bool)
        for thing in example.things:
            left, top, right, bottom = (round(edge * 128) for edge in thing.box)
            outside[top:bottom, left:right] = False
        assert not example.ink[outside].any()


def test_what_is_kept_out_is_in_no_training_picture() -> None:
    assert {is_kept_out(noun.concept) for noun in training_nouns()} == {False}
    kept_out = {noun.concept for noun in known_nouns()} - {noun.concept for noun in training_nouns()}
    assert 5 < len(kept_out) < 80
    assert all(" " in noun for noun in kept_out)
    for number in range(200):
        things = [thing for thing in Scenes(0, FEW)[number].things if thing.noun != "grass"]
        assert len(things) != COUNT_KEPT
        for thing in things:
            if thing.color is not None:
                assert not is_kept_out(thing.noun, color_term(thing.color)), (number, thing)


def test_what_no_layout_says_differs_from_picture_to_picture() -> None:
    things = (Thing("apple", (0.8, 0.2, 0.2), (0.2, 0.2, 0.7, 0.7)),)
    made = [
        painted(things, (0.9, 0.9, 0.9), 64, Style((0.0, -1.0), shade, shadow), np.random.default_rng(seed)).pixels
        for seed, shade, shadow in ((1, 0.0, 0.0), (2, 0.2, 0.0), (3, 0.0, 0.4), (4, 0.2, 0.4))
    ]
    for i, one in enumerate(made):
        for other in made[:i]:
            assert np.abs(one.astype(int) - other).mean() > 0.5


@pytest.mark.parametrize("body", ["a: red apple; b: cat; a left of b", "a: blue chair; b: star; c: 2 green apple"])
def test_the_svg_back_end_draws_the_same(body: str) -> None:
    """Without light and on a plain ground; outlines and places are exact to a pixel, so that only edges differ."""
    picture = sgc.compile(f"scene 256x256 {{ {body} }}")
    assert isinstance(picture.layout, Layout)
    from sgc.drawing.appearance import looks

    theme = theme_named("default")
    look = looks(picture.scene, theme)
    objects = {one.id: one for one in picture.scene.objects}
    things = []
    for placed in picture.layout.objects:
        one, fill = objects[placed.object], look[placed.object].fill
        color = color_value(one.attributes.color) if one.attributes.color else fill
        box = tuple(edge / (256 * UNITS) for edge in placed.box)
        things.append(Thing(one.concept or "", rgb(color) if color else None, (box[0], box[1], box[2], box[3])))
    ours = painted(things, rgb(theme.background), 256).pixels.astype(int)
    theirs = np.asarray(Image.open(BytesIO(picture.png())).convert("RGB")).astype(int)
    off = np.abs(ours - theirs).max(axis=2)
    ink = np.abs(theirs - theirs[0, 0]).max(axis=2) > 8
    assert ink.mean() > 0.02
    assert (off[ink] > 60).mean() < 0.12
    assert np.median(off[ink]) <= 4


def test_a_caption_names_what_is_there() -> None:
    example = Example(
        np.zeros((4, 4, 3), np.uint8),
        (Thing("cup", (0.86, 0.18, 0.24), (0, 0, 1, 1)), Thing("cat", None, (0, 0, 1, 1))),
        (1.0, 1.0, 1.0), np.zeros((4, 4), np.float32),
    )  # fmt: skip
    assert example.caption == "red cup, cat"
