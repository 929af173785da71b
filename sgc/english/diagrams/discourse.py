"""What a text speaks of that begins with no diagram's name: a process, parts of a whole, states, data, dates, links.

Nothing here looks for one word: what is counted are the clauses of a text and what they say.
"""

from __future__ import annotations

import re
from functools import cache

from sgc.english import lexicon
from sgc.english.diagrams.accounts import is_of_grammar
from sgc.english.diagrams.evidence import said_by, spoken_of_again, tells
from sgc.english.diagrams.laid_out import LABELLED
from sgc.english.diagrams.parts_of_speech import Word
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, key, past, split, trim
from sgc.english.diagrams.said import pieces
from sgc.english.diagrams.speaking import is_of_systems, travels
from sgc.english.diagrams.verbs import predicate
from sgc.english.diagrams.words import SEVERAL, shape_of, table
from sgc.graph.plurals import plural
from sgc.source import Span

#: What belongs to a picture, and to no diagram.
_SEEN = re.compile(
    r"\b(?:photo|photograph|an? (?:\w+ )?painting|painting of|picture of|image of|illustration of|wearing|standing"
    r"|sitting|holding|to the (?:left|right) of|on the (?:left|right)|next to|on top of the|looking at|labell?ed"
    r"|(?:is|are)\s+(?:above|below|beside|behind|in front of|near|in a (?:row|column|circle|stack)))\b(?!\s+\d)"
    r"|\b(?:in|on|against|with|and)\s+(?:the|an?)\s+(?:[\w-]+\s+){0,3}(?:background|foreground)\b"
    r"|\A\s*there\s+(?:is|are)\b",
    re.IGNORECASE,
)
_CASES = re.compile(r"\b(?:if|whether|unless|otherwise|in case)\b", re.IGNORECASE)
_EVERY = re.compile(r"\w+")
_PARTED = re.compile(
    r"\b(?:(?:is|are|was|were|can be)\s+(?:sub)?"
    r"(?:divided|split|classified|grouped|broken(?:\s+down)?|organi[sz]ed)\s+in(?:to)?"
    r"|(?:divides?|splits?|branch(?:es)?|falls?)\s+into|consists?\s+of|(?:is|are)\s+(?:made\s+up|composed"
    r"|comprised)\s+of"
    r"|compris(?:es?|ing)|(?:is|are|can be)\s+either"
    r"|such as\b[^.]*\bsuch as)\b",
    re.IGNORECASE,
)
_WHOLE = (
    r"departments?|teams?|divisions?|branches|subbranches|types|kinds|categories|classes|groups|units|sections"
    r"|subsections"
    r"|components|modules|chapters|subtypes|subclasses|faculties|subsidiaries|regions|sectors|subjects|orders|families"
)
_UNIT = re.compile(rf"(?:.*\s)?(?:{_WHOLE})", re.IGNORECASE)
_OF_PARTS = re.compile(
    rf"\b(?:has|have|includes?|contains?)\s+(?:\d+|{SEVERAL}|several|the following)\s+(?:\w+\s+)?(?:{_WHOLE})\b",
    re.IGNORECASE,
)
#: "The five stages of grief are …"
_STAGES_ARE = re.compile(
    rf"\A\s*(?:the\s+)?(?:\d+|{SEVERAL}|main)\s+(?:\w+\s+)?(?:stages|steps|phases)\s+of\s+"
    r"[^.,:]+?\s*(?:\s(?:are|include)|:)\s[^.]*,",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"\b(?:report(?:s|ing)?\s+to|heads|chairs|commands|oversees?|supervises?|manages?|leads"
    r"|(?:is|are)\s+(?:under|below|responsible for|in charge of)"
    r"|(?:under|below)\s+(?:the\s+[\w ]+?|him|her|them)\s*,?\s+(?:there\s+)?(?:is|are)"
    r"|works?\s+(?:for|under)|led by|headed by|managed by)\b",
    re.IGNORECASE,
)
_LAYERS_OF = re.compile(
    rf"\s*(?:the\s+)?(?:(?:\d+|{SEVERAL})\s+)?(?:layers|levels|tiers)\s+of\s+[^:]{{2,50}}:\s[^.]*,",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_CHILDREN = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:children|kids|sons?|daughters?|twins)\b|\bmarried\b", re.IGNORECASE
)
#: So many words at most ask for a diagram: more of them tell what is in it.
_FEW = 14


