"""The stored table is that of the grammar, which is LALR(1) and understood by Lark as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lark import Lark

from sgc.source import Source
from sgc.syntax import parse, tables

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.sgc"))


def test_the_stored_table_is_made_from_the_grammar() -> None:
    message = "run python -m sgc.syntax.tables"
    assert tables.STORED.read_text(encoding="utf-8") == tables.tabulate(tables.GRAMMAR.read_bytes()) + "\n", message


def test_a_conflict_is_found() -> None:
    grammar = tables.GRAMMAR.read_text(encoding="utf-8").replace(
        "references: reference+", "references: reference+ name?"
    )
    with pytest.raises(ValueError, match=r"not LALR\(1\)"):
        tables.tabulate(grammar.encode())


def test_a_stale_table_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = tmp_path / "tables.json"
    monkeypatch.setattr(tables, "STORED", stored)
    for content in (None, b"", b"[1", b'{"grammar": 1}'):
        if content is not None:
            stored.write_bytes(content)
        tables.scene_table.cache_clear()
        assert tables.scene_table().starts.keys() == set(tables.STARTS)
    tables.scene_table.cache_clear()


def test_parsing_needs_no_lark() -> None:
    code = (
        "import sys, sgc.syntax, sgc.source as s; sgc.syntax.parse(s.Source('x', 'scene {}'));"
        " assert 'lark' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_lark_itself_reads_the_examples(path: Path) -> None:
    """Other tools take the grammar as it stands: it must not lean on this package's own lexer for plain files."""
    text = path.read_text(encoding="utf-8")
    lark = Lark(tables.GRAMMAR.read_text(encoding="utf-8"), parser="lalr", lexer="contextual", start="file")
    assert len(list(lark.parse(text).find_data("figure"))) == len(parse(Source(path.name, text)).figures)
