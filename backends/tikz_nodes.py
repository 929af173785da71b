r"""What makes a diagram in TikZ readable: nodes that have names, lines from anchor to anchor, tips of ``arrows.meta``.

Nothing is moved: a node is as large as its box whatever its text (``minimum width``, and texts without a width of their
own), and stands ``below=30bp of`` another only where that is the same place. Coordinates are canvas pixels, y down.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from sgc.backends.tikz_path import coordinate, dimension, tikz_path
from sgc.drawing.primitives import Ellipse, End, Group, Image, Paint, Path, Pattern, Picture, Primitive, Rectangle, Text
from sgc.measure.affine import transformed
from sgc.measure.basic_shapes import rectangle
from sgc.measure.heads import HOLLOW_HEADS
from sgc.measure.paths import Bounds, Commands, bounds, union
from sgc.measure.tex import tex_can_set

#: Lengths in pixels that are nearer than this are printed alike.
SAME = 0.006
#: Each end of links that is a tip of arrows.meta, and how it is filled; the others are drawn by their strokes.
TIPS: Mapping[str, str] = {
    "arrow": "Triangle", "triangle": "Triangle", "diamond": "Diamond", "hollow diamond": "Diamond", "circle": "Circle",
    "hollow circle": "Circle", "open": "Straight Barb",
}  # fmt: skip
#: What files of diagrams define: nodes of a given size, and a text that takes no width of its own.
SIZED = "sized/.style 2 args={inner sep=0pt, align=center, minimum width=#1, minimum height=#2},"
FITTED = r"\def\fitted#1#2#3{\makebox[0pt]{\resizebox{#1}{#2\height}{#3}}}  % {width}{times its height}{text}"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Form:
    """An outline as a node's shape: its options, the libraries that they need, its size from the middle of a stroke to
    that of the opposite one, and how it is painted."""

    options: tuple[str, ...]
    libraries: tuple[str, ...]
    size: tuple[float, float]
    paint: Paint


def form_of(outline: Primitive) -> Form | None:
    """The node that looks like an outline; None where TikZ has none that is exactly so."""
    if not isinstance(outline, Rectangle | Ellipse | Path):
        return None
    paint = outline.paint
    layered = paint.opacity < 1 and paint.fill is not None and paint.stroke is not None
    if isinstance(paint.fill, Pattern) or layered or paint.rule != "nonzero":
        return None
    match outline:
        case Rectangle():
            radius = min(outline.radius, outline.width / 2, outline.height / 2)
            return Form(_corners(radius), (), (outline.width, outline.height), paint)
        case Ellipse():
            size = 2 * outline.rx, 2 * outline.ry
            if abs(outline.rx - outline.ry) < SAME:
                return Form(("circle",), (), size, paint)
            return Form(("ellipse",), ("shapes.geometric",), size, paint)
        case Path():
            return _form_of_path(outline.commands, paint)


def room_of(marks: Sequence[Primitive]) -> Bounds | None:
    """The box of what a thing is drawn by, its strokes with it and its texts without."""
    return union(box for mark in marks if (box := _bounds(mark)) is not None)


def _bounds(mark: Primitive) -> Bounds | None:
    match mark:
        case Rectangle():
            box: Bounds | None = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        case Ellipse():
            box = (mark.cx - mark.rx, mark.cy - mark.ry, mark.cx + mark.rx, mark.cy + mark.ry)
        case Path():
            box = bounds(mark.commands)
        case Picture():
            box = union(
                one for layer in mark.layers if (one := bounds(transformed(layer.commands, mark.transform))) is not None
            )
        case Image():
            box = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        case Text() | Group():
            return None
    stroke = mark.paint.stroke if isinstance(mark, Rectangle | Ellipse | Path) else None
    out = stroke.width / 2 if stroke is not None else 0.0
    return None if box is None else (box[0] - out, box[1] - out, box[2] + out, box[3] + out)


def _form_of_path(commands: Commands, paint: Paint) -> Form | None:
    box = bounds(commands)
    if box is None:
        return None
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    x, y = (left + right) / 2, (top + bottom) / 2
    corners = [(float(one[1]), float(one[2])) for one in commands if one[0] in ("M", "L")]
    middles = ((x, top), (right, y), (x, bottom), (left, y))
    if len(commands) == 5 and len(corners) == 4 and all(
        any(hypot(a[0] - b[0], a[1] - b[1]) < 2 * SAME for a in corners) for b in middles
    ):  # fmt: skip
        return Form(("diamond",), ("shapes.geometric",), (width, height), paint)
    radius = corners[0][0] - left
    usual = transformed(rectangle(0.0, 0.0, width, height, radius), (1, 0, 0, 1, left, top)) if radius > 0 else ()
    if len(usual) == len(commands) and all(
        mine[0] == its[0] and all(abs(float(a) - float(b)) < 2 * SAME for a, b in zip(mine[1:], its[1:], strict=True))
        for mine, its in zip(commands, usual, strict=True)
    ):  # fmt: skip
        return Form(_corners(radius), (), (width, height), paint)
    return None


def _corners(radius: float) -> tuple[str, ...]:
    return (f"rounded corners={dimension(radius)}",) if radius > 0 else ()


def lettering_of(text: Text, box: Bounds) -> tuple[str, ...] | None:
    """The options that set a node's own text where it was measured; None for a text that is not in the middle of the
    node's box, in lines of one distance."""
    if text.colored or not all(tex_can_set(line.text) for line in text.lines):
        return None
    lines = [line for line in text.lines if line.text.strip() and line.width > 0]
    middle = (box[0] + box[2]) / 2
    if not lines or len(lines) < len(text.lines) or not box[1] < text.y < text.y + text.height < box[3] or any(
        abs(line.x + line.width / 2 - middle) > 0.05 for line in lines
    ):  # fmt: skip
        return None
    steps = [below.baseline - line.baseline for line, below in pairwise(lines)]
    if steps and max(steps) - min(steps) > SAME:
        return None
    below = lines[-1].baseline - (box[1] + box[3]) / 2  # TeX's lines stand on their last one
    room = (f"text height={dimension(max(0.0, 2 * below))}", f"text depth={dimension(max(0.0, -2 * below))}")
    font = r"\sffamily" + (rf"\fontsize{{10}}{{{dimension(steps[0])}}}\selectfont" if steps else "")
    return (*room, f"font={font}" + (r"\bfseries" if text.bold else ""))


