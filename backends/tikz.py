r"""TikZ: the drawing as a LaTeX file that reads as if a person had written it, and that compiles by itself.

All coordinates are canvas pixels with y down (``x=0.75bp, y=0.75bp, yscale=-1``), so that the figure is as large as in
a PDF file; lengths, which TikZ does not scale, are in big points. Colours, looks and pictures are named and defined at
the top of the one ``tikzpicture``, so that it can be pasted into any document. No text of a
person is ever a command: ``sgc.measure.tex`` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, assert_never

from sgc.backends.inventory import NAMELESS, Inventory, Symbol, patterned, survey, unique, word
from sgc.backends.printing import LINE_LENGTH, PICTURE_UNIT, comment, filled, number, one_line, similarity
from sgc.backends.tikz_image import embedded
from sgc.backends.tikz_nodes import FITTED, SIZED, Nodes, form_of, lettering_of, room_of, strokes_of, tip, way_of
from sgc.backends.tikz_path import POINTS, coordinate, dimension, svg_path, tikz_path
from sgc.backends.tikz_pattern import path_picture
from sgc.drawing.geometry import drawn
from sgc.drawing.primitives import (
    Drawing,
    Ellipse,
    Group,
    Image,
    Joint,
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
from sgc.measure.mathematics_commands import PACKAGES
from sgc.measure.paths import Bounds, Commands, bounds
from sgc.measure.segments import segments
from sgc.measure.tex import tex_can_set, tex_of

#: Outlines of more commands are written in SVG's notation, which is shorter.
LONGEST_PATH = 24

#: TeX sets text at 10pt; this brings the heights of its sans serif to those of the measured font.
TEX_EM, LETTER_HEIGHT = 10.0, 1.06


@dataclass(frozen=True, slots=True)
class TikzBackend:
    """LaTeX source (UTF-8) for pdfLaTeX with pgf, xcolor and preview; a pixel is 1/96 inch. A fragment is the
    tikzpicture alone, for \\input in a document of one's own."""

    name: ClassVar[str] = "tikz"
    suffixes: ClassVar[tuple[str, ...]] = (".tex",)
    fragment: bool = False

    def render(self, drawing: Drawing) -> bytes:
        """Raises SgcError for a drawing with lengths beyond TeX's."""
        return to_tikz(drawing, fragment=self.fragment).encode()


def to_tikz(drawing: Drawing, *, fragment: bool = False) -> str:
    """The text of the LaTeX file; equal drawings give equal texts. Raises SgcError as ``render`` does."""
    return _Printer(drawing).file(fragment)


