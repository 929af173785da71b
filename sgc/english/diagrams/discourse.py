"""What a text speaks of that begins with no diagram's name: a process, parts of a whole, states, data, dates, links.

Nothing here looks for one word: what is counted are the clauses of a text and what they say.
"""

from __future__ import annotations

import re
from functools import cache

from sgc.english import lexicon
from sgc.english.diagrams.contrasts import contrast
from sgc.english.diagrams.lexis import table
from sgc.english.diagrams.overlooked import is_of_grammar
from sgc.english.diagrams.phrasing import REPLIES, SENTENCE
from sgc.english.diagrams.pieces import bare, fullmatch, key, named, past, search, split, trim
from sgc.english.diagrams.telling import Told, is_same, told_by
from sgc.english.diagrams.verbs import predicate
from sgc.english.diagrams.ways import FROM_TO, TURNED, stops
from sgc.english.diagrams.words import SEVERAL, is_technical, shape_of
from sgc.source import Span

#: What belongs to a picture, and to no diagram.
_SEEN = re.compile(
    r"\b(?:photo|photograph|painting|picture of|image of|illustration of|wearing|standing|sitting"
    r"|holding|to the (?:left|right) of|on the (?:left|right)|next to|on top of the|looking at|labell?ed"
    r"|(?:is|are)\s+(?:above|below|beside|behind|in front of|near|in a (?:row|column|circle|stack)))\b"
    r"|\b(?:in|on|against|with|and)\s+(?:the|an?)\s+(?:[\w-]+\s+){0,3}(?:background|foreground)\b"
    r"|\A\s*there\s+(?:is|are)\b",
    re.IGNORECASE,
)
_CASES = re.compile(r"\b(?:if|whether|unless|otherwise|in case)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:then|afterwards|after that|finally|next|at last|subsequently|in parallel|simultaneously|at the same time"
    r"|at once|until|repeat|both are done|all (?:are|is) done)\b"
    r"|(?:^|[.;]\s+)(?:after|once|when|while|for each|for every|first|firstly)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\w+")
_AGAIN = re.compile(r"\b(?:until|repeat|then|in parallel|simultaneously)\b", re.IGNORECASE)
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
_OF_PARTS = re.compile(
    rf"\b(?:has|have|includes?|contains?)\s+(?:\d+|{SEVERAL}|several|the following)\s+(?:\w+\s+)?(?:{_WHOLE})\b",
    re.IGNORECASE,
)
#: "The process goes through five phases: …"
_GOES_THROUGH = re.compile(
    rf"\A\s*[^.:,]+?\s(?:goes|passes|runs)\s+through\s+(?:\d+|{SEVERAL}|the)\s+(?:\w+\s+)?(?:stages|steps"
    rf"|phases)\s*:\s[^.]*,",
    re.IGNORECASE,
)
#: "The five stages of grief are …"
_STAGES_ARE = re.compile(
    rf"\A\s*(?:the\s+)?(?:\d+|{SEVERAL}|main)\s+(?:\w+\s+)?(?P<noun>stages|steps|phases|types|kinds|branches"
    rf"|categories)\s+of\s+"
    r"[^.,:]+?\s*(?:\s(?:are|include)|:)\s[^.]*,",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"\b(?:includes?|contains?)\s", re.IGNORECASE)
