"""Reads what an SVG file paints: outlines, words and images in order, whoever wrote the file.

Ids, titles, descriptions, metadata, classes and comments are read for painting only (a ``use`` and what it names,
a style sheet), never for what they say. Nothing outside the file is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import atan2, degrees, hypot, sqrt
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from sgc.graph.colors import from_rgb, rgb
from sgc.measure.affine import IDENTITY, Transform, composed, transformed
from sgc.measure.basic_shapes import polygon, rectangle
from sgc.measure.paths import Commands, bounds
from sgc.measure.svg import element_outline, transform_matrix
from sgc.verify.vector.page import FARTHEST, MOST_MARKS, Ink, Mark, Page, Raster, Tile, Words
from sgc.verify.vector.svg_style import Sheet, Style, length, paint, properties, reference, style_of, style_sheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Elements whose content is never painted where it stands.
_UNPAINTED = frozenset((
    "defs", "clipPath", "mask", "marker", "pattern", "linearGradient", "radialGradient", "symbol", "title", "desc",
    "metadata", "style", "script", "filter", "foreignObject",
))  # fmt: skip
_OUTLINES = frozenset(("path", "rect", "circle", "ellipse", "polygon", "polyline", "line"))
#: Lengths that may have units, with the axis along which their percentages are taken.
_LENGTHS = {"x": 0, "y": 1, "width": 0, "height": 1, "cx": 0, "cy": 1, "rx": 0, "ry": 1, "r": 0,
            "x1": 0, "y1": 1, "x2": 0, "y2": 1}  # fmt: skip
#: Elements inside each other, uses included: deeper is a circle.
_DEEPEST = 100
#: The entities of a file that are let in: short texts, as Illustrator writes for namespaces. One that holds others, or
#: what is in another file, is a way to do harm.
_ENTITY = re.compile(rb"""<!ENTITY\s+[\w:.-]+\s+(?:"[^"&%<]{0,100}"|'[^'&%<]{0,100}')\s*>""")


def read_svg_page(data: bytes) -> Page:
    """The page of an SVG file. Raises ValueError for what is no SVG, or one that means harm."""
    from xml.etree.ElementTree import fromstring

    if data.count(b"<!ENTITY") > len(_ENTITY.findall(data)):
        raise ValueError("it declares entities that are no short texts")
    try:
        root = fromstring(data)
    except ParseError as problem:
        raise ValueError(f"it is not well-formed ({problem})") from problem
    return _Reader(root).page()


