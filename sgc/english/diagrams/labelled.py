"""Cases that stand before a mark: "In stock: reserve it. Out of stock: show a message.", "red = stop, green = go"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.parts_of_speech import Tag, words
from sgc.english.diagrams.pieces import bare, fullmatch, named, split
from sgc.source import Span

_LABELLED = re.compile(
    r"(?:[-*•–]\s*|\d{1,2}[.)]\s+)?(?!(?:step|phase|stage|part|point|day|week|month|year)\b"
    r"|(?:yes|no|then|otherwise|else|first|second|third|finally|next|note)\s*:)"
    r"(?P<case>[^\W\d_][^.:,;?!=<>→]{0,38}?)\s*(?P<mark>:\s|=(?!=)|->|=>|→)\s*(?P<action>[^\s=>].*)",
    re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(r"->|=>|→")
_COMMA = re.compile(r"\s*[,;]\s*(?:and\s+)?")
_CASES = (Tag.ADJ, Tag.VN, Tag.PREP, Tag.NOT)
_NO = frozenset(("no", "not", "none", "without", "out", "if"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """Cases and what is done in each, of so many sentences."""

    cases: Sequence[Span]
    actions: Sequence[Span]
    sentences: int


def labelled(sentences: Sequence[Span]) -> Labelled | None:
    """The cases that the first of the sentences begin with, if there are two or more and one of them says how something
    is, or all are of one thing, and none of them who acts ("kitchen: cook the meal")."""
    cases: list[Span] = []
    actions: list[Span] = []
    several = 0
    for one in sentences:
        found = list(_cases(one))
        if not found:
            break
        several += 1
        cases += [case for case, _ in found]
        actions += [action for _, action in found]
    firsts = {one.text.casefold().split()[0] for one in cases}
    is_one = len(cases) > 1 and len(firsts) == 1 and all(len(one.text.split()) > 1 for one in cases)
    if len(cases) < _TWO or not (is_one or any(map(_is_case, cases))):
        return None
    return Labelled(cases, actions, several)


def _cases(sentence: Span) -> Iterator[tuple[Span, Span]]:
    """The cases of a sentence, and what is done in each: one before a colon or an arrow, or one in each part."""
    if len(_ARROW.findall(sentence.text)) > 1:
        return  # a chain
    pieces = split(sentence, _COMMA)
    several = [fullmatch(one, _LABELLED) for one in pieces]
    if len(pieces) > 1 and all(one is not None and one["mark"] == "=" for one in several):
        for piece, match in zip(pieces, several, strict=True):
            if match is not None:
                yield named(piece, match, "case"), named(piece, match, "action")
        return
    match = fullmatch(sentence, _LABELLED)
    if match is not None and len(match["case"].split()) <= _WORDS:
        yield named(sentence, match, "case"), named(sentence, match, "action")


#: A case has so many words at most.
_WORDS = 6
_IN = frozenset(("in", "within", "without", "on"))
_TWO = 2


def _is_case(span: Span) -> bool:
    """Whether words say how something is: "severe", "no symptoms", "in stock"."""
    first = next(iter(words(span)), None)
    if first is None:
        return False
    only = len(span.text.split()) == 1 and lexicon.is_adjective(span.text.casefold())
    if first.tag is Tag.PREP and not any(letter.isdigit() for letter in span.text):
        return first.lower in _IN and len(span.text.split()) == _TWO  # "in stock", and not "in the kitchen"
    return only or first.lower in _NO or first.tag in _CASES


def asked_of(step: Span) -> str:
    """What the step before the cases is on: "symptoms", of "the nurse asks about symptoms"; empty if that is not
    clear."""
    one = next((one for one in reversed(clauses(step)) if one.verb and one.rest), None)
    if one is None or one.last_noun.text.casefold() in ("it", "them"):
        return ""
    return bare(one.last_noun).text
