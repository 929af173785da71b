"""Lines of links, and what stands at their ends, in pixels: how long it is along the link, and half of its width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from sgc.graph.scene import Length, Link
from sgc.measure.nearby import around

#: The width of a line, and of one that is bold.
WIDTH, BOLD = 1.5, 2.5
#: By the word for an end of a line of the usual width.
HEAD_SIZES: Mapping[str, tuple[float, float]] = {
    "arrow": (9.0, 4.2), "triangle": (12.0, 6.0), "diamond": (15.0, 5.0), "hollow diamond": (15.0, 5.0),
    "circle": (8.0, 4.0), "hollow circle": (8.0, 4.0), "open": (9.0, 4.6), "bar": (9.0, 5.0), "cross": (12.0, 4.5),
    "many": (12.0, 6.0), "one": (12.0, 5.0), "zero or one": (18.0, 5.0), "one or many": (17.0, 6.0),
    "zero or many": (21.0, 6.0), "none": (0.0, 0.0),
}  # fmt: skip
#: Ends whose inside shows the ground, and all that cover their part of the line.
HOLLOW_HEADS = ("triangle", "hollow diamond", "hollow circle")
SOLID_HEADS = ("arrow", "diamond", "circle", *HOLLOW_HEADS)
_TRIANGLE, _DIAMOND = ((0, 0), (1, 1), (1, -1)), ((0, 0), (0.5, 1), (1, 0), (0.5, -1))
#: The corners of those that have any, by how far back along the link and aside they are, as parts of the end's length
#: and of half its width; the others are circles.
HEAD_CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "arrow": _TRIANGLE, "triangle": _TRIANGLE, "diamond": _DIAMOND, "hollow diamond": _DIAMOND,
}  # fmt: skip
#: Ends that are strokes: for each its lines, by their points in the same parts.
HEAD_LINES: Mapping[str, Sequence[Sequence[tuple[float, float]]]] = {
    "open": [[(1, 1), (0, 0), (1, -1)]],
    "bar": [[(0.7, 1), (0.7, -1)]],
    "cross": [[(0.25, 1), (1, -1)], [(0.25, -1), (1, 1)]],
    "many": [[(0, 1), (1, 0), (0, -1)]],
    "one": [[(0.5, 1), (0.5, -1)], [(0.9, 1), (0.9, -1)]],
    "zero or one": [[(6 / 18, 1), (6 / 18, -1)]],
    "one or many": [[(0, 1), (12 / 17, 0), (0, -1)], [(16 / 17, 1), (16 / 17, -1)]],
    "zero or many": [[(0, 1), (12 / 21, 0), (0, -1)]],
}
#: The hollow circle behind what is nearest to the thing, as a part of the end's length; its radius in pixels.
HEAD_RINGS, HEAD_RING = {"zero or one": 14 / 18, "zero or many": 16.5 / 21}, 4.2


def line_width(link: Link) -> float:
    """The width of a link's line."""
    stated = link.properties.get("width")
    return float(stated.value) if isinstance(stated, Length) else BOLD if link.properties.get("bold") is True else WIDTH


def head_size(kind: str, width: float) -> tuple[float, float]:
    """The length and half of the width of an end of a line of this width: larger where that is wide."""
    scale = max(1.0, (width / WIDTH) ** 0.6)
    length, half = HEAD_SIZES[kind]
    return length * scale, half * scale


def head_box(
    kind: str, tip: tuple[float, float], inner: tuple[float, float], scale: float = 1.0
) -> tuple[float, float, float, float]:
    """The box (left, top, right, bottom) of what stands at the ``tip`` of a line that comes from ``inner``; ``scale``
    is that of the coordinates to pixels."""
    length, half = (part * scale for part in HEAD_SIZES[kind])
    away = hypot(inner[0] - tip[0], inner[1] - tip[1]) or 1.0
    dx, dy = (inner[0] - tip[0]) / away, (inner[1] - tip[1]) / away
    return around(
        (tip[0] + dx * back + dy * aside, tip[1] + dy * back - dx * aside)
        for back in (0.0, length) for aside in (-half, half)
    )  # fmt: skip
