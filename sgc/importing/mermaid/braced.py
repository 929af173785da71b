"""What class, entity and requirement diagrams of Mermaid share: nodes whose braces hold a row on each line."""

from __future__ import annotations

from collections.abc import Iterator

from sgc.importing.draft import Draft, Node
from sgc.importing.mermaid import looks
from sgc.importing.page import Line, Page
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

#: Lines of one note.
_LONGEST_NOTE = 40


class Braced:
    """Reads one diagram, line by line; ``open`` is the node in whose braces the lines are."""

    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title)
        self.open: Node | None = None

    def figure(self) -> tree.Figure:
        lines = self.page.lines()
        for line in lines:
            if self.open is not None:
                self._inside(self.open, line.stripped())
            else:
                self.statement(_with_note(line, lines).statement())
        self.finish()
        looks.default_looks(self.draft)
        return figure(self.draft)

    def finish(self) -> None:
        """What can be said when all lines are read."""
        if self.open is not None:
            self.page.not_understood(self.open.span, "this has no end: '}' is missing")

    def _inside(self, node: Node, line: Line) -> None:
        text = line.text
        if text.endswith("}") and text.count("}") > text.count("{"):
            self.open, text = None, text[:-1]
        if text.strip():
            self.row(node, text.strip(), self.page.place(line))

    def opened(self, node: Node, body: str, is_closed: bool, span: Span) -> None:
        """Read what stands behind an opening brace on the same line."""
        for part in filter(str.strip, body.replace("\n", ";").split(";")):
            self.row(node, part.strip(), span)
        self.open = None if is_closed else node

    def statement(self, line: Line) -> None:
        """Read a line outside of braces."""
        raise NotImplementedError

    def row(self, node: Node, text: str, span: Span) -> None:
        """Read a line in the braces of a node."""
        raise NotImplementedError


def _with_note(line: Line, rest: Iterator[Line]) -> Line:
    """The line of a note with those behind it in which its text goes on."""
    text = line.text
    for _ in range(_LONGEST_NOTE if text.lstrip().startswith("note ") else 0):
        if text.count('"') % 2 == 0 or (more := next(rest, None)) is None:
            break
        text = f"{text}\n{more.text.strip()}"
    return Line(text, line.start, line.length)
