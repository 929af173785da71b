"""The order of blocks in each layer in which few links cross.

From several first orders, sweeps over the layers sort each by the medians of what its blocks are linked with in the
layer before, and then neighbours swap as long as that saves crossings (E. Gansner et al., "A Technique for Drawing
Directed Graphs", 1993); the best order of all is kept. Blocks are numbers here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Layers = list[list[int]]

#: Sweeps without an improvement before the search ends, and how many blocks are looked at in all of it.
PATIENCE, EFFORT = 6, 120_000
#: Passes of swapping neighbours in one layer.
SWAPS = 6


def ordered(
    layers: Sequence[Sequence[int]], links: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]] = ()
) -> Layers:
    """The layers with few crossings of links, which lead from a layer to the next; ``pairs`` keep their order."""
    count = sum(map(len, layers))
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        below[a].append(b)
        above[b].append(a)
    search = _Search(above, below, frozenset(pairs))
    best: Layers = []
    fewest = -1
    effort = EFFORT
    for first in _starts(layers, above, below):
        found, crossed, spent = search.improved(first, max(effort, 4 * count))
        effort -= spent
        if fewest < 0 or crossed < fewest:
            best, fewest = found, crossed
        if not fewest or effort <= 0:
            break
    return best


def crossings(layers: Sequence[Sequence[int]], below: Sequence[Sequence[int]] | Mapping[int, Sequence[int]]) -> int:
    """How many pairs of links cross between neighbouring layers."""
    total = 0
    for first, second in pairwise(layers):
        place = {block: index for index, block in enumerate(second)}
        ends = [end for block in first for end in sorted(place[other] for other in below[block])]
        total += _inversions(ends)
    return total


def _inversions(numbers: list[int]) -> int:
    """How many pairs of numbers stand in the wrong order, by merging."""
    if len(numbers) < 2:
        return 0
    total = 0
    run = 1
    while run < len(numbers):
        merged: list[int] = []
        for start in range(0, len(numbers), 2 * run):
            left, right = numbers[start : start + run], numbers[start + run : start + 2 * run]
            i = 0
            for value in right:
                while i < len(left) and left[i] <= value:
                    merged.append(left[i])
                    i += 1
                total += len(left) - i
                merged.append(value)
            merged += left[i:]
        numbers = merged
        run *= 2
    return total


def _starts(
    layers: Sequence[Sequence[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> Iterator[Layers]:
    """First orders: as blocks are met on a walk down from the first layer, up from the last one, and as given."""
    yield _walked(layers, above, below, reversed_=False)
    yield _walked(layers, above, below, reversed_=True)
    yield [list(layer) for layer in layers]


def _walked(
    layers: Sequence[Sequence[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]], *, reversed_: bool
) -> Layers:
    number = {block: index for index, layer in enumerate(layers) for block in layer}
    found: Layers = [[] for _ in layers]
    seen: set[int] = set()
    onwards, back = (above, below) if reversed_ else (below, above)
    for layer in reversed(layers) if reversed_ else layers:
        for start in layer:
            stack = [start]
            while stack:
                block = stack.pop()
                if block in seen:
                    continue
                seen.add(block)
                found[number[block]].append(block)
                stack += [other for other in reversed(back[block]) if other not in seen]
                stack += [other for other in reversed(onwards[block]) if other not in seen]
    return found


class _Search:
    """Sweeps over the layers; ``fixed`` are pairs that keep their order where they share a layer."""

    def __init__(
        self, above: Sequence[Sequence[int]], below: Sequence[Sequence[int]], fixed: frozenset[tuple[int, int]]
    ) -> None:
        self.above, self.below, self.fixed = above, below, fixed
        self.place = [0] * len(above)

    def improved(self, layers: Layers, effort: int) -> tuple[Layers, int, int]:
        """The best order that sweeps find, its crossings, and how many blocks were looked at."""
        now = [self._kept(list(layer)) for layer in layers]
        for layer in now:
            self._number(layer)
        best = [list(layer) for layer in now]
        fewest = crossings(now, self.below)
        count = sum(map(len, now))
        spent = waited = sweep = 0
        while fewest and waited < PATIENCE and spent < effort:
            down = sweep % 2 == 0
            numbers = range(1, len(now)) if down else range(len(now) - 2, -1, -1)
            for number in numbers:
                now[number] = self._by_medians(now[number], self.above if down else self.below, sweep % 4 < 2)
                self._number(now[number])
            for number in range(len(now)) if down else range(len(now) - 1, -1, -1):
                self._swap(now[number])
            crossed = crossings(now, self.below)
            if crossed < fewest:
                best, fewest, waited = [list(layer) for layer in now], crossed, 0
            else:
                waited += 1
            sweep += 1
            spent += count
        return best, fewest, spent

    def _number(self, layer: Sequence[int]) -> None:
        for index, block in enumerate(layer):
            self.place[block] = index

    def _by_medians(self, layer: Sequence[int], near: Sequence[Sequence[int]], last: bool) -> list[int]:
        """Sorted by medians; blocks that are linked with nothing there keep their places. Equal ones keep their order,
        or turn it round (``last``), which leads out of standstills."""
        medians: dict[int, float] = {}
        for block in layer:
            places = sorted(self.place[other] for other in near[block])
            if places:
                medians[block] = _median(places)
        moving = [block for block in layer if block in medians]
        moving = sorted(reversed(moving) if last else moving, key=medians.__getitem__)
        rest = iter(moving)
        return self._kept([next(rest) if block in medians else block for block in layer])

    def _kept(self, layer: list[int]) -> list[int]:
        """With the first of each fixed pair moved to before the second."""
        if self.fixed:
            for first, second in sorted(self.fixed):
                if first in layer and second in layer and layer.index(first) > layer.index(second):
                    layer.insert(layer.index(second), layer.pop(layer.index(first)))
        return layer

    def _swap(self, layer: list[int]) -> None:
        """Swaps neighbours whose links then cross less."""
        place = self.place
        ups = {block: sorted(place[other] for other in self.above[block]) for block in layer}
        downs = {block: sorted(place[other] for other in self.below[block]) for block in layer}
        for _ in range(SWAPS):
            swapped = False
            for i in range(len(layer) - 1):
                a, b = layer[i], layer[i + 1]
                gain = _gain(ups[a], ups[b]) + _gain(downs[a], downs[b])
                if gain > 0 and (a, b) not in self.fixed:
                    layer[i], layer[i + 1] = b, a
                    swapped = True
            if not swapped:
                break
        self._number(layer)


def _median(places: Sequence[int]) -> float:
    """The middle place; of an even number of them a mean that is nearer to where they stand close together."""
    middle = len(places) // 2
    if len(places) % 2:
        return places[middle]
    if len(places) == 2:
        return (places[0] + places[1]) / 2
    left, right = places[middle - 1] - places[0], places[-1] - places[middle]
    if left + right == 0:
        return (places[middle - 1] + places[middle]) / 2
    return (places[middle - 1] * right + places[middle] * left) / (left + right)


def _gain(first: Sequence[int], second: Sequence[int]) -> int:
    """By how many fewer links cross when the second of two neighbours goes before the first."""
    if not first or not second or first[-1] <= second[0]:
        if first and second and first[0] < second[-1]:
            return -1
        return 0
    total = 0
    for place in first:
        before = bisect_left(second, place)
        total += before - (len(second) - bisect_left(second, place + 1))
    return total
