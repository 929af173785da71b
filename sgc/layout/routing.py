"""The links of a diagram led around what was placed, as the layout hands them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from statistics import median

from sgc.diagram.bends import bends_between
from sgc.diagram.channels import LANE, Lanes, Side, led_along
from sgc.diagram.corners import at_the_sides
from sgc.diagram.flow import Proposal
from sgc.diagram.forms import At, crosses_nothing, drawn, on_borders, straight
from sgc.diagram.grid import Edges, Point, wider
from sgc.diagram.joints import is_joint
from sgc.diagram.plane import is_level, turned, turned_back, turned_box
from sgc.diagram.routes import FLOW, Place, Spot, Wanted, lead
from sgc.graph.box import UNITS
from sgc.graph.links import heads, label_id
from sgc.graph.scene import Kind, Link, SceneGraph, SceneObject
from sgc.layout.joint_sides import parted
from sgc.layout.link_ends import beside_heads, beside_texts, with_texts
from sgc.layout.nearest_lines import drawn_near
from sgc.layout.ordered.ways import own_routes, usual_ways
from sgc.layout.titles import freed
from sgc.layout.types import Layout, PlacedObject, PlacedRoute
from sgc.measure.heads import head_size, line_width
from sgc.measure.nodes import OFF_LETTERS
from sgc.measure.outlines import flatten
from sgc.measure.paths import Commands
from sgc.measure.shapes import POINTED, SHAPES, shape_outline

#: The words for sides in the order of ``sgc.diagram.grid.STEPS``.
SIDES = ("right", "bottom", "left", "top")
#: Shoulders are no more of a shape's width; and so much of them is kept free of links.
MOST_SHOULDER, KEPT_FREE = 0.36, 0.8
#: How exactly the outlines of shapes are followed, in pixels.
FINE = 0.05


def with_routes(layout: Layout, scene: SceneGraph, proposal: Proposal | None, scale: float) -> Layout:
    """The layout with a route for every link between things that are there; ``proposal`` is what the layout came from,
    ``scale`` that of letters.

    A link to which no way leads is drawn straight, and is among what the layout does not satisfy.
    """
    there = {one.id for one in layout.objects}
    own, usual = own_routes(layout, scene), usual_ways(layout, scene)
    links = [link for link in scene.links if link.source in there and link.target in there and link.id not in own]
    outlines = _outlines(layout, scene)
    place = _place(layout, scene, outlines)
    spots = _Spots(layout)
    wanted = {
        link.id: Wanted(
            link.id, link.source, link.target, label_id(link) if link.label is not None else None, spots.of(link)
        )
        for link in links
    }
    asked = [wanted[link.id] for link in links if link.id not in usual]
    lane = max(LANE, beside_texts(scene, scale), beside_heads(scene))
    lanes = {} if proposal is None else _lanes(place, links, asked, proposal, lane)
    titles = freed((one for one in layout.objects if one.id in place.frames), lanes.values())
    if titles:
        objects = tuple(replace(one, label=titles.get(one.id, one.label)) for one in layout.objects)
        layout = replace(layout, objects=objects)
        rooms = {f"{id} title": (one.box[0], place.frames[id][1], *one.box[2:]) for id, one in titles.items()}
        place = replace(place, things={**place.things, **rooms})
    forms = _Forms(place, outlines, links, scene.figure.routing)
    routes, crossing = [], []
    rest = list(links)
    for link in links:
        if link.id in usual:
            points, path, is_free = forms.form(link, wanted[link.id], usual[link.id])
            if is_free:
                routes.append(PlacedRoute(link.id, link.source, link.target, tuple(points), _pixels(path)))
                rest.remove(link)
    led = lead(place, [wanted[link.id] for link in rest], lanes)
    if aside := parted(place, rest, wanted, led.ways):
        wanted |= aside
        led = lead(place, [wanted[link.id] for link in rest], {id: lanes[id] for id in lanes if id not in aside})
    ways, _ = _at_corners(place, [wanted[link.id] for link in rest], led.ways)
    for link in rest:
        way = ways.get(link.id)
        points, path, is_free = forms.form(link, wanted[link.id], way if way is not None else _direct(place, link))
        if way is None or not is_free:
            crossing.append((link.statement, link.span))
        routes.append(PlacedRoute(link.id, link.source, link.target, tuple(points), _pixels(path)))
    moved = drawn_near(links, routes, place)
    if moved:
        layout = replace(layout, objects=tuple(replace(one, box=moved.get(one.id, one.box)) for one in layout.objects))
        place = replace(place, things={**place.things, **moved})
    named = {link.id: link for link in links}
    routes, crowded = with_texts(routes, named, place, scale)
    crossing += [(named[id].statement, named[id].span) for id in crowded]
    every = {**own, **{route.id: route for route in routes}}
    ordered = tuple(every[link.id] for link in scene.links if link.id in every)
    return replace(layout, routes=ordered, violated=(*layout.violated, *dict.fromkeys(crossing)))


class _Spots:
    """Where on the things of a layout links have to end."""

    def __init__(self, layout: Layout) -> None:
        self.rows = {one.id: one.rows for one in layout.objects}

    def of(self, link: Link) -> tuple[Spot, Spot]:
        tail, head = (
            Spot(
                self.rows[id][port.row].box if port.row is not None else None,
                SIDES.index(port.side) if port.side is not None else None,
            )
            for id, port in zip((link.source, link.target), link.ports, strict=True)
        )
        return tail, head


def _lanes(
    place: Place, told: Sequence[Link], links: Sequence[Wanted], proposal: Proposal, lane: float
) -> Mapping[str, Sequence[Point]]:
    """The ways along the lanes that the proposal kept, as far as everything is still where it was proposed."""
    direction = place.direction
    level = is_level(direction)
    lengths = {
        (link.id, end): head_size(kind, line_width(link))[0] * UNITS
        for link in told for end, kind in zip((link.source, link.target), heads(link), strict=True)
    }  # fmt: skip
    axis = 1 if level else 0
    everything = {**place.things, **place.frames}
    known = [id for id in proposal.boxes if id in everything and id not in place.frames]
    shifts = [everything[id][axis] - proposal.boxes[id][axis] for id in known]
    shift = median(shifts) if shifts else 0.0
    boxes = {id: turned_box(box, direction) for id, box in everything.items()}
    lines = {
        link.label: boxes[link.label][2] + proposal.beside if level else boxes[link.label][0] - proposal.beside
        for link in links if link.label is not None
    }  # fmt: skip
    ended = [((link.id, end), (end, spot)) for link in links for end, spot in zip(link.ends, link.spots, strict=True)]
    usable = {one: _sides(place, *one, direction) for one in dict.fromkeys(one for _, one in ended)}
    sides = {end: usable[one] for end, one in ended}
    bends: Mapping[str, float] = {id: at + shift for id, at in proposal.bends.items()}
    if any(abs(one - shift) > UNITS for one in shifts):  # not everything stands where it was proposed
        bends = bends_between(proposal.flows, boxes)
    ends = {link.id: (link.source, link.target) for link in links if link.source != link.target}
    frames = [boxes[id] for id in place.frames]
    titles = [] if level else [boxes[name] for id in place.frames if (name := f"{id} title") in boxes]
    asked = Lanes(proposal.flows, bends, boxes, lines, sides, ends, lane, lengths, frames, titles)
    ways = _whole_ways(led_along(asked), direction)
    cornered, aside = _at_corners(place, links, ways)
    if aside:  # without what leaves at the sides there is more room for the rest
        again, same = _at_corners(place, links, _whole_ways(led_along(replace(asked, aside=aside)), direction))
        cornered = again if same == aside else cornered
    return {**cornered, **_proposed_ways(place, links, proposal)}


def _whole_ways(ways: Mapping[str, Sequence[At]], direction: str) -> dict[str, list[Point]]:
    return {id: [_whole(turned_back(point, direction)) for point in way] for id, way in ways.items()}


def _at_corners(
    place: Place, links: Sequence[Wanted], ways: Mapping[str, Sequence[Point]]
) -> tuple[dict[str, list[Point]], frozenset[tuple[str, str]]]:
    """The ways, of which those that lead back or branch off end at the free corners of what has one at each side, if no
    statement says at which side; and which ends of which links do so now."""
    direction = place.direction
    stated = {end for link in links for end, spot in zip(link.ends, link.spots, strict=True) if spot.side is not None}
    pointed = place.pointed - stated
    if not pointed:
        return {id: list(way) for id, way in ways.items()}, frozenset()
    boxes = {id: turned_box(box, direction) for id, box in {**place.things, **place.frames}.items()}
    across = {id: [turned(point, direction) for point in way] for id, way in ways.items()}
    ends = {link.id: link.ends for link in links if link.id in ways}
    labels = {link.id: link.label for link in links if link.label is not None}
    found = at_the_sides(across, ends, boxes, place.frames, pointed, labels)
    aside = frozenset(
        (id, end) for id, pair in ends.items() for end, at in zip(pair, (found[id][0], found[id][-1]), strict=True)
        if end in pointed and boxes[end][1] < at[1] < boxes[end][3]
    )  # fmt: skip
    return _whole_ways(found, direction), aside


def _proposed_ways(place: Place, links: Sequence[Wanted], proposal: Proposal) -> Mapping[str, Sequence[Point]]:
    """The whole ways that were proposed, where both ends and the label moved alike and a link may end as it does."""
    found: dict[str, list[Point]] = {}
    for link in links:
        if link.id not in proposal.ways:
            continue
        fixed = [id for id in (link.source, link.target, link.label) if id is not None]
        moves = [[now - then for now, then in zip(place.box(id), proposal.boxes[id], strict=True)] for id in fixed]
        dx, dy = moves[0][:2]
        if any(abs(left - dx) > 2 or abs(top - dy) > 2 for left, top, *_ in moves):
            continue
        way = [_whole((x + dx, y + dy)) for x, y in proposal.ways[link.id]]
        ends = zip((link.source, link.target), link.spots, (way[0], way[-1]), strict=True)
        if all(place.may_end(end, spot, at) for end, spot, at in ends):
            found[link.id] = way
    return found


def _sides(place: Place, end: str, spot: Spot, direction: str) -> tuple[Side | None, Side | None]:
    """Where links may end at the side of a thing that they reach, and at the one that they leave."""
    low, _, high, _ = turned_box(place.side(end, spot), direction)
    _, upper, _, lower = turned_box(place.box(end), direction)
    onwards = FLOW[direction]
    found: list[Side | None] = []
    for edge, side in ((upper, (onwards + 2) % 4), (lower, onwards)):
        free = spot.side in (None, side) and (spot.room is None or side % 2 == 0)
        found.append(Side(low, high, edge) if free else None)
    return found[0], found[1]


def _whole(point: tuple[float, float]) -> Point:
    return round(point[0]), round(point[1])


class _Forms:
    """Gives each way its form: that of the link, or of the figure."""

    def __init__(
        self, place: Place, outlines: Mapping[str, Sequence[Sequence[At]]], links: Sequence[Link], usual: str
    ) -> None:
        self.place, self.outlines, self.usual = place, outlines, usual
        self.many = Counter(frozenset((link.source, link.target)) for link in links)
        self.drawn: Counter[frozenset[str]] = Counter()

    def form(self, link: Link, wanted: Wanted, way: Sequence[Point]) -> tuple[list[At], Commands, bool]:
        """The corners of a link, its path, and whether that passes through nothing."""
        source, target = self.outlines[link.source], self.outlines[link.target]
        form = link.properties.get("routing", self.usual)
        plain = on_borders(way, source, target)
        if form == "straight" and link.source != link.target:
            pair = frozenset((link.source, link.target))
            points = straight(way, wanted, self.place, source, target, self.drawn[pair], self.many[pair])
            self.drawn[pair] += 1
            path: Commands = tuple(("L" if i else "M", *point) for i, point in enumerate(points))
            if crosses_nothing(path, wanted, self.place):
                return points, path, True
        return plain, *drawn(plain, wanted, self.place, curved=form == "curved")


def _place(layout: Layout, scene: SceneGraph, outlines: Mapping[str, Sequence[Sequence[At]]]) -> Place:
    """What no link may cross: things with the labels beside them, labels of links, titles of frames."""
    objects = {one.id: one for one in scene.objects}
    things: dict[str, Edges] = {}
    frames: dict[str, Edges] = {}
    for placed in layout.objects:
        if objects[placed.object].kind is Kind.MARK:
            continue
        if objects[placed.object].kind in (Kind.GROUP, Kind.PART):
            frames[placed.id] = placed.box
            if placed.label is not None:
                # Up to the corner, because a line between a title and the frame's edge could not be told from the edge.
                things[f"{placed.id} title"] = (*placed.box[:2], *placed.label.box[2:])
        else:
            things[placed.id] = _with_label(placed)
    around = {placed.id: _around(objects[placed.object], objects) for placed in layout.objects}
    labels = {label_id(link) for link in scene.links}
    texts = frozenset(id for id in things if id in labels or id.removesuffix(" title") in frames)
    pointed = frozenset(
        placed.id for placed in layout.objects
        if (objects[placed.object].concept or "") in POINTED and not is_joint(placed.box)
    )  # fmt: skip
    shoulders = {id: shoulder for id in things if id in outlines and (shoulder := _shoulder(outlines[id][0]))}
    return Place(things, frames, around, scene.figure.direction, texts, pointed, _over(layout, things), shoulders)


def _shoulder(outline: Sequence[At]) -> int:
    """By how much the level part of a shape's upper and lower side is shorter at each end; 0 for a shape that has none
    worth speaking of, and comes to a point or to the top of a curve there."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    found = 0.0
    for edge in (min(y for _, y in outline), max(y for _, y in outline)):
        level = [x for x, y in outline if abs(y - edge) < 1]
        found = max(found, min(level) - left, right - max(level))
    return ceil(KEPT_FREE * found) if found <= MOST_SHOULDER * (right - left) else 0


