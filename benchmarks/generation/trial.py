"""The judge judged: what it makes of real renders, as they are stated and with one thing of each planted wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from judge import Bench, Verdict, terms_of
from numpy.random import Generator
from numpy.typing import NDArray
from results import table
from sheets import share

from sgc.backends.flow.data import Example, Style, Thing, painted, style
from sgc.graph.colors import BASIC, rgb

#: The seed of what is planted.
SEED = 99
#: From a thing and the nouns to what is there instead: nothing, or None where it cannot be planted.
Fault = Callable[[Thing, Bench, Generator], "Sequence[Thing] | None"]


def trial(bench: Bench, layouts: Sequence[Example]) -> str:
    """How much of what is right it calls wrong, and of what is wrong right."""
    rows = []
    for name, light in (("as the SVG back end draws them", False), ("in lights and on grounds of all kinds", True)):
        wrong = [*_called_wrong(bench, layouts, light)]
        rows.append((f"as stated, {name}", len(wrong), share(wrong), "–"))
    for name, fault in FAULTS.items():
        right = [*_planted(bench, layouts, fault)]
        rows.append((name, len(right), "–", share(right)))
    return table(["real renders for the judge", "boxes", "called wrong", "called right"], rows)


def verdicts(bench: Bench, layout: Example, pixels: NDArray[np.uint8]) -> list[Verdict]:
    """What the judge says of the things of a layout in a picture of it."""
    return bench.verdicts(pixels, [(one.noun, one.color, one.box) for one in layout.things])


def _called_wrong(bench: Bench, layouts: Sequence[Example], light: bool) -> Iterator[bool]:
    """Whether it takes each thing of real renders for wrong."""
    for number, layout in enumerate(layouts):
        chance = np.random.default_rng([SEED, number])
        shown = painted(layout.things, layout.ground, len(layout.pixels), style(chance), chance) if light else layout
        yield from (not one.right for one in verdicts(bench, layout, shown.pixels))


def _planted(bench: Bench, layouts: Sequence[Example], fault: Fault) -> Iterator[bool]:
    """Whether it takes the thing at which a fault is planted for right, one in each layout."""
    for number, layout in enumerate(layouts):
        chance = np.random.default_rng([SEED, number])
        place = int(chance.integers(len(layout.things)))
        made = fault(layout.things[place], bench, chance)
        if made is not None:
            things = [*layout.things[:place], *made, *layout.things[place + 1 :]]
            pixels = painted(things, layout.ground, len(layout.pixels), Style()).pixels
            yield verdicts(bench, layout, pixels)[place].right


def _nothing(thing: Thing, bench: Bench, chance: Generator) -> Sequence[Thing]:
    return ()


def _recolored(thing: Thing, bench: Bench, chance: Generator) -> Sequence[Thing] | None:
    if thing.color is None:
        return None
    others = [term for term in BASIC if term not in terms_of(thing.color or (0, 0, 0))]
    return (replace(thing, color=rgb(BASIC[str(chance.choice(others))])),)


def _another(thing: Thing, bench: Bench, chance: Generator) -> Sequence[Thing]:
    others = [noun.concept for noun in bench.nouns if bench.label[noun.concept] != bench.label[thing.noun]]
    return (replace(thing, noun=str(chance.choice(others))),)


def _look_alike(thing: Thing, bench: Bench, chance: Generator) -> Sequence[Thing]:
    return (replace(thing, noun=bench.look_alike(thing.noun, thing.color is not None)),)


FAULTS: Mapping[str, Fault] = {
    "the noun of the nearest picture in its place": _look_alike,
    "another noun in its place": _another,
    "another colour": _recolored,
    "left out": _nothing,
}
