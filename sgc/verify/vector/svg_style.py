"""How an SVG element is painted: presentation attributes, ``style``, style sheets, and what is inherited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from sgc.graph.colors import css_color, from_bytes
from sgc.measure.affine import IDENTITY, Transform, composed
from sgc.measure.svg import transform_matrix

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Pixels in one of each unit (CSS: 96 to an inch).
UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0}

_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([a-z%]*)\s*")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
#: What stands between rules and is none: comments, and statements such as "@import url(…);", which nobody follows.
_BETWEEN = re.compile(r"/\*.*?\*/|@[\w-]+[^{};]*;", re.DOTALL)
_FUNCTION = re.compile(r"rgba?\(([^)]*)\)")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")

#: Names and ids of a style sheet with what they set, in the order of the sheet.
Sheet = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Style:
    """The state in which an element is painted. ``fill`` and ``stroke`` are a colour, "none", or ``url(#…)``."""

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1.0
    dashed: bool = False
    rule: str = "nonzero"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    opacity: float = 1.0
    color: str = "#000000"
    font_size: float = 16.0
    bold: bool = False
    anchor: str = "start"
    visible: bool = True
    matrix: Transform = IDENTITY


def style_of(element: Element, style: Style, sheet: Sheet) -> Style | None:
    """The style of an element inside one of that ``style``; None where nothing of it is ever shown."""
    own = properties(element, sheet)
    if own.get("display") == "none":
        return None
    changes: dict[str, object] = {}
    if (color := own.get("color")) is not None:
        changes["color"] = paint(color, style.color)
    for name in ("fill", "stroke"):
        if (value := own.get(name)) is not None and value != "inherit":
            changes[name] = paint(value, str(changes.get("color", style.color)))
    for name, field in (("fill-opacity", "fill_opacity"), ("stroke-opacity", "stroke_opacity")):
        if (value := own.get(name)) is not None:
            changes[field] = share(value)
    if (value := own.get("opacity")) is not None:
        changes["opacity"] = style.opacity * share(value)
    if (value := own.get("stroke-width")) is not None:
        changes["width"] = length(value)
    if (value := own.get("stroke-dasharray")) is not None:
        changes["dashed"] = value.strip() not in ("none", "0", "")
    if (value := own.get("fill-rule")) is not None:
        changes["rule"] = value
    if (value := own.get("font-size")) is not None:
        changes["font_size"] = length(value, style.font_size)
    if (value := own.get("font-weight")) is not None:
        changes["bold"] = value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600)
    if (value := own.get("text-anchor")) is not None:
        changes["anchor"] = value
    if (value := own.get("visibility")) is not None:
        changes["visible"] = value not in ("hidden", "collapse")
    if (transform := own.get("transform")) is not None:
        changes["matrix"] = composed(style.matrix, transform_matrix(transform))
    return replace(style, **changes) if changes else style  # type: ignore[arg-type]  # keys name their fields


def properties(element: Element, sheet: Sheet) -> dict[str, str]:
    """What attributes, style sheet and ``style`` set for an element, the stronger over the weaker."""
    found = {name: value for name, value in element.attrib.items() if "}" not in name}
    if sheet:
        tag = element.tag.rpartition("}")[2]
        selectors = (tag, *(f".{name}" for name in found.get("class", "").split()), f"#{found.get('id', '')}")
        for selector in selectors:
            found.update(sheet.get(selector, {}))
    if "style" in found:
        found.update(_declarations(found["style"]))
    return found


def style_sheet(text: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet for plain selectors (a tag, a class, an id); others are not understood."""
    found: dict[str, dict[str, str]] = {}
    for selectors, body in _RULE.findall(_BETWEEN.sub("", text)):
        for selector in selectors.split(","):
            found.setdefault(selector.strip(), {}).update(_declarations(body))
    return found


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def paint(text: str, current: str) -> str:
    """A paint as ``#rrggbb`` (``#rrggbbaa`` where it is translucent), ``url(#…)`` or "none". Raises ValueError."""
    value = text.strip()
    folded = value.lower()
    if folded in ("none", "transparent"):
        return "none"
    if folded == "currentcolor":
        return current
    if value.startswith("url("):
        return value
    if re.fullmatch("#(?:[0-9a-f]{6}|[0-9a-f]{8})", folded):
        return folded
    if re.fullmatch("#[0-9a-f]{3,4}", folded):
        return "#" + "".join(2 * digit for digit in folded[1:])
    if match := _FUNCTION.fullmatch(folded):
        numbers = re.split(r"[\s,/]+", match[1].strip())
        channels = [float(n[:-1]) * 2.55 if n.endswith("%") else float(n) for n in numbers[:3]]
        if len(channels) == 3 and all(map(isfinite, channels)):
            return from_bytes(channels)
    if (named := css_color(folded)) is not None:
        return named
    raise ValueError(f"the colour {text[:40]!r} is not known")


def reference(value: str) -> str | None:
    """The id in ``url(#id)``."""
    match = _REFERENCE.search(value)
    return match[1] if match else None


def length(text: str, whole: float = 100.0) -> float:
    """A length in pixels; a percentage is one of ``whole``. Raises ValueError."""
    match = _LENGTH.fullmatch(text.lower())
    if match is None:
        raise ValueError(f"{text[:40]!r} is no length")
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return number * whole / 100
    if unit not in UNITS:
        raise ValueError(f"the unit of {text[:40]!r} is not known")
    return number * UNITS[unit]


def share(text: str) -> float:
    """An opacity, 0 to 1."""
    text = text.strip()
    value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    return min(1.0, max(0.0, value))
