"""Choices that are told by their outcomes: "the editor makes a decision: accept, reject or ask for revisions"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, split, trim
from sgc.english.diagrams.words import forms
from sgc.source import Span

_MAKES = re.compile(
    r"(?:(?P<who>.+?)\s+)?(?:makes?|takes?|reaches|comes? to|gives?|has|have|are|is)\s+"
    r"(?:an?|the|one of|his|her|their|its)?\s*(?:final\s+|\w+\s+(?=possible|outcomes|options))?(?:possible\s+)?"
    r"(?P<noun>decision|choice|verdict|ruling|outcome|option|result|possibilit)(?:s|y|ies)?\s*[:–-]\s*(?P<options>.+)",
    re.IGNORECASE | re.DOTALL,
)
_DECIDES = re.compile(
    r"(?P<who>.+?)\s+(?:decides?|chooses?|picks?)\s*(?::|\s(?:between|among|from|one of)\s)\s*(?P<options>.+)",
    re.IGNORECASE | re.DOTALL,
)
_COMMA_OR = re.compile(r"\s*,\s*(?:(?:or|and)\s+)?|\s+or\s+", re.IGNORECASE)
_LAST = re.compile(r"(?:either|or|and)\s+", re.IGNORECASE)
_WHO = re.compile(r"(?P<before>.+?)\s*,\s*(?:who|which)", re.IGNORECASE | re.DOTALL)
_THERE = re.compile(r"there\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked, in whose words, and the outcomes of which each is a step; ``before`` is what is done before that
    in the same clause: "they return it to the editor, who decides"."""

    question: str
    place: Span
    outcomes: Sequence[Span]
    before: Span | None = None


def options(span: Span) -> Options | None:
    """The outcomes between which a clause says that somebody decides; None if it says none, or one."""
    match = fullmatch(span, _MAKES) or fullmatch(span, _DECIDES)
    if match is None:
        return None
    listed = named(span, match, "options")
    several = split(listed, _COMMA_OR)
    outcomes = [trim(_without_last(one), ", ") for one in (several if several[1:] else split(listed, LIST))]
    if len(outcomes) < 2 or any(len(one.text.split()) > _LONG for one in outcomes):
        return None
    place = Span(span.source, span.start, listed.start)
    who = match["who"] or ""
    before, by = None, ""
    if who and _THERE.search(who) is None:
        asks = named(span, match, "who")
        relative = fullmatch(asks, _WHO)
        one = next(iter(clauses(named(asks, relative, "before"))), None) if relative is not None else None
        if relative is not None and one is not None and one.rest:
            before, asks = named(asks, relative, "before"), one.last_noun
            place = Span(span.source, before.end, listed.start)
        by = bare(asks).text
    noun = match.groupdict().get("noun") or "decision"
    noun = "possibility" if noun == "possibilit" else noun.casefold()
    return Options(caption(f"{by} {noun}".strip()) + "?", place, outcomes, before)


def answers(span: Span) -> Options | None:
    """What somebody does of several things, each said by its verb alone, where later cases say what follows each: "the
    candidate accepts, declines or negotiates. If they decline, …"; None if it is no such choice."""
    match = fullmatch(span, _ANSWERS)
    if match is None:
        return None
    said = [named(span, match, "first"), *split(named(span, match, "others"), _COMMA_OR)]
    if any(" " in one.text.strip() or lexicon.THIRD not in forms(one.text.casefold()) for one in said):
        return None
    behind = span.source.text[span.end :].casefold()
    stems = [lexicon.base_of_third(one.text.casefold())[:_STEM] for one in said]
    told = sum(re.search(rf"\b(?:if|when|once)\b[^.;]{{0,40}}\b{re.escape(one)}", behind) is not None for one in stems)
    who = bare(named(span, match, "who"))
    return Options(f"{caption(who.text)}?", Span(span.source, span.start, said[0].start), said) if told > 1 else None


_ANSWERS = re.compile(r"(?P<who>.+?)\s+(?:either\s+)?(?P<first>\w+s),\s+(?P<others>.+\bor\s+\w+)", re.IGNORECASE)
#: So many letters of a verb stand in all its forms.
_STEM = 5
#: An outcome has so many words at most; more of them tell what is done further.
_LONG = 6


def _without_last(span: Span) -> Span:
    match = _LAST.match(span.source.text, span.start, span.end)
    return Span(span.source, match.end(), span.end) if match is not None else span
