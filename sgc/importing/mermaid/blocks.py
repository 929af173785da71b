"""Block diagrams of Mermaid: blocks in the columns of a grid, blocks within blocks, and links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sgc.importing.draft import Draft, Group
from sgc.importing.mermaid.flowchart import Flowchart
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.source import Span
from sgc.syntax import tree

_BLANKS = re.compile(r"[ \t]*")
_COLUMNS = re.compile(r"columns[ \t]+(auto|\d{1,3})\b")
_BLOCK = re.compile(
    r"block\b(?![ \t]*[<\[({])(?::(?P<id>[\w.-]+))?(?::(?P<span>\d{1,3}))?(?:[ \t]*\[\"(?P<title>[^\"]*)\"\])?"
)
_SPACE = re.compile(r"space\b(?::(?P<span>\d{1,3}))?(?![ \t]*[\[({])")
_SPAN = re.compile(r":(\d{1,3})")
_ARROW = re.compile(r"(?P<id>[\w.-]+)<\[\"(?P<text>[^\"]*)\"\]>\((?P<ways>[\w, ]*)\)(?::(?P<span>\d{1,3}))?")
_WORDS = re.compile(r"(end|classDef|class|style)\b")
_POINTS = {"down": "↓", "up": "↑", "left": "←", "right": "→", "x": "↔", "y": "↕"}


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a block diagram whose first word was read."""
    return _Blocks(page, title).figure()


@dataclass(slots=True)
class _Grid:
    """The cells of a block in their order, None for a space, each with its columns; ``columns`` None is one row."""

    columns: int | None = None
    cells: list[tuple[str | None, int]] = field(default_factory=list)

    def rows(self) -> Iterator[list[tuple[int, int, str]]]:
        """By rows, the cells that are no spaces: first column, columns, id."""
        row: list[tuple[int, int, str]] = []
        column = 0
        for key, wanted in self.cells:
            span = wanted if self.columns is None else min(wanted, self.columns)
            if self.columns is not None and column + span > self.columns:
                yield row
                row, column = [], 0
            if key is not None:
                row.append((column, span, key))
            column += span
        yield row

    def arrange(self, draft: Draft, span: Span) -> None:
        """Say of the draft's things how they stand in this grid."""
        draft.grid([row for row in self.rows() if row], span)


class _Blocks(Flowchart):
    ID = re.compile(r"[\w.]+(?:-(?![-.>])[\w.]+)*")

    def __init__(self, page: Page, title: str | None) -> None:
        super().__init__(page, title)
        self.grids: dict[Group | None, _Grid] = {None: _Grid()}
        self.placed: set[str] = set()

    def _head(self) -> None:
        """Nothing stands behind the first word."""

    def _statement(self) -> None:
        start = self.position
        if (found := self._take(_COLUMNS)) is not None:
            self._grid.columns = int(found[1]) or None if found[1] != "auto" else None
        elif (found := self._take(_SPACE)) is not None:
            self._grid.cells.append((None, int(found["span"] or 1)))
        elif (found := self._take(_ARROW)) is not None:
            self._arrow(found)
        elif (found := self._take(_BLOCK)) is not None:
            self._block(found)
        elif (found := self._take(_WORDS)) is not None:
            getattr(self, f"_{found[1].lower()}")(start)
        else:
            self._linked(start)

    def _linked(self, start: int) -> None:
        """Blocks, and links between them."""
        before = self._cell()
        while before is not None and (link := self._link_tips()) is not None:
            after = self._cell()
            if after is not None:
                self._join([before], [after], link, start)
            before = after
        if before is None:
            self._not_understood(start)

    def _cell(self) -> str | None:
        """A block, which stands in the grid where it is written first."""
        self._take(_BLANKS)
        key = self._node()
        if key is None:
            return None
        span = self._take(_SPAN)
        if key not in self.placed and key not in self.draft.groups:
            self.placed.add(key)
            self._grid.cells.append((key, int(span[1]) if span is not None else 1))
        return key

    def _arrow(self, found: re.Match[str]) -> None:
        """An arrow that is a block of its own."""
        node = self.draft.node(found["id"], self.page.span(found.start(), found.end()), self._around)
        points = "".join(_POINTS.get(way.strip(), "") for way in found["ways"].split(","))
        node.noun, node.label = "text", f"{points} {label(found['text'])}".strip()
        self._grid.cells.append((found["id"], int(found["span"] or 1)))

    def _block(self, found: re.Match[str]) -> None:
        span = self.page.span(found.start(), found.end())
        key = found["id"] or f"block {span.start}"
        self._grid.cells.append((key, int(found["span"] or 1)))
        group = self.draft.group(key, span, label(found["title"] or ""), self._around)
        group.called = found["id"] or "block"
        if not group.title:
            group.properties["stroke"] = "gray"  # else nobody would see it
        self.groups.append(group)
        self.grids[group] = _Grid()

    @property
    def _grid(self) -> _Grid:
        return self.grids[self._around]

    def _finish(self) -> None:
        for grid in self.grids.values():
            grid.arrange(self.draft, self.draft.span)
        super()._finish()
