"""The way in: a prompt becomes a syntax tree, with what was not understood and what could be read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from sgc.english.afterwards import shown_anyway
from sgc.english.doubts import doubts
from sgc.english.interpretation import OF_PLACE, interpret
from sgc.english.labels import find_labels, find_texts, find_writing
from sgc.english.limits import check_limits
from sgc.english.meaning import Meaning, Thing
from sgc.english.phrases import NounPhrase, parse_phrases, words_of
from sgc.english.seen import is_plainly_seen
from sgc.english.showing import find_shown
from sgc.english.surroundings import surround
from sgc.english.tagging import tag
from sgc.english.tasks import colour_in, set_aside_purposes, set_aside_tasks
from sgc.english.tokens import Token, tokenize
from sgc.english.writing import write
from sgc.source import Diagnostic, Source, Span, warning
from sgc.source.codes import LANGUAGE_MODEL, NOT_DRAWN
from sgc.syntax.tree import Node, SyntaxTree


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place where the prompt can be read otherwise: in words, the reading that was chosen and the others.

    ``read_prompt(source, {number: k})`` reads the prompt with the k-th of ``others``, counted from 1.
    """

    number: int
    span: Span
    chosen: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a prompt.

    ``tree`` has one scene, and its spans are in the prompt. ``not_understood`` are the words that no rule took, in
    their order; ``framing`` those that speak of the picture and not of what it shows ("a photo of"). ``said`` is the
    tree of what the prompt itself says, where ``tree`` has surroundings besides, which no word of it names.
    """

    tree: SyntaxTree
    not_understood: tuple[Span, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    framing: tuple[Span, ...] = ()
    without_surroundings: SyntaxTree | None = None

    @property
    def said(self) -> SyntaxTree:
        return self.without_surroundings or self.tree


def read_prompt(source: Source, choices: Mapping[int, int] | None = None) -> Reading:
    """Read an English prompt: by rules, or by the language model that the source names.

    ``choices`` takes other readings of the rules, by the number of their alternative. They read, too, what a model
    wrote no usable scene for; a diagnostic of the tree says so. Raises MissingError when there is no such model, and
    SgcError for a prompt that is too long, or has a number that is.
    """
    check_limits(source)
    if source.reader is None:
        return read_by_rules(source, choices)
    from sgc.english.language_model import write_scene

    written = write_scene(source.text, source.reader)
    if isinstance(written, SyntaxTree):
        return Reading(written, tuple(_shown_nowhere(written, source)))
    told = warning(
        LANGUAGE_MODEL, f"'{source.reader}' was of no use here ({written}); rules read the prompt", source.span()
    )
    reading = read_by_rules(source, choices)
    return replace(reading, tree=replace(reading.tree, diagnostics=(*reading.tree.diagnostics, told)))


def read_by_rules(source: Source, choices: Mapping[int, int] | None = None) -> Reading:
    """Read an English prompt of any length by rules."""
    told = None
    if not is_plainly_seen(source.text):
        from sgc.english.diagrams.reader import named_diagram, read_diagram

        if (diagram := read_diagram(source)) is not None:
            drawn, missed, frame = diagram
            return Reading(drawn, tuple(missed), framing=(frame,))
        told = named_diagram(source)
    words = find_shown(tokenize(source.text), source.text)
    words = find_texts(find_writing(find_labels(words, source.text)))
    tokens = tag(colour_in(set_aside_purposes(set_aside_tasks(words))))
    phrases, dropped = parse_phrases(tokens)
    meaning = interpret(phrases, choices)
    alternatives = tuple(
        Alternative(i, Span(source, one.start, one.end), one.options[0], one.options[1:])
        for i, one in enumerate(meaning.choices)
    )
    unread = [*meaning.not_understood, *dropped, *_overlooked(tokens, meaning)]
    remarks = [_left_to_picture(part, whole, source) for part, whole in meaning.undrawn.items()]
    remarks += [] if told is None else [told]
    remarks += doubts(tokens, meaning, source)
    remarks += [_shown_anyway(phrase, whole, source) for phrase, whole in shown_anyway(meaning)]

    def written() -> SyntaxTree:
        tree = write(meaning, source)
        return replace(tree, diagnostics=(*tree.diagnostics, *remarks))

    said, framing = written(), tuple(_spans(meaning.framing, source))
    tree = written() if surround(meaning) else said
    return Reading(tree, tuple(_spans(unread, source)), alternatives, framing, said)


def _shown_nowhere(written: SyntaxTree, source: Source) -> Iterator[Span]:
    """The words of a prompt that stand nowhere in the diagram that a model wrote for it; of pictures none are told."""
    if any(one.kind == "diagram" for one in written.figures):
        from sgc.english.diagrams.accounts import words_beside

        yield from words_beside(_words(written.figures), source.span())


def _words(part: object) -> Iterator[str]:
    """All words of a part of a tree."""
    if isinstance(part, str):
        yield part
    for one in part if isinstance(part, tuple) else ():
        yield from _words(one)
    for one in fields(part) if isinstance(part, Node) else ():
        yield from _words(getattr(part, one.name)) if one.name != "span" else ()


def _left_to_picture(part: Thing, whole: Thing, source: Source) -> Diagnostic:
    message = f"'{part.noun}' is not drawn apart, and not checked: the picture of '{whole.noun}' has its own parts"
    return warning(NOT_DRAWN, message, Span(source, part.start, part.end))


def _shown_anyway(phrase: NounPhrase, whole: Thing, source: Source) -> Diagnostic:
    message = f"'{words_of(phrase.tokens)}' is not drawn, and not checked: the picture of '{whole.noun}' shows it"
    return warning(NOT_DRAWN, message, Span(source, phrase.start, phrase.end))


def _overlooked(tokens: Iterable[Token], meaning: Meaning) -> Iterator[Token]:
    """Words with a content of their own that stand in nothing that was understood: no word is dropped in silence."""
    places = meaning.places()
    for token in tokens:
        if token.kind in _OF_GRAMMAR or not token.lower or token.lower in OF_PLACE:
            continue
        if not any(start <= token.start and token.end <= end for start, end in places):
            yield token


def readings(source: Source) -> Iterator[Reading]:
    """The chosen reading, and for each ambiguity the prompt read otherwise there."""
    first = read_prompt(source)
    yield first
    for one in first.alternatives:
        for k in range(1, len(one.others) + 1):
            yield read_prompt(source, {one.number: k})


def _spans(tokens: Iterable[Token], source: Source) -> Iterator[Span]:
    """The places of tokens in their order, neighbours joined."""
    current: Span | None = None
    for token in sorted({(one.start, one.end) for one in tokens}):
        start, end = token
        if current is not None and not source.text[current.end : start].strip():
            current = Span(source, current.start, end)
            continue
        if current is not None:
            yield current
        current = Span(source, start, end)
    if current is not None:
        yield current


#: Classes of words that only join others: what they say is in the words around them.
_OF_GRAMMAR = frozenset((
    "ARTICLE", "AND", "COMMA", "STOP", "BREAK", "WHO", "BE", "NOTBE", "NOT", "NO", "AUXILIARY", "JOIN", "THERE", "ELSE",
    "OF", "WITH", "SAYS", "PRONOUN", "POSSESSIVE", "GAP",
))  # fmt: skip
