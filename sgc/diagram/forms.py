"""The forms of links: with rounded corners, curved, or straight; from the border of a shape to that of another.

Whatever the form, the finished path crosses nothing that its way of level and upright pieces did not cross: it is
checked as it will be drawn, and where it would, corners are cut less. Lengths are layout units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot, inf

from sgc.diagram.grid import Edges, Point, wider
from sgc.diagram.routes import Place, Wanted, crossed, in_the_way, near
from sgc.measure.basic_shapes import QUARTER
from sgc.measure.outlines import flatten
from sgc.measure.paths import Commands

#: x and y in layout units.
At = tuple[float, float]
Polygon = Sequence[At]

#: The radius of a corner, and the straight end that a head stands on.
CORNER, HEAD_ROOM = 84.0, 120.0
#: Corners are cut, and straight ways laid, no nearer to things than this.
APART = 36
#: Straight links between the same two things are so far from each other.
BESIDE_EACH_OTHER = 156.0


def on_borders(way: Sequence[Point], source: Sequence[Polygon], target: Sequence[Polygon]) -> list[At]:
    """The way with its ends carried on to the outlines of the shapes in the boxes where they ended."""
    made: list[At] = [(float(x), float(y)) for x, y in way]
    if len(made) > 1:
        made[0] = _reaching(made[1], made[0], source)
        made[-1] = _reaching(made[-2], made[-1], target)
    return made


def _reaching(start: At, end: At, outlines: Sequence[Polygon]) -> At:
    """Where a ray from ``start`` through ``end`` first meets an outline; ``end`` where it meets none."""
    best, found = inf, end
    dx, dy = end[0] - start[0], end[1] - start[1]
    if not dx and not dy:
        return end
    for outline in outlines:
        for a, b in zip(outline, [*outline[1:], outline[0]], strict=True):
            ex, ey = b[0] - a[0], b[1] - a[1]
            cross = dx * ey - dy * ex
            if abs(cross) < 1e-9:
                continue
            along = ((a[0] - start[0]) * ey - (a[1] - start[1]) * ex) / cross
            at = ((a[0] - start[0]) * dy - (a[1] - start[1]) * dx) / cross
            if -1e-9 <= at <= 1 + 1e-9 and 1e-6 < along < best:
                best, found = along, (start[0] + along * dx, start[1] + along * dy)
    return found


def drawn(way: Sequence[At], link: Wanted, place: Place, *, curved: bool) -> tuple[Commands, bool]:
    """The path of a way with its corners rounded, or as round as there is room for; and whether it passes through no
    thing but its own ends."""
    limits = [inf if curved else CORNER] * len(way)
    if link.label is not None:
        _keep_to_label(way, place.things[link.label], limits)
    # Whatever is cut off, a corner stays in the box of the way.
    around = [place.things[id] for id in near(place, link, way, APART)]
    apart = [wider(box, APART) for box in around]
    while True:
        path, corners = _rounded(way, limits)
        bad = [corner for corner, piece in corners.items() if limits[corner] > 0 and _crosses(piece, apart)]
        if not bad:
            return path, not _crosses(path, around)
        for corner in bad:
            reach = max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise(way))
            limits[corner] = min(limits[corner], reach) / 2 if limits[corner] > 4 else 0.0


def _crosses(path: Commands, boxes: Sequence[Edges]) -> bool:
    """Whether a path passes through the inside of a box; a curve is followed where it could."""
    at: At = (0.0, 0.0)
    for command in path if boxes else ():
        numbers = [float(number) for number in command[1:]]
        xs, ys = [at[0], *numbers[::2]], [at[1], *numbers[1::2]]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        if command[0] != "M":
            near_by = [one for one in boxes if one[0] < right and left < one[2] and one[1] < bottom and top < one[3]]
            if near_by and any(crossed(points_of((("M", *at), command)), box) for box in near_by):
                return True
        at = numbers[-2], numbers[-1]
    return False


def _keep_to_label(way: Sequence[At], label: Edges, limits: list[float]) -> None:
    """The corners of the piece beside the label are hardly cut farther than to where the label begins."""
    number = _beside_label(way, label)
    for corner, other in ((number - 1, number), (number, number - 1)):
        axis = 0 if way[corner][1] == way[other][1] else 1
        at, low, high = way[corner][axis], label[axis], label[axis + 2]
        limits[corner] = min(limits[corner], max(CORNER, low - at, at - high))


def _rounded(way: Sequence[At], limits: Sequence[float]) -> tuple[Commands, Mapping[int, Commands]]:
    """The path, and each of its corners."""
    path: list[tuple[str | float, ...]] = [("M", *way[0])]
    corners: dict[int, Commands] = {}
    for number in range(1, len(way) - 1):
        before, at, after = way[number - 1], way[number], way[number + 1]
        cut = []
        for other, is_end in ((before, number == 1), (after, number == len(way) - 2)):
            length = hypot(at[0] - other[0], at[1] - other[1])
            room = max(0.0, length - HEAD_ROOM) if is_end else length / 2
            cut.append((min(limits[number], room), length))
        if min(radius for radius, _ in cut) < 1:
            path.append(("L", *at))
            continue
        (r, length), (s, further) = cut
        first = at[0] + (before[0] - at[0]) * r / length, at[1] + (before[1] - at[1]) * r / length
        last = at[0] + (after[0] - at[0]) * s / further, at[1] + (after[1] - at[1]) * s / further
        one = first[0] + (at[0] - first[0]) * QUARTER, first[1] + (at[1] - first[1]) * QUARTER
        two = last[0] + (at[0] - last[0]) * QUARTER, last[1] + (at[1] - last[1]) * QUARTER
        path += [("L", *first), ("C", *one, *two, *last)]
        corners[number] = ("M", *first), ("C", *one, *two, *last)
    path.append(("L", *way[-1]))
    return tuple(path), corners


def straight(
    way: Sequence[Point], link: Wanted, place: Place, source: Sequence[Polygon], target: Sequence[Polygon],
    number: int, count: int,
) -> list[At]:  # fmt: skip
    """The way with as few and straight pieces as there is room for; it is ``number`` of ``count`` between its ends."""
    first, last = (_middle(place.box(end)) for end in (link.source, link.target))
    corners: list[At] = [(float(x), float(y)) for x, y in way]
    off = (number - (count - 1) / 2) * BESIDE_EACH_OTHER
    length = hypot(last[0] - first[0], last[1] - first[1]) or 1.0
    dx, dy = -(last[1] - first[1]) / length * off, (last[0] - first[0]) / length * off
    if link.source > link.target:  # both directions count from the same side
        dx, dy = -dx, -dy
    plainest = [(first[0] + dx, first[1] + dy), (last[0] + dx, last[1] + dy)]
    is_free = link.label is None and not in_the_way(place, link, plainest, APART)
    made = plainest if is_free else _pulled(corners, link, place)
    for end, number, other, outlines in ((first, 0, 1, source), (last, -1, -2, target)):
        # Between a picture and its label there is nothing to end at: there it aims at the middle of both.
        if not _is_at(made[number], outlines) and not in_the_way(place, link, [end, made[other]], APART):
            made[number] = end
    made[0] = _reaching(made[1], made[0], source)
    made[-1] = _reaching(made[-2], made[-1], target)
    return made


def _is_at(point: At, outlines: Sequence[Polygon]) -> bool:
    """Whether a point is in the box of some outline, or on its edge."""
    x, y = point
    return any(
        min(a for a, _ in one) - 1 <= x <= max(a for a, _ in one) + 1
        and min(b for _, b in one) - 1 <= y <= max(b for _, b in one) + 1
        for one in outlines
    )


def _pulled(corners: Sequence[At], link: Wanted, place: Place) -> list[At]:
    """The corners that are left when a string along the way is pulled tight."""
    must = len(corners) - 1
    if link.label is not None:  # it goes through the middle of the piece beside its label
        number = _beside_label(corners, place.things[link.label])
        beside = _nearest(corners[number - 1], corners[number], _middle(place.things[link.label]))
        corners = [*corners[:number], beside, *corners[number:]]
        must = number
    made = [corners[0]]
    at = 0
    while at < len(corners) - 1:
        reach = must if at < must else len(corners) - 1
        following = next(
            (i for i in range(reach, at + 1, -1) if not in_the_way(place, link, [corners[at], corners[i]], APART)),
            at + 1,
        )
        made.append(corners[following])
        at = following
    return made


def _beside_label(corners: Sequence[At], label: Edges) -> int:
    """The number of the corner that ends the piece beside the label."""
    middle = _middle(label)

    def away(number: int) -> float:
        x, y = _nearest(corners[number - 1], corners[number], middle)
        return hypot(x - middle[0], y - middle[1])

    return min(range(1, len(corners)), key=away)


def _nearest(a: At, b: At, to: At) -> At:
    """The point of a straight piece that is nearest to another."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, ((to[0] - a[0]) * dx + (to[1] - a[1]) * dy) / length)) if length else 0.0
    return a[0] + share * dx, a[1] + share * dy


def _middle(box: Edges) -> At:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def crosses_nothing(path: Commands, link: Wanted, place: Place) -> bool:
    """Whether a finished path passes through no thing but its own ends."""
    return not in_the_way(place, link, points_of(path))


def points_of(path: Commands) -> list[At]:
    """A path as a line of points, within a fraction of a unit."""
    points: list[At] = []
    for command in path:
        numbers = [float(number) for number in command[1:]]
        if command[0] == "C":
            curve = flatten((("M", *points[-1]), command), 1.0)  # nothing, where it is as good as straight
            points += curve[0][1:] if curve else [(numbers[-2], numbers[-1])]
        else:
            points.append((numbers[-2], numbers[-1]))
    return points
