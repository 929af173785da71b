"""Linked boxes in layers: their order in each layer with few crossings, and where each stands across.

The second and third step of Sugiyama's method, in coordinates in which links run down: ``x`` is across, ``y`` along.
Crossings are lessened by barycentres and by swapping neighbours (E. Gansner et al., "A Technique for Drawing
Directed Graphs", 1993). Across, every layer in turn is brought as near to what its boxes are linked with as their
order allows, which for one layer is solved exactly by pooling neighbours that would overlap.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Sweeps up and down in search of few crossings, and to place boxes across.
ORDER_SWEEPS, PLACE_SWEEPS = 12, 24
#: How strongly links are straight: between two boxes, at one of their ends, and between bends of one long link.
STRAIGHT = {0: 1.0, 1: 2.0, 2: 8.0}


@dataclass(frozen=True, slots=True)
class Block:
    """A box, or a place where a link passes a layer (``is_bend``): how far it reaches to each side of its middle
    line across (``before``, ``after``), and its ``length`` along the layers."""

    id: str
    before: float
    after: float
    length: float
    is_bend: bool = False


@dataclass(frozen=True, slots=True)
class Layered:
    """Blocks by layer, in their order, and the links between blocks of neighbouring layers (earlier one first).

    ``ordered`` are pairs of blocks of which the first has to stand before the second where they share a layer;
    ``pulls`` are places across where something else wants a block to be.
    """

    layers: Sequence[Sequence[Block]]
    links: Sequence[tuple[str, str]]
    ordered: Sequence[tuple[str, str]] = ()
    pulls: Mapping[str, float] | None = None


def order(graph: Layered) -> list[list[Block]]:
    """The layers with their blocks in an order that has few crossings."""
    above, below = _neighbours(graph)
    best = [_kept(list(layer), graph.ordered) for layer in graph.layers]
    fewest = crossings(best, below)
    now = [list(layer) for layer in best]
    for sweep in range(ORDER_SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        places = {block.id: index for layer in now for index, block in enumerate(layer)}
        numbers = range(1, len(now)) if down else range(len(now) - 2, -1, -1)
        for number in numbers:
            now[number] = _by_barycentre(now[number], above if down else below, places, graph.ordered)
            places.update((block.id, index) for index, block in enumerate(now[number]))
        _swap(now, above, below, graph.ordered)
        found = crossings(now, below)
        if found < fewest:
            best, fewest = [list(layer) for layer in now], found
    return best


def crossings(layers: Sequence[Sequence[Block]], below: Mapping[str, Sequence[str]]) -> int:
    """How many pairs of links cross between neighbouring layers."""
    total = 0
    for first, second in pairwise(layers):
        place = {block.id: index for index, block in enumerate(second)}
        seen: list[int] = []
        for block in first:
            ends = sorted(place[id] for id in below[block.id] if id in place)
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def across(graph: Layered, layers: Sequence[Sequence[Block]], gap: float, bend_gap: float) -> dict[str, float]:
    """The middle line of every block: each layer in its order, with ``gap`` between boxes at least, and links straight
    where they can be."""
    above, below = _neighbours(graph)
    bends = {block.id: block.is_bend for layer in layers for block in layer}
    pulls = graph.pulls or {}
    places: dict[str, float] = {}
    spread: list[list[float]] = []
    for layer in layers:
        at = [0.0]
        for a, b in pairwise(layer):
            at.append(at[-1] + a.after + b.before + (bend_gap if a.is_bend or b.is_bend else gap))
        spread.append(at)
        middle = at[-1] / 2
        places.update((block.id, place - middle) for block, place in zip(layer, at, strict=True))
    numbers = range(len(layers))
    for sweep in range(PLACE_SWEEPS):
        settled = sweep >= PLACE_SWEEPS - 6  # at last both sides count
        ahead, behind = (above, below) if sweep % 2 == 0 else (below, above)
        for number in numbers if sweep % 2 == 0 else reversed(numbers):
            layer = layers[number]
            wishes, weights = [], []
            for block in layer:
                near = [*above[block.id], *below[block.id]] if settled else ahead[block.id] or behind[block.id]
                pairs = [(places[id], STRAIGHT[block.is_bend + bends[id]]) for id in near]
                if block.id in pulls:
                    pairs.append((pulls[block.id], 0.2))
                total = sum(weight for _, weight in pairs)
                wishes.append(sum(x * w for x, w in pairs) / total if pairs else places[block.id])
                weights.append(total if pairs else 0.05)
            for block, x in zip(layer, _pooled(wishes, weights, spread[number]), strict=True):
                places[block.id] = x
    _straighten(layers, below, above, spread, places)
    return places


def _straighten(
    layers: Sequence[Sequence[Block]], below: Mapping[str, Sequence[str]], above: Mapping[str, Sequence[str]],
    spread: Sequence[Sequence[float]], places: dict[str, float],
) -> None:  # fmt: skip
    """Puts blocks that follow each other alone on one line, as far as their neighbours leave room for it."""
    at = {block.id: (number, index) for number, layer in enumerate(layers) for index, block in enumerate(layer)}
    done: set[str] = set()
    for layer in layers:
        for block in layer:
            if block.id in done:
                continue
            chain = [block.id]
            while len(below[chain[-1]]) == 1 and len(above[below[chain[-1]][0]]) == 1:
                chain.append(below[chain[-1]][0])
            done.update(chain)
            low, high = float("-inf"), float("inf")
            for id in chain:
                number, index = at[id]
                room, here = spread[number], layers[number]
                if index:
                    low = max(low, places[here[index - 1].id] + room[index] - room[index - 1])
                if index + 1 < len(here):
                    high = min(high, places[here[index + 1].id] - room[index + 1] + room[index])
            if len(chain) > 1 and low <= high:
                middle = min(max(sum(places[id] for id in chain) / len(chain), low), high)
                places.update(dict.fromkeys(chain, middle))


def _neighbours(graph: Layered) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {block.id: [] for layer in graph.layers for block in layer}
    below: dict[str, list[str]] = {id: [] for id in above}
    for a, b in graph.links:
        below[a].append(b)
        above[b].append(a)
    return above, below


def _by_barycentre(
    layer: Sequence[Block], near: Mapping[str, Sequence[str]], places: Mapping[str, int],
    ordered: Sequence[tuple[str, str]],
) -> list[Block]:  # fmt: skip
    """Sorted by the mean place of what each is linked with; what is linked with nothing keeps its place."""
    free = {block.id: index for index, block in enumerate(layer) if not near[block.id]}
    mean = {
        block.id: sum(places[id] for id in near[block.id]) / len(near[block.id])
        for block in layer if near[block.id]
    }  # fmt: skip
    made = sorted((block for block in layer if block.id in mean), key=lambda block: mean[block.id])
    for block in layer:
        if block.id in free:
            made.insert(free[block.id], block)
    return _kept(made, ordered)


def _kept(layer: list[Block], ordered: Sequence[tuple[str, str]]) -> list[Block]:
    """With the first of each ordered pair moved to before the second."""
    for first, second in ordered:
        place = {block.id: index for index, block in enumerate(layer)}
        if first in place and second in place and place[first] > place[second]:
            layer.insert(place[second], layer.pop(place[first]))
    return layer


def _swap(
    layers: list[list[Block]], above: Mapping[str, Sequence[str]], below: Mapping[str, Sequence[str]],
    ordered: Sequence[tuple[str, str]],
) -> None:  # fmt: skip
    """Swaps neighbours of a layer whose links then cross less."""
    fixed = set(ordered)
    places = {block.id: index for layer in layers for index, block in enumerate(layer)}
    for _ in range(4):
        swapped = False
        for layer in layers:
            for i in range(len(layer) - 1):
                a, b = layer[i], layer[i + 1]
                if (a.id, b.id) in fixed:
                    continue
                now = then = 0
                for near in (above, below):
                    first, second = ([places[id] for id in near[one.id]] for one in (a, b))
                    now += sum(x > y for x in first for y in second)
                    then += sum(y > x for x in first for y in second)
                if then < now:
                    layer[i], layer[i + 1] = b, a
                    places[a.id], places[b.id] = i + 1, i
                    swapped = True
        if not swapped:
            return


def _pooled(wishes: Sequence[float], weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """The places nearest to the wishes (by weighted squares) that keep the order and the ``least`` distances, which are
    given as places themselves: pool adjacent violators."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, least, strict=True):
        mean, total, count = wish - offset, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, many = pools.pop()
            mean = (mean * total + other * more) / (total + more)
            total, count = total + more, count + many
        pools.append((mean, total, count))
    at = [mean for mean, _, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(at, least, strict=True)]
