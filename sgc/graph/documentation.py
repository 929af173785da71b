"""Tables of the language reference (``grammars/README.md``) that are printed from the code's own tables.

After a change of the tables of relations, of shapes or of diagnostic codes: python -m sgc.graph.documentation
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from sgc.graph.nodes import shape_words
from sgc.graph.relations import PREDICATES
from sgc.source import CODES
from sgc.syntax.words import PREDICATES as WRITABLE

REFERENCE = Path(__file__).resolve().parents[2] / "grammars" / "README.md"

_MARKED = re.compile(r"(?<=<!-- table: )(\w+)( -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)


def relation_table() -> str:
    """Markdown: every relation with its spellings, whether it takes ``by``, and its meaning.

    Spellings that only read data (no scene can say "by the side of", where ``by`` begins a distance) are left out.
    """
    rows = []
    for row in PREDICATES.values():
        others = [f"`{phrase}`" for phrase in row.phrases[1:] if phrase in WRITABLE]
        rows.append((f"`{row.name}`", ", ".join(others), "yes" if row.measured else "", row.meaning))
    return _markdown(("relation", "also written", "`by`", "meaning"), rows)


def shape_table() -> str:
    """Markdown: every shape of nodes with the words for it."""
    return _markdown(
        ("shape", "words"), [(shape, " ".join(f"`{word}`" for word in words)) for shape, words in shape_words()]
    )


def code_table() -> str:
    """Markdown: every diagnostic code with its meaning."""
    return _markdown(("code", "meaning"), [(f"`{code.name}`", code.meaning) for code in CODES.values()])


def with_tables(text: str) -> str:
    """The Markdown with the table behind each ``<!-- table: NAME -->`` printed anew. Raises KeyError."""
    return _MARKED.sub(lambda found: f"{found[1]}{found[2]}{_TABLES[found[1]]()}", text)


_TABLES: Mapping[str, Callable[[], str]] = {
    "relations": relation_table, "shapes": shape_table, "codes": code_table,
}  # fmt: skip


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))


def main() -> None:
    REFERENCE.write_text(with_tables(REFERENCE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
