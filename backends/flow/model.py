"""The flow model: what a noisy latent of a layout's picture would be without the noise.

A convolutional U-Net over the latent grid, which sees the layout in three ways:

- *sprites*: from each phrase's embedding comes a rough picture of the thing; it is warped into the thing's box and laid
  over those farther away. A new phrase has a sprite as well, though nobody taught it.
- *painted tokens*: what else is known of a thing, spread over where its sprite is.
- *grounding tokens*: embedding, colour and box, to which cells attend through a gate that is shut at first (Y. Li et
  al., "GLIGEN", 2023). A cell attends only to the tokens whose boxes cover it, so that no thing takes another's colour
  (*compositional masked attention*; D. Liu et al., 2022, and later layout models).

Rectified flow (X. Liu et al., 2022; Y. Lipman et al., 2022): ``z = (1 - t) noise + t latent``. The model says the
latent (x-prediction), from which the velocity is ``(latent - z) / (1 - t)``. The network itself says less: of every
number of the latent a mean and a deviation, from what it knows of the layout and sees all around in z. The latent is
then what a Gaussian of that mean and deviation makes likely, given that z is this number with noise (its posterior
mean). Where all is plain, the deviation soon falls and no grain of the noise is left; where there is detail, z is
believed. It begins with the latents of the *sketch* (the sprites on a plain ground) as means, and one deviation for
all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sgc.backends.flow.autoencoder import CHANNELS, FACTOR
from sgc.backends.flow.phrases import SIZE

#: Rows and columns of a sprite, and its planes: how much of the tint, red, green, blue, opacity (premultiplied).
SPRITE, PLANES = 80, 5
#: How far apart embeddings are that still tell of each other, and how much a sprite in its own colours tells of the one
#: in a stated colour (chosen by leaving one out; MODEL_CARD.md); the variance that is no phrase's own, next to none.
LENGTH, ACROSS, JITTER = 0.5, 0.5, 1e-6
#: The least part of a taught sprite that is added to another one.
FAINTEST = 1e-3
#: Cells of the painted map for one latent cell: as many as it has pixels.
FINE = FACTOR
#: Numbers of a painted token; frequencies of the Fourier features of boxes and of times.
PAINTED, FREQUENCIES = 12, 6
#: The latent grid of training pictures, in cells: the unit in which boxes' sizes are told.
GRID = 32
#: How far latents lie from those of a sketch, as a standard deviation; what is said of it is so many times less or
#: more, as a logarithm.
OFF_SKETCH, LEAST, MOST = 0.35, -4.0, 2.0
#: No less noise than this is divided by.
FAINT = 0.02


@dataclass(frozen=True, slots=True)
class Condition:
    """Layouts of n pictures with up to m things, farthest first; rows beyond a picture's own are not ``present``.

    ``text`` (n, m, SIZE) embeddings of phrases; ``color`` (n, m, 4) red, green, blue from 0 to 1, and 1 where they are
    stated; ``boxes`` (n, m, 4) left, top, right, bottom as parts of the sides, y down; ``present`` (n, m) of bool;
    ``ground`` (n, 4) the ground's colour, and 1 where it is stated. ``looks`` (n, m, 4, SPRITE, SPRITE) are the sprites
    in their colours, red, green, blue and opacity, premultiplied; None where nothing is done to the model's own.
    """

    text: Tensor
    color: Tensor
    boxes: Tensor
    present: Tensor
    ground: Tensor
    looks: Tensor | None = None

    def without(self, things: Tensor, ground: Tensor) -> Condition:
        """Without the things (n, m) and the grounds (n) that these say."""
        return replace(self, present=self.present & ~things, ground=self.ground * (~ground[:, None]))

    def nothing(self) -> Condition:
        """The same shape with nothing stated, for classifier-free guidance (J. Ho and T. Salimans, 2022)."""
        return self.without(torch.ones_like(self.present), torch.ones_like(self.present[:, 0]))

    def to(self, device: torch.device) -> Condition:
        return Condition(
            self.text.to(device),
            self.color.to(device),
            self.boxes.to(device),
            self.present.to(device),
            self.ground.to(device),
            self.looks.to(device) if self.looks is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """A condition on the latent grid, which is the same at all times: its grounding ``tokens`` (n, m, token width), the
    ``painted`` map (n, 4 FINE² + PAINTED, rows, columns), and the latents of the ``sketch`` (n, CHANNELS, rows,
    columns)."""

    condition: Condition
    tokens: Tensor
    painted: Tensor
    sketch: Tensor

    @property
    def coverage(self) -> Tensor:
        """How much of each cell things cover where they do most, (n, 1, rows, columns), 0 to 1."""
        return self.painted[:, 3 * FINE**2 : 4 * FINE**2].amax(1, keepdim=True).clamp(0, 1)

    def beyond(self, rim: int) -> Laid:
        """The same with so many cells more on every side, in which it is reflected: what reaches an edge goes on."""
        rows, columns = self.sketch.shape[-2:]
        boxes = self.condition.boxes
        sides = torch.tensor((columns, rows) * 2, device=boxes.device)
        moved = torch.where(boxes <= 0, 0, torch.where(boxes >= 1, 1, (boxes * sides + rim) / (sides + 2 * rim)))
        painted, sketch = (reflected(one, rim) for one in (self.painted, self.sketch))
        return replace(self, condition=replace(self.condition, boxes=moved), painted=painted, sketch=sketch)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a model is: channels of its three scales, and numbers of a token."""

    widths: tuple[int, int, int] = (40, 80, 112)
    token_width: int = 96


