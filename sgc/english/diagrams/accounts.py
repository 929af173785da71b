"""Every word of a prompt is accounted for: a part of the diagram that was read at its place shows it, or has it as the
verb, the condition or the "not" of what is drawn there, or it is told. No word is dropped in silence.

That the diagram shows the same word for something that is said elsewhere is no account of it. What is drawn knows its
place in the prompt, so that this holds for every reader, whatever its forms are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sgc.english import lexicon
from sgc.english.diagrams.draft import CELL, Draft, Node
from sgc.english.diagrams.frames import shown as shown_by
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import split
from sgc.english.diagrams.words import numbered, table
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Numbers up to here may say how many nodes there are, or which step is meant; larger ones have to be seen.
_COUNTED = 31
_ENDINGS = re.compile(r"(?:ies|y|ied|(?<=([^aeiou]))\1(?:ing|ed)|ing|ed|es|s|e|['’]s|['’])$")
#: "fill" and "filling" are "fil"
_DOUBLED = re.compile(r"(?<=(?P<last>[^aeiou]))(?P=last)$")
#: Words of the table that say something only in diagrams of these sorts.
_OF_SORTS: Mapping[str, frozenset[str]] = {"time": frozenset(("gantt", "timeline")), "kin": frozenset(("kin", "tree"))}


@dataclass(frozen=True, slots=True)
class _Part:
    """What is drawn at a place: the stems of the words that it shows, those of what it joins among them."""

    place: Span
    shows: frozenset[str]


def unaccounted(draft: Draft, sort: str, content: Span) -> Iterator[Span]:
    """The words of the content, neighbours joined, that no part of a draft accounts for, and that it did not tell."""
    told = [*draft.unread, *draft.heard, *(one.span for one in draft.told if one.span is not None)]
    plain, shown = _plain(sort), _Shown(draft)
    for sentence in split(content, SENTENCE):
        yield from _left(sentence, told, lambda word: _is_plain(word, plain), shown.at(sentence))


class _Shown:
    """All that a draft shows, by its places in the prompt."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.parts = list(_parts(draft))
        dates = (value for one in draft.nodes for value in one.properties.values())
        whole = (draft.title, *draft.settings.values(), *dates, *(one.kind for one in draft.arranged))
        self.everywhere = stems(" ".join(whole))
        self.anywhere = self.everywhere.union(*(one.shows for one in self.parts))
        self.quotes = {" ".join(_WORD.findall(one.label.casefold())) for one in draft.edges if " " in one.label}

    def at(self, sentence: Span) -> Callable[[str, Span], bool]:
        """Whether a word of a sentence, at its place, is shown by what is drawn there."""
        said, words = stems(sentence.text), " ".join(_WORD.findall(sentence.text.casefold()))
        here = [one for one in self.parts if one.place.overlaps(sentence)]
        here += [  # more may be said of what is known
            _Part(one.span, _shows(one)) for one in self.draft.nodes
            if (one.rows or one.members) and stems(one.label) <= said
        ]  # fmt: skip
        shown = self.everywhere.union(
            *(one.shows for one in here), *(stems(one) for one in self.quotes if one in words)
        )
        told_of = clauses(sentence)
        verbs = {word.start: one for one in told_of for word in one.verb}
        heard = [one.span for one in told_of if any(one.span.overlaps(other) for other in self.draft.heard)]

        def is_drawn(word: str, place: Span) -> bool:
            stem = _stem(word)
            if stem in shown or (stem in self.anywhere and any(one.overlaps(place) for one in heard)):
                return True
            one = verbs.get(place.start)
            return stem in _linking() and (one is None or _is_linked(one, here))

        return is_drawn


def _is_linked(one: Clause, here: Sequence[_Part]) -> bool:
    """Whether something that is drawn at a clause has to do with what it names; if it names nothing ("go back to step
    2"), whether anything is."""
    words = {_stem(one) for one in map(str.casefold, _WORD.findall(one.span.text)) if not _is_plain(one, _plain(""))}
    words -= {_stem(one.main.lower)}
    return bool(here) if not words else any(part.shows & words for part in here)


