"""Which sort of diagram a prompt asks for, what it is called, and where its content begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sgc.english.diagrams import discourse, topologies
from sgc.english.diagrams.actions import is_action, is_step
from sgc.english.diagrams.lexis import table
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.neural import layers
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, part, past, search, split, trim
from sgc.english.diagrams.series import UPON
from sgc.english.diagrams.speaking import count_links, holds, is_link, is_of_systems, says_links, says_moves
from sgc.english.diagrams.states import is_move
from sgc.english.diagrams.trees import is_over
from sgc.english.diagrams.ways import FROM_TO, PASSED_ON
from sgc.english.diagrams.words import is_technical, plain_name, series
from sgc.source import Source, Span

#: What asks for a picture and says nothing of it: "Could you please draw me". Words that name things, too, ask only
#: before an article.
_ORDER = re.compile(
    r"\s*(?:(?:hi|hello|please)[,:!]?\s+)*(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?"
    r"(?:(?:i|we)\s+(?:want|need|would like)\s+(?:(?:you\s+)?to\s+)?(?=\w)|(?:this|here)\s+is\s+)?"
    r"(?:(?:(?:draw|show|sketch|create|generate|illustrate|visuali[sz]e|depict)(?:\s+(?:me|us))?|(?:make|give)\s+(?:me|us))"
    r"(?:\s*:\s*|\s+(?=[\w\"“(]))"
    r"|(?:make|give|design|build|produce|model|explain|describe|draw up)\s+(?=(?:the|an?|how)\s))?",
    re.IGNORECASE,
)
_BEFORE = (
    r"\s*(?:the\s+|an?\s+)?(?:(?:simple|small|short|detailed|basic|clean|new|vertical|horizontal|top-down"
    r"|left-to-right|nice|minimal|high-level)\s+)*"
)
_BEHIND = (
    r"(?:[^\S\n]+(?P<form>with|comparing|that|of|for|about|on|where|in which|from|showing|that shows|which shows"
    r"|that describes|describing"
    r"|depicting|explaining|to|titled|called|in (?:weeks|months|days|years)|by (?:week|month|day)|between"
    r"|label+ed|how to|how)\b|\s*[:,\-–.\n]|\s+(?=\()|\s*$)"
)
_TITLED = re.compile(
    r"\s*(?:how to\s+|how\s+|the process of\s+)?(?P<title>[^:.;\n]{2,80}?)\s*(?::|\.(?=\s)|\n|;"
    r"|,?\s+with (?=\w)|,\s*(?:where|in which)\s+)\s*",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"(?:^|\n|[.:;,]\s)\s*(?:step\s+)?1\s*[.):]\s+\S.*?(?:\n|[.;,]|\s)\s*(?:step\s+)?2\s*[.):]\s+\S",
    re.IGNORECASE | re.DOTALL,
)
#: The line above steps: "How to publish a paper".
_HEADING = re.compile(
    r"\s*(?:the\s+)?(?:steps?\s+(?:for|of|to|in)\s+)?(?P<title>[^\n:;?!>→-]{3,80}?)\s*(?::\s*|\n\s*)"
    r"(?=(?:step\s+)?1\s*[.):]\s|[-*•–]\s)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:step\s+)?1\s*[.):]\s", re.IGNORECASE)
_MARK = re.compile(r"[-*•–]\s+(?:[^:]{1,20}:\s+)?")
_LINE = re.compile(r"\n+")
_FIRST_THEN = re.compile(
    r"\s*first(?:ly)?\b[\s,].*?[.,;\n]\s*(?:and\s+)?(?:then|next|after that|second(?:ly)?|finally)\b",
    re.IGNORECASE | re.DOTALL,
)
_GO_TO = re.compile(r"\b(?:if|when)\b.+\b(?:go|goes|return|jump)\s+(?:back\s+)?to\b", re.IGNORECASE | re.DOTALL)
_INHERITS = re.compile(r"\b(?:inherits?\s+from|is\s+a\s+subclass\s+of|are\s+subclasses\s+of)\b", re.IGNORECASE)
_ARROWS = re.compile(r"\w[\w ]*\s*(?:->|-->|=>|→)\s*\w")
_STACK = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w/'’\- ]+?\s+)?(?:as\s+)?(?:an?\s+)?(?:stack|pile"
    r"|tower)\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:layers|levels|tiers)\b",
    re.IGNORECASE,
)
_AS_CYCLE = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w'’\- ]+?)\s+(?:as|in)\s+an?\s+(?:cycle|circle|ring|loop)\s+(?:diagram"
    r"|of\s+\w+\s*(?:steps|stages|phases)?)",
    re.IGNORECASE,
)
#: Words that name a diagram only before a colon.
_BY_COLON = frozenset(
    ("sequence", "uml", "venn", "flow", "journey", "user journey", "customer journey", "roadmap", "plan")
)
#: Words for other things, too, which name a diagram only as the first words of a prompt, or behind "as a".
_COMMON = frozenset(
    (
        "process",
        "diagram",
        "workflow",
        "cycle",
        "hierarchy",
        "taxonomy",
        "brainstorm",
        "timeline",
        "time line",
        "chronology",
    )
)
#: Words for diagrams that are said of what they show, too: "the carbon cycle".
_IN_TITLES = frozenset(("cycle", "process", "workflow", "hierarchy", "taxonomy"))
_TREE = re.compile(
    r"\s*(?:draw\s+|show\s+)?(?:the\s+|an?\s+)?(?:\w+\s+){0,3}tree\s*(?:with|whose|of|where|in which|:)\s*"
    r"(?=(?:the\s+|an?\s+)?root\b)",
    re.IGNORECASE,
)
_NEURAL = re.compile(
    _BEFORE + r"(?:[\w–-]+\s+){0,5}?(?:neural\s+net(?:work)?s?|multi-?layer perceptron|perceptron|mlp)\b", re.IGNORECASE
)
_STAGES = re.compile(
    _BEFORE + r"(?P<title>[\w/'’\- ]{2,60}?)\s+(?:has|with|consists of|consisting of)\s+"
    r"(?=(?:\w+\s+){0,3}(?:stages|steps|phases)\s*(?::|\s\w))",
    re.IGNORECASE,
)
_CAN_BE = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w'’\- ]{2,40}?)\s+(?:can|may)\s+be\s+[\w\s,:-]+?\s+or\s+[\w-]+\s*[.;]\s*"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "compare cats and dogs with a Venn diagram"
_COMPARED = re.compile(
    r"compar(?:e|ing|ison of)\s+(?P<sets>[^:.;]+?)\s+(?:with|in|as|using)\s+(?:an?\s+)?(?:venn|euler)"
    r"(?:\s+diagram)?\s*\.?",
    re.IGNORECASE,
)
#: "supervised (classification, regression)": a heading with what is under it.
_KINDS = re.compile(r"\w\s+\([^():]+,[^():]+\)")
_ENTITIES = re.compile(r"\s*(?:the\s+)?(?:entities|tables)\s*(?::|are\b)", re.IGNORECASE)
_KNOWN = re.compile(
    _BEFORE + r"(?P<layers>(?:layers|levels)\s+of\s+(?:the\s+)?)?(?P<title>[\w'’ -]+?)(?:\s+(?:diagram|model))?"
    r"(?:\s+from\s+(?:the\s+)?(?:bottom|top)(?:\s+to\s+(?:the\s+)?(?:top|bottom)|\s+up|\s+down))?",
    re.IGNORECASE,
)
#: "A tree: animals split into …"
_TREE_OF = re.compile(
    _BEFORE + r"(?:\w+\s+){0,2}tree\s*(?:of\s+[\w ]{2,40}?)?\s*:\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
_GRAPH = re.compile(
    _BEFORE + r"(?:(?:directed|undirected|weighted|acyclic|bipartite|complete|cyclic|connected)\s+)*graph\s*"
    r"(?:\s(?:with|of|on|over)\s+(?:the\s+)?(?=.*\b(?:nodes|vertices|edges)\b)|:\s*(?=.*[-–>]))",
    re.IGNORECASE | re.DOTALL,
)
#: "How to make coffee: …", "how a bill becomes a law: …"
_HOW = re.compile(
    _BEFORE + r"(?P<title>how\s+(?:to\s+)?[^:.;\n]{3,60}?|(?:the\s+)?(?:steps|process)\s+(?:of|for|to)"
    r"\s+[^:.;\n]{3,60}?)\s*[:.]\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: "how a ticket is handled. A user opens …"
_HOW_SO = re.compile(r"(?P<title>how\s+[^.:;\n]{3,70}?)\s*[.:\n]\s+", re.IGNORECASE)
#: A line of its own above the rest, which says nothing.
_TITLE_LINE = re.compile(r"(?P<title>[^.:;,\n]{3,60}?)\s*:?\s*\n\s*(?=\S)")
_OF_SORT = re.compile(r"\s+(?:timeline|flow\s?chart|diagram|process|chart)$", re.IGNORECASE)
#: "Maslow's pyramid: …", "a pyramid with … at the bottom": levels upon each other, and no heap of things.
_PYRAMID = re.compile(
    _BEFORE + r"(?P<title>(?:[\w'’\-]+\s+){0,4}?pyramid(?:\s+of\s+[\w'’\- ]{1,40}?)?)\s*"
    r"(?::|,?\s+with\s+)\s*(?=.*\b(?:at the (?:bottom|base|top)|levels?|on top)\b)",
    re.IGNORECASE | re.DOTALL,
)
_AS_PYRAMID = re.compile(
    _BEFORE + r"(?P<title>[^.;:\n]{2,60}?)\s+as\s+an?\s+pyramid\s*:\s*(?=[^.]*,[^.]*,)", re.IGNORECASE
)
#: "sales funnel: leads, offers, deals": what becomes fewer, and nothing to pour through.
_FUNNEL = re.compile(
    _BEFORE + r"(?P<title>(?:[\w'’\-]+\s+){0,4}?funnel(?:\s+(?:diagram|chart))?(?:\s+(?:of|for)\s+[\w'’\- ]{1,40}?)?)"
    r"\s*(?::|,?\s+with\s+)\s*(?=[^.]*(?:,|->|→)[^.]*(?:,|->|→|\band\b))",
    re.IGNORECASE,
)
#: What a process does in one case and in the other.
_IF_ELSE = re.compile(r"\b(?:if|when|whether)\b.+\b(?:otherwise|or else|else|if not)\b", re.IGNORECASE | re.DOTALL)
_HEADED = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[^:.;\n]{3,80}?)\s*:\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: "three boxes A, B and C, where A points to B"
_SHAPES = re.compile(r"\s*(?:\w+\s+)?(?:boxes|nodes|blocks|rectangles|circles|states|components)\b", re.IGNORECASE)
#: Who is spoken to speaks, too: messages in an order.
_CHECKS = re.compile(
    r"\b(?:checks?|decides?|tests?|verif(?:y|ies)|determines?|asks?)\s+(?:whether|if)\b",
    re.IGNORECASE,
)
_OF_MACHINES = frozenset(("network", "topology", "architecture", "cluster", "system"))
_THEN = re.compile(r"\bthen\b", re.IGNORECASE)
_CHILDREN = re.compile(r"\bwith\s+(?:\w+\s+){1,2}(?:children|child|kids|sons?|daughters?|twins)\b", re.IGNORECASE)
_COLON = re.compile(":")
_THEN_ON = re.compile(r"[^,]+(?:,\s*(?:and\s+)?(?:then|finally)\s+[^,]+){2,}", re.IGNORECASE)
_REPLIES = re.compile(r"\b(?:repl(?:y|ies)|responds?|answers?|acknowledges?)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?|\bif\b", re.IGNORECASE)
#: What consists of stages, where a list gives them.
_STAGED = re.compile(r"pipeline|workflow|process|cnn|convolutional|network|transformer|encoder|lstm", re.IGNORECASE)
_DETERMINED = re.compile(r"\s*(?:an?|the|many|\d+|two|three|four|five|six)\s", re.IGNORECASE)
_FIGURES = re.compile(r"\d")
_LEFT = re.compile(r"\b(?:left[- ]to[- ]right|horizontal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The sort of diagram that a prompt asks for; ``rest`` is its content, ``frame`` the words that name it."""

    sort: str
    title: str
    rest: Span
    frame: Span
    across: bool = False


