"""The lines of a diagram in pixels: strokes followed from thing to thing, from both ends, with what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from sgc.measure.affine import Point
from sgc.measure.heads import HEAD_SIZES, SOLID_HEADS
from sgc.verify.boxes import is_at
from sgc.verify.strokes.bundles import bundles
from sgc.verify.strokes.ends import AFAR, end_at
from sgc.verify.strokes.following import (
    ENDS,
    GAP,
    HALO,
    NEARLY,
    STRIDE,
    TOUCHES,
    Contact,
    Strokes,
    Trace,
    bilinear,
)
from sgc.verify.strokes.runs import Run
from sgc.verify.strokes.templates import USUAL_WIDTH, scale_of
from sgc.verify.types import Line

#: Contacts that are nearer to each other are of one line: the feet of a crow's foot.
FEET = 9.0
#: What is so near to the points of a stroke is on it (pixels).
BESIDE = 3.0
#: A stroke of less length is no line.
SHORTEST = 9.0
#: What is never farther from things is of their outlines.
OUTLINE = 4.0
#: The part of a stroke, before its end, from which it is told where it comes from (pixels).
STRAIGHT = (9.0, 17.0)
#: A straight stroke is of a known line when more of it is.
RATHER = 0.5
#: The width in which all ink is of a line, in pixels.
LINED = 6
#: The least length of a line that touches nothing, how much of what is painted there it explains, and how far ahead of
#: an end there is nothing if it is one (pixels).
LOOSE, EXPLAINED, FREE = 16.0, 0.95, 30.0
#: A stroke parts where what stands at its end begins, no farther from that than this (pixels).
PARTS = 5.0
#: What stands at an end is no longer than this (pixels).
LONGEST_END = 24.0
#: A stroke is dashed when less of it is painted.
WHOLE = 0.82


def find_lines(strokes: Strokes) -> list[Line]:
    """Every line that touches a thing."""
    contacts = strokes.contacts()
    traces = [strokes.follow(contact) for contact in contacts]
    reached = [_reached(trace, contacts) for trace in traces]
    used: set[int] = set()
    found: list[Line] = []
    alone: dict[int, Trace] = {}  # by the places in what is found, which are of no bundle
    for bundle in bundles(strokes, contacts):
        used |= {bundle.trunk, *(number for number, _ in bundle.ways)}
        found += _bundled(strokes, [trace for _, trace in bundle.ways])
    for number, other in enumerate(reached):
        if number not in used and other is not None and other > number and reached[other] == number:
            used |= {number, other}
            line = _line(strokes, traces[number])
            alone[len(found)] = traces[number]
            found.append(line if line.sure else _surer(line, _line(strokes, traces[other])))
    taken = inked_by(found, strokes.cover.shape)
    # Who came to a thing knows more than who gave up on the way from there, however far that was.
    order = sorted(enumerate(traces), key=lambda one: (one[1].end is None, -_length(one[1].points)))
    for number, trace in order:
        if number in used or _is_rest(strokes, trace) or _is_foot(number, contacts, used) or _adds_none(trace, taken):
            continue
        # The other end is free, or so broken that nothing touches the thing there, or of several that run together.
        other = reached[number]
        used.add(number)
        leads = other is None or other in used or (reached[other] is None and _is_on(traces[other], trace))
        line = _line(strokes, trace, leads=leads)
        partner = other if other is not None else reached.index(number) if number in reached else None
        if not line.told and partner is not None and partner not in used:
            line = _surer(line, _line(strokes, traces[partner], leads=leads))
        alone[len(found)] = trace
        found.append(line)
        taken |= inked_by([line], taken.shape)
    return [_apart(strokes, line, alone[number], found) if number in alone else line
            for number, line in enumerate(found)]  # fmt: skip


def _apart(strokes: Strokes, line: Line, trace: Trace, lines: Sequence[Line]) -> Line:
    """A line whose ends are not told, where they are without what is of other lines that end or run beside them."""
    if line.told:
        return line
    ends = [(x - AFAR, y - AFAR, x + AFAR, y + AFAR) for x, y in (line.way[0], line.way[-1])]
    near = [one for one in lines if one is not line and any(is_at(at, box) for box in ends for at in one.way)]
    if not near:
        return line
    found = _line(strokes, trace, leads=line.leads, others=_beside(near, strokes.cover.shape))
    return found if found.told else line


def _bundled(strokes: Strokes, traces: Sequence[Trace]) -> list[Line]:
    """The lines of a bundle, all of which begin with one and the same end: what can be told of it of one is told of
    those of which it looks so, and where it looks like several, as where lines are painted upon each other, nothing."""
    lines = [_line(strokes, trace) for trace in traces]
    told = {line.ends[0] for line in lines if line.told}
    if len(told) != 1 or any(line.ends[0] not in told for line in lines):
        return [replace(line, told=False) for line in lines]
    return [line if line.told else _line(strokes, trace, begins=line.ends[0])
            for line, trace in zip(lines, traces, strict=True)]  # fmt: skip


def _surer(line: Line, back: Line) -> Line:
    """A line as it was followed from its other end, where that leaves no doubt about what stands at its ends: who
    comes from the tip of an arrowhead may go astray within it, and who comes to a crow's foot, to one of its toes. A
    head right at a corner may be missed from either end."""
    is_told = back.sure and {*back.ends} != {"none"}
    return replace(back, way=back.way[::-1], ends=back.ends[::-1]) if is_told else line


def loose_lines(strokes: Strokes, lines: Sequence[Line]) -> Iterator[Line]:
    """Lines beside those that are known which touch no thing where they begin, as from a bare word to a frame. Those
    are sure that explain all that is there and have a head, or whose dots end right before two things: another bare
    stroke may be a piece of a frame."""
    taken = inked_by(lines, strokes.cover.shape)
    for run in strokes.runs.all:
        if run.length < LOOSE or _share(run, taken) > RATHER:
            continue
        along = (1.0, 0.0) if run.axis == 0 else (0.0, 1.0)
        trace = _both_ways(strokes, run.at((run.first + run.last) / 2), along)
        line = _line(strokes, trace)
        yield replace(line, leads=line.sure and (line.ends != ("none", "none") or _joins(strokes, line)))
        taken |= inked_by([line], taken.shape)
    left = ndimage.binary_erosion(strokes.open, iterations=2) & ~taken & (strokes.cover >= 0.35)
    labels, _ = ndimage.label(left, np.ones((3, 3)))
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        if max(place[0].stop - place[0].start, place[1].stop - place[1].start) < LOOSE:
            continue
        rows, columns = np.nonzero(labels[place] == number)
        rows, columns = rows + place[0].start + 0.5, columns + place[1].start + 0.5
        first = int(np.argmax((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2))
        x, y = float(columns[first]), float(rows[first])
        near = np.hypot(columns - x, rows - y) <= STRAIGHT[0]
        dx, dy = float(columns[near].mean()) - x, float(rows[near].mean()) - y
        length = hypot(dx, dy)
        if not length:
            continue
        trace = _from_thing(strokes, (x, y), (dx / length, dy / length))
        if _length(trace.points) >= LOOSE:
            line = _line(strokes, trace)
            own = inked_by([line], taken.shape)[rows.astype(int), columns.astype(int)]
            is_told = line.ends != ("none", "none") or _joins(strokes, line)
            yield replace(line, leads=line.sure and own.mean() >= EXPLAINED and is_told)


def straight_lines(strokes: Strokes) -> Iterator[Line]:
    """Every straight stroke along rows or columns by itself, from end to end with what stands there, whatever meets it
    or goes on from it."""
    for run in strokes.runs.all:
        first, last = (_reach(strokes, run, way) for way in (-1, 1))
        along = np.linspace(first, last, max(2, round((last - first) / STRIDE) + 1)).tolist()
        line = _line(strokes, Trace(tuple(run.at(at) for at in along), None), alone=True)
        yield replace(line, way=(line.way[0], line.way[-1]))


def _reach(strokes: Strokes, run: Run, way: int) -> float:
    """How far along it a straight stroke reaches with what stands at its end, before it comes to a thing."""
    end = run.last if way > 0 else run.first
    steps = np.arange(0.25, FREE, 0.25)
    xs, ys = zip(*(run.at(end + way * step) for step in steps.tolist()), strict=True)
    painted = strokes.sampled(np.array(xs), np.array(ys)) >= 0.5
    far, gap = end, GAP if run.painted < WHOLE else 0.25
    for x, y, is_painted, step in zip(xs, ys, painted.tolist(), steps.tolist(), strict=True):
        if strokes.thing((x, y), TOUCHES) is not None or step - abs(far - end) > gap:
            break
        far = end + way * step if is_painted else far
    return far


def _joins(strokes: Strokes, line: Line) -> bool:
    """Whether a line that touches nothing ends right before two things."""
    first, last = (strokes.thing(at, BESIDE) for at in (line.way[0], line.way[-1]))
    return first is not None and last is not None and first != last


def _share(run: Run, taken: NDArray[np.bool_]) -> float:
    """How much of a straight stroke is of other lines."""
    along = np.arange(int(run.first), int(run.last))
    across = np.full_like(along, int(run.place))
    return float(taken[(across, along) if run.axis == 0 else (along, across)].mean())


def _both_ways(strokes: Strokes, at: Point, way: Point) -> Trace:
    """The stroke through a point where it goes such a way, followed from there both ways."""
    on, back = (strokes.follow(Contact(-1, at, one)) for one in (way, (-way[0], -way[1])))
    begun = _length(back.points)
    forks = (*(begun - fork for fork in back.forks), *(begun + fork for fork in on.forks))
    return Trace((*back.points[:0:-1], *on.points), on.end, forks)


def _from_thing(strokes: Strokes, at: Point, way: Point) -> Trace:
    """The stroke that begins at a point and goes such a way, with what leads there from a thing: it does not turn
    back at that point."""
    back = strokes.follow(Contact(-1, at, (-way[0], -way[1])))
    x, y = next((one for one in back.points if hypot(one[0] - at[0], one[1] - at[1]) >= BESIDE), back.points[-1])
    is_before = (at[0] - x) * way[0] + (at[1] - y) * way[1] >= WHOLE * hypot(at[0] - x, at[1] - y) > 0
    return _both_ways(strokes, at, way) if back.end is not None and is_before else strokes.follow(Contact(-1, at, way))


def _beside(lines: Sequence[Line], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where what is painted may be of these lines or of arrowheads at their ends, (height, width)."""
    drawn = Image.new("1", (shape[1], shape[0]))
    pen = ImageDraw.Draw(drawn)
    back, half = (part + HALO for part in HEAD_SIZES["arrow"])
    for line in lines:
        pen.line(line.way, 1, round(2 * BESIDE))
        for points in (line.way, line.way[::-1]):
            (x, y), (dx, dy) = _arrival(points)
            corners = [(x - back * dx - side * dy, y - back * dy + side * dx) for side in (-half, half)]
            pen.polygon([(x, y), *corners], 1)
    return np.array(drawn)


