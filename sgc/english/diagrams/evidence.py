"""What the clauses of a text state, and for which sort of diagram that speaks.

Every clause is of one kind by its verb and by what stands behind it: that somebody is over others, that something has
several of something else, that a state changes, that somebody is told something, … What speaks for a sort is a sum over
the shares of these kinds (a log-linear model, as of text categorization). The weights are set by hand, in halves,
beside what each reader leaves of a text; ``benchmarks/english/sorts.py`` says how often the right sort is picked.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, key, split
from sgc.english.diagrams.transitions import BRINGING, ENDS, GOING, STAYING, said_of_states
from sgc.english.diagrams.verbs import is_doing, verb_of
from sgc.english.diagrams.words import SEVERAL, is_technical, shape_of
from sgc.source import Span

_LINKING = ("both", "chain", "put", "send", "get", "with", "from", "to")
_MESSAGES = frozenset((
    "ask", "answer", "request", "reply", "respond", "return", "send", "inform", "tell", "call", "confirm", "contact",
    "forward", "acknowledge", "notify", "query", "show", "pass", "give", "hand", "greet", "thank",
))  # fmt: skip
#: Orders that say what a picture is to have.
_SHOWN = frozenset((
    "add", "put", "place", "draw", "paint", "make", "set", "show", "give", "hang", "remove", "include", "use", "color",
    "colour", "create", "sketch", "move", "keep", "let", "have", "take",
))  # fmt: skip
_RANKS = ("over", "under")
_HAVING = frozenset(("have", "include", "contain", "run"))
_IT = frozenset(("it", "them"))
_CASES = frozenset(("if", "unless", "whether"))
_TIMES = frozenset(("when", "once", "after", "until", "before"))
_AMOUNT = re.compile(
    r"\b(?:many|several|one or more|zero or more|exactly one|at least one|at most|multiple|any number of)\b",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?:an?|the)\s|\w+s\b", re.IGNORECASE)

#: What is looked for in the words of the whole text, and how often it is found where it says all that it can.
_WORDS: Mapping[str, tuple[re.Pattern[str], int]] = {
    "sequel": (
        re.compile(
            r"\b(?:then|afterwards|after that|finally|next(?! to)|at last|in parallel|simultaneously|at the same time"
            r"|until|otherwise|if not|repeat)\b|(?:^|[.;]\s+)(?:after|once|when|for each|for every|first|firstly)\b",
            re.IGNORECASE,
        ),
        3,
    ),
    "branch": (
        re.compile(
            r"\b(?:otherwise|or else|if (?:not|so|yes|no)|on (?:success|failure))\b"
            r"|\b(?:if|when)\b[^.;]*[.;,]\s*(?:and |but |or )?else\b",
            re.IGNORECASE,
        ),
        1,
    ),
    "duration": (
        re.compile(
            rf"\b(?:\d+|an?|{SEVERAL})\s+(?:hours?|days?|weeks?|months?|sprints?)\b"
            rf"|\b(?:in|from|to|through|until|on)\s+(?:\d{{1,2}}\s+)?(?:{'|'.join(month_name[1:])})\b"
            r"(?!\s+(?:\d{1,2},\s+)?\d{4})",
            re.IGNORECASE,
        ),
        3,
    ),
    "year": (re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)"), 3),
    "children": (
        re.compile(r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:children|kids|sons?|daughters?)\b|\bmarried\b", re.IGNORECASE),
        2,
    ),
    "both": (re.compile(r"\b(?:both|only|neither)\b", re.IGNORECASE), 2),
}


def states(one: Clause, goes_on: bool) -> str:
    """The kind of what a clause states; ``goes_on`` says that one before it in the sentence has a subject."""
    base = one.main.base
    if not one.subject and one.main.tag in (Tag.VI, Tag.VP) and not goes_on:
        return "orders" if base not in _SHOWN else "asks"
    if one.main.tag is Tag.VG:
        return "is doing"
    if verb_of(one, _RANKS, opened=False) is not None and base not in _HAVING:
        return "rank"
    if _AMOUNT.search(one.span.text) is not None:
        return "amount"
    if base == "be" and not one.passive:
        return "kind" if _KIND.match(one.what.text) is not None else "being"
    if base in _HAVING:
        return "have"
    if base in _MESSAGES and not one.passive:
        return "message"
    state = said_of_states(one)
    if base in GOING | ENDS | STAYING and not one.passive and (state.second is not None or not one.rest):
        return "change"
    if base in BRINGING and state.object is not None and state.object.text.casefold() in _IT:
        return "change"
    if verb_of(one, _LINKING, opened=False) is not None:
        return "joined" if one.passive else "joins"
    return "undergoes" if one.passive else "does"


@lru_cache(maxsize=4)  # one prompt is looked at from several sides
def said_by(whole: Span) -> list[tuple[str, Clause]]:
    """The clauses of a text that have a verb, each behind its kind."""
    found: list[tuple[str, Clause]] = []
    for sentence in split(whole, SENTENCE):
        goes_on = False
        for one in clauses(sentence):
            if one.verb:
                found.append((states(one, goes_on), one))
                goes_on = goes_on or bool(one.subject)
    return found


def _modes(one: Clause, times: Mapping[str, int]) -> int:
    """How many states a clause names: one in which something can be done, or those that are adjectives or spoken of
    elsewhere, too: "a closed door can be opened", "it goes from red to green", "it returns to idle". ``times`` says
    how often each word stands in the text."""
    able = one.passive and one.verb[0].lower in ("can", "may") and len(one.subject) == 3
    if able and one.subject[1].tag in (Tag.VN, Tag.ADJ):
        return 1
    if one.main.base not in GOING or one.passive:
        return 0
    behind = [word for mark, word in pairwise(one.rest) if mark.tag in (Tag.PREP, Tag.TO)]
    second = said_of_states(one).second
    names = {word.lower for word in behind} | ({second.text.casefold()} if second is not None else set())
    sure = {word.lower for word in behind if word.tag is Tag.ADJ}
    return sum(name in sure or times.get(name, 0) > 1 for name in names if name.isalpha())


def _mark(one: Clause) -> str:
    """How a clause says when another holds: "case", "when", or nothing."""
    mark = one.mark.lower if one.mark is not None and one.around is None else ""
    return "case" if mark in _CASES else "when" if mark in _TIMES else ""


def found_in(whole: Span) -> Mapping[str, float]:
    """The share of each kind of clause, and how much is said of order, durations, … (0 to 1)."""
    told = said_by(whole)
    found = {name: count / len(told) for name, count in Counter(kind for kind, _ in told).items()}
    marks = Counter(_mark(one) for _, one in told)
    found |= {"case": min(1.0, marks["case"] / 2), "when": min(1.0, marks["when"] / 3)}
    for name, (form, enough) in _WORDS.items():
        found[name] = min(1.0, len(form.findall(whole.text)) / enough)
    times = Counter(re.findall(r"\w+", whole.text.casefold()))
    found["technical"] = min(1.0, sum(map(is_technical, times)) / 4)
    subjects = {key(bare(one.who).text) for _, one in told if one.subject}
    people = sum(shape_of(one, "") == "person" for one in subjects)
    again = spoken_of_again(one for _, one in told)
    found["mode"] = min(1.0, sum(_modes(one, times) for _, one in told) / 2)
    return {**found, "people": people / max(1, len(subjects)), "again": min(1.0, again / 3), "": 1.0}


def spoken_of_again(told: Iterable[Clause]) -> int:
    """To how many things something is done of which another clause speaks: "high pressure" is "pressure", too."""
    both = list(told)
    subjects = {key(bare(one.who).text) for one in both if one.subject} - {""}
    objects = {key(bare(one.what).text) for one in both if one.rest} - {""}
    return sum(any(_is_same(one, other) for other in subjects) for one in objects)


def _is_same(one: str, other: str) -> bool:
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def tells(whole: Span, enough: float) -> bool:
    """Whether the clauses of a text, and words for their order, say so much that no picture shows."""
    said = len(_WORDS["sequel"][0].findall(whole.text)) / 2 + len(_WORDS["duration"][0].findall(whole.text))
    times = Counter(re.findall(r"\w+", whole.text.casefold()))
    for kind, one in said_by(whole):
        is_turned = kind == "change" and one.main.base in _TURNING and len(_LEG.findall(one.span.text)) > 1
        said += 2 if is_turned and _modes(one, times) > 1 else 0  # "from red to green, from green to red"
        if kind in ("does", "undergoes") and is_doing(one.main.base) and one.main.tag is not Tag.VD:
            said += 0.9
        elif kind == "being" and one.verb[0].tag is Tag.MODAL and any(word.lower == "or" for word in one.rest):
            said += 1  # no picture shows what is either so or so
        elif kind == "rank" and len(split(one.what, LIST)) > 2:  # "are divided into A, B and C"
            said += 3
        else:
            said += _TELLS.get(kind, 0)
        said += _TELLS.get(_mark(one), 0)
    return said >= enough


#: Verbs of what becomes something else; a path that leads somewhere, and back, is seen.
_TURNING = frozenset(("go", "change", "turn", "switch", "jump", "transition", "cycle"))
_LEG = re.compile(r"\bfrom\s+(?:the\s+|an?\s+)?[\w-]+(?:\s[\w-]+)?\s+(?:back\s+)?to\s", re.IGNORECASE)
#: How much of what a clause of each kind says can be shown by no picture.
_TELLS: Mapping[str, float] = {
    "joins": 1, "joined": 1, "message": 1, "change": 1, "case": 2, "when": 1, "amount": 1, "orders": 1, "rank": 1,
    "kind": 0.5, "have": 0.5, "undergoes": 0.5,
}  # fmt: skip


#: How much each kind of clause and of word speaks for a sort; "" does for itself.
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "links": {"": 3, "technical": 4, "joins": 3.5, "does": 2.5, "orders": 2.5, "change": 1, "year": -1, "again": -1.5,
              "message": -1.5, "duration": -2, "have": -2, "rank": -2, "sequel": -2, "being": -2.5, "case": -2.5,
              "people": -3.5, "branch": -1.5, "when": -5.5},
    "flow": {"": 1.5, "people": 4, "orders": 3, "sequel": 3, "case": 2.5, "branch": 1.5, "undergoes": 1.5, "how": 1.5,
             "does": 1, "joined": 1, "message": 1, "change": -1, "year": -1, "being": -1.5, "kind": -1.5,
             "duration": -2, "technical": -2, "rank": -2.5, "again": -3},
    "tree": {"": 1.5, "rank": 5, "have": 3, "being": 1.5, "again": -1, "change": -1, "people": -1, "technical": -1,
             "amount": -1.5, "children": -1.5, "does": -1.5, "sequel": -1.5, "undergoes": -1.5},
    "states": {"when": 6.5, "mode": 3, "people": 2.5, "being": 2, "case": 1.5, "change": 1.5, "undergoes": 1.5,
               "does": 1, "sequel": 1, "both": -1, "have": -1, "message": -1, "technical": -1, "joins": -2},
    "sequence": {"": -3.5, "again": 5, "message": 4, "technical": 3.5, "how": 1.5, "sequel": 1.5, "change": 1,
                 "amount": -1, "have": -1, "both": -2, "joins": -2, "does": -3.5},
    "entities": {"amount": 4, "again": 2, "rank": 1.5, "does": -1, "joins": -1, "undergoes": -1, "technical": -1.5,
                 "orders": -2, "sequel": -2},
    "gantt": {"": -1, "duration": 6, "does": 1.5, "sequel": 1.5, "orders": -1},
    "timeline": {"": 1.5, "year": 2.5, "does": 1},
    "kin": {"children": 2.5, "have": 1},
    "sets": {"both": 3.5, "joins": 2, "again": -1, "does": -1},
}  # fmt: skip


def speaks_for(whole: Span, title: str = "") -> Mapping[str, float]:
    """How much a text, and what it is called, speak for each of the sorts that no words name, the highest first."""
    found = {**found_in(whole), "how": float(title.casefold().startswith("how "))}
    sums = {sort: sum(weight * found.get(name, 0) for name, weight in row.items()) for sort, row in WEIGHTS.items()}
    return dict(sorted(sums.items(), key=lambda one: -one[1]))