class _Reader:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.by_id: dict[str, Element] = {}
        sheet: dict[str, dict[str, str]] = {}
        for element in root.iter():
            if (id := element.get("id")) is not None:
                self.by_id.setdefault(id, element)
            if _tag(element) == "style":
                for selector, rules in style_sheet("".join(element.itertext())).items():
                    sheet.setdefault(selector, {}).update(rules)
        self.sheet: Sheet = sheet
        #: What patterns and gradients paint with, as far as they have been read.
        self.servers: dict[Element, str | Tile | None] = {}
        self.size, self.matrix = self._viewport()

    def page(self) -> Page:
        marks: list[Mark] = []
        start = Style(matrix=self.matrix)
        style = style_of(self.root, start, self.sheet)
        if style is not None:
            style = replace(style, matrix=self.matrix)
            for child in self.root:
                for mark in self._walk(child, style, (), 0):
                    marks.append(mark)
                    if len(marks) > MOST_MARKS:
                        raise ValueError(f"it paints more than {MOST_MARKS:,} outlines")
        return Page(*self.size, tuple(marks))

    def _viewport(self) -> tuple[tuple[float, float], Transform]:
        """Width and height in pixels, and the transform from the root's user space ("meet", in the middle)."""
        view = _view_box(self.root)
        whole = (view[2], view[3]) if view is not None else (300.0, 150.0)
        width, height = (
            length(text, side) if (text := self.root.get(name)) else side
            for name, side in zip(("width", "height"), whole, strict=True)
        )
        if not (0 < width <= FARTHEST and 0 < height <= FARTHEST):
            raise ValueError("it has no size")
        if view is None:
            return (width, height), IDENTITY
        scale = min(width / view[2], height / view[3])
        x, y = (width - view[2] * scale) / 2 - view[0] * scale, (height - view[3] * scale) / 2 - view[1] * scale
        return (width, height), (scale, 0.0, 0.0, scale, x, y)

    # ------------------------------------------------------------ elements

    def _walk(self, element: Element, outer: Style, clips: tuple[Commands, ...], depth: int) -> Iterator[Mark]:
        tag = _tag(element)
        if depth > _DEEPEST:
            raise ValueError("its elements are nested too deep, or in a circle")
        if tag in _UNPAINTED or (style := style_of(element, outer, self.sheet)) is None:
            return
        if (clip := reference(properties(element, self.sheet).get("clip-path", ""))) is not None:
            clips = (*clips, self._clip(clip, style))
        if tag in _OUTLINES:
            yield from self._ink(tag, element, style, clips)
        elif tag == "use":
            yield from self._use(element, style, clips, depth)
        elif tag == "text":
            if style.visible and style.opacity > 0:
                yield from self._text(element, style)
        elif tag == "image":
            yield self._image(element, style)
        else:  # svg, g, a, switch and what is not known: their content is painted
            if tag == "svg":
                style = self._inner(element, style)
            for child in element:
                yield from self._walk(child, style, clips, depth + 1)

    def _inner(self, element: Element, style: Style) -> Style:
        """An svg in an svg: moved, and scaled by its view box."""
        own = self._lengths(element)
        x, y = float(own.get("x", 0)), float(own.get("y", 0))
        matrix: Transform = (1.0, 0.0, 0.0, 1.0, x, y)
        view = _view_box(element)
        if view is not None and "width" in own and "height" in own:
            scale = min(float(own["width"]) / view[2], float(own["height"]) / view[3])
            matrix = (scale, 0.0, 0.0, scale, x - view[0] * scale, y - view[1] * scale)
        return replace(style, matrix=composed(style.matrix, matrix))

    def _use(self, element: Element, style: Style, clips: tuple[Commands, ...], depth: int) -> Iterator[Mark]:
        target = self._linked(element)
        if target is None:
            return
        own = self._lengths(element)
        move: Transform = (1.0, 0.0, 0.0, 1.0, float(own.get("x", 0)), float(own.get("y", 0)))
        style = replace(style, matrix=composed(style.matrix, move))
        if _tag(target) == "symbol":
            inner = style_of(target, self._inner(target, style), self.sheet)
            for child in target if inner is not None else ():
                yield from self._walk(child, inner or style, clips, depth + 1)
        else:
            yield from self._walk(target, style, clips, depth + 1)

    def _ink(self, tag: str, element: Element, style: Style, clips: tuple[Commands, ...]) -> Iterator[Ink]:
        if not style.visible or style.opacity <= 0:
            return
        attributes = self._lengths(element)
        commands = _rounded(attributes) if tag == "rect" and "ry" in attributes else element_outline(tag, attributes)
        if not commands or bounds(commands) is None:
            return
        fill, fill_opacity = self._paint(style.fill)
        stroke, stroke_opacity = self._paint(style.stroke)
        a, b, c, d, _, _ = style.matrix
        width = style.width * sqrt(abs(a * d - b * c))
        if isinstance(stroke, Tile):
            stroke = stroke.background
        if width <= 0 or style.stroke_opacity * stroke_opacity <= 0:
            stroke = None
        opacity = style.opacity * (
            style.fill_opacity * fill_opacity if fill is not None else style.stroke_opacity * stroke_opacity
        )
        if opacity <= 0:
            fill = None
        if fill is None and stroke is None:
            return
        yield Ink(
            transformed(commands, style.matrix), fill, style.rule, opacity, stroke, width if stroke else 0.0,
            style.dashed and stroke is not None, clips,
        )  # fmt: skip

    def _image(self, element: Element, style: Style) -> Raster:
        own = self._lengths(element)
        x, y, width, height = (float(own.get(name, 0)) for name in ("x", "y", "width", "height"))
        return Raster(bounds(transformed(rectangle(x, y, x + width, y + height), style.matrix)) or (0, 0, 0, 0))

    def _clip(self, id: str, style: Style) -> Commands:
        """The outlines of a clip path, joined; nothing where there is none."""
        clip = self.by_id.get(id)
        found: list[tuple[str | float, ...]] = []
        if clip is not None and clip.get("clipPathUnits") != "objectBoundingBox":
            for child in clip:
                inner = style_of(child, style, self.sheet)
                if inner is not None and _tag(child) in _OUTLINES:
                    found += transformed(element_outline(_tag(child), self._lengths(child)), inner.matrix)
        return tuple(found)

    def _lengths(self, element: Element) -> dict[str, str]:
        """The attributes with every length as a plain number of pixels of the user space."""
        found = dict(element.attrib)
        for name, axis in _LENGTHS.items():
            if (text := found.get(name)) is not None and not text.replace(".", "", 1).isdigit():
                if text == "auto":
                    del found[name]
                else:
                    found[name] = repr(length(text, self.size[axis]))
        return found

    def _linked(self, element: Element) -> Element | None:
        """The element of this file that another names with ``href``."""
        href = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        return self.by_id.get(href[1:]) if href.startswith("#") else None

    # ------------------------------------------------------------ paints

    def _paint(self, value: str) -> tuple[str | Tile | None, float]:
        """A fill with its own opacity."""
        if value == "none":
            return None, 1.0
        if value.startswith("url("):
            return self._server(self.by_id.get(reference(value) or "")), 1.0
        return value[:7], int(value[7:9], 16) / 255 if len(value) == 9 else 1.0

    def _server(self, element: Element | None) -> str | Tile | None:
        """A pattern as a tile, a gradient as the mean of its stops; nothing of one that is painted with itself."""
        if element is None:
            return None
        if element not in self.servers:
            self.servers[element] = None
            self.servers[element] = self._pattern(element) if _tag(element) == "pattern" else self._gradient(element)
        return self.servers[element]

    def _gradient(self, element: Element) -> str | Tile | None:
        stops = [
            paint(properties(child, self.sheet).get("stop-color", "#000000"), "#000000")
            for child in element
            if _tag(child) == "stop"
        ]
        colors = [rgb(color) for color in stops if color.startswith("#")]
        if not colors:
            return self._server(self._linked(element))
        return from_rgb(sum(values) / len(values) for values in zip(*colors, strict=True))

    def _pattern(self, element: Element) -> str | Tile | None:
        inks = [ink for child in element for ink in self._walk(child, Style(), (), 1) if isinstance(ink, Ink)]
        fills = [ink.fill for ink in inks if isinstance(ink.fill, str)]
        if not fills:
            return None
        side = float(self._lengths(element).get("width", 1)) or 1.0
        turn = transform_matrix(element.get("patternTransform", ""))
        marks = transformed(inks[1].commands, (1 / side, 0, 0, 1 / side, 0, 0)) if len(inks) > 1 else ()
        return Tile(fills[0], fills[-1], marks, degrees(atan2(turn[1], turn[0])))

    # ------------------------------------------------------------ words

    def _text(self, element: Element, style: Style) -> Iterator[Words]:
        """The lines of a text element: one for itself, one for each part with a place of its own."""
        own = self._lengths(element)
        x, y = (float(own.get(name, "0").split()[0]) for name in ("x", "y"))
        keep = "preserve" in element.get("{http://www.w3.org/XML/1998/namespace}space", "")
        parts: list[tuple[str, float, float, Style, str | None]] = []
        text = element.text or ""
        width = element.get("textLength")
        for child in element:
            inner = style_of(child, style, self.sheet)
            if inner is not None and _tag(child) in ("tspan", "a"):
                place = self._lengths(child)
                if "x" in place or "y" in place or "dy" in place:
                    parts.append((text, x, y, style, width))
                    x = float(place.get("x", repr(x)).split()[0])
                    y = float(place.get("y", repr(y)).split()[0]) + length(place.get("dy", "0"), 0)
                    text, width, style = "", place.get("textLength"), replace(inner, matrix=style.matrix)
                text += "".join(child.itertext())
            text += child.tail or ""
        parts.append((text, x, y, style, width))
        for words, left, baseline, how, fixed in parts:
            words = words if keep else " ".join(words.split())
            if words.strip():
                yield _line(words, left, baseline, how, fixed)


