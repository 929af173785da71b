"""The words that the grammar gives a meaning: which relations it knows, and which names need quotes."""

from __future__ import annotations

import re

from sgc.syntax.tables import scene_table

_BLANKS = re.compile(r"(?:\s|//[^\n]*)+")
_PHRASES = scene_table().phrases

#: Every relation of the grammar in every spelling, in alphabetical order: "above", "adjacent to", …
PREDICATES = tuple(sorted({*_PHRASES["_place"], *_PHRASES["_other"], *_PHRASES["between"]}))
#: Words that a relation may begin with.
PREDICATE_STARTS = frozenset(phrase.split()[0] for phrase in PREDICATES)
#: Words that a statement may begin with.
STATEMENT_STARTS = tuple(sorted(_PHRASES["keyword_name"]))
#: Names that are quoted where a statement refers to them.
RESERVED = PREDICATE_STARTS | {*STATEMENT_STARTS, "by", "and", "gap", "radius", "about", "weight"}


_NAME = re.compile(scene_table().patterns["NAME"])


def is_name(text: str) -> bool:
    """Whether a text is a name by itself, without quotes."""
    return _NAME.fullmatch(text) is not None


def predicate_words(text: str) -> str:
    """A predicate as written, with single blanks and without comments: "at top-left of"."""
    return re.sub(r" ?- ?", "-", _BLANKS.sub(" ", text))
