"""What lies under a place of the drawing, so that text and thin outlines are seen there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sgc.drawing.labels import Pixels
from sgc.measure.boxes import holds, meet
from sgc.measure.nearby import Nearby


@dataclass(frozen=True, slots=True)
class _Region:
    box: Pixels
    colors: tuple[str, ...]
    solid: Pixels | None


class Ground:
    """The painted regions so far, farthest first, over the background."""

    def __init__(self, background: str) -> None:
        self._background = background
        self._regions: list[_Region] = []
        self._near = Nearby()

    def cover(self, box: Pixels, colors: Sequence[str], solid: Pixels | None) -> None:
        """Something drawn in ``box``. ``solid`` is the part of it that shows nothing else, if any."""
        if colors:
            self._regions.append(_Region(box, tuple(colors), solid))
            self._near.add(box)

    def under(self, box: Pixels) -> tuple[str, ...]:
        """Every colour that may show under ``box``, nearest first."""
        found: list[str] = []
        for number in reversed(self._near.meeting(box)):
            region = self._regions[number]
            if not meet(region.box, box):
                continue
            found += region.colors
            if region.solid is not None and holds(region.solid, box):
                return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys((*found, self._background)))


def inner(box: Pixels, share: float) -> Pixels:
    """The box about the same centre with ``share`` of its width and height."""
    dx, dy = (box[2] - box[0]) * (1 - share) / 2, (box[3] - box[1]) * (1 - share) / 2
    return box[0] + dx, box[1] + dy, box[2] - dx, box[3] - dy


def inset(box: Pixels, by: float) -> Pixels:
    return box[0] + by, box[1] + by, box[2] - by, box[3] - by