def _line(words: str, x: float, baseline: float, style: Style, fixed: str | None) -> Words:
    from sgc.measure.text import typeset

    width = length(fixed) if fixed else typeset(words.replace("$", r"\$"), style.font_size, bold=style.bold).width
    x -= {"middle": width / 2, "end": width}.get(style.anchor, 0.0)
    a, b, c, d, e, f = style.matrix
    scale = hypot(a, b)
    return Words(
        words, a * x + c * baseline + e, b * x + d * baseline + f, width * scale, style.font_size * scale,
        style.fill[:7] if style.fill.startswith("#") else "#000000",
    )  # fmt: skip


def _rounded(attributes: Mapping[str, str]) -> Commands:
    """A rectangle with elliptic corners."""
    x, y, width, height = (float(attributes.get(name, 0)) for name in ("x", "y", "width", "height"))
    ry = float(attributes["ry"])
    rx = float(attributes.get("rx", ry))
    if width <= 0 or height <= 0:
        return ()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    # Drawn with round corners in a frame in which they are, and then stretched.
    stretch = rx / ry
    outline = rectangle(0.0, 0.0, width / stretch, height, ry)
    return transformed(outline, (stretch, 0.0, 0.0, 1.0, x, y))


def _view_box(element: Element) -> tuple[float, float, float, float] | None:
    """The left, top, width and height of what an element shows; None where it says none that has an area."""
    numbers = [float(n) for n in element.get("viewBox", "").replace(",", " ").split()]
    if len(numbers) != 4 or not min(numbers[2:]) > 0:
        return None
    left, top, width, height = numbers
    return left, top, width, height


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
