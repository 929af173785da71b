"""What the readers of PlantUML's diagrams share: page, title, looks, and the loop over lines and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sgc.importing.draft import Draft
from sgc.importing.page import Line, Page
from sgc.importing.plantuml import legend_of, page_settings
from sgc.importing.plantuml.notes import Note, note_of
from sgc.importing.unseen import order
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree


class Reading:
    """Reads one diagram, line by line."""

    sort: ClassVar[str | None] = None
    #: What is said of a diagram without any node.
    nothing: ClassVar[str]

    def __init__(self, page: Page) -> None:
        self.page = page
        self._legend = legend_of(page)
        title, settings, self.skin = page_settings(page)
        self.draft = Draft(page.span(0, len(page.text)), title, {} if self.sort else dict(settings), sort=self.sort)

    def figure(self) -> tree.Figure | None:
        """The figure of what was read; None where there is nothing in it, which the page is told."""
        lines = self.page.lines()
        for line in lines:
            one = self.whole(line.stripped(), lines)
            if self.goes_on(one):
                continue
            if (note := note_of(one, lines)) is not None:
                self.note(note, self.page.place(one))
            else:
                self.statement(one, lines)
        self.finish()
        order(self.draft, self.page)
        if not self.draft.nodes and not self.draft.groups:
            self.page.unreadable(self.draft.span, self.nothing)
            return None
        if self._legend is not None:
            self._explain(*self._legend)
        self.skin.finish(self.draft)
        return figure(self.draft)

    def _explain(self, words: str, span: Span) -> None:
        """A legend is a note beside everything."""
        if self.sort is not None:
            self.page.left_out("a legend", span)
            return
        node = self.draft.node(f"legend {span.start}", span)
        node.noun, node.label, node.called = "note", words, "legend"

    def whole(self, line: Line, rest: Iterator[Line]) -> Line:
        """A line with those of the rest that go on from it."""
        return line

    def goes_on(self, line: Line) -> bool:
        """Read a line that belongs to what is open; False where it begins something."""
        return False

    def statement(self, line: Line, rest: Iterator[Line]) -> None:
        """Read what begins on a line; it may take more from the rest."""
        raise NotImplementedError

    def note(self, note: Note, span: Span) -> None:
        """Put a note beside what it is about."""
        raise NotImplementedError

    def on_link(self, note: Note, span: Span) -> None:
        """A note on the last link is said beside it, below its label."""
        notes = {key for key, node in self.draft.nodes.items() if node.noun == "note"}
        link = next((one for one in reversed(self.draft.links) if not {one.source, one.target} & notes), None)
        if link is None:
            self.page.not_understood(span, "this note stands beside nothing")
            return
        link.label = "\n".join(filter(None, (link.label, note.text)))

    def finish(self) -> None:
        """What can be said when all lines are read."""
