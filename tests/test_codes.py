"""The table of diagnostic codes is whole: every row is raised somewhere and has a sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sgc.source import CODES
from sgc.source import codes as table

PACKAGE = Path(__file__).resolve().parent.parent / "sgc"
CONSTANTS = {name: value for name, value in vars(table).items() if isinstance(value, table.Code)}


def names_used() -> set[str]:
    """Every identifier and attribute in the package outside the table itself."""
    used = set()
    for path in (*PACKAGE.rglob("*.py"), *(PACKAGE / "backends").rglob("*.py")):
        if path != PACKAGE / "source" / "codes.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Name):
                    used.add(node.id)
                elif isinstance(node, ast.Attribute):
                    used.add(node.attr)
    return used


USED = names_used()


@pytest.mark.parametrize("constant", sorted(CONSTANTS))
def test_every_code_is_used(constant: str) -> None:
    assert constant in USED


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_has_a_stable_name_and_one_sentence(code: table.Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code.name)
    assert re.fullmatch(r"[A-Z“\"'`].*\.", code.meaning)


def test_constants_are_named_like_their_codes() -> None:
    assert {name.lower().replace("_", "-") for name in CONSTANTS} == {code.name for code in CONSTANTS.values()}
    assert {code.name for code in CONSTANTS.values()} == CODES.keys()
