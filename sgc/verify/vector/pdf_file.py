"""Reads what the first page of a PDF file paints: outlines, words and images, in order.

Names, metadata, tags and marked content are not read. A canvas pixel is 1/96 inch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from logging import NullHandler, getLogger
from math import hypot, sqrt
from typing import Any

from sgc.graph.colors import from_rgb
from sgc.measure.affine import IDENTITY, Transform, composed, transformed
from sgc.measure.basic_shapes import rectangle
from sgc.measure.paths import Command, Commands, bounds
from sgc.source import MissingError
from sgc.verify.vector.page import BLANK, MOST_MARKS, Ink, Mark, Page, Raster, Words

#: Pixels in a point.
POINT = 96 / 72
#: How much wider than usual a blank within a line may be, in em.
STRETCH = 0.25
#: Forms inside each other: deeper is a circle.
_DEEPEST = 20

_FILLS = {"f": "nonzero", "F": "nonzero", "f*": "evenodd", "B": "nonzero", "B*": "evenodd", "b": "nonzero",
          "b*": "evenodd"}  # fmt: skip
_STROKES = frozenset(("S", "s", "B", "B*", "b", "b*"))
_CLOSES = frozenset(("s", "b", "b*"))
_UNHEARD = NullHandler()


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it decides what is seen."""

    matrix: Transform
    fill: str = "#000000"
    stroke: str = "#000000"
    width: float = 1.0
    dashed: bool = False
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    group_alpha: float = 1.0  #: of the transparency groups around, in which alphas start anew
    clips: tuple[Commands, ...] = ()


def read_pdf_page(data: bytes) -> Page:
    """The first page of a PDF file. Raises ValueError for what is none, and MissingError without pypdf."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingError("Looking at PDF files needs pypdf. Install it with: pip install pypdf") from None
    getLogger("pypdf").addHandler(_UNHEARD)  # what it has to say of a faulty file is said below
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("a password protects it")
        page = reader.pages[0]
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        start: Transform = (POINT, 0.0, 0.0, -POINT, -left * POINT, top * POINT)
        marks: list[Mark] = []
        contents = page.get_contents()
        interpreter = _Interpreter(reader)
        if contents is not None:
            for mark in interpreter.run(contents, page.get("/Resources", {}), _State(start), 0):
                marks.append(mark)
                if len(marks) > MOST_MARKS:
                    raise ValueError(f"it paints more than {MOST_MARKS:,} outlines")
        if interpreter.shows_text:  # pypdf goes through all of the page for it
            marks += _words(page, start)
    except (PyPdfError, KeyError, IndexError, TypeError, AttributeError, OSError) as problem:
        raise ValueError(f"it is no PDF that can be read ({problem})") from problem
    return Page((right - left) * POINT, (top - bottom) * POINT, tuple(marks))


class _Interpreter:
    """Runs content streams; whether one of them ``shows_text`` that is set in a font is known afterwards."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.shows_text = False

    def run(self, stream: Any, resources: Any, state: _State, depth: int) -> Iterator[Mark]:
        from pypdf.generic import ContentStream

        if depth > _DEEPEST:
            raise ValueError("its forms are nested too deep, or in a circle")
        resources = resources.get_object()
        stack: list[_State] = []
        path: list[Command] = []
        clip = False
        for operands, operator in ContentStream(stream, self.reader).operations:
            name = operator.decode("latin-1")
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name in ("m", "l", "c", "v", "y", "h", "re"):
                _extend(path, name, [float(n) for n in operands])
            elif name in ("W", "W*"):
                clip = True
            elif name in _FILLS or name in _STROKES or name == "n":
                if name in _CLOSES and path:
                    path.append(("Z",))
                outline = transformed(_trimmed(path), state.matrix)
                if name != "n" and bounds(outline) is not None:
                    yield _ink(outline, name, state)
                if clip and outline:
                    state = replace(state, clips=(*state.clips, outline))
                path, clip = [], False
            elif name in ("Tj", "TJ", "'", '"'):
                self.shows_text = True
            elif name == "Do":
                yield from self._object(resources.get("/XObject", {}).get(operands[0]), resources, state, depth)
            else:
                state = _changed(state, name, operands, resources)

    def _object(self, found: Any, resources: Any, state: _State, depth: int) -> Iterator[Mark]:
        if found is None:
            return
        one = found.get_object()
        if one.get("/Subtype") == "/Image":
            box = bounds(transformed(rectangle(0, 0, 1, 1), state.matrix))
            if box is not None:
                yield Raster(box)
        elif one.get("/Subtype") == "/Form":
            inner = replace(state, matrix=composed(state.matrix, _six(one.get("/Matrix", IDENTITY))))
            if one.get("/Group") is not None:
                alpha = state.group_alpha * state.fill_alpha
                inner = replace(inner, group_alpha=alpha, fill_alpha=1.0, stroke_alpha=1.0)
            yield from self.run(one, one.get("/Resources", resources), inner, depth + 1)


