"""From a text to the draft of a diagram: its request, then its clauses one by one, by the reader of the sort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.pieces import trim
from sgc.english.diagrams.series import in_a_ring
from sgc.english.prose.classes import Classes
from sgc.english.prose.clauses import Clause, clauses, gapped
from sgc.english.prose.joins import Joins
from sgc.english.prose.messages import Messages
from sgc.english.prose.parsing import parsed, place
from sgc.english.prose.phrases import Phrase, Phrases
from sgc.english.prose.ranks import PARTS, TOPS, Ranks
from sgc.english.prose.requests import Request, request
from sgc.english.prose.states import States
from sgc.source import Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

#: Sorts that are read from prose, and the sort of figure that each is.
SORTS = {
    "tree": "tree", "mindmap": "mindmap", "sequence": "sequence", "links": "", "cycle": "",
    "states": "states", "classes": "", "entities": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the parser sees in a text, whatever sort is read from it."""

    asked: Request
    phrases: Phrases
    clauses: Sequence[Clause]


@lru_cache(maxsize=4)
def _seen(source: Source) -> _Seen:
    doc = parsed(source.text)
    phrases = Phrases(doc, source)
    return _Seen(request(doc), phrases, clauses(phrases))


def asked_sort(source: Source) -> tuple[str, bool]:
    """The sort that the text's request names, or empty; and whether it can mean nothing else."""
    asked = _seen(source).asked
    return asked.sort, asked.is_sure


def no_names(source: Source, spans: Sequence[Span]) -> list[Span]:
    """Those of the spans that somebody took for names that are none.

    They begin with a preposition, a verb stands in them, or they only count what is told behind them ("three main
    branches").
    """
    phrases = _seen(source).phrases
    counted = [one for one in phrases.all if one.count is not None]
    counts = [one.span for one in counted if one.head.lemma_.lower() in PARTS]

    def is_fault(span: Span) -> bool:
        inside = [token for token in phrases.doc if span.start <= place(token)[0] and place(token)[1] <= span.end]
        verbs = [token for token in inside[1:] if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN")]
        begins = bool(inside) and inside[0].tag_ in ("IN", "CC") and len(inside) > 1
        is_count = any(span.start <= one.start and one.end <= span.end <= one.end + 1 for one in counts)
        return begins or bool(verbs) or is_count

    return list(filter(is_fault, spans))


def read(source: Source, sort: str) -> Draft:
    """The draft of a diagram of one of ``SORTS``; sentences of which nothing was taken are ``unread``."""
    seen = _seen(source)
    draft = Draft(source, SORTS[sort])
    draft.heard += seen.asked.spans(source)
    if sort in ("tree", "mindmap"):
        _read_ranks(draft, seen, "rounded" if sort == "mindmap" else "box")
    elif sort == "sequence":
        _read_each(draft, seen, Messages(draft, seen.phrases))
    elif sort == "states":
        _read_states(draft, seen)
    elif sort in ("classes", "entities"):
        draft.settings["direction"] = "up" if sort == "classes" else "right"
        _read_each(draft, seen, Classes(draft, seen.phrases, seen.clauses, entities=sort == "entities"))
    else:
        is_cycle = sort == "cycle"
        _read_each(draft, seen, Joins(draft, seen.phrases, "rounded", undirected=seen.asked.undirected, plain=is_cycle))
        if is_cycle:
            _closed(draft)
    if sort == "cycle" and len(draft.nodes) > 2:
        in_a_ring(draft, draft.nodes)
    return draft


def _closed(draft: Draft) -> None:
    """A cycle leads from its last stage to its first again, whether that is said or not."""
    ends = [one for one in draft.nodes if not any(edge.first is one for edge in draft.edges)]
    starts = [one for one in draft.nodes if not any(edge.second is one for edge in draft.edges)]
    if len(ends) == len(starts) == 1 and ends[0] is not starts[0]:
        draft.link(ends[0], starts[0], ends[0].span)


def _sentences(seen: _Seen) -> Iterator[tuple[Tokens, list[Clause]]]:
    """The sentences that say something, without what asks in them, and the clauses of each, with those behind each that
    leave its verb out."""
    asked = seen.asked
    for sentence in seen.phrases.doc.sents:
        start = next((start for start, end in asked.content if end == sentence.end), sentence.start)
        if not asked.asks(start):
            said = (one for one in seen.clauses if one.verb.sent.start == sentence.start and not asked.asks(one.verb.i))
            inside = [part for one in said for part in (one, *gapped(one, seen.phrases))]
            yield seen.phrases.doc[start : sentence.end], inside


def _read_each(draft: Draft, seen: _Seen, reader: Messages | Joins | Classes) -> None:
    for sentence, inside in _sentences(seen):
        for one in inside:
            if not reader.read(one) and one.verb.dep_ in ("ROOT", "conj", "relcl"):
                draft.unread.append(one.whole)
        if not inside and not reader.fragment(sentence):
            draft.unread.append(_span(sentence, draft.source))


def _read_states(draft: Draft, seen: _Seen) -> None:
    """All sentences twice: first for the names of states in them."""
    asks = {token.lemma_.lower() for one in seen.asked.frames for token in one if token.pos_ in ("NOUN", "PROPN")}
    reader = States(draft, frozenset(asks))
    sentences = [[token for token in sentence if not token.is_space] for sentence, _ in _sentences(seen)]
    for words in sentences:
        reader.collect(words)
    for words in sentences:
        if not reader.read(words):
            draft.unread.append(_span(words[0].doc[words[0].i : words[-1].i + 1], draft.source))


def _read_ranks(draft: Draft, seen: _Seen, word: str) -> None:
    phrases, asked = seen.phrases, seen.asked
    topic = next((one for start in asked.topics if (one := phrases.next(start)) is not None), None)
    ranks = Ranks(draft, phrases, word, topic)
    for asking in seen.clauses:  # "put energy at the centre of a mind map"
        if asked.asks(asking.verb.i) and any(names[0].head.lower_ in TOPS for _, names in asking.places):
            ranks.read(asking)
    for sentence, inside in _sentences(seen):
        if not inside:
            is_request = any(sentence.end == end for _, end in asked.content)
            if not ranks.fragment(sentence, is_request=is_request):
                draft.unread.append(_span(sentence, draft.source))
        elif (called := _top_named(phrases, sentence)) is not None:
            ranks.root = ranks.root or next(iter(ranks.cast.nodes([called], as_subject=True)), None)
        for clause in inside:
            if not ranks.read(clause) and clause.verb.dep_ in ("ROOT", "conj", "ccomp"):
                draft.unread.append(clause.whole)
    ranks.finish()


def _span(tokens: Tokens, source: Source) -> Span:
    return trim(Span(source, place(tokens[0])[0], place(tokens[-1])[1]), ".,;:")


def _top_named(phrases: Phrases, sentence: Tokens) -> Phrase | None:
    """ "The root folder is called webshop": what is at the top, by the name that it is given."""
    for one in phrases.inside(sentence):
        words = {token.lower_ for token in phrases.doc[max(sentence.start, one.first - 1) : one.last + 1]}
        if one.label and words & TOPS:
            return one
    return None
