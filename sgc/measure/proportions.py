"""Proportions: how large things are beside each other, as truly as the smallest of them is still well seen.

Real sizes are compressed by a power: drawn = real ** p. A cup beside a laptop needs next to none; beside a house it
would be a dot, so that the exponent is less there. What stands each in a cell of its own is of one size, as an ant
beside a whale would be a speck there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from math import sqrt
from statistics import geometric_mean

from sgc.graph.members import Members
from sgc.graph.scene import Kind, SceneGraph, SceneObject

#: Size words as factors of a noun's natural size (relations.md).
SIZE_WORDS: Mapping[str, float] = {"tiny": 0.4, "small": 0.65, "medium": 1.0, "large": 1.5, "huge": 2.2}
#: A thing of this length (in cm) has the natural size 1; a shape, which has no length of its own, is so long.
REFERENCE_CM, SHAPE_CM = 50.0, 80.0
#: Beyond these lengths (in cm) nothing looks shorter or longer: a mountain is far away.
SHORTEST_CM, LONGEST_CM = 3.0, 1200.0
#: The exponents: as true as it looks right, and as far as sizes are compressed for the sake of the smallest; and the
#: steps between.
TRUEST, FLATTEST, STEP = 0.72, 0.42, 0.02
#: The smallest thing is this share of the figure's shorter side, if the exponent can do it.
SEEN = 0.11
#: What is tiny beside what is huge is this share of the shorter side at least, for which words may count as little as
#: with this exponent.
SEEN_TINY, FAINTEST = 0.055, 0.55
#: The share of the figure that things cover, the share of its square that a picture fills, and the share of the shorter
#: side that the longest takes.
FILLED, SOLID, LONGEST = 0.24, 0.7, 0.62
#: What has a size of its own.
DRAWN = (Kind.PICTURE, Kind.SHAPE)
#: Shapes in which one stands for itself, as on a card.
CARDS = ("square", "rectangle", "rounded", "circle", "ellipse", "hexagon")


def natural_sizes(scene: SceneGraph) -> Mapping[str, float]:
    """By object id, its wish for the longer side beside the others, whatever a size word says of it; 1 is that of a
    thing of 50 cm."""
    lengths = {one.id: _centimetres(one) for one in scene.objects}
    sets = list(_in_cells(scene))
    for ids in sets:
        mean = geometric_mean(lengths[id] for id in ids)
        lengths.update(dict.fromkeys(ids, mean))
    sized = {
        one.id: max(1, one.count[0]) for one in scene.objects
        if one.kind is Kind.PICTURE and one.entry is not None and not one.is_backdrop
    }  # fmt: skip
    middle = geometric_mean(lengths[id] for id in sized) if sized else REFERENCE_CM
    exponent = _exponent([lengths[id] for id in sized for _ in range(sized[id])], scene.figure.size)
    base = (middle / REFERENCE_CM) ** FLATTEST
    return {
        id: base * (length / middle) ** exponent if id in sized else (length / REFERENCE_CM) ** FLATTEST
        for id, length in lengths.items()
    }


def word_factors(scene: SceneGraph, natural: Mapping[str, float]) -> Mapping[str, float]:
    """By object id, how many times its natural size it is for its size word: as the table says, but less where the
    smallest would not be seen beside the largest, as a tiny mouse beside a huge elephant."""
    words = {one.id: SIZE_WORDS.get(one.attributes.size or "", 1.0) for one in scene.objects}
    sized = {one.id: max(1, one.count[0]) for one in scene.objects if one.kind in DRAWN and not one.is_backdrop}
    if all(words[id] == 1 for id in sized):
        return words

    def drawn(exponent: float) -> list[float]:
        return [natural[id] * words[id] ** exponent for id, count in sized.items() for _ in range(count)]

    exponent = _largest(drawn, 1.0, FAINTEST, SEEN_TINY, scene.figure.size)
    return {id: word**exponent for id, word in words.items()}


def _largest(
    drawn: Callable[[float], Collection[float]], most: float, least: float, seen: float, size: tuple[int, int]
) -> float:
    """The largest exponent, no more than the ``most``, with which the smallest of what is ``drawn`` by it is so much of
    the shorter side of a figure of this size; if there is none, the first that is not more than the ``least``."""
    exponent = most
    while exponent > least:
        sizes = drawn(exponent)
        if min(sizes) * _unit(sizes, size) >= seen * min(size):
            break
        exponent -= STEP
    return exponent


def _unit(drawn: Collection[float], size: tuple[int, int]) -> float:
    """How many pixels long a thing of size 1 is among all of these in a figure of this size."""
    whole = sqrt(FILLED * size[0] * size[1] / (SOLID * sum(one * one for one in drawn)))
    return min(whole, LONGEST * min(size) / max(drawn))


def _centimetres(one: SceneObject) -> float:
    if one.kind is not Kind.PICTURE or one.entry is None:
        return SHAPE_CM
    return max(SHORTEST_CM, min(LONGEST_CM, float(one.entry.size_cm)))


def _exponent(lengths: Collection[float], size: tuple[int, int]) -> float:
    """The truest exponent with which the smallest of things of these lengths is well seen in a figure of this size."""
    if not lengths:
        return TRUEST
    found = _largest(lambda exponent: [length**exponent for length in lengths], TRUEST, FLATTEST, SEEN, size)
    return max(found, FLATTEST)


def _in_cells(scene: SceneGraph) -> Iterator[list[str]]:
    """The objects that stand in the cells of one grid, or each by itself on one of several cards that are arranged."""
    if not scene.arrangements:
        return
    known = Members(scene, {})
    for arrangement in scene.arrangements:
        members = known.expand(arrangement.targets) or ()
        things = [one for one in known.objects_of(members) if one.kind in (Kind.PICTURE, Kind.SHAPE)]
        if arrangement.negated or not things:
            continue
        if arrangement.kind == "grid":
            yield [one.id for one in things]
        if all(one.concept in CARDS for one in things) and (alone := _alone_on(known, members)):
            yield alone


def _alone_on(known: Members, cards: Collection[str]) -> list[str]:
    """The pictured things of which each is the only one inside one of the cards; none where several share a card."""
    on: dict[str, set[str]] = {}
    for one in known.scene.relations:
        if one.predicate in ("inside", "centered in", "on") and not one.negated:
            things, holders = (known.expand(argument.targets) or () for argument in one.arguments[:2])
            drawn = (one.id for one in known.objects_of(things) if one.kind is Kind.PICTURE)
            pictured = {id for owner in drawn for id in known.of_object[owner]}
            pairs = zip(things, holders, strict=True) if len(things) == len(holders) else product(things, holders)
            for thing, holder in pairs:
                if holder in cards and thing in pictured:
                    on.setdefault(holder, set()).add(thing)
    if any(len(things) > 1 for things in on.values()):
        return []
    return [one.id for one in known.objects_of([thing for things in on.values() for thing in things])]
