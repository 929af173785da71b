"""What a process is called, or is for, before its steps ("Our hiring process starts with a posting")."""

from __future__ import annotations

import re

from sgc.english.diagrams.actions import sentences
from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import caption, fullmatch, named, past, search, split, trim
from sgc.english.diagrams.titles import headed
from sgc.english.diagrams.verbs import predicate
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

_INTRODUCED = re.compile(
    r"(?:with\s+|has\s+)?(?:the\s+|these\s+|\w+\s+)?(?:\w+\s+)?(?:steps|stages|phases)\s*:\s*", re.IGNORECASE
)
#: What a process is for, before its steps.
_AIM = re.compile(
    r"(?P<title>to\s+[^,:.]+?)(?:\s*[,:]\s*|\s+(?=(?:you|we|one)\s|the\s+\w+\s+\w+s\s))(?:(?:you|we|one)\s+)?"
    r"(?:(?:must|need to|should|have to)\s+)?(?:first\s+)?",
    re.IGNORECASE,
)
#: "Should I bring an umbrella? If it is raining, …": what the first condition does not answer is what all is about.
_WONDERS = re.compile(
    r"(?P<title>(?:should|shall|what|which|where|who|how)\s[^.?!]{3,60}\?)\s+(?=if\s+(?!(?:yes|no|not|so)\b))",
    re.IGNORECASE,
)
#: "Our hiring process starts with a posting."
_BEGINS = re.compile(
    r"(?:(?:our|the|this|my|an?)\s+)?(?P<title>(?:\w+\s+){1,3}?(?:process|procedure|workflow|journey|pipeline))\s+"
    r"(?:starts|begins)\s+(?:with|when|by)\s+",
    re.IGNORECASE,
)
#: What goes through so many steps, before those are told.
_ANNOUNCED = re.compile(
    r"(?:(?:in|at|for|on)\s+(?:the|our|my|an?|this)\s+[\w-]+,?\s+)?(?:(?:each|every|an?|the|our)\s+)?(?P<title>[^.,:;?]{2,50}?)\s+(?:(?:goes|go|passes|runs|moves)\s+through"
    r"|has|have|consists?\s+of|takes?|is\s+done\s+in|happens?\s+in|works?\s+in)\s+"
    rf"(?:\d+|{SEVERAL}|several|the following)\s+(?:\w+\s+)?(?:steps|stages|phases)(?:\s*[.:]\s+|\s*$)",
    re.IGNORECASE,
)
#: "A project goes through planning, building and testing."
_GOES_THROUGH = re.compile(
    r"(?:(?:each|every|an?|the|our)\s+)?(?P<title>[^.,:;?]{2,50}?)\s+(?:goes|go|passes|runs|moves)\s+through\s+(?:the\s+(?:\w+\s+)?(?:steps|stages|phases)\s*"
    r"(?:of|:)?\s*)?(?P<list>[^.;:>→]+,[^.;:>→]+)",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s*(?:->|-->|=>|→)\s*")
#: "extract, transform and load steps"
_OF_STEPS = re.compile(r"\s+(?:steps|stages|phases)\s*\.?$", re.IGNORECASE)
_HEADINGS = (_AIM, _WONDERS, _BEGINS, _ANNOUNCED)


def introduced(span: Span) -> Span:
    """The steps behind words that only say that there are some."""
    return past(span, _INTRODUCED)


def without_headings(draft: Draft, span: Span) -> Span:
    """A process without what stands before its steps, which becomes its title."""
    for form in _HEADINGS:
        match = form.match(span.source.text, span.start, span.end)
        span = _behind(draft, span, match) if match is not None else span
    return span


def passed_through(draft: Draft, span: Span) -> list[Span]:
    """The steps that "a project goes through", if no more is said of them."""
    match = fullmatch(trim(span, "."), _GOES_THROUGH)
    if match is None or predicate(named(span, match, "list")) is not None:
        return []
    _behind(draft, span, match, match.start("list"))
    return split(named(span, match, "list"), LIST)


def without_title(draft: Draft, span: Span, answers: bool) -> Span:
    """Steps without the words before a colon, behind which arrows or a list follow; if they are ``answers``, a colon
    stands behind a question."""
    found = headed(span)
    if found is not None:
        rest = Span(span.source, found.start("rest"), span.end)
        is_drawn = ARROW.search(rest.text.partition(":")[0]) is not None and not answers
        if is_drawn or len(split(first(rest, rest.start), LIST)) > 2:
            span = _behind(draft, span, found, rest.start)
    named_so = search(span, _OF_STEPS) if "," in span.text else None
    return span if named_so is None else Span(span.source, span.start, named_so.start())


def first(span: Span, start: int) -> Span:
    """The first sentence behind a place."""
    return next(iter(sentences(Span(span.source, start, span.end))), Span(span.source, start, start))


def _behind(draft: Draft, span: Span, match: re.Match[str], end: int | None = None) -> Span:
    end = match.end() if end is None else end
    draft.title = draft.title or caption(match["title"])
    draft.heard.append(Span(span.source, match.start(), end))
    return Span(span.source, end, span.end)
