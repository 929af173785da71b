"""Lanes for links that share a way: side by side, in the order in which they cross each other least.

After Wybrow, Marriott and Stuckey (2009): every straight piece of a link may move sideways in the free corridor around
it. Pieces that run beside each other keep a lane's distance. Lengths are layout units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sgc.diagram.grid import Edges, Point
from sgc.diagram.spreading import Wish, spread
from sgc.graph.joining import Joined

#: A piece beside its link's label moves no farther from it.
ASIDE = 60
#: Pieces are tried so far from each other, in parts of a lane.
NARROWER = (1.0, 0.75, 0.5, 0.34, 0.2)


@dataclass
class Wire:
    """A link's way under work: its corners, where on the sides of its ends it may end, and its label; of the two ends
    those that are ``joints``, by name."""

    id: str
    points: list[Point]
    source: Edges
    target: Edges
    label: Edges | None = None
    joints: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Piece:
    """One straight piece of a way: number ``index`` of its wire, at ``at`` across, from ``low`` to ``high`` along."""

    wire: int
    index: int
    at: int
    low: int
    high: int


def spread_out(wires: Sequence[Wire], things: Sequence[Edges], lane: int, clearance: int, ends: int) -> None:
    """Moves pieces of all wires, first those that stand, then those that lie; and once more.

    They keep the ``clearance`` from ``things`` (where they had it), and the pieces at both ends the length ``ends``.
    """
    for axis in (0, 1, 0, 1):
        _along(wires, things, axis, lane, clearance, ends)


def _along(wires: Sequence[Wire], things: Sequence[Edges], axis: int, lane: int, clearance: int, ends: int) -> None:
    pieces = [piece for number, wire in enumerate(wires) for piece in _pieces(number, wire.points, axis)]
    if not pieces:
        return
    wishes = _wishes(pieces, wires, things, axis, clearance, ends)
    for group in _meeting(pieces, wishes, lane):
        before = _orders([pieces[i] for i in group], wires, axis)
        for share in NARROWER:
            apart = [(a, b, lane * share) for a, b in before]
            places = spread([wishes[i] for i in group], apart)
            if places is not None:
                for i, place in zip(group, places, strict=True):
                    _move(wires[pieces[i].wire], pieces[i].index, axis, round(place))
                break


def _pieces(number: int, points: Sequence[Point], axis: int) -> list[Piece]:
    """The pieces of one way that move along ``axis``: at the same place there, and some way along the other."""
    found = []
    for index in range(len(points) - 1):
        a, b = points[index], points[index + 1]
        if a[axis] == b[axis] and a != b:
            low, high = sorted((a[1 - axis], b[1 - axis]))
            found.append(Piece(number, index, a[axis], low, high))
    return found


def _move(wire: Wire, index: int, axis: int, place: int) -> None:
    for i in (index, index + 1):
        x, y = wire.points[i]
        wire.points[i] = (place, y) if axis == 0 else (x, place)


# ---------------------------------------------------------------- where each piece may be, and would be


def _wishes(
    pieces: Sequence[Piece], wires: Sequence[Wire], things: Sequence[Edges], axis: int, clearance: int, ends: int
) -> list[Wish]:
    import numpy as np

    boxes: Any = np.array(things, dtype=np.int64).reshape(-1, 4)
    near, far = boxes[:, axis], boxes[:, axis + 2]
    first, last = boxes[:, 1 - axis], boxes[:, 3 - axis]
    found = []
    for piece in pieces:
        wire = wires[piece.wire]
        beside = (first < piece.high) & (last > piece.low)
        upon = beside & (near == piece.at) & (far == piece.at)  # another link's way
        before = far[beside & (far <= piece.at) & ~upon].max(initial=-(10**7))
        behind = near[beside & (near >= piece.at) & ~upon].min(initial=10**7)
        low, high = int(before), int(behind)
        if upon.any():  # it leaves it, if it can to the side to which it turns
            onwards = _leads(piece, wire, axis) > 0
            if (high - piece.at if onwards else piece.at - low) < 2 * clearance:
                onwards = high - piece.at > piece.at - low
            low, high = (piece.at, high) if onwards else (low, piece.at)
        if low + clearance <= high - clearance:
            low, high = low + clearance, high - clearance
        else:
            low, high = min(piece.at, low + clearance), max(piece.at, high - clearance)
        for border, second in ((0, 1), (len(wire.points) - 1, len(wire.points) - 3)):
            if piece.index == second and 0 < piece.index < len(wire.points) - 2:
                edge = wire.points[border][axis]
                if piece.at > edge:
                    low = max(low, min(piece.at, edge + ends))
                else:
                    high = min(high, max(piece.at, edge - ends))
        found.append(_wish(piece, wire, axis, low, high))
    return found


def _leads(piece: Piece, wire: Wire, axis: int) -> int:
    """To which side of a piece its way leads on, all in all: below 0 before it, else behind it."""
    ends = wire.points[max(0, piece.index - 1)], wire.points[min(piece.index + 2, len(wire.points) - 1)]
    return sum(point[axis] - piece.at for point in ends)


def _wish(piece: Piece, wire: Wire, axis: int, low: int, high: int) -> Wish:
    points, last = wire.points, len(wire.points) - 2
    at: float = piece.at
    weight = 1.0
    for is_end, side in ((piece.index == 0, wire.source), (piece.index == last, wire.target)):
        if is_end:  # it keeps to its side, off the corners
            low, high = max(low, side[axis]), min(high, side[axis + 2])
    if low > high:  # the two sides do not face each other any more
        low = high = piece.at
    sides = ((piece.index == 0, wire.source), (piece.index == last, wire.target))
    ends = [(side[axis] + side[axis + 2]) / 2 for is_end, side in sides if is_end]
    if ends:
        at, weight = sum(ends) / len(ends), 1.0
    elif 0 < piece.index < last:
        before, after = points[piece.index - 1][axis] - piece.at, points[piece.index + 2][axis] - piece.at
        if before * after < 0:  # it leads from one side to the other, and best half-way
            here = sorted((points[piece.index - 1][axis], points[piece.index + 2][axis]))
            at, weight = (max(low, here[0]) + min(high, here[1])) / 2, 0.5
        else:
            weight = 0.2
    if wire.label is not None and _is_beside(piece, wire.label, axis):
        at, weight, low, high = piece.at, 6.0, max(low, piece.at - ASIDE), min(high, piece.at + ASIDE)
    elif wire.label is not None and _is_next_to_label(piece, wire, axis):  # it turns behind its label, not before
        near, far = wire.label[axis], wire.label[axis + 2]
        if piece.at >= far:
            low = max(low, far)
        elif piece.at <= near:
            high = min(high, near)
        if low > high:
            low = high = piece.at
    return Wish(min(max(at, low), high), weight, low, high)


def _is_beside(piece: Piece, label: Edges, axis: int) -> bool:
    """Whether the piece passes the whole of its link's label."""
    return piece.low <= label[1 - axis] and piece.high >= label[3 - axis]


