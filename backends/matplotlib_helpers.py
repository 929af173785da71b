"""The functions that stand at the top of printed matplotlib scripts.

``matplotlib_parts`` copies those that a script uses from this file, as text, with the imports and
constants that they need. They depend on matplotlib alone, and are short rather than annotated.
"""
# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

import re
import sys
from base64 import b64decode
from io import BytesIO

import matplotlib
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import imread
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

DPI = 100
POINT = 72 / DPI  # a pixel, in the points that matplotlib counts line widths in
CODES = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}


def outline(data):
    """The path that data in SVG's notation means, such as "M 0 0 L 9 0 L 0 9 Z"."""
    vertices, codes = [], []
    for letter, numbers in re.findall("([MLCZ])([^MLCZ]*)", data):
        values = [float(number) for number in numbers.split()] or [0.0, 0.0]
        points = list(zip(values[::2], values[1::2], strict=True))
        vertices += points
        codes += [CODES[letter]] * len(points)
    return Path(vertices, codes)


def rectangle(x, y, width, height):
    """The path of a rectangle with its top left corner at (x, y)."""
    place = Affine2D().scale(width, height).translate(x, y)
    return place.transform_path(Path.unit_rectangle())


def rounded(x, y, width, height, radius):
    """The path of a rectangle with rounded corners."""
    side = [(0, radius), (0, 0.4477 * radius), (0.4477 * radius, 0), (radius, 0)]
    right, bottom = x + width, y + height
    points = [(x + u, y + v) for u, v in side]
    points += [(right - u, y + v) for u, v in reversed(side)]
    points += [(right - u, bottom - v) for u, v in side]
    points += [(x + u, bottom - v) for u, v in reversed(side)]
    corner = [Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    return Path([*points, points[0]], [Path.MOVETO, *(corner * 4)[1:], Path.CLOSEPOLY])


def ellipse(x, y, rx, ry):
    """The path of an ellipse about (x, y)."""
    return Affine2D().scale(rx, ry).translate(x, y).transform_path(Path.unit_circle())


def tiled(data, columns, rows, side, angle=0, origin=(0, 0)):
    """A tile of side 1, repeated over columns and rows of a turned grid, as one path."""
    tile = outline(data)
    moves = [Affine2D().translate(i, j) for i in columns for j in rows]
    tiles = Path.make_compound_path(*(move.transform_path(tile) for move in moves))
    grid = Affine2D().scale(side).rotate_deg(angle).translate(*origin)
    return grid.transform_path(tiles)


def paint(axes, path, fill=None, stroke=None, width=0, dash=(), alpha=1, pattern=None):
    """Fill a path, lay a pattern (color, path) on it, and stroke it; lengths in pixels."""

    def add(path, facecolor, edgecolor="none", **line):
        colors = {"facecolor": facecolor, "edgecolor": edgecolor, "alpha": alpha}
        patch = PathPatch(path, transform=axes.transData, snap=False, **colors, **line)
        axes.add_patch(patch)
        return patch

    if fill:
        add(path, fill)
    if pattern:
        color, motif = pattern
        add(motif, color).set_clip_path(path, axes.transData)
    if stroke:
        line = {"linewidth": width * POINT, "joinstyle": "round"}
        if dash:
            line["linestyle"] = (0, [length / width for length in dash])
            line["capstyle"] = "round"
        add(path, "none", stroke, **line)


class Veil(Artist):
    """Takes patches as axes do; what is seen of them together is then transparent."""

    def __init__(self, axes, alpha):
        super().__init__()
        self.transData = axes.transData
        self.patches = []
        self.opacity = alpha
        self.set_agg_filter(self.fade)
        self.set_rasterized(True)  # vector formats have no such filter
        self.set_zorder(1)  # that of patches: what is added later is nearer
        axes.add_artist(self)

    def add_patch(self, patch):
        self.patches.append(patch)

    def fade(self, pixels, dpi):
        return pixels * (1, 1, 1, self.opacity), 0, 0

    @allow_rasterization
    def draw(self, renderer):
        for patch in self.patches:
            patch.draw(renderer)


def placed(x, y, scale, turn=0):
    """A transform that scales, turns clockwise by degrees, and moves the origin to (x, y)."""
    return Affine2D().scale(scale).rotate_deg(turn).translate(x, y)


def picture(axes, layers, transform, tint=None):
    """Draw layers of (color, outline, alpha), the farthest first; tint serves for None."""
    for color, data, alpha in layers:
        path = transform.transform_path(outline(data))
        paint(axes, path, color or tint, alpha=alpha)


def write(axes, text, x, baseline, width, size, color, weight="normal"):
    """Set a line of text, stretched to its width; size is that of the font in pixels."""
    font = FontProperties(family="DejaVu Sans", weight=weight)
    with matplotlib.rc_context({"text.parse_math": False}):
        # The bar holds the place of blanks at the end, which have no ink.
        texts = (text, "|", text + "|")
        path, bar, both = (TextPath((0, 0), string, size, font) for string in texts)
    natural = both.get_extents().x1 - bar.get_extents().x1
    fit = Affine2D().scale(width / natural, -1).translate(x, baseline)
    paint(axes, fit.transform_path(path), color)


def image(axes, png, x, y, width, height):
    """Show a PNG file, given in base 64, in a box."""
    pixels = imread(BytesIO(b64decode(png)), format="png")
    box = (x, x + width, y + height, y)
    axes.imshow(pixels, extent=box, aspect="auto", interpolation="bilinear", zorder=1)


def main(draw, size, background):
    """Save the picture, of a size in pixels, to the file that the command line names."""
    matplotlib.rcdefaults()
    width, height = size
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=background)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    draw(axes)
    figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "figure.png")
