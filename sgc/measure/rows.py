"""How large tables and classes are: a title in a band, and below it rows whose texts stand in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sgc.graph.nodes import RULED
from sgc.graph.scene import SceneObject
from sgc.measure.extents import CellExtent, Extent, LabelExtent, RowExtent, even
from sgc.measure.text import typeset

#: Texts of rows, as a part of the title's size; and the height of a row of a table and of a class, in em of its text.
ROW_FONT, TABLE_PITCH, CLASS_PITCH = 13 / 14, 1.9, 1.6
#: In em of rows: room left and right, between columns, above and below the title, and in a class beside rules.
SIDE, BETWEEN, TITLE, SECTION = 0.95, 1.5, 0.6, 0.4


def record_extent(one: SceneObject, font: float, width: float | None, height: float | None) -> Extent:
    """The size of a table or class, as large as its texts ask and as was stated, and where its texts stand in it.

    ``font`` is the size of the title's letters; lengths are in pixels.
    """
    ruled = one.noun in RULED
    size = font * ROW_FONT
    title = typeset(one.label, font, bold=True) if one.label else None
    blocks = [[typeset(cell, size) for cell in row.cells] for row in one.rows]
    columns = _columns([[block.width for block in row] for row in blocks], BETWEEN * size)
    wholes = [row[0].width for row in blocks if len(row) == 1]
    side, edge = SIDE * size, TITLE * size
    inner = max([columns[-1] if columns else 0.0, *wholes, title.width if title is not None else 0.0, 3 * font])
    wide = even(max(inner + 2 * side, width or 0.0))
    head = even((title.height if title is not None else 0.0) + 2 * edge)
    starts = [even(side + start) for start in (0.0, *columns[:-1])] if columns else [even(side)]
    at = head + (even(SECTION * size) if one.rows and not ruled else 0)
    rows: list[RowExtent] = []
    for row, row_blocks in zip(one.rows, blocks, strict=True):
        if not row.cells:  # a rule, with room on either side
            at += even(SECTION * size)
            rows.append(RowExtent(at, at))
            at += even(SECTION * size)
            continue
        tall = max(block.height for block in row_blocks)
        pitch = even(max((TABLE_PITCH if ruled else CLASS_PITCH) * size, tall + 0.3 * size))
        cells = tuple(
            CellExtent(start, LabelExtent(text, even(block.width), even(block.height), size, None, False, True, None))
            for start, text, block in zip(starts, row.cells, row_blocks, strict=False)
        )
        rows.append(RowExtent(at, at + pitch, cells))
        at += pitch
    at += even(SECTION * size) if one.rows and not ruled else 0
    tall_box = max(at, even(height or 0.0))
    label = None
    if title is not None:
        room = (0.0, 0.0, 1.0, (head if one.rows else tall_box) / tall_box)
        label = LabelExtent(one.label or "", even(title.width), even(title.height), font, None, True, True, room)
    exact = wide, tall_box
    return Extent(wide / tall_box, False, 1.0, exact, exact, label=label, rows=tuple(rows))


def _columns(widths: Sequence[Sequence[float]], gap: float) -> list[float]:
    """Where each column of the rows with several cells ends and the next begins (the last: where it ends)."""
    several = [row for row in widths if len(row) > 1]
    count = max((len(row) for row in several), default=0)
    longest = [max((row[i] for row in several if i < len(row)), default=0.0) for i in range(count)]
    ends = list(accumulate(width + gap for width in longest))
    return [*ends[:-1], ends[-1] - gap] if ends else []
