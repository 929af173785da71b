"""Colour words: the eleven basic terms of English, the names of CSS, and ``light`` or ``dark`` before either.

Colours are ``#rrggbb`` in lower case (``#rrggbbaa`` where a person writes an opacity). Distances are taken
in OKLab (B. Ottosson, "A perceptual color space for image processing", 2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import hypot

from sgc.source.suggest import nearest

#: The basic colour terms (B. Berlin and P. Kay, 1969). These hexes and not CSS's: clearly apart from each other,
#: surely called by their names, and calm enough to be drawn side by side.
BASIC: Mapping[str, str] = {
    "red": "#dc2f3c", "orange": "#f58a1f", "yellow": "#f8d12f", "green": "#34a04a", "blue": "#2f6fd6",
    "purple": "#8a4fbf", "pink": "#f590b8", "brown": "#8b5a33", "black": "#222226", "white": "#ffffff",
    "gray": "#8c9097",
}  # fmt: skip

#: Other spellings and everyday words that CSS does not have.
_ALSO: Mapping[str, str] = {
    "grey": "gray", "golden": "gold", "silvery": "silver", "blonde": "#ecd28b", "blond": "#ecd28b", "rose": "#ee5c84",
    "scarlet": "#e0281c", "amber": "#ffbf1f", "mustard": "#dcac2b", "cream": "#fff6d8", "peach": "#ffcba4",
    "lilac": "#c8a2c8", "mauve": "#b784a7", "burgundy": "#800f2f", "emerald": "#1fa562", "jade": "#1d9a6c",
    "mint": "#a8e6c1", "charcoal": "#3b4148", "copper": "#b87333", "bronze": "#a8742e", "rust": "#b7410e",
    "apricot": "#fbbf8f", "ultramarine": "#3f20b8", "vermilion": "#e34234", "ochre": "#cc7722", "taupe": "#857568",
}  # fmt: skip

#: What a word before a colour does: the colour it is mixed with, and that colour's share.
MODIFIERS: Mapping[str, tuple[str, float]] = {
    "light": ("#ffffff", 0.45), "pale": ("#ffffff", 0.6), "pastel": ("#ffffff", 0.5), "dark": ("#000000", 0.4),
    "deep": ("#000000", 0.3), "bright": ("#ffffff", 0.0), "vivid": ("#ffffff", 0.0), "medium": ("#ffffff", 0.0),
}  # fmt: skip

#: Where the mixture would be called by another term.
_MIXED: Mapping[str, str] = {
    "dark orange": "#d2690e", "deep orange": "#e06d10", "dark yellow": "#cfa60e", "dark pink": "#d4568c",
}  # fmt: skip

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")


@lru_cache(maxsize=4096)
def color_value(words: str) -> str | None:
    """The colour that is meant, or None: ``red``, ``rebeccapurple``, ``dark red``, ``light sky blue``, ``#f80``."""
    text = " ".join(words.casefold().replace("-", " ").replace("_", " ").split())
    if text.startswith("#"):
        return _from_hex(text)
    if text in _MIXED:
        return _MIXED[text]
    if (known := _named(text.replace(" ", ""))) is not None and not _is_modified_basic(text):
        return known
    modifier, _, rest = text.partition(" ")
    if modifier in MODIFIERS and rest and (base := color_value(rest)) is not None:
        other, share = MODIFIERS[modifier]
        return mix(base, other, share) if base[:7] != BASIC["white"] or modifier == "dark" else base
    return None


def css_color(name: str) -> str | None:
    """What CSS means by one of its colour names, whatever a scene means by it; None for no such name."""
    return _css().get(name.casefold())


#: What things of a material look like, where no colour is stated.
MATERIALS: Mapping[str, str] = {
    "wooden": "#a5713f", "metallic": "#9aa3ad", "leather": "#7a4a2a", "stone": "#8f9499", "marble": "#dedbd3",
    "brick": "#b2553f", "concrete": "#a3a6a8", "straw": "#d9bb62", "paper": "#efe7d2", "cardboard": "#c19a6b",
    "wicker": "#b98d55", "bamboo": "#a8a552", "brass": "#c9a53f", "tin": "#a8b0b6", "chrome": "#b8c0c8",
    "rubber": "#3a3d42", "glass": "#bfe0ec", "crystal": "#c4e3f2", "ceramic": "#e9e4da",
}  # fmt: skip


def is_color_word(word: str) -> bool:
    """Whether one word names a colour by itself (``red``, ``crimson``; not ``dark``, not ``#f80``)."""
    return not word.startswith("#") and " " not in word and _named(word.casefold()) is not None


