"""Labels of links, drawn to their own line where another is nearer: lines that share the side of a thing do not run
where they would alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sgc.diagram.forms import At
from sgc.diagram.routes import BESIDE, Place
from sgc.graph.links import label_id
from sgc.graph.scene import Link
from sgc.layout.types import Edges, PlacedRoute, shifted
from sgc.measure.nearby import Nearby, around

#: Labels keep so far from everything but their own line, in layout units.
APART = 36


def drawn_near(links: Sequence[Link], routes: Sequence[PlacedRoute], place: Place) -> Mapping[str, Edges]:
    """The new boxes of labels that another line than their own is nearest to, as far as there is free room."""
    if all(link.label is None for link in links):
        return {}
    pieces = [(route.id, piece) for route in routes for piece in pairwise(route.points)]
    lines = Nearby(around(piece) for _, piece in pieces)
    names = list(place.things)
    things = Nearby(place.things.values())
    ways = {route.id: route.points for route in routes}
    found: dict[str, Edges] = {}
    for link in links:
        label = label_id(link)
        if link.label is None or link.id not in ways or label not in place.things:
            continue
        box = place.things[label]
        gap, step = min(_steps(ways[link.id], box), default=(0.0, (0, 0)))
        others = (i for i in lines.meeting(box, gap - 1) if pieces[i][0] != link.id)
        if gap <= BESIDE or next(others, None) is None:
            continue
        moved = shifted(box, *step)
        met = [names[i] for i in things.meeting(moved, APART) if names[i] != label]
        crossed = [i for i in lines.meeting(moved, APART) if pieces[i][0] != link.id]
        if not met and not crossed and all(_holds(one, box) == _holds(one, moved) for one in place.frames.values()):
            found[label] = moved
            things.drop(names.index(label))
            names.append(label)
            things.add(moved)
    return found


def _steps(way: Sequence[At], box: Edges) -> Iterator[tuple[float, tuple[int, int]]]:
    """How far a label is from each level or upright piece that runs beside the whole of it, and the step to there."""
    left, top, right, bottom = box
    for (x0, y0), (x1, y1) in pairwise(way):
        if x0 == x1 and min(y0, y1) <= top and bottom <= max(y0, y1):
            gap = max(left - x0, x0 - right)
            yield gap, (round(gap - BESIDE) * (1 if x0 > right else -1), 0)
        elif y0 == y1 and min(x0, x1) <= left and right <= max(x0, x1):
            gap = max(top - y0, y0 - bottom)
            yield gap, (0, round(gap - BESIDE) * (1 if y0 > bottom else -1))


def _holds(frame: Edges, box: Edges) -> bool | None:
    """Whether a frame holds a box; None where its edge runs through it, or nearly."""
    if box[2] + APART <= frame[0] or frame[2] + APART <= box[0] or box[3] + APART <= frame[1]:
        return False
    if frame[3] + APART <= box[1]:
        return False
    inside = frame[0] <= box[0] - APART and box[2] + APART <= frame[2]
    return True if inside and frame[1] <= box[1] - APART and box[3] + APART <= frame[3] else None
