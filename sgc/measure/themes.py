"""How figures look: the themes of ``grammars/themes.toml``, read once, every value filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sgc.graph.colors import mix

DEFAULT = "default"
#: How much of the sky's tone is in the background over a ground in the open.
HAZE = 0.45


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours are ``#rrggbb``; the file explains each value. ``hatching`` gives the pattern that stands
    for a basic colour term where the theme is ``monochrome``; ``backdrops`` main tone, second tone, motif."""

    name: str
    background: str
    ink: str
    paper: str
    faint: str
    group: str
    mark: str
    stroke: float
    monochrome: bool
    palette: tuple[str, ...]
    link: str
    nodes: Mapping[str, str]
    backdrops: Mapping[str, tuple[str, str, str]]
    hatching: Mapping[str, str]

    @property
    def air(self) -> str:
        """The background over a ground in the open."""
        return mix(self.background, self.backdrops["sky"][0], HAZE)


def theme_named(name: str) -> Theme:
    """The theme of that name, one of ``sgc.graph.properties.THEMES``. Raises KeyError for any other."""
    return themes()[name]


@cache
def themes() -> Mapping[str, Theme]:
    """All themes by name."""
    import tomllib

    tables = tomllib.loads(files("sgc.grammars").joinpath("themes.toml").read_text(encoding="utf-8"))
    return {name: _theme(name, tables[DEFAULT], table) for name, table in tables.items()}


def _theme(name: str, default: Mapping[str, Any], own: Mapping[str, Any]) -> Theme:
    values: dict[str, Any] = {"hatching": {}, **default, **own, "name": name}
    tones = {**default["backdrops"], **own.get("backdrops", {})}
    values["backdrops"] = {noun: tuple(entry) for noun, entry in tones.items()}
    values["palette"] = tuple(values["palette"])
    return Theme(**values)
