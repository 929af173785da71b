"""matplotlib: a Python script that draws the picture by itself, for people to read and to change.

It imports matplotlib and nothing of sgc. At its top stand the functions of ``matplotlib_helpers`` that
it uses; then colours and pictures by name; then one block for each object. All text of people is in
comments and in ASCII string literals.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, assert_never

from sgc.backends.inventory import NAMELESS, Symbol, patterned, survey, unique, word
from sgc.backends.matplotlib_parts import parts_for
from sgc.backends.printing import PICTURE_UNIT, comment, filled, number, one_line, path_data, similarity
from sgc.backends.tiles import tile_range
from sgc.drawing.geometry import drawn, nonzero
from sgc.drawing.patterns import tile
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
)
from sgc.measure.affine import Transform
from sgc.measure.motifs import MOTIFS
from sgc.measure.paths import Bounds, Commands, bounds
from sgc.measure.segments import segments

#: Where the usual formatters break lines.
LINE_LENGTH = 88

#: Names in scripts that no colour or picture may take; those of motifs are kept for their tiles.
RESERVED = frozenset(["codes", "dpi", "point", "size", *MOTIFS])

#: What DejaVu Sans, the font that matplotlib brings, has of left-to-right scripts that need no shaping.
SETTABLE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u1e80-\u1e85\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2190-\u2195"
    "\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265]+"
)

_DOCSTRING = '''"""A picture that matplotlib draws by itself: python SCRIPT [FILE], by default figure.png.

The suffix of FILE chooses the format. For a figure of your own call draw(axes); its
coordinates are pixels, with the origin at the top left.
"""'''

#: An argument of a call: its text, or the lines of what does not fit on one.
Argument = str | list[str]


@dataclass(frozen=True, slots=True)
class MatplotlibBackend:
    """Python source for matplotlib 3.8 and later. A picture's pixels are those of the drawing."""

    name: ClassVar[str] = "matplotlib"
    suffixes: ClassVar[tuple[str, ...]] = (".py",)

    def render(self, drawing: Drawing) -> bytes:
        return to_script(drawing).encode()


def to_script(drawing: Drawing) -> str:
    """The text of the script; equal drawings give equal texts."""
    return _Printer(drawing).script()


