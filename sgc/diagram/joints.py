"""Joints: what is too small for two links side by side, as the dot between the partners of a family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

#: Neither side of a joint is longer, in layout units.
LONGEST = 216


def is_joint(box: Sequence[float]) -> bool:
    """Whether links leave a box (left, top, right, bottom) by one line and part farther on."""
    return box[2] - box[0] <= LONGEST and box[3] - box[1] <= LONGEST


def upon_each_other(
    ways: Mapping[str, Sequence[tuple[int, int]]], joints: Mapping[str, Sequence[str]], lane: int
) -> bool:
    """Whether two ways, by their link's id, run along one line, one upon the other, for longer than a ``lane`` is wide,
    though their links meet in none of their ``joints`` ("" for an end that is none)."""
    lines: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for id, way in ways.items():
        for a, b in pairwise(way):
            axis = 0 if a[0] == b[0] else 1
            low, high = sorted((a[1 - axis], b[1 - axis]))
            lines.setdefault((axis, a[axis]), []).append((low, high, id))
    return any(
        second[0] + lane < first[1] and not {*joints[first[2]]} & {*joints[second[2]]} - {""}
        for line in lines.values() for first, second in pairwise(sorted(line))
    )  # fmt: skip
