"""Which tokens of a picture belong to which thing, and which tokens may attend to which."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING

from sgc.backends.conditions import Box, Conditions

if TYPE_CHECKING:
    import torch


def cells_of(box: Box, rows: int, columns: int) -> tuple[slice, slice]:
    """The rows and columns of a grid over the picture whose centres are in a box; at least the one in its middle."""

    def between(low: float, high: float, count: int) -> slice:
        start, stop = ceil(low * count - 0.5), floor(high * count - 0.5) + 1
        middle = min(count - 1, int((low + high) / 2 * count))
        return slice(start, stop) if stop > start else slice(middle, middle + 1)

    left, top, right, bottom = box
    return between(top, bottom, rows), between(left, right, columns)


def owners(conditions: Conditions, rows: int, columns: int) -> torch.Tensor:
    """The region that owns each token of a grid: int64, rows × columns, -1 where there is none.

    Where boxes overlap the nearest thing owns the token; one that would own none keeps the middle of its box.
    """
    import torch

    grid = torch.full((rows, columns), -1)
    for number, region in enumerate(conditions.regions):  # farthest first
        grid[cells_of(region.box, rows, columns)] = number
    for number, region in enumerate(conditions.regions):
        if not (grid == number).any():
            left, top, right, bottom = region.box
            x, y = (left + right) / 2, (top + bottom) / 2
            grid[min(rows - 1, int(y * rows)), min(columns - 1, int(x * columns))] = number
    return grid


def attention_mask(
    owner: torch.Tensor, whole: int, parts: Sequence[int], *, isolated: bool, text_first: bool
) -> torch.Tensor:
    """Which token may attend to which: bool, tokens × tokens, a row for each that attends.

    ``owner`` is that of each image token (a vector), ``whole`` the number of tokens of the caption, ``parts`` those of
    each region's own text, in their order. A region's text is seen by the image tokens that the region owns, and by no
    others, and sees only them. When regions are ``isolated``, image tokens see those of their own region and of the
    background, and the background and the caption see no region, so that nothing of a region's text gets out of it by
    any way; else image tokens all see each other, so that things stand on, hide and shade what is beside them.
    """
    import torch

    # Who each token belongs to: the caption -2, the background -1, a region's text and its image its number.
    texts = torch.repeat_interleave(torch.arange(-1, len(parts)), torch.tensor([whole, *parts]))
    texts = torch.where(texts == -1, -2, texts).to(owner.device)
    group = torch.cat([texts, owner] if text_first else [owner, texts])
    is_image = torch.cat([torch.zeros_like(texts), torch.ones_like(owner)] if text_first else
                         [torch.ones_like(owner), torch.zeros_like(texts)]).bool()  # fmt: skip
    own = group[:, None] == group[None, :]
    common = (group < 0)[None, :] & (is_image | (group == -2))[:, None]  # what all but regions' texts may see
    if isolated:
        return own | common
    scene = is_image | (group == -2)  # the caption and the image
    return own | (scene[:, None] & scene[None, :])
