"""Links led around everything: ways on a grid, lanes beside each other, ends on the borders of shapes.

What a way may never do is checked at the end, exactly (``crossed``): pass through a thing that is not its end, or
through a label. Lengths are layout units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from sgc.diagram.grid import FRAME_ROOM, STEPS, Edges, Grid, Point, Stop, plain, wider
from sgc.diagram.joints import is_joint, upon_each_other
from sgc.diagram.lanes import Wire, spread_out
from sgc.measure.boxes import holds
from sgc.measure.nearby import around

#: How far from things ways are looked for: comfortably, and closer where that leads nowhere.
CLEARANCES = (156, 96, 48, 24, 2)
#: Links side by side are so far from each other.
LANE = 144
#: A link's line and its label.
BESIDE = 72
#: What it costs to leave a thing by a side that does not face the other end: across the diagram's direction, away.
ACROSS, AWAY = 900, 1800
#: Links keep off the corners of a side by this share of it, and no more than so much; of a pointed side by more.
CORNER, LONGEST_CORNER, POINTED = 1 / 6, 120, 0.4
#: By so much a way may be longer that passes its label on the usual side.
PREFERRED = 360
#: A step aside that is no wider than this is left out where it can be.
JOG = 240
#: How far a loop reaches from its node, most first, and the half of its width.
LOOPS, HALF_LOOP = (264, 192, 132), 108
#: Between a loop and its label beyond it; and between the ends of one around others and a thing's corners, at least.
LOOP_LABEL, LEAST_CORNER = 96, 36
#: The sides at which a thing has its loops, where they are more than that.
FLANKS = 2
RIGHT, DOWN, LEFT, UP = range(4)
FLOW = {"right": RIGHT, "down": DOWN, "left": LEFT, "up": UP}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a thing a link has to end: in a ``room`` of it, at a ``side`` (an index of ``STEPS``)."""

    room: Edges | None = None
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link to be led from one thing or frame to another; ``label`` names a thing that it has to pass beside."""

    id: str
    source: str
    target: str
    label: str | None = None
    spots: tuple[Spot, Spot] = (Spot(), Spot())

    @property
    def ends(self) -> tuple[str, str]:
        return self.source, self.target


#: Anywhere on a thing.
ANYWHERE = Spot()


@dataclass(frozen=True)
class Place:
    """What stands where: ``things`` that nothing may cross, ``frames`` that may be crossed, and for each of them the
    frames around it, innermost first. Of the things ``texts`` are labels and titles, which may be passed closely, and
    ``pointed`` are those that links reach near the middle of a side, since that is where their corner is. What lies
    ``over`` a thing by the author's own word is not in the way of its links. A thing with slanting or round
    ``shoulders`` is so much narrower at each end of its upper and its lower side, where links come to what is level."""

    things: Mapping[str, Edges]
    frames: Mapping[str, Edges]
    around: Mapping[str, Sequence[str]]
    direction: str = "down"
    texts: frozenset[str] = frozenset()
    pointed: frozenset[str] = frozenset()
    over: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shoulders: Mapping[str, int] = field(default_factory=dict)

    def box(self, id: str) -> Edges:
        return self.things[id] if id in self.things else self.frames[id]

    @cached_property
    def table(self) -> tuple[list[str], Any]:
        """The things in a row: their names, and the edges of their boxes as an array of shape (4, things)."""
        import numpy as np

        boxes = np.array(list(self.things.values()), dtype=float).reshape(-1, 4)
        return list(self.things), np.ascontiguousarray(boxes.T)

    def meeting(self, box: tuple[float, float, float, float]) -> list[str]:
        """The things that reach into a box."""
        ids, (lefts, tops, rights, bottoms) = self.table
        left, top, right, bottom = box
        hits = (lefts < right) & (rights > left) & (tops < bottom) & (bottoms > top)
        return [ids[i] for i in hits.nonzero()[0].tolist()]

    def side(self, id: str, spot: Spot = ANYWHERE) -> Edges:
        """The part of a box's sides at which links end: both its inner width and its inner height count."""
        left, top, right, bottom = self.box(id)
        if spot.room is not None:
            middle = (spot.room[1] + spot.room[3]) // 2
            return left, middle, right, middle
        share = POINTED if id in self.pointed else CORNER
        across, down = (min(LONGEST_CORNER, int(share * side)) for side in (right - left, bottom - top))
        if id in self.pointed:
            across, down = int(share * (right - left)), int(share * (bottom - top))
        across = max(across, self.shoulders.get(id, 0))
        return left + across, top + down, right - across, bottom - down

    def may_end(self, id: str, spot: Spot, at: Point) -> bool:
        """Whether a link may reach a thing at a point of its border, of which it takes one side."""
        left, top, right, bottom = self.box(id)
        distances = abs(at[0] - right), abs(at[1] - bottom), abs(at[0] - left), abs(at[1] - top)
        side = distances.index(min(distances))
        low, high = self.side(id, spot)[1 - side % 2 :: 2]
        return spot.side in (None, side) and not (spot.room and side % 2) and low <= at[1 - side % 2] <= high


