"""What the tests of prompts for diagrams look at."""

from __future__ import annotations

from sgc.english import read_prompt
from sgc.source import Source
from sgc.syntax import to_source


def read(text: str) -> tuple[set[str], set[str], list[str]]:
    """The declarations without names, the links and relations with labels in place of names, and what was not read."""
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    lines = [one.strip() for one in to_source(reading.tree).splitlines()]
    nodes = {line.partition(": ")[2] for line in lines if ": " in line and '"' in line.partition(": ")[2]}
    joins = {
        line
        for line in lines
        if any(mark in line for mark in (" -> ", " -- ", " --> ", " <-> ", " inside ", " of ", " above "))
    }
    return nodes, joins - {one for one in lines if ": " in one and '"' in one.partition(": ")[2] and "{" not in one}, [
        span.text for span in reading.not_understood
    ]  # fmt: skip
