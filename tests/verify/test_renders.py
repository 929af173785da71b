"""The renders detector: glyphs fitted to pixels, boxes without a network, and whole pictures from every back end."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sgc.compiler import compile_scene, load, prompt
from sgc.graph.vocabulary import lookup
from sgc.picture import Picture
from sgc.source import MissingError
from sgc.verify import detector_named, picture_file, verify
from sgc.verify.renders.atlas import Atlas, Planes, atlas_of
from sgc.verify.renders.cutting import CROP, Sheet
from sgc.verify.renders.fitting import fits, ground_of
from sgc.verify.renders.glyphs import Glyph, glyphs_of, shapes, vocabulary
from sgc.verify.renders.segments import is_dashed, segments
from sgc.verify.renders.tables import tables

NOUNS = ("apple", "dog", "cup", "star", "chair", "car", "tree", "cat", "key", "bottle")
COLORS = st.tuples(*[st.floats(0, 1, width=32)] * 3)


@cache
def _glyphs() -> tuple[Glyph, ...]:
    known = [noun for word in NOUNS if (noun := lookup(word)) is not None]
    return (*glyphs_of(known), *shapes())


@cache
def _atlas() -> Atlas:
    return atlas_of(_glyphs())


@cache
def _picture(text: str) -> Picture:
    return compile_scene(load(prompt(text))[0])


def _shown(planes: Planes, tint: tuple[float, ...], ground: tuple[float, ...]) -> np.ndarray:
    ink = planes.fixed[0] + planes.tinted[0][..., None] * np.float32(tint)
    return (ink + (1 - planes.alpha[0][..., None]) * np.float32(ground)).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), COLORS, COLORS)
def test_a_glyph_explains_itself_in_any_color_on_any_ground(
    number: int, tint: tuple[float, ...], ground: tuple[float, ...]
) -> None:
    planes = _atlas().fine([number % len(_atlas().looks)])
    seen = _shown(planes, tint, ground)
    if float((np.abs(seen - np.float32(ground)).max(2) > 0.1).mean()) < 0.02:
        return  # there is hardly anything to be seen
    fit = fits(seen, ground_of(seen), planes)
    assert fit.share[0] > 0.95
    if planes.tinted[0].sum() > 100:
        assert np.abs(fit.tint[0] - np.float32(tint)).max() < 0.03


@pytest.mark.parametrize("number", range(0, 18, 2))  # shapes differ by their proportions only
def test_every_other_glyph_explains_less(number: int) -> None:
    atlas = _atlas()
    planes = atlas.fine(range(len(atlas.looks)))
    seen = _shown(atlas.fine([number]), (0.8, 0.2, 0.1), (1.0, 1.0, 1.0))
    share = fits(seen, ground_of(seen), planes).share
    own = atlas.looks[number].name
    others = [float(s) for s, look in zip(share, atlas.looks, strict=True) if look.name != own]
    assert share[number] > max(others)


def test_an_atlas_is_the_same_after_it_was_stored() -> None:
    again = Atlas.from_bytes(_atlas().to_bytes())
    assert again.looks == _atlas().looks
    assert np.array_equal(again.packed, _atlas().packed)


def test_the_stored_atlas_is_that_of_the_pictures_of_today() -> None:
    """Else a noun or a drawing came, and ``python -m sgc.verify.renders.weights`` was not run."""
    today, stored = atlas_of(vocabulary()), tables().atlas
    assert today.looks == stored.looks
    assert np.mean(today.packed != stored.packed) < 0.01


def test_what_stands_off_from_a_plain_ground_is_boxed_exactly() -> None:
    image = Image.new("RGB", (200, 120), "#fbf9f4")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 30, 59, 69), fill="#cc3333")
    draw.ellipse((100, 40, 149, 99), fill="#f2eee4")  # hardly seen
    assert {(20.0, 30.0, 60.0, 70.0), (100.0, 40.0, 150.0, 100.0)} <= set(segments(np.asarray(image)))


def test_a_broken_edge_is_told_from_a_whole_one() -> None:
    image = Image.new("RGB", (200, 120), "white")
    draw = ImageDraw.Draw(image)
    for y in (20, 99):
        for x in range(20, 180, 10):
            draw.line((x, y, x + 5, y), fill="#555555")
    for x in (20, 179):
        for y in range(20, 100, 10):
            draw.line((x, y, x, y + 5), fill="#555555")
    draw.rectangle((40, 40, 159, 60), outline="#555555")
    assert is_dashed(np.asarray(image), (20, 20, 180, 100))
    assert not is_dashed(np.asarray(image), (40, 40, 160, 61))


def test_a_cut_out_beyond_the_picture_shows_its_edge_going_on() -> None:
    picture = np.zeros((40, 40, 3), np.uint8)
    picture[:, 20:] = 200
    cut = Sheet(picture).cut((30, 10, 60, 30))
    assert cut.shape == (CROP, CROP, 3)
    assert (cut == 200).all()


def test_without_weights_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    tables.cache_clear()
    monkeypatch.setenv("SGC_DETECTOR", "nowhere.safetensors")
    with pytest.raises(MissingError, match=r"nowhere\.safetensors"):
        detector_named("renders")
    tables.cache_clear()


# ---------------------------------------------------------------- whole pictures


TWO = "a red apple to the left of a blue car"


def _jpeg(png: bytes) -> bytes:
    stream = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(stream, "JPEG", quality=80)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "matplotlib"])
def test_a_picture_is_verified_by_its_pixels(kind: str, tmp_path: Path) -> None:
    picture = _picture(TWO)
    data = _jpeg(picture.png()) if kind == "jpeg" else picture.png()
    if kind == "matplotlib":
        data = _drawn_by_matplotlib(picture, tmp_path)
    report = verify(picture_file("picture", data), picture.scene, detector_named("renders"))
    assert report.verified, [fact.why for fact in report.facts if fact.verdict != "holds"]
    exact = picture.verify("svg")
    for one, other in zip(_sorted(report.detections), _sorted(exact.detections), strict=True):
        assert one.noun in other.nouns
        off = max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))
        assert off < max(1.5, 0.01 * (other.box[2] - other.box[0]))


def _sorted(detections: object) -> list:
    return sorted(detections, key=lambda one: one.box)


def _drawn_by_matplotlib(picture: Picture, folder: Path) -> bytes:
    (folder / "figure.py").write_bytes(picture.render("matplotlib"))
    subprocess.run([sys.executable, "-I", "figure.py", "figure.png"], cwd=folder, timeout=120, check=True)
    return (folder / "figure.png").read_bytes()


@pytest.mark.parametrize(
    ("other", "kind"),
    [("a red apple", "count"), ("a red apple to the right of a blue car", "relation"),
     ("a red apple to the left of a green car", "count"), ("a red apple to the left of a blue bus", "count"),
     ("two red apples to the left of a blue car", "count")],
)  # fmt: skip
def test_another_picture_is_refuted(other: str, kind: str) -> None:
    report = verify(picture_file("p", _picture(other).png()), _picture(TWO).scene, detector_named("renders"))
    assert not report.verified
    assert kind in {fact.kind for fact in report.failed}
