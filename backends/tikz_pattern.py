"""Fill patterns in TikZ: the motif of ``sgc.drawing.patterns``, repeated by ``foreach`` inside the outline."""

from __future__ import annotations

from math import ceil, cos, floor, radians, sin

from sgc.backends.printing import number
from sgc.backends.tikz_path import tikz_path
from sgc.drawing.patterns import MOTIFS
from sgc.drawing.primitives import Pattern
from sgc.measure.paths import Bounds


def path_picture(pattern: Pattern, box: Bounds, color: str) -> str:
    """The option of a path that draws the pattern's foreground within it; ``box`` is the path's bounds.

    All of it is one path, so that tiles that meet show no seam.
    """
    motif = MOTIFS[pattern.name]
    left, top, right, bottom = _tiles(pattern, box)
    columns, rows = rf"foreach \i in {{{left},...,{right - 1}}}", rf"foreach \j in {{{top},...,{bottom - 1}}}"
    repeated = [
        rf"{columns} {{(\i+{number(start)}, {top}) rectangle (\i+{number(end)}, {bottom})}}"
        for start, end in motif.vertical
    ]
    repeated += [
        rf"{rows} {{({left}, \j+{number(start)}) rectangle ({right}, \j+{number(end)})}}"
        for start, end in motif.horizontal
    ]
    if motif.marks:
        mark = " ".join(tikz_path(motif.marks, digits=3))
        repeated.append(rf"{columns} {{{rows} {{[shift={{(\i, \j)}}] {mark}}}}}")
    options = [color]
    if pattern.x or pattern.y:
        options.append(f"shift={{({number(pattern.x)}, {number(pattern.y)})}}")
    if motif.angle:
        options.append(f"rotate={motif.angle}")
    options.append(f"scale={number(pattern.scale, 3)}")
    return rf"path picture={{\fill[{', '.join(options)}] {' '.join(repeated)};}}"


def _tiles(pattern: Pattern, box: Bounds) -> tuple[int, int, int, int]:
    """The tiles that cover the box, as half-open ranges left, top, right, bottom of the motif's own frame."""
    turn, side = radians(MOTIFS[pattern.name].angle), pattern.scale
    corners = [(x - pattern.x, y - pattern.y) for x in box[::2] for y in box[1::2]]
    us = [(cos(turn) * x + sin(turn) * y) / side for x, y in corners]
    vs = [(cos(turn) * y - sin(turn) * x) / side for x, y in corners]
    left, top = floor(min(us)), floor(min(vs))
    return left, top, max(left + 1, ceil(max(us))), max(top + 1, ceil(max(vs)))
