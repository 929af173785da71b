"""Colour arithmetic for drawing: contrast as readers have it, and shades that keep a colour's hue.

Colours are ``#rrggbb``. Lightness and hue are those of OKLCH (B. Ottosson, "A perceptual color space
for image processing", 2020), in which equal steps look equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import atan2, cos, hypot, pi, sin, tau

#: The least contrast at which small text is read with ease (WCAG 2.2, level AA).
READABLE = 4.5


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def opacity_of(color: str) -> float:
    """The opacity of ``#rrggbbaa``; 1 for ``#rrggbb``."""
    return int(color[7:9], 16) / 255 if len(color) == 9 else 1.0


@lru_cache(maxsize=1024)
def contrast(a: str, b: str) -> float:
    """WCAG's ratio of luminances: from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def most_readable(candidates: Iterable[str], under: Iterable[str]) -> str:
    """The candidate that stands out best from all colours under it; the first of equals."""
    below = tuple(under)
    return max(candidates, key=lambda color: min((contrast(color, other) for other in below), default=1))


def mix(a: str, b: str, share: float) -> str:
    """``share`` of ``b`` in ``a``."""
    return _hex(x + (y - x) * share for x, y in zip(channels(a), channels(b), strict=True))


def lighter(color: str, amount: float) -> str:
    """The colour with ``amount`` more lightness (OKLCH, 0 to 1); darker when it is negative."""
    lightness, chroma, hue = to_lch(color)
    moved = min(1.0, max(0.0, lightness + amount))
    return from_lch(moved, chroma * (1 - abs(amount)), hue)


def resemble(a: str, b: str) -> bool:
    """Whether a person might call both by the same colour word (asked generously)."""
    (l1, c1, h1), (l2, c2, h2) = to_lch(a), to_lch(b)
    x, y = c1 * cos(h1) - c2 * cos(h2), c1 * sin(h1) - c2 * sin(h2)
    apart = abs((h1 - h2 + pi) % tau - pi)
    same_hue = min(c1, c2) > 0.05 and apart < 0.4 and abs(l1 - l2) < 0.35
    return same_hue or hypot(l1 - l2, x, y) < 0.13


def gray(color: str) -> str:
    """The colour as a photocopier sees it."""
    return from_lch(to_lch(color)[0], 0, 0)


@lru_cache(maxsize=1024)
def to_lch(color: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma (0 to about 0.32) and hue (radians)."""
    r, g, b = (_linear(channel) for channel in channels(color))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    x = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    y = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(x, y), atan2(y, x)


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen shows: chroma gives way, hue and lightness stay."""
    for step in range(20):
        rgb = _from_lab(lightness, chroma * (1 - step / 20), hue)
        if all(-0.001 <= channel <= 1.001 for channel in rgb):
            return _hex(_gamma(channel) for channel in rgb)
    return _hex(_gamma(channel) for channel in _from_lab(lightness, 0, hue))


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


def _luminance(color: str) -> float:
    r, g, b = (_linear(channel) for channel in channels(color))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, channel))):02x}" for channel in rgb)
