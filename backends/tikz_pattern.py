"""Fill patterns in TikZ: the motif of ``sgc.measure.motifs``, repeated by ``foreach`` inside the outline."""

from __future__ import annotations

from sgc.backends.printing import filled, number
from sgc.backends.tikz_path import tikz_path
from sgc.backends.tiles import tile_range
from sgc.drawing.primitives import Pattern
from sgc.measure.motifs import MOTIFS
from sgc.measure.paths import Bounds


def path_picture(pattern: Pattern, box: Bounds, color: str) -> list[str]:
    """The lines of a ``path picture`` that draws the pattern's foreground; ``box`` is the filled path's bounds.

    All of it is one path, so that tiles that meet show no seam.
    """
    motif = MOTIFS[pattern.name]
    left, top, right, bottom = tile_range(pattern, box)
    columns, rows = rf"foreach \i in {{{left},...,{right - 1}}}", rf"foreach \j in {{{top},...,{bottom - 1}}}"
    lines = [
        rf"{columns} {{(\i+{number(start)}, {top}) rectangle (\i+{number(end)}, {bottom})}}"
        for start, end in motif.vertical
    ]
    lines += [
        rf"{rows} {{({left}, \j+{number(start)}) rectangle ({right}, \j+{number(end)})}}"
        for start, end in motif.horizontal
    ]
    if motif.marks:
        mark = tikz_path(motif.marks, digits=3)
        lines += [rf"{columns} {{{rows} {{[shift={{(\i, \j)}}]", *filled([*mark[:-1], mark[-1] + "}}"], "  ")]
    options = [color, "sharp corners"]  # or the tiles would take over the rounded corners of the path
    if pattern.x or pattern.y:
        options.append(f"shift={{({number(pattern.x)}, {number(pattern.y)})}}")
    if motif.angle:
        options.append(f"rotate={motif.angle}")
    options.append(f"scale={number(pattern.scale, 3)}")
    return [rf"\fill[{', '.join(options)}]", *(f"  {line}" for line in lines[:-1]), f"  {lines[-1]};"]