@cache
def _frame() -> re.Pattern[str]:
    names = sorted(table("sort"), key=len, reverse=True)
    return re.compile(
        _BEFORE + r"(?P<of>[\w'’\- ]+?\s+)??(?P<name>" + "|".join(map(re.escape, names)) + r")s?" + _BEHIND,
        re.IGNORECASE,
    )


@cache
def _system() -> re.Pattern[str]:
    """ "A microservice architecture with", "Food chain:": nouns that name what its parts make up."""
    nouns = sorted({*table("system"), "states"}, key=len, reverse=True)
    return re.compile(
        _BEFORE
        + r"(?P<title>(?:[\w/'’\-]+\s+){0,5}?(?P<noun>"
        + "|".join(map(re.escape, nouns))
        + r")(?:\s+(?:of|for)\s+[\w/'’\- ]{1,40}?)?)"
        + r"(?:\s*(?P<form>:)|\s+(?=from\s)"
        + r"|\s*,?\s+(?:with|where|in which|consisting of|made of|made up of|that has)\b)",
        re.IGNORECASE,
    )


@cache
def _as_a() -> re.Pattern[str]:
    names = sorted(table("sort"), key=len, reverse=True)
    return re.compile(
        _BEFORE
        + r"(?P<title>[^.;:\n]{2,80}?)\s+as\s+(?:an?\s+)(?P<name>"
        + "|".join(map(re.escape, names))
        + r")"
        + _BEHIND,
        re.IGNORECASE,
    )