# ---------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class _Node:
    name: str
    box: Bounds
    is_frame: bool

    @property
    def middle(self) -> Point:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


class Nodes:
    """The nodes that were printed: by them others are placed, and lines begin and end at them."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Node] = {}
        self._names: set[str] = set()

    def add(self, id: str, box: Bounds, *, is_frame: bool) -> tuple[str, str]:
        """The name of a new node and where it stands: ``below=30bp of start`` or ``at (60, 20)``."""
        made = _Node(self._named(id), box, is_frame)
        place = self._beside(made) or f"at ({coordinate(made.middle[0])}, {coordinate(made.middle[1])})"
        self._by_id[id] = made
        return made.name, place

    def _named(self, id: str) -> str:
        letters = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode()
        stem = " ".join(re.findall("[A-Za-z0-9]+", letters)) or "node"
        stem = f"n{stem}" if stem[0].isdigit() or stem.startswith("current") else stem  # as TikZ's "current page"
        name, count = stem, 1
        while name in self._names:
            count += 1
            name = f"{stem} {count}"
        self._names.add(name)
        return name

    def _beside(self, made: _Node) -> str | None:
        """The nearest node right above or beside, by which a person would place the new one."""
        left, top, right, bottom = made.box
        best: tuple[float, str] | None = None
        for other in self._by_id.values():
            if other.is_frame or made.is_frame:
                continue
            gaps = {}
            if abs(made.middle[0] - other.middle[0]) < SAME:
                gaps = {"below": top - other.box[3], "above": other.box[1] - bottom}
            elif abs(made.middle[1] - other.middle[1]) < SAME:
                gaps = {"right": left - other.box[2], "left": other.box[0] - right}
            for word, gap in gaps.items():
                if gap > 0 and (best is None or gap < best[0]):
                    best = gap, f"[{word}={dimension(gap)} of {other.name}]"
        return best[1] if best else None

    def anchor(self, id: str, point: Point) -> str:
        """A point of a line in terms of the node at which it ends, or in numbers where it is not at its border."""
        node = self._by_id.get(id)
        x, y = coordinate(point[0]), coordinate(point[1])
        if node is None:
            return f"({x}, {y})"
        left, top, right, bottom = node.box
        cx, cy = node.middle
        inside = left - SAME <= point[0] <= right + SAME and top - SAME <= point[1] <= bottom + SAME
        sides = {"north": (1, top), "south": (1, bottom), "west": (0, left), "east": (0, right)}
        for side, (axis, edge) in sides.items():
            if inside and abs(point[axis] - edge) < SAME:
                off = point[1 - axis] - (cx, cy)[1 - axis]
                shift = "" if abs(off) < SAME else f"[{'xy'[1 - axis]}shift={dimension(off)}]"
                return f"({shift}{node.name}.{side})"
        if inside:
            near, at = min(
                (("north", (cx, top)), ("south", (cx, bottom)), ("west", (left, cy)), ("east", (right, cy))),
                key=lambda one: hypot(one[1][0] - point[0], one[1][1] - point[1]),
            )
            off_x, off_y = dimension(point[0] - at[0]), dimension(point[1] - at[1])
            return f"([shift={{({off_x},{off_y})}}]{node.name}.{near})"
        if abs(point[0] - cx) < SAME:
            return f"({node.name} |- 0, {y})"
        return f"({x}, 0 -| {node.name})" if abs(point[1] - cy) < SAME else f"({x}, {y})"


# ---------------------------------------------------------------- lines


def way_of(path: Commands, start: str, end: str) -> tuple[list[str], tuple[str, ...]]:
    """A line between two anchors as pieces of a path, and the options that round its corners."""
    if len(path) == 2:
        return [start, end], ()
    cut = _cut(path)
    if cut is None:
        return [start, *tikz_path(path)[1:-1], _ended(tikz_path(path)[-1], end)], ()
    corners, radius = cut
    pieces, at = [start], 0
    while at < len(corners) - 1:
        bend = _bend(corners[at : at + 3])
        at += 2 if bend and at + 2 == len(corners) - 1 else 1
        last = at == len(corners) - 1
        point = end if last else f"({coordinate(corners[at][0])}, {coordinate(corners[at][1])})"
        pieces.append(f"{bend if last and bend else '--'} {point}")
    return pieces, (f"rounded corners={dimension(radius)}",) if radius else ()


def _ended(piece: str, end: str) -> str:
    """The last piece of a path with an anchor in the place of its end."""
    return piece[: piece.rindex("(")] + end


def _bend(points: Sequence[Point]) -> str | None:
    """How TikZ writes two pieces that are level and upright."""
    if len(points) < 3:
        return None
    (x0, y0), (x1, y1), (x2, y2) = points
    if abs(y0 - y1) < SAME and abs(x1 - x2) < SAME:
        return "-|"
    return "|-" if abs(x0 - x1) < SAME and abs(y1 - y2) < SAME else None


def _cut(path: Commands) -> tuple[list[Point], float] | None:
    """The corners of a line whose corners are all cut alike, and how far from each; None for another line."""
    points = [(float(one[-2]), float(one[-1])) for one in path]
    corners: list[Point] = [points[0]]
    radii: list[float] = []
    for (start, end), command in zip(pairwise(points), path[1:], strict=True):
        if command[0] != "C":
            corners.append(end)
            continue
        corner = _meeting(start, command, end)
        if corner is None or len(corners) < 2:
            return None
        corners[-1] = corner
        radii += [abs(x - corner[0]) + abs(y - corner[1]) for x, y in (start, end)]
    if radii and max(radii) - min(radii) > 0.1:
        return None
    return corners, radii[0] if radii else 0.0


def _meeting(start: Point, curve: tuple[str | float, ...], end: Point) -> Point | None:
    """The corner that a curve cuts between a level and an upright piece."""
    first, second = (float(curve[1]), float(curve[2])), (float(curve[3]), float(curve[4]))
    if abs(first[1] - start[1]) < SAME and abs(second[0] - end[0]) < SAME:
        return end[0], start[1]
    if abs(first[0] - start[0]) < SAME and abs(second[1] - end[1]) < SAME:
        return start[0], end[1]
    return None


def tip(end: End, background: str, width: float) -> str:
    """What stands at an end of a line of this width, as a tip of arrows.meta; empty where that has none."""
    if end.kind not in TIPS:
        return ""
    options = [f"length={dimension(end.length)}", f"width={dimension(end.width)}"]
    if end.kind in HOLLOW_HEADS:
        options = ["open", f"fill={background}", *options]
    elif end.kind == "open":  # its lines meet where the link ends, and not the outer corner of their strokes
        options.append(f"sep={dimension(-width * hypot(end.length, end.width / 2) / end.width)}")
    else:
        options.append("line width=0pt")
    return f"{{{TIPS[end.kind]}[{', '.join(options)}]}}"


def strokes_of(ends: Sequence[End], marks: Sequence[Primitive]) -> Iterator[Primitive]:
    """Of what is drawn at the ends of a line, what no tip stands for."""
    at = 0
    for end in ends:
        if end.kind not in TIPS:
            yield from marks[at : at + end.marks]
        at += end.marks
    yield from marks[at:]
