"""Conditions said by whom or what they are of: "damaged items get …, undamaged items get …", "for everyone else …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sgc.english import lexicon
from sgc.english.diagrams.conditions import is_opposite
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import caption, fullmatch, named, split, trim
from sgc.english.diagrams.words import table
from sgc.source import Span

_BREAK = re.compile(
    r"\s*[,;]\s*(?:(?:and|but|while|whereas)\s+)?|\s+(?:while|whereas|but|and(?!\s+[\d.,]+%?\s))\s+|[.;:?]\s+",
    re.IGNORECASE,
)
#: "premium customers are …", "claims below 100 euros are …", "orders with errors go …"
_CLASS = re.compile(
    r"(?:the\s+|all\s+)?(?!(?:if|when|once|unless|while|until|after|before|as|the|our|their|its|new|all|many|every|these|those|such|both|most|incoming)\s)(?:(?P<kind>[\w-]+(?:\s+(?!that\s|who\s|and\s|with\s|in\s|of\s|from\s)[\w-]+)??)\s+(?P<noun>(?!(?:is|was|has|does|this|its)\s)[a-z]+s)|(?P<noun2>(?!(?:is|was|has|does|this|its)\s)[a-z]+s)\s+(?P<side>below|above|under|over|between"
    r"|with|without|within|in|of|from|that are|who are|which are)\s+(?P<of>[^,]+?))\s+(?:(?:are|is|will be|must be"
    r"|can be)\s+|(?=(?:get|go|have|need|pay|receive|must|may|can|will|see|use|take|require)s?\s|goes\s|has\s))"
    r"(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: Those that are in no class that was named.
ELSE = re.compile(
    r"(?:for\s+)?(?:(?:everyone|everybody|everything|anyone|anything) "
    r"(?:else|in between|above|below|over|under|higher|lower|more|less)|all (?:the )?others?"
    r"|(?:the )?others|the rest|(?:all |any )?other (?!hand\b)\w+|(?:the )?remaining \w+s)\s*,?\s+"
    r"(?:(?:are|is)\s+)?(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: What is done with all that is not in a class, behind what is done with those that are.
_OTHERWISE = re.compile(
    r"(?:or\s+)?(?:otherwise|else)\s*,?\s+(?:(?:it|they)\s+)?(?:(?:is|are|gets?)\s+)?(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "valid input is saved", "an invalid one goes back": a class of which one is spoken of.
_CLASS_OF_ONE = re.compile(
    r"(?:an?\s+|any\s+)?(?P<kind>\w[\w-]*)\s+(?P<noun>\w[\w-]*)\s+(?:(?:is|will be|must be|can be)\s+"
    r"|(?=(?:gets|goes|has|needs|leads|returns)\s))(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)


#: So many pieces, parted by commas and "and", a clause may have.
_FURTHER = 3


@dataclass(frozen=True, slots=True)
class _Class:
    """Things of a ``noun`` that are of a ``kind``, or that something ``of`` them tells, on one ``side`` of which they
    are; and what is done with them."""

    action: Span
    noun: str
    kind: str = ""
    side: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question, and what is done by its answers: "yes" and "no", or the kinds of things that clauses name.

    ``others`` are the words for those of whom the clauses behind the first are said.
    """

    span: Span
    question: str
    answers: tuple[tuple[str, Span], ...]
    others: tuple[Span, ...]


def contrast(span: Span, parted: bool = False) -> tuple[Span, Contrast, Span] | None:
    """The first clauses in a text that say what is done with a class and with those that are not in it, with the words
    before and behind them; None if no two do. Where ways are known to be ``parted``, clauses on several things that say
    the same of each do so, too: "bugs go to engineering, questions go to support"."""
    pieces = split(span, _BREAK)
    for i, piece in enumerate(pieces):
        places = (
            (Span(span.source, piece.start, pieces[k - 1].end), pieces[k:])
            for k in range(i + 1, min(i + 1 + _FURTHER, len(pieces)))
            if not any(_class(one) for one in pieces[i + 1 : k])
        )
        several = (found for one in places if (found := _answers(*one)) is not None)
        found = next(several, None) or next(_those(pieces[i : i + 1 + _FURTHER]), None) or _sent(pieces[i:], parted)
        if found is not None:
            found = _with_what_follows(found)
            end = found.answers[-1][1].end
            before = Span(span.source, span.start, piece.start)
            return trim(before, ",;. "), found, trim(Span(span.source, end, span.end), ",;. ")
    return None


