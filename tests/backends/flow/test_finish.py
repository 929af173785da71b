"""What is done to sprites, compared with what drawings show: turns, patterns, outlines, opacity, and outlines alone."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

import sgc
from sgc.backends.flow.backend import FlowBackend
from sgc.backends.flow.conditioning import condition_of
from sgc.backends.flow.finish import REPEATED, Finish, finished
from sgc.backends.flow.model import PLANES, SPRITE, Condition, colored
from sgc.backends.flow.weights import weights
from sgc.drawing.appearance import Look
from sgc.layout.types import Layout
from sgc.picture import Picture

#: What is stated of one thing, the greatest mean difference between its sprite and its drawing (0 to 1), and the least
#: between that and the sprite to which nothing is done.
STATED = (
    ("chair { rotate: 90 }", 0.05, 0.15), ("cup { rotate: 180 }", 0.05, 0.1), ("red arrow { rotate: 45 }", 0.05, 0.15),
    ("blue car { rotate: -30 }", 0.05, 0.1), ("red square { opacity: 40% }", 0.04, 0.25),
    ("green circle { stroke: #000000, thickness: 12 }", 0.04, 0.06),
    ("green circle { fill: none, stroke: #dc2f3c }", 0.04, 0.2),
)  # fmt: skip


@pytest.mark.parametrize(("stated", "most", "least"), STATED)
def test_a_sprite_looks_as_it_is_drawn(stated: str, most: float, least: float) -> None:
    drawn, told = _drawn_and_told(f"scene 320x320 {{ background white; a: {stated} }}")
    assert told.looks is not None
    plain = colored(weights().model.sprites(told.text, told.color[..., 3:]), told.color)
    assert np.abs(_on_white(told.looks[0, 0]) - drawn).mean() < most
    assert np.abs(_on_white(plain[0, 0]) - drawn).mean() > least


@pytest.mark.parametrize("noun", ["blue square", "balloon", "red cup"])
@pytest.mark.parametrize("pattern", ["striped", "dotted", "checkered"])
def test_patterns_are_of_two_tones_and_leave_the_rest(pattern: str, noun: str) -> None:
    _, told = _drawn_and_told(f"scene 320x320 {{ a: {pattern} {noun} }}")
    _, without = _drawn_and_told(f"scene 320x320 {{ a: {noun} }}")
    assert told.looks is not None
    assert without.looks is not None
    look, plain = told.looks[0, 0], without.looks[0, 0]
    assert torch.equal(look[3], plain[3])
    changed = (look[:3] - plain[:3]).abs().amax(0) > 0.1
    share = float(changed.sum() / (plain[3] > 0.5).sum())
    assert 0.12 < share < 0.7


def test_a_pattern_is_as_fine_on_every_thing() -> None:
    """Its period is a part of the shorter side, whatever the size and the proportions of the box."""
    sprite, color = torch.ones(PLANES, SPRITE, SPRITE), torch.tensor([1.0, 0, 0, 1])
    sprite[1:4] = 0
    for extent in ((40.0, 40.0), (400.0, 100.0)):
        shown = finished(sprite, color, Finish(Look("#ff0000", pattern="vertical"), 0, 1.0, extent))
        row = shown[1, SPRITE // 2] > 0.1
        assert int((row[1:] & ~row[:-1]).sum()) == pytest.approx(REPEATED * extent[0] / extent[1], abs=1)


def test_the_usual_outline_of_what_is_small_leaves_most_of_it() -> None:
    sprite, color = torch.ones(PLANES, SPRITE, SPRITE), torch.tensor([1.0, 0, 0, 1])
    sprite[1:4] = 0
    shown = finished(sprite, color, Finish(Look("#ff0000", stroke="#000000"), 0, 1.0, (40.0, 12.0)))
    assert float((shown[0] > 0.5).float().mean()) > 0.8


def test_a_line_takes_as_much_of_a_sprite_as_it_is_wide() -> None:
    """Also where it is thinner than a cell of it, so that what is large has no bolder outline than in a drawing."""
    sprite, color = torch.ones(PLANES, SPRITE, SPRITE), torch.tensor([1.0, 0, 0, 1])
    sprite[1:4] = 0
    for width, height in ((400.0, 400.0), (400.0, 100.0), (160.0, 160.0)):
        shown = finished(
            sprite, color, Finish(Look("#ff0000", stroke="#000000", thickness=3.0), 0, 1.0, (width, height))
        )
        line = 1 - (1 - 6 / width) * (1 - 6 / height)
        assert float((1 - shown[0]).mean()) == pytest.approx(line, rel=0.05)


@pytest.mark.parametrize("noun", ["kitchen", "snow", "street", "purple sky"])
def test_grounds_have_the_motifs_that_they_are_drawn_with(noun: str) -> None:
    drawn, told = _drawn_and_told(f"scene 320x320 {{ g: {noun} }}")
    assert told.looks is not None
    assert np.abs(_on_white(told.looks[0, 0]) - drawn).mean() < 0.01
    assert np.abs(drawn - np.median(drawn, (0, 1))).max() > 0.03


def test_what_would_be_overlooked_has_an_outline() -> None:
    """On a ground that is stated, or on one that is a thing; not where it is seen anyway."""
    for body, outlined in (
        ("background white; a: white cube", True), ("background black; a: white cube", False),
        ("g: white snow; a: white cube; a on g", True), ("g: grass; a: white cube; a on g", False),
    ):  # fmt: skip
        picture = sgc.compile(f"scene 320x320 {{ {body} }}")
        told = _told(picture)
        at = [one.object for one in picture.layout.objects].index("a")  # type: ignore[union-attr]  # it is satisfied
        assert told.looks is not None
        rim = told.looks[0, at]
        dark = (rim[:3].amax(0) < 0.75) & (rim[3] > 0.9)
        plain = colored(weights().model.sprites(told.text, told.color[..., 3:]), told.color)[0, at]
        assert bool((dark & (plain[:3].amax(0) > 0.95)).any()) == outlined, body


def test_what_is_painted_is_turned_and_striped() -> None:
    """In the finished picture, too: a turn changes there what it changes in a drawing, and stripes are seen."""
    told, untold = (sgc.compile(f"scene 256x256 {{ a: chair {text} }}") for text in ("{ rotate: 90 }", ""))
    changed, drawn = (_pixels(told, name) - _pixels(untold, name) for name in ("flow", "png"))
    assert np.corrcoef(changed.ravel(), drawn.ravel())[0, 1] > 0.8
    for word, seen in (("striped", True), ("", False)):
        square = _pixels(sgc.compile(f"scene 256x256 {{ a: {word} red square }}"), "flow")
        assert (square[96:160, 96:160, 1].std() > 0.08) == seen


def _drawn_and_told(source: str) -> tuple[NDArray[np.float32], Condition]:
    """What a drawing shows in the box of its one thing, as large as a sprite, and what the model is told of it."""
    picture = sgc.compile(source)
    assert isinstance(picture.layout, Layout)
    box = [round(edge / 3) for edge in picture.layout.objects[0].box]
    image = Image.open(BytesIO(picture.render("png", scale=4))).convert("RGB").crop(tuple(box))  # type: ignore[arg-type]
    small = image.resize((SPRITE, SPRITE), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255, _told(picture)


def _told(picture: Picture) -> Condition:
    assert isinstance(picture.layout, Layout)
    return condition_of(FlowBackend().conditions(picture.layout, picture.scene), weights())


def _on_white(look: torch.Tensor) -> NDArray[np.float32]:
    shown: NDArray[np.float32] = (look[:3] + 1 - look[3:]).permute(1, 2, 0).numpy()
    return shown


def _pixels(picture: Picture, backend: str) -> NDArray[np.float32]:
    image = Image.open(BytesIO(picture.render(backend))).convert("RGB").resize((256, 256))
    return np.asarray(image, np.float32) / 255
