"""Joints at which links end differently, some with a head and some without: ends that are unlike keep to other sides.

At a joint links leave by one line, which is right for those that look alike there. An arrowhead upon the line of a link
that has none there would be nobody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sgc.diagram.grid import Point
from sgc.diagram.joints import is_joint
from sgc.diagram.routes import Place, Spot, Wanted
from sgc.graph.links import heads
from sgc.graph.scene import Link


@dataclass(frozen=True, slots=True)
class _End:
    """What stands at one end (0 or 1) of a link, which comes to a joint at a side, if nobody says where it does."""

    link: str
    number: int
    kind: str
    side: int
    toward: int  # the side at which the other end of the link is


def parted(
    place: Place, links: Sequence[Link], wanted: Mapping[str, Wanted], ways: Mapping[str, Sequence[Point]]
) -> dict[str, Wanted]:
    """Those of the links that come to a joint where others do that end otherwise, with a side of their own."""
    ends: dict[str, list[_End]] = {}
    for link in links:
        if link.id in ways and link.source != link.target:
            for id, end in _ends(place, link, wanted[link.id], ways[link.id]):
                ends.setdefault(id, []).append(end)
    found: dict[str, Wanted] = {}
    for here in ends.values():
        for end, side in _moved(here):
            one = found.get(end.link, wanted[end.link])
            spots = [
                replace(spot, side=side) if number == end.number else spot for number, spot in enumerate(one.spots)
            ]
            found[end.link] = replace(one, spots=(spots[0], spots[1]))
    return found


def _ends(place: Place, link: Link, wanted: Wanted, way: Sequence[Point]) -> Iterator[tuple[str, _End]]:
    for number, (id, other) in enumerate(((link.source, link.target), (link.target, link.source))):
        if is_joint(place.box(id)) and wanted.spots[number] == Spot():
            left, top, right, bottom = place.box(other)
            sides = [_side(place, id, at) for at in (way[-number], ((left + right) // 2, (top + bottom) // 2))]
            yield id, _End(link.id, number, heads(link)[number], *sides)


def _side(place: Place, id: str, at: Point) -> int:
    """The side of a thing at which, or beyond which, a point is: in the order of right, bottom, left, top."""
    left, top, right, bottom = place.box(id)
    beyond = at[0] - right, at[1] - bottom, left - at[0], top - at[1]
    return beyond.index(max(beyond))


def _moved(ends: Sequence[_End]) -> Iterator[tuple[_End, int]]:
    """The ends that go to another side, and to which: at each side that kind stays of which there are most."""
    kinds: dict[int, str] = {}
    for side in dict.fromkeys(end.side for end in ends):
        ((kinds[side], _),) = Counter(end.kind for end in ends if end.side == side).most_common(1)
    for end in ends:
        if kinds[end.side] != end.kind:
            sides = (*sorted(((end.side + 1) % 4, (end.side + 3) % 4)), (end.side + 2) % 4)
            free = [side for side in sides if kinds.get(side, end.kind) == end.kind]
            if free:
                side = min(free, key=lambda side: (side != end.toward, side not in kinds))
                kinds[side] = end.kind
                yield end, side
