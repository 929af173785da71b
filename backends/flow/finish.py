"""What is done to sprites before they are painted: turns, patterns, outlines, and how much is seen through.

The model knows nouns and colours. What else a scene says of a thing's look is done to its sprite as a drawing does it
to its picture, so that the model paints a striped cup, or one that stands on its head, like any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sgc.backends.flow.model import SPRITE, colored
from sgc.drawing.appearance import Look, marks_of
from sgc.drawing.geometry import drawn
from sgc.drawing.patterns import covering
from sgc.drawing.primitives import Pattern
from sgc.graph.colors import from_rgb, rgb
from sgc.measure.affine import rotation
from sgc.measure.backdrops import motif_marks
from sgc.measure.paths import Commands
from sgc.verify.renders.glyphs import pixels, surface, trace

#: Pixels of a pattern for one of a sprite, so that its edges are as soft as the sprite's.
FINER = 4
#: A pattern is repeated so many times along a thing's shorter side: a finer one would not outlast the latent.
REPEATED = 6
#: Levels in which a sprite's usual colour is sought, and how far from it, as a part of all, what is of it may be.
LEVELS, NEAR = 15, 0.15
#: An outline is as wide as is stated; where nothing is said so many pixels of the canvas, and less, as a part of the
#: shorter side, around what is small.
USUAL, THIN = 2.0, 0.04


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done to one sprite: how it ``look``s, its ``rotation`` in degrees clockwise, the width over the height of
    what is turned, and the width and height of its box in pixels of the canvas. What is ``hollow`` is only an outline
    in its colour."""

    look: Look
    rotation: int
    aspect: float
    extent: tuple[float, float]
    hollow: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing is done."""
        look = self.look
        return not (look.pattern or look.stroke or self.hollow or self.rotation % 360) and look.opacity == 1


def finished(sprite: Tensor, color: Tensor, how: Finish) -> Tensor:
    """A sprite (PLANES, rows, columns) in its colour (4), as ``colored`` gives it, with all that is done to it."""
    shown = colored(sprite, color)
    tone, share = _body(sprite, color, shown)
    turned = _turned(torch.cat((shown, share[None])), how.rotation, how.aspect)
    shown, share = turned[:4], turned[4]
    if how.look.pattern:
        marks = _rgb(marks_of(from_rgb(tone.tolist()))) - tone
        there = share * _motif(how.look.pattern, how.extent, (sprite.shape[1], sprite.shape[2]))
        shown = torch.cat((shown[:3] + there * marks[:, None, None], shown[3:]))
    if how.hollow:
        shown = shown - _inside(shown, how)
    elif how.look.stroke:
        inside = _inside(shown, how)
        line = shown[3:] - inside[3:]
        shown = inside + torch.cat((line * _rgb(how.look.stroke)[:, None, None], line))
    return shown * how.look.opacity


def ground(tones: tuple[str, str, str], extent: tuple[float, float], opacity: float) -> Tensor:
    """A backdrop of that width and height in pixels of the canvas, as a drawing has it: its main tone, and its motif in
    the second one (4, SPRITE, SPRITE)."""
    tone, second, motif = tones
    marks = _filled(motif_marks(motif, (0.0, 0.0, *extent)), extent, (SPRITE, SPRITE))
    inks = _rgb(tone)[:, None, None] * (1 - marks) + _rgb(second)[:, None, None] * marks
    return torch.cat((inks, torch.ones(1, SPRITE, SPRITE))) * opacity


def _body(sprite: Tensor, color: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
    """The colour (3) of what takes a pattern, and how much of it is in each pixel: what is tinted, else what is of the
    most frequent colour."""
    if color[3] > 0:
        return color[:3], sprite[0]
    opaque = shown[3].clamp(min=1e-3)
    tones = shown[:3] / opaque
    levels = (tones[:, shown[3] > 0.5] * LEVELS).round().long()
    code = (levels[0] * (LEVELS + 1) + levels[1]) * (LEVELS + 1) + levels[2]
    if not len(code):
        return color[:3], torch.zeros_like(shown[3])
    usual = tones[:, shown[3] > 0.5][:, code == code.mode().values].mean(1)
    near = (tones - usual[:, None, None]).abs().amax(0) < NEAR
    return usual, shown[3] * near


def _turned(planes: Tensor, degrees: int, aspect: float) -> Tensor:
    """Planes (k, rows, columns), the fourth of which is opacity, turned clockwise and stretched to their tight box. By
    an ``aspect`` of 2 they are twice as wide as they are high."""
    if degrees % 90 == 0:
        return torch.rot90(planes, -(degrees // 90), (1, 2))
    rows, columns = planes.shape[1:]
    down, across = torch.meshgrid((torch.arange(rows) + 0.5) / rows, (torch.arange(columns) + 0.5) / columns,
                                  indexing="ij")  # fmt: skip
    a, b, c, d, *_ = rotation(degrees)
    there = planes[3] > 0.5
    x, y = (across * aspect)[there], down[there]
    xs, ys = a * x + c * y, b * x + d * y
    left, top = xs.min(), ys.min()
    u, v = left + across * (xs.max() - left), top + down * (ys.max() - top)
    back = torch.stack(((a * u + b * v) / aspect, c * u + d * v), -1) * 2 - 1
    return F.grid_sample(planes[None], back[None], align_corners=False)[0]


def _motif(name: str, extent: tuple[float, float], size: tuple[int, int]) -> Tensor:
    """Where the marks of a pattern are in a box of that width and height, (rows, columns), 0 to 1."""
    width, height = extent
    tiles = Pattern(name, "", "", min(extent) / REPEATED, width / 2, height / 2)
    return _filled(covering(tiles, (0.0, 0.0, width, height)), extent, size)


def _filled(marks: Commands, extent: tuple[float, float], size: tuple[int, int]) -> Tensor:
    """How much of each cell of a box of that width and height is inside an outline, (rows, columns), 0 to 1."""
    rows, columns = size
    made, context = surface(FINER * columns, FINER * rows)
    trace(context, drawn(marks, (FINER * columns / extent[0], 0.0, 0.0, FINER * rows / extent[1], 0.0, 0.0)))
    context.set_source_rgb(1, 1, 1)
    context.fill()
    fine = torch.from_numpy(np.ascontiguousarray(pixels(made)[..., 3]))
    return F.avg_pool2d(fine[None], FINER)[0]


def _inside(shown: Tensor, how: Finish) -> Tensor:
    """What is within the line along its edges. Of a line that is thinner than a cell only so much is in it."""
    width = how.look.thickness or min(USUAL, THIN * min(how.extent))
    x, y = (width * cells / side for cells, side in zip(shown.shape[:0:-1], how.extent, strict=True))
    inner = 1 - _spread(_spread(1 - shown[3:], y).mT, x).mT
    return shown * (inner.minimum(shown[3:]) / shown[3:].clamp(min=1e-3))


def _spread(clear: Tensor, reach: float) -> Tensor:
    """What is clear, (1, rows, columns), and all that is not farther from it than so many rows; what is outside is
    clear. The last row counts by the part of it that is reached."""
    whole = int(reach)
    less, more = (
        F.max_pool2d(F.pad(clear, (0, 0, rows, rows), value=1.0), (2 * rows + 1, 1), 1) for rows in (whole, whole + 1)
    )
    return torch.lerp(less, more, reach - whole)


def _rgb(color: str) -> Tensor:
    return torch.tensor(rgb(color))