def _with_what_follows(found: Contrast) -> Contrast:
    """The contrast, whose last answer goes on with what is done further: "… are packed and put on the shelf"."""
    *before, (kind, last) = found.answers
    text = last.source.text
    behind = _GOES_ON.match(text, last.end)
    if behind is None:
        return found
    stop = _STOP.search(text, behind.end())
    one = next(iter(clauses(Span(last.source, behind.end(), stop.start() if stop is not None else len(text)))), None)
    if one is None or one.subject or not one.verb or one.mark is not None:
        return found
    return replace(found, answers=(*before, (kind, Span(last.source, last.start, one.span.end))))


_GOES_ON = re.compile(r"\s*,?\s+and\s+(?:then\s+)?(?=\w)", re.IGNORECASE)
_STOP = re.compile(r"[.;:]\s|[.;]?\s*\Z")
#: "one that does not is dropped"
_THAT_DO_NOT = re.compile(
    r"(?P<who>(?:the\s+)?(?:ones?|those|others|any)\s+(?:that|who|which)\s+"
    r"(?:(?:do|does|did|is|are|has|have|was|were|can)\s*(?:not|n['’]t)|cannot))\s*,?\s+(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)


def _those(pieces: Sequence[Span]) -> Iterator[Contrast]:
    return (found for k in range(2, len(pieces) + 1) if (found := _of_those(pieces[:k])) is not None)


def _of_those(pieces: Sequence[Span]) -> Contrast | None:
    """What is done with those of which something is so, and with those of which it is not: "a proposal that wins a
    majority is adopted, one that does not is dropped", "an approved change is merged, and one that isn't goes back"."""
    other = fullmatch(pieces[-1], _THAT_DO_NOT) if len(pieces) > 1 else None
    first = Span(pieces[0].source, pieces[0].start, pieces[-2].end) if other is not None else pieces[0]
    found = clauses(first) if other is not None else []
    if other is None or not found:
        return None
    no = ("no", named(pieces[-1], other, "action"))
    who = named(pieces[-1], other, "who")
    one = found[0]
    is_kind = len(one.subject) == 3 and one.subject[1].tag in (Tag.ADJ, Tag.VN) and one.verb and one.mark is None
    if is_kind and one.subject[0].lower in ("a", "an"):
        _, kind, noun = one.subject
        does = Span(first.source, one.place.start, first.end)
        return Contrast(one.who, caption(f"{noun.text} {kind.text}?"), (("yes", does), no), (one.who, who))
    said = next((one for one in found if one.around in found and one.verb and one.mark is not None), None)
    if len(pieces) > 2 or said is None or said.around is None or not said.around.verb:
        return None
    does = Span(first.source, said.around.place.start, first.end)
    asked = Span(first.source, said.place.start, said.span.end)
    place = Span(first.source, first.start, asked.end)
    of_all = Span(place.source, place.start, asked.start)
    return Contrast(place, caption(asked.text) + "?", (("yes", does), no), (of_all, who))


def _sent(pieces: Sequence[Span], parted: bool) -> Contrast | None:
    """What is done with each of several things, and perhaps with all others."""
    found: list[tuple[str, Span, Span]] = []
    is_sorted = True
    other = None
    for piece in pieces:
        if found and (other := fullmatch(piece, ELSE)) is not None:
            who = trim(Span(piece.source, piece.start, other.start("action")))
            found.append((who.text.casefold(), who, named(piece, other, "action")))
            break
        one = next(iter(clauses(piece)), None)
        if one is None or not one.subject or not one.verb or one.mark is not None or not _is_kind(one):
            break
        if any(word.lower == "then" for word in one.adverbs):
            break  # "Then sales decides": what comes next, and no kind
        does = Span(piece.source, one.place.start, piece.end)
        is_sorted = is_sorted and fullmatch(does, _SORTED) is not None
        if found and not is_sorted:
            break
        found.append((one.who.text.casefold(), one.who, does))
    if len(found) < 2 or len({who for who, _, _ in found}) < len(found) or (other is None and not parted):
        return None
    if not is_sorted and (other is None or len(found) > 2):
        return None
    place = found[0][1]
    answers = tuple((who, does) for who, _, does in found)
    if len(found) == 2 and other is not None:
        answers = (("yes", answers[0][1]), ("no", answers[1][1]))
        return Contrast(place, caption(place.text) + "?", answers, (found[1][1],))
    return Contrast(place, "Which kind?", answers, tuple(who for _, who, _ in found))


def _is_kind(one: Clause) -> bool:
    """Whether a clause speaks of a kind of things: "bugs", "billing questions", "spam"."""
    is_bare = all(word.tag in (Tag.NOUN, Tag.NOUNS, Tag.ADJ, Tag.VG, Tag.VN) for word in one.subject)
    begins = _BEGINS.search(one.source.source.text, 0, one.who.start) is not None  # a large letter tells nothing there
    return is_bare and (begins or not one.subject[0].text[:1].isupper() or one.subject[-1].tag is Tag.NOUNS)


_BEGINS = re.compile(r"(?:\A|[.;:!?\n])\s*\Z")


#: Where things of a kind go.
_SORTED = re.compile(
    r"(?:go(?:es)?|(?:is|are|gets?)\s+(?:sent|routed|forwarded|assigned|passed|put|moved|sorted|handed|given|directed))"
    r"\s+(?:directly\s+|straight\s+)?(?:to|into|in|on)\s+.+",
    re.IGNORECASE,
)


def _class(clause: Span) -> _Class | None:
    """The class of things that a clause says what is done with."""
    one = fullmatch(clause, _CLASS)
    if one is not None:
        kind, side, of = (one[name] or "" for name in ("kind", "side", "of"))
        return _Class(named(clause, one, "action"), one["noun"] or one["noun2"], kind, side, of)
    one = fullmatch(clause, _CLASS_OF_ONE)
    if one is None or not may_be_opposite(one["kind"].casefold()):
        return None
    return _Class(named(clause, one, "action"), one["noun"], one["kind"])


def may_be_opposite(kind: str) -> bool:
    """Whether things that are so are told from others by it: "valid", "unpaid"."""
    pairs = table("opposite")
    return kind in table("quality") or kind in pairs or any(kind in others for others in pairs.values())


def _answers(first: Span, further: Sequence[Span]) -> Contrast | None:
    """The contrast of a clause and the next ones, if they are one."""
    one = _class(first)
    if one is None:
        return None
    place, does = Span(first.source, first.start, one.action.start), one.action
    second = further[0]
    rest = fullmatch(second, ELSE) or fullmatch(second, _OTHERWISE)
    other, again = named(second, rest, "action") if rest is not None else None, _class(second)
    is_pair = not any(fullmatch(clause, ELSE) for clause in further[1:2])
    if again is not None and is_pair and _are_alike(again, one) and _are_opposite(one, again):
        other = again.action
    if other is not None:
        answers = (("yes", does), ("no", other))
        others = [trim(Span(second.source, second.start, other.start))]
        return Contrast(place, _question(one), answers, tuple(others))
    kinds = [(_kind(one), does)]
    others = []
    for clause in further:
        rest = fullmatch(clause, ELSE)
        again = _class(clause)
        if rest is None and (again is None or not _are_alike(again, one)):
            break
        if rest is not None:
            kind, action = "otherwise", named(clause, rest, "action")
        elif again is not None:
            kind, action = _kind(again), again.action
        kinds.append((kind, action))
        others.append(trim(Span(clause.source, clause.start, action.start)))
        if rest is not None:
            break
    is_one = len({kind for kind, _ in kinds}) == len(kinds) > 1
    return Contrast(place, f"{caption(_noun(one))}?", tuple(kinds), tuple(others)) if is_one else None


def _question(one: _Class) -> str:
    """The class of a clause as a decision asks for it."""
    if one.kind:
        asked = f"{one.kind} {_noun(one)}"
    elif _is_said(one):
        asked = f"{_noun(one)} {one.of}"
    else:
        asked = f"{_noun(one)} {one.side} {one.of}"
    return caption(" ".join(asked.split())) + "?"


def _are_alike(other: _Class, one: _Class) -> bool:
    """Whether a class is of the same noun as one before: "undamaged items", "damaged ones"."""
    return _noun(other) in (_noun(one), "one")


def _kind(one: _Class) -> str:
    """By what a class is told from others of its noun: "urgent", "above 700"."""
    return (one.kind or f"{one.side} {one.of}").casefold()


def _noun(one: _Class) -> str:
    return lexicon.one_of(one.noun.casefold())


def _are_opposite(one: _Class, other: _Class) -> bool:
    first, second = map(_told_by, (one, other))
    is_denied = first != second and first.removeprefix("not ") == second.removeprefix("not ")
    return is_denied or is_opposite(first, second)


def _told_by(one: _Class) -> str:
    """What tells a class: "damaged", "not damaged" of those "that are not damaged", or where it lies."""
    return (one.kind or (one.of if _is_said(one) else one.side)).casefold()


def _is_said(one: _Class) -> bool:
    """Whether a relative clause tells a class: "those that are damaged"."""
    return one.side.casefold().endswith(" are")
