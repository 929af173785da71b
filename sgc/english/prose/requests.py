"""What a text asks for: the sort of diagram that its request names, and what of the request stands in it, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgc.english.prose.parsing import place
from sgc.source import Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

#: What names each sort; the first that is found in a request counts.
_SORTS = (
    ("classes", r"(?:uml )?class (?:diagram|model|hierarchy)s?|uml (?:diagram|classe)s?"),
    (
        "entities",
        r"er[- ](?:diagram|model|chart)s?|erd|entity[- ]relationship (?:diagram|model)s?|data model"
        r"|database (?:schema|design)",
    ),
    ("mindmap", r"mind[- ]?maps?|spider diagram|brainstorm(?:ing)? (?:map|sheet|diagram)"),
    (
        "sequence",
        r"(?:sequence|message|interaction) (?:diagram|chart|sequence)s?|interactions"
        r"|who (?:talks|speaks|says what) to whom",
    ),
    ("states", r"state (?:machine|diagram|chart|transition diagram)s?|statecharts?"),
    (
        "flow",
        r"flow ?charts?|(?<!data )flow diagrams?|decision (?:chart|diagram)s?|process (?:chart|diagram|map)s?"
        r"|workflows?",
    ),
    (
        "tree",
        r"org(?:ani[sz]ation(?:al)?)?[- ]charts?|organigrams?|hierarchy|taxonomy|classification"
        r"|(?<!decision )tree(?: diagram)?",
    ),
    ("cycle", r"(?:life[- ]?)?cycles?(?: diagram)?|circular diagram"),
    (
        "links",
        r"(?:\w+ )?network(?: diagram| map)?|data[- ]?flow(?: diagram)?|graph|topology|architecture|pipeline"
        r"|food web|(?:block|system) diagram|(?:concept|dependency) map|dependency diagram|components",
    ),
)
_NAMED = [(sort, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for sort, words in _SORTS]
#: What is the name of a diagram and of nothing else: "mind map", and not "tree".
_SURE = re.compile(
    r"\b(?:mind[- ]?maps?|spider diagram|flow ?charts?|food web|(?:concept|brainstorm) map"
    r"|(?:sequence|message|interaction|organi[sz]ation(?:al)?|org)[- ]?(?:diagram|chart)s?"
    r"|(?:tree|cycle|circular|network|block|system|architecture) diagrams?)\b",
    re.IGNORECASE,
)
#: Words for systems that are processes as well.
_VAGUE = re.compile(r"\b(?:pipeline|architecture|components|topology|classification|data[- ]?flow)\b", re.IGNORECASE)
_NOTATION = re.compile(r"->|→|=>|^\s*[-*•]\s|\s[-–—]\s.*\s[-–—]\s|\s--\s", re.MULTILINE)
#: Verbs by which somebody asks, and those of them that ask for nothing but pictures.
_DRAWS = frozenset(("draw", "show", "sketch", "illustrate", "visualise", "visualize", "depict", "diagram", "chart"))
_ASKS = _DRAWS | frozenset((
    "make", "create", "give", "generate", "produce", "build", "turn", "design", "need", "want", "like", "map", "lay",
    "put", "present", "plot", "model", "set", "do", "revise", "study", "convert", "plan", "write", "see",
))  # fmt: skip
_OF_DIAGRAMS = re.compile(r"\b(?:diagram|chart|figure|drawing|picture|map it|map this|drawn)\b", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:diagram|chart|map|graph|tree)\b.*\b(?:would|should) be\b|\bworks? (?:like this|as follows)\b"
    r"|\b(?:in (?:the following|this) way|as follows)\s*[.:]?\s*$",
    re.IGNORECASE,
)
_OF = frozenset(("of", "about", "on", "for", "summarizing", "summarising", "showing"))
_NOT_SHOWN = frozenset(("arrows", "lines", "labels", "no"))


@dataclass(slots=True)
class Request:
    """``sort`` as readers are called, or empty; ``frames`` are the sentences that ask, as ranges of tokens; ``content``
    what of them says what is in the diagram; ``topics`` where what it is of may begin, the likeliest first."""

    sort: str = ""
    frames: list[Tokens] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    undirected: bool = False
    is_sure: bool = False  # whether what names the sort is the name of nothing else

    def spans(self, source: Source) -> Sequence[Span]:
        """The words that ask and show nothing."""
        found: list[Span] = []
        for one in self.frames:
            start, end = one.start, next((begin for begin, end in self.content if end == one.end), one.end)
            if start < end:
                found.append(Span(source, place(one.doc[start])[0], place(one.doc[end - 1])[1]))
        return found

    def asks(self, token: int) -> bool:
        """Whether a token stands in a sentence that asks, and not in its content."""
        return any(one.start <= token < one.end for one in self.frames) and not any(
            start <= token < end for start, end in self.content
        )


def is_prose(text: str) -> bool:
    """Whether a text is prose, and no outline, list of arrows or of dashes."""
    return _NOTATION.search(text) is None


def names_diagram(text: str) -> bool:
    """Whether a text has the name of a diagram that nothing else has; asked without the parser."""
    return _SURE.search(text) is not None


def request(doc: Doc) -> Request:
    """The request of a text: the sort that its first sentence to do so names, and the sentences that only ask."""
    found = Request()
    for number, sentence in enumerate(doc.sents):
        start = _content(sentence)
        before = sentence.doc[sentence.start : start or sentence.end].text
        sort = _first_name(before)[1] or _first_name(sentence.text)[1]
        if not _asks(sentence, number, sort):
            continue
        found.sort = found.sort or sort
        found.frames.append(sentence)
        found.undirected |= re.search(r"\b(?:without|no) (?:arrow|direction)|\bundirected\b", sentence.text) is not None
        by_verb = (
            sort not in ("", "flow") and sentence.root.lemma_.lower() in _ASKS and not _VAGUE.search(sentence.text)
        )
        found.is_sure |= bool(sort) and (by_verb or names_diagram(sentence.text))
        if start is not None:
            found.content.append((start, sentence.end))
        found.topics += [token.i + 1 for token in sentence if token.lower_ in ("topic", "theme", "subject")]
        if sort:
            of = [token for token in sentence if token.lower_ in _OF and (start is None or token.i < start)]
            found.topics += [token.i + 1 for token in sorted(of, key=lambda token: token.lower_ == "for")]
    return found


def _first_name(words: str) -> tuple[int, str]:
    """Where a sort is named first, and which; of names at one place the first of the table; none is empty."""
    found = [(match.start(), i, sort) for i, (sort, pattern) in enumerate(_NAMED) if (match := pattern.search(words))]
    start, _, sort = min(found, default=(0, 0, ""))
    return start, sort


def _asks(sentence: Tokens, number: int, sort: str) -> bool:
    root = sentence.root
    speaks = {child.lower_ for child in root.children if child.dep_ == "nsubj"}
    verbs = [root, *root.conjuncts, *(child for child in root.children if child.dep_ in ("ccomp", "xcomp"))]
    by_us = bool(speaks & {"i", "we", "you"})
    if _WISHED.search(sentence.text):
        return True
    if (not speaks or by_us) and root.lemma_.lower() in _DRAWS:
        return True
    if (not speaks or by_us) and any(one.lemma_.lower() in _ASKS for one in verbs):
        return bool(sort or _OF_DIAGRAMS.search(sentence.text))
    colon = next((one.i for one in sentence if one.text == ":"), sentence.end)
    finite = [one for one in sentence if one.tag_ in ("VBD", "VBZ", "VBP", "MD") and one.dep_ in ("ROOT", "aux")]
    has_verb = any(one.i < colon and one.lower_ not in ("map", "maps") for one in finite)  # "mind map" may be parsed so
    return number == 0 and bool(sort) and not has_verb and _is_named_first(sentence)


def _is_named_first(sentence: Tokens) -> bool:
    """Whether a sentence without a verb is of the diagram, and not of something that has one on it."""
    start, _ = _first_name(sentence.text)
    return not any(token.pos_ == "ADP" for token in sentence if token.idx - sentence.start_char < start)


def _content(sentence: Tokens) -> int | None:
    """Where what is in the diagram begins: behind a colon, "with" or "in three boxes"."""
    doc = sentence.doc
    for token in sentence[:-2]:
        word, behind = token.lower_, doc[token.i + 1]
        if word == ":":
            return token.i + 1
        in_which = word == "which" and doc[token.i - 1].lower_ == "in"
        parts = (word in ("with", "where") or in_which) and token.i > sentence.start + 1
        if (parts or (word in ("in", "into") and behind.tag_ == "CD")) and _first_name(
            doc[sentence.start : token.i].text
        )[1]:
            return None if parts and behind.lower_ in _NOT_SHOWN else token.i + 1
    return None
