"""What is made of a file of another language, line by line."""

from __future__ import annotations

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import to_source


def lines(text: str, name: str = "some.mmd") -> list[str]:
    """The scene file of the figures of a text, line by line, without indents."""
    return [line.strip() for line in to_source(read_foreign(Source(name, text))).splitlines()]


def messages(text: str, name: str) -> list[str]:
    return [one.message for one in read_foreign(Source(name, text)).diagnostics]
