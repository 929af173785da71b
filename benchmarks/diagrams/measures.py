"""What a drawn graph is measured by, whoever drew it: overlaps, links through nodes, covered labels, crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

Point = tuple[float, float]
Box = tuple[float, float, float, float]  #: left, top, right, bottom
#: What lines and boxes may share without anybody seeing it, in pixels.
TOUCH = 0.75
#: A curve is measured as so many straight lines.
PIECES = 8


@dataclass(frozen=True)
class Drawn:
    """A drawn graph in pixels: boxes of nodes by their id; of each link its ends and its line, flattened; and boxes of
    labels with the number of their link."""

    nodes: Mapping[str, Box]
    links: Sequence[tuple[str, str, Sequence[Point]]]
    labels: Sequence[tuple[int, Box]]


@dataclass(frozen=True)
class Measured:
    """``overlaps`` of two nodes; ``through``: links that run through a node which is not their end; ``covered``: labels
    that a node, a line or another label touches; ``crossings`` of two links; ``length`` of all lines in pixels."""

    overlaps: int
    through: int
    covered: int
    crossings: int
    length: float


def measure(drawn: Drawn) -> Measured:
    boxes = list(drawn.nodes.items())
    overlaps = sum(_meet(one, other) for (_, one), (_, other) in combinations(boxes, 2)) if len(boxes) < 2000 else -1
    segments = [(k, a, b) for k, (_, _, line) in enumerate(drawn.links) for a, b in pairwise(line) if a != b]
    array = np.array([(*a, *b) for _, a, b in segments], dtype=float).reshape(-1, 4)
    owner = np.array([k for k, _, _ in segments], dtype=int)
    through: set[tuple[int, str]] = set()
    for id, box in boxes:
        ends = {k for k, (source, target, _) in enumerate(drawn.links) if id in (source, target)}
        through |= {(k, id) for k in owner[_inside(array, box)] if k not in ends}
    covered = 0
    for i, (link, box) in enumerate(drawn.labels):
        others = [other for j, (_, other) in enumerate(drawn.labels) if j != i] + [one for _, one in boxes]
        hit = any(_meet(box, other) for other in others) or bool(set(owner[_inside(array, box)].tolist()) - {link})
        covered += hit
    length = float(np.hypot(array[:, 2] - array[:, 0], array[:, 3] - array[:, 1]).sum())
    return Measured(overlaps, len(through), covered, _crossings(array, owner), length)


def _meet(one: Box, other: Box) -> bool:
    return (one[0] + TOUCH < other[2] and other[0] + TOUCH < one[2] and one[1] + TOUCH < other[3]
            and other[1] + TOUCH < one[3])  # fmt: skip


def _inside(lines: np.ndarray, box: Box) -> np.ndarray:
    """Which of the segments (n × 4) have a piece in the inner part of a box, by clipping (Liang and Barsky)."""
    left, top, right, bottom = box[0] + TOUCH, box[1] + TOUCH, box[2] - TOUCH, box[3] - TOUCH
    if left >= right or top >= bottom:
        return np.zeros(len(lines), dtype=bool)
    x, y = lines[:, 0], lines[:, 1]
    dx, dy = lines[:, 2] - x, lines[:, 3] - y
    enter, leave = np.zeros(len(lines)), np.ones(len(lines))
    possible = np.ones(len(lines), dtype=bool)
    for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        with np.errstate(divide="ignore", invalid="ignore"):
            at = room / step
        enter = np.where(step < 0, np.maximum(enter, at), enter)
        leave = np.where(step > 0, np.minimum(leave, at), leave)
        possible &= ~((step == 0) & (room < 0))
    return possible & (enter < leave)


def _crossings(lines: np.ndarray, owner: np.ndarray) -> int:
    """How often the lines of two links cross properly; what they share, as at a common end, is no crossing."""
    found: set[tuple[int, int, float, float]] = set()
    x1, y1, x2, y2 = lines.T
    for i in range(len(lines)):
        j = np.arange(i + 1, len(lines))
        beside = (np.maximum(x1[j], x2[j]) < min(x1[i], x2[i])) | (np.minimum(x1[j], x2[j]) > max(x1[i], x2[i]))
        j = j[(owner[j] != owner[i]) & ~beside]
        if not len(j):
            continue
        d1 = _turn(x1[i], y1[i], x2[i], y2[i], x1[j], y1[j])
        d2 = _turn(x1[i], y1[i], x2[i], y2[i], x2[j], y2[j])
        d3 = _turn(x1[j], y1[j], x2[j], y2[j], x1[i], y1[i])
        d4 = _turn(x1[j], y1[j], x2[j], y2[j], x2[i], y2[i])
        for k in j[(d1 * d2 < 0) & (d3 * d4 < 0)]:
            found.add((int(owner[i]), int(owner[k]), round(float(x1[i] + x1[k])), round(float(y1[i] + y1[k]))))
    return len(found)


def _turn(ax, ay, bx, by, px, py):  # type: ignore[no-untyped-def]  # arrays or numbers
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax)


def flattened(path: Sequence[Sequence[float | str]]) -> list[Point]:
    """A path of M, L and C commands as a polyline; curves in pieces."""
    points: list[Point] = []
    for command in path:
        numbers = [float(one) for one in command[1:]]
        if command[0] in ("M", "L"):
            points.append((numbers[0], numbers[1]))
        elif command[0] == "C":
            points += curve(points[-1], *zip(numbers[::2], numbers[1::2], strict=True))  # type: ignore[arg-type]
    return points


def curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """A cubic Bézier curve behind its first point."""
    found = []
    for i in range(1, PIECES + 1):
        t, u = i / PIECES, 1 - i / PIECES
        found.append(
            tuple(
                u**3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t**3 * s
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
        )
    return found  # type: ignore[return-value]
