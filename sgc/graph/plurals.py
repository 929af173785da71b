"""Singular and plural of English nouns: a table of exceptions before the rules of a library.

The library (pluralizer) is loaded at the first word that the table does not know; it takes nine milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pluralizer import Pluralizer


@lru_cache(maxsize=4096)
def singular(words: str) -> str:
    """One of what the words name: ``"wine glasses"`` gives ``"wine glass"``. Case is folded; a singular stays.

    Only the last word changes, and of a hyphenated one only what follows the last hyphen.
    """
    return _changed(words, _singulars(), lambda word: _rules().singular(word))


@lru_cache(maxsize=4096)
def plural(words: str) -> str:
    """Several of what the words name: ``"wine glass"`` gives ``"wine glasses"``. Case is folded; a plural stays."""
    return _changed(singular(words), _plurals(), lambda word: _rules().plural(word))


def _changed(words: str, table: Mapping[str, str], rule: Callable[[str], str]) -> str:
    """The phrase with its end replaced: by the longest end that the table knows, or else by the rule."""
    words = words.casefold()
    starts = [0, *(at + 1 for at, letter in enumerate(words) if letter in " -")]
    for start in starts:
        if (known := table.get(words[start:])) is not None:
            return words[:start] + known
    before, last = words[: starts[-1]], words[starts[-1] :]
    return before + (rule(last) if len(last) > 2 and last.isalpha() else last)


@cache
def _rows() -> tuple[list[str], ...]:
    lines = (files("sgc.grammars") / "plurals.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if line and not line.startswith("//"))


@cache
def _plurals() -> Mapping[str, str]:
    return {one: several for one, several, *_ in _rows()}


@cache
def _singulars() -> Mapping[str, str]:
    """Every singular is its own singular, so that a rule never cuts one ("lens", "glasses")."""
    return {several: one for one, *forms in _rows() for several in (*forms, one)}


@cache
def _rules() -> Pluralizer:
    from pluralizer import Pluralizer

    return Pluralizer()  # type: ignore[no-untyped-call]  # the library is untyped
