"""What the clauses of a tree say: who or what is over which others ("mixtures are homogeneous or heterogeneous", "her
deputy is Tom", "under prose fall novels")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.grammar import Clause
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, fullmatch, named, split, trim
from sgc.english.diagrams.verbs import verb_of
from sgc.source import Span

#: Verbs of what is over others, and of what is under another, in a tree.
_OVER, _UNDER = ("over", "hold"), ("under", "inside", "kind")
_ABOVE = frozenset(("above", "over"))
#: Verbs by which something stands somewhere, and words for where, behind which no name stands.
_STANDING = frozenset(("be", "come", "stand", "follow", "sit"))
_UNDER_IT = frozenset(("below", "underneath", "beneath"))
#: What has a preposition that says elsewhere where something is.
_IN_CHARGE = frozenset(("be in charge of", "be responsible for"))
_BELOW = frozenset(("under", "below", "beneath", "underneath", "among", "amongst", "within", "inside", "in", "around"))
#: Where those who work somewhere stand in a tree.
_AT = _BELOW | {"at", "for"}
#: "the boss of Jan and Uwe"
_BOSS = re.compile(r"(?:the|an?)\s+(?:boss|superior|leader|supervisor|parent)\s+of\s+(?P<below>.+)", re.IGNORECASE)
#: "Ute's assistant", "her deputy"
OF_WHOM = re.compile(
    r"(?:(?P<who>[^,]+?)['’]s?|(?P<whose>her|his|its|their))\s+(?P<role>(?:[a-z][\w-]*\s+)?[a-z][\w-]*)"
)
_TOPIC = re.compile(
    r"(?:the\s+)?(?:(?:main|central)\s+)?(?:root|topic|subject|theme|idea|cent(?:er|re)|middle)(?:\s+node)?",
    re.IGNORECASE,
)
_AT_TOP = re.compile(
    r"(?:at|in|on)\s+(?:the\s+)?(?:very\s+)?(?:top|head|root|cent(?:er|re)|middle)(?:\s+of\s+.+)?", re.IGNORECASE
)
_BRANCHES = re.compile(
    r"(?:(?:the|its|our|main|first|top-level|two|three|four|five|six)\s+)*(?:branches|sub-?branches|subtopics|topics|themes|areas|children|categories|causes|reasons|factors)"
    r"|(?:one|another|(?:an?|the)\s+(?:first|second|third|fourth|fifth|last|other))"
    r"(?:\s+(?:main\s+)?(?:branch|subtopic|topic|theme|area|child|category|cause|reason|factor))?",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:either|both)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rank:
    """One statement: what stands ``above`` which others ``below``. None is who was spoken of before. ``role`` is what
    those below are to those above: "deputy"."""

    above: Span | None
    below: Span | None
    role: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """What stands at the top."""

    name: Span


def rank_of(one: Clause) -> Rank | First | None:
    """What a clause says of who is over whom, whatever nodes there are; None if it says no such thing."""
    if not one.verb or one.negated or not one.rest:
        return None
    who, what = one.who if one.subject else None, one.what
    if who is None and one.main.base in _STANDING and _is_below(one):
        return Rank(None, what)
    verb = verb_of(one, (*_OVER, *_UNDER), opened=False)
    is_over = verb is not None and verb.sense == "over" and verb.base in _IN_CHARGE
    if one.main.base == "be" and not one.passive and not is_over:
        found = _being(one, who, what)
        if found is not None:
            return found
    if verb is not None and not (verb.sense == "kind" and verb.base.startswith("be ")):
        rest = trim(Span(what.source, max(verb.span.end, what.start), what.end))
        if not rest.text:
            return None
        if verb.sense in _UNDER:
            return Rank(rest, who)
        return Rank(who, rest)
    mark, rest = one.rest[0].lower, trim(Span(what.source, one.rest[0].end, what.end))
    if one.main.tag in (Tag.V3, Tag.VP, Tag.VD) and one.rest[0].tag is Tag.PREP and rest.text:
        if mark in _ABOVE:
            return Rank(who, rest)
        if mark in _AT:
            return Rank(rest, who)
    return None


def _is_below(one: Clause) -> bool:
    """Whether a clause begins with where its subject stands, which is behind its verb: "below are two deputies"."""
    before = one.source.text[: max(one.place.start - one.source.start, 0)].split()
    return bool(before) and before[-1].strip(",").casefold() in _UNDER_IT


def _being(one: Clause, who: Span | None, what: Span) -> Rank | First | None:
    """What something is to others: "subordinate to", "under", "the boss of", "homogeneous or heterogeneous"."""
    if who is not None and _TOPIC.fullmatch(who.text) is not None:
        return First(what)
    if _AT_TOP.fullmatch(what.text) is not None:
        return First(who) if who is not None else None
    mark, rest = one.rest[0], trim(Span(what.source, one.rest[0].end, what.end))
    if mark.tag is Tag.PREP and rest.text and mark.lower in _ABOVE | _BELOW:
        return Rank(who, rest) if mark.lower in _ABOVE else Rank(rest, who)
    if (boss := fullmatch(what, _BOSS)) is not None:
        return Rank(who, named(what, boss, "below"))
    for place, other in ((what, who), (who, what)):
        whose = fullmatch(place, OF_WHOM) if place is not None else None
        if place is not None and whose is not None:
            above = named(place, whose, "who" if whose["who"] else "whose")
            return Rank(above, other, lexicon.one_of(whose["role"]))
    is_role = mark.tag in (Tag.NOUN, Tag.NOUNS, Tag.DET, Tag.ADJ) and who is not None
    k = next((k for k, word in enumerate(one.rest) if word.lower in _BELOW - {"in", "within"}), 0) if is_role else 0
    if k and one.rest[k + 1 :]:  # "are bakers under her"
        above = trim(Span(what.source, one.rest[k].end, what.end))
        role = bare(Span(what.source, what.start, one.rest[k - 1].end)).text
        return Rank(above, who, lexicon.one_of(role))
    if " or " in what.text and who is not None:
        start = _EITHER.match(what.text)
        return Rank(who, what if start is None else trim(Span(what.source, what.start + start.end(), what.end)))
    return None


def is_list(span: Span) -> bool:
    return len(split(span, LIST)) > 1


def are_branches(span: Span | None) -> bool:
    """Whether words stand for the branches of the whole: "the main branches"."""
    return span is not None and _BRANCHES.fullmatch(span.text) is not None