@dataclass
class Led:
    """The ways that were found, by the link's id; and the links to which none leads."""

    ways: dict[str, list[Point]] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)


def lead(place: Place, links: Sequence[Wanted], lanes: Mapping[str, Sequence[Point]] | None = None) -> Led:
    """A way of level and upright pieces for every link, from border to border of the boxes of its ends.

    ``lanes`` are ways that were kept for some of them: who has one and may take it does.
    """
    found = Led()
    loops: dict[str, list[_Loop]] = {}
    many = Counter(link.source for link in links if link.source == link.target)
    for link in links:
        if link.source == link.target:
            before = loops.setdefault(link.source, [])
            before.append(_loop(place, link, before, many[link.source]))
            found.ways[link.id] = list(before[-1].way)
        elif lanes is not None and link.id in lanes and not in_the_way(place, link, lanes[link.id]):
            found.ways[link.id] = plain(lanes[link.id])
    free = [link for link in links if link.id not in found.ways]
    taken = [way for id, way in found.ways.items()]
    left = sorted(free, key=lambda link: _distance(place, link))
    for clearance in CLEARANCES:
        if not left:
            break
        grid = Grid(place.things, place.frames, clearance, place.texts, BESIDE)
        for way in found.ways.values():
            grid.use(way)
        missed: list[Wanted] = []
        for link in left:
            led = _way(grid, place, link)
            if led is None:
                missed.append(link)
            else:
                grid.use(led)
                found.ways[link.id] = led
        left = missed
    found.blocked = [link.id for link in left]
    _lanes(place, free, found, taken)
    if taken and upon_each_other(found.ways, {link.id: _joints(place, link) for link in links}, LANE):
        _lanes(place, links, found, [loop.way for at in loops.values() for loop in at])  # who has a lane makes room
    return found


def _joints(place: Place, link: Wanted) -> tuple[str, str]:
    """Which of a link's ends are joints; "" for others."""
    source, target = (end if is_joint(place.box(end)) else "" for end in link.ends)
    return source, target


def crossed(way: Sequence[tuple[float, float]], box: tuple[float, float, float, float]) -> bool:
    """Whether a way passes through the inside of a box."""
    left, top, right, bottom = box
    for (x0, y0), (x1, y1) in pairwise(way):
        if (x0 <= left and x1 <= left) or (x0 >= right and x1 >= right):
            continue
        if (y0 <= top and y1 <= top) or (y0 >= bottom and y1 >= bottom):
            continue
        if x0 == x1 or y0 == y1:
            return True
        low, high = 0.0, 1.0
        for start, step, near, far in ((x0, x1 - x0, left, right), (y0, y1 - y0, top, bottom)):
            first, last = sorted(((near - start) / step, (far - start) / step))
            low, high = max(low, first), min(high, last)
        if low < high:
            return True
    return False


