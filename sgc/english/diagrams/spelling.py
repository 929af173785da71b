"""A prompt as it was meant: names of diagrams with a letter wrong ("flowchrat") as they are spelt, and without words
that are for whoever draws ("Hi there!", "Thanks a lot")."""

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
    """A prompt with the names of diagrams in its first words as they are spelt, and without courtesies; None if that is
    how it was written."""
    normal = normal_form(source.span(), ((_GREETING, _nothing), (_THANKS, _nothing), (_WORD, _as_meant)))
    return normal if normal.rest.text != source.text else None


_GREETING = re.compile(
    r"\A\s*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|ok|okay|so)"
    r"(?:\s+(?:there|all|everyone|team|again))?"
    r"\s*[,.!]+\s*)+(?=\S)|\A\s*how (?:would|do|can) (?:you|i|we) (?:draw|show) (?:this|it)\s*[:?,]\s*(?=\S)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?<=[.!?;,\n)])\s*(?:(?:many|and|with)\s+)?(?:thanks|thank you|thx|cheers|ty|much appreciated|please)"
    r"(?:\s+(?:so much|very much|a lot|in advance|a bunch|again|for (?:your|the) help))*[\s.!:)]*\Z",
    re.IGNORECASE,
)


def _nothing(match: re.Match[str], source: Source) -> Pieces | None:
    return []


def _as_meant(match: re.Match[str], source: Source) -> Pieces | None:
    word = match.group().casefold()
    if word in _names() or _BEHIND.search(source.text[: match.start()]) is not None:
        return None
    meant = lexicon.spelt(word, _names())
    return [(meant, match.start())] if meant != word else None