def request(whole: Span) -> tuple[str, Span, Span] | None:
    """The diagram that the last words of a text ask for, its content, and those words: "… Show it as a timeline"."""
    for form in _requests():
        match = form.search(whole.source.text, whole.start, whole.end)
        if match is None or len(match.group().split()) > _FEW or not match.start() > whole.start:
            continue
        name = " ".join(match["name"].casefold().split())
        known = table("sort").get(name) or table("sort").get(name.removesuffix("s"))
        sort = _NAMED_SO[name] if name in _NAMED_SO else known[0] if known is not None else "links"
        content = past(trim(Span(whole.source, whole.start, match.start()), ",;"), _ASKED)
        return sort, content, Span(whole.source, *match.span())
    return None


#: Names for which what is said decides on the sort, and others.
_NAMED_SO = {"tree": "tree", "diagram": "", "diagrams": "", "lanes": "lanes", "lane": "lanes", "swim lanes": "lanes"}
#: "How does TCP connect?", before what answers it.
_ASKED = re.compile(r"(?:how|what|why)\s[^.?!\n]{3,60}\?\s+", re.IGNORECASE)


def is_unit(noun: str) -> bool:
    """Whether a noun is of parts of a whole, and of nobody who holds an office: "team", "deputy"."""
    return _UNIT.fullmatch(plural(noun)) is not None


@cache
def _requests() -> tuple[re.Pattern[str], ...]:
    names = sorted(table("sort"), key=len, reverse=True)
    sure = [one for one in names if one not in _COMMON]
    every = "|".join(map(re.escape, names))
    name = "|".join([*map(re.escape, sure), r"(?:swim)?\s?lanes?", r"\w+ graph"])
    as_one = r"(?:as|in|using|with|into)\s+(?:an?\s+|the\s+)?(?:\w+\s+)??"
    return (
        re.compile(
            rf"(?<=[.!?;\n)])\s*(?:please,?\s+)?(?:(?:show|draw)\s+(?:it\s+)?)?(?:as\s+(?:an?\s+)?)?(?P<name>{every}|tree)(?:\s*,?\s*please)?"
            r"[.!\s]*\Z",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<=[.!?;\n)])\s*(?:please\s+)?(?:make|turn)\s+(?:it|this|that)\s+(?:into\s+)?an?\s+(?:\w+\s+)??"
            rf"(?P<name>{every})[.!\s]*\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<=[.!?;\n)])\s*[^.!?;\n]*?\b{as_one}(?P<name>{every})\b[^.;!?\n]*[.!\s]*\Z", re.IGNORECASE),
        re.compile(rf"(?<=[.!?;\n)])\s*[^.!?;\n]*?\b(?P<name>{name})s?\b[^.;!?\n]*[.!\s]*\Z", re.IGNORECASE),
        re.compile(rf"[,\s]+\((?:as\s+)?(?:an?\s+)?(?:\w+\s+)?(?P<name>{every})s?\)\s*\.?\s*\Z", re.IGNORECASE),
        re.compile(rf",?\s+(?:drawn\s+|shown\s+)?as\s+(?:an?\s+)(?:\w+\s+)??(?P<name>{every})[.!\s]*\Z", re.IGNORECASE),
    )


#: Words for diagrams that mean other things, too, unless "as a" stands before them.
_COMMON = frozenset((
    "process", "plan", "flow", "sequence", "diagram", "journey", "pie", "hierarchy", "cycle", "uml", "venn",
    "chronology", "taxonomy", "workflow", "roadmap", "brainstorm", "kanban", "automaton", "swot", "pedigree",
    "histogram", "timeline", "decision flow", "user flow",
))  # fmt: skip


def is_told(whole: Span) -> bool:
    """Whether a text speaks of what is done, joined, parted, dated or so, which a diagram shows and no picture."""
    if is_of_systems(whole) or joins_labelled(whole):
        return True
    if _SEEN.search(whole.text) is not None:
        return False
    is_long = len(split(whole, SENTENCE)) > 1 or _NAMED.search(whole.text) is not None
    if tells(whole, 1.5 if is_long else 3) or is_dated(whole) or is_of_family(whole):
        return True
    if _OF_PARTS.search(whole.text) is not None:
        return True
    return any(map(travels, split(whole, SENTENCE)[:1])) or _is_outline(whole) or _is_of_food(whole)


def joins_labelled(whole: Span) -> bool:
    """Whether shapes have names for a text, and clauses say what one such name does to another."""
    if LABELLED.search(whole.text) is None:
        return False
    told = (one for _, one in said_by(whole))
    return sum(bare(one.who).text[:1].isupper() and any(map(_is_written_large, one.rest)) for one in told) > 1


