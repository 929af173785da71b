"""Labels of Mermaid: quotes, entity codes, Markdown strings, icons and mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sgc.importing.page import Line, Page
from sgc.importing.texts import plain, without_emphasis
from sgc.measure.text import problems
from sgc.source import NOWHERE

_CODE = re.compile(r"#(?:(\d+)|(\w+));")
_ICON = re.compile(r"\bfa[a-z]?:fa-[\w-]+\s*")
_MATHEMATICS = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)


def decoded(text: str) -> str:
    """A text in which ``#quot;`` and ``#9829;`` are the characters that they stand for."""
    return unescape(_entities(text))


def _entities(text: str) -> str:
    return _CODE.sub(lambda found: f"&#{found[1]};" if found[1] else f"&{found[2]};", text)


def label(text: str) -> str:
    """What a label says. Mathematics that cannot be set stays as it is written."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    text = _ICON.sub("", _entities(text))
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == "`":
        text = without_emphasis("\n".join(line.strip() for line in stripped[1:-1].split("\n")))
    if "$$" not in text:
        text = text.replace("\\n", "\n")
    if "$$" in text:
        as_set = _MATHEMATICS.sub(lambda found: f"${found[1].strip()}$", text)
        if as_set != text and not problems(as_set, NOWHERE):
            return as_set.strip()
    return plain(text).strip()


def wholes(page: Page) -> Iterator[Line]:
    """The lines of a page, each with those in which a text in quotes goes on."""
    lines = page.lines()
    for line in lines:
        text, end = line.text, line.start + len(line.text)
        while text.count('"') % 2 and (following := next(lines, None)) is not None:
            text, end = f"{text}\n{following.text.strip()}", following.start + len(following.text)
        yield Line(text, line.start, end - line.start)
