"""Writing a benchmark's table into ``benchmarks/RESULTS.md``, in its own section, with its command."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from pathlib import Path

from sgc.source.files import write_atomically

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = "# Measured results\n\nEvery table is written by the command above it.\n"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def record(title: str, command: str, text: str) -> None:
    """Replaces (or adds) the section ``title``; the other sections stay as they are."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    _, *sections = old.split("\n## ")
    kept = [section for section in sections if _title(section) != title]
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    kept.append(f"{title}\n\n`{command}` ({machine})\n\n{text.strip()}\n")
    kept.sort()
    write_atomically(RESULTS, "\n## ".join([_head([_title(one) for one in kept]), *kept]).encode())


def _title(section: str) -> str:
    return section.split("\n", 1)[0]


def _head(titles: Sequence[str]) -> str:
    """What stands before the sections: what they are, each a link to itself as Markdown's renderers name headings."""
    links = (re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)
    contents = "\n".join(f"- [{title}](#{link})" for title, link in zip(titles, links, strict=True))
    return f"{HEAD}\n{contents}\n"