def is_modifier(word: str) -> bool:
    """Whether the word changes a colour word that follows it (``light``, ``dark``, ``pale`` …)."""
    return word.casefold() in MODIFIERS


def color_names() -> tuple[str, ...]:
    """Every single colour word, the basic terms first."""
    return tuple(dict.fromkeys((*BASIC, *_ALSO, *_css())))


def nearest_colors(words: str) -> tuple[str, ...]:
    """Colour words within a typing mistake or two; a modifier before the colour is kept."""
    modifier, _, rest = words.casefold().partition(" ")
    if modifier in MODIFIERS and rest:
        return tuple(f"{modifier} {name}" for name in nearest(rest, color_names()))
    return nearest(words, color_names())


@lru_cache(maxsize=4096)
def rgb(color: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def linear_light(color: str) -> tuple[float, float, float]:
    """How much light each of red, green and blue is, from 0 to 1: what sRGB encodes by a curve."""
    r, g, b = map(_linear, rgb(color))
    return r, g, b


def from_rgb(channels: Iterable[float]) -> str:
    """``#rrggbb`` of red, green and blue, each from 0 to 1; beyond these they are cut off."""
    return from_bytes(255 * channel for channel in channels)


def from_bytes(channels: Iterable[float]) -> str:
    """``#rrggbb`` of red, green and blue, each from 0 to 255; beyond these they are cut off."""
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in channels)


@lru_cache(maxsize=1024)
def basic_color(color: str) -> str:
    """The basic term that a person would most likely call ``color``: the nearest of many known examples."""
    lightness, a, b = oklab(color)
    chroma = hypot(a, b)
    if chroma < 0.035:
        return "white" if lightness > 0.92 else "black" if lightness < 0.36 else "gray"
    if lightness < 0.22:
        return "black"
    return min(_examples(), key=lambda one: _distance(one[1], (lightness, a, b)))[0]


def luminance(color: str) -> float:
    """WCAG's relative luminance: 0 for black, 1 for white."""
    r, g, b = linear_light(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """WCAG's ratio of luminances: from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(color: str, other: str, share: float) -> str:
    """``share`` (0 to 1) of ``other`` in ``color``; the opacity of ``color`` is kept."""
    mixed = (x + (y - x) * share for x, y in zip(rgb(color), rgb(other), strict=True))
    return from_rgb(mixed) + color[7:]


@lru_cache(maxsize=2048)
def oklab(color: str) -> tuple[float, float, float]:
    """Lightness (0 to 1) and the two opponent axes (green to red, blue to yellow) of OKLab."""
    r, g, b = linear_light(color)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


#: Colours that people call by a basic term although they are far from its best example.
_FURTHER_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "red": ("#8b0000", "#b22222", "#e8505b", "#ff0000"),
    "orange": ("#ff7f00", "#ffae42", "#d9691e"),
    "yellow": ("#ffff00", "#fff59d", "#d4b106", "#e6d690"),
    "green": ("#00ff00", "#1b5e20", "#a5d6a7", "#6b8e23", "#9acd32", "#2f4f2f", "#2fbf9b"),
    "blue": ("#0000ff", "#0d2a6b", "#9cc9f2", "#00bcd4", "#3b5998", "#5fa8d3"),
    "purple": ("#4b0082", "#c39bd3", "#9c27b0", "#5e35b1", "#6a2c70"),
    "pink": ("#ff69b4", "#ffc0cb", "#f8d1dc", "#e91e8c"),
    "brown": ("#5d3a1a", "#a0703f", "#3e2412", "#b08d57", "#c19a6b"),
}


@cache
def _examples() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    chromatic = {name: (BASIC[name], *more) for name, more in _FURTHER_EXAMPLES.items()}
    return tuple((name, oklab(color)) for name, colors in chromatic.items() for color in colors)


def _distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Hue tells terms apart better than lightness does."""
    return hypot(0.7 * (one[0] - other[0]), one[1] - other[1], one[2] - other[2])


def _is_modified_basic(text: str) -> bool:
    """CSS's "dark gray" is lighter than its "gray": before a basic term the modifiers are our own."""
    modifier, _, rest = text.partition(" ")
    return modifier in MODIFIERS and _ALSO.get(rest, rest) in BASIC


def _named(name: str) -> str | None:
    name = _ALSO.get(name, name)
    return name if name.startswith("#") else BASIC.get(name) or _css().get(name)


@cache
def _css() -> Mapping[str, str]:
    lines = (files("sgc.grammars") / "colors.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("//"))


def _from_hex(text: str) -> str | None:
    if not _HEX.fullmatch(text):
        return None
    return text if len(text) > 5 else "#" + "".join(2 * digit for digit in text[1:])


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
