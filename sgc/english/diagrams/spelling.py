"""Names of diagrams with a letter wrong, as they were meant: "flowchrat"."""

from __future__ import annotations

import re
from functools import cache

from sgc.english import lexicon
from sgc.english.diagrams.normal_form import Normal, Pieces, normal_form
from sgc.english.diagrams.words import table
from sgc.source import Source

_WORD = re.compile(r"(?<![\w-])[^\W\d_]{6,}(?![\w-])")
_BEHIND = re.compile(r"[:.;\n]")


@cache
def _names() -> frozenset[str]:
    """Names of diagrams that are one word."""
    return frozenset(filter(_WORD.fullmatch, table("sort")))


def respelt(source: Source) -> Normal | None:
    """A prompt with the names of diagrams in its first words as they are spelt; None if they are."""
    normal = normal_form(source.span(), ((_WORD, _as_meant),))
    return normal if normal.rest.text != source.text else None


def _as_meant(match: re.Match[str], source: Source) -> Pieces | None:
    word = match.group().casefold()
    if word in _names() or _BEHIND.search(source.text[: match.start()]) is not None:
        return None
    meant = lexicon.spelt(word, _names())
    return [(meant, match.start())] if meant != word else None
