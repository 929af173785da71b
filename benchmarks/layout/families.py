"""Seeded figures of growing size, each made from a hidden layout (so that it has one), for the layout benchmark.

A canvas is cut into cells at random, every cell holds one thing that covers the wished share of it, and what is said
of the things is what is true of them there. The hidden layout is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from random import Random

from sgc.graph.scene import Arrangement, Figure, Kind, Length, Reference, Relation, SceneGraph, SceneObject

#: Layout units in a pixel; the side of an average cell and the least gap between things, in pixels.
UNITS, CELL, SPACING = 12, 40, 2
#: What a direction needs between two things, and what level needs besides, in units; see ``reference``.
CLEAR, LEVEL = 32, 64
#: Things in one container.
HELD = 20

Cell = tuple[float, float, float, float]


@dataclass
class Hidden:
    """A figure in the making: its things with their hidden boxes (units), and what is said of them."""

    random: Random
    side: int
    boxes: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    objects: list[SceneObject] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    arrangements: list[Arrangement] = field(default_factory=list)

    def thing(self, id: str, cell: Cell, fill: float, container: str | None = None) -> None:
        """A rectangle of stated size that covers the share ``fill`` of its cell, somewhere in it."""
        left, top, right, bottom = (edge * UNITS for edge in cell)
        inset = SPACING * UNITS * 0.75
        width, height = right - left, bottom - top
        stretch = self.random.uniform(0.9, 1.1)
        w = _even(max(UNITS, min(width * fill**0.5 * stretch, width - 2 * inset)))
        h = _even(max(UNITS, min(height * fill**0.5 / stretch, height - 2 * inset)))
        x = self.random.uniform(left + inset, max(left + inset, right - inset - w))
        y = self.random.uniform(top + inset, max(top + inset, bottom - inset - h))
        self.boxes[id] = (round(x), round(y), round(x) + w, round(y) + h)
        size = {"width": Length(Fraction(w, UNITS)), "height": Length(Fraction(h, UNITS))}
        self.objects.append(_shape(id, size, container))

    def scene(self, spacing: int = SPACING) -> SceneGraph:
        figure = Figure("scene", size=(self.side, self.side), spacing=Fraction(spacing), margin=Fraction(0))
        return SceneGraph(figure, tuple(self.objects), {}, tuple(self.relations), tuple(self.arrangements))

    def say(self, a: str, predicate: str, b: str, *, level: bool = False) -> None:
        arguments = (Reference((a,), text=a), Reference((b,), text=b))
        self.relations.append(
            Relation(f"{a} {predicate} {b}", predicate=predicate, arguments=arguments, kept_level=level)
        )

    def directions(self, ids: Sequence[str], number: int, *, level: bool = False) -> None:
        """So many true directions between random pairs."""
        said = tried = 0
        while said < number and tried < 60 * number:
            tried += 1
            a, b = self.random.sample(ids, 2)
            true = [p for p in ("left of", "above") if self._true(p, a, b, level)]
            if true:
                self.say(a, self.random.choice(true), b, level=level)
                said += 1

    def _true(self, predicate: str, a: str, b: str, level: bool) -> bool:
        along = 0 if predicate == "left of" else 1
        p, q = self.boxes[a], self.boxes[b]
        if p[along + 2] + CLEAR > q[along]:
            return False
        offset = [abs(q[i] + q[i + 2] - p[i] - p[i + 2]) / 2 for i in (along, 1 - along)]
        return not level or offset[1] + LEVEL <= offset[0]


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _shape(
    id: str, properties: Mapping[str, Length], container: str | None = None, noun: str = "rectangle"
) -> SceneObject:
    return SceneObject(
        id, Kind.SHAPE, noun, properties=dict(properties), container=container, statement=f"{id}: {noun}"
    )


def cut(random: Random, cell: Cell, number: int) -> Iterator[Cell]:
    """So many cells of about equal area, by straight cuts through the longer side."""
    if number == 1:
        yield cell
        return
    first = number // 2 if number < 4 else random.randint(number // 2 - number // 8, number // 2 + number // 8)
    left, top, right, bottom = cell
    share = first / number
    if right - left >= bottom - top:
        at = left + (right - left) * share
        halves = (left, top, at, bottom), (at, top, right, bottom)
    else:
        at = top + (bottom - top) * share
        halves = (left, top, right, at), (left, at, right, bottom)
    yield from cut(random, halves[0], first)
    yield from cut(random, halves[1], number - first)


def _flat(count: int, fill: float, seed: int) -> Hidden:
    side = round(CELL * count**0.5)
    hidden = Hidden(Random(f"{count} {fill} {seed}"), side)
    for index, cell in enumerate(cut(hidden.random, (0, 0, side, side), count)):
        hidden.thing(f"t{index}", cell, fill)
    hidden.random.shuffle(hidden.objects)
    return hidden


def sparse(count: int, fill: float, seed: int) -> SceneGraph:
    """Three directions for ten things."""
    hidden = _flat(count, fill, seed)
    hidden.directions(list(hidden.boxes), round(0.3 * count))
    return hidden.scene()


def related(count: int, fill: float, seed: int) -> SceneGraph:
    """Three directions for two things."""
    hidden = _flat(count, fill, seed)
    hidden.directions(list(hidden.boxes), round(1.5 * count))
    return hidden.scene()


def level(count: int, fill: float, seed: int) -> SceneGraph:
    """A direction for each thing, all kept level."""
    hidden = _flat(count, fill, seed)
    hidden.directions(list(hidden.boxes), count, level=True)
    return hidden.scene()


def chains(count: int, fill: float, seed: int) -> SceneGraph:
    """Chains of five from left to right and from top to bottom, through things of a sorted grid."""
    hidden = _flat(count, fill, seed)
    for along, predicate in ((0, "left of"), (1, "above")):
        ids = sorted(hidden.boxes, key=lambda id: hidden.boxes[id][along])
        pools = [hidden.random.sample(ids, len(ids)) for _ in range(2)]
        for pool in pools:
            for start in range(0, len(pool) - 4, 10):
                chain = sorted(pool[start : start + 5], key=lambda id: hidden.boxes[id][along])
                for a, b in pairwise(chain):
                    if hidden._true(predicate, a, b, False):
                        hidden.say(a, predicate, b)
    return hidden.scene()


def containers(count: int, fill: float, seed: int) -> SceneGraph:
    """Groups of twenty, with directions inside each and between some."""
    groups = max(1, count // HELD)
    side = round(1.25 * CELL * count**0.5)
    hidden = Hidden(Random(f"containers {count} {fill} {seed}"), side)
    names = [f"g{index}" for index in range(groups)]
    for name, room in zip(names, cut(hidden.random, (0, 0, side, side), groups), strict=True):
        hidden.objects.append(SceneObject(name, Kind.GROUP, "group", statement=f"group {name}"))
        left, top, right, bottom = room
        inner = (left + 5, top + 5, right - 5, bottom - 5)
        held = [f"{name}_{index}" for index in range(count // groups)]
        for id, cell in zip(held, cut(hidden.random, inner, len(held)), strict=True):
            hidden.thing(id, cell, fill, name)
        hidden.directions(held, len(held) // 2)
        boxes = [hidden.boxes[id] for id in held]
        hidden.boxes[name] = (
            min(b[0] for b in boxes) - 24, min(b[1] for b in boxes) - 24,
            max(b[2] for b in boxes) + 24, max(b[3] for b in boxes) + 24,
        )  # fmt: skip
    if groups > 1:
        hidden.directions(names, groups // 2)
    return hidden.scene()


def grids(count: int, fill: float, seed: int) -> SceneGraph:
    """Grids of 3 by 4, rows and columns of four, all of equal squares, with directions between their first members."""
    hidden = Hidden(Random(f"grids {count} {fill} {seed}"), 0)
    blocks, left = [], count
    while left > 0:
        kind = hidden.random.choice(("grid", "row", "column"))
        held = min(left, 12 if kind == "grid" else 4)
        blocks.append((kind if held == 12 or kind != "grid" else "row", held))
        left -= held
    hidden.side = round(CELL * (len(blocks) * 16) ** 0.5)
    edge = Length(Fraction(_even(CELL * UNITS * fill**0.5 * 0.95), UNITS))
    firsts = []
    for index, (kind, held) in enumerate(blocks):
        ids = tuple(f"b{index}_{k}" for k in range(held))
        for id in ids:
            hidden.objects.append(_shape(id, {"width": edge, "height": edge}, noun="square"))
        if held > 1:
            size = (3, 4) if kind == "grid" else None
            references = tuple(Reference((id,), text=id) for id in ids)
            hidden.arrangements.append(
                Arrangement(f"{kind} {' '.join(ids)}", kind=kind, references=references, size=size)
            )
        firsts.append(ids[0])
    for index, cell in enumerate(cut(hidden.random, (0, 0, hidden.side, hidden.side), len(blocks))):
        hidden.boxes[firsts[index]] = tuple(round(e * UNITS) for e in cell)  # type: ignore[assignment]
    return hidden.scene()


def rings(count: int, fill: float, seed: int) -> SceneGraph:
    """Rings of eight circles around a square."""
    hidden = Hidden(Random(f"rings {count} {fill} {seed}"), 0)
    number = max(1, count // 9)
    hidden.side = round(CELL * (number * 20) ** 0.5)
    edge = Length(Fraction(_even(CELL * UNITS * fill**0.5 * 0.7), UNITS))
    for index in range(number):
        middle = f"m{index}"
        hidden.objects.append(_shape(middle, {"width": edge, "height": edge}, noun="square"))
        ids = tuple(f"m{index}_{k}" for k in range(8))
        for id in ids:
            hidden.objects.append(_shape(id, {"width": edge, "height": edge}, noun="circle"))
        references = tuple(Reference((id,), text=id) for id in ids)
        around = Reference((middle,), text=middle)
        hidden.arrangements.append(
            Arrangement(f"ring {' '.join(ids)} around {middle}", kind="ring", references=references, around=around)
        )
    return hidden.scene()


def distances(count: int, fill: float, seed: int) -> SceneGraph:
    """What is near, far, between and aligned, besides directions."""
    hidden = _flat(count, fill, seed)
    ids = list(hidden.boxes)
    hidden.directions(ids, count // 4)
    shorter = hidden.side * UNITS
    for _ in range(count // 4):
        a, b = hidden.random.sample(ids, 2)
        apart = _apart(hidden, a, b)
        if apart <= shorter * 15 // 100:
            hidden.say(a, "near", b)
        elif apart >= shorter * 40 // 100:
            hidden.say(a, "far from", b)
    for _ in range(count // 10):
        a, b, c = hidden.random.sample(ids, 3)
        if _between(hidden.boxes[a], hidden.boxes[b], hidden.boxes[c]):
            names = tuple(Reference((id,), text=id) for id in (a, b, c))
            hidden.relations.append(Relation(f"{a} between {b} and {c}", predicate="between", arguments=names))
    return hidden.scene()


def _between(c: Sequence[int], a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether the centre of c is plainly in the horizontal gap of a and b, which is the wider one."""
    if a[0] > b[0]:
        a, b = b, a
    gap, across = b[0] - a[2], max(b[1] - a[3], a[1] - b[3])
    x, y = (c[0] + c[2]) / 2, (c[1] + c[3]) / 2
    return across <= gap and a[2] < x < b[0] and min(a[1], b[1]) < y < max(a[3], b[3])


