"""Faults planted in a finished SVG: something is taken away, added, moved or changed in the picture itself.

Each fault makes one statement of the scene false that was true before, whatever else it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from random import Random
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from sgc.graph.colors import BASIC, color_value, oklab
from sgc.graph.scene import Kind, Relation, SceneObject
from sgc.graph.vocabulary import Noun, all_nouns, is_a
from sgc.layout.types import Layout
from sgc.measure.outlines import flatten, spans
from sgc.measure.pictures import PLAIN, picture
from sgc.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
ET.register_namespace("", SVG[1:-1])
Box = tuple[float, float, float, float]
#: Cells of the grid in which silhouettes are compared.
CELLS = 12


@dataclass(frozen=True)
class Planted:
    """A picture with a fault, and which it is."""

    fault: str
    svg: bytes
    what: str


class Scene:
    """A compiled picture as a tree that can be changed: one group for each member, uses spelled out."""

    def __init__(self, compiled: Picture, random: Random) -> None:
        assert isinstance(compiled.layout, Layout)
        self.graph, self.layout, self.random = compiled.scene, compiled.layout, random
        self.svg = compiled.svg
        self.objects = {one.id: one for one in self.graph.objects}
        self.owner = {placed.id: self.objects[placed.object] for placed in self.layout.objects}
        self.boxes: dict[str, Box] = {placed.id: _pixels(placed.box) for placed in self.layout.objects}

    def things(self) -> list[str]:
        """The members that are things by themselves: no backdrops, groups or parts."""
        return [id for id, one in self.owner.items() if _is_thing(one)]

    def tree(self) -> Element:
        root = ET.fromstring(self.svg)
        shared = {one.get("id"): one for one in root.iter(f"{SVG}g") if one.get("id")}
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == f"{SVG}use":
                    group = ET.Element(f"{SVG}g", {"transform": child.get("transform", "")})
                    group.extend(deepcopy(list(shared[child.get("href", "")[1:]])))
                    parent[index] = group
        return root

    def group(self, root: Element, id: str) -> Element:
        """The group of a member: groups stand in drawing order, as the placed objects do."""
        drawn = [one for one in root.iter(f"{SVG}g") if one.get("role") == "img"]
        order = [placed.id for placed in self.layout.objects if self.owner[placed.id].kind is not Kind.PART]
        seen = [name for name in order if _has_ink(self.owner[name])]
        return drawn[seen.index(id)]

    def free_place(self, width: float, height: float) -> tuple[float, float] | None:
        """Where a box of that size overlaps nothing, found on a grid."""
        across, down = self.layout.size
        taken = [box for id, box in self.boxes.items() if _is_thing(self.owner[id])]
        places = [
            (x, y) for x in range(4, int(across - width) - 4, 8) for y in range(4, int(down - height) - 4, 8)
            if not any(x < b[2] + 4 and b[0] < x + width + 4 and y < b[3] + 4 and b[1] < y + height + 4 for b in taken)
        ]  # fmt: skip
        return self.random.choice(places) if places else None


def plant(compiled: Picture, seed: int) -> Iterator[Planted]:
    """One picture for each fault that the scene has room for."""
    for name, fault in FAULTS.items():
        scene = Scene(compiled, Random(f"{seed} {name}"))
        root = scene.tree()
        what = fault(scene, root)
        if what is not None:
            yield Planted(name, ET.tostring(root), what)


# ---------------------------------------------------------------- faults


def _remove(scene: Scene, root: Element) -> str | None:
    id = _chosen(scene, scene.things())
    if id is None:
        return None
    group = scene.group(root, id)
    group.clear()
    return id


def _duplicate(scene: Scene, root: Element) -> str | None:
    id = _chosen(scene, [id for id in scene.things() if scene.owner[id].count[1] is not None])
    if id is None:
        return None
    left, top, right, bottom = scene.boxes[id]
    place = scene.free_place(right - left, bottom - top)
    if place is None:
        return None
    copy = deepcopy(scene.group(root, id))
    root.append(_wrapped([copy], f"translate({place[0] - left:.2f} {place[1] - top:.2f})"))
    return id


def _add(scene: Scene, root: Element) -> str | None:
    spoken_of = {one.concept for one in scene.graph.objects}
    nouns = [noun for noun in _pictured() if noun.concept not in spoken_of]
    noun = scene.random.choice(nouns)
    size = 0.12 * min(scene.layout.size)
    place = scene.free_place(size, size)
    if place is None:
        return None
    root.append(_drawn(noun, (place[0], place[1], place[0] + size, place[1] + size), None))
    return noun.concept


def _recolour(scene: Scene, root: Element) -> str | None:
    """Every fill of a thing whose colour is stated becomes as far from it as colours are."""
    coloured = [id for id in scene.things() if scene.owner[id].attributes.color and not _is_plain(scene.owner[id])]
    id = _chosen(scene, coloured)
    if id is None:
        return None
    stated = color_value(scene.owner[id].attributes.color or "") or "#808080"
    other = max(BASIC.values(), key=lambda color: sum((a - b) ** 2 for a, b in zip(oklab(color), oklab(stated[:7]),
                                                                                   strict=True)))  # fmt: skip
    changed = False
    for one in scene.group(root, id).iter():
        if one.tag != f"{SVG}text" and one.get("fill", "").startswith("#") and one.get("opacity") is None:
            one.set("fill", other)
            changed = True
    return f"{id} to {other}" if changed else None


def _move(scene: Scene, root: Element) -> str | None:
    """The subject of a direction goes to the other side of its object, as far as it was from it."""
    for relation in _shuffled(scene, _directions(scene)):
        a, b = (_single(scene, relation, i) for i in (0, 1))
        if a is None or b is None:
            continue
        box, other = scene.boxes[a], scene.boxes[b]
        x = y = 0.0
        if relation.predicate in ("left of", "right of"):
            x = other[0] + other[2] - box[0] - box[2]
        else:
            y = other[1] + other[3] - box[1] - box[3]
        _shift(scene.group(root, a), x, y)
        return relation.statement
    return None


def _swap(scene: Scene, root: Element) -> str | None:
    """Subject and object of a direction change places."""
    for relation in _shuffled(scene, _directions(scene)):
        a, b = (_single(scene, relation, i) for i in (0, 1))
        if a is None or b is None:
            continue
        (x, y), (u, v) = _middle(scene.boxes[a]), _middle(scene.boxes[b])
        _shift(scene.group(root, a), u - x, v - y)
        _shift(scene.group(root, b), x - u, y - v)
        return relation.statement
    return None


def _scale(scene: Scene, root: Element) -> str | None:
    """A thing whose size is stated becomes half as large."""
    sized = [id for id in scene.things() if {"width", "height", "size"} & {*scene.owner[id].properties}
             and scene.owner[id].kind is not Kind.TEXT]  # fmt: skip
    id = _chosen(scene, sized)
    if id is None:
        return None
    x, y = _middle(scene.boxes[id])
    group = scene.group(root, id)
    _wrap_in_place(group, f"translate({x / 2:.3f} {y / 2:.3f}) scale(.5)")
    return id


def _look_alike(scene: Scene, root: Element) -> str | None:
    """A thing's picture becomes that of the noun whose silhouette is most like it."""
    pictured = [id for id in scene.things() if scene.owner[id].kind is Kind.PICTURE and scene.owner[id].entry]
    id = _chosen(scene, [id for id in pictured if not scene.owner[id].properties.get("rotate")])
    if id is None:
        return None
    entry = scene.owner[id].entry
    assert entry is not None
    other = nearest_look_alike(entry)
    group = scene.group(root, id)
    texts = [child for child in group if child.tag == f"{SVG}text"]
    for child in list(group):
        group.remove(child)
    group.append(_drawn(other, scene.boxes[id], scene.owner[id].attributes.color))
    group.extend(texts)
    return f"{id} as {other.concept}"


