"""The titles of frames, moved along their frame's upper edge to where no link passes: links lead straight in, and go
around no title that can make room."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sgc.diagram.grid import Edges, Point
from sgc.layout.types import PlacedLabel, PlacedObject

#: A title and a link beside it are so far from each other at least, in layout units.
APART = 72


def freed(frames: Iterable[PlacedObject], ways: Collection[Sequence[Point]]) -> Mapping[str, PlacedLabel]:
    """The titles that have to move, by their frame: as far left as the ways of links let them. One for which there is
    no free place stays."""
    found: dict[str, PlacedLabel] = {}
    pieces = [
        (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        for way in ways for (x0, y0), (x1, y1) in pairwise(way)
    ]  # fmt: skip
    for frame in frames:
        title = frame.label
        if title is None:
            continue
        first, top, last, bottom = title.box
        width, inset = last - first, first - frame.box[0]
        taken = sorted(_taken((*frame.box[:3], bottom), pieces))
        at = first
        for low, high in taken:
            if low < at + width:
                at = max(at, high)
        if taken and taken[0][0] < last and at + width <= frame.box[2] - inset:
            found[frame.id] = replace(title, box=(at, top, at + width, bottom))
    return found


def _taken(band: Edges, pieces: Iterable[Edges]) -> Iterator[tuple[int, int]]:
    """From where to where, across, a band has pieces of links in it."""
    left, top, right, bottom = band
    for low, upper, high, lower in pieces:
        if low < right and left < high and upper < bottom and top < lower:
            yield low - APART, high + APART
