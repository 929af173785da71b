"""What a process is called, or is for, before its steps ("Our hiring process starts with a posting")."""

from __future__ import annotations

import re

from sgc.english.diagrams.actions import is_action, sentences
from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.pieces import caption, past, up_to
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

_INTRODUCED = re.compile(
    r"(?:with\s+|has\s+)?(?:the\s+|these\s+|\w+\s+)?(?:\w+\s+)?(?:steps|stages|phases)\s*:\s*"
    r"|(?:with\s+)?(?:the|these|its)\s+(?:steps|stages|phases)\s+(?!(?:of|that|which|are|is|in|to|for|and|at|on)\b)",
    re.IGNORECASE,
)
#: What a process is for, before its steps.
_AIM = re.compile(
    r"(?P<title>to\s+[^,:.]+?)(?:\s*[,:]\s*|\s+(?=(?:you|we|one)\s|the\s+\w+\s+\w+s\s))(?:(?:you|we|one)\s+)?"
    r"(?:(?:must|need to|should|have to)\s+)?(?:first\s+)?",
    re.IGNORECASE,
)
#: "Should I bring an umbrella? If it is raining, …": what the first condition does not answer is what all is about.
_WONDERS = re.compile(
    r"(?P<title>(?:should|shall|what|which|where|who|how)\s[^.?!]{3,60}\?)\s+(?=if\s+(?!(?:yes|no|not|so)\b))"
    r"|(?P<title2>how\s+(?:does|do|did|is|are|can)\s[^.?!\n]{3,60}\?)\s+(?=\S)",
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
    r"|has|have|consists?\s+of|takes?|is\s+done\s+in|happens?\s+in|works?\s+in|is\s+an?\s+(?:loop|cycle|process|series|sequence|chain|procedure)\s+(?:of|in|with))\s+"
    rf"(?:\d+|{SEVERAL}|several|the following)\s+(?:\w+\s+)?(?:steps|stages|phases)(?:\s*[.:]\s+|\s*$)",
    re.IGNORECASE,
)
#: "Our blog posts go like this: …", "what our helpdesk does: …"
_GOES_SO = re.compile(
    r"(?:(?P<title>[^.:;?!\n]{3,80}?)\s+(?:goes?|works?|runs?|happens?|looks?|(?:is|are)\s+(?:done|made|handled))\s+"
    r"(?:like this|as follows|this way|in this way)"
    r"|(?:(?:this is|here is|here['’]s)\s+)?(?P<title2>(?:what|how)\s+[^.:;?!\n]{3,80}?))"
    r"\s*[:.]\s+",
    re.IGNORECASE,
)
#: "Fire drill: the alarm sounds, …": what is told of, before a colon.
_COLON = re.compile(
    r"(?P<title>(?!(?:if|when|once|unless|while|step|start|then|otherwise|else|yes|no|first|next|to|for|with|in|at|on|after|before|each|every|repeat|do|meanwhile|until)\b)[^.:;?!,\n]{3,80}?)\s*:\s+"
    r"(?!(?:if|when|is|are|does|do|yes|no|either|unless)\b)(?=\S)",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s*(?:->|-->|=>|→)\s*")
#: "extract, transform and load steps"
_OF_STEPS = re.compile(r"\s+(?:steps|stages|phases)\s*\.?$", re.IGNORECASE)
_HEADINGS = (_AIM, _WONDERS, _GOES_SO, _BEGINS, _ANNOUNCED)
#: Words of which no step says what is done: "guess the number game", of orders the last word.
_OF_PROCESS = re.compile(
    r"\b(?:process|procedure|workflow|pipeline|method|algorithm|game|steps|routine|protocol|recipe|drill|handling)\Z",
    re.IGNORECASE,
)


def introduced(span: Span) -> Span:
    """The steps behind words that only say that there are some."""
    return past(span, _INTRODUCED)


def without_headings(draft: Draft, span: Span) -> Span:
    """A process without what stands before its steps, which becomes its title."""
    for form in _HEADINGS:
        if (match := form.match(span.source.text, span.start, span.end)) is not None:
            draft.title = draft.title or caption(next(filter(None, match.groups())))
            draft.heard.append(Span(span.source, match.start(), match.end()))
            span = Span(span.source, match.end(), span.end)
    if (match := _COLON.match(span.source.text, span.start, span.end)) is not None and _is_heading(
        span, match["title"]
    ):
        draft.title = draft.title or caption(match["title"])
        draft.heard.append(Span(span.source, match.start(), match.end()))
        span = Span(span.source, match.end(), span.end)
    return up_to(span, _OF_STEPS) if "," in span.text else span


def _is_heading(span: Span, title: str) -> bool:
    """Whether words before the first colon name a process: they order nothing, and begin no line of a list."""
    is_line = "\n" in span.text and sum(":" in line for line in span.text.splitlines()) > 1
    of = Span(span.source, span.start, span.start + len(title))
    return not is_line and (not is_action(of) or _OF_PROCESS.search(title) is not None)


def first(span: Span, start: int) -> Span:
    """The first sentence behind a place."""
    return next(iter(sentences(Span(span.source, start, span.end))), Span(span.source, start, start))
