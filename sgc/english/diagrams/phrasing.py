"""What clauses are made of: where they begin and end, who speaks in them, and forms of their verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.english import lexicon
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.pieces import NO_STOP, bare, fullmatch, key, past, search, split, trim, up_to
from sgc.english.diagrams.verbs import find_verb
from sgc.english.diagrams.words import SEVERAL, Verb, is_base, sends
from sgc.source import Span

SENTENCE = re.compile(NO_STOP + r"(?<=[\w)\"”'’])[.;!?]+(?=\s|$)(?!\s*(?:-|=>|→))|\n+|;")
CUT = re.compile(
    r"\s*,\s*(?:(?:and|but|while|whereas|so|then|or)\b)?\s*(?:also\s+|then\s+)?(?:which|who|that)\s+(?:then\s+"
    r"|in turn\s+|also\s+)?"
    r"|\s+(?:which|who|that)\s+(?:then\s+|in turn\s+|also\s+)?"
    r"|\s*,\s*(?:(?:and|but|while|whereas|or|then)\b)?\s*(?:also\s+|then\s+)?"
    r"|\s+(?:and(?!(?<=ed\sand)\s\w+ed\s(?:to|into|in|on)\s)|but|while"
    r"|whereas)\s+(?:also\s+|then\s+)?",
    re.IGNORECASE,
)
DESTINATION = re.compile(r"\s+(?:back\s+)?(?:to|into|onto|towards)\s+", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:and|but|then|so|also|next|finally|first|where|in which|there(?!\s+(?:is|are))|with|while|whereas|of|showing"
    r"|that shows)\s*,?\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:in parallel|at the same time|simultaneously|concurrently|independently|respectively|as well|too|again"
    rf"|(?:up to\s+|at most\s+)?(?:\d+|{SEVERAL}|several)\s+times"
    r"|instead|immediately|later|afterwards|first|directly|automatically|asynchronously|periodically|regularly|daily"
    r"|continuously|separately)$",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?:up to\s+|at most\s+)?(?:\d+|{SEVERAL}|several)\s+times$", re.IGNORECASE)
_POINTS = re.compile(r"(?P<what>it|them)\s+(?:up|off|out|down|on|back|over|in)", re.IGNORECASE)
#: What stands before a clause and says nothing of it.
_ASIDE = re.compile(
    r"(?:under the hood|at home|in practice|in general|in short|in detail|in principle|at its core|at a high level"
    r"|in (?:our|my|this|the) (?:case|example|setup))\s*,?",
    re.IGNORECASE,
)
#: "The page is returned to the browser": what goes there, and by whom if that is said.
_PASSIVE = re.compile(
    r"(?P<payload>.+?)\s+(?:is|are|gets?)\s+(?:then\s+|finally\s+"
    r"|also\s+)?(?P<verb>\w+(?:\s+and\s+\w+)?)\s+(?:back\s+)?"
    r"(?P<way>to|into|onto|in|on|from)\s+(?P<target>.+?)(?:\s+by\s+(?P<actor>.+))?",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(("it", "they", "them", "this", "that", "these", "those"))
REPLIES = frozenset(("return", "reply", "respond", "answer", "confirm", "acknowledge", "agree", "accept", "approve"))


def passing(span: Span) -> re.Match[str] | None:
    """How a clause says what is done to something that goes somewhere: "the page is returned to the browser"."""
    match = fullmatch(span, _PASSIVE)
    if match is None:
        return None
    leads = match["way"] in ("into", "onto", "from") and match["verb"].endswith(("ed", "en"))
    return match if leads or sends(match["verb"]) else None


def is_base_at(span: Span, start: int) -> bool:
    """Whether a verb in its base form stands there."""
    words = Span(span.source, start, span.end).text.split()
    return bool(words) and is_base(words[0].casefold())


def of_each(verb: Verb, subjects: list[Node]) -> str:
    """A verb as the link of one subject has it: both services "use" a database, each "uses" it."""
    first, _, rest = verb.span.text.partition(" ")
    named_as_several = any(lexicon.is_plural(one.label.split()[-1].casefold()) for one in subjects if one.label)
    if not verb.is_base or first.endswith("s") or first.casefold() == "be" or len(subjects) < 2 or named_as_several:
        return verb.span.text
    return f"{lexicon.third_person(first.casefold())} {rest}".strip()


def replies(verb: str) -> bool:
    """Whether a verb, or a phrase that begins with it, says that somebody is answered."""
    return not REPLIES.isdisjoint((verb.split()[0], lexicon.base_of_third(verb.split()[0])))


def is_aside(lead: Span) -> bool:
    """Whether words before a clause say nothing of it: "under the hood"."""
    return _ASIDE.fullmatch(lead.text) is not None


def is_pronoun(span: Span) -> bool:
    return span.text.strip().casefold() in _PRONOUNS


def speakers(span: Span, senses: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Who does something in the sentences, and where: they take part, whoever names them first."""
    for sentence in split(span, SENTENCE):
        for one in clauses(sentence):  # "asks the hub, which answers"
            if one.around is not None and one.verb and not one.subject and one.around.rest:
                who = bare(one.around.last_noun)
                yield key(who.text), who
        for piece in split(without_leading(trim(sentence, ",:")), CUT):
            first = next((one for one in clauses(piece) if one.verb), None)
            if first is not None and first.subject and not first.rest and first.mark is None:  # "the bank confirms"
                yield key(bare(first.who).text), bare(first.who)
            verb = find_verb(piece, senses)
            if verb is not None and (who := bare(Span(piece.source, piece.start, verb.span.start))).text:
                yield key(who.text), who


def before_mark(span: Span, match: re.Match[str]) -> Span | None:
    piece = trim(Span(span.source, span.start, match.start()))
    return piece if piece.start < piece.end else None


def behind_mark(span: Span, match: re.Match[str]) -> Span | None:
    piece = trim(Span(span.source, match.end(), span.end))
    return piece if piece.start < piece.end else None


def without_leading(span: Span) -> Span:
    """A clause without words that only join it to the one before."""
    return past(trim(span, ",:"), _LEADING)


def how_often(span: Span) -> str:
    """How often something is done, by the end of the words for it: "up to three times"; empty if they do not say."""
    match = search(span, _TRAILING)
    times = _TIMES.fullmatch(match.group().strip()) if match is not None else None
    return "" if times is None else times.group()


def without_trailing(span: Span) -> Span:
    """A clause without words behind it that no link shows: "in parallel", "(picks) them up"."""
    if (points := fullmatch(span, _POINTS)) is not None:
        return Span(span.source, span.start, points.end("what"))
    return up_to(span, _TRAILING)
