"""Links at the sides of what has a corner there: those that lead back to a diamond, and its branches to either side.

A diamond's lower corner is for what leads straight on from it.

All is in coordinates in which links run down. Lengths are layout units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sgc.diagram.grid import wider
from sgc.diagram.plan import Edges
from sgc.diagram.routes import crossed
from sgc.measure.nearby import Nearby, around

#: A link comes from so far beside a box at least, and keeps so far from other things and lines.
ROOM, CLEAR = 144, 72
#: A line that comes so near to the middle of a box, as a share of its width, reaches its corner.
STEP = 0.1

At = tuple[float, float]
Way = Sequence[At]
Piece = tuple[At, At]


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
    things, lines = _Things(boxes, frames), _Lines(ways)
    for id in sorted(ends, key=leads_on.__getitem__):  # to what leads back no other corner is left
        pair = ends[id]
        asked = [end for end in pair if end in pointed and (not leads_on[id] or (end == pair[0] and branches[end] > 1))]
        if not asked or id not in found:
            continue
        for end in asked:
            way = _towards(end, pair, found[id])
            beside = _beside(way, boxes[end], pair, things, lines.without(id))
            if beside is not way and (id not in labels or _passes(beside, boxes[labels[id]])):
                moved.add(end)
                found[id] = _towards(end, pair, beside)
                lines.change(id, beside)
    for end in sorted(moved):
        _straighten(found, ends, end, boxes[end])
    return found


class _Things:
    """What nothing may cross, by where it stands."""

    def __init__(self, boxes: Mapping[str, Edges], frames: Collection[str]) -> None:
        self.boxes = {id: box for id, box in boxes.items() if id not in frames}
        self.ids = list(self.boxes)
        self.near = Nearby(self.boxes.values())

    def are_met(self, way: Way, but: Collection[str]) -> bool:
        """Whether a way comes too near to any of them but for some."""
        ids = (self.ids[i] for i in self.near.meeting(around(way), CLEAR))
        return any(crossed(way, wider(self.boxes[id], CLEAR)) for id in ids if id not in but)


class _Lines:
    """The pieces of all ways, by where they are."""

    def __init__(self, ways: Mapping[str, Way]) -> None:
        self.pieces = [(id, piece) for id, way in ways.items() for piece in pairwise(way)]
        self.near = Nearby(around(piece) for _, piece in self.pieces)
        self.numbers: dict[str, list[int]] = {}
        for number, (id, _) in enumerate(self.pieces):
            self.numbers.setdefault(id, []).append(number)

    def change(self, id: str, way: Way) -> None:
        """What is known of a way is forgotten for another one."""
        for number in self.numbers[id]:
            self.near.drop(number)
        self.pieces += [(id, piece) for piece in pairwise(way)]
        self.numbers[id] = [self.near.add(around(piece)) for piece in pairwise(way)]

    def without(self, id: str) -> Callable[[Piece], Iterator[Piece]]:
        """The pieces of other ways that come near to a piece."""

        def near(piece: Piece) -> Iterator[Piece]:
            found = (self.pieces[i] for i in self.near.meeting(around(piece), CLEAR))
            return (other for own, other in found if own != id)

        return near


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


def _beside(
    way: Way, box: Edges, pair: tuple[str, str], things: _Things, near: Callable[[Piece], Iterable[Piece]]
) -> Way:
    """The way with its last piece from the side, if it comes along one side of the box and all is free there; ``pair``
    are its own ends, ``near`` gives the pieces of others that come near to one."""
    if len(way) < 4 or way[-4][0] != way[-3][0]:
        return way
    left, top, right, bottom = box
    x, middle = way[-3][0], (top + bottom) / 2
    if left - ROOM < x < right + ROOM:
        return way
    before, after = way[-4:], [way[-4], (x, middle), (right if x > right else left, middle)]
    if things.are_met(after, pair) or any(_runs_along(one, other) for one in pairwise(after) for other in near(one)):
        return way
    if _crossings(after, near) > _crossings(before, near):
        return way
    return [*way[:-4], *after]


def _passes(way: Way, label: Edges) -> bool:
    """Whether some piece of a way runs down beside the whole of a label."""
    left, top, right, bottom = label
    return any(
        a[0] == b[0] and left - ROOM <= a[0] <= right + ROOM and min(a[1], b[1]) <= top and bottom <= max(a[1], b[1])
        for a, b in pairwise(way)
    )


def _runs_along(piece: Piece, other: Piece) -> bool:
    """Whether two pieces run beside each other too closely."""
    (a, b), (c, d) = piece, other
    for axis in (0, 1):
        if a[axis] == b[axis] and c[axis] == d[axis] and abs(a[axis] - c[axis]) < CLEAR:
            low, high = sorted((a[1 - axis], b[1 - axis]))
            first, last = sorted((c[1 - axis], d[1 - axis]))
            if first < high and low < last:
                return True
    return False


def _crossings(way: Way, near: Callable[[Piece], Iterable[Piece]]) -> int:
    """How often the pieces of a way cross level and upright ones that are near."""
    return sum(_cross(piece, other) or _cross(other, piece) for piece in pairwise(way) for other in near(piece))


def _cross(upright: Piece, level: Piece) -> bool:
    """Whether one piece is upright, the other level, and they cross."""
    (p, q), (r, s) = upright, level
    if p[0] != q[0] or r[1] != s[1]:
        return False
    return min(r[0], s[0]) < p[0] < max(r[0], s[0]) and min(p[1], q[1]) < r[1] < max(p[1], q[1])
