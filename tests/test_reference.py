"""The language reference keeps its word: its scenes resolve, its mistakes read as told, its tables are the code's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from sgc.compiler import load, solve
from sgc.graph import limits
from sgc.graph.documentation import REFERENCE, relation_table, with_tables
from sgc.graph.nodes import shape_words
from sgc.graph.properties import DIAGRAM_SETTINGS, HEADS, LINK_PROPERTIES, PROPERTIES, SETTINGS
from sgc.graph.relations import PREDICATES, Predicate
from sgc.layout.telling import explain
from sgc.source import Diagnostic, SgcError, Source
from sgc.source.render import render

TEXT = REFERENCE.read_text(encoding="utf-8")


class Block(NamedTuple):
    """A fenced block: its number of line, what it is marked as, and its text."""

    line: int
    mark: str
    text: str


def blocks() -> Iterator[Block]:
    for found in re.finditer(r"^```(.+)\n((?:.*\n)*?)```$", TEXT, re.MULTILINE):
        yield Block(TEXT.count("\n", 0, found.start()) + 1, found[1], found[2])


BLOCKS = tuple(blocks())
SCENES = [block for block in BLOCKS if block.mark == "sgc"]
MISTAKES = [(wrong, shown) for wrong, shown in pairwise(BLOCKS) if wrong.mark == "sgc mistake"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the blocks that begin with their file's name, for the others to include."""
    for block in SCENES:
        if named := re.match(r"// (\w+\.sgc)\n", block.text):
            (tmp_path / named[1]).write_text(block.text, encoding="utf-8")
    return tmp_path


def source(text: str, root: Path) -> Source:
    whole = text if re.search(r"^(scene|diagram)\b", text, re.MULTILINE) else f"scene {{\n{text}\n}}"
    return Source("figure.sgc", whole, root / "figure.sgc")


def remarks(text: Source, root: Path) -> Sequence[Diagnostic]:
    """What sgc has to say about a figure that is wrong, or that cannot hold."""
    try:
        (scene,) = load(text, root=root)
    except SgcError as failure:
        return failure.diagnostics
    return explain(scene, solve(scene))


def cells(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading."""
    section = TEXT.split(f"# {heading}\n")[1]
    rows = re.findall(r"^\| (.*) \|$", section.split("\n#")[0], re.MULTILINE)
    return [row.split(" | ") for row in rows[2:]]


def test_the_tables_of_diagrams_are_the_code_s() -> None:
    section = TEXT.split("## Diagrams\n")[1].split("\n## ")[0]
    tables = [re.findall(r"^\| (.*) \|$", table, re.MULTILINE) for table in re.split(r"\n\n(?!\|)", section)]
    first = [[row.split(" | ") for row in table[2:]] for table in tables if len(table) > 2]
    shapes, links, settings = first
    assert [(row[0], tuple(re.findall(r"`(\w+)`", row[1]))) for row in shapes] == list(shape_words())
    assert [name for row in links for name in re.findall(r"`(\w+)`", row[0])] == list(LINK_PROPERTIES)
    assert [re.findall(r"`(\w+)`", row[0])[0] for row in settings] == list(DIAGRAM_SETTINGS)
    assert tuple(re.findall(r"`([\w ]+)`", section.split("The ends are ")[1].split(". A\n")[0])) == HEADS


def test_there_are_scenes_and_mistakes() -> None:
    assert len(SCENES) > 15
    assert len(MISTAKES) == sum(block.mark == "sgc mistake" for block in BLOCKS) > 3


@pytest.mark.parametrize("block", SCENES, ids=lambda block: f"line {block.line}")
def test_every_scene_resolves_without_a_remark(block: Block, root: Path) -> None:
    for scene in load(source(block.text, root), root=root):
        expected = {"not-drawn", "unknown-noun"} if "// warning" in block.text else set()
        assert {one.code.name for one in scene.diagnostics} == expected


@pytest.mark.parametrize(("wrong", "shown"), MISTAKES, ids=lambda block: f"line {block.line}")
def test_every_mistake_is_shown_as_the_reference_says(wrong: Block, shown: Block, root: Path) -> None:
    assert render(remarks(source(wrong.text, root), root)).strip() == shown.text.strip()


def test_its_tables_are_printed_from_the_code() -> None:
    assert TEXT.count("<!-- table: ") == TEXT.count("<!-- end -->") == 3
    assert with_tables(TEXT) == TEXT, "write them anew: python -m sgc.graph.documentation"


def test_a_changed_table_is_noticed() -> None:
    row = next(iter(PREDICATES.values())).meaning
    assert with_tables(TEXT.replace(row, "Something else.")) == TEXT


@pytest.mark.parametrize("predicate", PREDICATES.values(), ids=PREDICATES)
def test_every_spelling_in_its_table_can_be_written(predicate: Predicate, root: Path) -> None:
    name = predicate.name
    (row,) = [line for line in relation_table().splitlines() if line.startswith(f"| `{name}` |")]
    first, others = row.split(" | ")[:2]
    for phrase in re.findall("`(.+?)`", f"{first} {others}"):
        end = " and c" if name == "between" else ""
        (scene,) = load(source(f"a: cup\nb: plate\nc: fork\na {phrase} b{end}", root))
        assert [(one.checked, one.predicate) for one in scene.relations] == [(True, name)]


def test_it_lists_every_property_and_setting() -> None:
    assert {row[0].strip("`") for row in cells("Properties")} == PROPERTIES.keys()
    assert {row[0].strip("`") for row in cells("Settings")} == SETTINGS.keys()


def test_its_limits_are_those_of_the_code() -> None:
    told = sorted(int(row[1].replace(",", "")) for row in cells("Limits"))
    assert told == sorted(value for name, value in vars(limits).items() if name.isupper())
