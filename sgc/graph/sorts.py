"""The sorts of diagrams that have an order of their own, and the words that they add to the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sort:
    """What may be written in such a figure beside declarations and links.

    ``blocks`` are the words of blocks, each with the word that continues it; ``words`` stand alone with a text. In
    figures with a ``noun`` a text is a node of it (of the ``inner`` noun within a block or without one), and ``name
    "Text" { … }`` another; texts that are ``shared`` are the same node wherever they stand. A sequence has bars. Where
    things have ``dates``, they stand along an axis; ``routing`` is how links run unless the figure says it.
    """

    blocks: Mapping[str, str | None] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    noun: str | None = None
    inner: str | None = None
    shares_texts: bool = False
    has_bars: bool = False
    has_dates: bool = False
    routing: str = "orthogonal"


#: By the word behind ``diagram``; the grammar knows the same (``figure_sort``).
SORTS: Mapping[str, Sort] = {
    "sequence": Sort(
        {"alt": "else", "opt": None, "loop": None, "par": "and", "break": None, "critical": "else", "section": None,
         "area": None},
        ("divider",),
        has_bars=True,
    ),
    "gantt": Sort({"section": None}, has_dates=True),
    "timeline": Sort({"section": None}, has_dates=True),
    "tree": Sort(noun="rounded", inner="rounded"),
    "mindmap": Sort(noun="rounded", inner="rounded", routing="curved"),
    "sets": Sort(noun="circle", inner="text", shares_texts=True),
}  # fmt: skip


def sort_named(name: str | None) -> Sort:
    """The sort of this name; without one, that of figures that have no order of their own and add nothing."""
    return SORTS.get(name or "", Sort())