def asked(source: Source) -> Asked | None:
    """What sort of diagram a prompt asks for; None if it is of something to be seen."""
    whole = past(source.span(), _ORDER)
    named_so = _by_what_is_known(whole) or _by_name(whole)
    if named_so is None and (wish := discourse.request(whole)) is not None:
        sort, rest, frame = wish
        return Asked(sort, "", rest, frame)
    return named_so or _by_its_parts(whole) or _by_what_is_said(whole) or _by_its_clauses(whole)


def _by_its_clauses(whole: Span) -> Asked | None:
    """A diagram that nothing names, by what the clauses of a text say; words before a colon may be its title."""
    sort = discourse.spoken_of(whole)
    if not sort:
        return None
    heading = _HOW_SO.match(whole.source.text, whole.start) or _TITLE_LINE.match(whole.source.text, whole.start)
    if heading is None:
        return Asked(sort, "", whole, Span(whole.source, 0, whole.start))
    return _from(whole, heading.end(), sort, _called(_OF_SORT.sub("", heading["title"])))


def _by_name(whole: Span) -> Asked | None:
    """A diagram that the prompt calls one."""
    source, text, start = whole.source, whole.source.text, whole.start
    neural = _NEURAL.match(text, start)
    if neural is not None and len(layers(whole)) > 1:
        return _from(whole, start, "neural")
    compared = fullmatch(whole, _COMPARED)
    if compared is not None:
        return Asked("sets", "", named(whole, compared, "sets"), whole)
    stack = _STACK.match(text, start)
    if stack is not None:
        return Asked("stack", _title(stack), whole, Span(source, 0, stack.end()))
    cycle = _AS_CYCLE.match(text, start)
    if cycle is not None:
        return _from(whole, cycle.end(), "cycle", _title(cycle))
    as_a = _as_a().match(text, start)
    if as_a is not None and (as_a["name"].casefold() != "diagram" or _by_colon(as_a)):
        return _framed(whole, as_a, _title(as_a))
    frame = _frame().match(text, start)
    if frame is not None and not _is_of_a_scene(source, frame):
        before = (frame["of"] or "").strip()
        title = f"{before} {frame['name']}" if frame["name"].casefold() in _IN_TITLES else before
        return _framed(whole, frame, caption(title) if before else "")
    shaped = topologies.NAMED.match(text, start)
    if shaped is not None and topologies.members(whole) is not None:
        return _from(whole, start, "topology")
    pyramid = _PYRAMID.match(text, start) or _AS_PYRAMID.match(text, start)
    if pyramid is not None:
        return _from(whole, pyramid.end(), "pyramid", _title(pyramid))
    funnel = _FUNNEL.match(text, start)
    if funnel is not None:
        return _from(whole, funnel.end(), "funnel", _title(funnel))
    graph = _GRAPH.match(text, start)
    if graph is not None:
        return _from(whole, graph.end(), "links")
    how = fullmatch(whole, _HOW)
    if how is not None and len(split(named(whole, how, "rest"), LIST)) > 2:
        return _from(whole, how.start("rest"), "flow", _title(how))
    tree_of = fullmatch(whole, _TREE_OF)
    if tree_of is not None and is_over(named(whole, tree_of, "rest")):
        return _from(whole, tree_of.start("rest"), "tree")
    tree = _TREE.match(text, start)
    return _from(whole, tree.end(), "tree") if tree is not None else None