class _Printer:
    """Prints one drawing. Looks and pictures are collected while the body is printed, and stand before it."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.inventory: Inventory = survey(drawing, RESERVED)
        self.looks: dict[tuple[str, str], str] = {}
        self.look_names: set[str] = set()
        self.pictures: dict[str, list[str]] = {}
        self.libraries: set[str] = set()
        self.packages: set[str] = set()
        joints = [one.joint for one in drawing.children if isinstance(one, Group) and one.joint is not None]
        #: The nodes of a diagram, and what its links end at; another drawing has no nodes with names.
        self.nodes = Nodes()
        self.joined = {id for joint in joints for id in (joint.source, joint.target)}

    def file(self, fragment: bool) -> str:
        picture = list(self._picture_lines())  # first, as it tells what it needs
        document = (
            r"\documentclass{article}",
            *(rf"\usepackage{{{name}}}" for name in sorted(self.packages)),
            r"\usepackage{tikz}",
            *(rf"\usetikzlibrary{{{name}}}" for name in sorted(self.libraries)),
            r"\usepackage[active,tightpage]{preview}  % a page as large as the picture",
            r"\PreviewEnvironment{tikzpicture}",
            r"\setlength{\PreviewBorder}{0pt}",
            "",
            r"\begin{document}",
        )
        lines = picture if fragment else (*document, *picture, r"\end{document}")
        return "\n".join((*self._header(fragment), *lines, ""))

    def _picture_lines(self) -> Iterator[str]:
        body = list(_indented(self._children(self.drawing.children, NAMELESS)))
        width, height = coordinate(self.drawing.width), coordinate(self.drawing.height)
        background = self._color(self.drawing.background)
        yield r"\begin{tikzpicture}[x=0.75bp, y=0.75bp, yscale=-1, line join=round]"
        yield from _indented(self._definitions())
        yield rf"  \clip (0, 0) rectangle ({width}, {height});"
        yield rf"  \fill[{background}] (0, 0) rectangle ({width}, {height});"
        yield from body
        yield r"\end{tikzpicture}"

    def _header(self, fragment: bool) -> Iterator[str]:
        drawing = self.drawing
        for text in (drawing.title, drawing.description, *drawing.attributions):
            if text:
                yield from _comment(text)
        needs = [r"\usepackage{tikz}", *(rf"\usetikzlibrary{{{name}}}" for name in sorted(self.libraries))]
        needs += [rf"\usepackage{{{name}}}" for name in sorted(self.packages)]
        size = f"{drawing.width} x {drawing.height} units of 0.75bp (1/96 inch)"
        how = "A fragment" if fragment else "Compile it with pdflatex"
        use = r"\input this file" if fragment else "paste the tikzpicture"
        yield from comment("%", f"{size}, the origin at the top left. {how}.")
        yield from comment(
            "%",
            f"In a document of your own: {', '.join(needs)}, and {use} there, for instance into "
            r"\resizebox{\linewidth}{!}{...}. All that it defines stays inside it.",
        )

    def _definitions(self) -> Iterator[str]:
        yield "% Colours"
        for code, name in self.inventory.colors.items():
            yield rf"\definecolor{{{name}}}{{HTML}}{{{code[1:].upper()}}}"
        if self.looks or self.pictures:
            yield "% How things look"
            yield r"\tikzset{"
            if any(options.startswith("fitted text") for _, options in self.looks):
                yield r"  fitted text/.style={anchor=base west, inner sep=0pt, font=\sffamily},"
            if self.joined:
                yield f"  {SIZED}"
            if self.pictures:
                yield "  as drawn/.style={transform shape},  % with y downwards, too"
            for (_, options), name in self.looks.items():
                style = f"  {name}/.style={{{options}}},"
                if len(style) <= LINE_LENGTH:
                    yield style
                else:
                    each = [f"{option}," for option in options.split(", ")]
                    yield from (f"  {name}/.style={{", *filled(each, "    "), "  },")
            yield "}"
        if self.pictures:
            yield f"% Pictures, each {PICTURE_UNIT} units high"
            yield r"\tikzset{"
            for name, lines in self.pictures.items():
                yield f"  {name}/.pic={{"
                yield from _indented(_indented(lines))
                yield "  },"
            yield "}"
        if self.joined:
            yield FITTED
        yield ""

    # ------------------------------------------------------------ primitives

    def _children(self, children: Iterable[Primitive], owner: str) -> Iterator[str]:
        for one in children:
            yield from self._primitive(one, owner)

    def _primitive(self, one: Primitive, owner: str) -> Iterator[str]:
        match one:
            case Group():
                yield from self._group(one, owner)
            case Rectangle():
                yield from self._rectangle(one, owner)
            case Ellipse():
                yield from self._ellipse(one, owner)
            case Path():
                yield from self._path(one, owner)
            case Picture():
                yield from self._picture(one, owner)
            case Text():
                yield from self._text(one, owner)
            case Image():
                yield from embedded(one)
            case _:
                assert_never(one)

    def _group(self, group: Group, owner: str) -> Iterator[str]:
        owner = word(group, owner)
        inside = list(self._of_diagram(group, owner) if self.joined else self._children(group.children, owner))
        names = [one_line(name) for name in (group.id, group.title) if name]
        if not names or (self.joined and all(line.startswith("  ") for line in inside[1:])):
            yield from inside  # one statement, whose name says whose it is
            return
        yield from _comment(": ".join(dict.fromkeys(names)))
        yield r"\begin{scope}"
        yield from _indented(inside)
        yield r"\end{scope}"

    # ------------------------------------------------------------ diagrams

    def _of_diagram(self, group: Group, owner: str) -> Iterator[str]:
        if group.joint is not None:
            yield from self._link(group.children, group.joint, owner)
        elif group.id is not None:
            yield from self._thing(group.children, group.id, owner, is_frame="group" in group.classes)
        else:
            yield from self._children(group.children, owner)

    def _thing(self, marks: tuple[Primitive, ...], id: str, owner: str, *, is_frame: bool) -> Iterator[str]:
        """A thing as a node: its outline where TikZ has such a shape, else a node without one over what is drawn."""
        form = form_of(marks[0])
        box = room_of(marks[:1] if form is not None else marks)
        if box is None or (form is None and id not in self.joined):
            yield from self._children(marks, owner)
            return
        text, lettering = next(
            ((one, found) for one in marks if isinstance(one, Text) and (found := lettering_of(one, box))), (None, ())
        )
        rest = [one for one in marks[0 if form is None else 1 :] if one is not text]
        options, content = ["outer sep=0pt"], ""
        size = box[2] - box[0], box[3] - box[1]
        if form is None:
            yield from self._children(rest, owner)
            rest = []
        else:
            self.libraries.update(form.libraries)
            size = form.size
            options = [*form.options, *self._paint_options(form.paint), *([] if form.paint.stroke else options)]
        if text is not None:
            options += [f"text={self._color(text.color)}", *lettering]
            lines = (self._fitted(text, line) for line in text.lines)
            content = r" \\ ".join(rf"\fitted{{{wide}}}{{{tall}}}{{{tex}}}" for wide, tall, tex in lines)
        name, place = self.nodes.add(id, box, is_frame=is_frame)
        if " of " in place:
            self.libraries.add("positioning")
        style = self._named(owner, "node", ", ".join(options))
        sizes = "".join(f"{{{dimension(side)}}}" for side in size)
        yield from _statement(rf"\node[{style}, sized={sizes}] ({name}) {place}", [f"{{{content}}}"])
        yield from self._children(rest, owner)

    def _link(self, marks: tuple[Primitive, ...], joint: Joint, owner: str) -> Iterator[str]:
        """A link as a path from anchor to anchor, with the tips that arrows.meta has at its ends."""
        line, *drawn = marks
        if not isinstance(line, Path) or line.paint.opacity < 1:  # a tip would show through the line
            yield from self._children(marks, owner)
            return
        wide = line.paint.stroke.width if line.paint.stroke is not None else 0.0
        tips = [tip(end, self._color(self.drawing.background), wide) for end in joint.ends]
        start, end = joint.path[0], joint.path[-1]
        pieces, corners = way_of(
            joint.path, self.nodes.anchor(joint.source, (float(start[-2]), float(start[-1]))),
            self.nodes.anchor(joint.target, (float(end[-2]), float(end[-1]))),
        )  # fmt: skip
        look = [one.replace("draw=", "color=") for one in self._paint_options(line.paint)]  # that of the tips, too
        options = [*look, *corners]
        if any(tips):
            self.libraries.add("arrows.meta")
            options.append(f"arrows={{{tips[0]}-{tips[1]}}}")
        style = self._named(owner, "line", ", ".join(options))
        if len(joint.path) == 2:  # straight; had the path itself this style, it would have tips of its own
            yield rf"\draw {pieces[0]} edge[{style}] {pieces[1]};"
        else:
            yield from _statement(rf"\draw[{style}]", pieces)
        yield from self._children(strokes_of(joint.ends, drawn), owner)

    def _rectangle(self, one: Rectangle, owner: str) -> Iterator[str]:
        corner = f"({coordinate(one.x + one.width)}, {coordinate(one.y + one.height)})"
        pieces = [f"({coordinate(one.x)}, {coordinate(one.y)})", f"rectangle {corner}"]
        radius = min(one.radius, one.width / 2, one.height / 2)
        options = [f"rounded corners={dimension(radius)}"] if radius > 0 else []
        box = (one.x, one.y, one.x + one.width, one.y + one.height)
        yield from self._painted(pieces, options, one.paint, box, owner)

    def _ellipse(self, one: Ellipse, owner: str) -> Iterator[str]:
        rx, ry = coordinate(one.rx), coordinate(one.ry)
        form = f"circle [radius={rx}]" if rx == ry else f"ellipse [x radius={rx}, y radius={ry}]"
        box = (one.cx - one.rx, one.cy - one.ry, one.cx + one.rx, one.cy + one.ry)
        yield from self._painted([f"({coordinate(one.cx)}, {coordinate(one.cy)})", form], [], one.paint, box, owner)

    def _path(self, one: Path, owner: str) -> Iterator[str]:
        box = bounds(one.commands)
        if box is not None:
            yield from self._painted(self._outline(one.commands), [], one.paint, box, owner)

    def _outline(self, commands: Commands, scale: float = 1) -> list[str]:
        """An outline as the pieces of a path operation."""
        if len(commands) <= LONGEST_PATH:
            return tikz_path(commands, scale)
        self.libraries.add("svg.path")
        return svg_path(commands, scale)

    def _painted(self, outline: list[str], options: list[str], paint: Paint, box: Bounds, owner: str) -> Iterator[str]:
        """An outline with fill and stroke; ``options`` belong to its form, ``box`` is its bounds."""
        layered = paint.stroke is not None or isinstance(paint.fill, Pattern)
        grouped = paint.opacity < 1 and layered  # or fill and stroke would show through each other
        look = self._look(paint, owner, opacity=not grouped)
        options = [*([look] if look else []), *options]
        if isinstance(paint.fill, Pattern):
            tiles = path_picture(paint.fill, box, self._color(paint.fill.foreground))
            head = [rf"\path[{', '.join((*options, 'path picture={'))}", *_indented(_indented(tiles))]
            lines = [*head, *_statement("  }]", outline)]
        else:
            lines = _statement(rf"\path[{', '.join(options)}]", outline)
        if grouped:
            yield rf"\begin{{scope}}[opacity={number(paint.opacity)}, transparency group]"
            yield from _indented(lines)
            yield r"\end{scope}"
        else:
            yield from lines

    # ------------------------------------------------------------ pictures

    def _picture(self, one: Picture, owner: str) -> Iterator[str]:
        if patterned(one):  # patterns are in canvas pixels
            for layer in one.layers:
                paint = Paint(layer.fill, None, layer.opacity, layer.rule)
                yield from self._path(Path(drawn(layer.commands, one.transform), paint), owner)
            return
        symbol = self.inventory.symbols[one.name]
        if symbol.name not in self.pictures:
            self.pictures[symbol.name] = list(self._definition(symbol))
        look = "as drawn"
        if symbol.tinted:
            look = self._named(owner, "tint", f"{look}, fill={self._color(str(one.layers[0].fill))}")
        options, at = _placement(one.transform)
        yield rf"\pic[{', '.join((look, *options))}]{at} {{{symbol.name}}};"

    def _definition(self, symbol: Symbol) -> Iterator[str]:
        for layer in symbol.layers:
            options = [] if symbol.tinted else [self._color(str(layer.fill))]
            options += ["even odd rule"] if layer.rule == "evenodd" else []
            options += [f"opacity={number(layer.opacity)}"] if layer.opacity < 1 else []
            head = rf"\fill[{', '.join(options)}]" if options else r"\fill"
            yield from _statement(head, self._outline(layer.commands, PICTURE_UNIT))

    # ------------------------------------------------------------ text

    def _text(self, one: Text, owner: str) -> Iterator[str]:
        if one.colored or not all(tex_can_set(line.text) for line in one.lines):
            yield from _comment(f"“{one.text}”, as outlines")
            if one.outline:
                yield from self._path(Path(one.outline, Paint(one.color)), owner)
            for part in one.colored:
                yield from self._path(part, owner)
            return
        bold = r", font=\sffamily\bfseries" if one.bold else ""
        look = f"fitted text, text={self._color(one.color)}{bold}"
        for line in one.lines:
            if not line.text.strip() or line.width <= 0:
                continue
            at = f"({coordinate(line.x)}, {coordinate(line.baseline)})"
            head = rf"\node[{self._named(owner, 'lettering', look)}] at {at}"
            wide, tall, tex = self._fitted(one, line)
            yield from _statement(head, [rf"{{\resizebox{{{wide}}}{{{tall}\height}}{{{tex}}}}}"])

    def _fitted(self, text: Text, line: TextLine) -> tuple[str, str, str]:
        """A line's width, how many times as high as TeX's its letters are, and what TeX sets."""
        found = segments(line.text)
        if any(segment.kind == "mathematics" for segment in found):
            self.packages.update(PACKAGES)
        tall = number(text.font_size * POINTS / TEX_EM * LETTER_HEIGHT)
        return dimension(line.width), tall, "".join(tex_of(segment) for segment in found)

    # ------------------------------------------------------------ looks

    def _look(self, paint: Paint, owner: str, *, opacity: bool) -> str:
        """The name of the style that fills and strokes so; empty when there is nothing to say."""
        options = self._paint_options(paint, opacity=opacity)
        return self._named(owner, "look", ", ".join(options)) if options else ""

    def _paint_options(self, paint: Paint, *, opacity: bool = True) -> list[str]:
        options = []
        if paint.fill is not None:
            fill = paint.fill.background if isinstance(paint.fill, Pattern) else paint.fill
            options.append(f"fill={self._color(fill)}")
        if paint.stroke is not None:
            stroke = paint.stroke
            options += [f"draw={self._color(stroke.color)}", f"line width={dimension(stroke.width)}"]
            if stroke.dash:
                lengths = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
                pattern = " ".join(f"{'on' if i % 2 == 0 else 'off'} {dimension(n)}" for i, n in enumerate(lengths))
                options += [f"dash pattern={pattern}", "line cap=round"]
        if paint.rule == "evenodd":
            options.append("even odd rule")
        if opacity and paint.opacity < 1:
            options.append(f"opacity={number(paint.opacity)}")
        return options

    def _named(self, owner: str, kind: str, options: str) -> str:
        """The name of a style: whose it is, and a kind that no key of TikZ's own ends in."""
        key = (f"{owner} {kind}", options)
        if key not in self.looks:
            self.looks[key] = unique(key[0], self.look_names)
        return self.looks[key]

    def _color(self, code: str) -> str:
        return self.inventory.colors[code]


