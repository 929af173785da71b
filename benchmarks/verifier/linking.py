"""Faults of diagrams: a link taken away, added, cut or turned round, labels exchanged, a node outside its group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from verifier.changing import Planted, Scene
from verifier.moving import exchanged, moved, texts

from sgc.drawing.links import drawn_link
from sgc.drawing.primitives import Drawing, Group, Text
from sgc.graph.links import heads
from sgc.graph.scene import Kind, Link
from sgc.layout.types import PlacedRoute
from sgc.measure.boxes import meet
from sgc.measure.themes import theme_named


def _link_removed(scene: Scene, name: str) -> Planted | None:
    link = _one(scene)
    if link is None:
        return None
    return _planted(scene, name, _without(scene, link.id), link)


def _link_added(scene: Scene, name: str) -> Planted | None:
    """A line with an arrow between two nodes that no link joins, straight through free ground."""
    if scene.graph.figure.kind != "diagram":  # elsewhere a line is a drawing's own matter
        return None
    joined = {frozenset((one.source, one.target)) for one in scene.graph.links}
    nodes = [id for id in scene.things() if scene.owner[id].kind is not Kind.TEXT]
    pairs = [(a, b) for a in nodes for b in nodes if a < b]
    for first, second in scene.random.sample(pairs, k=min(40, len(pairs))):
        if frozenset((first, second)) in joined:
            continue
        line = _straight(scene, first, second)
        if line is None:
            continue
        link = Link("added", first, second)
        route = PlacedRoute("added", first, second, (), (("M", *line[0]), ("L", *line[1])))
        theme = theme_named(scene.graph.figure.theme)
        drawing = scene.with_more(drawn_link(link, route, theme, scene.drawing.background))
        return replace(_planted(scene, name, drawing, link), spans=(scene.graph.figure.span,))
    return None


def _head_reversed(scene: Scene, name: str) -> Planted | None:
    """The two ends of a link change places, where they differ."""
    link = _one(scene, lambda one: heads(one)[0] != heads(one)[1])
    if link is None:
        return None
    route = next(one for one in scene.layout.routes if one.id == link.id)
    tail, head = heads(link)
    turned = replace(link, arrow="->", properties={**link.properties, "tail": head, "head": tail})
    theme = theme_named(scene.graph.figure.theme)
    new = drawn_link(turned, route, theme, scene.drawing.background)
    return _planted(scene, name, scene.with_group(link.id, lambda group: new), link)


def _link_cut(scene: Scene, name: str) -> Planted | None:
    """A link ends half-way: what it led to is not joined any more."""
    link = _one(scene)
    if link is None:
        return None
    route = next(one for one in scene.layout.routes if one.id == link.id)
    path = route.path[: max(2, len(route.path) // 2)]
    x1, y1, x2, y2 = (float(one) for command in (path[-2], path[-1]) for one in command[-2:])
    path = (*path[:-1], ("L", (x1 + x2) / 2, (y1 + y2) / 2))
    theme = theme_named(scene.graph.figure.theme)
    new = drawn_link(link, replace(route, path=path), theme, scene.drawing.background)
    return _planted(scene, name, scene.with_group(link.id, lambda group: new), link)


def _link_labels_swapped(scene: Scene, name: str) -> Planted | None:
    """The labels of two links change places."""
    labelled = [one for one in scene.graph.links if one.label and f"{one.id} label" in scene.groups]
    pairs = [(a, b) for a in labelled for b in labelled if a.id < b.id and a.label != b.label]
    if not pairs:
        return None
    a, b = scene.random.choice(pairs)
    return _planted(scene, name, _exchanged(scene, f"{a.id} label", f"{b.id} label"), a, b)


def _node_labels_swapped(scene: Scene, name: str) -> Planted | None:
    """Two nodes of one shape show each other's text: their links then lead from and to the wrong ones."""
    nodes = [
        id for id in scene.things() if scene.owner[id].kind is Kind.SHAPE and len(list(texts(scene.groups[id]))) == 1
    ]
    linked = {id for one in scene.graph.links for id in (one.source, one.target)}
    pairs = [
        (a, b) for a in nodes for b in nodes
        if a < b and a in linked and scene.owner[a].noun == scene.owner[b].noun
        and scene.owner[a].label != scene.owner[b].label
        and _neighbours(scene, a) - {b} != _neighbours(scene, b) - {a}
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = scene.random.choice(pairs)
    touched = [one for one in scene.graph.links if {a, b} & {one.source, one.target}]
    return _planted(scene, name, _exchanged(scene, a, b), *touched)


def _outside_its_group(scene: Scene, name: str) -> Planted | None:
    """A node of a group stands somewhere else, out of every frame."""
    inside = [id for id in scene.things() if scene.owner[id].container is not None]
    scene.random.shuffle(inside)
    for id in inside:
        left, top, right, bottom = scene.boxes[id]
        frames = {one.id for one in scene.graph.objects if one.kind is Kind.GROUP}
        place = scene.free_place(right - left, bottom - top, [scene.boxes[one] for one in frames if one in scene.boxes])
        group = scene.objects.get(scene.owner[id].container or "")
        if place is not None and group is not None:
            drawing = scene.with_group(id, lambda one, x=place[0] - left, y=place[1] - top: moved(one, 1.0, x, y))  # type: ignore[misc]
            found = scene.planted(name, drawing, id, "constraint", "relation", "link")
            links = (one.span for one in scene.graph.links if id in (one.source, one.target))
            return replace(found, spans=(group.span, scene.owner[id].span, *links))
    return None


LINK_FAULTS: Mapping[str, Callable[[Scene, str], Planted | None]] = {
    "link removed": _link_removed, "link added": _link_added, "link cut": _link_cut, "head reversed": _head_reversed,
    "link labels swapped": _link_labels_swapped, "node labels swapped": _node_labels_swapped,
    "outside its group": _outside_its_group,
}  # fmt: skip


def _one(scene: Scene, wanted: Callable[[Link], bool] = lambda one: True) -> Link | None:
    links = [one for one in scene.graph.links if one.id in scene.groups and wanted(one)]
    return scene.random.choice(links) if links else None


def _neighbours(scene: Scene, id: str) -> set[str]:
    return {
        one.target if one.source == id else one.source for one in scene.graph.links if id in (one.source, one.target)
    }


def _planted(scene: Scene, name: str, drawing: Drawing, *links: Link) -> Planted:
    route = next((one for one in scene.layout.routes if one.id == links[0].id), None)
    numbers = [
        float(one) for command in (route.path if route is not None else ()) for one in command[-2:] if command[0] != "Z"
    ]
    side = max((max(numbers[i::2]) - min(numbers[i::2]) for i in (0, 1)), default=0.0) if numbers else 100.0
    kinds = ("link", "text", "count")
    what = " and ".join(f"{one.source} {one.arrow} {one.target}" for one in links[:2])
    return Planted(name, drawing, what, tuple(one.span for one in links), kinds, side, None)


def _without(scene: Scene, id: str) -> Drawing:
    """The drawing without a link and its label."""
    gone = {id, f"{id} label"}
    children = (one for one in scene.drawing.children if not (isinstance(one, Group) and one.id in gone))
    return replace(scene.drawing, children=tuple(children))


def _exchanged(scene: Scene, first: str, second: str) -> Drawing:
    """The drawing in which the texts of two groups stand in each other's place."""
    a, b = (next(texts(scene.groups[id])) for id in (first, second))
    new = {
        first: exchanged(scene.groups[first], a, _at(b, a)), second: exchanged(scene.groups[second], b, _at(a, b)),
    }  # fmt: skip
    children = (new[one.id] if isinstance(one, Group) and one.id in new else one for one in scene.drawing.children)
    return replace(scene.drawing, children=tuple(children))


def _at(text: Text, place: Text) -> Text:
    """The text with its middle where the other's is."""
    x = place.x + place.width / 2 - text.x - text.width / 2
    y = place.y + place.height / 2 - text.y - text.height / 2
    found = moved(text, 1.0, x, y)
    assert isinstance(found, Text)
    return found


def _straight(scene: Scene, first: str, second: str) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """A straight line from border to border of two nodes beside or above each other, where nothing is between."""
    a, b = scene.boxes[first], scene.boxes[second]
    left, right = max(a[0], b[0]), min(a[2], b[2])
    top, bottom = max(a[1], b[1]), min(a[3], b[3])
    if right - left > 20:
        x = (left + right) / 2
        upper, lower = (a, b) if a[1] < b[1] else (b, a)
        line = ((x, upper[3]), (x, lower[1]))
        room = (x - 6, upper[3] + 1, x + 6, lower[1] - 1)
    elif bottom - top > 20:
        y = (top + bottom) / 2
        before, behind = (a, b) if a[0] < b[0] else (b, a)
        line = ((before[2], y), (behind[0], y))
        room = (before[2] + 1, y - 6, behind[0] - 1, y + 6)
    else:
        return None
    if room[2] - room[0] < 12 or room[3] - room[1] < 12 or max(room[2] - room[0], room[3] - room[1]) < 24:
        return None
    taken = [*(box for id, box in scene.boxes.items() if id not in (first, second)), *scene.lines()]
    return None if any(meet(room, box) for box in taken) else line