def _by_what_is_known(whole: Span) -> Asked | None:
    """Nothing but the name of something well known that has an order of its own: "the nitrogen cycle"."""
    match = fullmatch(trim(whole, "."), _KNOWN)
    if match is None or _series(match["title"]) is None:
        return None
    name = match["title"].casefold()
    if match["layers"] or "architecture" in name:
        sort = "stack"
    elif "pyramid" in name or "hierarchy" in name:
        sort = "pyramid"
    elif "cycle" in name:
        sort = "cycle"
    else:
        return None
    return Asked(sort, _title(match), Span(whole.source, whole.end, whole.end), whole)


def _by_what_is_said(whole: Span) -> Asked | None:
    """A diagram that nothing names, where what is said can only be shown by one."""
    text = whole.text
    if _ENTITIES.match(text) is not None:
        return _from(whole, whole.start, "entities")
    if len(_KINDS.findall(text)) > 1 and (kinds := fullmatch(whole, _HEADED)) is not None:
        return _from(whole, whole.start, "tree") if "(" not in kinds["title"] else None
    if _INHERITS.search(text):
        return _from(whole, whole.start, "classes")
    if _IF_ELSE.search(text) and (process := _process(whole)) is not None:
        return process
    heading = _HEADING.match(whole.source.text, whole.start, whole.end)
    if heading is not None and _lists_steps(Span(whole.source, heading.end(), whole.end)):
        return _from(whole, heading.end(), "flow", _title(heading))
    if _STEPS.search(text) or _FIRST_THEN.match(text) or _GO_TO.search(text):
        return _from(whole, whole.start, "flow")
    if _ARROWS.search(text):
        return _from(whole, whole.start, "links")
    headed = fullmatch(whole, _HEADED)
    rest = named(whole, headed, "rest") if headed is not None else whole
    of_systems = "sequence" if _REPLIES.search(text) or discourse.is_dialogue(whole) else "links"
    if headed is not None and is_of_systems(rest):
        return _from(whole, rest.start, of_systems, _title(headed) if LIST.search(headed["title"]) is None else "")
    if is_of_systems(whole):
        return _from(whole, whole.start, of_systems)
    if headed is not None and count_links(rest, is_link) > 2:
        return _from(whole, rest.start, of_systems, _title(headed) if LIST.search(headed["title"]) is None else "")
    if headed is not None and len(done := split(rest, LIST)) > 2 and all(map(is_action, done)):
        return _from(whole, rest.start, "flow", _title(headed))
    if headed is not None and says_moves(rest):
        return _from(whole, rest.start, "links", _title(headed))
    return None


