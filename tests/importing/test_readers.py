"""Every file of the readers' collection becomes a scene file that says the same, parses again and resolves."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgc.compiler import resolved
from sgc.importing import FORMATS, read_foreign
from sgc.importing.formats import names
from sgc.source import SgcError, Source
from sgc.syntax import parse, to_source, tree

FILES = Path(__file__).parent / "files"
ALL = sorted(path for path in FILES.rglob("*") if path.is_file())


def read(path: Path) -> tree.SyntaxTree:
    return read_foreign(Source(path.name, path.read_text(encoding="utf-8"), path))


def without_spans(node: object) -> object:
    """A tree as plain data, places left out; neighbouring pieces of texts joined."""
    if dataclasses.is_dataclass(node):
        fields = {one.name: getattr(node, one.name) for one in dataclasses.fields(node) if one.name != "span"}
        return type(node).__name__, {name: without_spans(value) for name, value in fields.items()}
    if isinstance(node, tuple):
        return [without_spans(one) for one in node]
    return node


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_file_becomes_a_scene_file_that_says_the_same(path: Path) -> None:
    found = read(path)
    assert found.figures
    assert not any(one.is_error for one in found.diagnostics)
    again = parse(Source("again.sgc", to_source(found)))
    assert not again.diagnostics, [one.message for one in again.diagnostics]
    assert without_spans(again.figures) == without_spans(found.figures)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_its_scene_file_resolves_with_nothing_unknown(path: Path) -> None:
    scenes = resolved(parse(Source("again.sgc", to_source(read(path)))))
    for scene in scenes:
        assert scene.objects
        assert not [one.message for one in scene.diagnostics if one.code.name != "missing-glyph"]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_remark_has_its_place_in_the_file(path: Path) -> None:
    for remark in read(path).diagnostics:
        assert remark.span is not None
        assert remark.span.source.path == path
        assert remark.span.text.strip() or remark.span.start == 0


def readable(text: str, format: str) -> None:
    """Reading gives a tree, or says why there is none; what is read can be written and parsed."""
    found = read_foreign(Source("some", text), format)
    if any(one.is_error for one in found.diagnostics):
        return
    again = parse(Source("again.sgc", to_source(found)))
    assert not again.diagnostics, (text, to_source(found), again.diagnostics)


@given(text=st.text(max_size=200), format=st.sampled_from(names()))
@settings(deadline=None, max_examples=200)
def test_no_text_breaks_a_reader(text: str, format: str) -> None:
    readable(text, format)


@given(seed=st.integers(0, 2**32), path=st.sampled_from(ALL))
@settings(deadline=None, max_examples=200)
def test_no_damaged_file_breaks_its_reader(seed: int, path: Path) -> None:
    """Pieces of a good file are left out, doubled, swapped or replaced by what means something elsewhere."""
    chance = random.Random(seed)
    text = path.read_text(encoding="utf-8")
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 3, 12, 40)))
        piece = chance.choice(("", text[start:end] * 2, *"{}[]()\"'\n\\|:<>\0é", "->", "end", "%%"))
        text = text[:start] + piece + text[end:]
    format = path.parent.name
    readable(text, format if format in names() else "markdown")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_its_text_alone_tells_its_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = read_foreign(Source("<stdin>", text))
    assert without_spans(told.figures) == without_spans(read(path).figures)


def test_what_has_no_format_is_told() -> None:
    with pytest.raises(SgcError, match="what format <stdin> has cannot be told"):
        read_foreign(Source("<stdin>", "dear diary"))
    with pytest.raises(SgcError) as caught:
        read_foreign(Source("<stdin>", ""), "mermiad")
    assert caught.value.diagnostics[0].hints == ("Did you mean 'mermaid'?",)


def test_a_scene_file_is_no_foreign_file() -> None:
    with pytest.raises(SgcError, match=r"a\.sgc is a scene file already"):
        read_foreign(Source("a.sgc", "diagram { a: box ; b: box ; a -> b }"))


def test_every_suffix_is_of_one_format() -> None:
    suffixes = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_a_diagram_of_which_nothing_is_understood_is_an_error() -> None:
    found = read_foreign(Source("some.mmd", "flowchart TB subgraph s[Fold] a[Train] --> b[Test] end"))
    assert not found.figures
    assert any(one.is_error for one in found.diagnostics)
    assert read_foreign(Source("some.mmd", "flowchart TB")).figures  # which says nothing, and nothing wrong