def _extend(path: list[Command], name: str, n: Sequence[float]) -> None:
    """One more segment of the current path; none that would begin it without a point to begin at."""
    if name == "re":
        x, y, width, height = n
        path += (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))
    elif name == "m":
        path.append(("M", *n))
    elif not path:
        return
    elif name == "h":
        path.append(("Z",))
    elif name in ("l", "c"):
        path.append((name.upper(), *n))
    else:
        here = path[-1][-2:] if len(path[-1]) > 2 else (n[0], n[1])
        path.append(("C", *here, *n) if name == "v" else ("C", *n, *n[2:]))


def _trimmed(path: Sequence[Command]) -> Commands:
    """The path without moves that nothing is drawn from."""
    kept = [one for i, one in enumerate(path) if one[0] != "M" or (i + 1 < len(path) and path[i + 1][0] != "M")]
    return tuple(kept)


def _ink(outline: Commands, name: str, state: _State) -> Ink:
    a, b, c, d, _, _ = state.matrix
    filled, stroked = name in _FILLS, name in _STROKES
    return Ink(
        outline, state.fill if filled else None, _FILLS.get(name, "nonzero"),
        state.group_alpha * (state.fill_alpha if filled else state.stroke_alpha), state.stroke if stroked else None,
        max(state.width, 0.01) * sqrt(abs(a * d - b * c)) if stroked else 0.0, state.dashed and stroked, state.clips,
    )  # fmt: skip


def _changed(state: _State, name: str, operands: Sequence[Any], resources: Any) -> _State:
    """The state after an operator that paints nothing."""
    if name == "cm":
        return replace(state, matrix=composed(state.matrix, _six(operands)))
    if name == "w":
        return replace(state, width=float(operands[0]))
    if name == "d":
        return replace(state, dashed=any(float(n) > 0 for n in operands[0]))
    if name == "gs":
        return _with_settings(state, resources.get("/ExtGState", {}).get(operands[0]))
    if name in ("rg", "g", "k", "sc", "scn"):
        return replace(state, fill=_color(operands))
    if name in ("RG", "G", "K", "SC", "SCN"):
        return replace(state, stroke=_color(operands))
    return state


def _with_settings(state: _State, found: Any) -> _State:
    settings = found.get_object() if found is not None else {}
    return replace(
        state,
        fill_alpha=float(settings.get("/ca", state.fill_alpha)),
        stroke_alpha=float(settings.get("/CA", state.stroke_alpha)),
        width=float(settings.get("/LW", state.width)),
    )


def _color(operands: Sequence[Any]) -> str:
    """Grey, RGB or CMYK as ``#rrggbb``; a pattern as middle grey."""
    try:
        n = [min(1.0, max(0.0, float(value))) for value in operands]
    except (TypeError, ValueError):
        return "#808080"
    if len(n) == 4:
        n = [(1 - n[i]) * (1 - n[3]) for i in range(3)]
    if len(n) not in (1, 3):
        return "#808080"
    return from_rgb(n if len(n) == 3 else n * 3)


def _words(page: Any, start: Transform) -> list[Words]:
    """The page's text that is set in fonts, in pieces as the file places them."""
    from sgc.measure.text import typeset

    found: list[Words] = []
    placed: list[Sequence[float]] = []  # how the last one was

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        words = text.strip()
        if words:
            matrix = composed(start, composed(_six(cm), _six(tm)))
            across, height = (max(0.1, hypot(*pair) * size) for pair in (matrix[:2], matrix[2:4]))
            advance = _advance(words, font)
            width = across * advance if advance else typeset(words.replace("$", r"\$"), across).width
            piece = Words(words, matrix[4], matrix[5], width, height)
            between = " " if text[0].isspace() else ""
            if found and placed[-1] == cm and _goes_on(found[-1], piece, between):
                whole = f"{found[-1].text}{between}{words}"
                found[-1] = replace(found[-1], text=whole, width=piece.x + width - found[-1].x)
            else:
                found.append(piece)
            placed[:] = [cm]

    page.extract_text(visitor_text=visit)
    return found


def _goes_on(before: Words, after: Words, between: str) -> bool:
    """Whether two pieces are of one line that is set in two fonts: the second begins where the first ends, or a blank
    behind."""
    size = before.size
    gap = (after.x - before.x - before.width) / size
    is_level = abs(before.baseline - after.baseline) < 0.02 * size > abs(size - after.size)
    stretched = STRETCH * before.text.count(" ")  # blanks are as wide as the line asks
    return is_level and (BLANK[0] < gap < BLANK[1] + stretched if between else abs(gap) < 0.1 + stretched)


def _advance(words: str, font: Any) -> float | None:
    """The width of the words in em by the font's own table, where it has one for all of them."""
    widths, first = (font or {}).get("/Widths"), (font or {}).get("/FirstChar", 0)
    if widths is None:
        return None
    table = {first + i: float(width) for i, width in enumerate(widths.get_object())}
    blank = table.get(32, 333.0)
    found = [blank if c == " " else table.get(ord(c)) for c in words]
    return sum(width for width in found if width) / 1000 if all(found) else None


def _six(values: Sequence[Any]) -> Transform:
    """A file's six numbers as a transform. Raises ValueError for another count."""
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f