#: What a picture cannot be called, since TikZ's own keys for pictures are called so.
RESERVED = frozenset(["code", "setup code", "background code", "foreground code"])

#: What programs that run TeX take for an order to them at the start of a comment.
_ORDER = re.compile(r"!|arara\b", re.IGNORECASE)


def _comment(text: str) -> list[str]:
    """Anyone's text as comments that say nothing to any program."""
    return [f"% ({line[2:]})" if _ORDER.match(line[2:]) else line for line in comment("%", text)]


def _placement(transform: Transform) -> tuple[list[str], str]:
    """The options and the place of a picture: scaled and turned where that is all, else by a matrix."""
    a, b, c, d = (n / PICTURE_UNIT for n in transform[:4])
    x, y = coordinate(transform[4]), coordinate(transform[5])
    if (found := similarity(transform)) is not None:
        scale, turn = found
        turned = [f"rotate={number(turn)}"] if number(turn) != "0" else []
        return [*turned, f"scale={number(scale / PICTURE_UNIT, 4)}"], f" at ({x}, {y})"
    if b == c == 0:
        return [f"xscale={number(a, 4)}", f"yscale={number(d, 4)}"], f" at ({x}, {y})"
    matrix = ", ".join(number(n, 5) for n in (a, b, c, d))
    return [f"cm={{{matrix}, ({x}, {y})}}"], ""


def _statement(head: str, pieces: list[str]) -> list[str]:
    """A statement on one line where it fits, else its pieces on lines of their own."""
    whole = " ".join((head, *pieces)) + ";"
    if len(whole) <= LINE_LENGTH - 8:
        return [whole]
    first, *more = filled([head], "", LINE_LENGTH - 8)
    return [first, *filled([*more, *pieces[:-1], pieces[-1] + ";"], "  ", LINE_LENGTH - 8)]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else line for line in lines)
