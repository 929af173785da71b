"""A clause that names two known states, whatever its form: from which to which, and on what ("a draft is sent to review
by its author")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.lexis import base_of, forms, table
from sgc.english.diagrams.mentions import mentions
from sgc.english.diagrams.pieces import trim
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEHIND = re.compile(
    r"\s*(?:states?\b)?\s*,?\s*(?:on|when|if|after|upon|once|by|as soon as|with)\s+(?P<when>\S.*)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\s*(?:on|when|if|after|upon|once)\s+(?P<when>\S.*?)\s*,\s*(?:(?:it|they|the\s+\w+|an?\s+\w+)\b.*|from\s*)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+|an?\s+)?\Z", re.IGNORECASE)
_APART = re.compile(r"[.;:]|\b(?:and|or|but|while|whereas|not|unless|except)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Transition:
    """From the first state to the second, on what the words ``when`` say."""

    first: Node
    second: Node
    when: Span | None


def transition(draft: Draft, span: Span) -> Transition | None:
    """What a clause that names two known states says of them; None where it names more, or denies it."""
    found = mentions(draft, span)
    if len(found) != 2 or found[0].node is found[1].node:
        return None
    one, other = found
    source = span.source
    before, between = Span(source, span.start, one.span.start), Span(source, one.span.end, other.span.start)
    after = Span(source, other.span.end, span.end)
    if _APART.search(between.text) is not None or _APART.search(before.text) is not None or "," in between.text:
        return None
    is_back = _FROM.search(between.text) is not None and _FROM.search(before.text) is None
    first, second = (other.node, one.node) if is_back else (one.node, other.node)
    return Transition(first, second, _when(before, between, after))


def _when(before: Span, between: Span, after: Span) -> Span | None:
    """On what it happens: what stands behind "when", or the verb of the clause, if it says more than that it does."""
    if (match := _BEHIND.fullmatch(after.source.text, after.start, after.end)) is not None:
        return trim(Span(after.source, *match.span("when")))
    if (match := _BEFORE.fullmatch(before.source.text, before.start, before.end)) is not None:
        return trim(Span(before.source, *match.span("when")))
    for word in _WORD.finditer(between.source.text, between.start, between.end):
        said = word.group().casefold()
        can = forms(said)
        is_verb = lexicon.PARTICIPLE in can or (lexicon.THIRD in can and lexicon.NOUN not in can)
        if is_verb and said not in _BE and not any(base_of(said) == one.split()[0] for one in table("silent")):
            return Span(between.source, *word.span())
    return None


_BE = frozenset((
    "is", "are", "was", "were", "be", "been", "has", "have", "becomes", "turns", "changes", "transitions", "switches",
))  # fmt: skip
