"""SVG: the drawing as one self-contained file that people can read, style and search.

Text stays text, fitted to its measured width on any machine; ``outlines`` draws it as paths instead,
and patterns as clipped paths, so that a rasteriser needs neither fonts nor pattern tiles.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, assert_never
from unicodedata import bidirectional
from zlib import crc32

from sgc.drawing.geometry import drawn, nonzero
from sgc.drawing.patterns import covering, tile
from sgc.drawing.primitives import (
    Drawing,
    Ellipse,
    Group,
    Image,
    Paint,
    Path,
    Pattern,
    Picture,
    Primitive,
    Rectangle,
    Text,
    TextLine,
)
from sgc.measure.affine import Transform
from sgc.measure.motifs import MOTIFS
from sgc.measure.paths import Command, Commands, bounds

#: The shipped font first, then what looks most like it.
FONTS = "'Open Sans', 'Noto Sans', 'Segoe UI', 'DejaVu Sans', Roboto, sans-serif"

#: Shared pictures are written in hundredths of their height, so that two decimals are enough.
SHARED_UNIT = 100


@dataclass(frozen=True, slots=True)
class SvgBackend:
    """Scalable Vector Graphics 1.1 with ``href`` of version 2; UTF-8."""

    name: ClassVar[str] = "svg"
    suffixes: ClassVar[tuple[str, ...]] = (".svg",)

    outlines: bool = False

    def render(self, drawing: Drawing) -> bytes:
        return to_svg(drawing, outlines=self.outlines).encode()


def to_svg(drawing: Drawing, *, outlines: bool = False) -> str:
    """The text of the SVG file; equal drawings give equal texts."""
    return _Printer(drawing, outlines).document()


# ---------------------------------------------------------------- words and numbers

#: What XML 1.0 cannot hold at all, not even as a character reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escape(text: str) -> str:
    """Any text as the content of an element or of a double-quoted attribute."""
    return _FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES)


def number(value: float, digits: int = 2) -> str:
    """The shortest text of a coordinate, rounded."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path_data(commands: Iterable[Command], scale: float = 1) -> str:
    """The ``d`` attribute of a path."""
    pieces = []
    for command in commands:
        numbers = (number(n * scale) for n in command[1:] if not isinstance(n, str))
        pieces.append(str(command[0]) + " ".join(numbers).replace(" -", "-"))
    return "".join(pieces)


def _transform(t: Transform, scale: float) -> str:
    """A transform from the shared unit, in its shortest form."""
    a, b, c, d, e, f = t
    linear = [number(n / scale, 5) for n in (a, b, c, d)]
    if b == c == 0:
        move, factor = f"translate({number(e)} {number(f)})", linear[0] if a == d else f"{linear[0]} {linear[3]}"
        return f"{move} scale({factor})"
    return f"matrix({' '.join(linear)} {number(e)} {number(f)})"


def _attributes(pairs: Iterable[tuple[str, str | None]]) -> str:
    return "".join(f' {key}="{value}"' for key, value in pairs if value is not None)


# ---------------------------------------------------------------- the document


