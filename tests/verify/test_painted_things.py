"""Painted things and their soft shadows, which are no part of what casts them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

import sgc
from sgc.graph.vocabulary import lookup
from sgc.verify import picture_file, verify
from sgc.verify.pixels import as_png, pixels_of
from sgc.verify.protocol import detector_named
from sgc.verify.renders.atlas import atlas_of
from sgc.verify.renders.fitting import lined
from sgc.verify.renders.glyphs import glyphs_of
from sgc.verify.renders.looking import look
from sgc.verify.renders.shadows import unshadowed
from sgc.verify.renders.sliding import sought
from sgc.verify.renders.tables import tables_with

GROUND = np.array((251.0, 249.0, 244.0))
SQUARE = np.s_[40:100, 50:110]


def painted(source: str) -> NDArray[np.uint8]:
    """A picture as a model paints it: with a shadow below each thing, with clouds, and with grain."""
    scene = sgc.compile(source)
    pixels = pixels_of(picture_file("a.png", scene.png())).astype(float)
    bare = np.abs(pixels - GROUND).max(2) < 1
    cast = ndimage.gaussian_filter(np.roll((~bare).astype(float), 5, axis=0), 3)
    pixels[bare] *= 1 - 0.25 * cast[bare][:, None]
    chance = np.random.default_rng(0)
    clouds = ndimage.gaussian_filter(chance.normal(size=pixels.shape[:2]), 20)
    return (
        (pixels + 2 * (clouds / clouds.std())[..., None] + chance.normal(0, 1, pixels.shape))
        .clip(0, 255)
        .astype(np.uint8)
    )


def is_verified(pixels: NDArray[np.uint8], source: str) -> bool:
    file = picture_file("a.png", as_png(pixels))
    return verify(file, sgc.compile(source).scene, detector_named("renders")).verified


def cast(color: NDArray[np.float64]) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A square of a colour on a ground that goes from light to dark, with its shadow; and the ground."""
    bare = np.broadcast_to(np.linspace(1.0, 0.85, 160)[:, None, None] * GROUND, (160, 160, 3)).copy()
    shade = np.zeros((160, 160))
    shade[46:106, 50:110] = 1
    shown = bare * (1 - 0.3 * ndimage.gaussian_filter(shade, 5)[..., None])
    shown[SQUARE] = color
    return shown.astype(np.uint8), bare


def test_what_is_left_is_the_ground_in_its_own_light() -> None:
    shown, bare = cast(np.array((200.0, 40, 40)))
    beside = np.ones((160, 160), bool)
    beside[SQUARE] = False
    assert np.abs(shown - bare)[beside].max() > 20
    assert np.abs(unshadowed(shown) - bare)[beside].max() < 4


def test_a_gray_thing_is_none_of_its_own_shadow() -> None:
    """Though somewhere along its edge the shadow is as dark as the thing."""
    shown, _ = cast(0.75 * GROUND)
    assert (unshadowed(shown)[SQUARE] == shown[SQUARE]).all()


def test_a_line_along_the_edge_is_no_more_than_a_line() -> None:
    shown, bare = cast(np.array((200.0, 40, 40)))
    shown[-1] = 90
    found = unshadowed(shown)
    assert (found[-1] == 90).all()
    assert np.abs(found - bare)[110:-1].max() < 4


@pytest.mark.parametrize("source", [
    "scene 512x512 { a: orange ornament { width: 27 }; b: red playing card { width: 27 }; a left of b }",
    "scene 256x256 { a: pink full moon { width: 50% } }",
])  # fmt: skip
def test_painted_things_are_told_by_their_ink_and_faint_details(source: str) -> None:
    pixels = painted(source)
    assert is_verified(pixels, source)
    for thing, other in (("playing card", "shield"), ("ornament", "onion"), ("full moon", "circle")):
        if thing in source:
            assert not is_verified(pixels, source.replace(thing, other)), other


