"""Faults planted in a finished drawing: something is taken away, added, moved or changed in the picture itself.

Each makes a statement of the scene false that was true before, whatever else it does. The drawing is what every back
end prints, so that a fault is the same in an SVG file, a PDF of TeX, and the pixels of either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from verifier.changing import Box, Planted, Scene, is_thing
from verifier.linking import LINK_FAULTS
from verifier.lookalikes import nearest_look_alike, pictured_nouns
from verifier.moving import exchanged, moved, recolored, texts

from sgc.drawing.labels import text_at
from sgc.drawing.primitives import Paint, Picture, PictureLayer, Rectangle, Text
from sgc.graph.colors import BASIC, color_value, oklab
from sgc.graph.scene import Kind, Relation, SceneObject
from sgc.graph.vocabulary import Noun
from sgc.measure.pictures import PLAIN
from sgc.measure.pictures import picture as picture_of
from sgc.measure.text import typeset
from sgc.picture import Picture as Compiled
from sgc.verify.boxes import middle
from sgc.verify.declared import solid


def plant(compiled: Compiled, seed: int) -> Iterator[Planted]:
    """One drawing for each fault that the scene has room for."""
    for name, fault in FAULTS.items():
        found = fault(Scene(compiled, Random(f"{seed} {name}")), name)
        if found is not None:
            yield found


# ---------------------------------------------------------------- faults


def _remove(scene: Scene, name: str) -> Planted | None:
    id = _chosen(scene, scene.things())
    return scene.planted(name, scene.with_group(id, lambda group: None), id, "count", "text") if id else None


def _duplicate(scene: Scene, name: str) -> Planted | None:
    id = _chosen(scene, [id for id in scene.things() if scene.owner[id].count[1] is not None])
    if id is None:
        return None
    left, top, right, bottom = scene.boxes[id]
    place = scene.free_place(right - left, bottom - top)
    if place is None:
        return None
    copy = moved(replace(scene.groups[id], id=f"{id} again"), 1.0, place[0] - left, place[1] - top)
    found = scene.planted(name, scene.with_more(copy), id, "count")
    if scene.owner[id].kind is Kind.TEXT or (scene.owner[id].entry is None and scene.owner[id].kind is Kind.PICTURE):
        return replace(found, spans=(scene.graph.figure.span,), kinds=("absence",))
    return found


def _add(scene: Scene, name: str) -> Planted | None:
    spoken_of = {one.concept for one in scene.graph.objects}
    noun = scene.random.choice([noun for noun in pictured_nouns() if noun.concept not in spoken_of])
    size = 0.12 * min(scene.layout.size)
    place = scene.free_place(size, size)
    if place is None:
        return None
    drawing = scene.with_more(_drawn(noun, (place[0], place[1], place[0] + size, place[1] + size), None))
    return Planted(name, drawing, noun.concept, (scene.graph.figure.span,), ("absence",), size, noun)


def _recolour(scene: Scene, name: str) -> Planted | None:
    """Every fill of a thing whose colour is stated becomes as far from it as colours are."""
    coloured = [id for id in scene.things() if scene.owner[id].attributes.color and not _is_plain(scene.owner[id])]
    id = _chosen(scene, coloured)
    if id is None:
        return None
    far = _far_from((color_value(scene.owner[id].attributes.color or "") or "#808080")[:7])
    drawing = scene.with_group(id, lambda group: recolored(group, far))
    return scene.planted(name, drawing, id, "attribute", what=f"{id} to {far}") if drawing != scene.drawing else None


def _recolour_ground(scene: Scene, name: str) -> Planted | None:
    """A stated background becomes as far from it as colours are."""
    figure = scene.graph.figure
    if figure.background is None or solid(figure.background) is None:
        return None
    far = _far_from(figure.background[:7])
    return Planted(name, replace(scene.drawing, background=far), f"to {far}", (figure.span,), ("attribute",),
                   float(max(scene.layout.size)), None)  # fmt: skip


def _move(scene: Scene, name: str) -> Planted | None:
    """The subject of a direction goes to the other side of its object, as far as it was from it."""
    for relation, a, b in _directed(scene):
        box, other = scene.boxes[a], scene.boxes[b]
        level = relation.predicate in ("left of", "right of")
        x = other[0] + other[2] - box[0] - box[2] if level else 0.0
        y = 0.0 if level else other[1] + other[3] - box[1] - box[3]
        drawing = scene.with_group(a, lambda group, x=x, y=y: moved(group, 1.0, x, y))  # type: ignore[misc]
        return replace(scene.planted(name, drawing, a, "relation", what=relation.statement), spans=(relation.span,))
    return None


def _swap(scene: Scene, name: str) -> Planted | None:
    """Subject and object of a direction change places."""
    for relation, a, b in _directed(scene):
        (x, y), (u, v) = middle(scene.boxes[a]), middle(scene.boxes[b])
        first, second = scene.groups[a], scene.groups[b]
        children = tuple(
            moved(one, 1.0, u - x, v - y) if one is first else moved(one, 1.0, x - u, y - v) if one is second else one
            for one in scene.drawing.children
        )
        drawing = replace(scene.drawing, children=children)
        return replace(scene.planted(name, drawing, a, "relation", what=relation.statement), spans=(relation.span,))
    return None


def _scale(scene: Scene, name: str) -> Planted | None:
    """A thing whose size is stated becomes half as large."""
    sized = [id for id in scene.things() if {"width", "height", "size"} & {*scene.owner[id].properties}
             and scene.owner[id].kind is not Kind.TEXT]  # fmt: skip
    id = _chosen(scene, sized)
    if id is None:
        return None
    x, y = middle(scene.boxes[id])
    return scene.planted(name, scene.with_group(id, lambda group: moved(group, 0.5, x / 2, y / 2)), id, "attribute")


def _look_alike(scene: Scene, name: str) -> Planted | None:
    """A thing's picture becomes that of the noun whose silhouette is most like it."""
    pictured = [id for id in scene.things() if scene.owner[id].kind is Kind.PICTURE and scene.owner[id].entry]
    id = _chosen(scene, [id for id in pictured if not scene.owner[id].properties.get("rotate")])
    entry = scene.owner[id].entry if id is not None else None
    if id is None or entry is None:
        return None
    other = nearest_look_alike(entry)
    shown = _drawn(other, scene.boxes[id], scene.owner[id].attributes.color)
    words = tuple(child for child in scene.groups[id].children if isinstance(child, Text))
    drawing = scene.with_group(id, lambda group: replace(group, children=(shown, *words)))
    return scene.planted(name, drawing, id, "count", what=f"{id} as {other.concept}")


