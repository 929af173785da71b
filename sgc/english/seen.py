"""Prompts that are plainly of a picture: they name things that have one, what these look like and where they are, and
nothing else. For them nothing of what reads diagrams is loaded."""

from __future__ import annotations

import re
from functools import cache

from sgc.english.lexicon import rows_of
from sgc.graph.colors import is_color_word, is_modifier
from sgc.graph.plurals import singular
from sgc.graph.vocabulary import classify_adjective, lookup

_TEXT = re.compile(r"[A-Za-z][A-Za-z' -]*(?:, [A-Za-z' -]+)*\.?\s*")
_WORD = re.compile(r"[A-Za-z']+")
#: Words that count things, join them or say where they are.
_OF_PLACES = frozenset((
    "a", "an", "the", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "and", "with",
    "in", "on", "under", "above", "below", "behind", "beside", "near", "next", "to", "left", "right", "front", "top",
    "of", "its", "photo", "picture", "painting", "image",
))  # fmt: skip


def is_plainly_seen(text: str) -> bool:
    """Whether each word of a prompt is of a picture, and no thing in it is of what diagrams show or are called."""
    if _TEXT.fullmatch(text) is None:
        return False
    return all(word in _OF_PLACES or _is_looked_at(word) for word in map(str.casefold, _WORD.findall(text)))


def _is_looked_at(word: str) -> bool:
    """Whether a word says what something looks like, or names a thing with a picture that is of no diagram."""
    one = singular(word)
    if not {word, one}.isdisjoint(_of_diagrams()):
        return False
    if is_color_word(word) or is_modifier(word) or classify_adjective(word)[0] is not None:
        return True
    noun = lookup(one)
    return noun is not None and noun.curated


@cache
def _of_diagrams() -> frozenset[str]:
    """The words by which the table of diagrams names one, or a thing that one shows."""
    rows = list(rows_of("diagrams.tsv"))
    names = [row[2] for row in rows if row[0] in _NAMING] + [row[1] for row in rows if row[0] == "series"]
    return frozenset(word for one in names for word in _WORD.findall(one.casefold())) - _OF_PLACES


_NAMING = frozenset(("sort", "system", "technical", "plain", "protocol"))
