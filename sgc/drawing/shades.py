"""Shades for drawing: what can be read on what, and lighter and darker tones that keep a colour's hue.

Colours are ``#rrggbb``. Lightness and hue are those of OKLCH (B. Ottosson, "A perceptual color space
for image processing", 2020), in which equal steps look equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, cos, dist, hypot, sin

from sgc.graph.colors import contrast, from_rgb, oklab


def opacity_of(color: str) -> float:
    """The opacity of ``#rrggbbaa``; 1 for ``#rrggbb``."""
    return int(color[7:9], 16) / 255 if len(color) == 9 else 1.0


def most_readable(candidates: Iterable[str], under: Iterable[str]) -> str:
    """The candidate that stands out best from all colours under it; the first of equals."""
    below = tuple(under)
    return max(candidates, key=lambda color: min((contrast(color, other) for other in below), default=1))


def lighter(color: str, amount: float) -> str:
    """The colour with ``amount`` more lightness (OKLCH, 0 to 1); darker when it is negative."""
    lightness, chroma, hue = to_lch(color)
    moved = min(1.0, max(0.0, lightness + amount))
    return from_lch(moved, chroma * (1 - abs(amount)), hue)


def distance(a: str, b: str) -> float:
    """How unlike two colours look: their distance in OKLab, about 0.02 when it can just be seen."""
    return dist(oklab(a), oklab(b))


def gray(color: str) -> str:
    """The colour as a photocopier sees it."""
    return from_lch(to_lch(color)[0], 0, 0)


def to_lch(color: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma (0 to about 0.32) and hue (radians)."""
    lightness, x, y = oklab(color)
    return lightness, hypot(x, y), atan2(y, x)


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen shows: chroma gives way, hue and lightness stay."""
    for step in range(20):
        rgb = _from_lab(lightness, chroma * (1 - step / 20), hue)
        if all(-0.001 <= channel <= 1.001 for channel in rgb):
            return from_rgb(_gamma(channel) for channel in rgb)
    return from_rgb(_gamma(channel) for channel in _from_lab(lightness, 0, hue))


def _from_lab(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    x, y = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * x + 0.2158037573 * y) ** 3
    medium = (lightness - 0.1055613458 * x - 0.0638541728 * y) ** 3
    short = (lightness - 0.0894841775 * x - 1.2914855480 * y) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)