def _lists_steps(span: Span) -> bool:
    """Whether lines are numbered, or most of them say what is done."""
    lines = [past(one, _MARK) for one in split(span, _LINE)]
    return _NUMBERED.match(span.text) is not None or 2 * sum(map(is_step, lines)) > len(lines) > 1


def _from(whole: Span, start: int, sort: str, title: str = "", across: bool = False) -> Asked:
    """A diagram whose content begins there; the words before name it."""
    return Asked(sort, title, Span(whole.source, start, whole.end), Span(whole.source, 0, start), across)


def _by_colon(match: re.Match[str]) -> bool:
    """Whether what names a diagram ends with a colon."""
    return match.group().rstrip().endswith(":")


def _process(whole: Span) -> Asked | None:
    """A process without its name: what is done, and what is done if something is so or not."""
    headed = fullmatch(whole, _HEADED)
    rest = named(whole, headed, "rest") if headed is not None else whole
    done = [one for sentence in split(rest, SENTENCE) for one in split(sentence, LIST) if is_step(one)]
    asks = len(split(rest, SENTENCE)) > 2 and _CHECKS.search(rest.text) is not None
    if len(done) < 2 and not asks:
        return None
    return _from(whole, rest.start, "flow", _title(headed) if headed is not None else "")


def _by_its_parts(whole: Span) -> Asked | None:
    """A diagram that is called by what it shows ("Food chain: …"), if what follows has parts, links or states."""
    source, text = whole.source, whole.source.text
    states = fullmatch(whole, _CAN_BE)
    if states is not None and count_links(named(whole, states, "rest"), is_move) > 0:
        return _from(whole, whole.start, "states", _title(states))
    stages = _STAGES.match(text, whole.start)
    if stages is not None and any(one in table("system") for one in _ends(stages["title"])):
        return _from(whole, stages.end(), "links", _title(stages), across=True)
    system = _system().match(text, whole.start)
    if system is None:
        return None
    rest, frame = Span(source, system.end(), whole.end), Span(source, 0, system.end())
    title = _called(system["title"])
    if UPON.search(rest.text):
        return Asked("stack", title, rest, frame)
    if system["noun"].casefold() == "states":
        title = _called(re.sub(r"\s*states$", "", system["title"], flags=re.IGNORECASE))
        return Asked("states", title, rest, frame) if count_links(rest, is_move) > 1 else None
    if PASSED_ON.search(rest.text):
        return Asked("links", title, rest, frame, across=True)
    parts = [one for sentence in split(rest, SENTENCE) for piece in split(sentence, LIST) for one in [bare(piece)]]
    determined = any(_DETERMINED.match(one.text) for one in split(rest, LIST))
    if len(parts) > 2 and _STAGED.search(system["noun"]) and not determined and not says_links(rest):
        return Asked("flow", title, rest, frame, across=True)
    if len(parts) > 2 and _THEN.search(rest.text) is not None and not count_links(rest, is_link):
        return Asked("flow", title, rest, frame)
    if says_moves(rest):
        return Asked("links", title, rest, frame)
    technical = sum(is_technical(one.text) for one in parts)
    joined = technical or system["form"] or system["noun"].casefold() in _OF_MACHINES
    if technical > 1 or (joined and count_links(rest, is_link)):
        return Asked("links", title, rest, frame)
    return None


