"""Names that a person would choose for a drawing's colours and pictures: ``apple red``, ``apple``.

Code that people read names things after what they show. Names are words of small letters, so that
every language can spell them in its own way (``apple red``, ``APPLE_RED``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sgc.drawing.primitives import (
    Drawing,
    Ellipse,
    Group,
    Image,
    Paint,
    Path,
    Pattern,
    Picture,
    PictureLayer,
    Primitive,
    Rectangle,
    Text,
)
from sgc.graph.colors import oklab

#: What is called after its group when the group gives no usable word.
NAMELESS = "shape"
LONGEST_WORD = 24

#: Colour terms and a typical colour of each; a colour is called after the nearest.
TERMS = {
    "black": "#000000", "slate": "#2f3e4e", "dark grey": "#4d4d4d", "grey": "#808080", "light grey": "#cccccc",
    "white": "#ffffff",
    "dark red": "#8b0000", "red": "#e02020", "pink": "#ff9eb5", "dark brown": "#4e342e", "brown": "#8b5a2b",
    "tan": "#d2b48c", "orange": "#ff8c1a", "gold": "#e6b422", "yellow": "#ffe135", "cream": "#fff5dc",
    "olive": "#808000", "dark green": "#1b5e20", "green": "#3a9d3a", "light green": "#a5d6a7", "teal": "#008080",
    "cyan": "#30d5e0", "light blue": "#add8e6", "blue": "#2f6fde", "navy": "#10206e", "purple": "#7b2d9e",
    "violet": "#b388eb", "magenta": "#e0209e",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """A picture that is defined once. ``tinted``: its one layer takes a colour at each use."""

    name: str
    layers: tuple[PictureLayer, ...]
    tinted: bool


@dataclass(slots=True)
class Inventory:
    """The names of everything in a drawing: colours by ``#rrggbb``, symbols by their pictures' names."""

    colors: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)


def survey(drawing: Drawing, reserved: Collection[str] = ()) -> Inventory:
    """Names for a drawing's colours and pictures, all different and none of ``reserved``."""
    taken = set(reserved)
    inventory = Inventory()
    _name_symbols(drawing, inventory, taken)
    _name_colors(drawing, inventory, taken)
    return inventory


def word(group: Group, inherited: str) -> str:
    """What the group's primitives are called after: its first class that is a word, else its id's word."""
    names = (*group.classes, (group.id or "").split("[")[0])
    return next((found for name in names if (found := plain_words(name))), inherited)


def plain_words(text: str) -> str:
    """The text as short words of a to z; empty when nothing is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall("[a-z]+", letters))[:LONGEST_WORD].rstrip()


def unique(name: str, taken: set[str]) -> str:
    """The name, or with the least number that makes it new; it is then taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name} {count}"
    taken.add(found)
    return found


def patterned(picture: Picture) -> bool:
    """Whether a layer is filled with a pattern, which is in canvas pixels: such a picture is no symbol."""
    return any(isinstance(layer.fill, Pattern) for layer in picture.layers)


def color_term(color: str) -> str:
    """The nearest colour term, by distance in OKLab (Ottosson 2020), where it follows what people see."""
    here = oklab(color)
    return min(TERMS, key=lambda term: sum((a - b) ** 2 for a, b in zip(here, oklab(TERMS[term]), strict=True)))


def _owned(children: tuple[Primitive, ...], owner: str = NAMELESS) -> Iterator[tuple[Primitive, str]]:
    """Every primitive that is no group, with the word it is called after, in drawing order."""
    for one in children:
        if isinstance(one, Group):
            yield from _owned(one.children, word(one, owner))
        else:
            yield one, owner


def _name_symbols(drawing: Drawing, inventory: Inventory, taken: set[str]) -> None:
    shared: dict[object, Symbol] = {}
    for one, owner in _owned(drawing.children):
        if not isinstance(one, Picture) or patterned(one) or one.name in inventory.symbols:
            continue
        tinted = len(one.layers) == 1
        outline = (one.layers[0].commands, one.layers[0].rule, one.layers[0].opacity)
        key = outline if tinted else one.layers
        if key not in shared:
            shared[key] = Symbol(unique(owner, taken), one.layers, tinted)
        inventory.symbols[one.name] = shared[key]


def _name_colors(drawing: Drawing, inventory: Inventory, taken: set[str]) -> None:
    owners: dict[str, dict[str, None]] = {drawing.background: {"background": None}}
    lettering: dict[str, bool] = {drawing.background: False}
    for one, owner in _owned(drawing.children):
        for color in _colors(one):
            owners.setdefault(color, {})[owner] = None
            lettering[color] = lettering.get(color, True) and isinstance(one, Text)
    for color, words in owners.items():
        term = color_term(color)
        if color == drawing.background:
            name = "background"
        elif len(words) == 1:
            name = f"{next(iter(words))} {term}"
        else:
            name = "ink" if lettering[color] else f"scene {term}"
        inventory.colors[color] = unique(name, taken)


def _colors(one: Primitive) -> Iterator[str]:
    match one:
        case Rectangle() | Ellipse() | Path():
            yield from _paint_colors(one.paint)
        case Picture():
            for layer in one.layers:
                yield from _fill_colors(layer.fill)
        case Text():
            yield one.color
            for part in one.colored:
                yield from _paint_colors(part.paint)
        case Image() | Group():
            return


def _paint_colors(paint: Paint) -> Iterator[str]:
    yield from _fill_colors(paint.fill)
    if paint.stroke is not None:
        yield paint.stroke.color


def _fill_colors(fill: str | Pattern | None) -> Iterator[str]:
    if isinstance(fill, Pattern):
        yield from (fill.background, fill.foreground)
    elif fill is not None:
        yield fill