def in_the_way(place: Place, link: Wanted, way: Sequence[tuple[float, float]], room: int = 0) -> list[str]:
    """The things that a link's way crosses or comes nearer to than ``room``, its own ends left out as far as they
    have to be."""
    return [id for id in near(place, link, way, room) if crossed(way, wider(place.things[id], room))]


def near(place: Place, link: Wanted, points: Sequence[tuple[float, float]], room: int = 0) -> list[str]:
    """The things, but for the link's own ends, that reach into the box of some points, or come nearer to it than
    ``room``: nothing else can be in the way there."""
    found = place.meeting(wider(around(points), room))
    ends = _ends(place, link) if found else ()
    return [id for id in found if id not in ends]


def _ends(place: Place, link: Wanted) -> set[str]:
    """The ends, and what lies over them."""
    over = (place.over.get(end, frozenset()) for end in (link.source, link.target))
    return {link.source, link.target}.union(*over) - {link.label}


def _distance(place: Place, link: Wanted) -> tuple[int, str]:
    a, b = place.box(link.source), place.box(link.target)
    return abs(a[0] + a[2] - b[0] - b[2]) + abs(a[1] + a[3] - b[1] - b[3]), link.id


# ---------------------------------------------------------------- one way


def _way(grid: Grid, place: Place, link: Wanted) -> list[Point] | None:
    """From border to border, beside the link's label if it has one."""
    middles = [_middle(place.box(end)) for end in (link.source, link.target)]
    lines = [x for x, _ in middles], [y for _, y in middles]
    frames = {*place.around[link.source], *place.around[link.target], link.source, link.target} & place.frames.keys()
    free = _ends(place, link) - {link.source, link.target}
    starts = _stops(grid, place, link, leaving=True)
    goals = _stops(grid, place, link, leaving=False)
    best: tuple[list[Point], Stop, Stop] | None = None
    if link.label is None:
        best = grid.way(starts, goals, free, frames, lines)
    else:
        for passing in _passings(grid, place, link):
            first, last = passing
            there = grid.way(starts, [first], free, frames, lines)
            back = grid.way([last], goals, free, frames, lines) if there is not None else None
            if there is not None and back is not None:
                best = [*there[0], *back[0]], there[1], back[2]
                break
    if best is None:
        return None
    points, start, goal = best
    return plain([_border(place.box(link.source), start, leaving=True), *points,
                  _border(place.box(link.target), goal, leaving=False)])  # fmt: skip


def _middle(box: Edges) -> Point:
    return (box[0] + box[2]) // 2, (box[1] + box[3]) // 2


