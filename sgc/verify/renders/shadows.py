"""Soft shadows on painted grounds, taken off: a thing ends where its ink ends, not where its shadow does.

A ground is what goes on smoothly from the picture's rim. It is fitted by a surface of second order, which follows a
slow change of light; what is this surface, but for how bright it is, and is reached without a jump is the ground in
some shadow, or an uneven place of it, and gets the surface's colour.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.regions import common_at_rim, connected
from sgc.verify.renders.segments import DARKEST, RIM

#: Neighbours of one ground differ by no more than this in any channel (0 to 255); a thing's edge is steeper.
SOFT = 8
#: What is ground is off its surface, made as bright, by no more than this; and is at most so many times as bright.
NEAR, BRIGHTEST = 6, 1.08
#: What is darker than this part of the ground may be a thing: when it has an edge along so much of its outline.
SHADED, EDGED = 0.93, 0.2
#: The surface is fitted to every so manyth pixel, in so many rounds, in each of which a pixel that is off by so much (0
#: to 255) counts half.
EVERY, ROUNDS, HALVED = 17, 6, 4.0
#: How little a surface is held to be plain.
PLAIN = 1e-5

Floats = NDArray[np.float32]
#: Where neighbours differ, down (height - 1, width) and across (height, width - 1).
Jumps = tuple[NDArray[np.bool_], ...]


def unshadowed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture (height, width, 3) whose grounds have no shadows and are even."""
    plain = picture.copy()
    seen = picture.astype(np.float32)
    jumps = tuple(np.abs(np.diff(seen, axis=axis)).max(2) > SOFT for axis in (0, 1))
    for field in _fields(jumps):
        ground = _surface(seen, field)
        light = np.clip((seen * ground).sum(2) / np.maximum((ground**2).sum(2), 1), DARKEST, BRIGHTEST)
        own = field & (np.abs(seen - light[..., None] * ground).max(2) <= NEAR)
        own &= ~_edged(own & (light < SHADED), own, jumps)
        plain[own] = np.rint(ground[own]).clip(0, 255).astype(np.uint8)
    return plain


def _fields(jumps: Jumps) -> Iterator[NDArray[np.bool_]]:
    """What goes on without a jump from the picture's rim, (height, width) each."""
    down, across = jumps
    labels = connected(~down, ~across, np.ones((across.shape[0], down.shape[1]), bool))
    return (labels == number for number in common_at_rim(labels, RIM))


def _edged(dark: NDArray[np.bool_], field: NDArray[np.bool_], jumps: Jumps) -> NDArray[np.bool_]:
    """What of a dark part of a field (height, width) is no shadow, but a thing whose own shadow is as dark: with edges
    against the rest of the field."""
    from scipy import ndimage

    labels, count = ndimage.label(dark)
    edges, sharp = np.zeros(count + 1), np.zeros(count + 1)
    for axis, jump in enumerate(jumps):
        first, second = (np.s_[:-1], np.s_[1:]) if axis == 0 else (np.s_[:, :-1], np.s_[:, 1:])
        apart = field[first] & field[second] & (dark[first] != dark[second])
        number = np.maximum(labels[first], labels[second])
        edges += np.bincount(number[apart], minlength=count + 1)
        sharp += np.bincount(number[apart & jump], minlength=count + 1)
    found: NDArray[np.bool_] = (sharp > EDGED * edges)[labels] & dark
    return found


def _surface(seen: Floats, field: NDArray[np.bool_]) -> Floats:
    """The surface (height, width, 3) that most of a field is near to, by least squares with ever new weights."""
    height, width = field.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    x, y = x / np.float32(width) - np.float32(0.5), y / np.float32(height) - np.float32(0.5)
    basis = np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=2)
    some = np.flatnonzero(field)[::EVERY]
    known, wanted = basis.reshape(-1, basis.shape[2])[some], seen.reshape(-1, 3)[some]
    found = np.zeros((basis.shape[2], 3), np.float32)
    found[0] = np.median(wanted, axis=0)
    held = PLAIN * len(known) * np.diag((0.0, 1, 1, 1, 1, 1))
    for _ in range(ROUNDS):
        weight = 1 / (1 + (np.abs(wanted - known @ found).max(1) / HALVED) ** 2)
        scaled = (known * weight[:, None]).T
        found = np.linalg.solve(scaled @ known + held, scaled @ wanted).astype(np.float32)
    surface: Floats = basis @ found
    return surface