def _ends(words: str) -> Iterator[str]:
    """What words end with, in lower case."""
    listed = words.casefold().split()
    return (" ".join(listed[i:]) for i in range(len(listed)))


def _is_of_a_scene(source: Source, frame: re.Match[str]) -> bool:
    """Whether a common word means something else here: it names a diagram first in a prompt, or before a colon."""
    name = frame["name"].casefold()
    if table("sort")[name] == ("chart",):  # one without numbers is a thing on a wall
        return _FIGURES.search(source.text, frame.end()) is None
    if name == "diagram":
        rest = Span(source, frame.end(), len(source.text))
        headed = search(rest, _COLON)
        if headed is not None and (
            says_links(Span(source, headed.end(), len(source.text)))
            or count_links(Span(source, headed.end(), len(source.text)), holds)
            or any(fullmatch(one, FROM_TO) for one in split(Span(source, headed.end(), len(source.text)), SENTENCE))
            or says_moves(Span(source, headed.end(), len(source.text)))
            or _THEN_ON.fullmatch(source.text, headed.end())
        ):
            return False
        if _SHAPES.match(rest.text) and says_links(rest):
            return False
        return not is_of_systems(rest) and _ARROWS.search(source.text) is None
    if _by_colon(frame):
        return False
    titled = _TITLED.match(source.text, frame.end())
    listed = titled is not None and _by_colon(titled) and (
        len(split(Span(source, titled.end(), len(source.text)), LIST)) > 2
    )  # fmt: skip
    if name in _BY_COLON:
        return not listed
    if not listed and source.text[frame.end() : frame.end() + 1] == "(":
        listed = len(split(trim(Span(source, frame.end(), len(source.text)), "(). "), LIST)) > 2
    return name in _COMMON and bool((frame["of"] or "").strip()) and not listed


