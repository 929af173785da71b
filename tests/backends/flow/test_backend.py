"""The back end from a scene to pixels, with weights never trained: sizes, seeds, repainting, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

import sgc
from sgc.backends.flow import weights as stored
from sgc.backends.flow.autoencoder import Autoencoder
from sgc.backends.flow.backend import FlowBackend
from sgc.backends.flow.model import FlowModel, Size
from sgc.backends.flow.painting import condition_of
from sgc.backends.flow.phrases import SIZE
from sgc.layout.types import Layout
from sgc.picture import Picture
from sgc.source import MissingError, SgcError

TINY = Size((8, 8, 16), 16, 8, 8)
SCENE = 'scene 320x240 { grass: grass; a: red apple; b: big cat; c: circle "Hi"; a left of b; b on grass; c above a }'


@pytest.fixture
def picture() -> Picture:
    return sgc.compile(SCENE)


@pytest.fixture
def _untrained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    torch.manual_seed(0)
    code = Autoencoder()
    code.begin_with_components(torch.rand(4, 3, 32, 32) * 2 - 1)
    stored.store_autoencoder(tmp_path / stored.AUTOENCODER, code)
    nouns = ("apple", "cat", "grass", "circle")
    embeddings = dict(zip(nouns, torch.nn.functional.normalize(torch.randn(4, SIZE)), strict=True))
    stored.store_flow(tmp_path / stored.FLOW, FlowModel(TINY), TINY, embeddings)
    monkeypatch.setenv(stored.VARIABLE, str(tmp_path))
    stored.weights.cache_clear()
    yield
    stored.weights.cache_clear()


@pytest.mark.usefixtures("_untrained")
def test_a_scene_becomes_a_picture_of_its_proportions(picture: Picture) -> None:
    data = picture.render("flow", side=64, steps=2)
    assert Image.open(BytesIO(data)).size == (320, 240)  # as large as the canvas, since it has a label
    assert data == picture.render("flow", side=64, steps=2)
    assert data != picture.render("flow", side=64, steps=2, seed=5)
    assert data != picture.render("flow", side=64, steps=2, solver="heun")


@pytest.mark.usefixtures("_untrained")
def test_the_model_is_told_what_the_layout_asks(picture: Picture) -> None:
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend()
    told = condition_of(backend.conditions(picture.layout, picture.scene), stored.weights())
    known = stored.weights().embeddings
    ids = [one.object for one in picture.layout.objects]
    apple, grass, cat = ids.index("a"), ids.index("grass"), ids.index("b")
    assert torch.equal(told.text[0, apple], known["apple"])
    assert told.color[0, apple].tolist() == pytest.approx((0xDC / 255, 0x2F / 255, 0x3C / 255, 1.0))
    assert told.color[0, cat].tolist() == [0, 0, 0, 0]  # it has its own
    assert told.color[0, grass, 3] == 1  # the theme's
    box = picture.layout.box("a")
    assert told.boxes[0, apple].tolist() == pytest.approx([box[0] / 3840, box[1] / 2880, box[2] / 3840, box[3] / 2880])


@pytest.mark.usefixtures("_untrained")
def test_painting_again_leaves_the_rest_as_it_was(picture: Picture) -> None:
    assert isinstance(picture.layout, Layout)
    backend = FlowBackend(side=64, steps=2)
    conditions = backend.conditions(picture.layout, picture.scene)
    image = backend.paint(conditions, backend.sampling(0))
    again = backend.repaint(image, ((0.0, 0.0, 0.4, 0.4),), conditions, backend.sampling(9))
    changed = (again != image).any(axis=2)
    assert changed[:16, :20].any()
    assert not changed[28:].any()
    assert not changed[:, 36:].any()
    assert np.array_equal(again, backend.repaint(image, ((0.0, 0.0, 0.4, 0.4),), conditions, backend.sampling(9)))


def test_without_weights_it_says_how_to_make_them(
    picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(stored.VARIABLE, str(tmp_path))
    stored.weights.cache_clear()
    with pytest.raises(MissingError, match="sgc train flow --out DIR"):
        picture.render("flow")
    (tmp_path / stored.AUTOENCODER).write_bytes(b"no weights")
    with pytest.raises(MissingError, match="cannot be used"):
        picture.render("flow")


def test_options_are_checked() -> None:
    for options in ({"steps": 100_000}, {"side": 100_000}, {"side": 0}):
        with pytest.raises(SgcError, match="flow back end is from"):
            FlowBackend(**options)
