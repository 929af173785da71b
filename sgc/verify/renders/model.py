"""The two networks of the renders detector, and their weights' file.

``Proposer`` says where things are, whatever they are; ``Recogniser`` turns one thing, cut out and stretched to a
square, into a direction in space that is near that of its picture. Both are small enough for one core of a laptop.
The first follows X. Zhou et al., "Objects as Points" (2019), with the distances to the four edges of Z. Tian et al.,
"FCOS" (2019); the second learns by cosine softmax (H. Wang et al., "CosFace", 2018, without its margin).
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional as F

from sgc.verify.renders.cutting import CROP

#: Pixels of the picture for one cell of the proposer's maps; a picture's sides are padded to multiples of ``UNIT``.
STRIDE, UNIT = 4, 32
#: Numbers of a direction.
DIRECTION = 128
#: The logarithms of distances to edges, in cells, are kept between these.
NEAREST_EDGE, FARTHEST_EDGE = -3.0, 6.0


def _block(inner: int, outer: int, stride: int = 1, size: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inner, outer, size, stride, size // 2, bias=False), nn.BatchNorm2d(outer), nn.SiLU(inplace=True)
    )  # fmt: skip


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = _block(width, width), _block(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(self.first(x))  # type: ignore[no-any-return]  # modules return Any


@dataclass(frozen=True, slots=True)
class Maps:
    """What the proposer says of each cell; all have the shape (pictures, channels, rows, columns).

    ``center`` (1): the logit that a thing's middle is here. ``edges`` (4): the logarithm of the distances, in cells,
    from the cell's middle to the thing's left, top, right and bottom. ``text`` (1): the logit that there is lettering.
    """

    center: Tensor
    edges: Tensor
    text: Tensor


class Proposer(nn.Module):
    """Pictures (n, 3, height, width), -1 to 1, sides multiples of UNIT, to maps of a cell for STRIDE pixels."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e, f = 16, 32, 48, 80, 112, 128  # channels at a half, a quarter, … of the picture's size
        self.stem = nn.Sequential(_block(3, a, 2, 5), _block(a, b, 2))
        self.at4 = _Residual(b)
        self.to8 = nn.Sequential(_block(b, c, 2), _Residual(c))
        self.to16 = nn.Sequential(_block(c, d, 2), _Residual(d))
        self.to32 = nn.Sequential(_block(d, e, 2), _Residual(e))
        self.whole = nn.Linear(e, f)
        self.from_whole = nn.Linear(f, e)
        self.side = nn.ModuleList([nn.Conv2d(e, d, 1), nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1)])
        self.joined = nn.ModuleList([_block(d, d), _block(c, c), _block(b, b)])
        self.head = nn.Sequential(_block(b, b), nn.Conv2d(b, 6, 1))
        last = self.head[-1]
        assert isinstance(last, nn.Conv2d)
        assert last.bias is not None
        nn.init.zeros_(last.bias)
        nn.init.constant_(last.bias[:1], -4.0)  # most cells are no middle of anything
        nn.init.constant_(last.bias[1:5], 1.5)

    def forward(self, pictures: Tensor) -> Maps:
        fine = self.at4(self.stem(pictures))
        at8 = self.to8(fine)
        at16 = self.to16(at8)
        x = self.to32(at16)
        seen = F.silu(self.whole(x.mean((2, 3))))  # what the whole picture is like
        x = x + self.from_whole(seen)[:, :, None, None]
        for side, join, skip in zip(self.side, self.joined, (at16, at8, fine), strict=True):
            x = join(skip + F.interpolate(side(x), scale_factor=2.0, mode="nearest"))
        out = self.head(x)
        return Maps(out[:, :1], out[:, 1:5].clamp(NEAREST_EDGE, FARTHEST_EDGE), out[:, 5:])


@dataclass(frozen=True, slots=True)
class Looks:
    """What the recogniser says of each cut-out.

    ``direction`` (n, DIRECTION), of length 1. ``valid`` (n): the logit that the box holds one whole thing. ``shift``
    (n, 4): what to add to the box's left, top, right and bottom, in parts of its width and height. ``turn`` (n, 2):
    cosine and sine of its clockwise turn.
    """

    direction: Tensor
    valid: Tensor
    shift: Tensor
    turn: Tensor


class Recogniser(nn.Module):
    """Cut-outs (n, 3, CROP, CROP), -1 to 1, to what they look like."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c = 24, 64, 112
        self.body = nn.Sequential(
            _block(3, a, 2, 5), _block(a, a), _block(a, b, 2), _Residual(b), _block(b, c, 2), _Residual(c)
        )
        self.narrow = _block(c, 48, 1, 1)
        self.direction = nn.Linear(48 * (CROP // 8) ** 2, DIRECTION)
        self.rest = nn.Linear(48 * (CROP // 8) ** 2, 7)

    def forward(self, cut_outs: Tensor) -> Looks:
        flat = self.narrow(self.body(cut_outs)).flatten(1)
        rest = self.rest(flat)
        turn = F.normalize(rest[:, 5:7], dim=1)
        return Looks(F.normalize(self.direction(flat), dim=1), rest[:, 0], rest[:, 1:5] * 0.2, turn)


class Networks(nn.Module):
    """Both, as they are trained and stored together."""

    def __init__(self) -> None:
        super().__init__()
        self.proposer, self.recogniser = Proposer(), Recogniser()