def _over(layout: Layout, things: Mapping[str, Edges]) -> Mapping[str, frozenset[str]]:
    """What lies over each thing, or under it: only what a statement lets it."""
    found: dict[str, set[str]] = {}
    open_: list[PlacedObject] = []  # those that reach down to here
    for one in sorted((one for one in layout.objects if one.id in things), key=lambda one: one.box[1]):
        left, top, right, bottom = one.box
        open_ = [other for other in open_ if other.box[3] > top]
        for other in open_:
            if other.box[0] < right and left < other.box[2] and bottom > other.box[1]:
                found.setdefault(one.id, set()).add(other.id)
                found.setdefault(other.id, set()).add(one.id)
        open_.append(one)
    return {id: frozenset(others) for id, others in found.items()}


def _with_label(placed: PlacedObject) -> Edges:
    """A thing with the label that stands beside it."""
    if placed.label is None or placed.label.inside:
        return placed.box
    (a, b, c, d), (e, f, g, h) = placed.box, placed.label.box
    return min(a, e), min(b, f), max(c, g), max(d, h)


def _around(one: SceneObject, objects: Mapping[str, SceneObject]) -> list[str]:
    found = []
    container = one.container
    while container is not None:
        found.append(container)
        container = objects[container].container
    return found


def _outlines(layout: Layout, scene: SceneGraph) -> Mapping[str, Sequence[Sequence[At]]]:
    """What the lines of links end at: the outline of a shape, the box of anything else, and a label beside it;
    a little before letters."""
    objects = {one.id: one for one in scene.objects}
    found: dict[str, list[Sequence[At]]] = {}
    off_letters = round(OFF_LETTERS * UNITS)
    for placed in layout.objects:
        one = objects[placed.object]
        left, top, right, bottom = placed.box
        shape = one.meaning
        if one.kind is Kind.SHAPE and shape in SHAPES and not placed.rotation:
            outline = shape_outline(shape, (right - left) / UNITS, (bottom - top) / UNITS)
            found[placed.id] = [[(left + x * UNITS, top + y * UNITS) for x, y in flatten(outline, FINE)[0]]]
        else:
            found[placed.id] = [_corners(wider(placed.box, off_letters if one.kind is Kind.TEXT else 0))]
        if placed.label is not None and not placed.label.inside:
            left, top, right, bottom = placed.label.box  # below letters there is room
            found[placed.id].append(_corners((left - off_letters, top, right + off_letters, bottom)))
    return found


def _corners(box: Edges) -> Sequence[At]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _direct(place: Place, link: Link) -> list[Point]:
    """From middle to middle, for want of a way."""
    boxes = place.box(link.source), place.box(link.target)
    (x, y), (u, v) = (((box[0] + box[2]) // 2, (box[1] + box[3]) // 2) for box in boxes)
    return [(x, y), (u, v)]


def _pixels(path: Commands) -> Commands:
    return tuple((name, *(round(float(number) / UNITS, 3) for number in numbers)) for name, *numbers in path)