_OFFICES = re.compile(
    r"\b(?:reports?\s+to|heads|commands|oversees?|supervises?|manages?|leads"
    r"|(?:is|are)\s+(?:under|below|responsible for|in charge of)"
    r"|(?:under|below)\s+(?:the\s+[\w ]+?|him|her|them)\s*,?\s+(?:there\s+)?(?:is|are)"
    r"|works?\s+(?:for|under)|led by|headed by|managed by)\b",
    re.IGNORECASE,
)
#: "Inserting a coin takes it to ready"
_TAKES_TO = re.compile(
    r"\b(?:takes|moves|brings|sends|returns|puts|sets|turns|switches"
    r"|changes)\s+it\s+(?:back\s+)?(?:from\s+\w+\s+)?(?:in)?to\b",
    re.IGNORECASE,
)
#: How many of one belong to another.
_AMOUNT = re.compile(
    r"\b(?:many|several|multiple|one or more|zero or more|exactly one|at least one|at most one"
    r"|any number of)\b",
    re.IGNORECASE,
)
_ALL_ARE = re.compile(
    r"\b(?:all|every|each)\s+[\w-]+(?:\s[\w-]+)?\s+(?:are|is)\s+(?:an?\s+)?[\w-]+\s*(?=[,.;]|and\b|as\b|$)",
    re.IGNORECASE,
)
_OVERLAPPING = re.compile(r"\boverlapping\s+(?:circles|sets)\b", re.IGNORECASE)
_TOP_DOWN = re.compile(
    r"\b(?:on|at the) (?:very )?top\b.*\bat the (?:very )?(?:bottom|base)\b|\bat the (?:bottom|base)\b.*\b(?:on"
    r"|at the) top\b",
    re.IGNORECASE | re.DOTALL,
)
_DETERMINED = re.compile(r"\b(?:an?|my|his|her|red|blue|green|white|black|brown)\s", re.IGNORECASE)
_LAYERS_OF = re.compile(
    rf"\s*(?:the\s+)?(?:(?:\d+|{SEVERAL})\s+)?(?:layers|levels|tiers)\s+of\s+[^:]{{2,50}}:\s[^.]*,",
    re.IGNORECASE,
)
_LAYERS = re.compile(
    rf"\b(?P<whole>\w+)\s+(?:model\s+)?(?:has|have|with|of)\s+(?:\d+|{SEVERAL})\s+(?:\w+\s+)?"
    r"(?:layers|levels|tiers|strata)\b[^:]*:",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:one or more|zero or more|exactly one|at most one|at least one|only one|one or many|zero or one"
    r"|(?:has|have|can|may|places?|writes?|contains?|owns?|to|in|by|of|teach(?:es)?|belongs? to)\s+"
    r"(?:\w+\s+)?(?:(?:in|to|by)\s+)?"
    r"(?:many|several|multiple|any number of))\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:(?:each|every)\s+\w+\s+(?:has|belongs? to|is \w+ (?:by|to|in))\s+(?:exactly\s+|only\s+)?(?:one|an?|many)"
    r"|an?\s+\w+\s+(?:has|belongs? to|is \w+ed (?:by|to))\s+(?:exactly\s+|only\s+)?(?:one|many))\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:goes|moves?|changes?|switches|turns|transitions?|takes? it|returns?)\s+(?:it\s+)?(?:back\s+)?"
    r"(?:from\s+[\w ]+?\s+)?(?:in)?to\b|\bbecomes?\b",
    re.IGNORECASE,
)
#: "A document starts as a draft", and what is made of it.
_STARTS_AS = re.compile(r"\b(?:starts|begins)(?: out| off)?\s+(?:as\s+(?:an?\s+)?|in\s+(?:the\s+)?)\w+", re.IGNORECASE)
#: "The lift is idle until a button is pressed": what something is, and when it is that no more.
_RESTS = re.compile(
    r"\A\s*(?:the|an?|our|my)\s+[\w -]{2,40}?\s+is\s+(?:in\s+(?:the\s+)?|normally\s+|usually\s+|first\s+)?\w+\s+"
    r"(?:until|when(?:ever)?|unless|by default|at first|initially)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"[.;]\s[^.;]*\bit\s", re.IGNORECASE)
_BROUGHT = re.compile(
    r"\b(?:makes|turns|sends?|puts?|brings?|moves?)\s+(?:it|them)\b|\b(?:it|they)\s+(?:is|are)\s+(?:now\s+)?\w+\s*[.,;]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_DURATION = re.compile(rf"\b(?:\d+|an?|{SEVERAL})\s+(?:hours?|days?|weeks?|months?|sprints?)\b", re.IGNORECASE)
_CHILDREN = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:children|kids|sons?|daughters?)\b|\bmarried\b", re.IGNORECASE
)
_MESSAGE = frozenset((
    "ask", "answer", "request", "reply", "respond", "return", "send", "inform", "tell", "call", "confirm", "contact",
    "forward", "acknowledge", "notify", "query", "show", "pass", "give", "hand", "greet", "thank",
))  # fmt: skip
#: Nouns of parties of whom each has a lane.
_IN_LANES, _FEW = re.compile(r"\b(?:swim\s?)?lanes?\b", re.IGNORECASE), 14


