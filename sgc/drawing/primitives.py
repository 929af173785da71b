"""The short list of primitives that every programmatic back end prints.

Coordinates are canvas pixels, origin top-left, y down, rounded to 1/1000 px. Nothing here knows of
relations or layout, and no back end moves anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sgc.measure.affine import Transform
from sgc.measure.paths import Commands


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fill pattern of two colours; ``name`` is one of ``sgc.measure.motifs.MOTIFS``.

    ``scale`` is its period and (``x``, ``y``) a corner of one of its tiles, in canvas pixels, also
    where it fills a picture. ``sgc.drawing.patterns`` gives its geometry to every back end.
    """

    name: str
    foreground: str
    background: str
    scale: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """``width`` in pixels, centred on the outline; joins are round, and so are the ends of dashes;
    ``dash`` lengths in pixels."""

    color: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Paint:
    """How an outline is filled and stroked; colours are ``#rrggbb``. ``rule`` is nonzero or evenodd."""

    fill: str | Pattern | None = None
    stroke: Stroke | None = None
    opacity: float = 1.0
    rule: str = "nonzero"


@dataclass(frozen=True, slots=True)
class Rectangle:
    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Ellipse:
    cx: float
    cy: float
    rx: float
    ry: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Path:
    commands: Commands
    paint: Paint


@dataclass(frozen=True, slots=True)
class PictureLayer:
    """One outline of a picture, in the picture's own coordinates (ink from (0, 0) to (aspect, 1))."""

    commands: Commands
    fill: str | Pattern
    rule: str = "nonzero"
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A pictured noun: outlines shared by all its uses (``name`` is equal for equal layers), placed
    by ``transform``. ``attribution`` names the source where its licence asks for that."""

    name: str
    layers: tuple[PictureLayer, ...]
    transform: Transform
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a text as it is written (``\\$`` for a dollar, ``$…$`` for mathematics): its left
    end, baseline and advance width."""

    text: str
    x: float
    baseline: float
    width: float


@dataclass(frozen=True, slots=True)
class Text:
    """A typeset text. Back ends that set text themselves use ``lines`` and fit each to its width;
    those that draw outlines use ``outline`` and ``colored`` (emoji), which are in canvas pixels."""

    text: str
    x: float
    y: float
    width: float
    height: float
    font_size: float
    color: str
    lines: tuple[TextLine, ...]
    outline: Commands
    colored: tuple[Path, ...] = ()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A raster image of the project, as PNG bytes, stretched to the box."""

    x: float
    y: float
    width: float
    height: float
    png: bytes
    title: str


@dataclass(frozen=True, slots=True)
class End:
    """What stands at an end of a link: its word (``sgc.graph.properties.HEADS``), how long it is along the link and how
    wide, in pixels, and how many of the group's primitives draw it."""

    kind: str
    length: float
    width: float
    marks: int


@dataclass(frozen=True, slots=True)
class Joint:
    """What a link joins, for those who print it as a link: the ids of two groups, the path from border to border, and
    what stands at its beginning and its end. The group's children are the line, the marks of both ends, and texts."""

    source: str
    target: str
    path: Commands
    ends: tuple[End, End]


@dataclass(frozen=True, slots=True)
class Group:
    """Primitives that belong together: one object with its label, a container, a layer, a link.

    ``id`` is unique in the drawing (an object's id, escaped by the back end as it must);
    ``title`` and ``role`` are for assistive technology; ``joint`` is a link's.
    """

    children: tuple[Primitive, ...]
    id: str | None = None
    classes: tuple[str, ...] = ()
    role: str | None = None
    title: str | None = None
    joint: Joint | None = None


Primitive = Rectangle | Ellipse | Path | Picture | Text | Image | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: ``width`` and ``height`` in pixels, primitives farthest first.

    ``description`` says in words what is shown; ``attributions`` list the sources that licences ask
    to be named in the file.
    """

    width: int
    height: int
    background: str
    children: tuple[Primitive, ...]
    title: str | None = None
    description: str = ""
    attributions: tuple[str, ...] = field(default=())
