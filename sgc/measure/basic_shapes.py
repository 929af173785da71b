"""Basic shapes as path commands, clockwise (y down)."""

from __future__ import annotations

from sgc.measure.paths import Commands

#: How far the handles of a quarter circle of radius 1 reach.
QUARTER = 0.5522847498


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Commands:
    """An ellipse, clockwise from its right end."""
    x, y = QUARTER * rx, QUARTER * ry
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + y, cx + x, cy + ry, cx, cy + ry), ("C", cx - x, cy + ry, cx - rx, cy + y, cx - rx, cy),
        ("C", cx - rx, cy - y, cx - x, cy - ry, cx, cy - ry), ("C", cx + x, cy - ry, cx + rx, cy - y, cx + rx, cy),
        ("Z",),
    )  # fmt: skip


def polygon(*points: tuple[float, float]) -> Commands:
    """A closed polygon."""
    (x, y), *rest = points
    return (("M", x, y), *(("L", *point) for point in rest), ("Z",))


def rectangle(left: float, top: float, right: float, bottom: float, radius: float = 0.0) -> Commands:
    """An upright rectangle with corners rounded by ``radius``."""
    if radius <= 0:
        return polygon((left, top), (right, top), (right, bottom), (left, bottom))
    r, k = radius, radius * (1 - QUARTER)
    return (
        ("M", left + r, top), ("L", right - r, top), ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r), ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom), ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r), ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    )  # fmt: skip
