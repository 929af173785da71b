"""From a text to the draft of a diagram: its request, then its clauses one by one, by the reader of the sort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Arranged, Draft
from sgc.english.diagrams.pieces import trim
from sgc.english.prose.clauses import Clause, clauses, gapped
from sgc.english.prose.joins import Joins
from sgc.english.prose.messages import Messages
from sgc.english.prose.parsing import parsed, place
from sgc.english.prose.phrases import Phrase, Phrases
from sgc.english.prose.ranks import PARTS, TOPS, Ranks
from sgc.english.prose.requests import Request, request
from sgc.english.prose.steps import Steps
from sgc.source import Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

#: Sorts that are read from prose, and the sort of figure that each is.
SORTS = {"tree": "tree", "mindmap": "mindmap", "sequence": "sequence", "links": "", "cycle": "", "flow": ""}


@lru_cache(maxsize=4)
def _seen(text: str) -> tuple[Doc, Request]:
    doc = parsed(text)
    return doc, request(doc)


def asked_sort(source: Source) -> tuple[str, bool]:
    """The sort that the text's request names, or empty; and whether it can mean nothing else."""
    asked = _seen(source.text)[1]
    return asked.sort, asked.is_sure


def no_names(source: Source, spans: Sequence[Span]) -> list[Span]:
    """Those of the spans that somebody took for names that are none.

    They begin with a preposition, a verb stands in them, or they only count what is told behind them ("three main
    branches").
    """
    doc, _ = _seen(source.text)
    counted = [one for one in Phrases(doc, source).all if one.count is not None]
    counts = [one.span for one in counted if one.head.lemma_.lower() in PARTS]

    def is_fault(span: Span) -> bool:
        inside = [token for token in doc if span.start <= place(token)[0] and place(token)[1] <= span.end]
        verbs = [token for token in inside[1:] if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN")]
        begins = bool(inside) and inside[0].tag_ in ("IN", "CC") and len(inside) > 1
        return (
            begins
            or bool(verbs)
            or any(span.start <= one.start and one.end <= span.end <= one.end + 1 for one in counts)
        )

    return list(filter(is_fault, spans))


def read(source: Source, sort: str) -> Draft:
    """The draft of a diagram of one of ``SORTS``; sentences of which nothing was taken are ``unread``."""
    doc, asked = _seen(source.text)
    phrases = Phrases(doc, source)
    draft = Draft(source, SORTS[sort])
    draft.heard += asked.spans(source)
    if sort in ("tree", "mindmap"):
        _read_ranks(draft, phrases, asked, "rounded" if sort == "mindmap" else "box")
    elif sort == "sequence":
        _read_each(draft, phrases, asked, Messages(draft, phrases))
    elif sort == "flow":
        _read_each(draft, phrases, asked, Steps(draft, phrases))
    else:
        joins = Joins(draft, phrases, "rounded", undirected=asked.undirected, plain=sort == "cycle")
        _read_each(draft, phrases, asked, joins)
        if sort == "cycle":
            _closed(draft)
        if sort == "cycle" and len(draft.nodes) > 2:
            draft.settings["routing"] = "straight"
            draft.arranged.append(Arranged("ring", draft.nodes, radius=60 + 18 * len(draft.nodes)))
    return draft


def _closed(draft: Draft) -> None:
    """A cycle leads from its last stage to its first again, whether that is said or not."""
    ends = [one for one in draft.nodes if not any(edge.first is one for edge in draft.edges)]
    starts = [one for one in draft.nodes if not any(edge.second is one for edge in draft.edges)]
    if len(ends) == len(starts) == 1 and ends[0] is not starts[0]:
        draft.link(ends[0], starts[0], ends[0].span)


def _said(phrases: Phrases, asked: Request) -> Iterator[Clause]:
    """The clauses that say what is in the diagram, each with those that leave its verb out."""
    for one in clauses(phrases):
        if not asked.asks(one.verb.i):
            yield one
            yield from gapped(one, phrases)


def _sentences(phrases: Phrases, asked: Request) -> Iterator[tuple[Tokens, list[Clause]]]:
    """The sentences that say something, without what asks in them, and the clauses of each."""
    found = list(_said(phrases, asked))
    for sentence in phrases.doc.sents:
        start = next((start for start, end in asked.content if end == sentence.end), sentence.start)
        if not asked.asks(start):
            inside = [one for one in found if one.verb.sent.start == sentence.start]
            yield phrases.doc[start : sentence.end], inside


def _read_each(draft: Draft, phrases: Phrases, asked: Request, reader: Messages | Joins | Steps) -> None:
    for sentence, inside in _sentences(phrases, asked):
        for one in inside:
            if not reader.read(one) and one.whole is not None and one.verb.dep_ in ("ROOT", "conj", "relcl"):
                draft.unread.append(one.whole)
        if inside or (isinstance(reader, Steps) and reader.fragment(list(sentence))):
            continue
        first = _first(phrases, sentence)
        if first is not None and isinstance(reader, Joins) and reader.plain:
            reader.chain(phrases.listed(first.head))
        else:
            draft.unread.append(_span(sentence, draft.source))


def _read_ranks(draft: Draft, phrases: Phrases, asked: Request, word: str) -> None:
    topic = next((one for start in asked.topics if (one := phrases.next(start)) is not None), None)
    ranks = Ranks(draft, phrases, word, topic)
    for asking in clauses(phrases):  # "put energy at the centre of a mind map"
        if asked.asks(asking.verb.i) and any(names[0].head.lower_ in TOPS for _, names in asking.places):
            ranks.read(asking)
    for sentence, inside in _sentences(phrases, asked):
        called = _top_named(phrases, sentence) if inside else None
        if called is not None:
            ranks.root = ranks.root or next(iter(ranks.cast.nodes([called], as_subject=True)), None)
        for clause in inside:
            if not ranks.read(clause) and clause.verb.dep_ in ("ROOT", "conj", "ccomp"):
                draft.unread.append(clause.whole or draft.source.span())
        first = _first(phrases, sentence)
        top = next((token.lower_ for token in sentence if token.lower_ in TOPS), "")
        is_request = any(sentence.end == end for _, end in asked.content)
        where = top or ("" if first is None or is_request else first.before)
        if not inside and (first is None or not ranks.fragment(phrases.listed(first.head), where)):
            draft.unread.append(_span(sentence, draft.source))
        if (
            not inside and top and ranks.root is not None
        ):  # "with sleep in the middle and two branches: light and noise"
            for one in phrases.all:
                is_part = sentence.start <= one.first < sentence.end and one.head.lemma_.lower() in PARTS
                if is_part and (below := phrases.listed(one.head)) and below[0] is not one:
                    ranks.under([ranks.root], below)
    ranks.finish()


def _first(phrases: Phrases, tokens: Tokens) -> Phrase | None:
    return next((one for one in phrases.all if tokens.start <= one.first < tokens.end), None)


def _span(tokens: Tokens, source: Source) -> Span:
    return trim(Span(source, place(tokens[0])[0], place(tokens[-1])[1]), ".,;:")


def _top_named(phrases: Phrases, sentence: Tokens) -> Phrase | None:
    """ "The root folder is called webshop": what is at the top, by the name that it is given."""
    for one in phrases.all:
        if sentence.start <= one.first < sentence.end and one.label:
            words = {token.lower_ for token in one.head.doc[max(sentence.start, one.first - 1) : one.last + 1]}
            if words & TOPS:
                return one
    return None
