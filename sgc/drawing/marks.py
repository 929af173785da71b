"""What a figure's own order draws: lifelines, bars, areas, frames and dividers of sequences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sgc.drawing import shades
from sgc.drawing.labels import Pixels
from sgc.drawing.primitives import Paint, Path, Primitive, Rectangle, Stroke
from sgc.graph.ordered.sequence import frame_word
from sgc.graph.scene import SceneObject
from sgc.measure.paths import Commands
from sgc.measure.themes import Theme

#: The width of thin lines in pixels, and their dashes.
THIN, DASHES = 1.0, (5.0, 4.0)
#: How far the cross at the end of a lifeline reaches to each side.
CROSS = 5.0


@dataclass(frozen=True, slots=True)
class Marking:
    """A mark to be drawn in its box; ``boxes`` are those of everything in the figure, in canvas pixels."""

    one: SceneObject
    box: Pixels
    boxes: Mapping[str, Pixels]
    theme: Theme

    @property
    def line(self) -> str:
        """The colour of quiet lines."""
        return self.theme.link if self.theme.monochrome else shades.lighter(self.theme.link, 0.18)


def drawn_mark(marking: Marking) -> Iterator[Primitive]:
    """The primitives of one mark; those that only keep a place have none."""
    draw = _DRAWN.get(marking.one.noun)
    if draw is not None:
        yield from draw(marking)


def line(*points: tuple[float, float]) -> Commands:
    return tuple(("L" if number else "M", round(x, 3), round(y, 3)) for number, (x, y) in enumerate(points))


def _lifeline(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    middle = (left + right) / 2
    yield Path(line((middle, top), (middle, bottom)), Paint(None, Stroke(m.line, THIN, DASHES)))
    if m.one.properties.get("head") == "cross":
        for x0, x1 in ((middle - CROSS, middle + CROSS), (middle + CROSS, middle - CROSS)):
            yield Path(line((x0, bottom - CROSS), (x1, bottom + CROSS)), Paint(None, Stroke(m.line, 2 * THIN)))


def _bar(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    fill = "#ffffff" if m.theme.monochrome else m.theme.nodes["other"]
    edge = m.theme.ink if m.theme.monochrome else shades.lighter(fill, -0.36 if shades.to_lch(fill)[0] > 0.6 else 0.28)
    half = THIN / 2
    yield Rectangle(round(left + half, 3), round(top + half, 3), round(right - left - THIN, 3),
                    round(bottom - top - THIN, 3), Paint(fill, Stroke(edge, THIN)))  # fmt: skip


def _frame(m: Marking) -> Iterator[Primitive]:
    """A frame, and around its word in the corner a line with a cut corner."""
    left, top, right, bottom = m.box
    stroke, half = Stroke(m.line, THIN), THIN / 2
    yield Rectangle(round(left + half, 3), round(top + half, 3), round(right - left - THIN, 3),
                    round(bottom - top - THIN, 3), Paint(None, stroke))  # fmt: skip
    _, word_top, word_right, word_bottom = m.boxes[frame_word(m.one.id)]
    edge, low, cut = word_right + 8, word_bottom + (word_top - top) - 1, 6
    yield Path(line((left + THIN, low), (edge - cut, low), (edge, low - cut), (edge, top + THIN)), Paint(None, stroke))


def _area(m: Marking) -> Iterator[Primitive]:
    """A field of a colour behind a stretch of a sequence."""
    left, top, right, bottom = m.box
    paint = Paint("#f4f4f4" if m.theme.monochrome else str(m.one.properties["fill"]))
    yield Rectangle(round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3), paint)


def _rule(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    middle = (top + bottom) / 2
    yield Path(line((left + THIN, middle), (right - THIN, middle)), Paint(None, Stroke(m.line, THIN, DASHES)))


def _divider(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    for y in (top + THIN / 2, bottom - THIN / 2):
        yield Path(line((left, y), (right, y)), Paint(None, Stroke(m.line, THIN)))


def _pole(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    middle = (left + right) / 2
    yield Path(line((middle, top), (middle, bottom)), Paint(None, Stroke(m.line, THIN)))


def _axis(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    middle = (top + bottom) / 2
    yield Path(line((left, middle), (right, middle)), Paint(None, Stroke(m.line, THIN)))


def _grid(m: Marking) -> Iterator[Primitive]:
    left, top, right, bottom = m.box
    middle, color = (left + right) / 2, "#cccccc" if m.theme.monochrome else shades.lighter(m.theme.link, 0.36)
    yield Path(line((middle, top), (middle, bottom)), Paint(None, Stroke(color, 0.75)))


def _band(m: Marking) -> Iterator[Primitive]:
    """A quiet field behind a row."""
    left, top, right, bottom = m.box
    fill = "#f4f4f4" if m.theme.monochrome else m.theme.group
    yield Rectangle(round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3), Paint(fill))


def _progress(m: Marking) -> Iterator[Primitive]:
    """The part of a bar that is done, as a line along its lower edge."""
    left, _, right, bottom = m.box
    color = m.theme.ink if m.theme.monochrome else shades.lighter(m.theme.link, -0.05)
    yield Path(line((left, bottom - 2.5), (right, bottom - 2.5)), Paint(None, Stroke(color, 3.0)))


_DRAWN: Mapping[str, Callable[[Marking], Iterator[Primitive]]] = {
    "lifeline": _lifeline, "bar": _bar, "area": _area, "frame": _frame, "rule": _rule, "divider": _divider,
    "pole": _pole, "axis": _axis, "grid": _grid, "band": _band, "progress": _progress,
}  # fmt: skip
