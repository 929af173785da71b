"""The shipped faces: which of them shows a character, shaping of a run, and outlines of glyphs.

All lengths are in em, the origin is the start of the baseline, and y points down.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sgc.measure.paths import Bounds, Command, Commands, bounds, placed, union

if TYPE_CHECKING:
    import uharfbuzz

#: The faces in the order in which they are asked for a character, in regular and in bold.
_EAST = "DroidSansFallback.ttf"
FILES = (("OpenSans-Regular.ttf", "DejaVuSans.ttf", _EAST), ("OpenSans-Bold.ttf", "DejaVuSans-Bold.ttf", _EAST))

#: Where the script of a run matters to shaping: first and last code point, and the script's ISO 15924 tag.
SCRIPTS = (
    (0x0041, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0531, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0700, 0x074F, "Syrc"), (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"), (0x07C0, 0x07FF, "Nkoo"), (0x08A0, 0x08FF, "Arab"), (0x0E80, 0x0EFF, "Laoo"),
    (0x10A0, 0x10FF, "Geor"), (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"), (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFE, "Arab"), (0x1100, 0x11FF, "Hang"), (0x2E80, 0x2FDF, "Hani"),
    (0x3040, 0x309F, "Hira"), (0x30A0, 0x30FF, "Kana"), (0x3130, 0x318F, "Hang"), (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7A3, "Hang"), (0xF900, 0xFAFF, "Hani"),
)  # fmt: skip

#: Characters that are never seen themselves beside those of Unicode's category "format" (fillers, variation
#: selectors), and those of that category that are seen (signs over numbers, interlinear annotation).
_INVISIBLE = frozenset(
    [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10),
     *range(0xE0100, 0xE01F0)]
)  # fmt: skip
_VISIBLE = frozenset(
    [*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, *range(0xFFF9, 0xFFFC), 0x110BD, 0x110CD,
     *range(0x13430, 0x13440)]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shaped:
    """A run of one face and direction: glyphs as (id, x, y) from left to right, and its advance width.

    ``ink`` is the tight box of what is seen, None for blanks.
    """

    face: Face
    glyphs: tuple[tuple[int, float, float], ...]
    advance: float
    ink: Bounds | None

    def outline(self) -> Commands:
        return tuple(c for glyph, x, y in self.glyphs for c in placed(self.face.glyph(glyph)[0], 1.0, x, y))


class Face:
    """One font file. Faces are opened once a process, by ``face``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._glyphs: dict[int, tuple[Commands, Bounds | None]] = {}

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        import uharfbuzz

        with as_file(files("sgc.measure") / "fonts" / self.name) as path:
            return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))

    @cached_property
    def _em(self) -> int:
        return int(self._font.face.upem)

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for a character."""
        return bool(self._font.get_nominal_glyph(ord(character)))

    def shape(self, text: str, rtl: bool) -> Shaped:
        """Ligatures, marks and kerning of a run whose characters are of one script and direction."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = "en"  # else it would be read from the machine's locale
        uharfbuzz.shape(self._font, buffer)
        glyphs = []
        boxes = []
        pen = 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = (pen + position.x_offset) / self._em, -position.y_offset / self._em
            glyphs.append((info.codepoint, x, y))
            if (box := self.glyph(info.codepoint)[1]) is not None:
                boxes.append((box[0] + x, box[1] + y, box[2] + x, box[3] + y))
            pen += position.x_advance
        return Shaped(self, tuple(glyphs), pen / self._em, union(boxes))

    def glyph(self, glyph: int) -> tuple[Commands, Bounds | None]:
        """The outline of a glyph and the tight box of its ink."""
        if (known := self._glyphs.get(glyph)) is None:
            pen = _Pen(self._em)
            self._font.draw_glyph_with_pen(glyph, pen)
            commands = tuple(pen.commands)
            known = self._glyphs[glyph] = (commands, bounds(commands))
        return known


class _Pen:
    """Collects an outline in em with y down; quadratic curves become the equal cubic ones."""

    def __init__(self, em: int) -> None:
        self.commands: list[Command] = []
        self._em = em
        self._here = (0.0, 0.0)

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] / self._em, -point[1] / self._em

    def moveTo(self, point: tuple[float, float]) -> None:
        self._here = self._point(point)
        self.commands.append(("M", *self._here))

    def lineTo(self, point: tuple[float, float]) -> None:
        self._here = self._point(point)
        self.commands.append(("L", *self._here))

    def curveTo(self, *points: tuple[float, float]) -> None:
        one, two, self._here = (self._point(p) for p in points)
        self.commands.append(("C", *one, *two, *self._here))

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (cx, cy), (x, y) = self._here, self._point(control), self._point(end)
        self.commands.append(
            ("C", x0 + 2 / 3 * (cx - x0), y0 + 2 / 3 * (cy - y0), x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), x, y)
        )
        self._here = (x, y)

    def closePath(self) -> None:
        self.commands.append(("Z",))

    def endPath(self) -> None:
        """Open contours do not occur in TrueType outlines; nothing is drawn for one."""


@cache
def face(name: str) -> Face:
    return Face(name)


@lru_cache(maxsize=8192)
def face_for(cluster: str, bold: bool) -> Face | None:
    """The first face that shows all of a base character with its marks, else its base; None if none does."""
    visible = [c for c in cluster if not is_invisible(c)]
    composed = [c for c in unicodedata.normalize("NFC", cluster) if not is_invisible(c)]
    candidates = [face(name) for name in FILES[bold]]
    for wanted in (visible, composed, visible[:1]):
        for candidate in candidates:
            if all(candidate.has(c) for c in wanted):
                return candidate
    return None


@lru_cache(maxsize=8192)
def is_invisible(character: str) -> bool:
    """Whether a character only steers its neighbours: joiners, marks of direction, variation selectors."""
    code = ord(character)
    return code in _INVISIBLE or (unicodedata.category(character) == "Cf" and code not in _VISIBLE)


@lru_cache(maxsize=8192)
def script(character: str) -> str | None:
    """The script that decides how a character is shaped, or None where that does not matter."""
    code = ord(character)
    if code == 0xD7 or code == 0xF7 or not character.isalpha():
        return None
    return next((tag for first, last, tag in SCRIPTS if first <= code <= last), None)


@lru_cache(maxsize=16384)
def shape(text: str, name: str, rtl: bool) -> Shaped:
    return face(name).shape(text, rtl)
