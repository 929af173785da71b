"""Whether a thing really is a glyph: the glyph painted anew in the colours that fit best, and what is left over.

Analysis by synthesis. In a cut-out, every pixel should be the ground where the glyph has no ink, the glyph's own
colours where these are fixed, and one colour, which is unknown, where it takes the stated one. That colour is found
by least squares, so that it is right even where every pixel is a mixture of ink and ground. So is that of a line along
the glyph's edge, as drawn around what would be overlooked without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sgc.verify.renders.atlas import EDGE, THICK, Planes
from sgc.verify.renders.cutting import CROP

Floats = NDArray[np.float32]

#: Less ink than this in a pixel is ground, and more than that is solid.
CLEAR, SOLID = 0.02, 0.9
#: The faintest that a translucent picture is looked for.
FAINTEST = 0.3
#: A solid pixel is as it should be when it is off by less than this part of the contrast, or by less than that.
RIGHT, UNSEEN = 0.35, 0.06
#: A line that is off its ground by less than this, in every channel, is none.
LINED = 0.12
#: Two glyphs that differ by no more than this part of what the better one leaves over are rather alike.
FAINT = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """For each glyph (n): ``share`` is how much of what sets the thing off from its ground is explained, at most 1;
    ``tint`` (n, 3) the colour found for it, where it takes one; ``left`` (n, height, width, 3) what the
    glyph shows more than is seen,
    and ``off`` (n, height, width) the most of it in any channel."""

    share: Floats
    tint: Floats
    left: Floats
    off: Floats


def fits(seen: Floats, ground: Floats, planes: Planes, free: Floats | None = None, line: Floats | None = None) -> Fits:
    """Each of the glyphs fitted to a cut-out ``seen`` on its ``ground`` (both (height, width, 3), 0 to 1).

    ``free`` (height, width) is 1 where nothing else is in front, and 0 where something is, of which nobody asks.
    ``line`` (n, height, width) is how much of each pixel is a line of one colour, which no plane has.
    """
    bare = seen - ground
    fixed = planes.fixed - planes.alpha[..., None] * ground  # what the glyph changes, but for the tint
    takes_tint = (planes.tinted**2).sum((1, 2)) > 0.5
    unhidden = np.ones(seen.shape[:2], np.float32) if free is None else free
    care = np.broadcast_to(unhidden, planes.alpha.shape)
    for _ in range(2):  # least squares, then once more with less weight for what fits badly
        tint, ink = _colors(bare - fixed, planes.tinted, line, care)
        changed = fixed + planes.tinted[..., None] * tint[:, None, None]
        if line is not None:
            changed = changed + line[..., None] * ink[:, None, None]
        care = unhidden / (1 + (_most(bare - changed) / 0.1) ** 2)
    strength = np.einsum("yxc,nyxc,yx->n", bare, changed, unhidden)
    strength = strength / np.maximum(np.einsum("nyxc,nyxc,yx->n", changed, changed, unhidden), 1e-6)
    strength = np.where(takes_tint, 1.0, np.clip(strength, FAINTEST, 1.0)).astype(np.float32)
    left = strength[:, None, None, None] * changed - bare
    off = _most(left)
    contrast = _most(bare)
    care = np.where(planes.alpha > CLEAR, 1.0, _BESIDE[seen.shape[0]]) * unhidden
    whole = np.maximum((care * contrast**2).sum((1, 2)), 1e-6)
    share = (1 - (care * off**2).sum((1, 2)) / whole).astype(np.float32)
    if line is not None:  # a line of the ground's colour is only a smaller glyph
        share[_most(ink - ground.mean((0, 1))) < LINED] = -1.0
    return Fits(share, tint.astype(np.float32), left, off)


def _colors(wanted: Floats, tinted: Floats, line: Floats | None, care: Floats) -> tuple[Floats, Floats]:
    """The tint and the colour of a line, (n, 3) each, by which what is ``wanted`` (n, height, width, 3) is met best
    where that is cared for, (n, height, width)."""
    weight = tinted * care
    power = np.maximum((weight * tinted).sum((1, 2)), 1e-6)[:, None]
    along = np.einsum("nyx,nyxc->nc", weight, wanted)
    if line is None:
        return np.clip(along / power, 0, 1), np.zeros_like(along)
    lined = line * care
    lines, both = np.maximum((lined * line).sum((1, 2)), 1e-6)[:, None], (lined * tinted).sum((1, 2))[:, None]
    of_line = np.einsum("nyx,nyxc->nc", lined, wanted)
    whole = np.maximum(power * lines - both**2, 1e-9)
    ink = np.clip((power * of_line - both * along) / whole, 0, 1)
    return np.clip((along - both * ink) / power, 0, 1), ink


def lined(planes: Planes, across: float, down: float) -> tuple[Planes, Floats]:
    """The glyphs within a line along their edges that is so many pixels of a cut-out wide, and how much of each pixel
    is of that line, (n, height, width)."""
    inner = np.minimum(1 - _spread(_spread(1 - planes.alpha, across, 2), down, 1), planes.alpha)
    share: Floats = (inner / np.maximum(planes.alpha, 1e-3)).astype(np.float32)
    return Planes(planes.tinted * share, planes.fixed * share[..., None], planes.alpha), planes.alpha - inner


def _spread(clear: Floats, reach: float, axis: int) -> Floats:
    """What is clear and all that is no farther from it than that along an axis; the last pixel by the part of it that
    is reached."""
    from scipy import ndimage

    whole = int(reach)
    less, more = (ndimage.maximum_filter1d(clear, 2 * by + 1, axis) if by else clear for by in (whole, whole + 1))
    found: Floats = (less + np.float32(reach - whole) * (more - less)).astype(np.float32)
    return found


def nearer(fit: Fits, number: int, free: Floats | None = None) -> Floats:
    """How much nearer what is seen is to one of the glyphs than to each (n), where the two differ: about 1 where it is
    as that one would be, -1 where it is as the other, 0 in the middle (a matched filter), and where they are alike."""
    unhidden = np.float32(1) if free is None else free
    wrong = (unhidden * fit.off**2).sum((1, 2))
    apart = (unhidden * _most(fit.left - fit.left[number]) ** 2).sum((1, 2))
    found: Floats = (wrong - wrong[number]) / np.maximum(apart + FAINT * wrong[number], 1e-6)
    return found


def seen_share(fit: Fits, number: int, planes: Planes, seen: Floats, ground: Floats) -> tuple[float, NDArray[np.bool_]]:
    """How much of a glyph's ink looks as it should, and where that is, (CROP, CROP)."""
    alpha = planes.alpha[number]
    solid = alpha > min(SOLID, 0.8 * float(alpha.max()))
    contrast = _most(seen - ground)
    level = max(UNSEEN, RIGHT * float(np.median(contrast[solid]))) if solid.any() else UNSEEN
    right = solid & (fit.off[number] < level)
    return float(right.sum()) / max(1, int(solid.sum())), right


