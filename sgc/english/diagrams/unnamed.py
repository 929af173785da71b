"""Diagrams that nothing names: by their parts, by what is said, and by what the clauses of a text say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sgc.english import lexicon
from sgc.english.diagrams import discourse
from sgc.english.diagrams.actions import is_action
from sgc.english.diagrams.arrows import is_course
from sgc.english.diagrams.asking import Asked, called, starting_at, title_of
from sgc.english.diagrams.evidence import said_by
from sgc.english.diagrams.gapping import TOO, shortened
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.headings import ARROW
from sgc.english.diagrams.histories import OF_BRANCHES, OF_COMMITS
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.phrasing import CUT, SENTENCE
from sgc.english.diagrams.pieces import bare, fullmatch, named, past, split
from sgc.english.diagrams.series import UPON
from sgc.english.diagrams.speaking import count_links, says_moves, travels
from sgc.english.diagrams.titles import headed
from sgc.english.diagrams.transitions import is_move
from sgc.english.diagrams.ways import FROM_TO, PASSED_ON
from sgc.english.diagrams.words import SEVERAL, is_technical, table
from sgc.source import Span

BEFORE = (
    r"\s*(?:the\s+|an?\s+)?(?:(?:simple|small|short|detailed|basic|clean|new|vertical|horizontal|top-down"
    r"|left-to-right|nice|minimal|high-level)\s+)*"
)
_STEPS = re.compile(
    r"(?:^|\n|[.:;,]\s)\s*(?:step\s+)?1\s*[.):]\s+\S.*?(?:\n|[.;,]|\s)\s*(?:step\s+)?2\s*[.):]\s+\S",
    re.IGNORECASE | re.DOTALL,
)
#: "An electric car is a kind of car", beside what each has.
_KIND_OF = re.compile(r"\b(?:is|are)\s+(?:an?\s+)?(?:special\s+)?(?:kinds?|types?|sub-?types?)\s+of\b", re.IGNORECASE)
_HAS_A = re.compile(r"\b(?:has|have)\s+an?\s", re.IGNORECASE)
ARROWS = re.compile(r"\w[\w ]*\s*(?:->|-->|=>|→)\s*\w")
#: "the food chain grass -> rabbit -> fox": what the chain behind it is.
_CHAIN_OF = re.compile(
    r"\s*(?:the|an?|this|our)\s+(?P<title>(?:[\w'’-]+\s+){0,3}?(?:chain|food web|cycle|route|path|sequence|pipeline))"
    r"\s+(?=(?!of\b|for\b|from\b)[^.:;,>→\s][^.:;,>→]{0,60}?\s*(?:->|-->|=>|→))",
    re.IGNORECASE,
)
_STATEMENTS = re.compile(r"[;\n\"“]")
_STAGES = re.compile(
    BEFORE + r"(?P<title>[\w/'’\- ]{2,60}?)\s+(?:has|with|consists of|consisting of)\s+"
    r"(?=(?:\w+\s+){0,3}(?:stages|steps|phases)\s*(?:[:.]|\s\w))",
    re.IGNORECASE,
)
#: "supervised (classification, regression)": a heading with what is under it.
_KINDS = re.compile(r"\w\s+\([^():]+,[^():]+\)")
_TYPES_OF = re.compile(r"(?:\w+\s+){0,2}(?:types|kinds|forms|classes|categories|branches)\s+of\s", re.IGNORECASE)
_ENTITIES = re.compile(r"\s*(?:the\s+)?(?:entities|tables)\s*(?::|are\b)", re.IGNORECASE)
_HAS_STATES = re.compile(r"(?:\s+(?:has|have|with|can have)(?:\s+\w+)?)?\s*states$", re.IGNORECASE)
_CLASSES = re.compile(
    r"\b(?i:abstract\s+class|class|interface)\s+[A-Z]\w+"
    r"|\b[A-Z]\w+\s+is\s+an?\s+(?:(?:abstract|base|super|parent|sub)\s?)*(?:class|interface)\b"
)
_DERIVED = re.compile(
    r"\b(?:extends?|implements?|inherits?|subclass|attributes?|methods?|abstract|derives? from)\b", re.IGNORECASE
)
#: "Compare iOS and Android: both have apps; …"
_COMPARED = re.compile(
    r"\s*(?:a\s+)?compar(?:e|ing|ison of)\s+(?P<sets>[^:.;,]+?\s+(?:and|with|to)\s+[^:.;,]+?):\s+(?=.*\bboth\b)",
    re.IGNORECASE | re.DOTALL,
)
#: "The atmosphere has five layers", "layers of the skin"
_LAYERED = re.compile(
    r"\s*(?P<title>(?:the\s+)?[\w -]+?(?=\s+(?:has|have|consists of|with)\s)|(?:the\s+)?(?:\w+\s+)?(?:layers|levels"
    r"|tiers)\s+of\s+[\w ]+?(?=\s+from\b|\s*:))",
    re.IGNORECASE,
)
#: Systems that a sentence of their name alone announces: of others steps may be told.
#: "How money flows in our club": what goes from one to the next, and is not done one after the other.
_HOW_IT_FLOWS = re.compile(r"how\s.+?\s(?:flows?|moves?|travels?|circulates?|spreads?)(?:\s|\Z)", re.IGNORECASE)
_WHENCE = re.compile(r"\s*from\s", re.IGNORECASE)
_TITLES = frozenset(("food web", "food chain", "network", "ecosystem", "topology"))
_OF_MACHINES = frozenset(("network", "topology", "architecture", "cluster", "system"))
#: What consists of stages, where a list gives them.
_STAGED = re.compile(r"pipeline|workflow|process|cnn|convolutional|network|transformer|encoder", re.IGNORECASE)
_AT_ENDS = re.compile(r"\b(?:at the (?:very )?(?:bottom|base|top)|on top)\b", re.IGNORECASE)
_PILE = re.compile(r"\bstack\s+of\s+(?:[\w-]+\s+)*?(?P<of>\w+)$|\b(?P<some>\w+)\s+in\s+an?\s+stack$", re.IGNORECASE)
_STAGES_ARE = re.compile(
    rf"\s*(?:the\s+|these\s+)?(?:(?:\d+|{SEVERAL})\s+)?(?:stages|steps|phases)\s*:?\s+(?!of\b|that\b|which\b|are\b)",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r"[\s.;,]*(?:each|every)\s", re.IGNORECASE)
#: What a title says of the list behind it: "The digestive system in order: mouth, …".
IN_ORDER = re.compile(r",?\s+in\s+(?:\w+\s+)?order\Z", re.IGNORECASE)
#: Words that tell in which order something is done, or in which case.
TELLS_ORDER = re.compile(
    r"\b(?:if|then|after|before|when|until|while|first|next|finally|once|otherwise|step)\b|->|→|=>|\n|\d\.",
    re.IGNORECASE,
)


@cache
def _system() -> re.Pattern[str]:
    """ "A microservice architecture with", "Food chain:": nouns that name what its parts make up."""
    nouns = sorted({*table("system"), "states"}, key=len, reverse=True)
    return re.compile(
        BEFORE
        + r"(?P<title>(?:[\w/'’\-]+\s+){0,5}?(?P<noun>"
        + "|".join(map(re.escape, nouns))
        + r")(?:\s+(?:of|for|in|among)\s+[\w/'’\- ]{1,40}?)?)"
        + r"(?:\s*(?P<form>:|\.(?=\s)|\s[-–](?=\s))|\s+(?=from\s)"
        + r"|\s*,?\s+(?:with|where|in which|consisting of|made of|made up of|that has)\b)",
        re.IGNORECASE,
    )


def by_its_clauses(whole: Span) -> Asked | None:
    """A diagram that nothing names, by what the clauses of a text say; words before it may be its title."""
    layered = discourse.of_layers(whole)
    if layered == "stack" and (of := _LAYERED.match(whole.source.text, whole.start)) is not None:
        return Asked("stack", called(of["title"]), whole, Span(whole.source, 0, whole.start))  # "from bottom to top"
    found = headed(whole)
    rest = named(whole, found, "rest") if found is not None else whole
    sort = layered or (discourse.of_layers(rest) if found is not None else "")
    sort = "tree" if found is not None and _TYPES_OF.match(found["title"]) is not None else sort
    sort = sort or ("links" if discourse.joins_labelled(whole) else "kin" if discourse.is_of_family(rest) else "")
    if not (sort or discourse.is_told(whole) or (found is not None and discourse.is_told(rest))):
        return None
    return starting_at(whole, rest.start, sort, _title(found))


def _title(found: re.Match[str] | None) -> str:
    """What a title says, without the sort of diagram; nothing if it lists several."""
    if found is None or LIST.search(found["title"]) is not None:
        return ""
    return called(title_of(found))


def by_what_is_said(whole: Span) -> Asked | None:
    """A diagram that nothing names, where what is said can only be shown by one."""
    found = headed(whole)
    rest, title = (whole, "") if found is None else (named(whole, found, "rest"), _title(found))
    text = rest.text
    if _ENTITIES.match(whole.text) is not None:
        return starting_at(whole, whole.start, "entities")
    if found is not None and len(_KINDS.findall(text)) > 1 and not ARROWS.search(text) and "(" not in found["title"]:
        more = {kind for kind, one in said_by(rest) if one.subject}
        if not more:
            return starting_at(whole, whole.start, "tree")
        return starting_at(whole, rest.start, "entities" if "amount" in more else "", title)
    if found is not None and IN_ORDER.search(found["title"]) is not None and count_links(rest):
        return starting_at(whole, rest.start, "links", title)
    if found is not None and _WHENCE.match(text) is not None and all(map(travels, split(rest, SENTENCE))):
        return starting_at(
            whole, rest.start, "links", title
        )  # "The path of blood: from the heart to the lungs, then …"
    if found is not None and _HOW_IT_FLOWS.match(found["title"]) is not None and count_links(rest) > 1:
        return starting_at(whole, rest.start, "links", title)
    if OF_COMMITS.search(text) is not None and len(set(map(str.casefold, OF_BRANCHES.findall(text)))) > 1:
        return starting_at(whole, rest.start, "history", title)
    if _KIND_OF.search(text) is not None and len(_HAS_A.findall(text)) > 1:
        return starting_at(whole, rest.start, "classes", title)
    if _STEPS.search(text):
        return starting_at(whole, rest.start, "flow", title)
    compared = _COMPARED.match(whole.text)
    if compared is not None:
        return starting_at(whole, whole.start + compared.start("sets"), "sets")
    if _CLASSES.search(whole.text) is not None and _DERIVED.search(text) is not None:
        return starting_at(whole, rest.start if _CLASSES.search(text) else whole.start, "classes", title)
    if ARROWS.search(text):
        chain = _CHAIN_OF.match(whole.source.text, whole.start)
        if chain is not None:
            return starting_at(whole, chain.end(), "links", title_of(chain))
        of_steps = is_course(rest) or _is_chain_of_steps(rest)
        return starting_at(whole, rest.start, "flow", title) if of_steps else starting_at(whole, whole.start, "links")
    if found is not None and len(done := split(rest, LIST)) > 2 and all(map(is_action, done)):
        return starting_at(whole, rest.start, "flow", title)
    return None


def _clauses(span: Span) -> list[Span]:
    """The clauses of sentences, as far as commas and "and" part them."""
    return [piece for sentence in split(span, SENTENCE) for piece in split(sentence, CUT)]


#: "The TCP handshake between a client and a server": who takes part, perhaps with what they say behind a colon.
_TALK = re.compile(
    BEFORE + r"(?P<title>(?:[\w/'’\-]+\s+){0,4}?(?:(?:handshake|protocol|negotiation|message exchange|messages)"
    r"|(?:conversation|dialogue|dialog|interactions?|exchange)(?=[^:.]*:\s)))\s+between\s+(?=[^.:]+\sand\s)",
    re.IGNORECASE,
)


def _is_of_moves(rest: Span) -> bool:
    """Whether sentences say what state leads to which: twice, with a verb or without it ("yellow to red"), or whence
    and where to at once."""
    sentences = split(rest, SENTENCE)
    moves = sum(fullmatch(one, TOO) is not None for sentence in sentences for one in shortened(sentence))
    return sum(map(is_move, _clauses(rest))) + moves > 1 or any(fullmatch(one, FROM_TO) for one in sentences)


def _is_chain_of_steps(span: Span) -> bool:
    """Whether the arrows of one chain stand between what is done: "lint -> if it is green, build it -> deploy"."""
    done = split(span, ARROW)
    if len(done) < 3 or _STATEMENTS.search(span.text) is not None:
        return False
    return 2 * sum(map(is_action, done)) > len(done)


def _is_pile(title: str) -> bool:
    """Whether a stack is of things to be seen: "stack of pancakes", "three books in a stack"."""
    pile = _PILE.search(title)
    return pile is not None and lexicon.is_known_noun((pile["of"] or pile["some"]).casefold())


def by_its_parts(whole: Span) -> Asked | None:
    """A diagram that is called by what it shows ("Food chain: …"), if what follows has parts, links or states."""
    source, text = whole.source, whole.source.text
    talk = _TALK.match(text, whole.start)
    if talk is not None:
        return starting_at(whole, talk.end(), "sequence", title_of(talk))
    stages = _STAGES.match(text, whole.start)
    if stages is not None and is_staged(stages["title"], behind := Span(source, stages.end(), whole.end)):
        return starting_at(whole, behind.start, "flow", title_of(stages), across=True)
    if stages is not None and any(one in table("system") for one in _ends(stages["title"])):
        return starting_at(whole, stages.end(), "links", title_of(stages), across=True)
    system = _system().match(text, whole.start)
    if system is None or (system["form"] == "." and system["noun"].casefold() not in _TITLES):
        return None
    rest, frame = Span(source, system.end(), whole.end), Span(source, 0, system.end())
    title = called(system["title"])
    is_stack = system["noun"].casefold() == "stack" and not _is_pile(title) and len(split(rest, LIST)) > 1
    if UPON.search(rest.text) or (is_stack and _AT_ENDS.search(rest.text)):
        return Asked("stack", title, rest, frame)
    if system["noun"].casefold() == "states":
        title = called(_HAS_STATES.sub("", system["title"]))
        return Asked("states", title, rest, frame) if _is_of_moves(rest) else None
    if discourse.is_dated(rest) or discourse.is_of_family(rest):
        return Asked("", title, rest, frame)
    if PASSED_ON.search(rest.text):
        return Asked("links", title, rest, frame, across=True)
    if is_staged(system["noun"], rest) or (
        system["noun"].casefold() in _OF_STEPS and len(_IN_TURN.findall(rest.text)) > 1
    ):
        return Asked("flow", title, rest, frame, across=True)
    parts = [one for sentence in split(rest, SENTENCE) for piece in split(sentence, LIST) for one in [bare(piece)]]
    if says_moves(rest):
        return Asked("links", title, rest, frame)
    technical = sum(is_technical(one.text) for one in parts)
    joined = technical or system["form"] or system["noun"].casefold() in _OF_MACHINES
    if technical > 1 or (joined and count_links(rest)):
        return Asked("links", title, rest, frame)
    return None


#: What has steps, and words that say when one of them is done.
_OF_STEPS = frozenset(("pipeline", "workflow", "process", "toolchain"))
_IN_TURN = re.compile(
    r"\b(?:(?<!\bis )(?<!\bare )then|in parallel|at the same time|finally|afterwards|after (?:that|approval)|otherwise"
    r"|(?:when|once|if|after)\s+(?:both|all|it|they|the|that|everything)\b)",
    re.IGNORECASE,
)


def is_staged(title: str, rest: Span) -> bool:
    """Whether what a text begins with lists the stages of what consists of stages, and it says no more of what leads to
    what than where a process goes on: "pipeline: fetch, decode, execute. If it fails, go back to fetch"."""
    items = stages(title, rest)
    behind = Span(rest.source, items[-1].end, rest.end) if items else rest
    if _OF_EACH.match(behind.text) is not None:
        return False  # "each stage feeds the next one" says what joins them
    return bool(items) and (TELLS_ORDER.search(behind.text) is not None or not count_links(behind))


def stages(title: str, rest: Span) -> list[Span]:
    """The stages that the first sentence lists, if what is called so consists of stages; none if it is no list."""
    listed = next(iter(split(past(rest, _STAGES_ARE), SENTENCE)), rest)
    items = split(listed, LIST)
    if len(items) < 3 or _STAGED.search(title) is None:
        return []
    told = (one for piece in items for one in clauses(piece) if one.verb and one.subject)
    is_told = any(one.rest or one.passive for one in told) or TELLS_ORDER.search(listed.text) is not None
    return items if not is_told else []


def _ends(words: str) -> Iterator[str]:
    """What words end with, in lower case."""
    listed = words.casefold().split()
    return (" ".join(listed[i:]) for i in range(len(listed)))
