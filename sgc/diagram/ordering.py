"""The order of blocks in each layer in which few links cross.

From several first orders, sweeps over the layers sort each by the medians of what its blocks are linked with in the
layer before, and then neighbours swap as long as that saves crossings (E. Gansner et al., "A Technique for Drawing
Directed Graphs", 1993); the best order of all is kept. Blocks of one frame stand beside each other in every layer, and
frames in one order in all of them. Blocks and frames are numbers here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

Layers = list[list[int]]
#: How blocks stand that are as well in either order: as they did, as a walk along the links meets them, which is how
#: people write them, or the other way round than they did, which leads out of standstills.
Ties = Literal["kept", "met", "turned"]

#: Sweeps of every first order; then those without an improvement before the search ends; and how many blocks are
#: looked at in all of it.
TRIAL, PATIENCE, EFFORT = 4, 6, 60_000
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
    above, below = _near(count, links)
    around = around or [()] * count
    said = {one for pair in pairs for one in pair}
    kept = [
        number for number, layer in enumerate(layers)
        if not all(_is_passed(above, below, one) and one not in said for one in layer)
    ]  # fmt: skip
    if len(kept) < len(layers):
        short = [layers[number] for number in kept]
        over, under = _near(count, _joined(short, below))
        search = _Search(short, over, under, pairs, around, frames_apart)
        best = search.best(_starts(short, over, under), count)
        whole = _filled(layers, dict(zip(kept, best, strict=True)), above, below)
        if any(around):  # what passes by a frame has to do so on one side in all layers
            whole, _ = _Search(layers, above, below, pairs, around, frames_apart).begun([whole], 2)
        return whole
    return _Search(layers, above, below, pairs, around, frames_apart).best(_starts(layers, above, below), count)


def _near(count: int, links: Iterable[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """What each block is linked with above and below."""
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        below[a].append(b)
        above[b].append(a)
    return above, below


# ---------------------------------------------------------------- layers that are only passed


def _is_passed(above: Sequence[Sequence[int]], below: Sequence[Sequence[int]], block: int) -> bool:
    return len(above[block]) == len(below[block]) == 1


def _joined(kept: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The links between blocks of the kept layers, past all that are only passed: no crossing is lost with these."""
    there = {block for layer in kept for block in layer}
    for layer in kept:
        for block in layer:
            for other in below[block]:
                while other not in there:
                    (other,) = below[other]
                yield block, other


def _filled(
    layers: Sequence[Sequence[int]], kept: Mapping[int, Sequence[int]], above: Sequence[Sequence[int]],
    below: Sequence[Sequence[int]],
) -> Layers:  # fmt: skip
    """All layers: what a link passes is in the order of its ends in the kept ones, and crosses no more than it must."""
    ends: list[dict[int, int]] = [{}, {}]  # of each block above and below: its own place, or that of what it leads to
    numbers = range(len(layers))
    for found, order, near in ((ends[0], numbers, above), (ends[1], reversed(numbers), below)):
        for number in order:
            if number in kept:
                found.update((block, place) for place, block in enumerate(kept[number]))
            else:
                found.update((block, found[near[block][0]]) for block in layers[number])
    filled: Layers = []
    before: dict[int, int] = {}  # where what is only passed stands in the layer before: on from there links are alike
    for number, layer in enumerate(layers):
        if number in kept:
            filled.append(list(kept[number]))
            before = {}
        else:
            places = {one: (ends[0][one], ends[1][one], before.get(above[one][0], 0)) for one in layer}
            filled.append(sorted(layer, key=places.__getitem__))
            before = {block: place for place, block in enumerate(filled[-1])}
    return filled


