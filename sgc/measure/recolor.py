"""A colour picture in one stated colour: what most of it is made of takes the colour, small accents stay.

So a blue apple keeps its leaf, a green cat its eyes, and the colour that is seen is the colour that was stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from sgc.graph.colors import oklab
from sgc.measure.outlines import visible_shares
from sgc.measure.svg import Filled

#: The part of the visible ink that the stated colour must cover, at least.
COVERED = 0.72
#: Layers as near as this to the main colour (OKLab) are parts of the same thing.
KIN = 0.17
#: Layers share their lightness out between these: further apart, and they would be called another colour (a darker
#: orange is brown).
DARKEST, LIGHTEST = -0.2, 0.3


def shades(layers: Sequence[Filled], width: float, height: float) -> tuple[float | None, ...]:
    """What becomes of each layer of a colour picture that fills the box (0, 0, width, height).

    None keeps its own colour; a number takes the stated colour mixed with that share of white, or of black when
    it is negative.
    """
    shares = visible_shares([(layer.commands, layer.rule) for layer in layers], width, height)
    colors = [oklab(layer.fill or "#808080") for layer in layers]
    kin = [sum(s for s, c in zip(shares, colors, strict=True) if _apart(c, own) < KIN) for own in colors]
    main = max(range(len(layers)), key=lambda i: (kin[i], shares[i], -i))
    nearest_first = sorted(range(len(layers)), key=lambda i: (_apart(colors[i], colors[main]), i))
    tinted: set[int] = set()
    covered = 0.0
    for i in nearest_first:
        if covered < COVERED or _apart(colors[i], colors[main]) < KIN:
            tinted.add(i)
            covered += shares[i]
    middle = sum(shares[i] * colors[i][0] for i in tinted) / (sum(shares[i] for i in tinted) or 1)
    return tuple(
        round(min(LIGHTEST, max(DARKEST, 0.8 * (colors[i][0] - middle))), 3) if i in tinted else None
        for i in range(len(layers))
    )


def _apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Distance of two colours in OKLab; lightness counts less, so that light and shadow belong together."""
    return hypot(0.6 * (one[0] - other[0]), 1.4 * (one[1] - other[1]), 1.4 * (one[2] - other[2]))
