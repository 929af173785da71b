"""Cases that stand before colons, one sentence each: "In stock: reserve the item. Out of stock: show a message."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.parts_of_speech import Tag, words
from sgc.english.diagrams.pieces import bare, fullmatch, named
from sgc.source import Span

_LABELLED = re.compile(
    r"(?:[-*•–]\s*)?(?!(?:yes|no|step|then|otherwise|else|first|second|third|finally|next|note)\s*:)"
    r"(?P<case>[^\W\d_][^.:,;?!]{0,38}?)\s*:\s+(?P<action>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CASES = (Tag.ADJ, Tag.VN, Tag.PREP, Tag.NOT)
_NO = frozenset(("no", "not", "none", "without", "out", "if"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """Cases, and what is done in each."""

    cases: Sequence[Span]
    actions: Sequence[Span]


def labelled(sentences: Sequence[Span]) -> Labelled | None:
    """The cases that the first of the sentences begin with, if two or more do and one of them says how something is,
    and not who acts ("kitchen: cook the meal")."""
    cases: list[Span] = []
    actions: list[Span] = []
    for one in sentences:
        match = fullmatch(one, _LABELLED)
        if match is None or len(match["case"].split()) > _WORDS:
            break
        cases.append(named(one, match, "case"))
        actions.append(named(one, match, "action"))
    return Labelled(cases, actions) if len(cases) > 1 and any(map(_is_case, cases)) else None


_IN = frozenset(("in", "within", "without", "on"))
_TWO = 2
#: A case has so many words at most.
_WORDS = 4


def _is_case(span: Span) -> bool:
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
