"""Diagrams of links that are ones of what follows what: stages that are listed, steps in lines or in turn, arrows."""

from __future__ import annotations

import re
from dataclasses import replace

from sgc.english.diagrams.actions import in_order, is_action
from sgc.english.diagrams.arrows import is_course
from sgc.english.diagrams.asking import Asked
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import past, split
from sgc.english.diagrams.together import together
from sgc.english.diagrams.unnamed import IN_ORDER, is_staged
from sgc.source import Span


def lists_steps(span: Span) -> bool:
    """Whether a text is a list of lines of which most say what is to be done, or says only what is done in turn."""
    lines = [past(one, _ITEM) for one in split(span, _LINE)]
    if len(lines) > 2 and len(lines) == len(_ITEM_BEGINS.findall(span.text)):
        return 2 * sum(is_action(one) or together(one) is not None for one in lines) > len(lines)
    steps = [step for sentence in split(span, SENTENCE) for step in in_order(sentence)]
    return len(steps) > 1 and all(map(is_action, steps)) and _THEN.search(span.text) is not None


_THEN = re.compile(r"\b(?:then|next|finally|in parallel|at the same time)\b", re.IGNORECASE)


_LINE = re.compile(r"\n+")
_ITEM = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s+")
_ITEM_BEGINS = re.compile(rf"^\s*{_ITEM.pattern}", re.MULTILINE)


def in_turn(found: Asked) -> Asked:
    """A diagram of links in which stages are listed, or in which arrows lead from questions by their answers, is one of
    what follows what."""
    if found.sort != "links":
        return found
    if is_course(found.rest) or lists_steps(found.rest):
        return replace(found, sort="flow")
    title = IN_ORDER.sub("", found.title)
    if is_staged(title, found.rest):
        return replace(found, sort="flow", title=title, across=True)
    ordered = IN_ORDER.search(found.title)
    if ordered is None:
        return found
    start = found.rest.source.text.casefold().rfind(ordered.group().strip().casefold(), 0, found.rest.start)
    return replace(found, title=title, rest=Span(found.rest.source, start, found.rest.end))  # "the lungs in order: …"