def counted(count: int, fill: float, seed: int) -> SceneGraph:
    """Collections of which some, at least two or none are somewhere; one count is a range."""
    hidden = _flat(max(4, count // 5), fill, seed)
    edge = Length(Fraction(_even(CELL * UNITS * (fill / 5) ** 0.5 * 0.9), UNITS))
    anchors = list(hidden.boxes)
    words = (("some", None), ("at least", 2), ("none", None), ("at most", 1))
    for index, anchor in enumerate(anchors[: count // 5]):
        id = f"c{index}"
        least = 4
        most = 6 if index == 0 else 4
        hidden.objects.append(
            SceneObject(
                id, Kind.SHAPE, "circle", count=(least, most), counted=True, statement=f"{id}: 4 circle",
                properties={"width": edge, "height": edge},
            )
        )  # fmt: skip
        quantifier, number = words[index % len(words)]
        subject = Reference((id,), quantifier, number, f"{quantifier} of {id}")  # type: ignore[arg-type]
        predicate = hidden.random.choice(("left of", "above", "near"))
        other = Reference((anchor,), text=anchor)
        hidden.relations.append(
            Relation(f"{quantifier} of {id} {predicate} {anchor}", predicate=predicate, arguments=(subject, other))
        )
    return hidden.scene()


def flexible(count: int, fill: float, seed: int) -> SceneGraph:
    """No sizes but wishes: circles with their proportions, rectangles with none, some larger than others."""
    hidden = _flat(count, fill, seed)
    for index, one in enumerate(hidden.objects):
        hidden.objects[index] = _shape(one.id, {}, noun=("circle", "rectangle", "square")[index % 3])
    ids = list(hidden.boxes)
    hidden.directions(ids, count // 2)
    for a, b in zip(ids[::10], ids[5::10], strict=False):
        hidden.say(a, hidden.random.choice(("larger than", "taller than", "same width as")), b)
    return hidden.scene()


def texts(count: int, fill: float, seed: int) -> SceneGraph:
    """Every other thing as large as the text in it needs at least, among things of stated sizes."""
    hidden = _flat(count, fill, seed)
    for index in range(0, count, 2):
        one = hidden.objects[index]
        hidden.objects[index] = replace(one, label="I", properties={})
    hidden.directions(list(hidden.boxes), count // 2)
    return hidden.scene()


def surroundings(count: int, fill: float, seed: int) -> SceneGraph:
    """Things with four around them, and gaps of so many pixels at least or exactly."""
    hidden = _flat(count, fill, seed)
    ids = list(hidden.boxes)
    near = hidden.side * UNITS * 15 // 100 - LEVEL
    for b in hidden.random.sample(ids, count):
        sides = [
            next((a for a in ids if hidden._true(word, *pair(a, b), True) and _apart(hidden, a, b) <= near), None)
            for word, pair in (
                ("left of", lambda a, b: (a, b)), ("left of", lambda a, b: (b, a)),
                ("above", lambda a, b: (a, b)), ("above", lambda a, b: (b, a)),
            )
        ]  # fmt: skip
        around = tuple(a for a in sides if a is not None)
        if len(around) == 4:
            arguments = (Reference(around, text=" ".join(around)), Reference((b,), text=b))
            said = f"{' '.join(around)} surrounding {b}"
            hidden.relations.append(Relation(said, predicate="surrounding", arguments=arguments))
        if len(hidden.relations) == count // 10:
            break
    for _ in range(20 * count):
        a, b = hidden.random.sample(ids, 2)
        gap = (hidden.boxes[b][0] - hidden.boxes[a][2]) // UNITS
        if gap >= SPACING and hidden._true("left of", a, b, False):
            exactly = hidden.random.random() < 0.3
            arguments = (Reference((a,), text=a), Reference((b,), text=b))
            distance = Fraction(hidden.boxes[b][0] - hidden.boxes[a][2], UNITS) if exactly else Fraction(gap)
            hidden.relations.append(
                Relation(
                    f"{a} left of {b} by {distance}", predicate="left of", arguments=arguments, distance=distance,
                    exactly=exactly,
                )
            )  # fmt: skip
        if len(hidden.relations) >= count // 3:
            break
    return hidden.scene()


def _apart(hidden: Hidden, a: str, b: str) -> int:
    p, q = hidden.boxes[a], hidden.boxes[b]
    return max(0, p[0] - q[2], q[0] - p[2], p[1] - q[3], q[1] - p[3])


def impossible(count: int, fill: float, seed: int) -> SceneGraph:
    """A figure that can be, and then a ring of directions among some of its things."""
    hidden = _flat(count, fill, seed)
    ids = list(hidden.boxes)
    hidden.directions(ids, count)
    circle = hidden.random.sample(ids, 4)
    for a, b in zip(circle, (*circle[1:], circle[0]), strict=True):
        hidden.say(a, "left of", b)
    hidden.random.shuffle(hidden.relations)
    return hidden.scene()


Family = Callable[[int, float, int], SceneGraph]
FAMILIES: dict[str, Family] = {
    one.__name__: one
    for one in (
        sparse, related, level, chains, containers, grids, rings, distances, surroundings, counted, flexible, texts,
        impossible,
    )
}  # fmt: skip
