"""Boxes by where they stand: which of many reach into one, without asking each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor

from sgc.measure.paths import Bounds

#: What would lie in more cells than this is asked every time.
CELLS = 256


def around(points: Iterable[tuple[float, float]]) -> Bounds:
    """The box around some points, of which there is one at least."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


#: The side of cells where there are no boxes yet by which to choose it.
CELL = 100.0


class Nearby:
    """Boxes on a grid whose cells are as large as the first boxes are in the mean. Each box is known by its number,
    from 0 in the order in which they came; those without extent, as of a level line, count as well."""

    def __init__(self, boxes: Iterable[Bounds] = ()) -> None:
        first = list(boxes)
        sides = [max(right - left, bottom - top) for left, top, right, bottom in first]
        self.cell = sum(sides) / len(sides) if any(sides) else CELL
        self.boxes: list[Bounds | None] = []
        self.cells: dict[tuple[int, int], list[int]] = {}
        self.large: list[int] = []
        for box in first:
            self.add(box)

    def add(self, box: Bounds) -> int:
        """Another box; its number is given."""
        number = len(self.boxes)
        self.boxes.append(box)
        if self._is_large(box):
            self.large.append(number)
        else:
            for cell in self._cells_of(box):
                self.cells.setdefault(cell, []).append(number)
        return number

    def drop(self, number: int) -> None:
        """Leave a box out from now on; the others keep their numbers."""
        self.boxes[number] = None

    def meeting(self, box: Bounds, around: float = 0.0) -> list[int]:
        """Those that share a point with a box made so much larger on every side, in the order of their numbers."""
        left, top, right, bottom = box[0] - around, box[1] - around, box[2] + around, box[3] + around
        if self._is_large((left, top, right, bottom)):
            asked: Iterable[int] = range(len(self.boxes))
        else:
            asked = set(self.large)
            for cell in self._cells_of((left, top, right, bottom)):
                asked.update(self.cells.get(cell, ()))
        return sorted(
            number for number in asked
            if (one := self.boxes[number]) is not None
            and one[0] <= right and left <= one[2] and one[1] <= bottom and top <= one[3]
        )  # fmt: skip

    def _is_large(self, box: Bounds) -> bool:
        return (1 + (box[2] - box[0]) / self.cell) * (1 + (box[3] - box[1]) / self.cell) > CELLS

    def _cells_of(self, box: Bounds) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (floor(edge / self.cell) for edge in box)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                yield x, y
