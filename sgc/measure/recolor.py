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
COVERED = 0.64
#: Layers as near as this to the main colour (OKLab) are parts of the same thing.
KIN = 0.17
#: Layers share their lightness out between these: further apart, and they would be called another colour (a darker
#: orange is brown).
DARKEST, LIGHTEST = -0.2, 0.3


def shades(layers: Sequence[Filled], width: float, height: float) -> tuple[float | None, ...]:
    """What becomes of each layer of a colour picture that fills the box (0, 0, width, height).

    None keeps its own colour; a number takes the stated colour mixed with that share of white, or of black when
    it is negative. What had one colour has one colour again: both wheels of a car, all spots of a ladybug.
    """
    fills = [layer.fill or "#808080" for layer in layers]
    amounts = dict.fromkeys(fills, 0.0)
    visible = visible_shares([(layer.commands, layer.rule) for layer in layers], width, height)
    for fill, share in zip(fills, visible, strict=True):
        amounts[fill] += share
    colors = {fill: oklab(fill) for fill in amounts}
    kin = {fill: sum(amounts[o] for o in amounts if _apart(colors[o], own) < KIN) for fill, own in colors.items()}
    main = colors[max(amounts, key=lambda fill: (kin[fill], amounts[fill]))]
    tinted: dict[str, float] = {}
    for fill in sorted(amounts, key=lambda fill: _apart(colors[fill], main)):
        if sum(tinted.values()) < COVERED or _apart(colors[fill], main) < KIN:
            tinted[fill] = amounts[fill]
    middle = sum(share * colors[fill][0] for fill, share in tinted.items()) / (sum(tinted.values()) or 1)
    changes = {fill: round(min(LIGHTEST, max(DARKEST, 0.8 * (colors[fill][0] - middle))), 3) for fill in tinted}
    return tuple(changes.get(fill) for fill in fills)


def _apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Distance of two colours in OKLab; lightness counts less, so that light and shadow belong together."""
    return hypot(0.6 * (one[0] - other[0]), 1.4 * (one[1] - other[1]), 1.4 * (one[2] - other[2]))