def _is_written_large(word: Word) -> bool:
    return word.text[:1].isupper()


def is_dated(whole: Span) -> bool:
    """Whether most of what is said has its year."""
    pieces = [one for sentence in split(whole, SENTENCE) for one in split(sentence, _PARTS)]
    return sum(_YEAR.search(one.text) is not None for one in pieces) > 2


def is_of_family(whole: Span) -> bool:
    """Whether children are told by their names, more than once."""
    named_so = re.search(r"\b[A-Z]\w+(?:,| and)\s+[A-Z]\w+", whole.text) is not None
    return named_so and len(_CHILDREN.findall(whole.text)) > 1


def of_layers(whole: Span) -> str:
    """The sort of diagram of what has layers, stages, hours or sets, or says who can do what; empty if it has none."""
    text = whole.text
    if _SEEN.search(text) is not None:
        return ""
    if _LAYERS_OF.match(text) is not None:
        return "stack"
    if _STAGES_ARE.search(text) is not None or len(_CLOCK.findall(text)) > 2:
        return "line"
    told = [one for _, one in said_by(whole)]
    able = [bare(one.who).text for one in told if one.verb[0].lower in ("can", "may") and not one.passive]
    people = {key(one) for one in able if shape_of(one, "") == "person"}
    return "usecases" if len(people) > 1 and 3 * len(able) > 2 * len(told) else ""


def says_offices(span: Span) -> bool:
    """Whether words say who is over whom."""
    return _OFFICES.search(span.text) is not None


def says_answers(whole: Span) -> bool:
    """Whether a clause says that somebody answers."""
    return any(one.main.base in ("reply", "respond", "answer", "acknowledge") for _, one in said_by(whole))


def suggests(whole: Span) -> bool:
    """Whether a text that is read as a picture may have been meant as a diagram: one is named in it, or what it says
    cannot be seen."""
    if _SEEN.search(whole.text) is not None:
        return False
    if any(form.search(whole.text) is not None for form in (_CASES, _IN_STEPS, _NAMED, _PARTED, _OF_PARTS)):
        return True
    return tells(whole, 2) or (tells(whole, 0.5) and _is_unpictured(whole.text))


def _is_unpictured(text: str) -> bool:
    """Whether most nouns of a text are of things that the vocabulary has no picture of."""
    words = [one.casefold() for one in _EVERY.findall(text) if one.isalpha()]
    said = [one for one in words if not is_of_grammar(one)]
    unseen = [one for one in said if lexicon.classes(one) == {lexicon.NOUN} and not lexicon.is_known_noun(one)]
    return len(unseen) > 2 and 2 * len(unseen) >= len(said)


#: Words of processes that nobody says of a picture.
_IN_STEPS = re.compile(
    r"\b(?:in parallel|afterwards|subsequently|then|until|procedure|step \d|states)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:diagram|flow\s?chart|org chart|mind\s?map|state machine|gantt|timeline|swim\s?lanes?|life cycle|cycle of"
    r"|dependency|workflow|hierarchy|taxonomy)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+/\s+")


def _is_of_food(whole: Span) -> bool:
    """Whether clauses say who eats whom, of whom more is said."""
    feeding = [one for _, one in said_by(whole) if one.main.base in _FEEDING]
    eaters = [(one, past(one.what, _BY)) for one in feeding]
    gapped = any(subject is not None for one, who in eaters for _, _, subject in pieces(one, who))
    return gapped or (len(feeding) > 1 and spoken_of_again(one for _, one in said_by(whole)) > 0)


def _is_outline(whole: Span) -> bool:
    """Whether what a clause lists is what a later one lists more of: "has phones and laptops. The phones are …"."""
    said = [predicate(one) for one in split(whole, SENTENCE)]
    over = [one for one in said if one is not None and one.base in _LISTING and _LISTED.search(one.rest.text)]
    listed = [{key(bare(one).text) for one in split(clause.rest, _LISTED)} for clause in over]
    below = [key(bare(clause.subject).text) for clause in over]
    return (
        len(over) > 1
        and len(over) >= len(said) - 1
        and any(below[k] in names for i, names in enumerate(listed) for k in range(i + 1, len(over)))
    )


_LISTING = frozenset(("have", "be", "include", "contain", "comprise", "offer", "cover"))
_LISTED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d\d|\s?[ap]m)\b", re.IGNORECASE)


_BY = re.compile(r"by\s+", re.IGNORECASE)
_FEEDING = frozenset(("eat", "hunt", "feed"))