def inked_by(lines: Sequence[Line], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where all that is painted is of these lines or their ends, (height, width)."""
    if not lines:
        return np.zeros(shape, bool)
    drawn = Image.new("1", (shape[1], shape[0]))
    pen = ImageDraw.Draw(drawn)
    for line in lines:
        pen.line(line.way, 1, LINED)
        for (x, y), kind in zip((line.way[0], line.way[-1]), line.ends, strict=True):
            reach = max(HEAD_SIZES[kind]) + LINED
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), 1)
    return np.array(drawn)


def _adds_none(trace: Trace, taken: NDArray[np.bool_]) -> bool:
    """Whether all that a stroke follows is of other lines: then it is none by itself."""
    height, width = taken.shape
    own = 0.0
    for (x0, y0), (x1, y1) in pairwise(trace.points):
        if not taken[min(max(0, int(y1)), height - 1), min(max(0, int(x1)), width - 1)]:
            own += hypot(x1 - x0, y1 - y0)
    return own < SHORTEST


def _is_rest(strokes: Strokes, trace: Trace) -> bool:
    """Whether a stroke is too short for a line, or never gets away from the outlines of things."""
    rows, columns = (np.array([int(point[axis]) for point in trace.points]) for axis in (1, 0))
    height, width = strokes.away.shape
    away = strokes.away[rows.clip(0, height - 1), columns.clip(0, width - 1)]
    return _length(trace.points) < SHORTEST or float(away.max()) < OUTLINE


def _reached(trace: Trace, contacts: Sequence[Contact]) -> int | None:
    """The contact at which a trace ends."""
    if trace.end is None:
        return None
    x, y = trace.points[-1]
    near = [
        (hypot(x - one.at[0], y - one.at[1]), number) for number, one in enumerate(contacts) if one.thing == trace.end
    ]
    away, number = min(near, default=(FEET, 0))
    return number if away < FEET / 2 else None


def _is_on(other: Trace, trace: Trace) -> bool:
    """Whether who followed a stroke from its other end was on it where they gave up."""
    x, y = other.points[-1]
    return any(hypot(x - one[0], y - one[1]) <= BESIDE for one in trace.points)


def _is_foot(number: int, contacts: Sequence[Contact], used: set[int]) -> bool:
    """Whether a contact is beside one of a line of the same thing: then it is of what stands at its end."""
    own = contacts[number]
    return any(
        other in used and one.thing == own.thing and hypot(one.at[0] - own.at[0], one.at[1] - own.at[1]) < FEET
        for other, one in enumerate(contacts) if other != number
    )  # fmt: skip


def _line(
    strokes: Strokes, trace: Trace, *, leads: bool = True, alone: bool = False,
    begins: str | None = None, others: NDArray[np.bool_] | None = None,
) -> Line:  # fmt: skip
    """A trace as a line, with what stands at its ends, where it ``begins`` perhaps with what is known, and without what
    is of ``others``; one that is ``alone`` ends where it ends, whatever goes on."""
    points = list(trace.points)
    width, length = _width(strokes.padded_ink, points), _length(points)
    kinds, sure, dashed = [], [], _painted(strokes.padded_raw, points) < WHOLE
    taken: list[float] = []  # by what stands at each end
    for given in (begins, None):
        points.reverse()
        tip, along = _arrival(points)
        edge = _edge(strokes, tip, along)
        off = float(strokes.away[int(tip[1]), int(tip[0])]) if edge is not None else 0.0
        tip = tip[0] + along[0] * max(0.0, off - 0.5), tip[1] + along[1] * max(0.0, off - 0.5)
        kind, certain = given, True
        if kind is None:
            kind, certain = end_at(strokes.ink, strokes.open, tip, along, points, width, length,
                                   dashed=dashed, facing=strokes.facing(tip), others=others)  # fmt: skip
        sure.append(certain)
        kinds.append(kind)
        taken.append(max(ENDS, HEAD_SIZES[kind][0] * scale_of(width) + PARTS if certain else 0.0))
        points[-1] = edge or tip
    if not alone:
        ends = [_arrival(points[::-1]), _arrival(points)]
        open_ends = [
            not (kind in SOLID_HEADS and certain) and not strokes.is_clear(*end, broken=dashed)
            for kind, certain, end in zip(kinds, sure, ends, strict=True)
        ]
        if trace.end is None and open_ends[1] and (dashed or _goes_on(strokes, points)):
            leads = False  # dots that are not followed to their end, a gap that is too wide
        if any(is_open and strokes.is_nowhere(tip) for is_open, (tip, _) in zip(open_ends, ends, strict=True)):
            leads = False  # it may go on unseen
    forked = any(taken[0] < fork < length - taken[1] for fork in trace.forks)
    return Line(tuple(points), (kinds[0], kinds[1]), None, dashed, leads and not forked, all(sure))


def _edge(strokes: Strokes, tip: Point, way: Point) -> Point | None:
    """Where a way that ends about here comes to the edge of a thing, if it does."""
    if strokes.thing(tip, NEARLY) is None:
        return None
    for by in np.arange(-NEARLY, NEARLY + 1, 0.25).tolist():
        x, y = tip[0] + by * way[0], tip[1] + by * way[1]
        if _is_within(strokes, int(y), int(x)) and strokes.things[int(y), int(x)] >= 0:
            return x + HALO * way[0], y + HALO * way[1]
    return None


def _goes_on(strokes: Strokes, points: Sequence[Point]) -> bool:
    """Whether something is painted ahead of where a stroke ends at no thing."""
    (x, y), (dx, dy) = _arrival(points)
    ahead = np.arange(4.0, FREE)
    return bool((strokes.sampled(x + dx * ahead, y + dy * ahead) >= 0.5).any())


def _arrival(points: Sequence[Point]) -> tuple[Point, Point]:
    """Where a way ends, and the direction in which it comes there."""
    tip = points[-1]
    far = [p for p in points if STRAIGHT[0] <= hypot(p[0] - tip[0], p[1] - tip[1]) <= STRAIGHT[1]]
    x, y = far[-1] if far else points[0]
    for p in reversed(points):
        if hypot(p[0] - tip[0], p[1] - tip[1]) >= STRAIGHT[0]:
            x, y = p
            break
    length = hypot(tip[0] - x, tip[1] - y) or 1.0
    return tip, ((tip[0] - x) / length, (tip[1] - y) / length)


def _width(ink: NDArray[np.float32], points: Sequence[Point]) -> float:
    """How wide a stroke is: the median over its middle part, by how strongly it is painted where that is strongest.
    ``ink`` is padded. A line between two rows of pixels has its own colour only in what stands at its ends."""
    found, strongest, gone = [], 0.0, 0.0
    aside, whole = np.linspace(-4, 4, 17), _length(points)
    skipped = min(LONGEST_END, whole / 4)
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0) or 1.0
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        across = bilinear(ink, x0 - dy * aside, y0 + dx * aside)
        strongest = max(strongest, float(across.max()))
        if skipped <= gone <= whole - skipped:
            found.append(float(across.sum()) / 2)
        gone += length
    painted = [one for one in found if one > strongest / 2]
    return float(np.median(painted)) / strongest if painted else USUAL_WIDTH


def _painted(ink: NDArray[np.float32], points: Sequence[Point]) -> float:
    """The share of a way that is painted; ``ink`` is padded."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, round(hypot(x1 - x0, y1 - y0)))
        parts = np.arange(steps) / steps
        found += list(bilinear(ink, x0 + (x1 - x0) * parts, y0 + (y1 - y0) * parts) > 0.35)
    return float(np.mean(found)) if found else 1.0


def _is_within(strokes: Strokes, row: int, column: int) -> bool:
    height, width = strokes.cover.shape
    return bool(0 <= row < height and 0 <= column < width)


def _length(points: Sequence[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