def _misspell(scene: Scene, root: Element) -> str | None:
    texts = [one for one in root.iter(f"{SVG}text") if any(c.isalnum() for c in one.text or "")]
    if not texts:
        return None
    one = scene.random.choice(texts)
    text = one.text or ""
    at = scene.random.choice([i for i, c in enumerate(text) if c.isalnum()])
    one.text = text[:at] + ("x" if text[at] not in "xX" else "o") + text[at + 1 :]
    return f"{text} as {one.text}"


def _cover(scene: Scene, root: Element) -> str | None:
    """Half of a thing disappears under the colour of the ground."""
    id = _chosen(scene, scene.things())
    if id is None:
        return None
    left, top, right, bottom = scene.boxes[id]
    ground = next(one.get("fill", "#ffffff") for one in root if one.tag == f"{SVG}rect")
    box = {"x": left - 2, "y": top - 2, "width": (right - left) / 2 + 2, "height": bottom - top + 4}
    ET.SubElement(root, f"{SVG}rect", {**{name: f"{value:.2f}" for name, value in box.items()}, "fill": ground})
    return id


FAULTS: dict[str, Callable[[Scene, Element], str | None]] = {
    "removed": _remove, "duplicated": _duplicate, "added": _add, "recoloured": _recolour,
    "moved across a relation": _move, "swapped": _swap, "half as large": _scale, "look-alike": _look_alike,
    "letter changed": _misspell, "half covered": _cover,
}  # fmt: skip


# ---------------------------------------------------------------- look-alikes


