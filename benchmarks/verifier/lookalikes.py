"""Which noun's picture could most easily be taken for another's: silhouettes compared on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sgc.graph.vocabulary import Noun, all_nouns, is_a
from sgc.measure.outlines import flatten, spans
from sgc.measure.pictures import picture

#: Cells of the grid in which silhouettes are compared.
CELLS = 12


def nearest_look_alike(noun: Noun) -> Noun:
    """The noun of another picture, and no kind of this one, whose silhouette shares the most with it."""
    own = _silhouette(noun)
    others = [
        one for one in pictured_nouns()
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
def pictured_nouns() -> Sequence[Noun]:
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
