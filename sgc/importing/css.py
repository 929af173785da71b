"""Looks that foreign files give in the manner of CSS, as properties of nodes and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sgc.importing.colors import scene_color
from sgc.importing.draft import Value
from sgc.importing.page import Page
from sgc.source import Span

_DECLARATION = re.compile(r"\s*([A-Za-z-]+)\s*:\s*((?:[^,;()]|\([^()]*\))*)[,;]?")
_LENGTH = re.compile(r"([0-9]*\.?[0-9]+)\s*(px|pt|em|rem)?")
#: Sizes of letters are given in pixels; of other units, so many pixels.
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 14.0, "rem": 14.0}


def declarations(text: str) -> Iterator[tuple[str, str]]:
    """``fill:#f9f,stroke:red`` as names and values."""
    for found in _DECLARATION.finditer(text):
        yield found[1].lower(), found[2].strip()


def node_look(values: Iterator[tuple[str, str]] | Mapping[str, str], page: Page, span: Span) -> dict[str, Value]:
    """The properties of a node that the declarations ask for."""
    made: dict[str, Value] = {}
    for name, value in values.items() if isinstance(values, Mapping) else values:
        if name == "stroke-dasharray":
            made.update(broken(value))
            continue
        found = _value(name, value, _NODE)
        if found is not None:
            made[found[0]] = found[1]
        else:
            page.attribute_left_out(f"{name}: {value}" if name in _NODE else name, "nodes", span)
    return made


def link_look(values: Iterator[tuple[str, str]], page: Page, span: Span) -> dict[str, Value]:
    """The properties of a link that the declarations ask for."""
    made: dict[str, Value] = {}
    for name, value in values:
        if name == "fill":  # of the area under a line, which nobody wants filled
            continue
        if name == "stroke-dasharray":
            made.update(broken(value))
            continue
        found = _value(name, value, _LINK)
        if found is not None:
            made[found[0]] = found[1]
        else:
            page.attribute_left_out(name, "links", span)
    return made


def broken(dashes: str) -> dict[str, Value]:
    """How a line with these lengths of strokes and gaps is broken."""
    numbers = [float(one) for one in re.findall(r"[0-9.]+", dashes) if one.strip(".")]
    return {"dotted" if numbers[0] <= 2 else "dashed": True} if any(numbers) else {}


_NODE = {
    "fill": "fill", "background": "fill", "background-color": "fill", "stroke": "stroke", "border-color": "stroke",
    "opacity": "opacity", "fill-opacity": "opacity", "font-size": "font", "font-weight": "bold", "color": "ink",
    "stroke-width": "thickness", "border-width": "thickness",
}  # fmt: skip
_LINK = {
    "stroke": "stroke", "stroke-width": "width", "opacity": "opacity", "stroke-opacity": "opacity",
    "font-size": "font", "font-weight": "bold", "color": "ink",
}  # fmt: skip


def _value(name: str, value: str, known: Mapping[str, str]) -> tuple[str, Value] | None:
    ours = known.get(name)
    value = value.removesuffix("!important").strip()
    if ours in ("fill", "stroke", "ink"):
        color = scene_color(value)
        return None if color is None else (ours, color)
    if ours == "bold":
        return (ours, True) if value in ("bold", "bolder", "600", "700", "800", "900") else (ours, False)
    found = _LENGTH.match(value)
    if ours is None or found is None:
        return None
    number = float(found[1]) * _UNITS.get(found[2] or "px", 1.0)
    if ours == "thickness":  # of no pixels it is an outline that nobody sees
        return (ours, round(number, 2)) if number else ("stroke", "none")
    if ours == "opacity":
        return (ours, round(min(1.0, number / (100 if "%" in value else 1)), 3))
    return (ours, round(number, 1)) if 0 < number < 1000 else None
