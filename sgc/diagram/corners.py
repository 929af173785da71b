"""Links at the sides of what has a corner there: those that lead back to a diamond, and its branches to either side.

A diamond's lower corner is for what leads straight on from it.

All is in coordinates in which links run down. Lengths are layout units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sgc.diagram.grid import wider
from sgc.diagram.plan import Edges
from sgc.diagram.routes import crossed

#: A link comes from so far beside a box at least, and keeps so far from other things and lines.
ROOM, CLEAR = 144, 72
#: A line that comes so near to the middle of a box, as a share of its width, reaches its corner.
STEP = 0.1

At = tuple[float, float]
Way = Sequence[At]


def at_the_sides(
    ways: Mapping[str, Way], ends: Mapping[str, tuple[str, str]], boxes: Mapping[str, Edges], frames: Collection[str],
    pointed: Collection[str], labels: Mapping[str, str],
) -> dict[str, Way]:  # fmt: skip
    """The ways, of which those that lead back leave and reach ``pointed`` boxes at their sides, and those that lead on
    as one of several leave them there, where that crosses no other box but ``frames``, and no more ways than before;
    what is then alone at a corner runs straight to it. ``ends`` are the boxes that each is from and to, ``labels`` the
    boxes beside which they run."""
    found = dict(ways)
    moved: set[str] = set()
    leads_on = {id: boxes[source][1] < boxes[target][3] for id, (source, target) in ends.items()}
    branches = Counter(source for id, (source, _) in ends.items() if leads_on[id])
    for id in sorted(ends, key=leads_on.__getitem__):  # to what leads back no other corner is left
        pair = ends[id]
        asked = [end for end in pair if end in pointed and (not leads_on[id] or (end == pair[0] and branches[end] > 1))]
        if not asked or id not in found:
            continue
        things = [box for name, box in boxes.items() if name not in pair and name not in frames]
        others = [other for name, other in found.items() if name != id]
        for end in asked:
            way = _towards(end, pair, found[id])
            beside = _beside(way, boxes[end], things, others)
            if beside is not way and (id not in labels or _passes(beside, boxes[labels[id]])):
                moved.add(end)
                found[id] = _towards(end, pair, beside)
    for end in sorted(moved):
        _straighten(found, ends, end, boxes[end])
    return found


def _towards(end: str, pair: tuple[str, str], way: Way) -> Way:
    """The way of a link between two as it leads to one of them, or that way turned back again."""
    return way if end == pair[1] else way[::-1]


def _straighten(ways: dict[str, Way], ends: Mapping[str, tuple[str, str]], end: str, box: Edges) -> None:
    """Leaves out the step aside before a corner that only one way reaches, where it can run on as it comes."""
    linked = {id: _towards(end, pair, ways[id]) for id, pair in ends.items() if end in pair and id in ways}
    for edge in (box[1], box[3]):
        there = [(id, way) for id, way in linked.items() if way[-1][1] == edge]
        if len(there) == 1:
            ((id, way),) = there
            if len(way) >= 4 and abs(way[-3][0] - (box[0] + box[2]) / 2) <= STEP * (box[2] - box[0]):
                ways[id] = _towards(end, ends[id], [*way[:-3], (way[-3][0], edge)])


def _beside(way: Way, box: Edges, things: Sequence[Edges], others: Sequence[Way]) -> Way:
    """The way with its last piece from the side, if it comes along one side of the box and all is free there."""
    if len(way) < 4 or way[-4][0] != way[-3][0]:
        return way
    left, top, right, bottom = box
    x, middle = way[-3][0], (top + bottom) / 2
    if left - ROOM < x < right + ROOM:
        return way
    before, after = way[-4:], [way[-4], (x, middle), (right if x > right else left, middle)]
    if any(crossed(after, wider(thing, CLEAR)) for thing in things) or any(_runs_along(after, one) for one in others):
        return way
    if sum(_crossings(after, one) for one in others) > sum(_crossings(before, one) for one in others):
        return way
    return [*way[:-4], *after]


def _passes(way: Way, label: Edges) -> bool:
    """Whether some piece of a way runs down beside the whole of a label."""
    left, top, right, bottom = label
    return any(
        a[0] == b[0] and left - ROOM <= a[0] <= right + ROOM and min(a[1], b[1]) <= top and bottom <= max(a[1], b[1])
        for a, b in pairwise(way)
    )


def _runs_along(way: Way, other: Way) -> bool:
    """Whether pieces of two ways run beside each other too closely."""
    for (a, b), (c, d) in ((one, two) for one in pairwise(way) for two in pairwise(other)):
        for axis in (0, 1):
            if a[axis] == b[axis] and c[axis] == d[axis] and abs(a[axis] - c[axis]) < CLEAR:
                low, high = sorted((a[1 - axis], b[1 - axis]))
                first, last = sorted((c[1 - axis], d[1 - axis]))
                if first < high and low < last:
                    return True
    return False


def _crossings(way: Way, other: Way) -> int:
    """How often level and upright pieces of two ways cross."""
    found = 0
    for (a, b), (c, d) in ((one, two) for one in pairwise(way) for two in pairwise(other)):
        for (p, q), (r, s) in (((a, b), (c, d)), ((c, d), (a, b))):
            if p[0] == q[0] and r[1] == s[1]:  # the first is upright, the second level
                is_between = min(r[0], s[0]) < p[0] < max(r[0], s[0])
                found += is_between and min(p[1], q[1]) < r[1] < max(p[1], q[1])
    return found