def _misspell(scene: Scene, name: str) -> Planted | None:
    written = [(id, text) for id in scene.things() for text in texts(scene.groups[id]) if _letters(text)]
    if not written:
        return None
    id, old = scene.random.choice(written)
    at = scene.random.choice(_letters(old))
    letter = "x" if old.text[at] not in "xX" else "o"
    block = typeset(old.text[:at] + letter + old.text[at + 1 :], old.font_size, bold=old.bold, max_width=old.width + 1)
    new = text_at(block, (old.x, old.y, old.x + old.width, old.y + old.height), old.color)
    drawing = scene.with_group(id, lambda group: exchanged(group, old, new))
    return scene.planted(name, drawing, id, "text", what=f"{old.text} as {new.text}")


def _cover(scene: Scene, name: str) -> Planted | None:
    """Half of a thing disappears under the colour of the ground."""
    id = _chosen(scene, scene.things())
    if id is None:
        return None
    left, top, right, bottom = scene.boxes[id]
    cover = Rectangle(left - 2, top - 2, (right - left) / 2 + 2, bottom - top + 4, Paint(scene.drawing.background))
    found = scene.planted(name, scene.with_more(cover), id, "count", "text", "attribute", "absence")
    return replace(found, spans=(*found.spans, scene.graph.figure.span))


FAULTS: dict[str, Callable[[Scene, str], Planted | None]] = {
    "removed": _remove, "duplicated": _duplicate, "added": _add, "recoloured": _recolour,
    "background recoloured": _recolour_ground,
    "moved across a relation": _move, "swapped": _swap, "half as large": _scale, "look-alike": _look_alike,
    "letter changed": _misspell, "half covered": _cover, **LINK_FAULTS,
}  # fmt: skip


# ---------------------------------------------------------------- tools


def _drawn(noun: Noun, box: Box, color: str | None) -> Picture:
    found = picture_of(noun, color is not None)
    assert found is not None
    tint = (color_value(color or "") or PLAIN)[:7]
    left, top, right, bottom = box
    layers = tuple(PictureLayer(one.commands, one.color(tint), one.rule, one.opacity) for one in found.layers)
    transform = ((right - left) / found.aspect, 0.0, 0.0, bottom - top, left, top)
    return Picture(f"{found.name}-{tint[1:]}", layers, transform, str(found.source))


def _far_from(color: str) -> str:
    own = oklab(color)
    return max(BASIC.values(), key=lambda other: sum((a - b) ** 2 for a, b in zip(oklab(other), own, strict=True)))


def _letters(text: Text) -> list[int]:
    """Where a text has letters that can be exchanged: not in mathematics."""
    return [] if "$" in text.text or "\\" in text.text else [i for i, c in enumerate(text.text) if c.isalnum()]


def _directed(scene: Scene) -> Iterator[tuple[Relation, str, str]]:
    """Required directions between two things of which no other could stand in for either."""
    plain = [
        one for one in scene.graph.relations
        if one.predicate in ("left of", "right of", "above", "below") and one.checked and one.weight is None
        and not one.negated and one.distance is None
    ]  # fmt: skip
    for relation in scene.random.sample(plain, len(plain)):
        a, b = (_single(scene, relation, i) for i in (0, 1))
        if a is not None and b is not None:
            yield relation, a, b


def _single(scene: Scene, relation: Relation, argument: int) -> str | None:
    """The thing that an argument names, if it is one and no other of its noun could stand in for it."""
    reference = relation.arguments[argument]
    if len(reference.targets) != 1 or reference.quantifier not in ("every", "each"):
        return None
    id = reference.targets[0]
    one = scene.objects.get(id)
    if one is None or one.counted or not is_thing(one) or id not in scene.groups:
        return None
    alike = [other for other in scene.graph.objects if other.meaning == one.meaning]
    return id if len(alike) == 1 else None


def _is_plain(one: SceneObject) -> bool:
    """Whether nothing of it takes a colour: a text, a fill that is stated apart."""
    return one.kind is Kind.TEXT or "fill" in one.properties or color_value(one.attributes.color or "") is None


def _chosen(scene: Scene, ids: Sequence[str]) -> str | None:
    return scene.random.choice(ids) if ids else None