class Sprites(nn.Module):
    """Embeddings (…, SIZE) and whether a colour is stated (…, 1) to sprites (…, PLANES, SPRITE, SPRITE), 0 to 1.

    They are what a Gaussian process over phrases expects after those that it was taught (C. Rasmussen and C. Williams,
    "Gaussian Processes for Machine Learning", 2006, eq. 2.25): of a phrase that was taught its own sprite, of another
    one the ``mean`` (PLANES SPRITE²) of all, and the more of those of phrases that are like it. It is solved for at
    once and is no part of the network's weights. ``taught`` (phrases, PLANES SPRITE²) are bytes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.teach(torch.zeros(0, SIZE), torch.zeros(0, 1), torch.zeros(0, PLANES, SPRITE, SPRITE, dtype=torch.uint8))

    text: Tensor
    stated: Tensor
    taught: Tensor
    mean: Tensor
    factor: Tensor

    @torch.no_grad()
    def teach(self, text: Tensor, stated: Tensor, sprites: Tensor) -> None:
        """Know these sprites (phrases, PLANES, SPRITE, SPRITE), in bytes, of these phrases."""
        flat = sprites.flatten(1)
        mean = flat.sum(0, dtype=torch.float) / max(1, 255 * len(flat))
        known = {"text": text.double(), "stated": stated.double(), "taught": flat, "mean": mean}
        for name, value in known.items():
            self.register_buffer(name, value, persistent=False)
        told = self.kernel(text, stated) + JITTER * torch.eye(len(text), device=text.device)
        self.register_buffer("factor", torch.linalg.cholesky(told), persistent=False)

    def forward(self, text: Tensor, stated: Tensor) -> Tensor:
        told = self.kernel(text.reshape(-1, SIZE), stated.reshape(-1, 1))
        shares = torch.cholesky_solve(told.T, self.factor).T.to(text.dtype)
        used = (shares.abs() >= FAINTEST).any(0)
        with torch.autocast(text.device.type, enabled=False):
            drawn = self.mean + shares[:, used] @ (self.taught[used] / 255 - self.mean)
        planes = drawn.reshape(*text.shape[:-1], PLANES, SPRITE, SPRITE).clamp(0, 1)
        opacity = planes[..., 4:, :, :]
        return torch.cat((planes[..., :4, :, :].minimum(opacity), opacity), -3)

    def kernel(self, text: Tensor, stated: Tensor) -> Tensor:
        """What each taught sprite tells of these (k, SIZE), (k, phrases) in double precision, 1 of itself."""
        text = text.double()
        apart = text.square().sum(1, keepdim=True) + self.text.square().sum(1) - 2 * text @ self.text.T
        other = (stated.double() - self.stated[:, 0]).abs()
        near: Tensor = (-apart.clamp(min=0) / (2 * LENGTH**2)).exp() * (1 - (1 - ACROSS) * other)
        return near


class Block(nn.Module):
    """A residual block that is told the time and the ground (adaptive normalisation)."""

    def __init__(self, inner: int, outer: int, told: int) -> None:
        super().__init__()
        self.norm_in = nn.GroupNorm(8, inner)
        self.first = nn.Conv2d(inner, outer, 3, padding=1)
        self.tell = nn.Linear(told, 2 * outer)
        self.norm = nn.GroupNorm(8, outer)
        self.second = nn.Conv2d(outer, outer, 3, padding=1)
        self.skip = nn.Conv2d(inner, outer, 1) if inner != outer else nn.Identity()
        nn.init.zeros_(self.second.weight)

    def forward(self, x: Tensor, told: Tensor) -> Tensor:
        scale, shift = self.tell(told)[..., None, None].chunk(2, dim=1)
        inner = self.norm(self.first(F.silu(self.norm_in(x)))) * (1 + scale) + shift
        made: Tensor = self.skip(x) + self.second(F.silu(inner))
        return made


class GatedAttention(nn.Module):
    """Cells (n, width, rows, columns) attend to tokens (n, m, token width), each where the mask lets it.

    ``mask`` (n, rows × columns, m). What no token covers keeps what it has.
    """

    def __init__(self, width: int, token_width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.GroupNorm(8, width)
        self.ask, self.key = nn.Linear(width, width), nn.Linear(token_width, width)
        self.value, self.out = nn.Linear(token_width, width), nn.Linear(width, width)
        self.gate = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor, tokens: Tensor, mask: Tensor) -> Tensor:
        _, width, rows, columns = x.shape
        asked = self.ask(self.norm(x).flatten(2).transpose(1, 2))
        query, key, value = (
            one.unflatten(-1, (self.heads, -1)).transpose(1, 2) for one in (asked, self.key(tokens), self.value(tokens))
        )
        blocked = torch.zeros(mask.shape, device=x.device).masked_fill(~mask, -1e4)
        weights = (query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + blocked[:, None]).softmax(-1)
        seen = (weights @ value).transpose(1, 2).flatten(2) * mask.any(-1, keepdim=True)
        added: Tensor = self.out(seen).transpose(1, 2).unflatten(-1, (rows, columns))
        return x + torch.tanh(self.gate) * added


class FlowModel(nn.Module):
    """``forward(z, t, condition)``: latents (n, CHANNELS, rows, columns) at times (n), 0 noise to 1 picture, to what
    they are without noise. Rows and columns are multiples of 4; any number of them, for it is convolutional.

    ``masked``, ``painted`` and ``attending`` can be switched off to see what each of them does: the mask of the
    attention, the layout on the grid, the attention itself.
    """

    center: Tensor

    def __init__(self, size: Size = Size()) -> None:
        super().__init__()
        a, b, c = size.widths
        told = 4 * FREQUENCIES + 4
        self.masked = self.painted = self.attending = True
        self.size = size
        self.sprites = Sprites()
        self.register_buffer("center", torch.zeros(SIZE))  # the mean of the phrases that it was trained with
        self.token = nn.Sequential(
            nn.Linear(SIZE + 4 + 4 * 2 * FREQUENCIES + 2, size.token_width), nn.SiLU(),
            nn.Linear(size.token_width, size.token_width),
        )  # fmt: skip
        self.token_paint = nn.Linear(size.token_width, PAINTED)
        self.tell = nn.Sequential(nn.Linear(2 * FREQUENCIES + 4, told), nn.SiLU(), nn.Linear(told, told), nn.SiLU())
        self.into = nn.Conv2d(3 * CHANNELS + 4 * FINE**2 + PAINTED, a, 3, padding=1)
        self.down = nn.ModuleList([Block(a, a, told), Block(b, b, told)])
        self.shrink = nn.ModuleList([nn.Conv2d(a, b, 3, 2, 1), nn.Conv2d(b, c, 3, 2, 1)])
        self.middle = nn.ModuleList([Block(c, c, told), Block(c, c, told)])
        self.attend = nn.ModuleList([GatedAttention(b, size.token_width), GatedAttention(c, size.token_width)])
        self.grow = nn.ModuleList([nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)])
        self.up = nn.ModuleList([Block(b, b, told), Block(a, a, told)])
        self.out = nn.Conv2d(a, 2 * CHANNELS, 3, padding=1)
        for zero in (self.out.weight, self.out.bias):
            assert zero is not None
            nn.init.zeros_(zero)
        self.sketched = nn.Conv2d(3 * FINE**2, CHANNELS, 1)

    def forward(self, z: Tensor, t: Tensor, condition: Condition) -> Tensor:
        return self.look(z, t, self.lay(condition, *z.shape[-2:]))

    def lay(self, condition: Condition, rows: int, columns: int) -> Laid:
        """The condition on a grid of so many latent cells."""
        tokens = self.tokens(condition, rows, columns)
        painted = self.map(condition, tokens, rows, columns)
        return Laid(condition, tokens, painted, self.sketched(self.sketch(painted, condition.ground)))

    def look(self, z: Tensor, t: Tensor, laid: Laid) -> Tensor:
        """``forward`` of a condition that is laid on the grid of z already, for several looks at one."""
        condition, tokens, painted, sketch = laid.condition, laid.tokens, laid.painted, laid.sketch
        told = self.tell(torch.cat((fourier(t[:, None]), condition.ground), -1))
        at, noise = t[:, None, None, None], (1 - t)[:, None, None, None]
        off = z - at * sketch
        # in units of all that is unknown, and of the noise alone, which is what counts where all is plain
        unknown = (OFF_SKETCH * at).square() + noise.square()
        seen = (off / unknown.sqrt(), (off / noise.clamp(min=FAINT)).asinh())
        x = self.into(torch.cat((*seen, sketch, painted), 1))
        fine = self.down[0](x, told)
        half = self._attended(0, self.down[1](self.shrink[0](fine), told), tokens, condition)
        x = self.middle[0](self.shrink[1](half), told)
        x = self.middle[1](self._attended(1, x, tokens, condition), told)
        x = self.up[0](half + _twice(self.grow[0](x)), told)
        x = self.up[1](fine + _twice(self.grow[1](x)), told)
        mean, spread = self.out(F.silu(x)).chunk(2, 1)
        mean, variance = OFF_SKETCH * mean, (OFF_SKETCH * spread.clamp(LEAST, MOST).exp()).square()
        believed = variance * at / (variance * at.square() + noise.square()).clamp(min=1e-8)
        latent: Tensor = sketch + mean + believed * (off - at * mean)
        return latent

    def sketch(self, painted: Tensor, ground: Tensor) -> Tensor:
        """What a map (n, 4 FINE² + PAINTED, rows, columns) shows on its ground, (n, 3 FINE², rows, columns), -1 to 1:
        red, green and blue, each of FINE × FINE cells. A ground that is not stated is gray."""
        n, _, rows, columns = painted.shape
        inks = painted[:, : 4 * FINE**2].reshape(n, 4, FINE**2, rows, columns)
        behind = torch.where(ground[:, 3:] > 0, ground[:, :3], 0.5)[..., None, None, None]
        shown: Tensor = (inks[:, :3] + (1 - inks[:, 3:]) * behind) * 2 - 1
        return shown.flatten(1, 2)

    @torch.no_grad()
    def begin_with_components(self, components: nn.Conv2d) -> None:
        """Take sketches for what an autoencoder's linear part says of them, a cell's colour being its pixels'."""
        fine = components.weight.reshape(CHANNELS, 3, FINE, FACTOR // FINE, FINE, FACTOR // FINE)
        self.sketched.weight.copy_(fine.sum((3, 5)).flatten(1)[..., None, None])
        assert components.bias is not None
        assert self.sketched.bias is not None
        self.sketched.bias.copy_(components.bias)

    def tokens(self, condition: Condition, rows: int, columns: int) -> Tensor:
        """The grounding token of each thing, (n, m, token width)."""
        left, top, right, bottom = condition.boxes.unbind(-1)
        extent = torch.stack(((right - left) * columns, (bottom - top) * rows), -1) / GRID
        parts = (SIZE**0.5 * (condition.text - self.center), condition.color, fourier(condition.boxes), extent)
        tokens: Tensor = self.token(torch.cat(parts, -1))
        return tokens

    def map(self, condition: Condition, tokens: Tensor, rows: int, columns: int) -> Tensor:
        """The layout on the latent grid, (n, 4 FINE² + PAINTED, rows, columns): sprites laid over each other in their
        colours (red, green, blue and opacity of FINE × FINE cells), and the tokens where they are."""
        n, m = condition.present.shape
        if not self.painted:
            return torch.zeros(n, 4 * FINE**2 + PAINTED, rows, columns, device=tokens.device)
        looks = condition.looks
        if looks is None:
            looks = colored(self.sprites(condition.text, condition.color[..., 3:]), condition.color)
        there = condition.present
        placed = looks.new_zeros(n, m, 4, rows * FINE, columns * FINE)
        with torch.autocast(looks.device.type, enabled=False):  # edges lie between pixels
            placed[there] = warped(looks[there], condition.boxes[there], rows * FINE, columns * FINE)
        clear = 1 - placed[:, :, 3:].clamp(0, 1)
        behind = torch.cat((clear, torch.ones_like(clear[:, :1])), 1).flip(1).cumprod(1).flip(1)[:, 1:]
        shown = placed * behind  # what those in front of it leave of each
        where = F.avg_pool2d(shown[:, :, 3], FINE)
        spread = torch.einsum("nmc,nmrs->ncrs", self.token_paint(tokens), where)
        return torch.cat((F.pixel_unshuffle(shown.sum(1), FINE), spread), 1)

    def _attended(self, number: int, x: Tensor, tokens: Tensor, condition: Condition) -> Tensor:
        if not self.attending:
            return x
        mask = covered(condition.boxes, x.shape[2], x.shape[3]) if self.masked else None
        allowed = condition.present[:, None] & (mask if mask is not None else True)
        cells = x.shape[2] * x.shape[3]
        attended: Tensor = self.attend[number](x, tokens, allowed.expand(-1, cells, -1))
        return attended


def colored(sprites: Tensor, color: Tensor) -> Tensor:
    """Sprites (…, PLANES, rows, columns) in stated colours (…, 4), red, green, blue and 1, or in their own where these
    are 0: (…, 4, rows, columns) red, green, blue and opacity, premultiplied."""
    tint = (color[..., :3] * color[..., 3:])[..., None, None]
    return torch.cat((sprites[..., :1, :, :] * tint + sprites[..., 1:4, :, :], sprites[..., 4:, :, :]), -3)


def fourier(values: Tensor) -> Tensor:
    """Sines and cosines of numbers from 0 to 1, (…, k) to (…, 2 FREQUENCIES k)."""
    angles = values[..., None] * (2.0 ** torch.arange(FREQUENCIES, device=values.device) * pi / 2)
    return torch.cat((angles.sin(), angles.cos()), -1).flatten(-2)


def covered(boxes: Tensor, rows: int, columns: int) -> Tensor:
    """Which cells a box touches: (n, m, 4) to (n, rows × columns, m)."""
    x = torch.arange(columns, device=boxes.device) / columns
    y = torch.arange(rows, device=boxes.device) / rows
    left, top, right, bottom = boxes[..., None].unbind(-2)
    across = (x + 1 / columns > left) & (x < right)
    down = (y + 1 / rows > top) & (y < bottom)
    return (down[..., :, None] & across[..., None, :]).flatten(2).transpose(1, 2)


def warped(looks: Tensor, boxes: Tensor, rows: int, columns: int) -> Tensor:
    """Sprites (k, planes, SPRITE, SPRITE) in their boxes (k, 4) on a grid (k, planes, rows, columns), zero around.

    Where a sprite's cell covers several of the grid's, edges are no wider there than in the sprite: what lies on a line
    between two cells is led away from the middle between the most and the least of their neighbours, to these.
    """
    left, top, right, bottom = boxes.unbind(-1)
    down, across = _resampling(top, bottom, rows, looks.shape[-2]), _resampling(left, right, columns, looks.shape[-1])

    def laid(planes: Tensor) -> Tensor:
        return down[:, None] @ planes @ across[:, None].transpose(-1, -2)

    wide, high = ((right - left) * columns / looks.shape[-1], (bottom - top) * rows / looks.shape[-2])
    steep = (wide * high).sqrt().clamp(min=1.0)[:, None, None, None]
    most, least = laid(F.max_pool2d(looks, 3, 1, 1)), -laid(F.max_pool2d(-looks, 3, 1, 1))
    middle, reach = (most + least) / 2, (most - least) / 2
    return middle + (steep * (laid(looks) - middle)).clamp(min=-reach, max=reach)


def _resampling(low: Tensor, high: Tensor, count: int, cells: int) -> Tensor:
    """How much of each of a sprite's cells is in each of a grid's, (k, count, cells): the mean over what a cell of the
    grid covers where that is more than one, so that nothing between two cells is lost, else along a line between two.
    At the ends of a box a cell of the grid has as much of the sprite as it has of the box, however large the sprite's
    cells are: what fills its box is no paler along its edges.
    """
    size = (high - low).clamp(min=1e-3)[:, None, None] / cells  # of a sprite's cell, as a part of the picture
    at = ((torch.arange(count, device=low.device)[:, None] + 0.5) / count - low[:, None, None]) / size
    half = 1 / (size * count) / 2
    cell = torch.arange(cells, device=low.device)

    def shared(reach: Tensor, begin: Tensor, end: Tensor) -> Tensor:
        return (torch.minimum(at + reach, end) - torch.maximum(at - reach, begin)).clamp(min=0)

    inside = shared(half, cell[:1], cell[-1:] + 1) / (2 * half)
    shares = shared(half.clamp(min=0.5), cell, cell + 1)
    return inside * shares / shares.sum(-1, keepdim=True).clamp(min=1e-6)


def reflected(x: Tensor, rim: int) -> Tensor:
    """A grid (n, k, rows, columns) with so many cells more on every side, reflected at its edges."""
    return F.pad(x, (rim,) * 4, mode="reflect")


def _twice(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")
