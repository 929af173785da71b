"""The dial of a clock at any time: that of the drawing of twelve o'clock, with its hands elsewhere."""

from __future__ import annotations

from importlib.resources import files
from math import cos, pi, sin

#: The middle of the dial, and of each hand how far it reaches beyond that and behind it, and half its width.
MIDDLE, HOUR, MINUTE = 60.0, (21.0, 3.0, 3.2), (33.0, 3.0, 2.0)


def clock_svg(hour: int, minute: int) -> str:
    """The SVG text of a clock that shows this time."""
    text = (files("sgc.grammars") / "pictures" / "clock1200.svg").read_text(encoding="utf-8")
    lines = text.splitlines()
    *_, first, second = (i for i, line in enumerate(lines) if "<polygon" in line)
    lines[first] = _hand((hour % 12 + minute / 60) / 12, *HOUR)
    lines[second] = _hand(minute / 60, *MINUTE)
    return "\n".join(lines)


def _hand(turn: float, length: float, behind: float, half: float) -> str:
    """A hand, turned clockwise by a part of a whole turn from straight up."""
    x, y = sin(2 * pi * turn), -cos(2 * pi * turn)
    corners = ((-behind, -half), (length, -half), (length, half), (-behind, half))
    points = " ".join(f"{MIDDLE + a * x - b * y:.2f},{MIDDLE + a * y + b * x:.2f}" for a, b in corners)
    return f'  <polygon points="{points}" fill="#3a3f47"/>'
