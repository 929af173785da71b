"""The colour of a thing is that of its own pixels, not of what is around it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sgc.verify.boxes import suppressed
from sgc.verify.masks import mask_of, runs_of
from sgc.verify.paint import foreground, paint, painted
from sgc.verify.types import Detection

RED, BLUE, GREEN = (220, 47, 60), (47, 111, 214), (52, 160, 74)


def disc(color: tuple[int, int, int], ground: tuple[int, int, int], noise: int = 0) -> Any:
    """A disc of 60 pixels across in the middle of 100 × 100."""
    random = np.random.default_rng(0)
    down, across = np.mgrid[:100, :100] + 0.5
    inside = np.hypot(down - 50, across - 50) <= 30
    pixels = np.where(inside[..., None], color, ground) + random.integers(-noise, noise + 1, (100, 100, 3))
    return np.clip(pixels, 0, 255).astype(np.uint8), inside


@pytest.mark.parametrize("box", [(20, 20, 80, 80), (10, 12, 90, 95), (25, 25, 75, 75)])
@pytest.mark.parametrize("noise", [0, 12])
def test_what_is_around_a_thing_is_left_out(box: Any, noise: int) -> None:
    pixels, _ = disc(RED, GREEN, noise)
    (one,) = painted(pixels, [Detection("ball", box)])
    assert one.attributes["color"] == "red"
    assert sum(share for _, share in one.colors) > 0.8


def test_a_thing_that_fills_its_box_has_its_own_colour() -> None:
    pixels = np.full((50, 50, 3), BLUE, np.uint8)
    assert paint(pixels, (5, 5, 45, 45)) == (("#2f6fd6", 1.0),)


def test_a_mask_tells_the_thing_s_own_pixels() -> None:
    pixels, inside = disc(RED, GREEN)
    found = runs_of(inside)
    assert found is not None
    one = Detection("ball", found[0], mask=found[1])
    mask = mask_of(one, (100, 100))
    assert mask is not None
    assert (mask > 0).tolist() == inside.tolist()
    assert paint(pixels, (0, 0, 100, 100), mask) == (("#dc2f3c", 1.0),)
    assert runs_of(np.zeros((4, 4), bool)) is None


def test_letters_differ_from_what_is_behind_them() -> None:
    pixels = np.full((20, 60, 3), GREEN, np.uint8)
    pixels[5:15, 5:8] = pixels[5:15, 20:23] = 255
    assert foreground(pixels, (0, 0, 60, 20)) == "#ffffff"


def test_a_box_outside_of_the_picture_has_no_colour() -> None:
    assert paint(np.zeros((10, 10, 3), np.uint8), (20, 20, 30, 30)) == ()


def test_of_boxes_of_one_thing_the_surest_is_kept() -> None:
    def cat(x: float, score: float, noun: str = "cat") -> Detection:
        return Detection(noun, (x, 0, x + 100, 100), score)

    kept = suppressed([cat(0, 0.5), cat(10, 0.9), cat(60, 0.4), cat(12, 0.8, "dog"), cat(10, 0.3, "fox")])
    assert [(one.noun, one.box[0]) for one in kept] == [("cat", 10), ("cat", 60)]
