"""Which motif repeats in a patch of two colours, how large its tile is and where it begins: fitted to how much of each
pixel is of the second colour.

What repeats shows in the patch's Fourier transform as peaks, at the multiples of one over the tile's side along the
motif's own axes; the peaks that a motif would have say how well it explains what is seen. Where its tile begins is
found by folding the patch onto one tile (cross-correlation), and all that exactly by Gauss and Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sgc.measure.affine import transformed
from sgc.measure.motifs import MOTIFS, tile_marks
from sgc.verify.renders.glyphs import pixels, surface, trace

Floats = NDArray[np.floating[Any]]

#: Cells along the side of a tile's raster, and of what a patch is folded onto.
CELLS, FOLDED = 96, 24
#: Each pixel is looked up at so many places along each side.
SAMPLES = 4
#: The shortest side of a tile, in pixels, the fewest tiles that a patch has along its longer side, and by what part
#: sides that are tried differ.
SHORTEST, FEWEST, STEP = 3.5, 2.5, 0.006
#: A patch is transformed on a plane of so many times its side; so many peaks of a motif are asked for; and so many
#: sides are tried closely.
PADDED, PEAKS, TRIED = 3, 6, 2
#: So many of all lattices that are supposed are fitted, to so many pixels at most.
FITTED, MOST = 4, 1500
#: Rounds of Gauss and Newton's method, and when it is done, in pixels.
ROUNDS, DONE = 12, 1e-3
#: How far a pixel may be off (0 to 1), and the share of pixels that may be farther off.
OFF, WRONG = 0.14, 0.06
#: A lattice that is off by no more on average is taken without trying others, and is tried where it is off by no more
#: than that before it is fitted (0 to 1).
EXACT, LIKELY = 0.02, 0.25
#: How far a patch's share of marks may be from a motif's.
FILLED = 0.15


@dataclass(frozen=True, slots=True)
class Lattice:
    """A motif of ``MOTIFS`` with tiles of a ``side``, one of which begins at ``x`` and ``y``, all in pixels; ``error``
    is how far the pixels of what it was fitted to are off on average (0 to 1)."""

    motif: str
    side: float
    x: float
    y: float
    error: float = 0.0

    def shares(self, x: Floats, y: Floats) -> Floats:
        """How much of the pixels whose middles are there is of the motif's marks, 0 to 1."""
        u, v = self._tile(x, y)
        steps = (np.arange(SAMPLES) + 0.5) / SAMPLES - 0.5
        across, down = (part.reshape(-1) * (CELLS / self.side) + CELLS for part in self._turned(steps, steps[:, None]))
        columns = (u[..., None] * CELLS + across).astype(np.int32)
        rows = (v[..., None] * CELLS + down).astype(np.int32)
        found: Floats = _around(self.motif).take(rows * (3 * CELLS) + columns, mode="clip").mean(-1)
        return found

    def moved(self, x: float, y: float) -> Lattice:
        """The same, so many pixels to the right and further down."""
        return replace(self, x=self.x + x, y=self.y + y)

    @property
    def is_even(self) -> bool:
        """Whether as much of the motif is marks as is not."""
        return bool(abs(_raster(self.motif).mean() - 0.5) < 0.01)

    def _tile(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places in tiles, as parts of the side, 0 to 1."""
        u, v = self._turned((x - self.x) / self.side, (y - self.y) / self.side)
        return u - np.floor(u), v - np.floor(v)

    def _turned(self, across: Floats, down: Floats) -> tuple[Floats, Floats]:
        """The way across and down along the motif's own axes."""
        turn = radians(MOTIFS[self.motif].angle)
        return cos(turn) * across + sin(turn) * down, cos(turn) * down - sin(turn) * across


def lattice_of(shares: Floats, inner: NDArray[np.bool_]) -> Lattice | None:
    """The lattice of a patch (height, width), of whose pixels, where they are ``inner``, so much is of the second
    colour; None where no motif fits, or several do."""
    rows, columns = np.nonzero(inner)
    if not len(rows):
        return None
    some = np.linspace(0, len(rows) - 1, min(MOST, len(rows))).astype(np.int64)
    x, y, seen = columns[some] + 0.5, rows[some] + 0.5, shares[rows[some], columns[some]]
    power = _power(shares, inner)
    supposed = [
        _begun(motif, side, x, y, seen)
        for motif in MOTIFS if abs(_raster(motif).mean() - seen.mean()) <= FILLED
        for side in _sides(power, max(shares.shape), motif)
    ]  # fmt: skip
    supposed = sorted((one for one in supposed if one.error <= LIKELY), key=lambda one: one.error)
    best: Lattice | None = None
    for begun in supposed[:FITTED]:
        one = _settled(begun, x, y, seen)
        if best is None or one.error < best.error:
            best = one
        if best.error <= EXACT:
            break
    if best is None or (np.abs(best.shares(x, y) - seen) > OFF).mean() > WRONG:
        return None
    return best


def _power(shares: Floats, inner: NDArray[np.bool_]) -> Floats:
    """The patch's Fourier transform, without its phases."""
    size = PADDED * max(shares.shape)
    return np.abs(np.fft.fft2(np.where(inner, shares - shares[inner].mean(), 0.0), (size, size)))


def _sides(power: Floats, length: int, motif: str) -> list[float]:
    """The likeliest sides of tiles of a motif, by the peaks that it would have in the transform of a patch whose longer
    side has such a length."""
    size = len(power)
    longest = length / FEWEST
    if longest <= SHORTEST:
        return []
    sides = SHORTEST * (1 + STEP) ** np.arange(int(np.log(longest / SHORTEST) / np.log(1 + STEP)) + 1)
    value = np.zeros(len(sides))
    for (k, l), weight in _peaks(motif).items():  # noqa: E741
        turn = radians(MOTIFS[motif].angle)
        fx, fy = (cos(turn) * k - sin(turn) * l) / sides, (sin(turn) * k + cos(turn) * l) / sides
        far = np.maximum(np.abs(fx), np.abs(fy)) > 0.5
        at = np.rint(fy * size).astype(int) % size, np.rint(fx * size).astype(int) % size
        value += np.where(far, 0.0, weight * power[at])
    best: list[float] = []
    for i in np.argsort(-value):
        if all(abs(np.log(sides[i] / other)) > 0.05 for other in best):
            best.append(float(sides[i]))
        if len(best) == TRIED:
            break
    return best


def _begun(motif: str, side: float, x: Floats, y: Floats, seen: Floats) -> Lattice:
    """The lattice with tiles of that side that begins where it correlates most."""
    u, v = Lattice(motif, side, 0.0, 0.0)._tile(x, y)
    cell = (v * FOLDED).astype(np.int64) % FOLDED * FOLDED + (u * FOLDED).astype(np.int64) % FOLDED
    count = np.bincount(cell, minlength=FOLDED**2)
    sums = np.bincount(cell, seen - seen.mean(), FOLDED**2)
    folded = np.where(count > 0, sums / np.maximum(count, 1), 0.0).reshape(FOLDED, FOLDED)
    step = CELLS // FOLDED
    tile = _raster(motif).reshape(FOLDED, step, FOLDED, step).mean((1, 3))
    match = np.fft.ifft2(np.fft.fft2(folded) * np.conj(np.fft.fft2(tile - tile.mean()))).real
    row, column = np.unravel_index(int(match.argmax()), match.shape)
    turn = radians(MOTIFS[motif].angle)
    across, down = column / FOLDED * side, row / FOLDED * side
    one = Lattice(motif, side, cos(turn) * across - sin(turn) * down, sin(turn) * across + cos(turn) * down)
    return replace(one, error=float(np.abs(one.shares(x, y) - seen).mean()))


def _settled(one: Lattice, x: Floats, y: Floats, seen: Floats) -> Lattice:
    """The lattice moved and stretched so that it is off least."""

    def off(lattice: Lattice) -> Floats:
        return lattice.shares(x, y) - seen

    middle = x.mean(), y.mean()

    def moved(lattice: Lattice, side: float, dx: float, dy: float) -> Lattice:
        """What is in the middle stays there when the tiles become larger."""
        by = (lattice.side + side) / lattice.side
        return Lattice(
            lattice.motif, lattice.side + side,
            middle[0] + (lattice.x - middle[0]) * by + dx, middle[1] + (lattice.y - middle[1]) * by + dy,
        )  # fmt: skip

    steps = (0.002 * one.side, 0.1, 0.1)
    left = off(one)
    best, least = one, float((left**2).mean())
    damping = 1e-2
    jacobian: Floats | None = None
    for _ in range(ROUNDS):
        if jacobian is None:
            columns = []
            for i, step in enumerate(steps):
                by = [0.0, 0.0, 0.0]
                by[i] = step
                minus = [-value for value in by]
                columns.append((off(moved(best, *by)) - off(moved(best, *minus))) / (2 * step))
            jacobian = np.stack(columns, axis=1)
        normal = jacobian.T @ jacobian
        wanted = np.linalg.solve(normal + damping * np.diag(np.diag(normal)) + 1e-9 * np.eye(3), -jacobian.T @ left)
        wanted = np.clip(wanted, -0.05 * best.side, 0.05 * best.side)
        other = moved(best, *(float(value) for value in wanted))
        now = off(other)
        error = float((now**2).mean())
        if error < least:
            best, left, least, damping, jacobian = other, now, error, damping / 4, None
        else:
            damping *= 10
        if np.abs(wanted).max() < DONE or damping > 1e3:
            break
    return Lattice(best.motif, best.side, best.x, best.y, float(np.abs(left).mean()))


@cache
def _raster(motif: str) -> Floats:
    """How much of each cell of a tile is of the marks, (CELLS, CELLS)."""
    made, context = surface(CELLS, CELLS)
    for part in tile_marks(MOTIFS[motif]):
        trace(context, transformed(part, (CELLS, 0.0, 0.0, CELLS, 0.0, 0.0)))
    context.fill()
    found: Floats = pixels(made)[..., 3].astype(np.float64)
    return found


@cache
def _around(motif: str) -> Floats:
    """The raster of a tile with one tile on each side of it."""
    return np.tile(_raster(motif), (3, 3))


@cache
def _peaks(motif: str) -> dict[tuple[int, int], float]:
    """The strongest harmonics of a motif along its axes, one of each pair, and how strong they are beside all."""
    found = np.abs(np.fft.fft2(_raster(motif)))
    found[0, 0] = 0.0
    some = {(k, l): float(found[l % CELLS, k % CELLS]) for k in range(-5, 6) for l in range(6) if l or k > 0}  # noqa: E741
    best = sorted(some, key=lambda one: -some[one])[:PEAKS]
    whole = sum(some[one] ** 2 for one in best) ** 0.5
    return {one: some[one] / whole for one in best if some[one] > 0.05 * whole}