def crossings(layers: Sequence[Sequence[int]], below: Sequence[Sequence[int]] | Mapping[int, Sequence[int]]) -> int:
    """How many pairs of links cross between neighbouring layers."""
    place = [0] * (1 + max((block for layer in layers for block in layer), default=0))
    for layer in layers:
        for index, block in enumerate(layer):
            place[block] = index
    return sum(_inversions([end for block in layer for end in _places(below[block], place)]) for layer in layers[:-1])


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
        self, layers: Sequence[Sequence[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]],
        fixed: Sequence[tuple[int, int]], around: Sequence[Sequence[int]], frames_apart: Sequence[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.fixed, self.in_order = frozenset(fixed), sorted(set(fixed))
        self.around = around
        self.frames_apart = sorted(set(frames_apart))
        self.place = [0] * len(above)
        #: Of each layer, for both sides: the blocks that are linked with one other there, and those with several.
        self.single = [[[(one, *near[one]) for one in layer if len(near[one]) == 1] for layer in layers]
                       for near in (above, below)]  # fmt: skip
        self.several = [[[(one, near[one]) for one in layer if len(near[one]) > 1] for layer in layers]
                        for near in (above, below)]  # fmt: skip
        #: The places of what each block is linked with above and below, in order; and the layers where they are not
        #: known since a layer beside was ordered anew.
        self.ends: tuple[list[list[int]], list[list[int]]] = ([[] for _ in above], [[] for _ in above])
        self.stale: tuple[set[int], set[int]] = set(), set()
        self.frames: dict[int, float] = {frame: 0.0 for path in around for frame in path}
        self.standing: dict[int, list[float]] = {}
        self.wishes: dict[int, list[float]] = {frame: [] for frame in self.frames}
        walk = _walked(layers, above, below, reversed_=False)
        self.met = {block: index for layer in walk for index, block in enumerate(layer)}

    def best(self, starts: Iterable[Layers], count: int) -> Layers:
        """The best order that sweeps from the first orders lead to."""
        return self._settled(self._improved(self.begun(starts), max(EFFORT, 4 * count)))

    def begun(self, starts: Iterable[Layers], sweeps: int = TRIAL) -> tuple[Layers, int]:
        """The best of the first orders after a few sweeps, and its crossings."""
        best: tuple[Layers, int] = [], -1
        for first in starts:
            self._frames_as_in(first)
            now = [self._sorted(layer, {}) for layer in first]
            found = self._swept(now, sweeps, sweeps)
            if best[1] < 0 or found[1] < best[1]:
                best = found
            if not best[1]:
                break
        return best

    def _improved(self, best: tuple[Layers, int], effort: int) -> Layers:
        """A better order that more sweeps find, if any."""
        layers, fewest = best
        if not fewest:
            return layers
        found = self._swept([list(layer) for layer in layers], effort // sum(map(len, layers)), PATIENCE)
        return found[0] if found[1] < fewest else layers

    def _settled(self, best: Layers) -> Layers:
        """The order after sweeps in which blocks that are as well in either order stand as a walk meets them, as long
        as no more links cross for it."""
        fewest = self._numbered(best)
        unchanged = 0
        for sweep in range(TRIAL):
            self._frames_as_in(best)
            self._numbered(best)
            now = self._sweep([list(layer) for layer in best], sweep % 2, "met")
            crossed = self._numbered(now)
            unchanged = unchanged + 1 if crossed > fewest or now == best else 0
            if crossed <= fewest:
                best, fewest = now, crossed
            if unchanged == 2:  # neither side asks for more
                break
        return best

    def _numbered(self, layers: Layers) -> int:
        """Notes where everything stands; gives how many links cross."""
        for layer in layers:
            self._number(layer)
        for number in range(len(layers)):
            self._look(number, 1)
        return sum(self._crossed(layers, number, 1) for number in range(len(layers)))

    def _swept(self, now: Layers, most: int, patience: int) -> tuple[Layers, int]:
        fewest = self._numbered(now)
        best = [list(layer) for layer in now]
        waited = 0
        for sweep in range(most):
            if not fewest or waited >= patience:
                break
            side = sweep % 2  # what lies above and then what lies below says where blocks go
            self._sweep(now, side, "turned" if sweep % 4 < 2 else "kept")
            crossed = self._swapped(now, side, sweep % 4 < 2)
            if crossed < fewest:
                best, fewest, waited = [list(layer) for layer in now], crossed, 0
            else:
                waited += 1
            self._order_frames()
        return best, fewest

    def _sweep(self, layers: Layers, side: int, ties: Ties) -> Layers:
        """Sorts each layer by the medians of what lies above (side 0), downwards, or below, upwards."""
        before: Sequence[int] = ()
        for number in range(len(layers)) if side == 0 else range(len(layers) - 1, -1, -1):
            self._go_on(before)
            before = layers[number] = self._by_medians(layers[number], number, side, ties)
            self._number(before)
        return layers

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

    def _by_medians(self, layer: Sequence[int], number: int, side: int, ties: Ties) -> list[int]:
        """Sorted by medians of what lies above (side 0) or below."""
        place, ends = self.place, self.ends[side]
        self._look(number, side)
        medians: dict[int, float] = {block: place[other] for block, other in self.single[side][number]}
        for block, _ in self.several[side][number]:
            medians[block] = _median(ends[block])
        for block in layer if self.frames else ():
            if block in medians:
                for frame in self.around[block]:
                    self.wishes[frame].append(medians[block])
        return self._sorted(layer, medians, ties)

    def _sorted(
        self, layer: Sequence[int], values: Mapping[int, float], ties: Ties = "kept", depth: int = 0
    ) -> list[int]:
        """Sorted by values, frame by frame; what has no value keeps its place."""
        around = self.around
        if not self.frames or all(len(around[block]) <= depth for block in layer):
            alone = [block for block in layer if block in values]
            self._sort(alone, values, ties)
            if len(alone) == len(layer):
                return self._kept(alone)
            free = iter(alone)
            return self._kept([next(free) if block in values else block for block in layer])
        members: dict[int, list[int]] = {}  # what each frame has here
        order: list[int] = []  # frames, and by less than 0 blocks by themselves
        means: dict[int, float] = {}
        for block in layer:
            path = around[block]
            if len(path) <= depth:
                order.append(~block)
                if block in values:
                    means[~block] = values[block]
            elif path[depth] in members:
                members[path[depth]].append(block)
            else:
                order.append(path[depth])
                members[path[depth]] = [block]
        for frame, blocks in members.items():
            known: Sequence[float] = self.standing.get(frame, ()) if values else ()
            known = known or [values[block] for block in blocks if block in values]
            if known:
                means[frame] = sum(known) / len(known)
        moving = [one for one in order if one in means]
        self._sort(moving, means, "kept" if ties == "met" else ties)  # frames are met nowhere
        rest = iter(moving)
        order = [next(rest) if one in means else one for one in order]
        frames = iter(sorted(members, key=lambda frame: (self.frames[frame], frame)))
        found: list[int] = []
        for one in order:
            if one < 0:
                found.append(~one)
            else:
                inner = members[next(frames)]
                found += self._sorted(inner, values, ties, depth + 1) if len(inner) > 1 else inner
        return self._kept(found)

    def _sort(self, items: list[int], values: Mapping[int, float], ties: Ties) -> None:
        if ties == "turned":
            items.reverse()
        elif ties == "met":
            items.sort(key=self.met.__getitem__)
        items.sort(key=values.__getitem__)

    def _frames_as_in(self, layers: Layers) -> None:
        """Orders the frames as their blocks stand in these layers."""
        for wishes in self.wishes.values():
            wishes.clear()
        for layer in layers if self.frames else ():
            for index, block in enumerate(layer):
                for frame in self.around[block]:
                    self.wishes[frame].append(index / len(layer))
        self._order_frames()

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

    # ------------------------------------------------------------ neighbours in a layer

    def _look(self, number: int, side: int) -> None:
        """Notes where what the blocks of a layer are linked with on one side stands."""
        place, ends = self.place, self.ends[side]
        for block, other in self.single[side][number]:
            ends[block] = [place[other]]
        for block, others in self.several[side][number]:
            ends[block] = sorted([place[other] for other in others])

    def _crossed(self, layers: Layers, number: int, side: int) -> int:
        """How many links cross between a layer and the next, by what is known of the one side of them."""
        if side == 0:
            number += 1
        if number == len(layers):
            return 0
        ends = self.ends[side]
        return _inversions([end for block in layers[number] for end in ends[block]])

    def _swapped(self, layers: Layers, side: int, alike: bool) -> int:
        """Swaps neighbours in all layers as long as that saves crossings there or in a layer beside; gives how many are
        left. Of one side it is known where everything stands."""
        below = [self._crossed(layers, number, side) for number in range(len(layers))]
        crossed = sum(below)
        waiting = [below[number] > 0 or below[max(0, number - 1)] > 0 for number in range(len(layers))]
        self.stale[side].clear()
        self.stale[1 - side].update(range(len(layers)))
        for _ in range(SWAPS):
            gained = 0
            for number in range(len(layers)):
                if waiting[number]:
                    waiting[number] = False
                    gain = self._swap(layers, number, alike)
                    if gain:
                        gained += gain
                        for other in range(max(0, number - 1), min(number + 2, len(layers))):
                            waiting[other] = True
            crossed -= gained
            if not gained:
                break
        return crossed

    def _swap(self, layers: Layers, number: int, alike: bool) -> int:
        """Swaps neighbours whose links then cross less, or as much (``alike``), which leads out of standstills; gives
        how many crossings less there are."""
        layer, around = layers[number], self.around
        for side in (0, 1):
            if number in self.stale[side]:
                self._look(number, side)
                self.stale[side].discard(number)
        ups, downs = self.ends
        total = 0
        moved = False
        a = layer[0]
        up, down = ups[a], downs[a]
        for i in range(1, len(layer)):
            b = layer[i]
            next_up, next_down = ups[b], downs[b]
            apart_above = not up or not next_up or up[-1] <= next_up[0]
            if not apart_above or (down and next_down and down[-1] > next_down[0]):  # they cross
                gain = _gain(up, next_up) + _gain(down, next_down)
                if (gain > 0 or (gain == 0 and alike)) and (a, b) not in self.fixed and around[a] == around[b]:
                    layer[i - 1], layer[i] = b, a
                    total += gain
                    moved = True
                    continue
            a, up, down = b, next_up, next_down
        if moved:
            self._number(layer)
            self.stale[0].add(number + 1)
            self.stale[1].add(number - 1)
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
    if len(first) == len(second) == 1:
        return (first[0] > second[0]) - (first[0] < second[0])
    total = 0
    for place in first:
        before = bisect_left(second, place)
        total += before - (len(second) - bisect_right(second, place))
    return total
