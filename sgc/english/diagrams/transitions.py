"""What a clause says of states: whence, where to, and on what ("a draft is sent to review by its author")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sgc.english import lexicon
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.parts_of_speech import Tag, Word
from sgc.english.diagrams.pieces import bare, fullmatch, named, trim, words_of
from sgc.english.diagrams.ways import FROM_TO
from sgc.english.diagrams.words import forms
from sgc.source import Span

#: Verbs of what happens, and where that leads.
LEADING = ("lead", "result")
#: Verbs of what goes from one state to the next by itself, and that say no more than that it does.
GOING = frozenset((
    "go", "move", "change", "switch", "transition", "turn", "return", "pass", "become", "enter", "shift", "jump",
    "revert", "proceed", "advance", "reset", "come", "get", "reach", "fall", "step", "progress", "transit", "flip",
    "continue", "resume", *LEADING,
))  # fmt: skip
#: Verbs of what brings something into a state, and that say no more.
BRINGING = frozenset((
    "take", "move", "bring", "put", "send", "make", "turn", "switch", "return", "set", "change", "cause", "render",
    "leave", "let", "force", "transition", "get", "shift", "push",
))  # fmt: skip
#: Verbs behind which a state stands without a preposition.
_OBJECT_IS_STATE = frozenset(("become", "enter", "reach", "continue", "resume"))
#: Verbs of where something begins and ends.
ENDS = frozenset(("start", "begin", "end", "stop", "finish", "terminate"))
STAYING = frozenset(("stay", "remain", "loop"))
_TO = frozenset(("to", "into", "onto"))
#: Prepositions of what makes something happen, or of when it does.
_ON = frozenset(("on", "after", "upon", "with", "by", "at", "when", "if", "once", "via", "through", "for", "during"))
#: Adverbs that are a state, or a part of its name: "off", "logged out".
_PARTICLES = frozenset(("on", "off", "up", "down", "out", "in", "idle"))
_ALWAYS = re.compile(r"(?:any|every)\s+(?:time|moment|point)", re.IGNORECASE)
_OBJECTS = frozenset(("it", "them", "this", "itself"))
#: Those of which the preposition says no more.
_PLAIN = frozenset(("on", "after", "upon", "when", "if", "once", "by", "at"))


_EVENTS = frozenset(("when", "if", "once", "whenever", "after", "before", "until", "as", "while", "unless"))
_BEGINS = re.compile(r"(?:\A|[.;:!?\n])\s*(?:(?:an?|the|every|each)\s+)?\Z", re.IGNORECASE)
_BEFORE = re.compile(r"(?:,|\band|\bor|\bbut)\s*\Z", re.IGNORECASE)
_PRONOUN_IS = re.compile(
    r"(?:it|he|she|they)\s+(?:is|are|gets?|has been|have been)\s+(?=\w+(?:ed|en|t|d)\b)", re.IGNORECASE
)
_WHO = re.compile(r"\s(?:who|which|that)\s", re.IGNORECASE)
_IT_BEFORE = re.compile(r"(?:it|they|he|she)\s+(?=[a-z]+s\b)|\s+(?:it|them)$", re.IGNORECASE)


_DURING = re.compile(
    r"(?P<event>.+)\s(?:(?:during|while)\s+(?P<state>[\w ]+)|in\s+(?P<any>(?:any|every|each)\s+state))", re.IGNORECASE
)
_IS_OVER = re.compile(
    r"(?P<state>[\w ]+?)\s+(?:(?:is|has)\s+(?:been\s+)?(?:done|over|finished|completed?)|ends|finishes)", re.IGNORECASE
)


_AT = frozenset(("at", "in", "by"))
_FIRST = frozenset(("default", "first", "beginning", "the beginning", "start", "the start"))
#: What says that a state is the first, behind the verb.
_AT_FIRST = frozenset((
    "at first", "first", "initially", "originally", "in the beginning", "at the beginning", "at the start",
    "to begin with", "to start with", "by default", "at the outset",
))  # fmt: skip


@dataclass(slots=True)
class Said:
    """The words of a clause on states: ``first`` whence and ``second`` where to, or None; ``object`` what is moved;
    ``events`` on what. ``back`` says that it returns, ``both_ways`` that it goes there "and back"."""

    clause: Clause
    first: Span | None = None
    second: Span | None = None
    object: Span | None = None
    events: list[Span] = field(default_factory=list)
    further: list[Span] = field(default_factory=list)  # where it goes on to from there: "to rinsing, then to spinning"
    back: bool = False
    both_ways: bool = False


def is_first(one: Clause) -> bool:
    """Whether nothing stands behind the verb but that it is so first: "is closed at first", "is locked initially"."""
    return one.what.text.casefold().rstrip(".") in _AT_FIRST


def said_of_states(one: Clause) -> Said:
    """The parts of a clause, by its prepositions."""
    said = Said(one)
    base = one.main.base
    parts = _phrases(one)
    is_state = base in _OBJECT_IS_STATE or base in ENDS or (base in ("be", "get") and not one.passive)
    said.both_ways = [word.lower for word in one.rest[-2:]] == ["and", "back"]
    for preposition, words in parts:
        said.back = said.back or any(word.lower in ("back", "again") for word in words)
        words = [word for word in words if word.tag is not Tag.ADV or word.lower in _PARTICLES]
        words = [word for word in words if word.lower != "back"]
        while words and words[-1].tag in (Tag.AND, Tag.COMMA):  # "to red and back to green"
            words.pop()
        if not words:
            continue
        place = trim(Span(one.source.source, words[0].start, words[-1].end), ",")
        if preposition is None:
            is_adjective = (
                base in ("go", "turn", "get", "switch")
                and len(words) == 1
                and (words[0].tag is Tag.ADJ or words[0].lower in ("on", "off"))
            )  # "goes idle", "turns off"
            is_it = base in ENDS and place.text.casefold() in _OBJECTS  # "exiting terminates it"
            if (is_state or is_adjective) and said.second is None and not is_it:
                said.second = place
            else:
                _object(said, words, base)
        elif preposition.lower in _TO and said.second is None:
            said.second = place
        elif preposition.lower in _TO and not said.events:
            said.further.append(place)
        elif said.first is None and (preposition.lower == "from" or _ALWAYS.fullmatch(place.text) is not None):
            said.first = place
        elif preposition.lower == "at" and said.second is None and base in ENDS:
            said.second = place
        elif (
            preposition.lower in ("in", "on", "out", "off", "as", "under")
            and said.second is None
            and (is_state or (base in BRINGING and said.object is not None and said.object.text.casefold() in _OBJECTS))
        ):  # "puts it under review"
            start = preposition.start if preposition.lower == "under" or base == "become" else place.start
            said.second = Span(place.source, start, place.end)
        elif preposition.lower in _AT and place.text.casefold() in _FIRST:
            pass  # "is idle at the beginning"
        elif preposition.lower in _ON:
            start = place.start if preposition.lower in _PLAIN else preposition.start
            said.events.append(Span(place.source, start, place.end))
        elif said.events:
            said.events[-1] = said.events[-1].to(place)
        elif said.second is not None:
            said.second = said.second.to(place)
        elif said.object is not None:
            said.object = said.object.to(place)
    return said


def _object(said: Said, words: Sequence[Word], base: str) -> None:
    """What stands behind a verb without a preposition: what is moved, and perhaps the state that it is made."""
    source = said.clause.source.source
    if words[0].lower in _OBJECTS and len(words) > 1 and base in BRINGING:  # "makes it published"
        said.second = Span(source, words[1].start, words[-1].end)
        words = words[:1]
    said.object = Span(source, words[0].start, words[-1].end)


def _phrases(one: Clause) -> list[tuple[Word | None, list[Word]]]:
    """What stands behind the verb, cut before each preposition that belongs to the clause."""
    found: list[tuple[Word | None, list[Word]]] = [(None, [])]
    for i, word in enumerate(one.rest):
        following = one.rest[i + 1] if i + 1 < len(one.rest) else None
        is_one = word.tag in (Tag.PREP, Tag.TO, Tag.SUB) and word.lower not in ("of", "between", "than", "back")
        if is_one and found[-1][0] is not None and not found[-1][1]:  # "to in review"
            found[-1][1].append(word)
        elif is_one and following is not None and following.tag not in (Tag.MARK, Tag.COMMA):
            found.append((word, []))
        else:
            found[-1][1].append(word)
    return [(preposition, words) for preposition, words in found if words or preposition is not None]


def is_case(one: Clause) -> bool:
    """Whether a clause says on what another happens."""
    return one.mark is not None and one.around is None and named_mark(one) in _EVENTS


def begins(one: Clause) -> bool:
    """Whether what says when stands before what happens: behind a comma or "and"."""
    return _BEFORE.search(one.source.source.text, 0, one.span.start) is not None


def named_mark(one: Clause) -> str:
    return one.mark.lower if one.mark is not None else ""


def without_mark(one: Clause, end: int) -> Span:
    """A clause without the word that subordinates it."""
    start = one.mark.end if one.mark is not None else one.span.start
    return trim(Span(one.source.source, start, end), ", ")


def event_of(span: Span) -> str:
    """On what something happens, as a link says it: with a small letter, unless it begins with a name."""
    said = _WHO.sub(" ", _IT_BEFORE.sub("", _PRONOUN_IS.sub("", words_of(bare(span)))))
    first = said.split()[0] if said else ""
    is_word = first.istitle() and bool(lexicon.classes(first.casefold()) or forms(first.casefold()))
    begins = _BEGINS.search(span.source.text, 0, span.start) is not None
    return said[:1].lower() + said[1:] if is_word and begins else said


def is_move(span: Span) -> bool:
    """Whether a clause says what state something leads to."""
    one = next((one for one in clauses(span) if one.verb), None)
    if one is None:
        return FROM_TO.fullmatch(span.text) is not None
    said = said_of_states(one)
    return said.second is not None or said.object is not None


def lasting(event: Span) -> Span | None:
    """What goes on when something happens, or is over: "(the door is opened) during washing", "spinning is done"."""
    match = fullmatch(event, _DURING) or fullmatch(event, _IS_OVER)
    if match is None:
        return None
    return named(event, match, "any" if match.re is _DURING and match["any"] else "state")