class _Printer:
    """Prints one drawing; definitions are collected on the way and printed first."""

    def __init__(self, drawing: Drawing, outlines: bool) -> None:
        self.drawing = drawing
        self.outlines = outlines
        self.definitions: dict[str, list[str]] = {}
        self.ids: set[str] = set()
        self.uses = Counter(picture.name for picture in _pictures(drawing.children) if not _patterned(picture))

    def document(self) -> str:
        drawing = self.drawing
        width, height = number(drawing.width), number(drawing.height)
        head = _attributes((
            ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
            ("viewBox", f"0 0 {width} {height}"), ("font-family", None if self.outlines else FONTS),
            ("role", "graphics-document"),
        ))  # fmt: skip
        body = [line for child in drawing.children for line in self._primitive(child)]
        lines = [f"<svg{head}>"]
        if drawing.title:
            lines.append(f" <title>{escape(drawing.title)}</title>")
        if drawing.description:
            lines.append(f" <desc>{escape(drawing.description)}</desc>")
        if drawing.attributions:
            lines.append(' <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">')
            lines += [f"  <dc:source>{escape(source)}</dc:source>" for source in drawing.attributions]
            lines.append(" </metadata>")
        if self.definitions:
            lines += [" <defs>", *_indented(_indented(x for d in self.definitions.values() for x in d)), " </defs>"]
        lines.append(f' <rect width="{width}" height="{height}" fill="{escape(drawing.background)}"/>')
        return "\n".join((*lines, *_indented(body), "</svg>", ""))

    def _primitive(self, one: Primitive) -> Iterator[str]:
        match one:
            case Group():
                yield from self._group(one)
            case Rectangle():
                yield from self._painted("rect", _rectangle(one), one.paint, _rectangle_bounds(one))
            case Ellipse():
                box = (one.cx - one.rx, one.cy - one.ry, one.cx + one.rx, one.cy + one.ry)
                yield from self._painted(*_ellipse(one), one.paint, box)
            case Path():
                yield from self._path(one)
            case Picture():
                yield from self._picture(one)
            case Text():
                yield from self._text(one)
            case Image():
                yield self._image(one)
            case _:
                assert_never(one)

    def _group(self, group: Group) -> Iterator[str]:
        head = _attributes((
            ("id", self._id(group.id) if group.id else None),
            ("class", " ".join(dict.fromkeys(_safe(name) for name in group.classes)) or None),
            ("role", escape(group.role) if group.role else None),
        ))  # fmt: skip
        yield f"<g{head}>"
        if group.title:
            yield f" <title>{escape(group.title)}</title>"
        for child in group.children:
            yield from _indented(self._primitive(child))
        yield "</g>"

    # ------------------------------------------------------------ outlines

    def _path(self, path: Path) -> Iterator[str]:
        commands, paint = path.commands, path.paint
        if self.outlines and isinstance(paint.fill, Pattern) and paint.rule == "evenodd":
            # Rasterisers differ in the rule of clips: cairosvg knows only one.
            commands, paint = nonzero(commands), replace(paint, rule="nonzero")
        yield from self._painted("path", f' d="{path_data(commands)}"', paint, bounds(commands))

    def _painted(
        self, tag: str, shape: str, paint: Paint, box: tuple[float, float, float, float] | None
    ) -> Iterator[str]:
        """An outline with fill and stroke; ``shape`` are its geometric attributes, ``box`` its bounds."""
        if box is None:
            return
        stroke = paint.stroke
        line = _attributes((
            ("stroke", escape(stroke.color)), ("stroke-width", number(stroke.width)),
            ("stroke-dasharray", " ".join(number(n) for n in stroke.dash) or None),
            ("stroke-linejoin", "round"), ("stroke-linecap", "round" if stroke.dash else None),
        )) if stroke else ""  # fmt: skip
        rule = ' fill-rule="evenodd"' if paint.rule == "evenodd" else ""
        opacity = f' opacity="{number(paint.opacity, 3)}"' if paint.opacity < 1 else ""
        expanded = isinstance(paint.fill, Pattern) and self.outlines
        grouped = opacity and (stroke is not None or expanded)  # or the two would show through each other
        lines: list[str] = []
        own = "" if grouped else opacity
        if isinstance(paint.fill, Pattern) and self.outlines:
            clip = self._define("clip", "clipPath", "", (f"<{tag}{shape}/>",))
            lines.append(f'<{tag}{shape} fill="{escape(paint.fill.background)}"{rule}/>')
            data = path_data(covering(paint.fill, box))
            lines.append(f'<path d="{data}" fill="{escape(paint.fill.foreground)}" clip-path="url(#{clip})"/>')
            if stroke is not None:
                lines.append(f'<{tag}{shape} fill="none"{line}/>')
        else:
            lines.append(f'<{tag}{shape} fill="{self._fill(paint.fill)}"{rule}{line}{own}/>')
        yield from (f"<g{opacity}>", *_indented(lines), "</g>") if grouped else lines

    def _fill(self, fill: str | Pattern | None) -> str:
        if isinstance(fill, Pattern):
            return f"url(#{self._pattern(fill)})"
        return escape(fill) if fill is not None else "none"

    def _pattern(self, pattern: Pattern) -> str:
        """A definition of the pattern; equal patterns share one."""
        side = number(pattern.scale, 3)
        turn = MOTIFS[pattern.name].angle
        move = f"translate({number(pattern.x)} {number(pattern.y)})" if pattern.x or pattern.y else ""
        transform = " ".join(filter(None, (move, f"rotate({turn})" if turn else ""))) or None
        head = _attributes((
            ("width", side), ("height", side), ("patternUnits", "userSpaceOnUse"), ("patternTransform", transform),
        ))  # fmt: skip
        body = (
            f'<rect width="{side}" height="{side}" fill="{escape(pattern.background)}"/>',
            f'<path d="{path_data(tile(pattern))}" fill="{escape(pattern.foreground)}"/>',
        )
        return self._define(pattern.name, "pattern", head, body)

    def _define(self, prefix: str, tag: str, head: str, body: Iterable[str]) -> str:
        """The id of a definition, made once. It follows from the content, so that several drawings in
        one HTML page never borrow a different definition from each other."""
        lines = tuple(_indented(body))
        key = f"{prefix}-{crc32(f'{tag}{head}{lines}'.encode()):08x}"
        self.definitions.setdefault(key, [f'<{tag} id="{key}"{head}>', *lines, f"</{tag}>"])
        return key

    # ------------------------------------------------------------ pictures, images

    def _picture(self, picture: Picture) -> Iterator[str]:
        if self.uses[picture.name] > 1:
            body = (_layer(layer.commands, layer.fill, layer.rule, layer.opacity) for layer in picture.layers)
            shared = self._define(_safe(picture.name), "g", "", body)
            yield f'<use href="#{shared}" transform="{_transform(picture.transform, SHARED_UNIT)}"/>'
            return
        for layer in picture.layers:
            paint = Paint(layer.fill, None, layer.opacity, layer.rule)
            yield from self._path(Path(drawn(layer.commands, picture.transform), paint))

    def _image(self, image: Image) -> str:
        data = b64encode(image.png).decode()
        box = _attributes((
            ("x", number(image.x)), ("y", number(image.y)), ("width", number(image.width)),
            ("height", number(image.height)), ("preserveAspectRatio", "none"),
        ))  # fmt: skip
        return f'<image{box} href="data:image/png;base64,{data}" aria-label="{escape(image.title)}"/>'

    # ------------------------------------------------------------ text

    def _text(self, text: Text) -> Iterator[str]:
        lines = None if self.outlines else _plain_lines(text)
        if lines is None:
            yield f'<g aria-label="{escape(text.text)}">'
            if text.outline:
                yield f' <path d="{path_data(text.outline)}" fill="{escape(text.color)}"/>'
            for part in text.colored:
                yield from _indented(self._path(part))
            yield "</g>"
            return
        for line, words, rightwards in lines:
            fitted = line.width > 0 and len(words) > 1
            head = _attributes((
                ("x", number(line.x if rightwards else line.x + line.width / 2)), ("y", number(line.baseline)),
                ("font-size", number(text.font_size)), ("font-weight", "bold" if text.bold else None),
                ("fill", escape(text.color)), ("direction", None if rightwards else "rtl"),
                # Programs differ in which end a line that runs leftwards starts from, not in its middle.
                ("text-anchor", None if rightwards else "middle"),
                ("textLength", number(line.width) if fitted else None),
                ("lengthAdjust", "spacingAndGlyphs" if fitted else None),
                ("xml:space", "preserve" if words != " ".join(words.split()) else None),
            ))  # fmt: skip
            yield f"<text{head}>{escape(words)}</text>"

    # ------------------------------------------------------------ ids

    def _id(self, name: str) -> str:
        """The object's own name as an id that links and style sheets can use: ``apples[1]`` is ``apples-1``."""
        wanted = found = _safe(name)
        count = 1
        while found in self.ids:
            count += 1
            found = f"{wanted}-{count}"
        self.ids.add(found)
        return found


