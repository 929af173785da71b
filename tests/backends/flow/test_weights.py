"""The weights that come with sgc: small, and what they paint is what was asked for, and not what was not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

import sgc
from sgc.backends.flow.data import forms, known_nouns, training_nouns
from sgc.backends.flow.learners import sprite_planes
from sgc.backends.flow.weights import AUTOENCODER, FLOW, SPRITES, own_folder, weights
from sgc.compiler import prompt, repaired
from sgc.verify import picture_file, verify
from sgc.verify.renders.detector import RendersDetector

ASKED = "scene 256x256 { apple: red apple; cup: blue cup; apple left of cup }"


@pytest.fixture(autouse=True)
def _own_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("SGC_FLOW", raising=False)
    weights.cache_clear()
    yield
    weights.cache_clear()


def test_they_are_small() -> None:
    sizes = [(own_folder() / name).stat().st_size for name in (AUTOENCODER, FLOW, SPRITES)]
    assert max(sizes) <= 16 * 2**20
    assert sum(sizes) <= 48 * 2**20


def test_its_sprites_are_the_pictures_of_today() -> None:
    """Else a noun or a drawing came, and ``sgc train sprites`` was not run."""
    known = weights()
    all_known, taught = known_nouns(), training_nouns()
    assert {noun.concept for noun in (*all_known, *forms(all_known))} == {*known.embeddings}
    nouns = [noun.concept for noun in (*taught, *forms(taught))]
    for some in (nouns[i : i + 100] for i in range(0, len(nouns), 100)):
        with torch.inference_mode():
            text = torch.stack([known.embeddings[noun] for noun in some])
            drawn = known.model.sprites(text, torch.ones(len(some), 1))
        for noun, one in zip(some, drawn, strict=True):
            assert (one - torch.from_numpy(sprite_planes(noun, True))).abs().max() < 0.01, noun


def test_what_is_painted_after_the_loop_is_what_was_asked_for_and_nothing_else() -> None:
    detector = RendersDetector()
    picture = sgc.compile(ASKED)
    data = picture.render("flow")
    report = verify(picture_file("picture.png", data), picture.scene, detector)
    made, after = repaired(picture, "flow", tries=8, data=data, report=report, detector=detector)
    assert after.verified
    for other in ("apple: red apple; cup: blue cup; apple right of cup", "apple: blue apple; cup: red cup",
                  "apple: 2 red apple; cup: blue cup", "apple: red dog; cup: blue cup"):  # fmt: skip
        (scene,) = sgc.load(f"scene 256x256 {{ {other} }}")
        assert not verify(picture_file("picture.png", made.data), scene, detector).verified, other


def test_things_that_cover_each_other_are_seen() -> None:
    """By their ink, which is looked for in what seems to be one thing; and none is seen that is not there."""
    picture, other = (sgc.compile(prompt(f"a {who} reading a book on a bench")) for who in ("girl", "man"))
    file = picture_file("picture.png", picture.render("flow", seed=4))
    assert not verify(file, picture.scene, RendersDetector()).failed
    assert verify(file, other.scene, RendersDetector()).failed


@pytest.mark.parametrize(
    "words", ["two children on a bench", "a photo of four frisbees", "a photo of a tv below a cow"]
)
def test_what_is_in_things_or_only_their_shadow_is_nothing_else(words: str) -> None:
    """The bench behind children, frisbees that lie closely side by side, and the black of a cow and of a screen."""
    picture = sgc.compile(prompt(words))
    assert verify(picture_file("picture.png", picture.render("flow")), picture.scene, RendersDetector()).verified


def test_another_seed_is_another_picture_of_the_same_layout() -> None:
    picture = sgc.compile(ASKED)
    first = picture.render("flow", side=128, seed=1)
    assert first == picture.render("flow", side=128, seed=1)
    assert first != picture.render("flow", side=128, seed=2)
