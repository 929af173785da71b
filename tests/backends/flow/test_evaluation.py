"""The rate that training logs is that of a detector: real renders have a high one, other pictures none."""

from __future__ import annotations

import numpy as np

from sgc.backends.flow.data import Thing, painted
from sgc.backends.flow.evaluation import held_out_layouts, share_right

LAYOUT = painted(
    (Thing("apple", None, (0.1, 0.1, 0.46, 0.5)), Thing("star", (0.18, 0.44, 0.84), (0.55, 0.5, 0.95, 0.88))),
    (0.98, 0.98, 0.96), 128,
)  # fmt: skip


def test_real_renders_are_right_and_others_are_not() -> None:
    wrong = painted(LAYOUT.things[:1], LAYOUT.ground, 128)
    moved = np.roll(LAYOUT.pixels, 48, axis=1)
    pictures = np.stack([LAYOUT.pixels, wrong.pixels, moved, np.full_like(LAYOUT.pixels, 250)])
    assert [share_right(one[None], [LAYOUT]) for one in pictures] == [1.0, 0.5, 0.0, 0.0]


def test_layouts_are_always_the_same() -> None:
    assert [one.things for one in held_out_layouts(128)] == [one.things for one in held_out_layouts(128)]
