"""Drawings made by hand, which between them use everything that a back end must print, and the examples."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache, partial
from math import cos, pi, sin
from pathlib import Path as FilePath

import sgc
from sgc.drawing.geometry import drawn
from sgc.drawing.primitives import (
    Drawing,
    Ellipse,
    Group,
    Image,
    Paint,
    Path,
    Pattern,
    Picture,
    PictureLayer,
    Primitive,
    Rectangle,
    Stroke,
    Text,
    TextLine,
)
from sgc.graph.vocabulary import Noun
from sgc.measure import pictures
from sgc.measure.motifs import MOTIFS
from sgc.measure.paths import Commands
from sgc.measure.text import colored_layers, outlines, typeset

INK = "#26323f"
TITLE = "Breakfast for two, at 50 % & more"
APPLE: Commands = (
    ("M", 0.46, 0.26), ("C", 0.3, 0.12, 0.0, 0.2, 0.0, 0.55), ("C", 0.0, 0.85, 0.25, 1.0, 0.46, 0.95),
    ("C", 0.67, 1.0, 0.92, 0.85, 0.92, 0.55), ("C", 0.92, 0.2, 0.62, 0.12, 0.46, 0.26), ("Z",),
    ("M", 0.46, 0.2), ("C", 0.46, 0.08, 0.55, 0.0, 0.68, 0.0), ("C", 0.68, 0.12, 0.6, 0.2, 0.46, 0.2), ("Z",),
)  # fmt: skip
RING: Commands = (("M", 0, 0), ("L", 1, 0), ("L", 1, 1), ("L", 0, 1), ("Z",),
                  ("M", 0.3, 0.3), ("L", 0.7, 0.3), ("L", 0.7, 0.7), ("L", 0.3, 0.7), ("Z",))  # fmt: skip


def lettering(text: str, x: float, y: float, size: float, bold: bool = False) -> Text:
    """A text whose block of lines has its top left corner at (x, y)."""
    block = typeset(text, size, bold=bold)
    move = (1.0, 0.0, 0.0, 1.0, x, y)
    lines = tuple(TextLine(line.text, x + line.x, y + line.baseline_y, line.width) for line in block.lines)
    colored = tuple(Path(drawn(layer.commands, move), Paint(layer.fill)) for layer in colored_layers(block))
    return Text(text, x, y, block.width, block.height, size, INK, lines, drawn(outlines(block), move), colored, bold)


def apple(x: float, y: float, size: float, color: str = "#d62839") -> Picture:
    return Picture(f"apple-{color[1:]}", (PictureLayer(APPLE, color),), (size, 0, 0, size, x, y))


def nasty_drawing(text: str) -> Drawing:
    """The text in every place that text has in a drawing."""
    children = (
        Group((lettering(text, 10, 10, 20),), text, (text,), "img", text),
        Group((apple(10, 50, 30), Rectangle(50, 50, 30, 30, Paint("#00aa00"))), text + "2", (text,), "img", text),
    )
    return Drawing(400, 100, "#ffffff", children, text, text, (text,))


def thing(name: str, *children: Primitive, title: str | None = None) -> Group:
    return Group(children, name, (name.split("[")[0],), "graphics-object", title)


def star(cx: float, cy: float, radius: float) -> Commands:
    points = [(cx + r * sin(pi * i / 5), cy - r * cos(pi * i / 5)) for i in range(10)
              for r in [radius if i % 2 == 0 else radius * 0.45]]  # fmt: skip
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def breakfast() -> Drawing:
    """A table with a plate, three apples of two colours and a cup with a label."""
    return Drawing(640, 480, "#fbf7ee", (
        thing("table", Rectangle(40, 300, 560, 60, Paint("#8b5a2b")), Rectangle(70, 360, 26, 100, Paint("#70461f")),
              Rectangle(544, 360, 26, 100, Paint("#70461f")), title="brown wooden table"),
        thing("plate", Ellipse(330, 290, 110, 22, Paint("#3a7bd5", Stroke(INK, 2))),
              Ellipse(330, 286, 70, 12, Paint("#a9c9f5")), title="large blue plate"),
        *(thing(f"apples[{i + 1}]", apple(60 + 58 * i, 252, 48), title="red apple") for i in range(2)),
        thing("apples[3]", apple(172, 252, 48, "#4c9a2a"), title="green apple"),
        thing("cup", Rectangle(480, 230, 70, 70, Paint("#ffffff", Stroke(INK, 2)), radius=10),
              lettering("Tea", 495, 250, 24), title="white cup “Tea”"),
        lettering(TITLE, 130, 40, 26, bold=True),
    ), "Breakfast", "A table; on it a plate, three apples and a cup of tea.")  # fmt: skip


def shapes() -> Drawing:
    """Outlines of every kind: strokes, dashes, opacity over something, holes, rounded corners, turned pictures."""
    layers = (PictureLayer(RING, "#7b2d9e", "evenodd"), PictureLayer(star(0.5, 0.5, 0.3), "#e6b422", opacity=0.8))
    c, s = 60 * cos(pi / 6), 60 * sin(pi / 6)
    curve: Commands = (("M", 300, 330), ("C", 340, 260, 380, 400, 420, 330), ("L", 470, 330))
    return Drawing(512, 400, "#ffffff", (
        thing("star", Path(star(90, 90, 60), Paint("#e6b422", Stroke("#8b5a2b", 4)))),
        thing("frame", Path(drawn(RING, (100, 0, 0, 100, 190, 40)), Paint("#2f6fde", rule="evenodd"))),
        thing("panel", Rectangle(330, 30, 150, 100, Paint("#a5d6a7", Stroke("#1b5e20", 3, (12, 6))), radius=24)),
        thing("veil", Ellipse(250, 180, 120, 60, Paint("#e02020", Stroke("#000000", 12), 0.5))),
        thing("cloth", Rectangle(30, 180, 90, 60, Paint("#2f6fde", opacity=0.4))),
        thing("box[1]", Picture("box", layers, (60, 0, 0, 60, 30, 290))),
        thing("box[2]", Picture("box", layers, (c, s, -s, c, 160, 280))),
        thing("box[3]", Picture("box", layers, (-60, 0, 0, 40, 280, 290))),
        thing("box[4]", Picture("box", layers, (50, 10, -20, 50, 250, 330))),
        thing("rope", Path(curve, Paint(None, Stroke("#70461f", 5)))),
    ), "Shapes")  # fmt: skip


def patterns() -> Drawing:
    """A patch of every fill pattern, in rectangles, circles, a path with a hole and a picture."""
    patches: list[Primitive] = []
    for i, name in enumerate(MOTIFS):
        x, y = 20 + 100 * (i % 5), 20 + 90 * (i // 5)
        paint = Paint(Pattern(name, "#2f6fde", "#fff5dc", 16, x, y), Stroke(INK, 1.5))
        if i % 2:
            patches.append(thing(f"patch[{i + 1}]", Ellipse(x + 40, y + 35, 40, 35, paint), title=name))
        else:
            patches.append(thing(f"patch[{i + 1}]", Rectangle(x, y, 80, 70, paint, radius=8 * (i % 4)), title=name))
    holed = Paint(Pattern("stripes", "#d62839", "#ffffff", 10), rule="evenodd", opacity=0.7)
    dotted = Pattern("dots", "#ffffff", "#4c9a2a", 12)
    return Drawing(520, 490, "#ffffff", (
        *patches,
        thing("window", Path(drawn(RING, (90, 0, 0, 90, 30, 390)), holed)),
        thing("apple", Picture("apple-dots", (PictureLayer(APPLE, dotted),), (90, 0, 0, 90, 180, 390))),
    ))  # fmt: skip


def words() -> Drawing:
    """Texts that back ends set themselves, and texts of which they must draw the outlines."""
    lines = (
        ("Plain words, kerned: AVATAR fi ffl", 20, False), ("Bold: Straße, café, Łódź — “so”", 22, True),
        (r"\input{x} \write18{ls} \$5 & 100% #1 a_b^2 ~ {} |<>|", 18, False), ("Two lines\nin one text", 20, False),
        (r"Energy $E = mc^2$ and $\frac{a}{b} \le \sqrt{2}$", 24, False), ("שלום, world · Привет · αβγ", 22, False),
        ("Emoji 🍎 and ⭐ here", 24, False), ("x", 30, True),
    )  # fmt: skip
    texts: list[Primitive] = []
    y = 10.0
    for i, (text, size, bold) in enumerate(lines):
        set_text = lettering(text, 20, y, size, bold=bold)
        texts.append(thing(f"line[{i + 1}]", set_text))
        y += set_text.height + 8
    return Drawing(640, 400, "#fffdf5", tuple(texts), r"Words: \end{document} ^^41 % \input")


def icons() -> Drawing:
    """Pictures of the packages, in their own colours and tinted, two of them with an outline."""
    nouns = (
        Noun("cat", icon="cat", emoji="🐈"), Noun("apple", icon="food-apple", emoji="🍎"), Noun("bicycle", emoji="🚲"),
        Noun("chess king", icon="chess-king"), Noun("house", icon="home", emoji="🏠"),
    )  # fmt: skip
    children: list[Primitive] = [thing("meadow", Rectangle(0, 110, 520, 130, Paint("#cfe8b4")))]
    for i, noun in enumerate(nouns):
        for row, tint in enumerate((None, "#2f6fde")):
            picture = pictures.picture(noun, tinted=tint is not None)
            assert picture is not None
            layers = tuple(
                PictureLayer(layer.commands, layer.color(tint or pictures.PLAIN), layer.rule, layer.opacity)
                for layer in picture.layers
            )
            placed = Picture(f"{picture.name}-{tint}", layers, (80, 0, 0, 80, 20 + 100 * i, 20 + 110 * row))
            silhouette = tuple(command for layer in layers for command in drawn(layer.commands, placed.transform))
            edge = Path(silhouette, Paint(None, Stroke("#1b2733", 3)))
            inked = (edge, placed) if i == 1 else (placed,)
            children.append(thing(noun.concept.replace(" ", "_") + f"[{row + 1}]", *inked, title=noun.concept))
    return Drawing(520, 240, "#eaf4fb", tuple(children), "Icons", attributions=("Twemoji", "Material Design Icons"))


def photograph() -> Drawing:
    """Two raster images, one of them partly transparent, over a shape."""
    return Drawing(320, 200, "#eef2f7", (
        thing("backdrop", Rectangle(20, 60, 280, 80, Paint("#e6b422"))),
        thing("photo", Image(30, 30, 120, 140, png(60, 70, opaque=True), "a gradient")),
        thing("glass", Image(170, 30, 120, 140, png(60, 70, opaque=False), "a clear gradient")),
    ))  # fmt: skip


def png(width: int, height: int, *, opaque: bool) -> bytes:
    """A small PNG file: red grows to the right, green downwards, opacity to the right."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rightwards, down = 255 * x // (width - 1), 255 * y // (height - 1)
            rows += bytes((rightwards, down, 90, 255 if opaque else rightwards))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


#: Examples that between them use parts, patterns, opacity, themes, labels of all kinds and backdrops. Objects
#: as pale as the figure's own background, or of thin lines alone, have no ink that could be compared by itself.
EXAMPLES = ("clock", "laboratory", "planets", "poster", "quilt", "shelf", "venn", "village", "wagon")


@cache
def example(name: str) -> Drawing:
    """The drawing of a file of ``examples/``, compiled as a person would."""
    drawing = sgc.compile(FilePath(__file__).parents[2] / "examples" / f"{name}.sgc").drawing
    assert drawing is not None
    return drawing


SAMPLES: dict[str, Callable[[], Drawing]] = {
    one.__name__: one for one in (breakfast, shapes, patterns, words, icons, photograph)
} | {f"examples/{name}": partial(example, name) for name in EXAMPLES}