class _Printer:
    """Prints one drawing. What is drawn repeatedly is collected while the body is printed, and stands before it."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.inventory = survey(drawing, RESERVED)
        self.pictures: dict[str, list[str]] = {}
        self.tiles: dict[str, list[str]] = {}
        self.images: dict[str, list[str]] = {}

    def script(self) -> str:
        drawing = self.drawing
        body = ['"""Draw everything, the farthest first."""', *self._children(drawing.children, NAMELESS)]
        own = [
            f"SIZE = ({drawing.width}, {drawing.height})",
            *_section("Colours", {n: [f'{_constant(n)} = "{code}"'] for code, n in self.inventory.colors.items()}),
            *_section(f"Pictures, {PICTURE_UNIT} units high: layers of (color, outline, alpha)", self.pictures),
            *_section("Patterns: the tile of side 1 that is repeated", self.tiles),
            *_section("Images: PNG files in base 64", self.images),
            "", "", "def draw(axes):", *_indented(body),
            "", "", 'if __name__ == "__main__":',
            f"    main(draw, SIZE, {self._color(drawing.background)})", "",
        ]  # fmt: skip
        about = [text for text in (drawing.title, drawing.description, *drawing.attributions) if text]
        # The comments come after the docstring: Python may read one in the first two lines as an encoding.
        remarks = [line for text in about for line in comment("#", text, LINE_LENGTH)]
        header = [_DOCSTRING, "", *([*remarks, ""] if remarks else [])]
        return "\n".join([*header, *parts_for("\n".join(own)), *own])

    # ------------------------------------------------------------ primitives

    def _children(self, children: Iterable[Primitive], owner: str) -> Iterator[str]:
        for one in children:
            yield from self._primitive(one, owner)

    def _primitive(self, one: Primitive, owner: str) -> Iterator[str]:
        match one:
            case Group():
                yield from self._group(one, owner)
            case Rectangle():
                yield from self._rectangle(one)
            case Ellipse():
                shape = f"ellipse({_numbers(one.cx, one.cy, one.rx, one.ry)})"
                box = (one.cx - one.rx, one.cy - one.ry, one.cx + one.rx, one.cy + one.ry)
                yield from self._painted(shape, one.paint, box)
            case Path():
                yield from self._path(one)
            case Picture():
                yield from self._picture(one)
            case Text():
                yield from self._text(one)
            case Image():
                yield from self._image(one, owner)
            case _:
                assert_never(one)

    def _group(self, group: Group, owner: str) -> Iterator[str]:
        names = [one_line(name) for name in (group.id, group.title) if name]
        if names:
            yield ""
            yield from comment("#", ": ".join(dict.fromkeys(names)), LINE_LENGTH - 4)
        yield from self._children(group.children, word(group, owner))

    def _rectangle(self, one: Rectangle) -> Iterator[str]:
        box = (one.x, one.y, one.x + one.width, one.y + one.height)
        radius = min(one.radius, one.width / 2, one.height / 2)
        place = _numbers(one.x, one.y, one.width, one.height)
        shape = f"rounded({place}, {number(radius)})" if radius > 0 else f"rectangle({place})"
        yield from self._painted(shape, one.paint, box)

    def _path(self, one: Path) -> Iterator[str]:
        box = bounds(one.commands)
        if box is not None:
            yield from self._painted(_outline(one.commands, one.paint.rule), one.paint, box)

    def _painted(self, shape: Argument, paint: Paint, box: Bounds) -> Iterator[str]:
        """A call of ``paint``; ``box`` is the bounds of the shape."""
        fill, stroke = paint.fill, paint.stroke
        alpha = number(paint.opacity)
        # What shows in several layers must not show through itself.
        veiled = paint.opacity < 1 and fill is not None and (stroke is not None or isinstance(fill, Pattern))
        arguments: list[Argument] = [f"Veil(axes, {alpha})" if veiled else "axes", shape]
        if fill is not None:
            arguments.append(self._color(fill.background if isinstance(fill, Pattern) else fill))
        if stroke is not None:
            arguments += [f"stroke={self._color(stroke.color)}", f"width={number(stroke.width)}"]
            if stroke.dash:
                lengths = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
                arguments.append(f"dash=({_numbers(*lengths)})")
        if paint.opacity < 1 and not veiled:
            arguments.append(f"alpha={alpha}")
        if isinstance(fill, Pattern):
            tiles = _call("tiled", self._tiles(fill, box), LINE_LENGTH - 13)
            arguments.append(_call("pattern=", [self._color(fill.foreground), tiles], LINE_LENGTH - 9))
        yield from _call("paint", arguments)

    def _tiles(self, pattern: Pattern, box: Bounds) -> list[Argument]:
        """The arguments of ``tiled`` that cover the box."""
        if pattern.name not in self.tiles:
            data = path_data(tile(replace(pattern, scale=1)), digits=3)
            self.tiles[pattern.name] = _assigned(pattern.name, _quoted(data, LINE_LENGTH - 4))
        left, top, right, bottom = tile_range(pattern, box)
        angle = MOTIFS[pattern.name].angle
        return [
            _constant(pattern.name), _range(left, right), _range(top, bottom), number(pattern.scale, 3),
            *([f"angle={angle}"] if angle else []),
            *([f"origin=({_numbers(pattern.x, pattern.y)})"] if pattern.x or pattern.y else []),
        ]  # fmt: skip

    # ------------------------------------------------------------ pictures and images

    def _picture(self, one: Picture) -> Iterator[str]:
        if patterned(one):  # patterns are in canvas pixels
            for layer in one.layers:
                paint = Paint(layer.fill, None, layer.opacity, layer.rule)
                yield from self._path(Path(drawn(layer.commands, one.transform), paint))
            return
        symbol = self.inventory.symbols[one.name]
        if symbol.name not in self.pictures:
            self.pictures[symbol.name] = self._definition(symbol)
        tint = [f"tint={self._color(str(one.layers[0].fill))}"] if symbol.tinted else []
        yield from _call("picture", ["axes", _constant(symbol.name), _placement(one.transform), *tint])

    def _definition(self, symbol: Symbol) -> list[str]:
        layers = []
        for layer in symbol.layers:
            commands = nonzero(layer.commands) if layer.rule == "evenodd" else layer.commands
            fill = "None" if symbol.tinted else self._color(str(layer.fill))
            outline = _in_parentheses(_quoted(path_data(commands, PICTURE_UNIT), LINE_LENGTH - 12))
            layers += _call("", [fill, outline, number(layer.opacity)])
            layers[-1] += ","
        return [f"{_constant(symbol.name)} = [", *_indented(layers), "]"]

    def _image(self, one: Image, owner: str) -> Iterator[str]:
        name = unique(f"{owner} image", set(self.images))
        data = b64encode(one.png).decode()
        width = LINE_LENGTH - 6
        self.images[name] = _assigned(name, [f'"{data[i : i + width]}"' for i in range(0, len(data), width)])
        yield from _call("image", ["axes", _constant(name), _numbers(one.x, one.y, one.width, one.height)])

    # ------------------------------------------------------------ text

    def _text(self, one: Text) -> Iterator[str]:
        if not all(can_set(line.text) for line in one.lines):
            yield from comment("#", f"“{one.text}”, as outlines", LINE_LENGTH - 4)
            if one.outline:
                yield from self._path(Path(one.outline, Paint(one.color)))
            for part in one.colored:
                yield from self._path(part)
            return
        for line in one.lines:
            if line.text.strip() and line.width > 0:
                place = [number(n) for n in (line.x, line.baseline, line.width, one.font_size)]
                words = "".join(segment.text for segment in segments(line.text))
                bold = ['weight="bold"'] if one.bold else []
                yield from _call("write", ["axes", _literal(words), *place, self._color(one.color), *bold])

    def _color(self, code: str) -> str:
        return _constant(self.inventory.colors[code])


def can_set(line: str) -> bool:
    """Whether the script can set a line itself: text of ``SETTABLE``, neither mathematics nor emoji."""
    return all(segment.kind == "text" and SETTABLE.fullmatch(segment.text) for segment in segments(line))


def _placement(transform: Transform) -> str:
    """The transform of a picture, from hundredths of its height to the canvas."""
    if (found := similarity(transform)) is not None:
        scale, turn = found
        turned = f", {number(turn)}" if number(turn) != "0" else ""
        return f"placed({_numbers(*transform[4:])}, {number(scale / PICTURE_UNIT, 4)}{turned})"
    matrix = ", ".join(number(n / PICTURE_UNIT, 5) for n in transform[:4])
    return f"Affine2D.from_values({matrix}, {_numbers(*transform[4:])})"


def _outline(commands: Commands, rule: str) -> list[str]:
    data = path_data(nonzero(commands) if rule == "evenodd" else commands)
    return _call("outline", [_quoted(data, LINE_LENGTH - 12)])


# ---------------------------------------------------------------- Python source


def _constant(name: str) -> str:
    return name.upper().replace(" ", "_")


def _numbers(*values: float) -> str:
    return ", ".join(number(value) for value in values)


def _literal(text: str) -> str:
    """The text as a double-quoted ASCII literal, whatever it holds."""
    escaped = text.encode("unicode_escape").decode("ascii").replace('"', '\\"')
    return f'"{escaped}"'


def _quoted(pieces: list[str], room: int) -> list[str]:
    """Pieces of path data as literals on lines of at most ``room`` characters, which Python joins."""
    *lines, last = filled(pieces, width=room - 3)
    return [*(f'"{line} "' for line in lines), f'"{last}"']


def _in_parentheses(literals: list[str]) -> list[str]:
    return literals if len(literals) == 1 else ["(", *_indented(literals), ")"]


def _assigned(name: str, literals: list[str]) -> list[str]:
    fits = len(literals) == 1 and len(name) + len(literals[0]) + 3 <= LINE_LENGTH
    first, *more = literals if fits else ["(", *_indented(literals), ")"]
    return [f"{_constant(name)} = {first}", *more]


def _range(start: int, stop: int) -> str:
    return f"range({start}, {stop})" if start else f"range({stop})"


def _call(function: str, arguments: list[Argument], room: int = LINE_LENGTH - 4) -> list[str]:
    """A call on one line of ``room`` characters, else its arguments on one, else each on its own."""
    if all(isinstance(argument, str) or len(argument) == 1 for argument in arguments):
        joined = ", ".join(argument if isinstance(argument, str) else argument[0] for argument in arguments)
        if len(function) + len(joined) + 2 <= room:
            return [f"{function}({joined})"]
        if len(joined) + 4 <= room and not function.endswith("="):  # formatters divide tuples at once
            return [f"{function}(", f"    {joined}", ")"]
    lines = []
    for argument in arguments:
        *first, last = [argument] if isinstance(argument, str) else argument
        lines += [*first, f"{last}," if len(arguments) > 1 else last]
    return [f"{function}(", *_indented(lines), ")"]


def _section(title: str, definitions: Mapping[str, list[str]]) -> list[str]:
    if not definitions:
        return []
    return ["", f"# {title}", *(line for lines in definitions.values() for line in lines)]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" if line else line for line in lines)
