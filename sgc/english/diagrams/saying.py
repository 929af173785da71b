"""Diagrams in English: sentences that read back to the same nodes, links and groups; what has none is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sgc.english.diagrams.reader import read_diagram
from sgc.graph import resolve
from sgc.graph.scene import Kind, Link, Port, Relation, SceneGraph, SceneObject
from sgc.graph.wording import listed
from sgc.source import Source

#: What a diagram says, by the words that its nodes show.
Item = tuple[object, ...]

_PLACES = {"left of": "to the left of", "right of": "to the right of", "beside": "next to"}
_VERBS = {"->": "leads to", "--": "is linked to", "<->": "exchanges messages with"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` says the ``items``; what it leaves out is told in the ``written`` words of the scene file."""

    text: str
    items: frozenset[Item]
    written: str


def said(scene: SceneGraph) -> Iterator[Item]:
    """What a diagram says, without names, looks and the order of its statements."""
    shown = {one.id: _shown(one) for one in scene.objects}
    for one in scene.objects:
        if one.kind is not Kind.GROUP:
            yield ("node", one.noun, one.attributes.color, shown[one.id])
        if one.container is not None:
            yield ("inside", shown[one.id], shown.get(one.container))
    for link in scene.links:
        yield ("link", shown.get(link.source), link.arrow, shown.get(link.target), link.label)
    for relation in scene.relations:
        yield _item(relation, shown)


def sentences(scene: SceneGraph) -> tuple[list[Sentence], list[str]]:
    """The sentences on a diagram, the first of which names its nodes, and in words what there are none for.

    Nodes that show the same, or what stands in no quotation marks, cannot be told apart in English.
    """
    shown = {one.id: _shown(one) for one in scene.objects}
    labels = list(shown.values())
    beyond = [
        f'{one.id}: "{shown[one.id]}"' for one in scene.objects
        if labels.count(shown[one.id]) > 1 or not _quotable(shown[one.id]) or one.count != (1, 1)
    ]  # fmt: skip
    beyond += [f"{one.id}: {' '.join(row.cells)}" for one in scene.objects for row in one.rows if row.cells]
    named = {id: label for id, label in shown.items() if labels.count(label) == 1 and _quotable(label)}
    nodes = [one for one in scene.objects if one.kind is not Kind.GROUP and one.id in named and one.count == (1, 1)]
    kind = "horizontal block diagram" if scene.figure.direction == "right" else "block diagram"
    title = scene.figure.title
    titled = f' titled "{title}"' if title and _quotable(title) else ""
    things = [_introduced(one, named[one.id]) for one in nodes]
    items = frozenset(("node", one.noun, one.attributes.color, named[one.id]) for one in nodes)
    found = [Sentence(f"A {kind}{titled} with {listed(things)}.", items, "")] if things else []
    found += _groups(scene, named)
    for link in scene.links:
        if link.source in named and link.target in named:
            found.append(_linked(link, named))
            if _looks(link):
                beyond.append(f"{link.source} {link.arrow} {link.target}: {_looks(link)}")
        else:
            beyond.append(f"{link.source} {link.arrow} {link.target}")
    for relation in scene.relations:
        text = _related(relation, named)
        if text is None:
            beyond.append(relation.statement)
        else:
            found.append(Sentence(text, frozenset((_item(relation, shown),)), relation.statement))
    beyond += (row.statement for row in scene.arrangements)
    beyond += (requirement.statement for requirement in scene.requirements)
    return found, beyond


def heard(told: Sequence[Sentence]) -> frozenset[Item]:
    """What the sentences say to whom reads them."""
    read = read_diagram(Source("<description>", " ".join(one.text for one in told), is_prompt=True))
    if read is None or read[1]:
        return frozenset()
    (scene,) = resolve(read[0], None) or (None,)
    return frozenset(said(scene)) if scene is not None else frozenset()


def _shown(one: SceneObject) -> str:
    """The words that a node shows."""
    return one.label if one.label is not None else one.id


def _quotable(label: str) -> bool:
    return bool(label.strip()) and not any(mark in label for mark in '"“”\n')


def _item(relation: Relation, shown: dict[str, str]) -> Item:
    arguments = tuple((one.quantifier, tuple(shown.get(id, id) for id in one.targets)) for one in relation.arguments)
    return ("relation", relation.predicate, arguments, relation.negated, relation.weight, relation.distance)


def _introduced(one: SceneObject, label: str) -> str:
    words = " ".join(filter(None, (one.attributes.color, one.noun)))
    return f'{"an" if words[0] in "aeiou" else "a"} {words} called "{label}"'


def _groups(scene: SceneGraph, named: dict[str, str]) -> Iterator[Sentence]:
    for group in scene.objects:
        inside = [one for one in scene.objects if one.container == group.id and one.id in named]
        if group.id in named and inside:
            items = frozenset(("inside", named[one.id], named[group.id]) for one in inside)
            text = f'"{named[group.id]}" contains {listed([f"{chr(34)}{named[one.id]}{chr(34)}" for one in inside])}.'
            yield Sentence(text, items, f"group {group.id}")


def _linked(link: Link, named: dict[str, str]) -> Sentence:
    first, second = named[link.source], named[link.target]
    label = f' with the label "{link.label}"' if link.label else ""
    item = ("link", first, link.arrow, second, link.label)
    written = f"{link.source} {link.arrow} {link.target}"
    return Sentence(f'"{first}" {_VERBS.get(link.arrow, "leads to")} "{second}"{label}.', frozenset((item,)), written)


def _looks(link: Link) -> str:
    """What is said of a link beside its ends and its label: texts and places at its ends, classes, properties."""
    properties = (name if value is True else f"{name}: {value}" for name, value in link.properties.items())
    texts = (f'"{text}" at its {end}' for end, text in zip(("source", "target"), link.texts, strict=True) if text)
    at = (f"a row or side of its {end}" for end, port in zip(("source", "target"), link.ports, strict=True)
          if port != Port())  # fmt: skip
    return ", ".join([*(f".{one}" for one in link.classes), *properties, *texts, *at])


def _related(relation: Relation, named: dict[str, str]) -> str | None:
    if relation.weight is not None or relation.distance is not None or relation.negated or len(relation.arguments) != 2:
        return None
    names = [[named[id] for id in one.targets if id in named] for one in relation.arguments]
    if any(len(one) != 1 for one in names) or not relation.checked:
        return None
    return f'"{names[0][0]}" is {_PLACES.get(relation.predicate, relation.predicate)} "{names[1][0]}".'
