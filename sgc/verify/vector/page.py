"""What a vector file paints, in the order of painting: outlines, lines of words and raster images.

Coordinates are pixels of the picture, y down. Nothing of how the file groups or names things is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sgc.measure.paths import Bounds, Commands, bounds
from sgc.verify.vector.fitting import boxes_of, canonical

#: A file that paints more than this is refused: nested uses can ask for any number.
MOST_MARKS = 100_000
#: Coordinates are less than this many pixels.
FARTHEST = 1e6
#: A blank between words is at least so wide, and at most, in em.
BLANK = (0.12, 0.6)


@dataclass(frozen=True, slots=True)
class Tile:
    """A fill that repeats: its ground, and one tile's marks (in parts of the tile's side), turned clockwise; or
    the marks of all tiles as they are ``drawn`` over it."""

    background: str
    foreground: str
    marks: Commands = ()
    angle: float = 0.0
    drawn: Commands = ()


@dataclass(frozen=True)
class Ink:
    """One painted outline. ``fill`` and ``stroke`` are ``#rrggbb`` or None; ``opacity`` is that of the fill, or
    of the stroke where there is no fill; ``clips`` are the outlines outside of which nothing of it is seen."""

    commands: Commands
    fill: str | Tile | None
    rule: str = "nonzero"
    opacity: float = 1.0
    stroke: str | None = None
    width: float = 0.0
    dashed: bool = False
    clips: tuple[Commands, ...] = ()

    @cached_property
    def outline(self) -> Bounds:
        """The tight box of the outline itself."""
        return bounds(self.commands) or (0.0, 0.0, 0.0, 0.0)

    @cached_property
    def parts(self) -> tuple[Bounds, ...]:
        """The tight boxes of its closed outlines, each by itself."""
        return boxes_of(self.commands)

    @cached_property
    def canonical(self) -> Commands:
        """The outline as it is compared."""
        return canonical(self.commands)

    @cached_property
    def box(self) -> Bounds:
        """The tight box of what is painted, its stroke included."""
        left, top, right, bottom = self.outline
        half = self.width / 2 if self.stroke is not None else 0.0
        return left - half, top - half, right + half, bottom + half

    @property
    def is_opaque(self) -> bool:
        return self.fill is not None and self.opacity > 0.99

    @property
    def color(self) -> str | None:
        """The colour that it is mainly seen in."""
        if isinstance(self.fill, Tile):
            return self.fill.background
        return self.fill or self.stroke


@dataclass(frozen=True)
class Words:
    """One line of text: the left end of its baseline, its width, and its font's size in pixels."""

    text: str
    x: float
    baseline: float
    width: float
    size: float
    color: str = "#000000"

    @property
    def box(self) -> Bounds:
        from sgc.measure.text import LINE_ASCENT, LINE_DESCENT

        top, bottom = self.baseline - LINE_ASCENT * self.size, self.baseline + LINE_DESCENT * self.size
        return self.x, top, self.x + self.width, bottom


@dataclass(frozen=True)
class Raster:
    """A raster image in the file."""

    box: Bounds


Mark = Ink | Words | Raster


@dataclass(frozen=True)
class Page:
    """A picture of ``width`` by ``height`` pixels. Raises ValueError for a mark that lies beyond all measure."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        for mark in self.marks:
            outlines = (mark.commands, *mark.clips) if isinstance(mark, Ink) else ()
            numbers = (number for outline in outlines for command in outline for number in command[1:])
            if not all(abs(float(number)) < FARTHEST for number in (*mark.box, *numbers)):  # nor is what is no number
                raise ValueError("something in it is larger than any picture")