def _parts(draft: Draft) -> Iterator[_Part]:
    """All that is drawn and has a place in the prompt."""
    for node in draft.nodes:
        yield _Part(node.span, _shows(node))
    for edge in draft.edges:
        own = (edge.label, *(edge.texts or ()), *edge.properties, *edge.properties.values())
        yield _Part(edge.span, stems(" ".join(own)) | _shows(edge.first) | _shows(edge.second))
    for fact in draft.stated:
        yield _Part(fact.span, stems(fact.predicate) | _shows(fact.subject) | _shows(fact.object))
    for frame in draft.frames:
        for edge in (edge for _, edges in frame.parts for edge in edges):
            yield _Part(edge.span, stems(" ".join(shown_by([frame]))))


def _shows(node: Node) -> frozenset[str]:
    """The stems of all words that a reader of the diagram sees at a node, and of what it stands in and holds."""
    around = [node.inside.label] if node.inside is not None else []
    rows = (row.replace(CELL, " ") for row in node.rows)
    texts = (node.label, node.above, node.word, *rows, *node.properties, *node.properties.values())
    return stems(" ".join((*texts, *around, *(one.label for one in node.members))))


def words_beside(texts: Iterable[str], content: Span, told: Sequence[Span] = ()) -> Iterator[Span]:
    """The words of the content, neighbours joined, that stand neither in the texts of a diagram, wherever, nor in what
    is told.

    Words that only join others, verbs of links, and words for what diagrams are made of need not be seen.
    """
    shown = stems(" ".join(texts))
    yield from _left(content, told, is_of_grammar, lambda word, place: _stem(word) in shown)


def _left(
    span: Span, told: Sequence[Span], is_plain: Callable[[str], bool], is_drawn: Callable[[str, Span], bool]
) -> Iterator[Span]:
    """The words that are neither plain nor drawn nor told, joined over plain ones."""
    current: Span | None = None
    for match in _WORD.finditer(span.source.text, span.start, span.end):
        word, place = match.group().casefold(), Span(span.source, match.start(), match.end())
        if any(one.start <= place.start and place.end <= one.end for one in told):
            pass
        elif is_plain(word):
            continue
        elif not is_drawn(word, place):
            current = place if current is None else current.to(place)
            continue
        if current is not None:
            yield current
            current = None
    if current is not None:
        yield current


def content_words(span: Span) -> int:
    """How many words of a span have a content of their own."""
    return sum(not is_of_grammar(one.casefold()) for one in _WORD.findall(span.text))


def stems(text: str) -> frozenset[str]:
    """What the words of a text have in common with their other forms."""
    return frozenset(map(_stem, _WORD.findall(text.casefold())))


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """What forms of a word have in common: "designs", "designed" and "designing" are "design"."""
    one = lexicon.one_of(word)
    stem = _ENDINGS.sub("", _ENDINGS.sub("", one, count=1), count=1) if len(one) > 3 else one
    return _DOUBLED.sub("", stem)


def is_of_grammar(word: str) -> bool:
    """Whether a word in lower case joins others, or is of what diagrams are made of: none of these need be seen."""
    return _is_plain(word, _plain("")) or _stem(word) in _linking()


def _is_plain(word: str, plain: frozenset[str]) -> bool:
    is_small = word.isdecimal() and int(word) <= _COUNTED
    return is_small or word.endswith("ly") or numbered(word) is not None or _stem(word) in plain


@cache
def _plain(sort: str) -> frozenset[str]:
    """The stems of words that no diagram of a sort shows as such; if that is empty, none of any sort."""
    rows = table("plain").items()
    told = (phrase for phrase, kinds in rows if not sort or any(sort in _OF_SORTS.get(one, (sort,)) for one in kinds))
    return frozenset(_stem(word) for phrase in told for word in phrase.split())


@cache
def _linking() -> frozenset[str]:
    """The stems of verbs, and of their prepositions, that a link may say without showing them."""
    linking = (one for one, senses in table("verb").items() if not {"over", "under"}.issuperset(senses))
    return frozenset(_stem(word) for phrase in (*linking, *table("jump")) for word in phrase.split())