def request(whole: Span) -> tuple[str, Span, Span] | None:
    """The diagram that the last words of a text ask for, its content, and those words: "… Show it as a timeline"."""
    for form in _requests():
        match = form.search(whole.source.text, whole.start, whole.end)
        if match is None or len(match.group().split()) > _FEW or not match.start() > whole.start:
            continue
        name = " ".join(match["name"].casefold().split())
        known = table("sort").get(name) or table("sort").get(name.removesuffix("s"))
        sort = known[0] if known is not None else "lanes" if _IN_LANES.fullmatch(name) else "links"
        content = past(trim(Span(whole.source, whole.start, match.start()), ",;"), _ASKED)
        return sort, content, Span(whole.source, *match.span())
    return None


#: "How does TCP connect?", before what answers it.
_ASKED = re.compile(r"(?:how|what|why)\s[^.?!\n]{3,60}\?\s+", re.IGNORECASE)


@cache
def _requests() -> tuple[re.Pattern[str], ...]:
    names = sorted(table("sort"), key=len, reverse=True)
    sure = [one for one in names if one not in _COMMON]
    every = "|".join(map(re.escape, names))
    name = "|".join([*map(re.escape, sure), r"(?:swim)?\s?lanes?", r"\w+ graph"])
    as_one = r"(?:as|in|using|with|into)\s+(?:an?\s+|the\s+)?(?:\w+\s+)??"
    return (
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


def spoken_of(whole: Span) -> str:
    """The sort of diagram that shows what a text says; empty if it may be of something to be seen."""
    text = whole.text
    if _SEEN.search(text) is not None:
        return ""
    if len(_ALL_ARE.findall(text)) > 1:
        return "sets"
    if _OVERLAPPING.search(text) is not None and ":" in text:
        return "sets"
    told = told_by(whole)
    dated = [one for sentence in split(whole, SENTENCE) for one in split(sentence, _PARTS) if _YEAR.search(one.text)]
    if len(dated) > 2:
        return "kin" if len(_CHILDREN.findall(text)) > 1 else "timeline"
    if len(_CHILDREN.findall(text)) > 1 and re.search(r"\b[A-Z]\w+(?:,| and)\s+[A-Z]\w+", text):
        return "kin"
    if len(_DURATION.findall(text)) > 2 and not _CASES.search(text):
        return "gantt"
    if _TOP_DOWN.search(text) is not None and len(split(whole, _PARTS)) > 2 and not _DETERMINED.search(text):
        return "stack"
    if _LAYERS_OF.match(text) is not None:
        return "stack"
    layers = search(whole, _LAYERS)
    if layers is not None and not lexicon.is_known_noun(layers["whole"].casefold()):
        return "stack"
    quantities = len(_QUANTITY.findall(text)) + len(_ONE.findall(text))
    amounts = len(_AMOUNT.findall(text))
    if amounts > 1 and re.search(r"\b(?:each|every|an?)\s+\w+\s", text, re.IGNORECASE) and len(told.clauses) > 1:
        return "entities"
    is_data = len(_QUANTITY.findall(text)) > 0 or len(_ONE.findall(text)) > 1
    if is_data and quantities > 1 and told.sentences + len(told.clauses) > 2:
        return "entities"
    if _GOES_THROUGH.search(text) is not None:
        return "line"
    if (gathered := _STAGES_ARE.search(text)) is not None:
        return "line" if gathered["noun"].casefold() in ("stages", "steps", "phases") else "tree"
    passed = sum(one.base in _MESSAGE and not one.passive for one in told.clauses)
    parts = _parts_of(text)
    is_course = told.doings > 2 * parts + 1 or (passed > 1 and told.shared > 1)  # more is done than there are parts
    if (parts > 1 and not is_course) or _is_outline(told):
        return "tree"
    if len(_CLOCK.findall(text)) > 2:
        return "line"
    return _by_clauses(text, told)


def says_offices(span: Span) -> bool:
    """Whether words say who is over whom."""
    return _OFFICES.search(span.text) is not None


def starts_as(whole: Span) -> bool:
    """Whether words say in which state something begins."""
    return _STARTS_AS.search(whole.text) is not None or _RESTS.match(whole.text) is not None


def is_instruction(whole: Span) -> bool:
    """Whether words tell somebody what to do, one after the other."""
    told = told_by(whole)
    return told.changes > 2 and told.orders > told.doings


def is_process(whole: Span) -> bool:
    """Whether clauses follow each other in time, whatever they speak of."""
    marks = {one.casefold() for one in _IN_TIME.findall(whole.text)}
    told = told_by(whole)
    if len(marks) < 2:
        return _is_course(told)
    return told.orders + told.doings > 2 and len(marks) > 1 and told.shared < told.orders + told.doings - 1


def _is_course(told: Told) -> bool:
    """Whether several people do one thing after the other, each with a thing of which no more is said: such clauses
    join nobody with anybody ("HR sends the contract, the new hire signs it, IT sets up a laptop")."""
    subjects = [one for one in told.subjects if one not in _SPEAKERS]
    if told.doings < 4 or len(told.subjects) < 3 or told.sentences * 2 > 3 * told.doings:
        return False
    joined = sum(any(is_same(who, one) or is_same(one, who) for who in subjects) for one in told.objects)
    technical = sum(is_technical(one) for one in (*told.subjects, *told.objects))
    messages = sum(one.base in _MESSAGE for one in told.clauses)
    able = sum(_ABLE.match(one.place.text) is not None for one in told.clauses)  # what can be done happens in no order
    is_of_people = joined < 2 and not technical and 2 * messages < told.doings
    return is_of_people and not told.is_of_parts and 2 * able < len(told.clauses)


_ABLE = re.compile(r"(?:can|may)\b", re.IGNORECASE)
_SPEAKERS = frozenset(("we", "you", "i"))
_IN_TIME = re.compile(
    r"\b(?:finally|at once|at the same time|in parallel|simultaneously|afterwards|after that|as soon as)\b"
    r"|(?:^|[.;]\s+)(?:once|after|when|first|then|next)\b",
    re.IGNORECASE,
)


def says_answers(whole: Span) -> bool:
    """Whether a clause says that somebody answers."""
    return any(one.base in ("reply", "respond", "answer", "acknowledge") for one in told_by(whole).clauses)


def is_dialogue(whole: Span) -> bool:
    """Whether clauses are messages, of which some go back to where others came from."""
    told = told_by(whole)
    acts = [one for one in told.clauses if one.subject.text and not one.passive]
    messages = [one for one in told.clauses if one.base in _MESSAGE and not one.passive]
    pairs = [(key(bare(one.subject).text), key(one.rest.text)) for one in messages if one.subject.text]
    back = any(_ends_so(a, d) and _ends_so(c, b) for a, b in pairs for c, d in pairs if a != c)
    answers = any(one.base in REPLIES and _WHITHER.search(one.rest.text) is None for one in messages)
    is_led = len({key(bare(one.subject).text) for one in acts}) < len(acts)  # somebody acts twice
    actors = {key(bare(one.subject).text) for one in acts}
    if answers and is_led and any(_ends_so(one, key(said.rest.text)) for one in actors for said in messages):
        return len(messages) > 1 and len(acts) > 2 and 2 * len(messages) >= len(told.clauses) - 1
    return len(messages) > 2 and back and 2 * len(messages) >= len(told.clauses)


_WHITHER = re.compile(r"\b(?:to|into)\s", re.IGNORECASE)


def _ends_so(name: str, words: str) -> bool:
    """Whether words name something that is perhaps called by the last word of its name only."""
    return f" {name.split()[-1] if name else '-'} " in f" {words} "


def suggests(whole: Span) -> bool:
    """Whether a text that is read as a picture may have been meant as a diagram: one is named in it, or what it says
    cannot be seen."""
    text = whole.text
    if _SEEN.search(text) is not None:
        return False
    if any(form.search(text) is not None for form in (_CASES, _IN_STEPS, _NAMED, _PARTED)):
        return True
    told = told_by(whole)
    steps = told.orders + told.doings
    if len(_ONE.findall(text)) or (any(fullmatch(one, FROM_TO) for one in split(whole, _PARTS_OF_ALL)) and told.doings):
        return True
    if _OF_PARTS.search(text) is not None or len(_QUANTITY.findall(text)) > 1 or len(_OFFICES.findall(text)) > 1:
        return True
    if (_ORDER.search(text) is not None and steps > 1) or told.changes > 1 or (told.doings > 1 and told.shared > 0):
        return True
    technical = {one.casefold() for one in _EVERY.findall(text) if is_technical(one)}
    if told.sentences > 1 and len(technical) > 1:
        return True
    return (told.doings > 0 or told.changes > 0 or len(_OFFICES.findall(text)) > 0) and _is_unpictured(text)


def _is_unpictured(text: str) -> bool:
    """Whether most nouns of a text are of things that the vocabulary has no picture of."""
    words = [one.casefold() for one in _EVERY.findall(text) if one.isalpha()]
    said = [one for one in words if not is_of_grammar(one)]
    unseen = [one for one in said if lexicon.classes(one) == {lexicon.NOUN} and not lexicon.is_known_noun(one)]
    return len(unseen) > 2 and 2 * len(unseen) >= len(said) and _DOING_NOW.search(text) is None


_DOING_NOW = re.compile(r"\b(?:is|are)\s+\w+ing\b", re.IGNORECASE)


#: Words of processes that nobody says of a picture.
_IN_STEPS = re.compile(
    r"\b(?:in parallel|afterwards|subsequently|then|until|procedure|step \d|states)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:diagram|flow\s?chart|org chart|mind\s?map|state machine|gantt|timeline|swim\s?lanes?|life cycle|cycle of"
    r"|dependency|workflow|hierarchy|taxonomy)\b",
    re.IGNORECASE,
)
_PARTS_OF_ALL = re.compile(r"\s*[,;]\s*(?:and\s+)?|(?<=\w)\.\s+")
_PARTS = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+/\s+")


def _is_outline(told: Told) -> bool:
    """Whether what a clause lists is what a later one lists more of: "has phones and laptops. The phones are …"."""
    said = [predicate(one) for one in split(told.whole, SENTENCE)]
    over = [one for one in said if one is not None and one.base in _LISTING and _LISTED.search(one.rest.text)]
    listed = [{key(bare(one).text) for one in split(clause.rest, _LISTED)} for clause in over]
    below = [key(bare(clause.subject).text) for clause in over]
    return len(over) > 1 and len(over) >= len(said) - 1 and any(
        below[k] in names for i, names in enumerate(listed) for k in range(i + 1, len(over))
    )


_LISTING = frozenset(("have", "be", "include", "contain", "comprise", "offer", "cover"))
_LISTED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d\d|\s?[ap]m)\b", re.IGNORECASE)


