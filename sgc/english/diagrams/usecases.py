"""Use cases: what each actor can do with a system ("a customer can browse products and check out")."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.actions import actions, is_action
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, part, split, trim
from sgc.english.diagrams.words import is_base
from sgc.source import Span

_SENTENCE = re.compile(r"(?<=[\w)\"”'’])[.;!]+(?=\s|$)|\n+|;")
_CAN = re.compile(
    r"(?P<actors>.+?)\s+(?:can|may|is able to|are able to|should be able to|wants? to|needs? to|must|will)"
    r"(?:\s+also)?\s+(?P<cases>.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?P<first>.+?)\s+(?P<verb>includes?|extends?)\s+(?P<second>.+)", re.IGNORECASE)
_ACTORS = re.compile(r"(?:with\s+)?(?:the\s+|\w+\s+)?actors\s*(?:are|:)?\s*(?P<actors>.+)", re.IGNORECASE)
_THEY = frozenset(("they", "both", "all", "he", "she", "it"))


def use_cases(draft: Draft, span: Span) -> None:
    """People at the left, each joined to the ellipses of what they can do; cases that include others point to them."""
    draft.settings.update(direction="right", routing="straight")
    latest: list[Node] = []
    for sentence in split(span, _SENTENCE):
        for clause in _parts(sentence):
            latest = _clause(draft, trim(clause, ",:"), latest)


def _clause(draft: Draft, span: Span, latest: list[Node]) -> list[Node]:
    """Read one clause; the actors that the next one may call "they"."""
    if (listed := fullmatch(span, _ACTORS)) is not None:
        return _people(draft, named(span, listed, "actors"), latest)
    between = fullmatch(span, _BETWEEN)
    first = _case_of(draft, named(span, between, "first")) if between is not None else None
    if between is not None and first is not None:
        word = "include" if between["verb"].casefold().startswith("include") else "extend"
        for one in split(named(span, between, "second"), LIST):
            second = _case_of(draft, one) or _case(draft, bare(one))
            draft.link(first, second, span, label=f"«{word}»", dashed="", head="open")
        return latest
    can = fullmatch(span, _CAN)
    actors, cases = (part(span, can, "actors"), part(span, can, "cases")) if can is not None else _acting(span)
    if actors is None or cases is None:
        draft.unread.append(span)
        return latest
    people = _people(draft, actors, latest)
    for action in _cases(cases):
        case = _case_of(draft, action) or _case(draft, bare(action))
        for person in people:
            draft.link(person, case, action, "--")
    return people


def _cases(span: Span) -> list[Span]:
    """What is done, one by one: "browse, add to cart and check out", or "withdraws cash and checks the balance"."""
    if not span.text.split()[0].endswith("s") or is_base(span.text.split()[0].casefold()):
        return actions(span)
    found: list[Span] = []
    for piece in split(span, LIST):
        words = piece.text.split()
        if not found or (len(words) > 1 and words[0].endswith("s")):
            found.append(piece)
        else:
            found[-1] = found[-1].to(piece)
    return found


def _parts(span: Span) -> list[Span]:
    """A sentence cut where another actor's part begins."""
    told = (one for one in clauses(span) if one.subject and one.verb and one.around is None)
    starts = [one.span.start for one in told if not is_action(one.span)]  # "(can) browse, place orders and pay"
    cuts = [span.start, *starts[1:], span.end]
    return [trim(Span(span.source, start, end), ", ") for start, end in pairwise(cuts)]


def _acting(span: Span) -> tuple[Span | None, Span | None]:
    """The actor and what it does, of "the customer places orders"."""
    one = next((one for one in clauses(span) if one.verb and one.subject), None)
    return (None, None) if one is None else (one.who, Span(span.source, one.place.start, span.end))


def _people(draft: Draft, span: Span, latest: list[Node]) -> list[Node]:
    if span.text.casefold() in _THEY:
        return latest
    return [draft.named(one, "actor") for one in split(span, LIST)]


def _case_of(draft: Draft, words: Span) -> Node | None:
    """The case that is named by what is done: "checking out" and "checks out" are "Check out"."""
    sought = _label(bare(words)).casefold()
    return next((one for one in draft.nodes if one.word == "ellipse" and one.label.casefold() == sought), None)


def _case(draft: Draft, span: Span) -> Node:
    return draft.add(span, "ellipse", _label(span))


def _label(span: Span) -> str:
    """What is done, with the verb in its base form."""
    words = span.text.split()
    first = words[0].casefold() if words else ""
    if {"third", "ing"} & lexicon.classes(first) or (first.endswith("s") and lexicon.base_of_third(first) != first):
        base = lexicon.base_of_third(first) if first.endswith("s") else lexicon.verb_base(first)
        words[0] = next((one for one in (base, base + "e", base[:-1]) if is_base(one)), base)
    return caption(" ".join(words))
