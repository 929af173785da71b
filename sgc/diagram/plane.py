"""Coordinates in which the links of a diagram run down, whatever its direction: across, then along."""

from __future__ import annotations

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def is_level(direction: str) -> bool:
    """Whether links run from side to side."""
    return direction in ("right", "left")


def turned(point: Point, direction: str) -> Point:
    """From x and y to across and along."""
    x, y = point
    match direction:
        case "down":
            return x, y
        case "up":
            return x, -y
        case "right":
            return y, x
        case _:
            return y, -x


def turned_back(point: Point, direction: str) -> Point:
    """From across and along to x and y."""
    across, along = point
    match direction:
        case "down":
            return across, along
        case "up":
            return across, -along
        case "right":
            return along, across
        case _:
            return -along, across


def turned_box(box: Box, direction: str) -> Box:
    """A box from x and y to across and along."""
    (a, b), (c, d) = turned((box[0], box[1]), direction), turned((box[2], box[3]), direction)
    return min(a, c), min(b, d), max(a, c), max(b, d)
