"""Set diagrams: two to four sets that overlap in every way, and the items in their regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import cos, radians, sin
from typing import Any

from sgc.graph.nodes import node_noun
from sgc.graph.ordered.making import NAME, words
from sgc.graph.report import Report, refuse
from sgc.graph.scene import Kind, Length, Reference, Relation, SceneGraph, SceneObject, Step, Value
from sgc.source.codes import MISPLACED, WRONG_COUNT

#: So many sets can overlap in every way.
MOST = 4
#: The colours of sets, of which so much is seen.
_COLORS, _OPACITY = ("#5b8bd6", "#e39b4e", "#6aa87a", "#cf7fa8"), Fraction(3, 10)
#: Sizes of the letters of items and of names, in pixels.
_FONT, _NAME_FONT = Length(Fraction(14)), Length(Fraction(15))


@dataclass(frozen=True, slots=True)
class Oval:
    """A circle or an ellipse: its middle, half its axes and how far it is turned clockwise, in degrees."""

    x: float
    y: float
    a: float
    b: float
    turn: float = 0.0

    def holds(self, x: Any, y: Any, slack: float = 0.0) -> Any:
        """Whether a point is in it (numbers or arrays); with ``slack`` in an oval whose axes are so much longer."""
        u, v = self.own(x - self.x, y - self.y)
        return (u / (self.a + slack)) ** 2 + (v / (self.b + slack)) ** 2 <= 1

    def own(self, dx: Any, dy: Any) -> tuple[Any, Any]:
        """Coordinates along its own axes, of a difference from its middle (numbers or arrays)."""
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return dx * c + dy * s, dy * c - dx * s

    def at(self, u: Any, v: Any) -> tuple[Any, Any]:
        """The point (x, y) with these coordinates along its own axes (numbers or arrays)."""
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return self.x + u * c - v * s, self.y + u * s + v * c

    @property
    def half(self) -> tuple[float, float]:
        """Half the width and height of its box."""
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return ((self.a * c) ** 2 + (self.b * s) ** 2) ** 0.5, ((self.a * s) ** 2 + (self.b * c) ** 2) ** 0.5


#: Where the sets stand when the longer axis of each is 1, by how many there are: every region is there.
PATTERNS: Mapping[int, tuple[Oval, ...]] = {
    1: (Oval(0, 0, 0.5, 0.5),),
    2: (Oval(-0.3, 0, 0.5, 0.5), Oval(0.3, 0, 0.5, 0.5)),
    3: (Oval(-0.29, -0.17, 0.5, 0.5), Oval(0.29, -0.17, 0.5, 0.5), Oval(0, 0.33, 0.5, 0.5)),
    4: (
        Oval(-0.176, 0.066, 0.5, 1 / 3, 50), Oval(-0.028, -0.148, 0.5, 1 / 3, 50),
        Oval(0.028, -0.148, 0.5, 1 / 3, -50), Oval(0.176, 0.066, 0.5, 1 / 3, -50),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Memberships:
    """The ids of the sets, and of every item the numbers of the sets that it is in."""

    sets: tuple[str, ...]
    items: Mapping[str, frozenset[int]]

    @property
    def pattern(self) -> tuple[Oval, ...]:
        return PATTERNS[max(1, len(self.sets))]


def memberships(graph: SceneGraph) -> Memberships:
    """Which item is in which sets, by relations ``inside``; the sets are the circles and ellipses that no item is."""
    sets = [one.id for one in graph.objects if _is_set(one)][:MOST]
    number = {id: i for i, id in enumerate(sets)}
    items: dict[str, set[int]] = {
        id: set() for one in graph.objects
        if one.id not in number and not one.derived and one.kind not in (Kind.GROUP, Kind.PART, Kind.MARK)
        for id in one.members(one.count[0])
    }  # fmt: skip
    members = {one.id: one.members(one.count[0]) for one in graph.objects}
    for relation in graph.relations:
        if not _is_membership(relation):
            continue
        first, second = relation.arguments if relation.predicate == "inside" else relation.arguments[::-1]
        around = {number[target] for target in second.targets if target in number}
        for target in first.targets:
            for id in members.get(target, (target,)):
                if id in items:
                    items[id] |= around
    return Memberships(tuple(sets), {id: frozenset(numbers) for id, numbers in items.items()})


def _is_membership(relation: Relation) -> bool:
    return (
        relation.predicate in ("inside", "contains") and relation.is_required and len(relation.arguments) == 2
    )  # fmt: skip


def _is_set(one: SceneObject) -> bool:
    return not one.derived and not one.counted and one.kind is Kind.SHAPE and one.concept in ("circle", "ellipse")


def prepared(graph: SceneGraph, report: Report) -> SceneGraph:
    """Blocks say what is in what, sets overlap each other, and get colours."""
    relations = [*graph.relations, *_inside(graph.steps)]
    sets = [one for one in graph.objects if _is_set(one)]
    for one in graph.objects:
        if one.kind in (Kind.GROUP, Kind.PART):
            report.add(*refuse(MISPLACED, "sets hold their items without groups", one.span).diagnostics)
    for link in graph.links:
        report.add(*refuse(MISPLACED, "sets and their items are not linked", link.span).diagnostics)
    if not 1 <= len(sets) <= MOST and not any(one.is_error for one in report.diagnostics):
        where = sets[MOST].span if sets else graph.figure.span
        report.add(*refuse(WRONG_COUNT, f"a diagram of sets has 1 to {MOST} of them, not {len(sets)}", where,
                           'Write a set so: name "Title" { "item" }.').diagnostics)  # fmt: skip
    for number, one in enumerate(sets):
        for other in sets[:number]:
            relations.append(Relation(
                f"{other.id} and {one.id} overlap", one.span, predicate="overlapping",
                arguments=(Reference((other.id,), text=other.id), Reference((one.id,), text=one.id)),
            ))  # fmt: skip
    numbers = {one.id: number for number, one in enumerate(sets)}
    objects = tuple(_looking(one, numbers.get(one.id), len(sets)) for one in graph.objects)
    return replace(graph, relations=tuple(relations), objects=objects)


def _inside(steps: Sequence[Step]) -> Iterator[Relation]:
    """Everything in the block of a set is in it; words in a block within it are in both."""
    for one in steps:
        if one.kind != "block" or not one.ids:
            continue
        for part in one.parts:
            inner = dict.fromkeys(id for step in part.steps if step.kind in ("object", "block") for id in step.ids)
            for id in inner:
                step = next(step for step in part.steps if id in step.ids)
                yield Relation(
                    f"{step.statement} in {one.ids[0]}", step.span, predicate="inside",
                    arguments=(Reference((id,), text=id), Reference(one.ids, text=one.ids[0])),
                )  # fmt: skip
            yield from _inside(part.steps)


def _looking(one: SceneObject, number: int | None, sets: int) -> SceneObject:
    """A set as a see-through circle, or one of four turned ellipses; an item in smaller letters."""
    if number is None:
        usual: dict[str, Value] = {"font": _FONT} if one.kind is Kind.TEXT else {}
        return replace(one, properties={**usual, **one.properties})
    color = _COLORS[number % len(_COLORS)]
    look: dict[str, Value] = {"opacity": _OPACITY, "stroke": color}
    if one.attributes.color is None:
        look["tint"] = color
    turned = PATTERNS[sets][number].turn if sets <= MOST else 0
    shape = "ellipse" if turned else "circle"
    own = {**look, **one.properties, **({"rotate": Fraction(round(turned % 180))} if turned else {})}
    return replace(one, noun=shape, entry=node_noun(shape), properties=own)


def completed(graph: SceneGraph) -> SceneGraph:
    """The figure with the names of its sets beside them."""
    sets = set(memberships(graph).sets)
    objects = tuple(replace(one, label=None, caption=None) if one.id in sets else one for one in graph.objects)
    titles = [
        words(title(one.id), one.label, one.statement, one.span, {"bold": True, "font": _NAME_FONT}, noun=NAME)
        for one in graph.objects if one.id in sets and one.label
    ]  # fmt: skip
    if not titles:
        return graph
    return replace(graph, objects=(*(one for one in objects if one.id in sets),
                                   *(one for one in objects if one.id not in sets), *titles))  # fmt: skip


def title(set_: str) -> str:
    """The id of the name of a set."""
    return f"{set_} title"