def _is_next_to_label(piece: Piece, wire: Wire, axis: int) -> bool:
    """Whether the piece before or after this one is the one beside the label."""
    assert wire.label is not None
    for index in (piece.index - 1, piece.index + 1):
        if 0 <= index < len(wire.points) - 1:
            a, b = wire.points[index], wire.points[index + 1]
            low, high = sorted((a[axis], b[axis]))
            if a[1 - axis] == b[1 - axis] and low <= wire.label[axis] and high >= wire.label[axis + 2]:
                return True
    return False


# ---------------------------------------------------------------- who is beside whom, and in what order


def _meeting(pieces: Sequence[Piece], wishes: Sequence[Wish], lane: int) -> list[list[int]]:
    """The numbers of pieces that could come in each other's way, in sets."""
    joined = Joined(range(len(pieces)))
    order = sorted(range(len(pieces)), key=lambda i: pieces[i].low)
    open_: list[int] = []
    for i in order:
        open_ = [j for j in open_ if pieces[j].high + lane > pieces[i].low]
        for j in open_:
            if wishes[i].low <= wishes[j].high + lane and wishes[j].low <= wishes[i].high + lane:
                joined.join(i, j)
        open_.append(i)
    return joined.sets()


def _orders(pieces: Sequence[Piece], wires: Sequence[Wire], axis: int) -> list[tuple[int, int]]:
    """Pairs of pieces that run beside each other, the first of which stays before the second; but for those that a
    joint holds together."""
    found = []
    held = [_from_joints(piece, wires[piece.wire]) for piece in pieces]
    for a, b in combinations(range(len(pieces)), 2):
        first, second = pieces[a], pieces[b]
        if first.low >= second.high or second.low >= first.high or first.wire == second.wire:
            continue
        if held[a] & held[b]:
            continue
        forced = _keeps_label(first, second, wires, axis) or -_keeps_label(second, first, wires, axis)
        if forced:
            found.append((a, b) if forced < 0 else (b, a))
            continue
        if first.at != second.at:
            found.append((a, b) if first.at < second.at else (b, a))
            continue
        side = _side(first, second, wires, axis)
        found.append((a, b) if side <= 0 else (b, a))
    number = _in_line(len(pieces), found, [piece.at for piece in pieces])
    return [(a, b) if number[a] < number[b] else (b, a) for a, b in found]