def nearest_look_alike(noun: Noun) -> Noun:
    """The noun of another picture, and no kind of this one, whose silhouette shares the most with it."""
    own = _silhouette(noun)
    others = [
        one for one in _pictured()
        if not is_a(one.concept, noun.concept) and not is_a(noun.concept, one.concept) and not _one_picture(one, noun)
    ]  # fmt: skip
    return max(others, key=lambda one: (_shared(own, _silhouette(one)), one.concept))


def _one_picture(one: Noun, other: Noun) -> bool:
    """Whether two nouns are drawn by the same outlines with or without a colour."""
    outlines = [
        {tuple(layer.commands for layer in found.layers) for tinted in (False, True) if (found := picture(n, tinted))}
        for n in (one, other)
    ]
    return bool(outlines[0] & outlines[1])


@cache
def _pictured() -> Sequence[Noun]:
    """Every third noun with a picture: enough for look-alikes, and drawn in a second."""
    return [noun for noun in all_nouns() if noun.kind == "picture" and picture(noun) is not None][::3]


@cache
def _silhouette(noun: Noun) -> frozenset[int]:
    """The cells of a square grid over the stretched picture in which there is ink."""
    found = picture(noun)
    assert found is not None
    cells: set[int] = set()
    for layer in found.layers:
        for row, stretches in enumerate(spans(flatten(layer.commands, 0.02), layer.rule, 1 / CELLS, CELLS)):
            for start, end in stretches:
                first, last = (round(edge / found.aspect * CELLS) for edge in (start, end))
                cells.update(row * CELLS + column for column in range(first, last))
    return frozenset(cells)


def _shared(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / (len(a | b) or 1)


# ---------------------------------------------------------------- tools


def _drawn(noun: Noun, box: Box, color: str | None) -> Element:
    found = picture(noun, color is not None)
    assert found is not None
    tint = (color_value(color or "") or PLAIN)[:7]
    left, top, right, bottom = box
    x, y = (right - left) / found.aspect, bottom - top
    group = ET.Element(f"{SVG}g", {"transform": f"translate({left:.3f} {top:.3f}) scale({x:.5f} {y:.5f})"})
    for layer in found.layers:
        data = "".join(f"{command[0]}{' '.join(f'{float(n):.5f}' for n in command[1:])}" for command in layer.commands)
        ET.SubElement(group, f"{SVG}path", {"d": data, "fill": layer.color(tint), "fill-rule": layer.rule,
                                            "opacity": f"{layer.opacity:g}"})  # fmt: skip
    return group


def _wrapped(children: Sequence[Element], transform: str) -> Element:
    group = ET.Element(f"{SVG}g", {"transform": transform})
    group.extend(children)
    return group


def _wrap_in_place(group: Element, transform: str) -> None:
    children = list(group)
    for child in children:
        group.remove(child)
    group.append(_wrapped(children, transform))


def _shift(group: Element, x: float, y: float) -> None:
    _wrap_in_place(group, f"translate({x:.2f} {y:.2f})")


def _directions(scene: Scene) -> list[Relation]:
    return [
        one for one in scene.graph.relations
        if one.predicate in ("left of", "right of", "above", "below") and one.checked and one.weight is None
        and not one.negated and one.distance is None
    ]  # fmt: skip


def _single(scene: Scene, relation: Relation, argument: int) -> str | None:
    """The thing that an argument names, if it is one and no other of its noun could stand in for it."""
    reference = relation.arguments[argument]
    if len(reference.targets) != 1 or reference.quantifier not in ("every", "each"):
        return None
    id = reference.targets[0]
    one = scene.objects.get(id)
    if one is None or one.counted or not _is_thing(one) or id not in scene.boxes:
        return None
    alike = [other for other in scene.graph.objects if (other.concept or other.noun) == (one.concept or one.noun)]
    return id if len(alike) == 1 else None


def _is_plain(one: SceneObject) -> bool:
    """Whether nothing of it takes a colour: a text, a fill that is stated apart."""
    return one.kind is Kind.TEXT or "fill" in one.properties or color_value(one.attributes.color or "") is None


def _is_thing(one: SceneObject) -> bool:
    if one.kind in (Kind.PART, Kind.GROUP):
        return False
    return one.entry is None or one.entry.role != "backdrop"


def _has_ink(one: SceneObject) -> bool:
    if one.kind is Kind.PART:
        return False
    return one.kind is not Kind.GROUP or bool(one.label or {"fill", "stroke"} & {*one.properties})


def _chosen(scene: Scene, ids: Sequence[str]) -> str | None:
    return scene.random.choice(ids) if ids else None


def _shuffled(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    return scene.random.sample(relations, len(relations))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _pixels(box: Sequence[int]) -> Box:
    left, top, right, bottom = (edge / 12 for edge in box)
    return left, top, right, bottom
