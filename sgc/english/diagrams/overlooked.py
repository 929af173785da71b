"""Words of a prompt that a diagram neither shows nor told as not understood: no word is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.words import numbered, table
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Numbers up to here may say how many nodes there are, or which step is meant; larger ones have to be seen.
_COUNTED = 31
_ENDINGS = re.compile(r"(?:ies|y|ied|(?<=([^aeiou]))\1(?:ing|ed)|ing|ed|es|s|e|['’]s|['’])$")


#: "fill" and "filling" are "fil"
_DOUBLED = re.compile(r"(?<=(?P<last>[^aeiou]))(?P=last)$")


def overlooked(draft: Draft, content: Span) -> Iterator[Span]:
    """The words of the content, neighbours joined, that stand in no text of a draft and in nothing it heard or told."""
    told = [*draft.unread, *draft.heard, *(one.span for one in draft.told if one.span is not None)]
    return words_beside(_texts(draft), content, told)


def words_beside(texts: Iterable[str], content: Span, told: Sequence[Span] = ()) -> Iterator[Span]:
    """The words of the content, neighbours joined, that stand neither in the texts of a diagram nor in what is told.

    Words that only join others, verbs of links, and words for what diagrams are made of need not be seen.
    """
    shown = {stem for text in texts for stem in map(_stem, _WORD.findall(text.casefold()))}
    current: Span | None = None
    for match in _WORD.finditer(content.source.text, content.start, content.end):
        word = match.group().casefold()
        place = Span(content.source, match.start(), match.end())
        is_told = any(one.start <= place.start and place.end <= one.end for one in told)
        if is_told or is_of_grammar(word) or _stem(word) in shown:
            if current is not None and (is_told or not is_of_grammar(word)):
                yield current
                current = None
            continue
        current = place if current is None else current.to(place)
    if current is not None:
        yield current


def content_words(span: Span) -> int:
    """How many words of a span have a content of their own."""
    return sum(not is_of_grammar(one.casefold()) for one in _WORD.findall(span.text))


def _texts(draft: Draft) -> Iterator[str]:
    """All that a reader of the diagram sees or could see: texts, shapes, and how things stand."""
    yield draft.title
    for node in draft.nodes:
        yield from (node.label, node.above, node.word, *node.rows, *node.properties, *node.properties.values())
    for edge in draft.edges:
        yield from (edge.label, *(edge.texts or ()), *edge.properties, *edge.properties.values())
    yield from (one.predicate for one in draft.stated)
    yield from (text for frame in draft.frames for text, _ in frame.parts)


def _stem(word: str) -> str:
    """What forms of a word have in common: "designs", "designed" and "designing" are "design"."""
    one = lexicon.one_of(word)
    stem = _ENDINGS.sub("", _ENDINGS.sub("", one, count=1), count=1) if len(one) > 3 else one
    return _DOUBLED.sub("", stem)


def is_of_grammar(word: str) -> bool:
    is_small = word.isdecimal() and int(word) <= _COUNTED
    return is_small or word.endswith("ly") or numbered(word) is not None or _stem(word) in _plain()


@cache
def _plain() -> frozenset[str]:
    """The stems of words that no diagram shows as such."""
    linking = (one for one, senses in table("verb").items() if not {"over", "under"}.issuperset(senses))
    phrases = (*table("plain"), *linking, *table("jump"))
    return frozenset(_stem(word) for phrase in phrases for word in phrase.split())
