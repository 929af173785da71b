"""The picture of somebody who sits, from that of the same person standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sgc.graph.vocabulary import BENT
from sgc.measure.paths import Command, Commands, bounds, union

#: The share of the legs that is shoes, which stay as high as they are; and by how much knees are further apart.
SHOES, APART = 0.14, 0.3


def sitting(outlines: Sequence[Commands], hip: float) -> tuple[Commands, ...]:
    """The outlines of a picture of height 1, of which what is below the ``hip`` is seen from before with bent knees:
    less high, and apart."""
    box = union(map(bounds, outlines))
    assert box is not None, "every picture has ink"
    middle = (box[0] + box[2]) / 2
    return tuple(tuple(_moved(one, hip, middle) for one in outline) for outline in outlines)


def _moved(command: Command, hip: float, middle: float) -> Command:
    numbers = cast("tuple[float, ...]", command[1:])
    points = zip(numbers[::2], numbers[1::2], strict=True)
    return (command[0], *(number for x, y in points for number in _bent(x, y, hip, middle)))


def _bent(x: float, y: float, hip: float, middle: float) -> tuple[float, float]:
    """Where a point of the one who stands is in the one who sits: the hip stays, and so does the height of shoes."""
    legs = 1 - hip
    down = max(0.0, y - hip) / legs
    lower = down * (BENT - SHOES) / (1 - SHOES) if down <= 1 - SHOES else down - (1 - BENT)
    return middle + (x - middle) * (1 + APART * min(1.0, 2 * down)), min(y, hip) + lower * legs
