"""Where links pass the layers of a diagram whose boxes do not stand where they were proposed: in the gaps between them.

Coordinates are across and along; lengths are layout units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from sgc.diagram.flow import Flow
from sgc.diagram.layers import pooled

#: Left, top, right, bottom across and along.
Box = tuple[float, float, float, float]
#: Links keep this from boxes, and from each other where there is room.
BESIDE, LANE = 72.0, 144.0


def bends_between(flows: Sequence[Flow], boxes: Mapping[str, Box]) -> Mapping[str, float]:
    """A place across for every bend of the flows: straight on from the stop before, or in the nearest gap; bends in
    one gap stand side by side in the order of where they come from."""
    found: dict[str, float] = {}
    for flow in flows:
        rank = {id: number for number, layer in enumerate(flow.layers) for id in layer}
        wished: dict[tuple[int, int], list[tuple[float, str]]] = {}
        gaps = [_gaps([boxes[id] for id in layer if id in boxes]) for layer in flow.layers]
        for chain in flow.chains:
            known = [_middle(boxes[id]) for id in chain.stops if id in boxes]
            first, last = known[0], known[-1]
            for step, id in enumerate(chain.stops):
                if id in boxes:
                    continue
                number = rank[id]
                wish = first + (last - first) * step / (len(chain.stops) - 1)
                gap, at = min(
                    ((k, min(max(wish, low), high)) for k, (low, high) in enumerate(gaps[number])),
                    key=lambda one: abs(one[1] - wish),
                )
                wished.setdefault((number, gap), []).append((at, id))
        for (number, gap), wishes in wished.items():
            low, high = gaps[number][gap]
            wishes.sort()
            apart = min(LANE, (high - low) / max(1, len(wishes) - 1))
            places = pooled([at for at, _ in wishes], [1.0] * len(wishes), [apart * i for i in range(len(wishes))])
            shift = max(low - places[0], 0.0) + min(high - places[-1], 0.0)
            found.update((id, place + shift) for place, (_, id) in zip(places, wishes, strict=True))
    return found


def _gaps(here: Sequence[Box]) -> list[tuple[float, float]]:
    """The ranges across that no box of a layer takes, from the first to the last."""
    found: list[tuple[float, float]] = []
    at = -inf
    for left, _, right, _ in sorted(here):
        if left - BESIDE >= at + BESIDE or at == -inf:
            found.append((at + BESIDE, left - BESIDE))
        at = max(at, right)
    return [*found, (at + BESIDE, inf)]


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2