def _stops(grid: Grid, place: Place, link: Wanted, *, leaving: bool) -> list[Stop]:
    """Where a link may leave or reach its end: before the middle of each side, or where it then runs straight."""
    end, other = (link.source, link.target) if leaving else (link.target, link.source)
    spot = link.spots[0 if leaving else 1]
    box, beyond = place.box(end), place.box(other)
    inwards = holds(box, beyond) and end in place.frames
    off = -grid.clearance if inwards else grid.clearance
    borders = [box[2] + off, box[3] + off, box[0] - off, box[1] - off]
    for frame in () if inwards else place.around[end]:  # no way turns upon the edge of a frame, but behind it
        left, top, right, bottom = place.frames[frame]
        for side, edge in enumerate((right, bottom, left, top)):
            if abs(borders[side] - edge) < FRAME_ROOM:
                borders[side] = edge + (FRAME_ROOM if side in (RIGHT, DOWN) else -FRAME_ROOM)
    flow = FLOW[place.direction] % 2
    found = []
    for side, border in enumerate(borders):
        axis = side % 2
        if spot.side not in (None, side) or (spot.room is not None and axis == 1):  # rows have no ends above or below
            continue
        gap = beyond[axis] - box[axis + 2] if side in (RIGHT, DOWN) else box[axis] - beyond[axis + 2]
        cost = 0 if gap >= 0 and axis == flow else ACROSS if gap >= 0 or axis != flow else AWAY
        outwards = (side + 2) % 4 if inwards else side
        middle, *others = _middles(grid, place, place.side(end, spot), beyond, link.label, 1 - axis)
        for at in (middle, *others):
            point = (border, at) if axis == 0 else (at, border)
            found.append(Stop(point, outwards if leaving else (outwards + 2) % 4, cost + abs(at - middle) // 2))
    return found


def _middles(grid: Grid, place: Place, side: Edges, beyond: Edges, label: str | None, axis: int) -> list[int]:
    """Places along one side of a box: its middle first, then those in line with the other end or beside the label."""
    near, far = side[axis], side[axis + 2]
    lines = [(beyond[axis] + beyond[axis + 2]) // 2]
    if label is not None:
        away = min(BESIDE, grid.clearance)
        lines += [place.things[label][axis] - away, place.things[label][axis + 2] + away]
    return [(near + far) // 2, *(line for line in dict.fromkeys(lines) if near <= line <= far)]


def _unjogged(place: Place, link: Wanted, way: list[Point]) -> list[Point]:
    """The way without small steps aside, where it can do without."""
    number = 1
    while number + 2 < len(way):
        before, (x0, y0), (x1, y1), after = way[number - 1 : number + 3]
        axis = 0 if y0 == y1 else 1
        step = (x0, y0)[axis] - (x1, y1)[axis]
        is_step = 0 < abs(step) <= JOG and (way[number][1 - axis] - before[1 - axis]) * (
            after[1 - axis] - way[number + 1][1 - axis]) > 0  # fmt: skip
        straight: list[Point] | None = None
        if is_step:
            for first, to in ((number - 1, (x1, y1)[axis]), (number + 1, (x0, y0)[axis])):
                end = link.source if first == 0 else link.target if first + 2 == len(way) else None
                spot = link.spots[0 if first == 0 else 1]
                if end is not None and not place.side(end, spot)[axis] <= to <= place.side(end, spot)[axis + 2]:
                    continue
                if link.label is not None and _passes(place.things[link.label], way[first : first + 2], axis):
                    continue
                moved = list(way)
                for i in (first, first + 1):
                    moved[i] = (to, way[i][1]) if axis == 0 else (way[i][0], to)
                if not in_the_way(place, link, moved):
                    straight = plain(moved)
                    break
        if straight is not None and len(straight) < len(way):
            way, number = straight, 1
        else:
            number += 1
    return way


def _passes(label: Edges, piece: Sequence[Point], axis: int) -> bool:
    """Whether a piece that could move along an axis runs beside the whole of a label."""
    low, high = sorted(point[1 - axis] for point in piece)
    return low <= label[1 - axis] and high >= label[3 - axis]


def _walls(box: Edges) -> list[Edges]:
    """The four edges of a frame, along which nothing runs."""
    left, top, right, bottom = box
    return [
        (left, top, left, bottom), (right, top, right, bottom), (left, top, right, top), (left, bottom, right, bottom),
    ]  # fmt: skip


def _border(box: Edges, stop: Stop, *, leaving: bool) -> Point:
    """The point of the border before which a way stops."""
    heading = stop.heading if leaving else (stop.heading + 2) % 4
    x, y = stop.at
    left, top, right, bottom = box
    inside = left < x < right and top < y < bottom
    side = (heading + 2) % 4 if inside else heading
    return ((right, y), (x, bottom), (left, y), (x, top))[side]


def _passings(grid: Grid, place: Place, link: Wanted) -> Iterator[tuple[Stop, Stop]]:
    """Where a link may pass its label, the likeliest first: the beginning and the end of the piece beside it."""
    assert link.label is not None
    left, top, right, bottom = place.things[link.label]
    source, target = place.box(link.source), place.box(link.target)
    away = min(BESIDE, grid.clearance)
    middle = [(source[i] + source[i + 2] + target[i] + target[i + 2]) / 4 for i in (0, 1)]
    across = target[0] + target[2] - source[0] - source[2], target[1] + target[3] - source[1] - source[3]
    upright = abs(across[1]) >= abs(across[0]) if not _separate(source, target) else _separate(source, target) == "down"
    heading_down, heading_right = across[1] >= 0, across[0] >= 0
    # Labels stand right of upright pieces and above level ones, unless the other side is much more on the way.
    columns = sorted((left - away, right + away), key=lambda x: abs(x - middle[0]) + (PREFERRED if x > left else 0))
    rows = sorted((bottom + away, top - away), key=lambda y: abs(y - middle[1]) + (PREFERRED if y < top else 0))
    standing = [
        ((x, top), (x, bottom), DOWN) if heading_down else ((x, bottom), (x, top), UP) for x in columns
    ]  # fmt: skip
    lying = [
        ((left, y), (right, y), RIGHT) if heading_right else ((right, y), (left, y), LEFT) for y in rows
    ]  # fmt: skip
    for first, last, heading in [*standing, *lying] if upright else [*lying, *standing]:
        yield Stop(first, heading), Stop(last, heading)
    for first, last, heading in [*standing, *lying]:
        yield Stop(last, (heading + 2) % 4), Stop(first, (heading + 2) % 4)


def _separate(a: Edges, b: Edges) -> str | None:
    """The only axis on which two boxes are apart, if there is only one."""
    across = a[2] <= b[0] or b[2] <= a[0]
    down = a[3] <= b[1] or b[3] <= a[1]
    return "down" if down and not across else "across" if across and not down else None


@dataclass(frozen=True, slots=True)
class _Loop:
    """A way from a thing to itself at a side, and the box of its label beyond it."""

    side: int
    way: Sequence[Point]
    label: Edges | None


def _loop(place: Place, link: Wanted, before: Sequence[_Loop], many: int) -> _Loop:
    """A loop at a side that has room and no loop yet, first where its label is, else across the diagram's direction;
    one of a row is beside it. Where there is too little room it reaches less far. A loop leads around those ``before``
    it whose labels stand between, and around all others at its side where the thing has ``many``."""
    box = place.box(link.source)
    sides = [DOWN, UP, RIGHT, LEFT] if place.direction in ("right", "left") else [RIGHT, LEFT, DOWN, UP]
    rooms = [spot.room for spot in link.spots]
    label = place.things[link.label] if link.label is not None else None
    if any(rooms):  # rows have no ends above or below
        sides = [RIGHT, LEFT]
    elif many > FLANKS:
        sides = sides[:FLANKS]
    if label is not None:
        sides.sort(key=lambda side: _away(_loop_at(box, side, LOOPS[0], rooms), label))
    else:
        sides.sort(key=lambda side: sum(side == one.side for one in before))
    inner = [one for one in before if one.side == sides[0]]
    if inner and not any(rooms) and (label is not None or many > FLANKS):
        way = _around_others(box, sides[0], label, inner)
        if not in_the_way(place, link, way):
            return _Loop(sides[0], way, label)
    sides.sort(key=lambda side: any(side == one.side for one in before))
    ways = [_Loop(side, _loop_at(box, side, reach, rooms), label) for side in sides for reach in LOOPS]
    return next((one for one in ways if not in_the_way(place, link, one.way)), ways[0])


def _around_others(box: Edges, side: int, label: Edges | None, inner: Sequence[_Loop]) -> list[Point]:
    """A loop at a side up to its label, around others and their labels, to which it comes no nearer than they do."""
    axis, outwards = side % 2, STEPS[side][side % 2]
    middle = (box[1 - axis] + box[3 - axis]) // 2
    labels = [one.label for one in inner if one.label is not None]
    halves = [abs(one.way[1][1 - axis] - middle) + LOOP_LABEL for one in inner]
    halves += [max(one[3 - axis] - middle, middle - one[1 - axis]) + LOOP_LABEL + LOOP_LABEL // 8 for one in labels]
    half = min(max(halves), (box[3 - axis] - box[1 - axis]) // 2 - LEAST_CORNER)
    if label is not None:
        out = label[side] - LOOP_LABEL * outwards
    else:
        ends = [*(one.way[1][axis] for one in inner), *(_edge(one, side) for one in labels)]
        out = max(end * outwards for end in ends) * outwards + 2 * LOOP_LABEL * outwards
    return _loop_from(box, side, out, middle - half, middle + half)


def room_for_loops(count: int) -> int:
    """How long the sides of a thing are at least, at both of which so many loops lead around each other."""
    nested = -(-count // FLANKS) - 1
    return 2 * (LEAST_CORNER + HALF_LOOP + nested * (LOOP_LABEL + LOOP_LABEL // 8)) if count > 2 * FLANKS else 0


def _loop_at(box: Edges, side: int, reach: int, rooms: Sequence[Edges | None]) -> list[Point]:
    """A loop at a side: from row to row, in its only row, or from there to what is above; else about the middle."""
    axis = side % 2
    heights = [(room[3] - room[1]) // 3 for room in rooms if room is not None]
    half = min([HALF_LOOP, (box[3 - axis] - box[1 - axis]) // 4, *heights])
    middles = [None if room is None else (room[1] + room[3]) // 2 for room in rooms]
    known = next((at for at in middles if at is not None), (box[1 - axis] + box[3 - axis]) // 2)
    first, second = (known - 2 * half if at is None else at for at in middles)
    if middles[0] == middles[1]:
        first, second = known - half, known + half
    return _loop_from(box, side, _edge(box, side) + reach * STEPS[side][axis], first, second)


def _loop_from(box: Edges, side: int, out: int, first: int, second: int) -> list[Point]:
    """A loop from one place along a side to another, ``out`` there on the way."""
    border = _edge(box, side)
    corners = [(border, first), (out, first), (out, second), (border, second)]
    return [(a, b) if side % 2 == 0 else (b, a) for a, b in corners]


def _edge(box: Edges, side: int) -> int:
    return box[(side + 2) % 4]


def _away(way: Sequence[Point], label: Edges) -> float:
    x, y = (sum(point[i] for point in way[1:3]) / 2 for i in (0, 1))
    return abs(x - (label[0] + label[2]) / 2) + abs(y - (label[1] + label[3]) / 2)


# ---------------------------------------------------------------- lanes


def _lanes(place: Place, links: Sequence[Wanted], found: Led, taken: Sequence[Sequence[Point]]) -> None:
    """Links beside each other, and beside those whose ways are ``taken``; a link whose way would then cross something
    keeps the one it had."""
    wires = []
    for link in links:
        if link.id in found.ways and link.source != link.target:
            label = place.things[link.label] if link.label is not None else None
            ends = (place.side(link.source, link.spots[0]), place.side(link.target, link.spots[1]))
            way = _unjogged(place, link, found.ways[link.id])
            wires.append(Wire(link.id, way, *ends, label, _joints(place, link)))
    walls = [wall for box in place.frames.values() for wall in _walls(box)]
    walls += [(min(a, c), min(b, d), max(a, c), max(b, d)) for way in taken for (a, b), (c, d) in pairwise(way)]
    spread_out(wires, [*place.things.values(), *walls], LANE, LANE // 2, CLEARANCES[0])
    by_id = {link.id: link for link in links}
    for wire in wires:
        way = plain(wire.points)
        if len(way) > 1 and not in_the_way(place, by_id[wire.id], way):
            found.ways[wire.id] = way