@pytest.mark.parametrize(("source", "others"), [
    ("scene 256x256 { b: bench; c: 2 child; c on b }", ("b: bench; c: child; c on b", "b: bench; c: 3 child; c on b")),
    ("scene 256x256 { b: bench; a: boy; g: girl; a on b; g on b }", ("b: sofa; a: boy; g: girl; a on b; g on b",)),
    ("scene 256x256 { r: red car; c: child; c inside r }", ("r: red car; c: woman; c inside r",)),
])  # fmt: skip
def test_several_things_before_another_are_all_seen_and_so_is_what_is_behind_them(
    source: str, others: tuple[str, ...]
) -> None:
    pixels = painted(source)
    assert is_verified(pixels, source)
    for other in others:
        assert not is_verified(pixels, f"scene 256x256 {{ {other} }}"), other


@pytest.mark.parametrize("width", [30, 43, 61])
def test_what_is_looked_for_by_its_ink_stays_within_the_picture(width: int) -> None:
    """At the right edge of a clump that ends where the picture does."""
    dog = lookup("dog")
    assert dog is not None
    noise = np.random.default_rng(0).integers(0, 256, (50, width, 3), np.uint8)
    found = sought(noise, (0, 0, width, 50), atlas_of(glyphs_of([dog])), [0])
    assert all(min(box[:2]) >= 0 and box[2] <= width and box[3] <= 50 for _, box in found)


def test_looking_for_what_is_not_there_ends() -> None:
    """Also where a place explains the more, the smaller it is."""
    atlas = tables_with(()).atlas
    slope = np.broadcast_to(np.linspace(0, 255, 96)[:, None, None], (96, 96, 3)).astype(np.uint8)
    for number in range(0, len(atlas.looks), 40):
        for _, (left, top, right, bottom) in sought(slope, (0, 0, 96, 96), atlas, [number]):
            assert max(right - left, bottom - top) >= 19


def alone(noun: str, tint: tuple[int, int, int], ground: tuple[int, int, int], side: int, line: float) -> str | None:
    """What is called a thing of that side in pixels and of that tint, with so wide a dark line along its edge, both as
    seen in a painted picture: its colour and its noun, if nothing else is seen."""
    atlas = tables_with(()).atlas
    number = next(i for i, look in enumerate(atlas.looks) if noun in look.nouns and atlas.fine([i]).tinted.max() > 0.5)
    inner, edge = lined(atlas.fine([number]), line * 36 / side, line * 36 / side)
    behind = np.array(ground) / 255
    shown = behind * (1 - inner.alpha[0][..., None]) + inner.fixed[0] + edge[0][..., None] * 0.3
    shown = shown + inner.tinted[0][..., None] * (np.array(tint) / 255)
    size = (round(side * atlas.looks[number].aspect * 4 / 3), round(side * 4 / 3))
    thing = Image.fromarray((255 * shown).clip(0, 255).astype(np.uint8)).resize(size, Image.Resampling.LANCZOS)
    pixels = np.broadcast_to(np.array(ground), (256, 256, 3)).astype(float)
    pixels[90 : 90 + size[1], 90 : 90 + size[0]] = np.asarray(thing)
    grain = np.random.default_rng(0).normal(0, 1.5, pixels.shape)
    found = look((pixels + grain).clip(0, 255).astype(np.uint8), [noun]).detections
    return f"{found[0].attributes['color']} {found[0].noun}" if len(found) == 1 else None


@pytest.mark.parametrize(("noun", "tint", "color"), [
    ("laptop", (254, 254, 254), "white"), ("clock showing six", (244, 143, 184), "pink"),
])  # fmt: skip
def test_what_has_a_line_along_its_edge_is_named_for_what_is_within_it(
    noun: str, tint: tuple[int, int, int], color: str
) -> None:
    assert alone(noun, tint, (200, 212, 224), 50, 2.0) == f"{color} {noun}"
