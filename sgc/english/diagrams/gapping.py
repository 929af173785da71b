"""Sentences on states that say their verb once, cut into what each says: "green to yellow, yellow back to red"."""

from __future__ import annotations

import re

from sgc.english.diagrams.automata import MARKS_END
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.pieces import fullmatch, split
from sgc.english.diagrams.transitions import BRINGING, GOING
from sgc.english.diagrams.ways import FROM_TO, NEXT_FROM, WHEN
from sgc.english.diagrams.words import SEVERAL, forms
from sgc.english.lexicon import THIRD
from sgc.source import Span

#: "red goes to green, green to yellow, yellow back to red": the verb is said once.
TOO = re.compile(
    r"(?P<first>any state|every state|all states|[\w-]+)\s+(?:back\s+)?(?:in)?to\s+(?P<second>[\w-]+)(?:\s+again)?"
    + WHEN,
    re.IGNORECASE,
)
_AND_TOO = re.compile(
    r"(?:\s*,\s*(?:and\s+|then\s+)?|\s+and\s+)(?=(?:any state|(?!then\b|back\b)[\w-]+)\s+(?:back\s+)?"
    r"(?:in)?to\s+[\w-]+)",
    re.IGNORECASE,
)
#: "and a locked one unlocked", behind "a closed door can be locked": the verb is said once.
ONE_TOO = re.compile(
    r"(?:and\s+)?(?:an?\s+|the\s+)?(?P<first>[\w-]+)\s+ones?\s+(?:(?:can|may)\s+(?:also\s+)?be\s+|is\s+)?"
    r"(?P<second>\w+(?:ed|en|t))(?:\s+again)?(?:\s+(?P<when>(?:with|by|using|when|if|after)\s.+))?",
    re.IGNORECASE,
)
_AND_ONE = re.compile(r"\s*[,;]?\s+and\s+(?=(?:an?|the)\s+[\w-]+\s+ones?\s)", re.IGNORECASE)
#: "after 25 seconds yellow", behind what says that it turns green: the verb is said once.
TIMED = re.compile(
    rf"(?:and\s+)?(?P<when>after\s+(?:an?other\s+|an?\s+)?(?:\d+|{SEVERAL})?\s*(?:seconds?|minutes?|hours?|days?"
    r"|weeks?))\s*,?\s+"
    r"(?:back\s+)?(?:to\s+)?(?P<second>[\w-]+)(?:\s+again)?",
    re.IGNORECASE,
)
#: "to connected on success", "after approval in done", behind what says what it was before.
TO_TOO = re.compile(
    r"(?:and\s+)?(?:then\s+)?(?:back\s+)?(?:to|in|into)\s+(?P<second>[\w-]+(?:\s[\w-]+)?)\s+"
    r"(?:on|after|upon|when|if|once)\s+(?P<when>[^,]+)",
    re.IGNORECASE,
)
AFTER_TOO = re.compile(
    r"(?:and\s+)?(?:then\s+)?(?:on|after|upon)\s+(?P<when>(?:an?\s+|the\s+|its\s+)?[\w-]+(?:\s[\w-]+)?)\s+"
    r"(?:(?:back\s+)?(?:to|in|into)\s+(?P<second>[\w-]+(?:\s[\w-]+)?)|(?P<done>[\w-]+(?:ed|en|ing)))",
    re.IGNORECASE,
)
#: "(play takes it from stopped to playing,) pause from playing to paused": what is done, whence and where to.
DONE_FROM = re.compile(
    r"(?:and\s+)?(?P<event>[^,]+?)(?:\s+again)?\s+from\s+(?P<first>[^,]+?)\s+(?:back\s+)?(?:to|into)\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
_AND_DONE = re.compile(r"\s*,\s*(?:and\s+)?(?=[^,]+?\sfrom\s[^,]+?\s(?:in)?to\s)", re.IGNORECASE)
_AND_ON = re.compile(
    r"\s*,\s*(?=(?:and\s+)?(?:then\s+)?(?:(?:back\s+)?(?:to|into)|after|on|upon)\s)|\s+(?=and\s+(?:back\s+)?to\s)",
    re.IGNORECASE,
)
_NEXT_TIME = re.compile(r"\s*[,;]\s*(?:and\s+)?(?:then\s+)?(?=after\s+(?:\d|an?\s))", re.IGNORECASE)


#: "pressing the button takes it from off to dim", behind which other ways of the same may be told.
TAKEN = re.compile(r"[^,;]+\s(?:it|them|the\s\w+)\s+from\s+[\w-]+\s+(?:back\s+)?(?:in)?to\s+[\w-]+", re.IGNORECASE)


def shortened(span: Span) -> list[Span]:
    """A sentence cut where another state's way is told without its verb, and where ends are pointed at."""
    pieces: list[Span] = []
    for piece in (of for one in split(span, MARKS_END) for of in _ways(one)):
        timed = split(piece, _NEXT_TIME)
        if len(timed) > 1 and any(fullmatch(one, TIMED) is not None for one in timed):
            pieces += timed
            continue
        done = split(piece, _AND_DONE)
        if len(done) > 1 and all((one := fullmatch(it, DONE_FROM)) and is_done_from(it, one) for it in done[1:]):
            pieces += done
            continue
        onward = split(piece, _AND_ON)
        if len(onward) > 1 and all(fullmatch(one, TO_TOO) or fullmatch(one, AFTER_TOO) for one in onward[1:]):
            pieces += onward
            continue
        further = split(piece, _AND_TOO)
        acts = any(THIRD in forms(one.text.split()[0].casefold()) for one in further[1:])  # "and goes back to idle"
        if len(further) > 1 and not acts and all(fullmatch(one, TOO) is not None for one in further[1:]):
            pieces += further
        else:
            pieces += split(piece, _AND_ONE)
    return pieces


def _ways(span: Span) -> list[Span]:
    """A sentence cut where another way begins: "from green to yellow, from yellow to red"."""
    pieces = split(span, NEXT_FROM)
    first = pieces[:1] and (fullmatch(pieces[0], FROM_TO) or fullmatch(pieces[0], TAKEN))
    return pieces if first and all(fullmatch(one, FROM_TO) is not None for one in pieces[1:]) else [span]


def is_done_from(span: Span, done: re.Match[str]) -> bool:
    """Whether what stands before "from" is what is done, and no verb that says what leads where ("it goes from …")."""
    found = clauses(span)
    acts = any(one.verb and (one.subject or one.main.base in GOING | BRINGING) for one in found)
    return not acts and FROM_TO.fullmatch(done.group()) is None
