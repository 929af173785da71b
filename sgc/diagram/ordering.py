"""The order of blocks in each layer in which few links cross.

From several first orders, sweeps over the layers sort each by the medians of what its blocks are linked with in the
layer before, and then neighbours swap as long as that saves crossings (E. Gansner et al., "A Technique for Drawing
Directed Graphs", 1993); the best order of all is kept. Blocks of one frame stand beside each other in every layer, and
frames in one order in all of them. Blocks and frames are numbers here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

Layers = list[list[int]]

#: Sweeps of every first order; then those without an improvement before the search ends; and how many blocks are
#: looked at in all of it.
TRIAL, PATIENCE, EFFORT = 4, 12, 60_000
#: Passes of swapping neighbours.
SWAPS = 10


def ordered(
    layers: Sequence[Sequence[int]], links: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]] = (),
    around: Sequence[Sequence[int]] = (), frames_apart: Sequence[tuple[int, int]] = (),
) -> Layers:  # fmt: skip
    """The layers with few crossings of links, which lead from a layer to the next; ``pairs`` keep their order.

    ``around`` are the frames around each block, outermost first, and of ``frames_apart`` the first stands before the
    second.
    """
    count = sum(map(len, layers))
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        below[a].append(b)
        above[b].append(a)
    search = _Search(above, below, pairs, around or [()] * count, frames_apart)
    best, fewest = search.improved(search.begun(_starts(layers, above, below)), max(EFFORT, 4 * count))
    return best if fewest >= 0 else [list(layer) for layer in layers]


def crossings(layers: Sequence[Sequence[int]], below: Sequence[Sequence[int]] | Mapping[int, Sequence[int]]) -> int:
    """How many pairs of links cross between neighbouring layers."""
    place = [0] * (1 + max((block for layer in layers for block in layer), default=0))
    for layer in layers:
        for index, block in enumerate(layer):
            place[block] = index
    return sum(
        _inversions([end for block in layer for end in _places(below[block], place)]) for layer in layers[:-1]
    )


def _inversions(ends: list[int]) -> int:
    """How many pairs of numbers stand in the wrong order."""
    if ends == sorted(ends):
        return 0
    total = 0
    seen: list[int] = []
    for end in ends:
        at = bisect_right(seen, end)
        total += len(seen) - at
        seen.insert(at, end)
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
        self, above: Sequence[Sequence[int]], below: Sequence[Sequence[int]], fixed: Sequence[tuple[int, int]],
        around: Sequence[Sequence[int]], frames_apart: Sequence[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.above, self.below = above, below
        self.fixed, self.in_order = frozenset(fixed), sorted(set(fixed))
        self.around = around
        self.frames_apart = sorted(set(frames_apart))
        self.place = [0] * len(above)
        self.chance = Random(0)  # the same at every run
        self.frames: dict[int, float] = {frame: 0.0 for path in around for frame in path}
        self.standing: dict[int, list[float]] = {}
        self.wishes: dict[int, list[float]] = {frame: [] for frame in self.frames}

    def begun(self, starts: Iterable[Layers]) -> tuple[Layers, int]:
        """The best of the first orders after a few sweeps, and its crossings."""
        best: tuple[Layers, int] = [], -1
        for first in starts:
            for frame in self.frames:
                self.wishes[frame] = [
                    index / len(layer)
                    for layer in first for index, block in enumerate(layer) if frame in self.around[block]
                ]  # fmt: skip
            self._order_frames()
            now = [self._sorted(layer, {}) for layer in first]
            found = self._swept(now, TRIAL, TRIAL)
            if best[1] < 0 or found[1] < best[1]:
                best = found
            if not best[1]:
                break
        return best

    def improved(self, best: tuple[Layers, int], effort: int) -> tuple[Layers, int]:
        """A better order that more sweeps find, if any."""
        layers, fewest = best
        if fewest <= 0:
            return best
        count = sum(map(len, layers))
        found = self._swept([list(layer) for layer in layers], effort // count, PATIENCE)
        return found if found[1] < fewest else best

    def _swept(self, now: Layers, most: int, patience: int) -> tuple[Layers, int]:
        for layer in now:
            self._number(layer)
        best, fewest = [list(layer) for layer in now], sum(self._crossed(layer) for layer in now)
        waited = 0
        for sweep in range(most):
            if not fewest or waited >= patience:
                break
            down = sweep % 2 == 0
            near = self.above if down else self.below
            order = range(len(now)) if down else range(len(now) - 1, -1, -1)
            before: Sequence[int] = ()
            for number in order:
                self._go_on(before)
                before = now[number] = self._by_medians(now[number], near, sweep % 4 < 2)
                self._number(before)
            crossed = self._swapped(now, sweep % 4 < 2)
            if crossed < fewest:
                best, fewest, waited = [list(layer) for layer in now], crossed, 0
            else:
                waited += 1
            self._order_frames()
        return best, fewest

    def _number(self, layer: Sequence[int]) -> None:
        for index, block in enumerate(layer):
            self.place[block] = index

    # ------------------------------------------------------------ one layer

    def _go_on(self, layer: Sequence[int]) -> None:
        """Where the frames stand in the layer before: in the next one they go on there, so that what passes by one
        does so on one side."""
        self.standing = {}
        for block in layer if self.frames else ():
            for frame in self.around[block]:
                self.standing.setdefault(frame, []).append(self.place[block])

    def _by_medians(self, layer: Sequence[int], near: Sequence[Sequence[int]], shuffled: bool) -> list[int]:
        """Sorted by medians. Equal ones keep their order, or are ``shuffled``, which leads out of standstills."""
        place = self.place
        medians: dict[int, float] = {}
        for block in layer:
            others = near[block]
            if len(others) == 1:
                medians[block] = place[others[0]]
            elif others:
                medians[block] = _median(sorted([place[other] for other in others]))
        for block in layer if self.frames else ():
            if block in medians:
                for frame in self.around[block]:
                    self.wishes[frame].append(medians[block])
        return self._sorted(layer, medians, shuffled)

    def _sorted(
        self, layer: Sequence[int], values: Mapping[int, float], shuffled: bool = False, depth: int = 0
    ) -> list[int]:
        """Sorted by values, frame by frame; what has no value keeps its place."""
        if not self.frames or all(len(self.around[block]) <= depth for block in layer):
            moving = [block for block in layer if block in values]
            self._sort(moving, values, shuffled)
            rest = iter(moving)
            return self._kept([next(rest) if block in values else block for block in layer])
        members: dict[tuple[int, bool], list[int]] = {}  # a block by itself, or what a frame has here
        for block in layer:
            path = self.around[block]
            members.setdefault((path[depth], True) if len(path) > depth else (block, False), []).append(block)
        means: dict[tuple[int, bool], float] = {}
        for one, blocks in members.items():
            known: Sequence[float] = self.standing.get(one[0], ()) if one[1] and values else ()
            known = known or [values[block] for block in blocks if block in values]
            if known:
                means[one] = sum(known) / len(known)
        moving_ = [one for one in members if one in means]
        self._sort(moving_, means, shuffled)
        rest_ = iter(moving_)
        order = [next(rest_) if one in means else one for one in members]
        frames = iter(sorted((one for one in order if one[1]), key=lambda one: (self.frames[one[0]], one[0])))
        order = [next(frames) if one[1] else one for one in order]
        found: list[int] = []
        for one in order:
            found += self._sorted(members[one], values, shuffled, depth + 1) if one[1] else members[one]
        return self._kept(found)

    def _sort(self, items: list[Any], values: Mapping[Any, float], shuffled: bool) -> None:
        if shuffled:
            chance = self.chance.random
            items.sort(key=lambda item: (values[item], chance()))
        else:
            items.sort(key=values.__getitem__)

    def _order_frames(self) -> None:
        """One order of the frames for all layers: by the mean of where their blocks would be."""
        for frame, wishes in self.wishes.items():
            if wishes:
                self.frames[frame] = sum(wishes) / len(wishes)
            wishes.clear()
        for _ in self.frames_apart:
            for first, second in self.frames_apart:
                if self.frames[first] >= self.frames[second]:
                    self.frames[second] = self.frames[first] + 0.5

    def _kept(self, layer: list[int]) -> list[int]:
        """With the first of each fixed pair moved to before the second, where both are in the same frames."""
        for first, second in self.in_order:
            if self.around[first] != self.around[second] or first not in layer or second not in layer:
                continue
            if layer.index(first) > layer.index(second):
                layer.insert(layer.index(second), layer.pop(layer.index(first)))
        return layer

    def _crossed(self, layer: Sequence[int]) -> int:
        """How many links cross between a layer and the next."""
        below, place = self.below, self.place
        return _inversions([end for block in layer for end in _places(below[block], place)])

    def _swapped(self, layers: Layers, alike: bool) -> int:
        """Swaps neighbours in all layers as long as that saves crossings there or in a layer beside; gives how many are
        left."""
        below = [self._crossed(layer) for layer in layers]
        crossed = sum(below)
        waiting = [below[number] > 0 or below[max(0, number - 1)] > 0 for number in range(len(layers))]
        for _ in range(SWAPS):
            gained = 0
            for number, layer in enumerate(layers):
                if waiting[number]:
                    waiting[number] = False
                    gain = self._swap(layer, alike)
                    if gain:
                        gained += gain
                        for other in range(max(0, number - 1), min(number + 2, len(layers))):
                            waiting[other] = True
            crossed -= gained
            if not gained:
                break
        return crossed

    def _swap(self, layer: list[int], alike: bool) -> int:
        """Swaps neighbours whose links then cross less, or as much (``alike``), which leads out of standstills; gives
        how many crossings less there are."""
        place, around = self.place, self.around
        ups = [_places(self.above[block], place) for block in layer]
        downs = [_places(self.below[block], place) for block in layer]
        total = 0
        moved = False
        for i in range(len(layer) - 1):
            up, next_up, down, next_down = ups[i], ups[i + 1], downs[i], downs[i + 1]
            if (not up or not next_up or up[-1] <= next_up[0]) and (
                not down or not next_down or down[-1] <= next_down[0]
            ):
                continue  # they do not cross
            gain = _gain(up, next_up) + _gain(down, next_down)
            if gain > 0 or (gain == 0 and alike):
                a, b = layer[i], layer[i + 1]
                if (a, b) in self.fixed or around[a] != around[b]:
                    continue
                layer[i], layer[i + 1] = b, a
                ups[i], ups[i + 1], downs[i], downs[i + 1] = next_up, up, next_down, down
                total += gain
                moved = True
        if moved:
            self._number(layer)
        return total


def _places(blocks: Sequence[int], place: Sequence[int]) -> list[int]:
    if len(blocks) == 1:
        return [place[blocks[0]]]
    return sorted([place[block] for block in blocks]) if blocks else []


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
    total = 0
    for place in first:
        before = bisect_left(second, place)
        total += before - (len(second) - bisect_right(second, place))
    return total
