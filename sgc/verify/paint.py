"""What colour a thing in a picture of pixels has: its own pixels told from the ground that it stands before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sgc.graph.colors import from_bytes
from sgc.verify.colors import lab, main_color
from sgc.verify.masks import mask_of
from sgc.verify.types import Detection, Pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Colours are rounded to so many steps a channel, which keeps what a person would call by different words apart.
STEPS = 24
#: A colour farther than this from every colour of the ground (in CIELAB) is no ground.
GROUND = 12.0
#: The share of the rim of a box that a colour has to cover to be ground.
RIM = 0.06
#: When less than this of a box is told from its ground, the thing has the colours of its ground.
LEAST = 0.08


def paint(pixels: NDArray[Any], box: Pixels, mask: NDArray[Any] | None = None) -> tuple[tuple[str, float], ...]:
    """The colours ``#rrggbb`` of a thing with their shares, the largest first; () for an empty box.

    ``pixels`` are height × width × 3, ``box`` is in pixels, ``mask`` (height × width, of the whole picture) says
    which pixels are the thing's own. Without one, the ground is what its box's rim shows, and pixels near the middle
    count for more (a Gaussian of half the box): a detector's box is hardly ever tight.
    """
    import numpy as np

    left, top, right, bottom = _inside(pixels, box)
    if right <= left or bottom <= top:
        return ()
    inner = pixels[top:bottom, left:right].reshape(-1, 3)
    if mask is not None:
        own = mask[top:bottom, left:right].reshape(-1) > 0
        return _shares(inner[own], np.ones(int(own.sum())))
    down = (np.arange(top, bottom) + 0.5 - (top + bottom) / 2) / (bottom - top)
    across = (np.arange(left, right) + 0.5 - (left + right) / 2) / (right - left)
    weights = np.exp(-8 * (down[:, None] ** 2 + across[None, :] ** 2) / 2).reshape(-1)
    own = ~_is_ground(inner, _rim(pixels[top:bottom, left:right]))
    if own.mean() < LEAST:
        own[:] = True
    return _shares(inner[own], weights[own])


def painted(pixels: NDArray[Any], detections: Sequence[Detection]) -> list[Detection]:
    """The detections with their colours, measured on their masks where they have some, else in their boxes."""
    found = []
    for one in detections:
        height, width = pixels.shape[:2]
        colors = paint(pixels, one.box, mask_of(one, (width, height)))
        found.append(replace(one, colors=colors, attributes={**one.attributes, "color": main_color(colors)}))
    return found


def foreground(pixels: NDArray[Any], box: Pixels) -> str:
    """The colour that differs most from what most of a box has: that of the letters of a line."""
    import numpy as np

    left, top, right, bottom = _inside(pixels, box)
    colors, _, counts = _rounded(pixels[top:bottom, left:right].reshape(-1, 3))
    if not len(colors):
        return "#000000"
    far = np.linalg.norm(_lab(colors) - _lab(colors[counts.argmax()][None]), axis=1)
    return from_bytes(colors[(far * np.sqrt(counts)).argmax()])  # smooth edges have many colours, each of them rare


def _inside(pixels: NDArray[Any], box: Pixels) -> tuple[int, int, int, int]:
    height, width = pixels.shape[:2]
    left, top, right, bottom = (round(edge) for edge in box)
    return max(0, left), max(0, top), min(width, right), min(height, bottom)


def _rim(inner: NDArray[Any]) -> NDArray[Any]:
    """The pixels at the edge of a box, at least one wide."""
    import numpy as np

    wide = max(1, round(0.04 * min(inner.shape[:2])))
    edge = np.zeros(inner.shape[:2], bool)
    edge[:wide] = edge[-wide:] = edge[:, :wide] = edge[:, -wide:] = True
    return inner[edge]


def _is_ground(inner: NDArray[Any], rim: NDArray[Any]) -> NDArray[Any]:
    """Which pixels have a colour of the rim."""
    import numpy as np

    colors, _, counts = _rounded(rim)
    ground = _lab(colors[counts >= RIM * counts.sum()])
    own, where, _ = _rounded(inner)
    if not len(ground):
        return np.zeros(len(inner), bool)
    apart = np.linalg.norm(_lab(own)[:, None] - ground[None], axis=2).min(axis=1)
    near: NDArray[Any] = (apart <= GROUND)[where]
    return near


def _shares(inner: NDArray[Any], weights: NDArray[Any]) -> tuple[tuple[str, float], ...]:
    import numpy as np

    colors, where, _ = _rounded(inner)
    amounts = np.bincount(where, weights, len(colors))
    whole = amounts.sum() or 1.0
    order = np.lexsort((np.arange(len(colors)), -amounts))
    return tuple((from_bytes(colors[i]), float(amounts[i] / whole)) for i in order[:32] if amounts[i] > 0)


def _rounded(pixels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The colours of pixels, rounded, each with the mean of the pixels that fell on it; where each pixel fell; and how
    many did."""
    import numpy as np

    steps = (pixels.astype(np.int64) * STEPS) // 256
    keys = (steps[:, 0] * STEPS + steps[:, 1]) * STEPS + steps[:, 2]
    _, where, counts = np.unique(keys, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(where, pixels[:, i], len(counts)) for i in range(3)], axis=1)
    means = np.rint(sums / np.maximum(counts, 1)[:, None]).astype(np.int64)
    return means, where, counts


def _lab(colors: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.array([lab(from_bytes(color)) for color in colors]).reshape(-1, 3)