def _from_joints(piece: Piece, wire: Wire) -> set[tuple[str, int]]:
    """The joints that a piece leaves, or whose line it continues, with its number from there on."""
    numbers = piece.index, len(wire.points) - 2 - piece.index
    return {(joint, number) for joint, number in zip(wire.joints, numbers, strict=True) if joint and number < 2}


def _keeps_label(piece: Piece, other: Piece, wires: Sequence[Wire], axis: int) -> int:
    """-1 or 1 where the piece stays before or behind another, lest that came between it and its label."""
    label = wires[piece.wire].label
    if label is None or not _is_beside(piece, label, axis):
        return 0
    if other.low >= label[3 - axis] or other.high <= label[1 - axis]:
        return 0
    if piece.at <= label[axis]:
        return 1 if piece.at <= other.at <= label[axis] else 0
    return -1 if label[axis + 2] <= other.at <= piece.at else 0


def _in_line(count: int, pairs: Sequence[tuple[int, int]], at: Sequence[int]) -> list[int]:
    """A number for each that keeps the pairs, as far as they do not go in circles."""
    after: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for a, b in pairs:
        after[a].append(b)
        waiting[b] += 1
    numbers = [-1] * count
    left = sorted(range(count), key=lambda i: (at[i], i))
    for number in range(count):
        chosen = next((i for i in left if not waiting[i]), left[0])
        left.remove(chosen)
        numbers[chosen] = number
        for other in after[chosen]:
            waiting[other] -= 1
    return numbers


def _side(first: Piece, second: Piece, wires: Sequence[Wire], axis: int) -> int:
    """Whether, of two pieces in one place, the first belongs before (-1) or behind (1) the second; 0: either."""
    for up in (True, False):
        found = _parting(first, second, wires, axis, up)
        if found:
            return found
    return 0


def _parting(first: Piece, second: Piece, wires: Sequence[Wire], axis: int, up: bool) -> int:
    """What the end of the two says at which they go apart: who turns off there, and to which side."""
    ways = [_ahead(piece, wires, axis, up) for piece in (first, second)]
    sign = -1 if up else 1
    ends = [sign * (piece.low if up else piece.high) for piece in (first, second)]
    turns = [_turn(way, axis) for way in ways]
    if ends[0] != ends[1]:  # the one that ends sooner is on the side to which it turns
        sooner = 0 if ends[0] < ends[1] else 1
        turn = turns[sooner]
        return turn if sooner == 0 else -turn
    if turns[0] != turns[1]:
        return -1 if turns[0] < turns[1] else 1
    if not turns[0] or len(ways[0]) < 3 or len(ways[1]) < 3:
        return 0
    # Both turn the same way: whoever goes on farther is on the outside, and so is whoever turns back later.
    reach = [abs(way[1][axis] - way[0][axis]) for way in ways]
    following = [way[2][1 - axis] - way[1][1 - axis] for way in ways]
    if reach[0] != reach[1]:
        sooner = 0 if reach[0] < reach[1] else 1
        # The sooner turns off the common way: onwards (it is then on the far side) or back (then inside).
        onwards = sign * following[sooner] > 0
        inside = -turns[0] if onwards else turns[0]
        return inside if sooner == 0 else -inside
    if (following[0] > 0) != (following[1] > 0):
        onwards = sign * following[0] > 0
        return -turns[0] if onwards else turns[0]
    return 0


def _ahead(piece: Piece, wires: Sequence[Wire], axis: int, up: bool) -> list[Point]:
    """The corners of a way from the piece's end on, outwards."""
    points = wires[piece.wire].points
    rises = points[piece.index][1 - axis] > points[piece.index + 1][1 - axis]
    if rises == up:
        return points[piece.index + 1 :]
    return points[piece.index :: -1]


def _turn(way: Sequence[Point], axis: int) -> int:
    """To which side a way turns at its first corner: -1, 1, or 0 where it ends."""
    if len(way) < 2:
        return 0
    step = way[1][axis] - way[0][axis]
    return (step > 0) - (step < 0)
