"""What an instruction of several parts asks for, one after the other: "make the cup red; then move it to the left"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.editing.wordings import BETWEEN, POLITE
from sgc.source import SgcError, Source, Span, error
from sgc.source.codes import UNCLEAR_EDIT


def pieces(source: Source) -> Iterator[Span]:
    """Each of its instructions, without marks, and without the words that only ask for it."""
    start = 0
    text = source.text
    quotes = [match.span() for match in re.finditer(r'["“”][^"“”\n]*["“”]', text)]
    ends = [m.span() for m in BETWEEN.finditer(text) if not any(a < m.start() < b for a, b in quotes)]
    for end, after in [*ends, (len(text), len(text))]:
        if polite := POLITE.match(text, start, end):
            start = polite.end()
        first, last = start, end
        if polite := re.search(r",?\s+(?:please|thanks|thank you)[\s.]*$", text[start:end], re.I):
            last = start + polite.start()
        while first < last and text[first].isspace():
            first += 1
        while last > first and (text[last - 1].isspace() or text[last - 1] in ".,"):
            last -= 1
        if last > first:
            yield Span(source, first, last)
        start = after


def unclear(span: Span, message: str, hint: str = "") -> SgcError:
    """The error for a piece that no rule reads."""
    hint = hint or (
        'Write for example "make the apples green", "remove the cup on the left", "add two forks next to the plate", '
        '"move the lamp above the table", "swap the dog and the cat" or "make everything 20% smaller".'
    )
    return SgcError([error(UNCLEAR_EDIT, message, span, hint)])
