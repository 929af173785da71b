"""Links led along the lanes that were kept for them: straight through layers, and across in the channels between them.

Ends are put on the sides of boxes in the order of where their links lead; in a channel the pieces that run across get
tracks in the order in which they cross least. Everything is in coordinates in which links run down: across, along.
What comes from here is checked by the caller. Lengths are layout units.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from sgc.diagram.flow import Flow
from sgc.diagram.joints import is_joint
from sgc.diagram.layers import pooled

#: Left, top, right, bottom across and along.
Box = tuple[float, float, float, float]
Point = tuple[float, float]

#: Ends on one side are so far from each other, or nearer where there are many; tracks in a channel likewise.
LANE = 144.0
#: A step aside that is no wider than this is left out where the ends, or what follows them, can move by as much; only
#: for a small one ends come as near to each other as they may.
STEP, SMALL = 144.0, 36.0
#: No link is led so much farther from its label for that.
FARTHER = 96.0
#: The weight of an end that could run on straight, beside one that is best in the middle of its side.
STRAIGHT = 400.0
#: Rounds in which both ends of a link look for a place where it is straight.
ROUNDS = 3
#: No track is nearer to a box than half of this, and by as much beyond what stands at its end, where there is room.
CLEAR = 96.0
#: Upright pieces nearer to each other than this lie on one line; an end that is moved off one moves so far.
NEAR, ASIDE = LANE / 3, 60.0
#: More than any cost.
NEVER = 2**40


@dataclass(frozen=True, slots=True)
class Side:
    """Where on a box a link may end: a range across, and the edge along."""

    low: float
    high: float
    edge: float


@dataclass(eq=False, slots=True)
class _End:
    """An end of a piece, or a place where it is passed on: across at ``at``, which is free only on a ``side``."""

    name: str
    at: float
    side: Side | None = None


@dataclass(eq=False, slots=True)
class _Piece:
    """A link between two layers."""

    link: str
    number: int
    top: _End
    bottom: _End
    track: float = 0.0

    @property
    def span(self) -> tuple[float, float]:
        return min(self.top.at, self.bottom.at), max(self.top.at, self.bottom.at)

    @property
    def is_straight(self) -> bool:
        return abs(self.top.at - self.bottom.at) < 1


@dataclass(eq=False, slots=True)
class _Channel:
    """The room between two layers, and the links in it."""

    top: float
    bottom: float
    pieces: list[_Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Lanes:
    """What is known of where links run: the ``flows`` and the places of their ``bends`` across; ``boxes`` of things,
    frames and labels; of a link's label the line beside it, and of each end of a link its ``sides`` (upper, lower) or
    None where it cannot end there; and the names of both ends, the first and the last as they are written. Ends on one
    side are a ``lane`` apart, where there is room, and run straight as far as their ``heads`` are long. No track runs
    along an edge of one of the ``frames``, or beside one of the ``titles`` in them. Ends of links that are ``aside`` go
    to another side in the end, and take no place from others."""

    flows: Sequence[Flow]
    bends: Mapping[str, float]
    boxes: Mapping[str, Box]
    lines: Mapping[str, float]
    sides: Mapping[tuple[str, str], tuple[Side | None, Side | None]]
    ends: Mapping[str, tuple[str, str]]
    lane: float = LANE
    heads: Mapping[tuple[str, str], float] = field(default_factory=dict)
    frames: Sequence[Box] = ()
    titles: Sequence[Box] = ()
    aside: Collection[tuple[str, str]] = ()


def led_along(lanes: Lanes) -> Mapping[str, list[Point]]:
    """The way of every link that has a lane, from its first end to its last."""
    router = _Router(lanes)
    return router.ways()


class _Router:
    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes
        self.channels: list[_Channel] = []
        self.pieces: dict[str, list[tuple[_Channel, _Piece]]] = {}
        self.sides: dict[tuple[str, bool], list[tuple[_Piece, _End, _End]]] = {}
        self.refused: set[str] = set()
        self.passes = {**lanes.bends, **lanes.lines}  # where links pass bends and labels
        self.layer: dict[str, Sequence[str]] = {}  # of each bend: what stands beside it
        self.number = {link: number for number, link in enumerate(lanes.ends)}

    def ways(self) -> Mapping[str, list[Point]]:
        for flow in self.lanes.flows:
            self._enter(flow)
        self._place_ends()
        for channel in self.channels:
            self._part_exchanged(channel)
            _give_tracks(channel, self.lanes.heads)
        found = {}
        for link, pieces in self.pieces.items():
            way = self._way(link, pieces)
            if way is not None:
                found[link] = way
        return found

    # ------------------------------------------------------------ pieces

    def _enter(self, flow: Flow) -> None:
        """The pieces of all links of one flow, in the channels between layers in which something stands."""
        boxes = self.lanes.boxes
        rank = {id: number for number, layer in enumerate(flow.layers) for id in layer}
        self.layer.update((id, layer) for layer in flow.layers for id in layer if id in self.passes)
        extents = [_extent([boxes[id] for id in layer if id in boxes]) for layer in flow.layers]
        channels: dict[int, _Channel] = {}
        for chain in flow.chains:
            if chain.link not in self.lanes.ends:
                continue
            stops = [
                id for i, id in enumerate(chain.stops)
                if i in (0, len(chain.stops) - 1) or extents[rank[id]] is not None
            ]  # fmt: skip
            ends = [end for id in stops if (end := self._stop(chain.link, id)) is not None]
            if len(ends) < len(stops):
                self.refused.add(chain.link)
                continue
            for (above, first), (below, second) in pairwise(zip(stops, ends, strict=True)):
                number = rank[above]
                if number not in channels:
                    top, bottom = self._room(extents[number], extents[rank[below]])
                    channels[number] = _Channel(top, bottom)
                    self.channels.append(channels[number])
                self._piece(channels[number], chain.link, first, second, above, below)

    def _room(self, upper: tuple[float, float] | None, lower: tuple[float, float] | None) -> tuple[float, float]:
        """From where to where the room between two layers reaches; with edges of frames in it, the widest part."""
        top, bottom = (upper[1] if upper is not None else 0.0), (lower[0] if lower is not None else 0.0)
        titles = self.lanes.titles
        edges = {edge for box in (*self.lanes.frames, *titles) for edge in (box[1], box[3]) if top < edge < bottom}
        if not edges:
            return top, bottom
        parts = [
            (first + CLEAR / 2 * (first != top), last - CLEAR / 2 * (last != bottom))
            for first, last in pairwise([top, *sorted(edges), bottom])
            if not any(box[1] <= first and last <= box[3] for box in titles)
        ]  # fmt: skip
        widest = max(parts, key=lambda part: part[1] - part[0], default=(top, top))
        return widest if widest[0] < widest[1] else (top, bottom)

    def _stop(self, link: str, id: str) -> tuple[float, str] | None:
        """Where across a link passes something, and its name if it ends there; None for what leaves no way."""
        if id in self.passes:
            return self.passes[id], ""
        if id in self.lanes.ends[link]:
            box = self.lanes.boxes[id]
            return (box[0] + box[2]) / 2, id
        return None

    def _piece(
        self, channel: _Channel, link: str, first: tuple[float, str], second: tuple[float, str], above: str, below: str
    ) -> None:
        top, bottom = (
            _End(name or stop, at, self.lanes.sides[link, name][1 - upper] if name else None)
            for upper, (at, name), stop in ((0, first, above), (1, second, below))
        )
        if (first[1] and top.side is None) or (second[1] and bottom.side is None):
            self.refused.add(link)
            return
        piece = _Piece(link, self.number[link], top, bottom)
        channel.pieces.append(piece)
        self.pieces.setdefault(link, []).append((channel, piece))
        for end, other, is_lower in ((top, bottom, True), (bottom, top, False)):
            if end.side is not None and (link, end.name) not in self.lanes.aside:
                self.sides.setdefault((end.name, is_lower), []).append((piece, end, other))

    # ------------------------------------------------------------ ends on the sides of boxes

    def _place_ends(self) -> None:
        for entries in self.sides.values():
            for _, end, _ in entries:
                assert end.side is not None
                end.at = (end.side.low + end.side.high) / 2
        for _ in range(ROUNDS):
            for entries in self.sides.values():
                if not is_joint(self.lanes.boxes[entries[0][1].name]):
                    _share(entries, self.lanes.lane)
        aside = self.lanes.aside
        for entries in self.sides.values():
            for piece, end, other in entries:
                if 0 < abs(end.at - other.at) <= STEP:
                    _straighten(entries, end, other.at)
                    if not piece.is_straight and other.side is not None and (piece.link, other.name) not in aside:
                        beyond = self.sides[other.name, piece.top is other]
                        _straighten(beyond, other, end.at)
                    if not piece.is_straight and other.name in self.passes:
                        self._bring(piece, other, end.at)

    def _bring(self, piece: _Piece, stop: _End, at: float) -> None:
        """Moves what a link passes, as far as it runs straight on, in line with one of its ends, if nothing is in the
        way."""
        ordered = [one for _, one in sorted(self.pieces[piece.link], key=lambda one: one[0].top)]
        down = piece.bottom is stop
        beyond = ordered[ordered.index(piece) + 1 :] if down else ordered[: ordered.index(piece)][::-1]
        moved = [stop]
        for one in beyond:
            near, far = (one.top, one.bottom) if down else (one.bottom, one.top)
            if not self._is_free(near.name, near.at, at):
                return
            moved.append(near)
            if not one.is_straight:
                break
            if far.side is not None and not _may_be(self.sides.get((far.name, not down), ()), far, at):
                return
            moved.append(far)
        for end in moved:
            end.at = at
            if end.side is None:
                self.passes[end.name] = at

    def _is_free(self, stop: str, now: float, at: float) -> bool:
        """Whether a link could pass there instead: between what is beside it now, clear of that and of frames' edges,
        and on the same side of its label, at most a little farther from it."""
        lanes = self.lanes
        if stop in lanes.lines:
            line, is_behind = lanes.lines[stop], lanes.boxes[stop][2] <= now
            if not 0 <= (at - line if is_behind else line - at) <= FARTHER:
                return False
        for id in self.layer[stop]:
            if id == stop:
                continue
            if id in lanes.boxes and lanes.boxes[id][0] - CLEAR < at < lanes.boxes[id][2] + CLEAR:
                return False
            passed = self.passes.get(id, inf)
            if abs(passed - at) < LANE or (passed < at) != (passed < now):
                return False
        return not any(abs(edge - at) < CLEAR for box in lanes.frames for edge in (box[0], box[2]))

    def _part_exchanged(self, channel: _Channel) -> None:
        """Two pieces of which each begins where the other ends would run over each other, whichever has the upper
        track: one end moves aside."""
        pieces = sorted((one for one in channel.pieces if not one.is_straight), key=lambda one: one.top.at)
        begins = [one.top.at for one in pieces]
        for one in pieces:
            near = slice(bisect_left(begins, one.bottom.at - NEAR), bisect_right(begins, one.bottom.at + NEAR))
            for other in pieces[near]:
                if other.number > one.number and abs(other.bottom.at - one.top.at) < NEAR:
                    for piece, end, is_lower in (
                        (one, one.bottom, False), (other, other.bottom, False), (one, one.top, True),
                        (other, other.top, True),
                    ):  # fmt: skip
                        if end.side is not None and self._moved_aside(piece, end, is_lower):
                            break

    def _moved_aside(self, piece: _Piece, end: _End, is_lower: bool) -> bool:
        """Whether an end could move a little, towards the other end of its piece or away from it."""
        assert end.side is not None
        others = [other.at for _, other, _ in self.sides[end.name, is_lower] if other is not end]
        inwards = 1 if sum(piece.span) > 2 * end.at else -1
        for at in (end.at + inwards * ASIDE, end.at - inwards * ASIDE):
            between = any(min(at, end.at) <= other <= max(at, end.at) for other in others)
            near = min((abs(other - at) for other in others), default=LANE)
            if end.side.low <= at <= end.side.high and not between and near > NEAR:
                end.at = at
                return True
        return False

    # ------------------------------------------------------------ ways

    def _way(self, link: str, pieces: Sequence[tuple[_Channel, _Piece]]) -> list[Point] | None:
        if link in self.refused:
            return None
        ordered = sorted(pieces, key=lambda one: one[0].top)
        top, bottom = ordered[0][1].top, ordered[-1][1].bottom
        if top.side is None or bottom.side is None:
            return None
        if top.side.edge > ordered[0][0].top + 1 or bottom.side.edge < ordered[-1][0].bottom - 1:
            return None  # it stands beside its layer
        way: list[Point] = [(top.at, top.side.edge)]
        for channel, piece in ordered:
            if channel.bottom < channel.top or abs(way[-1][0] - piece.top.at) > 1:
                return None
            if not piece.is_straight:
                way += [(way[-1][0], piece.track), (piece.bottom.at, piece.track)]
        way.append((way[-1][0], bottom.side.edge))
        source, _ = self.lanes.ends[link]
        return way if source == top.name else way[::-1]


def _extent(boxes: Sequence[Box]) -> tuple[float, float] | None:
    """From where to where a layer reaches along; what stands beside it, because something was moved, does not count."""
    if not boxes:
        return None
    middle = median((box[1] + box[3]) / 2 for box in boxes)
    here = [box for box in boxes if box[1] <= middle <= box[3]] or boxes
    return min(box[1] for box in here), max(box[3] for box in here)


def _share(entries: list[tuple[_Piece, _End, _End]], lane: float) -> None:
    """Ends on one side, in the order of where they lead: straight on where that is before the side, else near its
    middle."""
    if len(entries) > 1:
        entries.sort(key=lambda one: (one[2].at, one[0].number))
    wishes = [_wish(end, other) for _, end, other in entries]
    low = max(end.side.low for _, end, _ in entries if end.side is not None)
    high = min(end.side.high for _, end, _ in entries if end.side is not None)
    if low > high or len(entries) == 1:  # those at different rows have each a range of their own
        for (_, end, _), (wish, _) in zip(entries, wishes, strict=True):
            assert end.side is not None
            end.at = min(max(wish, end.side.low), end.side.high)
        return
    gap = min(lane, (high - low) / (len(entries) - 1))
    steps = [gap * i for i in range(len(entries))]
    places = pooled([wish for wish, _ in wishes], [weight for _, weight in wishes], steps)
    least, most = low, high
    for i, (_, end, _) in enumerate(entries):
        end.at = min(max(places[i], least + gap * i), most - gap * (len(entries) - 1 - i))


def _wish(end: _End, other: _End) -> tuple[float, float]:
    """Where an end would best be on its side, and how much that weighs."""
    side, facing = end.side, other.side
    assert side is not None
    low, high = side.low, side.high
    if facing is not None:  # both may move: straight is where the two sides face each other
        low, high = max(low, facing.low), min(high, facing.high)
    if low <= high and (facing is not None or low <= other.at <= high):
        return min(max(other.at, low), high), STRAIGHT
    return (side.low + side.high) / 2, 1.0


def _straighten(entries: Sequence[tuple[_Piece, _End, _End]], end: _End, at: float) -> None:
    """Moves one end to a place if that is free on its side."""
    if _may_be(entries, end, at):
        end.at = at


def _may_be(entries: Sequence[tuple[_Piece, _End, _End]], end: _End, at: float) -> bool:
    """Whether a place is free for an end on its side."""
    assert end.side is not None
    others = [other.at for _, other, _ in entries if other is not end]
    nearest = min((abs(other - at) for other in others), default=LANE)
    same_order = all((other < end.at) == (other < at) for other in others)
    apart = NEAR if abs(end.at - at) <= SMALL else 2 * NEAR
    return end.side.low <= at <= end.side.high and nearest >= apart and same_order


# ---------------------------------------------------------------- tracks


def _give_tracks(channel: _Channel, heads: Mapping[tuple[str, str], float]) -> None:
    """Places along the channel for the pieces that run across, as few beside each other as can be."""
    pieces = [piece for piece in channel.pieces if not piece.is_straight]
    if not pieces:
        return
    bundles = _bundles(_in_order(pieces))
    levels = _levels([_whole_span(bundle) for bundle in bundles])
    count = max(levels) + 1
    room = channel.bottom - channel.top
    over = max(_clear(piece.link, piece.top, heads) for piece in pieces)
    under = max(_clear(piece.link, piece.bottom, heads) for piece in pieces)
    share = min(1.0, room * count / (count + 1) / (over + under))  # where there is too little, each gets its part
    top, bottom = channel.top + over * share, channel.bottom - under * share
    gap = min(LANE, (bottom - top) / (count - 1)) if count > 1 else 0.0
    middle = (channel.top + channel.bottom) / 2
    first = min(max(middle - gap * (count - 1) / 2, top), bottom - gap * (count - 1))
    for level, bundle in zip(levels, bundles, strict=True):
        for piece in bundle:
            piece.track = first + gap * level


def _bundles(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Those that leave or reach one side at one place have one track, that of the first of them; else each its own."""
    found: dict[tuple[str, bool, float] | int, list[_Piece]] = {}
    ends = Counter((end.name, end is piece.top, end.at) for piece in pieces for end in (piece.top, piece.bottom))
    for piece in pieces:
        shared = [
            key for end in (piece.top, piece.bottom)
            if end.side is not None and ends[key := (end.name, end is piece.top, end.at)] > 1
        ]  # fmt: skip
        found.setdefault(shared[0] if shared else piece.number, []).append(piece)
    return list(found.values())


