"""Backdrops whose grounds are uneven, as brushes and models paint them."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

import sgc
from sgc.compiler import prompt
from sgc.verify import picture_file, verify
from sgc.verify.pixels import pixels_of
from sgc.verify.protocol import detector_named
from sgc.verify.renders.backdrops import Backdrop, backdrops, evened, standing
from sgc.verify.renders.looking import look

SCENE = "scene 256x256 { g: grass; a: dog; a on g }"


def _uneven(data: bytes, strength: float = 5) -> NDArray[np.uint8]:
    """The picture with clouds all over it, which mostly stay within twice their strength of 255."""
    pixels = pixels_of(picture_file("a.png", data))
    clouds = ndimage.gaussian_filter(np.random.default_rng(0).normal(size=pixels.shape), (2, 4, 0))
    return (pixels + strength * clouds / clouds.std()).clip(0, 255).astype(np.uint8)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("noun", ["grass", "sea", "street", "sand", "field"])
def test_an_uneven_ground_is_seen_where_it_is(noun: str) -> None:
    picture = sgc.compile(SCENE.replace("grass", noun).replace("a on g", "g at bottom of canvas"))
    found = backdrops(_uneven(picture.png()), uneven=True)
    assert [noun in one.nouns for one in found] == [True]
    wanted = next(one.box for one in picture.layout.objects if one.object == "g")  # type: ignore[union-attr]
    assert found[0].box == pytest.approx([edge / 12 for edge in wanted], abs=2)


@pytest.mark.parametrize("noun", ["grass", "field"])
def test_a_ground_goes_on_behind_what_stands_before_most_of_it(noun: str) -> None:
    """Also where its marks are lines from side to side."""
    picture = _uneven(sgc.compile(f"scene 256x256 {{ g: {noun}; g at bottom of canvas }}").png(), 2)
    (alone,) = backdrops(picture, uneven=True)
    top = round(alone.box[1])
    picture[top - 30 : top + 25, 60:200] = (120, 60, 50)
    (behind,) = backdrops(picture, uneven=True)
    assert behind.box == pytest.approx(alone.box, abs=2)


def test_paper_is_no_snow_and_grass_no_meadow() -> None:
    assert backdrops(_uneven(sgc.compile("scene 256x256 { a: dog }").png()), uneven=True) == []
    (one,) = backdrops(_uneven(sgc.compile(SCENE).png()), uneven=True)
    assert "meadow" not in one.nouns


def test_a_scene_on_an_uneven_ground_is_verified_and_a_wrong_one_is_not() -> None:
    picture = sgc.compile(SCENE)
    file = picture_file("a.png", _png(_uneven(picture.png())))
    assert verify(file, picture.scene, detector_named("renders")).verified
    for other in ("a dog on the sand", "two dogs on the grass", "a cat on the grass", "grass to the left of a dog"):
        report = verify(file, sgc.compile(prompt(other)).scene, detector_named("renders"))
        assert not report.verified, other
    assert report.failed


def test_grounds_are_made_plain_and_things_on_them_stay() -> None:
    pixels = _uneven(sgc.compile(SCENE).png())
    grounds = backdrops(pixels, uneven=True)
    plain = evened(pixels, grounds)
    left, top, right, bottom = map(int, grounds[0].box)
    assert len(np.unique(plain[bottom - 20 : bottom, left:right].reshape(-1, 3), axis=0)) == 1
    assert np.array_equal(plain[: top - 1], pixels[: top - 1])


def test_a_painted_thing_stands_on_the_ground_that_it_all_but_touches() -> None:
    ground = Backdrop(("grass",), "#9ccc7e", (0.0, 100.0, 200.0, 150.0), np.zeros((1, 1), bool))
    assert standing((10.0, 20.0, 40.0, 98.0), [ground]) == (10.0, 20.0, 40.0, 100.0)
    assert standing((10.0, 20.0, 40.0, 90.0), [ground]) == (10.0, 20.0, 40.0, 90.0)


def test_rooms_of_nearly_one_tone_are_told_apart_and_pieces_of_their_walls_are_no_things() -> None:
    for room in ("bedroom", "office", "laboratory", "living room", "kitchen"):
        picture = sgc.compile(f"scene 512x512 {{ r: {room}; b: bed; l: 2 lamp; b in r; l in r; l right of b }}")
        seen = look(pixels_of(picture_file("a.png", picture.png())), ["bed", "lamp"]).detections
        assert sorted(one.noun for one in seen) == sorted([room, "bed", "lamp", "lamp"]), room


def test_a_sky_over_a_ground_in_the_open_is_no_room() -> None:
    picture = sgc.compile("scene 512x512 { s: street; c: car; c on s }")
    assert sorted(one.noun for one in look(pixels_of(picture_file("a.png", picture.png())), ["car"]).detections) == [
        "car",
        "street",
    ]


def _shaded(data: bytes, ground: str) -> NDArray[np.uint8]:
    """The picture with clouds, and with soft shadows below its things on that ground."""
    pixels = pixels_of(picture_file("a.png", data)).astype(float)
    color = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)])
    bare = np.abs(pixels - color).max(2) < 1
    cast = ndimage.gaussian_filter(np.roll((~bare).astype(float), 8, axis=0), 4)
    pixels[bare] *= 1 - 0.35 * cast[bare][:, None]
    return _uneven(_png(pixels.astype(np.uint8)), 1.5)


@pytest.mark.parametrize(("thing", "ground"), [
    ("sheep", "#9db9d4"), ("red question mark { size: 55% }", "#fafaf5"), ("red city", "#fafaf5"),
    ("purple ferry", "#fafaf5"), ("green keyboard instrument", "#fafaf5"),
])  # fmt: skip
def test_painted_things_are_seen_with_their_shadows(thing: str, ground: str) -> None:
    """Neither what is white in one nor its shadow is anything else, and faint details are seen."""
    picture = sgc.compile(f"scene 256x256 {{ background {ground}\na: {thing} }}")
    file = picture_file("a.png", _png(_shaded(picture.png(), ground)))
    report = verify(file, picture.scene, detector_named("renders"))
    assert report.verified, report.failed