def _parts_of(text: str) -> int:
    """How much a text speaks of a whole and its parts, or of who is over whom."""
    parts = 2 * len(_PARTED.findall(text)) + 2 * len(_OF_PARTS.findall(text))
    return max(parts + len(_INCLUDES.findall(text)) if parts else 0, len(_OFFICES.findall(text)))


def _by_clauses(text: str, told: Told) -> str:
    """A process, states, messages or links, by what clauses do and how they follow each other."""
    moves = len(_STATE.findall(text))
    if told.shared and sum(one.base in _FEEDING for one in told.clauses) > 1:
        return "links"
    able = [one.subject for one in told.clauses if _ABLE.match(one.place.text) is not None and not one.passive]
    people = {key(bare(one).text) for one in able if shape_of(bare(one).text, "") == "person"}
    if len(people) > 1 and 3 * len(able) > 2 * len(told.clauses):
        return "usecases"
    if contrast(told.whole) is not None and told.doings > 1:
        return "flow"
    if _STARTS_AS.search(text) is not None and (moves or _BROUGHT.search(text) is not None):
        return "states"
    if _RESTS.match(text) is not None and len(told.clauses) > 3 and _IT.search(text) is not None:
        return "states"
    many = moves > 2 and 3 * moves >= len(told.clauses)
    listed = re.search(r"\b(?:is|can be|are)\s+(?:either\s+)?[\w -]+,\s+[\w ,-]+\s+or\s+", text) is not None
    if listed and 2 * sum(_ABLE.match(one.place.text) is not None for one in told.clauses) > len(told.clauses):
        return "states"  # "It can be open or closed. An open door can be closed."
    if moves and listed and any(fullmatch(one, FROM_TO) for one in split(told.whole, _PARTS_OF_ALL)):
        return "states"
    if moves > 1 and re.search(r"\b(?:when|after|on|if)\b", text) and (many or not _CASES.search(text)):
        return "states"
    steps = told.orders + told.doings
    if _CASES.search(text) is not None and (steps > 1 or len(told.clauses) > 2):
        return "flow"
    if len(_TAKES_TO.findall(text)) > 1:
        return "states"
    if sum(fullmatch(one, TURNED) is not None for one in split(told.whole, _PARTS_OF_ALL)) > 1:
        return "links"
    if _is_course(told):
        return "flow"
    moved = sum(
        any(fullmatch(one, FROM_TO) for one in split(sentence, _PARTS)) for sentence in split(told.whole, SENTENCE)
    )
    travels = next((match for one in split(told.whole, SENTENCE)[:1] if (match := fullmatch(one, FROM_TO))), None)
    if travels is not None and len(stops(named(told.whole, travels, "second"))) > 1:
        return "links"
    if told.doings > 1 and 2 * moved >= told.sentences:
        return "links"
    if told.orders > 1 and told.changes > 1 and _AGAIN.search(text) is not None:
        return "flow"
    if _ORDER.search(text) is not None and steps > 1 and (steps > 2 or told.sentences > 1) and told.shared < steps - 1:
        return "flow"
    if told.orders > 2 and told.changes > 1:
        return "flow"
    messages = sum(one.base in _MESSAGE and not one.passive for one in told.clauses) - told.orders
    if is_dialogue(told.whole) and _CASES.search(text) is None:
        return "sequence"
    if messages > 2 and told.shared > 1 and 2 * messages > len(told.clauses):
        return "sequence"
    if told.doings > 1 and told.shared and told.doings + told.sentences > 2:
        return "links"
    if told.doings > 1 and _is_unpictured(text):
        return "links" if len(told.subjects) < told.doings or told.shared or _names_systems(text) else "flow"
    if told.doings > 2 and told.sentences > 1:
        return "links" if _names_systems(text) else "flow"
    return ""


_FEEDING = frozenset(("eat", "hunt", "feed"))


def _names_systems(text: str) -> bool:
    """Whether a text speaks of systems: by nouns for them, and by names."""
    technical = {one.casefold() for one in _EVERY.findall(text) if is_technical(one)}
    return len(technical | {one.casefold() for one in _NAME.findall(text) if technical}) > 2


_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")


def says_only_what_is_done(whole: Span) -> bool:
    """Whether several clauses say that something is done, and nothing of where it goes: "they are filtered"."""
    told = told_by(whole)
    return 2 * sum(one.passive and not one.rest.text for one in told.clauses) >= max(len(told.clauses), 4)
