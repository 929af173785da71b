"""Words before the content of a diagram that only say how many things it has ("with three tasks. Research runs …")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.pieces import named, trim
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Diagnostic, Span, warning
from sgc.source.codes import DOUBTFUL

#: The sorts of diagrams whose nodes are of a noun, by it; of generations none are nodes.
_SHOWN_IN = {
    "classes": ("classes",), "entities": ("entities",), "tables": ("entities",), "tasks": ("gantt",),
    "phases": ("gantt",), "activities": ("gantt",), "events": ("timeline",), "generations": (),
}  # fmt: skip
_ANNOUNCED = re.compile(
    r"\s*(?:(?:with|of|has|having|containing|showing|covering|there are)\s+)?(?:the\s+following\s+)?"
    rf"(?P<count>\d{{1,2}}|{SEVERAL})\s+(?:\w+\s+)?(?P<noun>{'|'.join(_SHOWN_IN)})\s*[.\n]\s*(?=\S)",
    re.IGNORECASE,
)


def without_count(content: Span) -> tuple[Span, re.Match[str] | None]:
    """The content of a diagram behind a sentence that only says how many things it has, and that sentence."""
    match = _ANNOUNCED.match(content.source.text, content.start, content.end)
    return (content, None) if match is None else (trim(Span(content.source, match.end(), content.end)), match)


def broken_count(draft: Draft, sort: str, content: Span, match: re.Match[str]) -> Iterator[Diagnostic]:
    """What to tell of a diagram that has not so many nodes as its first sentence says."""
    if sort in _SHOWN_IN[match["noun"].casefold()] and len(draft.nodes) != numbered(match["count"]):
        place = named(content, match, "count").to(named(content, match, "noun"))
        yield warning(DOUBTFUL, f"the diagram does not have {place.text}", place, "Name each of them.")