def ground_of(seen: Floats) -> Floats:
    """What is behind a thing in its cut-out, from what is around the box, robust against other things there: a plane
    of colour, or where that fits badly (the thing stands before an edge), each row or column for itself."""
    side = seen.shape[0]
    rim, basis = _RIM[side], _BASIS[side]
    own = seen[rim]
    middle = np.median(own, axis=0)
    weight = 1 / (1 + (_most(own - middle) / 0.06) ** 2)
    plane = np.stack([middle, np.zeros(3), np.zeros(3)])
    if weight.sum() > 0.4 * len(own):
        scaled = (basis[rim] * weight[:, None]).T
        plane = np.linalg.solve(scaled @ basis[rim] + np.diag((0.0, 1.0, 1.0)), scaled @ own)
    found = basis @ plane.astype(np.float32)
    fitting = _fitting(found, seen, rim)
    if fitting < 0.8:
        for other in (_across(seen), _across(seen.transpose(1, 0, 2)).transpose(1, 0, 2)):
            if _fitting(other, seen, rim) > fitting:
                found, fitting = other, _fitting(other, seen, rim)
    ground: Floats = np.clip(found, 0, 1)
    return ground


def _fitting(ground: Floats, seen: Floats, rim: NDArray[np.bool_]) -> float:
    """The share of the rim that has the colour of the ground."""
    return float((_most(ground[rim] - seen[rim]) < 0.04).mean())


def _across(seen: Floats) -> Floats:
    """Each row from what is left of the box to what is right of it."""
    side = seen.shape[0]
    edge = max(1, round(EDGE * side / CROP) - 1)
    left, right = np.median(seen[:, :edge], axis=1), np.median(seen[:, side - edge :], axis=1)
    share = ((np.arange(side, dtype=np.float32) + 0.5) / side)[:, None]
    found: Floats = left[:, None] * (1 - share) + right[:, None] * share
    return found


def thickened(seen: Floats) -> Floats:
    """A cut-out, or any plane of one, in thick pixels."""
    side = CROP // THICK
    found: Floats = seen.reshape(side, THICK, side, THICK, -1).mean((1, 3), dtype=np.float32)
    return found if seen.ndim == 3 else found[..., 0]


def _most(colors: Floats) -> Floats:
    """The largest of three channels, whatever its sign. (``max`` over so short an axis takes ten times as long.)"""
    size = np.abs(colors)
    found: Floats = np.maximum(np.maximum(size[..., 0], size[..., 1]), size[..., 2])
    return found


def _plane(side: int) -> Floats:
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side - np.float32(0.5)
    found: Floats = np.stack([np.ones_like(x), x, y], axis=2)
    return found


def _beside(side: int) -> Floats:
    """How much it matters what is seen beside the ink: half within the box and a little around it, nothing beyond."""
    edge = EDGE * side / CROP
    at = np.arange(side) + 0.5
    near = (at > 0.6 * edge) & (at < side - 0.6 * edge)
    found: Floats = (0.5 * (near[:, None] & near[None])).astype(np.float32)
    return found


def _rim(side: int) -> NDArray[np.bool_]:
    edge = EDGE * side / CROP
    at = np.arange(side) + 0.5
    inner = (at > edge - 0.8) & (at < side - edge + 0.8)
    return ~(inner[:, None] & inner[None])


_SIDES = (CROP, CROP // THICK)
_BESIDE = {side: _beside(side) for side in _SIDES}
_RIM = {side: _rim(side) for side in _SIDES}
_BASIS = {side: _plane(side) for side in _SIDES}
