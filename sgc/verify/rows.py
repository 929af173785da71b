"""Which texts are the rows of a table or class: those in its box, line by line, in the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from sgc.measure.segments import reading
from sgc.verify.boxes import is_at, middle
from sgc.verify.comparison import letters
from sgc.verify.matching import Matching
from sgc.verify.slots import Slot
from sgc.verify.types import TEXT, Detection, Pixels

Item = TypeVar("Item")


def in_lines(items: Iterable[Item], box_of: Callable[[Item], Pixels]) -> list[list[Item]]:
    """Texts in the order in which they are read: what overlaps by more than half of its height is on one line."""
    lines: list[list[Item]] = []
    for item in sorted(items, key=lambda one: (box_of(one)[1] + box_of(one)[3], box_of(one)[0])):
        _, top, _, bottom = box_of(item)
        if lines:
            _, above, _, below = box_of(lines[-1][-1])
            if min(bottom, below) - max(top, above) > 0.5 * min(bottom - top, below - above):
                lines[-1].append(item)
                continue
        lines.append([item])
    return [sorted(line, key=lambda one: box_of(one)[0]) for line in lines]


def match_rows(
    slots: Sequence[Slot], matching: Matching, detections: Sequence[Detection], taken: Collection[int]
) -> Mapping[tuple[str, int], tuple[int, ...]]:
    """The detections of texts by member and number of the row. ``taken`` are those that are of others.

    Rows that are not there, read otherwise or stand in another turn have none.
    """
    found: dict[tuple[str, int], tuple[int, ...]] = {}
    for slot in slots:
        if not slot.object.rows or slot.id not in matching.found:
            continue
        box = detections[matching.found[slot.id]].box
        inside = [
            i for i, one in enumerate(detections)
            if one.noun == TEXT and i not in taken and is_at(middle(one.box), box)
        ]  # fmt: skip
        lines = in_lines(inside, lambda i: detections[i].box)
        seen = [tuple(letters(detections[i].attributes.get("text", "")) for i in line) for line in lines]
        rows = [(number, row) for number, row in enumerate(slot.object.rows) if row.cells]
        wanted = [tuple(letters(reading(cell)) for cell in row.cells if cell) for _, row in rows]
        for first, at, count in SequenceMatcher(None, wanted, seen, autojunk=False).get_matching_blocks():
            for k in range(count):
                found[slot.id, rows[first + k][0]] = tuple(lines[at + k])
    return found
