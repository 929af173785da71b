"""The sorts of diagrams that have an order of their own, and the words that they add to the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sort:
    """What may be written in such a figure beside declarations and links.

    ``blocks`` are the words of blocks, each with the word that continues it; ``words`` stand alone with a text. In
    figures with a ``noun`` a text is a node of it (of the ``inner`` noun within a block or without one), and ``name
    "Text" { … }`` another; texts that are ``shared`` are the same node wherever they stand. A sequence has bars.
    """

    blocks: Mapping[str, str | None] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    noun: str | None = None
    inner: str | None = None
    shares_texts: bool = False
    has_bars: bool = False


#: By the word behind ``diagram``; the grammar knows the same (``figure_sort``).
SORTS: Mapping[str, Sort] = {
    "sequence": Sort(
        {"alt": "else", "opt": None, "loop": None, "par": "and", "break": None, "critical": "else", "section": None,
         "area": None},
        ("divider",),
        has_bars=True,
    ),
    "gantt": Sort({"section": None}),
    "timeline": Sort({"section": None}),
    "tree": Sort(noun="rounded", inner="rounded"),
    "mindmap": Sort(noun="rounded", inner="rounded"),
    "sets": Sort(noun="circle", inner="text", shares_texts=True),
}  # fmt: skip
