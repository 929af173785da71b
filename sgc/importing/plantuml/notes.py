"""Notes of PlantUML: on one line or several, beside an element, by a name, or beside the last one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sgc.importing.page import Line
from sgc.importing.plantuml.texts import label

_BESIDE = re.compile(
    r"(?:floating\s+)?[rh]?note(?:\s+(?P<side>left|right|top|bottom|over)(?:\s+of)?|(?=\s*(?::|$)))(?:\s+(?P<of>(?:[^:#]|::)+?))?\s*(?:#[\w;:]+)?\s*(?:(?<!:):(?!:)\s*(?P<text>.*))?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"note\s+(?:\"(?P<text>[^\"]*)\"\s+)?as\s+(?P<name>\w+)\s*(?:#\w+)?", re.IGNORECASE)
_FREE = re.compile(
    r"note\s+(?:(?:left|right|top|bottom)\s+)?on\s+link\s*(?:#\w+)?\s*(?::\s*(?P<text>.*))?", re.IGNORECASE
)
_END = re.compile(r"\s*end\s?[rh]?note\s*", re.IGNORECASE)
_SIDES = {"left": "left of", "right": "right of", "top": "above", "bottom": "below", "over": "over"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its text; beside which thing it stands, None for the last one; or the name that it bears."""

    text: str
    side: str = "right of"
    beside: str | None = None
    name: str | None = None
    on_link: bool = False


def note_of(line: Line, rest: Iterator[Line]) -> Note | None:
    """The note that begins on a line, its further lines taken from the rest; None where none begins."""
    text = line.text
    if (found := _FREE.fullmatch(text)) is not None:
        return Note(_words(found["text"], rest), on_link=True)
    if (found := _NAMED.fullmatch(text)) is not None:
        return Note(_words(found["text"], rest), name=found["name"])
    if (found := _BESIDE.fullmatch(text)) is not None:
        of = found["of"].partition("::")[0].strip() if found["of"] else None  # beside a member is beside its class
        return Note(_words(found["text"], rest), _SIDES[(found["side"] or "left").lower()], of)
    return None


def _words(text: str | None, rest: Iterator[Line]) -> str:
    if text is not None:
        return label(text)
    lines = []
    for line in rest:
        if _END.fullmatch(line.text):
            break
        lines.append(line.text.strip())
    return label("\n".join(lines))
