"""Which sentences speak of links, moves and systems, where a prompt does not say which diagram it is of."""

from __future__ import annotations

import re
from collections.abc import Callable

from sgc.english.diagrams.lexis import table
from sgc.english.diagrams.phrasing import CUT, DESTINATION, SENTENCE, passing
from sgc.english.diagrams.pieces import bare, fullmatch, named, search, split, trim
from sgc.english.diagrams.ways import FROM_TO, NEXT_FROM, ONWARD, is_way, stops
from sgc.english.diagrams.words import find_verb, is_technical, may_join_technical
from sgc.source import Span

_CLAUSE = re.compile(
    r"\s*[,;]\s*(?:(?:and|but|while|whereas)\s+)?(?=(?:the\s|an?\s|it\s)?[\w-]+(?:\s+[\w-]+)?\s+\w+)",
    re.IGNORECASE,
)
_JOINING = ("put", "send", "get", "with", "from", "to")
_LINKING = ("both", "chain", *_JOINING)


def says_moves(span: Span) -> bool:
    """Whether words say where something goes, and then where it goes on to."""
    sentences = split(span, SENTENCE)
    if not sentences:
        return False
    first = split(sentences[0], NEXT_FROM)[0]
    if is_way(first):
        return True
    moved = fullmatch(first, FROM_TO)
    if moved is not None and len(stops(named(first, moved, "second"))) > 1:
        return True
    verb = find_verb(first, ("chain", "to"), several=True, opened=False)
    return verb is not None and len(split(span, CUT)) > 1 and (verb.base in table("silent") or passes_on(first))


def passes_on(span: Span) -> bool:
    """Whether words say what something goes through, one after the other: "passes through A, then B"."""
    if search(span, _NEXT) is None:
        return False
    verb = find_verb(span, ("chain",), several=True, opened=False)
    return verb is not None and _NEXT.search(span.source.text, verb.span.end, span.end) is not None


_NEXT = re.compile(r"(?:,|\band)\s+(?:and\s+)?(?:then|finally|lastly|on to|in the end)\b", re.IGNORECASE)


def says_links(span: Span) -> bool:
    """Whether at least two clauses say what leads to what."""
    return count_links(span, is_link) > 1


def is_all_links(span: Span) -> bool:
    """Whether every sentence says what leads to what, by a verb of the table: no step of a process is told so."""
    clauses = [piece for sentence in split(span, SENTENCE) for piece in split(sentence, _CLAUSE)]
    found = [find_verb(one, _LINKING, several=True, opened=False) for one in clauses]
    stand_behind = (
        verb is not None and verb.span.start > one.start for one, verb in zip(clauses, found, strict=True)
    )
    return len(found) > 1 and all(stand_behind)


def count_links(span: Span, is_one: Callable[[Span], bool]) -> int:
    """How many clauses of the sentences join things."""
    return sum(is_one(piece) for sentence in split(span, SENTENCE) for piece in split(sentence, CUT))


def is_link(clause: Span) -> bool:
    verb = find_verb(clause, _LINKING)
    if verb is None:
        return passing(clause) is not None
    return bool(trim(Span(clause.source, verb.span.end, clause.end)).text)


def holds(clause: Span) -> bool:
    """Whether a clause says what is in what."""
    verb = find_verb(clause, ("hold", "inside"), opened=False)
    return verb is not None and bool(trim(Span(clause.source, verb.span.end, clause.end)).text)


def is_of_systems(span: Span) -> bool:
    """Whether sentences without the name of a diagram speak of one: a verb that joins two technical things."""
    heard = False  # whether something technical is spoken of, which pronouns point to
    for sentence in split(span, SENTENCE):
        if not heard and not may_join_technical(sentence):
            heard = _is_heard(sentence)
            continue
        moved = fullmatch(sentence, FROM_TO)
        if moved is not None and all(
            is_technical(bare(split(named(sentence, moved, one), ONWARD)[0]).text) for one in ("first", "second")
        ):
            return True
        waiting: list[Span] = []  # what may share the subject's part with the words before the verb
        for piece in split(sentence, CUT):
            verb = find_verb(piece, _JOINING, several=bool(waiting), first=bool(waiting))
            if verb is None:
                waiting.append(piece)
                continue
            subject = bare(Span(piece.source, piece.start, verb.span.start))
            rest = bare(Span(piece.source, verb.span.end, piece.end))
            does = is_technical(subject.text) if subject.text else any(is_technical(bare(one).text) for one in waiting)
            does = does or (heard and subject.text.casefold() in ("", "it", "they", "which"))
            heard = heard or _is_heard(piece)
            if does and any(is_technical(bare(one).text) for one in (rest, *split(rest, DESTINATION))):
                return True
    return False


def _is_heard(span: Span) -> bool:
    """Whether something technical is spoken of."""
    return any(map(is_technical, re.findall(r"\w+", span.text)))