def _plain_lines(text: Text) -> list[tuple[TextLine, str, bool]] | None:
    """Each line with what it reads and whether its paragraph runs rightwards; None for a text with emoji
    or mathematics, which no font of another machine draws alike."""
    from sgc.measure.segments import segments

    if text.colored:
        return None
    found = []
    for line in text.lines:
        parts = segments(line.text)
        if any(part.kind != "text" for part in parts):
            return None
        words = "".join(part.text for part in parts)
        strong = next((kind for c in words if (kind := bidirectional(c)) in ("L", "R", "AL")), "L")
        found.append((line, words, strong == "L"))
    return found


def _safe(name: str) -> str:
    """A name of letters, digits, ``_`` and ``-`` that begins with a letter or ``_``."""
    kept = "".join(c if c.isalnum() or c == "_" else "-" for c in _FORBIDDEN.sub("", name))
    joined = re.sub("-+", "-", kept).strip("-")
    return joined if joined and (joined[0].isalpha() or joined[0] == "_") else f"_{joined}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f" {line}" for line in lines)


def _rectangle(one: Rectangle) -> str:
    return _attributes((
        ("x", number(one.x)), ("y", number(one.y)), ("width", number(one.width)), ("height", number(one.height)),
        ("rx", number(one.radius) if one.radius else None),
    ))  # fmt: skip


def _rectangle_bounds(one: Rectangle) -> tuple[float, float, float, float]:
    return one.x, one.y, one.x + one.width, one.y + one.height


def _ellipse(one: Ellipse) -> tuple[str, str]:
    center = (("cx", number(one.cx)), ("cy", number(one.cy)))
    if abs(one.rx - one.ry) < 0.005:
        return "circle", _attributes((*center, ("r", number(one.rx))))
    return "ellipse", _attributes((*center, ("rx", number(one.rx)), ("ry", number(one.ry))))


def _layer(commands: Commands, fill: str | Pattern, rule: str, opacity: float) -> str:
    """A layer of a shared picture (its fill is never a pattern: that picture is printed by itself)."""
    attributes = _attributes((
        ("d", path_data(commands, SHARED_UNIT)), ("fill", escape(str(fill))),
        ("fill-rule", "evenodd" if rule == "evenodd" else None),
        ("opacity", number(opacity, 3) if opacity < 1 else None),
    ))  # fmt: skip
    return f"<path{attributes}/>"


def _patterned(picture: Picture) -> bool:
    return any(isinstance(layer.fill, Pattern) for layer in picture.layers)


def _pictures(primitives: Iterable[Primitive]) -> Iterator[Picture]:
    for one in primitives:
        if isinstance(one, Group):
            yield from _pictures(one.children)
        elif isinstance(one, Picture):
            yield one