def _framed(whole: Span, match: re.Match[str], title: str) -> Asked:
    source, text = whole.source, whole.source.text
    name = match["name"].casefold()
    sort = table("sort")[name][0]
    if name == "decision tree" and _QUESTION.search(text, match.end()):
        sort = "flow"
    rest = trim(Span(source, match.end(), whole.end), ":,.-–")
    if sort == "flow" and re.search(r"\bdata\b", title, re.IGNORECASE) and says_links(rest):
        sort = "links"  # data goes from one thing to the next
    if name == "diagram" and _REPLIES.search(rest.text):
        sort = "sequence"
    if name == "diagram" and _THEN_ON.fullmatch(rest.text.rpartition(":")[2].strip()):
        sort = "line"
    frame = Span(source, 0, match.end())
    across = _LEFT.search(frame.text) is not None
    form = (match["form"] or "").casefold()
    titled = (
        _TITLED.match(text, rest.start, rest.end)
        if form
        in (
            "of",
            "for",
            "about",
            "on",
            "titled",
            "called",
            "showing",
            "describing",
            "to",
            "explaining",
            "that",
            "how",
            "how to",
        )
        else None
    )
    by_colon = titled is not None and _by_colon(titled)
    is_tree = sort == "tree" and by_colon
    is_chart = is_tree and re.search(r"\borg|structure", name) is not None  # it is of somebody, who is not in it
    if sort == "kin" and _CHILDREN.search(rest.text) is not None and not by_colon:
        titled = None
    if titled is not None and (
        sort not in ("sets", "mindmap", "tree")
        or (sort == "sets" and by_colon)
        or is_chart
        or (is_tree and is_over(Span(source, titled.end(), whole.end)))
    ):
        heading = part(Span(source, rest.start, rest.end), titled, "title")
        assert heading is not None
        known = _series(heading.text)
        if by_colon and known is not None and len(split(Span(source, titled.end(), rest.end), LIST)) > 2:
            known, sort = None, "cycle" if heading.text.casefold().endswith("cycle") else sort
        if (
            known is None
            and len(heading.text.split()) <= 10
            and ((by_colon and sort == "flow") or LIST.search(heading.text) is None)
        ):
            called = f"{title} of {heading.text}" if title and form == "of" else title or _called(heading.text)
            content = trim(Span(source, titled.end(), rest.end))
            return Asked(sort, called, content, Span(source, 0, titled.end()), across)
    if (
        form in ("of", "for", "about", "on")
        and not title
        and rest.text
        and "," not in rest.text
        and _series(rest.text) is not None
    ):
        title = _called(rest.text)
    return Asked(sort, title, rest, frame, across)


def _series(words: str) -> tuple[str, ...] | None:
    return series().get(plain_name(words))


def _called(words: str) -> str:
    return caption(re.sub(r"^(?:the|an?|our|my)\s+", "", words.strip(), flags=re.IGNORECASE))


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    return _called(re.sub(r"\s+(?:as|in)$", "", title.strip(), flags=re.IGNORECASE)) if title and title.strip() else ""