def _whole_span(pieces: Sequence[_Piece]) -> tuple[float, float]:
    return min(piece.span[0] for piece in pieces), max(piece.span[1] for piece in pieces)


def _clear(link: str, end: _End, heads: Mapping[tuple[str, str], float]) -> float:
    """How far from the layer a piece begins or ends its track at least."""
    return CLEAR / 2 + (heads.get((link, end.name), 0.0) if end.side is not None else 0.0)


def _levels(spans: Sequence[tuple[float, float]]) -> list[int]:
    """The track of each piece, from above: under all before it that it runs beside, as bricks fall."""
    begins, levels = [-inf], [-1]  # what lies lowest from each place on
    found = []
    for low, high in spans:
        low, high = low - LANE / 4, high + LANE / 4
        first, last = bisect_left(begins, low), bisect_left(begins, high)
        beyond = levels[last - 1]
        level = 1 + max(levels[bisect_right(begins, low) - 1 : last])
        found.append(level)
        if begins[last : last + 1] == [high]:
            begins[first:last], levels[first:last] = [low], [level]
        else:
            begins[first:last], levels[first:last] = [low, high], [level, beyond]
    return found


def _in_order(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces from the upper track to the lower one, so that they cross least: next is always the one that costs
    least above all that are left."""
    if len(pieces) < 2:
        return list(pieces)
    import numpy as np

    pieces = sorted(pieces, key=lambda piece: (piece.span, piece.number))
    top, bottom = np.array([(piece.top.at, piece.bottom.at) for piece in pieces]).T
    low, high = np.minimum(top, bottom), np.maximum(top, bottom)
    # How much two would be in each other's way if the first, by rows, had the upper track; on one line they would run
    # over each other.
    there = low[:, None], high[:, None], bottom[:, None]
    over = ((there[0] < top) & (top < there[1])).astype(np.int8)
    under = ((low < there[2]) & (there[2] < high)).astype(np.int8)
    on_one_line = (abs(top - there[2]) < NEAR).astype(np.int8)
    meet = (low < there[1] + LANE / 2) & (there[0] < high + LANE / 2)
    crossed = (2 * over + 2 * under + 6 * on_one_line) * meet
    dearer = np.maximum(crossed - crossed.T, 0)
    np.fill_diagonal(dearer, 0)
    costs = dearer.sum(axis=1, dtype=np.int64)
    order = []
    for _ in pieces:
        placed = int(costs.argmin())
        order.append(pieces[placed])
        costs -= dearer[:, placed]
        costs[placed] = NEVER
    return order
